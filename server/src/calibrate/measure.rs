//! Builds of the corpus: every agent of the plan at work, in order, with the same inputs as in a real build.

use std::collections::BTreeMap;

use olympus::agents::{AgentId, Feature, Plan, agent, depth_of, plan_of, upstream};
use olympus::engines::{Blueprint, Engine, MadeFile, WorkRequest, plan_change};
use olympus::money::Usd;
use olympus::plans::{Depth, Tier, allowed_depth};
use olympus::quotes::{
    BuildRequest, Description, Quote, RateCard, Size, cost_of, critical_path, quote, quote_by, quote_change,
    size_after, size_of,
};

use super::CalibrateError;

/// Requests, one a line.
const CORPUS: &str = include_str!("../calibration.txt");

/// One half of the corpus is fitted to, the other judges the fit.
pub const HALVES: usize = 2;

/// From the shallowest plan to the deepest.
const TIERS: [Tier; 4] = [Tier::Free, Tier::Professional, Tier::Ultimate, Tier::Enterprise];

/// What the application is wished to be made with beside the first of each kind.
const STACKS: [&str; 3] = ["Tailwind CSS", "Python", "Python and Tailwind CSS"];

/// What finished applications are asked to become; the engine says who is concerned.
const CHANGES: [&str; 8] = [
    "Let people add comments",
    "Call it Blue Door",
    "Use Python on the server",
    "Add ratings from one to five stars",
    "Style it with Tailwind",
    "Add search",
    "Add a due date",
    "Make it green, with export as CSV",
];

/// What a build stands for, for the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// A first version in the first stack.
    Plain,
    /// A first version with Tailwind, Python or both.
    Stack,
    /// A version after an instruction.
    Change,
    /// A version that goes deeper.
    Deeper,
}

impl Group {
    /// All, with their names.
    pub const ALL: [(Self, &'static str); 4] = [
        (Self::Plain, "first versions"),
        (Self::Stack, "first versions with Tailwind or Python"),
        (Self::Change, "changes"),
        (Self::Deeper, "deeper versions"),
    ];
}

/// What an agent needed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Needed {
    pub tokens_in: u64,
    pub tokens_out: u64,
    pub steps: usize,
}

/// A build that was run.
pub struct Measured {
    pub group: Group,
    /// Which half of the corpus the request belongs to.
    pub half: usize,
    pub size: Size,
    pub needed: BTreeMap<AgentId, Needed>,
    request: BuildRequest,
    instruction: Option<&'static str>,
    plan: Plan,
}

