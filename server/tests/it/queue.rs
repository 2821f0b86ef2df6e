//! The queue against a real PostgreSQL: caps hold, shares follow weights within the stated bound, nobody starves, a lapsed lease
//! goes to somebody else, and the place that is told is the order that is kept.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::time::Duration;

use olympus::ids::{BuildId, TenantId};
use olympus::platform::clock::Clock;
use olympus::platform::database::Database;
use olympus::queue::{Class, Job, JobPlan, Lease, Queue};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{Connection, PgConnection};

/// The queue with its database, and a connection of the owner for what no role may do.
struct House {
    queue: Queue,
    database: Database,
    clock: Clock,
    owner: PgConnection,
}

impl House {
    async fn new(options: PgConnectOptions) -> Self {
        let (clock, database) = (Clock::default(), Database::connect(options.clone(), 20).await.unwrap());
        let queue = Queue::new(database.clone(), clock.clone());
        Self { queue, database, clock, owner: PgConnection::connect_with(&options).await.unwrap() }
    }

    async fn tenant(&mut self) -> TenantId {
        let id = TenantId::new();
        sqlx::query(
            "insert into tenants (id, name, industry, preset, created_at) values ($1, 'Queue', 'personal', '{}', now())",
        )
        .bind(id)
        .execute(&mut self.owner)
        .await
        .unwrap();
        id
    }

    async fn enqueue(&self, tenant: TenantId, plan: JobPlan, seconds: u32) -> BuildId {
        self.enqueue_as(tenant, plan, seconds, Class::New).await
    }

    async fn enqueue_as(&self, tenant: TenantId, plan: JobPlan, seconds: u32, class: Class) -> BuildId {
        let build = BuildId::new();
        let mut tx = self.database.tenant(tenant).await.unwrap();
        self.queue.enqueue_in(&mut tx, &Job { build, tenant, class, seconds, plan }).await.unwrap();
        tx.commit().await.unwrap();
        build
    }

    /// Many at once, as a workspace's backlog.
    async fn backlog(&self, tenant: TenantId, plan: JobPlan, seconds: &[u32]) -> Vec<BuildId> {
        let mut tx = self.database.tenant(tenant).await.unwrap();
        let mut builds = Vec::new();
        for seconds in seconds {
            let build = BuildId::new();
            let job = Job { build, tenant, class: Class::New, seconds: *seconds, plan };
            self.queue.enqueue_in(&mut tx, &job).await.unwrap();
            builds.push(build);
        }
        tx.commit().await.unwrap();
        builds
    }

    async fn finish(&self, lease: &Lease) -> bool {
        let mut tx = self.database.tenant(lease.tenant).await.unwrap();
        let finished = self.queue.finish_in(&mut tx, lease).await.unwrap();
        tx.commit().await.unwrap();
        finished
    }

    async fn withdraw(&self, tenant: TenantId, build: BuildId) -> bool {
        let mut tx = self.database.tenant(tenant).await.unwrap();
        let withdrawn = self.queue.withdraw_in(&mut tx, build).await.unwrap();
        tx.commit().await.unwrap();
        withdrawn
    }

    /// `(waiting, running)` as the schedules count them, once everything is folded, and as the jobs are.
    async fn counts(&mut self) -> (Vec<(i64, i64)>, Vec<(i64, i64)>) {
        self.queue.take("counter", 0).await.unwrap();
        let scheduled = sqlx::query_as("select waiting, running from tenant_schedules order by tenant_id")
            .fetch_all(&mut self.owner)
            .await
            .unwrap();
        let real = sqlx::query_as(
            "select count(*) filter (where state = 'waiting'), count(*) filter (where state = 'leased')
             from tenant_schedules s left join queue_jobs q using (tenant_id) group by tenant_id order by tenant_id",
        )
        .fetch_all(&mut self.owner)
        .await
        .unwrap();
        (scheduled, real)
    }
}

const NO_CAP: JobPlan = JobPlan { cap: None, weight: 1 };

