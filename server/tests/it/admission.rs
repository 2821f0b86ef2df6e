//! Builds at the limits of plan and budget: parked and paused with the reason, nothing lost, going on by themselves.

use chrono::{DateTime, Utc};
use olympus::ledger::resets_at;
use reqwest::StatusCode;
use rust_decimal::Decimal;
use serde_json::{Value, json};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};

use crate::support::{Person, RECIPES, TestServer};

async fn ask(person: &Person) -> Value {
    let answer = person.post("/api/v1/build", json!({ "description": RECIPES })).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    answer.body["data"].clone()
}

async fn build_of(person: &Person, id: &Value) -> Value {
    person.get(&format!("/api/v1/build/{}", id.as_str().unwrap())).await.body["data"].clone()
}

/// The free plan's five builds, none of them run.
async fn use_the_month(person: &Person) -> Vec<Value> {
    let mut builds = Vec::new();
    for _ in 0..5 {
        let build = ask(person).await;
        assert_eq!(build["status"], "queued");
        builds.push(build["buildId"].clone());
    }
    builds
}

fn usd(value: &Value) -> Decimal {
    value.to_string().trim_matches('"').parse().unwrap()
}

async fn set_budget(person: &Person, usd: Value, action: &str) {
    let request = person.client.put(person.at("/api/v1/budget")).json(&json!({ "monthlyUsd": usd, "action": action }));
    let answer = person.send(request).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
}

/// Half of what a build costs where nothing stops it, and the whole.
async fn half_of_a_build(server: &TestServer) -> (Decimal, Decimal) {
    let bob = server.member("bob@example.com").await;
    let whole = bob.build(RECIPES).await;
    bob.follow(&whole, None).await;
    let costs = bob.get(&format!("/api/v1/build/{whole}/costs")).await.body["data"].clone();
    let whole = usd(&costs["totalUsd"]);
    ((whole / Decimal::TWO).round_dp(4), whole)
}

#[sqlx::test(migrations = false)]
async fn beyond_the_months_builds_one_is_parked_with_its_start_and_an_upgrade_starts_it(
    _: PgPoolOptions,
    database: PgConnectOptions,
) {
    let server = TestServer::without_worker(database).await;
    let ada = server.member("ada@example.com").await;
    use_the_month(&ada).await;
    let parked = ask(&ada).await;
    assert_eq!(parked["status"], "parked");
    let starts_at: DateTime<Utc> = parked["startsAt"].as_str().unwrap().parse().unwrap();
    assert_eq!(starts_at, resets_at(server.clock.now()));
    let shown = build_of(&ada, &parked["buildId"]).await;
    assert_eq!((&shown["status"], &shown["startsAt"]), (&json!("parked"), &parked["startsAt"]));
    assert!(shown["error"].as_str().unwrap().contains("higher plan"), "{shown}");
    let changed = ada.post("/api/v1/tenant/plan", json!({ "tier": "starter" })).await;
    assert_eq!(changed.status, StatusCode::OK, "{}", changed.body);
    assert_eq!(build_of(&ada, &parked["buildId"]).await["status"], "queued");
    server.start_worker(std::time::Duration::ZERO);
    let events = ada.follow(parked["buildId"].as_str().unwrap(), None).await;
    let names: Vec<&str> = events.iter().map(|(_, name, _)| name.as_str()).collect();
    assert_eq!(names[0], "build_parked");
    assert!(names.contains(&"build_resumed") && names.last() == Some(&"build_completed"), "{names:?}");
}

#[sqlx::test(migrations = false)]
async fn a_new_month_lets_parked_builds_in_by_themselves_oldest_first(_: PgPoolOptions, database: PgConnectOptions) {
    let server = TestServer::without_worker(database).await;
    let ada = server.member("ada@example.com").await;
    use_the_month(&ada).await;
    let mut parked = Vec::new();
    for _ in 0..6 {
        parked.push(ask(&ada).await);
    }
    let starts: Vec<DateTime<Utc>> =
        parked.iter().map(|one| one["startsAt"].as_str().unwrap().parse().unwrap()).collect();
    let next = resets_at(server.clock.now());
    assert_eq!(starts[..5], [next; 5]);
    assert_eq!(starts[5], resets_at(next), "five a month");
    server.services.builds.sweep().await.unwrap();
    assert_eq!(build_of(&ada, &parked[0]["buildId"]).await["status"], "parked", "not before its time");
    server.clock.advance(next - server.clock.now() + chrono::Duration::hours(1));
    server.services.builds.sweep().await.unwrap();
    // The session of the member has lapsed with the month.
    let ada = server.guest();
    let login = json!({ "email": "ada@example.com", "password": crate::support::PASSWORD });
    assert_eq!(ada.post("/api/v1/auth/login", login).await.status, StatusCode::OK);
    for one in &parked[..5] {
        assert_eq!(build_of(&ada, &one["buildId"]).await["status"], "queued");
    }
    assert_eq!(build_of(&ada, &parked[5]["buildId"]).await["status"], "parked");
}

