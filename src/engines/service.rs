//! The interface of an engine, and the built-in one behind it.

use async_trait::async_trait;

use super::model::{MadeFile, PlannedChange, Usage, WorkOutput, WorkRequest};
use crate::agents::AgentId;
use crate::money::Usd;

/// Why work could not be done.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// An input that the agent needs was not among the files.
    #[error("{agent} needs {path}, which no earlier agent made")]
    MissingInput {
        /// Who.
        agent: crate::agents::AgentId,
        /// What.
        path: String,
    },
    /// The work stopped half-way; another attempt may do better.
    #[error("the work was interrupted: {0}")]
    Interrupted(String),
    /// Whoever should do it refuses, and would do so again: a wrong key, an unknown model.
    #[error("{0}")]
    Refused(String),
    /// An answer came, was paid for, and cannot be used.
    #[error("{why}")]
    Unusable {
        /// What is wrong with it, for people.
        why: String,
        /// What it metered.
        usage: Usage,
        /// What it cost.
        cost: Usd,
    },
}

/// Where an engine says what goes on while it works: `Waiting 20 s: the provider's rate limit is reached.` A sentence that
/// finds nobody listening is dropped.
pub type Said = tokio::sync::mpsc::UnboundedSender<String>;

/// Does an agent's work. Implementations: `blueprint`, and a language model.
#[async_trait]
pub trait Engine: Send + Sync {
    /// The name on the rate card.
    fn name(&self) -> &'static str;

    /// Does the work of `request.agent`, and says to `said` what people should know meanwhile.
    ///
    /// # Errors
    /// When an input is missing, the work is interrupted, or what came of it cannot be used.
    async fn work(&self, request: WorkRequest, said: &Said) -> Result<WorkOutput, EngineError>;
}

/// What `instruction` means for a finished application of these files, made by `team`, for which `new_team` works from now
/// on. The built-in engine says so for every engine: it makes both and compares.
///
/// # Errors
/// When there is no model among the files.
pub async fn plan_change(
    files: Vec<MadeFile>,
    instruction: Option<String>,
    team: Vec<AgentId>,
    new_team: Vec<AgentId>,
) -> Result<PlannedChange, EngineError> {
    tokio::task::spawn_blocking(move || super::blueprint::plan_change(&files, instruction.as_deref(), &team, &new_team))
        .await
        .map_err(|error| EngineError::Interrupted(error.to_string()))?
}

/// The built-in engine.
#[derive(Clone, Copy, Debug, Default)]
pub struct Blueprint;

#[async_trait]
impl Engine for Blueprint {
    fn name(&self) -> &'static str {
        "blueprint"
    }

    async fn work(&self, request: WorkRequest, _said: &Said) -> Result<WorkOutput, EngineError> {
        // Milliseconds of pure CPU: worth a thread of its own, so that event streams are not held up.
        tokio::task::spawn_blocking(move || super::blueprint::work(&request))
            .await
            .map_err(|error| EngineError::Interrupted(error.to_string()))?
    }
}
