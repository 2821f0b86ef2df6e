//! A workspace's own engine: who may choose it, what is refused, and that its key never comes back out.

use olympus::engines::Engines;
use olympus::ids::TenantId;
use reqwest::StatusCode;
use serde_json::{Value, json};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{Connection, PgConnection};

use crate::support::{Answer, Person, TestServer};

const KEY: &str = "sk-test-0123456789-wxyz";

fn body() -> Value {
    let model = |name: &str| json!({ "name": name, "priceIn": "3", "priceOut": "15" });
    let models = json!({ "light": model("small"), "standard": model("middle"), "deep": model("large") });
    json!({ "engine": "anthropic", "key": KEY, "models": models })
}

/// The body with one thing changed.
fn changed(name: &str, value: Value) -> Value {
    let mut body = body();
    body[name] = value;
    body
}

/// The body with another light model.
fn with_light(light: Value) -> Value {
    let mut body = body();
    body["models"]["light"] = light;
    body
}

async fn put(person: &Person, body: &Value) -> Answer {
    person.send(person.client.put(person.at("/api/v1/tenant/engine")).json(body)).await
}

async fn chosen(server: &TestServer, person: &Person) -> (&'static str, bool) {
    let tenant: TenantId = person.get("/api/v1/tenant").await.text("/data/tenantId").parse().unwrap();
    let engines: &Engines = &server.services.engines;
    let chosen = engines.for_tenant(tenant).await.unwrap();
    (chosen.engine.name(), chosen.safety_net.is_some())
}

#[sqlx::test(migrations = false)]
async fn an_owner_chooses_an_engine_and_goes_back(_: PgPoolOptions, database: PgConnectOptions) {
    let server = TestServer::without_worker(database).await;
    let ada = server.member("ada@example.com").await;
    let before = ada.get("/api/v1/tenant/engine").await;
    assert_eq!((before.text("/data/engine"), before.text("/data/source")), ("blueprint".into(), "installation".into()));
    assert_eq!(chosen(&server, &ada).await, ("blueprint", false));

    let saved = put(&ada, &body()).await;
    assert_eq!(saved.status, StatusCode::OK, "{}", saved.body);
    assert_eq!((saved.text("/data/source"), saved.text("/data/keyLastFour")), ("workspace".into(), "wxyz".into()));
    assert_eq!(saved.text("/data/url"), "https://api.anthropic.com/v1/");
    assert_eq!(chosen(&server, &ada).await, ("anthropic", true));

    let kept = put(&ada, &json!({ "engine": "anthropic", "models": body()["models"], "safetyNet": false })).await;
    assert_eq!(kept.text("/data/keyLastFour"), "wxyz", "a key that is not sent stays");
    assert_eq!(chosen(&server, &ada).await, ("anthropic", false));

    let removed = ada.delete("/api/v1/tenant/engine").await;
    assert_eq!((removed.status, removed.text("/data/source")), (StatusCode::OK, "installation".into()));
    assert_eq!(chosen(&server, &ada).await, ("blueprint", false));
}

#[sqlx::test(migrations = false)]
async fn a_key_never_comes_back_out_and_lies_sealed(_: PgPoolOptions, database: PgConnectOptions) {
    let server = TestServer::without_worker(database.clone()).await;
    let (ada, bob) = (server.member("ada@example.com").await, server.member("bob@example.com").await);
    let saved = put(&ada, &body()).await;
    let shown = ada.get("/api/v1/tenant/engine").await;
    assert!(!saved.body.to_string().contains(KEY) && !shown.body.to_string().contains(KEY));
    assert_eq!(bob.get("/api/v1/tenant/engine").await.text("/data/source"), "installation");
    let mut connection = PgConnection::connect_with(&database).await.unwrap();
    let row: String = sqlx::query_scalar("select row_to_json(e)::text from tenant_engines e")
        .fetch_one(&mut connection)
        .await
        .unwrap();
    let hidden = hex::encode(KEY);
    assert!(row.contains("wxyz") && !row.contains(KEY) && !row.contains(&hidden), "{row}");
}

