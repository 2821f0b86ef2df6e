//! A build as page, stream and API show it: states, events, and the view that the events add up to.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::agents::{AgentId, Phase, Plan};
use crate::ids::BuildId;
use crate::money::Usd;
use crate::plans::Depth;

/// Where a build stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema, sqlx::Type), sqlx(type_name = "text", rename_all = "lowercase"))]
#[serde(rename_all = "lowercase")]
pub enum BuildStatus {
    /// Waits for a slot.
    Queued,
    /// Agents work.
    Running,
    /// Stopped by budget or approval; its work is kept.
    Paused,
    /// Waits for the next month.
    Parked,
    /// Done.
    Completed,
    /// Ended by an error.
    Failed,
    /// Ended by a person.
    Cancelled,
}

impl BuildStatus {
    /// The name on the wire and in the database.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Running => "running",
            Self::Paused => "paused",
            Self::Parked => "parked",
            Self::Completed => "completed",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
        }
    }

    /// Nothing more will happen by itself.
    #[must_use]
    pub fn is_final(self) -> bool {
        matches!(self, Self::Completed | Self::Failed | Self::Cancelled)
    }
}

/// Where an agent's work stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema, sqlx::Type), sqlx(type_name = "text", rename_all = "lowercase"))]
#[serde(rename_all = "lowercase")]
pub enum RunStatus {
    /// Its dependencies are not done.
    #[default]
    Waiting,
    /// At work.
    Running,
    /// Done.
    Completed,
    /// Tried and failed.
    Failed,
}

/// What happened in a build. The name is the stream's `event:`, the content its `data:`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "event", content = "data", rename_all = "snake_case")]
pub enum BuildEventKind {
    /// A sentence about what goes on.
    Progress(ProgressEvent),
    /// It waits.
    Queue(QueueEvent),
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

/// `queue`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct QueueEvent {
    /// 1 is next.
    pub position: u32,
    /// Seconds until it starts, expected.
    pub eta_seconds: u32,
    /// `waiting because your plan runs 1 build at a time`.
    pub reason: String,
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

/// `build_failed`, `build_cancelled`, `build_paused`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReasonEvent {
    /// What happened, what is safe, what to do next.
    pub reason: String,
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

/// How far a build is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Progress {
    /// 0 to 100.
    pub percent: u8,
    /// The latest phase at work.
    pub phase: Option<Phase>,
    /// Agents that are done.
    pub agents_done: u32,
    /// Agents in the plan.
    pub agents_total: u32,
}

/// An agent of a build as the page shows it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AgentView {
    /// Who.
    pub agent_id: AgentId,
    /// Where it stands.
    pub status: RunStatus,
    /// Which try.
    pub attempt: u32,
    /// Its sentences, in order.
    pub messages: Vec<String>,
    /// Paths made.
    pub artifacts: Vec<String>,
    /// What it decided and why.
    pub decisions: Vec<String>,
    /// Read and written.
    pub tokens: u64,
    /// Cost so far.
    pub cost_usd: Usd,
    /// Wall time.
    pub duration_ms: u64,
    /// The last error.
    pub error: Option<String>,
}

/// A line of the story.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StoryLine {
    /// The event's place.
    pub seq: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// Who speaks; nobody for the build itself.
    pub agent: Option<AgentId>,
    /// A sentence.
    pub message: String,
    /// The file that was written, if one was.
    pub path: Option<String>,
    /// Something went wrong.
    pub is_problem: bool,
}

/// Everything that the build page shows: the build's own row, then every event applied in order. Server and browser
/// run the same `apply`, so a page without JavaScript and a live page cannot differ.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BuildView {
    /// Its id.
    pub build_id: BuildId,
    /// The user's words.
    pub description: String,
    /// A short name, from the model of the application or the first words.
    pub title: String,
    /// Where it stands.
    pub status: BuildStatus,
    /// How deep.
    pub depth: Depth,
    /// From 1; grows with each change to a finished build.
    pub version: u32,
    /// Who builds it.
    pub plan: Plan,
    /// How far.
    pub progress: Progress,
    /// Each agent of the plan, in its order.
    pub agents: Vec<AgentView>,
    /// The story so far.
    pub story: Vec<StoryLine>,
    /// Verifications.
    pub checks: Vec<CheckEvent>,
    /// Spent so far.
    pub cost_usd: Usd,
    /// Spent so far per phase.
    pub phase_costs: BTreeMap<Phase, Usd>,
    /// What the quote expected, and its range.
    pub quote: crate::quotes::CostRange,
    /// What the quote expected of time, in seconds.
    pub quote_seconds: u32,
    /// Where it waits.
    pub queue: Option<QueueEvent>,
    /// Paths made so far, sorted.
    pub files: Vec<String>,
    /// Why it ended early or stopped.
    pub reason: Option<String>,
    /// When it was asked for.
    pub created_at: DateTime<Utc>,
    /// When the first agent began.
    pub started_at: Option<DateTime<Utc>>,
    /// When it ended.
    pub finished_at: Option<DateTime<Utc>>,
    /// The last event applied.
    pub last_seq: i64,
    /// Where the application is shown: a capability address for a frame with an opaque origin. Show it once
    /// [`BuildView::preview_is_ready`].
    pub preview_url: String,
}

/// A build in a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct BuildSummary {
    /// Its id.
    pub build_id: BuildId,
    /// Where it stands.
    pub status: BuildStatus,
    /// The user's words.
    pub description: String,
    /// A short name.
    pub title: String,
    /// How deep.
    pub tier: Depth,
    /// From 1.
    pub version: u32,
    /// Sum of its cost lines.
    pub cost_usd: Usd,
    /// When it was asked for.
    pub created_at: DateTime<Utc>,
    /// When the first agent began.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub started_at: Option<DateTime<Utc>>,
    /// When it ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub finished_at: Option<DateTime<Utc>>,
    /// Who asked for it.
    pub created_by: String,
}

/// A file of a build in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct BuildFile {
    /// Relative path.
    pub path: String,
    /// Size.
    pub bytes: i64,
    /// Hash of the content, hexadecimal.
    pub sha256: String,
    /// Who made it.
    pub agent_id: AgentId,
}
