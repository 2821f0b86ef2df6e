//! The interface of an engine, and the built-in one behind it.

use async_trait::async_trait;

use super::model::{WorkOutput, WorkRequest};

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
}

/// Does an agent's work. Implementations: `blueprint`, and a language model.
#[async_trait]
pub trait Engine: Send + Sync {
    /// The name on the rate card.
    fn name(&self) -> &'static str;

    /// Does the work of `request.agent`.
    ///
    /// # Errors
    /// When an input is missing or the work is interrupted.
    async fn work(&self, request: WorkRequest) -> Result<WorkOutput, EngineError>;
}

/// The built-in engine.
#[derive(Clone, Copy, Debug, Default)]
pub struct Blueprint;

#[async_trait]
impl Engine for Blueprint {
    fn name(&self) -> &'static str {
        "blueprint"
    }

    async fn work(&self, request: WorkRequest) -> Result<WorkOutput, EngineError> {
        // Milliseconds of pure CPU: worth a thread of its own, so that event streams are not held up.
        tokio::task::spawn_blocking(move || super::blueprint::work(&request))
            .await
            .map_err(|error| EngineError::Interrupted(error.to_string()))?
    }
}
