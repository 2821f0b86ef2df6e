//! Daily costs as stacked bars: drawn in percent of the box, so that bars fill any width and words keep their size.

use chrono::{Datelike, NaiveDate};
use leptos::prelude::*;
use olympus::ledger::UsageReport;
use olympus::money::Usd;
use rust_decimal::Decimal;

use super::stack::{Bar, NAMED, Series, Stack, percent};

stylance::import_style!(style, "chart.module.css");

/// Most dates under the bars.
const DATES: usize = 7;
/// More bars than this have no lines between them, which would leave nothing of them.
const DENSE: usize = 62;
/// Part of a day's width that its bar takes.
const BAR: f64 = 0.74;

/// The chart of a report, with its legend.
#[component]
pub fn Chart(stack: Stack, label: String) -> impl IntoView {
    let (count, top) = (stack.bars.len(), stack.top);
    let every = count.div_ceil(DATES).max(1);
    let dates = stack
        .bars
        .iter()
        .enumerate()
        .step_by(every)
        .map(|(place, bar)| {
            let (x, minor) = (centre(place, count), (place / every % 2 == 1).then_some(""));
            view! { <text class=style::date data-minor=minor x=format!("{x:.3}%") y="100%" dy="1.5em">{short(bar.date)}</text> }
        })
        .collect_view();
    let bars = stack.bars.iter().enumerate().map(|(place, bar)| column(place, count, bar, &stack)).collect_view();
    view! {
        <figure class=style::figure>
            <svg class=style::chart data-dense=(count > DENSE).then_some("") role="img" aria-label=label>
                <defs>{(0..=NAMED).filter(|series| is_hatched(*series)).map(hatching).collect_view()}</defs>
                {line(Usd(top.0 / Decimal::TWO), top)}
                {line(top, top)}
                {bars}
                <line class=style::ground x1="0" x2="100%" y1="100%" y2="100%" />
                {dates}
            </svg>
            <figcaption>
                <ul class=style::legend>
                    {stack.series.iter().enumerate().map(|(place, series)| legend(place, series)).collect_view()}
                </ul>
            </figcaption>
        </figure>
    }
}

/// What the picture says, in a sentence.
pub fn in_words(report: &UsageReport, stack: &Stack) -> String {
    let most = stack.peak().map_or_else(String::new, |bar| {
        format!(" The dearest day is {} with {}.", short(bar.date), bar.cost_usd.display())
    });
    let first = stack.series.first().map_or_else(String::new, |series| {
        format!(" The largest part is {} with {}.", series.label, series.cost_usd.display())
    });
    let days = span(report.from, report.to);
    format!(
        "Cost of each day, {days}, by {}: {} in all.{most}{first} The tables say the same.",
        report.group.as_str(),
        report.cost_usd.display()
    )
}

/// `3 Nov`.
pub fn short(day: NaiveDate) -> String {
    day.format("%-d %b").to_string()
}

/// `3 Nov 2026`.
pub fn long(day: NaiveDate) -> String {
    day.format("%-d %b %Y").to_string()
}

/// `3 Nov to 9 Nov 2026`, with both years where they differ.
pub fn span(from: NaiveDate, to: NaiveDate) -> String {
    if from == to {
        return long(from);
    }
    let first = if from.year() == to.year() { short(from) } else { long(from) };
    format!("{first} to {}", long(to))
}

/// A small square as the series is drawn.
pub fn swatch(series: usize) -> impl IntoView {
    view! {
        <svg class=style::swatch width="14" height="14" aria-hidden="true" focusable="false">
            <rect width="14" height="14" rx="2" style=paint(series) />
        </svg>
    }
}

fn legend(place: usize, series: &Series) -> impl IntoView + use<> {
    view! {
        <li>
            {swatch(place)}
            <span>{series.label.clone()}</span>
            <span class="money">{series.cost_usd.display()}</span>
        </li>
    }
}

/// A line across, with its amount at the left.
fn line(at: Usd, top: Usd) -> impl IntoView {
    let y = format!("{}%", Decimal::ONE_HUNDRED - percent(at, top, 3));
    view! {
        <line class=style::grid x1="0" x2="100%" y1=y.clone() y2=y.clone() />
        <text class=format!("money {}", style::amount) x="-8" y=y dy="0.35em">{at.display()}</text>
    }
}

fn centre(place: usize, count: usize) -> f64 {
    (place as f64 + 0.5) * 100.0 / count.max(1) as f64
}

/// One day from the bottom up.
fn column(place: usize, count: usize, bar: &Bar, stack: &Stack) -> impl IntoView + use<> {
    let width = BAR * 100.0 / count.max(1) as f64;
    let (x, width) = (format!("{:.3}%", centre(place, count) - width / 2.0), format!("{width:.3}%"));
    let mut below = Usd::ZERO;
    let parts: Vec<_> = bar
        .parts
        .iter()
        .map(|(series, cost)| {
            below += *cost;
            let y = format!("{}%", Decimal::ONE_HUNDRED - percent(below, stack.top, 3));
            let height = format!("{}%", percent(*cost, stack.top, 3));
            let name = stack.series.get(*series).map_or("", |series| series.label.as_str());
            let title = format!("{}: {name} {} of {}", short(bar.date), cost.display(), bar.cost_usd.display());
            view! {
                <rect class=style::part x=x.clone() y=y width=width.clone() height=height style=paint(*series)>
                    <title>{title}</title>
                </rect>
            }
        })
        .collect();
    parts
}

/// Every second kind is hatched, so that neighbours differ without colour, too.
fn is_hatched(series: usize) -> bool {
    series % 2 == 1 || series == NAMED
}

fn paint(series: usize) -> String {
    if is_hatched(series) { format!("fill:url(#usage-{series})") } else { format!("fill:var(--series-{})", series + 1) }
}

fn hatching(series: usize) -> impl IntoView {
    let turn = match series {
        NAMED => "rotate(0)",
        1 | 5 => "rotate(45)",
        _ => "rotate(-45)",
    };
    view! {
        <pattern id=format!("usage-{series}") width="6" height="6" patternUnits="userSpaceOnUse" patternTransform=turn>
            <rect width="6" height="6" style=format!("fill:var(--series-{})", series + 1) />
            <rect class=style::gap width="6" height="1.5" />
        </pattern>
    }
}
