//! Forms about builds: start, cancel, retry.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use olympus::error::{Error, Result};
use olympus::flags::Flag;
use olympus::ids::BuildId;
use olympus::plans::Depth;
use olympus::quotes::{BuildRequest, Description};

use super::form::SentForm;
use crate::caller::MaybeCaller;
use crate::router::AppState;

/// *Build it*: a build for whoever is signed in, a kept request and its link for a guest.
pub async fn start(State(state): State<AppState>, MaybeCaller(caller): MaybeCaller, form: SentForm) -> Response {
    let started = async {
        let request = request(&form)?;
        match &caller {
            Some(caller) => {
                let created = state.services.builds.create(caller, &request).await?;
                Ok(format!("/builds/{}", created.build_id))
            }
            None if state.services.flags.is_on(Flag::GuestMode).await => {
                let entry = state.services.guests.hold(&request).await?;
                Ok(format!("/signup?queue={}", entry.queue_id))
            }
            None => Err(Error {
                message: "Guests cannot build here. Sign in or sign up, and send this again; your text is kept here."
                    .to_owned(),
                ..Error::authentication_required()
            }),
        }
    };
    match started.await {
        Ok(address) => Redirect::to(&address).into_response(),
        Err(error) => form.refuse(&state, "/", error).await,
    }
}

fn request(form: &SentForm) -> Result<BuildRequest> {
    Ok(BuildRequest {
        description: Description::parse(form.text("description"))?,
        depth: form.optional("tier").map(str::parse::<Depth>).transpose()?,
        target_users: None,
        tech_constraints: None,
        without: form.all("without").map(str::parse).collect::<Result<_>>()?,
    })
}

/// *Cancel*.
pub async fn cancel(
    State(state): State<AppState>,
    MaybeCaller(caller): MaybeCaller,
    Path(id): Path<String>,
    form: SentForm,
) -> Response {
    let done = async {
        let caller = caller.as_ref().ok_or_else(Error::authentication_required)?;
        state.services.builds.cancel(caller, build_id(&id)?).await
    };
    back_to_build(&state, &id, &form, done.await).await
}

/// *Try again*.
pub async fn retry(
    State(state): State<AppState>,
    MaybeCaller(caller): MaybeCaller,
    Path(id): Path<String>,
    form: SentForm,
) -> Response {
    let done = async {
        let caller = caller.as_ref().ok_or_else(Error::authentication_required)?;
        state.services.builds.retry(caller, build_id(&id)?).await
    };
    back_to_build(&state, &id, &form, done.await).await
}

fn build_id(text: &str) -> Result<BuildId> {
    text.parse().map_err(|_| Error::not_found("build"))
}

async fn back_to_build(state: &AppState, id: &str, form: &SentForm, done: Result<()>) -> Response {
    match done {
        Ok(()) => Redirect::to(&format!("/builds/{id}")).into_response(),
        Err(error) => form.refuse(state, &format!("/builds/{id}"), error).await,
    }
}
