//! What a workspace spent: exact by day, agent, phase, person and build, for nobody else's eyes.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, Days, Months, NaiveDate, NaiveTime, Utc};
use olympus::agents::AgentId;
use olympus::engines::{Blueprint, ChosenEngine, Engine, EngineError, Engines, Said, WorkOutput, WorkRequest};
use olympus::money::Usd;
use reqwest::StatusCode;
use serde_json::{Value, json};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};

use crate::support::{PASSWORD, Person, RECIPES, TestServer};

const BOOKS: &str = "A list of borrowed books with due dates and the people who have them";
const GROUPS: [&str; 4] = ["agent", "phase", "person", "build"];

fn usd(value: &Value) -> Usd {
    value.to_string().parse().unwrap()
}

fn sum(items: &Value) -> Usd {
    items.as_array().unwrap().iter().map(|item| usd(&item["costUsd"])).sum()
}

fn tokens(items: &Value) -> u64 {
    items.as_array().unwrap().iter().map(|item| item["tokens"].as_u64().unwrap()).sum()
}

async fn built(person: &Person, description: &str) -> String {
    let build = person.build(description).await;
    person.follow(&build, None).await;
    build
}

async fn costs(person: &Person, build: &str) -> Value {
    person.get(&format!("/api/v1/build/{build}/costs")).await.body["data"].clone()
}

async fn usage(person: &Person, query: &str) -> Value {
    let answer = person.get(&format!("/api/v1/usage{query}")).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    answer.body["data"].clone()
}

/// Moves the clock ahead to this moment.
fn go_to(server: &TestServer, moment: DateTime<Utc>) {
    let by = moment - server.clock.now();
    assert!(by > chrono::Duration::zero(), "{moment} lies ahead");
    server.clock.advance(by);
}

fn at(day: NaiveDate, hour: u32, second: u32) -> DateTime<Utc> {
    day.and_time(NaiveTime::from_hms_opt(hour, 0, second).unwrap()).and_utc()
}

async fn sign_in(person: &Person, email: &str) {
    let answer = person.post("/api/v1/auth/login", json!({ "email": email, "password": PASSWORD })).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
}

#[sqlx::test(migrations = false)]
async fn a_months_usage_is_the_exact_sum_of_its_builds_ledgers(_: PgPoolOptions, database: PgConnectOptions) {
    let server = TestServer::start(database).await;
    let ada = server.member("ada@example.com").await;
    let ledgers = [costs(&ada, &built(&ada, RECIPES).await).await, costs(&ada, &built(&ada, BOOKS).await).await];
    let spent: Usd = ledgers.iter().map(|ledger| usd(&ledger["totalUsd"])).sum();
    let lines = || ledgers.iter().flat_map(|ledger| ledger["lines"].as_array().unwrap());
    let read_and_written: u64 =
        lines().map(|line| line["tokensIn"].as_u64().unwrap() + line["tokensOut"].as_u64().unwrap()).sum();

    let month = server.clock.now().format("%Y-%m").to_string();
    let shown = usage(&ada, &format!("?month={month}")).await;
    assert!(spent > Usd::ZERO);
    assert_eq!((usd(&shown["costUsd"]), shown["tokens"].as_u64()), (spent, Some(read_and_written)));
    assert_eq!(shown["builds"], json!({ "created": 2, "completed": 2, "failed": 0, "limit": 5 }));
    assert_eq!(usd(&shown["refundedUsd"]), Usd::ZERO);
    assert_eq!((sum(&shown["byPhase"]), sum(&shown["byAgent"]), sum(&shown["totals"])), (spent, spent, spent));
    let oracle = shown["byAgent"].as_array().unwrap().iter().find(|item| item["key"] == "oracle").unwrap();
    let of_oracle: Usd = lines().filter(|line| line["agentId"] == "oracle").map(|line| usd(&line["costUsd"])).sum();
    assert_eq!((oracle["label"].as_str(), usd(&oracle["costUsd"])), (Some("Oracle"), of_oracle));
    assert_eq!(usage(&ada, "").await, shown, "without a query it is this month by agent");
}

