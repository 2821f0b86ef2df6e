//! Later versions: only those concerned work, differences show, any version can be restored, any moment looked at and
//! branched from.

use std::collections::BTreeSet;

use reqwest::StatusCode;
use serde_json::{Value, json};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};

use crate::support::{Person, RECIPES, TestServer};

async fn finished(ada: &Person) -> String {
    let build = ada.build(RECIPES).await;
    ada.follow(&build, None).await;
    build
}

async fn iterate(ada: &Person, build: &str, body: Value) -> Value {
    let answer = ada.post(&format!("/api/v1/build/{build}/iterate"), body).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    let id = answer.text("/data/buildId");
    ada.follow(&id, None).await;
    answer.body["data"].clone()
}

async fn files(ada: &Person, address: &str) -> BTreeSet<(String, String)> {
    let listed = ada.get(address).await.body["data"].clone();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    listed.as_array().unwrap().iter().map(|file| (text(&file["path"]), text(&file["sha256"]))).collect()
}

/// Sends a form as a page does.
async fn post_form(person: &Person, path: &str, fields: &[(&str, &str)]) -> reqwest::Response {
    let encoded = |text: &str| text.bytes().map(|byte| format!("%{byte:02X}")).collect::<String>();
    let pairs: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
    let request = person.client.post(person.at(path)).header("content-type", "application/x-www-form-urlencoded");
    request.body(pairs.join("&")).send().await.unwrap()
}

fn count(value: &Value) -> usize {
    value.as_array().unwrap().len()
}

#[sqlx::test(migrations = false)]
async fn a_change_makes_version_two_and_only_those_concerned_work(_: PgPoolOptions, database: PgConnectOptions) {
    let server = TestServer::start(database).await;
    let ada = server.member("ada@example.com").await;
    let first = finished(&ada).await;
    let second =
        iterate(&ada, &first, json!({ "instruction": "add a difficulty to recipes: easy, medium, hard" })).await;
    assert_eq!(second["version"], 2);
    assert!(count(&second["changes"]) > 0);
    let id = second["buildId"].as_str().unwrap();
    let shown = ada.get(&format!("/api/v1/build/{id}")).await.body["data"].clone();
    assert_eq!((&shown["status"], &shown["version"]), (&json!("completed"), &json!(2)));
    let all = ada.get(&format!("/api/v1/build/{first}")).await.body["data"]["plan"]["totalAgents"].as_u64().unwrap();
    let worked = shown["plan"]["totalAgents"].as_u64().unwrap();
    assert!(worked < all, "{worked} of {all} worked");
    let costs = |shown: &Value| shown["costUsd"].to_string().parse::<olympus::money::Usd>().unwrap();
    let before = ada.get(&format!("/api/v1/build/{first}")).await.body["data"].clone();
    assert!(costs(&shown) < costs(&before));
    // What nobody worked on is the same, and the whole is there.
    let (old, new) = (
        files(&ada, &format!("/api/v1/build/{first}/files")).await,
        files(&ada, &format!("/api/v1/build/{id}/files")).await,
    );
    assert!(old.intersection(&new).count() > 10 && old != new);
    assert!(new.iter().any(|(path, _)| path == "index.html"));
}

#[sqlx::test(migrations = false)]
async fn the_differences_are_those_of_the_changed_files(_: PgPoolOptions, database: PgConnectOptions) {
    let server = TestServer::start(database).await;
    let ada = server.member("ada@example.com").await;
    let first = finished(&ada).await;
    let second = iterate(&ada, &first, json!({ "instruction": "call it Kitchen Table" })).await;
    let id = second["buildId"].as_str().unwrap();
    let diff = ada.get(&format!("/api/v1/build/{id}/diff?from={first}")).await.body["data"].clone();
    let (old, new) = (
        files(&ada, &format!("/api/v1/build/{first}/files")).await,
        files(&ada, &format!("/api/v1/build/{id}/files")).await,
    );
    let differ: BTreeSet<&String> = old.symmetric_difference(&new).map(|(path, _)| path).collect();
    let named: BTreeSet<&str> = diff.as_array().unwrap().iter().map(|one| one["path"].as_str().unwrap()).collect();
    assert_eq!(named, differ.iter().map(|path| path.as_str()).collect());
    let model = diff.as_array().unwrap().iter().find(|one| one["path"] == "app.model.json").unwrap();
    assert!(model["hunks"].to_string().contains("Kitchen Table"));
    let one = ada.get(&format!("/api/v1/build/{id}/diff?from={first}&path=app.model.json")).await;
    assert_eq!(count(&one.body["data"]), 1);
}

