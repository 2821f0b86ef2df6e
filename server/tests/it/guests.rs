//! Kept requests: claimed once, expired, remembered.

use chrono::Duration;
use reqwest::StatusCode;
use serde_json::json;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};

use crate::support::{PASSWORD, Person, RECIPES, TestServer};

async fn hold(guest: &Person) -> String {
    guest.post("/api/v1/build", json!({ "description": RECIPES })).await.text("/queueId")
}

#[sqlx::test(migrations = false)]
async fn signing_up_through_a_link_makes_account_workspace_and_build_at_once(
    _: PgPoolOptions,
    database: PgConnectOptions,
) {
    let server = TestServer::start(database).await;
    let guest = server.guest();
    let link = hold(&guest).await;
    let body = json!({ "email": "Grace@MayoClinic.org", "password": PASSWORD, "name": "Grace", "queueId": link });
    let answer = guest.post("/api/v1/auth/signup", body).await;
    assert_eq!(answer.status, StatusCode::CREATED);
    let build = answer.text("/data/buildId");
    let me = guest.get("/api/v1/auth/me").await;
    assert_eq!(me.body["data"]["email"], "grace@mayoclinic.org");
    assert_eq!(me.body["data"]["workspace"]["industry"], "healthcare");
    let events = guest.follow(&build, None).await;
    assert_eq!(events.last().unwrap().1, "build_completed");
    let shown = guest.get(&format!("/api/v1/queue/{link}")).await;
    assert_eq!(shown.body["data"]["state"], "claimed");
}

#[sqlx::test(migrations = false)]
async fn of_fifty_simultaneous_claims_exactly_one_wins(_: PgPoolOptions, database: PgConnectOptions) {
    let server = TestServer::without_worker(database).await;
    let link = hold(&server.guest()).await;
    let mut people = Vec::new();
    for number in 0..10 {
        people.push(server.member(&format!("racer{number}@example.com")).await);
    }
    let mut claims = tokio::task::JoinSet::new();
    for turn in 0..50 {
        let (person, link) = (people[turn % people.len()].clone(), link.clone());
        claims.spawn(async move { person.post("/api/v1/build/claim", json!({ "queueId": link })).await });
    }
    let answers = claims.join_all().await;
    let won = answers.iter().filter(|answer| answer.status == StatusCode::OK).count();
    let lost = answers
        .iter()
        .filter(|answer| answer.status == StatusCode::CONFLICT && answer.code() == "CLAIM_FAILED")
        .count();
    assert_eq!((won, lost), (1, 49));
    let mut builds = 0;
    for person in &people {
        builds += person.get("/api/v1/builds").await.body["data"].as_array().unwrap().len();
    }
    assert_eq!(builds, 1, "the winner has the only build");
}

#[sqlx::test(migrations = false)]
async fn an_expired_link_is_gone_but_still_knows_its_text(_: PgPoolOptions, database: PgConnectOptions) {
    let server = TestServer::without_worker(database).await;
    let link = hold(&server.guest()).await;
    let member = server.member("ada@example.com").await;
    server.clock.advance(Duration::minutes(61));
    for swept in [false, true] {
        if swept {
            assert_eq!(server.services.guests.sweep().await.unwrap(), 1);
        }
        let claim = member.post("/api/v1/build/claim", json!({ "queueId": link })).await;
        assert_eq!((claim.status, claim.code()), (StatusCode::GONE, "CLAIM_FAILED"));
        let shown = member.get(&format!("/api/v1/queue/{link}")).await;
        assert_eq!(shown.body["data"]["state"], "expired");
        assert_eq!(shown.body["data"]["description"], RECIPES);
    }
}

#[sqlx::test(migrations = false)]
async fn signing_up_through_an_expired_link_still_makes_the_account(_: PgPoolOptions, database: PgConnectOptions) {
    let server = TestServer::without_worker(database).await;
    let guest = server.guest();
    let link = hold(&guest).await;
    server.clock.advance(Duration::minutes(61));
    let body = json!({ "email": "late@example.com", "password": PASSWORD, "queueId": link });
    let answer = guest.post("/api/v1/auth/signup", body).await;
    assert_eq!(answer.status, StatusCode::CREATED);
    assert!(answer.body["data"]["buildId"].is_null());
    assert!(answer.text("/data/claimError").contains("expired"));
}

#[sqlx::test(migrations = false)]
async fn a_taken_address_claims_nothing_and_the_link_still_waits(_: PgPoolOptions, database: PgConnectOptions) {
    let server = TestServer::without_worker(database).await;
    server.member("ada@example.com").await;
    let guest = server.guest();
    let link = hold(&guest).await;
    let body = json!({ "email": "ada@example.com", "password": PASSWORD, "queueId": link });
    let answer = guest.post("/api/v1/auth/signup", body.clone()).await;
    assert_eq!((answer.status, answer.code()), (StatusCode::CONFLICT, "CONFLICT"));
    assert_eq!(guest.get(&format!("/api/v1/queue/{link}")).await.body["data"]["state"], "pending");
    let signed_in = guest.post("/api/v1/auth/login", body).await;
    assert_eq!(signed_in.status, StatusCode::OK);
    assert!(signed_in.body["data"]["buildId"].is_string(), "signing in through the link claims it");
}

#[sqlx::test(migrations = false)]
async fn a_link_survives_a_restart(_: PgPoolOptions, database: PgConnectOptions) {
    let first = TestServer::without_worker(database.clone()).await;
    let link = hold(&first.guest()).await;
    drop(first);
    let second = TestServer::without_worker(database).await;
    let shown = second.guest().get(&format!("/api/v1/queue/{link}")).await;
    assert_eq!(shown.body["data"]["state"], "pending");
}

#[sqlx::test(migrations = false)]
async fn an_unknown_link_is_not_found_and_cannot_be_claimed(_: PgPoolOptions, database: PgConnectOptions) {
    let server = TestServer::without_worker(database).await;
    let member = server.member("ada@example.com").await;
    assert_eq!(member.get("/api/v1/queue/nonsense").await.status, StatusCode::NOT_FOUND);
    let claim = member.post("/api/v1/build/claim", json!({ "queueId": "nonsense" })).await;
    assert_eq!((claim.status, claim.code()), (StatusCode::GONE, "CLAIM_FAILED"));
    let guest_claim = server.guest().post("/api/v1/build/claim", json!({ "queueId": "nonsense" })).await;
    assert_eq!((guest_claim.status, guest_claim.code()), (StatusCode::UNAUTHORIZED, "AUTH_300"));
}
