//! The backplane of many processes: Redis. While Redis is away each process goes on alone: cells, counters and cache in its
//! own memory, wake-ups to its own receivers; when it is back, everybody everywhere is told to look once.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use redis::{AsyncCommands, Script};
use tokio::task::JoinSet;

use super::cells::{Decision, Rate};
use super::in_process::InProcess;
use super::link::Link;
use super::listener::{EVERYTHING, Receivers, listen};
use super::{Backplane, Topic, WakeUps};

const TOPICS: &str = "olympus:topic:";
const COUNTERS: &str = "olympus:counter:";
const CELLS: &str = "olympus:cell:";
const CACHED: &str = "olympus:cache:";
/// Between two looks whether Redis is back.
const PROBE_EVERY: Duration = Duration::from_millis(250);

const INCREMENT: &str = r"
local count = redis.call('HINCRBY', KEYS[1], 'count', 1)
redis.call('HSET', KEYS[1], 'changed', redis.call('TIME')[1])
redis.call('PEXPIRE', KEYS[1], ARGV[1])
return count";

/// Redis backplane. Reconnects by itself, from cuts and from stalls.
pub struct RedisBackplane {
    link: Arc<Link>,
    receivers: Arc<Receivers>,
    alone: InProcess,
    cell: Script,
    increment: Script,
    /// Its two tasks, which end with it.
    _tasks: JoinSet<()>,
}

impl RedisBackplane {
    /// Connects to `url` (`redis://host:port/db`).
    ///
    /// # Errors
    /// When Redis does not answer at start: an address that is wrong should be seen at once.
    pub async fn connect(url: &str) -> Result<Self, redis::RedisError> {
        let mut connection = redis::Client::open(url)?.get_multiplexed_async_connection().await?;
        redis::cmd("PING").query_async::<()>(&mut connection).await?;
        Self::open(url)
    }

    /// For `url`, whether Redis answers yet or not: it is joined as soon as it does, like after every outage.
    ///
    /// # Errors
    /// When that is no address of a Redis.
    pub fn open(url: &str) -> Result<Self, redis::RedisError> {
        let client = redis::Client::open(url)?;
        let (link, receivers) = (Arc::new(Link::new(client.clone())), Arc::new(Receivers::default()));
        let cell = Script::new(include_str!("cell.lua"));
        let mut tasks = JoinSet::new();
        let listening = Arc::clone(&receivers);
        tasks.spawn(async move { listen(client, TOPICS, &listening).await });
        tasks.spawn(mend(Arc::clone(&link), cell.clone()));
        let (alone, increment) = (InProcess::default(), Script::new(INCREMENT));
        Ok(Self { link, receivers, alone, cell, increment, _tasks: tasks })
    }
}

/// Waits for trouble, then for Redis; then wakes everybody in every process, since what was published meanwhile is lost.
async fn mend(link: Arc<Link>, script: Script) {
    let rate = Rate::per(1000, Duration::from_secs(1));
    loop {
        link.trouble().await;
        while !(ask_cell(&link, &script, "probe", &rate, Ask::Always).await.is_some() && wake_everybody(&link).await) {
            tokio::time::sleep(PROBE_EVERY).await;
        }
        link.is_back();
    }
}

async fn wake_everybody(link: &Link) -> bool {
    let channel = format!("{TOPICS}{EVERYTHING}");
    link.attempt("publish", |mut redis| async move { redis.publish::<_, _, ()>(channel, "").await }).await.is_some()
}

/// Whether Redis is asked while it is left alone.
enum Ask {
    Always,
    UnlessAway,
}