impl Measured {
    /// What `card` would have quoted before.
    pub fn quote(&self, card: &RateCard) -> Quote {
        match self.group {
            Group::Plain | Group::Stack => quote_by(card, &self.request, tier_of(self.plan.depth)),
            Group::Change | Group::Deeper => {
                let said: Vec<&str> = self.instruction.into_iter().collect();
                quote_change(card, &self.request, &said, self.plan.clone())
            }
        }
    }

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

fn tier_of(depth: Depth) -> Tier {
    TIERS.into_iter().find(|tier| allowed_depth(*tier, None) == depth).unwrap_or(Tier::Enterprise)
}

/// Every request of the corpus: in each plan with the first stack, in one plan with each other stack, then changed and
/// deepened.
///
/// # Errors
/// When a line is no request, or an agent cannot work.
pub async fn corpus() -> Result<Vec<Measured>, CalibrateError> {
    let mut builds = Vec::new();
    for (at, line) in CORPUS.lines().enumerate() {
        let description = Description::parse(line).map_err(|error| CalibrateError::Corpus(at + 1, error))?;
        let request =
            BuildRequest { description, depth: None, target_users: None, tech_constraints: None, without: Vec::new() };
        // Lines alternate between the halves, so that whatever goes around must not go in step with them.
        let round = at / HALVES;
        let half = at % HALVES;
        let mut plain = Vec::new();
        for tier in TIERS {
            plain.push(first(&request, tier, (half, Group::Plain)).await?);
        }
        for (turn, stack) in STACKS.into_iter().enumerate() {
            let request = BuildRequest { tech_constraints: Some(stack.to_owned()), ..request.clone() };
            builds.push(first(&request, TIERS[(round + turn) % TIERS.len()], (half, Group::Stack)).await?.0);
        }
        for turn in 0..2 {
            let parent = &plain[(round + turn * 2) % TIERS.len()];
            let instruction = CHANGES[(round * 2 + turn) % CHANGES.len()];
            builds.extend(later(parent, Some(instruction), &parent.0.team()).await?);
        }
        let (from, to) = [(0, 1), (0, 2), (1, 3), (0, 3), (1, 2)][round % 5];
        builds.extend(later(&plain[from], None, &plain[to].0.team()).await?);
        builds.extend(plain.into_iter().map(|(build, _)| build));
    }
    Ok(builds)
}

/// What each agent made.
type Made = BTreeMap<AgentId, Vec<MadeFile>>;

async fn first(
    request: &BuildRequest,
    tier: Tier,
    (half, group): (usize, Group),
) -> Result<(Measured, Made), CalibrateError> {
    let quote = quote(request, tier);
    let size = size_of(request, &quote);
    let mut build = Measured {
        group,
        half,
        size,
        needed: BTreeMap::new(),
        request: request.clone(),
        instruction: None,
        plan: quote.plan,
    };
    let mut made = Made::new();
    let team = build.team();
    build.run(&team, &mut made).await?;
    Ok((build, made))
}

/// A version after another one; nothing where the instruction changes nothing.
async fn later(
    (parent, made): &(Measured, Made),
    instruction: Option<&'static str>,
    team: &[AgentId],
) -> Result<Option<Measured>, CalibrateError> {
    let files = made.values().flatten().cloned().collect();
    let before: Vec<AgentId> = made.keys().copied().collect();
    let change = plan_change(files, instruction.map(str::to_owned), before.clone(), team.to_vec()).await?;
    if instruction.is_some() && change.changes.is_empty() {
        return Ok(None);
    }
    let works = |id: &AgentId| change.agents.contains(id) || !before.contains(id);
    let depth = team.iter().map(|id| depth_of(agent(*id).phase)).max().unwrap_or_default();
    let reasons = team.iter().copied().filter(works).map(|id| (id, String::new())).collect();
    let mut build = Measured {
        group: if instruction.is_some() { Group::Change } else { Group::Deeper },
        half: parent.half,
        size: parent.size,
        needed: BTreeMap::new(),
        request: parent.request.clone(),
        instruction,
        plan: plan_of(reasons, depth),
    };
    build.size = size_after(&build.request, &instruction.into_iter().collect::<Vec<_>>(), depth);
    build.run(team, &mut made.clone()).await?;
    Ok(Some(build))
}

impl Measured {
    fn team(&self) -> Vec<AgentId> {
        self.plan.agents.iter().map(|planned| planned.agent_id).collect()
    }

    /// Every agent of the plan at work, with the inputs that it has in a real build.
    async fn run(&mut self, team: &[AgentId], made: &mut Made) -> Result<(), CalibrateError> {
        let features: Vec<Feature> =
            quote(&self.request, tier_of(self.plan.depth)).features.iter().map(|one| one.feature).collect();
        let (said, _nobody_listens) = tokio::sync::mpsc::unbounded_channel();
        for id in self.team() {
            let known = upstream(id);
            let files = made.iter().filter(|(maker, _)| known.contains(maker)).flat_map(|(_, files)| files.clone());
            let work = WorkRequest {
                features: features.clone(),
                team: team.to_vec(),
                files: files.collect(),
                own_files: made.get(&id).cloned().unwrap_or_default(),
                instruction: self.instruction.map(str::to_owned),
                tech_constraints: self.request.tech_constraints.clone(),
                ..WorkRequest::first(id, self.request.description.as_str())
            };
            let output = Blueprint.work(work, &said).await?;
            let (usage, steps) = (output.usage, output.steps.len());
            self.needed.insert(id, Needed { tokens_in: usage.tokens_in, tokens_out: usage.tokens_out, steps });
            made.insert(id, output.files);
        }
        Ok(())
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
