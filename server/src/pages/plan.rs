//! The form on the plans page, and the way to the provider's pages.

use app::FormState;
use axum::extract::State;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Redirect, Response};

use super::form::SentForm;
use super::member::Member;
use super::render;
use crate::router::AppState;

/// Another plan for the workspace. What is to be paid first waits on the page, with its price, until somebody goes on.
pub async fn change(State(state): State<AppState>, Member(caller): Member, form: SentForm) -> Response {
    let back = state.address(&form.parts().headers, "/plans");
    let changed = async { state.services.billing.change_plan(&caller, form.text("tier").parse()?, &back).await };
    match changed.await {
        Ok(_) => Redirect::to("/plans").into_response(),
        Err(error) => form.refuse(&state, "/plans", error).await,
    }
}

/// Cards and invoices, on a page of the provider's. A link and no form: a form may lead to no other site.
pub async fn portal(State(state): State<AppState>, Member(caller): Member, parts: Parts) -> Response {
    match state.services.billing.portal(&caller, &state.address(&parts.headers, "/plans")).await {
        Ok(url) => Redirect::to(&url).into_response(),
        Err(error) => {
            let form = FormState { error: Some(error), ..FormState::default() };
            render::again(&state, &parts, "/plans", form).await
        }
    }
}