#[sqlx::test(migrations = false)]
async fn an_estimate_of_a_change_keeps_nothing_and_nonsense_is_refused_by_field(
    _: PgPoolOptions,
    database: PgConnectOptions,
) {
    let server = TestServer::start(database).await;
    let ada = server.member("ada@example.com").await;
    let first = finished(&ada).await;
    let address = format!("/api/v1/build/{first}/iterate/estimate");
    let planned = ada.post(&address, json!({ "instruction": "call it Kitchen Table" })).await;
    assert_eq!(planned.status, StatusCode::OK, "{}", planned.body);
    assert!(count(&planned.body["data"]["agents"]) > 0);
    assert_eq!(count(&ada.get(&format!("/api/v1/build/{first}/versions")).await.body["data"]), 1);
    for (body, field) in [
        (json!({}), "instruction"),
        (json!({ "instruction": "x" }), "instruction"),
        (json!({ "instruction": "qwrtz plmk vbnx" }), "instruction"),
        (json!({ "fromSeq": 100_000 }), "fromSeq"),
    ] {
        let refused = ada.post(&address, body).await;
        assert_eq!((refused.status, refused.code()), (StatusCode::BAD_REQUEST, "INVALID_INPUT"), "{}", refused.body);
        assert_eq!(refused.text("/error/details/field"), field);
    }
}

#[sqlx::test(migrations = false)]
async fn a_restored_version_is_a_new_one_with_the_old_files_and_costs_nothing(
    _: PgPoolOptions,
    database: PgConnectOptions,
) {
    let server = TestServer::start(database).await;
    let ada = server.member("ada@example.com").await;
    let first = finished(&ada).await;
    iterate(&ada, &first, json!({ "instruction": "call it Kitchen Table" })).await;
    let restored = ada.post(&format!("/api/v1/build/{first}/restore"), json!({})).await;
    assert_eq!((restored.status, &restored.body["data"]["version"]), (StatusCode::OK, &json!(3)), "{}", restored.body);
    let id = restored.text("/data/buildId");
    assert_eq!(
        files(&ada, &format!("/api/v1/build/{id}/files")).await,
        files(&ada, &format!("/api/v1/build/{first}/files")).await
    );
    let shown = ada.get(&format!("/api/v1/build/{id}")).await.body["data"].clone();
    assert_eq!((&shown["status"], shown["costUsd"].as_f64()), (&json!("completed"), Some(0.0)));
    let versions = ada.get(&format!("/api/v1/build/{id}/versions")).await.body["data"].clone();
    let numbers: Vec<u64> = versions.as_array().unwrap().iter().map(|one| one["version"].as_u64().unwrap()).collect();
    assert_eq!(numbers, [1, 2, 3]);
    assert_eq!(versions[2]["fromVersion"], 1);
}

#[sqlx::test(migrations = false)]
async fn at_every_moment_exactly_the_files_of_the_agents_done_are_there(_: PgPoolOptions, database: PgConnectOptions) {
    let server = TestServer::start(database).await;
    let ada = server.member("ada@example.com").await;
    let build = ada.build(RECIPES).await;
    let events = ada.follow(&build, None).await;
    let mut expected = BTreeSet::new();
    for (seq, event, data) in &events {
        if event == "agent_completed" {
            expected.extend(data["artifacts"].as_array().unwrap().iter().map(|path| path.as_str().unwrap().to_owned()));
        }
        if seq % 25 == 0 {
            let there = files(&ada, &format!("/api/v1/build/{build}/files?at={seq}")).await;
            let there: BTreeSet<String> = there.into_iter().map(|(path, _)| path).collect();
            assert_eq!(there, expected, "after event {seq}");
        }
    }
}

#[sqlx::test(migrations = false)]
async fn a_branch_from_the_middle_does_only_what_was_not_done_and_ends_with_the_same_files(
    _: PgPoolOptions,
    database: PgConnectOptions,
) {
    let server = TestServer::start(database).await;
    let ada = server.member("ada@example.com").await;
    let build = ada.build(RECIPES).await;
    let events = ada.follow(&build, None).await;
    let (done, middle) = {
        let completed: Vec<&(i64, String, Value)> =
            events.iter().filter(|(_, event, _)| event == "agent_completed").collect();
        (completed.len() / 2, completed[completed.len() / 2 - 1].0)
    };
    let branch = iterate(&ada, &build, json!({ "fromSeq": middle })).await;
    let id = branch["buildId"].as_str().unwrap();
    let all = ada.get(&format!("/api/v1/build/{build}")).await.body["data"]["plan"]["totalAgents"].as_u64().unwrap();
    assert_eq!(count(&branch["agents"]), usize::try_from(all).unwrap() - done);
    assert_eq!(
        files(&ada, &format!("/api/v1/build/{id}/files")).await,
        files(&ada, &format!("/api/v1/build/{build}/files")).await
    );
}

