//! Rate limits over HTTP: what the headers say holds, whoever is refused knows how long to wait, builds are never refused.

use std::time::Duration;

use chrono::Duration as ClockDuration;
use olympus::rate_limits::{Asker, Policy};
use reqwest::StatusCode;
use reqwest::header::HeaderMap;
use serde_json::json;
use server::setup::Switch;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{Connection, PgConnection};

use crate::support::{Answer, Person, RECIPES, TestServer, options};

const HOUR: i32 = 3600;

/// Gives the person's workspace a limit of its own, as an operator does.
async fn limit(server: &TestServer, database: &PgConnectOptions, person: &Person, (policy, quota): (&str, i32)) {
    let tenant: uuid::Uuid =
        person.get("/api/v1/auth/me").await.text("/data/workspace/tenantId").parse().expect("a workspace's id");
    let mut owner = PgConnection::connect_with(database).await.unwrap();
    sqlx::query("insert into rate_limits (tenant_id, policy, quota, window_seconds) values ($1, $2, $3, $4)")
        .bind(tenant)
        .bind(policy)
        .bind(quota)
        .bind(HOUR)
        .execute(&mut owner)
        .await
        .unwrap();
    // What was read of the workspace before is believed for five seconds.
    server.clock.advance(ClockDuration::seconds(6));
}

/// Name, and the numbers behind each letter, of a line like `"api";r=4;t=3600`.
fn line(headers: &HeaderMap, name: &str) -> (String, Vec<(String, u64)>) {
    let text = headers.get(name).unwrap_or_else(|| panic!("{name} is there")).to_str().unwrap();
    let mut parts = text.split(';');
    let policy = parts.next().unwrap().trim_matches('"').to_owned();
    let numbers = parts.map(|part| {
        let (letter, number) = part.split_once('=').unwrap();
        (letter.to_owned(), number.parse().unwrap())
    });
    (policy, numbers.collect())
}

fn remaining(headers: &HeaderMap) -> u64 {
    let (_, numbers) = line(headers, "ratelimit");
    numbers.iter().find(|(letter, _)| letter == "r").unwrap().1
}

fn retry_after(headers: &HeaderMap) -> u64 {
    headers["retry-after"].to_str().unwrap().parse().unwrap()
}

async fn send_form(person: &Person, path: &str, (field, value): (&str, &str)) -> Answer {
    let form = person.client.post(person.at(path)).header("content-type", "application/x-www-form-urlencoded");
    person.send(form.body(format!("{field}={}", value.replace(' ', "+")))).await
}

/// Takes all that a network has left.
async fn drain(server: &TestServer, policy: Policy, ip: &str) {
    let asker = Asker { ip, caller: None };
    while server.services.rate_limits.take(policy, asker).await.unwrap().decision.allowed {}
}

/// What `ask` is told once the network has nothing left; on a busy machine a request may grow back in between.
async fn over_the_limit<F: Future<Output = Answer>>(
    server: &TestServer,
    (policy, ip): (Policy, &str),
    ask: impl Fn() -> F,
) -> Answer {
    let refused = async {
        loop {
            drain(server, policy, ip).await;
            let answer = ask().await;
            if answer.status == StatusCode::TOO_MANY_REQUESTS {
                return answer;
            }
        }
    };
    tokio::time::timeout(Duration::from_secs(20), refused).await.expect("a limit holds")
}

#[sqlx::test(migrations = false)]
async fn every_answer_under_a_policy_names_it_and_what_is_left(_: PgPoolOptions, database: PgConnectOptions) {
    let server = TestServer::without_worker(database).await;
    let guest = server.guest();
    for (path, policy) in
        [("/api/v1/build", "api"), ("/", "pages"), ("/nonsense", "pages"), ("/api/v1/nonsense", "api")]
    {
        let headers = guest.raw(path).await.headers().clone();
        let numbers = vec![("q".to_owned(), 600), ("w".to_owned(), 60)];
        assert_eq!(line(&headers, "ratelimit-policy"), (policy.to_owned(), numbers), "{path}");
        let (name, numbers) = line(&headers, "ratelimit");
        assert_eq!((name.as_str(), numbers.len()), (policy, 2), "{path}");
        assert!((590..600).contains(&remaining(&headers)) && numbers[1].1 <= 2, "{path}: {numbers:?}");
        assert!(!headers.contains_key("retry-after"));
    }
    for path in ["/healthz", "/readyz", "/metrics"] {
        assert!(!guest.raw(path).await.headers().contains_key("ratelimit"), "{path}");
    }
}

