//! What waits, who holds it, and where it stands.

use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use crate::ids::{BuildId, TenantId};

/// Why a job comes before others of its workspace.
#[cfg(feature = "ssr")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// It goes on where it stopped: people have waited for it before.
    Resumed,
    /// It is new.
    New,
}

/// What a plan says of a workspace's jobs.
#[cfg(feature = "ssr")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JobPlan {
    /// How many run at once; `None` is no limit.
    pub cap: Option<u32>,
    /// Its share beside others.
    pub weight: u32,
}

#[cfg(feature = "ssr")]
impl JobPlan {
    /// Of a tier.
    #[must_use]
    pub fn of(tier: crate::plans::Tier) -> Self {
        let limits = crate::plans::limits(tier);
        Self { cap: limits.concurrent_builds, weight: limits.weight }
    }
}

/// A build that is to run.
#[cfg(feature = "ssr")]
#[derive(Clone, Copy, Debug)]
pub struct Job {
    /// Which.
    pub build: BuildId,
    /// Whose.
    pub tenant: TenantId,
    /// New, or going on.
    pub class: Class,
    /// Seconds that it is expected to take, at least 1.
    pub seconds: u32,
    /// The workspace's plan.
    pub plan: JobPlan,
}

/// The right to work on a build until it lapses. A later holder has a higher `fence`.
#[cfg(feature = "ssr")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Lease {
    /// Which.
    pub build: BuildId,
    /// Whose.
    pub tenant: TenantId,
    /// Grows with every lease, of whatever build.
    pub fence: i64,
}

/// Where a waiting build stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Place {
    /// 1 is the next of its workspace.
    pub position: u32,
    /// Seconds until it starts, expected.
    pub eta_seconds: u32,
    /// The least that measured durations make likely (one start in ten is earlier).
    #[serde(default)]
    pub eta_low_seconds: u32,
    /// The most that measured durations make likely (one start in ten is later).
    #[serde(default)]
    pub eta_high_seconds: u32,
    /// Finished builds behind the range; 0: it is the quote's own.
    #[serde(default)]
    pub eta_samples: u32,
    /// `waiting because your plan runs 1 build at a time`.
    pub reason: String,
}
