//! The ledger: whatever happens to runs, in whatever order and however many at once, it keeps what its lines add up to,
//! and a budget that stops is never passed.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, Duration, Months, NaiveDate, Utc};
use olympus::accounts::{Caller, Door};
use olympus::agents::{AgentId, Phase};
use olympus::ids::{BuildId, SessionId, TenantId, UserId};
use olympus::ledger::{
    Budget, BudgetAction, CostLine, Counter, Ledger, Refund, Reservation, Reserved, Settled, month_of, resets_at,
};
use olympus::money::Usd;
use olympus::platform::database::{Database, Tx};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use reqwest::StatusCode;
use serde_json::{Value, json};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{Connection, PgConnection};
use tokio::sync::{Notify, Semaphore};

use crate::support::{Answer, Person, RECIPES, TestServer};

const AGENTS: [AgentId; 2] = [AgentId::Atlas, AgentId::Sentinel];

/// A workspace with builds of its own, and the ledger over it.
struct House {
    ledger: Ledger,
    database: Database,
    caller: Caller,
    builds: Vec<BuildId>,
    now: DateTime<Utc>,
}

/// A run of the house: build, agent, attempt, by their places.
type Run = (usize, usize, u32);

impl House {
    /// A copy of the first workspace under a new id, with `builds` copies of its first build.
    async fn copy(server: &TestServer, owner: &mut PgConnection, builds: usize) -> Self {
        let tenant = TenantId::new();
        let user: UserId =
            sqlx::query_scalar("select user_id from tenant_members limit 1").fetch_one(&mut *owner).await.unwrap();
        sqlx::query(
            "insert into tenants select (jsonb_populate_record(t, jsonb_build_object('id', $1))).* from tenants t limit 1",
        )
        .bind(tenant)
        .execute(&mut *owner)
        .await
        .unwrap();
        sqlx::query(
            "insert into tenant_members (tenant_id, user_id, role, created_at) values ($1, $2, 'owner', now())",
        )
        .bind(tenant)
        .bind(user)
        .execute(&mut *owner)
        .await
        .unwrap();
        let builds: Vec<BuildId> = (0..builds).map(|_| BuildId::new()).collect();
        for build in &builds {
            sqlx::query(
                "insert into builds select (jsonb_populate_record(b, jsonb_build_object('id', $1, 'root_id', $1, 'tenant_id', $2))).*
                 from builds b order by created_at limit 1",
            )
            .bind(build)
            .bind(tenant)
            .execute(&mut *owner)
            .await
            .unwrap();
        }
        let caller = Caller {
            user_id: user,
            tenant_id: tenant,
            email: "ada@example.com".to_owned(),
            name: "Ada".to_owned(),
            door: Door::Session(SessionId::new()),
        };
        let services = &server.services;
        let now = server.clock.now();
        Self { ledger: services.ledger.clone(), database: services.database.clone(), caller, builds, now }
    }

    async fn tx(&self) -> Tx {
        self.database.tenant(self.caller.tenant_id).await.unwrap()
    }

    fn reservation(&self, (build, agent, attempt): Run, usd: Usd, at: DateTime<Utc>) -> Reservation {
        let (tenant, build, agent) = (self.caller.tenant_id, self.builds[build], AGENTS[agent]);
        Reservation { tenant, build, agent, attempt, usd, at }
    }

    async fn reserve(&self, run: Run, usd: Usd, at: DateTime<Utc>) -> olympus::error::Result<Reserved> {
        let mut tx = self.tx().await;
        let answer = self.ledger.reserve_in(&mut tx, &self.reservation(run, usd, at)).await?;
        tx.commit().await.unwrap();
        Ok(answer)
    }

    async fn settle(&self, run: Run, usd: Usd, at: DateTime<Utc>) -> olympus::error::Result<Settled> {
        let mut tx = self.tx().await;
        let (tenant, build) = (self.caller.tenant_id, self.builds[run.0]);
        let settled = self.ledger.settle_in(&mut tx, tenant, build, &line(run, usd, at)).await?;
        tx.commit().await.unwrap();
        Ok(settled)
    }

