//! How an agent does its work. `blueprint` is built in: deterministic, no key, no network, and the result is a real
//! application made for the request. Promise: the same job gives the same output, and an output's paths stay inside
//! the application's folder.

mod model;

#[cfg(feature = "ssr")]
mod blueprint;
#[cfg(feature = "ssr")]
mod check;
#[cfg(feature = "ssr")]
mod service;

#[cfg(feature = "ssr")]
pub use check::{Check, check_application};
pub use model::{Finding, MadeFile, Step, Usage, WorkOutput, WorkRequest};
#[cfg(feature = "ssr")]
pub use service::{Blueprint, Engine, EngineError, Said};
