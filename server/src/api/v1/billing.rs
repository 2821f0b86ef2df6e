//! How a workspace stands with whoever takes the money, and what that provider tells.

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use olympus::billing::{Billing, Standing};
use olympus::ids::TenantId;
use olympus::plans::Tier;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::flags::Operator;
use crate::api::{Answer, ApiError, ApiErrorBody, JsonBody};
use crate::caller::SignedInCaller;
use crate::router::{AppState, IdPath};

/// Plan, subscription and what is used of it.
#[utoipa::path(get, path = "/billing", tag = "tenant", responses((status = 200, body = Standing, description = "As it stands")))]
pub async fn show(
    State(billing): State<Billing>,
    SignedInCaller(caller): SignedInCaller,
) -> Result<Answer<Standing>, ApiError> {
    Ok(Answer::new(billing.standing(&caller).await?))
}

/// A page of the provider's.
#[derive(Debug, Serialize, ToSchema)]
pub struct PortalPage {
    /// Open it in a browser soon: it is for this visit alone.
    url: String,
}

/// Where an owner sees cards, invoices and the subscription.
#[utoipa::path(post, path = "/billing/portal", tag = "tenant", responses(
    (status = 200, body = PortalPage, description = "A page for this visit"),
    (status = 403, description = "Owners only", body = ApiErrorBody),
    (status = 404, description = "Nothing was paid yet, or nothing is charged here", body = ApiErrorBody),
))]
pub async fn portal(
    State(state): State<AppState>,
    SignedInCaller(caller): SignedInCaller,
    headers: HeaderMap,
) -> Result<Answer<PortalPage>, ApiError> {
    let url = state.services.billing.portal(&caller, &state.address(&headers, "/plans")).await?;
    Ok(Answer::new(PortalPage { url }))
}

/// The plan of a contract.
#[derive(Debug, Deserialize, ToSchema)]
pub struct ContractBody {
    tier: String,
}

/// What holds now.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Contract {
    tenant_id: TenantId,
    tier: Tier,
}

/// Set a workspace's plan as a contract says: Enterprise, which nobody buys on the page, or back from it.
#[utoipa::path(put, path = "/billing/contracts/{tenantId}", tag = "operator", request_body = ContractBody,
    params(("tenantId" = String, Path, description = "The workspace")), responses(
    (status = 200, body = Contract, description = "As it is now"),
    (status = 403, description = "Not the operator", body = ApiErrorBody),
    (status = 404, description = "No such workspace", body = ApiErrorBody),
))]
pub async fn set_contract(
    State(billing): State<Billing>,
    _operator: Operator,
    IdPath(tenant_id): IdPath<TenantId>,
    JsonBody(body): JsonBody<ContractBody>,
) -> Result<Answer<Contract>, ApiError> {
    let tier: Tier = body.tier.parse()?;
    billing.set_by_contract(tenant_id, tier).await?;
    Ok(Answer::new(Contract { tenant_id, tier }))
}

/// What the billing provider tells. The body is taken as it came: the signature is over each byte of it.
pub async fn webhook(State(billing): State<Billing>, headers: HeaderMap, body: Bytes) -> Result<StatusCode, ApiError> {
    let signature = headers.get("Stripe-Signature").and_then(|value| value.to_str().ok());
    let received = billing.receive(&body, signature).await?;
    tracing::info!(?received, "the billing provider told something");
    Ok(StatusCode::OK)
}
