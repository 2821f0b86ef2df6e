//! Workspaces: made at sign-up, named and preset from the email domain, changed in one click. Promise: a domain never
//! grants access to anybody's workspace. The tables of domains and presets are server-only; the browser gets results.

#[cfg(feature = "ssr")]
mod domain;
mod model;
#[cfg(feature = "ssr")]
mod presets;
#[cfg(feature = "ssr")]
mod punycode;
#[cfg(feature = "ssr")]
mod rules;
#[cfg(feature = "ssr")]
mod service;
#[cfg(feature = "ssr")]
mod store;
#[cfg(feature = "ssr")]
mod telltale;

pub use model::{Industry, Palette, Preset, Workspace};
#[cfg(feature = "ssr")]
pub use presets::preset;
#[cfg(feature = "ssr")]
pub use rules::{classify, workspace_name};
#[cfg(feature = "ssr")]
pub use service::Tenants;