#[sqlx::test(migrations = false)]
async fn a_build_that_never_started_does_not_count_and_lets_a_parked_one_in(
    _: PgPoolOptions,
    database: PgConnectOptions,
) {
    let server = TestServer::without_worker(database).await;
    let ada = server.member("ada@example.com").await;
    let builds = use_the_month(&ada).await;
    let parked = ask(&ada).await;
    let cancelled = builds[2].as_str().unwrap();
    assert_eq!(ada.post(&format!("/api/v1/build/{cancelled}/cancel"), json!({})).await.status, StatusCode::OK);
    assert_eq!(build_of(&ada, &parked["buildId"]).await["status"], "queued");
    let again = ada.post(&format!("/api/v1/build/{cancelled}/retry"), json!({})).await;
    assert_eq!(again.body["data"]["status"], "parked", "the month is full again");
}

#[sqlx::test(migrations = false)]
async fn whoever_is_parked_last_starts_last_also_when_it_was_asked_for_first(
    _: PgPoolOptions,
    database: PgConnectOptions,
) {
    let server = TestServer::without_worker(database).await;
    let ada = server.member("ada@example.com").await;
    let builds = use_the_month(&ada).await;
    let (first, second) = (ask(&ada).await, ask(&ada).await);
    let cancel = async |build: &Value| {
        let path = format!("/api/v1/build/{}/cancel", build.as_str().unwrap());
        assert_eq!(ada.post(&path, json!({})).await.status, StatusCode::OK);
    };
    cancel(&builds[0]).await;
    assert_eq!(build_of(&ada, &first["buildId"]).await["status"], "queued");
    let again = ada.post(&format!("/api/v1/build/{}/retry", builds[0].as_str().unwrap()), json!({})).await;
    assert_eq!(again.body["data"]["status"], "parked");
    cancel(&builds[1]).await;
    assert_eq!(build_of(&ada, &second["buildId"]).await["status"], "queued");
    assert_eq!(build_of(&ada, &builds[0]).await["status"], "parked");
}

#[sqlx::test(migrations = false)]
async fn a_build_that_goes_on_is_told_a_place_before_new_ones(_: PgPoolOptions, database: PgConnectOptions) {
    let server = TestServer::without_worker(database).await;
    let (worker, stop) = server.start_worker(std::time::Duration::ZERO);
    let ada = server.member("ada@example.com").await;
    let (limit, _) = half_of_a_build(&server).await;
    set_budget(&ada, json!(limit.to_string()), "stop").await;
    let paused = ada.build(RECIPES).await;
    ada.follow_until(&paused, "build_paused", 1).await;
    stop.cancel();
    worker.await.unwrap();
    let (one, two) = (ask(&ada).await, ask(&ada).await);
    assert_eq!((&one["status"], &two["queue"]["position"]), (&json!("queued"), &json!(2)));
    set_budget(&ada, json!("50"), "stop").await;
    let events = ada.get(&format!("/api/v1/build/{paused}/events")).await.body["data"].clone();
    let last = events.as_array().unwrap().last().unwrap();
    assert_eq!(last["event"], "build_resumed", "a slot is free, and nobody stands before it: {last}");
}

