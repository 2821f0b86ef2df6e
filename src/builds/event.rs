//! What happens in a build, as stream and page tell it: each event's name and data.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::model::RunStatus;
use crate::agents::{AgentId, Phase};
use crate::money::Usd;
use crate::queue::Place;

/// What happened in a build. The name is the stream's `event:`, the content its `data:`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "event", content = "data", rename_all = "snake_case")]
pub enum BuildEventKind {
    /// A sentence about what goes on.
    Progress(ProgressEvent),
    /// It waits.
    Queue(Place),
    /// An agent began.
    AgentStarted(AgentEvent),
    /// An agent is done.
    AgentCompleted(AgentEvent),
    /// An agent failed.
    AgentFailed(AgentFailedEvent),
    /// Money was spent.
    Cost(CostEvent),
    /// All agents of a phase are done.
    PhaseCompleted(PhaseEvent),
    /// Something made was verified.
    Check(CheckEvent),
    /// Done.
    BuildCompleted(CompletedEvent),
    /// Ended by an error.
    BuildFailed(ReasonEvent),
    /// Ended by a person.
    BuildCancelled(ReasonEvent),
    /// Stopped for now.
    BuildPaused(ReasonEvent),
    /// Waits for the month in which the plan has room.
    BuildParked(ParkedEvent),
    /// Waits for its turn again, after it was paused or parked.
    BuildResumed(ReasonEvent),
    /// A part of the month's budget is used.
    Budget(BudgetEvent),
}

impl BuildEventKind {
    /// The stream's `event:`.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Progress(_) => "progress",
            Self::Queue(_) => "queue",
            Self::AgentStarted(_) => "agent_started",
            Self::AgentCompleted(_) => "agent_completed",
            Self::AgentFailed(_) => "agent_failed",
            Self::Cost(_) => "cost",
            Self::PhaseCompleted(_) => "phase_completed",
            Self::Check(_) => "check",
            Self::BuildCompleted(_) => "build_completed",
            Self::BuildFailed(_) => "build_failed",
            Self::BuildCancelled(_) => "build_cancelled",
            Self::BuildPaused(_) => "build_paused",
            Self::BuildParked(_) => "build_parked",
            Self::BuildResumed(_) => "build_resumed",
            Self::Budget(_) => "budget",
        }
    }

    /// After this the stream closes.
    #[must_use]
    pub fn is_last(&self) -> bool {
        matches!(self, Self::BuildCompleted(_) | Self::BuildFailed(_) | Self::BuildCancelled(_))
    }
}

/// `progress`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ProgressEvent {
    /// The phase of the agent that speaks.
    pub phase: Option<Phase>,
    /// 0 to 100, never falling.
    pub progress: u8,
    /// Who speaks; nobody for the build itself.
    pub agent: Option<AgentId>,
    /// A sentence.
    pub message: String,
    /// The file that was written, if one was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
}

/// `agent_started`, `agent_completed`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AgentEvent {
    /// Who.
    pub agent_id: AgentId,
    /// When.
    pub phase: Phase,
    /// Which try, from 1.
    pub attempt: u32,
    /// Paths made.
    pub artifacts: Vec<String>,
    /// Read and written.
    pub tokens_used: u64,
    /// Cost of this run.
    pub cost_usd: Usd,
    /// Wall time.
    pub duration_ms: u64,
    /// What it decided and why.
    #[serde(default)]
    pub decisions: Vec<String>,
    /// Paths of the version before that are gone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub removed: Vec<String>,
}

/// `agent_failed`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AgentFailedEvent {
    /// Who.
    pub agent_id: AgentId,
    /// When.
    pub phase: Phase,
    /// What went wrong, for people.
    pub error: String,
    /// Another try follows.
    pub will_retry: bool,
}

/// `cost`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CostEvent {
    /// Spent so far.
    pub total_usd: Usd,
    /// Spent so far in this agent's phase.
    pub phase_usd: Usd,
    /// Whose work it was.
    pub agent_id: AgentId,
    /// What the quote expected.
    pub quote_usd: Usd,
}

/// `phase_completed`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PhaseEvent {
    /// Which.
    pub phase: Phase,
    /// `completed`.
    pub status: RunStatus,
    /// Milliseconds from its first agent's start.
    pub duration: u64,
}

/// `check`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct CheckEvent {
    /// `links`.
    pub name: String,
    /// Whose work was looked at; nobody's for the application as a whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agent_id: Option<AgentId>,
    /// Whether it holds.
    pub passed: bool,
    /// What was looked at, or what is wrong.
    pub detail: String,
}

/// `build_completed`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CompletedEvent {
    /// True.
    pub success: bool,
    /// Read and written by all agents.
    pub total_tokens: u64,
    /// Sum of the cost lines.
    pub total_cost: Usd,
}

/// `build_parked`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ParkedEvent {
    /// Why, and what can be done.
    pub reason: String,
    /// When it starts by itself.
    pub starts_at: DateTime<Utc>,
}

/// `budget`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BudgetEvent {
    /// 50, 80 or 100, in percent.
    pub threshold: u8,
    /// Used of the month's budget.
    pub used_usd: Usd,
    /// The month's budget.
    pub budget_usd: Usd,
}

/// `build_failed`, `build_cancelled`, `build_paused`, `build_resumed`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ReasonEvent {
    /// What happened, what is safe, what to do next.
    pub reason: String,
    /// What was given back, where the build failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refunded_usd: Option<Usd>,
}

impl ReasonEvent {
    /// Without money.
    #[must_use]
    pub fn new(reason: impl Into<String>) -> Self {
        Self { reason: reason.into(), refunded_usd: None }
    }
}

/// An event in its place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BuildEvent {
    /// From 1, without gaps within a build.
    pub seq: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// What.
    #[serde(flatten)]
    pub kind: BuildEventKind,
}
