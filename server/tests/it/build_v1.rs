//! Version 1 of the contract, as programs know it.

use reqwest::StatusCode;
use serde_json::json;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};

use crate::support::{RECIPES, TestServer};

#[sqlx::test(migrations = false)]
async fn the_build_api_tells_that_it_is_operational(_: PgPoolOptions, database: PgConnectOptions) {
    let server = TestServer::without_worker(database).await;
    let answer = server.guest().get("/api/v1/build").await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.body["success"], true);
    assert_eq!(answer.body["message"], "Build API is operational");
    assert_eq!(answer.body["features"]["guestMode"], true);
    assert!(answer.body["endpoints"].is_object());
}

#[sqlx::test(migrations = false)]
async fn a_guest_gets_a_preview_and_a_link_that_shows_it_again(_: PgPoolOptions, database: PgConnectOptions) {
    let server = TestServer::without_worker(database).await;
    let guest = server.guest();
    let answer = guest.post("/api/v1/build", json!({ "description": RECIPES, "unknown": 1 })).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!((&answer.body["success"], &answer.body["queued"]), (&json!(true), &json!(true)));
    let link = answer.text("/queueId");
    assert!(link.len() >= 22, "at least 128 bits: {link}");
    assert_eq!(answer.text("/signupUrl"), format!("/signup?queue={link}"));
    assert!(answer.body["preview"]["estimatedAgents"].as_u64().unwrap() > 0);
    assert!(answer.body["preview"]["features"].as_array().unwrap().contains(&json!("ratings")));
    let shown = server.guest().get(&format!("/api/v1/queue/{link}")).await;
    assert_eq!(shown.body["data"]["state"], "pending");
    assert_eq!(shown.body["data"]["description"], RECIPES);
    assert_eq!(shown.body["data"]["preview"], answer.body["preview"]);
}

#[sqlx::test(migrations = false)]
async fn a_cost_on_the_wire_has_at_least_four_decimals(_: PgPoolOptions, database: PgConnectOptions) {
    let server = TestServer::without_worker(database).await;
    let guest = server.guest();
    let text = guest
        .client
        .post(guest.at("/api/v1/estimate"))
        .json(&json!({ "description": RECIPES }))
        .send()
        .await
        .unwrap()
        .text()
        .await
        .unwrap();
    let after = text.split("\"estimatedCost\":").nth(1).unwrap();
    let number: String = after.chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
    assert!(number.split('.').nth(1).unwrap().len() >= 4, "{number}");
}

#[sqlx::test(migrations = false)]
async fn a_member_gets_a_build_with_its_plan(_: PgPoolOptions, database: PgConnectOptions) {
    let server = TestServer::without_worker(database).await;
    let member = server.member("ada@example.com").await;
    let body = json!({ "description": RECIPES, "tier": "enterprise", "useConductor": true });
    let answer = member.post("/api/v1/build", body).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    let data = &answer.body["data"];
    assert_eq!((&data["status"], &data["conductor"]), (&json!("queued"), &json!(true)));
    assert_eq!(data["plan"]["totalAgents"], data["progress"]["agentsTotal"]);
    assert_eq!(data["streamUrl"], format!("/api/v1/build/{}/stream", data["buildId"].as_str().unwrap()));
    assert!(data["notice"].as_str().unwrap().contains("starter"), "the free plan builds to starter depth, and says so");
}

