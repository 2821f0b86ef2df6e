//! Tenants are held apart by the database itself, and made applications by the browser.

use reqwest::StatusCode;
use serde_json::json;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{Connection, Executor, PgConnection};

use crate::support::{RECIPES, TestServer};

#[sqlx::test(migrations = false)]
async fn somebody_elses_build_is_not_there_by_any_door(_: PgPoolOptions, database: PgConnectOptions) {
    let server = TestServer::start(database).await;
    let (ada, bob) = (server.member("ada@example.com").await, server.member("bob@example.com").await);
    let build = ada.build(RECIPES).await;
    ada.follow(&build, None).await;
    for path in ["", "/stream", "/files", "/files/index.html", "/costs", "/events", "/archive"] {
        let answer = bob.get(&format!("/api/v1/build/{build}{path}")).await;
        assert_eq!((answer.status, answer.code()), (StatusCode::NOT_FOUND, "NOT_FOUND"), "{path}");
        let guest = server.guest().get(&format!("/api/v1/build/{build}{path}")).await;
        assert_eq!(guest.status, StatusCode::UNAUTHORIZED, "{path}");
    }
    for verb in ["cancel", "retry"] {
        let answer = bob.post(&format!("/api/v1/build/{build}/{verb}"), json!({})).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{verb}");
    }
    let unknown = bob.get("/api/v1/build/018f0000-0000-7000-8000-000000000000").await;
    let foreign = bob.get(&format!("/api/v1/build/{build}")).await;
    assert_eq!(unknown.body["error"]["message"], foreign.body["error"]["message"], "the two look alike");
}

#[sqlx::test(migrations = false)]
async fn a_query_that_forgets_the_tenant_sees_nothing(_: PgPoolOptions, database: PgConnectOptions) {
    let server = TestServer::start(database.clone()).await;
    let ada = server.member("ada@example.com").await;
    let build = ada.build(RECIPES).await;
    ada.follow(&build, None).await;
    let mut connection = PgConnection::connect_with(&database).await.unwrap();
    let count = async |connection: &mut PgConnection, table: &str| -> i64 {
        sqlx::query_scalar(sqlx::AssertSqlSafe(format!("select count(*) from {table}")))
            .fetch_one(connection)
            .await
            .unwrap()
    };
    let tables =
        ["tenants", "tenant_members", "builds", "agent_runs", "build_events", "blobs", "build_files", "build_costs"];
    for table in tables {
        assert!(count(&mut connection, table).await > 0, "{table} has rows that the owner sees");
    }
    connection.execute("set role olympus_app").await.unwrap();
    for table in tables {
        assert_eq!(count(&mut connection, table).await, 0, "{table} without a tenant");
    }
    let other = uuid::Uuid::now_v7().to_string();
    sqlx::query("select set_config('app.tenant_id', $1, false)").bind(&other).execute(&mut connection).await.unwrap();
    for table in tables {
        assert_eq!(count(&mut connection, table).await, 0, "{table} as another tenant");
    }
    let refused = sqlx::query("update builds set title = 'mine' where true").execute(&mut connection).await.unwrap();
    assert_eq!(refused.rows_affected(), 0);
}

#[sqlx::test(migrations = false)]
async fn every_table_with_a_tenant_forces_row_security_and_is_indexed_by_it(
    _: PgPoolOptions,
    database: PgConnectOptions,
) {
    let _server = TestServer::without_worker(database.clone()).await;
    let mut connection = PgConnection::connect_with(&database).await.unwrap();
    let tables: Vec<(String, bool, bool, i64)> = sqlx::query_as(
        "select c.relname::text, c.relrowsecurity, c.relforcerowsecurity,
                (select count(*) from pg_policy p where p.polrelid = c.oid)
         from pg_class c join pg_attribute a on a.attrelid = c.oid
         where c.relkind = 'r' and a.attname = 'tenant_id' and c.relnamespace = 'public'::regnamespace",
    )
    .fetch_all(&mut connection)
    .await
    .unwrap();
    assert!(tables.len() >= 15, "{tables:?}");
    // Sessions are found by their token before any tenant is known; that table is guarded by the token's hash.
    for (table, enabled, forced, policies) in tables.iter().filter(|(table, ..)| table != "sessions") {
        assert!(*enabled && *forced && *policies > 0, "{table}");
    }
    let attributes: (bool, bool) =
        sqlx::query_as("select rolsuper, rolbypassrls from pg_roles where rolname = 'olympus_app'")
            .fetch_one(&mut connection)
            .await
            .unwrap();
    assert_eq!(attributes, (false, false));
}

#[sqlx::test(migrations = false)]
async fn a_preview_has_an_opaque_origin_and_needs_its_capability(_: PgPoolOptions, database: PgConnectOptions) {
    let server = TestServer::start(database).await;
    let ada = server.member("ada@example.com").await;
    let build = ada.build(RECIPES).await;
    ada.follow(&build, None).await;
    let shown = ada.get(&format!("/api/v1/build/{build}")).await;
    let preview = shown.text("/data/previewUrl");
    let response = server.guest().raw(&preview).await;
    assert_eq!(response.status(), StatusCode::OK, "whoever has the address may look");
    let policy = response.headers()["content-security-policy"].to_str().unwrap().to_owned();
    assert!(
        policy.contains("sandbox") && !policy.contains("allow-same-origin") && policy.contains("connect-src 'none'")
    );
    assert!(response.headers().get("set-cookie").is_none());
    assert_eq!(response.headers()["content-type"], "text/html; charset=utf-8");
    let capability = preview.split('/').nth(2).unwrap();
    let mut forged = capability.to_owned();
    forged.replace_range(0..1, if forged.starts_with('A') { "B" } else { "A" });
    assert_eq!(server.guest().raw(&preview.replace(capability, &forged)).await.status(), StatusCode::NOT_FOUND);
    assert_eq!(server.guest().raw(&format!("/preview/{capability}/nothing.js")).await.status(), StatusCode::NOT_FOUND);
    assert_eq!(
        server.guest().raw(&format!("/preview/{capability}/..%2f..%2fCargo.toml")).await.status(),
        StatusCode::NOT_FOUND
    );
    server.clock.advance(chrono::Duration::days(3));
    assert_eq!(server.guest().raw(&preview).await.status(), StatusCode::NOT_FOUND);
}
