//! Where a waiting build stands, as page and stream tell it.

use serde::{Deserialize, Serialize};

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
