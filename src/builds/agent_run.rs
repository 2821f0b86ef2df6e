//! One agent of one build, until it is done: work, checks, another attempt with what they found, and at the end everything
//! it made in one transaction with its cost.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio::sync::mpsc::unbounded_channel;

use super::charging::{number, price};
use super::event::{AgentEvent, AgentFailedEvent, BuildEventKind, CheckEvent, PhaseEvent, ProgressEvent};
use super::leases;
use super::model::RunStatus;
use super::service::Builds;
use super::store::files::{self, Change};
use super::store::{self, BuildRow};
use crate::agents::{AgentId, Phase, agent, upstream};
use crate::engines::{
    Check, ChosenEngine, Engine, EngineError, Finding, MadeFile, Usage, WorkOutput, WorkRequest, check_work,
};
use crate::error::{Error, Result};
use crate::money::Usd;
use crate::platform::backplane::Topic;
use crate::platform::database::Tx;
use crate::queue::Lease;
use crate::tenants::Palette;

/// Attempts of an agent in one go; then its safety net, or the build fails.
const ATTEMPTS: usize = 3;
/// Why a worker stops working on a build.
#[derive(Debug)]
pub enum Stop {
    /// Somebody else has the build now, or it was cancelled: write nothing more.
    LeaseLost,
    /// The month's budget has no room for what the next agent may cost.
    OverBudget(Usd),
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
    pub engine: ChosenEngine,
    pub lease: Lease,
    pub row: BuildRow,
    pub palette: Option<Palette>,
    /// What each agent's attempt may cost at most.
    pub allowances: BTreeMap<AgentId, Usd>,
    /// Agents that are done.
    pub done: AtomicUsize,
    /// Between two sentences, so that people can follow an engine that takes milliseconds.
    pub pace: Duration,
}

/// A transaction in which the lease holds.
pub struct Fenced {
    pub tx: Tx,
    /// The number of the build's last event.
    pub last_seq: i64,
}

/// An attempt that did not do: what is to be better in the next one, and what it cost.
struct Refused {
    findings: Vec<Finding>,
    checks: Vec<Check>,
    /// What it made, to be mended; nothing where it made nothing.
    made: Option<Vec<MadeFile>>,
    usage: Usage,
    cost: Usd,
    /// Whether another attempt can do better.
    again: bool,
}

impl BuildRun {
    /// Works as `id` until its work holds; `findings` are why earlier work was sent back.
    pub async fn run_agent(&self, id: AgentId, mut findings: Vec<Finding>) -> Result<AgentId, Stop> {
        let net = self.engine.safety_net.as_ref();
        let (mut why, mut made) = (String::new(), None);
        for left in (0..ATTEMPTS).rev() {
            let Err((attempt, refused)) = self.attempt(id, &self.engine.engine, (&findings, made.take())).await? else {
                return Ok(id);
            };
            let stuck = same(&refused.findings, &findings);
            let again = refused.again && !stuck && left > 0;
            why = reason(&refused, stuck);
            findings.clone_from(&refused.findings);
            made.clone_from(&refused.made);
            self.send_back(id, attempt, &refused, &why, again || net.is_some()).await?;
            if !again {
                break;
            }
        }
        let Some(net) = net else { return Err(Stop::AgentFailed(id, why)) };
        self.say(id, "The built-in engine takes over, so that the build goes on.".to_owned(), None, (1, 1)).await?;
        match self.attempt(id, net, (&findings, None)).await? {
            Ok(()) => Ok(id),
            Err((attempt, refused)) => {
                let why = reason(&refused, false);
                self.send_back(id, attempt, &refused, &why, false).await?;
                Err(Stop::AgentFailed(id, why))
            }
        }
    }

    /// A transaction in which the lease holds.
    pub async fn fenced(&self) -> Result<Fenced, Stop> {
        let mut tx = self.builds.database.tenant(self.lease.tenant).await?;
        let last_seq = leases::hold(&mut tx, &self.lease).await?.ok_or(Stop::LeaseLost)?;
        Ok(Fenced { tx, last_seq })
    }

    /// Appends events, commits, and wakes whoever watches.
    pub async fn commit(&self, mut tx: Tx, events: &[BuildEventKind]) -> Result<(), Stop> {
        let now = self.builds.clock.now();
        store::append_events(&mut tx, self.lease.tenant, self.lease.build, now, events).await?;
        tx.commit().await?;
        self.builds.backplane.publish(&Topic::Build(self.lease.build)).await;
        Ok(())
    }

