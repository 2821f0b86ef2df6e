//! The pool, the migrations, and the transactions that row security hangs on. No other code opens a transaction.

use sqlx::migrate::Migrator;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{Connection, Executor, PgConnection, PgPool, Postgres, Transaction};

use crate::error::Result;
use crate::ids::{TenantId, UserId};

/// The migrations, applied at every start.
pub static MIGRATOR: Migrator = sqlx::migrate!("./migrations");

/// A transaction of the application.
pub type Tx = Transaction<'static, Postgres>;

/// Connections whose role is `olympus_app`: not owner, not superuser, held by row security.
#[derive(Clone, Debug)]
pub struct Database {
    pool: PgPool,
}

impl Database {
    /// Migrates and connects.
    ///
    /// # Errors
    /// When the server cannot be reached or a migration fails.
    pub async fn connect(options: PgConnectOptions, max_connections: u32) -> Result<Self, sqlx::Error> {
        let mut owner = PgConnection::connect_with(&options).await?;
        MIGRATOR.run(&mut owner).await.map_err(|error| sqlx::Error::Migrate(Box::new(error)))?;
        owner.close().await?;
        let pool = PgPoolOptions::new()
            .max_connections(max_connections)
            .acquire_timeout(std::time::Duration::from_secs(10))
            .after_connect(|connection, _| {
                Box::pin(async move {
                    connection.execute("set role olympus_app").await?;
                    Ok(())
                })
            })
            .connect_with(options)
            .await?;
        Ok(Self { pool })
    }

    /// A transaction for data of no tenant: people and their sessions.
    ///
    /// # Errors
    /// When no connection is to be had.
    pub async fn shared(&self) -> Result<Tx> {
        Ok(self.pool.begin().await?)
    }

    /// A transaction that sees `tenant` only.
    ///
    /// # Errors
    /// When no connection is to be had.
    pub async fn tenant(&self, tenant: TenantId) -> Result<Tx> {
        let mut tx = self.pool.begin().await?;
        enter_tenant(&mut tx, tenant).await?;
        Ok(tx)
    }

    /// A transaction that sees `person`'s memberships.
    ///
    /// # Errors
    /// When no connection is to be had.
    pub async fn person(&self, person: UserId) -> Result<Tx> {
        let mut tx = self.pool.begin().await?;
        sqlx::query("select set_config('app.user_id', $1, true)").bind(person.to_string()).execute(&mut *tx).await?;
        Ok(tx)
    }

    /// A transaction that sees the one row whose secret's hash is presented: a guest's link, an API key.
    ///
    /// # Errors
    /// When no connection is to be had.
    pub async fn presenting(&self, secret_hash: &[u8; 32]) -> Result<Tx> {
        let mut tx = self.pool.begin().await?;
        present_secret(&mut tx, secret_hash).await?;
        Ok(tx)
    }

    /// A transaction of the second role, for the few jobs that cross tenants.
    ///
    /// # Errors
    /// When no connection is to be had.
    pub async fn dispatcher(&self) -> Result<Tx> {
        let mut tx = self.pool.begin().await?;
        tx.execute("set local role olympus_dispatcher").await?;
        Ok(tx)
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// When it does not.
    pub async fn ping(&self) -> Result<()> {
        self.pool.execute("select 1").await?;
        Ok(())
    }

    /// Closes all connections.
    pub async fn close(&self) {
        self.pool.close().await;
    }
}

/// Makes the running transaction see `tenant`.
///
/// # Errors
/// When the database does not answer.
pub async fn enter_tenant(connection: &mut PgConnection, tenant: TenantId) -> Result<()> {
    sqlx::query("select set_config('app.tenant_id', $1, true)").bind(tenant.to_string()).execute(connection).await?;
    Ok(())
}

/// Makes the running transaction see the row with this secret.
///
/// # Errors
/// When the database does not answer.
pub async fn present_secret(connection: &mut PgConnection, secret_hash: &[u8; 32]) -> Result<()> {
    sqlx::query("select set_config('app.secret_hash', $1, true)")
        .bind(hex::encode(secret_hash))
        .execute(connection)
        .await?;
    Ok(())
}

/// Whether `error` is a violated unique constraint named `constraint`.
#[must_use]
pub fn violates(error: &sqlx::Error, constraint: &str) -> bool {
    error.as_database_error().and_then(|error| error.constraint()) == Some(constraint)
}

/// The key `name` that all processes share; made by whichever asks first.
///
/// # Errors
/// When the database does not answer.
pub async fn server_key(database: &Database, name: &str, now: chrono::DateTime<chrono::Utc>) -> Result<[u8; 32]> {
    let mut tx = database.shared().await?;
    sqlx::query("insert into server_keys (name, key, created_at) values ($1, $2, $3) on conflict do nothing")
        .bind(name)
        .bind(super::secrets::random_bytes::<32>())
        .bind(now)
        .execute(&mut *tx)
        .await?;
    let key: Vec<u8> =
        sqlx::query_scalar("select key from server_keys where name = $1").bind(name).fetch_one(&mut *tx).await?;
    tx.commit().await?;
    key.try_into().map_err(|_| crate::error::Error::internal("a server key has 32 bytes"))
}
