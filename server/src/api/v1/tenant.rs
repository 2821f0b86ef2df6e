//! The caller's workspace, and the plans.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use olympus::plans::{Tier, limits};
use olympus::tenants::{Industry, Tenants, Workspace};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::api::{Answer, ApiError, ApiErrorBody, JsonBody};
use crate::caller::SignedInCaller;

/// The caller's workspace, with its preset.
#[utoipa::path(get, path = "/tenant", tag = "tenant", responses((status = 200, body = Workspace, description = "The workspace")))]
pub async fn show(
    State(tenants): State<Tenants>,
    SignedInCaller(caller): SignedInCaller,
) -> Result<Answer<Workspace>, ApiError> {
    Ok(Answer::new(tenants.workspace(&caller).await?))
}

/// What to change.
#[derive(Debug, Deserialize, ToSchema)]
pub struct TenantBody {
    name: Option<String>,
    /// Its line of work; the preset follows.
    #[schema(value_type = Option<Industry>)]
    industry: Option<String>,
}

/// Change name or line of work.
#[utoipa::path(patch, path = "/tenant", tag = "tenant", request_body = TenantBody, responses(
    (status = 200, body = Workspace, description = "As it is now"),
    (status = 403, description = "Owners and admins only", body = ApiErrorBody),
))]
pub async fn change(
    State(tenants): State<Tenants>,
    SignedInCaller(caller): SignedInCaller,
    JsonBody(body): JsonBody<TenantBody>,
) -> Result<Answer<Workspace>, ApiError> {
    let industry = body.industry.map(|industry| industry.parse()).transpose()?;
    Ok(Answer::new(tenants.change(&caller, body.name.as_deref(), industry).await?))
}

/// What each tier allows.
#[utoipa::path(get, path = "/plans", tag = "tenant", responses((status = 200, description = "The table of tiers", body = serde_json::Value)))]
pub async fn plans() -> Response {
    let rows: Vec<_> =
        Tier::ALL.iter().map(|tier| serde_json::json!({ "tier": tier, "limits": limits(*tier) })).collect();
    Answer::new(rows).into_response()
}