    async fn budget(&self, monthly_usd: Option<Usd>, action: BudgetAction) {
        self.ledger.set_budget(&self.caller, Budget { monthly_usd, action }).await.unwrap();
    }

    async fn balanced(&self) {
        assert_eq!(self.ledger.audit(self.caller.tenant_id).await.unwrap(), []);
    }
}

fn line((_, agent, attempt): Run, cost_usd: Usd, at: DateTime<Utc>) -> CostLine {
    CostLine {
        agent_id: AGENTS[agent],
        phase: Phase::Frontend,
        attempt,
        tokens_in: 100,
        tokens_out: 11,
        cost_usd,
        waived_usd: Usd::ZERO,
        at,
    }
}

fn usd(text: &str) -> Usd {
    text.parse().unwrap()
}

/// Ten-thousandths of a dollar.
fn units(units: i64) -> Usd {
    Usd(rust_decimal::Decimal::new(units, 4))
}

/// A server with one member and one build, and the database's owner.
async fn start(database: &PgConnectOptions) -> (TestServer, PgConnection) {
    let server = TestServer::without_worker(database.clone()).await;
    server.member("ada@example.com").await.build(RECIPES).await;
    (server, PgConnection::connect_with(database).await.unwrap())
}

/// What may happen to a workspace's money.
#[derive(Clone, Debug)]
enum Act {
    Reserve(Run, i64, u32),
    Settle(Run, i64, u32),
    ReleaseRun(Run),
    Release(usize),
    Refund(usize, u32),
    Budget(Option<i64>, bool),
}

fn acts() -> impl Strategy<Value = Vec<(Act, bool)>> {
    let run = || (0_usize..3, 0_usize..2, 1_u32..4);
    let act = prop_oneof![
        6 => (run(), 0_i64..6000, 0_u32..2).prop_map(|(run, usd, month)| Act::Reserve(run, usd, month)),
        5 => (run(), 0_i64..8000, 0_u32..2).prop_map(|(run, usd, month)| Act::Settle(run, usd, month)),
        2 => run().prop_map(Act::ReleaseRun),
        1 => (0_usize..3).prop_map(Act::Release),
        1 => (0_usize..3, 0_u32..2).prop_map(|(build, month)| Act::Refund(build, month)),
        2 => (proptest::option::weighted(0.9, 1_i64..20_000), any::<bool>()).prop_map(|(usd, stop)| Act::Budget(usd, stop)),
    ];
    // One in eight dies before it commits.
    proptest::collection::vec((act, proptest::bool::weighted(0.125)), 1..40)
}

/// What must come out, in whole units and without a database.
#[derive(Clone, Default)]
struct Model {
    held: BTreeMap<Run, (u32, i64)>,
    lines: BTreeMap<Run, (u32, i64)>,
    refunds: Vec<(usize, u32, i64)>,
    limit: Option<i64>,
    stops: bool,
}

impl Model {
    fn net(&self, month: u32) -> i64 {
        let lines: i64 = self.lines.values().filter(|line| line.0 == month).map(|line| line.1).sum();
        lines - self.refunds.iter().filter(|refund| refund.1 == month).map(|refund| refund.2).sum::<i64>()
    }

    fn reserved(&self, month: u32) -> i64 {
        self.held.values().filter(|held| held.0 == month).map(|held| held.1).sum()
    }

    fn reserve(&mut self, run: Run, usd: i64, month: u32) -> Option<Reserved> {
        if self.held.contains_key(&run) {
            return Some(Reserved::Granted);
        }
        if self.lines.contains_key(&run) {
            return None;
        }
        let (net, reserved) = (self.net(month), self.reserved(month));
        let limit = self.limit.filter(|_| self.stops && usd > 0).unwrap_or(i64::MAX);
        if net + reserved + usd > limit {
            let can_come = reserved > 0 && net + usd <= limit;
            return Some(if can_come { Reserved::Wait } else { Reserved::Refused { needed_usd: units(usd) } });
        }
        self.held.insert(run, (month, usd));
        Some(Reserved::Granted)
    }

