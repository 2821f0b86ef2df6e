//! The ledger: what a run may cost is reserved before it begins and settled in the transaction that ends it; each month's
//! use is kept beside its lines, and a budget may warn or stop. Promise: a line exists once, every total is the sum of its
//! lines, and settled and reserved cost together never pass a budget that stops.

#[cfg(feature = "ssr")]
mod budgets;
mod forecast;
mod model;
mod rules;
#[cfg(feature = "ssr")]
mod service;
#[cfg(feature = "ssr")]
mod store;
#[cfg(feature = "ssr")]
mod usage;
mod usage_model;

pub use forecast::{Forecast, MEASURED_DAYS, forecast, measured_period};
pub use model::{Budget, BudgetAction, BudgetAlert, BudgetState, BuildCosts, CostLine};
#[cfg(feature = "ssr")]
pub use model::{Counter, Refund, Reservation, Reserved, Settled, UsageDifference, UsageSums};
pub use rules::{THRESHOLDS, month_of, resets_at};
#[cfg(feature = "ssr")]
pub use service::Ledger;
#[cfg(feature = "ssr")]
pub use usage::UsageReports;
pub use usage_model::{UsageBuilds, UsageDay, UsageGroup, UsageItem, UsageOutlook, UsagePeriod, UsageReport};
