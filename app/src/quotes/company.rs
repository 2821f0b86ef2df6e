//! How it works, as the real roster says it: the phases in order, and in each the agents that a build can call on.

use leptos::prelude::*;
use olympus::agents::{Phase, roster};

use super::slip::phase_name;

stylance::import_style!(style, "company.module.css");

/// The company, phase by phase.
#[component]
pub fn Company() -> impl IntoView {
    let phases = Phase::ALL.iter().filter_map(|phase| {
        let agents: Vec<_> = roster().iter().filter(|agent| agent.phase == *phase).collect();
        (!agents.is_empty()).then_some((*phase, agents))
    });
    let rows = phases
        .map(|(phase, agents)| {
            view! {
                <li class=style::phase>
                    <h3>{phase_name(phase)}</h3>
                    <dl>
                        {agents
                            .into_iter()
                            .map(|agent| {
                                view! {
                                    <div>
                                        <dt>{agent.name}</dt>
                                        <dd>{agent.purpose}</dd>
                                    </div>
                                }
                            })
                            .collect_view()}
                    </dl>
                </li>
            }
        })
        .collect_view();
    view! {
        <section class=style::company aria-labelledby="company">
            <header>
                <h2 id="company">"The company"</h2>
                <p class="soft">
                    "Every build calls the agents that it needs and no others. Each waits for the work it reads, writes its own
                    files, has them checked, and puts its cost on the ledger. You see all of it as it happens."
                </p>
            </header>
            <ol>{rows}</ol>
        </section>
    }
}
