//! The team of one build at work: who begins when, who is done, and what stops all of them.

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use tokio::task::{JoinError, JoinSet};

use super::agent_run::{BuildRun, Stop};
use super::finish::{self, Rounds, SentBack};
use crate::agents::AgentId;
use crate::error::Error;
use crate::money::Usd;

/// Who is done and who is at work. Dropping it ends the runs in it; what they had not committed never happened.
pub struct Team {
    run: Arc<BuildRun>,
    done: HashSet<AgentId>,
    at_work: HashSet<AgentId>,
    sent_back: SentBack,
    rounds: Rounds,
    over_budget: Option<Usd>,
    runs: JoinSet<Result<AgentId, Stop>>,
}

impl Team {
    /// A team of which these are done already.
    pub fn new(run: Arc<BuildRun>, done: HashSet<AgentId>) -> Self {
        Self {
            run,
            done,
            at_work: HashSet::new(),
            sent_back: SentBack::new(),
            rounds: Rounds::default(),
            over_budget: None,
            runs: JoinSet::new(),
        }
    }

    /// Works until the build is over.
    pub async fn work(&mut self) -> Result<(), Stop> {
        while !self.step().await? {}
        Ok(())
    }

    /// Works until somebody has ended. True where the build is over.
    async fn step(&mut self) -> Result<bool, Stop> {
        self.begin_ready();
        if let Some(ended) = self.runs.join_next().await {
            self.note(ended)?;
            return Ok(false);
        }
        if let Some(needed) = self.over_budget {
            return Err(Stop::OverBudget(needed));
        }
        self.sent_back = finish::judge(&self.run, &mut self.rounds).await?;
        self.done.retain(|id| !self.sent_back.contains_key(id));
        self.at_work.retain(|id| !self.sent_back.contains_key(id));
        self.run.done.store(self.done.len(), Ordering::Relaxed);
        Ok(self.sent_back.is_empty())
    }

    /// Begins with everybody whose dependencies are done; with nobody, once the budget has refused somebody.
    fn begin_ready(&mut self) {
        if self.over_budget.is_some() {
            return;
        }
        for planned in &self.run.row.plan.agents {
            let id = planned.agent_id;
            let ready = planned.depends_on.iter().all(|dependency| self.done.contains(dependency));
            if ready && !self.done.contains(&id) && self.at_work.insert(id) {
                let run = Arc::clone(&self.run);
                let findings = self.sent_back.remove(&id).unwrap_or_default();
                self.runs.spawn(async move { run.run_agent(id, findings).await });
            }
        }
    }

    fn note(&mut self, ended: Result<Result<AgentId, Stop>, JoinError>) -> Result<(), Stop> {
        match ended.map_err(|error| Stop::Broken(Error::internal(error)))? {
            Ok(agent) => {
                self.done.insert(agent);
            }
            // Those who are at work finish first.
            Err(Stop::OverBudget(needed)) => self.over_budget = self.over_budget.max(Some(needed)),
            Err(stop) => return Err(stop),
        }
        self.run.done.store(self.done.len(), Ordering::Relaxed);
        Ok(())
    }
}
