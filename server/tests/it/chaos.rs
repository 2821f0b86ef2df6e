//! Two hundred builds of twenty workspaces on three worker processes, while workers are killed and Redis goes and comes: each
//! build ends once, every cent is right, nobody's only build waits for another's backlog, and nothing is left behind.

use std::net::TcpListener;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use olympus::engines::EngineConfig;
use olympus::ids::TenantId;
use olympus::money::Usd;
use olympus::platform::backplane::RedisBackplane;
use olympus::platform::clock::Clock;
use olympus::platform::database::Database;
use olympus::services::Services;
use reqwest::StatusCode;
use serde_json::json;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{ConnectOptions, Connection, PgConnection};

use crate::support::{Person, RECIPES, TestServer};

const WORKSPACES: usize = 20;
const BUILDS: usize = 200;
const WORKERS: usize = 3;
const SLOTS: usize = 4;
const KILLS: usize = 5;
/// The whole takes about a minute on two cores; a lost build would wait for ever.
const PATIENCE: Duration = Duration::from_secs(420);

/// A process that does not outlive the test.
struct Process(Child);

impl Process {
    fn start(command: &mut Command) -> Self {
        Self(command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap())
    }

    /// `kill -9`.
    fn kill(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.kill();
    }
}

fn redis(port: u16) -> Process {
    let port = port.to_string();
    Process::start(Command::new("redis-server").args(["--port", &port, "--bind", "127.0.0.1", "--save", ""]))
}

/// A Redis on a free port that answers.
async fn started_redis() -> (u16, Process, RedisBackplane) {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let process = redis(port);
    let answers = async {
        loop {
            if let Ok(backplane) = RedisBackplane::connect(&format!("redis://127.0.0.1:{port}")).await {
                return backplane;
            }
            tokio::task::yield_now().await;
        }
    };
    let backplane = tokio::time::timeout(Duration::from_secs(20), answers).await.expect("redis-server starts");
    (port, process, backplane)
}

fn worker(database: &PgConnectOptions, redis_port: u16) -> Process {
    let slots = SLOTS.to_string();
    Process::start(
        Command::new(env!("CARGO_BIN_EXE_olympus"))
            .args(["serve", "--role", "worker", "--pace-ms", "0", "--worker-slots", &slots])
            .env("DATABASE_URL", database.to_url_lossy().as_str())
            .env("REDIS_URL", format!("redis://127.0.0.1:{redis_port}")),
    )
}

/// `(queued, running, completed, other)` of all builds.
async fn counts(owner: &mut PgConnection) -> (i64, i64, i64, i64) {
    sqlx::query_as(
        "select count(*) filter (where status = 'queued'), count(*) filter (where status = 'running'),
                count(*) filter (where status = 'completed'),
                count(*) filter (where status not in ('queued', 'running', 'completed'))
         from builds",
    )
    .fetch_one(owner)
    .await
    .unwrap()
}

async fn ask(person: &Person) -> String {
    let answer = person.post("/api/v1/build", json!({ "description": RECIPES, "tier": "starter" })).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    answer.text("/data/buildId")
}

