//! A build as page, stream and API show it: states, events, and the view that the events add up to.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::event::CheckEvent;
use crate::agents::{AgentId, Phase, Plan};
use crate::ids::BuildId;
use crate::money::Usd;
use crate::plans::Depth;
use crate::queue::Place;

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
    /// What was verified of its work, in its latest attempt.
    pub checks: Vec<CheckEvent>,
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
    /// What was to be different from the version before.
    pub instruction: Option<String>,
    /// Who builds it.
    pub plan: Plan,
    /// How far.
    pub progress: Progress,
    /// Each agent of the plan, in its order.
    pub agents: Vec<AgentView>,
    /// The story so far.
    pub story: Vec<StoryLine>,
    /// Verifications of the application as a whole.
    pub checks: Vec<CheckEvent>,
    /// Spent so far.
    pub cost_usd: Usd,
    /// Given back because it failed.
    pub refunded_usd: Usd,
    /// Spent so far per phase.
    pub phase_costs: BTreeMap<Phase, Usd>,
    /// What the quote expected, and its range.
    pub quote: crate::quotes::CostRange,
    /// What the quote expected of time, in seconds.
    pub quote_seconds: u32,
    /// Where it waits.
    pub queue: Option<Place>,
    /// When it starts by itself, where it waits for a month.
    #[serde(default)]
    pub starts_at: Option<DateTime<Utc>>,
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

/// One version of an application.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct VersionSummary {
    /// The build that made it.
    pub build_id: BuildId,
    /// From 1.
    pub version: u32,
    /// Where it stands.
    pub status: BuildStatus,
    /// What was to be different; nothing in a first version and in a restored one.
    pub instruction: Option<String>,
    /// The version it was made from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from_version: Option<u32>,
    /// The event of that version from which it was branched; nothing: its end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from_seq: Option<i64>,
    /// Agents that worked on it.
    pub agents: u32,
    /// Sum of its cost lines, less what was given back.
    pub cost_usd: Usd,
    /// When it was asked for.
    pub created_at: DateTime<Utc>,
    /// Who asked for it.
    pub created_by: String,
}

/// How one file differs between two versions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct FileDiff {
    /// Relative path.
    pub path: String,
    /// What became of it.
    pub change: FileChange,
    /// Lines that are new.
    pub added: u32,
    /// Lines that are gone.
    pub removed: u32,
    /// The changed places, each with a few lines around it; empty where the text is too long to compare.
    pub hunks: Vec<DiffHunk>,
}

/// What became of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum FileChange {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// Its text differs.
    Changed,
}

/// A changed place of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct DiffHunk {
    /// Its lines, in order.
    pub lines: Vec<DiffLine>,
}

/// A line of a changed place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct DiffLine {
    /// Its number before, from 1; nothing where it is new.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old: Option<u32>,
    /// Its number after, from 1; nothing where it is gone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new: Option<u32>,
    /// Without its line break.
    pub text: String,
}
