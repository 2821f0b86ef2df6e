//! A quote on paper: what it costs, how long it takes, what was understood and from which words, who would work on it.

use leptos::prelude::*;
use olympus::agents::{Feature, Phase, agent};
use olympus::money::Usd;
use olympus::quotes::{CostRange, DetectedFeature, Quote, SecondsRange, duration_in_words};

use crate::shell::{Glyph, Icon};

stylance::import_style!(style, "slip.module.css");

/// What a reader does to a detected feature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edit {
    /// Build it without.
    TakeOut(Feature),
    /// Build it with it after all.
    PutBack(Feature),
}

/// A quote whose features can be taken out. Each chip is a button of the form around it, so that it works without
/// JavaScript by asking for the page again.
#[component]
pub fn Slip(
    /// The quote.
    quote: Quote,
    /// What the reader took out so far.
    without: Vec<Feature>,
    /// Called instead of sending the form where the page is alive.
    on_edit: Callback<Edit>,
) -> impl IntoView {
    let chips = quote.features.iter().cloned().map(|one| view! { <Chip one on_edit /> }).collect_view();
    let removed = without
        .into_iter()
        .map(|feature| {
            view! {
                <li class=style::out>
                    <span>{feature.label()}</span>
                    <button
                        class="link-button"
                        type="submit"
                        formmethod="get"
                        formaction="/"
                        formnovalidate
                        name="with"
                        value=feature.as_str()
                        on:click=move |event| { event.prevent_default(); on_edit.run(Edit::PutBack(feature)); }
                    >
                        "put back"
                    </button>
                </li>
            }
        })
        .collect_view();
    view! { <Paper quote chips removed /> }
}

#[component]
fn Chip(one: DetectedFeature, on_edit: Callback<Edit>) -> impl IntoView {
    let feature = one.feature;
    view! {
        <li class=style::feature>
            <span class=style::chip>
                {one.label.clone()}
                <button
                    type="submit"
                    formmethod="get"
                    formaction="/"
                    formnovalidate
                    name="without"
                    value=feature.as_str()
                    aria-label=format!("Build it without {}", one.label)
                    title="Build it without"
                    on:click=move |event| { event.prevent_default(); on_edit.run(Edit::TakeOut(feature)); }
                >
                    <Icon glyph=Glyph::Cross size=14 />
                </button>
            </span>
            <Words of=one />
        </li>
    }
}

#[component]
fn Words(of: DetectedFeature) -> impl IntoView {
    let words = of.evidence.iter().map(|words| format!("\u{201c}{words}\u{201d}")).collect::<Vec<_>>().join(", ");
    view! { <q class=style::words>{words}</q> }
}

/// A quote that was given and stays as it is.
#[cfg(feature = "ssr")]
#[component]
pub fn Receipt(quote: Quote) -> impl IntoView {
    let chips = quote
        .features
        .iter()
        .cloned()
        .map(|one| {
            view! {
                <li class=style::feature>
                    <span class=style::chip data-fixed="">{one.label.clone()}</span>
                    <Words of=one />
                </li>
            }
        })
        .collect_view();
    view! { <Paper quote chips removed=() /> }
}

#[component]
fn Paper<C: IntoView + 'static, R: IntoView + 'static>(quote: Quote, chips: C, removed: R) -> impl IntoView {
    let agents = quote.plan.agents.len();
    let refused = quote
        .excluded
        .iter()
        .cloned()
        .map(|one| {
            view! {
                <li class=style::out>
                    <span>{one.label.clone()}</span>
                    <Words of=one />
                </li>
            }
        })
        .collect_view();
    view! {
        <div class=style::slip>
            <dl class=style::figures>
                <div>
                    <dt>"Cost"</dt>
                    <dd>
                        <strong class="money">{quote.cost.expected.display()}</strong>
                        <span class="num">{cost_range(&quote.cost)}</span>
                    </dd>
                </div>
                <div>
                    <dt>"Time"</dt>
                    <dd>
                        <strong class="num">{duration_in_words(quote.duration.expected)}</strong>
                        <span class="num">{time_range(&quote.duration)}</span>
                    </dd>
                </div>
                <div>
                    <dt>"Agents"</dt>
                    <dd>
                        <strong class="num">{agents}</strong>
                        <span class="num">{format!("{} phases", quote.plan.phases().len())}</span>
                    </dd>
                </div>
            </dl>
            {quote.notice.clone().map(|notice| view! { <p class=style::notice>{notice}</p> })}
            <h3>"What we read in your words"</h3>
            {(!quote.things.is_empty())
                .then(|| view! { <p class=style::things>"It will keep " <b>{in_a_row(&quote.things)}</b> "."</p> })}
            <ul class=style::features>{chips}{removed}{refused}</ul>
            <h3>"Who will work on it"</h3>
            <ul class=style::phases>
                {quote
                    .plan
                    .phases()
                    .into_iter()
                    .map(|phase| {
                        view! {
                            <li>
                                <span class=style::phase>{phase_name(phase)}</span>
                                <span>{names_in(&quote, phase)}</span>
                            </li>
                        }
                    })
                    .collect_view()}
            </ul>
        </div>
    }
}

fn names_in(quote: &Quote, phase: Phase) -> String {
    let planned = quote.plan.agents.iter().filter(|one| one.phase == phase);
    planned.map(|one| agent(one.agent_id).name).collect::<Vec<_>>().join(", ")
}

/// `Discovery`.
#[must_use]
pub fn phase_name(phase: Phase) -> String {
    let name = phase.as_str();
    name.chars().take(1).flat_map(char::to_uppercase).chain(name.chars().skip(1)).collect()
}

/// `tables, guests and bookings`.
fn in_a_row(things: &[String]) -> String {
    match things {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// `$1.90 to $3.10`.
#[must_use]
pub fn cost_range(range: &CostRange) -> String {
    let short = |amount: Usd| amount.display();
    format!("{} to {}", short(range.low), short(range.high))
}

fn time_range(range: &SecondsRange) -> String {
    let (low, high) = (duration_in_words(range.low), duration_in_words(range.high));
    match (low.split_once(' '), high.split_once(' ')) {
        (Some((few, unit)), Some((_, same))) if unit == same => format!("{few} to {high}"),
        _ => format!("{low} to {high}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_name_their_unit_once() {
        let range = |low, high| SecondsRange { expected: low, low, high };
        assert_eq!(time_range(&range(180, 330)), "3 to 6 minutes");
        assert_eq!(time_range(&range(40, 330)), "40 seconds to 6 minutes");
    }

    #[test]
    fn things_are_listed_as_people_list_them() {
        let things: Vec<String> = ["tables", "guests", "bookings"].map(str::to_owned).to_vec();
        assert_eq!(in_a_row(&things), "tables, guests and bookings");
        assert_eq!(in_a_row(&things[..1]), "tables");
    }
}