#[sqlx::test(migrations = false)]
async fn every_group_has_every_day_once_and_the_same_exact_total(_: PgPoolOptions, database: PgConnectOptions) {
    let server = TestServer::start(database).await;
    let ada = server.member("ada@example.com").await;
    let builds = [built(&ada, RECIPES).await, built(&ada, BOOKS).await];
    let today = server.clock.now().date_naive();
    let from = today - Days::new(9);
    for group in GROUPS {
        let shown = usage(&ada, &format!("?from={from}&to={today}&group={group}")).await;
        let days = shown["days"].as_array().unwrap();
        let dates: Vec<String> = days.iter().map(|day| day["date"].as_str().unwrap().to_owned()).collect();
        assert_eq!(dates, (0..10).map(|ahead| (from + Days::new(ahead)).to_string()).collect::<Vec<_>>());
        let of_days: Usd = days.iter().map(|day| sum(&day["items"])).sum();
        assert_eq!((of_days, sum(&shown["totals"])), (usd(&shown["costUsd"]), usd(&shown["costUsd"])), "{group}");
        assert_eq!(shown["tokens"], tokens(&shown["totals"]), "{group}");
        assert_eq!(shown["group"], group);
    }
    let by_build = usage(&ada, &format!("?from={today}&to={today}&group=build")).await;
    for build in &builds {
        let item = by_build["totals"].as_array().unwrap().iter().find(|item| item["key"] == build.as_str()).unwrap();
        assert_eq!(usd(&item["costUsd"]), usd(&costs(&ada, build).await["totalUsd"]));
        assert_eq!(item["label"], ada.get(&format!("/api/v1/build/{build}")).await.body["data"]["title"]);
    }
    let by_person = usage(&ada, &format!("?from={today}&to={today}&group=person")).await;
    assert_eq!(by_person["totals"].as_array().unwrap().len(), 1);
    assert_eq!(by_person["totals"][0]["label"], "ada");
}

#[sqlx::test(migrations = false)]
async fn a_month_ends_at_midnight_in_utc(_: PgPoolOptions, database: PgConnectOptions) {
    let server = TestServer::start(database).await;
    let first_day = server.clock.now().date_naive().checked_add_months(Months::new(1)).unwrap().format("%Y-%m-01");
    let first_day: NaiveDate = first_day.to_string().parse().unwrap();
    let (last_day, next) = (first_day + Months::new(1) - Days::new(1), first_day + Months::new(1));
    go_to(&server, at(last_day, 23, 0));
    let ada = server.member("ada@example.com").await;
    let before = costs(&ada, &built(&ada, RECIPES).await).await;
    go_to(&server, at(next, 0, 1));
    sign_in(&ada, "ada@example.com").await;
    let after = costs(&ada, &built(&ada, BOOKS).await).await;

    for (day, ledger) in [(last_day, &before), (next, &after)] {
        let month = usage(&ada, &format!("?month={}", day.format("%Y-%m"))).await;
        assert_eq!(usd(&month["costUsd"]), usd(&ledger["totalUsd"]), "{day}");
        assert_eq!((&month["builds"]["created"], &month["builds"]["completed"]), (&json!(1), &json!(1)), "{day}");
        let only = usage(&ada, &format!("?from={day}&to={day}")).await;
        assert_eq!(usd(&only["costUsd"]), usd(&ledger["totalUsd"]), "{day}");
    }
    let both = usage(&ada, &format!("?from={last_day}&to={next}")).await;
    assert_eq!(usd(&both["costUsd"]), usd(&before["totalUsd"]) + usd(&after["totalUsd"]));
    assert_eq!(both["builds"]["created"], 2);
    let later = usage(&ada, &format!("?from={}&to={}", next + Days::new(1), next + Days::new(3))).await;
    assert_eq!(
        (usd(&later["costUsd"]), &later["totals"], &later["days"][2]["items"]),
        (Usd::ZERO, &json!([]), &json!([]))
    );
}

