//! Tiers of a workspace, and the depth of a build.

use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::money::Usd;

/// The plan that a workspace is on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema, sqlx::Type), sqlx(type_name = "text", rename_all = "lowercase"))]
#[serde(rename_all = "lowercase")]
pub enum Tier {
    /// No charge.
    #[default]
    Free,
    /// For one person.
    Starter,
    /// Backend and integration phases.
    Professional,
    /// Testing phase, webhooks, memory.
    Ultimate,
    /// Deployment phase, approvals, compliance.
    Enterprise,
}

/// How deep a build goes: which phases it runs. The contract's `tier` of a build request.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema, sqlx::Type), sqlx(type_name = "text", rename_all = "lowercase"))]
#[serde(rename_all = "lowercase")]
pub enum Depth {
    /// Discovery to frontend.
    #[default]
    Starter,
    /// Adds backend and integration.
    Professional,
    /// Adds testing.
    Ultimate,
    /// Adds deployment.
    Enterprise,
}

/// What a tier allows. `None` means no limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Limits {
    /// Builds that run at the same time.
    pub concurrent_builds: Option<u32>,
    /// Builds that start in a calendar month.
    pub builds_per_month: Option<u32>,
    /// Price a month; `None` is by contract.
    pub monthly_price: Option<Usd>,
    /// The deepest build.
    pub depth: Depth,
    /// Its share of the workers against the others', where all have work waiting.
    pub weight: u32,
    /// What else it brings, those of lower tiers among them.
    pub features: &'static [Feature],
}

/// What a tier may bring beside its figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Feature {
    /// A price before anybody has an account.
    GuestQuotes,
    /// The cost counted while a build works.
    LiveCost,
    /// A server of its own for what is built.
    BackendPhase,
    /// That server and the frontend put together.
    IntegrationPhase,
    /// Figures over one's own builds.
    Analytics,
    /// Tests for what is built.
    TestingPhase,
    /// Events sent to other systems.
    Webhooks,
    /// What a workspace keeps choosing, applied by itself.
    Memory,
    /// Containers, pipeline, operation for what is built.
    DeploymentPhase,
    /// A second person's yes before a build goes on.
    Approvals,
    /// Reports for an auditor.
    ComplianceReports,
}

impl Feature {
    /// Whether this version of Olympus has it: what it lacks still is offered nowhere.
    #[must_use]
    pub fn is_here(self) -> bool {
        !matches!(self, Self::Webhooks | Self::Memory | Self::Approvals | Self::ComplianceReports)
    }

    /// Its name for people.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::GuestQuotes => "Guest quotes",
            Self::LiveCost => "Live cost",
            Self::BackendPhase => "Backend phase",
            Self::IntegrationPhase => "Integration phase",
            Self::Analytics => "Analytics",
            Self::TestingPhase => "Testing phase",
            Self::Webhooks => "Webhooks",
            Self::Memory => "Memory",
            Self::DeploymentPhase => "Deployment phase",
            Self::Approvals => "Approvals",
            Self::ComplianceReports => "Compliance reports",
        }
    }
}

impl Depth {
    /// Every depth, lowest first.
    pub const ALL: [Self; 4] = [Self::Starter, Self::Professional, Self::Ultimate, Self::Enterprise];
}

impl std::str::FromStr for Tier {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        Self::ALL
            .into_iter()
            .find(|tier| tier.as_str() == text)
            .ok_or_else(|| Error::invalid("tier", "tier is one of free, starter, professional, ultimate, enterprise."))
    }
}

impl Tier {
    /// Every tier, lowest first.
    pub const ALL: [Self; 5] = [Self::Free, Self::Starter, Self::Professional, Self::Ultimate, Self::Enterprise];

    /// The name on wire and page.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Free => "free",
            Self::Starter => "starter",
            Self::Professional => "professional",
            Self::Ultimate => "ultimate",
            Self::Enterprise => "enterprise",
        }
    }
}

impl Depth {
    /// The name on wire and page.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Starter => "starter",
            Self::Professional => "professional",
            Self::Ultimate => "ultimate",
            Self::Enterprise => "enterprise",
        }
    }
}

impl std::str::FromStr for Depth {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|depth| depth.as_str() == text)
            .ok_or_else(|| Error::invalid("tier", "tier must be one of starter, professional, ultimate, enterprise"))
    }
}
