//! Later versions of an application: change it, see what a change would cost, restore, list.

use axum::extract::State;
use olympus::builds::{Branch, BranchPlan, BuildStatus, Builds, Instruction, VersionSummary};
use olympus::ids::BuildId;
use olympus::money::Usd;
use olympus::plans::Depth;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::shapes::{QueueShape, stream_url};
use crate::api::{Answer, ApiError, ApiErrorBody, JsonBody};
use crate::caller::SignedInCaller;
use crate::router::IdPath;

/// What should be different.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct IterateBody {
    /// In plain words: `make the list a board, add due dates`. May be left out with `tier` or `fromSeq`.
    instruction: Option<String>,
    /// Go deeper than the version before.
    tier: Option<Depth>,
    /// Branch from this event instead of the end.
    from_seq: Option<i64>,
}

impl TryFrom<IterateBody> for Branch {
    type Error = olympus::error::Error;

    fn try_from(body: IterateBody) -> Result<Self, Self::Error> {
        if body.instruction.is_none() && body.tier.is_none() && body.from_seq.is_none() {
            return Err(Self::Error::invalid("instruction", "Say what should be different."));
        }
        let instruction = body.instruction.as_deref().map(Instruction::parse).transpose()?;
        Ok(Self { instruction, at: body.from_seq, depth: body.tier })
    }
}

/// A version that was just asked for.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct NewVersion {
    build_id: BuildId,
    version: u32,
    status: BuildStatus,
    stream_url: String,
    #[serde(flatten)]
    plan: ChangePlan,
    #[serde(skip_serializing_if = "Option::is_none")]
    queue: Option<QueueShape>,
}

/// What a change means before anybody works on it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ChangePlan {
    /// In sentences.
    changes: Vec<String>,
    /// Words of the instruction that nothing could be made of.
    not_understood: Vec<String>,
    /// Agents that work on it.
    agents: Vec<olympus::agents::AgentId>,
    estimated_cost: Usd,
    estimated_duration: u32,
}

impl From<BranchPlan> for ChangePlan {
    fn from(plan: BranchPlan) -> Self {
        Self {
            changes: plan.changes,
            not_understood: plan.not_understood,
            agents: plan.quote.plan.agents.iter().map(|one| one.agent_id).collect(),
            estimated_cost: plan.quote.cost.expected,
            estimated_duration: plan.quote.duration.expected,
        }
    }
}

/// Make a later version: only the agents concerned work on it.
#[utoipa::path(post, path = "/build/{buildId}/iterate", tag = "builds", params(("buildId" = BuildId, Path)), request_body = IterateBody, responses(
    (status = 200, body = NewVersion, description = "Queued"),
    (status = 400, description = "Nothing could be made of the instruction", body = ApiErrorBody),
    (status = 402, description = "The plan does not reach as deep", body = ApiErrorBody),
    (status = 409, description = "Still being built, or nothing would be different", body = ApiErrorBody),
))]
pub async fn iterate(
    State(builds): State<Builds>,
    SignedInCaller(caller): SignedInCaller,
    IdPath(id): IdPath<BuildId>,
    JsonBody(body): JsonBody<IterateBody>,
) -> Result<Answer<NewVersion>, ApiError> {
    let (created, plan) = builds.branch(&caller, id, &body.try_into()?).await?;
    Ok(Answer::new(NewVersion {
        build_id: created.build_id,
        version: created.version,
        status: if plan.quote.plan.agents.is_empty() { BuildStatus::Completed } else { created.admission.status() },
        stream_url: stream_url(created.build_id),
        plan: plan.into(),
        queue: created.admission.place(),
    }))
}

/// What a change would mean and cost; nothing is kept.
#[utoipa::path(post, path = "/build/{buildId}/iterate/estimate", tag = "builds", params(("buildId" = BuildId, Path)), request_body = IterateBody, responses(
    (status = 200, body = ChangePlan, description = "The plan of the change"),
    (status = 400, description = "Nothing could be made of the instruction", body = ApiErrorBody),
))]
pub async fn estimate(
    State(builds): State<Builds>,
    SignedInCaller(caller): SignedInCaller,
    IdPath(id): IdPath<BuildId>,
    JsonBody(body): JsonBody<IterateBody>,
) -> Result<Answer<ChangePlan>, ApiError> {
    Ok(Answer::new(builds.plan_branch(&caller, id, &body.try_into()?).await?.into()))
}

/// A version that equals an earlier one.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Restored {
    build_id: BuildId,
    version: u32,
    status: BuildStatus,
}

/// Make the newest version equal to this one.
#[utoipa::path(post, path = "/build/{buildId}/restore", tag = "builds", params(("buildId" = BuildId, Path)), responses(
    (status = 200, body = Restored, description = "A version of its own"),
    (status = 409, description = "It never was finished, or the newest version equals it", body = ApiErrorBody),
))]
pub async fn restore(
    State(builds): State<Builds>,
    SignedInCaller(caller): SignedInCaller,
    IdPath(id): IdPath<BuildId>,
) -> Result<Answer<Restored>, ApiError> {
    let created = builds.restore(&caller, id).await?;
    let status = BuildStatus::Completed;
    Ok(Answer::new(Restored { build_id: created.build_id, version: created.version, status }))
}

/// All versions of the application, oldest first.
#[utoipa::path(get, path = "/build/{buildId}/versions", tag = "builds", params(("buildId" = BuildId, Path)), responses((status = 200, body = Vec<VersionSummary>, description = "The versions")))]
pub async fn list(
    State(builds): State<Builds>,
    SignedInCaller(caller): SignedInCaller,
    IdPath(id): IdPath<BuildId>,
) -> Result<Answer<Vec<VersionSummary>>, ApiError> {
    Ok(Answer::new(builds.versions(&caller, id).await?))
}
