//! One run of one agent: begin, work, tell, and keep everything it made in one transaction with its cost.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use super::leases::{self, Lease};
use super::model::{AgentEvent, AgentFailedEvent, BuildEventKind, CostEvent, PhaseEvent, ProgressEvent, RunStatus};
use super::service::Builds;
use super::store::{self, BuildRow};
use crate::agents::{AgentId, Phase, Plan, agent};
use crate::engines::{Engine, WorkOutput, WorkRequest};
use crate::error::{Error, Result};
use crate::ledger::CostLine;
use crate::platform::backplane::Topic;
use crate::platform::database::Tx;
use crate::quotes::cost_of;
use crate::tenants::Palette;

/// Tries of an agent in one go; then the build fails.
const ATTEMPTS: usize = 3;

/// Why a worker stops working on a build.
#[derive(Debug)]
pub enum Stop {
    /// Somebody else has the build now, or it was cancelled: write nothing more.
    LeaseLost,
    /// The agent gave up.
    AgentFailed(AgentId, String),
    /// Ours: the database is away. The lease lapses and another try follows.
    Broken(Error),
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Self::Broken(error)
    }
}

impl From<sqlx::Error> for Stop {
    fn from(error: sqlx::Error) -> Self {
        Self::Broken(error.into())
    }
}

/// What all runs of one build share.
pub struct BuildRun {
    pub builds: Builds,
    pub engine: Arc<dyn Engine>,
    pub lease: Lease,
    pub row: BuildRow,
    pub palette: Option<Palette>,
    /// Between two sentences, so that people can follow an engine that takes milliseconds.
    pub pace: Duration,
}

impl BuildRun {
    /// Runs `id` until it is done, with a few tries.
    pub async fn run_agent(&self, id: AgentId) -> Result<AgentId, Stop> {
        let mut tries_left = ATTEMPTS;
        let (said, _) = tokio::sync::mpsc::unbounded_channel();
        loop {
            tries_left -= 1;
            let attempt = self.begin(id).await?;
            match self.engine.work(self.request(id).await?, &said).await {
                Ok(output) => {
                    self.tell(id, &output).await?;
                    self.complete(id, attempt, output).await?;
                    return Ok(id);
                }
                Err(error) => self.fail(id, attempt, &error.to_string(), tries_left > 0).await?,
            }
        }
    }

    /// A transaction in which the lease holds.
    pub async fn fenced(&self) -> Result<Tx, Stop> {
        let mut tx = self.builds.database.tenant(self.lease.tenant).await?;
        if leases::still_holds(&mut tx, &self.lease).await? { Ok(tx) } else { Err(Stop::LeaseLost) }
    }

    /// Appends events, commits, and wakes whoever watches.
    pub async fn commit(&self, mut tx: Tx, events: &[BuildEventKind]) -> Result<(), Stop> {
        let now = self.builds.clock.now();
        store::append_events(&mut tx, self.lease.tenant, self.lease.build, now, events).await?;
        tx.commit().await?;
        self.builds.backplane.publish(&Topic::Build(self.lease.build)).await;
        Ok(())
    }

    async fn begin(&self, id: AgentId) -> Result<i32, Stop> {
        let mut tx = self.fenced().await?;
        let attempt = leases::begin_run(&mut tx, &self.lease, id, self.builds.clock.now()).await?;
        let event = AgentEvent {
            agent_id: id,
            phase: agent(id).phase,
            attempt: u32::try_from(attempt).unwrap_or(1),
            artifacts: Vec::new(),
            tokens_used: 0,
            cost_usd: crate::money::Usd::ZERO,
            duration_ms: 0,
            decisions: Vec::new(),
        };
        self.commit(tx, &[BuildEventKind::AgentStarted(event)]).await?;
        Ok(attempt)
    }

    /// What the agent may know: the request, and the files of those it depends on, directly or not.
    async fn request(&self, id: AgentId) -> Result<WorkRequest, Stop> {
        let upstream: Vec<&str> = upstream(&self.row.plan, id).into_iter().map(AgentId::as_str).collect();
        let mut tx = self.builds.database.tenant(self.lease.tenant).await?;
        let files = store::contents_by(&mut tx, self.lease.build, &upstream).await?;
        tx.commit().await?;
        let request = &self.row.request.0;
        Ok(WorkRequest {
            target_users: request.target_users.clone(),
            tech_constraints: request.tech_constraints.clone(),
            features: self.row.quote.features.iter().map(|detected| detected.feature).collect(),
            palette: self.palette.clone(),
            team: self.row.plan.agents.iter().map(|planned| planned.agent_id).collect(),
            files,
            ..WorkRequest::first(id, request.description.as_str())
        })
    }

