//! A build from request to zip: events, costs, files, states, queueing.

use std::collections::HashSet;
use std::io::Read;
use std::time::Duration;

use reqwest::StatusCode;
use serde_json::Value;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};

use crate::support::{RECIPES, TestServer};

#[sqlx::test(migrations = false)]
async fn a_build_tells_its_story_without_a_gap_and_ends_complete(_: PgPoolOptions, database: PgConnectOptions) {
    let server = TestServer::start(database).await;
    let ada = server.member("ada@example.com").await;
    let build = ada.build(RECIPES).await;
    let events = ada.follow(&build, None).await;
    let numbers: Vec<i64> = events.iter().map(|(id, ..)| *id).collect();
    assert_eq!(numbers, (1..=i64::try_from(events.len()).unwrap()).collect::<Vec<_>>());
    let shown = ada.get(&format!("/api/v1/build/{build}")).await.body["data"].clone();
    assert_eq!(shown["status"], "completed");
    assert_eq!((&shown["progress"]["percent"], &shown["progress"]["phase"]), (&Value::from(100), &Value::Null));
    let agents = shown["plan"]["totalAgents"].as_u64().unwrap();
    let count = |name: &str| u64::try_from(events.iter().filter(|(_, event, _)| event == name).count()).unwrap();
    assert_eq!((count("agent_started"), count("agent_completed"), count("cost")), (agents, agents, agents));
    assert!(events.iter().filter(|(_, event, _)| event == "check").all(|(.., data)| data["passed"] == true));
    let progress: Vec<u64> = events.iter().filter_map(|(.., data)| data["progress"].as_u64()).collect();
    assert!(progress.iter().all(|percent| *percent <= 100));
}

#[sqlx::test(migrations = false)]
async fn an_agent_starts_only_after_those_it_depends_on(_: PgPoolOptions, database: PgConnectOptions) {
    let server = TestServer::start(database).await;
    let ada = server.member("ada@example.com").await;
    let build = ada.build(RECIPES).await;
    let events = ada.follow(&build, None).await;
    let shown = ada.get(&format!("/api/v1/build/{build}")).await.body["data"].clone();
    let place = |name: &str, agent: &Value| {
        events.iter().position(|(_, event, data)| event == name && data["agentId"] == *agent).unwrap()
    };
    for planned in shown["plan"]["graph"]["agents"].as_array().unwrap() {
        for dependency in planned["dependsOn"].as_array().unwrap() {
            assert!(place("agent_completed", dependency) < place("agent_started", &planned["agentId"]), "{planned}");
        }
    }
}

#[sqlx::test(migrations = false)]
async fn who_comes_back_with_the_last_number_gets_exactly_what_was_missed(
    _: PgPoolOptions,
    database: PgConnectOptions,
) {
    let server = TestServer::start(database).await;
    let ada = server.member("ada@example.com").await;
    let build = ada.build(RECIPES).await;
    let all = ada.follow(&build, None).await;
    let half = all.len() / 2;
    assert_eq!(ada.follow(&build, Some(all[half - 1].0)).await, all[half..]);
    assert_eq!(ada.follow(&build, None).await, all, "a finished build replays whole");
}

#[sqlx::test(migrations = false)]
async fn the_total_is_the_exact_sum_of_the_lines_everywhere(_: PgPoolOptions, database: PgConnectOptions) {
    let server = TestServer::start(database).await;
    let ada = server.member("ada@example.com").await;
    let build = ada.build(RECIPES).await;
    let events = ada.follow(&build, None).await;
    let costs = ada.get(&format!("/api/v1/build/{build}/costs")).await.body["data"].clone();
    let usd = |value: &Value| value.to_string().parse::<olympus::money::Usd>().unwrap();
    let sum: olympus::money::Usd = costs["lines"].as_array().unwrap().iter().map(|line| usd(&line["costUsd"])).sum();
    assert_eq!(usd(&costs["totalUsd"]), sum);
    assert_eq!(usd(&events.last().unwrap().2["totalCost"]), sum);
    assert!(sum > olympus::money::Usd::ZERO);
    let listed = ada.get("/api/v1/builds").await.body["data"][0].clone();
    assert_eq!(usd(&listed["costUsd"]), sum);
}

#[sqlx::test(migrations = false)]
async fn the_zip_holds_every_file_with_the_hash_that_the_manifest_says(_: PgPoolOptions, database: PgConnectOptions) {
    let server = TestServer::start(database).await;
    let ada = server.member("ada@example.com").await;
    let build = ada.build(RECIPES).await;
    ada.follow(&build, None).await;
    let response = ada.raw(&format!("/api/v1/build/{build}/archive")).await;
    assert_eq!(response.headers()["content-type"], "application/zip");
    let bytes = response.bytes().await.unwrap();
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut read = |name: &str| {
        let mut content = Vec::new();
        archive.by_name(name).unwrap().read_to_end(&mut content).unwrap();
        content
    };
    let manifest: Value = serde_json::from_slice(&read("manifest.json")).unwrap();
    let files = manifest["files"].as_array().unwrap();
    let paths: HashSet<&str> = files.iter().map(|file| file["path"].as_str().unwrap()).collect();
    assert!(paths.contains("README.md") && paths.contains("index.html"));
    for file in files {
        let hash = hex::encode(olympus::platform::secrets::sha256(&read(file["path"].as_str().unwrap())));
        assert_eq!(file["sha256"], hash.as_str(), "{file}");
    }
    let single = ada.raw(&format!("/api/v1/build/{build}/files/index.html")).await;
    assert!(single.headers()["content-type"].to_str().unwrap().starts_with("text/plain"), "never run by a browser");
    assert!(single.text().await.unwrap().contains("<!doctype html>"));
}

