//! The bar: how much of a month's budget is used, and how much is held for agents at work.

use leptos::prelude::*;
use olympus::ledger::BudgetState;
use olympus::money::Usd;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

stylance::import_style!(style, "bar.module.css");

/// A meter that reads as a sentence.
#[component]
pub fn Bar(state: BudgetState, limit: Usd) -> impl IntoView {
    let (used, held) = (part(state.used_usd, limit), part(state.reserved_usd, limit));
    let held_shown = held.min(100_u32.saturating_sub(used));
    let text = format!(
        "{} of {} used, {used} percent; {} more is held for agents at work",
        state.used_usd, limit, state.reserved_usd
    );
    let marks = state.thresholds.iter().filter(|threshold| **threshold < 100).map(|threshold| {
        view! { <span class=style::mark style=format!("inset-inline-start: {threshold}%")></span> }
    });
    view! {
        <div
            class=style::bar
            role="meter"
            aria-label="Used of this month's budget"
            aria-valuemin="0"
            aria-valuemax="100"
            aria-valuenow=used.min(100).to_string()
            aria-valuetext=text
        >
            <span class=style::used data-full=(used >= 100).then_some("") style=format!("width: {}%", used.min(100))></span>
            <span class=style::held style=format!("width: {held_shown}%")></span>
            {marks.collect_view()}
        </div>
        <ul class=style::legend>
            <li>
                <span class=style::swatch></span>
                <span><span class="num">{format!("{used} %")}</span> " used"</span>
            </li>
            <li>
                <span class=style::swatch data-held=""></span>
                <span><span class="num">{format!("{held} %")}</span> " held for agents at work"</span>
            </li>
        </ul>
    }
}

/// `usd` in whole percent of `limit`, cut and not rounded: 100 means that nothing is left.
fn part(usd: Usd, limit: Usd) -> u32 {
    if limit.0.is_zero() {
        return 100;
    }
    (usd.0.max(Decimal::ZERO) * Decimal::ONE_HUNDRED / limit.0).trunc().to_u32().unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_full_only_when_nothing_is_left() {
        let usd = |text: &str| text.parse::<Usd>().unwrap();
        assert_eq!(part(usd("9.9999"), usd("10")), 99);
        assert_eq!(part(usd("10"), usd("10")), 100);
        assert_eq!(part(usd("25"), usd("10")), 250);
        assert_eq!(part(usd("-1"), usd("10")), 0, "more was given back than spent");
    }
}
