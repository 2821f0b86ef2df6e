//! How events add up to the view of a build: one function that server and browser share.

use super::event::{AgentEvent, BudgetEvent, BuildEvent, BuildEventKind, CheckEvent};
use super::model::{AgentView, BuildStatus, BuildView, RunStatus, StoryLine};
use super::rules::is_served;
use crate::agents::{AgentId, agent};
use crate::money::Usd;

impl BuildView {
    /// Whether the application can be opened: everybody in the plan who writes what a browser loads is done.
    #[must_use]
    pub fn preview_is_ready(&self) -> bool {
        // In a later version the page is there from the beginning, and is shown again when its makers are done.
        self.files.iter().any(|path| path == "index.html") && self.awaited_for_preview().next().is_none()
    }

    /// Agents for whom the preview waits still: those who write what a browser loads and are not done.
    pub fn awaited_for_preview(&self) -> impl Iterator<Item = AgentId> + '_ {
        let open = self.agents.iter().filter(|one| one.status != RunStatus::Completed);
        open.map(|one| one.agent_id).filter(|id| is_served(agent(*id).produces))
    }

    /// Applies `event`. Events at or before `last_seq` are ignored, so a replayed stream changes nothing.
    pub fn apply(&mut self, event: &BuildEvent) {
        if event.seq <= self.last_seq {
            return;
        }
        self.last_seq = event.seq;
        match &event.kind {
            BuildEventKind::Progress(progress) => {
                self.progress.percent = self.progress.percent.max(progress.progress);
                if progress.phase.is_some() {
                    self.progress.phase = progress.phase;
                }
                if let Some(view) = progress.agent.and_then(|id| self.agent_mut(id)) {
                    view.messages.push(progress.message.clone());
                }
                self.tell(event, progress.agent, progress.message.clone(), progress.path.clone(), false);
            }
            BuildEventKind::Queue(queue) => self.queue = Some(queue.clone()),
            BuildEventKind::AgentStarted(started) => self.agent_started(event, started),
            BuildEventKind::AgentCompleted(completed) => self.agent_completed(completed),
            BuildEventKind::AgentFailed(failed) => {
                if let Some(view) = self.agent_mut(failed.agent_id) {
                    view.status = if failed.will_retry { RunStatus::Waiting } else { RunStatus::Failed };
                    view.error = Some(failed.error.clone());
                }
                let then = if failed.will_retry { " Trying again." } else { "" };
                self.tell(event, Some(failed.agent_id), format!("{}{then}", failed.error), None, true);
            }
            BuildEventKind::Cost(cost) => {
                self.cost_usd = cost.total_usd;
                self.phase_costs.insert(agent(cost.agent_id).phase, cost.phase_usd);
            }
            BuildEventKind::PhaseCompleted(_) => {}
            BuildEventKind::Check(check) => self.checked(event, check),
            BuildEventKind::BuildCompleted(_) => {
                self.finish(event, BuildStatus::Completed, None);
                self.progress.percent = 100;
                // Nobody is at work any more.
                self.progress.phase = None;
                self.tell(event, None, "Done: the application is ready to open.".to_owned(), None, false);
            }
            BuildEventKind::BuildFailed(ended) => {
                self.refunded_usd += ended.refunded_usd.unwrap_or(Usd::ZERO);
                self.end(event, BuildStatus::Failed, &ended.reason);
            }
            BuildEventKind::BuildCancelled(ended) => self.end(event, BuildStatus::Cancelled, &ended.reason),
            BuildEventKind::BuildPaused(ended) => {
                self.hold(event, BuildStatus::Paused, &ended.reason);
            }
            BuildEventKind::BuildParked(parked) => {
                self.hold(event, BuildStatus::Parked, &parked.reason);
                self.starts_at = Some(parked.starts_at);
            }
            BuildEventKind::BuildResumed(resumed) => {
                self.status = BuildStatus::Queued;
                (self.reason, self.starts_at) = (None, None);
                self.tell(event, None, resumed.reason.clone(), None, false);
            }
            BuildEventKind::Budget(budget) => {
                self.tell(event, None, budget_sentence(budget), None, budget.threshold == 100)
            }
        }
    }

    /// A check of an agent's work stands in its panel and is told only where it fails; those of the whole are all told.
    fn checked(&mut self, event: &BuildEvent, check: &CheckEvent) {
        let checks = match check.agent_id {
            Some(id) => self.agent_mut(id).map(|view| &mut view.checks),
            None => Some(&mut self.checks),
        };
        if let Some(checks) = checks {
            checks.retain(|one| one.name != check.name);
            checks.push(check.clone());
        }
        if check.agent_id.is_none() || !check.passed {
            let message = format!("Check {}: {}", check.name, check.detail);
            self.tell(event, check.agent_id, message, None, !check.passed);
        }
    }

    fn agent_started(&mut self, event: &BuildEvent, started: &AgentEvent) {
        self.status = BuildStatus::Running;
        self.queue = None;
        self.reason = None;
        self.started_at.get_or_insert(event.at);
        self.finished_at = None;
        self.progress.phase = Some(started.phase);
        if let Some(view) = self.agent_mut(started.agent_id) {
            view.status = RunStatus::Running;
            view.attempt = started.attempt;
            view.error = None;
            view.messages.clear();
            view.checks.clear();
        }
    }

    fn agent_completed(&mut self, completed: &AgentEvent) {
        // Only now: a file is kept in the transaction that completes its agent's run, not while the agent tells of it.
        for path in &completed.artifacts {
            self.add_file(path);
        }
        self.files.retain(|path| !completed.removed.contains(path));
        if let Some(view) = self.agent_mut(completed.agent_id) {
            view.status = RunStatus::Completed;
            view.artifacts.clone_from(&completed.artifacts);
            view.decisions.clone_from(&completed.decisions);
            view.tokens = completed.tokens_used;
            view.cost_usd = completed.cost_usd;
            view.duration_ms = completed.duration_ms;
        }
        let done = self.agents.iter().filter(|one| one.status == RunStatus::Completed).count();
        self.progress.agents_done = u32::try_from(done).unwrap_or(u32::MAX);
    }

    /// It stops for now; what waited or worked does no longer.
    fn hold(&mut self, event: &BuildEvent, status: BuildStatus, reason: &str) {
        self.status = status;
        self.reason = Some(reason.to_owned());
        self.queue = None;
        self.progress.phase = None;
        self.tell(event, None, reason.to_owned(), None, true);
    }

    fn end(&mut self, event: &BuildEvent, status: BuildStatus, reason: &str) {
        self.finish(event, status, Some(reason.to_owned()));
        self.tell(event, None, reason.to_owned(), None, status == BuildStatus::Failed);
    }

    fn finish(&mut self, event: &BuildEvent, status: BuildStatus, reason: Option<String>) {
        self.status = status;
        self.reason = reason;
        (self.queue, self.starts_at) = (None, None);
        self.finished_at = Some(event.at);
    }

    fn tell(
        &mut self,
        event: &BuildEvent,
        agent: Option<AgentId>,
        message: String,
        path: Option<String>,
        is_problem: bool,
    ) {
        self.story.push(StoryLine { seq: event.seq, at: event.at, agent, message, path, is_problem });
    }

    fn agent_mut(&mut self, id: AgentId) -> Option<&mut AgentView> {
        self.agents.iter_mut().find(|one| one.agent_id == id)
    }

    fn add_file(&mut self, path: &str) {
        if let Err(place) = self.files.binary_search_by(|one| one.as_str().cmp(path)) {
            self.files.insert(place, path.to_owned());
        }
    }
}

fn budget_sentence(budget: &BudgetEvent) -> String {
    let BudgetEvent { threshold, used_usd, budget_usd } = budget;
    format!("{threshold} % of this month's budget is used: {used_usd} of {budget_usd}.")
}
