//! The backplane of a process that is alone; and what a process falls back to while it cannot reach Redis.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use tokio::sync::broadcast;

use super::cells::{Decision, Rate, decide};
use super::{Backplane, Topic, WakeUps};
use crate::platform::clock::Clock;

/// Wake-ups kept for a slow receiver; more are merged, since each only says "look".
pub(super) const KEPT: usize = 16;
/// Counters and cells are swept when they are more than this.
const SWEEP_ABOVE: usize = 10_000;
/// Bytes that are cached at most.
const CACHED_BYTES: usize = 16 * 1024 * 1024;

/// In-process backplane.
#[derive(Debug, Default)]
pub struct InProcess {
    clock: Clock,
    topics: Mutex<HashMap<String, broadcast::Sender<()>>>,
    counters: Mutex<HashMap<String, Counter>>,
    cells: Mutex<Cells>,
    cached: Mutex<Cached>,
}

#[derive(Debug, Clone, Copy)]
struct Counter {
    count: u64,
    changed: DateTime<Utc>,
    ttl: Duration,
}

/// Arrival times, and how many there may be before the next sweep.
#[derive(Debug, Default)]
struct Cells {
    arrivals: HashMap<String, i64>,
    sweep_above: usize,
}

/// Values with the time at which each is forgotten.
#[derive(Debug, Default)]
struct Cached {
    values: HashMap<String, (Vec<u8>, DateTime<Utc>)>,
    bytes: usize,
}

/// A poisoned map is still a good map here: every change to it is one insert.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl InProcess {
    /// One that lives by `clock`.
    #[must_use]
    pub fn new(clock: Clock) -> Self {
        Self { clock, ..Self::default() }
    }

    fn age(&self, counter: &Counter) -> Duration {
        (self.clock.now() - counter.changed).to_std().unwrap_or_default()
    }

    fn is_alive(&self, counter: &Counter) -> bool {
        self.age(counter) < counter.ttl
    }
}

impl Cells {
    /// Forgets the cells that are full again; where few are, the next sweep waits until there are twice as many.
    fn sweep(&mut self, now: i64) {
        if self.arrivals.len() <= self.sweep_above.max(SWEEP_ABOVE) {
            return;
        }
        self.arrivals.retain(|_, arrival| *arrival > now);
        self.sweep_above = self.arrivals.len() * 2;
    }
}

impl Cached {
    fn remove(&mut self, key: &str) {
        if let Some((bytes, _)) = self.values.remove(key) {
            self.bytes -= bytes.len();
        }
    }

    /// Makes room for `wanted` bytes: by what has lapsed, and where that is not enough, by everything.
    fn make_room(&mut self, wanted: usize, now: DateTime<Utc>) {
        if self.bytes + wanted <= CACHED_BYTES {
            return;
        }
        self.values.retain(|_, (_, lapses)| *lapses > now);
        self.bytes = self.values.values().map(|(bytes, _)| bytes.len()).sum();
        if self.bytes + wanted > CACHED_BYTES {
            *self = Self::default();
        }
    }
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

    async fn cell(&self, key: &str, rate: &Rate) -> Decision {
        let mut cells = lock(&self.cells);
        let now = self.clock.now().timestamp_micros();
        cells.sweep(now);
        let (arrival, decision) = decide(cells.arrivals.get(key).copied(), now, rate);
        cells.arrivals.insert(key.to_owned(), arrival);
        decision
    }

    async fn increment(&self, key: &str, ttl: Duration) -> u64 {
        let mut counters = lock(&self.counters);
        if counters.len() > SWEEP_ABOVE {
            counters.retain(|_, counter| self.is_alive(counter));
        }
        let before = counters.get(key).filter(|counter| self.is_alive(counter)).map_or(0, |counter| counter.count);
        counters.insert(key.to_owned(), Counter { count: before + 1, changed: self.clock.now(), ttl });
        before + 1
    }

    async fn counter(&self, key: &str) -> Option<(u64, Duration)> {
        let counter = *lock(&self.counters).get(key)?;
        self.is_alive(&counter).then(|| (counter.count, self.age(&counter)))
    }

    async fn forget(&self, key: &str) {
        lock(&self.counters).remove(key);
    }

    async fn cached(&self, key: &str) -> Option<Vec<u8>> {
        let cached = lock(&self.cached);
        let (bytes, lapses) = cached.values.get(key)?;
        (*lapses > self.clock.now()).then(|| bytes.clone())
    }

    async fn keep(&self, key: &str, bytes: Vec<u8>, ttl: Duration) {
        let now = self.clock.now();
        let Ok(ttl) = chrono::Duration::from_std(ttl) else { return };
        let mut cached = lock(&self.cached);
        cached.remove(key);
        if bytes.len() > CACHED_BYTES {
            return;
        }
        cached.make_room(bytes.len(), now);
        cached.bytes += bytes.len();
        cached.values.insert(key.to_owned(), (bytes, now + ttl));
    }

    async fn drop_cached(&self, key: &str) {
        lock(&self.cached).remove(key);
    }

    async fn ping(&self) -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn cells_and_values_live_by_the_clock_that_tests_move() {
        let clock = Clock::default();
        let backplane = InProcess::new(clock.clone());
        let rate = Rate::per(1, Duration::from_secs(60));
        assert!(backplane.cell("a", &rate).await.allowed);
        assert!(!backplane.cell("a", &rate).await.allowed);
        backplane.keep("k", b"v".to_vec(), Duration::from_secs(60)).await;
        assert_eq!(backplane.cached("k").await.as_deref(), Some(b"v".as_slice()));
        clock.advance(chrono::Duration::seconds(60));
        assert!(backplane.cell("a", &rate).await.allowed);
        assert_eq!(backplane.cached("k").await, None);
    }

    #[tokio::test]
    async fn what_is_cached_never_grows_past_its_bound() {
        let backplane = InProcess::default();
        for number in 0..40 {
            backplane.keep(&format!("k{number}"), vec![0; 1024 * 1024], Duration::from_secs(60)).await;
            let cached = lock(&backplane.cached);
            assert!(cached.bytes <= CACHED_BYTES);
            assert_eq!(cached.bytes, cached.values.values().map(|(bytes, _)| bytes.len()).sum::<usize>());
        }
        assert!(backplane.cached("k39").await.is_some());
    }

    #[tokio::test]
    async fn cells_that_are_full_again_are_forgotten() {
        let clock = Clock::default();
        let backplane = InProcess::new(clock.clone());
        let rate = Rate::per(10, Duration::from_secs(1));
        for number in 0..=SWEEP_ABOVE {
            backplane.cell(&format!("{number}"), &rate).await;
        }
        clock.advance(chrono::Duration::seconds(2));
        backplane.cell("next", &rate).await;
        assert_eq!(lock(&backplane.cells).arrivals.len(), 1);
    }
}
