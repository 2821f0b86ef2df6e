//! A build's life: asked for, queued, run by agents on a worker with a lease, finished. Promises: events are numbered
//! without a gap, a finished run is never repeated or billed again, and a worker that lost its lease writes nothing.
//! Called by `guests` and the edges; what happened goes to the outbox.

#[cfg(feature = "ssr")]
mod admission;
#[cfg(feature = "ssr")]
mod agent_run;
#[cfg(feature = "ssr")]
mod archive;
#[cfg(feature = "ssr")]
mod charging;
#[cfg(feature = "ssr")]
mod diff;
mod event;
#[cfg(feature = "ssr")]
mod finish;
#[cfg(feature = "ssr")]
mod jobs;
#[cfg(feature = "ssr")]
mod leases;
mod model;
#[cfg(feature = "ssr")]
mod pausing;
#[cfg(feature = "ssr")]
mod preview;
#[cfg(feature = "ssr")]
mod quoted;
#[cfg(feature = "ssr")]
mod reading;
mod rules;
#[cfg(feature = "ssr")]
mod service;
#[cfg(feature = "ssr")]
mod shares;
#[cfg(feature = "ssr")]
mod store;
#[cfg(feature = "ssr")]
mod team;
#[cfg(feature = "ssr")]
mod versions;
mod view;
#[cfg(feature = "ssr")]
mod waiting;
mod waiting_model;

#[cfg(feature = "ssr")]
pub use admission::Admission;
#[cfg(feature = "ssr")]
pub use archive::Archive;
pub use event::*;
#[cfg(feature = "ssr")]
pub use jobs::Worker;
pub use model::*;
#[cfg(feature = "ssr")]
pub use preview::PreviewFile;
#[cfg(feature = "ssr")]
pub use reading::{FileContent, Look, Page, StreamedEvent};
pub use rules::{Command, next_status};
#[cfg(feature = "ssr")]
pub use service::{Builds, CreatedBuild};
#[cfg(feature = "ssr")]
pub use versions::{Branch, BranchPlan, Instruction};
pub use waiting_model::{QueueCounts, QueueView, QueuedBuild};
