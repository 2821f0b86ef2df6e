//! The build page as it lives: the server's view as its start, the stream's events applied to it, everything else
//! follows. The same components render the page without JavaScript.

use std::time::Duration;

use leptos::prelude::*;
use leptos::web_sys::js_sys::Date;
use olympus::agents::AgentId;
use olympus::builds::{BuildStatus, BuildView};
use olympus::money::Usd;

use super::agents::Agents;
use super::calls::build_title;
use super::checks::Checks;
use super::counter::Counter;
use super::graph::Graph;
use super::links::Links;
use super::preview::{Files, Preview};
use super::story::Story;
use super::stream::{Link, follow};
use super::summary::Summary;
use super::words::status_word;

stylance::import_style!(style, "live.module.css");

/// How often the page speaks to a screen reader at most.
const ANNOUNCE: Duration = Duration::from_secs(12);

/// The whole build page.
#[island]
pub fn LiveBuild(
    /// The build as the server has it.
    view: BuildView,
    /// What the quote expected of each agent.
    quoted: Vec<(AgentId, Usd)>,
) -> impl IntoView {
    let links = Links::of(view.build_id);
    let view = RwSignal::new(view);
    let link = RwSignal::new(Link::Idle);
    let now = RwSignal::new(None::<i64>);
    Effect::new(move |_| wake(view, link, now));
    learn_the_title(view);
    view! {
        <div class=style::build>
            <Summary view now link />
            <Announcer view />
            <section class=style::plan aria-labelledby="plan">
                <h2 id="plan" class="sr-only">"The plan"</h2>
                <Graph view />
            </section>
            <div class=style::middle>
                <Story view links=links.clone() />
                <Preview view />
            </div>
            <Checks view />
            <div class=style::below>
                <Agents view links=links.clone() />
                <div class=style::side>
                    <Counter view quoted />
                    <Files view links />
                </div>
            </div>
        </div>
    }
}

/// Follows the stream and the clock as long as there is something to come.
fn wake(view: RwSignal<BuildView>, link: RwSignal<Link>, now: RwSignal<Option<i64>>) {
    if view.with_untracked(|view| view.status.is_final()) {
        return;
    }
    follow(view, link);
    let tick = move || {
        if view.with_untracked(|view| view.status == BuildStatus::Running) {
            now.set(Some(Date::now() as i64));
        }
    };
    // The interval lives as long as the page.
    let _ = set_interval_with_handle(tick, Duration::from_secs(1));
}

/// Asks for what events do not carry: the name that the first agent gave the application.
fn learn_the_title(view: RwSignal<BuildView>) {
    let is_named = Memo::new(move |_| view.with(|view| (view.progress.agents_done > 0, view.status.is_final())));
    Effect::new(move |before: Option<(bool, bool)>| {
        let is_named = is_named.get();
        if before.is_some_and(|before| before != is_named) {
            let id = view.with_untracked(|view| view.build_id);
            leptos::task::spawn_local(async move {
                if let Ok(title) = build_title(id).await {
                    view.update(|view| view.title = title);
                }
            });
        }
        is_named
    });
}

/// Says politely and not at every tick how far the build is.
#[component]
fn Announcer(view: RwSignal<BuildView>) -> impl IntoView {
    let (said, say) = signal(String::new());
    let sentence = move || {
        view.with_untracked(|view| {
            let word = status_word(view.status);
            let (percent, cost, quote) = (view.progress.percent, view.cost_usd, view.quote.expected);
            format!("{word}. {percent} percent. {cost} so far, of about {quote}.")
        })
    };
    Effect::new(move |_| {
        // An unchanged text is not announced again.
        let _ = set_interval_with_handle(move || say.set(sentence()), ANNOUNCE);
    });
    let status = Memo::new(move |_| view.with(|view| view.status));
    Effect::new(move |before: Option<BuildStatus>| {
        let status = status.get();
        if before.is_some_and(|before| before != status) {
            say.set(sentence());
        }
        status
    });
    view! {
        <p class="sr-only" role="status" aria-live="polite">
            {move || said.get()}
        </p>
    }
}
