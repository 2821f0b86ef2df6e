//! SQL of builds, runs, events and files. Leases are in `leases.rs`.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use sqlx::types::Json;

use super::model::{BuildEvent, BuildEventKind, BuildFile, BuildStatus, BuildSummary};
use crate::agents::{AgentId, Plan};
use crate::engines::MadeFile;
use crate::error::{Error, Result};
use crate::ids::{BuildId, TenantId, UserId};
use crate::money::Usd;
use crate::plans::Depth;
use crate::platform::secrets;
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
    pub plan: Json<Plan>,
    pub quote: Json<Quote>,
    pub status: BuildStatus,
    pub reason: Option<String>,
    pub created_at: DateTime<Utc>,
    pub started_at: Option<DateTime<Utc>>,
    pub finished_at: Option<DateTime<Utc>>,
}

pub struct NewBuild<'a> {
    pub id: BuildId,
    pub tenant: TenantId,
    pub created_by: UserId,
    pub title: &'a str,
    pub request: &'a BuildRequest,
    pub quote: &'a Quote,
    pub now: DateTime<Utc>,
}

pub async fn insert(connection: &mut PgConnection, build: &NewBuild<'_>) -> Result<()> {
    sqlx::query(
        "insert into builds (id, tenant_id, created_by, title, description, request, depth, plan, quote, status,
                             created_at, queued_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'queued', $10, $10)",
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
    .execute(connection)
    .await?;
    Ok(())
}

