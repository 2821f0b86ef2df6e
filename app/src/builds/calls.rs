//! What islands ask the server about builds.

use leptos::prelude::*;
use olympus::ids::BuildId;
use serde::{Deserialize, Serialize};

use crate::CallError;

/// What a build's events do not carry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// Its short name, known once the first agent has read the request.
    pub title: String,
    /// Where the application is shown, once it can be opened.
    pub preview_url: Option<String>,
}

/// The facts of one build of the caller's workspace.
#[server(prefix = "/api/_fn", endpoint = "build_facts")]
pub async fn build_facts(id: BuildId) -> Result<Facts, CallError> {
    let caller = crate::context::caller()?;
    let view = crate::context::service::<olympus::builds::Builds>()?.view(&caller, id).await?;
    Ok(Facts { title: view.title, preview_url: view.preview_url })
}

/// Address and title of the caller's latest builds.
#[server(prefix = "/api/_fn", endpoint = "recent_builds")]
pub async fn recent_builds() -> Result<Vec<(String, String)>, CallError> {
    let caller = crate::context::caller()?;
    let page = crate::context::service::<olympus::builds::Builds>()?.list(&caller, 8, None).await?;
    Ok(page.items.into_iter().map(|build| (format!("/builds/{}", build.build_id), build.title)).collect())
}