    fn settle(&mut self, run: Run, usd: i64, month: u32) -> Option<i64> {
        if self.lines.contains_key(&run) {
            return None;
        }
        let held = self.held.remove(&run);
        let (month, charged) = held.map_or((month, usd), |(month, held)| (month, usd.min(held)));
        self.lines.insert(run, (month, charged));
        Some(charged)
    }

    fn release(&mut self, of: impl Fn(&Run) -> bool) -> i64 {
        let before: i64 = self.held.values().map(|held| held.1).sum();
        self.held.retain(|run, _| !of(run));
        before - self.held.values().map(|held| held.1).sum::<i64>()
    }

    fn refund(&mut self, build: usize, month: u32) -> Option<i64> {
        let spent: i64 = self.lines.iter().filter(|(run, _)| run.0 == build).map(|(_, line)| line.1).sum();
        let given: i64 = self.refunds.iter().filter(|refund| refund.0 == build).map(|refund| refund.2).sum();
        let usd = Some(spent - given).filter(|usd| *usd > 0)?;
        self.refunds.push((build, month, usd));
        Some(usd)
    }
}

/// Does one act in the database and in the model, and compares the answers.
async fn act(house: &House, model: &mut Model, act: &Act, dies: bool) {
    let (ledger, tenant) = (&house.ledger, house.caller.tenant_id);
    let at = |month: u32| house.now.checked_add_months(Months::new(month)).unwrap();
    if let Act::Budget(limit, stops) = act {
        house.budget(limit.map(units), if *stops { BudgetAction::Stop } else { BudgetAction::Warn }).await;
        (model.limit, model.stops) = (*limit, *stops);
        return;
    }
    let before = model.clone();
    let mut tx = house.tx().await;
    match *act {
        Act::Reserve(run, usd, month) => {
            let answer = ledger.reserve_in(&mut tx, &house.reservation(run, units(usd), at(month))).await;
            assert_eq!(answer.ok(), model.reserve(run, usd, month));
            let is_new = model.held.len() > before.held.len() && usd > 0;
            if let Some(limit) = model.limit.filter(|_| model.stops && is_new) {
                assert!(model.net(month) + model.reserved(month) <= limit);
            }
        }
        Act::Settle(run, usd, month) => {
            let settled =
                ledger.settle_in(&mut tx, tenant, house.builds[run.0], &line(run, units(usd), at(month))).await;
            assert_eq!(settled.ok().map(|settled| settled.charged), model.settle(run, usd, month).map(units));
        }
        Act::ReleaseRun(run) => {
            let usd = ledger.release_run_in(&mut tx, house.builds[run.0], AGENTS[run.1], run.2).await.unwrap();
            assert_eq!(usd, units(model.release(|one| *one == run)));
        }
        Act::Release(build) => {
            let usd = ledger.release_in(&mut tx, house.builds[build]).await.unwrap();
            assert_eq!(usd, units(model.release(|one| one.0 == build)));
        }
        Act::Refund(build, month) => {
            let refund = Refund { tenant, build: house.builds[build], reason: "it failed", at: at(month) };
            assert_eq!(ledger.refund_in(&mut tx, &refund).await.unwrap(), model.refund(build, month).map(units));
        }
        Act::Budget(..) => unreachable!("done above"),
    }
    if dies {
        tx.rollback().await.unwrap();
        *model = before;
        return;
    }
    // A second line for the same run has ended the transaction; then this rolls back.
    tx.commit().await.unwrap();
    for month in 0..2 {
        let grew = model.net(month) + model.reserved(month) > before.net(month) + before.reserved(month);
        let may_grow = match act {
            Act::Reserve(..) => true,
            Act::Settle(run, ..) => !before.held.contains_key(run),
            _ => false,
        };
        assert!(may_grow || !grew, "only a reservation takes room in a budget");
    }
}

