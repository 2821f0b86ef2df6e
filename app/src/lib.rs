//! Everything that a person sees. Pages are documents that the server renders and that work without JavaScript;
//! what lives on them is an island, woken up in the browser. Pages exist on the server only (feature `ssr`), so that
//! the WASM carries islands and nothing else.

pub mod accounts;
pub mod builds;
mod calls;
mod context;
mod forms;
pub mod guests;
pub mod ledger;
pub mod plans;
pub mod queue;
pub mod quotes;
pub mod shell;
pub mod tenants;
pub mod usage;

pub use calls::CallError;
pub use context::{CurrentCaller, Refused, SiteOrigin, Theme};
pub use forms::FormState;
#[cfg(feature = "ssr")]
pub use shell::{App, shell};

/// Wakes up the islands of the page.
#[cfg(feature = "hydrate")]
pub fn wake() {
    leptos::mount::hydrate_islands();
}
