//! SQL of a build's files: contents by their hash, and for each path from which event to which it was there.

use std::collections::HashMap;

use futures::{Stream, TryStreamExt as _};
use sqlx::PgConnection;

use crate::agents::AgentId;
use crate::builds::model::BuildFile;
use crate::engines::MadeFile;
use crate::error::{Error, Result};
use crate::ids::{BuildId, TenantId};
use crate::platform::secrets;

/// Which moment of a build is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// As it is.
    Now,
    /// After the event with this number.
    After(i64),
}

impl Moment {
    /// For SQL: every event comes before the end of time.
    fn seq(self) -> i64 {
        match self {
            Self::Now => i64::MAX - 1,
            Self::After(seq) => seq,
        }
    }
}

/// Whose files change, in which build, by which event.
#[derive(Clone, Copy, Debug)]
pub struct Change {
    pub tenant: TenantId,
    pub build: BuildId,
    pub agent: AgentId,
    pub seq: i64,
}

/// Makes `files` what the agent has made: what is equal stays, the rest is replaced, what is missing is gone. Returns the
/// paths that are gone.
pub async fn replace(connection: &mut PgConnection, change: Change, files: &[MadeFile]) -> Result<Vec<String>> {
    let current: Vec<(String, Vec<u8>)> = sqlx::query_as(
        "select path, sha256 from build_files where build_id = $1 and agent_id = $2 and gone_seq is null",
    )
    .bind(change.build)
    .bind(change.agent.as_str())
    .fetch_all(&mut *connection)
    .await?;
    let mut before: HashMap<String, Vec<u8>> = current.into_iter().collect();
    for file in files {
        let hash = secrets::sha256(file.content.as_bytes());
        match before.remove(&file.path) {
            Some(known) if known == hash => continue,
            Some(_) => end(connection, change, &file.path).await?,
            None => {}
        }
        insert(connection, change, file, hash).await?;
    }
    let mut gone: Vec<String> = before.into_keys().collect();
    gone.sort();
    for path in &gone {
        end(connection, change, path).await?;
    }
    Ok(gone)
}

async fn end(connection: &mut PgConnection, change: Change, path: &str) -> Result<()> {
    sqlx::query("update build_files set gone_seq = $3 where build_id = $1 and path = $2 and gone_seq is null")
        .bind(change.build)
        .bind(path)
        .bind(change.seq)
        .execute(connection)
        .await?;
    Ok(())
}

