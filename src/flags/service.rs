//! Reads flags from a cache of a few seconds that a change empties in every process.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::Mutex;

use super::model::Flag;
use super::store;
use crate::error::Result;
use crate::platform::backplane::{SharedBackplane, Topic, WakeUps};
use crate::platform::clock::Clock;
use crate::platform::database::Database;

/// Longest that a process believes its cache, should the message of a change get lost.
const BELIEVED_FOR: Duration = Duration::from_secs(5);

/// Feature flags.
#[derive(Clone)]
pub struct Flags {
    database: Database,
    clock: Clock,
    backplane: SharedBackplane,
    cache: Arc<Mutex<Cache>>,
}

struct Cache {
    states: HashMap<String, bool>,
    read_at: Option<Instant>,
    changes: WakeUps,
}

impl Flags {
    /// Over `database`; told of changes by `backplane`.
    pub async fn new(database: Database, clock: Clock, backplane: SharedBackplane) -> Self {
        let changes = backplane.subscribe(&Topic::Flags).await;
        let cache = Arc::new(Mutex::new(Cache { states: HashMap::new(), read_at: None, changes }));
        Self { database, clock, backplane, cache }
    }

    /// Whether `flag` is on.
    pub async fn is_on(&self, flag: Flag) -> bool {
        let mut cache = self.cache.lock().await;
        let changed = !cache.changes.is_empty();
        if changed || cache.read_at.is_none_or(|at| at.elapsed() > BELIEVED_FOR) {
            cache.changes = cache.changes.resubscribe();
            match self.read().await {
                Ok(states) => cache.states = states,
                Err(error) => tracing::warn!(%error, "flags were not read; the last known state holds"),
            }
            cache.read_at = Some(Instant::now());
        }
        cache.states.get(flag.as_str()).copied().unwrap_or_else(|| flag.default_state())
    }

    /// Every flag and its state.
    pub async fn all(&self) -> Vec<(Flag, bool)> {
        let mut states = Vec::new();
        for flag in Flag::ALL {
            states.push((flag, self.is_on(flag).await));
        }
        states
    }

    /// Switches a flag in every process. The edge has checked that an operator asks.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn set(&self, flag: Flag, enabled: bool, by: &str) -> Result<()> {
        let mut tx = self.database.dispatcher().await?;
        store::set(&mut tx, flag, enabled, by, self.clock.now()).await?;
        tx.commit().await?;
        self.backplane.publish(&Topic::Flags).await;
        self.cache.lock().await.read_at = None;
        Ok(())
    }

    async fn read(&self) -> Result<HashMap<String, bool>> {
        let mut tx = self.database.shared().await?;
        let states = store::all(&mut tx).await?;
        tx.commit().await?;
        Ok(states.into_iter().collect())
    }
}
