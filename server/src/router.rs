//! Every route, in one place; and the state that handlers take their few services from.

use std::sync::{Arc, OnceLock};

use axum::extract::{DefaultBodyLimit, FromRef, FromRequestParts, Path};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Uri, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum::{Router, middleware};
use leptos::config::LeptosOptions;
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use olympus::accounts::Accounts;
use olympus::billing::Billing;
use olympus::builds::Builds;
use olympus::engines::Engines;
use olympus::error::{Error, ErrorCode};
use olympus::flags::Flags;
use olympus::guests::Guests;
use olympus::ledger::{Ledger, UsageReports};
use olympus::services::Services;
use olympus::tenants::Tenants;
use tokio_util::sync::CancellationToken;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::csrf::{CsrfLayer, ProtectionError};
use tower_http::services::ServeDir;
use tower_http::set_header::SetResponseHeaderLayer;

use crate::api::{self, ApiError};
use crate::setup::{ServeOptions, Switch};
use crate::{caller, headers, limits, operations, pages, preview};

/// Largest body of a request.
const MAX_BODY: usize = 1024 * 1024;

/// What handlers take their parts from.
#[derive(Clone)]
pub struct AppState {
    /// Every service; handlers take one or two by `FromRef`.
    pub services: Services,
    /// Leptos' options.
    pub leptos: LeptosOptions,
    /// Streams end with it.
    pub shutdown: CancellationToken,
    /// People reach us by HTTPS.
    pub secure_cookies: bool,
    /// The nearest proxy's header is believed.
    pub trust_proxy: bool,
    /// Where people reach us, where the operator said so.
    public_url: Option<Arc<str>>,
    /// Whether requests are limited.
    pub rate_limits: Switch,
    /// The operator's token.
    pub operator_token: Option<Arc<str>>,
    site: Arc<std::path::Path>,
    metrics: PrometheusHandle,
}

/// Whether cookies are for HTTPS only.
#[derive(Clone, Copy, Debug)]
pub struct SecureCookies(pub bool);

impl AppState {
    /// State over `services`.
    #[must_use]
    pub fn new(services: Services, options: &ServeOptions, shutdown: CancellationToken) -> Self {
        let site: Arc<str> = options.site.to_string_lossy().into();
        let leptos = LeptosOptions::builder()
            .output_name(Arc::from("olympus"))
            .site_root(site)
            .site_pkg_dir(Arc::from("pkg"))
            .build();
        Self {
            services,
            leptos,
            shutdown,
            secure_cookies: options.public_url.as_deref().is_some_and(|url| url.starts_with("https://")),
            trust_proxy: options.trust_proxy,
            rate_limits: options.rate_limits,
            public_url: options.public_url.as_deref().map(|url| url.trim_end_matches('/').into()),
            operator_token: options.operator_token.as_deref().filter(|token| !token.is_empty()).map(Into::into),
            site: options.site.as_path().into(),
            metrics: metrics_handle(),
        }
    }

    /// The whole address of a page of ours: where the operator did not say it, by what the browser asked for.
    #[must_use]
    pub fn address(&self, headers: &HeaderMap, path: &str) -> String {
        if let Some(url) = &self.public_url {
            return format!("{url}{path}");
        }
        let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or("localhost");
        format!("http://{host}{path}")
    }
}

/// One recorder a process, however many servers a test starts in it.
fn metrics_handle() -> PrometheusHandle {
    static HANDLE: OnceLock<PrometheusHandle> = OnceLock::new();
    HANDLE
        .get_or_init(|| {
            let recorder = PrometheusBuilder::new().build_recorder();
            let handle = recorder.handle();
            if metrics::set_global_recorder(recorder).is_err() {
                tracing::warn!("another recorder of metrics is installed; /metrics stays empty");
            }
            handle
        })
        .clone()
}

macro_rules! parts {
    ($($part:ty = $field:ident;)+) => {
        $(impl FromRef<AppState> for $part {
            fn from_ref(state: &AppState) -> Self {
                state.services.$field.clone()
            }
        })+
    };
}

parts! {
    Accounts = accounts;
    Tenants = tenants;
    Builds = builds;
    Billing = billing;
    Engines = engines;
    Guests = guests;
    Flags = flags;
    Ledger = ledger;
    UsageReports = usage;
}

impl FromRef<AppState> for LeptosOptions {
    fn from_ref(state: &AppState) -> Self {
        state.leptos.clone()
    }
}

