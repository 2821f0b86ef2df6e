//! SQL of shared views.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::error::Result;
use crate::ids::{BuildId, ShareId, TenantId, UserId};

/// The open share of a build; made where there is none.
pub async fn open(
    connection: &mut PgConnection,
    (tenant, build): (TenantId, BuildId),
    by: UserId,
    now: DateTime<Utc>,
) -> Result<ShareId> {
    sqlx::query(
        "insert into build_shares (id, tenant_id, build_id, created_by, created_at) values ($1, $2, $3, $4, $5)
         on conflict (build_id) where revoked_at is null do nothing",
    )
    .bind(ShareId::new())
    .bind(tenant)
    .bind(build)
    .bind(by)
    .bind(now)
    .execute(&mut *connection)
    .await?;
    Ok(sqlx::query_scalar("select id from build_shares where build_id = $1 and revoked_at is null")
        .bind(build)
        .fetch_one(connection)
        .await?)
}

pub async fn of_build(connection: &mut PgConnection, build: BuildId) -> Result<Option<ShareId>> {
    Ok(sqlx::query_scalar("select id from build_shares where build_id = $1 and revoked_at is null")
        .bind(build)
        .fetch_optional(connection)
        .await?)
}

/// Ends the open share of a build; false where there was none.
pub async fn revoke(connection: &mut PgConnection, build: BuildId, now: DateTime<Utc>) -> Result<bool> {
    let revoked = sqlx::query("update build_shares set revoked_at = $2 where build_id = $1 and revoked_at is null")
        .bind(build)
        .bind(now)
        .execute(connection)
        .await?;
    Ok(revoked.rows_affected() == 1)
}

/// The build that an open share shows.
pub async fn shown_by(connection: &mut PgConnection, share: ShareId) -> Result<Option<BuildId>> {
    Ok(sqlx::query_scalar("select build_id from build_shares where id = $1 and revoked_at is null")
        .bind(share)
        .fetch_optional(connection)
        .await?)
}