#[sqlx::test(migrations = false)]
async fn a_workspaces_own_limit_counts_down_refuses_and_takes_again_after_the_wait(
    _: PgPoolOptions,
    database: PgConnectOptions,
) {
    let server = TestServer::without_worker(database.clone()).await;
    let (ada, bob) = (server.member("ada@example.com").await, server.member("bob@example.com").await);
    limit(&server, &database, &ada, ("api", 3)).await;
    // The call that asked for the workspace is counted already, by the wider limit of its plan.
    for left in [2, 1, 0] {
        let answer = ada.get("/api/v1/builds").await;
        assert_eq!((answer.status, remaining(&answer.headers)), (StatusCode::OK, left));
        assert_eq!(line(&answer.headers, "ratelimit-policy").1[0].1, 3);
    }
    let refused = ada.get("/api/v1/builds").await;
    assert_eq!((refused.status, refused.code()), (StatusCode::TOO_MANY_REQUESTS, "RATE_001"));
    let wait = retry_after(&refused.headers);
    assert!((1190..=1200).contains(&wait), "a third of an hour: {wait}");
    assert_eq!(line(&refused.headers, "ratelimit").1, [("r".to_owned(), 0), ("t".to_owned(), wait)]);
    assert!(refused.text("/error/message").contains(&format!("Wait {wait} seconds")));
    assert_eq!(bob.get("/api/v1/builds").await.status, StatusCode::OK, "another workspace does not notice");

    server.clock.advance(ClockDuration::minutes(15));
    let early = ada.get("/api/v1/builds").await;
    assert_eq!(early.status, StatusCode::TOO_MANY_REQUESTS);
    server.clock.advance(ClockDuration::seconds(retry_after(&early.headers).try_into().unwrap()));
    assert_eq!(ada.get("/api/v1/builds").await.status, StatusCode::OK);
}

#[sqlx::test(migrations = false)]
async fn two_keys_of_one_workspace_share_its_limit(_: PgPoolOptions, database: PgConnectOptions) {
    let server = TestServer::without_worker(database.clone()).await;
    let ada = server.member("ada@example.com").await;
    let first = ada.post("/api/v1/keys", json!({ "name": "first" })).await.text("/data/secret");
    let second = ada.post("/api/v1/keys", json!({ "name": "second" })).await.text("/data/secret");
    let program = server.guest();
    let ask = async |key: &str| program.send(program.client.get(program.at("/api/v1/builds")).bearer_auth(key)).await;
    let (_, usual) = line(&ask(&first).await.headers, "ratelimit-policy");
    assert_eq!(usual[0].1, 600, "a key's own limit is the tighter one");
    limit(&server, &database, &ada, ("api", 6)).await;
    for left in [5, 4, 3] {
        assert_eq!(remaining(&ask(&first).await.headers), left);
    }
    assert_eq!(remaining(&ask(&second).await.headers), 2, "what the first took is missing");
    for left in [1, 0] {
        assert_eq!(remaining(&ask(&second).await.headers), left);
    }
    for key in [&first, &second] {
        assert_eq!(ask(key).await.status, StatusCode::TOO_MANY_REQUESTS);
    }
}