#[sqlx::test(migrations = false)]
async fn a_higher_plan_adds_a_server_to_a_finished_application(_: PgPoolOptions, database: PgConnectOptions) {
    let server = TestServer::start(database).await;
    let ada = server.member("ada@example.com").await;
    let first = finished(&ada).await;
    let refused = ada.post(&format!("/api/v1/build/{first}/iterate"), json!({ "tier": "professional" })).await;
    assert_eq!((refused.status, refused.code()), (StatusCode::PAYMENT_REQUIRED, "COST_001"), "{}", refused.body);
    let changed = ada.post("/api/v1/tenant/plan", json!({ "tier": "professional" })).await;
    assert_eq!((changed.status, &changed.body["data"]["payment"]), (StatusCode::OK, &json!("none")));
    let second = iterate(&ada, &first, json!({ "tier": "professional" })).await;
    let id = second["buildId"].as_str().unwrap();
    let made = files(&ada, &format!("/api/v1/build/{id}/files")).await;
    assert!(made.iter().any(|(path, _)| path == "server/main.mjs"), "{made:?}");
    assert_eq!(ada.get(&format!("/api/v1/build/{id}")).await.body["data"]["status"], "completed");
}

#[sqlx::test(migrations = false)]
async fn versions_of_another_workspace_cannot_be_seen_changed_or_compared(
    _: PgPoolOptions,
    database: PgConnectOptions,
) {
    let server = TestServer::start(database).await;
    let (ada, bob) = (server.member("ada@example.com").await, server.member("bob@example.com").await);
    let (hers, his) = (finished(&ada).await, finished(&bob).await);
    for answer in [
        bob.get(&format!("/api/v1/build/{hers}/versions")).await,
        bob.post(&format!("/api/v1/build/{hers}/iterate"), json!({ "instruction": "call it Mine" })).await,
        bob.post(&format!("/api/v1/build/{hers}/restore"), json!({})).await,
        bob.get(&format!("/api/v1/build/{his}/diff?from={hers}")).await,
        bob.post(&format!("/api/v1/build/{hers}/share"), json!({})).await,
    ] {
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{}", answer.body);
    }
}

#[sqlx::test(migrations = false)]
async fn two_changes_at_once_get_two_numbers(_: PgPoolOptions, database: PgConnectOptions) {
    let server = TestServer::start(database).await;
    let ada = server.member("ada@example.com").await;
    let first = finished(&ada).await;
    let address = format!("/api/v1/build/{first}/iterate");
    let one = ada.post(&address, json!({ "instruction": "call it Kitchen Table" }));
    let other = ada.post(&address, json!({ "instruction": "call it Supper Club" }));
    let (one, other) = tokio::join!(one, other);
    let numbers: BTreeSet<u64> =
        [one, other].iter().map(|answer| answer.body["data"]["version"].as_u64().unwrap()).collect();
    assert_eq!(numbers, BTreeSet::from([2, 3]));
}

#[sqlx::test(migrations = false)]
async fn a_shared_link_shows_one_application_until_it_is_revoked(_: PgPoolOptions, database: PgConnectOptions) {
    let server = TestServer::start(database).await;
    let ada = server.member("ada@example.com").await;
    let build = finished(&ada).await;
    let address = format!("/api/v1/build/{build}/share");
    let shared = ada.post(&address, json!({})).await;
    let link = shared.text("/data/shareUrl");
    assert_eq!(ada.post(&address, json!({})).await.text("/data/shareUrl"), link, "the same link until it is revoked");
    assert_eq!(ada.get(&address).await.text("/data/shareUrl"), link);
    let guest = server.guest();
    let page = guest.raw(&link).await;
    assert_eq!(page.status(), StatusCode::OK);
    let token = link.strip_prefix("/shared/").unwrap();
    let mut forged = token.to_owned();
    forged.replace_range(0..1, if token.starts_with('A') { "B" } else { "A" });
    assert_eq!(guest.raw(&format!("/shared/{forged}")).await.status(), StatusCode::NOT_FOUND);
    assert_eq!(ada.delete(&address).await.status, StatusCode::OK);
    assert_eq!(guest.raw(&link).await.status(), StatusCode::NOT_FOUND);
    assert_ne!(ada.post(&address, json!({})).await.text("/data/shareUrl"), link, "a new link, not the revoked one");
}

