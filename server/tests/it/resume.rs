//! A killed worker: the build goes on after the last finished run, and nothing is done or paid twice.

use std::collections::HashSet;
use std::time::Duration;

use serde_json::Value;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{Connection, PgConnection};

use crate::support::{Person, RECIPES, TestServer};

/// Until some agents are done but not all; returns those that are.
async fn half_way(person: &Person, build: &str) -> HashSet<String> {
    let done = person.follow_until(build, "agent_completed", 3).await;
    done.iter().map(|data| data["agentId"].as_str().unwrap().to_owned()).collect()
}

#[sqlx::test(migrations = false)]
async fn after_a_kill_the_build_finishes_without_repeating_a_finished_run(
    _: PgPoolOptions,
    database: PgConnectOptions,
) {
    let server = TestServer::without_worker(database).await;
    let ada = server.member("ada@example.com").await;
    let build = ada.build(RECIPES).await;
    let (worker, _) = server.start_worker(Duration::from_millis(40));
    let done = half_way(&ada, &build).await;
    worker.abort();
    // The lease lapses by the clock that the next worker reads.
    server.clock.advance(chrono::Duration::seconds(10));
    server.start_worker(Duration::ZERO);
    let events = ada.follow(&build, None).await;
    assert_eq!(events.last().unwrap().1, "build_completed");
    for agent in &done {
        let started =
            events.iter().filter(|(_, event, data)| event == "agent_started" && data["agentId"] == agent.as_str());
        assert_eq!(started.count(), 1, "{agent} had finished before the kill");
    }
    let costs = ada.get(&format!("/api/v1/build/{build}/costs")).await.body["data"].clone();
    let lines: Vec<&str> =
        costs["lines"].as_array().unwrap().iter().map(|line| line["agentId"].as_str().unwrap()).collect();
    assert_eq!(lines.len(), lines.iter().collect::<HashSet<_>>().len(), "one line an agent");
    let numbers: Vec<i64> = events.iter().map(|(id, ..)| *id).collect();
    assert_eq!(numbers, (1..=i64::try_from(events.len()).unwrap()).collect::<Vec<_>>());
}

/// A renewal waits for the row that the end of the build has changed and not yet committed.
#[sqlx::test(migrations = false)]
async fn a_renewal_that_meets_the_end_of_its_build_does_not_hold_it_up(_: PgPoolOptions, database: PgConnectOptions) {
    let server = TestServer::without_worker(database.clone()).await;
    let ada = server.member("ada@example.com").await;
    let build = ada.build(RECIPES).await;
    server.start_worker(Duration::from_millis(5));
    ada.follow_until(&build, "agent_started", 1).await;
    let mut owner = PgConnection::connect_with(&database).await.unwrap();
    let mut watcher = PgConnection::connect_with(&database).await.unwrap();
    let mut tx = owner.begin().await.unwrap();
    // Of what is left to do, only the end writes there.
    sqlx::query("lock table outbox in exclusive mode").execute(&mut *tx).await.unwrap();
    let both_wait = async {
        let waiting = "select count(*) from pg_locks l join pg_database d on d.oid = l.database or l.database is null
                       join pg_stat_activity a on a.pid = l.pid and a.datname = d.datname
                       where not l.granted and d.datname = current_database()";
        while sqlx::query_scalar::<_, i64>(waiting).fetch_one(&mut watcher).await.unwrap() < 2 {}
    };
    tokio::time::timeout(Duration::from_secs(60), both_wait).await.expect("the end waits, and a renewal for the end");
    tx.rollback().await.unwrap();
    let events = ada.follow(&build, None).await;
    assert_eq!(events.last().unwrap().1, "build_completed");
}

#[sqlx::test(migrations = false)]
async fn a_worker_that_is_told_to_stop_hands_its_builds_on_at_once(_: PgPoolOptions, database: PgConnectOptions) {
    let server = TestServer::without_worker(database).await;
    let ada = server.member("ada@example.com").await;
    let build = ada.build(RECIPES).await;
    let (worker, stop) = server.start_worker(Duration::from_millis(40));
    half_way(&ada, &build).await;
    stop.cancel();
    worker.await.unwrap();
    server.start_worker(Duration::ZERO);
    let events = ada.follow(&build, None).await;
    assert_eq!(events.last().unwrap().1, "build_completed");
}

#[sqlx::test(migrations = false)]
async fn a_worker_that_lost_its_lease_writes_nothing_more(_: PgPoolOptions, database: PgConnectOptions) {
    let server = TestServer::without_worker(database).await;
    let ada = server.member("ada@example.com").await;
    let build = ada.build(RECIPES).await;
    server.start_worker(Duration::from_millis(20));
    half_way(&ada, &build).await;
    ada.post(&format!("/api/v1/build/{build}/cancel"), serde_json::json!({})).await;
    let events = |answer: Value| answer["data"].as_array().unwrap().len();
    let at_cancel = ada.follow(&build, None).await;
    assert_eq!(at_cancel.last().unwrap().1, "build_cancelled");
    // A second build of the same workspace runs only after the worker let go of the first.
    let next = ada.build("A list of borrowed books with due dates").await;
    ada.follow(&next, None).await;
    assert_eq!(events(ada.get(&format!("/api/v1/build/{build}/events")).await.body), at_cancel.len());
}

#[sqlx::test(migrations = false)]
async fn an_interrupted_build_gives_the_same_files_as_one_that_was_not(_: PgPoolOptions, database: PgConnectOptions) {
    let server = TestServer::without_worker(database).await;
    let (ada, bob) = (server.member("ada@example.com").await, server.member("bob@example.com").await);
    let interrupted = ada.build(RECIPES).await;
    let (worker, _) = server.start_worker(Duration::from_millis(40));
    half_way(&ada, &interrupted).await;
    worker.abort();
    server.clock.advance(chrono::Duration::seconds(10));
    server.start_worker(Duration::ZERO);
    let whole = bob.build(RECIPES).await;
    ada.follow(&interrupted, None).await;
    bob.follow(&whole, None).await;
    let files = |answer: Value| answer["data"].clone();
    assert_eq!(
        files(ada.get(&format!("/api/v1/build/{interrupted}/files")).await.body),
        files(bob.get(&format!("/api/v1/build/{whole}/files")).await.body)
    );
}
