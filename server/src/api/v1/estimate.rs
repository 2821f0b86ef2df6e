//! A quote and nothing kept.

use axum::extract::State;
use olympus::error::Error;
use olympus::flags::{Flag, Flags};
use olympus::plans::Tier;
use olympus::quotes::{BuildRequest, quote};
use olympus::tenants::Tenants;

use super::shapes::{BuildBody, Preview};
use crate::api::{Answer, ApiError, ApiErrorBody, JsonBody};
use crate::caller::MaybeCaller;

/// Quote a request.
#[utoipa::path(post, path = "/estimate", tag = "quote", request_body = BuildBody, responses(
    (status = 200, body = Preview, description = "The quote"),
    (status = 400, description = "Wrong input", body = ApiErrorBody),
))]
pub async fn estimate(
    State(tenants): State<Tenants>,
    State(flags): State<Flags>,
    MaybeCaller(caller): MaybeCaller,
    JsonBody(body): JsonBody<BuildBody>,
) -> Result<Answer<Preview>, ApiError> {
    let tier = match &caller {
        Some(caller) => tenants.workspace(caller).await?.tier,
        None if flags.is_on(Flag::GuestMode).await => Tier::Free,
        None => return Err(ApiError(Error::authentication_required())),
    };
    Ok(Answer::new(Preview::of(&quote(&BuildRequest::try_from(body)?, tier))))
}