#[sqlx::test(migrations = false)]
async fn a_version_that_would_change_nothing_is_refused_and_not_made(_: PgPoolOptions, database: PgConnectOptions) {
    let server = TestServer::start(database).await;
    let ada = server.member("ada@example.com").await;
    let build = ada.build(RECIPES).await;
    let last = ada.follow(&build, None).await.last().unwrap().0;
    let at = |verb: &str| format!("/api/v1/build/{build}/{verb}");
    for (body, field) in [(json!({ "tier": "starter" }), "tier"), (json!({ "fromSeq": last }), "fromSeq")] {
        for verb in ["iterate", "iterate/estimate"] {
            let refused = ada.post(&at(verb), body.clone()).await;
            assert_eq!((refused.status, refused.code()), (StatusCode::CONFLICT, "CONFLICT"), "{}", refused.body);
            assert_eq!(refused.text("/error/details/field"), field);
        }
    }
    let restored = ada.post(&at("restore"), json!({})).await;
    assert_eq!((restored.status, restored.code()), (StatusCode::CONFLICT, "CONFLICT"), "{}", restored.body);
    assert_eq!(count(&ada.get(&at("versions")).await.body["data"]), 1);
    // What is there already is said so, not called incomprehensible.
    let named = iterate(&ada, &build, json!({ "instruction": "call it Kitchen Table" })).await;
    let again = format!("/api/v1/build/{}/iterate", named["buildId"].as_str().unwrap());
    let refused = ada.post(&again, json!({ "instruction": "call it Kitchen Table" })).await;
    assert!(refused.text("/error/message").contains("already"), "{}", refused.body);
    // The page says it as plainly.
    let page = post_form(&ada, &format!("/builds/{build}/change"), &[("tier", "starter")]).await;
    assert_eq!(page.status(), StatusCode::CONFLICT);
    assert!(page.text().await.unwrap().contains("at starter depth already"));
}

#[sqlx::test(migrations = false)]
async fn versions_of_two_applications_are_not_compared(_: PgPoolOptions, database: PgConnectOptions) {
    let server = TestServer::without_worker(database).await;
    let ada = server.member("ada@example.com").await;
    let (one, other) = (ada.build(RECIPES).await, ada.build("A list of borrowed books with due dates").await);
    let refused = ada.get(&format!("/api/v1/build/{one}/diff?from={other}")).await;
    assert_eq!((refused.status, refused.code()), (StatusCode::NOT_FOUND, "NOT_FOUND"), "{}", refused.body);
    assert_eq!(refused.text("/error/details/field"), "from");
}

#[sqlx::test(migrations = false)]
async fn a_change_that_was_typed_comes_back_after_signing_in(_: PgPoolOptions, database: PgConnectOptions) {
    let server = TestServer::without_worker(database).await;
    let (ada, guest) = (server.member("ada@example.com").await, server.guest());
    let build = ada.build(RECIPES).await;
    let page = format!("/builds/{build}/change");
    let typed = "add a <note> & a price = 3 \u{20ac}";
    let sent = post_form(&guest, &page, &[("instruction", typed)]).await;
    let door = sent.headers()["location"].to_str().unwrap().to_owned();
    let next = door.strip_prefix("/login?next=").unwrap().replace("%25", "\u{0}").replace("%3F", "?");
    let next = next.replace("%3D", "=").replace('\u{0}', "%");
    let (email, password) = ("ada@example.com", crate::support::PASSWORD);
    let form = [("email", email), ("password", password), ("next", next.as_str())];
    let entered = post_form(&guest, "/login", &form).await;
    assert_eq!(entered.headers()["location"], next.as_str());
    let shown = guest.raw(&next).await.text().await.unwrap();
    assert!(shown.contains("a price = 3 \u{20ac}"), "{shown}");
    assert!(!shown.contains("go deeper") && !shown.contains("<note>"), "{shown}");
}

#[sqlx::test(migrations = false)]
async fn every_moment_opens_however_many_are_opened_at_once(_: PgPoolOptions, database: PgConnectOptions) {
    let server = TestServer::start(database).await;
    let ada = server.member("ada@moments.example").await;
    let build = finished(&ada).await;
    let last = ada.follow(&build, None).await.last().unwrap().0;
    let opened = (1..=last).map(|at| {
        let (ada, address) = (ada.clone(), format!("/builds/{build}/timeline?at={at}"));
        tokio::spawn(async move { (at, ada.raw(&address).await.status()) })
    });
    let opened: Vec<_> = opened.collect();
    for page in opened {
        let (at, status) = page.await.unwrap();
        assert_eq!(status, StatusCode::OK, "moment {at}");
    }
}
