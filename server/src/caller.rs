//! Who is calling: a middleware that reads the session cookie or the API key once, and extractors for handlers. A
//! credential that is unknown is an error, never a guest.

use std::net::{IpAddr, SocketAddr};

use axum::extract::{ConnectInfo, FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use olympus::accounts::{Browser, Caller, SignedIn};
use olympus::error::{Error, ErrorCode};

use crate::api::ApiError;
use crate::router::AppState;

/// The caller of this request, if any; put there by [`identify`].
#[derive(Clone, Debug)]
pub struct MaybeCaller(pub Option<Caller>);

/// A caller, or 401.
#[derive(Clone, Debug)]
pub struct SignedInCaller(pub Caller);

/// Address and name of the browser.
#[derive(Clone, Debug)]
pub struct ThisBrowser(pub Browser);

/// Name of the session cookie. With HTTPS it has the `__Host-` prefix, which no other host can set.
#[must_use]
pub fn cookie_name(secure: bool) -> &'static str {
    if secure { "__Host-olympus_session" } else { "olympus_session" }
}

/// The cookie of a new session.
#[must_use]
pub fn session_cookie(secure: bool, signed_in: &SignedIn) -> Cookie<'static> {
    Cookie::build((cookie_name(secure), signed_in.token.clone()))
        .path("/")
        .http_only(true)
        .secure(secure)
        .same_site(SameSite::Lax)
        .max_age(time::Duration::seconds(signed_in.max_age.num_seconds()))
        .build()
}

/// Removes the session cookie.
#[must_use]
pub fn no_session_cookie(secure: bool) -> Cookie<'static> {
    Cookie::build((cookie_name(secure), "")).path("/").secure(secure).http_only(true).removal().build()
}

/// Reads the credential and puts the caller into the request. On API paths an unknown credential is 401; on pages an
/// old cookie is a guest, whose next sign-in replaces it.
pub async fn identify(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let caller = match credential(request.headers(), state.secure_cookies) {
        Some(Credential::ApiKey(secret)) => match state.services.accounts.caller_by_api_key(&secret).await {
            Ok(Some(caller)) => Some(caller),
            Ok(None) => {
                return ApiError(unknown_credential("This API key is not known or was revoked.")).into_response();
            }
            Err(error) => return ApiError(error).into_response(),
        },
        Some(Credential::Session(token)) => match state.services.accounts.caller_by_session(&token).await {
            Ok(Some(caller)) => Some(caller),
            Ok(None) if request.uri().path().starts_with("/api/v1/") && !is_way_in(request.uri().path()) => {
                return ApiError(unknown_credential("Your session has ended. Sign in again.")).into_response();
            }
            Ok(None) => None,
            Err(error) => return ApiError(error).into_response(),
        },
        Some(Credential::Malformed) => {
            return ApiError(unknown_credential("The Authorization header must be `Bearer oly_…`.")).into_response();
        }
        None => None,
    };
    request.extensions_mut().insert(MaybeCaller(caller));
    next.run(request).await
}

/// Signing in must work with a cookie of an ended session.
fn is_way_in(path: &str) -> bool {
    matches!(path, "/api/v1/auth/login" | "/api/v1/auth/signup" | "/api/v1/auth/logout")
}

enum Credential {
    ApiKey(String),
    Session(String),
    Malformed,
}

fn credential(headers: &HeaderMap, secure: bool) -> Option<Credential> {
    if let Some(value) = headers.get(header::AUTHORIZATION) {
        let key = value.to_str().ok().and_then(|value| value.strip_prefix("Bearer ")).map(str::trim);
        return Some(key.map_or(Credential::Malformed, |key| Credential::ApiKey(key.to_owned())));
    }
    session_token(headers, secure).map(Credential::Session)
}

/// The token in the session cookie.
#[must_use]
pub fn session_token(headers: &HeaderMap, secure: bool) -> Option<String> {
    CookieJar::from_headers(headers).get(cookie_name(secure)).map(|cookie| cookie.value().to_owned())
}

fn unknown_credential(message: &str) -> Error {
    Error::new(ErrorCode::BadCredential, message)
}

impl<S: Send + Sync> FromRequestParts<S> for MaybeCaller {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        Ok(parts.extensions.get::<Self>().cloned().unwrap_or(Self(None)))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for SignedInCaller {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let MaybeCaller(caller) = MaybeCaller::from_request_parts(parts, state).await?;
        caller.map(Self).ok_or_else(|| ApiError(Error::authentication_required()))
    }
}

impl FromRequestParts<AppState> for ThisBrowser {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        let user_agent =
            parts.headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        let forwarded = state.trust_proxy.then(|| forwarded_for(&parts.headers)).flatten();
        let ip = forwarded.or(peer).map(|ip| ip.to_string()).unwrap_or_default();
        Ok(Self(Browser { ip, user_agent }))
    }
}

/// The address that the nearest proxy saw.
fn forwarded_for(headers: &HeaderMap) -> Option<IpAddr> {
    headers.get("x-forwarded-for")?.to_str().ok()?.rsplit(',').next()?.trim().parse().ok()
}
