//! What waits, under which plan, and who holds it.

use crate::ids::{BuildId, TenantId};
use crate::plans::{Tier, limits};

/// Why a job comes before others of its workspace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// It goes on where it stopped: people have waited for it before.
    Resumed,
    /// It is new.
    New,
}

/// What a plan says of a workspace's jobs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JobPlan {
    /// How many run at once; `None` is no limit.
    pub cap: Option<u32>,
    /// Its share beside others.
    pub weight: u32,
}

impl JobPlan {
    /// Of a tier.
    #[must_use]
    pub fn of(tier: Tier) -> Self {
        let limits = limits(tier);
        Self { cap: limits.concurrent_builds, weight: limits.weight }
    }
}

/// A build that is to run.
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Lease {
    /// Which.
    pub build: BuildId,
    /// Whose.
    pub tenant: TenantId,
    /// Grows with every lease, of whatever build.
    pub fence: i64,
}