impl FromRef<AppState> for CancellationToken {
    fn from_ref(state: &AppState) -> Self {
        state.shutdown.clone()
    }
}

impl FromRef<AppState> for PrometheusHandle {
    fn from_ref(state: &AppState) -> Self {
        state.metrics.clone()
    }
}

impl FromRef<AppState> for SecureCookies {
    fn from_ref(state: &AppState) -> Self {
        Self(state.secure_cookies)
    }
}

/// An id in the path; one that is none is a 404, like an id that leads nowhere.
#[derive(Debug)]
pub struct IdPath<T>(pub T);

impl<S: Send + Sync, T: std::str::FromStr> FromRequestParts<S> for IdPath<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let missing = || ApiError(Error::not_found("id"));
        let Path(text) = Path::<String>::from_request_parts(parts, state).await.map_err(|_| missing())?;
        text.parse().map(Self).map_err(|_| missing())
    }
}

/// The whole of HTTP.
pub fn router(state: AppState) -> Router {
    let (api, document) = api::v1::router().split_for_parts();
    let csrf = CsrfLayer::new().with_rejection_response(|_: ProtectionError| {
        let message = "This request came from another site. Open Olympus itself and try again.";
        ApiError(Error::new(ErrorCode::NotAllowed, message)).into_response()
    });
    Router::new()
        .merge(api)
        .merge(api::docs::router(&document))
        .merge(pages::router())
        .route("/healthz", get(operations::healthz))
        .route("/readyz", get(operations::readyz))
        .route("/metrics", get(operations::metrics))
        .route(
            "/api/{*rest}",
            get(no_such_call).post(no_such_call).put(no_such_call).patch(no_such_call).delete(no_such_call),
        )
        .method_not_allowed_fallback(wrong_method)
        .layer(middleware::from_fn_with_state(state.clone(), limits::limit))
        .layer(middleware::from_fn_with_state(state.clone(), caller::identify))
        .layer(csrf)
        .route("/preview/{capability}/{*path}", get(preview::show))
        // Signed by its sender, who has neither session nor origin.
        .route("/api/v1/billing/webhook", post(api::v1::billing::webhook))
        .merge(site(&state))
        .layer(middleware::from_fn(headers::security))
        .layer(DefaultBodyLimit::max(MAX_BODY))
        .layer(CatchPanicLayer::custom(|_: Box<dyn std::any::Any + Send>| {
            ApiError(Error::internal("a handler panicked")).into_response()
        }))
        .layer(CompressionLayer::new())
        .layer(middleware::from_fn(headers::request_id))
        .with_state(state)
}

/// A slash too many leads to the call itself, with the same method and body.
async fn no_such_call(uri: Uri) -> Response {
    let path = uri.path().trim_end_matches('/');
    if path != uri.path() && path.starts_with("/api/v1/") && !path.contains("//") {
        let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
        return Redirect::permanent(&format!("{path}{query}")).into_response();
    }
    ApiError(Error::new(ErrorCode::NotFound, "There is no such call. The list is at /api/docs.")).into_response()
}

async fn wrong_method() -> ApiError {
    let message = "This call does not take that method. The list is at /api/docs.";
    ApiError(Error { status: Some(405), ..Error::new(ErrorCode::InvalidInput, message) })
}

/// What is served as it is. Scripts and styles keep their names, so browsers ask each time whether they changed;
/// fonts never change.
fn site(state: &AppState) -> Router<AppState> {
    let folder = |name: &str| ServeDir::new(state.site.join(name)).precompressed_br().precompressed_gzip();
    let cache = |value| SetResponseHeaderLayer::if_not_present(header::CACHE_CONTROL, HeaderValue::from_static(value));
    Router::new()
        .nest_service("/pkg", folder("pkg"))
        .layer(cache("no-cache"))
        .merge(
            Router::new().nest_service("/fonts", folder("fonts")).layer(cache("public, max-age=31536000, immutable")),
        )
        .merge(public_files(state))
}

/// Each file of `public/` at its own address.
fn public_files(state: &AppState) -> Router<AppState> {
    let mut router = Router::new();
    let entries = std::fs::read_dir(&*state.site).into_iter().flatten().flatten();
    for entry in entries.filter(|entry| entry.path().is_file()) {
        if let Some(name) = entry.file_name().to_str() {
            router = router.route_service(&format!("/{name}"), tower_http::services::ServeFile::new(entry.path()));
        }
    }
    router
}
