//! Asking for a quote from the page.

use leptos::prelude::*;
use olympus::agents::Feature;
use olympus::quotes::Quote;

use crate::CallError;

/// The quote for `description` without the features in `without`, as the caller's plan allows; nothing is kept.
#[server(prefix = "/api/_fn", endpoint = "quote")]
pub async fn quote_text(description: String, #[server(default)] without: Vec<Feature>) -> Result<Quote, CallError> {
    Ok(super::home::quoted(&description, without).await?)
}
