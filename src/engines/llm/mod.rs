//! Agents played by a language model. Promise: what a model answers is data: it becomes files only where it keeps to the
//! format, the paths and the sizes that this agent may write; an answer is read no further than it may cost, and what it
//! metered is told even where it cannot be used; keys and prompts stay out of logs, errors and events.

mod answer;
mod config;
mod context;
mod engine;
mod meter;
mod oracle;
mod paths;
mod prompts;
mod provider;
mod retry;

pub use config::{ConfigError, EngineConfig, Key, KeyOwner, ModelConfig};
pub(super) use config::{base_url, is_price};
pub use engine::LanguageModel;
pub use retry::Limits;
