//! Which engine works for a workspace: the installation's, or its own with its own key. Promise: a key is stored sealed, leaves
//! the server only towards its provider, and is shown as its last four characters; an address that a workspace typed in never
//! leads to a private host. Called by owners and admins, and by the workers of builds.

#[cfg(feature = "ssr")]
mod chosen;
#[cfg(feature = "ssr")]
mod cipher;
mod model;
#[cfg(feature = "ssr")]
mod rules;
#[cfg(feature = "ssr")]
mod service;
#[cfg(feature = "ssr")]
mod store;

#[cfg(feature = "ssr")]
pub use chosen::ChosenEngine;
pub use model::{EngineName, EngineSettings, EngineSource, Model, Models, Provider};
#[cfg(feature = "ssr")]
pub use service::{EngineChange, Engines, KeyChange};
