//! One behaviour, two implementations: in-process always, Redis where TEST_REDIS_URL names one (`make test` does). And a
//! Redis that is cut off, stalls, vanishes and comes back.

use std::time::{Duration, Instant};

use olympus::ids::BuildId;
use olympus::platform::backplane::{Backplane, InProcess, Rate, RedisBackplane, Topic, WakeUps};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::support_redis_proxy::{RedisProxy, host};

/// Nothing on the backplane may hold a request longer.
const A_SECOND: Duration = Duration::from_secs(1);
/// Generous, for a busy machine.
const DEADLINE: Duration = Duration::from_secs(20);
const HOUR: Duration = Duration::from_secs(3600);

fn redis_url() -> Option<String> {
    let url = std::env::var("TEST_REDIS_URL").ok();
    assert!(url.is_some() || std::env::var("CI").is_err(), "CI tests Redis too: set TEST_REDIS_URL");
    url
}

async fn each() -> Vec<Box<dyn Backplane>> {
    let mut all: Vec<Box<dyn Backplane>> = vec![Box::new(InProcess::default())];
    if let Some(url) = redis_url() {
        all.push(Box::new(RedisBackplane::connect(&url).await.unwrap()));
    }
    all
}

/// A Redis with a wire of our own before it: the wire, a program behind it, and one that reaches Redis directly.
async fn wired() -> Option<(RedisProxy, RedisBackplane, RedisBackplane)> {
    let url = redis_url()?;
    let proxy = RedisProxy::to(&url).await;
    let behind = RedisBackplane::connect(&proxy.url()).await.unwrap();
    assert!(behind.cell(&fresh(), &Rate::per(1, HOUR)).await.allowed, "its connection stands");
    Some((proxy, behind, RedisBackplane::connect(&url).await.unwrap()))
}

fn fresh() -> String {
    format!("test:{}", BuildId::new())
}

#[tokio::test]
async fn a_wake_up_reaches_those_who_subscribed_to_its_topic() {
    for backplane in each().await {
        let (one, other) = (Topic::Build(BuildId::new()), Topic::Build(BuildId::new()));
        let (mut first, mut second, mut unrelated) =
            (backplane.subscribe(&one).await, backplane.subscribe(&one).await, backplane.subscribe(&other).await);
        // A Redis subscription takes a moment to stand; after that each message arrives.
        let woken = async {
            loop {
                backplane.publish(&one).await;
                if timeout(Duration::from_millis(50), first.recv()).await.is_ok() {
                    break;
                }
            }
        };
        timeout(DEADLINE, woken).await.unwrap();
        timeout(DEADLINE, second.recv()).await.unwrap().unwrap();
        while unrelated.try_recv().is_ok() {}
        backplane.publish(&one).await;
        timeout(DEADLINE, first.recv()).await.unwrap().unwrap();
        assert!(unrelated.try_recv().is_err());
    }
}

#[tokio::test]
async fn a_counter_counts_and_is_forgotten_on_demand_and_by_itself() {
    for backplane in each().await {
        let key = fresh();
        assert!(backplane.counter(&key).await.is_none());
        for expected in 1..=3 {
            assert_eq!(backplane.increment(&key, Duration::from_secs(60)).await, expected);
        }
        assert_eq!(backplane.counter(&key).await.map(|(count, _)| count), Some(3));
        backplane.forget(&key).await;
        assert!(backplane.counter(&key).await.is_none());
        backplane.increment(&key, Duration::from_millis(50)).await;
        let gone = async {
            while backplane.counter(&key).await.is_some() {
                tokio::task::yield_now().await;
            }
        };
        timeout(DEADLINE, gone).await.unwrap();
    }
}

#[tokio::test]
async fn a_cell_gives_its_quota_says_what_is_left_and_then_how_long_to_wait() {
    for backplane in each().await {
        let (key, rate) = (fresh(), Rate::per(5, HOUR));
        for left in (0..5).rev() {
            let decision = backplane.cell(&key, &rate).await;
            assert_eq!((decision.allowed, decision.remaining), (true, left));
        }
        let refused = backplane.cell(&key, &rate).await;
        assert_eq!((refused.allowed, refused.remaining), (false, 0));
        // One of five an hour grows back in twelve minutes, all of them in an hour; less what this test has taken.
        let within = |wait: Duration, whole: Duration| wait <= whole && wait > whole - DEADLINE;
        assert!(within(refused.retry_after, HOUR / 5), "{refused:?}");
        assert!(within(refused.reset_after, HOUR), "{refused:?}");
        assert!(backplane.cell(&fresh(), &rate).await.allowed, "another cell is another count");
    }
}