#[sqlx::test(migrations = false)]
async fn wrong_input_is_refused_by_name(_: PgPoolOptions, database: PgConnectOptions) {
    let server = TestServer::without_worker(database).await;
    let guest = server.guest();
    let long = "x".repeat(10_001);
    let cases = [
        (json!({}), "description"),
        (json!({ "description": "" }), "description"),
        (json!({ "description": "         too      " }), "description"),
        (json!({ "description": "123456789" }), "description"),
        (json!({ "description": long }), "description"),
        (json!({ "description": "with a \u{0} character in it" }), "description"),
        (json!({ "description": 7 }), "description"),
        (json!({ "description": RECIPES, "tier": "gold" }), "tier"),
        (json!({ "description": RECIPES, "targetUsers": "x".repeat(2_001) }), "targetUsers"),
        (json!({ "description": RECIPES, "without": ["flying"] }), "without[0]"),
    ];
    for (body, field) in cases {
        let answer = guest.post("/api/v1/build", body.clone()).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{body}");
        assert_eq!(answer.code(), "INVALID_INPUT");
        assert_eq!(answer.body["error"]["details"]["field"], field, "{}", answer.body);
        assert_eq!(answer.body["error"]["requestId"], answer.headers["x-request-id"].to_str().unwrap());
    }
}

#[sqlx::test(migrations = false)]
async fn what_is_not_json_and_what_is_too_large_is_refused(_: PgPoolOptions, database: PgConnectOptions) {
    let server = TestServer::without_worker(database).await;
    let guest = server.guest();
    for body in ["{", "[]", "\"text\"", "description=x"] {
        let answer = guest.send(guest.client.post(guest.at("/api/v1/build")).body(body)).await;
        assert_eq!((answer.status, answer.code()), (StatusCode::BAD_REQUEST, "INVALID_INPUT"), "{body}");
    }
    let large = json!({ "description": "x".repeat(2_000_000) });
    let answer = guest.post("/api/v1/build", large).await;
    assert_eq!((answer.status, answer.code()), (StatusCode::PAYLOAD_TOO_LARGE, "TOO_LARGE"));
}

#[sqlx::test(migrations = false)]
async fn any_text_of_the_right_length_is_kept_as_it_is(_: PgPoolOptions, database: PgConnectOptions) {
    let server = TestServer::without_worker(database).await;
    let guest = server.guest();
    let texts = [
        "🍋🍊🍇🍓🥝🍍🥥🥑🍆🌽 market".to_owned(),
        "متجر لبيع الكتب المستعملة مع بحث".to_owned(),
        "<script>alert(1)</script> tracker".to_owned(),
        "'; drop table builds; -- a todo list".to_owned(),
        "1234567890".to_owned(),
        "ä".repeat(10_000),
    ];
    for text in texts {
        let held = guest.post("/api/v1/build", json!({ "description": format!("  {text}\n") })).await;
        assert_eq!(held.status, StatusCode::OK, "{}", held.body);
        let shown = guest.get(&format!("/api/v1/queue/{}", held.text("/queueId"))).await;
        assert_eq!(shown.body["data"]["description"], text.as_str());
    }
}

#[sqlx::test(migrations = false)]
async fn a_bad_credential_is_never_a_guest(_: PgPoolOptions, database: PgConnectOptions) {
    let server = TestServer::without_worker(database).await;
    let guest = server.guest();
    for header in ["Bearer oly_unknown", "Basic YTpi", "Bearer"] {
        let request = guest.client.post(guest.at("/api/v1/build")).header("Authorization", header);
        let answer = guest.send(request.json(&json!({ "description": RECIPES }))).await;
        assert_eq!((answer.status, answer.code()), (StatusCode::UNAUTHORIZED, "AUTH_001"), "{header}");
    }
    let request = guest.client.post(guest.at("/api/v1/build")).header("Cookie", "olympus_session=unknown");
    let answer = guest.send(request.json(&json!({ "description": RECIPES }))).await;
    assert_eq!(answer.code(), "AUTH_001");
}

#[sqlx::test(migrations = false)]
async fn a_call_that_does_not_exist_answers_in_the_contracts_shape(_: PgPoolOptions, database: PgConnectOptions) {
    let server = TestServer::without_worker(database).await;
    let answer = server.guest().get("/api/v1/nonsense").await;
    assert_eq!((answer.status, answer.code()), (StatusCode::NOT_FOUND, "NOT_FOUND"));
}
