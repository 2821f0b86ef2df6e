//! SQL of reservations. Each is part of its month's `reserved_usd`; both change in one statement or under the month's lock.

use chrono::NaiveDate;
use sqlx::PgConnection;

use crate::agents::AgentId;
use crate::error::{Error, Result};
use crate::ids::BuildId;
use crate::ledger::model::{Budget, BudgetAction, Reservation};
use crate::money::Usd;

/// Build, agent, attempt: what a reservation and a line are known by.
pub type Run = (BuildId, AgentId, u32);

/// What a reservation meets.
pub struct Standing {
    pub budget: Budget,
    pub is_held: bool,
    pub is_settled: bool,
}

pub async fn standing(connection: &mut PgConnection, reservation: &Reservation) -> Result<Standing> {
    type Row = (Option<Usd>, Option<BudgetAction>, bool, bool);
    let (monthly_usd, action, is_held, is_settled): Row = sqlx::query_as(
        "select b.monthly_usd, b.action,
                exists (select from cost_reservations where build_id = $2 and agent_id = $3 and attempt = $4),
                exists (select from build_costs where build_id = $2 and agent_id = $3 and attempt = $4)
         from (select) one left join budgets b on b.tenant_id = $1",
    )
    .bind(reservation.tenant)
    .bind(reservation.build)
    .bind(reservation.agent.as_str())
    .bind(number(reservation.attempt)?)
    .fetch_one(connection)
    .await?;
    Ok(Standing { budget: Budget { monthly_usd, action: action.unwrap_or_default() }, is_held, is_settled })
}

/// Keeps the reservation and adds it to its month.
pub async fn hold(connection: &mut PgConnection, reservation: &Reservation, month: NaiveDate) -> Result<()> {
    sqlx::query(
        "with held as (
             insert into cost_reservations (tenant_id, build_id, agent_id, attempt, month, amount_usd, at)
             values ($1, $2, $3, $4, $5, $6, $7)
             returning tenant_id, month, amount_usd
         )
         update tenant_usage u set reserved_usd = u.reserved_usd + held.amount_usd
         from held where u.tenant_id = held.tenant_id and u.month = held.month",
    )
    .bind(reservation.tenant)
    .bind(reservation.build)
    .bind(reservation.agent.as_str())
    .bind(number(reservation.attempt)?)
    .bind(month)
    .bind(reservation.usd)
    .bind(reservation.at)
    .execute(connection)
    .await?;
    Ok(())
}

/// The month that the run counts in, where it is reserved.
pub async fn month(connection: &mut PgConnection, (build, agent, attempt): Run) -> Result<Option<NaiveDate>> {
    Ok(sqlx::query_scalar("select month from cost_reservations where build_id = $1 and agent_id = $2 and attempt = $3")
        .bind(build)
        .bind(agent.as_str())
        .bind(number(attempt)?)
        .fetch_optional(connection)
        .await?)
}

/// Takes a reservation away; its month is locked, and the caller moves the amount there.
pub async fn take(connection: &mut PgConnection, (build, agent, attempt): Run) -> Result<Option<Usd>> {
    Ok(sqlx::query_scalar(
        "delete from cost_reservations where build_id = $1 and agent_id = $2 and attempt = $3 returning amount_usd",
    )
    .bind(build)
    .bind(agent.as_str())
    .bind(number(attempt)?)
    .fetch_optional(connection)
    .await?)
}

/// Gives up a build's reservations, or one run's. Their months are locked first, as everybody does, earlier before later.
pub async fn release(connection: &mut PgConnection, build: BuildId, run: Option<(AgentId, u32)>) -> Result<Usd> {
    let agent = run.map(|(agent, _)| agent.as_str());
    let attempt = run.map(|(_, attempt)| number(attempt)).transpose()?;
    let months = sqlx::query(
        "select u.month from tenant_usage u
         where (u.tenant_id, u.month) in (
             select tenant_id, month from cost_reservations
             where build_id = $1 and ($2::text is null or (agent_id = $2 and attempt = $3))
         )
         order by u.month for no key update",
    )
    .bind(build)
    .bind(agent)
    .bind(attempt)
    .execute(&mut *connection)
    .await?;
    if months.rows_affected() == 0 {
        return Ok(Usd::ZERO);
    }
    Ok(sqlx::query_scalar(
        "with gone as (
             delete from cost_reservations
             where build_id = $1 and ($2::text is null or (agent_id = $2 and attempt = $3))
             returning tenant_id, month, amount_usd
         ), sums as (
             select tenant_id, month, sum(amount_usd) as usd from gone group by tenant_id, month
         ), moved as (
             update tenant_usage u set reserved_usd = u.reserved_usd - sums.usd
             from sums where u.tenant_id = sums.tenant_id and u.month = sums.month
             returning sums.usd
         )
         select coalesce(sum(usd), 0) from moved",
    )
    .bind(build)
    .bind(agent)
    .bind(attempt)
    .fetch_one(connection)
    .await?)
}

fn number(attempt: u32) -> Result<i32> {
    i32::try_from(attempt).map_err(Error::internal)
}
