//! What each tier allows, in one table. Pages, API, queue and engine ask here and nowhere else.

mod model;
mod rules;

pub use model::{Depth, Feature, Limits, Tier};
pub use rules::{allowed_depth, allows, limits};
