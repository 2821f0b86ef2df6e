//! Cost lines and their sum.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::agents::{AgentId, Phase};
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
    /// Metered work times the rate card.
    pub cost_usd: Usd,
    /// When it was written.
    pub at: DateTime<Utc>,
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
