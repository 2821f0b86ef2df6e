//! How an agent does its work, and the checks of what came of it. `blueprint` is built in: deterministic, no key, no network,
//! and the result is a real application made for the request. `llm` lets a language model play the same agents. Promise:
//! whoever works, an output's paths stay inside the application's folder, and nothing counts as done before the checks hold.

mod model;

#[cfg(feature = "ssr")]
mod blueprint;
#[cfg(feature = "ssr")]
mod checks;
#[cfg(feature = "ssr")]
mod llm;
#[cfg(feature = "ssr")]
mod service;
mod settings;

#[cfg(feature = "ssr")]
pub use checks::{Check, check_application, check_work};
#[cfg(feature = "ssr")]
pub use llm::{ConfigError, EngineConfig, Key, KeyOwner, LanguageModel, Limits, ModelConfig};
pub use model::{Finding, MadeFile, PlannedChange, Step, Usage, WorkOutput, WorkRequest};
#[cfg(feature = "ssr")]
pub use service::{Blueprint, Engine, EngineError, Said, plan_change};
#[cfg(feature = "ssr")]
pub use settings::{ChosenEngine, EngineChange, Engines, KeyChange};
pub use settings::{EngineName, EngineSettings, EngineSource, Model, Models, Provider};
