//! Guests: a request kept under an unguessable link for an hour, and the way in. Promises: exactly one account claims
//! a link, whatever races; a claimed request is a build in the same transaction; a guest who signs up through a link
//! has account, workspace, session and running build, or none of them.

mod model;
#[cfg(feature = "ssr")]
mod service;
#[cfg(feature = "ssr")]
mod store;

pub use model::{QueueEntry, QueueEntryState};
#[cfg(feature = "ssr")]
pub use service::{Entered, Guests};
