//! The month's budget: what is used and held of it, what happens then, and what was told.

#[cfg(feature = "ssr")]
mod bar;
#[cfg(feature = "ssr")]
mod form;
#[cfg(feature = "ssr")]
mod page;

#[cfg(feature = "ssr")]
pub(crate) use page::BudgetPage;
