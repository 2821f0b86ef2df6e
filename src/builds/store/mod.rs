//! SQL of builds and their events. Files are in `files.rs`, what is paused or parked in `held.rs`, shared views in `shares.rs`; runs
//! in `../leases.rs`.

pub mod files;
pub mod held;
pub mod shares;
pub mod waiting;

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use sqlx::types::Json;

use super::event::{BuildEvent, BuildEventKind};
use super::model::{BuildStatus, BuildSummary, VersionSummary};
use crate::agents::{AgentId, Plan};
use crate::error::{Error, Result};
use crate::ids::{BuildId, TenantId, UserId};
use crate::money::Usd;
use crate::plans::Depth;
use crate::quotes::{BuildRequest, Quote};

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct BuildRow {
    pub id: BuildId,
    pub tenant_id: TenantId,
    pub title: String,
    pub description: String,
    pub request: Json<BuildRequest>,
    pub depth: Depth,
    pub version: i32,
    pub root_id: BuildId,
    pub instruction: Option<String>,
    pub team: Json<Vec<AgentId>>,
    pub plan: Json<Plan>,
    pub quote: Json<Quote>,
    pub status: BuildStatus,
    pub reason: Option<String>,
    pub event_seq: i64,
    pub created_at: DateTime<Utc>,
    pub finished_at: Option<DateTime<Utc>>,
    pub started_at: Option<DateTime<Utc>>,
    pub starts_at: Option<DateTime<Utc>>,
}

pub struct NewBuild<'a> {
    pub id: BuildId,
    pub tenant: TenantId,
    pub created_by: UserId,
    pub title: &'a str,
    pub request: &'a BuildRequest,
    pub quote: &'a Quote,
    pub team: &'a [AgentId],
    pub origin: Option<Origin<'a>>,
    pub now: DateTime<Utc>,
}

/// What a later version was made from.
pub struct Origin<'a> {
    pub root: BuildId,
    pub parent: BuildId,
    pub branched_seq: Option<i64>,
    pub instruction: Option<&'a str>,
}

/// A new build, waiting. A later version gets the next number of its application, under the lock of the first version.
pub async fn insert(connection: &mut PgConnection, build: &NewBuild<'_>) -> Result<i32> {
    let origin = build.origin.as_ref();
    if let Some(origin) = origin {
        sqlx::query("select 1 from builds where id = $1 for update")
            .bind(origin.root)
            .execute(&mut *connection)
            .await?;
    }
    Ok(sqlx::query_scalar(
        "insert into builds (id, tenant_id, created_by, title, description, request, depth, plan, quote, status,
                             created_at, queued_at, root_id, parent_id, branched_seq, instruction, team, version)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'queued', $10, $10, $11, $12, $13, $14, $15,
                 (select coalesce(max(version), 0) + 1 from builds where root_id = $11))
         returning version",
    )
    .bind(build.id)
    .bind(build.tenant)
    .bind(build.created_by)
    .bind(build.title)
    .bind(build.request.description.as_str())
    .bind(Json(build.request))
    .bind(build.quote.plan.depth)
    .bind(Json(&build.quote.plan))
    .bind(Json(build.quote))
    .bind(build.now)
    .bind(origin.map_or(build.id, |origin| origin.root))
    .bind(origin.map(|origin| origin.parent))
    .bind(origin.and_then(|origin| origin.branched_seq))
    .bind(origin.and_then(|origin| origin.instruction))
    .bind(Json(build.team))
    .fetch_one(connection)
    .await?)
}

/// All versions of the application that `root` is the first of, oldest first.
pub async fn versions(connection: &mut PgConnection, root: BuildId) -> Result<Vec<VersionSummary>> {
    #[derive(sqlx::FromRow)]
    struct Row {
        id: BuildId,
        version: i32,
        status: BuildStatus,
        instruction: Option<String>,
        parent_version: Option<i32>,
        branched_seq: Option<i64>,
        agents: i64,
        cost_usd: Usd,
        created_at: DateTime<Utc>,
        created_by: String,
    }
    let rows: Vec<Row> = sqlx::query_as(
        "select b.id, b.version, b.status, b.instruction, p.version as parent_version, b.branched_seq,
                jsonb_array_length(b.plan -> 'agents')::bigint as agents,
                (select coalesce(sum(c.cost_usd), 0) from build_costs c where c.build_id = b.id)
                    - (select coalesce(sum(r.amount_usd), 0) from build_refunds r where r.build_id = b.id) as cost_usd,
                b.created_at, u.name as created_by
         from builds b join users u on u.id = b.created_by left join builds p on p.id = b.parent_id
         where b.root_id = $1 order by b.version",
    )
    .bind(root)
    .fetch_all(connection)
    .await?;
    let number = |version: i32| u32::try_from(version).unwrap_or(1);
    let summary = |row: Row| VersionSummary {
        build_id: row.id,
        version: number(row.version),
        status: row.status,
        instruction: row.instruction,
        from_version: row.parent_version.map(number),
        from_seq: row.branched_seq,
        agents: u32::try_from(row.agents).unwrap_or(u32::MAX),
        cost_usd: row.cost_usd,
        created_at: row.created_at,
        created_by: row.created_by,
    };
    Ok(rows.into_iter().map(summary).collect())
}

pub async fn by_id(connection: &mut PgConnection, id: BuildId) -> Result<Option<BuildRow>> {
    Ok(sqlx::query_as(
        "select id, tenant_id, title, description, request, depth, version, root_id, instruction,
                team, plan, quote, status, reason, event_seq, created_at, started_at, finished_at,
                starts_at
         from builds where id = $1",
    )
    .bind(id)
    .fetch_optional(connection)
    .await?)
}

