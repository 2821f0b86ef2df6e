//! SQL of people, sessions and API keys.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::model::{ApiKey, SessionView};
use crate::error::Result;
use crate::ids::{ApiKeyId, SessionId, TenantId, UserId};

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct UserRow {
    pub id: UserId,
    pub email: String,
    pub name: String,
    pub password_hash: String,
}

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct SessionRow {
    pub id: SessionId,
    pub user_id: UserId,
    pub tenant_id: TenantId,
    pub last_seen_at: DateTime<Utc>,
    pub email: String,
    pub name: String,
}

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct KeyRow {
    pub id: ApiKeyId,
    pub user_id: UserId,
    pub tenant_id: TenantId,
    pub email: String,
    pub name: String,
    pub last_used_at: Option<DateTime<Utc>>,
}

/// Raw: the caller tells a taken address (`users_email_key`) from other failures.
pub async fn insert_user(connection: &mut PgConnection, user: &UserRow, now: DateTime<Utc>) -> Result<(), sqlx::Error> {
    sqlx::query("insert into users (id, email, name, password_hash, created_at) values ($1, $2, $3, $4, $5)")
        .bind(user.id)
        .bind(&user.email)
        .bind(&user.name)
        .bind(&user.password_hash)
        .bind(now)
        .execute(connection)
        .await?;
    Ok(())
}

pub async fn user_by_email(connection: &mut PgConnection, email: &str) -> Result<Option<UserRow>> {
    Ok(sqlx::query_as("select id, email, name, password_hash from users where email = $1")
        .bind(email)
        .fetch_optional(connection)
        .await?)
}

pub struct NewSession<'a> {
    pub id: SessionId,
    pub token_hash: [u8; 32],
    pub user_id: UserId,
    pub tenant_id: TenantId,
    pub ip: &'a str,
    pub user_agent: &'a str,
    pub now: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
}

pub async fn insert_session(connection: &mut PgConnection, session: NewSession<'_>) -> Result<()> {
    sqlx::query(
        "insert into sessions (id, token_hash, user_id, tenant_id, ip, user_agent, created_at, last_seen_at, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7, $7, $8)",
    )
    .bind(session.id)
    .bind(session.token_hash)
    .bind(session.user_id)
    .bind(session.tenant_id)
    .bind(session.ip)
    .bind(session.user_agent)
    .bind(session.now)
    .bind(session.expires_at)
    .execute(connection)
    .await?;
    Ok(())
}

pub async fn session_by_token(
    connection: &mut PgConnection,
    token_hash: &[u8; 32],
    now: DateTime<Utc>,
    idle_since: DateTime<Utc>,
) -> Result<Option<SessionRow>> {
    Ok(sqlx::query_as(
        "select s.id, s.user_id, s.tenant_id, s.last_seen_at, u.email, u.name
         from sessions s join users u on u.id = s.user_id
         where s.token_hash = $1 and s.expires_at > $2 and s.last_seen_at > $3",
    )
    .bind(token_hash)
    .bind(now)
    .bind(idle_since)
    .fetch_optional(connection)
    .await?)
}

pub async fn touch_session(connection: &mut PgConnection, id: SessionId, now: DateTime<Utc>) -> Result<()> {
    sqlx::query("update sessions set last_seen_at = $2 where id = $1").bind(id).bind(now).execute(connection).await?;
    Ok(())
}

/// Ends one session of `user`; false where it is not theirs or gone.
pub async fn delete_session(connection: &mut PgConnection, user: UserId, id: SessionId) -> Result<bool> {
    let deleted = sqlx::query("delete from sessions where id = $1 and user_id = $2")
        .bind(id)
        .bind(user)
        .execute(connection)
        .await?;
    Ok(deleted.rows_affected() == 1)
}

pub async fn delete_session_by_token(connection: &mut PgConnection, token_hash: &[u8; 32]) -> Result<()> {
    sqlx::query("delete from sessions where token_hash = $1").bind(token_hash).execute(connection).await?;
    Ok(())
}

