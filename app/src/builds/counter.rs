//! The live counter: what each phase and each of its agents has cost so far, against what the quote expected of them.

use leptos::prelude::*;
use olympus::agents::{AgentId, Phase, agent};
use olympus::builds::{BuildView, RunStatus};
use olympus::money::Usd;

use super::words::{run_status, run_word, share};
use crate::quotes::phase_name;

stylance::import_style!(style, "counter.module.css");

/// The phases of the plan, each opening to its agents, and their sum.
#[component]
pub fn Counter(
    /// The build.
    view: RwSignal<BuildView>,
    /// What the quote expected of each agent; nothing where that is not known.
    quoted: Vec<(AgentId, Usd)>,
) -> impl IntoView {
    let quoted = StoredValue::new(quoted);
    let phases = view.with_untracked(|view| view.plan.phases());
    let rows = phases.into_iter().map(|phase| view! { <PhaseRow phase view quoted /> }).collect_view();
    let total = Memo::new(move |_| view.with(|view| view.cost_usd));
    let quote = view.with_untracked(|view| view.quote.expected);
    view! {
        <section class=style::counter aria-labelledby="counter">
            <h2 id="counter">"Cost by phase"</h2>
            <ul>{rows}</ul>
            <p class=style::total>
                <b>"Total"</b>
                <span class="money">{move || total.get().display()}</span>
                <Of usd=Some(quote) />
            </p>
        </section>
    }
}

#[component]
fn PhaseRow(phase: Phase, view: RwSignal<BuildView>, quoted: StoredValue<Vec<(AgentId, Usd)>>) -> impl IntoView {
    let ids: Vec<AgentId> = view.with_untracked(|view| {
        view.agents.iter().map(|one| one.agent_id).filter(|id| agent(*id).phase == phase).collect()
    });
    let expected: Option<Usd> = quoted.with_value(|quoted| {
        let own: Vec<Usd> = quoted.iter().filter(|(id, _)| ids.contains(id)).map(|(_, usd)| *usd).collect();
        (!own.is_empty()).then(|| own.into_iter().sum())
    });
    let cost = Memo::new(move |_| view.with(|view| view.phase_costs.get(&phase).copied().unwrap_or(Usd::ZERO)));
    let at = move || share(cost.get(), expected.unwrap_or(Usd::ZERO).max(cost.get()));
    let agents = ids.iter().map(|id| view! { <AgentRow id=*id view quoted /> }).collect_view();
    // A try that failed is paid, too, and stands with the phase and not with the agent.
    let tries = Memo::new(move |_| {
        let of_agents: Usd = view
            .with(|view| view.agents.iter().filter(|one| ids.contains(&one.agent_id)).map(|one| one.cost_usd).sum());
        (cost.get() > of_agents).then(|| cost.get() - of_agents)
    });
    view! {
        <li>
            <details class=style::phase>
                <summary>
                    <span>{phase_name(phase)}</span>
                    <span class="money">{move || cost.get().display()}</span>
                    <Of usd=expected />
                    <span class=style::gauge style=move || format!("--at:{:.1}%", at()) aria-hidden="true"></span>
                </summary>
                <ul>
                    {agents}
                    {move || {
                        tries.get().map(|usd| {
                            view! {
                                <li class=style::agent>
                                    <span>"Other tries"</span>
                                    <span class="money">{usd.display()}</span>
                                </li>
                            }
                        })
                    }}
                </ul>
            </details>
        </li>
    }
}

#[component]
fn AgentRow(id: AgentId, view: RwSignal<BuildView>, quoted: StoredValue<Vec<(AgentId, Usd)>>) -> impl IntoView {
    let expected = quoted.with_value(|quoted| quoted.iter().find(|(one, _)| *one == id).map(|(_, usd)| *usd));
    let cost = Memo::new(move |_| {
        view.with(|view| view.agents.iter().find(|one| one.agent_id == id).map_or(Usd::ZERO, |one| one.cost_usd))
    });
    let status = Memo::new(move |_| view.with(|view| run_status(view, id)));
    let word = move || (status.get() != RunStatus::Completed).then(|| run_word(status.get()));
    view! {
        <li class=style::agent>
            <span>{agent(id).name} " " <span class="soft">{word}</span></span>
            <span class="money">{move || cost.get().display()}</span>
            <Of usd=expected />
        </li>
    }
}

#[component]
fn Of(usd: Option<Usd>) -> impl IntoView {
    usd.map(|usd| view! { <span class="soft">"of about " <span class="money">{usd.display()}</span></span> })
}