async fn ask_cell(link: &Link, script: &Script, key: &str, rate: &Rate, ask: Ask) -> Option<Decision> {
    let mut call = script.key(format!("{CELLS}{key}"));
    call.arg(rate.interval()).arg(rate.tolerance());
    let command = |mut redis| async move { call.invoke_async::<(bool, i64, i64, i64)>(&mut redis).await };
    let (allowed, remaining, reset, retry) = match ask {
        Ask::Always => link.attempt("cell", command).await?,
        Ask::UnlessAway => link.run("cell", command).await?,
    };
    Some(Decision::of(allowed, remaining, reset, retry))
}

fn millis(ttl: Duration) -> u64 {
    u64::try_from(ttl.as_millis()).unwrap_or(u64::MAX).max(1)
}

#[async_trait]
impl Backplane for RedisBackplane {
    async fn publish(&self, topic: &Topic) {
        let channel = format!("{TOPICS}{}", topic.name());
        let publish =
            |mut redis: redis::aio::MultiplexedConnection| async move { redis.publish::<_, _, ()>(channel, "").await };
        if self.link.run("publish", publish).await.is_none() {
            self.receivers.wake(&topic.name());
            self.link.call_for_help();
        }
    }

    async fn subscribe(&self, topic: &Topic) -> WakeUps {
        self.receivers.subscribe(topic.name())
    }

    async fn cell(&self, key: &str, rate: &Rate) -> Decision {
        match ask_cell(&self.link, &self.cell, key, rate, Ask::UnlessAway).await {
            Some(decision) => decision,
            None => self.alone.cell(key, rate).await,
        }
    }

    async fn increment(&self, key: &str, ttl: Duration) -> u64 {
        let mut call = self.increment.key(format!("{COUNTERS}{key}"));
        call.arg(millis(ttl));
        match self.link.run("increment", |mut redis| async move { call.invoke_async(&mut redis).await }).await {
            Some(count) => count,
            None => self.alone.increment(key, ttl).await,
        }
    }

    async fn counter(&self, key: &str) -> Option<(u64, Duration)> {
        let full = format!("{COUNTERS}{key}");
        let read = |mut redis: redis::aio::MultiplexedConnection| async move {
            let stored: (Option<u64>, Option<u64>) = redis.hmget(full, &["count", "changed"]).await?;
            let now: (u64, u64) = redis::cmd("TIME").query_async(&mut redis).await?;
            Ok((stored, now.0))
        };
        match self.link.run("counter", read).await {
            Some(((count, changed), now)) => Some((count?, Duration::from_secs(now.saturating_sub(changed?)))),
            None => self.alone.counter(key).await,
        }
    }

    async fn forget(&self, key: &str) {
        let full = format!("{COUNTERS}{key}");
        self.link.run("forget", |mut redis| async move { redis.del::<_, ()>(full).await }).await;
        self.alone.forget(key).await;
    }

    async fn cached(&self, key: &str) -> Option<Vec<u8>> {
        let full = format!("{CACHED}{key}");
        match self.link.run("cached", |mut redis| async move { redis.get::<_, Option<Vec<u8>>>(full).await }).await {
            Some(found) => found,
            None => self.alone.cached(key).await,
        }
    }

    async fn keep(&self, key: &str, bytes: Vec<u8>, ttl: Duration) {
        let (full, value) = (format!("{CACHED}{key}"), bytes.clone());
        let keep = |mut redis: redis::aio::MultiplexedConnection| async move {
            redis.pset_ex::<_, _, ()>(full, value, millis(ttl)).await
        };
        if self.link.run("keep", keep).await.is_none() {
            self.alone.keep(key, bytes, ttl).await;
        }
    }

    async fn drop_cached(&self, key: &str) {
        let full = format!("{CACHED}{key}");
        self.link.run("drop_cached", |mut redis| async move { redis.del::<_, ()>(full).await }).await;
        self.alone.drop_cached(key).await;
    }

    async fn ping(&self) -> bool {
        let ping = |mut redis: redis::aio::MultiplexedConnection| async move {
            redis::cmd("PING").query_async::<()>(&mut redis).await
        };
        self.link.attempt("ping", ping).await.is_some()
    }
}
