//! The guard that every write of a worker passes: the number of the lease that a build was last started with. Also the SQL of
//! agent runs, since only the holder of a lease writes them. Who gets a lease is the queue's to say.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::agents::{AgentId, Phase};
use crate::error::{Error, Result};
use crate::ids::BuildId;
use crate::queue::Lease;

/// A build that was just started.
#[derive(Clone, Copy, Debug, sqlx::FromRow)]
pub struct Started {
    pub queued_at: DateTime<Utc>,
    /// It was never started before.
    pub is_first: bool,
}

/// Marks the build as started under this lease. Nothing where it ended meanwhile, or where a later lease has it.
pub async fn start(connection: &mut PgConnection, lease: &Lease, now: DateTime<Utc>) -> Result<Option<Started>> {
    Ok(sqlx::query_as(
        "update builds set status = 'running', lease_fence = $2, started_at = coalesce(started_at, $3), told_place = null
         where id = $1 and status in ('queued', 'running') and lease_fence < $2
         returning queued_at, started_at = $3 as is_first",
    )
    .bind(lease.build)
    .bind(lease.fence)
    .bind(now)
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
