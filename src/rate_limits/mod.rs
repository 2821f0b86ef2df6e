//! How often somebody may ask, in one table. Promises: whoever is refused is told how long to wait, and is taken then; a
//! build that somebody signed in asks for is never refused, it waits in the queue; a limit that cannot be read or shared
//! is decided by what this process knows, never by refusing.

mod model;
mod rules;
#[cfg(feature = "ssr")]
mod service;
#[cfg(feature = "ssr")]
mod store;

pub use model::{Allowance, Policy, Scope};
pub use rules::{allowance, network_of};
#[cfg(feature = "ssr")]
pub use service::{Asker, RateLimits, Verdict};
