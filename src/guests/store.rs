//! SQL of kept requests. Every statement but the sweep sees only the row whose secret is presented.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use sqlx::types::Json;

use crate::error::Result;
use crate::ids::{BuildId, QueueEntryId, TenantId};
use crate::quotes::{BuildRequest, Quote};

#[derive(Clone, Debug, sqlx::FromRow, Serialize, Deserialize)]
pub struct EntryRow {
    pub status: String,
    pub request: Json<BuildRequest>,
    pub quote: Json<Quote>,
    pub expires_at: DateTime<Utc>,
}

impl EntryRow {
    /// As [`insert`] has just written it.
    pub fn pending(request: BuildRequest, quote: Quote, expires_at: DateTime<Utc>) -> Self {
        Self { status: "pending".to_owned(), request: Json(request), quote: Json(quote), expires_at }
    }
}

pub async fn insert(
    connection: &mut PgConnection,
    secret_hash: &[u8; 32],
    request: &BuildRequest,
    quote: &Quote,
    (now, expires_at): (DateTime<Utc>, DateTime<Utc>),
) -> Result<()> {
    sqlx::query(
        "insert into build_queue (id, secret_hash, request, quote, created_at, expires_at)
         values ($1, $2, $3, $4, $5, $6)",
    )
    .bind(QueueEntryId::new())
    .bind(secret_hash)
    .bind(Json(request))
    .bind(Json(quote))
    .bind(now)
    .bind(expires_at)
    .execute(connection)
    .await?;
    Ok(())
}

pub async fn by_secret(connection: &mut PgConnection, secret_hash: &[u8; 32]) -> Result<Option<EntryRow>> {
    Ok(sqlx::query_as("select status, request, quote, expires_at from build_queue where secret_hash = $1")
        .bind(secret_hash)
        .fetch_optional(connection)
        .await?)
}

/// The one conditional update that decides the only winner.
pub async fn claim(
    connection: &mut PgConnection,
    secret_hash: &[u8; 32],
    tenant: TenantId,
    now: DateTime<Utc>,
) -> Result<Option<BuildRequest>> {
    let request: Option<Json<BuildRequest>> = sqlx::query_scalar(
        "update build_queue set status = 'claimed', claimed_at = $3, tenant_id = $2
         where secret_hash = $1 and status = 'pending' and expires_at > $3
         returning request",
    )
    .bind(secret_hash)
    .bind(tenant)
    .bind(now)
    .fetch_optional(connection)
    .await?;
    Ok(request.map(|request| request.0))
}

pub async fn set_build(connection: &mut PgConnection, secret_hash: &[u8; 32], build: BuildId) -> Result<()> {
    sqlx::query("update build_queue set build_id = $2 where secret_hash = $1")
        .bind(secret_hash)
        .bind(build)
        .execute(connection)
        .await?;
    Ok(())
}

/// Runs as the dispatcher.
pub async fn sweep(connection: &mut PgConnection, now: DateTime<Utc>, forget_before: DateTime<Utc>) -> Result<u64> {
    let swept = sqlx::query("update build_queue set status = 'expired' where status = 'pending' and expires_at <= $1")
        .bind(now)
        .execute(&mut *connection)
        .await?;
    sqlx::query("delete from build_queue where status = 'expired' and expires_at <= $1")
        .bind(forget_before)
        .execute(connection)
        .await?;
    Ok(swept.rows_affected())
}
