//! Nothing is done because an agent says so: what the checks find goes back to its agent, a loop without progress is
//! stopped, a build that fails gives its money back, and a safety net takes over where there is one.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use olympus::agents::AgentId;
use olympus::engines::{
    Blueprint, ChosenEngine, Engine, EngineError, Engines, MadeFile, Said, Usage, WorkOutput, WorkRequest,
};
use olympus::money::Usd;
use reqwest::StatusCode;
use serde_json::{Value, json};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};

use crate::support::{Person, RECIPES, TestServer};

/// Plays like the built-in engine, and spoils what one agent makes in its first attempts.
struct Spoiling {
    agent: AgentId,
    times: usize,
    attempts: AtomicUsize,
    spoil: fn(&mut WorkOutput, usize),
}

impl Spoiling {
    fn engine(agent: AgentId, times: usize, spoil: fn(&mut WorkOutput, usize)) -> Arc<dyn Engine> {
        Arc::new(Self { agent, times, attempts: AtomicUsize::new(0), spoil })
    }
}

#[async_trait]
impl Engine for Spoiling {
    fn name(&self) -> &'static str {
        "spoiling"
    }

    async fn work(&self, request: WorkRequest, said: &Said) -> Result<WorkOutput, EngineError> {
        let is_it = request.agent == self.agent;
        let mut output = Blueprint.work(request, said).await?;
        if is_it {
            let attempt = self.attempts.fetch_add(1, Ordering::Relaxed);
            if attempt < self.times {
                (self.spoil)(&mut output, attempt);
            }
        }
        Ok(output)
    }
}

async fn built_by(server: &TestServer, engine: Arc<dyn Engine>, net: Option<Arc<dyn Engine>>) -> (Person, String) {
    let ada = server.member("ada@example.com").await;
    let build = ada.build(RECIPES).await;
    server.start_worker_with(Engines::fixed(ChosenEngine { engine, safety_net: net }), Duration::ZERO);
    (ada, build)
}

fn named<'a>(events: &'a [(i64, String, Value)], name: &str) -> Vec<&'a Value> {
    events.iter().filter(|(_, event, _)| event == name).map(|(.., data)| data).collect()
}

fn usd(value: &Value) -> Usd {
    value.to_string().parse().unwrap()
}

fn break_the_script(output: &mut WorkOutput, attempt: usize) {
    if let Some(file) = output.files.iter_mut().find(|file| file.path == "js/store.js") {
        // Elsewhere each time, so that it is not the same fault again.
        file.content.push_str(&format!("{}const broken = ;\n", "\n".repeat(attempt + 1)));
    }
}

fn break_the_script_alike(output: &mut WorkOutput, _: usize) {
    break_the_script(output, 0);
}

#[sqlx::test(migrations = false)]
async fn a_broken_file_goes_back_to_its_agent_visibly_and_every_attempt_is_paid(
    _: PgPoolOptions,
    database: PgConnectOptions,
) {
    let server = TestServer::without_worker(database).await;
    let (ada, build) = built_by(&server, Spoiling::engine(AgentId::Wire, 2, break_the_script), None).await;
    let events = ada.follow(&build, None).await;
    assert_eq!(events.last().unwrap().1, "build_completed");
    let failed = named(&events, "agent_failed");
    assert_eq!(failed.len(), 2);
    assert!(failed.iter().all(|one| one["agentId"] == "wire" && one["willRetry"] == true), "{failed:?}");
    assert!(failed[0]["error"].as_str().unwrap().contains("js/store.js"), "{failed:?}");
    let refused: Vec<&Value> = named(&events, "check").into_iter().filter(|check| check["passed"] == false).collect();
    assert_eq!(refused.len(), 2);
    assert!(refused.iter().all(|check| check["agentId"] == "wire" && check["name"] == "javascript"), "{refused:?}");
    let costs = ada.get(&format!("/api/v1/build/{build}/costs")).await.body["data"].clone();
    let of_wire: Vec<&Value> =
        costs["lines"].as_array().unwrap().iter().filter(|line| line["agentId"] == "wire").collect();
    assert_eq!(of_wire.len(), 3);
    let sum: Usd = costs["lines"].as_array().unwrap().iter().map(|line| usd(&line["costUsd"])).sum();
    assert_eq!(usd(&costs["totalUsd"]), sum);
}

