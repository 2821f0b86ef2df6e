//! The team: features that a request can ask for, phases, the roster of agents, and the plan as a graph. Pure code,
//! shared by browser and server. Promise: a plan never has a cycle, never misses a dependency, and names only agents
//! whose work an engine can do.

mod feature;
mod model;
mod roster;
mod rules;

pub use feature::Feature;
pub use model::{Agent, AgentId, Phase, Plan, PlannedAgent, QualityClass};
pub use roster::{agent, roster};
pub use rules::{check_roster, depth_of, plan, plan_of, upstream};
