//! People: sign-up, sign-in, sessions, API keys. Promise: a credential is stored as a hash only, an unknown address
//! looks and lasts like a known one, and a session's token changes at every sign-in.
//! Called by the edges; `guests` and the edges join sign-up to their own transaction.

mod model;
#[cfg(feature = "ssr")]
mod password;
#[cfg(feature = "ssr")]
mod service;
#[cfg(feature = "ssr")]
mod store;
#[cfg(feature = "ssr")]
mod throttle;

pub use model::{ApiKey, Caller, Door, Email, SessionView};
#[cfg(feature = "ssr")]
pub use password::{Password, PasswordHasher};
#[cfg(feature = "ssr")]
pub use service::{Accounts, Browser, NewApiKey, NewUser, SignedIn};
