//! Lists of builds; cancel, retry, costs, events of one.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use olympus::builds::{BuildStatus, BuildSummary, Builds};
use olympus::error::Error;
use olympus::ids::BuildId;
use olympus::ledger::BuildCosts;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::shapes::stream_url;
use crate::api::{Answer, ApiError, ApiErrorBody, QueryFields};
use crate::caller::SignedInCaller;
use crate::router::IdPath;

/// Which part of a list.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PageQuery {
    /// 1 to 100.
    limit: Option<String>,
    /// `nextCursor` of the page before.
    cursor: Option<String>,
}

/// Entries of a page where nothing else is asked for.
const USUAL: u32 = 20;

/// How many entries are asked for; `usual` where nothing is said.
pub(super) fn limit_of(text: Option<&str>, usual: u32) -> Result<u32, ApiError> {
    let Some(text) = text else { return Ok(usual) };
    let limit = text.parse().ok().filter(|limit| (1..=100).contains(limit));
    limit.ok_or_else(|| ApiError(Error::invalid("limit", "limit must be a number from 1 to 100.")))
}

/// A page of builds.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BuildPage {
    success: bool,
    data: Vec<BuildSummary>,
    next_cursor: Option<String>,
}

/// The workspace's builds, newest first.
#[utoipa::path(get, path = "/builds", tag = "builds", params(PageQuery), responses((status = 200, body = BuildPage, description = "A page")))]
pub async fn list(
    State(builds): State<Builds>,
    SignedInCaller(caller): SignedInCaller,
    QueryFields(query): QueryFields<PageQuery>,
) -> Result<axum::Json<BuildPage>, ApiError> {
    let limit = limit_of(query.limit.as_deref(), USUAL)?;
    let page = builds.list(&caller, limit, query.cursor).await?;
    Ok(axum::Json(BuildPage { success: true, data: page.items, next_cursor: page.next_cursor }))
}

/// What became of a build.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Changed {
    build_id: BuildId,
    status: BuildStatus,
    stream_url: String,
}

impl Changed {
    fn to(build_id: BuildId, status: BuildStatus) -> Answer<Self> {
        Answer::new(Self { build_id, status, stream_url: stream_url(build_id) })
    }
}

/// End a build that is not over.
#[utoipa::path(post, path = "/build/{buildId}/cancel", tag = "builds", params(("buildId" = BuildId, Path)), responses(
    (status = 200, body = Changed, description = "Cancelled"),
    (status = 409, description = "It is over", body = ApiErrorBody),
))]
pub async fn cancel(
    State(builds): State<Builds>,
    SignedInCaller(caller): SignedInCaller,
    IdPath(id): IdPath<BuildId>,
) -> Result<Answer<Changed>, ApiError> {
    builds.cancel(&caller, id).await?;
    Ok(Changed::to(id, BuildStatus::Cancelled))
}

/// Try a failed or cancelled build again; what its agents finished is kept.
#[utoipa::path(post, path = "/build/{buildId}/retry", tag = "builds", params(("buildId" = BuildId, Path)), responses(
    (status = 200, body = Changed, description = "Queued, or parked where this month's builds are used"),
    (status = 409, description = "Nothing to try again", body = ApiErrorBody),
))]
pub async fn retry(
    State(builds): State<Builds>,
    SignedInCaller(caller): SignedInCaller,
    IdPath(id): IdPath<BuildId>,
) -> Result<Answer<Changed>, ApiError> {
    let status = builds.retry(&caller, id).await?;
    Ok(Changed::to(id, status))
}

/// Let a paused build go on, where the budget has room.
#[utoipa::path(post, path = "/build/{buildId}/resume", tag = "builds", params(("buildId" = BuildId, Path)), responses(
    (status = 200, body = Changed, description = "Queued, ahead of new ones"),
    (status = 402, description = "The budget has no room", body = ApiErrorBody),
    (status = 409, description = "It is not paused", body = ApiErrorBody),
))]
pub async fn resume(
    State(builds): State<Builds>,
    SignedInCaller(caller): SignedInCaller,
    IdPath(id): IdPath<BuildId>,
) -> Result<Answer<Changed>, ApiError> {
    builds.resume(&caller, id).await?;
    Ok(Changed::to(id, BuildStatus::Queued))
}

/// The build's ledger: every line, and their exact sum.
#[utoipa::path(get, path = "/build/{buildId}/costs", tag = "builds", params(("buildId" = BuildId, Path)), responses((status = 200, body = BuildCosts, description = "The ledger")))]
pub async fn costs(
    State(builds): State<Builds>,
    SignedInCaller(caller): SignedInCaller,
    IdPath(id): IdPath<BuildId>,
) -> Result<Answer<BuildCosts>, ApiError> {
    Ok(Answer::new(builds.costs(&caller, id).await?))
}

/// After which event.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct AfterQuery {
    /// A sequence number; 0 or nothing means from the start.
    after: Option<i64>,
}

/// The build's events so far, as the stream sends them.
#[utoipa::path(get, path = "/build/{buildId}/events", tag = "builds", params(("buildId" = BuildId, Path), AfterQuery), responses((status = 200, description = "Up to 500 events", body = serde_json::Value)))]
pub async fn events(
    State(builds): State<Builds>,
    SignedInCaller(caller): SignedInCaller,
    IdPath(id): IdPath<BuildId>,
    QueryFields(query): QueryFields<AfterQuery>,
) -> Result<Response, ApiError> {
    #[derive(Serialize)]
    struct Item {
        id: i64,
        event: String,
        data: Box<serde_json::value::RawValue>,
    }
    let (events, _) = builds.events_after(&caller, id, query.after.unwrap_or(0)).await?;
    let items = events
        .into_iter()
        .map(|event| {
            let data = serde_json::value::RawValue::from_string(event.data).map_err(Error::internal)?;
            Ok(Item { id: event.seq, event: event.event, data })
        })
        .collect::<Result<Vec<_>, Error>>()?;
    Ok(Answer::new(items).into_response())
}