#[sqlx::test(migrations = false)]
async fn a_key_is_not_led_to_another_host(_: PgPoolOptions, database: PgConnectOptions) {
    let server = TestServer::without_worker(database).await;
    let ada = server.member("ada@example.com").await;
    put(&ada, &body()).await;
    let mut elsewhere = changed("url", json!("https://8.8.8.8/v1"));
    elsewhere.as_object_mut().unwrap().remove("key");
    let refused = put(&ada, &elsewhere).await;
    assert_eq!((refused.status, refused.text("/error/details/field")), (StatusCode::BAD_REQUEST, "key".into()));
    elsewhere["engine"] = json!("compatible");
    elsewhere["key"] = Value::Null;
    let keyless = put(&ada, &elsewhere).await;
    assert_eq!((keyless.status, &keyless.body["data"]["keyLastFour"]), (StatusCode::OK, &Value::Null));
}

#[sqlx::test(migrations = false)]
async fn what_cannot_work_is_refused_by_its_field(_: PgPoolOptions, database: PgConnectOptions) {
    let server = TestServer::without_worker(database).await;
    let ada = server.member("ada@example.com").await;
    let cases = [
        ("url", changed("url", json!("http://api.anthropic.com/v1"))),
        ("url", changed("url", json!("https://169.254.169.254/latest"))),
        ("url", changed("url", json!("https://localhost/v1"))),
        ("url", changed("url", json!("https://127.0.0.1.no-such-name.invalid/v1"))),
        ("url", changed("url", json!("https://localhost.localdomain/v1"))),
        ("url", changed("url", json!("https://8.8.8.8:25/v1"))),
        ("url", changed("engine", json!("compatible"))),
        ("models.light", with_light(json!("gpt-5"))),
        ("models.light.priceOut", with_light(json!({ "name": "small", "priceIn": "3" }))),
        ("models.light.priceIn", with_light(json!({ "name": "small", "priceIn": "much", "priceOut": "3" }))),
        ("models.light.priceOut", with_light(json!({ "name": "small", "priceIn": "3", "priceOut": "-1" }))),
        ("key", changed("key", Value::Null)),
        ("key", changed("key", json!("with a space"))),
        ("models", changed("models", Value::Null)),
        ("engine", changed("engine", json!("gemini"))),
    ];
    for (field, body) in cases {
        let answer = put(&ada, &body).await;
        assert_eq!((answer.status, answer.code()), (StatusCode::BAD_REQUEST, "INVALID_INPUT"), "{body}");
        assert_eq!(answer.text("/error/details/field"), field, "{}", answer.body);
        let message = answer.text("/error/message");
        assert!(
            !["invalid type", "expected", "struct", "variant"].iter().any(|word| message.contains(word)),
            "{message}"
        );
    }
}

#[sqlx::test(migrations = false)]
async fn only_owners_and_admins_see_and_choose(_: PgPoolOptions, database: PgConnectOptions) {
    let server = TestServer::without_worker(database.clone()).await;
    let ada = server.member("ada@example.com").await;
    let mut connection = PgConnection::connect_with(&database).await.unwrap();
    for (role, status) in
        [("builder", StatusCode::FORBIDDEN), ("viewer", StatusCode::FORBIDDEN), ("admin", StatusCode::OK)]
    {
        sqlx::query("update tenant_members set role = $1").bind(role).execute(&mut connection).await.unwrap();
        assert_eq!(ada.get("/api/v1/tenant/engine").await.status, status, "{role}");
        assert_eq!(put(&ada, &body()).await.status, status, "{role}");
        assert_eq!(ada.delete("/api/v1/tenant/engine").await.status, status, "{role}");
    }
    assert_eq!(server.guest().get("/api/v1/tenant/engine").await.status, StatusCode::UNAUTHORIZED);
}
