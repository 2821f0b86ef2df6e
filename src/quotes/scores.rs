//! Quotes are scored against what happened: one row a finished build.

use async_trait::async_trait;
use serde::Deserialize;
use sqlx::PgConnection;

use crate::error::{Error, Result};
use crate::events::{Event, Subscriber};
use crate::ids::BuildId;
use crate::money::Usd;

/// Writes a score for each completed build.
#[derive(Clone, Copy, Debug, Default)]
pub struct QuoteScores;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Completed {
    build_id: BuildId,
    model_version: String,
    quoted_usd: Usd,
    actual_usd: Usd,
    quoted_seconds: i32,
    actual_seconds: f64,
}

#[async_trait]
impl Subscriber for QuoteScores {
    async fn handle(&self, connection: &mut PgConnection, event: &Event) -> Result<()> {
        if event.topic != "build.completed" {
            return Ok(());
        }
        let completed = Completed::deserialize(&event.payload).map_err(Error::internal)?;
        sqlx::query(
            "insert into quote_scores (build_id, tenant_id, model_version, quoted_usd, actual_usd, quoted_seconds,
                                       actual_seconds, at)
             values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing",
        )
        .bind(completed.build_id)
        .bind(event.tenant_id)
        .bind(completed.model_version)
        .bind(completed.quoted_usd)
        .bind(completed.actual_usd)
        .bind(completed.quoted_seconds)
        .bind(completed.actual_seconds)
        .bind(event.created_at)
        .execute(connection)
        .await?;
        Ok(())
    }
}
