//! The queue as a workspace sees it: in order, with all that waits counted, and nothing of another workspace.

use reqwest::StatusCode;
use serde_json::{Value, json};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};

use crate::support::{Person, RECIPES, TestServer};

async fn queue_of(person: &Person, query: &str) -> Value {
    let answer = person.get(&format!("/api/v1/waiting{query}")).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    answer.body["data"].clone()
}

fn length(list: &Value) -> usize {
    list.as_array().unwrap().len()
}

#[sqlx::test(migrations = false)]
async fn the_queue_has_what_waits_in_order_and_what_is_parked_with_its_start(
    _: PgPoolOptions,
    database: PgConnectOptions,
) {
    let server = TestServer::without_worker(database).await;
    let ada = server.member("ada@example.com").await;
    let mut builds = Vec::new();
    for _ in 0..6 {
        builds.push(ada.build(RECIPES).await);
    }
    let queue = queue_of(&ada, "").await;
    assert_eq!(queue["counts"], json!({ "running": 0, "waiting": 5, "paused": 0, "parked": 1 }));
    assert_eq!((&queue["tier"], &queue["atOnce"], &queue["weight"]), (&json!("free"), &json!(1), &json!(1)));
    let waiting = queue["waiting"].as_array().unwrap();
    let ids: Vec<&str> = waiting.iter().map(|one| one["buildId"].as_str().unwrap()).collect();
    assert_eq!(ids, builds[..5], "first come, first served");
    assert!(waiting[0].get("place").is_none(), "a slot is free for the first: {}", waiting[0]);
    for (before, one) in waiting.iter().enumerate().skip(1) {
        assert_eq!(one["place"]["position"], json!(before + 1));
        assert_eq!(one["place"]["reason"], "waiting because your plan runs 1 build at a time");
        assert!(one["place"]["etaLowSeconds"].as_u64() <= one["place"]["etaSeconds"].as_u64());
    }
    let parked = &queue["parked"][0];
    assert_eq!(parked["buildId"], json!(builds[5]));
    assert!(parked["startsAt"].is_string() && parked["reason"].as_str().unwrap().contains("higher plan"));

    let bob = server.member("bob@example.com").await;
    let of_bob = queue_of(&bob, "").await;
    assert_eq!(of_bob["counts"], json!({ "running": 0, "waiting": 0, "paused": 0, "parked": 0 }));
    assert_eq!(length(&of_bob["waiting"]) + length(&of_bob["parked"]), 0, "nothing of another workspace");
    assert_eq!(server.guest().get("/api/v1/waiting").await.status, StatusCode::UNAUTHORIZED);
}

#[sqlx::test(migrations = false)]
async fn a_long_queue_is_told_by_its_beginning_and_its_number(_: PgPoolOptions, database: PgConnectOptions) {
    let server = TestServer::without_worker(database).await;
    let ada = server.member("ada@example.com").await;
    assert_eq!(ada.post("/api/v1/tenant/plan", json!({ "tier": "professional" })).await.status, StatusCode::OK);
    for _ in 0..53 {
        ada.build(RECIPES).await;
    }
    let queue = queue_of(&ada, "").await;
    assert_eq!((length(&queue["waiting"]), &queue["counts"]["waiting"]), (50, &json!(53)));
    assert_eq!(length(&queue_of(&ada, "?limit=7").await["waiting"]), 7);
    for wrong in ["0", "101", "x", ""] {
        let refused = ada.get(&format!("/api/v1/waiting?limit={wrong}")).await;
        assert_eq!((refused.status, refused.code()), (StatusCode::BAD_REQUEST, "INVALID_INPUT"), "{wrong}");
        assert_eq!(refused.text("/error/details/field"), "limit");
    }
    let page = ada.raw("/queue").await.text().await.unwrap();
    assert!(page.contains("And 3 more waiting"), "the page counts what it does not show");
    assert!(page.len() < 400_000, "{} bytes", page.len());
}

#[sqlx::test(migrations = false)]
async fn a_paused_build_says_what_it_needs(_: PgPoolOptions, database: PgConnectOptions) {
    let server = TestServer::start(database).await;
    let ada = server.member("ada@example.com").await;
    let budget = json!({ "monthlyUsd": "0.0001", "action": "stop" });
    let request = ada.client.put(ada.at("/api/v1/budget")).json(&budget);
    assert_eq!(ada.send(request).await.status, StatusCode::OK);
    let build = ada.build(RECIPES).await;
    ada.follow_until(&build, "build_paused", 1).await;
    let queue = queue_of(&ada, "").await;
    assert_eq!(queue["counts"], json!({ "running": 0, "waiting": 0, "paused": 1, "parked": 0 }));
    let paused = &queue["paused"][0];
    assert_eq!(paused["buildId"], json!(build));
    assert!(paused["neededUsd"].as_f64().unwrap() > 0.0001, "{paused}");
    assert!(paused["agentsTotal"].as_u64().unwrap() > 0 && paused["agentsDone"] == 0);
    let cancelled = format!("/builds/{build}/cancel");
    let form = ada.client.post(ada.at(&cancelled)).header("content-type", "application/x-www-form-urlencoded");
    let form = form.body("from=queue").send().await.unwrap();
    assert_eq!(form.headers()["location"].to_str().unwrap(), format!("/queue?cancelled={build}"), "stays in the queue");
    assert_eq!(queue_of(&ada, "").await["counts"]["paused"], 0);
}
