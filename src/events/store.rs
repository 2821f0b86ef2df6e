//! SQL of the outbox.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::service::Event;
use crate::error::Result;
use crate::ids::TenantId;

pub async fn insert(
    connection: &mut PgConnection,
    tenant: TenantId,
    topic: &str,
    payload: &serde_json::Value,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query("insert into outbox (tenant_id, topic, payload, created_at) values ($1, $2, $3, $4)")
        .bind(tenant)
        .bind(topic)
        .bind(payload)
        .bind(now)
        .execute(connection)
        .await?;
    Ok(())
}

/// The oldest events that no process is handling. Runs as the dispatcher; the rows stay locked until it commits.
pub async fn take(connection: &mut PgConnection, limit: i64) -> Result<Vec<Event>> {
    Ok(sqlx::query_as(
        "select id, tenant_id, topic, payload, created_at from outbox
         where handled_at is null order by id limit $1 for update skip locked",
    )
    .bind(limit)
    .fetch_all(connection)
    .await?)
}

pub async fn mark_handled(connection: &mut PgConnection, ids: &[i64], now: DateTime<Utc>) -> Result<()> {
    sqlx::query("update outbox set handled_at = $2 where id = any($1)").bind(ids).bind(now).execute(connection).await?;
    Ok(())
}

pub async fn delete_handled_before(connection: &mut PgConnection, before: DateTime<Utc>) -> Result<()> {
    sqlx::query("delete from outbox where handled_at < $1").bind(before).execute(connection).await?;
    Ok(())
}