/// Plays like the built-in engine, except that one agent refuses.
struct Refusing;

#[async_trait]
impl Engine for Refusing {
    fn name(&self) -> &'static str {
        "refusing"
    }

    async fn work(&self, request: WorkRequest, said: &Said) -> Result<WorkOutput, EngineError> {
        match request.agent {
            AgentId::Wire => Err(EngineError::Refused("The key is wrong.".to_owned())),
            _ => Blueprint.work(request, said).await,
        }
    }
}

#[sqlx::test(migrations = false)]
async fn what_a_failed_build_gave_back_is_shown_beside_what_was_spent(_: PgPoolOptions, database: PgConnectOptions) {
    let server = TestServer::without_worker(database).await;
    let ada = server.member("ada@example.com").await;
    let chosen = ChosenEngine { engine: Arc::new(Refusing), safety_net: None };
    server.start_worker_with(Engines::fixed(chosen), Duration::ZERO);
    let ledger = costs(&ada, &built(&ada, RECIPES).await).await;
    assert!(usd(&ledger["refundedUsd"]) > Usd::ZERO, "{ledger}");
    let shown = usage(&ada, "").await;
    assert_eq!(usd(&shown["costUsd"]), usd(&ledger["totalUsd"]));
    assert_eq!(usd(&shown["refundedUsd"]), usd(&ledger["refundedUsd"]));
    assert_eq!(shown["builds"], json!({ "created": 1, "completed": 0, "failed": 1, "limit": 5 }));
    let page = ada.raw("/usage").await.text().await.unwrap();
    assert!(page.contains("Given back") && page.contains("Paid"), "the page says it, too");
}

#[sqlx::test(migrations = false)]
async fn the_table_for_spreadsheets_has_every_decimal_and_no_formula(_: PgPoolOptions, database: PgConnectOptions) {
    let server = TestServer::start(database).await;
    let ada = server.guest();
    let name = "=HYPERLINK(\"http://x\",\"y\")";
    let body = json!({ "email": "ada@example.com", "password": PASSWORD, "name": name });
    assert_eq!(ada.post("/api/v1/auth/signup", body).await.status, StatusCode::CREATED);
    built(&ada, RECIPES).await;
    let today = server.clock.now().date_naive();
    let query = format!("?from={today}&to={today}");

    let response = ada.raw(&format!("/api/v1/usage.csv{query}")).await;
    assert_eq!(response.headers()["content-type"], "text/csv; charset=utf-8; header=present");
    let disposition = format!("attachment; filename=\"olympus-usage-{today}-to-{today}-by-agent.csv\"");
    assert_eq!(response.headers()["content-disposition"], disposition.as_str());
    let text = response.text().await.unwrap();
    assert!(text.ends_with("\r\n") && !text.replace("\r\n", "").contains(['\r', '\n']));
    let mut rows = text.split_terminator("\r\n").map(|row| row.split(',').collect::<Vec<_>>());
    assert_eq!(rows.next().unwrap(), ["date", "agent", "name", "tokens", "cost_usd"]);
    let rows: Vec<Vec<&str>> = rows.collect();
    assert!(rows.iter().all(|row| row.len() == 5 && row[0] == today.to_string()));
    let spent: Usd = rows.iter().map(|row| row[4].parse::<Usd>().unwrap()).sum();
    assert_eq!(spent, usd(&usage(&ada, &query).await["costUsd"]));

    let by_person = ada.raw(&format!("/api/v1/usage.csv{query}&group=person")).await.text().await.unwrap();
    assert!(by_person.contains(",\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\","), "{by_person}");
    assert!(!by_person.contains(",="), "{by_person}");
}

