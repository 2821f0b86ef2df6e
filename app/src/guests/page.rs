//! `/queue/{id}`: a kept request, for whoever has the link.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use olympus::guests::{Guests, QueueEntry, QueueEntryState};

use super::Kept;
use crate::context::{service, visitor};
use crate::shell::{FormError, Glyph, Icon, answered};

stylance::import_style!(style, "page.module.css");

/// The request, what became of it, and the next step.
#[component]
pub fn QueuePage() -> impl IntoView {
    let id = use_params_map().get_untracked().get("id").unwrap_or_default();
    answered(async move {
        let entry = service::<Guests>()?.find(&id).await?;
        let title = match entry.state {
            QueueEntryState::Pending => "Ready to be built",
            QueueEntryState::Claimed => "Already being built",
            QueueEntryState::Expired => "This link has ended",
        };
        Ok(view! {
            <Title text=title />
            <div class=format!("page {}", style::layout)>
                <div class=style::next>
                    <h1>{title}</h1>
                    <FormError fields=&[] />
                    {next_step(&entry)}
                </div>
                <Kept entry />
            </div>
        }
        .into_any())
    })
}

fn next_step(entry: &QueueEntry) -> AnyView {
    match (entry.state, visitor().is_some()) {
        (QueueEntryState::Pending, true) => view! {
            <p class="lead">"Claim it, and the team starts at once."</p>
            <form method="post" action=format!("/queue/{}/claim", entry.queue_id)>
                <button class="button" type="submit">"Build it" <Icon glyph=Glyph::Arrow /></button>
            </form>
        }
        .into_any(),
        (QueueEntryState::Pending, false) => view! {
            <p class="lead">"Your request and its quote are kept. Sign up with two fields, and the next page is the build, already running."</p>
            <p class=style::ways>
                <a class="button" href=format!("/signup?queue={}", entry.queue_id)>"Sign up and build it" <Icon glyph=Glyph::Arrow /></a>
                <a class="button" data-kind="quiet" href=format!("/login?queue={}", entry.queue_id)>"Sign in and build it"</a>
            </p>
        }
        .into_any(),
        (QueueEntryState::Claimed, _) => view! {
            <p class="lead">"This request became a build. A link can be claimed once, so that nobody builds the same thing by accident."</p>
            <p class=style::ways>
                <a class="button" href="/builds">"Your builds"</a>
                <a class="button" data-kind="quiet" href="/">"Ask for something else"</a>
            </p>
        }
        .into_any(),
        (QueueEntryState::Expired, _) => view! {
            <p class="lead">"A request is kept for an hour. The words are still here, and nothing was charged: start again with the same text."</p>
            <form method="get" action="/">
                <input type="hidden" name="description" value=entry.description.clone() />
                <button class="button" type="submit">"Start again" <Icon glyph=Glyph::Again /></button>
            </form>
        }
        .into_any(),
    }
}
