//! SQL of builds that are held up: paused by the budget, parked by the month's limit; and of what was told of their place.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;
use sqlx::types::Json;

use crate::error::Result;
use crate::ids::{BuildId, TenantId};
use crate::money::Usd;
use crate::queue::Place;

/// Expected seconds of what is left: the quote's, by the share of agents that are not done.
const SECONDS_LEFT: &str = "greatest(1, ceil((quote -> 'duration' ->> 'expected')::float8
    * (1 - (select count(*) from agent_runs r where r.build_id = builds.id and r.status = 'completed')::float8
           / greatest(jsonb_array_length(plan -> 'agents'), 1))))::integer";

pub async fn set_admitted(connection: &mut PgConnection, id: BuildId, month: Option<NaiveDate>) -> Result<()> {
    sqlx::query("update builds set admitted_month = $2 where id = $1").bind(id).bind(month).execute(connection).await?;
    Ok(())
}

/// Takes the build out of the month's count and says which month that was.
pub async fn take_admitted(connection: &mut PgConnection, id: BuildId) -> Result<Option<NaiveDate>> {
    let month: Option<Option<NaiveDate>> = sqlx::query_scalar(
        "with before as (select id, admitted_month from builds where id = $1)
         update builds b set admitted_month = null from before where b.id = before.id returning before.admitted_month",
    )
    .bind(id)
    .fetch_optional(connection)
    .await?;
    Ok(month.flatten())
}

pub async fn is_admitted(connection: &mut PgConnection, id: BuildId) -> Result<bool> {
    Ok(sqlx::query_scalar("select exists (select from builds where id = $1 and admitted_month is not null)")
        .bind(id)
        .fetch_one(connection)
        .await?)
}

pub async fn seconds_left(connection: &mut PgConnection, id: BuildId) -> Result<u32> {
    let query = format!("select {SECONDS_LEFT} from builds where id = $1");
    let seconds: i32 = sqlx::query_scalar(sqlx::AssertSqlSafe(query)).bind(id).fetch_one(connection).await?;
    Ok(u32::try_from(seconds).unwrap_or(1))
}

/// Parks a build, last of all; one that is parked already keeps its place.
pub async fn set_parked(
    connection: &mut PgConnection,
    id: BuildId,
    (starts_at, reason): (DateTime<Utc>, &str),
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query(
        "update builds set status = 'parked', starts_at = $2, finished_at = null, reason = $3, told_place = null,
                           queued_at = case status when 'parked' then queued_at else $4 end
         where id = $1",
    )
    .bind(id)
    .bind(starts_at)
    .bind(reason)
    .bind(now)
    .execute(connection)
    .await?;
    Ok(())
}

/// How many of the workspace's builds are parked beside this one.
pub async fn parked_before(connection: &mut PgConnection, id: BuildId) -> Result<u32> {
    let count: i64 = sqlx::query_scalar("select count(*) from builds where status = 'parked' and id <> $1")
        .bind(id)
        .fetch_one(connection)
        .await?;
    Ok(u32::try_from(count).unwrap_or(u32::MAX))
}

/// The workspace's parked builds, oldest first, locked.
pub async fn parked(connection: &mut PgConnection) -> Result<Vec<(BuildId, DateTime<Utc>)>> {
    Ok(sqlx::query_as("select id, starts_at from builds where status = 'parked' order by queued_at, id for update")
        .fetch_all(connection)
        .await?)
}

/// The oldest parked build, locked, with the seconds that it is expected to take.
pub async fn next_parked(connection: &mut PgConnection) -> Result<Option<(BuildId, i32)>> {
    let query = format!(
        "select id, {SECONDS_LEFT} from builds where status = 'parked' order by queued_at, id limit 1 for update of builds"
    );
    Ok(sqlx::query_as(sqlx::AssertSqlSafe(query)).fetch_optional(connection).await?)
}

pub async fn set_paused(connection: &mut PgConnection, id: BuildId, needed: Usd, reason: &str) -> Result<()> {
    sqlx::query("update builds set status = 'paused', paused_for_usd = $2, reason = $3 where id = $1")
        .bind(id)
        .bind(needed)
        .bind(reason)
        .execute(connection)
        .await?;
    Ok(())
}

/// The workspace's builds that the budget stopped, with what each needs to go on; who was asked for first comes first.
pub async fn paused(connection: &mut PgConnection) -> Result<Vec<(BuildId, Usd)>> {
    Ok(sqlx::query_as(
        "select id, paused_for_usd from builds where status = 'paused' and paused_for_usd is not null
         order by created_at, id",
    )
    .fetch_all(connection)
    .await?)
}

/// What a build that the budget stopped needs, and the seconds that are left; its row is locked.
pub async fn paused_for_update(connection: &mut PgConnection, id: BuildId) -> Result<Option<(Usd, i32)>> {
    let query = format!(
        "select paused_for_usd, {SECONDS_LEFT} from builds
         where id = $1 and status = 'paused' and paused_for_usd is not null for update of builds"
    );
    Ok(sqlx::query_as(sqlx::AssertSqlSafe(query)).bind(id).fetch_optional(connection).await?)
}

/// Workspaces with paused or parked builds. As the dispatcher.
pub async fn tenants_held(connection: &mut PgConnection) -> Result<Vec<TenantId>> {
    Ok(sqlx::query_scalar("select distinct tenant_id from builds where status in ('paused', 'parked')")
        .fetch_all(connection)
        .await?)
}

pub async fn set_told(connection: &mut PgConnection, id: BuildId, place: &Place) -> Result<()> {
    sqlx::query("update builds set told_place = $2 where id = $1")
        .bind(id)
        .bind(Json(place))
        .execute(connection)
        .await?;
    Ok(())
}

/// What was last told of those of these builds that wait still; their rows are locked, in the order of their ids.
pub async fn told(connection: &mut PgConnection, ids: &[BuildId]) -> Result<Vec<(BuildId, Option<Json<Place>>)>> {
    Ok(sqlx::query_as(
        "select id, told_place from builds where id = any($1) and status = 'queued' order by id for update",
    )
    .bind(ids)
    .fetch_all(connection)
    .await?)
}
