//! `/plans`.

use leptos::prelude::*;
use leptos_meta::Title;
use olympus::plans::Depth;
use olympus::tenants::Tenants;

use super::table::TierTable;
use crate::context::{service, visitor};
use crate::shell::{FormError, answered};

stylance::import_style!(style, "page.module.css");

/// The tiers, and what happens at a limit.
#[component]
pub fn PlansPage() -> impl IntoView {
    answered(async move {
        let workspace = match visitor() {
            Some(caller) => Some(service::<Tenants>()?.workspace(&caller).await?),
            None => None,
        };
        Ok(view! {
            <Title text="Plans" />
            <div class=format!("page {}", style::plans)>
                <h1>"Plans"</h1>
                <p class="lead">"A plan says how much runs at once and in a month. Every build shows its own cost while it works."</p>
                <FormError fields=&[] />
                {match workspace {
                    Some(workspace) => {
                        let choosable = workspace.role == "owner";
                        view! {
                            <TierTable current=workspace.tier choosable />
                            {choosable
                                .then(|| {
                                    view! {
                                        <p class="prose soft">
                                            "This server has no billing provider, so nothing is charged: a change holds at once, and
                                            builds that run go on as they are."
                                        </p>
                                    }
                                })}
                        }
                        .into_any()
                    }
                    None => view! { <TierTable /> }.into_any(),
                }}
                <h2 class=style::limit>"How far a build goes"</h2>
                <p class="prose soft">"Each plan goes as far as the one before it, and further. The quote says how many agents that takes and what it costs."</p>
                <dl class=style::depths>{Depth::ALL.into_iter().map(depth).collect_view()}</dl>
                <h2 class=style::limit>"At a limit"</h2>
                <p class="prose">
                    "Nothing is refused for being too much at once. A build beyond what your plan runs at the same time waits in
                    the queue, with its place and the reason on its page, and starts by itself."
                </p>
            </div>
        }
        .into_any())
    })
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
