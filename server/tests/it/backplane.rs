//! One behaviour, two implementations: in-process always, Redis where TEST_REDIS_URL names one (`make test` does).

use std::time::Duration;

use olympus::ids::BuildId;
use olympus::platform::backplane::{Backplane, InProcess, RedisBackplane, Topic};

async fn each() -> Vec<Box<dyn Backplane>> {
    let mut all: Vec<Box<dyn Backplane>> = vec![Box::new(InProcess::default())];
    match std::env::var("TEST_REDIS_URL") {
        Ok(url) => all.push(Box::new(RedisBackplane::connect(&url).await.unwrap())),
        Err(_) => assert!(std::env::var("CI").is_err(), "CI tests Redis too: set TEST_REDIS_URL"),
    }
    all
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
                if tokio::time::timeout(Duration::from_millis(50), first.recv()).await.is_ok() {
                    break;
                }
            }
        };
        tokio::time::timeout(Duration::from_secs(10), woken).await.unwrap();
        tokio::time::timeout(Duration::from_secs(10), second.recv()).await.unwrap().unwrap();
        while unrelated.try_recv().is_ok() {}
        backplane.publish(&one).await;
        tokio::time::timeout(Duration::from_secs(10), first.recv()).await.unwrap().unwrap();
        assert!(unrelated.try_recv().is_err());
    }
}

#[tokio::test]
async fn a_counter_counts_and_is_forgotten_on_demand_and_by_itself() {
    for backplane in each().await {
        let key = format!("test:{}", BuildId::new());
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
        tokio::time::timeout(Duration::from_secs(10), gone).await.unwrap();
    }
}
