//! What each tier allows, as a page.

#[cfg(feature = "ssr")]
mod page;
#[cfg(feature = "ssr")]
mod table;

#[cfg(feature = "ssr")]
pub(crate) use page::PlansPage;
#[cfg(feature = "ssr")]
pub(crate) use table::TierTable;