#[sqlx::test(migrations = false)]
async fn two_hundred_builds_survive_killed_workers_and_a_redis_that_comes_and_goes(
    _: PgPoolOptions,
    options: PgConnectOptions,
) {
    if std::env::var("TEST_REDIS_URL").is_err() {
        assert!(std::env::var("CI").is_err(), "CI has redis-server");
        return;
    }
    let (port, mut redis_process, backplane) = started_redis().await;
    let clock = Clock::default();
    let database = Database::connect(options.clone(), 20).await.unwrap();
    let services =
        Services::new(database, std::sync::Arc::new(backplane), clock.clone(), EngineConfig::Blueprint).await.unwrap();
    let server = TestServer::over(services, clock).await;
    let mut owner = PgConnection::connect_with(&options).await.unwrap();
    let mut people = Vec::new();
    for number in 0..WORKSPACES {
        let person = server.member(&format!("owner{number}@example.com")).await;
        if number > 0 {
            let changed = person.post("/api/v1/tenant/plan", json!({ "tier": "ultimate" })).await;
            assert_eq!(changed.status, StatusCode::OK);
        }
        people.push(person);
    }
    // Everybody but the first fills the queue; the first has one build, and comes last.
    for number in 0..BUILDS - 1 {
        ask(&people[1 + number % (WORKSPACES - 1)]).await;
    }
    let mut workers: Vec<Process> = (0..WORKERS).map(|_| worker(&options, port)).collect();
    let began = Instant::now();
    let mut only = None;
    let mut kills = 0;
    let mut poll = tokio::time::interval(Duration::from_millis(100));
    loop {
        poll.tick().await;
        let (queued, running, completed, other) = counts(&mut owner).await;
        assert_eq!(other, 0, "nothing fails, pauses or is cancelled");
        if only.is_none() && completed >= 10 {
            only = Some(ask(&people[0]).await);
        }
        if usize::try_from(completed).unwrap() == BUILDS {
            break;
        }
        // Faults at progress, not at times: each twentieth completed build one.
        if kills < KILLS && usize::try_from(completed).unwrap() >= 15 * (kills + 1) {
            workers[kills % WORKERS].kill();
            match kills {
                1 => redis_process.kill(),
                3 => redis_process = redis(port),
                _ => {}
            }
            workers[kills % WORKERS] = worker(&options, port);
            kills += 1;
        }
        for process in &mut workers {
            assert!(
                process.0.try_wait().unwrap().is_none(),
                "a worker ends only when it is killed, with Redis or without"
            );
        }
        assert!(began.elapsed() < PATIENCE, "{queued} wait, {running} run, {completed} are done");
    }
    assert_eq!(kills, KILLS);
    drop(workers);
    check_the_books(&mut owner, &server).await;
    check_the_only_one(&mut owner, &only.unwrap()).await;
}

/// Each build ended once, costs the same as every other, and nothing is held any more.
async fn check_the_books(owner: &mut PgConnection, server: &TestServer) {
    let ends: Vec<(i64, i64)> = sqlx::query_as(
        "select count(*) filter (where e.event = 'build_completed'), max(e.seq) - count(*)
         from builds b join build_events e on e.build_id = b.id group by b.id",
    )
    .fetch_all(&mut *owner)
    .await
    .unwrap();
    assert_eq!(ends, vec![(1, 0); BUILDS], "one end each, and no gap in the numbers");
    let totals: Vec<(Usd, i64)> = sqlx::query_as(
        "select distinct sum(c.cost_usd), count(*) - count(distinct c.agent_id) from build_costs c group by c.build_id",
    )
    .fetch_all(&mut *owner)
    .await
    .unwrap();
    assert_eq!(totals.len(), 1, "the same request costs the same, killed or not: {totals:?}");
    assert_eq!(totals[0].1, 0, "no agent was paid twice");
    let left: (i64, i64, i64) = sqlx::query_as(
        "select (select count(*) from queue_jobs), (select count(*) from cost_reservations),
                (select count(*) from agent_runs where status = 'running')",
    )
    .fetch_one(&mut *owner)
    .await
    .unwrap();
    assert_eq!(left, (0, 0, 0), "jobs, reservations, runs");
    server.services.builds.announce_all().await.unwrap();
    let tenants: Vec<TenantId> = sqlx::query_scalar("select id from tenants").fetch_all(owner).await.unwrap();
    assert_eq!(tenants.len(), WORKSPACES);
    for tenant in tenants {
        let differences = server.services.ledger.audit(tenant).await.unwrap();
        assert!(differences.is_empty(), "{differences:?}");
    }
}

/// The bound of start-time fair queueing: before a workspace's only build, each other workspace starts one at most, beside those
/// that hold a slot already.
async fn check_the_only_one(owner: &mut PgConnection, only: &str) {
    let before: i64 = sqlx::query_scalar(
        "select count(*) from builds b, builds single
         where single.id = $1::uuid and b.started_at > single.queued_at and b.started_at < single.started_at",
    )
    .bind(only)
    .fetch_one(owner)
    .await
    .unwrap();
    let bound = i64::try_from(WORKSPACES - 1 + WORKERS * SLOTS).unwrap();
    assert!(before <= bound, "{before} started before it, {bound} may");
}
