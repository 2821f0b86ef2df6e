//! The outbox: what happened, written in the transaction that made it happen, read in order by subscribers. The room
//! that writes an event does not know who reads it.

mod service;
mod store;

pub use service::{Event, Outbox, Subscriber};
