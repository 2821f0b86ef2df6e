//! Workers: take a build under a lease, run its agents in parallel where the plan allows, renew the lease meanwhile,
//! finish. A worker that is killed leaves a lease that lapses; the next one goes on after the last finished run.

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;
use std::time::Duration;

use serde_json::json;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use super::agent_run::{BuildRun, Stop};
use super::finish;
use super::leases;
use super::model::BuildStatus;
use super::service::Builds;
use super::store;
use super::team::Team;
use crate::agents::AgentId;
use crate::engines::Engines;
use crate::error::Result;
use crate::money::Usd;
use crate::platform::backplane::Topic;
use crate::platform::database::Tx;
use crate::queue::Lease;
use crate::quotes::expected_costs;

const RENEW_EVERY: Duration = Duration::from_secs(3);
/// A build that ends gives its lease up, too: after its last commit it has this long to tell of it.
const LAST_WORDS: Duration = Duration::from_secs(1);
/// Behind the wake-ups: finds lapsed leases, and builds whose wake-up was lost.
const POLL_EVERY: Duration = Duration::from_secs(1);
/// An attempt may cost so many times what its agent is expected to cost; beyond that an engine has run away.
const ALLOWANCE: i64 = 3;

/// Takes and runs builds until it is told to stop.
#[derive(Clone)]
pub struct Worker {
    builds: Builds,
    engines: Engines,
    slots: Arc<Semaphore>,
    size: usize,
    pace: Duration,
    owner: Arc<str>,
}

impl Worker {
    /// A worker named `owner` that runs up to `slots` builds at a time, pausing `pace` between two sentences.
    #[must_use]
    pub fn new(builds: Builds, engines: Engines, slots: usize, pace: Duration, owner: &str) -> Self {
        Self { builds, engines, slots: Arc::new(Semaphore::new(slots)), size: slots, pace, owner: owner.into() }
    }

    /// Works until `shutdown`; then hands its leases back, so that others go on at once.
    pub async fn run(self, shutdown: CancellationToken) {
        let mut wake_ups = self.builds.backplane.subscribe(&Topic::BuildQueued).await;
        let mut running = JoinSet::new();
        let mut poll = tokio::time::interval(POLL_EVERY);
        let mut announce = tokio::time::interval(RENEW_EVERY);
        while !shutdown.is_cancelled() {
            tokio::select! {
                () = shutdown.cancelled() => break,
                _ = announce.tick() => self.announce(self.size).await,
                _ = poll.tick() => {}
                _ = wake_ups.recv() => {}
                Some(ended) = running.join_next(), if !running.is_empty() => log_panic(&ended),
            }
            for (lease, slot) in self.take().await {
                let (worker, shutdown) = (self.clone(), shutdown.clone());
                running.spawn(async move {
                    worker.work_on(lease, shutdown).await;
                    drop(slot);
                });
            }
        }
        while let Some(ended) = running.join_next().await {
            log_panic(&ended);
        }
        self.announce(0).await;
    }

    /// As many jobs as there are free slots, in one go.
    async fn take(&self) -> Vec<(Lease, OwnedSemaphorePermit)> {
        let mut slots = Vec::new();
        while let Ok(slot) = Arc::clone(&self.slots).try_acquire_owned() {
            slots.push(slot);
        }
        if slots.is_empty() {
            return Vec::new();
        }
        let leases = self.builds.queue.take(&self.owner, slots.len()).await.unwrap_or_else(|error| {
            tracing::warn!(%error, "no build could be taken");
            Vec::new()
        });
        leases.into_iter().zip(slots).collect()
    }

    async fn announce(&self, slots: usize) {
        if let Err(error) = self.builds.queue.announce(&self.owner, slots).await {
            tracing::warn!(%error, "this worker could not announce itself");
        }
    }

    async fn work_on(&self, lease: Lease, shutdown: CancellationToken) {
        self.builds.announce_positions(lease.tenant).await;
        let ended = tokio::select! {
            ended = self.run_build(lease) => ended,
            () = shutdown.cancelled() => {
                self.hand_back(&lease).await;
                return;
            }
        };
        match ended {
            Ok(()) => {}
            Err(Stop::LeaseLost) => {
                tracing::info!(build = %lease.build, "the build went to somebody else or was ended")
            }
            Err(Stop::OverBudget(needed)) => self.pause(&lease, needed).await,
            Err(Stop::AgentFailed(agent, error)) => self.fail(&lease, agent, &error).await,
            Err(Stop::Broken(error)) => {
                tracing::error!(build = %lease.build, %error, "work was interrupted; it goes on when the lease lapses");
            }
        }
        self.builds.room_came(lease.tenant).await;
    }

