//! Accounts: sign-up, sign-in, sessions, keys, and what keeps them safe.

use std::collections::HashSet;

use chrono::Duration;
use reqwest::StatusCode;
use serde_json::json;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};

use crate::support::{PASSWORD, RECIPES, TestServer};

#[sqlx::test(migrations = false)]
async fn wrong_fields_are_named_and_a_taken_address_is_a_conflict(_: PgPoolOptions, database: PgConnectOptions) {
    let server = TestServer::without_worker(database).await;
    let guest = server.guest();
    for (email, password, field) in [
        ("ada", PASSWORD, "email"),
        ("", PASSWORD, "email"),
        ("ada@example.com", "short", "password"),
        ("ada@example.com", "password1", "password"),
    ] {
        let answer = guest.post("/api/v1/auth/signup", json!({ "email": email, "password": password })).await;
        assert_eq!(
            (answer.status, answer.body["error"]["details"]["field"].as_str()),
            (StatusCode::BAD_REQUEST, Some(field))
        );
    }
    server.member("ada@example.com").await;
    let answer = guest.post("/api/v1/auth/signup", json!({ "email": "ADA@example.com", "password": PASSWORD })).await;
    assert_eq!((answer.status, answer.code()), (StatusCode::CONFLICT, "CONFLICT"));
}

#[sqlx::test(migrations = false)]
async fn of_simultaneous_sign_ups_with_one_address_one_makes_the_account(_: PgPoolOptions, database: PgConnectOptions) {
    let server = TestServer::without_worker(database).await;
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..6 {
        let guest = server.guest();
        tasks.spawn(async move {
            guest.post("/api/v1/auth/signup", json!({ "email": "ada@example.com", "password": PASSWORD })).await.status
        });
    }
    let answers = tasks.join_all().await;
    assert_eq!(answers.iter().filter(|status| **status == StatusCode::CREATED).count(), 1);
    assert_eq!(answers.iter().filter(|status| **status == StatusCode::CONFLICT).count(), 5);
}

#[sqlx::test(migrations = false)]
async fn an_unknown_address_is_answered_like_a_wrong_password(_: PgPoolOptions, database: PgConnectOptions) {
    let server = TestServer::without_worker(database).await;
    server.member("ada@example.com").await;
    let guest = server.guest();
    let mut answers = HashSet::new();
    for email in ["ada@example.com", "nobody@example.com", "nonsense"] {
        let answer = guest.post("/api/v1/auth/login", json!({ "email": email, "password": "a wrong password" })).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
        answers.insert((answer.code().to_owned(), answer.text("/error/message")));
    }
    assert_eq!(answers.len(), 1);
}

#[sqlx::test(migrations = false)]
async fn guessing_is_slowed_down_for_known_and_unknown_addresses_alike(_: PgPoolOptions, database: PgConnectOptions) {
    let server = TestServer::without_worker(database).await;
    server.member("ada@example.com").await;
    let guest = server.guest();
    for email in ["ada@example.com", "nobody@example.com"] {
        let mut statuses = Vec::new();
        for _ in 0..8 {
            let answer =
                guest.post("/api/v1/auth/login", json!({ "email": email, "password": "a wrong password" })).await;
            if answer.status == StatusCode::TOO_MANY_REQUESTS {
                assert!(answer.headers["retry-after"].to_str().unwrap().parse::<u64>().unwrap() >= 1);
            }
            statuses.push(answer.status);
        }
        assert!(statuses[..5].iter().all(|status| *status == StatusCode::UNAUTHORIZED));
        assert!(statuses[6..].contains(&StatusCode::TOO_MANY_REQUESTS), "{statuses:?}");
    }
}

#[sqlx::test(migrations = false)]
async fn a_session_ends_on_the_server_and_its_token_changes_at_every_sign_in(
    _: PgPoolOptions,
    database: PgConnectOptions,
) {
    let server = TestServer::without_worker(database).await;
    let ada = server.member("ada@example.com").await;
    let cookie = |answer: &crate::support::Answer| answer.headers["set-cookie"].to_str().unwrap().to_owned();
    let credentials = json!({ "email": "ada@example.com", "password": PASSWORD });
    let first = ada.post("/api/v1/auth/login", credentials.clone()).await;
    let second = ada.post("/api/v1/auth/login", credentials).await;
    assert_ne!(cookie(&first), cookie(&second));
    assert!(cookie(&second).contains("HttpOnly") && cookie(&second).contains("SameSite=Lax"));
    let old = cookie(&first).split(';').next().unwrap().to_owned();
    let guest = server.guest();
    let answer = guest.send(guest.client.get(guest.at("/api/v1/auth/me")).header("Cookie", old)).await;
    assert_eq!((answer.status, answer.code()), (StatusCode::UNAUTHORIZED, "AUTH_001"), "the session before has ended");
    let kept = cookie(&second).split(';').next().unwrap().to_owned();
    ada.post("/api/v1/auth/logout", json!({})).await;
    let answer = guest.send(guest.client.get(guest.at("/api/v1/auth/me")).header("Cookie", kept)).await;
    assert_eq!(answer.code(), "AUTH_001");
}

#[sqlx::test(migrations = false)]
async fn sessions_end_when_idle_and_in_any_case(_: PgPoolOptions, database: PgConnectOptions) {
    let server = TestServer::without_worker(database).await;
    let (idle, busy) = (server.member("idle@example.com").await, server.member("busy@example.com").await);
    for day in 1..=31 {
        server.clock.advance(Duration::days(1));
        let busy_status = busy.get("/api/v1/auth/me").await.status;
        assert_eq!(busy_status == StatusCode::OK, day < 30, "day {day}");
        if day == 8 {
            assert_eq!(idle.get("/api/v1/auth/me").await.code(), "AUTH_001");
        }
    }
}