#[sqlx::test(migrations = false)]
async fn beyond_the_plans_slots_a_build_queues_with_position_and_reason_and_then_runs(
    _: PgPoolOptions,
    database: PgConnectOptions,
) {
    let server = TestServer::without_worker(database).await;
    let ada = server.member("ada@example.com").await;
    let first = ada.build(RECIPES).await;
    let (_, stop) = server.start_worker(Duration::from_secs(3600));
    ada.follow_until(&first, "agent_started", 1).await;
    let second = ada
        .post("/api/v1/build", serde_json::json!({ "description": "A list of borrowed books with due dates" }))
        .await;
    assert_eq!(second.body["data"]["queue"]["position"], 1);
    assert!(second.text("/data/queue/reason").contains("1 build at a time"));
    let second = second.text("/data/buildId");
    assert_eq!(ada.get(&format!("/api/v1/build/{second}")).await.body["data"]["status"], "queued");
    let cancelled = ada.post(&format!("/api/v1/build/{first}/cancel"), serde_json::json!({})).await;
    assert_eq!(cancelled.status, StatusCode::OK);
    ada.follow_until(&second, "agent_started", 1).await;
    stop.cancel();
}

#[sqlx::test(migrations = false)]
async fn a_cancelled_build_can_be_tried_again_and_a_finished_one_cannot_be_changed(
    _: PgPoolOptions,
    database: PgConnectOptions,
) {
    let server = TestServer::without_worker(database).await;
    let ada = server.member("ada@example.com").await;
    let build = ada.build(RECIPES).await;
    let empty = || serde_json::json!({});
    let at = |verb: &str| format!("/api/v1/build/{build}/{verb}");
    assert_eq!(ada.post(&at("retry"), empty()).await.status, StatusCode::CONFLICT);
    assert_eq!(ada.post(&at("cancel"), empty()).await.body["data"]["status"], "cancelled");
    assert_eq!(ada.post(&at("cancel"), empty()).await.code(), "CONFLICT");
    assert_eq!(ada.post(&at("retry"), empty()).await.body["data"]["status"], "queued");
    server.start_worker(Duration::ZERO);
    let mut last = 0;
    loop {
        let events = ada.follow(&build, Some(last)).await;
        last = events.last().map_or(last, |event| event.0);
        if events.last().is_some_and(|(_, event, _)| event == "build_completed") {
            break;
        }
    }
    assert_eq!(ada.post(&at("cancel"), empty()).await.code(), "CONFLICT");
    assert_eq!(ada.post(&at("retry"), empty()).await.code(), "CONFLICT");
}

#[sqlx::test(migrations = false)]
async fn a_list_goes_on_from_its_cursor_newest_first(_: PgPoolOptions, database: PgConnectOptions) {
    let server = TestServer::without_worker(database).await;
    let ada = server.member("ada@example.com").await;
    let mut made = Vec::new();
    for number in 0..5 {
        made.push(ada.build(&format!("Application number {number} with a list")).await);
    }
    let (mut seen, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = ada.get(&format!("/api/v1/builds?limit=2{cursor}")).await;
        for build in page.body["data"].as_array().unwrap() {
            seen.push(build["buildId"].as_str().unwrap().to_owned());
        }
        match page.body["nextCursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    made.reverse();
    assert_eq!(seen, made);
    for wrong in ["limit=0", "limit=101", "limit=x", "cursor=x"] {
        assert_eq!(ada.get(&format!("/api/v1/builds?{wrong}")).await.code(), "INVALID_INPUT", "{wrong}");
    }
}

#[sqlx::test(migrations = false)]
async fn a_quote_is_scored_when_its_build_is_done(_: PgPoolOptions, database: PgConnectOptions) {
    use sqlx::Connection;
    let server = TestServer::start(database.clone()).await;
    let ada = server.member("ada@example.com").await;
    let build = ada.build(RECIPES).await;
    ada.follow(&build, None).await;
    let subscriber: std::sync::Arc<dyn olympus::events::Subscriber> = std::sync::Arc::new(olympus::quotes::QuoteScores);
    for _ in 0..2 {
        server.services.outbox.hand_on(std::slice::from_ref(&subscriber)).await.unwrap();
    }
    let mut owner = sqlx::PgConnection::connect_with(&database).await.unwrap();
    let scored: i64 = sqlx::query_scalar(
        "select count(*) from quote_scores s join build_costs c using (build_id)
         group by s.actual_usd having s.actual_usd = sum(c.cost_usd)",
    )
    .fetch_one(&mut owner)
    .await
    .unwrap();
    assert!(scored > 0, "the score names what the ledger says");
}
