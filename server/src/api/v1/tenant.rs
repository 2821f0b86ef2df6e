//! The caller's workspace, and the plans.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use olympus::plans::{Limits, Tier, limits};
use olympus::tenants::{Industry, Tenants, Workspace};
use serde::{Deserialize, Serialize};
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

/// The plan to change to.
#[derive(Debug, Deserialize, ToSchema)]
pub struct PlanBody {
    tier: String,
}

/// The plan as it is now.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PlanChanged {
    tier: Tier,
    #[schema(value_type = serde_json::Value)]
    limits: Limits,
    effective_at: chrono::DateTime<chrono::Utc>,
    /// `none`: nothing is charged.
    payment: &'static str,
}

/// Change the workspace's plan. No billing provider is configured here, so nothing is charged and it holds at once.
#[utoipa::path(post, path = "/tenant/plan", tag = "tenant", request_body = PlanBody, responses(
    (status = 200, body = PlanChanged, description = "As it is now"),
    (status = 400, description = "No such plan", body = ApiErrorBody),
    (status = 403, description = "Owners only", body = ApiErrorBody),
))]
pub async fn change_plan(
    State(tenants): State<Tenants>,
    SignedInCaller(caller): SignedInCaller,
    JsonBody(body): JsonBody<PlanBody>,
) -> Result<Answer<PlanChanged>, ApiError> {
    let tier: Tier = body.tier.parse()?;
    let effective_at = tenants.change_plan(&caller, tier).await?;
    Ok(Answer::new(PlanChanged { tier, limits: limits(tier), effective_at, payment: "none" }))
}