async fn agrees(house: &House, model: &Model) {
    house.balanced().await;
    let state = house.ledger.budget(&house.caller).await.unwrap();
    assert_eq!((state.used_usd, state.reserved_usd), (units(model.net(0)), units(model.reserved(0))));
    assert_eq!(state.monthly_usd, model.limit.map(units));
    let mut tx = house.tx().await;
    for (place, build) in house.builds.iter().enumerate() {
        let costs = house.ledger.costs_in(&mut tx, *build, Usd::ZERO).await.unwrap();
        let lines: i64 = model.lines.iter().filter(|(run, _)| run.0 == place).map(|(_, line)| line.1).sum();
        assert_eq!(costs.total_usd, units(lines));
        assert_eq!(costs.lines.iter().map(|line| line.cost_usd).sum::<Usd>(), costs.total_usd);
    }
}

#[sqlx::test(migrations = false)]
async fn whatever_happens_in_whatever_order_the_ledger_is_the_sum_of_its_lines(
    _: PgPoolOptions,
    database: PgConnectOptions,
) {
    let (server, owner) = start(&database).await;
    let (server, owner) = (Arc::new(server), Arc::new(tokio::sync::Mutex::new(owner)));
    let runtime = tokio::runtime::Handle::current();
    let cases = move || {
        let mut runner = TestRunner::new(Config { cases: 32, failure_persistence: None, ..Config::default() });
        let outcome = runner.run(&acts(), |acts| {
            runtime.block_on(async {
                let house = House::copy(&server, &mut *owner.lock().await, 3).await;
                let mut model = Model::default();
                for (one, dies) in &acts {
                    act(&house, &mut model, one, *dies).await;
                    agrees(&house, &model).await;
                }
            });
            Ok(())
        });
        outcome.unwrap_or_else(|failure| panic!("{failure}"));
    };
    tokio::task::spawn_blocking(cases).await.unwrap();
}

#[sqlx::test(migrations = false)]
async fn five_hundred_runs_at_once_never_pass_a_budget_that_stops(_: PgPoolOptions, database: PgConnectOptions) {
    const CONNECTIONS: usize = 24;
    let (server, mut owner) = start(&database).await;
    let wide = Database::connect(database, CONNECTIONS as u32).await.unwrap();
    let mut house = House::copy(&server, &mut owner, 5).await;
    house.ledger = Ledger::new(wide.clone(), server.clock.clone());
    house.database = wide;
    house.budget(Some(usd("10")), BudgetAction::Stop).await;
    let (house, turns, moved) = (Arc::new(house), Arc::new(Semaphore::new(CONNECTIONS)), Arc::new(Notify::new()));
    let runs: Vec<_> = (0..500_u32)
        .map(|n| tokio::spawn(one_of_many(Arc::clone(&house), Arc::clone(&turns), Arc::clone(&moved), n)))
        .collect();
    let mut granted = 0;
    for run in runs {
        granted += usize::from(run.await.unwrap());
    }
    let state = house.ledger.budget(&house.caller).await.unwrap();
    assert_eq!(state.reserved_usd, Usd::ZERO, "nothing leaked");
    assert!(state.used_usd <= usd("10"), "nothing overspent: {}", state.used_usd);
    // A run is refused only when its ten cents do not fit any more, and nothing is given back here.
    assert!(state.used_usd > usd("9.90"), "nobody was refused too early: {}", state.used_usd);
    assert!((100..500).contains(&granted), "{granted}");
    house.balanced().await;
}

