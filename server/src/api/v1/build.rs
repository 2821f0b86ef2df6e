//! Version 1: ask for a build, claim a kept one, look at it.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use olympus::builds::{BuildStatus, BuildView, Builds, Progress};
use olympus::error::Error;
use olympus::flags::{Flag, Flags};
use olympus::guests::{Guests, QueueEntry};
use olympus::ids::BuildId;
use olympus::money::Usd;
use olympus::plans::Depth;
use olympus::quotes::BuildRequest;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use super::shapes::{BuildBody, PlanShape, Preview, QueueShape, stream_url};
use crate::api::{Answer, ApiError, ApiErrorBody, JsonBody};
use crate::caller::{MaybeCaller, SignedInCaller};
use crate::router::IdPath;

/// A build that was just made.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Created {
    build_id: BuildId,
    status: BuildStatus,
    /// Of version 1: the plan is always conducted.
    conductor: bool,
    plan: PlanShape,
    progress: Progress,
    stream_url: String,
    /// Where it waits.
    #[serde(skip_serializing_if = "Option::is_none")]
    queue: Option<QueueShape>,
    /// When it starts by itself, where this month's builds are used.
    #[serde(skip_serializing_if = "Option::is_none")]
    starts_at: Option<DateTime<Utc>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    notice: Option<String>,
}

/// A guest's request that was kept.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Held {
    success: bool,
    queued: bool,
    queue_id: String,
    preview: Preview,
    message: String,
    signup_url: String,
    expires_at: DateTime<Utc>,
}

impl Held {
    fn of(entry: QueueEntry) -> Self {
        Self {
            success: true,
            queued: true,
            signup_url: format!("/signup?queue={}", entry.queue_id),
            queue_id: entry.queue_id,
            preview: Preview::of(&entry.quote),
            message: "Your request is kept for an hour. Sign up to start building.".to_owned(),
            expires_at: entry.expires_at,
        }
    }
}

/// What the build API offers.
#[utoipa::path(get, path = "/build", tag = "build", responses((status = 200, description = "Operational", body = serde_json::Value)))]
pub async fn describe(State(flags): State<Flags>) -> impl IntoResponse {
    axum::Json(json!({
        "success": true,
        "message": "Build API is operational",
        "features": {
            "guestMode": flags.is_on(Flag::GuestMode).await,
            "authentication": true,
            "streaming": true,
            "queue": true,
            "liveCost": true,
            "archive": true,
        },
        "endpoints": {
            "create": "POST /api/v1/build",
            "claim": "POST /api/v1/build/claim",
            "status": "GET /api/v1/build/{buildId}",
            "stream": "GET /api/v1/build/{buildId}/stream",
            "files": "GET /api/v1/build/{buildId}/files",
            "archive": "GET /api/v1/build/{buildId}/archive",
            "estimate": "POST /api/v1/estimate",
            "openapi": "GET /api/openapi.json",
        },
    }))
}

/// Ask for a build. Signed in it is queued at once; a guest's request is kept under a link.
#[utoipa::path(post, path = "/build", tag = "build", request_body = BuildBody, responses(
    (status = 200, description = "Signed in: the build. Guest: the kept request", body = Created),
    (status = 400, description = "Wrong input", body = ApiErrorBody),
    (status = 401, description = "No guests here, or a bad credential", body = ApiErrorBody),
))]
pub async fn create(
    State(builds): State<Builds>,
    State(guests): State<Guests>,
    State(flags): State<Flags>,
    MaybeCaller(caller): MaybeCaller,
    JsonBody(body): JsonBody<BuildBody>,
) -> Result<Response, ApiError> {
    if caller.is_none() && !flags.is_on(Flag::GuestMode).await {
        return Err(ApiError(Error::authentication_required()));
    }
    let request = BuildRequest::try_from(body)?;
    let Some(caller) = caller else {
        return Ok(axum::Json(Held::of(guests.hold(&request).await?)).into_response());
    };
    let created = builds.create(&caller, &request).await?;
    let total = u32::try_from(created.quote.plan.agents.len()).unwrap_or(u32::MAX);
    Ok(Answer::new(Created {
        build_id: created.build_id,
        status: created.admission.status(),
        conductor: true,
        plan: PlanShape::of(&created.quote),
        progress: Progress { agents_total: total, ..Progress::default() },
        stream_url: stream_url(created.build_id),
        starts_at: created.admission.starts_at(),
        queue: created.admission.place(),
        notice: created.quote.notice,
    })
    .into_response())
}