#[sqlx::test(migrations = false)]
async fn a_backlog_of_ten_thousand_makes_nobody_else_wait(_: PgPoolOptions, options: PgConnectOptions) {
    let mut house = House::new(options).await;
    let heavy = house.tenant().await;
    house.backlog(heavy, NO_CAP, &vec![60; 10_000]).await;
    let started: HashSet<TenantId> = house.queue.take("w", 5).await.unwrap().iter().map(|lease| lease.tenant).collect();
    assert_eq!(started, HashSet::from([heavy]));
    let mut light = HashSet::new();
    for _ in 0..99 {
        let tenant = house.tenant().await;
        house.enqueue(tenant, NO_CAP, 60).await;
        light.insert(tenant);
    }
    // One round: each workspace that has work once. The heavy one's last turn may lie within it.
    let round: Vec<TenantId> = house.queue.take("w", 100).await.unwrap().iter().map(|lease| lease.tenant).collect();
    assert_eq!(round.iter().filter(|tenant| light.contains(tenant)).count(), 99);
}

#[sqlx::test(migrations = false)]
async fn shares_follow_weights_within_the_bound(_: PgPoolOptions, options: PgConnectOptions) {
    let mut house = House::new(options).await;
    let mut runner = TestRunner::deterministic();
    let workspaces = prop::collection::vec((1_u32..17, prop::collection::vec(1_u32..400, 60..90)), 2..7);
    for case in 0..8 {
        let workspaces = workspaces.new_tree(&mut runner).unwrap().current();
        let mut of = HashMap::new();
        let mut jobs = HashMap::new();
        for (weight, seconds) in &workspaces {
            let tenant = house.tenant().await;
            let builds = house.backlog(tenant, JobPlan { cap: None, weight: *weight }, seconds).await;
            jobs.extend(builds.into_iter().zip(seconds.iter().copied()));
            of.insert(tenant, (f64::from(*weight), f64::from(*seconds.iter().max().unwrap()), seconds.len()));
        }
        let mut given: HashMap<TenantId, (f64, usize)> = of.keys().map(|tenant| (*tenant, (0.0, 0))).collect();
        // As long as everybody has work.
        while of.iter().all(|(tenant, (.., jobs))| given[tenant].1 < *jobs) {
            let leases = house.queue.take("w", 1 + case % 3).await.unwrap();
            for lease in &leases {
                let one = given.get_mut(&lease.tenant).unwrap();
                *one = (one.0 + f64::from(jobs[&lease.build]), one.1 + 1);
                let shares: Vec<(f64, f64)> = of
                    .iter()
                    .map(|(tenant, (weight, longest, _))| (given[tenant].0 / weight, longest / weight))
                    .collect();
                if of.iter().any(|(tenant, (.., jobs))| given[tenant].1 == *jobs) {
                    continue;
                }
                for (one, other) in shares.iter().flat_map(|one| shares.iter().map(move |other| (one, other))) {
                    let apart = (one.0 - other.0).abs();
                    assert!(apart <= one.1 + other.1 + 1e-6, "case {case}: {apart} apart, {} allowed", one.1 + other.1);
                }
            }
            for lease in &leases {
                assert!(house.finish(lease).await);
            }
        }
        // The next case begins with an empty queue.
        loop {
            let leases = house.queue.take("w", 100).await.unwrap();
            if leases.is_empty() {
                break;
            }
            for lease in &leases {
                house.finish(lease).await;
            }
        }
    }
}

/// What happens to a queue.
#[derive(Clone, Debug)]
enum Step {
    Enqueue(usize, u32, bool),
    Take(usize),
    Finish(usize),
    Withdraw(usize),
    Plan(usize, Option<u32>, u32),
    Lapse,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        5 => (0_usize..4, 1_u32..300, any::<bool>()).prop_map(|(tenant, seconds, new)| Step::Enqueue(tenant, seconds, new)),
        4 => (1_usize..4).prop_map(Step::Take),
        3 => (0_usize..50).prop_map(Step::Finish),
        1 => (0_usize..50).prop_map(Step::Withdraw),
        1 => (0_usize..4, prop::option::of(1_u32..4), 1_u32..17).prop_map(|(tenant, cap, weight)| Step::Plan(tenant, cap, weight)),
        1 => Just(Step::Lapse),
    ];
    prop::collection::vec(step, 40..120)
}

