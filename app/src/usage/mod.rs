//! What the workspace spent: chosen days as a chart and as tables, and what the month may come to.

#[cfg(feature = "ssr")]
mod chart;
#[cfg(feature = "ssr")]
mod choice;
#[cfg(feature = "ssr")]
mod controls;
#[cfg(feature = "ssr")]
mod outlook;
#[cfg(feature = "ssr")]
mod page;
#[cfg(feature = "ssr")]
mod stack;
#[cfg(feature = "ssr")]
mod table;

#[cfg(feature = "ssr")]
pub(crate) use page::UsagePage;
