//! A named cache on the backplane that counts its hits and misses.

use std::time::Duration;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::SharedBackplane;

/// Values that may be a little old: each is forgotten after a while, or on demand.
#[derive(Clone)]
pub struct Cache {
    backplane: SharedBackplane,
    name: &'static str,
    ttl: Duration,
}

impl Cache {
    /// A cache called `name`, whose values live for `ttl`.
    #[must_use]
    pub fn new(backplane: SharedBackplane, name: &'static str, ttl: Duration) -> Self {
        Self { backplane, name, ttl }
    }

    /// The value under `key`, if it is there and can still be read.
    pub async fn get<T: DeserializeOwned>(&self, key: &str) -> Option<T> {
        let bytes = self.backplane.cached(&self.full(key)).await;
        // A newer program may have written another shape.
        let value = bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok());
        let result = if value.is_some() { "hit" } else { "miss" };
        metrics::counter!("olympus_cache_requests_total", "cache" => self.name, "result" => result).increment(1);
        value
    }

    /// Keeps `value` under `key`.
    pub async fn put<T: Serialize + Sync>(&self, key: &str, value: &T) {
        match serde_json::to_vec(value) {
            Ok(bytes) => self.backplane.keep(&self.full(key), bytes, self.ttl).await,
            Err(error) => tracing::warn!(%error, cache = self.name, "a value was not cached"),
        }
    }

    /// Forgets what is under `key`, in every process.
    pub async fn forget(&self, key: &str) {
        self.backplane.drop_cached(&self.full(key)).await;
    }

    fn full(&self, key: &str) -> String {
        format!("{}:{key}", self.name)
    }
}
