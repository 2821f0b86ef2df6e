//! Who runs next. Promises: a job is enqueued in its caller's transaction; a workspace's running jobs never pass its cap and
//! a slot never leaks; workspaces share workers by weight, and none waits for another's backlog; a lease carries a number
//! that only grows, so that whoever lost it can be refused; the place that is told is the order that is kept.
//!
//! Across workspaces: start-time fair queueing (Goyal, Vin and Cheng, 1996). A job starts at `max(V, F)`, where `F` is its
//! workspace's last finish tag and `V` the start tag last given out, and moves `F` to its start plus expected seconds over
//! weight. The smallest start tag is next. Over any time in which workspaces `i` and `j` both have work and a free slot, the
//! work `W` given out to them differs by at most `|W_i/w_i - W_j/w_j| <= l_i/w_i + l_j/w_j`, with `l` the longest job and `w` the
//! weight. That also is the aging: `V` only grows, so everybody's turn comes. Within one workspace: first what goes on
//! where it stopped, then first come, first served.

#[cfg(feature = "ssr")]
mod job;
mod model;
#[cfg(feature = "ssr")]
mod rules;
#[cfg(feature = "ssr")]
mod service;
#[cfg(feature = "ssr")]
mod store;

#[cfg(feature = "ssr")]
pub use job::{Class, Job, JobPlan, Lease};
pub use model::Place;
#[cfg(feature = "ssr")]
pub use service::Queue;
