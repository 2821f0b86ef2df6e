//! The built-in engine: `oracle` understands the request as a typed model of an application, and every later agent
//! renders files from that model. Pure functions; the same request gives the same bytes.

mod agents;
mod documents;
pub(super) mod model;
mod render;
mod understand;

pub(super) use agents::{plan_change, work};
