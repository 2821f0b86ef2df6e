//! The link that shows a build to whoever has it: make, see, revoke.

use axum::extract::State;
use olympus::builds::Builds;
use olympus::ids::BuildId;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::{Answer, ApiError, ApiErrorBody};
use crate::caller::SignedInCaller;
use crate::router::IdPath;

/// Where the shared view is.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Shared {
    /// A path of this server; nothing where the build is not shared.
    share_url: Option<String>,
}

impl Shared {
    fn at(token: Option<String>) -> Answer<Self> {
        Answer::new(Self { share_url: token.map(|token| format!("/shared/{token}")) })
    }
}

/// Share a build, read-only; the same link until it is revoked.
#[utoipa::path(post, path = "/build/{buildId}/share", tag = "builds", params(("buildId" = BuildId, Path)), responses(
    (status = 200, body = Shared, description = "The link"),
    (status = 404, description = "Not there", body = ApiErrorBody),
))]
pub async fn create(
    State(builds): State<Builds>,
    SignedInCaller(caller): SignedInCaller,
    IdPath(id): IdPath<BuildId>,
) -> Result<Answer<Shared>, ApiError> {
    Ok(Shared::at(Some(builds.share(&caller, id).await?)))
}

/// The link, where the build is shared.
#[utoipa::path(get, path = "/build/{buildId}/share", tag = "builds", params(("buildId" = BuildId, Path)), responses((status = 200, body = Shared, description = "The link, or none")))]
pub async fn show(
    State(builds): State<Builds>,
    SignedInCaller(caller): SignedInCaller,
    IdPath(id): IdPath<BuildId>,
) -> Result<Answer<Shared>, ApiError> {
    Ok(Shared::at(builds.share_of(&caller, id).await?))
}

/// Revoke the link: whoever has it sees nothing any more.
#[utoipa::path(delete, path = "/build/{buildId}/share", tag = "builds", params(("buildId" = BuildId, Path)), responses(
    (status = 200, body = Shared, description = "Revoked"),
    (status = 404, description = "Not there, or not shared", body = ApiErrorBody),
))]
pub async fn revoke(
    State(builds): State<Builds>,
    SignedInCaller(caller): SignedInCaller,
    IdPath(id): IdPath<BuildId>,
) -> Result<Answer<Shared>, ApiError> {
    builds.unshare(&caller, id).await?;
    Ok(Shared::at(None))
}
