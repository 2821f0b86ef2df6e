//! One connection to Redis that is never waited for: commands are given up after half a second, and after a few failures in
//! a row Redis is left alone until it answers again.

use std::future::Future;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::Duration;

use redis::aio::MultiplexedConnection;
use redis::{AsyncConnectionConfig, RedisResult};
use tokio::sync::{Mutex, Notify};
use tokio::time::{Instant, timeout_at};

/// A command that takes longer is given up: a slow backplane must not hold a request.
pub(super) const COMMAND_TIMEOUT: Duration = Duration::from_millis(500);
/// Failures in a row after which Redis is left alone.
const FAILURES: u32 = 3;

/// The connection, and what is known of the other end.
pub(super) struct Link {
    client: redis::Client,
    held: Mutex<Held>,
    failures: AtomicU32,
    away: AtomicBool,
    trouble: Notify,
}

/// The connection with its number, so that a late failure of an old one does not cut the new one.
#[derive(Default)]
struct Held {
    number: u64,
    connection: Option<MultiplexedConnection>,
}

impl Link {
    pub fn new(client: redis::Client) -> Self {
        Self {
            client,
            held: Mutex::default(),
            failures: AtomicU32::new(0),
            away: AtomicBool::new(false),
            trouble: Notify::new(),
        }
    }

    /// Runs a command, or nothing: at once while Redis is left alone, after half a second at the latest.
    pub async fn run<T, C, F>(&self, name: &'static str, command: C) -> Option<T>
    where
        C: FnOnce(MultiplexedConnection) -> F,
        F: Future<Output = RedisResult<T>>,
    {
        let answer = if self.is_away() { None } else { self.attempt(name, command).await };
        if answer.is_none() {
            metrics::counter!("olympus_backplane_fallbacks_total", "command" => name).increment(1);
        }
        answer
    }

    /// Runs a command even while Redis is left alone: to see whether it is back.
    pub async fn attempt<T, C, F>(&self, name: &'static str, command: C) -> Option<T>
    where
        C: FnOnce(MultiplexedConnection) -> F,
        F: Future<Output = RedisResult<T>>,
    {
        let deadline = Instant::now() + COMMAND_TIMEOUT;
        let (number, connection) = match timeout_at(deadline, self.connection()).await {
            Ok(Ok(numbered)) => numbered,
            Ok(Err(error)) => return self.failed(name, None, &error).await,
            Err(_) => return self.failed(name, None, &"no connection in time").await,
        };
        match timeout_at(deadline, command(connection)).await {
            Ok(Ok(answer)) => {
                self.failures.store(0, Ordering::Relaxed);
                Some(answer)
            }
            Ok(Err(error)) => self.failed(name, Some(number), &error).await,
            Err(_) => self.failed(name, Some(number), &"no answer in time").await,
        }
    }

    /// Whether Redis is left alone.
    pub fn is_away(&self) -> bool {
        self.away.load(Ordering::Relaxed)
    }

    /// Redis answers again.
    pub fn is_back(&self) {
        self.failures.store(0, Ordering::Relaxed);
        if self.away.swap(false, Ordering::Relaxed) {
            tracing::info!("the backplane is back");
        }
        metrics::gauge!("olympus_backplane_away").set(0.0);
    }

    /// Something should be mended: what was published meanwhile, or the connection.
    pub fn call_for_help(&self) {
        self.trouble.notify_one();
    }

    /// Until somebody has called for help.
    pub async fn trouble(&self) {
        self.trouble.notified().await;
    }

    async fn connection(&self) -> RedisResult<(u64, MultiplexedConnection)> {
        let mut held = self.held.lock().await;
        if let Some(connection) = &held.connection {
            return Ok((held.number, connection.clone()));
        }
        let config = AsyncConnectionConfig::new()
            .set_connection_timeout(Some(COMMAND_TIMEOUT))
            .set_response_timeout(Some(COMMAND_TIMEOUT));
        let connection = self.client.get_multiplexed_async_connection_with_config(&config).await?;
        *held = Held { number: held.number + 1, connection: Some(connection.clone()) };
        Ok((held.number, connection))
    }

    /// Cuts the connection, since a stalled one never says so, and counts.
    async fn failed<T>(
        &self,
        name: &'static str,
        number: Option<u64>,
        why: &(dyn std::fmt::Display + Sync),
    ) -> Option<T> {
        metrics::counter!("olympus_backplane_failures_total", "command" => name).increment(1);
        // Not waited for: whoever holds the lock is connecting anew, and else the next failure cuts.
        if let Ok(mut held) = self.held.try_lock()
            && number == Some(held.number)
        {
            held.connection = None;
        }
        let in_a_row = self.failures.fetch_add(1, Ordering::Relaxed) + 1;
        if in_a_row >= FAILURES && !self.away.swap(true, Ordering::Relaxed) {
            tracing::warn!(command = name, %why, "the backplane is away; this process goes on alone until it answers");
            metrics::gauge!("olympus_backplane_away").set(1.0);
            self.call_for_help();
        } else if in_a_row < FAILURES {
            tracing::warn!(command = name, %why, "the backplane did not answer");
        }
        None
    }
}