#[sqlx::test(migrations = false)]
async fn a_loop_without_progress_is_stopped_the_build_fails_and_costs_nothing(
    _: PgPoolOptions,
    database: PgConnectOptions,
) {
    let server = TestServer::without_worker(database).await;
    let (ada, build) = built_by(&server, Spoiling::engine(AgentId::Wire, 99, break_the_script_alike), None).await;
    let events = ada.follow(&build, None).await;
    let (_, last, data) = events.last().unwrap();
    assert_eq!(last, "build_failed");
    let failed = named(&events, "agent_failed");
    assert_eq!(failed.len(), 2, "the second attempt found the same, so there is no third: {failed:?}");
    assert!(failed[1]["error"].as_str().unwrap().contains("another attempt found the same"), "{failed:?}");
    let costs = ada.get(&format!("/api/v1/build/{build}/costs")).await.body["data"].clone();
    assert!(usd(&costs["totalUsd"]) > Usd::ZERO);
    assert_eq!(usd(&costs["totalUsd"]), usd(&costs["refundedUsd"]));
    assert_eq!(usd(&data["refundedUsd"]), usd(&costs["totalUsd"]));
    assert!(data["reason"].as_str().unwrap().contains("costs nothing"));
    assert_eq!(usd(&ada.get("/api/v1/builds").await.body["data"][0]["costUsd"]), Usd::ZERO);
}

#[sqlx::test(migrations = false)]
async fn a_link_that_leads_nowhere_is_found_in_the_whole_and_mended_by_whoever_made_it(
    _: PgPoolOptions,
    database: PgConnectOptions,
) {
    let server = TestServer::without_worker(database).await;
    let spoil: fn(&mut WorkOutput, usize) = |output, _| {
        if let Some(file) = output.files.iter_mut().find(|file| file.path == "js/app.js") {
            file.content = format!("import './nowhere.js';\n{}", file.content);
        }
    };
    let (ada, build) = built_by(&server, Spoiling::engine(AgentId::Pixel, 1, spoil), None).await;
    let events = ada.follow(&build, None).await;
    assert_eq!(events.last().unwrap().1, "build_completed", "{:?}", events.last());
    let failed = named(&events, "agent_failed");
    assert_eq!(failed.len(), 1);
    assert!(failed[0]["error"].as_str().unwrap().contains("nowhere.js"), "{failed:?}");
    let again = named(&events, "agent_started").into_iter().filter(|one| one["agentId"] == "pixel").count();
    assert_eq!(again, 2);
    let file = ada.raw(&format!("/api/v1/build/{build}/files/js/app.js")).await.text().await.unwrap();
    assert!(!file.contains("nowhere"));
}

#[sqlx::test(migrations = false)]
async fn a_file_outside_the_folder_or_of_another_agent_is_refused(_: PgPoolOptions, database: PgConnectOptions) {
    let server = TestServer::without_worker(database).await;
    let spoil: fn(&mut WorkOutput, usize) = |output, attempt| {
        let path = if attempt == 0 { "../../etc/passwd" } else { "css/tokens.css" };
        output.files.push(MadeFile { path: path.to_owned(), content: "body { color: red }".to_owned() });
    };
    let (ada, build) = built_by(&server, Spoiling::engine(AgentId::Wire, 2, spoil), None).await;
    let events = ada.follow(&build, None).await;
    assert_eq!(events.last().unwrap().1, "build_completed");
    let failed = named(&events, "agent_failed");
    assert!(failed[0]["error"].as_str().unwrap().contains("../../etc/passwd"), "{failed:?}");
    assert!(failed[1]["error"].as_str().unwrap().contains("css/tokens.css"), "{failed:?}");
    let tokens = ada.get(&format!("/api/v1/build/{build}/files")).await.body["data"].clone();
    let tokens = tokens.as_array().unwrap().iter().find(|file| file["path"] == "css/tokens.css").unwrap().clone();
    assert_eq!(tokens["agentId"], "palette");
}

