//! What islands ask the server about builds.

use leptos::prelude::*;
use olympus::ids::BuildId;

use crate::CallError;

/// The name of one build of the caller's workspace; better than its first words once an agent has read the request.
#[server(prefix = "/api/_fn", endpoint = "build_title")]
pub async fn build_title(id: BuildId) -> Result<String, CallError> {
    let caller = crate::context::caller()?;
    Ok(crate::context::service::<olympus::builds::Builds>()?.view(&caller, id).await?.title)
}

/// Address and title of the caller's latest builds.
#[server(prefix = "/api/_fn", endpoint = "recent_builds")]
pub async fn recent_builds() -> Result<Vec<(String, String)>, CallError> {
    let caller = crate::context::caller()?;
    let page = crate::context::service::<olympus::builds::Builds>()?.list(&caller, 8, None).await?;
    Ok(page.items.into_iter().map(|build| (format!("/builds/{}", build.build_id), build.title)).collect())
}
