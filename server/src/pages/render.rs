//! Rendering a page, with everything that pages expect as context.

use app::{CurrentCaller, FormState, Refused, SiteOrigin, Theme, shell};
use axum::body::Body;
use axum::extract::State;
use axum::http::header::HOST;
use axum::http::request::Parts;
use axum::http::{Method, Request, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use axum_extra::extract::CookieJar;
use leptos::prelude::{provide_context, use_context};
use olympus::error::Error;

use crate::api::ApiError;
use crate::caller::MaybeCaller;
use crate::router::AppState;

/// A page, by the request's path.
pub async fn page(State(state): State<AppState>, request: Request<Body>) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    }
    render(&state, request).await
}

/// A call from an island.
pub async fn server_function(State(state): State<AppState>, request: Request<Body>) -> Response {
    leptos_axum::handle_server_fns_with_context(context(&state), request).await.into_response()
}

/// The page at `address` again, after its form was sent: with what was typed and what is wrong.
pub async fn again(state: &AppState, parts: &Parts, address: &str, form: FormState) -> Response {
    let Ok(uri) = address.parse::<Uri>() else {
        return ApiError(Error::not_found("page")).into_response();
    };
    let status =
        form.error.as_ref().and_then(|error| StatusCode::from_u16(error.http_status()).ok()).unwrap_or(StatusCode::OK);
    let mut request = Request::new(Body::empty());
    *request.uri_mut() = uri;
    *request.headers_mut() = parts.headers.clone();
    *request.extensions_mut() = parts.extensions.clone();
    request.extensions_mut().insert(form);
    let mut response = render(state, request).await;
    *response.status_mut() = status;
    response
}

/// A page that says why none is shown now.
pub async fn refused(state: &AppState, mut request: Request<Body>, error: Error) -> Response {
    request.extensions_mut().insert(Refused(error));
    render(state, request).await
}

async fn render(state: &AppState, request: Request<Body>) -> Response {
    let options = state.leptos.clone();
    let handler = leptos_axum::render_app_async_with_context(context(state), move || shell(options.clone()));
    let mut response = handler(request).await;
    response.headers_mut().entry("cache-control").or_insert(axum::http::HeaderValue::from_static("private, no-store"));
    response
}

fn context(state: &AppState) -> impl Fn() + Clone + Send + Sync + 'static {
    let services = state.services.clone();
    let scheme = if state.secure_cookies { "https" } else { "http" };
    move || {
        if let Some(parts) = use_context::<Parts>() {
            let caller = parts.extensions.get::<MaybeCaller>().cloned().and_then(|caller| caller.0);
            provide_context(CurrentCaller(caller));
            provide_context(SiteOrigin::of(scheme, parts.headers.get(HOST).and_then(|host| host.to_str().ok())));
            let jar = CookieJar::from_headers(&parts.headers);
            provide_context(Theme::from_cookie(jar.get("theme").map(|cookie| cookie.value())));
            provide_context(parts.extensions.get::<FormState>().cloned().unwrap_or_default());
            if let Some(refused) = parts.extensions.get::<Refused>() {
                provide_context(refused.clone());
            }
        }
        provide_context(services.builds.clone());
        provide_context(services.guests.clone());
        provide_context(services.tenants.clone());
        provide_context(services.billing.clone());
        provide_context(services.accounts.clone());
        provide_context(services.flags.clone());
        provide_context(services.engines.clone());
        provide_context(services.ledger.clone());
        provide_context(services.usage.clone());
    }
}
