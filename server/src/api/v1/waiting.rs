//! The queue as the caller's workspace sees it.

use axum::extract::State;
use olympus::builds::{Builds, QueueView};
use serde::Deserialize;
use utoipa::IntoParams;

use super::builds::limit_of;
use crate::api::{Answer, ApiError, ApiErrorBody, QueryFields};
use crate::caller::SignedInCaller;

/// Builds of each list where nothing else is asked for.
const USUAL: u32 = 50;

/// How much of each list.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct WaitingQuery {
    /// Builds of each list, 1 to 100; 50 without.
    limit: Option<String>,
}

/// What runs, waits (with place, expected start and reason), is paused or parked. The lists have the first of each, `counts`
/// has all.
#[utoipa::path(get, path = "/waiting", tag = "builds", params(WaitingQuery), responses(
    (status = 200, body = QueueView, description = "The workspace's queue"),
    (status = 400, description = "`limit` is no number from 1 to 100", body = ApiErrorBody),
))]
pub async fn show(
    State(builds): State<Builds>,
    SignedInCaller(caller): SignedInCaller,
    QueryFields(query): QueryFields<WaitingQuery>,
) -> Result<Answer<QueueView>, ApiError> {
    Ok(Answer::new(builds.waiting(&caller, limit_of(query.limit.as_deref(), USUAL)?).await?))
}
