//! Cost lines and their sum; reservations; a month's budget and what was told of it.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::agents::{AgentId, Phase};
#[cfg(feature = "ssr")]
use crate::ids::{BuildId, TenantId};
use crate::money::Usd;

/// What one run of one agent cost.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct CostLine {
    /// Who.
    pub agent_id: AgentId,
    /// When in the plan.
    pub phase: Phase,
    /// Which try.
    pub attempt: u32,
    /// Read.
    pub tokens_in: u64,
    /// Written.
    pub tokens_out: u64,
    /// Metered work times the rate card; at most what was reserved for the run.
    pub cost_usd: Usd,
    /// What it cost beyond its reservation; nobody pays it.
    #[serde(default, skip_serializing_if = "is_nothing")]
    pub waived_usd: Usd,
    /// When it was written.
    pub at: DateTime<Utc>,
}

fn is_nothing(usd: &Usd) -> bool {
    *usd == Usd::ZERO
}

/// A build's ledger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct BuildCosts {
    /// The exact sum of the lines.
    pub total_usd: Usd,
    /// What was given back because the build failed; what is paid is the total less this.
    pub refunded_usd: Usd,
    /// What the quote expected.
    pub quote_usd: Usd,
    /// Oldest first.
    pub lines: Vec<CostLine>,
}

/// What one run may cost at most.
#[cfg(feature = "ssr")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reservation {
    /// Whose.
    pub tenant: TenantId,
    /// For which build.
    pub build: BuildId,
    /// For whose work.
    pub agent: AgentId,
    /// Which try.
    pub attempt: u32,
    /// At most.
    pub usd: Usd,
    /// When; its month is the month that the run counts in.
    pub at: DateTime<Utc>,
}

/// The answer to a reservation.
#[cfg(feature = "ssr")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reserved {
    /// Held until it is settled or released.
    Granted,
    /// Others hold what it needs, and may give it up: ask again when one of them has settled.
    Wait,
    /// The budget has no room for it, whatever others give up.
    Refused {
        /// What was asked for, in the ledger's digits.
        needed_usd: Usd,
    },
}

/// A run that was settled.
#[cfg(feature = "ssr")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settled {
    /// What is paid for it.
    pub charged: Usd,
    /// What it made the month's use reach.
    pub alerts: Vec<BudgetAlert>,
}

/// What is to be given back, and why.
#[cfg(feature = "ssr")]
#[derive(Clone, Copy, Debug)]
pub struct Refund<'a> {
    /// Whose.
    pub tenant: TenantId,
    /// For which build.
    pub build: BuildId,
    /// For people.
    pub reason: &'a str,
    /// When.
    pub at: DateTime<Utc>,
}

/// What a month counts beside money.
#[cfg(feature = "ssr")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counter {
    /// A build was asked for.
    Created,
    /// One is done.
    Completed,
    /// One has failed.
    Failed,
}

/// What happens when a month's budget is used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema, sqlx::Type), sqlx(type_name = "text", rename_all = "lowercase"))]
#[serde(rename_all = "lowercase")]
pub enum BudgetAction {
    /// It is told, and work goes on.
    #[default]
    Warn,
    /// No run begins that could pass it.
    Stop,
}

impl BudgetAction {
    /// The name on wire and page.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Warn => "warn",
            Self::Stop => "stop",
        }
    }
}

/// What a workspace may spend in a month. Without an amount there is no budget.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Budget {
    /// At most.
    pub monthly_usd: Option<Usd>,
    /// What happens then.
    pub action: BudgetAction,
}

/// A part of a budget whose use was told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct BudgetAlert {
    /// The first day of the month.
    pub month: NaiveDate,
    /// 50, 80 or 100, in percent.
    pub threshold: u8,
    /// Of which budget.
    pub limit_usd: Usd,
    /// What was used by then.
    pub used_usd: Usd,
    /// When it was told.
    pub at: DateTime<Utc>,
}

/// A workspace's budget and how much of it is used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct BudgetState {
    /// At most in a calendar month (UTC); `null` is no budget.
    pub monthly_usd: Option<Usd>,
    /// What happens when it is used.
    pub action: BudgetAction,
    /// Settled this month, less what was given back in it.
    pub used_usd: Usd,
    /// Held for runs that are under way.
    pub reserved_usd: Usd,
    /// Told at these, in percent, each once.
    pub thresholds: Vec<u8>,
    /// When the next month begins.
    pub resets_at: DateTime<Utc>,
    /// What was told, newest first, at most 50.
    pub alerts: Vec<BudgetAlert>,
}

/// What a month's row keeps, or its lines add up to.
#[cfg(feature = "ssr")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct UsageSums {
    /// Of all lines.
    pub cost_usd: Usd,
    /// Given back.
    pub refunded_usd: Usd,
    /// Held for runs.
    pub reserved_usd: Usd,
    /// Of all lines.
    pub tokens: i64,
}

#[cfg(feature = "ssr")]
impl UsageSums {
    /// What is paid.
    #[must_use]
    pub fn net_usd(&self) -> Usd {
        self.cost_usd - self.refunded_usd
    }
}

/// A month whose row does not keep what its lines add up to.
#[cfg(feature = "ssr")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UsageDifference {
    /// The first day of the month.
    pub month: NaiveDate,
    /// As the row has it.
    pub kept: UsageSums,
    /// As lines, refunds and reservations have it.
    pub counted: UsageSums,
}