    async fn tell(&self, id: AgentId, output: &WorkOutput) -> Result<(), Stop> {
        let steps = output.steps.len().max(1);
        for (place, step) in (1..).zip(&output.steps) {
            tokio::time::sleep(self.pace).await;
            let mut tx = self.fenced().await?;
            let done = leases::completed_agents(&mut tx, self.lease.build).await?.len();
            let event = ProgressEvent {
                phase: Some(agent(id).phase),
                progress: percent(done, (place, steps), self.row.plan.agents.len()),
                agent: Some(id),
                message: step.message.clone(),
                path: step.path.clone(),
            };
            self.commit(tx, &[BuildEventKind::Progress(event)]).await?;
        }
        Ok(())
    }

    /// Files, cost line, run and events: all of it or nothing.
    async fn complete(&self, id: AgentId, attempt: i32, output: WorkOutput) -> Result<(), Stop> {
        let (lease, now, phase) = (&self.lease, self.builds.clock.now(), agent(id).phase);
        let mut tx = self.fenced().await?;
        let duration_ms = leases::end_run(&mut tx, lease, (id, attempt), None, now).await?.ok_or(Stop::LeaseLost)?;
        for file in &output.files {
            store::insert_file(&mut tx, lease.tenant, lease.build, id, file).await?;
        }
        if let Some(title) = output.title() {
            store::set_title(&mut tx, lease.build, &title).await?;
        }
        let line = CostLine {
            agent_id: id,
            phase,
            attempt: u32::try_from(attempt).unwrap_or(1),
            tokens_in: output.usage.tokens_in,
            tokens_out: output.usage.tokens_out,
            cost_usd: cost_of(id, output.usage.tokens_in, output.usage.tokens_out),
            at: now,
        };
        self.builds.ledger.record_in(&mut tx, lease.tenant, lease.build, &line).await?;
        let (total_usd, phase_usd) = self.builds.ledger.totals_in(&mut tx, lease.build, phase).await?;
        let mut events = vec![
            BuildEventKind::AgentCompleted(AgentEvent {
                agent_id: id,
                phase,
                attempt: line.attempt,
                artifacts: output.files.iter().map(|file| file.path.clone()).collect(),
                tokens_used: line.tokens_in + line.tokens_out,
                cost_usd: line.cost_usd,
                duration_ms,
                decisions: output.decisions,
            }),
            BuildEventKind::Cost(CostEvent {
                total_usd,
                phase_usd,
                agent_id: id,
                quote_usd: self.row.quote.cost.expected,
            }),
        ];
        events.extend(self.phase_completed(&mut tx, phase).await?);
        self.commit(tx, &events).await
    }

    async fn phase_completed(&self, tx: &mut Tx, phase: Phase) -> Result<Option<BuildEventKind>, Stop> {
        let members = leases::agents_of(&self.row.plan, phase);
        let done = leases::completed_agents(tx, self.lease.build).await?;
        if !members.iter().all(|member| done.contains(member)) {
            return Ok(None);
        }
        let duration = leases::phase_millis(tx, self.lease.build, &members, self.builds.clock.now()).await?;
        Ok(Some(BuildEventKind::PhaseCompleted(PhaseEvent { phase, status: RunStatus::Completed, duration })))
    }

    async fn fail(&self, id: AgentId, attempt: i32, error: &str, will_retry: bool) -> Result<(), Stop> {
        let mut tx = self.fenced().await?;
        leases::end_run(&mut tx, &self.lease, (id, attempt), Some(error), self.builds.clock.now()).await?;
        let event = AgentFailedEvent { agent_id: id, phase: agent(id).phase, error: error.to_owned(), will_retry };
        self.commit(tx, &[BuildEventKind::AgentFailed(event)]).await?;
        if will_retry { Ok(()) } else { Err(Stop::AgentFailed(id, error.to_owned())) }
    }
}

/// Those whose work `id` builds on, directly or not.
fn upstream(plan: &Plan, id: AgentId) -> HashSet<AgentId> {
    let mut found = HashSet::new();
    let mut open = vec![id];
    while let Some(next) = open.pop() {
        let planned = plan.agents.iter().find(|one| one.agent_id == next);
        for dependency in planned.map(|one| one.depends_on.as_slice()).unwrap_or_default() {
            if found.insert(*dependency) {
                open.push(*dependency);
            }
        }
    }
    found
}

/// Agents that are done, and the part of one more, as 0 to 99: 100 is for the end.
fn percent(done: usize, (step, steps): (usize, usize), agents: usize) -> u8 {
    let whole = (done * steps + step) * 100 / (agents * steps).max(1);
    u8::try_from(whole.min(99)).unwrap_or(99)
}
