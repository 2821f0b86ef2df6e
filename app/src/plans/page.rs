//! `/plans`.

use leptos::prelude::*;
use leptos_meta::Title;
use olympus::tenants::Tenants;

use super::table::TierTable;
use crate::context::{service, visitor};
use crate::shell::answered;

/// The tiers, and what happens at a limit.
#[component]
pub fn PlansPage() -> impl IntoView {
    answered(async move {
        let current = match visitor() {
            Some(caller) => Some(service::<Tenants>()?.workspace(&caller).await?.tier),
            None => None,
        };
        Ok(view! {
            <Title text="Plans" />
            <div class="page">
                <h1>"Plans"</h1>
                <p class="lead">"You pay a plan for how much runs, and each build shows its own cost while it works."</p>
                {match current {
                    Some(current) => view! { <TierTable current /> }.into_any(),
                    None => view! { <TierTable /> }.into_any(),
                }}
                <h2>"At a limit"</h2>
                <p class="prose">
                    "Nothing is refused for being too much at once. A build beyond what your plan runs at the same time waits in
                    the queue, with its place and the reason on its page. A build beyond the month's number is kept and starts
                    when the month turns or the plan grows."
                </p>
            </div>
        }
        .into_any())
    })
}
