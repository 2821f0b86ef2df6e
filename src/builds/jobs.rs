//! Workers: take a build under a lease, run its agents in parallel where the plan allows, renew the lease meanwhile,
//! finish. A worker that is killed leaves a lease that lapses; the next one goes on after the last finished run.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use serde_json::json;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use super::agent_run::{BuildRun, Stop};
use super::leases::{self, Lease};
use super::model::{BuildEventKind, BuildStatus, CompletedEvent, ReasonEvent};
use super::service::Builds;
use super::store;
use crate::agents::{AgentId, Phase};
use crate::engines::{Engine, check_application};
use crate::error::{Error, Result};
use crate::platform::backplane::Topic;

/// A lease that is not renewed for this long belongs to whoever takes it: the wait after a `kill -9`.
const LEASE: Duration = Duration::from_secs(9);
const RENEW_EVERY: Duration = Duration::from_secs(3);
/// Behind the wake-ups: finds lapsed leases, and builds whose wake-up was lost.
const POLL_EVERY: Duration = Duration::from_secs(1);

/// Takes and runs builds until it is told to stop.
#[derive(Clone)]
pub struct Worker {
    builds: Builds,
    engine: Arc<dyn Engine>,
    slots: Arc<Semaphore>,
    pace: Duration,
    owner: Arc<str>,
}

impl Worker {
    /// A worker named `owner` that runs up to `slots` builds at a time, pausing `pace` between two sentences.
    #[must_use]
    pub fn new(builds: Builds, engine: Arc<dyn Engine>, slots: usize, pace: Duration, owner: &str) -> Self {
        Self { builds, engine, slots: Arc::new(Semaphore::new(slots)), pace, owner: owner.into() }
    }

