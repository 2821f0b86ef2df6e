//! SQL of a workspace's months. A month's row is its lock, too: it is taken before anything of that month is written.

use chrono::NaiveDate;
use sqlx::PgConnection;

use crate::error::{Error, Result};
use crate::ids::TenantId;
use crate::ledger::model::{CostLine, Counter, UsageDifference, UsageSums};
use crate::money::Usd;

/// A month of a workspace.
type Month = (TenantId, NaiveDate);

type Sums = (Usd, Usd, Usd, i64);

fn sums_of((cost_usd, refunded_usd, reserved_usd, tokens): Sums) -> UsageSums {
    UsageSums { cost_usd, refunded_usd, reserved_usd, tokens }
}

/// Locks the month until the transaction ends, and reads what it has.
pub async fn lock(connection: &mut PgConnection, tenant: TenantId, month: NaiveDate) -> Result<UsageSums> {
    if let Some(sums) = locked(connection, tenant, month).await? {
        return Ok(sums);
    }
    sqlx::query("insert into tenant_usage (tenant_id, month) values ($1, $2) on conflict do nothing")
        .bind(tenant)
        .bind(month)
        .execute(&mut *connection)
        .await?;
    locked(connection, tenant, month).await?.ok_or_else(|| Error::internal("a month's row cannot go"))
}

async fn locked(connection: &mut PgConnection, tenant: TenantId, month: NaiveDate) -> Result<Option<UsageSums>> {
    let row: Option<Sums> = sqlx::query_as(
        "select cost_usd, refunded_usd, reserved_usd, tokens from tenant_usage
         where tenant_id = $1 and month = $2 for no key update",
    )
    .bind(tenant)
    .bind(month)
    .fetch_optional(connection)
    .await?;
    Ok(row.map(sums_of))
}

/// What the month has, without a lock.
pub async fn sums(connection: &mut PgConnection, tenant: TenantId, month: NaiveDate) -> Result<UsageSums> {
    let row: Option<Sums> = sqlx::query_as(
        "select cost_usd, refunded_usd, reserved_usd, tokens from tenant_usage where tenant_id = $1 and month = $2",
    )
    .bind(tenant)
    .bind(month)
    .fetch_optional(connection)
    .await?;
    Ok(row.map(sums_of).unwrap_or_default())
}

/// Moves a run's reservation to what is charged. The row is locked.
pub async fn settle(
    connection: &mut PgConnection,
    (tenant, month): Month,
    reserved: Usd,
    line: &CostLine,
) -> Result<UsageSums> {
    let row: Sums = sqlx::query_as(
        "update tenant_usage
         set reserved_usd = reserved_usd - $3, cost_usd = cost_usd + $4, tokens = tokens + $5
         where tenant_id = $1 and month = $2
         returning cost_usd, refunded_usd, reserved_usd, tokens",
    )
    .bind(tenant)
    .bind(month)
    .bind(reserved)
    .bind(line.cost_usd)
    .bind(i64::try_from(line.tokens_in + line.tokens_out).map_err(Error::internal)?)
    .fetch_one(connection)
    .await?;
    Ok(sums_of(row))
}

/// Books what was given back. The row is locked.
pub async fn refund(connection: &mut PgConnection, (tenant, month): Month, usd: Usd) -> Result<()> {
    sqlx::query("update tenant_usage set refunded_usd = refunded_usd + $3 where tenant_id = $1 and month = $2")
        .bind(tenant)
        .bind(month)
        .bind(usd)
        .execute(connection)
        .await?;
    Ok(())
}

pub async fn count(connection: &mut PgConnection, (tenant, month): Month, counter: Counter) -> Result<()> {
    sqlx::query(
        "insert into tenant_usage as u (tenant_id, month, builds_created, builds_completed, builds_failed)
         values ($1, $2, $3, $4, $5)
         on conflict (tenant_id, month) do update
         set builds_created = u.builds_created + excluded.builds_created,
             builds_completed = u.builds_completed + excluded.builds_completed,
             builds_failed = u.builds_failed + excluded.builds_failed",
    )
    .bind(tenant)
    .bind(month)
    .bind(i32::from(counter == Counter::Created))
    .bind(i32::from(counter == Counter::Completed))
    .bind(i32::from(counter == Counter::Failed))
    .execute(connection)
    .await?;
    Ok(())
}

