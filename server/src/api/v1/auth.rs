//! People: sign up, in, out; who am I; my sessions.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum_extra::extract::CookieJar;
use olympus::accounts::{Accounts, Caller, SessionView};
use olympus::error::{Error, ErrorCode};
use olympus::flags::{Flag, Flags};
use olympus::guests::{Entered, Guests};
use olympus::ids::{BuildId, SessionId, TenantId, UserId};
use olympus::tenants::{Tenants, Workspace};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::api::{Answer, ApiError, ApiErrorBody, JsonBody};
use crate::caller::{SignedInCaller, ThisBrowser, no_session_cookie, session_cookie, session_token};
use crate::router::{IdPath, SecureCookies};

/// A new account.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SignUpBody {
    #[serde(default)]
    email: String,
    #[serde(default)]
    password: String,
    name: Option<String>,
    /// A kept request to claim.
    queue_id: Option<String>,
}

/// Address and password.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SignInBody {
    #[serde(default)]
    email: String,
    #[serde(default)]
    password: String,
    /// A kept request to claim.
    queue_id: Option<String>,
}

/// Who came in.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct EnteredShape {
    user_id: UserId,
    tenant_id: TenantId,
    email: String,
    name: String,
    /// The build that the kept request became.
    #[serde(skip_serializing_if = "Option::is_none")]
    build_id: Option<BuildId>,
    /// Why it did not become one.
    #[serde(skip_serializing_if = "Option::is_none")]
    claim_error: Option<String>,
}

fn answer(status: StatusCode, entered: Entered, secure: bool) -> Response {
    let jar = CookieJar::new().add(session_cookie(secure, &entered.signed_in));
    let Caller { user_id, tenant_id, email, name, .. } = entered.signed_in.caller;
    let claim_error = entered.claim_error.map(|error| error.message);
    let shape = EnteredShape { user_id, tenant_id, email, name, build_id: entered.build, claim_error };
    (status, jar, Answer::new(shape)).into_response()
}

/// Make an account with its workspace; sets the session cookie.
#[utoipa::path(post, path = "/auth/signup", tag = "account", request_body = SignUpBody, responses(
    (status = 201, body = EnteredShape, description = "Signed up and in"),
    (status = 400, description = "Wrong input", body = ApiErrorBody),
    (status = 409, description = "The address has an account", body = ApiErrorBody),
))]
pub async fn sign_up(
    State(accounts): State<Accounts>,
    State(guests): State<Guests>,
    State(flags): State<Flags>,
    State(SecureCookies(secure)): State<SecureCookies>,
    ThisBrowser(browser): ThisBrowser,
    JsonBody(body): JsonBody<SignUpBody>,
) -> Result<Response, ApiError> {
    if !flags.is_on(Flag::SignUp).await {
        return Err(ApiError(Error::new(ErrorCode::NotAllowed, "New accounts are not open here. Ask the operator.")));
    }
    let user = accounts.prepare(&body.email, &body.password, body.name.as_deref()).await?;
    let entered = guests.sign_up(user, body.queue_id.as_deref(), &browser).await?;
    Ok(answer(StatusCode::CREATED, entered, secure))
}

/// Sign in; sets a new session cookie.
#[utoipa::path(post, path = "/auth/login", tag = "account", request_body = SignInBody, responses(
    (status = 200, body = EnteredShape, description = "Signed in"),
    (status = 401, description = "Wrong address or password", body = ApiErrorBody),
    (status = 429, description = "Too many failures", body = ApiErrorBody),
))]
pub async fn sign_in(
    State(accounts): State<Accounts>,
    State(guests): State<Guests>,
    State(SecureCookies(secure)): State<SecureCookies>,
    ThisBrowser(browser): ThisBrowser,
    headers: HeaderMap,
    JsonBody(body): JsonBody<SignInBody>,
) -> Result<Response, ApiError> {
    let entered = guests.sign_in((&body.email, &body.password), body.queue_id.as_deref(), &browser).await?;
    // The session before ends here: a token never survives a sign-in.
    if let Some(token) = session_token(&headers, secure) {
        accounts.sign_out(&token).await?;
    }
    Ok(answer(StatusCode::OK, entered, secure))
}

/// Sign out: the session ends on the server.
#[utoipa::path(post, path = "/auth/logout", tag = "account", responses((status = 200, description = "Signed out", body = serde_json::Value)))]
pub async fn sign_out(
    State(accounts): State<Accounts>,
    State(SecureCookies(secure)): State<SecureCookies>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    if let Some(token) = session_token(&headers, secure) {
        accounts.sign_out(&token).await?;
    }
    Ok((CookieJar::new().add(no_session_cookie(secure)), Answer::new(serde_json::json!({}))).into_response())
}

/// The caller.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Me {
    user_id: UserId,
    email: String,
    name: String,
    workspace: Workspace,
}

/// Who am I, and where.
#[utoipa::path(get, path = "/auth/me", tag = "account", responses(
    (status = 200, body = Me, description = "The caller"),
    (status = 401, description = "Nobody", body = ApiErrorBody),
))]
pub async fn me(
    State(tenants): State<Tenants>,
    SignedInCaller(caller): SignedInCaller,
) -> Result<Answer<Me>, ApiError> {
    let workspace = tenants.workspace(&caller).await?;
    Ok(Answer::new(Me { user_id: caller.user_id, email: caller.email, name: caller.name, workspace }))
}

/// One's signed-in browsers.
#[utoipa::path(get, path = "/auth/sessions", tag = "account", responses((status = 200, body = Vec<SessionView>, description = "Sessions")))]
pub async fn sessions(
    State(accounts): State<Accounts>,
    SignedInCaller(caller): SignedInCaller,
) -> Result<Answer<Vec<SessionView>>, ApiError> {
    Ok(Answer::new(accounts.sessions(&caller).await?))
}

/// End one of them.
#[utoipa::path(delete, path = "/auth/sessions/{sessionId}", tag = "account", params(("sessionId" = SessionId, Path)), responses(
    (status = 200, description = "Ended", body = serde_json::Value),
    (status = 404, description = "Not one's own", body = ApiErrorBody),
))]
pub async fn end_session(
    State(accounts): State<Accounts>,
    SignedInCaller(caller): SignedInCaller,
    IdPath(id): IdPath<SessionId>,
) -> Result<Answer<serde_json::Value>, ApiError> {
    accounts.end_session(&caller, id).await?;
    Ok(Answer::new(serde_json::json!({ "sessionId": id })))
}