pub async fn by_id(connection: &mut PgConnection, id: BuildId) -> Result<Option<BuildRow>> {
    Ok(sqlx::query_as(
        "select id, tenant_id, title, description, request, depth, version, plan, quote, status, reason, created_at,
                started_at, finished_at
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
                (select coalesce(sum(c.cost_usd), 0) from build_costs c where c.build_id = b.id) as cost_usd,
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

/// Appends events with the next numbers. Their order is the order of the builds row's lock, so there is no gap.
pub async fn append_events(
    connection: &mut PgConnection,
    tenant: TenantId,
    build: BuildId,
    now: DateTime<Utc>,
    events: &[BuildEventKind],
) -> Result<()> {
    if events.is_empty() {
        return Ok(());
    }
    // Serialised here and not by sqlx: a detour over `serde_json::Value` would round money to a float.
    let texts = events.iter().map(serde_json::to_string).collect::<Result<Vec<_>, _>>().map_err(Error::internal)?;
    let count = i64::try_from(events.len()).map_err(Error::internal)?;
    sqlx::query(
        "with numbered as (
             update builds set event_seq = event_seq + $3 where id = $2 returning event_seq - $3 as before
         )
         insert into build_events (tenant_id, build_id, seq, event, data, at)
         select $1, $2, numbered.before + item.place, (item.body::jsonb) ->> 'event', (item.body::jsonb) -> 'data', $5
         from numbered, unnest($4::text[]) with ordinality as item(body, place)",
    )
    .bind(tenant)
    .bind(build)
    .bind(count)
    .bind(&texts)
    .bind(now)
    .execute(connection)
    .await?;
    Ok(())
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

/// How many of the tenant's builds run, and how many wait before `build` (all of them, where none is named).
pub async fn load_of_tenant(connection: &mut PgConnection, before: Option<BuildId>) -> Result<(i64, i64)> {
    Ok(sqlx::query_as(
        "select count(*) filter (where status = 'running'),
                count(*) filter (where status = 'queued' and ($1::uuid is null
                    or (queued_at, id) < (select q.queued_at, q.id from builds q where q.id = $1)))
         from builds where status in ('running', 'queued')",
    )
    .bind(before)
    .fetch_one(connection)
    .await?)
}

/// The tenant's waiting builds, next first, with the seconds that each is expected to take.
pub async fn waiting(connection: &mut PgConnection, limit: i64) -> Result<Vec<(BuildId, i32)>> {
    Ok(sqlx::query_as(
        "select id, (quote -> 'duration' ->> 'expected')::int from builds
         where status = 'queued' order by queued_at, id limit $1",
    )
    .bind(limit)
    .fetch_all(connection)
    .await?)
}

pub async fn set_queued(connection: &mut PgConnection, id: BuildId, now: DateTime<Utc>) -> Result<()> {
    sqlx::query("update builds set status = 'queued', queued_at = $2, finished_at = null, reason = null where id = $1")
        .bind(id)
        .bind(now)
        .execute(connection)
        .await?;
    Ok(())
}

/// Ends a build. The lease ends with it: a worker that still holds its number is refused from here on.
pub async fn set_final(
    connection: &mut PgConnection,
    id: BuildId,
    status: BuildStatus,
    reason: Option<&str>,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query(
        "update builds set status = $2, reason = $3, finished_at = $4, lease_owner = null, lease_expires_at = null,
                           lease_fence = lease_fence + 1
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

pub async fn insert_file(
    connection: &mut PgConnection,
    tenant: TenantId,
    build: BuildId,
    agent: AgentId,
    file: &MadeFile,
) -> Result<()> {
    let content = file.content.as_bytes();
    let sha256 = secrets::sha256(content);
    sqlx::query("insert into blobs (tenant_id, sha256, content) values ($1, $2, $3) on conflict do nothing")
        .bind(tenant)
        .bind(sha256)
        .bind(content)
        .execute(&mut *connection)
        .await?;
    sqlx::query(
        "insert into build_files (tenant_id, build_id, path, sha256, bytes, agent_id) values ($1, $2, $3, $4, $5, $6)
         on conflict (build_id, path) do update set sha256 = excluded.sha256, bytes = excluded.bytes,
             agent_id = excluded.agent_id",
    )
    .bind(tenant)
    .bind(build)
    .bind(&file.path)
    .bind(sha256)
    .bind(i64::try_from(content.len()).map_err(Error::internal)?)
    .bind(agent.as_str())
    .execute(connection)
    .await?;
    Ok(())
}

pub async fn files(connection: &mut PgConnection, build: BuildId) -> Result<Vec<BuildFile>> {
    let rows: Vec<(String, i64, String, String)> = sqlx::query_as(
        "select path, bytes, encode(sha256, 'hex'), agent_id from build_files where build_id = $1 order by path",
    )
    .bind(build)
    .fetch_all(connection)
    .await?;
    rows.into_iter()
        .map(|(path, bytes, sha256, agent)| Ok(BuildFile { path, bytes, sha256, agent_id: agent.parse()? }))
        .collect()
}

pub async fn file(connection: &mut PgConnection, build: BuildId, path: &str) -> Result<Option<(BuildFile, Vec<u8>)>> {
    let row: Option<(String, i64, String, String, Vec<u8>)> = sqlx::query_as(
        "select f.path, f.bytes, encode(f.sha256, 'hex'), f.agent_id, b.content
         from build_files f join blobs b on b.tenant_id = f.tenant_id and b.sha256 = f.sha256
         where f.build_id = $1 and f.path = $2",
    )
    .bind(build)
    .bind(path)
    .fetch_optional(connection)
    .await?;
    row.map(|(path, bytes, sha256, agent, content)| {
        Ok((BuildFile { path, bytes, sha256, agent_id: agent.parse()? }, content))
    })
    .transpose()
}

/// The files that `agents` made, by path.
pub async fn contents_by(connection: &mut PgConnection, build: BuildId, agents: &[&str]) -> Result<Vec<MadeFile>> {
    let rows: Vec<(String, Vec<u8>)> = sqlx::query_as(
        "select f.path, b.content from build_files f join blobs b on b.tenant_id = f.tenant_id and b.sha256 = f.sha256
         where f.build_id = $1 and f.agent_id = any($2) order by f.path",
    )
    .bind(build)
    .bind(agents)
    .fetch_all(connection)
    .await?;
    rows.into_iter()
        .map(|(path, content)| Ok(MadeFile { path, content: String::from_utf8(content).map_err(Error::internal)? }))
        .collect()
}