#[sqlx::test(migrations = false)]
async fn whatever_happens_caps_hold_order_holds_and_no_slot_leaks(_: PgPoolOptions, options: PgConnectOptions) {
    let mut house = House::new(options).await;
    let (mut runner, steps) = (TestRunner::deterministic(), steps());
    for case in 0..12 {
        let steps = steps.new_tree(&mut runner).unwrap().current();
        let tenants = [house.tenant().await, house.tenant().await, house.tenant().await, house.tenant().await];
        let mut plans = [JobPlan { cap: Some(1), weight: 1 }; 4];
        // The model: what waits in which order (class, arrival), and what is leased.
        let mut waiting: BTreeMap<(usize, u8, usize), BuildId> = BTreeMap::new();
        let mut leased: Vec<(usize, Lease)> = Vec::new();
        let mut lapsed: Vec<Lease> = Vec::new();
        for (arrival, step) in steps.iter().enumerate() {
            match *step {
                Step::Enqueue(tenant, seconds, is_new) => {
                    let class = if is_new { Class::New } else { Class::Resumed };
                    let build = house.enqueue_as(tenants[tenant], plans[tenant], seconds, class).await;
                    waiting.insert((tenant, u8::from(is_new), arrival), build);
                }
                Step::Take(slots) => {
                    for lease in house.queue.take("w", slots).await.unwrap() {
                        let tenant = tenants.iter().position(|one| *one == lease.tenant).unwrap();
                        let (first, build) = waiting.range((tenant, 0, 0)..(tenant + 1, 0, 0)).next().unwrap();
                        assert_eq!(
                            *build, lease.build,
                            "case {case}: first come, first served, and who goes on before"
                        );
                        let first = *first;
                        waiting.remove(&first);
                        leased.push((tenant, lease));
                        let running = leased.iter().filter(|(one, _)| *one == tenant).count();
                        assert!(plans[tenant].cap.is_none_or(|cap| running <= cap as usize), "case {case}: cap passed");
                    }
                }
                Step::Finish(which) if !leased.is_empty() => {
                    let (_, lease) = leased.remove(which % leased.len());
                    assert!(house.finish(&lease).await);
                    assert!(!house.finish(&lease).await, "twice does nothing");
                }
                Step::Withdraw(which) if !waiting.is_empty() => {
                    let key = *waiting.keys().nth(which % waiting.len()).unwrap();
                    let build = waiting.remove(&key).unwrap();
                    assert!(house.withdraw(tenants[key.0], build).await);
                    assert!(!house.withdraw(tenants[key.0], build).await);
                }
                Step::Plan(tenant, cap, weight) => {
                    // What runs goes on, so a lower cap holds once it has ended.
                    while leased.iter().filter(|(one, _)| *one == tenant).count() > cap.unwrap_or(99) as usize {
                        let place = leased.iter().position(|(one, _)| *one == tenant).unwrap();
                        house.finish(&leased.remove(place).1).await;
                    }
                    plans[tenant] = JobPlan { cap, weight };
                    let mut tx = house.database.tenant(tenants[tenant]).await.unwrap();
                    house.queue.set_plan_in(&mut tx, tenants[tenant], plans[tenant]).await.unwrap();
                    tx.commit().await.unwrap();
                }
                Step::Lapse if !leased.is_empty() => {
                    house.clock.advance(chrono::Duration::seconds(10));
                    let again = house.queue.take("other", leased.len()).await.unwrap();
                    assert_eq!(again.len(), leased.len(), "case {case}: each lapsed lease, and nothing beside");
                    for (_, lease) in &mut leased {
                        let new = again.iter().find(|one| one.build == lease.build).unwrap();
                        assert!(new.fence > lease.fence);
                        lapsed.push(std::mem::replace(lease, *new));
                    }
                }
                _ => {}
            }
        }
        for lease in lapsed {
            assert!(!house.finish(&lease).await, "whoever lost a lease ends nothing");
            assert!(!house.queue.renew(&lease).await.unwrap());
        }
        let (scheduled, real) = house.counts().await;
        assert_eq!(scheduled, real, "case {case}: {steps:?}");
        for build in waiting.into_iter().map(|((tenant, ..), build)| (tenant, build)) {
            house.withdraw(tenants[build.0], build.1).await;
        }
        for (_, lease) in leased {
            house.finish(&lease).await;
        }
        let (scheduled, real) = house.counts().await;
        assert!(scheduled.iter().chain(&real).all(|counts| *counts == (0, 0)), "nothing leaks: {scheduled:?}");
    }
}