#[tokio::test]
async fn whoever_is_refused_is_taken_after_the_wait_and_not_before() {
    for backplane in each().await {
        let (key, rate) = (fresh(), Rate::per(1, Duration::from_millis(300)));
        assert!(backplane.cell(&key, &rate).await.allowed);
        let asked = Instant::now();
        let first = backplane.cell(&key, &rate).await;
        let taken = async {
            while !backplane.cell(&key, &rate).await.allowed {
                tokio::task::yield_now().await;
            }
        };
        timeout(DEADLINE, taken).await.unwrap();
        assert!(asked.elapsed() >= first.retry_after, "{:?} after {first:?}", asked.elapsed());
    }
}

#[tokio::test]
async fn what_is_cached_is_there_until_it_is_forgotten_or_lapses() {
    for backplane in each().await {
        let key = fresh();
        assert_eq!(backplane.cached(&key).await, None);
        backplane.keep(&key, b"\x00\xffbytes".to_vec(), HOUR).await;
        assert_eq!(backplane.cached(&key).await.as_deref(), Some(b"\x00\xffbytes".as_slice()));
        backplane.drop_cached(&key).await;
        assert_eq!(backplane.cached(&key).await, None);
        backplane.keep(&key, b"short".to_vec(), Duration::from_millis(50)).await;
        let gone = async {
            while backplane.cached(&key).await.is_some() {
                tokio::task::yield_now().await;
            }
        };
        timeout(DEADLINE, gone).await.unwrap();
    }
}

#[tokio::test]
async fn processes_share_one_cell_and_take_its_quota_exactly_however_they_race() {
    let Some(url) = redis_url() else { return };
    let (key, rate) = (fresh(), Rate::per(20, HOUR));
    let mut asking = tokio::task::JoinSet::new();
    for _ in 0..4 {
        let (backplane, key) = (RedisBackplane::connect(&url).await.unwrap(), key.clone());
        asking.spawn(async move {
            let asked = (0..25).map(|_| backplane.cell(&key, &rate));
            futures::future::join_all(asked).await.into_iter().filter(|decision| decision.allowed).count()
        });
    }
    assert_eq!(asking.join_all().await.into_iter().sum::<usize>(), 20);
    let left: i64 = ask_redis(&url, &format!("PTTL olympus:cell:{key}")).await;
    assert!((1..=3_600_000).contains(&left), "a cell is forgotten when it is full again: {left}");
}

#[tokio::test]
async fn while_redis_is_cut_off_cells_decide_at_once_and_afterwards_they_are_shared_again() {
    let Some((proxy, behind, direct)) = wired().await else { return };
    proxy.cut();
    decides_alone(&behind).await;
    assert!(!behind.ping().await, "readiness tells");
    proxy.mend();
    is_shared_again(&behind, &direct).await;
}

#[tokio::test]
async fn a_redis_that_stalls_slows_a_few_requests_and_not_every_one() {
    let Some((proxy, behind, direct)) = wired().await else { return };
    proxy.stall();
    let slow = decides_alone(&behind).await;
    assert!(slow <= 3, "{slow} requests were slow");
    proxy.mend();
    is_shared_again(&behind, &direct).await;
}

#[tokio::test]
async fn a_redis_whose_machine_vanished_is_found_again_at_the_same_address() {
    let Some((proxy, behind, direct)) = wired().await else { return };
    let topic = Topic::Build(BuildId::new());
    let mut wake_ups = behind.subscribe(&topic).await;
    hears(&mut wake_ups, &direct, &topic).await;
    proxy.lose_connections();
    decides_alone(&behind).await;
    is_shared_again(&behind, &direct).await;
    hears(&mut wake_ups, &direct, &topic).await;
}

