//! What the live queue asks the server.

use leptos::prelude::*;
use olympus::builds::QueueView;

use crate::CallError;

/// The queue of the caller's workspace as it is now.
#[server(prefix = "/api/_fn", endpoint = "queue_now")]
pub async fn queue_now() -> Result<QueueView, CallError> {
    let caller = crate::context::caller()?;
    Ok(crate::context::service::<olympus::builds::Builds>()?.waiting(&caller, super::page::SHOWN).await?)
}
