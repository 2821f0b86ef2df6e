//! Plans and who pays for them. Promise: a change of plan is one transaction that everybody hears of; with a billing provider
//! the plan follows what the provider says that is paid, however often, late or out of order it says so, and nothing that
//! is secret is logged. Called by the edges; without a provider the owner changes the plan at once and nothing is charged.

#[cfg(feature = "ssr")]
mod config;
#[cfg(feature = "ssr")]
mod direct;
#[cfg(feature = "ssr")]
mod events;
mod model;
#[cfg(feature = "ssr")]
mod provider;
#[cfg(feature = "ssr")]
mod rules;
#[cfg(feature = "ssr")]
mod service;
#[cfg(feature = "ssr")]
mod store;
#[cfg(feature = "ssr")]
mod stripe;

#[cfg(feature = "ssr")]
pub use config::{BillingConfig, BillingConfigError, StripeConfig};
#[cfg(feature = "ssr")]
pub use events::Received;
pub use model::*;
#[cfg(feature = "ssr")]
pub use provider::BillingProvider;
#[cfg(feature = "ssr")]
pub use rules::{Charge, Effects, Held, effects};
#[cfg(feature = "ssr")]
pub use service::Billing;
