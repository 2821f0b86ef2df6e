//! Forms about builds: start, change, and the buttons beside one.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use olympus::builds::{Branch, Instruction};
use olympus::error::{Error, Result};
use olympus::flags::Flag;
use olympus::ids::BuildId;
use olympus::plans::Depth;
use olympus::quotes::{BuildRequest, Description};

use super::form::{SentForm, in_query, to_the_door};
use super::member::Member;
use super::way_in::is_link;
use crate::api::v1::files::zip;
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

/// *Cancel*, *Try again*, *Restore*, *Share*, *Revoke*: each a button of its own on the pages of a build.
pub async fn act(
    State(state): State<AppState>,
    Member(caller): Member,
    Path((id, verb)): Path<(String, String)>,
    form: SentForm,
) -> Response {
    let builds = &state.services.builds;
    let versions = format!("/builds/{id}/versions");
    // The queue has these buttons, too, and whoever is there stays there.
    let is_in_queue = form.text("from") == "queue";
    let here = if is_in_queue { "/queue".to_owned() } else { format!("/builds/{id}") };
    let cancelled = if is_in_queue { format!("/queue?cancelled={id}") } else { here.clone() };
    let done = async {
        let (caller, build) = (&caller, build_id(&id)?);
        match verb.as_str() {
            "cancel" => builds.cancel(caller, build).await.map(|()| cancelled),
            "retry" => builds.retry(caller, build).await.map(|_| here.clone()),
            "resume" => builds.resume(caller, build).await.map(|()| here.clone()),
            "restore" => builds.restore(caller, build).await.map(|made| format!("/builds/{}", made.build_id)),
            "share" => builds.share(caller, build).await.map(|_| versions.clone()),
            "unshare" => builds.unshare(caller, build).await.map(|()| versions.clone()),
            _ => Err(Error::not_found("page")),
        }
    };
    let page = if matches!(verb.as_str(), "cancel" | "retry" | "resume") { here.clone() } else { versions.clone() };
    match done.await {
        Ok(address) => Redirect::to(&address).into_response(),
        Err(error) => form.refuse(&state, &page, error).await,
    }
}

/// The zip of a shared application, for whoever has its link.
pub async fn shared_archive(State(state): State<AppState>, Path(token): Path<String>) -> Response {
    let builds = &state.services.builds;
    let archive = async { builds.archive(&builds.shared(&token).await?).await };
    match archive.await {
        Ok(archive) => zip(archive),
        // The link's own page says what is wrong.
        Err(_) if is_link(&token) => Redirect::to(&format!("/shared/{token}")).into_response(),
        Err(_) => Redirect::to("/").into_response(),
    }
}

/// *Change something*: builds it, or only says what it would mean. Whose session has ended finds the text again after
/// signing in.
pub async fn change(
    State(state): State<AppState>,
    MaybeCaller(caller): MaybeCaller,
    Path(id): Path<String>,
    form: SentForm,
) -> Response {
    let page = format!("/builds/{id}/change");
    let Some(caller) = caller else {
        let typed = ["at", "tier", "instruction"]
            .into_iter()
            .filter_map(|name| form.optional(name).map(|value| format!("{name}={}", in_query(value))));
        return to_the_door(&format!("{page}?{}", typed.collect::<Vec<_>>().join("&"))).into_response();
    };
    let done = async {
        let (caller, build, branch) = (&caller, build_id(&id)?, branch(&form)?);
        if form.optional("show").is_some() {
            return state.services.builds.plan_branch(caller, build, &branch).await.map(|_| None);
        }
        state.services.builds.branch(caller, build, &branch).await.map(|(made, _)| Some(made.build_id))
    };
    match done.await {
        Ok(Some(made)) => Redirect::to(&format!("/builds/{made}")).into_response(),
        Ok(None) => form.again(&state, &page).await,
        Err(error) => form.refuse(&state, &page, error).await,
    }
}

fn branch(form: &SentForm) -> Result<Branch> {
    let branch = Branch {
        instruction: form.optional("instruction").map(Instruction::parse).transpose()?,
        at: form.optional("at").map(str::parse).transpose().map_err(|_| {
            Error::invalid("at", "A moment is the number of one of the build's events. Choose one on the timeline.")
        })?,
        depth: form.optional("tier").map(str::parse::<Depth>).transpose()?,
    };
    if branch.instruction.is_none() && branch.at.is_none() && branch.depth.is_none() {
        return Err(Error::invalid("instruction", "Say what should be different."));
    }
    Ok(branch)
}

fn build_id(text: &str) -> Result<BuildId> {
    text.parse().map_err(|_| Error::not_found("build"))
}
