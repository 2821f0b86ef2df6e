//! Olympus without a screen: one folder, one capability ("room"). Without features this crate is what browser and
//! server share: ids, money, states, forms, the agent roster, view types. With feature `ssr` it gains services and
//! stores. Rooms import only from the shared words, `platform`, and rooms on lower floors; `server/tests/it/house.rs` checks it.

// Shared words.
pub mod error;
pub mod ids;
pub mod money;

// Floor 1.
#[cfg(feature = "ssr")]
pub mod events;
pub mod flags;
#[cfg(feature = "ssr")]
pub mod platform;
#[cfg(feature = "ssr")]
pub mod reading;

// Floor 2.
pub mod accounts;
pub mod agents;
pub mod plans;

// Floor 3.
pub mod ledger;
pub mod queue;
pub mod tenants;

// Floor 4.
pub mod engines;
pub mod quotes;
pub mod rate_limits;

// Floor 5.
pub mod builds;

// Floor 6.
pub mod billing;
pub mod guests;

#[cfg(feature = "ssr")]
pub mod services;
