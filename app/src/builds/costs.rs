//! `/builds/{id}/costs`: the ledger, line by line, and its sum.

use leptos::prelude::*;
use leptos_meta::Title;
use olympus::agents::agent;
use olympus::builds::Builds;
use olympus::ledger::{BuildCosts, CostLine};

use super::page::build_in_address;
use super::words::grouped;
use crate::context::{caller, service};
use crate::quotes::phase_name;
use crate::shell::{LocalTime, TimeStyle, answered};

stylance::import_style!(style, "costs.module.css");

/// The ledger of a build.
#[component]
pub fn CostsPage() -> impl IntoView {
    let id = build_in_address();
    answered(async move {
        let (id, builds, caller) = (id?, service::<Builds>()?, caller()?);
        let view = builds.view(&caller, id).await?;
        let costs = builds.costs(&caller, id).await?;
        Ok(view! {
            <Title text=format!("Costs of {}", view.title) />
            <div class=format!("page {}", style::costs)>
                <p class="small"><a href=format!("/builds/{id}")>{view.title}</a></p>
                <h1>"Cost ledger"</h1>
                <p class="lead">
                    "Quoted at about " <span class="money">{costs.quote_usd.display()}</span> ", spent "
                    <span class="money">{costs.total_usd.display()}</span>
                    " so far. Every run of every agent is one line, and the total is exactly their sum."
                </p>
                <Ledger costs />
                <p class="soft prose">
                    "A run costs what it read and wrote, at the rate of its kind of work. What an agent has finished is
                    paid once: trying a build again goes on after it."
                </p>
            </div>
        }
        .into_any())
    })
}

#[component]
fn Ledger(costs: BuildCosts) -> impl IntoView {
    if costs.lines.is_empty() {
        return view! { <p class="soft">"No lines yet: nothing has been spent."</p> }.into_any();
    }
    let tokens: (u64, u64) =
        costs.lines.iter().fold((0, 0), |sum, line| (sum.0 + line.tokens_in, sum.1 + line.tokens_out));
    let total = costs.total_usd.exact();
    // As many decimals everywhere as the most exact amount needs, so that the points stand under each other.
    let places = costs.lines.iter().map(|line| places(&line.cost_usd.exact())).fold(places(&total), usize::max);
    let rows = costs.lines.into_iter().map(|line| view! { <Line line places /> }).collect_view();
    view! {
        <div class="scroll-x" tabindex="0" role="region" aria-label="Cost ledger">
            <table class=style::table>
                <thead>
                    <tr>
                        <th scope="col">"Agent"</th>
                        <th scope="col">"Phase"</th>
                        <th scope="col">"Try"</th>
                        <th scope="col">"Read"</th>
                        <th scope="col">"Written"</th>
                        <th scope="col">"Cost"</th>
                        <th scope="col">"When"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
                <tfoot>
                    <tr>
                        <th scope="row">"Total"</th>
                        <td></td>
                        <td></td>
                        <td class="num">{grouped(tokens.0)}</td>
                        <td class="num">{grouped(tokens.1)}</td>
                        <td class="money">{dollars(&total, places)}</td>
                        <td></td>
                    </tr>
                </tfoot>
            </table>
        </div>
    }
    .into_any()
}

#[component]
fn Line(line: CostLine, places: usize) -> impl IntoView {
    view! {
        <tr>
            <th scope="row">{agent(line.agent_id).name}</th>
            <td>{phase_name(line.phase)}</td>
            <td class="num">{line.attempt}</td>
            <td class="num">{grouped(line.tokens_in)}</td>
            <td class="num">{grouped(line.tokens_out)}</td>
            <td class="money">{dollars(&line.cost_usd.exact(), places)}</td>
            <td class="soft small">
                <LocalTime at=line.at style=TimeStyle::Relative />
            </td>
        </tr>
    }
}

/// Decimals of an exact amount.
pub fn places(exact: &str) -> usize {
    exact.split_once('.').map_or(0, |(_, decimals)| decimals.len())
}

/// `$0.01200000`, with at least `least` decimals.
pub fn dollars(exact: &str, least: usize) -> String {
    let (sign, amount) = exact.strip_prefix('-').map_or(("", exact), |amount| ("−", amount));
    let missing = least.saturating_sub(places(amount));
    let point = if amount.contains('.') || missing == 0 { "" } else { "." };
    format!("{sign}${amount}{point}{}", "0".repeat(missing))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_of_a_column_have_equally_many_decimals() {
        assert_eq!(dollars("0.012", 5), "$0.01200");
        assert_eq!(dollars("-3", 2), "−$3.00");
        assert_eq!(dollars("1.2345", 2), "$1.2345");
    }
}
