//! Measures this machine: quotes a second, landing pages a second, claim-to-start latency. Bounded, loopback only.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use axum::body::Body;
use axum::http::Request;
use olympus::accounts::Browser;
use olympus::builds::BuildStatus;

use olympus::error::Error;
use olympus::plans::Tier;
use olympus::platform::clock::Clock;
use olympus::platform::postgres::EmbeddedPostgres;
use olympus::quotes::{BuildRequest, Description, quote};
use olympus::services::Services;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

use crate::router::{AppState, router};
use crate::setup::{ServeOptions, SetupError, services};

/// Workspaces that build at the same time.
const WORKSPACES: usize = 8;
/// Builds that each of them asks for.
const BUILDS_EACH: usize = 3;

const REQUESTS: [&str; 5] = [
    "A recipe box where my family can save recipes with ingredients and rate them",
    "Invoice tracker for a freelance designer with clients, due dates, payments and a dashboard",
    "Gym class booking with login for members and trainers",
    "An inventory of spare parts for a bicycle shop, search by brand, low-stock alerts, no login",
    "Internal wiki with approval of edits and full-text search",
];

/// What `bench` measures with.
#[derive(Debug, clap::Args)]
pub struct BenchOptions {
    /// Seconds for each measurement of throughput.
    #[arg(long, default_value_t = 5)]
    seconds: u64,
    /// Builds whose start is timed.
    #[arg(long, default_value_t = 30)]
    builds: usize,
    #[command(flatten)]
    serve: ServeOptions,
}

/// A folder for a throw-away cluster, where every user can reach it.
#[must_use]
pub fn scratch_folder() -> PathBuf {
    let name = hex::encode(olympus::platform::secrets::random_bytes::<6>());
    std::env::temp_dir().join(format!("olympus-scratch-{name}"))
}

/// Measures and reports.
///
/// # Errors
/// When the services cannot be set up.
pub async fn run(mut options: BenchOptions, embedded: &EmbeddedPostgres) -> Result<(), SetupError> {
    options.serve.database_url = None;
    options.serve.pace_ms = 0;
    let services = services(&options.serve, Some(embedded), Clock::default()).await?;
    let budget = Duration::from_secs(options.seconds.clamp(1, 60));
    measure_quotes(budget);
    measure_pages(&services, &options, budget).await;
    measure_starts(&services, options.builds.clamp(1, 500)).await?;
    for tier in [Tier::Free, Tier::Enterprise] {
        measure_throughput(&services, tier).await?;
    }
    services.database.close().await;
    Ok(())
}

fn request(text: &str) -> Result<BuildRequest, Error> {
    let description = Description::parse(text)?;
    Ok(BuildRequest { description, depth: None, target_users: None, tech_constraints: None, without: Vec::new() })
}

fn measure_quotes(budget: Duration) {
    let requests: Vec<BuildRequest> = REQUESTS.iter().filter_map(|text| request(text).ok()).collect();
    let mut times = Vec::new();
    let started = Instant::now();
    for one in requests.iter().cycle() {
        let begun = Instant::now();
        std::hint::black_box(quote(one, Tier::Free));
        times.push(begun.elapsed());
        if started.elapsed() > budget {
            break;
        }
    }
    report("quotes, one thread", times, started.elapsed());
}

async fn measure_pages(services: &Services, options: &BenchOptions, budget: Duration) {
    let app = router(AppState::new(services.clone(), &options.serve, CancellationToken::new()));
    let mut tasks = tokio::task::JoinSet::new();
    let started = Instant::now();
    for _ in 0..4 {
        let app = app.clone();
        tasks.spawn(async move {
            let mut times = Vec::new();
            while started.elapsed() < budget {
                let begun = Instant::now();
                let Ok(request) = Request::get("/").body(Body::empty()) else { break };
                let Ok(response) = app.clone().oneshot(request).await;
                if axum::body::to_bytes(response.into_body(), usize::MAX).await.is_err() {
                    break;
                }
                times.push(begun.elapsed());
            }
            times
        });
    }
    let times = tasks.join_all().await.concat();
    report("landing pages rendered, 4 at a time, no socket", times, started.elapsed());
}

