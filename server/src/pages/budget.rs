//! The form about a workspace's monthly budget.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use olympus::error::{Error, Result};
use olympus::ledger::{Budget, BudgetAction};

use super::form::SentForm;
use super::member::Member;
use crate::router::AppState;

/// *Save the budget*: its amount and what happens when it is used, or none.
pub async fn save(State(state): State<AppState>, Member(caller): Member, form: SentForm) -> Response {
    let saved = async { state.services.builds.set_budget(&caller, budget(&form)?).await };
    match saved.await {
        Ok(_) => Redirect::to("/budget").into_response(),
        Err(error) => form.refuse(&state, "/budget", error).await,
    }
}

fn budget(form: &SentForm) -> Result<Budget> {
    let action = match form.text("action") {
        "none" => return Ok(Budget::default()),
        "warn" => BudgetAction::Warn,
        "stop" => BudgetAction::Stop,
        _ => return Err(Error::invalid("action", "Choose what happens when the budget is used.")),
    };
    // A comma is a thousand to some and a decimal to others, so it is asked about and not guessed.
    let text = form.text("monthlyUsd").trim().trim_start_matches('$').trim();
    let amount = text.parse().map_err(|_| {
        Error::invalid("monthlyUsd", "Enter the amount in dollars with digits and a point, as in 25.50.")
    })?;
    Ok(Budget { monthly_usd: Some(amount), action })
}
