//! Made applications in their frame. The address is a capability; the answer's policy gives the document an opaque
//! origin, so that it reaches no cookie, storage or API of ours, and no other host.

use axum::extract::{Path, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use olympus::builds::Builds;

use crate::api::ApiError;

/// `sandbox` without `allow-same-origin` is what makes the origin opaque, also where the address is opened in a tab.
const POLICY: &str = "sandbox allow-scripts allow-forms allow-modals allow-downloads; default-src 'none'; \
                      script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; \
                      font-src 'self' data:; connect-src 'none'; form-action 'none'; base-uri 'none'; \
                      frame-ancestors 'self'";

/// Modules of an opaque origin are fetched across origins; the capability is the permission, not a cookie. It stands on
/// refusals too: without it the browser would tell of a forbidden origin instead of a missing file.
const ANY_ORIGIN: [(HeaderName, HeaderValue); 2] = [
    (header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*")),
    (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("cross-origin")),
];

/// One file of a made application; 404 for a wrong or lapsed capability, and for a file that is not there.
pub async fn show(State(builds): State<Builds>, Path((capability, path)): Path<(String, String)>) -> Response {
    (ANY_ORIGIN, file(&builds, &capability, &path).await).into_response()
}

async fn file(builds: &Builds, capability: &str, path: &str) -> Result<Response, ApiError> {
    let file = builds.preview_file(capability, path).await?;
    let headers = [
        (header::CONTENT_TYPE, content_type(&file.path).to_owned()),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
        (header::CONTENT_SECURITY_POLICY, POLICY.to_owned()),
        (header::REFERRER_POLICY, "no-referrer".to_owned()),
        (header::CACHE_CONTROL, "private, no-cache".to_owned()),
        (header::ETAG, format!("\"{}\"", file.sha256)),
        // Browsers refuse a sandboxed page of its own that asks for more.
        (HeaderName::from_static("cross-origin-opener-policy"), "unsafe-none".to_owned()),
    ];
    Ok((headers, file.bytes).into_response())
}

fn content_type(path: &str) -> &'static str {
    match path.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("json" | "webmanifest") => "application/json",
        Some("svg") => "image/svg+xml",
        _ => "text/plain; charset=utf-8",
    }
}
