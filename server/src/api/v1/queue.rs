//! A kept request, for whoever has its link.

use axum::extract::{Path, State};
use chrono::{DateTime, Utc};
use olympus::guests::{Guests, QueueEntryState};
use serde::Serialize;
use utoipa::ToSchema;

use super::shapes::Preview;
use crate::api::{Answer, ApiError, ApiErrorBody};

/// A kept request.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct QueueShown {
    queue_id: String,
    state: QueueEntryState,
    description: String,
    preview: Preview,
    expires_at: DateTime<Utc>,
    signup_url: String,
}

/// The quote and its state.
#[utoipa::path(get, path = "/queue/{queueId}", tag = "quote", params(("queueId" = String, Path)), responses(
    (status = 200, body = QueueShown, description = "The kept request"),
    (status = 404, description = "Never there, or forgotten", body = ApiErrorBody),
))]
pub async fn show(State(guests): State<Guests>, Path(queue_id): Path<String>) -> Result<Answer<QueueShown>, ApiError> {
    let entry = guests.find(&queue_id).await?;
    Ok(Answer::new(QueueShown {
        preview: Preview::of(&entry.quote),
        signup_url: format!("/signup?queue={}", entry.queue_id),
        queue_id: entry.queue_id,
        state: entry.state,
        description: entry.description,
        expires_at: entry.expires_at,
    }))
}