pub async fn sessions_of(
    connection: &mut PgConnection,
    user: UserId,
    current: Option<SessionId>,
    now: DateTime<Utc>,
) -> Result<Vec<SessionView>> {
    type Row = (SessionId, String, String, DateTime<Utc>, DateTime<Utc>);
    let rows: Vec<Row> = sqlx::query_as(
        "select id, user_agent, ip, created_at, last_seen_at from sessions
         where user_id = $1 and expires_at > $2 order by last_seen_at desc",
    )
    .bind(user)
    .bind(now)
    .fetch_all(connection)
    .await?;
    let view = |(session_id, user_agent, ip, created_at, last_seen_at)| SessionView {
        session_id,
        user_agent,
        ip,
        created_at,
        last_seen_at,
        current: Some(session_id) == current,
    };
    Ok(rows.into_iter().map(view).collect())
}

/// Runs as the dispatcher. Returns how many were swept.
pub async fn delete_expired_sessions(connection: &mut PgConnection, now: DateTime<Utc>) -> Result<u64> {
    Ok(sqlx::query("delete from sessions where expires_at <= $1").bind(now).execute(connection).await?.rows_affected())
}

pub async fn insert_api_key(
    connection: &mut PgConnection,
    tenant: TenantId,
    user: UserId,
    secret_hash: &[u8; 32],
    key: &ApiKey,
) -> Result<()> {
    sqlx::query(
        "insert into api_keys (id, tenant_id, user_id, name, prefix, secret_hash, created_at, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(key.key_id)
    .bind(tenant)
    .bind(user)
    .bind(&key.name)
    .bind(&key.prefix)
    .bind(secret_hash)
    .bind(key.created_at)
    .bind(key.expires_at)
    .execute(connection)
    .await?;
    Ok(())
}

pub async fn api_keys(connection: &mut PgConnection, now: DateTime<Utc>) -> Result<Vec<ApiKey>> {
    type Row = (ApiKeyId, String, String, DateTime<Utc>, Option<DateTime<Utc>>, Option<DateTime<Utc>>);
    let rows: Vec<Row> = sqlx::query_as(
        "select id, name, prefix, created_at, last_used_at, expires_at from api_keys
         where revoked_at is null and (expires_at is null or expires_at > $1) order by created_at desc",
    )
    .bind(now)
    .fetch_all(connection)
    .await?;
    let view = |(key_id, name, prefix, created_at, last_used_at, expires_at)| ApiKey {
        key_id,
        name,
        prefix,
        created_at,
        last_used_at,
        expires_at,
    };
    Ok(rows.into_iter().map(view).collect())
}

/// Found by the hash that the transaction presents.
pub async fn api_key_by_secret(
    connection: &mut PgConnection,
    secret_hash: &[u8; 32],
    now: DateTime<Utc>,
) -> Result<Option<KeyRow>> {
    Ok(sqlx::query_as(
        "select k.id, k.user_id, k.tenant_id, u.email, u.name, k.last_used_at
         from api_keys k join users u on u.id = k.user_id
         where k.secret_hash = $1 and k.revoked_at is null and (k.expires_at is null or k.expires_at > $2)",
    )
    .bind(secret_hash)
    .bind(now)
    .fetch_optional(connection)
    .await?)
}

pub async fn touch_api_key(connection: &mut PgConnection, id: ApiKeyId, now: DateTime<Utc>) -> Result<()> {
    sqlx::query("update api_keys set last_used_at = $2 where id = $1").bind(id).bind(now).execute(connection).await?;
    Ok(())
}

/// False where there is no such key in this tenant.
pub async fn revoke_api_key(connection: &mut PgConnection, id: ApiKeyId, now: DateTime<Utc>) -> Result<bool> {
    let revoked = sqlx::query("update api_keys set revoked_at = $2 where id = $1 and revoked_at is null")
        .bind(id)
        .bind(now)
        .execute(connection)
        .await?;
    Ok(revoked.rows_affected() == 1)
}
