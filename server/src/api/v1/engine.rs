//! The engine of the caller's workspace: show, choose, go back to the installation's.

use axum::extract::State;
use olympus::engines::{EngineChange, EngineName, EngineSettings, Engines, Key, KeyChange, Models};
use serde::{Deserialize, Deserializer};
use utoipa::ToSchema;

use crate::api::{Answer, ApiError, ApiErrorBody, JsonBody};
use crate::caller::SignedInCaller;

/// The engine that works for the caller's workspace.
#[utoipa::path(get, path = "/tenant/engine", tag = "tenant", responses(
    (status = 200, body = EngineSettings, description = "The engine, without its key"),
    (status = 403, description = "Owners and admins only", body = ApiErrorBody),
))]
pub async fn show(
    State(engines): State<Engines>,
    SignedInCaller(caller): SignedInCaller,
) -> Result<Answer<EngineSettings>, ApiError> {
    Ok(Answer::new(engines.settings(&caller).await?))
}

/// Which engine is to work.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct EngineBody {
    engine: EngineName,
    /// Where its models are reached; without it, the provider's own address. Public and `https`.
    url: Option<String>,
    /// The provider's key. Left out: it stays. `null`: it goes.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>)]
    key: Option<Option<String>>,
    /// The models for light, standard and deep work, with their prices.
    models: Option<Models>,
    /// Whether the built-in engine takes over where a model fails.
    #[serde(default = "yes")]
    safety_net: bool,
}

/// A field that is there, even as `null`, is told from one that is not.
fn present<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Option<String>>, D::Error> {
    Option::<String>::deserialize(deserializer).map(Some)
}

fn yes() -> bool {
    true
}

impl From<EngineBody> for EngineChange {
    fn from(body: EngineBody) -> Self {
        let key = match body.key {
            None => KeyChange::Keep,
            Some(None) => KeyChange::Remove,
            Some(Some(text)) if text.trim().is_empty() => KeyChange::Keep,
            Some(Some(text)) => KeyChange::Replace(Key::new(&text)),
        };
        Self { engine: body.engine, url: body.url, key, models: body.models, safety_net: body.safety_net }
    }
}

/// Choose the engine that works for the workspace.
#[utoipa::path(put, path = "/tenant/engine", tag = "tenant", request_body = EngineBody, responses(
    (status = 200, body = EngineSettings, description = "As it is now, without the key"),
    (status = 400, description = "`details.field` names what is wrong", body = ApiErrorBody),
    (status = 403, description = "Owners and admins only", body = ApiErrorBody),
))]
pub async fn save(
    State(engines): State<Engines>,
    SignedInCaller(caller): SignedInCaller,
    JsonBody(body): JsonBody<EngineBody>,
) -> Result<Answer<EngineSettings>, ApiError> {
    Ok(Answer::new(engines.save(&caller, body.into()).await?))
}

/// Go back to the installation's engine, and forget the key.
#[utoipa::path(delete, path = "/tenant/engine", tag = "tenant", responses(
    (status = 200, body = EngineSettings, description = "The installation's engine"),
    (status = 403, description = "Owners and admins only", body = ApiErrorBody),
))]
pub async fn remove(
    State(engines): State<Engines>,
    SignedInCaller(caller): SignedInCaller,
) -> Result<Answer<EngineSettings>, ApiError> {
    Ok(Answer::new(engines.remove(&caller).await?))
}
