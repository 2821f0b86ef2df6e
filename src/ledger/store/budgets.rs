//! SQL of budgets and of what was told of them.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;

use crate::error::{Error, Result};
use crate::ids::{TenantId, UserId};
use crate::ledger::model::{Budget, BudgetAction, BudgetAlert};
use crate::money::Usd;

/// The workspace's budget; the one without an amount where none was ever set.
pub async fn find(connection: &mut PgConnection, tenant: TenantId) -> Result<Budget> {
    let row: Option<(Option<Usd>, BudgetAction)> =
        sqlx::query_as("select monthly_usd, action from budgets where tenant_id = $1")
            .bind(tenant)
            .fetch_optional(connection)
            .await?;
    Ok(row.map(|(monthly_usd, action)| Budget { monthly_usd, action }).unwrap_or_default())
}

pub async fn upsert(
    connection: &mut PgConnection,
    tenant: TenantId,
    budget: &Budget,
    (user, now): (UserId, DateTime<Utc>),
) -> Result<()> {
    sqlx::query(
        "insert into budgets (tenant_id, monthly_usd, action, updated_by, updated_at) values ($1, $2, $3, $4, $5)
         on conflict (tenant_id) do update
         set monthly_usd = excluded.monthly_usd, action = excluded.action, updated_by = excluded.updated_by,
             updated_at = excluded.updated_at",
    )
    .bind(tenant)
    .bind(budget.monthly_usd)
    .bind(budget.action)
    .bind(user)
    .bind(now)
    .execute(connection)
    .await?;
    Ok(())
}

/// The person's role in the workspace, read in the transaction that needs it.
pub async fn role(connection: &mut PgConnection, tenant: TenantId, user: UserId) -> Result<Option<String>> {
    Ok(sqlx::query_scalar("select role from tenant_members where tenant_id = $1 and user_id = $2")
        .bind(tenant)
        .bind(user)
        .fetch_optional(connection)
        .await?)
}

/// Keeps those that were not told before, and returns their thresholds.
pub async fn insert_new(connection: &mut PgConnection, tenant: TenantId, alerts: &[BudgetAlert]) -> Result<Vec<u8>> {
    let Some(one) = alerts.first() else { return Ok(Vec::new()) };
    let thresholds: Vec<i16> = alerts.iter().map(|alert| i16::from(alert.threshold)).collect();
    let told: Vec<i16> = sqlx::query_scalar(
        "insert into budget_alerts (tenant_id, month, threshold, limit_usd, used_usd, at)
         select $1, $2, threshold, $4, $5, $6 from unnest($3::smallint[]) threshold
         on conflict do nothing
         returning threshold",
    )
    .bind(tenant)
    .bind(one.month)
    .bind(thresholds)
    .bind(one.limit_usd)
    .bind(one.used_usd)
    .bind(one.at)
    .fetch_all(connection)
    .await?;
    told.into_iter().map(|threshold| u8::try_from(threshold).map_err(Error::internal)).collect()
}

/// Newest first.
pub async fn alerts(connection: &mut PgConnection, tenant: TenantId) -> Result<Vec<BudgetAlert>> {
    type Row = (NaiveDate, i16, Usd, Usd, DateTime<Utc>);
    let rows: Vec<Row> = sqlx::query_as(
        "select month, threshold, limit_usd, used_usd, at from budget_alerts
         where tenant_id = $1 order by at desc, threshold desc limit 50",
    )
    .bind(tenant)
    .fetch_all(connection)
    .await?;
    rows.into_iter()
        .map(|(month, threshold, limit_usd, used_usd, at)| {
            let threshold = u8::try_from(threshold).map_err(Error::internal)?;
            Ok(BudgetAlert { month, threshold, limit_usd, used_usd, at })
        })
        .collect()
}
