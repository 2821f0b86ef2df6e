//! `/builds/{id}/timeline?at=`: the build as it was at any of its events, and the way on from there.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use olympus::builds::{BuildView, Builds, Look};

use super::agents::Agents;
use super::graph::Graph;
use super::links::Links;
use super::page::build_in_address;
use super::preview::{Files, Preview};
use super::scrubber::Scrubber;
use super::story::Story;
use super::words::{clock, status_word};
use crate::context::{caller, service};
use crate::shell::answered;

stylance::import_style!(pub style, "timeline.module.css");

/// The moment that the address names; nothing: the end.
#[must_use]
pub fn moment_in_address() -> Option<i64> {
    use_query_map().get_untracked().get("at").and_then(|at| at.parse().ok()).filter(|at| *at > 0)
}

/// The build at one of its moments.
#[component]
pub fn TimelinePage() -> impl IntoView {
    let (id, at) = (build_in_address(), moment_in_address());
    answered(async move {
        let (id, builds, caller) = (id?, service::<Builds>()?, caller()?);
        let now = builds.view(&caller, id).await?;
        let last = now.last_seq.max(1);
        let at = at.unwrap_or(last).min(last);
        let then = builds.look_at(&Look::new(&caller, id).at(Some(at))).await?;
        let links = Links::of(id).at(at);
        let (milestones, facts) = (milestones(&now, at), facts(&then));
        let title = now.title;
        let view = RwSignal::new(then);
        Ok(view! {
            <Title text=format!("Timeline of {title}") />
            <div class=format!("page {}", style::timeline)>
                <p class="small"><a href=format!("/builds/{id}")>{title}</a></p>
                <h1>"Timeline"</h1>
                <Scrubber last at />
                <dl class=style::facts>{facts}</dl>
                <p class=style::actions>
                    <a class="button" href=format!("/builds/{id}/change?at={at}")>"Go on from here"</a>
                    <span class="soft small">"Makes a new version from this moment; this one stays as it is."</span>
                </p>
                <nav aria-label="Milestones" class=style::milestones><ol>{milestones}</ol></nav>
                <section class=style::plan aria-label="The plan"><Graph view /></section>
                <div class=style::middle>
                    <Story view links=links.clone() />
                    <Preview view />
                </div>
                <div class=style::below>
                    <Agents view links=links.clone() />
                    <Files view links />
                </div>
            </div>
        }
        .into_any())
    })
}

/// Each agent's first sentence and everything that went wrong, as places to jump to; the last one until `at` is marked.
fn milestones(view: &BuildView, at: i64) -> impl IntoView + use<> {
    let (id, start) = (view.build_id, view.created_at);
    let mut shown = Vec::new();
    let mut agents = std::collections::BTreeSet::new();
    for line in &view.story {
        let is_first_of_agent = line.agent.is_some_and(|agent| agents.insert(agent));
        if is_first_of_agent || line.is_problem || line.agent.is_none() {
            shown.push((line.seq, line.at, line.agent, line.message.clone(), line.is_problem));
        }
    }
    let current = shown.iter().map(|milestone| milestone.0).filter(|seq| *seq <= at).max();
    shown
        .into_iter()
        .map(|(seq, at, agent, message, is_problem)| {
            let who = agent.map_or("Olympus", |id| olympus::agents::agent(id).name);
            let after = clock(at.signed_duration_since(start).num_seconds());
            view! {
                <li data-problem=is_problem.then_some("")>
                    <a
                        href=format!("/builds/{id}/timeline?at={seq}#moment")
                        aria-current=(current == Some(seq)).then_some("step")
                    >
                        <span class="num soft">{after}</span>
                        " "
                        <b>{who}</b>
                        " "
                        {message}
                    </a>
                </li>
            }
        })
        .collect_view()
}

fn facts(view: &BuildView) -> impl IntoView + use<> {
    let done = format!("{} of {}", view.progress.agents_done, view.progress.agents_total);
    let (cost, files, state) = (view.cost_usd.display(), view.files.len(), status_word(view.status));
    view! {
        <div><dt>"State"</dt><dd>{state}</dd></div>
        <div><dt>"Agents done"</dt><dd class="num">{done}</dd></div>
        <div><dt>"Files"</dt><dd class="num">{files}</dd></div>
        <div><dt>"Cost until then"</dt><dd class="money">{cost}</dd></div>
    }
}