/// Reserves ten cents, and settles or releases them in a second transaction. Tells whether it could begin.
async fn one_of_many(house: Arc<House>, turns: Arc<Semaphore>, moved: Arc<Notify>, n: u32) -> bool {
    let (run, ten) = ((n as usize % 5, n as usize % 2, n / 5 + 1), usd("0.10"));
    loop {
        let woken = moved.notified();
        tokio::pin!(woken);
        woken.as_mut().enable();
        let turn = turns.acquire().await.unwrap();
        let answer = house.reserve(run, ten, house.now).await.unwrap();
        let state = house.ledger.budget(&house.caller).await.unwrap();
        assert!(state.used_usd + state.reserved_usd <= usd("10"), "passed");
        drop(turn);
        match answer {
            Reserved::Granted => break,
            Reserved::Wait => woken.await,
            Reserved::Refused { needed_usd } => {
                assert_eq!(needed_usd, ten);
                return false;
            }
        }
    }
    let turn = turns.acquire().await.unwrap();
    if n % 7 == 0 {
        let mut tx = house.tx().await;
        let freed = house.ledger.release_run_in(&mut tx, house.builds[run.0], AGENTS[run.1], run.2).await.unwrap();
        assert_eq!(freed, ten);
        tx.commit().await.unwrap();
    } else {
        let cost = [usd("0.05"), ten, usd("0.20")][n as usize % 3];
        assert_eq!(house.settle(run, cost, house.now).await.unwrap().charged, cost.min(ten));
    }
    drop(turn);
    moved.notify_waiters();
    true
}

#[sqlx::test(migrations = false)]
async fn a_run_is_reserved_and_settled_once_and_pays_at_most_its_reservation(
    _: PgPoolOptions,
    database: PgConnectOptions,
) {
    let (server, mut owner) = start(&database).await;
    let house = House::copy(&server, &mut owner, 1).await;
    let run = (0, 0, 1);
    for _ in 0..2 {
        assert_eq!(house.reserve(run, usd("0.20"), house.now).await.unwrap(), Reserved::Granted);
    }
    assert_eq!(house.ledger.budget(&house.caller).await.unwrap().reserved_usd, usd("0.20"), "once");
    let settled = house.settle(run, usd("0.2300000000004"), house.now).await.unwrap();
    assert_eq!(settled.charged, usd("0.20"));
    assert!(house.settle(run, usd("0.10"), house.now).await.is_err(), "a run has one line");
    assert!(house.reserve(run, usd("0.10"), house.now).await.is_err(), "and is not begun again");
    let mut tx = house.tx().await;
    let costs = house.ledger.costs_in(&mut tx, house.builds[0], Usd::ZERO).await.unwrap();
    assert_eq!((costs.total_usd, costs.lines[0].waived_usd), (usd("0.20"), usd("0.03")));
    house.balanced().await;
}

#[sqlx::test(migrations = false)]
async fn each_threshold_is_told_once_for_each_budget(_: PgPoolOptions, database: PgConnectOptions) {
    let (server, mut owner) = start(&database).await;
    let house = House::copy(&server, &mut owner, 1).await;
    house.budget(Some(usd("1")), BudgetAction::Warn).await;
    let mut told = Vec::new();
    for (attempt, cost) in (1..).zip(["0.4999", "0.0001", "0.3", "0.1", "0.1", "0.2"]) {
        let settled = house.settle((0, 0, attempt), usd(cost), house.now).await.unwrap();
        told.push(settled.alerts.iter().map(|alert| alert.threshold).collect::<Vec<_>>());
    }
    assert_eq!(told, [vec![], vec![50], vec![80], vec![], vec![100], vec![]]);
    let history = async || {
        let alerts = house.ledger.budget(&house.caller).await.unwrap().alerts;
        alerts.iter().map(|alert| (alert.limit_usd.exact(), alert.threshold)).collect::<Vec<_>>()
    };
    house.budget(Some(usd("2")), BudgetAction::Warn).await;
    assert_eq!(history().await[0], ("2.0000".to_owned(), 50), "another budget starts anew, and tells at once");
    house.budget(Some(usd("1")), BudgetAction::Stop).await;
    assert_eq!(history().await.len(), 4, "this one was told");
    house.budget(Some(usd("1.2")), BudgetAction::Warn).await;
    assert_eq!(history().await[..3], [100, 80, 50].map(|threshold| ("1.2000".to_owned(), threshold)));
    let published: Vec<Value> = sqlx::query_scalar(
        "select payload from outbox where topic = 'budget.threshold' and tenant_id = $1 order by id",
    )
    .bind(house.caller.tenant_id)
    .fetch_all(&mut owner)
    .await
    .unwrap();
    assert_eq!(published.len(), 7);
    assert_eq!(published[0]["usedUsd"], "0.5000");
    assert_eq!((&published[0]["threshold"], &published[0]["budgetUsd"]), (&json!(50), &json!("1.0000")));
}