/// Which kept request.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ClaimBody {
    queue_id: String,
}

/// A claimed build.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Claimed {
    build_id: BuildId,
    status: BuildStatus,
    stream_url: String,
}

/// Turn a kept request into a build of one's workspace. Exactly one account can.
#[utoipa::path(post, path = "/build/claim", tag = "build", request_body = ClaimBody, responses(
    (status = 200, body = Claimed, description = "The build"),
    (status = 409, description = "Claimed by somebody", body = ApiErrorBody),
    (status = 410, description = "Expired or never there", body = ApiErrorBody),
))]
pub async fn claim(
    State(guests): State<Guests>,
    SignedInCaller(caller): SignedInCaller,
    JsonBody(body): JsonBody<ClaimBody>,
) -> Result<Answer<Claimed>, ApiError> {
    let created = guests.claim(&caller, &body.queue_id).await?;
    Ok(Answer::new(Claimed {
        build_id: created.build_id,
        status: created.admission.status(),
        stream_url: stream_url(created.build_id),
    }))
}

/// A build.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Shown {
    build_id: BuildId,
    status: BuildStatus,
    title: String,
    description: String,
    tier: Depth,
    version: u32,
    plan: ShownPlan,
    progress: Progress,
    cost_usd: Usd,
    quote_usd: Usd,
    created_at: DateTime<Utc>,
    #[serde(skip_serializing_if = "Option::is_none")]
    started_at: Option<DateTime<Utc>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    finished_at: Option<DateTime<Utc>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    queue: Option<QueueShape>,
    /// When it starts by itself, where it is parked.
    #[serde(skip_serializing_if = "Option::is_none")]
    starts_at: Option<DateTime<Utc>>,
    stream_url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    preview_url: Option<String>,
}

/// The plan of a build.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ShownPlan {
    total_agents: usize,
    estimated_cost: Usd,
    phases: Vec<olympus::agents::Phase>,
    graph: olympus::agents::Plan,
}

impl Shown {
    fn of(view: BuildView) -> Self {
        let preview_url = view.preview_is_ready().then(|| view.preview_url.clone());
        Self {
            build_id: view.build_id,
            status: view.status,
            title: view.title,
            description: view.description,
            tier: view.depth,
            version: view.version,
            plan: ShownPlan {
                total_agents: view.plan.agents.len(),
                estimated_cost: view.quote.expected,
                phases: view.plan.phases(),
                graph: view.plan,
            },
            progress: view.progress,
            cost_usd: view.cost_usd,
            quote_usd: view.quote.expected,
            created_at: view.created_at,
            started_at: view.started_at,
            finished_at: view.finished_at,
            error: view.reason,
            queue: view.queue,
            starts_at: view.starts_at,
            stream_url: stream_url(view.build_id),
            preview_url,
        }
    }
}

/// A build of one's workspace.
#[utoipa::path(get, path = "/build/{buildId}", tag = "build", params(("buildId" = BuildId, Path)), responses(
    (status = 200, body = Shown, description = "The build"),
    (status = 404, description = "Not there, or another workspace's", body = ApiErrorBody),
))]
pub async fn show(
    State(builds): State<Builds>,
    SignedInCaller(caller): SignedInCaller,
    IdPath(id): IdPath<BuildId>,
) -> Result<Answer<Shown>, ApiError> {
    Ok(Answer::new(Shown::of(builds.view(&caller, id).await?)))
}
