//! What the days before cost, and what the month may come to: with the method, or with why there is no figure.

use std::cmp::Ordering;

use leptos::prelude::*;
use olympus::ledger::{Forecast, MEASURED_DAYS, UsageOutlook, UsagePeriod};
use olympus::money::Usd;

use super::chart::span;
use super::stack::percent;

stylance::import_style!(style, "outlook.module.css");

/// Both, side by side.
#[component]
pub fn Outlook(
    outlook: UsageOutlook,
    /// What the chosen days cost.
    cost: Usd,
) -> impl IntoView {
    let before = outlook.before.map(|(before, earlier)| view! { <Before before earlier cost /> });
    view! {
        <div class=style::outlook>
            <Month outlook=outlook.clone() />
            {before}
        </div>
    }
}

#[component]
fn Before(before: UsagePeriod, earlier: Usd, cost: Usd) -> impl IntoView {
    let days = before.length();
    let name = if days == 1 { "The day before".to_owned() } else { format!("The {days} days before") };
    let share = (earlier > Usd::ZERO).then(|| {
        let (more, less) = (cost.max(earlier) - cost.min(earlier), earlier);
        format!(" ({}%)", percent(more, less, 0))
    });
    let compared = match cost.cmp(&earlier) {
        Ordering::Equal => view! { <p>"These days cost the same."</p> }.into_any(),
        order => {
            let (difference, word) = match order {
                Ordering::Less => (earlier - cost, " less"),
                _ => (cost - earlier, " more"),
            };
            view! {
                <p>
                    "These days cost " <span class="money">{difference.display()}</span> {word} {share} "."
                </p>
            }
            .into_any()
        }
    };
    view! {
        <section class=format!("sheet {}", style::card) aria-labelledby="before">
            <h2 id="before">{name}</h2>
            <p class=format!("money {}", style::figure)>{earlier.display()}</p>
            {compared}
            <p class="soft small">{format!("{}, before anything was given back.", span(before.from(), before.to()))}</p>
        </section>
    }
}

#[component]
fn Month(outlook: UsageOutlook) -> impl IntoView {
    let month = outlook.today.format("%B").to_string();
    let spent = view! {
        <p>
            {format!("Spent in {month} so far: ")} <span class="money">{outlook.month_usd.display()}</span> "."
        </p>
    };
    let body = match outlook.forecast {
        Forecast::TooFewDays { active_days, needed_days } => {
            let have = match active_days {
                0 => "there is none yet".to_owned(),
                1 => "there is 1".to_owned(),
                days => format!("there are {days}"),
            };
            view! {
                <p class=style::figure>"No forecast yet"</p>
                {spent}
                <p class="soft small">
                    {format!(
                        "It needs {needed_days} complete days on which something was spent, and in the last {MEASURED_DAYS} \
                         days {have}. A figure from fewer would be a guess.",
                    )}
                </p>
            }
            .into_any()
        }
        Forecast::Range { low_usd, expected_usd, high_usd, measured_days, active_days } => view! {
            <p class=format!("money {}", style::figure)>
                {format!("{} to {}", low_usd.display(), high_usd.display())}
            </p>
            <p>"About " <span class="money">{expected_usd.display()}</span> ", and in 8 of 10 months within that range."</p>
            {spent}
            <p class="soft small">
                {format!(
                    "From n = {measured_days} complete days, {active_days} of them with cost: their mean carried through the \
                     days that are left, and how far days differ from it as the range. It holds if days go on as they were.",
                )}
            </p>
        }
        .into_any(),
    };
    view! {
        <section class=format!("sheet {}", style::card) aria-labelledby="forecast">
            <h2 id="forecast">{format!("{month}, to its end")}</h2>
            {body}
        </section>
    }
}
