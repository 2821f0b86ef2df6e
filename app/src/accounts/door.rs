//! What sign-up and sign-in share: two fields, and beside them the request that waits.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use olympus::error::Result;
use olympus::guests::{Guests, QueueEntry};

use crate::context::service;
use crate::forms::FormState;
use crate::guests::Kept;

stylance::import_style!(style, "door.module.css");

/// What the page's address or the form that was sent says about `name`.
pub fn asked(name: &str) -> Option<String> {
    let typed = use_context::<FormState>().and_then(|state| state.value(name));
    typed.or_else(|| use_query_map().get_untracked().get(name)).filter(|value| !value.is_empty())
}

/// The request that waits behind `queue`; a link that leads nowhere must not keep anybody from signing in.
///
/// # Errors
/// Where the server forgot the service.
pub async fn waiting(queue: Option<&str>) -> Result<Option<QueueEntry>> {
    let guests = service::<Guests>()?;
    match queue {
        Some(queue) => Ok(guests.find(queue).await.ok()),
        None => Ok(None),
    }
}

/// A heading, a form, and the waiting request if there is one.
#[component]
pub fn Door(heading: &'static str, entry: Option<QueueEntry>, children: Children) -> impl IntoView {
    let layout = if entry.is_some() { style::beside } else { style::alone };
    view! {
        <div class=format!("page {} {layout}", style::door)>
            <div class=style::form>
                <h1>{heading}</h1>
                {children()}
            </div>
            {entry.map(|entry| view! { <Kept entry /> })}
        </div>
    }
}
