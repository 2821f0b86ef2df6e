//! The queue as one workspace sees it: what runs, what waits and why, what is held and how it goes on.

mod calls;
mod live;
mod rows;

#[cfg(feature = "ssr")]
mod page;

pub use calls::{QueueNow, queue_now};
pub use live::LiveQueue;

#[cfg(feature = "ssr")]
pub(crate) use page::WaitingPage;
