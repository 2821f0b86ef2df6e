//! The backplane of a process that is alone.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use async_trait::async_trait;
use tokio::sync::broadcast;

use super::{Backplane, Topic, WakeUps};

/// Wake-ups kept for a slow receiver; more are merged, since each only says "look".
const KEPT: usize = 16;
/// Counters are swept when they are more than this.
const SWEEP_ABOVE: usize = 10_000;

/// In-process backplane.
#[derive(Debug, Default)]
pub struct InProcess {
    topics: Mutex<HashMap<String, broadcast::Sender<()>>>,
    counters: Mutex<HashMap<String, Counter>>,
}

#[derive(Debug, Clone, Copy)]
struct Counter {
    count: u64,
    changed: Instant,
    ttl: Duration,
}

impl Counter {
    fn is_alive(&self) -> bool {
        self.changed.elapsed() < self.ttl
    }
}

/// A poisoned map is still a good map here: every change to it is one insert.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[async_trait]
impl Backplane for InProcess {
    async fn publish(&self, topic: &Topic) {
        let mut topics = lock(&self.topics);
        let name = topic.name();
        if let Some(sender) = topics.get(&name)
            && sender.send(()).is_err()
        {
            topics.remove(&name);
        }
    }

    async fn subscribe(&self, topic: &Topic) -> WakeUps {
        lock(&self.topics).entry(topic.name()).or_insert_with(|| broadcast::channel(KEPT).0).subscribe()
    }

    async fn increment(&self, key: &str, ttl: Duration) -> u64 {
        let mut counters = lock(&self.counters);
        if counters.len() > SWEEP_ABOVE {
            counters.retain(|_, counter| counter.is_alive());
        }
        let counter = counters.entry(key.to_owned()).or_insert(Counter { count: 0, changed: Instant::now(), ttl });
        let count = if counter.is_alive() { counter.count + 1 } else { 1 };
        *counter = Counter { count, changed: Instant::now(), ttl };
        count
    }

    async fn counter(&self, key: &str) -> Option<(u64, Duration)> {
        let counter = *lock(&self.counters).get(key)?;
        counter.is_alive().then(|| (counter.count, counter.changed.elapsed()))
    }

    async fn forget(&self, key: &str) {
        lock(&self.counters).remove(key);
    }

    async fn ping(&self) -> bool {
        true
    }
}
