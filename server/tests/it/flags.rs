//! Feature flags, switched while everything runs.

use reqwest::StatusCode;
use serde_json::json;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};

use crate::support::{OPERATOR, RECIPES, TestServer};

#[sqlx::test(migrations = false)]
async fn guest_mode_is_switched_without_a_restart_by_the_operator_only(_: PgPoolOptions, database: PgConnectOptions) {
    let server = TestServer::without_worker(database).await;
    let guest = server.guest();
    let switch = |token: &'static str, enabled: bool| {
        guest
            .client
            .put(guest.at("/api/v1/flags"))
            .header("X-Operator-Token", token)
            .json(&json!({ "flag": "guest_mode", "enabled": enabled }))
    };
    for wrong in ["", "wrong", "operator-token-of-the-test"] {
        assert_eq!(guest.send(switch(wrong, false)).await.status, StatusCode::FORBIDDEN);
    }
    assert_eq!(guest.send(switch(OPERATOR, false)).await.status, StatusCode::OK);
    let refused = guest.post("/api/v1/build", json!({ "description": RECIPES })).await;
    assert_eq!((refused.status, refused.code()), (StatusCode::UNAUTHORIZED, "AUTH_300"));
    assert_eq!(refused.text("/error/message"), "Authentication required");
    assert_eq!(guest.get("/api/v1/build").await.body["features"]["guestMode"], false);
    guest.send(switch(OPERATOR, true)).await;
    assert_eq!(guest.post("/api/v1/build", json!({ "description": RECIPES })).await.status, StatusCode::OK);
}

#[sqlx::test(migrations = false)]
async fn an_unknown_flag_is_refused_by_name(_: PgPoolOptions, database: PgConnectOptions) {
    let server = TestServer::without_worker(database).await;
    let guest = server.guest();
    let request = guest
        .client
        .put(guest.at("/api/v1/flags"))
        .header("X-Operator-Token", OPERATOR)
        .json(&json!({ "flag": "time_travel", "enabled": true }));
    let answer = guest.send(request).await;
    assert_eq!((answer.code(), answer.body["error"]["details"]["field"].as_str()), ("INVALID_INPUT", Some("flag")));
}
