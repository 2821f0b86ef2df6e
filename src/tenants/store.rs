//! SQL of workspaces and memberships.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use sqlx::types::Json;

use super::model::{Industry, Preset, Workspace};
use crate::error::{Error, Result};
use crate::ids::{TenantId, UserId};
use crate::plans::Tier;

pub async fn insert_tenant(
    connection: &mut PgConnection,
    id: TenantId,
    name: &str,
    preset: &Preset,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query("insert into tenants (id, name, industry, preset, created_at) values ($1, $2, $3, $4, $5)")
        .bind(id)
        .bind(name)
        .bind(preset.industry.as_str())
        .bind(Json(preset))
        .bind(now)
        .execute(connection)
        .await?;
    Ok(())
}

pub async fn insert_owner(
    connection: &mut PgConnection,
    tenant: TenantId,
    user: UserId,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query("insert into tenant_members (tenant_id, user_id, role, created_at) values ($1, $2, 'owner', $3)")
        .bind(tenant)
        .bind(user)
        .bind(now)
        .execute(connection)
        .await?;
    Ok(())
}

/// The workspace that a person joined first.
pub async fn first_of(connection: &mut PgConnection, user: UserId) -> Result<Option<TenantId>> {
    Ok(sqlx::query_scalar(
        "select tenant_id from tenant_members where user_id = $1 order by created_at, tenant_id limit 1",
    )
    .bind(user)
    .fetch_optional(connection)
    .await?)
}

pub async fn workspace(connection: &mut PgConnection, tenant: TenantId, user: UserId) -> Result<Option<Workspace>> {
    type Row = (String, String, Json<Preset>, Tier, String);
    let row: Option<Row> = sqlx::query_as(
        "select t.name, t.industry, t.preset, t.tier, m.role
         from tenants t join tenant_members m on m.tenant_id = t.id
         where t.id = $1 and m.user_id = $2",
    )
    .bind(tenant)
    .bind(user)
    .fetch_optional(connection)
    .await?;
    row.map(|(name, industry, preset, tier, role)| {
        let industry: Industry = industry.parse().map_err(|error: Error| Error::internal(error))?;
        Ok(Workspace { tenant_id: tenant, name, industry, preset: preset.0, tier, role })
    })
    .transpose()
}

pub async fn preset(connection: &mut PgConnection, tenant: TenantId) -> Result<Option<Preset>> {
    let preset: Option<Json<Preset>> =
        sqlx::query_scalar("select preset from tenants where id = $1").bind(tenant).fetch_optional(connection).await?;
    Ok(preset.map(|preset| preset.0))
}

pub async fn tier(connection: &mut PgConnection, tenant: TenantId) -> Result<Option<Tier>> {
    Ok(sqlx::query_scalar("select tier from tenants where id = $1").bind(tenant).fetch_optional(connection).await?)
}

pub async fn update(connection: &mut PgConnection, tenant: TenantId, name: &str, preset: &Preset) -> Result<()> {
    sqlx::query("update tenants set name = $2, industry = $3, preset = $4 where id = $1")
        .bind(tenant)
        .bind(name)
        .bind(preset.industry.as_str())
        .bind(Json(preset))
        .execute(connection)
        .await?;
    Ok(())
}

/// The plan. The row stays locked, so that two changes follow one another; whoever only refers to the row does not wait.
pub async fn lock_tier(connection: &mut PgConnection, tenant: TenantId) -> Result<Option<Tier>> {
    Ok(sqlx::query_scalar("select tier from tenants where id = $1 for no key update")
        .bind(tenant)
        .fetch_optional(connection)
        .await?)
}

/// Sets the plan and returns the one before.
pub async fn set_tier(connection: &mut PgConnection, tenant: TenantId, tier: Tier) -> Result<Option<Tier>> {
    let before = lock_tier(connection, tenant).await?;
    if before.is_some_and(|before| before != tier) {
        sqlx::query("update tenants set tier = $2 where id = $1").bind(tenant).bind(tier).execute(connection).await?;
    }
    Ok(before)
}

/// The next workspaces after `after`, by id. As the dispatcher.
pub async fn next(connection: &mut PgConnection, after: Option<TenantId>, limit: i64) -> Result<Vec<TenantId>> {
    Ok(sqlx::query_scalar("select id from tenants where $1::uuid is null or id > $1 order by id limit $2")
        .bind(after)
        .bind(limit)
        .fetch_all(connection)
        .await?)
}
