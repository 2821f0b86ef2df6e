//! What operators and programs ask of any server: alive, ready, measured, described, and safe headers.

use reqwest::StatusCode;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};

use crate::support::TestServer;

#[sqlx::test(migrations = false)]
async fn a_server_is_alive_ready_and_measured(_: PgPoolOptions, database: PgConnectOptions) {
    let server = TestServer::without_worker(database).await;
    let guest = server.guest();
    assert_eq!(guest.raw("/healthz").await.text().await.unwrap(), "ok");
    let ready = guest.get("/readyz").await;
    assert_eq!(
        (ready.status, ready.body["database"].as_bool(), ready.body["backplane"].as_bool()),
        (StatusCode::OK, Some(true), Some(true))
    );
    assert!(guest.raw("/metrics").await.text().await.unwrap().contains("http_requests_total"));
    server.services.database.close().await;
    assert_eq!(guest.get("/healthz").await.status, StatusCode::OK);
    assert_eq!(guest.get("/readyz").await.status, StatusCode::SERVICE_UNAVAILABLE);
}

#[sqlx::test(migrations = false)]
async fn the_published_document_names_every_call_and_each_reference_leads_somewhere(
    _: PgPoolOptions,
    database: PgConnectOptions,
) {
    let server = TestServer::without_worker(database).await;
    let document = server.guest().get("/api/openapi.json").await.body;
    assert!(document["openapi"].as_str().unwrap().starts_with("3.1"));
    for path in [
        "/build",
        "/build/claim",
        "/build/{buildId}",
        "/build/{buildId}/stream",
        "/queue/{queueId}",
        "/estimate",
        "/auth/signup",
        "/auth/login",
        "/builds",
        "/keys",
        "/tenant",
    ] {
        assert!(document["paths"][format!("/api/v1{path}")].is_object(), "{path}");
    }
    let text = document.to_string();
    for reference in text.split("\"#/components/schemas/").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(document["components"]["schemas"][reference].is_object(), "{reference}");
    }
    let page = server.guest().raw("/api/docs").await.text().await.unwrap();
    assert!(page.contains("/api/v1/build/claim"));
}

#[sqlx::test(migrations = false)]
async fn every_answer_has_an_id_and_headers_that_keep_browsers_safe(_: PgPoolOptions, database: PgConnectOptions) {
    let server = TestServer::without_worker(database).await;
    for path in ["/", "/login", "/api/v1/build", "/api/v1/nonsense", "/nonsense", "/healthz"] {
        let response = server.guest().raw(path).await;
        let headers = response.headers();
        assert!(headers.contains_key("x-request-id"), "{path}");
        assert_eq!(headers["x-content-type-options"], "nosniff", "{path}");
        assert!(headers["content-security-policy"].to_str().unwrap().contains("frame-ancestors 'self'"), "{path}");
    }
}