#[sqlx::test(migrations = false)]
async fn another_workspace_and_a_guest_see_nothing_of_it(_: PgPoolOptions, database: PgConnectOptions) {
    let server = TestServer::start(database).await;
    let (ada, bob) = (server.member("ada@example.com").await, server.member("bob@example.com").await);
    let build = built(&ada, RECIPES).await;
    for group in GROUPS {
        let shown = usage(&bob, &format!("?group={group}")).await;
        assert_eq!((usd(&shown["costUsd"]), &shown["totals"], &shown["byAgent"]), (Usd::ZERO, &json!([]), &json!([])));
        assert_eq!(shown["builds"], json!({ "created": 0, "completed": 0, "failed": 0, "limit": 5 }));
        let table = bob.raw(&format!("/api/v1/usage.csv?group={group}")).await.text().await.unwrap();
        assert_eq!(table.lines().count(), 1, "{table}");
    }
    let page = bob.raw("/usage?group=build").await.text().await.unwrap();
    assert!(page.contains("Nothing was spent") && !page.contains(&build));
    let guest = server.guest();
    for path in ["/api/v1/usage", "/api/v1/usage.csv"] {
        assert_eq!(guest.get(path).await.status, StatusCode::UNAUTHORIZED, "{path}");
    }
    let response = guest.raw("/usage?range=7d&group=build").await;
    assert_eq!(response.headers()["location"], "/login?next=/usage?range=7d%26group=build");
}

#[sqlx::test(migrations = false)]
async fn a_wrong_range_or_group_is_refused_by_its_field(_: PgPoolOptions, database: PgConnectOptions) {
    let server = TestServer::without_worker(database).await;
    let ada = server.member("ada@example.com").await;
    for (query, field) in [
        ("month=2026-13", "month"),
        ("month=November", "month"),
        ("month=", "month"),
        ("month=2026-11&month=2026-12", "month"),
        ("month=2026-11&from=2026-11-01&to=2026-11-02", "month"),
        ("from=2026-11-01", "to"),
        ("to=2026-11-01", "from"),
        ("from=2026-02-30&to=2026-03-01", "from"),
        ("from=2026-03-02&to=2026-03-01", "to"),
        ("from=2025-01-01&to=2026-01-02", "to"),
        ("from=%ff&to=2026-01-02", "from"),
        ("group=team", "group"),
        ("group=", "group"),
    ] {
        for call in ["usage", "usage.csv"] {
            let answer = ada.get(&format!("/api/v1/{call}?{query}")).await;
            assert_eq!((answer.status, answer.code()), (StatusCode::BAD_REQUEST, "INVALID_INPUT"), "{call} {query}");
            assert_eq!(answer.text("/error/details/field"), field, "{call} {query}");
            assert!(answer.text("/error/message").starts_with(field), "{}", answer.body);
        }
    }
    assert_eq!(ada.get("/api/v1/usage?from=2024-01-01&to=2024-12-31").await.status, StatusCode::OK, "366 days");
}

#[sqlx::test(migrations = false)]
async fn the_page_keeps_wrong_dates_and_says_what_is_wrong(_: PgPoolOptions, database: PgConnectOptions) {
    let server = TestServer::without_worker(database).await;
    let ada = server.member("ada@example.com").await;
    let response = ada.raw("/usage?range=custom&from=2026-03-02&to=2026-03-01&group=phase").await;
    assert_eq!(response.status(), StatusCode::BAD_REQUEST);
    let page = response.text().await.unwrap();
    assert!(page.contains("The last day must not be before"), "{page}");
    assert!(page.contains("value=\"2026-03-02\"") && page.contains("value=\"2026-03-01\""));
    let odd = ada.raw("/usage?range=custom&from=%22%3E%3Cb%3E&to=&group=%3Cb%3E").await.text().await.unwrap();
    assert!(odd.contains("The first day must be a date") && !odd.contains("><b>"));
    assert_eq!(ada.raw("/usage?range=forever&group=nobody").await.status(), StatusCode::OK);
}