async fn measure_starts(services: &Services, builds: usize) -> Result<(), SetupError> {
    let shutdown = CancellationToken::new();
    let worker = services.worker(16, Duration::ZERO, "bench");
    let working = tokio::spawn(worker.run(shutdown.clone()));
    let (mut starts, mut whole) = (Vec::new(), Vec::new());
    let began = Instant::now();
    for number in 0..builds {
        let entry = services.guests.hold(&request(REQUESTS[number % REQUESTS.len()])?).await?;
        let user = services.accounts.prepare(&format!("bench{number}@example.com"), "an olive tree", None).await?;
        let claimed = Instant::now();
        let entered = services.guests.sign_up(user, Some(&entry.queue_id), &Browser::default()).await?;
        let Some(build) = entered.build else { continue };
        let caller = entered.signed_in.caller;
        let mut wake_ups = services.builds.watch(build).await;
        let mut started = false;
        loop {
            let view = services.builds.view(&caller, build).await?;
            if !started && view.last_seq > 0 {
                starts.push(claimed.elapsed());
                started = true;
            }
            if view.status.is_final() {
                if view.status == BuildStatus::Completed {
                    whole.push(claimed.elapsed());
                }
                break;
            }
            tokio::time::timeout(Duration::from_millis(50), wake_ups.recv()).await.ok();
        }
    }
    let elapsed = began.elapsed();
    shutdown.cancel();
    working.await.ok();
    report("claim to first agent", starts, elapsed);
    report("claim to finished build, no pause between sentences", whole, elapsed);
    Ok(())
}

/// Builds a minute when as many run as this many workspaces ask for, and the memory that one of them takes.
async fn measure_throughput(services: &Services, tier: Tier) -> Result<(), SetupError> {
    let mut waiting = Vec::new();
    for number in 0..WORKSPACES {
        let email = format!("bench-{}-{number}@example.com", tier.as_str());
        let user = services.accounts.prepare(&email, "an olive tree", None).await?;
        let caller = services.guests.sign_up(user, None, &Browser::default()).await?.signed_in.caller;
        services.billing.change_plan(&caller, tier, "/plans").await?;
        for round in 0..BUILDS_EACH {
            let text = REQUESTS[(number + round) % REQUESTS.len()];
            let created = services.builds.create(&caller, &request(text)?).await?;
            waiting.push((caller.clone(), created.build_id));
        }
    }
    let before = resident_bytes();
    let shutdown = CancellationToken::new();
    let working = tokio::spawn(services.worker(WORKSPACES, Duration::ZERO, "bench").run(shutdown.clone()));
    let began = Instant::now();
    let (mut peak, mut completed, count) = (before, 0_u32, waiting.len());
    for (caller, build) in waiting {
        let mut wake_ups = services.builds.watch(build).await;
        loop {
            let status = services.builds.view(&caller, build).await?.status;
            peak = peak.max(resident_bytes());
            if status.is_final() {
                completed += u32::from(status == BuildStatus::Completed);
                break;
            }
            tokio::time::timeout(Duration::from_millis(50), wake_ups.recv()).await.ok();
        }
    }
    let minutes = began.elapsed().as_secs_f64() / 60.0;
    shutdown.cancel();
    working.await.ok();
    let rate = f64::from(completed) / minutes;
    let name = tier.as_str();
    match (before, peak) {
        (Some(before), Some(peak)) => {
            let each = peak.saturating_sub(before) / 1_000_000 / WORKSPACES as u64;
            tracing::info!("{name}: {completed} of {count} builds, {rate:.0} a minute, {each} MB a running build");
        }
        _ => tracing::info!(
            "{name}: {completed} of {count} builds, {rate:.0} a minute; memory is measured on Linux only"
        ),
    }
    Ok(())
}

/// Memory of this process that is in use.
fn resident_bytes() -> Option<u64> {
    let text = std::fs::read_to_string("/proc/self/statm").ok()?;
    let pages: u64 = text.split(' ').nth(1)?.parse().ok()?;
    Some(pages * 4096)
}

fn report(what: &str, mut times: Vec<Duration>, elapsed: Duration) {
    times.sort_unstable();
    let at = |share: usize| times.get(times.len().saturating_sub(1) * share / 100).copied().unwrap_or_default();
    #[expect(clippy::cast_precision_loss, reason = "a count of measurements")]
    let rate = times.len() as f64 / elapsed.as_secs_f64();
    tracing::info!("{what}: n={} {rate:.1}/s p50 {:.2?} p95 {:.2?} p99 {:.2?}", times.len(), at(50), at(95), at(99));
}
