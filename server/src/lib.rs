//! HTTP: pages, API v1, streams, previews; workers; and the set-up of everything.

pub mod api;
pub mod bench;
pub mod calibrate;
pub mod caller;
pub mod headers;
pub mod limits;
pub mod operations;
pub mod pages;
pub mod preview;
pub mod router;
pub mod setup;