#[sqlx::test(migrations = false)]
async fn a_budget_that_stops_is_never_passed_and_the_build_goes_on_when_it_is_raised(
    _: PgPoolOptions,
    database: PgConnectOptions,
) {
    let server = TestServer::start(database).await;
    let ada = server.member("ada@example.com").await;
    let (limit, whole) = half_of_a_build(&server).await;
    set_budget(&ada, json!(limit.to_string()), "stop").await;
    let build = ada.build(RECIPES).await;
    ada.follow_until(&build, "build_paused", 1).await;
    let paused = build_of(&ada, &json!(build)).await;
    assert_eq!(paused["status"], "paused");
    let state = ada.get("/api/v1/budget").await.body["data"].clone();
    assert!(usd(&state["usedUsd"]) + usd(&state["reservedUsd"]) <= limit, "{state}");
    assert_eq!(usd(&state["reservedUsd"]), Decimal::ZERO, "a paused build holds nothing");
    assert_eq!(usd(&paused["costUsd"]), usd(&state["usedUsd"]));
    let refused = ada.post(&format!("/api/v1/build/{build}/resume"), json!({})).await;
    assert_eq!((refused.status, refused.code()), (StatusCode::PAYMENT_REQUIRED, "COST_001"));
    let before = ada.get(&format!("/api/v1/build/{build}/costs")).await.body["data"]["lines"].clone();
    assert!(!before.as_array().unwrap().is_empty(), "half a budget pays for some of the agents");
    set_budget(&ada, json!("50"), "stop").await;
    let events = ada.follow(&build, None).await;
    assert_eq!(events.last().unwrap().1, "build_completed");
    assert!(events.iter().any(|(_, name, _)| name == "build_resumed"));
    let after = ada.get(&format!("/api/v1/build/{build}/costs")).await.body["data"].clone();
    assert_eq!(usd(&after["totalUsd"]), whole, "no agent worked twice");
    let kept = &after["lines"].as_array().unwrap()[..before.as_array().unwrap().len()];
    assert_eq!(kept, before.as_array().unwrap().as_slice());
    let resumed_again = ada.post(&format!("/api/v1/build/{build}/resume"), json!({})).await;
    assert_eq!(resumed_again.status, StatusCode::CONFLICT);
}

#[sqlx::test(migrations = false)]
async fn a_budget_that_warns_tells_each_threshold_once_and_stops_nothing(_: PgPoolOptions, database: PgConnectOptions) {
    let server = TestServer::start(database).await;
    let ada = server.member("ada@example.com").await;
    set_budget(&ada, json!("0.05"), "warn").await;
    let first = ada.build(RECIPES).await;
    let events = ada.follow(&first, None).await;
    assert_eq!(events.last().unwrap().1, "build_completed");
    let thresholds: Vec<i64> = events
        .iter()
        .filter(|(_, name, _)| name == "budget")
        .map(|(.., data)| {
            assert!(usd(&data["usedUsd"]) * Decimal::ONE_HUNDRED >= usd(&data["budgetUsd"]) * usd(&data["threshold"]));
            data["threshold"].as_i64().unwrap()
        })
        .collect();
    assert_eq!(thresholds, [50, 80, 100]);
    let second = ada.build(RECIPES).await;
    let events = ada.follow(&second, None).await;
    assert!(events.iter().all(|(_, name, _)| name != "budget"), "each is told once");
}

#[sqlx::test(migrations = false)]
async fn a_new_month_lets_a_paused_build_go_on(_: PgPoolOptions, database: PgConnectOptions) {
    let server = TestServer::start(database).await;
    let ada = server.member("ada@example.com").await;
    let (limit, _) = half_of_a_build(&server).await;
    set_budget(&ada, json!(limit.to_string()), "stop").await;
    let build = ada.build(RECIPES).await;
    ada.follow_until(&build, "build_paused", 1).await;
    server.clock.advance(resets_at(server.clock.now()) - server.clock.now());
    server.services.builds.sweep().await.unwrap();
    let ada = server.guest();
    let login = json!({ "email": "ada@example.com", "password": crate::support::PASSWORD });
    assert_eq!(ada.post("/api/v1/auth/login", login).await.status, StatusCode::OK);
    ada.follow_until(&build, "build_resumed", 1).await;
    let cost = build_of(&ada, &json!(build)).await["costUsd"].clone();
    let state = ada.get("/api/v1/budget").await.body["data"].clone();
    assert!(usd(&cost) >= usd(&state["usedUsd"]), "the new month has only what was used in it: {state}");
}

#[sqlx::test(migrations = false)]
async fn cancelling_a_paused_build_keeps_what_it_made_and_ends_it(_: PgPoolOptions, database: PgConnectOptions) {
    let server = TestServer::start(database).await;
    let ada = server.member("ada@example.com").await;
    let (limit, _) = half_of_a_build(&server).await;
    set_budget(&ada, json!(limit.to_string()), "stop").await;
    let build = ada.build(RECIPES).await;
    ada.follow_until(&build, "build_paused", 1).await;
    assert_eq!(ada.post(&format!("/api/v1/build/{build}/cancel"), json!({})).await.status, StatusCode::OK);
    let events = ada.follow(&build, None).await;
    assert_eq!(events.last().unwrap().1, "build_cancelled");
    assert!(!ada.get(&format!("/api/v1/build/{build}/files")).await.body["data"].as_array().unwrap().is_empty());
}
