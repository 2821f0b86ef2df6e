//! The engine that works for a workspace, with what takes over where it fails.

use std::sync::Arc;

use async_trait::async_trait;

use crate::engines::{Blueprint, Engine, EngineError, Said, WorkOutput, WorkRequest};

/// The engine that works for a workspace.
#[derive(Clone)]
pub struct ChosenEngine {
    /// It.
    pub engine: Arc<dyn Engine>,
    /// Takes over where it fails, where the workspace allows that.
    pub safety_net: Option<Arc<dyn Engine>>,
}

impl ChosenEngine {
    /// Whether the built-in engine works.
    #[must_use]
    pub fn is_built_in(&self) -> bool {
        self.engine.name() == Blueprint.name()
    }

    /// The built-in engine, which needs no net.
    #[must_use]
    pub fn blueprint() -> Self {
        Self { engine: Arc::new(Blueprint), safety_net: None }
    }
}

/// An engine that was chosen and cannot work; its agents say why, and the safety net takes over where it is allowed.
pub struct Unavailable {
    pub name: &'static str,
    pub why: String,
}

#[async_trait]
impl Engine for Unavailable {
    fn name(&self) -> &'static str {
        self.name
    }

    async fn work(&self, _request: WorkRequest, _said: &Said) -> Result<WorkOutput, EngineError> {
        Err(EngineError::Refused(self.why.clone()))
    }
}