#[sqlx::test(migrations = false)]
async fn a_month_that_turns_makes_room_and_keeps_what_began_in_the_old_one_there(
    _: PgPoolOptions,
    database: PgConnectOptions,
) {
    let (server, mut owner) = start(&database).await;
    let house = House::copy(&server, &mut owner, 1).await;
    let (one, tenant) = (usd("1"), house.caller.tenant_id);
    house.budget(Some(one), BudgetAction::Stop).await;
    assert_eq!(house.reserve((0, 0, 1), usd("0.6"), house.now).await.unwrap(), Reserved::Granted);
    assert_eq!(house.reserve((0, 0, 2), usd("0.6"), house.now).await.unwrap(), Reserved::Wait);
    assert_eq!(
        house.reserve((0, 0, 2), usd("1.1"), house.now).await.unwrap(),
        Reserved::Refused { needed_usd: usd("1.1") }
    );

    server.clock.advance(resets_at(house.now) - house.now + Duration::seconds(1));
    let later = server.clock.now();
    let mut tx = house.tx().await;
    assert!(house.ledger.fits_in(&mut tx, tenant, usd("0.6"), later).await.unwrap());
    assert!(!house.ledger.fits_in(&mut tx, tenant, usd("0.6"), house.now).await.unwrap());
    tx.commit().await.unwrap();
    assert_eq!(house.reserve((0, 0, 2), usd("0.6"), later).await.unwrap(), Reserved::Granted);
    house.settle((0, 0, 1), usd("0.5"), later).await.unwrap();
    let state = house.ledger.budget(&house.caller).await.unwrap();
    assert_eq!((state.used_usd, state.reserved_usd), (Usd::ZERO, usd("0.6")), "it began before the turn");
    assert_eq!(state.resets_at, resets_at(later));

    let mut tx = house.tx().await;
    let released = house.ledger.release_in(&mut tx, house.builds[0]).await.unwrap();
    let refund = Refund { tenant, build: house.builds[0], reason: "it failed", at: later };
    let given = house.ledger.refund_in(&mut tx, &refund).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!((released, given), (usd("0.6"), Some(usd("0.5"))));
    let kept: Vec<(NaiveDate, Usd, Usd)> =
        sqlx::query_as("select month, cost_usd, refunded_usd from tenant_usage where tenant_id = $1 order by month")
            .bind(tenant)
            .fetch_all(&mut owner)
            .await
            .unwrap();
    let expected = [(month_of(house.now), usd("0.5"), Usd::ZERO), (month_of(later), Usd::ZERO, usd("0.5"))];
    assert_eq!(kept, expected, "given back in the month in which it failed");
    house.balanced().await;
}