async fn insert(connection: &mut PgConnection, change: Change, file: &MadeFile, sha256: [u8; 32]) -> Result<()> {
    let content = file.content.as_bytes();
    sqlx::query("insert into blobs (tenant_id, sha256, content) values ($1, $2, $3) on conflict do nothing")
        .bind(change.tenant)
        .bind(sha256)
        .bind(content)
        .execute(&mut *connection)
        .await?;
    sqlx::query(
        "insert into build_files (tenant_id, build_id, path, sha256, bytes, agent_id, made_seq)
         values ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(change.tenant)
    .bind(change.build)
    .bind(&file.path)
    .bind(sha256)
    .bind(i64::try_from(content.len()).map_err(Error::internal)?)
    .bind(change.agent.as_str())
    .bind(change.seq)
    .execute(connection)
    .await?;
    Ok(())
}

/// Gives `to` the files that `from` had at `moment`: rows alone, since contents are shared.
pub async fn inherit(connection: &mut PgConnection, from: BuildId, moment: Moment, to: BuildId) -> Result<()> {
    sqlx::query(
        "insert into build_files (tenant_id, build_id, path, sha256, bytes, agent_id, made_seq)
         select tenant_id, $3, path, sha256, bytes, agent_id, 0 from build_files
         where build_id = $1 and made_seq <= $2 and coalesce(gone_seq > $2, true)",
    )
    .bind(from)
    .bind(moment.seq())
    .bind(to)
    .execute(connection)
    .await?;
    Ok(())
}

/// The paths among `paths` that another agent than `agent` has made.
pub async fn of_others(
    connection: &mut PgConnection,
    build: BuildId,
    agent: AgentId,
    paths: &[&str],
) -> Result<Vec<String>> {
    Ok(sqlx::query_scalar(
        "select path from build_files
         where build_id = $1 and agent_id <> $2 and path = any($3) and gone_seq is null order by path",
    )
    .bind(build)
    .bind(agent.as_str())
    .bind(paths)
    .fetch_all(connection)
    .await?)
}

/// The files by path.
pub async fn list(connection: &mut PgConnection, build: BuildId, moment: Moment) -> Result<Vec<BuildFile>> {
    let rows: Vec<(String, i64, String, String)> = sqlx::query_as(
        "select path, bytes, encode(sha256, 'hex'), agent_id from build_files
         where build_id = $1 and made_seq <= $2 and coalesce(gone_seq > $2, true) order by path",
    )
    .bind(build)
    .bind(moment.seq())
    .fetch_all(connection)
    .await?;
    rows.into_iter()
        .map(|(path, bytes, sha256, agent)| Ok(BuildFile { path, bytes, sha256, agent_id: agent.parse()? }))
        .collect()
}

/// One file with its bytes.
pub async fn one(
    connection: &mut PgConnection,
    build: BuildId,
    moment: Moment,
    path: &str,
) -> Result<Option<(BuildFile, Vec<u8>)>> {
    // PostgreSQL's text holds no NUL: no file can be called so, and asking would be an error.
    if path.contains('\0') {
        return Ok(None);
    }
    let row: Option<(String, i64, String, String, Vec<u8>)> = sqlx::query_as(
        "select f.path, f.bytes, encode(f.sha256, 'hex'), f.agent_id, b.content
         from build_files f join blobs b on b.tenant_id = f.tenant_id and b.sha256 = f.sha256
         where f.build_id = $1 and f.path = $3 and f.made_seq <= $2 and coalesce(f.gone_seq > $2, true)",
    )
    .bind(build)
    .bind(moment.seq())
    .bind(path)
    .fetch_optional(connection)
    .await?;
    row.map(|(path, bytes, sha256, agent, content)| {
        Ok((BuildFile { path, bytes, sha256, agent_id: agent.parse()? }, content))
    })
    .transpose()
}

/// The current files that `agents` made, by path.
pub async fn by_agents(connection: &mut PgConnection, build: BuildId, agents: &[AgentId]) -> Result<Vec<MadeFile>> {
    let names: Vec<&str> = agents.iter().map(|agent| agent.as_str()).collect();
    let rows: Vec<(String, Vec<u8>)> = sqlx::query_as(
        "select f.path, b.content from build_files f join blobs b on b.tenant_id = f.tenant_id and b.sha256 = f.sha256
         where f.build_id = $1 and f.agent_id = any($2) and f.gone_seq is null order by f.path",
    )
    .bind(build)
    .bind(&names)
    .fetch_all(connection)
    .await?;
    rows.into_iter().map(made).collect()
}

/// All files with their contents, by path, and who made each.
pub async fn everything(
    connection: &mut PgConnection,
    build: BuildId,
    moment: Moment,
) -> Result<Vec<(AgentId, MadeFile)>> {
    let rows: Vec<(String, String, Vec<u8>)> = sqlx::query_as(
        "select f.agent_id, f.path, b.content
         from build_files f join blobs b on b.tenant_id = f.tenant_id and b.sha256 = f.sha256
         where f.build_id = $1 and f.made_seq <= $2 and coalesce(f.gone_seq > $2, true) order by f.path",
    )
    .bind(build)
    .bind(moment.seq())
    .fetch_all(connection)
    .await?;
    rows.into_iter().map(|(agent, path, content)| Ok((agent.parse()?, made((path, content))?))).collect()
}

/// All files with their bytes, by path, one after the other: memory stays flat however many there are.
pub fn stream(
    connection: &mut PgConnection,
    build: BuildId,
    moment: Moment,
) -> impl Stream<Item = Result<(String, Vec<u8>)>> + '_ {
    sqlx::query_as(
        "select f.path, b.content from build_files f join blobs b on b.tenant_id = f.tenant_id and b.sha256 = f.sha256
         where f.build_id = $1 and f.made_seq <= $2 and coalesce(f.gone_seq > $2, true) order by f.path",
    )
    .bind(build)
    .bind(moment.seq())
    .fetch(connection)
    .map_err(Error::from)
}

fn made((path, content): (String, Vec<u8>)) -> Result<MadeFile> {
    Ok(MadeFile { path, content: String::from_utf8(content).map_err(Error::internal)? })
}
