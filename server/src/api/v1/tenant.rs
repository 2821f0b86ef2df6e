//! The caller's workspace, and the plans.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use olympus::billing::Payment;
use olympus::plans::{Limits, Tier, limits};
use olympus::tenants::{Industry, Tenants, Workspace};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::api::{Answer, ApiError, ApiErrorBody, JsonBody};
use crate::caller::SignedInCaller;
use crate::router::AppState;

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

/// What becomes of the wish.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PlanChanged {
    /// The plan that was asked for.
    tier: Tier,
    #[schema(value_type = serde_json::Value)]
    limits: Limits,
    /// When it holds; nothing: as soon as it is paid.
    effective_at: Option<chrono::DateTime<chrono::Utc>>,
    payment: Payment,
    /// Where to pay it first.
    #[serde(skip_serializing_if = "Option::is_none")]
    checkout_url: Option<String>,
}

/// Change the workspace's plan. Without a billing provider it holds at once and nothing is charged. With one, more holds
/// as soon as it is paid and less when what is paid is used up; the plan that holds takes a planned change back.
#[utoipa::path(post, path = "/tenant/plan", tag = "tenant", request_body = PlanBody, responses(
    (status = 200, body = PlanChanged, description = "When it holds, and whether it is to be paid first"),
    (status = 400, description = "No such plan, or not one to buy", body = ApiErrorBody),
    (status = 402, description = "The payment was refused", body = ApiErrorBody),
    (status = 403, description = "Owners only", body = ApiErrorBody),
    (status = 502, description = "The billing provider did not answer", body = ApiErrorBody),
))]
pub async fn change_plan(
    State(state): State<AppState>,
    SignedInCaller(caller): SignedInCaller,
    headers: HeaderMap,
    JsonBody(body): JsonBody<PlanBody>,
) -> Result<Answer<PlanChanged>, ApiError> {
    let tier: Tier = body.tier.parse()?;
    let change = state.services.billing.change_plan(&caller, tier, &state.address(&headers, "/plans")).await?;
    Ok(Answer::new(PlanChanged {
        tier: change.tier,
        limits: limits(change.tier),
        effective_at: change.effective_at,
        payment: change.payment,
        checkout_url: change.checkout_url,
    }))
}