#[sqlx::test(migrations = false)]
async fn the_last_builds_of_a_month_are_admitted_once_and_can_be_given_back(
    _: PgPoolOptions,
    database: PgConnectOptions,
) {
    let (server, mut owner) = start(&database).await;
    let house = Arc::new(House::copy(&server, &mut owner, 1).await);
    let tenant = house.caller.tenant_id;
    let admit = |house: Arc<House>, limit: Option<u32>| async move {
        let mut tx = house.tx().await;
        let month = house.ledger.admit_in(&mut tx, tenant, house.now, limit).await.unwrap();
        tx.commit().await.unwrap();
        month
    };
    assert_eq!(admit(Arc::clone(&house), Some(0)).await, None);
    let all: Vec<_> = (0..12).map(|_| tokio::spawn(admit(Arc::clone(&house), Some(3)))).collect();
    let mut admitted = 0;
    for one in all {
        admitted += usize::from(one.await.unwrap() == Some(month_of(house.now)));
    }
    assert_eq!(admitted, 3);
    let mut tx = house.tx().await;
    house.ledger.give_back_in(&mut tx, tenant, month_of(house.now)).await.unwrap();
    house.ledger.count_in(&mut tx, tenant, house.now, Counter::Failed).await.unwrap();
    house.ledger.count_in(&mut tx, tenant, house.now, Counter::Created).await.unwrap();
    tx.commit().await.unwrap();
    assert!(admit(Arc::clone(&house), Some(3)).await.is_some());
    assert_eq!(admit(Arc::clone(&house), Some(3)).await, None);
    assert!(admit(Arc::clone(&house), None).await.is_some(), "a plan without a limit");
    let counts: (i32, i32, i32, i32) = sqlx::query_as(
        "select builds_created, builds_admitted, builds_completed, builds_failed from tenant_usage where tenant_id = $1",
    )
    .bind(tenant)
    .fetch_one(&mut owner)
    .await
    .unwrap();
    assert_eq!(counts, (1, 4, 0, 1));
}

#[sqlx::test(migrations = false)]
async fn the_money_of_one_workspace_is_nothing_to_another(_: PgPoolOptions, database: PgConnectOptions) {
    let (server, mut owner) = start(&database).await;
    let (ada, bob) = (House::copy(&server, &mut owner, 1).await, House::copy(&server, &mut owner, 1).await);
    ada.budget(Some(usd("1")), BudgetAction::Stop).await;
    ada.reserve((0, 0, 1), usd("0.9"), ada.now).await.unwrap();
    assert_eq!(bob.reserve((0, 0, 1), usd("5"), bob.now).await.unwrap(), Reserved::Granted);
    let state = bob.ledger.budget(&bob.caller).await.unwrap();
    assert_eq!((state.monthly_usd, state.reserved_usd), (None, usd("5")));
    let mut tx = bob.tx().await;
    assert_eq!(bob.ledger.release_in(&mut tx, ada.builds[0]).await.unwrap(), Usd::ZERO);
    assert!(bob.ledger.reserve_in(&mut tx, &ada.reservation((0, 0, 2), usd("0.01"), ada.now)).await.is_err());
    drop(tx);
    assert_eq!(ada.ledger.budget(&ada.caller).await.unwrap().reserved_usd, usd("0.9"));
    let stranger = Caller { tenant_id: ada.caller.tenant_id, user_id: UserId::new(), ..bob.caller.clone() };
    let refused = bob.ledger.set_budget(&stranger, Budget::default()).await.unwrap_err();
    assert_eq!(refused.http_status(), 403);
}

async fn put(person: &Person, body: &Value) -> Answer {
    person.send(person.client.put(person.at("/api/v1/budget")).json(body)).await
}

