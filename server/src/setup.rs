//! Starts what a process needs: database (embedded where none is named), backplane, services, workers, listener.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use olympus::billing::{BillingConfig, BillingConfigError};
use olympus::engines::{ConfigError, EngineConfig};
use olympus::platform::backplane::{Backplane as _, InProcess, RedisBackplane, SharedBackplane};
use olympus::platform::clock::Clock;
use olympus::platform::database::Database;
use olympus::platform::postgres::{EmbeddedError, EmbeddedPostgres};
use olympus::services::Services;
use sqlx::postgres::PgConnectOptions;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::router::{AppState, router};

/// What this process does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Role {
    /// Pages and API, and workers.
    #[default]
    All,
    /// Pages and API only.
    Web,
    /// Workers only.
    Worker,
}

/// On or off.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Switch {
    /// On.
    #[default]
    On,
    /// Off.
    Off,
}

/// Configuration of `serve`: options, or the environment.
#[derive(Clone, Debug, clap::Args)]
pub struct ServeOptions {
    /// Address to listen on.
    #[arg(long, env = "OLYMPUS_LISTEN", default_value = "127.0.0.1:3000")]
    pub listen: String,
    /// What this process does.
    #[arg(long, env = "OLYMPUS_ROLE", value_enum, default_value_t)]
    pub role: Role,
    /// PostgreSQL to use; without it a private one is started in the data folder.
    #[arg(long, env = "DATABASE_URL", hide_env_values = true)]
    pub database_url: Option<String>,
    /// Redis to use; without it processes share nothing but the database.
    #[arg(long, env = "REDIS_URL", hide_env_values = true)]
    pub redis_url: Option<String>,
    /// Folder of the private PostgreSQL.
    #[arg(long, env = "OLYMPUS_DATA", default_value = ".olympus")]
    pub data: PathBuf,
    /// Folder of scripts, styles, fonts and pictures.
    #[arg(long, env = "OLYMPUS_SITE", default_value = "target/site")]
    pub site: PathBuf,
    /// Where people reach us; `https` makes cookies secure.
    #[arg(long, env = "OLYMPUS_PUBLIC_URL")]
    pub public_url: Option<String>,
    /// What the operator's API calls carry in `X-Operator-Token`; without it there are none.
    #[arg(long, env = "OLYMPUS_OPERATOR_TOKEN", hide_env_values = true)]
    pub operator_token: Option<String>,
    /// Builds that this process runs at the same time.
    #[arg(long, env = "OLYMPUS_WORKER_SLOTS", default_value_t = 16)]
    pub worker_slots: usize,
    /// Milliseconds between two sentences of the built-in engine, which itself takes milliseconds: so that people can
    /// follow. 0 for tests and benchmarks.
    #[arg(long, env = "OLYMPUS_PACE_MS", default_value_t = 350)]
    pub pace_ms: u64,
    /// Trust `X-Forwarded-For`: set it only behind a proxy that overwrites it.
    #[arg(long, env = "OLYMPUS_TRUST_PROXY", default_value_t = false)]
    pub trust_proxy: bool,
    /// Whether requests are limited; the table `rate_limits` holds what a workspace has instead of its plan's limits.
    #[arg(long, env = "OLYMPUS_RATE_LIMITS", value_enum, default_value_t)]
    pub rate_limits: Switch,
}