    /// Works until `shutdown`; then hands its leases back, so that others go on at once.
    pub async fn run(self, shutdown: CancellationToken) {
        let mut wake_ups = self.builds.backplane.subscribe(&Topic::BuildQueued).await;
        let mut running = JoinSet::new();
        let mut poll = tokio::time::interval(POLL_EVERY);
        while !shutdown.is_cancelled() {
            tokio::select! {
                () = shutdown.cancelled() => break,
                _ = poll.tick() => {}
                _ = wake_ups.recv() => {}
                Some(ended) = running.join_next(), if !running.is_empty() => log_panic(&ended),
            }
            while let Ok(slot) = Arc::clone(&self.slots).try_acquire_owned() {
                let Some(lease) = self.take_next().await else { break };
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
    }

    async fn take_next(&self) -> Option<Lease> {
        let taken = async {
            let now = self.builds.clock.now();
            let mut tx = self.builds.database.dispatcher().await?;
            let lease = leases::take_next(&mut tx, &self.owner, now, now + LEASE).await?;
            tx.commit().await?;
            Ok::<_, Error>(lease)
        };
        taken.await.unwrap_or_else(|error| {
            tracing::warn!(%error, "no build could be taken");
            None
        })
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
            Err(Stop::AgentFailed(agent, error)) => self.fail(&lease, agent, &error).await,
            Err(Stop::Broken(error)) => {
                tracing::error!(build = %lease.build, %error, "work was interrupted; it goes on when the lease lapses");
            }
        }
        self.builds.announce_positions(lease.tenant).await;
        self.builds.wake().await;
    }

    async fn run_build(&self, lease: Lease) -> Result<(), Stop> {
        let mut tx = self.builds.database.tenant(lease.tenant).await?;
        let row = store::by_id(&mut tx, lease.build).await?.ok_or(Stop::LeaseLost)?;
        let mut done: HashSet<AgentId> = leases::completed_agents(&mut tx, lease.build).await?.into_iter().collect();
        tx.commit().await?;
        let palette = self.builds.palette_of(lease.tenant).await?;
        let run = Arc::new(BuildRun {
            builds: self.builds.clone(),
            engine: Arc::clone(&self.engine),
            lease,
            row,
            palette,
            pace: self.pace,
        });
        let mut renew = tokio::time::interval(RENEW_EVERY);
        let mut at_work = HashSet::new();
        // Dropping the set (on any return) ends the runs in it; what they had not committed never happened.
        let mut runs = JoinSet::new();
        loop {
            for planned in &run.row.plan.agents {
                let ready = planned.depends_on.iter().all(|dependency| done.contains(dependency));
                if ready && !done.contains(&planned.agent_id) && at_work.insert(planned.agent_id) {
                    let (run, id) = (Arc::clone(&run), planned.agent_id);
                    runs.spawn(async move { run.run_agent(id).await });
                }
            }
            if runs.is_empty() {
                return finish(&run).await;
            }
            tokio::select! {
                Some(ended) = runs.join_next() => {
                    done.insert(ended.map_err(|error| Stop::Broken(Error::internal(error)))??);
                }
                _ = renew.tick() => self.renew(&lease).await?,
            }
        }
    }

    async fn renew(&self, lease: &Lease) -> Result<(), Stop> {
        let mut tx = self.builds.database.tenant(lease.tenant).await?;
        let held = leases::extend(&mut tx, lease, self.builds.clock.now() + LEASE).await?;
        tx.commit().await?;
        if held { Ok(()) } else { Err(Stop::LeaseLost) }
    }

    async fn hand_back(&self, lease: &Lease) {
        let handed = async {
            let mut tx = self.builds.database.tenant(lease.tenant).await?;
            leases::extend(&mut tx, lease, self.builds.clock.now()).await?;
            Ok::<_, Error>(tx.commit().await?)
        };
        if let Err(error) = handed.await {
            tracing::warn!(build = %lease.build, %error, "the lease was not handed back; it lapses by itself");
        }
    }

    async fn fail(&self, lease: &Lease, agent: AgentId, error: &str) {
        let name = crate::agents::agent(agent).name;
        let reason = format!(
            "{name} could not finish its work: {error}. What the others made is kept; try again, and only the rest is done."
        );
        if let Err(error) = end(&self.builds, lease, BuildStatus::Failed, &reason, Vec::new()).await {
            tracing::error!(build = %lease.build, ?error, "the failure was not noted");
        }
    }
}

fn log_panic(ended: &Result<(), tokio::task::JoinError>) {
    if let Err(error) = ended {
        tracing::error!(%error, "a build's task ended abnormally; it goes on when the lease lapses");
    }
}

/// Checks what was made and completes the build, or fails it with what is wrong.
async fn finish(run: &BuildRun) -> Result<(), Stop> {
    let mut tx = run.builds.database.tenant(run.lease.tenant).await?;
    let everyone: Vec<&str> = AgentId::ALL.iter().map(|agent| agent.as_str()).collect();
    let files = store::contents_by(&mut tx, run.lease.build, &everyone).await?;
    tx.commit().await?;
    let checks = check_application(&files);
    let wrong: Vec<String> =
        checks.iter().filter(|check| !check.passed).map(|check| format!("{}: {}", check.name, check.detail)).collect();
    let events = checks
        .into_iter()
        .map(|check| {
            BuildEventKind::Check(super::model::CheckEvent {
                name: check.name,
                passed: check.passed,
                detail: check.detail,
            })
        })
        .collect();
    if wrong.is_empty() {
        return end(&run.builds, &run.lease, BuildStatus::Completed, "", events).await;
    }
    let reason = format!("What was made does not hold: {}. The files are kept.", wrong.join("; "));
    end(&run.builds, &run.lease, BuildStatus::Failed, &reason, events).await
}

/// The last transaction of a build: state, last events, and what the rest of the house is told.
async fn end(
    builds: &Builds,
    lease: &Lease,
    status: BuildStatus,
    reason: &str,
    mut events: Vec<BuildEventKind>,
) -> Result<(), Stop> {
    let now = builds.clock.now();
    let mut tx = builds.database.tenant(lease.tenant).await?;
    if !leases::still_holds(&mut tx, lease).await? {
        return Err(Stop::LeaseLost);
    }
    let row = store::by_id(&mut tx, lease.build).await?.ok_or(Stop::LeaseLost)?;
    let (total_cost, _) = builds.ledger.totals_in(&mut tx, lease.build, Phase::Discovery).await?;
    let total_tokens = builds.ledger.tokens_in(&mut tx, lease.build).await?;
    let (topic, stored_reason) = if status == BuildStatus::Completed {
        events.push(BuildEventKind::BuildCompleted(CompletedEvent { success: true, total_tokens, total_cost }));
        ("build.completed", None)
    } else {
        events.push(BuildEventKind::BuildFailed(ReasonEvent { reason: reason.to_owned() }));
        ("build.failed", Some(reason))
    };
    store::append_events(&mut tx, lease.tenant, lease.build, now, &events).await?;
    store::set_final(&mut tx, lease.build, status, stored_reason, now).await?;
    let seconds = row.started_at.map_or(0.0, |started| (now - started).as_seconds_f64());
    let payload = json!({
        "buildId": lease.build,
        "modelVersion": row.quote.model_version,
        "quotedUsd": row.quote.cost.expected.exact(),
        "actualUsd": total_cost.exact(),
        "quotedSeconds": row.quote.duration.expected,
        "actualSeconds": seconds,
        "tokens": total_tokens,
    });
    builds.outbox.publish_in(&mut tx, lease.tenant, topic, payload).await?;
    tx.commit().await?;
    builds.backplane.publish(&Topic::Build(lease.build)).await;
    Ok(())
}
