//! A guest's kept request: its page, and its link.

mod link_box;

#[cfg(feature = "ssr")]
mod kept;
#[cfg(feature = "ssr")]
mod page;

pub use link_box::LinkBox;

#[cfg(feature = "ssr")]
pub(crate) use kept::Kept;
#[cfg(feature = "ssr")]
pub(crate) use page::QueuePage;
