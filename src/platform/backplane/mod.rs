//! What processes share beside the database: publish/subscribe, rate cells, counters with an expiry, cached values.
//! In-process for one process, Redis for many. Holds nothing that cannot be lost: a late or missing message costs time,
//! never truth.

mod cache;
mod cells;
mod in_process;
mod link;
mod listener;
mod redis;

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use tokio::sync::broadcast;

pub use self::cache::Cache;
pub use self::cells::{Decision, Rate};
pub use self::in_process::InProcess;
pub use self::redis::RedisBackplane;

/// What a message is about. A message carries no content: it says "look".
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Topic {
    /// A build waits for a worker.
    BuildQueued,
    /// A build has new events.
    Build(crate::ids::BuildId),
    /// A feature flag changed.
    Flags,
}

impl Topic {
    fn name(&self) -> String {
        match self {
            Self::BuildQueued => "build_queued".to_owned(),
            Self::Build(id) => format!("build:{id}"),
            Self::Flags => "flags".to_owned(),
        }
    }
}

/// A stream of wake-ups. Missing some is fine: the receiver looks at the database.
pub type WakeUps = broadcast::Receiver<()>;

/// The interface. Nothing here fails: what cannot be shared is decided in this process alone, and logged.
#[async_trait]
pub trait Backplane: Send + Sync {
    /// Wakes everybody who subscribed to `topic`, in any process.
    async fn publish(&self, topic: &Topic);

    /// Wake-ups of `topic` from now on.
    async fn subscribe(&self, topic: &Topic) -> WakeUps;

    /// Asks the cell `key` to take one request.
    async fn cell(&self, key: &str, rate: &Rate) -> Decision;

    /// Adds one to a counter that is forgotten `ttl` after its last change, and returns it.
    async fn increment(&self, key: &str, ttl: Duration) -> u64;

    /// The counter now, and how long ago it last changed.
    async fn counter(&self, key: &str) -> Option<(u64, Duration)>;

    /// Forgets a counter.
    async fn forget(&self, key: &str);

    /// Cached bytes. Rooms use a [`Cache`], which counts.
    async fn cached(&self, key: &str) -> Option<Vec<u8>>;

    /// Caches bytes for `ttl`.
    async fn keep(&self, key: &str, bytes: Vec<u8>, ttl: Duration);

    /// Forgets cached bytes.
    async fn drop_cached(&self, key: &str);

    /// Whether it answers, for readiness.
    async fn ping(&self) -> bool;
}

/// A shared backplane.
pub type SharedBackplane = Arc<dyn Backplane>;
