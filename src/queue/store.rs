//! SQL of the queue. What crosses workspaces runs as the dispatcher, in functions of the database: one round trip each.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::job::{Class, Job, JobPlan, Lease};
use super::rules::{Ahead, Load, Pace};
use crate::error::Result;
use crate::ids::{BuildId, TenantId};

pub async fn enqueue(connection: &mut PgConnection, job: &Job, now: DateTime<Utc>) -> Result<()> {
    sqlx::query(
        "with added as (
             insert into queue_jobs (id, tenant_id, class, seconds, enqueued_at) values ($1, $2, $3, $4, $5)
             returning tenant_id
         )
         insert into queue_changes (tenant_id, waiting, cap, weight) select tenant_id, 1, $6, $7 from added",
    )
    .bind(job.build)
    .bind(job.tenant)
    .bind(match job.class {
        Class::Resumed => 0_i16,
        Class::New => 1,
    })
    .bind(i32::try_from(job.seconds.max(1)).unwrap_or(i32::MAX))
    .bind(now)
    .bind(job.plan.cap.map(|cap| i32::try_from(cap).unwrap_or(i32::MAX)))
    .bind(i32::try_from(job.plan.weight).unwrap_or(i32::MAX))
    .execute(connection)
    .await?;
    Ok(())
}

/// Takes a job out, whatever its state. False where there is none.
pub async fn withdraw(connection: &mut PgConnection, build: BuildId) -> Result<bool> {
    let withdrawn = sqlx::query(
        "with gone as (delete from queue_jobs where id = $1 returning tenant_id, state)
         insert into queue_changes (tenant_id, waiting, running)
         select tenant_id, case state when 'waiting' then -1 else 0 end, case state when 'leased' then -1 else 0 end
         from gone",
    )
    .bind(build)
    .execute(connection)
    .await?;
    Ok(withdrawn.rows_affected() == 1)
}

/// Ends a leased job. False where the lease is not held.
pub async fn finish(connection: &mut PgConnection, lease: &Lease) -> Result<bool> {
    let finished = sqlx::query(
        "with gone as (delete from queue_jobs where id = $1 and fence = $2 and state = 'leased' returning tenant_id)
         insert into queue_changes (tenant_id, running) select tenant_id, -1 from gone",
    )
    .bind(lease.build)
    .bind(lease.fence)
    .execute(connection)
    .await?;
    Ok(finished.rows_affected() == 1)
}

pub async fn set_plan(connection: &mut PgConnection, tenant: TenantId, plan: JobPlan) -> Result<()> {
    sqlx::query("insert into queue_changes (tenant_id, cap, weight, is_plan) values ($1, $2, $3, true)")
        .bind(tenant)
        .bind(plan.cap.map(|cap| i32::try_from(cap).unwrap_or(i32::MAX)))
        .bind(i32::try_from(plan.weight).unwrap_or(i32::MAX))
        .execute(connection)
        .await?;
    Ok(())
}

/// Renews, or with `until` now hands back. False where the lease is not held.
pub async fn extend(connection: &mut PgConnection, lease: &Lease, until: DateTime<Utc>) -> Result<bool> {
    let extended =
        sqlx::query("update queue_jobs set lease_expires_at = $3 where id = $1 and fence = $2 and state = 'leased'")
            .bind(lease.build)
            .bind(lease.fence)
            .bind(until)
            .execute(connection)
            .await?;
    Ok(extended.rows_affected() == 1)
}

/// Gives out up to `slots` jobs. As the dispatcher.
pub async fn take(
    connection: &mut PgConnection,
    (owner, slots): (&str, i32),
    now: DateTime<Utc>,
    until: DateTime<Utc>,
) -> Result<Vec<Lease>> {
    Ok(sqlx::query_as(
        "select job_id as build, job_tenant as tenant, job_fence as fence from queue_take($1, $2, $3, $4)",
    )
    .bind(owner)
    .bind(slots)
    .bind(now)
    .bind(until)
    .fetch_all(connection)
    .await?)
}

