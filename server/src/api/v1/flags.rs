//! Feature flags, for the operator: a bearer token from the configuration, compared in constant time.

use axum::extract::{FromRequestParts, State};
use axum::http::header;
use axum::http::request::Parts;
use olympus::error::{Error, ErrorCode};
use olympus::flags::{Flag, Flags};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::api::{Answer, ApiError, ApiErrorBody, JsonBody};
use crate::router::AppState;

/// The operator, by header `X-Operator-Token`.
#[derive(Debug)]
pub struct Operator;

impl FromRequestParts<AppState> for Operator {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        use subtle::ConstantTimeEq;

        let refused = Error::new(ErrorCode::NotAllowed, "Only the operator may do this, with OLYMPUS_OPERATOR_TOKEN.");
        let Some(expected) = state.operator_token.as_deref() else { return Err(ApiError(refused)) };
        let given = parts.headers.get("x-operator-token").map(header::HeaderValue::as_bytes).unwrap_or_default();
        if bool::from(given.ct_eq(expected.as_bytes())) { Ok(Self) } else { Err(ApiError(refused)) }
    }
}

/// A flag and its state.
#[derive(Debug, Serialize, ToSchema)]
pub struct FlagState {
    flag: Flag,
    enabled: bool,
}

async fn all(flags: &Flags) -> Answer<Vec<FlagState>> {
    Answer::new(flags.all().await.into_iter().map(|(flag, enabled)| FlagState { flag, enabled }).collect())
}

/// Every flag.
#[utoipa::path(get, path = "/flags", tag = "operator", responses(
    (status = 200, body = Vec<FlagState>, description = "Flags"),
    (status = 403, description = "Not the operator", body = ApiErrorBody),
))]
pub async fn list(State(flags): State<Flags>, _operator: Operator) -> Answer<Vec<FlagState>> {
    all(&flags).await
}

/// What to switch.
#[derive(Debug, Deserialize, ToSchema)]
pub struct FlagBody {
    #[schema(value_type = Flag)]
    flag: String,
    enabled: bool,
}

/// Switch a flag in every process, without a restart.
#[utoipa::path(put, path = "/flags", tag = "operator", request_body = FlagBody, responses(
    (status = 200, body = Vec<FlagState>, description = "Flags as they are now"),
    (status = 403, description = "Not the operator", body = ApiErrorBody),
))]
pub async fn set(
    State(flags): State<Flags>,
    _operator: Operator,
    JsonBody(body): JsonBody<FlagBody>,
) -> Result<Answer<Vec<FlagState>>, ApiError> {
    flags.set(body.flag.parse()?, body.enabled, "operator").await?;
    Ok(all(&flags).await)
}
