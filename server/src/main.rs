//! The command line: serve, switch a flag, run a command with a throw-away database, measure, fit the rate card.

use std::process::{Command, ExitCode};

use clap::{Parser, Subcommand};
use olympus::flags::Flag;
use olympus::platform::clock::Clock;
use olympus::platform::postgres::EmbeddedPostgres;
use server::bench::{self, BenchOptions};
use server::calibrate::{self, CalibrateOptions};
use server::setup::{ServeOptions, SetupError, serve, services};
use tokio_util::sync::CancellationToken;
use tracing_subscriber::EnvFilter;

/// Olympus: your AI development team.
#[derive(Parser)]
#[command(version, about)]
struct Arguments {
    #[command(subcommand)]
    command: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Serve pages, API and workers.
    Serve(ServeOptions),
    /// Show or switch feature flags of a database (DATABASE_URL); a running server follows within seconds.
    Flags {
        #[command(flatten)]
        options: ServeOptions,
        /// `guest_mode`; none shows all.
        flag: Option<Flag>,
        /// `on` or `off`.
        #[arg(value_parser = ["on", "off"])]
        state: Option<String>,
    },
    /// Run a command with DATABASE_URL set to a private PostgreSQL that is thrown away afterwards.
    WithDatabase {
        /// The command and its arguments.
        #[arg(trailing_var_arg = true, required = true)]
        command: Vec<String>,
    },
    /// Measure quotes, pages and claim-to-start latency on this machine.
    Bench(BenchOptions),
    /// Fit the rate card to builds of the built-in engine, and report how far quotes lie from them.
    Calibrate(CalibrateOptions),
}

fn main() -> ExitCode {
    let filter = EnvFilter::try_from_env("OLYMPUS_LOG").unwrap_or_else(|_| EnvFilter::new("info,sqlx=warn"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_target(false).init();
    match run(Arguments::parse().command) {
        Ok(code) => code,
        Err(error) => {
            tracing::error!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run(task: Task) -> Result<ExitCode, SetupError> {
    match task {
        Task::Serve(options) => {
            // Before the runtime: it blocks, and its child must not be tied to a thread that ends.
            let embedded = embedded(&options)?;
            block_on(async {
                let shutdown = shutdown_on_signal();
                serve(options, embedded.as_ref(), shutdown).await
            })?;
            Ok(ExitCode::SUCCESS)
        }
        Task::Flags { options, flag, state } => {
            let embedded = embedded(&options)?;
            block_on(switch_flag(&options, embedded.as_ref(), flag, state.as_deref()))?;
            Ok(ExitCode::SUCCESS)
        }
        Task::WithDatabase { command } => with_database(&command),
        Task::Bench(options) => {
            let folder = bench::scratch_folder();
            let embedded = EmbeddedPostgres::start(&folder)?;
            block_on(bench::run(options, &embedded))?;
            drop(embedded);
            remove(&folder);
            Ok(ExitCode::SUCCESS)
        }
        Task::Calibrate(options) => {
            let fitted = block_on(async { Ok(calibrate::run(options).await) })?;
            Ok(fitted.map_or_else(
                |error| {
                    tracing::error!("{error}");
                    ExitCode::FAILURE
                },
                |()| ExitCode::SUCCESS,
            ))
        }
    }
}

fn embedded(options: &ServeOptions) -> Result<Option<EmbeddedPostgres>, SetupError> {
    if options.database_url.is_some() {
        return Ok(None);
    }
    Ok(Some(EmbeddedPostgres::start(&options.data)?))
}

fn block_on<T>(future: impl Future<Output = Result<T, SetupError>>) -> Result<T, SetupError> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(SetupError::Serve)?.block_on(future)
}

fn shutdown_on_signal() -> CancellationToken {
    let token = CancellationToken::new();
    let signalled = token.clone();
    tokio::spawn(async move {
        let interrupt = tokio::signal::ctrl_c();
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut terminate) => {
                tokio::select! { _ = interrupt => {}, _ = terminate.recv() => {} }
            }
            Err(error) => {
                tracing::warn!(%error, "only Ctrl-C ends this process in order");
                interrupt.await.ok();
            }
        }
        tracing::info!("stopping");
        signalled.cancel();
    });
    token
}

async fn switch_flag(
    options: &ServeOptions,
    embedded: Option<&EmbeddedPostgres>,
    flag: Option<Flag>,
    state: Option<&str>,
) -> Result<(), SetupError> {
    let services = services(options, embedded, Clock::default()).await?;
    if let (Some(flag), Some(state)) = (flag, state) {
        services.flags.set(flag, state == "on", "command line").await?;
    }
    for (one, enabled) in services.flags.all().await {
        if flag.is_none_or(|flag| flag == one) {
            tracing::info!("{} is {}", one.as_str(), if enabled { "on" } else { "off" });
        }
    }
    services.database.close().await;
    Ok(())
}

fn with_database(command: &[String]) -> Result<ExitCode, SetupError> {
    let folder = bench::scratch_folder();
    let server = EmbeddedPostgres::start(&folder)?;
    let status = Command::new(&command[0])
        .args(&command[1..])
        .env("DATABASE_URL", server.url())
        .status()
        .map_err(SetupError::Serve)?;
    drop(server);
    remove(&folder);
    Ok(status.code().and_then(|code| u8::try_from(code).ok()).map_or(ExitCode::FAILURE, ExitCode::from))
}

fn remove(folder: &std::path::Path) {
    if let Err(error) = std::fs::remove_dir_all(folder) {
        tracing::warn!(%error, folder = %folder.display(), "the throw-away folder stays");
    }
}
