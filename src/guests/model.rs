//! A guest's kept request as whoever has the link sees it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::quotes::Quote;

/// What became of a kept request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum QueueEntryState {
    /// Waits to be claimed.
    Pending,
    /// Became a build.
    Claimed,
    /// Its hour is over.
    Expired,
}

/// A kept request.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct QueueEntry {
    /// The link's secret.
    pub queue_id: String,
    /// What became of it.
    pub state: QueueEntryState,
    /// The user's words, kept even when expired so that one can start again with the same text.
    pub description: String,
    /// The quote as it was given.
    pub quote: Quote,
    /// When it stops being claimable.
    pub expires_at: DateTime<Utc>,
}