#[sqlx::test(migrations = false)]
async fn one_can_list_and_end_ones_own_sessions_and_nobody_elses(_: PgPoolOptions, database: PgConnectOptions) {
    let server = TestServer::without_worker(database).await;
    let ada = server.member("ada@example.com").await;
    let other = server.guest();
    other.post("/api/v1/auth/login", json!({ "email": "ada@example.com", "password": PASSWORD })).await;
    let listed = ada.get("/api/v1/auth/sessions").await;
    let sessions = listed.body["data"].as_array().unwrap();
    assert_eq!(sessions.len(), 2);
    let foreign = sessions.iter().find(|session| session["current"] == false).unwrap()["sessionId"].as_str().unwrap();
    let bob = server.member("bob@example.com").await;
    assert_eq!(bob.delete(&format!("/api/v1/auth/sessions/{foreign}")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(other.get("/api/v1/auth/me").await.status, StatusCode::OK);
    assert_eq!(ada.delete(&format!("/api/v1/auth/sessions/{foreign}")).await.status, StatusCode::OK);
    assert_eq!(other.get("/api/v1/auth/me").await.code(), "AUTH_001");
}

#[sqlx::test(migrations = false)]
async fn an_api_key_works_until_it_is_revoked_or_expires_and_cannot_make_another(
    _: PgPoolOptions,
    database: PgConnectOptions,
) {
    let server = TestServer::without_worker(database).await;
    let ada = server.member("ada@example.com").await;
    let made = ada.post("/api/v1/keys", json!({ "name": "ci", "expiresInDays": 2 })).await;
    let secret = made.text("/data/secret");
    assert!(secret.starts_with("oly_") && secret.len() > 40);
    let program = server.guest();
    let call = |path: &'static str| program.client.get(program.at(path)).bearer_auth(&secret);
    assert_eq!(program.send(call("/api/v1/builds")).await.status, StatusCode::OK);
    let more = program.client.post(program.at("/api/v1/keys")).bearer_auth(&secret).json(&json!({ "name": "more" }));
    assert_eq!(program.send(more).await.code(), "AUTH_002");
    let listed = ada.get("/api/v1/keys").await;
    assert!(!listed.body.to_string().contains(&secret), "the secret is shown once");
    assert!(listed.body["data"][0]["lastUsedAt"].is_string());
    server.clock.advance(Duration::days(3));
    assert_eq!(program.send(call("/api/v1/builds")).await.code(), "AUTH_001");
    let second = ada.post("/api/v1/keys", json!({ "name": "second" })).await;
    let (id, secret) = (second.text("/data/keyId"), second.text("/data/secret"));
    assert_eq!(ada.delete(&format!("/api/v1/keys/{id}")).await.status, StatusCode::OK);
    let revoked = program.client.get(program.at("/api/v1/builds")).bearer_auth(&secret);
    assert_eq!(program.send(revoked).await.code(), "AUTH_001");
}

#[sqlx::test(migrations = false)]
async fn a_change_that_comes_from_another_site_is_refused(_: PgPoolOptions, database: PgConnectOptions) {
    let server = TestServer::without_worker(database).await;
    let ada = server.member("ada@example.com").await;
    let post = || ada.client.post(ada.at("/api/v1/build")).json(&json!({ "description": RECIPES }));
    for (name, value) in [("Sec-Fetch-Site", "cross-site"), ("Origin", "https://evil.example"), ("Origin", "null")] {
        let answer = ada.send(post().header(name, value)).await;
        assert_eq!((answer.status, answer.code()), (StatusCode::FORBIDDEN, "AUTH_002"), "{name}: {value}");
    }
    assert_eq!(ada.send(post().header("Sec-Fetch-Site", "same-origin")).await.status, StatusCode::OK);
    assert_eq!(ada.send(post().header("Origin", &server.url)).await.status, StatusCode::OK);
}

#[sqlx::test(migrations = false)]
async fn a_workspace_is_preset_from_the_address_and_changed_in_one_call(_: PgPoolOptions, database: PgConnectOptions) {
    let server = TestServer::without_worker(database).await;
    for (email, industry) in [
        ("kim@shopify.com", "ecommerce"),
        ("lee@mayoclinic.org", "healthcare"),
        ("sam@cs.stanford.edu", "education"),
        ("pat@nasa.gov", "government"),
        ("ada@gmail.com", "personal"),
    ] {
        let person = server.member(email).await;
        let workspace = person.get("/api/v1/tenant").await;
        assert_eq!(workspace.body["data"]["industry"], industry, "{email}");
        assert_eq!(
            (&workspace.body["data"]["tier"], &workspace.body["data"]["role"]),
            (&json!("free"), &json!("owner"))
        );
    }
    let ada = server.member("ada@example.com").await;
    let change = ada
        .client
        .patch(ada.at("/api/v1/tenant"))
        .json(&json!({ "name": "Analytical Engines", "industry": "manufacturing" }));
    let changed = ada.send(change).await;
    assert_eq!(changed.body["data"]["name"], "Analytical Engines");
    assert_eq!(changed.body["data"]["preset"]["industry"], "manufacturing");
    let wrong = ada.client.patch(ada.at("/api/v1/tenant")).json(&json!({ "industry": "alchemy" }));
    assert_eq!(ada.send(wrong).await.body["error"]["details"]["field"], "industry");
}
