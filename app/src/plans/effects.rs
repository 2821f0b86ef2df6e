//! What changing to each other plan would mean for this workspace, before anybody changes.

use leptos::prelude::*;
use olympus::billing::{Charge, Effects, ProviderName, Standing, SubscriptionStatus, effects};
use olympus::plans::{Depth, Tier, limits};

use super::standing::day;
use super::table::{count, depth, name, whole};

stylance::import_style!(style, "effects.module.css");

/// One part for each other plan; the next one up is open.
#[component]
pub fn EffectsList(standing: Standing) -> impl IntoView {
    let next = Tier::ALL.into_iter().find(|tier| *tier > standing.tier);
    let others = Tier::ALL.into_iter().filter(|tier| *tier != standing.tier);
    others
        .map(|tier| {
            let what = effects(standing.tier, tier, &standing.usage);
            view! {
                <details class=style::effects open=next == Some(tier)>
                    <summary>
                        {if what.is_up { "Up to " } else { "Down to " }} <b>{name(tier.as_str())}</b>
                    </summary>
                    <ul>
                        <li>{charge(&what, &standing)}</li>
                        {sentences(&what, &standing).into_iter().map(|one| view! { <li>{one}</li> }).collect_view()}
                    </ul>
                </details>
            }
        })
        .collect_view()
}

/// When it holds, and what is charged.
fn charge(what: &Effects, standing: &Standing) -> AnyView {
    let is_paid = matches!(standing.status, SubscriptionStatus::Active | SubscriptionStatus::PastDue);
    match (standing.provider, what.charge) {
        (ProviderName::Direct, _) => "It holds at once. Nothing is charged on this server.".into_any(),
        (ProviderName::Stripe, Charge::Contract) => {
            "It is by contract: whoever runs this server agrees it with you.".into_any()
        }
        (ProviderName::Stripe, Charge::Monthly(usd)) => {
            let money = view! { <span class="money">{whole(usd)}</span> };
            match (is_paid, what.is_up, standing.paid_until) {
                (false, ..) => view! { "It holds as soon as it is paid at Stripe: " {money} " a month." }.into_any(),
                (true, true, _) => view! {
                    "It holds at once. The difference for the time that is paid already is charged at once, then " {money}
                    " a month."
                }
                .into_any(),
                (true, false, until) => {
                    let until = until.map_or_else(|| "the end of what is paid".to_owned(), day);
                    view! { {format!("Your plan stays until {until}; from then on it is ")} {money} " a month." }.into_any()
                }
            }
        }
        (ProviderName::Stripe, Charge::Nothing) => match standing.paid_until.filter(|_| is_paid) {
            Some(until) => {
                format!("Your plan stays until {}; nothing is charged after that, and nothing given back.", day(until))
                    .into_any()
            }
            None => "It holds at once. Nothing is charged.".into_any(),
        },
    }
}

fn sentences(what: &Effects, standing: &Standing) -> Vec<String> {
    let (new, usage) = (limits(what.tier), &standing.usage);
    let (at_once, month) = (count(new.concurrent_builds), count(new.builds_per_month));
    let mut said = Vec::new();
    if what.starts > 0 {
        said.push(format!(
            "{} that {} for room in the month {} at once.",
            builds(what.starts),
            if what.starts == 1 { "waits" } else { "wait" },
            if what.starts == 1 { "is let in" } else { "are let in" }
        ));
    }
    said.push(match new.concurrent_builds {
        Some(1) => "1 build runs at a time.".to_owned(),
        Some(_) => format!("At most {at_once} builds run at the same time."),
        None => "As many builds at the same time as there are workers.".to_owned(),
    });
    said.push(match what.left {
        Some(left) => format!("{month} builds a month: {left} left until {}.", day(usage.resets_at)),
        None => "As many builds a month as you like.".to_owned(),
    });
    if what.held.running_above > 0 {
        let running = builds(usage.running);
        said.push(format!("{running} at work: they go on, and the next one starts when fewer than {at_once} run."));
    }
    if what.held.waiting > 0 && !what.is_up {
        said.push(format!(
            "{} in the queue: kept in order, and started {at_once} at a time.",
            builds(what.held.waiting)
        ));
    }
    if what.held.is_month_full {
        let until = day(usage.resets_at);
        said.push(format!("New builds are kept and start by themselves from {until} on, since this month is used up."));
    }
    said.extend(what.depth.map(|to| deeper(to, what.is_up)));
    let features: Vec<&str> = what.features.iter().filter(|one| one.is_here()).map(|one| one.title()).collect();
    if !features.is_empty() {
        said.push(format!(
            "{}: {}.",
            if what.is_up { "It brings" } else { "It ends" },
            features.join(", ").to_lowercase()
        ));
    }
    said
}

fn deeper(to: Depth, is_up: bool) -> String {
    if is_up {
        format!("A new build makes {}.", depth(to))
    } else {
        format!("A new build makes {}; what was built deeper stays as it is.", depth(to))
    }
}

fn builds(count: u32) -> String {
    if count == 1 { "1 build".to_owned() } else { format!("{count} builds") }
}