/// Why a process cannot start.
#[derive(Debug, thiserror::Error)]
pub enum SetupError {
    /// The private PostgreSQL.
    #[error("{0}")]
    Embedded(#[from] EmbeddedError),
    /// The database.
    #[error("the database cannot be used: {0}")]
    Database(#[from] sqlx::Error),
    /// Redis.
    #[error("Redis at REDIS_URL cannot be used: {0}")]
    Redis(String),
    /// The address.
    #[error("{0} cannot be listened on: {1}. Is another Olympus running? Set OLYMPUS_LISTEN to another address")]
    Listen(String, std::io::Error),
    /// The services.
    #[error("{0}")]
    Services(#[from] olympus::error::Error),
    /// The engine of the agents.
    #[error("{0}")]
    Engine(#[from] ConfigError),
    /// Who takes the money.
    #[error("{0}")]
    Billing(#[from] BillingConfigError),
    /// Serving.
    #[error("serving failed: {0}")]
    Serve(std::io::Error),
}

/// Serves until `shutdown`, then ends in order: streams, requests, leases, database.
///
/// # Errors
/// With what is missing or went wrong.
pub async fn serve(
    options: ServeOptions,
    embedded: Option<&EmbeddedPostgres>,
    shutdown: CancellationToken,
) -> Result<(), SetupError> {
    let services = services(&options, embedded, Clock::default()).await?;
    let tasks = TaskTracker::new();
    if options.role != Role::Web {
        spawn_workers(&tasks, &services, &options, &shutdown);
    }
    let served = if options.role == Role::Worker {
        tracing::info!("working");
        shutdown.cancelled().await;
        Ok(())
    } else {
        listen(&options, services.clone(), shutdown.clone()).await
    };
    shutdown.cancel();
    tasks.close();
    tasks.wait().await;
    services.database.close().await;
    served
}

/// Migrates, connects, and puts the services together.
///
/// # Errors
/// With what is missing or went wrong.
pub async fn services(
    options: &ServeOptions,
    embedded: Option<&EmbeddedPostgres>,
    clock: Clock,
) -> Result<Services, SetupError> {
    let connect = match (&options.database_url, embedded) {
        (Some(url), _) => url.parse::<PgConnectOptions>()?,
        (None, Some(server)) => server.options(),
        (None, None) => return Err(EmbeddedError::NoBinaries.into()),
    };
    let database = Database::connect(connect, 40).await?;
    let backplane: SharedBackplane = match &options.redis_url {
        Some(url) => Arc::new(joined(url).await?),
        None => Arc::new(InProcess::new(clock.clone())),
    };
    let engine = EngineConfig::from_lookup(environment)?;
    let billing = BillingConfig::from_lookup(environment)?;
    Ok(Services::new(database, backplane, clock, engine).await?.billed_through(billing)?)
}

/// The backplane at `url`. A Redis that is away must not keep a process from starting: nothing in it is needed to go on.
async fn joined(url: &str) -> Result<RedisBackplane, SetupError> {
    let backplane = RedisBackplane::open(url).map_err(|error| SetupError::Redis(error.to_string()))?;
    if !backplane.ping().await {
        tracing::warn!("Redis at REDIS_URL does not answer. Going on without it; it is joined as soon as it does");
    }
    Ok(backplane)
}

#[expect(clippy::disallowed_methods, reason = "a key on the command line would show in the list of processes")]
fn environment(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// Workers and housekeeping.
pub fn spawn_workers(tasks: &TaskTracker, services: &Services, options: &ServeOptions, shutdown: &CancellationToken) {
    let owner = format!("{}@{}", std::process::id(), options.listen);
    let pace = Duration::from_millis(options.pace_ms);
    let worker = services.worker(options.worker_slots, pace, &owner);
    tasks.spawn(worker.run(shutdown.clone()));
    tasks.spawn(services.clone().housekeeping(shutdown.clone()));
}

async fn listen(options: &ServeOptions, services: Services, shutdown: CancellationToken) -> Result<(), SetupError> {
    let listener =
        TcpListener::bind(&options.listen).await.map_err(|error| SetupError::Listen(options.listen.clone(), error))?;
    let address = listener.local_addr().map_err(SetupError::Serve)?;
    let app = router(AppState::new(services, options, shutdown.clone()));
    let shown = options.public_url.clone().unwrap_or_else(|| format!("http://localhost:{}", address.port()));
    tracing::info!("Olympus is ready at {shown}");
    axum::serve(listener, app.into_make_service_with_connect_info::<std::net::SocketAddr>())
        .with_graceful_shutdown(async move { shutdown.cancelled().await })
        .await
        .map_err(SetupError::Serve)
}
