//! `/plans`.

use leptos::prelude::*;
use leptos_meta::Title;
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
