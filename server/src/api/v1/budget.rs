//! The month's budget of the caller's workspace: show, set.

use axum::extract::State;
use olympus::builds::Builds;
use olympus::error::Error;
use olympus::ledger::{Budget, BudgetAction, BudgetState, Ledger};
use olympus::money::Usd;
use serde::{Deserialize, Deserializer};
use utoipa::ToSchema;

use crate::api::{Answer, ApiError, ApiErrorBody, JsonBody};
use crate::caller::SignedInCaller;

/// The budget, what is used and held of it, and what was told.
#[utoipa::path(get, path = "/budget", tag = "usage", responses(
    (status = 200, body = BudgetState, description = "The budget of this month"),
))]
pub async fn show(
    State(ledger): State<Ledger>,
    SignedInCaller(caller): SignedInCaller,
) -> Result<Answer<BudgetState>, ApiError> {
    Ok(Answer::new(ledger.budget(&caller).await?))
}

/// The budget that is to hold.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BudgetBody {
    /// Dollars a calendar month, more than 0 and at most 1,000,000 with at most 4 decimals, as a number or a decimal string.
    /// `null`: no budget.
    #[serde(deserialize_with = "amount")]
    #[schema(value_type = Option<Usd>)]
    monthly_usd: Option<Usd>,
    /// What happens when it is used. May be left out only with `monthlyUsd: null`.
    action: Option<BudgetAction>,
}

/// Its own reader, so that an amount which is left out is missing and not `null`, and one which is none is told in words.
fn amount<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Usd>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Amount {
        Of(Usd),
        None(()),
    }
    match Amount::deserialize(deserializer) {
        Ok(Amount::Of(usd)) => Ok(Some(usd)),
        Ok(Amount::None(())) => Ok(None),
        Err(_) => Err(serde::de::Error::custom("no amount, expected a Decimal")),
    }
}

/// Set the budget, or remove it. A budget that stops holds by construction: no run begins that could pass it.
#[utoipa::path(put, path = "/budget", tag = "usage", request_body = BudgetBody, responses(
    (status = 200, body = BudgetState, description = "As it is now"),
    (status = 400, description = "`details.field` names what is wrong", body = ApiErrorBody),
    (status = 403, description = "Owners and admins only", body = ApiErrorBody),
))]
pub async fn set(
    State(builds): State<Builds>,
    SignedInCaller(caller): SignedInCaller,
    JsonBody(body): JsonBody<BudgetBody>,
) -> Result<Answer<BudgetState>, ApiError> {
    let action = match (body.action, body.monthly_usd) {
        (Some(action), _) => action,
        (None, None) => BudgetAction::default(),
        (None, Some(_)) => {
            let message =
                "action is missing. It is warn (tell, and go on) or stop (begin nothing that could pass the budget).";
            return Err(Error::invalid("action", message).into());
        }
    };
    Ok(Answer::new(builds.set_budget(&caller, Budget { monthly_usd: body.monthly_usd, action }).await?))
}
