//! SQL of cost lines and refunds.

pub mod budgets;
pub mod months;
pub mod reservations;
pub mod usage;

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;

use crate::agents::Phase;
use crate::error::{Error, Result};
use crate::ids::{BuildId, TenantId};
use crate::ledger::model::{CostLine, Refund};
use crate::money::Usd;

pub async fn insert(
    connection: &mut PgConnection,
    (tenant, build, month): (TenantId, BuildId, NaiveDate),
    line: &CostLine,
) -> Result<()> {
    sqlx::query(
        "insert into build_costs (tenant_id, build_id, agent_id, attempt, phase, tokens_in, tokens_out, cost_usd, at,
                                  month, waived_usd)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
    )
    .bind(tenant)
    .bind(build)
    .bind(line.agent_id.as_str())
    .bind(i32::try_from(line.attempt).map_err(Error::internal)?)
    .bind(line.phase.as_str())
    .bind(i64::try_from(line.tokens_in).map_err(Error::internal)?)
    .bind(i64::try_from(line.tokens_out).map_err(Error::internal)?)
    .bind(line.cost_usd)
    .bind(line.at)
    .bind(month)
    .bind(line.waived_usd)
    .execute(connection)
    .await?;
    Ok(())
}

/// The sum of all lines, and of those of `phase`.
pub async fn totals(connection: &mut PgConnection, build: BuildId, phase: Phase) -> Result<(Usd, Usd)> {
    Ok(sqlx::query_as(
        "select coalesce(sum(cost_usd), 0), coalesce(sum(cost_usd) filter (where phase = $2), 0)
         from build_costs where build_id = $1",
    )
    .bind(build)
    .bind(phase.as_str())
    .fetch_one(connection)
    .await?)
}

/// One line that gives back whatever the lines exceed earlier refunds by.
pub async fn refund(connection: &mut PgConnection, refund: &Refund<'_>) -> Result<Option<Usd>> {
    Ok(sqlx::query_scalar(
        "insert into build_refunds (tenant_id, build_id, failure, amount_usd, reason, at)
         select $1, $2, given.count + 1, spent.usd - given.usd, $3, $4
         from (select coalesce(sum(cost_usd), 0) as usd from build_costs where build_id = $2) spent,
              (select count(*)::int as count, coalesce(sum(amount_usd), 0) as usd
               from build_refunds where build_id = $2) given
         where spent.usd > given.usd
         returning amount_usd",
    )
    .bind(refund.tenant)
    .bind(refund.build)
    .bind(refund.reason)
    .bind(refund.at)
    .fetch_optional(connection)
    .await?)
}

pub async fn refunded(connection: &mut PgConnection, build: BuildId) -> Result<Usd> {
    Ok(sqlx::query_scalar("select coalesce(sum(amount_usd), 0) from build_refunds where build_id = $1")
        .bind(build)
        .fetch_one(connection)
        .await?)
}

pub async fn tokens(connection: &mut PgConnection, build: BuildId) -> Result<u64> {
    let tokens: i64 = sqlx::query_scalar(
        "select coalesce(sum(tokens_in + tokens_out), 0)::bigint from build_costs where build_id = $1",
    )
    .bind(build)
    .fetch_one(connection)
    .await?;
    u64::try_from(tokens).map_err(Error::internal)
}

/// A line's columns.
type Row = (String, String, i32, i64, i64, Usd, Usd, DateTime<Utc>);

pub async fn lines(connection: &mut PgConnection, build: BuildId) -> Result<Vec<CostLine>> {
    let rows: Vec<Row> = sqlx::query_as(
        "select agent_id, phase, attempt, tokens_in, tokens_out, cost_usd, waived_usd, at
         from build_costs where build_id = $1 order by at, agent_id",
    )
    .bind(build)
    .fetch_all(connection)
    .await?;
    rows.into_iter().map(line).collect()
}

fn line((agent_id, phase, attempt, tokens_in, tokens_out, cost_usd, waived_usd, at): Row) -> Result<CostLine> {
    Ok(CostLine {
        agent_id: agent_id.parse()?,
        phase: phase.parse()?,
        attempt: u32::try_from(attempt).map_err(Error::internal)?,
        tokens_in: u64::try_from(tokens_in).map_err(Error::internal)?,
        tokens_out: u64::try_from(tokens_out).map_err(Error::internal)?,
        cost_usd,
        waived_usd,
        at,
    })
}
