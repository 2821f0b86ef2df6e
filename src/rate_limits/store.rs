//! SQL of a workspace's own limits.

use sqlx::PgConnection;

use super::model::Allowance;
use crate::error::Result;
use crate::ids::TenantId;

/// The workspace's own limits by policy.
pub async fn overrides(connection: &mut PgConnection, tenant: TenantId) -> Result<Vec<(String, Allowance)>> {
    let rows: Vec<(String, i32, i32)> =
        sqlx::query_as("select policy, quota, window_seconds from rate_limits where tenant_id = $1")
            .bind(tenant)
            .fetch_all(connection)
            .await?;
    let positive = |number: i32| u32::try_from(number).unwrap_or(1);
    Ok(rows
        .into_iter()
        .map(|(policy, quota, window)| (policy, Allowance { quota: positive(quota), window_seconds: positive(window) }))
        .collect())
}