#[sqlx::test(migrations = false)]
async fn a_higher_plan_has_more_at_once(_: PgPoolOptions, database: PgConnectOptions) {
    let server = TestServer::without_worker(database).await;
    let ada = server.member("ada@example.com").await;
    let quota = async || line(&ada.get("/api/v1/builds").await.headers, "ratelimit-policy").1[0].1;
    assert_eq!(quota().await, 1200);
    let changed = ada.post("/api/v1/tenant/plan", json!({ "tier": "professional" })).await;
    assert_eq!(changed.status, StatusCode::OK, "{}", changed.body);
    server.clock.advance(ClockDuration::seconds(6));
    assert_eq!(quota().await, 4800);
}

#[sqlx::test(migrations = false)]
async fn networks_behind_a_trusted_proxy_are_counted_apart(_: PgPoolOptions, database: PgConnectOptions) {
    let mut behind_proxy = options();
    behind_proxy.trust_proxy = true;
    let server = TestServer::with_options(database, &behind_proxy).await;
    let guest = server.guest();
    let ask =
        async |ip: &str| guest.send(guest.client.get(guest.at("/api/v1/build")).header("x-forwarded-for", ip)).await;
    let refused = over_the_limit(&server, (Policy::Api, "203.0.113.1"), || ask("198.51.100.9, 203.0.113.1")).await;
    assert_eq!((refused.code(), retry_after(&refused.headers)), ("RATE_001", 1));
    assert_eq!(ask("203.0.113.2").await.status, StatusCode::OK);
}

#[sqlx::test(migrations = false)]
async fn a_header_that_anybody_can_write_makes_no_new_network(_: PgPoolOptions, database: PgConnectOptions) {
    let server = TestServer::without_worker(database).await;
    let guest = server.guest();
    let ask = || guest.send(guest.client.get(guest.at("/api/v1/build")).header("x-forwarded-for", "203.0.113.1"));
    over_the_limit(&server, (Policy::Api, "127.0.0.1"), ask).await;
}

#[sqlx::test(migrations = false)]
async fn a_build_over_the_limit_is_still_taken_and_other_calls_are_not(_: PgPoolOptions, database: PgConnectOptions) {
    let server = TestServer::without_worker(database.clone()).await;
    let ada = server.member("ada@example.com").await;
    limit(&server, &database, &ada, ("api", 1)).await;
    assert_eq!(ada.get("/api/v1/builds").await.status, StatusCode::OK);
    for _ in 0..3 {
        let taken = ada.post("/api/v1/build", json!({ "description": RECIPES })).await;
        assert_eq!((taken.status, remaining(&taken.headers)), (StatusCode::OK, 0), "{}", taken.body);
        assert!(!taken.headers.contains_key("retry-after"));
    }
    assert_eq!(ada.get("/api/v1/builds").await.status, StatusCode::TOO_MANY_REQUESTS);

    let bob = server.member("bob@example.com").await;
    limit(&server, &database, &bob, ("pages", 1)).await;
    assert_eq!(bob.get("/builds").await.status, StatusCode::OK);
    let started = send_form(&bob, "/start", ("description", RECIPES)).await;
    assert_eq!(started.status, StatusCode::SEE_OTHER);
}

#[sqlx::test(migrations = false)]
async fn a_page_over_the_limit_is_a_page_that_says_how_long_to_wait(_: PgPoolOptions, database: PgConnectOptions) {
    let server = TestServer::without_worker(database.clone()).await;
    let ada = server.member("ada@example.com").await;
    limit(&server, &database, &ada, ("pages", 1)).await;
    assert_eq!(ada.get("/builds").await.status, StatusCode::OK);
    let refused = ada.get("/builds").await;
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(refused.headers["content-type"].to_str().unwrap().starts_with("text/html"));
    let (wait, page) = (retry_after(&refused.headers), refused.body.as_str().unwrap());
    assert!(page.contains("One moment") && page.contains(&format!("Wait {wait} seconds")), "{page}");
    assert!(page.contains("builds that run go on") && page.contains("Try again"));

    let sent = send_form(&ada, "/workspace", ("name", "Olive Press of Ada")).await;
    assert_eq!(sent.status, StatusCode::TOO_MANY_REQUESTS);
    let page = sent.body.as_str().unwrap();
    assert!(page.contains("Olive Press of Ada") && page.contains("What you typed is still here"), "{page}");
}

