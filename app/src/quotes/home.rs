//! `/`: what do you want to build?

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use leptos_router::params::ParamsMap;
use olympus::agents::Feature;
use olympus::error::Result;
use olympus::plans::Tier;
use olympus::quotes::{BuildRequest, Description, Quote};
use olympus::tenants::Tenants;

use super::company::Company;
use super::field::{Example, QuoteField, Start};
use crate::context::{service, visitor};
use crate::forms::FormState;
use crate::plans::TierTable;
use crate::shell::answered;

stylance::import_style!(style, "home.module.css");

const EXAMPLES: [(&str, &str); 3] = [
    (
        "A booking site for a seaside restaurant",
        "A booking site for a small seaside restaurant. Guests choose a table, a day and a time and get a confirmation. The \
         owner sees every booking on a calendar, closes days, and has a dashboard with guests per week and no-shows.",
    ),
    (
        "Invoices for a two-person studio",
        "Invoices for a two-person design studio: clients, projects, invoices with line items, VAT and due dates. Mark an \
         invoice as paid, see what is overdue, chart the revenue by month and export everything as CSV.",
    ),
    (
        "Spare parts for a bicycle shop",
        "An inventory of spare parts for a bicycle shop: find a part by brand, see where it lies and what it costs, know the \
         suppliers, and be warned when something runs low. No login.",
    ),
];

/// The question, the way it works, and what it costs to go on.
#[component]
pub fn HomePage() -> impl IntoView {
    let query = use_query_map().get_untracked();
    answered(async move {
        let start = start(&query).await;
        Ok(view! {
            <Title text="" />
            <div class=format!("page {}", style::home)>
                <header class=style::question>
                    <h1 id="question">"What do you want to build?"</h1>
                    <p class="lead">
                        "Say it in your own words. A team of named agents builds it while you watch, at a price you see first."
                    </p>
                </header>
                <QuoteField start />
                <Company />
                <section class=style::plans aria-labelledby="plans">
                    <h2 id="plans">"Free to try, priced by how much you build"</h2>
                    <p class="soft prose">
                        "A quote costs nothing and needs no account. A request beyond your plan waits its turn; it is never thrown away."
                    </p>
                    <TierTable />
                </section>
            </div>
        }
        .into_any())
    })
}

/// The quote for `description`, as deep as the visitor's plan allows.
///
/// # Errors
/// Where the description is too short or too long, or the workspace cannot be read.
pub async fn quoted(description: &str, without: Vec<Feature>) -> Result<Quote> {
    let description = Description::parse(description)?;
    let tier = match visitor() {
        Some(caller) => service::<Tenants>()?.workspace(&caller).await?.tier,
        None => Tier::Free,
    };
    let request = BuildRequest { description, depth: None, target_users: None, tech_constraints: None, without };
    Ok(olympus::quotes::quote(&request, tier))
}

async fn start(query: &ParamsMap) -> Start {
    let state = use_context::<FormState>().unwrap_or_default();
    let example = query.get("example").and_then(|number| number.parse::<usize>().ok());
    let example = example.and_then(|number| EXAMPLES.get(number.wrapping_sub(1))).map(|(_, text)| (*text).to_owned());
    let text = state.value("description").or_else(|| query.get("description")).or(example).unwrap_or_default();
    let without = without(query, &state);
    let answer = if text.trim().is_empty() { None } else { Some(quoted(&text, without.clone()).await) };
    let problem = state.error.as_ref().map(|error| error.message.clone());
    let (quote, wrong) = match answer {
        Some(Ok(quote)) => (Some(quote), None),
        Some(Err(error)) => (None, Some(error.message)),
        None => (None, None),
    };
    let example = |(label, text): &(&str, &str)| Example { label: (*label).to_owned(), text: (*text).to_owned() };
    Start { text, without, quote, problem: problem.or(wrong), examples: EXAMPLES.iter().map(example).collect() }
}

/// What was taken out, without what was put back.
fn without(query: &ParamsMap, state: &FormState) -> Vec<Feature> {
    let put_back = query.get_all("with").unwrap_or_default();
    let typed = state.value("without").map(|names| names.split(',').map(str::to_owned).collect());
    let names: Vec<String> = typed.or_else(|| query.get_all("without")).unwrap_or_default();
    let mut features: Vec<Feature> =
        names.iter().filter(|name| !put_back.contains(name)).filter_map(|name| name.parse().ok()).collect();
    features.sort_unstable();
    features.dedup();
    features
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_feature_that_was_put_back_is_no_longer_out() {
        let query: ParamsMap = [
            ("without", "cart"),
            ("without", "payments"),
            ("without", "cart"),
            ("with", "payments"),
            ("without", "nonsense"),
        ]
        .into_iter()
        .map(|(key, value)| (key, value.to_owned()))
        .collect();
        assert_eq!(without(&query, &FormState::default()), vec![Feature::Cart]);
    }
}
