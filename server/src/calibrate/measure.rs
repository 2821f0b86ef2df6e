//! Builds of the corpus: every agent of the plan at work, in order, with the same inputs as in a real build.

use std::collections::{BTreeMap, BTreeSet};

use olympus::agents::{AgentId, Plan};
use olympus::engines::{Blueprint, Engine, MadeFile, WorkRequest};
use olympus::money::Usd;
use olympus::plans::Tier;
use olympus::quotes::{BuildRequest, Description, Quote, RateCard, Size, cost_of, critical_path, quote, size_of};

use super::CalibrateError;

/// Requests, one a line.
const CORPUS: &str = include_str!("../calibration.txt");

/// One half of the corpus is fitted to, the other judges the fit.
pub const HALVES: usize = 2;

/// The shallowest and the deepest plan: between them, every agent works often.
const TIERS: [Tier; 2] = [Tier::Free, Tier::Enterprise];

/// What an agent needed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Needed {
    pub tokens_in: u64,
    pub tokens_out: u64,
    pub steps: usize,
}

/// A build that was run.
pub struct Measured {
    pub request: BuildRequest,
    pub tier: Tier,
    /// Which half of the corpus the request belongs to.
    pub half: usize,
    pub size: Size,
    pub needed: BTreeMap<AgentId, Needed>,
    plan: Plan,
}

impl Measured {
    /// What it cost, exactly.
    pub fn cost(&self) -> Usd {
        self.needed.iter().map(|(id, needed)| cost_of(*id, needed.tokens_in, needed.tokens_out)).sum()
    }

    /// How long it takes at the card's pace, with agents side by side where the plan allows.
    pub fn seconds(&self, card: &RateCard) -> f64 {
        let milliseconds = critical_path(&self.plan, |id| {
            let steps = self.needed.get(&id).map_or(0, |needed| needed.steps);
            card.milliseconds(count(steps))
        });
        std::time::Duration::from_millis(milliseconds).as_secs_f64()
    }
}

/// A small count, for arithmetic.
pub fn count(number: usize) -> f64 {
    f64::from(u32::try_from(number).unwrap_or(u32::MAX))
}

/// Every request of the corpus, built in each of the plans.
///
/// # Errors
/// When a line is no request, or an agent cannot work.
pub async fn corpus() -> Result<Vec<Measured>, CalibrateError> {
    let mut builds = Vec::new();
    for (at, line) in CORPUS.lines().enumerate() {
        let description = Description::parse(line).map_err(|error| CalibrateError::Corpus(at + 1, error))?;
        let request =
            BuildRequest { description, depth: None, target_users: None, tech_constraints: None, without: Vec::new() };
        for tier in TIERS {
            builds.push(build(request.clone(), tier, at % HALVES).await?);
        }
    }
    Ok(builds)
}

async fn build(request: BuildRequest, tier: Tier, half: usize) -> Result<Measured, CalibrateError> {
    let quote = quote(&request, tier);
    let mut made: BTreeMap<AgentId, Vec<MadeFile>> = BTreeMap::new();
    let mut upstream: BTreeMap<AgentId, BTreeSet<AgentId>> = BTreeMap::new();
    let mut needed = BTreeMap::new();
    let (said, _nobody_listens) = tokio::sync::mpsc::unbounded_channel();
    for planned in &quote.plan.agents {
        let mut known: BTreeSet<AgentId> = planned.depends_on.iter().copied().collect();
        known.extend(planned.depends_on.iter().filter_map(|id| upstream.get(id)).flatten());
        let files = known.iter().filter_map(|id| made.get(id)).flatten().cloned().collect();
        let output = Blueprint.work(work_request(planned.agent_id, &request, &quote, files), &said).await?;
        let (usage, steps) = (output.usage, output.steps.len());
        needed.insert(planned.agent_id, Needed { tokens_in: usage.tokens_in, tokens_out: usage.tokens_out, steps });
        made.insert(planned.agent_id, output.files);
        upstream.insert(planned.agent_id, known);
    }
    let size = size_of(&request, &quote);
    Ok(Measured { request, tier, half, size, needed, plan: quote.plan })
}

fn work_request(agent: AgentId, request: &BuildRequest, quote: &Quote, files: Vec<MadeFile>) -> WorkRequest {
    WorkRequest {
        features: quote.features.iter().map(|detected| detected.feature).collect(),
        team: quote.plan.agents.iter().map(|planned| planned.agent_id).collect(),
        files,
        ..WorkRequest::first(agent, request.description.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn every_agent_works_often_enough_in_both_halves_to_be_fitted() -> Result<(), CalibrateError> {
        let builds = corpus().await?;
        for id in AgentId::ALL {
            for half in 0..HALVES {
                let runs = builds.iter().filter(|one| one.half == half && one.needed.contains_key(id)).count();
                assert!(runs >= 20, "{id} works {runs} times in half {half}");
            }
        }
        Ok(())
    }
}
