//! The one subscriber connection of a process: feeds local receivers from Redis, and notices when it is cut or stalls.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use futures::StreamExt;
use redis::Value;
use redis::aio::{PubSubSink, PubSubStream};
use tokio::sync::broadcast;
use tokio::time::{interval, sleep, timeout};

use super::WakeUps;
use super::in_process::KEPT;
use super::link::COMMAND_TIMEOUT;

/// The channel that means all topics: somebody could not publish for a while.
pub(super) const EVERYTHING: &str = "everything";
/// A connection that stalls without being cut says nothing; so it is asked this often.
const KEEP_ALIVE: Duration = Duration::from_secs(1);
/// Between two tries to connect.
const PAUSE: Duration = Duration::from_millis(250);

/// Local receivers by topic.
#[derive(Default)]
pub(super) struct Receivers(Mutex<HashMap<String, broadcast::Sender<()>>>);

impl Receivers {
    pub fn subscribe(&self, topic: String) -> WakeUps {
        self.lock().entry(topic).or_insert_with(|| broadcast::channel(KEPT).0).subscribe()
    }

    /// Wakes the receivers of one topic; forgets it when nobody listens any more.
    pub fn wake(&self, topic: &str) {
        let mut receivers = self.lock();
        if receivers.get(topic).is_some_and(|sender| sender.send(()).is_err()) {
            receivers.remove(topic);
        }
    }

    /// Wakes everybody.
    pub fn wake_all(&self) {
        self.lock().retain(|_, sender| sender.send(()).is_ok());
    }

    /// A poisoned map is still a good map here: every change to it is one insert or removal.
    fn lock(&self) -> MutexGuard<'_, HashMap<String, broadcast::Sender<()>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Listens for ever. After each connection everybody is woken, since messages may have been missed before it.
pub(super) async fn listen(client: redis::Client, prefix: &str, receivers: &Receivers) {
    loop {
        match timeout(COMMAND_TIMEOUT * 2, open(&client, prefix)).await {
            Ok(Ok((sink, stream))) => {
                metrics::counter!("olympus_backplane_subscriptions_total").increment(1);
                receivers.wake_all();
                follow(sink, stream, prefix, receivers).await;
                tracing::warn!("the backplane's subscription was cut or stalled");
            }
            Ok(Err(error)) => tracing::debug!(%error, "no subscription to the backplane"),
            Err(_) => tracing::debug!("no subscription to the backplane in time"),
        }
        sleep(PAUSE).await;
    }
}

async fn open(client: &redis::Client, prefix: &str) -> redis::RedisResult<(PubSubSink, PubSubStream)> {
    let (mut sink, stream) = client.get_async_pubsub().await?.split();
    sink.psubscribe(format!("{prefix}*")).await?;
    Ok((sink, stream))
}

/// Hands on what comes, until the connection ends or no longer answers.
async fn follow(mut sink: PubSubSink, mut stream: PubSubStream, prefix: &str, receivers: &Receivers) {
    let mut keep_alive = interval(KEEP_ALIVE);
    loop {
        tokio::select! {
            message = stream.next() => {
                let Some(message) = message else { return };
                match message.get_channel_name().strip_prefix(prefix) {
                    Some(EVERYTHING) => receivers.wake_all(),
                    Some(topic) => receivers.wake(topic),
                    None => {}
                }
            }
            _ = keep_alive.tick() => {
                if !matches!(timeout(COMMAND_TIMEOUT, sink.ping::<Value>()).await, Ok(Ok(_))) {
                    return;
                }
            }
        }
    }
}