    /// One attempt; what it made is kept where the checks hold.
    async fn attempt(
        &self,
        id: AgentId,
        engine: &Arc<dyn Engine>,
        (findings, made): (&[Finding], Option<Vec<MadeFile>>),
    ) -> Result<Result<(), (i32, Refused)>, Stop> {
        let attempt = self.begin(id).await?;
        let mut request = self.request(id, findings).await?;
        if let Some(made) = made {
            request.own_files = made;
        }
        let output = match self.work(engine, request).await? {
            Ok(output) => output,
            Err(error) => return Ok(Err((attempt, refused_by(error)))),
        };
        let checks = self.check(id, &output).await?;
        let found: Vec<Finding> = checks.iter().flat_map(|check| check.findings.iter().cloned()).collect();
        if checks.iter().all(|check| check.passed) {
            self.tell(id, &output).await?;
            self.complete(id, attempt, output, &checks).await?;
            return Ok(Ok(()));
        }
        let cost = price(id, &output);
        let made = Some(output.files);
        Ok(Err((attempt, Refused { findings: found, checks, made, usage: output.usage, cost, again: true })))
    }

    /// What the agent may know: the request, the files of those it builds on, and its own earlier ones.
    async fn request(&self, id: AgentId, findings: &[Finding]) -> Result<WorkRequest, Stop> {
        let upstream: Vec<AgentId> = upstream(id).into_iter().collect();
        let mut tx = self.builds.database.tenant(self.lease.tenant).await?;
        let files = files::by_agents(&mut tx, self.lease.build, &upstream).await?;
        let own_files = files::by_agents(&mut tx, self.lease.build, &[id]).await?;
        tx.commit().await?;
        let request = &self.row.request.0;
        Ok(WorkRequest {
            target_users: request.target_users.clone(),
            tech_constraints: request.tech_constraints.clone(),
            features: self.row.quote.features.iter().map(|detected| detected.feature).collect(),
            palette: self.palette.clone(),
            team: self.row.team.0.clone(),
            files,
            own_files,
            instruction: self.row.instruction.clone(),
            findings: findings.to_vec(),
            allowance: self.allowances.get(&id).copied(),
            ..WorkRequest::first(id, request.description.as_str())
        })
    }

    /// Lets the engine work, and passes on what it says meanwhile.
    async fn work(
        &self,
        engine: &Arc<dyn Engine>,
        request: WorkRequest,
    ) -> Result<Result<WorkOutput, EngineError>, Stop> {
        let id = request.agent;
        let (said, mut heard) = unbounded_channel();
        let mut work = engine.work(request, &said);
        loop {
            tokio::select! {
                Some(message) = heard.recv() => self.say(id, message, None, (0, 1)).await?,
                done = &mut work => {
                    while let Ok(message) = heard.try_recv() {
                        self.say(id, message, None, (0, 1)).await?;
                    }
                    return Ok(done);
                }
            }
        }
    }

    /// The checks of what the agent made; among them that it leaves alone what others made.
    async fn check(&self, id: AgentId, output: &WorkOutput) -> Result<Vec<Check>, Stop> {
        let paths: Vec<&str> = output.files.iter().map(|file| file.path.as_str()).collect();
        let mut tx = self.builds.database.tenant(self.lease.tenant).await?;
        let taken = files::of_others(&mut tx, self.lease.build, id, &paths).await?;
        tx.commit().await?;
        let made = output.files.clone();
        let mut checks = tokio::task::spawn_blocking(move || check_work(id, &made))
            .await
            .map_err(|error| Stop::Broken(Error::internal(error)))?;
        if !taken.is_empty() {
            checks.push(Check::of_paths_of_others(&taken));
        }
        Ok(checks)
    }

    async fn tell(&self, id: AgentId, output: &WorkOutput) -> Result<(), Stop> {
        let steps = output.steps.len().max(1);
        for (place, step) in (1..).zip(&output.steps) {
            tokio::time::sleep(self.pace).await;
            self.say(id, step.message.clone(), step.path.clone(), (place, steps)).await?;
        }
        Ok(())
    }

    async fn say(&self, id: AgentId, message: String, path: Option<String>, part: (usize, usize)) -> Result<(), Stop> {
        let Fenced { tx, .. } = self.fenced().await?;
        let done = self.done.load(Ordering::Relaxed);
        let event = ProgressEvent {
            phase: Some(agent(id).phase),
            progress: percent(done, part, self.row.plan.agents.len()),
            agent: Some(id),
            message,
            path,
        };
        self.commit(tx, &[BuildEventKind::Progress(event)]).await
    }

