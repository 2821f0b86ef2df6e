//! Feature flags: on or off, changed by an operator without a restart, cached for seconds. Promise: a flag that nobody
//! set has its default, and a database that is away leaves the last known state.

mod model;
#[cfg(feature = "ssr")]
mod service;
#[cfg(feature = "ssr")]
mod store;

pub use model::Flag;
#[cfg(feature = "ssr")]
pub use service::Flags;
