//! The workspace's page.

#[cfg(feature = "ssr")]
mod engine;
#[cfg(feature = "ssr")]
mod input;
#[cfg(feature = "ssr")]
mod page;

#[cfg(feature = "ssr")]
pub(crate) use page::WorkspacePage;