#[tokio::test]
async fn a_subscriber_that_was_cut_off_or_stalled_is_told_to_look_and_hears_again() {
    let Some((proxy, behind, direct)) = wired().await else { return };
    let topic = Topic::Build(BuildId::new());
    let mut wake_ups = behind.subscribe(&topic).await;
    hears(&mut wake_ups, &direct, &topic).await;
    for away in [RedisProxy::cut, RedisProxy::stall] {
        away(&proxy);
        // One message goes by while nobody can hear it, and no other follows.
        direct.publish(&topic).await;
        while wake_ups.try_recv().is_ok() {}
        proxy.mend();
        timeout(DEADLINE, wake_ups.recv()).await.expect("a receiver is told to look").unwrap();
        hears(&mut wake_ups, &direct, &topic).await;
    }
}

#[tokio::test]
async fn news_that_could_not_be_published_wakes_everybody_once_redis_is_back() {
    let Some((proxy, behind, direct)) = wired().await else { return };
    let topic = Topic::Build(BuildId::new());
    let (mut far, mut near) = (direct.subscribe(&topic).await, behind.subscribe(&topic).await);
    hears(&mut far, &direct, &topic).await;
    proxy.cut();
    for wake_ups in [&mut far, &mut near] {
        // What was on its way still comes.
        while timeout(Duration::from_millis(200), wake_ups.recv()).await.is_ok() {}
    }
    timeout(A_SECOND, behind.publish(&topic)).await.expect("publishing never hangs");
    timeout(A_SECOND, near.recv()).await.expect("its own process hears at once").unwrap();
    assert!(far.try_recv().is_err());
    proxy.mend();
    timeout(DEADLINE, far.recv()).await.expect("the others hear when it is back").unwrap();
}

/// Every kind of command answers within a second, and the cell gives its quota. Returns how many were slow.
async fn decides_alone(backplane: &RedisBackplane) -> usize {
    let (key, rate) = (fresh(), Rate::per(10, HOUR));
    let (mut allowed, mut slow) = (0, 0);
    for _ in 0..30 {
        let asked = Instant::now();
        let decision = timeout(A_SECOND, backplane.cell(&key, &rate)).await.expect("a cell never hangs");
        slow += usize::from(asked.elapsed() > Duration::from_millis(250));
        allowed += usize::from(decision.allowed);
    }
    // The first answer may have been Redis's own, if the wire was lost after it.
    assert!((10..=11).contains(&allowed), "{allowed} of a quota of 10");
    let others = async {
        assert_eq!(backplane.increment(&key, HOUR).await, 1);
        assert_eq!(backplane.counter(&key).await.map(|(count, _)| count), Some(1));
        backplane.keep(&key, b"kept".to_vec(), HOUR).await;
        assert_eq!(backplane.cached(&key).await.as_deref(), Some(b"kept".as_slice()));
    };
    timeout(A_SECOND, others).await.expect("counters and cache never hang");
    slow
}

/// Until what one process takes is missing in the other's cell.
async fn is_shared_again(one: &RedisBackplane, other: &RedisBackplane) {
    let rate = Rate::per(1, HOUR);
    let shared = async {
        loop {
            let key = fresh();
            assert!(one.cell(&key, &rate).await.allowed);
            if !other.cell(&key, &rate).await.allowed {
                return;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    timeout(DEADLINE, shared).await.expect("Redis is used again");
}

/// Until a message of `from` arrives.
async fn hears(wake_ups: &mut WakeUps, from: &RedisBackplane, topic: &Topic) {
    while wake_ups.try_recv().is_ok() {}
    let heard = async {
        loop {
            from.publish(topic).await;
            if timeout(Duration::from_millis(50), wake_ups.recv()).await.is_ok() {
                return;
            }
        }
    };
    timeout(DEADLINE, heard).await.expect("the subscription stands");
}

/// A number from Redis itself, by its plain protocol.
async fn ask_redis(url: &str, command: &str) -> i64 {
    let mut stream = TcpStream::connect(host(url)).await.unwrap();
    stream.write_all(format!("{command}\r\n").as_bytes()).await.unwrap();
    let mut line = String::new();
    BufReader::new(stream).read_line(&mut line).await.unwrap();
    line.trim_start_matches(':').trim().parse().unwrap()
}
