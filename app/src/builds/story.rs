//! What is happening, in sentences, newest last.

use leptos::prelude::*;
use olympus::agents::agent;
use olympus::builds::{BuildView, StoryLine};

use super::links::Links;
use super::words::clock;

stylance::import_style!(style, "story.module.css");

/// The story so far. It scrolls along as long as the reader is at its end.
#[component]
pub fn Story(view: RwSignal<BuildView>, links: Links) -> impl IntoView {
    let lines = Memo::new(move |_| view.with(|view| view.story.clone()));
    let start = view.with_untracked(|view| view.created_at);
    let line = move |line: StoryLine| {
        let after = line.at.signed_duration_since(start).num_seconds();
        let speaker = line.agent.map_or("Olympus", |id| agent(id).name);
        view! {
            <li class=style::line data-problem=line.is_problem.then_some("")>
                <time class="num" datetime=line.at.to_rfc3339() title=line.at.to_rfc3339()>
                    {clock(after)}
                </time>
                <p>
                    <b>{speaker}</b>
                    " "
                    {told(&links, line.message, line.path)}
                </p>
            </li>
        }
    };
    view! {
        <section class=format!("sheet {}", style::story) aria-labelledby="story">
            <h2 id="story">"What is happening"</h2>
            <div class=style::scroller tabindex="0" role="group" aria-label="The story so far">
                {move || {
                    lines.with(Vec::is_empty).then(|| view! { <p class="soft">"The first sentence appears when the first agent starts."</p> })
                }}
                <ol>
                    <For each=move || lines.get() key=|line| line.seq children=line />
                </ol>
            </div>
        </section>
    }
}

/// The sentence, in which the name of the file that it speaks of leads to the file.
fn told(links: &Links, message: String, path: Option<String>) -> AnyView {
    let Some(path) = path else { return message.into_any() };
    let (before, after) = match message.split_once(&path) {
        Some((before, after)) => (before.to_owned(), after.to_owned()),
        None => (format!("{message} "), String::new()),
    };
    view! {
        {before}
        <a href=links.file(&path)>{path.clone()}</a>
        {after}
    }
    .into_any()
}