/// Answers nothing that can be used, and is paid for it.
struct Useless;

#[async_trait]
impl Engine for Useless {
    fn name(&self) -> &'static str {
        "useless"
    }

    async fn work(&self, _: WorkRequest, said: &Said) -> Result<WorkOutput, EngineError> {
        let _ = said.send("Waiting 20 s: the provider's rate limit is reached.".to_owned());
        let usage = Usage { tokens_in: 1000, tokens_out: 10 };
        Err(EngineError::Unusable {
            why: "the answer holds no file".to_owned(),
            usage,
            cost: Usd("0.01".parse().unwrap()),
        })
    }
}

#[sqlx::test(migrations = false)]
async fn where_there_is_a_safety_net_a_useless_engine_costs_money_and_not_the_build(
    _: PgPoolOptions,
    database: PgConnectOptions,
) {
    let server = TestServer::without_worker(database).await;
    let (ada, build) = built_by(&server, Arc::new(Useless), Some(Arc::new(Blueprint))).await;
    let events = ada.follow(&build, None).await;
    assert_eq!(events.last().unwrap().1, "build_completed");
    let agents = named(&events, "agent_completed").len();
    assert_eq!(named(&events, "agent_failed").len(), 3 * agents, "three attempts each, then the net");
    let said =
        |text: &str| named(&events, "progress").iter().any(|one| one["message"].as_str().unwrap().contains(text));
    assert!(said("Waiting 20 s") && said("takes over"));
    let costs = ada.get(&format!("/api/v1/build/{build}/costs")).await.body["data"].clone();
    assert_eq!(costs["lines"].as_array().unwrap().len(), 4 * agents);
}

/// Reads the stream until event `seq`; false where the build ended before.
async fn reached(person: &Person, build: &str, seq: i64) -> bool {
    let address = person.at(&format!("/api/v1/build/{build}/stream"));
    let mut stream = person.client.get(address).send().await.unwrap();
    let mut text = String::new();
    while let Some(piece) = stream.chunk().await.unwrap() {
        text.push_str(&String::from_utf8_lossy(&piece));
        if text.contains(&format!("id: {seq}\n")) || text.contains(&format!("id:{seq}\n")) {
            return !text.contains("build_completed");
        }
    }
    false
}

#[sqlx::test(migrations = false)]
async fn killed_at_any_tenth_event_a_build_has_the_same_files_and_the_same_cost(
    _: PgPoolOptions,
    database: PgConnectOptions,
) {
    let server = TestServer::without_worker(database).await;
    let ada = server.member("ada@example.com").await;
    // The free plan starts five builds a month.
    let changed = ada.post("/api/v1/tenant/plan", json!({ "tier": "starter" })).await;
    assert_eq!(changed.status, StatusCode::OK, "{}", changed.body);
    let facts = async |build: &str| {
        let files = ada.get(&format!("/api/v1/build/{build}/files")).await.body["data"].clone();
        let costs = ada.get(&format!("/api/v1/build/{build}/costs")).await.body["data"].clone();
        (files, usd(&costs["totalUsd"]))
    };
    let whole = ada.build(RECIPES).await;
    let (worker, _) = server.start_worker(Duration::ZERO);
    let events = ada.follow(&whole, None).await.len();
    worker.abort();
    let expected = facts(&whole).await;
    let mut kills = 0;
    for seq in (10..i64::try_from(events).unwrap()).step_by(10) {
        let build = ada.build(RECIPES).await;
        let (worker, _) = server.start_worker(Duration::from_millis(1));
        kills += usize::from(reached(&ada, &build, seq).await);
        worker.abort();
        // The lease lapses by the clock that the next worker reads.
        server.clock.advance(chrono::Duration::seconds(10));
        let (worker, _) = server.start_worker(Duration::ZERO);
        let last = ada.follow(&build, None).await.pop().unwrap();
        worker.abort();
        assert_eq!(last.1, "build_completed", "killed after event {seq}");
        assert_eq!(facts(&build).await, expected, "killed after event {seq}");
    }
    assert!(kills >= 10, "{kills} kills in {events} events");
}
