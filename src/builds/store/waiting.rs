//! SQL of builds that are not over, for lists of the queue.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::super::model::BuildStatus;
use super::super::waiting_model::{QueueCounts, QueuedBuild};
use crate::error::Result;
use crate::ids::BuildId;
use crate::money::Usd;

const SELECT: &str =
    "select b.id, b.status, b.title, b.version, u.name as created_by, b.created_at, b.starts_at, b.reason,
            (select count(*) from agent_runs r where r.build_id = b.id and r.status = 'completed') as agents_done,
            jsonb_array_length(b.plan -> 'agents')::bigint as agents_total,
            (select coalesce(sum(c.cost_usd), 0) from build_costs c where c.build_id = b.id)
                - (select coalesce(sum(r.amount_usd), 0) from build_refunds r where r.build_id = b.id) as cost_usd,
            (b.quote -> 'cost' ->> 'expected')::numeric as quote_usd, b.paused_for_usd as needed_usd
     from builds b join users u on u.id = b.created_by";

#[derive(sqlx::FromRow)]
struct Row {
    id: BuildId,
    status: BuildStatus,
    title: String,
    version: i32,
    created_by: String,
    created_at: DateTime<Utc>,
    starts_at: Option<DateTime<Utc>>,
    reason: Option<String>,
    agents_done: i64,
    agents_total: i64,
    cost_usd: Usd,
    quote_usd: Usd,
    needed_usd: Option<Usd>,
}

impl From<Row> for QueuedBuild {
    fn from(row: Row) -> Self {
        Self {
            build_id: row.id,
            status: row.status,
            title: row.title,
            version: u32::try_from(row.version).unwrap_or(1),
            created_by: row.created_by,
            created_at: row.created_at,
            agents_done: whole(row.agents_done),
            agents_total: whole(row.agents_total),
            cost_usd: row.cost_usd,
            quote_usd: row.quote_usd,
            place: None,
            needed_usd: row.needed_usd,
            starts_at: row.starts_at,
            reason: row.reason,
        }
    }
}

/// Those of `ids` that wait for a slot still, in no order.
pub async fn queued(connection: &mut PgConnection, ids: &[BuildId]) -> Result<Vec<QueuedBuild>> {
    let query = format!("{SELECT} where b.id = any($1) and b.status = 'queued'");
    let rows: Vec<Row> = sqlx::query_as(sqlx::AssertSqlSafe(query)).bind(ids).fetch_all(connection).await?;
    Ok(rows.into_iter().map(QueuedBuild::from).collect())
}

/// The first `limit` that run, began first first.
pub async fn running(connection: &mut PgConnection, limit: i64) -> Result<Vec<QueuedBuild>> {
    first(connection, "b.status = 'running' order by b.started_at, b.id", limit).await
}

/// The first `limit` that the budget stopped, in the order in which they go on.
pub async fn paused(connection: &mut PgConnection, limit: i64) -> Result<Vec<QueuedBuild>> {
    first(connection, "b.status = 'paused' order by b.created_at, b.id", limit).await
}

/// The first `limit` that are parked, in the order in which they start.
pub async fn parked(connection: &mut PgConnection, limit: i64) -> Result<Vec<QueuedBuild>> {
    first(connection, "b.status = 'parked' order by b.queued_at, b.id", limit).await
}

/// `which` is ours, never a caller's: it is part of the query's text, so that partial indexes on a state serve it.
async fn first(connection: &mut PgConnection, which: &'static str, limit: i64) -> Result<Vec<QueuedBuild>> {
    let query = format!("{SELECT} where {which} limit $1");
    let rows: Vec<Row> = sqlx::query_as(sqlx::AssertSqlSafe(query)).bind(limit).fetch_all(connection).await?;
    Ok(rows.into_iter().map(QueuedBuild::from).collect())
}

pub async fn counts(connection: &mut PgConnection) -> Result<QueueCounts> {
    let (running, waiting, paused, parked): (i64, i64, i64, i64) = sqlx::query_as(
        "select (select count(*) from builds where status = 'running'),
                (select count(*) from builds where status = 'queued'),
                (select count(*) from builds where status = 'paused'),
                (select count(*) from builds where status = 'parked')",
    )
    .fetch_one(connection)
    .await?;
    Ok(QueueCounts { running: whole(running), waiting: whole(waiting), paused: whole(paused), parked: whole(parked) })
}

fn whole(count: i64) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