/// One conditional statement, so that two at once cannot both take the last place.
pub async fn admit(
    connection: &mut PgConnection,
    (tenant, month): Month,
    limit: Option<u32>,
) -> Result<Option<NaiveDate>> {
    if limit == Some(0) {
        return Ok(None);
    }
    let limit = limit.map_or(i32::MAX, |limit| i32::try_from(limit).unwrap_or(i32::MAX));
    Ok(sqlx::query_scalar(
        "insert into tenant_usage as u (tenant_id, month, builds_admitted) values ($1, $2, 1)
         on conflict (tenant_id, month) do update set builds_admitted = u.builds_admitted + 1
         where u.builds_admitted < $3
         returning month",
    )
    .bind(tenant)
    .bind(month)
    .bind(limit)
    .fetch_optional(connection)
    .await?)
}

pub async fn give_back(connection: &mut PgConnection, (tenant, month): Month) -> Result<()> {
    sqlx::query(
        "update tenant_usage set builds_admitted = builds_admitted - 1
         where tenant_id = $1 and month = $2 and builds_admitted > 0",
    )
    .bind(tenant)
    .bind(month)
    .execute(connection)
    .await?;
    Ok(())
}

/// Months whose row and lines differ. One statement, so that both are read at the same moment.
pub async fn differences(connection: &mut PgConnection, tenant: TenantId) -> Result<Vec<UsageDifference>> {
    type Row = (NaiveDate, Usd, Usd, Usd, i64, Usd, Usd, Usd, i64);
    let rows: Vec<Row> = sqlx::query_as(
        "with parts as (
             select month, cost_usd as cost, 0::numeric as refunded, 0::numeric as reserved, tokens_in + tokens_out as tokens
             from build_costs where tenant_id = $1
             union all
             select date_trunc('month', at at time zone 'utc')::date, 0, amount_usd, 0, 0
             from build_refunds where tenant_id = $1
             union all
             select month, 0, 0, amount_usd, 0 from cost_reservations where tenant_id = $1
         ), counted as (
             select month, sum(cost) as cost, sum(refunded) as refunded, sum(reserved) as reserved,
                    sum(tokens)::bigint as tokens
             from parts group by month
         ), both_sides as (
             select coalesce(k.month, c.month) as month,
                    coalesce(k.cost_usd, 0) as kept_cost, coalesce(k.refunded_usd, 0) as kept_refunded,
                    coalesce(k.reserved_usd, 0) as kept_reserved, coalesce(k.tokens, 0) as kept_tokens,
                    coalesce(c.cost, 0) as cost, coalesce(c.refunded, 0) as refunded,
                    coalesce(c.reserved, 0) as reserved, coalesce(c.tokens, 0) as tokens
             from (select * from tenant_usage where tenant_id = $1) k full join counted c on c.month = k.month
         )
         select * from both_sides
         where (kept_cost, kept_refunded, kept_reserved, kept_tokens) is distinct from (cost, refunded, reserved, tokens)
         order by month",
    )
    .bind(tenant)
    .fetch_all(connection)
    .await?;
    let difference = |(month, k0, k1, k2, k3, c0, c1, c2, c3): Row| UsageDifference {
        month,
        kept: sums_of((k0, k1, k2, k3)),
        counted: sums_of((c0, c1, c2, c3)),
    };
    Ok(rows.into_iter().map(difference).collect())
}

pub async fn admitted(connection: &mut PgConnection, (tenant, month): Month) -> Result<u32> {
    let count: Option<i32> =
        sqlx::query_scalar("select builds_admitted from tenant_usage where tenant_id = $1 and month = $2")
            .bind(tenant)
            .bind(month)
            .fetch_optional(connection)
            .await?;
    Ok(count.map_or(0, |count| u32::try_from(count).unwrap_or(0)))
}