#[sqlx::test(migrations = false)]
async fn guests_are_limited_by_network_at_the_door_for_quotes_and_for_kept_requests(
    _: PgPoolOptions,
    database: PgConnectOptions,
) {
    let server = TestServer::without_worker(database).await;
    let guest = server.guest();
    let credentials = json!({ "email": "ada@example.com", "password": "wrong and wrong" });
    let signing_in = || guest.post("/api/v1/auth/login", credentials.clone());
    let refused = over_the_limit(&server, (Policy::SignIn, "127.0.0.1"), signing_in).await;
    assert!(refused.text("/error/message").contains("sign in from your network"));
    let body = json!({ "description": RECIPES });
    let asking = || guest.post("/api/v1/estimate", body.clone());
    assert_eq!(over_the_limit(&server, (Policy::Quotes, "127.0.0.1"), asking).await.code(), "RATE_001");
    let typing = || send_form(&guest, "/api/_fn/quote", ("description", RECIPES));
    let island = over_the_limit(&server, (Policy::Quotes, "127.0.0.1"), typing).await;
    assert_eq!(island.text("/code"), "RATE_001", "an island reads the error as it is");
    let keeping = || guest.post("/api/v1/build", body.clone());
    assert_eq!(over_the_limit(&server, (Policy::GuestBuilds, "127.0.0.1"), keeping).await.code(), "RATE_001");
    let sent = || send_form(&guest, "/start", ("description", RECIPES));
    let page = over_the_limit(&server, (Policy::GuestBuilds, "127.0.0.1"), sent).await;
    assert!(page.body.as_str().unwrap().contains(RECIPES), "the text is still there");
}

#[sqlx::test(migrations = false)]
async fn an_operator_can_switch_limits_off(_: PgPoolOptions, database: PgConnectOptions) {
    let mut unlimited = options();
    unlimited.rate_limits = Switch::Off;
    let server = TestServer::with_options(database.clone(), &unlimited).await;
    let ada = server.member("ada@example.com").await;
    limit(&server, &database, &ada, ("api", 1)).await;
    for _ in 0..3 {
        let answer = ada.get("/api/v1/builds").await;
        assert_eq!((answer.status, answer.headers.contains_key("ratelimit")), (StatusCode::OK, false));
    }
}

#[sqlx::test(migrations = false)]
async fn a_link_that_is_looked_at_again_comes_from_the_cache_and_a_claim_is_seen_at_once(
    _: PgPoolOptions,
    database: PgConnectOptions,
) {
    let server = TestServer::without_worker(database.clone()).await;
    let (guest, ada) = (server.guest(), server.member("ada@example.com").await);
    let link = guest.post("/api/v1/build", json!({ "description": RECIPES })).await.text("/queueId");
    let path = format!("/api/v1/queue/{link}");
    let shown = async || guest.get(&path).await.text("/data/description");
    assert_eq!(shown().await, RECIPES);
    let mut owner = PgConnection::connect_with(&database).await.unwrap();
    sqlx::query("update build_queue set request = jsonb_set(request, '{description}', '\"Changed behind its back\"')")
        .execute(&mut owner)
        .await
        .unwrap();
    assert_eq!(shown().await, RECIPES, "the database was not asked");
    server.clock.advance(ClockDuration::seconds(30));
    assert_eq!(shown().await, "Changed behind its back");
    let claimed = ada.post("/api/v1/build/claim", json!({ "queueId": link })).await;
    assert_eq!(claimed.status, StatusCode::OK, "{}", claimed.body);
    assert_eq!(guest.get(&path).await.text("/data/state"), "claimed");
    for _ in 0..2 {
        assert_eq!(guest.get("/api/v1/queue/never-there").await.status, StatusCode::NOT_FOUND);
    }
    let figures = guest.raw("/metrics").await.text().await.unwrap();
    assert!(figures.contains("olympus_cache_requests_total{cache=\"links\",result=\"hit\"}"), "{figures}");
}
