//! `/usage`: what the workspace spent in the chosen days.

use axum::http::StatusCode;
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use olympus::error::ErrorCode;
use olympus::ledger::{UsageOutlook, UsagePeriod, UsageReport, UsageReports};
use olympus::money::Usd;
use olympus::plans::limits;
use olympus::tenants::Tenants;

use super::chart::{Chart, in_words, span};
use super::choice::Choice;
use super::controls::Controls;
use super::outlook::Outlook;
use super::stack::Stack;
use super::table::{DayTable, GroupTable};
use crate::builds::grouped;
use crate::context::{caller, service};
use crate::shell::{Glyph, Icon, answered};

stylance::import_style!(style, "page.module.css");

/// Costs by day, what they are made of, what came before and what may come.
#[component]
pub fn UsagePage() -> impl IntoView {
    let query = use_query_map().get_untracked();
    let choice = Choice::read(|name| query.get(name));
    answered(async move {
        let (caller, reports) = (caller()?, service::<UsageReports>()?);
        let tier = service::<Tenants>()?.workspace(&caller).await?.tier;
        let period = match choice.period(reports.today()) {
            Err(error) if error.code == ErrorCode::InvalidInput => {
                return Ok(framed(
                    view! { <Controls choice period=None wrong=Some(error) /> }.into_any(),
                    StatusCode::BAD_REQUEST,
                ));
            }
            period => period?,
        };
        let mut report = reports.report(&caller, period, choice.group).await?;
        report.builds.limit = limits(tier).builds_per_month;
        let outlook = reports.outlook(&caller, period).await?;
        let content = content(report, outlook, period);
        Ok(framed(view! { <Controls choice period=Some(period) wrong=None /> {content} }.into_any(), StatusCode::OK))
    })
}

fn framed(content: AnyView, status: StatusCode) -> AnyView {
    if let Some(response) = use_context::<ResponseOptions>().filter(|_| status != StatusCode::OK) {
        response.set_status(status);
    }
    view! {
        <Title text="Cost and usage" />
        <div class=format!("page {}", style::usage)>
            <h1>"Cost and usage"</h1>
            {content}
        </div>
    }
    .into_any()
}

fn content(report: UsageReport, outlook: UsageOutlook, period: UsagePeriod) -> AnyView {
    let cost = report.cost_usd;
    let shown = if report.totals.is_empty() {
        view! {
            <Empty period />
            <Outlook outlook cost />
        }
        .into_any()
    } else {
        let stack = Stack::of(&report);
        let label = in_words(&report, &stack);
        view! {
            <Figures report=report.clone() />
            <div class=style::both>
                <Chart stack label />
                <div class=style::side>
                    <GroupTable report=report.clone() />
                    <p>
                        <a href=csv(&report) download="">"Download as CSV"</a>
                    </p>
                    <DayTable report />
                </div>
                <Outlook outlook cost />
            </div>
        }
        .into_any()
    };
    view! {
        {shown}
        <p class="soft prose small">
            "A day is a UTC day, from midnight to midnight. A cost stands on the day on which an agent's run ended; what a
            failed build gives back stands on the day on which it failed. Every sum is exactly that of its lines."
        </p>
    }
    .into_any()
}

fn csv(report: &UsageReport) -> String {
    format!("/api/v1/usage.csv?from={}&to={}&group={}", report.from, report.to, report.group.as_str())
}

#[component]
fn Empty(period: UsagePeriod) -> impl IntoView {
    view! {
        <div class=style::empty>
            <p class="lead">
                {format!("Nothing was spent in these days: {}. ", span(period.from(), period.to()))}
                "Choose other days above, or say what you want to build: the quote comes first."
            </p>
            <a class="button" href="/">"Start a build" <Icon glyph=Glyph::Arrow /></a>
        </div>
    }
}

/// The few numbers that one came for.
#[component]
fn Figures(report: UsageReport) -> impl IntoView {
    let builds = report.builds;
    let limit = builds.limit.map_or_else(String::new, |limit| format!(", {limit} a month in your plan"));
    let given_back = (report.refunded_usd > Usd::ZERO).then(|| {
        view! {
            <div>
                <dt>"Given back"</dt>
                <dd class="money">{report.refunded_usd.display()}</dd>
                <dd class="soft small">"for builds that failed; they cost nothing"</dd>
            </div>
        }
    });
    view! {
        <dl class=style::figures>
            <div>
                <dt>"Spent"</dt>
                <dd class="money">{report.cost_usd.display()}</dd>
                <dd class="soft small">{span(report.from, report.to)}</dd>
            </div>
            {given_back}
            <div>
                <dt>"Tokens"</dt>
                <dd class="num">{grouped(report.tokens)}</dd>
                <dd class="soft small">"read and written"</dd>
            </div>
            <div>
                <dt>"Builds"</dt>
                <dd class="num">{grouped(builds.created)}</dd>
                <dd class="soft small">
                    {format!("{} completed, {} failed{limit}", grouped(builds.completed), grouped(builds.failed))}
                </dd>
            </div>
        </dl>
    }
}