    async fn run_build(&self, lease: Lease) -> Result<(), Stop> {
        let mut team = self.team(lease).await?;
        let work = team.work();
        tokio::pin!(work);
        // Side by side: the last transaction of a build holds the row that a renewal waits for, and must go on meanwhile.
        tokio::select! {
            ended = &mut work => ended,
            stop = self.keep(&lease) => match stop {
                Stop::LeaseLost => tokio::time::timeout(LAST_WORDS, work).await.unwrap_or(Err(Stop::LeaseLost)),
                broken => Err(broken),
            },
        }
    }

    /// Renews the lease until that cannot be done, and says why.
    async fn keep(&self, lease: &Lease) -> Stop {
        let mut renew = tokio::time::interval(RENEW_EVERY);
        loop {
            renew.tick().await;
            match self.builds.queue.renew(lease).await {
                Ok(true) => {}
                Ok(false) => return Stop::LeaseLost,
                Err(error) => return Stop::Broken(error),
            }
        }
    }

    /// Starts the build under its lease, and gathers its team.
    async fn team(&self, lease: Lease) -> Result<Team, Stop> {
        let mut tx = self.builds.database.tenant(lease.tenant).await?;
        self.start(&mut tx, &lease).await?;
        let row = store::by_id(&mut tx, lease.build).await?.ok_or(Stop::LeaseLost)?;
        let done: HashSet<AgentId> = leases::completed_agents(&mut tx, lease.build).await?.into_iter().collect();
        tx.commit().await?;
        let palette = self.builds.palette_of(lease.tenant).await?;
        let allowances = expected_costs(&row.request, &row.plan).into_iter().map(|(id, usd)| (id, allowance(usd)));
        let run = BuildRun {
            builds: self.builds.clone(),
            engine: self.engines.for_tenant(lease.tenant).await?,
            lease,
            allowances: allowances.collect(),
            row,
            palette,
            done: AtomicUsize::new(done.len()),
            pace: self.pace,
        };
        Ok(Team::new(Arc::new(run), done))
    }

    async fn start(&self, tx: &mut Tx, lease: &Lease) -> Result<(), Stop> {
        let now = self.builds.clock.now();
        let started = leases::start(tx, lease, now).await?.ok_or(Stop::LeaseLost)?;
        if started.is_first {
            let waited = (now - started.queued_at).as_seconds_f64();
            metrics::histogram!("olympus_queue_wait_seconds").record(waited);
            let payload = json!({ "buildId": lease.build, "waitedSeconds": waited });
            self.builds.outbox.publish_in(tx, lease.tenant, "build.started", payload).await?;
        }
        // Whoever had it before may have left reservations.
        self.builds.ledger.release_in(tx, lease.build).await?;
        Ok(())
    }

    async fn hand_back(&self, lease: &Lease) {
        if let Err(error) = self.builds.queue.hand_back(lease).await {
            tracing::warn!(build = %lease.build, %error, "the lease was not handed back; it lapses by itself");
        }
    }

    async fn pause(&self, lease: &Lease, needed: Usd) {
        if let Err(error) = self.builds.pause(lease, needed).await {
            tracing::error!(build = %lease.build, ?error, "the pause was not noted; the build is tried again");
        }
    }

    async fn fail(&self, lease: &Lease, agent: AgentId, error: &str) {
        let name = crate::agents::agent(agent).name;
        let reason = format!(
            "{name} could not finish its work: {error}. What the others made is kept; try again, and only the rest is done."
        );
        if let Err(error) = finish::end(&self.builds, lease, BuildStatus::Failed, &reason, Vec::new()).await {
            tracing::error!(build = %lease.build, ?error, "the failure was not noted");
        }
    }
}

fn log_panic(ended: &Result<(), tokio::task::JoinError>) {
    if let Err(error) = ended {
        tracing::error!(%error, "a build's task ended abnormally; it goes on when the lease lapses");
    }
}

fn allowance(expected: Usd) -> Usd {
    Usd(expected.0 * rust_decimal::Decimal::from(ALLOWANCE))
}
