//! The table of tiers, read from the one table in code.

use leptos::prelude::*;
use olympus::money::Usd;
use olympus::plans::{Depth, Limits, Tier, limits};

stylance::import_style!(style, "table.module.css");

/// Every tier with its limits. `current` is marked.
#[component]
pub fn TierTable(
    #[prop(optional)] current: Option<Tier>,
    /// Those that who looks may change to.
    #[prop(optional)]
    choosable: Vec<Tier>,
) -> impl IntoView {
    let chooses = !choosable.is_empty();
    let rows = Tier::ALL
        .into_iter()
        .map(|tier| {
            let limits = limits(tier);
            let is_current = current == Some(tier);
            view! {
                <tr data-current=is_current.then_some("")>
                    <th scope="row">
                        {name(tier.as_str())}
                        {is_current.then(|| view! { <span class=style::yours>"your plan"</span> })}
                    </th>
                    <td data-label="A month">{price(&limits)}</td>
                    <td data-label="At once" class="num">{count(limits.concurrent_builds)}</td>
                    <td data-label="Builds a month" class="num">{count(limits.builds_per_month)}</td>
                    <td data-label="A build makes">{depth(limits.depth)}</td>
                    {chooses.then(|| view! { <td>{choosable.contains(&tier).then(|| choose(tier))}</td> })}
                </tr>
            }
        })
        .collect_view();
    view! {
        <table class=style::table>
            <thead>
                <tr>
                    <th scope="col">"Plan"</th>
                    <th scope="col">"A month"</th>
                    <th scope="col">"At once"</th>
                    <th scope="col">"Builds a month"</th>
                    <th scope="col">"A build makes"</th>
                    {chooses.then(|| view! { <th scope="col"><span class="sr-only">"Choose"</span></th> })}
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

fn choose(tier: Tier) -> impl IntoView {
    view! {
        <form method="post" action="/plan">
            <input type="hidden" name="tier" value=tier.as_str() />
            <button class="button" data-kind="quiet" data-size="small" type="submit">
                "Change"
                <span class="sr-only">{format!(" to {}", name(tier.as_str()))}</span>
            </button>
        </form>
    }
}

/// What it costs a month.
pub fn price(limits: &Limits) -> AnyView {
    match limits.monthly_price {
        Some(price) => view! { <span class="money">{whole(price)}</span> }.into_any(),
        None => view! { <span>"by contract"</span> }.into_any(),
    }
}

/// `$29`: monthly prices are whole dollars.
pub fn whole(price: Usd) -> String {
    format!("${}", price.0.normalize())
}

/// `1,000`, or that there is no limit.
pub fn count(limit: Option<u32>) -> String {
    let grouped = |limit: u32| match limit {
        0..1000 => limit.to_string(),
        _ => format!("{},{:03}", limit / 1000, limit % 1000),
    };
    limit.map_or_else(|| "no limit".to_owned(), grouped)
}

/// The name of a tier for people.
#[must_use]
pub fn name(text: &str) -> String {
    text.chars().take(1).flat_map(char::to_uppercase).chain(text.chars().skip(1)).collect()
}

/// How far a build goes, in a few words; each goes through everything before it.
pub fn depth(depth: Depth) -> &'static str {
    match depth {
        Depth::Starter => "a finished frontend",
        Depth::Professional => "that, and its own server",
        Depth::Ultimate => "those, and its own tests",
        Depth::Enterprise => "all that, and its deployment",
    }
}
