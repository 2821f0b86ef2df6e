//! What each tier allows, and what changing to it means for the workspace, as a page.

#[cfg(feature = "ssr")]
mod effects;
#[cfg(feature = "ssr")]
mod page;
#[cfg(feature = "ssr")]
mod standing;
#[cfg(feature = "ssr")]
mod table;

#[cfg(feature = "ssr")]
pub(crate) use page::PlansPage;
#[cfg(feature = "ssr")]
pub(crate) use standing::day;
#[cfg(feature = "ssr")]
pub(crate) use table::{TierTable, name};