    /// Files, cost line, run and events: all of it or nothing.
    async fn complete(&self, id: AgentId, attempt: i32, output: WorkOutput, checks: &[Check]) -> Result<(), Stop> {
        let (lease, now, phase) = (&self.lease, self.builds.clock.now(), agent(id).phase);
        let Fenced { mut tx, last_seq } = self.fenced().await?;
        let duration_ms = leases::end_run(&mut tx, lease, (id, attempt), None, now).await?.ok_or(Stop::LeaseLost)?;
        let mut events: Vec<BuildEventKind> = checks.iter().map(|check| check_event(Some(id), check)).collect();
        let seq = last_seq + 1 + i64::try_from(events.len()).map_err(Error::internal)?;
        let change = Change { tenant: lease.tenant, build: lease.build, agent: id, seq };
        let removed = files::replace(&mut tx, change, &output.files).await?;
        if let Some(title) = output.title() {
            store::set_title(&mut tx, lease.build, &title).await?;
        }
        let (cost_usd, told) = self.charge(&mut tx, id, attempt, (output.usage, price(id, &output))).await?;
        events.push(BuildEventKind::AgentCompleted(AgentEvent {
            agent_id: id,
            phase,
            attempt: number(attempt),
            artifacts: output.files.iter().map(|file| file.path.clone()).collect(),
            tokens_used: output.usage.tokens_in + output.usage.tokens_out,
            cost_usd,
            duration_ms,
            decisions: output.decisions,
            removed,
        }));
        events.extend(told);
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

    /// Ends an attempt that did not do: it is charged, since it was worked, and told.
    async fn send_back(
        &self,
        id: AgentId,
        attempt: i32,
        refused: &Refused,
        error: &str,
        will_retry: bool,
    ) -> Result<(), Stop> {
        let Fenced { mut tx, .. } = self.fenced().await?;
        leases::end_run(&mut tx, &self.lease, (id, attempt), Some(error), self.builds.clock.now()).await?;
        let mut events: Vec<BuildEventKind> = refused.checks.iter().map(|check| check_event(Some(id), check)).collect();
        if refused.usage != Usage::default() || refused.cost != Usd::ZERO {
            events.extend(self.charge(&mut tx, id, attempt, (refused.usage, refused.cost)).await?.1);
        } else {
            self.builds.ledger.release_run_in(&mut tx, self.lease.build, id, number(attempt)).await?;
        }
        events.push(BuildEventKind::AgentFailed(AgentFailedEvent {
            agent_id: id,
            phase: agent(id).phase,
            error: error.to_owned(),
            will_retry,
        }));
        self.commit(tx, &events).await
    }
}

/// A check as an event.
pub fn check_event(agent_id: Option<AgentId>, check: &Check) -> BuildEventKind {
    BuildEventKind::Check(CheckEvent {
        name: check.name.clone(),
        agent_id,
        passed: check.passed,
        detail: check.detail.clone(),
    })
}

fn refused_by(error: EngineError) -> Refused {
    let finding = |message: String| vec![Finding { check: "answer".to_owned(), path: None, message }];
    let (findings, usage, cost, again) = match error {
        EngineError::Unusable { why, usage, cost } => (finding(why), usage, cost, true),
        // Whoever asks again gets another answer, though the words are the same.
        EngineError::Interrupted(why) => (finding(why), Usage::default(), Usd::ZERO, true),
        hopeless @ (EngineError::MissingInput { .. } | EngineError::Refused(_)) => {
            (finding(hopeless.to_string()), Usage::default(), Usd::ZERO, false)
        }
    };
    Refused { findings, checks: Vec::new(), made: None, usage, cost, again }
}

/// Whether a further attempt found the very same faults of the work itself: then nothing is gained by another.
pub fn same(found: &[Finding], before: &[Finding]) -> bool {
    let set = |findings: &[Finding]| findings.iter().cloned().collect::<BTreeSet<_>>();
    !found.is_empty() && found.iter().all(|one| one.check != "answer") && set(found) == set(before)
}

fn reason(refused: &Refused, stuck: bool) -> String {
    let said: Vec<String> = refused.findings.iter().take(3).map(ToString::to_string).collect();
    let more = refused.findings.len().saturating_sub(said.len());
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let again = if stuck { "another attempt found the same: " } else { "" };
    format!("{again}{}{more}", said.join("; "))
}

/// Agents that are done, and the part of one more, as 0 to 99: 100 is for the end.
fn percent(done: usize, (step, steps): (usize, usize), agents: usize) -> u8 {
    let whole = (done * steps + step) * 100 / (agents * steps).max(1);
    u8::try_from(whole.min(99)).unwrap_or(99)
}
