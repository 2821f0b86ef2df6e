//! The chart's numbers as tables: by the group with the exact total, and day by day.

use leptos::prelude::*;
use olympus::ledger::{UsageGroup, UsageItem, UsageReport};
use olympus::money::Usd;

use super::chart::{long, swatch};
use super::controls::group_name;
use super::stack::{percent, series_at};
use crate::builds::{dollars, grouped, places};

stylance::import_style!(style, "table.module.css");

/// Rows that are listed one by one; the CSV has all.
const ROWS: usize = 60;

/// Each agent, phase, person or build with what it cost, and their exact sum.
#[component]
pub fn GroupTable(report: UsageReport) -> impl IntoView {
    let (total, group) = (report.cost_usd, report.group);
    let places = decimals(report.totals.iter().map(|item| item.cost_usd).chain([total, report.refunded_usd]));
    let (listed, rest) = report.totals.split_at(report.totals.len().min(ROWS));
    let rows: Vec<_> = listed
        .iter()
        .enumerate()
        .map(|(place, item)| row(place, name_of(group, item), (item.tokens, item.cost_usd, total), places))
        .collect();
    let rest = (!rest.is_empty()).then(|| {
        let sums = (rest.iter().map(|item| item.tokens).sum(), rest.iter().map(|item| item.cost_usd).sum(), total);
        let name = format!("{} more, all in the CSV", rest.len());
        row(listed.len(), view! { <span>{name}</span> }.into_any(), sums, places)
    });
    view! {
        <div class="scroll-x" tabindex="0" role="region" aria-label=format!("Cost by {}", group.as_str())>
            <table class=style::table>
                <thead>
                    <tr>
                        <th scope="col">{group_name(group)}</th>
                        <th scope="col" data-optional="">"Tokens"</th>
                        <th scope="col" data-optional="">"Share"</th>
                        <th scope="col">"Cost"</th>
                    </tr>
                </thead>
                <tbody>{rows} {rest}</tbody>
                <tfoot>{sums(&report, places)}</tfoot>
            </table>
        </div>
    }
}

fn row(place: usize, name: AnyView, (tokens, cost, total): (u64, Usd, Usd), places: usize) -> impl IntoView {
    view! {
        <tr>
            <th scope="row">
                <span class=style::name>{swatch(series_at(place))} {name}</span>
            </th>
            <td class="num" data-optional="">{grouped(tokens)}</td>
            <td class="num" data-optional="">{share(cost, total)}</td>
            <td class="money">{dollars(&cost.exact(), places)}</td>
        </tr>
    }
}

/// `42%`; what is little is not nothing.
fn share(cost: Usd, total: Usd) -> String {
    match percent(cost, total, 0) {
        percent if percent.is_zero() && cost > Usd::ZERO => "<1%".to_owned(),
        percent => format!("{percent}%"),
    }
}

fn name_of(group: UsageGroup, item: &UsageItem) -> AnyView {
    let label = item.label.clone();
    match group {
        UsageGroup::Build => view! { <a href=format!("/builds/{}/costs", item.key)>{label}</a> }.into_any(),
        _ => view! { <span>{label}</span> }.into_any(),
    }
}

/// The total; and what was given back, where anything was.
fn sums(report: &UsageReport, places: usize) -> impl IntoView + use<> {
    let line = |name: &'static str, tokens: String, amount: Usd| {
        view! {
            <tr>
                <th scope="row">{name}</th>
                <td class="num" data-optional="">{tokens}</td>
                <td data-optional=""></td>
                <td class="money">{dollars(&amount.exact(), places)}</td>
            </tr>
        }
    };
    let total = line("Total", grouped(report.tokens), report.cost_usd);
    let given_back = (report.refunded_usd > Usd::ZERO).then(|| {
        view! {
            {line("Given back", String::new(), Usd::ZERO - report.refunded_usd)}
            {line("Paid", String::new(), report.cost_usd - report.refunded_usd)}
        }
    });
    view! { {total} {given_back} }
}

/// What each day cost, folded away.
#[component]
pub fn DayTable(report: UsageReport) -> impl IntoView {
    let days: Vec<_> = report.days.iter().rev().filter(|day| !day.items.is_empty()).collect();
    let places = decimals(days.iter().map(|day| day.cost_usd()).chain([report.cost_usd]));
    let rows = days
        .iter()
        .map(|day| {
            let tokens = day.items.iter().map(|item| item.tokens).sum();
            view! {
                <tr>
                    <th scope="row">
                        <time datetime=day.date.to_string()>{long(day.date)}</time>
                    </th>
                    <td class="num">{grouped(tokens)}</td>
                    <td class="money">{dollars(&day.cost_usd().exact(), places)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <details class=style::days>
            <summary>"Day by day"</summary>
            <div class="scroll-x" tabindex="0" role="region" aria-label="Cost by day">
                <table class=style::table>
                    <thead>
                        <tr>
                            <th scope="col">"Day (UTC)"</th>
                            <th scope="col">"Tokens"</th>
                            <th scope="col">"Cost"</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                    <tfoot>
                        <tr>
                            <th scope="row">"Total"</th>
                            <td class="num">{grouped(report.tokens)}</td>
                            <td class="money">{dollars(&report.cost_usd.exact(), places)}</td>
                        </tr>
                    </tfoot>
                </table>
            </div>
            <p class="soft small">"Days that are not listed cost nothing."</p>
        </details>
    }
}

/// As many as the most exact amount needs, so that the points stand under each other.
fn decimals(amounts: impl Iterator<Item = Usd>) -> usize {
    amounts.map(|amount| places(&amount.exact())).max().unwrap_or_default()
}
