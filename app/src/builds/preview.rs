//! The application itself, growing in a sandboxed frame, and the files beside it.

use leptos::prelude::*;
use olympus::agents::{AgentId, agent};
use olympus::builds::{BuildStatus, BuildView};

use super::links::Links;
use crate::shell::{Glyph, Icon};

stylance::import_style!(style, "preview.module.css");

/// The frame, once everything that a browser loads is written; until then, who is awaited and what is decided already.
#[component]
pub fn Preview(view: RwSignal<BuildView>) -> impl IntoView {
    let address = Memo::new(move |_| view.with(|view| view.preview_is_ready().then(|| view.preview_url.clone())));
    let decisions = Memo::new(move |_| view.with(decided));
    let title = move || view.with(|view| format!("Preview of {}", view.title));
    view! {
        <section class=format!("sheet {}", style::preview) aria-labelledby="preview">
            <div class=style::head>
                <h2 id="preview">"The application"</h2>
                {move || {
                    address.get().map(|url| {
                        view! {
                            <a href=url target="_blank" rel="noopener">
                                "Open in full "
                                <Icon glyph=Glyph::Open size=15 />
                            </a>
                        }
                    })
                }}
            </div>
            {move || {
                if address.get().is_some() {
                    view! {
                        <iframe
                            class=style::frame
                            title=title
                            src=move || address.get()
                            sandbox="allow-scripts allow-forms allow-modals allow-downloads"
                        ></iframe>
                    }
                    .into_any()
                } else {
                    view! {
                        <p class=style::empty>{move || view.with(empty_words)}</p>
                        // No `For` in here: a closure that the server renders late has no owner that `For` could ask for.
                        <ul class=style::decided tabindex="0" aria-label="Decided so far">
                            {move || decisions.get().into_iter().map(decision).collect_view()}
                        </ul>
                    }
                    .into_any()
                }
            }}
        </section>
    }
}

fn empty_words(view: &BuildView) -> String {
    if matches!(view.status, BuildStatus::Failed | BuildStatus::Cancelled) {
        return "The build ended before there was something to open. Its files are kept.".to_owned();
    }
    let names: Vec<&str> = view.awaited_for_preview().map(|id| agent(id).name).collect();
    match names.as_slice() {
        [] => "It can be opened here in a moment.".to_owned(),
        [one] => format!("It opens here when {one} is done."),
        [most @ .., last] => format!("It opens here when {} and {last} are done.", most.join(", ")),
    }
}

/// What agents have decided so far, the latest first.
fn decided(view: &BuildView) -> Vec<(AgentId, String)> {
    view.agents.iter().rev().filter_map(|one| Some((one.agent_id, one.decisions.first()?.clone()))).collect()
}

fn decision((id, text): (AgentId, String)) -> impl IntoView {
    view! {
        <li>
            <b>{agent(id).name}</b>
            " "
            {text}
        </li>
    }
}

/// Every path made so far.
#[component]
pub fn Files(view: RwSignal<BuildView>, links: Links) -> impl IntoView {
    let files = Memo::new(move |_| view.with(|view| view.files.clone()));
    view! {
        <section class=style::files aria-labelledby="files">
            <h2 id="files">"Files " <span class="num soft">{move || files.with(Vec::len)}</span></h2>
            {move || files.with(Vec::is_empty).then(|| view! { <p class="soft">"None yet."</p> })}
            <ul>
                <For each=move || files.get() key=Clone::clone let:path>
                    <li>
                        <a href=links.file(&path)>{path.clone()}</a>
                    </li>
                </For>
            </ul>
        </section>
    }
}
