//! Quotes are scored against what happened: one row a finished build.

use async_trait::async_trait;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::Deserialize;
use sqlx::PgConnection;

use super::rate_card::rate_card;
use crate::error::{Error, Result};
use crate::events::{Event, Subscriber};
use crate::ids::BuildId;
use crate::money::Usd;

/// Below so many scored builds the range is the rate card's.
const ENOUGH: u32 = 5;

/// How measured seconds of the newest scored builds compare with quoted ones: tenth, fiftieth and ninetieth percentile of
/// the ratio, and of how many; below five the range of the quotes, and 0. As the dispatcher: it looks across workspaces.
///
/// # Errors
/// When the database does not answer.
pub async fn pace(connection: &mut PgConnection) -> Result<([f64; 3], u32)> {
    let (pace, n): (Option<Vec<f64>>, i64) = sqlx::query_as(
        "select percentile_cont(array[0.1, 0.5, 0.9]) within group (order by ratio), count(*)
         from (select actual_seconds / quoted_seconds as ratio from quote_scores
               where quoted_seconds > 0 order by at desc limit 200) newest",
    )
    .fetch_one(connection)
    .await?;
    let pace = pace.and_then(|pace| <[f64; 3]>::try_from(pace).ok());
    let measured = pace.map(|pace| (pace, u32::try_from(n).unwrap_or(u32::MAX)));
    Ok(measured.filter(|(_, n)| *n >= ENOUGH).unwrap_or_else(quoted_pace))
}

/// The range that every quote has.
fn quoted_pace() -> ([f64; 3], u32) {
    let bounds = rate_card().spread.duration;
    let share = |bound: Decimal| bound.to_f64().unwrap_or(1.0);
    ([share(bounds.low), 1.0, share(bounds.high)], 0)
}

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
