//! The backplane of many processes: Redis. One subscriber connection a process, fanned out to local receivers.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use futures::StreamExt;
use redis::aio::{ConnectionManager, ConnectionManagerConfig};
use redis::{AsyncCommands, Script};
use tokio::sync::broadcast;

use super::{Backplane, Topic, WakeUps};

const PREFIX: &str = "olympus:";
const KEPT: usize = 16;
/// A command that takes longer is given up: a slow backplane must not hold a request.
const COMMAND_TIMEOUT: Duration = Duration::from_millis(500);

type Receivers = Arc<Mutex<HashMap<String, broadcast::Sender<()>>>>;

/// Redis backplane. Reconnects by itself; while Redis is away, wake-ups are late and throttles open.
pub struct RedisBackplane {
    commands: ConnectionManager,
    receivers: Receivers,
    increment: Script,
}

impl RedisBackplane {
    /// Connects to `url` (`redis://host:port/db`).
    ///
    /// # Errors
    /// When Redis does not answer at start.
    pub async fn connect(url: &str) -> Result<Self, redis::RedisError> {
        let client = redis::Client::open(url)?;
        let config = ConnectionManagerConfig::new()
            .set_connection_timeout(Some(Duration::from_secs(2)))
            .set_response_timeout(Some(COMMAND_TIMEOUT));
        let commands = client.get_connection_manager_with_config(config).await?;
        let receivers = Receivers::default();
        tokio::spawn(listen(client, Arc::clone(&receivers)));
        let increment = Script::new(
            r"local count = redis.call('HINCRBY', KEYS[1], 'count', 1)
              redis.call('HSET', KEYS[1], 'changed', redis.call('TIME')[1])
              redis.call('PEXPIRE', KEYS[1], ARGV[1])
              return count",
        );
        Ok(Self { commands, receivers, increment })
    }
}

/// Feeds local receivers from Redis; after a reconnect it wakes all of them, since messages were missed.
async fn listen(client: redis::Client, receivers: Receivers) {
    loop {
        match client.get_async_pubsub().await {
            Ok(mut pubsub) => {
                if let Err(error) = pubsub.psubscribe(format!("{PREFIX}topic:*")).await {
                    tracing::warn!(%error, "backplane subscription failed");
                } else {
                    wake(&receivers, None);
                    let mut messages = pubsub.on_message();
                    while let Some(message) = messages.next().await {
                        wake(&receivers, message.get_channel_name().strip_prefix(PREFIX));
                    }
                }
            }
            Err(error) => tracing::warn!(%error, "backplane is away"),
        }
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
}

/// Wakes the receivers of one channel, or of all; forgets channels that nobody listens to any more.
fn wake(receivers: &Receivers, channel: Option<&str>) {
    let mut receivers = receivers.lock().unwrap_or_else(PoisonError::into_inner);
    receivers.retain(
        |name, sender| {
            if channel.is_none_or(|channel| channel == name) { sender.send(()).is_ok() } else { true }
        },
    );
}

#[async_trait]
impl Backplane for RedisBackplane {
    async fn publish(&self, topic: &Topic) {
        let channel = format!("{PREFIX}topic:{}", topic.name());
        if let Err(error) = self.commands.clone().publish::<_, _, ()>(channel, "").await {
            tracing::warn!(%error, "wake-up was not published");
        }
    }

    async fn subscribe(&self, topic: &Topic) -> WakeUps {
        let mut receivers = self.receivers.lock().unwrap_or_else(PoisonError::into_inner);
        receivers.entry(format!("topic:{}", topic.name())).or_insert_with(|| broadcast::channel(KEPT).0).subscribe()
    }

    async fn increment(&self, key: &str, ttl: Duration) -> u64 {
        let ttl_ms = u64::try_from(ttl.as_millis()).unwrap_or(u64::MAX);
        let counted = self
            .increment
            .key(format!("{PREFIX}counter:{key}"))
            .arg(ttl_ms)
            .invoke_async(&mut self.commands.clone())
            .await;
        counted.unwrap_or_else(|error| {
            tracing::warn!(%error, "counter was not raised");
            0
        })
    }

    async fn counter(&self, key: &str) -> Option<(u64, Duration)> {
        let mut commands = self.commands.clone();
        let stored: Result<(Option<u64>, Option<u64>), _> =
            commands.hmget(format!("{PREFIX}counter:{key}"), &["count", "changed"]).await;
        let (count, changed) = stored.map_err(|error| tracing::warn!(%error, "counter was not read")).ok()?;
        let now: (u64, u64) = redis::cmd("TIME").query_async(&mut commands).await.ok()?;
        Some((count?, Duration::from_secs(now.0.saturating_sub(changed?))))
    }

    async fn forget(&self, key: &str) {
        let deleted: Result<(), _> = self.commands.clone().del(format!("{PREFIX}counter:{key}")).await;
        if let Err(error) = deleted {
            tracing::warn!(%error, "counter was not forgotten");
        }
    }

    async fn ping(&self) -> bool {
        redis::cmd("PING").query_async::<String>(&mut self.commands.clone()).await.is_ok()
    }
}
