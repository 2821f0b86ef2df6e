//! Forms about oneself: workspace, API keys, sessions.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use olympus::error::{Error, Result};

use super::form::SentForm;
use super::member::Member;
use crate::router::AppState;

/// Name and line of work.
pub async fn change_workspace(State(state): State<AppState>, Member(caller): Member, form: SentForm) -> Response {
    let changed = async {
        let industry = form.optional("industry").map(str::parse).transpose()?;
        state.services.tenants.change(&caller, form.all("name").next(), industry).await
    };
    match changed.await {
        Ok(_) => Redirect::to("/workspace").into_response(),
        Err(error) => form.refuse(&state, "/workspace", error).await,
    }
}

/// A new API key, whose secret the next page shows once.
pub async fn create_key(State(state): State<AppState>, Member(caller): Member, form: SentForm) -> Response {
    match state.services.accounts.create_api_key(&caller, form.text("name"), None).await {
        Ok(made) => form.say(&state, "/account", made.secret).await,
        Err(error) => form.refuse(&state, "/account", error).await,
    }
}

/// *Revoke*.
pub async fn revoke_key(
    State(state): State<AppState>,
    Member(caller): Member,
    Path(id): Path<String>,
    form: SentForm,
) -> Response {
    let revoked = async {
        let id = id.parse().map_err(|_| Error::not_found("API key"))?;
        state.services.accounts.revoke_api_key(&caller, id).await
    };
    back_to_account(&state, &form, revoked.await).await
}

/// *End this session*.
pub async fn end_session(
    State(state): State<AppState>,
    Member(caller): Member,
    Path(id): Path<String>,
    form: SentForm,
) -> Response {
    let ended = async {
        let id = id.parse().map_err(|_| Error::not_found("session"))?;
        state.services.accounts.end_session(&caller, id).await
    };
    back_to_account(&state, &form, ended.await).await
}

async fn back_to_account(state: &AppState, form: &SentForm, done: Result<()>) -> Response {
    match done {
        Ok(()) => Redirect::to("/account").into_response(),
        Err(error) => form.refuse(state, "/account", error).await,
    }
}
