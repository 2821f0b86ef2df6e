//! The API's own description: `/api/openapi.json`, and a page to read it on.

use std::fmt::Write as _;
use std::sync::Arc;

use axum::Router;
use axum::response::{Html, IntoResponse};
use axum::routing::get;
use utoipa::openapi::OpenApi;

/// The document and its page. Both are made once.
pub fn router<S: Clone + Send + Sync + 'static>(document: &OpenApi) -> Router<S> {
    let mut document = serde_json::to_value(document).unwrap_or_default();
    mention_limits(&mut document);
    let json: Arc<str> = document.to_string().into();
    let page: Arc<str> = page(&document).into();
    Router::new()
        .route(
            "/api/openapi.json",
            get(move || async move { ([("content-type", "application/json")], json.to_string()).into_response() }),
        )
        .route("/api/docs", get(move || async move { Html(page.to_string()) }))
}

/// Every call can be over its limit, so it is said once, here.
fn mention_limits(document: &mut serde_json::Value) {
    let answer = serde_json::json!({
        "description": "Over the rate limit: wait as long as Retry-After says. Every answer has RateLimit-Policy and RateLimit",
        "content": { "application/json": { "schema": { "$ref": "#/components/schemas/ApiErrorBody" } } },
    });
    let paths = document["paths"].as_object_mut().into_iter().flatten();
    for (_, call) in paths.filter_map(|(_, calls)| calls.as_object_mut()).flatten() {
        if let Some(responses) = call["responses"].as_object_mut() {
            responses.insert("429".to_owned(), answer.clone());
        }
    }
}

fn page(document: &serde_json::Value) -> String {
    let mut html = String::from(concat!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Olympus API</title>",
        "<meta name=\"viewport\" content=\"width=device-width\"><link rel=\"stylesheet\" href=\"/pkg/olympus.css\">",
        "<link rel=\"stylesheet\" href=\"/api-docs.css\"></head><body class=\"api-docs\"><main><h1>Olympus API</h1>",
    ));
    let text = |value: &serde_json::Value| escape(value.as_str().unwrap_or_default());
    let _ = write!(html, "<p>{}</p>", text(&document["info"]["description"]));
    html.push_str("<p>The whole contract, for programs: <a href=\"/api/openapi.json\">openapi.json</a>. <a href=\"/\">Back to Olympus</a></p>");
    for (path, calls) in document["paths"].as_object().into_iter().flatten() {
        for (method, call) in calls.as_object().into_iter().flatten() {
            let _ = write!(
                html,
                "<section><h2><code><b>{}</b> {}</code></h2><p>{}</p>",
                method.to_uppercase(),
                escape(path),
                text(&call["summary"]),
            );
            describe_body(&mut html, document, call);
            html.push_str("<dl>");
            for (status, answer) in call["responses"].as_object().into_iter().flatten() {
                let _ = write!(html, "<dt>{status}</dt><dd>{}</dd>", text(&answer["description"]));
            }
            html.push_str("</dl></section>");
        }
    }
    html.push_str("</main></body></html>");
    html
}

fn describe_body(html: &mut String, document: &serde_json::Value, call: &serde_json::Value) {
    let Some(reference) = call["requestBody"]["content"]["application/json"]["schema"]["$ref"].as_str() else { return };
    let name = reference.rsplit('/').next().unwrap_or_default();
    let schema = &document["components"]["schemas"][name];
    html.push_str("<ul>");
    for (field, shape) in schema["properties"].as_object().into_iter().flatten() {
        let about = escape(shape["description"].as_str().unwrap_or_default());
        let _ = write!(html, "<li><code>{}</code> {about}</li>", escape(field));
    }
    html.push_str("</ul>");
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