#[sqlx::test(migrations = false)]
async fn many_workers_at_once_take_each_job_once_and_pass_no_cap(_: PgPoolOptions, options: PgConnectOptions) {
    let mut house = House::new(options).await;
    let plan = JobPlan { cap: Some(3), weight: 1 };
    let mut expected = HashSet::new();
    for _ in 0..10 {
        let tenant = house.tenant().await;
        expected.extend(house.backlog(tenant, plan, &[5; 30]).await);
    }
    let mut workers = tokio::task::JoinSet::new();
    for number in 0..8 {
        let (queue, database) = (house.queue.clone(), house.database.clone());
        workers.spawn(async move {
            let mut done = Vec::new();
            loop {
                let leases = queue.take(&format!("worker {number}"), 1 + number % 4).await.unwrap();
                if leases.is_empty() && done.len() > 1 {
                    let mut tx = database.dispatcher().await.unwrap();
                    let left: i64 = sqlx::query_scalar("select count(*) from queue_jobs where state = 'waiting'")
                        .fetch_one(&mut *tx)
                        .await
                        .unwrap();
                    if left == 0 {
                        return done;
                    }
                }
                for lease in leases {
                    let mut tx = database.dispatcher().await.unwrap();
                    let most: i64 = sqlx::query_scalar(
                        "select coalesce(max(running), 0) from (select count(*) as running from queue_jobs
                         where state = 'leased' group by tenant_id) each",
                    )
                    .fetch_one(&mut *tx)
                    .await
                    .unwrap();
                    drop(tx);
                    assert!(most <= 3, "a cap of 3 was passed: {most}");
                    let mut tx = database.tenant(lease.tenant).await.unwrap();
                    assert!(queue.finish_in(&mut tx, &lease).await.unwrap());
                    tx.commit().await.unwrap();
                    done.push(lease.build);
                }
            }
        });
    }
    let done = tokio::time::timeout(Duration::from_secs(60), workers.join_all()).await.expect("they end").concat();
    assert_eq!(done.len(), expected.len(), "each once");
    assert_eq!(done.into_iter().collect::<HashSet<_>>(), expected);
}

#[sqlx::test(migrations = false)]
async fn the_place_that_is_told_is_the_order_that_is_kept(_: PgPoolOptions, options: PgConnectOptions) {
    let mut house = House::new(options).await;
    let (one, other) = (house.tenant().await, house.tenant().await);
    let plan = JobPlan { cap: Some(2), weight: 1 };
    house.queue.announce("w", 4).await.unwrap();
    house.backlog(one, plan, &[30; 12]).await;
    house.backlog(other, plan, &[30; 3]).await;
    let resumed = house.enqueue_as(one, plan, 30, Class::Resumed).await;
    let running = house.queue.take("w", 4).await.unwrap();
    assert_eq!(running.iter().filter(|lease| lease.tenant == one).count(), 2);
    assert!(running.iter().any(|lease| lease.build == resumed), "what goes on comes before what is new");
    let mut tx = house.database.tenant(one).await.unwrap();
    let told = house.queue.places_in(&mut tx, plan, 50).await.unwrap();
    let positions: Vec<u32> = told.iter().map(|(_, place)| place.as_ref().unwrap().position).collect();
    assert_eq!(positions, (1..=11).collect::<Vec<_>>());
    for (build, place) in &told {
        assert_eq!(house.queue.place_in(&mut tx, *build, plan).await.unwrap(), *place, "one answer by both ways");
    }
    drop(tx);
    let mut started = Vec::new();
    let mut at_work: Vec<Lease> = running.into_iter().filter(|lease| lease.tenant == one).collect();
    while let Some(lease) = at_work.pop() {
        house.finish(&lease).await;
        for lease in house.queue.take("w", 1).await.unwrap() {
            assert_eq!(lease.tenant, one, "the other workspace is at its cap");
            started.push(lease.build);
            at_work.push(lease);
        }
    }
    assert_eq!(started, told.iter().map(|(build, _)| *build).collect::<Vec<_>>());
}

#[sqlx::test(migrations = false)]
async fn another_workspace_sees_nothing_of_a_queue(_: PgPoolOptions, options: PgConnectOptions) {
    let mut house = House::new(options).await;
    let (one, other) = (house.tenant().await, house.tenant().await);
    let build = house.enqueue(one, NO_CAP, 10).await;
    let mut tx = house.database.tenant(other).await.unwrap();
    assert!(house.queue.places_in(&mut tx, NO_CAP, 50).await.unwrap().is_empty());
    assert!(!house.queue.withdraw_in(&mut tx, build).await.unwrap());
    tx.commit().await.unwrap();
    assert_eq!(house.queue.take("w", 5).await.unwrap().len(), 1);
}
