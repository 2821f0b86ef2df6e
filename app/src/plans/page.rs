//! `/plans`.

use leptos::prelude::*;
use leptos_meta::Title;
use olympus::billing::{Billing, ProviderName, Standing};
use olympus::plans::{Depth, Tier};
use olympus::tenants::Tenants;

use super::effects::EffectsList;
use super::standing::StandingNote;
use super::table::TierTable;
use crate::context::{service, visitor};
use crate::shell::{FormError, answered};

stylance::import_style!(style, "page.module.css");

/// The tiers, and what happens at a limit.
#[component]
pub fn PlansPage() -> impl IntoView {
    answered(async move {
        let mine = match visitor() {
            Some(caller) => {
                let workspace = service::<Tenants>()?.workspace(&caller).await?;
                Some((service::<Billing>()?.standing(&caller).await?, workspace.role == "owner"))
            }
            None => None,
        };
        Ok(view! {
            <Title text="Plans" />
            <div class=format!("page {}", style::plans)>
                <h1>"Plans"</h1>
                <p class="lead">"A plan says how much runs at once and in a month. Every build shows its own cost while it works."</p>
                <FormError fields=&[] />
                {match mine {
                    Some((standing, owns)) => view! { <Mine standing owns /> }.into_any(),
                    None => view! { <TierTable /> }.into_any(),
                }}
                <h2 class=style::limit>"How far a build goes"</h2>
                <p class="prose soft">"Each plan goes as far as the one before it, and further. The quote says how many agents that takes and what it costs."</p>
                <dl class=style::depths>{Depth::ALL.into_iter().map(depth).collect_view()}</dl>
                <h2 class=style::limit>"At a limit"</h2>
                <p class="prose">
                    "Nothing is refused for being too much at once. A build beyond what your plan runs at the same time waits in
                    the queue, with its place and the reason on its page, and starts by itself. A build beyond the month's
                    number is kept and starts by itself in the next month, or at once with a plan that has room."
                </p>
            </div>
        }
        .into_any())
    })
}

/// The table as it is for this workspace, and what each change would mean for it.
#[component]
fn Mine(standing: Standing, owns: bool) -> impl IntoView {
    let is_sold = |tier: Tier| standing.provider == ProviderName::Direct || tier != Tier::Enterprise;
    let is_by_contract = standing.provider != ProviderName::Direct && standing.tier == Tier::Enterprise;
    let choosable: Vec<Tier> = Tier::ALL
        .into_iter()
        .filter(|tier| owns && !is_by_contract && *tier != standing.tier && is_sold(*tier))
        .collect();
    view! {
        <StandingNote standing=standing.clone() owns />
        <TierTable current=standing.tier choosable />
        <section class=style::limit aria-labelledby="effects">
            <h2 id="effects">"What a change would mean here"</h2>
            <EffectsList standing />
        </section>
    }
}

/// What a depth means for the zip that one takes along.
fn depth(depth: Depth) -> impl IntoView {
    let (plans, what) = match depth {
        Depth::Starter => (
            "Free and Starter",
            "Discovery, design, architecture and frontend: an application that runs in the browser, keeps its data there, and \
             starts with one command.",
        ),
        Depth::Professional => (
            "Professional",
            "Backend and integration: a server of its own in the zip, with an HTTP API, a database with migrations, sign-in, \
             and the frontend using it.",
        ),
        Depth::Ultimate => (
            "Ultimate",
            "Testing: tests in the zip that really run, of units, of whole journeys in a browser, of accessibility and load.",
        ),
        Depth::Enterprise => (
            "Enterprise",
            "Deployment: container and pipeline files, health, metrics, and how to run more than one of it.",
        ),
    };
    view! {
        <div>
            <dt>{plans}</dt>
            <dd>{what}</dd>
        </div>
    }
}
