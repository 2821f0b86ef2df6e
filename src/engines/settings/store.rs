//! SQL of workspaces' engines.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use sqlx::types::Json;

use super::cipher::Sealed;
use super::model::{EngineName, Models};
use crate::error::{Error, Result};
use crate::ids::{TenantId, UserId};

/// A workspace's choice, as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EngineRow {
    pub engine: EngineName,
    pub url: Option<String>,
    pub models: Option<Models>,
    pub key: Option<(Sealed, String)>,
    pub safety_net: bool,
    pub updated_at: DateTime<Utc>,
}

#[derive(sqlx::FromRow)]
struct Columns {
    engine: String,
    url: Option<String>,
    models: Option<Json<Models>>,
    sealed_key: Option<Vec<u8>>,
    key_nonce: Option<Vec<u8>>,
    key_last_four: Option<String>,
    safety_net: bool,
    updated_at: DateTime<Utc>,
}

pub async fn load(connection: &mut PgConnection, tenant: TenantId) -> Result<Option<EngineRow>> {
    let columns: Option<Columns> = sqlx::query_as(
        "select engine, url, models, sealed_key, key_nonce, key_last_four, safety_net, updated_at
         from tenant_engines where tenant_id = $1",
    )
    .bind(tenant)
    .fetch_optional(connection)
    .await?;
    columns.map(row).transpose()
}

fn row(columns: Columns) -> Result<EngineRow> {
    let engine = columns.engine.parse().map_err(|()| Error::internal("an engine's name is known"))?;
    let key = columns
        .sealed_key
        .zip(columns.key_nonce)
        .map(|(bytes, nonce)| (Sealed { nonce, bytes }, columns.key_last_four.unwrap_or_default()));
    let models = columns.models.map(|models| models.0);
    let Columns { url, safety_net, updated_at, .. } = columns;
    Ok(EngineRow { engine, url, models, key, safety_net, updated_at })
}

pub async fn save(connection: &mut PgConnection, tenant: TenantId, by: UserId, row: &EngineRow) -> Result<()> {
    let (sealed, last_four) = row.key.as_ref().map(|(sealed, last_four)| (sealed, last_four)).unzip();
    sqlx::query(
        "insert into tenant_engines
             (tenant_id, engine, url, models, sealed_key, key_nonce, key_last_four, safety_net, updated_by, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
         on conflict (tenant_id) do update set
             engine = excluded.engine, url = excluded.url, models = excluded.models, sealed_key = excluded.sealed_key,
             key_nonce = excluded.key_nonce, key_last_four = excluded.key_last_four, safety_net = excluded.safety_net,
             updated_by = excluded.updated_by, updated_at = excluded.updated_at",
    )
    .bind(tenant)
    .bind(row.engine.as_str())
    .bind(&row.url)
    .bind(row.models.as_ref().map(Json))
    .bind(sealed.map(|sealed| &sealed.bytes))
    .bind(sealed.map(|sealed| &sealed.nonce))
    .bind(last_four)
    .bind(row.safety_net)
    .bind(by)
    .bind(row.updated_at)
    .execute(connection)
    .await?;
    Ok(())
}

pub async fn remove(connection: &mut PgConnection, tenant: TenantId) -> Result<()> {
    sqlx::query("delete from tenant_engines where tenant_id = $1").bind(tenant).execute(connection).await?;
    Ok(())
}
