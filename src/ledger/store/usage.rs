//! SQL of usage: sums over cost lines by UTC day, refunds, and counts of builds. Row security leaves one tenant's rows.

use chrono::NaiveDate;
use sqlx::PgConnection;

use crate::error::{Error, Result};
use crate::ledger::usage_model::{UsageBuilds, UsageGroup, UsageItem, UsagePeriod};
use crate::money::Usd;

/// What a sum is of.
pub enum SumOf {
    /// A key of the group on one day.
    Day(NaiveDate),
    /// A phase in the whole period.
    Phase,
    /// An agent in the whole period.
    Agent,
}

/// A sum of cost lines.
pub struct Sum {
    pub of: SumOf,
    pub item: UsageItem,
}

/// Materialized, so that a group's key and the agent's id stay two columns for the grouping sets.
macro_rules! sums_by {
    ($key:literal, $label:literal, $from:literal) => {
        concat!(
            "with lines as materialized (select (c.at at time zone 'UTC')::date as day, c.agent_id, c.phase, ",
            $key,
            " as key, ",
            $label,
            " as label, c.cost_usd, c.tokens_in + c.tokens_out as tokens from build_costs c ",
            $from,
            " where c.at >= $1 and c.at < $2)
            select day, phase, agent_id, coalesce(key, phase, agent_id), coalesce(min(label), key, phase, agent_id),
                   sum(cost_usd), sum(tokens)::bigint
            from lines group by grouping sets ((day, key), (phase), (agent_id))"
        )
    };
}

/// By day and key of the group, by phase, and by agent, all as of one moment.
pub async fn sums(connection: &mut PgConnection, period: UsagePeriod, group: UsageGroup) -> Result<Vec<Sum>> {
    type Row = (Option<NaiveDate>, Option<String>, Option<String>, String, String, Usd, i64);
    let sql = match group {
        UsageGroup::Agent => sums_by!("c.agent_id", "c.agent_id", ""),
        UsageGroup::Phase => sums_by!("c.phase", "c.phase", ""),
        UsageGroup::Person => sums_by!(
            "b.created_by::text",
            "u.name",
            "join builds b on b.id = c.build_id join users u on u.id = b.created_by"
        ),
        UsageGroup::Build => sums_by!("c.build_id::text", "b.title", "join builds b on b.id = c.build_id"),
    };
    let (start, end) = period.moments();
    let rows: Vec<Row> = sqlx::query_as(sql).bind(start).bind(end).fetch_all(connection).await?;
    rows.into_iter()
        .map(|(day, phase, _, key, label, cost_usd, tokens)| {
            let (of, label) = match (day, phase) {
                (Some(day), _) => (SumOf::Day(day), label),
                (None, Some(_)) => (SumOf::Phase, key.clone()),
                (None, None) => (SumOf::Agent, key.clone()),
            };
            Ok(Sum { of, item: UsageItem { key, label, cost_usd, tokens: unsigned(tokens)? } })
        })
        .collect()
}

/// Given back in these days.
pub async fn refunded(connection: &mut PgConnection, period: UsagePeriod) -> Result<Usd> {
    let (start, end) = period.moments();
    let sql = "select coalesce(sum(amount_usd), 0) from build_refunds where at >= $1 and at < $2";
    Ok(sqlx::query_scalar(sql).bind(start).bind(end).fetch_one(connection).await?)
}

/// The sum of the lines of these days.
pub async fn total(connection: &mut PgConnection, period: UsagePeriod) -> Result<Usd> {
    let (start, end) = period.moments();
    let sql = "select coalesce(sum(cost_usd), 0) from build_costs where at >= $1 and at < $2";
    Ok(sqlx::query_scalar(sql).bind(start).bind(end).fetch_one(connection).await?)
}

/// Each day that has lines, with their sum.
pub async fn days(connection: &mut PgConnection, period: UsagePeriod) -> Result<Vec<(NaiveDate, Usd)>> {
    let (start, end) = period.moments();
    let sql = "select (at at time zone 'UTC')::date, sum(cost_usd) from build_costs
               where at >= $1 and at < $2 group by 1 order by 1";
    Ok(sqlx::query_as(sql).bind(start).bind(end).fetch_all(connection).await?)
}

/// Counted from the builds themselves: a build that failed and was tried again counts as what it is now.
pub async fn builds(connection: &mut PgConnection, period: UsagePeriod) -> Result<UsageBuilds> {
    let (start, end) = period.moments();
    let (created, completed, failed): (i64, i64, i64) = sqlx::query_as(
        "select count(*) filter (where created_at >= $1 and created_at < $2),
                count(*) filter (where status = 'completed' and finished_at >= $1 and finished_at < $2),
                count(*) filter (where status = 'failed' and finished_at >= $1 and finished_at < $2)
         from builds where created_at < $2 and (created_at >= $1 or finished_at >= $1)",
    )
    .bind(start)
    .bind(end)
    .fetch_one(connection)
    .await?;
    Ok(UsageBuilds {
        created: unsigned(created)?,
        completed: unsigned(completed)?,
        failed: unsigned(failed)?,
        limit: None,
    })
}

fn unsigned(number: i64) -> Result<u64> {
    u64::try_from(number).map_err(Error::internal)
}
