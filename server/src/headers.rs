//! Headers that every answer has: the request's id, and what keeps browsers safe.

use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;
use tracing::Instrument;
use uuid::Uuid;

tokio::task_local! {
    static REQUEST_ID: String;
}

/// The id of the request that this task answers; nothing outside of one.
#[must_use]
pub fn current_request_id() -> String {
    REQUEST_ID.try_with(Clone::clone).unwrap_or_default()
}

/// Gives the request an id, which is also in the log and in the answer, and counts it.
pub async fn request_id(request: Request, next: Next) -> Response {
    let id = Uuid::now_v7().to_string();
    let started = std::time::Instant::now();
    let (method, path) = (request.method().clone(), without_secrets(request.uri().path()));
    let span = tracing::info_span!("request", id);
    let mut response = REQUEST_ID.scope(id.clone(), next.run(request).instrument(span.clone())).await;
    let status = response.status();
    span.in_scope(
        || tracing::debug!(%method, path, status = status.as_u16(), ms = started.elapsed().as_millis(), "answered"),
    );
    metrics::counter!("http_requests_total", "method" => method.to_string(), "status" => status.as_u16().to_string())
        .increment(1);
    metrics::histogram!("http_request_seconds").record(started.elapsed().as_secs_f64());
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(HeaderName::from_static("x-request-id"), value);
    }
    response
}

/// Links and previews carry secrets in their paths; the log keeps the path without them.
fn without_secrets(path: &str) -> String {
    for prefix in ["/preview/", "/queue/", "/api/v1/queue/", "/shared/", "/api/v1/shared/"] {
        if path.starts_with(prefix) {
            return format!("{prefix}…");
        }
    }
    path.to_owned()
}

/// What keeps browsers safe, wherever a handler has not said otherwise. The policy for scripts stands in the page
/// itself, with its nonce; here is what only a header can say.
pub async fn security(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let defaults = [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
        (
            header::CONTENT_SECURITY_POLICY,
            "frame-ancestors 'self'; base-uri 'self'; object-src 'none'; form-action 'self'",
        ),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("permissions-policy"), "camera=(), microphone=(), geolocation=(), payment=()"),
    ];
    for (name, value) in defaults {
        response.headers_mut().entry(name).or_insert(HeaderValue::from_static(value));
    }
    response
}