/// As the dispatcher.
pub async fn announce(
    connection: &mut PgConnection,
    (owner, slots): (&str, i32),
    now: DateTime<Utc>,
    silent_since: DateTime<Utc>,
) -> Result<()> {
    sqlx::query("select queue_announce($1, $2, $3, $4)")
        .bind(owner)
        .bind(slots)
        .bind(now)
        .bind(silent_since)
        .execute(connection)
        .await?;
    Ok(())
}

/// As the dispatcher.
pub async fn set_pace(connection: &mut PgConnection, pace: Pace) -> Result<()> {
    sqlx::query("update queue_load set pace_low = $1, pace_expected = $2, pace_high = $3, pace_n = $4")
        .bind(pace.low)
        .bind(pace.expected)
        .bind(pace.high)
        .bind(i32::try_from(pace.n).unwrap_or(i32::MAX))
        .execute(connection)
        .await?;
    Ok(())
}

pub async fn load(connection: &mut PgConnection) -> Result<Load> {
    type Row = (i32, i64, i64, Option<f64>, Option<f64>, Option<f64>, i32);
    let (slots, running, weight, low, expected, high, n): Row =
        sqlx::query_as("select slots, running, weight, pace_low, pace_expected, pace_high, pace_n from queue_load")
            .fetch_one(connection)
            .await?;
    let pace = match (low, expected, high) {
        (Some(low), Some(expected), Some(high)) => Some(Pace { low, expected, high, n: u32::try_from(n).unwrap_or(0) }),
        _ => None,
    };
    Ok(Load { slots: whole(slots.into()), running: whole(running), weight: whole(weight), pace })
}

/// What runs in the workspace: how many, and what is left of their expected seconds.
pub async fn running(connection: &mut PgConnection, now: DateTime<Utc>) -> Result<(u32, u64)> {
    let (count, seconds): (i64, f64) = sqlx::query_as(
        "select count(*), coalesce(sum(greatest(seconds - extract(epoch from $1 - leased_at), 0)), 0)::float8
         from queue_jobs where state = 'leased'",
    )
    .bind(now)
    .fetch_one(connection)
    .await?;
    Ok((whole(count), seconds.round() as u64))
}

/// How many wait before `build` in its workspace, and their expected seconds; nothing where it does not wait.
pub async fn ahead(connection: &mut PgConnection, build: BuildId) -> Result<Option<(u32, u64)>> {
    let ahead: Option<(i64, i64)> = sqlx::query_as(
        "select count(q.id), coalesce(sum(q.seconds), 0)::bigint
         from queue_jobs own
         left join queue_jobs q on q.state = 'waiting' and (q.class, q.seq) < (own.class, own.seq)
         where own.id = $1 and own.state = 'waiting' group by own.id",
    )
    .bind(build)
    .fetch_optional(connection)
    .await?;
    Ok(ahead.map(|(count, seconds)| (whole(count), u64::try_from(seconds).unwrap_or(0))))
}

/// The first `limit` that wait in the workspace, with their expected seconds, next first.
pub async fn first_waiting(connection: &mut PgConnection, limit: i64) -> Result<Vec<(BuildId, i32)>> {
    Ok(sqlx::query_as("select id, seconds from queue_jobs where state = 'waiting' order by class, seq limit $1")
        .bind(limit)
        .fetch_all(connection)
        .await?)
}

/// Workspaces in which something waits. As the dispatcher.
pub async fn tenants_waiting(connection: &mut PgConnection) -> Result<Vec<TenantId>> {
    Ok(sqlx::query_scalar("select tenant_id from tenant_schedules where waiting > 0 order by tenant_id")
        .fetch_all(connection)
        .await?)
}

fn whole(count: i64) -> u32 {
    u32::try_from(count.max(0)).unwrap_or(u32::MAX)
}

impl Ahead {
    pub fn of((jobs, seconds): (u32, u64), (running, running_seconds): (u32, u64)) -> Self {
        Self { jobs, seconds, running, running_seconds }
    }
}
