//! What the workspace spent: by UTC day and agent, phase, person or build; as JSON and as a table for spreadsheets.

use axum::extract::State;
use olympus::error::Error;
use olympus::ledger::{UsageGroup, UsagePeriod, UsageReport, UsageReports};
use olympus::plans::limits;
use olympus::tenants::Tenants;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::api::{Answer, ApiError, ApiErrorBody, Cell, Csv, QueryFields};
use crate::caller::SignedInCaller;

/// Which days, and by what they are told apart. Without any: the running month, by agent.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct UsageQuery {
    /// A month, as in 2026-11.
    month: Option<String>,
    /// The first day in UTC, as in 2026-11-03; with `to`, instead of `month`.
    from: Option<String>,
    /// The last day in UTC; at most 366 days in all.
    to: Option<String>,
    /// `agent`, `phase`, `person` or `build`.
    group: Option<String>,
}

impl UsageQuery {
    fn period(&self, reports: &UsageReports) -> Result<UsagePeriod, Error> {
        match (self.month.as_deref(), self.from.as_deref(), self.to.as_deref()) {
            (None, None, None) => Ok(UsagePeriod::month_of(reports.today())),
            (Some(month), None, None) => UsagePeriod::month(month),
            (Some(_), ..) => Err(Error::invalid("month", "month stands alone: give a month, or from and to.")),
            (None, Some(from), Some(to)) => UsagePeriod::between(from, to),
            (None, Some(_), None) => Err(Error::invalid("to", "to is missing: from and to go together.")),
            (None, None, Some(_)) => Err(Error::invalid("from", "from is missing: from and to go together.")),
        }
    }

    fn group(&self) -> Result<UsageGroup, Error> {
        self.group.as_deref().map_or(Ok(UsageGroup::default()), str::parse)
    }
}

/// What was spent in a month or between two days: builds, tokens, exact cost, and each day by the group.
#[utoipa::path(get, path = "/usage", tag = "usage", params(UsageQuery), responses(
    (status = 200, body = UsageReport, description = "Days are UTC days; each sum is exact"),
    (status = 400, description = "`details.field` names the wrong part of the query", body = ApiErrorBody),
))]
pub async fn show(
    State(reports): State<UsageReports>,
    State(tenants): State<Tenants>,
    SignedInCaller(caller): SignedInCaller,
    QueryFields(query): QueryFields<UsageQuery>,
) -> Result<Answer<UsageReport>, ApiError> {
    let (period, group) = (query.period(&reports)?, query.group()?);
    let tier = tenants.workspace(&caller).await?.tier;
    let mut report = reports.report(&caller, period, group).await?;
    report.builds.limit = limits(tier).builds_per_month;
    Ok(Answer::new(report))
}

/// The same as a table for spreadsheets: one row a day and agent, phase, person or build, with every decimal.
#[utoipa::path(get, path = "/usage.csv", tag = "usage", params(UsageQuery), responses(
    (status = 200, content_type = "text/csv", body = String, description = "RFC 4180"),
    (status = 400, description = "`details.field` names the wrong part of the query", body = ApiErrorBody),
))]
pub async fn table(
    State(reports): State<UsageReports>,
    State(tenants): State<Tenants>,
    SignedInCaller(caller): SignedInCaller,
    QueryFields(query): QueryFields<UsageQuery>,
) -> Result<Csv, ApiError> {
    let (period, group) = (query.period(&reports)?, query.group()?);
    // Only members read it.
    tenants.workspace(&caller).await?;
    Ok(in_rows(&reports.report(&caller, period, group).await?))
}

fn in_rows(report: &UsageReport) -> Csv {
    let (group, from, to) = (report.group.as_str(), report.from, report.to);
    let name = format!("olympus-usage-{from}-to-{to}-by-{group}.csv");
    let mut csv = Csv::new(name, &["date", group, "name", "tokens", "cost_usd"]);
    for day in &report.days {
        for item in &day.items {
            csv.row(&[
                Cell::Number(&day.date.to_string()),
                Cell::Text(&item.key),
                Cell::Text(&item.label),
                Cell::Number(&item.tokens.to_string()),
                Cell::Number(&item.cost_usd.exact()),
            ]);
        }
    }
    csv
}