/// Locks the build against every other change of its state until the transaction ends.
pub async fn status_for_update(connection: &mut PgConnection, id: BuildId) -> Result<Option<BuildStatus>> {
    Ok(sqlx::query_scalar("select status from builds where id = $1 for update")
        .bind(id)
        .fetch_optional(connection)
        .await?)
}

/// Newest first, after the build `cursor`.
pub async fn list(connection: &mut PgConnection, limit: i64, cursor: Option<BuildId>) -> Result<Vec<BuildSummary>> {
    #[derive(sqlx::FromRow)]
    struct Row {
        id: BuildId,
        status: BuildStatus,
        description: String,
        title: String,
        depth: Depth,
        version: i32,
        cost_usd: Usd,
        created_at: DateTime<Utc>,
        started_at: Option<DateTime<Utc>>,
        finished_at: Option<DateTime<Utc>>,
        created_by: String,
    }
    let rows: Vec<Row> = sqlx::query_as(
        "select b.id, b.status, b.description, b.title, b.depth, b.version,
                (select coalesce(sum(c.cost_usd), 0) from build_costs c where c.build_id = b.id)
                    - (select coalesce(sum(r.amount_usd), 0) from build_refunds r where r.build_id = b.id) as cost_usd,
                b.created_at, b.started_at, b.finished_at, u.name as created_by
         from builds b join users u on u.id = b.created_by
         where $2::uuid is null
            or (b.created_at, b.id) < (select c.created_at, c.id from builds c where c.id = $2)
         order by b.created_at desc, b.id desc limit $1",
    )
    .bind(limit)
    .bind(cursor)
    .fetch_all(connection)
    .await?;
    let summary = |row: Row| BuildSummary {
        build_id: row.id,
        status: row.status,
        description: row.description,
        title: row.title,
        tier: row.depth,
        version: u32::try_from(row.version).unwrap_or(1),
        cost_usd: row.cost_usd,
        created_at: row.created_at,
        started_at: row.started_at,
        finished_at: row.finished_at,
        created_by: row.created_by,
    };
    Ok(rows.into_iter().map(summary).collect())
}

/// Appends events with the next numbers and returns the first. Their order is the order of the builds row's lock, so there
/// is no gap.
pub async fn append_events(
    connection: &mut PgConnection,
    tenant: TenantId,
    build: BuildId,
    now: DateTime<Utc>,
    events: &[BuildEventKind],
) -> Result<i64> {
    // Serialised here and not by sqlx: a detour over `serde_json::Value` would round money to a float.
    let texts = events.iter().map(serde_json::to_string).collect::<Result<Vec<_>, _>>().map_err(Error::internal)?;
    let count = i64::try_from(events.len()).map_err(Error::internal)?;
    Ok(sqlx::query_scalar(
        "with numbered as (
             update builds set event_seq = event_seq + $3 where id = $2 returning event_seq - $3 as before
         ), added as (
             insert into build_events (tenant_id, build_id, seq, event, data, at)
             select $1, $2, numbered.before + item.place, (item.body::jsonb) ->> 'event', (item.body::jsonb) -> 'data', $5
             from numbered, unnest($4::text[]) with ordinality as item(body, place)
         )
         select before + 1 from numbered",
    )
    .bind(tenant)
    .bind(build)
    .bind(count)
    .bind(&texts)
    .bind(now)
    .fetch_one(connection)
    .await?)
}

/// `(seq, event, data as JSON text with \"at\" in it, at)`.
pub type EventRow = (i64, String, String, DateTime<Utc>);

pub async fn events_after(
    connection: &mut PgConnection,
    build: BuildId,
    after: i64,
    limit: i64,
) -> Result<Vec<EventRow>> {
    Ok(sqlx::query_as(
        "select seq, event, (data || jsonb_build_object('at', at))::text, at
         from build_events where build_id = $1 and seq > $2 order by seq limit $3",
    )
    .bind(build)
    .bind(after)
    .bind(limit)
    .fetch_all(connection)
    .await?)
}

pub fn parse_event((seq, event, data, at): EventRow) -> Result<BuildEvent> {
    let kind = serde_json::from_str(&format!("{{\"event\":\"{event}\",\"data\":{data}}}")).map_err(Error::internal)?;
    Ok(BuildEvent { seq, at, kind })
}

pub async fn set_queued(connection: &mut PgConnection, id: BuildId, now: DateTime<Utc>) -> Result<()> {
    sqlx::query(
        "update builds set status = 'queued', queued_at = $2, finished_at = null, reason = null, starts_at = null,
                           paused_for_usd = null, told_place = null
         where id = $1",
    )
    .bind(id)
    .bind(now)
    .execute(connection)
    .await?;
    Ok(())
}

/// Ends a build. A worker that still holds its lease is refused from here on.
pub async fn set_final(
    connection: &mut PgConnection,
    id: BuildId,
    status: BuildStatus,
    reason: Option<&str>,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query(
        "update builds set status = $2, reason = $3, finished_at = $4, starts_at = null, paused_for_usd = null,
                           told_place = null
         where id = $1",
    )
    .bind(id)
    .bind(status)
    .bind(reason)
    .bind(now)
    .execute(connection)
    .await?;
    Ok(())
}

pub async fn set_title(connection: &mut PgConnection, id: BuildId, title: &str) -> Result<()> {
    sqlx::query("update builds set title = $2 where id = $1").bind(id).bind(title).execute(connection).await?;
    Ok(())
}
