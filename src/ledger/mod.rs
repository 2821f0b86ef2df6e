//! The ledger: a cost line for each agent run, written in the transaction that completes the run. Promise: a line
//! exists once, and every total is the sum of its lines.

mod model;
#[cfg(feature = "ssr")]
mod service;
#[cfg(feature = "ssr")]
mod store;

pub use model::{BuildCosts, CostLine};
#[cfg(feature = "ssr")]
pub use service::{Ledger, Refund};
