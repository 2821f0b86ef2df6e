//! Wrong addresses: paths that no file can have, queries that cannot be read, and the document that describes both.

use std::collections::BTreeSet;

use reqwest::StatusCode;
use serde_json::Value;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};

use crate::support::{RECIPES, TestServer};

#[sqlx::test(migrations = false)]
async fn a_path_that_no_file_can_have_is_a_file_that_is_not_there(_: PgPoolOptions, database: PgConnectOptions) {
    let server = TestServer::without_worker(database).await;
    let ada = server.member("ada@example.com").await;
    let build = ada.build(RECIPES).await;
    let shared = ada.post(&format!("/api/v1/build/{build}/share"), serde_json::json!({})).await.text("/data/shareUrl");
    for path in [
        format!("/api/v1/build/{build}/files/%00"),
        format!("/api/v1/build/{build}/files/index%00.html"),
        format!("/builds/{build}/files/%00"),
        format!("{shared}/files/%00"),
    ] {
        assert_eq!(ada.raw(&path).await.status(), StatusCode::NOT_FOUND, "{path}");
    }
}

#[sqlx::test(migrations = false)]
async fn a_preview_has_no_file_with_a_nul_in_its_path(_: PgPoolOptions, database: PgConnectOptions) {
    let server = TestServer::start(database).await;
    let ada = server.member("ada@example.com").await;
    let build = ada.build(RECIPES).await;
    ada.follow(&build, None).await;
    let shown = ada.get(&format!("/api/v1/build/{build}")).await.text("/data/previewUrl");
    let folder = shown.strip_suffix("index.html").unwrap();
    assert_eq!(ada.raw(&format!("{folder}index.html")).await.status(), StatusCode::OK);
    assert_eq!(ada.raw(&format!("{folder}%00")).await.status(), StatusCode::NOT_FOUND);
}

#[sqlx::test(migrations = false)]
async fn a_wrong_query_is_answered_in_the_shape_of_the_contract_and_names_its_field(
    _: PgPoolOptions,
    database: PgConnectOptions,
) {
    let server = TestServer::without_worker(database).await;
    let ada = server.member("ada@example.com").await;
    let build = ada.build(RECIPES).await;
    for (call, field) in [
        ("files?at=abc", "at"),
        ("files?at=", "at"),
        ("files?at=-1", "at"),
        ("files?at=99999999", "at"),
        ("files?at=9223372036854775807", "at"),
        ("files?at=92233720368547758070", "at"),
        ("files?at=1&at=2", "at"),
        ("files?at=%ff", "at"),
        ("files/index.html?at=-1", "at"),
        ("archive?at=-1", "at"),
        ("archive?at=99999999", "at"),
        ("events?after=x", "after"),
        ("stream?after=x", "after"),
        ("diff", "from"),
        ("diff?from=x", "from"),
        ("diff?from=x&path=%ff", "path"),
    ] {
        let answer = ada.get(&format!("/api/v1/build/{build}/{call}")).await;
        assert_eq!(
            (answer.status, answer.code()),
            (StatusCode::BAD_REQUEST, "INVALID_INPUT"),
            "{call}: {}",
            answer.body
        );
        assert_eq!(answer.text("/error/details/field"), field, "{call}");
        let message = answer.text("/error/message");
        assert!(message.starts_with(field) && !message.contains("digit"), "{call}: {message}");
    }
    assert_eq!(ada.get(&format!("/api/v1/build/{build}/files?at=0&other=x")).await.status, StatusCode::OK);
}

#[sqlx::test(migrations = false)]
async fn every_parameter_in_the_document_is_where_it_says(_: PgPoolOptions, database: PgConnectOptions) {
    let server = TestServer::without_worker(database).await;
    let document = server.guest().get("/api/openapi.json").await.body;
    let mut queries = 0;
    for (path, calls) in document["paths"].as_object().unwrap() {
        assert!(!path.contains('*'), "{path}");
        let in_path: Vec<&str> = path.split('{').skip(1).map(|part| part.split('}').next().unwrap()).collect();
        for (method, call) in calls.as_object().unwrap() {
            let none = Vec::new();
            let all = call["parameters"].as_array().unwrap_or(&none);
            let of = |place: &str| -> Vec<&Value> { all.iter().filter(|one| one["in"] == place).collect() };
            let mut named: Vec<&str> = of("path").iter().map(|one| one["name"].as_str().unwrap()).collect();
            let mut expected = in_path.clone();
            named.sort_unstable();
            expected.sort_unstable();
            assert_eq!(named, expected, "{method} {path}");
            assert!(of("path").iter().all(|one| one["required"] == true), "{method} {path}");
            queries += of("query").len();
            let places: BTreeSet<&str> = all.iter().map(|one| one["in"].as_str().unwrap()).collect();
            assert!(places.iter().all(|place| matches!(*place, "path" | "query")), "{method} {path}");
            let needed: Vec<&Value> = of("query").into_iter().filter(|one| one["required"] == true).collect();
            assert!(needed.iter().all(|one| one["name"] == "from"), "{method} {path}");
        }
    }
    assert!(queries >= 8, "{queries} queries");
}
