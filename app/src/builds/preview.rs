//! The application itself, growing in a sandboxed frame, and the files beside it.

use leptos::prelude::*;
use olympus::builds::{BuildStatus, BuildView};

use super::links::Links;
use crate::shell::{Glyph, Icon};

stylance::import_style!(style, "preview.module.css");

/// The frame. It loads again when an agent has finished, so that the application is seen growing.
#[component]
pub fn Preview(view: RwSignal<BuildView>) -> impl IntoView {
    let address = Memo::new(move |_| view.with(|view| view.preview_is_ready().then(|| view.preview_url.clone())));
    let source = Memo::new(move |_| view.with(|view| format!("{}?v={}", view.preview_url, view.progress.agents_done)));
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
                            src=move || source.get()
                            sandbox="allow-scripts allow-forms allow-modals allow-downloads"
                        ></iframe>
                    }
                    .into_any()
                } else {
                    view! { <p class=style::empty>{move || view.with(|view| empty_words(view.status))}</p> }.into_any()
                }
            }}
        </section>
    }
}

fn empty_words(status: BuildStatus) -> &'static str {
    match status {
        BuildStatus::Failed | BuildStatus::Cancelled => {
            "The build ended before there was something to open. Its files are kept."
        }
        BuildStatus::Running => "It can be opened here as soon as its first page is written.",
        _ => "It appears here once the agents have written its first page.",
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
