//! API keys: how programs sign in.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use olympus::accounts::{Accounts, ApiKey};
use olympus::ids::ApiKeyId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::api::{Answer, ApiError, ApiErrorBody, JsonBody};
use crate::caller::SignedInCaller;
use crate::router::IdPath;

/// A new key.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct KeyBody {
    /// What it is for.
    #[serde(default)]
    name: String,
    /// Days until it expires; none means never.
    expires_in_days: Option<u16>,
}

/// A key with its secret, which is never shown again.
#[derive(Debug, Serialize, ToSchema)]
pub struct CreatedKey {
    #[serde(flatten)]
    key: ApiKey,
    secret: String,
}

/// The workspace's living keys.
#[utoipa::path(get, path = "/keys", tag = "account", responses((status = 200, body = Vec<ApiKey>, description = "Keys")))]
pub async fn list(
    State(accounts): State<Accounts>,
    SignedInCaller(caller): SignedInCaller,
) -> Result<Answer<Vec<ApiKey>>, ApiError> {
    Ok(Answer::new(accounts.api_keys(&caller).await?))
}

/// Make a key. Its secret is in this answer and nowhere else.
#[utoipa::path(post, path = "/keys", tag = "account", request_body = KeyBody, responses(
    (status = 201, body = CreatedKey, description = "The key"),
    (status = 403, description = "A key cannot make keys", body = ApiErrorBody),
))]
pub async fn create(
    State(accounts): State<Accounts>,
    SignedInCaller(caller): SignedInCaller,
    JsonBody(body): JsonBody<KeyBody>,
) -> Result<Response, ApiError> {
    let made = accounts.create_api_key(&caller, &body.name, body.expires_in_days).await?;
    Ok((StatusCode::CREATED, Answer::new(CreatedKey { key: made.key, secret: made.secret })).into_response())
}

/// Revoke a key, at once.
#[utoipa::path(delete, path = "/keys/{keyId}", tag = "account", params(("keyId" = ApiKeyId, Path)), responses(
    (status = 200, description = "Revoked", body = serde_json::Value),
    (status = 404, description = "No such key", body = ApiErrorBody),
))]
pub async fn revoke(
    State(accounts): State<Accounts>,
    SignedInCaller(caller): SignedInCaller,
    IdPath(id): IdPath<ApiKeyId>,
) -> Result<Answer<serde_json::Value>, ApiError> {
    accounts.revoke_api_key(&caller, id).await?;
    Ok(Answer::new(serde_json::json!({ "keyId": id })))
}
