//! Who works on a build: picking the next one, the lease with its fencing number, and the guard that every write of a
//! worker passes. Also the SQL of agent runs, since only the holder of a lease writes them.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::agents::{AgentId, Phase};
use crate::error::{Error, Result};
use crate::ids::{BuildId, TenantId};
use crate::plans::{Tier, limits};

/// One picker at a time, in all processes: counting what runs and taking the next must not interleave.
const PICKER_LOCK: i64 = 0x4f4c_594d_5055;

/// The right to work on a build until it lapses. A later holder has a higher `fence`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Lease {
    pub build: BuildId,
    pub tenant: TenantId,
    pub fence: i64,
}

/// Takes the next build: first one whose lease lapsed, then the oldest waiting one whose tenant has a free slot.
/// Runs as the dispatcher.
pub async fn take_next(
    connection: &mut PgConnection,
    owner: &str,
    now: DateTime<Utc>,
    until: DateTime<Utc>,
) -> Result<Option<Lease>> {
    sqlx::query("select pg_advisory_xact_lock($1)").bind(PICKER_LOCK).execute(&mut *connection).await?;
    let tiers: Vec<&str> = Tier::ALL.iter().map(|tier| tier.as_str()).collect();
    let slots: Vec<i64> =
        Tier::ALL.iter().map(|tier| limits(*tier).concurrent_builds.map_or(i64::MAX, i64::from)).collect();
    Ok(sqlx::query_as(
        "with running as (
             select tenant_id, count(*) as count from builds where status = 'running' group by tenant_id
         ), next as (
             select b.id from builds b
             join tenants t on t.id = b.tenant_id
             join unnest($1::text[], $2::bigint[]) as cap(tier, slots) on cap.tier = t.tier
             left join running r on r.tenant_id = b.tenant_id
             where (b.status = 'running' and b.lease_expires_at <= $3)
                or (b.status = 'queued' and coalesce(r.count, 0) < cap.slots)
             order by b.status = 'running' desc, b.queued_at, b.id
             limit 1
             for update of b skip locked
         )
         update builds b set status = 'running', started_at = coalesce(started_at, $3), lease_owner = $4,
                             lease_fence = lease_fence + 1, lease_expires_at = $5
         from next where b.id = next.id
         returning b.id as build, b.tenant_id as tenant, b.lease_fence as fence",
    )
    .bind(&tiers)
    .bind(&slots)
    .bind(now)
    .bind(owner)
    .bind(until)
    .fetch_optional(connection)
    .await?)
}

/// Locks the build's row and gives the number of its last event, or nothing where the lease no longer holds. First
/// statement of every transaction of a worker.
pub async fn hold(connection: &mut PgConnection, lease: &Lease) -> Result<Option<i64>> {
    Ok(sqlx::query_scalar(
        "select event_seq from builds where id = $1 and lease_fence = $2 and status = 'running' for update",
    )
    .bind(lease.build)
    .bind(lease.fence)
    .fetch_optional(connection)
    .await?)
}

/// Renews, or with `until` in the past hands back. False where it no longer holds.
pub async fn extend(connection: &mut PgConnection, lease: &Lease, until: DateTime<Utc>) -> Result<bool> {
    let extended = sqlx::query(
        "update builds set lease_expires_at = $3 where id = $1 and lease_fence = $2 and status = 'running'",
    )
    .bind(lease.build)
    .bind(lease.fence)
    .bind(until)
    .execute(connection)
    .await?;
    Ok(extended.rows_affected() == 1)
}

/// Notes a run's beginning and returns which attempt it is. Attempts that an earlier worker left behind are failed.
pub async fn begin_run(
    connection: &mut PgConnection,
    lease: &Lease,
    agent: AgentId,
    now: DateTime<Utc>,
) -> Result<i32> {
    sqlx::query(
        "update agent_runs set status = 'failed', finished_at = $3, error = 'interrupted'
         where build_id = $1 and agent_id = $2 and status = 'running'",
    )
    .bind(lease.build)
    .bind(agent.as_str())
    .bind(now)
    .execute(&mut *connection)
    .await?;
    Ok(sqlx::query_scalar(
        "insert into agent_runs (tenant_id, build_id, agent_id, attempt, status, started_at)
         select $1, $2, $3, coalesce(max(attempt), 0) + 1, 'running', $4
         from agent_runs where build_id = $2 and agent_id = $3
         returning attempt",
    )
    .bind(lease.tenant)
    .bind(lease.build)
    .bind(agent.as_str())
    .bind(now)
    .fetch_one(connection)
    .await?)
}

/// Notes a run's end and returns its milliseconds. Nothing where it is not running: somebody else ended it.
pub async fn end_run(
    connection: &mut PgConnection,
    lease: &Lease,
    run: (AgentId, i32),
    error: Option<&str>,
    now: DateTime<Utc>,
) -> Result<Option<u64>> {
    let millis: Option<i64> = sqlx::query_scalar(
        "update agent_runs set status = case when $4::text is null then 'completed' else 'failed' end, error = $4,
                               finished_at = $5
         where build_id = $1 and agent_id = $2 and attempt = $3 and status = 'running'
         returning (extract(epoch from $5 - started_at) * 1000)::bigint",
    )
    .bind(lease.build)
    .bind(run.0.as_str())
    .bind(run.1)
    .bind(error)
    .bind(now)
    .fetch_optional(connection)
    .await?;
    Ok(millis.map(|millis| u64::try_from(millis).unwrap_or(0)))
}

pub async fn completed_agents(connection: &mut PgConnection, build: BuildId) -> Result<Vec<AgentId>> {
    let ids: Vec<String> =
        sqlx::query_scalar("select agent_id from agent_runs where build_id = $1 and status = 'completed'")
            .bind(build)
            .fetch_all(connection)
            .await?;
    ids.iter().map(|id| id.parse()).collect()
}

/// Takes the completion of these agents' runs back: a check over the whole application found fault with them.
pub async fn supersede_runs(connection: &mut PgConnection, build: BuildId, agents: &[AgentId]) -> Result<()> {
    let names: Vec<&str> = agents.iter().map(|agent| agent.as_str()).collect();
    sqlx::query(
        "update agent_runs set status = 'superseded'
         where build_id = $1 and agent_id = any($2) and status = 'completed'",
    )
    .bind(build)
    .bind(&names)
    .execute(connection)
    .await?;
    Ok(())
}

/// Milliseconds since the first of `agents` began.
pub async fn phase_millis(
    connection: &mut PgConnection,
    build: BuildId,
    agents: &[AgentId],
    now: DateTime<Utc>,
) -> Result<u64> {
    let names: Vec<&str> = agents.iter().map(|agent| agent.as_str()).collect();
    let millis: Option<i64> = sqlx::query_scalar(
        "select (extract(epoch from $3 - min(started_at)) * 1000)::bigint
         from agent_runs where build_id = $1 and agent_id = any($2)",
    )
    .bind(build)
    .bind(&names)
    .bind(now)
    .fetch_one(connection)
    .await?;
    u64::try_from(millis.unwrap_or(0)).map_err(Error::internal)
}

/// The agents of `phase` in `plan`.
pub fn agents_of(plan: &crate::agents::Plan, phase: Phase) -> Vec<AgentId> {
    plan.agents.iter().filter(|one| one.phase == phase).map(|one| one.agent_id).collect()
}
