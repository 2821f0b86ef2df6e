//! The month's budget over the API and on its page: shapes, wrong fields, who may change it, and a form without JavaScript.

use chrono::{DateTime, Utc};
use olympus::ledger::resets_at;
use reqwest::StatusCode;
use serde_json::{Value, json};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{Connection, PgConnection};

use crate::support::{Answer, Person, TestServer};

async fn put(person: &Person, body: &Value) -> Answer {
    person.send(person.client.put(person.at("/api/v1/budget")).json(body)).await
}

#[sqlx::test(migrations = false)]
async fn a_budget_is_set_shown_and_removed_over_the_api(_: PgPoolOptions, database: PgConnectOptions) {
    let server = TestServer::without_worker(database).await;
    let ada = server.member("ada@example.com").await;
    let none = ada.get("/api/v1/budget").await;
    assert_eq!(none.status, StatusCode::OK, "{}", none.body);
    let data = &none.body["data"];
    assert_eq!((&data["monthlyUsd"], &data["action"], &data["alerts"]), (&Value::Null, &json!("warn"), &json!([])));
    assert_eq!(data["thresholds"], json!([50, 80, 100]));
    assert_eq!(data["resetsAt"].as_str().unwrap().parse::<DateTime<Utc>>().unwrap(), resets_at(server.clock.now()));

    for (amount, shown) in [
        (json!(25.5), "25.5000"),
        (json!("0.1"), "0.1000"),
        (json!(1_000_000), "1000000.0000"),
        (json!("999999.9999"), "999999.9999"),
        (json!(0.0001), "0.0001"),
    ] {
        let set = put(&ada, &json!({ "monthlyUsd": amount, "action": "stop" })).await;
        assert_eq!((set.status, set.text("/data/action")), (StatusCode::OK, "stop".to_owned()), "{}", set.body);
        let text = ada.raw("/api/v1/budget").await.text().await.unwrap();
        let expected = format!("\"monthlyUsd\":{shown},\"action\":\"stop\",\"usedUsd\":0.0000,\"reservedUsd\":0.0000");
        assert!(text.contains(&expected), "{text}");
    }
    let removed = put(&ada, &json!({ "monthlyUsd": null })).await;
    assert_eq!((removed.status, &removed.body["data"]["monthlyUsd"]), (StatusCode::OK, &Value::Null));
}

#[sqlx::test(migrations = false)]
async fn a_wrong_budget_is_refused_by_its_field_and_a_wrong_person_by_the_role(
    _: PgPoolOptions,
    database: PgConnectOptions,
) {
    let server = TestServer::without_worker(database.clone()).await;
    let ada = server.member("ada@example.com").await;
    for (body, field) in [
        (json!({ "action": "stop" }), "monthlyUsd"),
        (json!({ "monthlyUsd": 0, "action": "stop" }), "monthlyUsd"),
        (json!({ "monthlyUsd": -5, "action": "stop" }), "monthlyUsd"),
        (json!({ "monthlyUsd": 1_000_001, "action": "stop" }), "monthlyUsd"),
        (json!({ "monthlyUsd": "1.00001", "action": "stop" }), "monthlyUsd"),
        (json!({ "monthlyUsd": 1e300, "action": "stop" }), "monthlyUsd"),
        (json!({ "monthlyUsd": "a lot", "action": "stop" }), "monthlyUsd"),
        (json!({ "monthlyUsd": true, "action": "stop" }), "monthlyUsd"),
        (json!({ "monthlyUsd": [1], "action": "stop" }), "monthlyUsd"),
        (json!({ "monthlyUsd": 5 }), "action"),
        (json!({ "monthlyUsd": 5, "action": "explode" }), "action"),
        (json!({ "monthlyUsd": 5, "action": 7 }), "action"),
    ] {
        let answer = put(&ada, &body).await;
        assert_eq!(
            (answer.status, answer.code()),
            (StatusCode::BAD_REQUEST, "INVALID_INPUT"),
            "{body}: {}",
            answer.body
        );
        assert_eq!(answer.text("/error/details/field"), field, "{body}: {}", answer.body);
    }
    let guest = server.guest();
    assert_eq!(guest.get("/api/v1/budget").await.status, StatusCode::UNAUTHORIZED);
    let good = json!({ "monthlyUsd": 5, "action": "warn" });
    assert_eq!(put(&guest, &good).await.status, StatusCode::UNAUTHORIZED);
    let mut owner = PgConnection::connect_with(&database).await.unwrap();
    for (role, status) in [
        ("admin", StatusCode::OK),
        ("builder", StatusCode::FORBIDDEN),
        ("reviewer", StatusCode::FORBIDDEN),
        ("viewer", StatusCode::FORBIDDEN),
    ] {
        sqlx::query("update tenant_members set role = $1").bind(role).execute(&mut owner).await.unwrap();
        assert_eq!(put(&ada, &good).await.status, status, "{role}");
        assert_eq!(ada.get("/api/v1/budget").await.status, StatusCode::OK, "a {role} may look");
    }
}

#[sqlx::test(migrations = false)]
async fn the_budget_page_sets_shows_and_removes_it_without_javascript(_: PgPoolOptions, database: PgConnectOptions) {
    let server = TestServer::without_worker(database.clone()).await;
    let ada = server.member("ada@example.com").await;
    let page = async || ada.raw("/budget").await.text().await.unwrap();
    let send = async |form: &'static str| {
        let request = ada.client.post(ada.at("/budget")).header("content-type", "application/x-www-form-urlencoded");
        request.body(form).send().await.unwrap()
    };
    let empty = page().await;
    assert!(empty.contains("There is no budget") && empty.contains("Nothing was told so far"), "{empty}");

    let saved = send("action=stop&monthlyUsd=%2425.50").await;
    assert_eq!((saved.status(), &saved.headers()["location"]), (StatusCode::SEE_OTHER, &"/budget".parse().unwrap()));
    let shown = page().await;
    assert!(
        shown.contains("role=\"meter\"") && shown.contains("$25.50") && shown.contains("value=\"25.5\""),
        "{shown}"
    );

    let refused = send("action=warn&monthlyUsd=25%2C50").await;
    assert_eq!(refused.status(), StatusCode::BAD_REQUEST);
    let text = refused.text().await.unwrap();
    assert!(text.contains("as in 25.50") && text.contains("value=\"25,50\""), "what was typed stays: {text}");

    assert_eq!(send("action=none&monthlyUsd=25.50").await.status(), StatusCode::SEE_OTHER);
    assert!(page().await.contains("There is no budget"));

    let mut owner = PgConnection::connect_with(&database).await.unwrap();
    sqlx::query("update tenant_members set role = 'viewer'").execute(&mut owner).await.unwrap();
    assert_eq!(send("action=stop&monthlyUsd=5").await.status(), StatusCode::FORBIDDEN);
    assert!(!page().await.contains("Save the budget"), "others than owners and admins only look");
    let door = server.guest().raw("/budget").await;
    assert!(door.status().is_redirection() || door.status() == StatusCode::UNAUTHORIZED, "{}", door.status());
}
