//! The queue as one workspace sees it: what runs, what waits in which order, what is held and by what.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::model::BuildStatus;
use crate::ids::BuildId;
use crate::money::Usd;
use crate::plans::Tier;
use crate::queue::Place;

/// Everything of a workspace that is not over. Each list has its first builds only; `counts` has all.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct QueueView {
    /// The workspace's plan.
    pub tier: Tier,
    /// Builds that it runs at once; `null`: no limit.
    pub at_once: Option<u32>,
    /// Its share of the workers beside others that have work waiting.
    pub weight: u32,
    /// How many there are.
    pub counts: QueueCounts,
    /// At work, who began first comes first.
    pub running: Vec<QueuedBuild>,
    /// Waiting for a slot, next first.
    pub waiting: Vec<QueuedBuild>,
    /// Stopped by the month's budget, in the order in which they go on.
    pub paused: Vec<QueuedBuild>,
    /// Waiting for a month in which the plan has room, in the order in which they start.
    pub parked: Vec<QueuedBuild>,
}

/// How many builds are in which state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct QueueCounts {
    /// At work.
    pub running: u32,
    /// Waiting for a slot.
    pub waiting: u32,
    /// Stopped by the budget.
    pub paused: u32,
    /// Waiting for a month.
    pub parked: u32,
}

impl QueueCounts {
    /// Of all states.
    #[must_use]
    pub fn all(self) -> u32 {
        [self.waiting, self.paused, self.parked].into_iter().fold(self.running, u32::saturating_add)
    }
}

/// A build that is not over.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct QueuedBuild {
    /// Its id.
    pub build_id: BuildId,
    /// Where it stands.
    pub status: BuildStatus,
    /// A short name.
    pub title: String,
    /// From 1.
    pub version: u32,
    /// Who asked for it.
    pub created_by: String,
    /// When it was asked for.
    pub created_at: DateTime<Utc>,
    /// Agents that are done.
    pub agents_done: u32,
    /// Agents in its plan.
    pub agents_total: u32,
    /// Spent so far.
    pub cost_usd: Usd,
    /// What the quote expected.
    pub quote_usd: Usd,
    /// Where it waits, when it starts and why not yet; nothing where a slot is free for it, or where it does not wait.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// What the budget must have room for, where it is paused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub needed_usd: Option<Usd>,
    /// When it starts by itself, where it is parked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub starts_at: Option<DateTime<Utc>>,
    /// Why it is paused or parked, in a sentence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}