#[sqlx::test(migrations = false)]
async fn a_budget_is_set_shown_and_removed_over_the_api(_: PgPoolOptions, database: PgConnectOptions) {
    let server = TestServer::without_worker(database).await;
    let ada = server.member("ada@example.com").await;
    let none = ada.get("/api/v1/budget").await;
    assert_eq!(none.status, StatusCode::OK, "{}", none.body);
    let data = &none.body["data"];
    assert_eq!((&data["monthlyUsd"], &data["action"], &data["alerts"]), (&Value::Null, &json!("warn"), &json!([])));
    assert_eq!(data["thresholds"], json!([50, 80, 100]));
    assert_eq!(data["resetsAt"].as_str().unwrap().parse::<DateTime<Utc>>().unwrap(), resets_at(server.clock.now()));

    for (amount, shown) in [
        (json!(25.5), "25.5000"),
        (json!("0.1"), "0.1000"),
        (json!(1_000_000), "1000000.0000"),
        (json!("999999.9999"), "999999.9999"),
        (json!(0.0001), "0.0001"),
    ] {
        let set = put(&ada, &json!({ "monthlyUsd": amount, "action": "stop" })).await;
        assert_eq!((set.status, set.text("/data/action")), (StatusCode::OK, "stop".to_owned()), "{}", set.body);
        let text = ada.raw("/api/v1/budget").await.text().await.unwrap();
        let expected = format!("\"monthlyUsd\":{shown},\"action\":\"stop\",\"usedUsd\":0.0000,\"reservedUsd\":0.0000");
        assert!(text.contains(&expected), "{text}");
    }
    let removed = put(&ada, &json!({ "monthlyUsd": null })).await;
    assert_eq!((removed.status, &removed.body["data"]["monthlyUsd"]), (StatusCode::OK, &Value::Null));
}

#[sqlx::test(migrations = false)]
async fn a_wrong_budget_is_refused_by_its_field_and_a_wrong_person_by_the_role(
    _: PgPoolOptions,
    database: PgConnectOptions,
) {
    let server = TestServer::without_worker(database.clone()).await;
    let ada = server.member("ada@example.com").await;
    for (body, field) in [
        (json!({ "action": "stop" }), "monthlyUsd"),
        (json!({ "monthlyUsd": 0, "action": "stop" }), "monthlyUsd"),
        (json!({ "monthlyUsd": -5, "action": "stop" }), "monthlyUsd"),
        (json!({ "monthlyUsd": 1_000_001, "action": "stop" }), "monthlyUsd"),
        (json!({ "monthlyUsd": "1.00001", "action": "stop" }), "monthlyUsd"),
        (json!({ "monthlyUsd": 1e300, "action": "stop" }), "monthlyUsd"),
        (json!({ "monthlyUsd": "a lot", "action": "stop" }), "monthlyUsd"),
        (json!({ "monthlyUsd": true, "action": "stop" }), "monthlyUsd"),
        (json!({ "monthlyUsd": [1], "action": "stop" }), "monthlyUsd"),
        (json!({ "monthlyUsd": 5 }), "action"),
        (json!({ "monthlyUsd": 5, "action": "explode" }), "action"),
        (json!({ "monthlyUsd": 5, "action": 7 }), "action"),
    ] {
        let answer = put(&ada, &body).await;
        assert_eq!(
            (answer.status, answer.code()),
            (StatusCode::BAD_REQUEST, "INVALID_INPUT"),
            "{body}: {}",
            answer.body
        );
        assert_eq!(answer.text("/error/details/field"), field, "{body}: {}", answer.body);
    }
    let guest = server.guest();
    assert_eq!(guest.get("/api/v1/budget").await.status, StatusCode::UNAUTHORIZED);
    let good = json!({ "monthlyUsd": 5, "action": "warn" });
    assert_eq!(put(&guest, &good).await.status, StatusCode::UNAUTHORIZED);
    let mut owner = PgConnection::connect_with(&database).await.unwrap();
    for (role, status) in [
        ("admin", StatusCode::OK),
        ("builder", StatusCode::FORBIDDEN),
        ("reviewer", StatusCode::FORBIDDEN),
        ("viewer", StatusCode::FORBIDDEN),
    ] {
        sqlx::query("update tenant_members set role = $1").bind(role).execute(&mut owner).await.unwrap();
        assert_eq!(put(&ada, &good).await.status, status, "{role}");
        assert_eq!(ada.get("/api/v1/budget").await.status, StatusCode::OK, "a {role} may look");
    }
}
