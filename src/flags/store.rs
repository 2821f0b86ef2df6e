//! SQL of feature flags.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::model::Flag;
use crate::error::Result;

pub async fn all(connection: &mut PgConnection) -> Result<Vec<(String, bool)>> {
    Ok(sqlx::query_as("select name, enabled from feature_flags").fetch_all(connection).await?)
}

/// Runs as the dispatcher: the application itself may not change flags.
pub async fn set(connection: &mut PgConnection, flag: Flag, enabled: bool, by: &str, now: DateTime<Utc>) -> Result<()> {
    sqlx::query(
        "insert into feature_flags (name, enabled, updated_at, updated_by) values ($1, $2, $3, $4)
         on conflict (name) do update set enabled = excluded.enabled, updated_at = excluded.updated_at,
             updated_by = excluded.updated_by",
    )
    .bind(flag.as_str())
    .bind(enabled)
    .bind(now)
    .bind(by)
    .execute(connection)
    .await?;
    Ok(())
}
