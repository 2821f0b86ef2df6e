//! Each agent of the build: what it decided, wrote, took and cost.

use leptos::prelude::*;
use olympus::agents::{AgentId, Phase, agent};
use olympus::builds::{AgentView, BuildView, RunStatus};

use super::checks::CheckList;
use super::links::Links;
use super::words::{grouped, run_key, run_status, run_word};
use crate::quotes::phase_name;

stylance::import_style!(style, "agents.module.css");

/// The list of agents, in the plan's order.
#[component]
pub fn Agents(view: RwSignal<BuildView>, links: Links) -> impl IntoView {
    let phases = view.with_untracked(|view| view.plan.phases());
    let groups = phases.into_iter().map(|phase| view! { <Group phase view links=links.clone() /> }).collect_view();
    view! {
        <section class=style::agents aria-labelledby="agents">
            <h2 id="agents">"The agents"</h2>
            {groups}
        </section>
    }
}

/// The agents of one phase, and how many of them are done.
#[component]
fn Group(phase: Phase, view: RwSignal<BuildView>, links: Links) -> impl IntoView {
    let ids: Vec<AgentId> = view.with_untracked(|view| {
        view.agents.iter().map(|one| one.agent_id).filter(|id| agent(*id).phase == phase).collect()
    });
    let all = ids.len();
    let panels = ids.iter().map(|id| view! { <Panel id=*id view links=links.clone() /> }).collect_view();
    let done = Memo::new(move |_| {
        view.with(|view| ids.iter().filter(|id| run_status(view, **id) == RunStatus::Completed).count())
    });
    view! {
        <div class=style::group>
            <h3>{phase_name(phase)} " " <span class="num soft">{move || format!("{} of {all}", done.get())}</span></h3>
            <ul>{panels}</ul>
        </div>
    }
}

#[component]
fn Panel(id: AgentId, view: RwSignal<BuildView>, links: Links) -> impl IntoView {
    let who = agent(id);
    let run = Memo::new(move |_| view.with(|view| view.agents.iter().find(|one| one.agent_id == id).cloned()));
    let status = Memo::new(move |_| view.with(|view| run_status(view, id)));
    let cost = move || run.with(|run| run.as_ref().filter(|run| run.tokens > 0).map(|run| run.cost_usd.display()));
    view! {
        <li>
            <details class=style::panel id=format!("agent-{id}") data-state=move || run_key(status.get())>
                <summary>
                    <span class=style::dot></span>
                    <span class=style::name>{who.name}</span>
                    <span class=style::state>{move || run_word(status.get())}</span>
                    <span class=format!("money {}", style::cost)>{cost}</span>
                </summary>
                <div class=style::body>
                    <p class="soft">{who.purpose}</p>
                    {move || run.get().map(|run| view! { <Run run links=links.clone() /> })}
                </div>
            </details>
        </li>
    }
}

#[component]
fn Run(run: AgentView, links: Links) -> impl IntoView {
    let figures = (run.tokens > 0).then(|| {
        let seconds = run.duration_ms / 1000;
        let tenths = run.duration_ms % 1000 / 100;
        let tries = if run.attempt > 1 { format!(", try {}", run.attempt) } else { String::new() };
        format!("{} tokens in {seconds}.{tenths} seconds{tries}", grouped(run.tokens))
    });
    view! {
        {run.error.map(|error| view! { <p class=style::problem>{error}</p> })}
        {(!run.decisions.is_empty())
            .then(|| {
                view! {
                    <h4>"Decided"</h4>
                    <ul class=style::decisions>
                        {run.decisions.into_iter().map(|decision| view! { <li>{decision}</li> }).collect_view()}
                    </ul>
                }
            })}
        {(!run.messages.is_empty())
            .then(|| {
                view! {
                    <h4>"Said"</h4>
                    <ol class=style::decisions>
                        {run.messages.into_iter().map(|message| view! { <li>{message}</li> }).collect_view()}
                    </ol>
                }
            })}
        {(!run.artifacts.is_empty())
            .then(|| {
                view! {
                    <h4>"Wrote"</h4>
                    <ul class=style::wrote>
                        {run
                            .artifacts
                            .into_iter()
                            .map(|path| {
                                view! {
                                    <li>
                                        <a href=links.file(&path)>{path.clone()}</a>
                                    </li>
                                }
                            })
                            .collect_view()}
                    </ul>
                }
            })}
        {(!run.checks.is_empty())
            .then(|| {
                view! {
                    <h4>"Checked"</h4>
                    <CheckList checks=run.checks />
                }
            })}
        {figures.map(|figures| view! { <p class="num soft small">{figures}</p> })}
    }
}
