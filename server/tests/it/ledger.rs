//! The ledger: whatever happens to runs, in whatever order and however many at once, it keeps what its lines add up to,
//! and a budget that stops is never passed.

use std::sync::Arc;

use chrono::{DateTime, Duration, NaiveDate, Utc};
use olympus::accounts::{Caller, Door};
use olympus::agents::{AgentId, Phase};
use olympus::ids::{BuildId, SessionId, TenantId, UserId};
use olympus::ledger::{
    Budget, BudgetAction, CostLine, Counter, Ledger, Refund, Reservation, Reserved, Settled, month_of, resets_at,
};
use olympus::money::Usd;
use olympus::platform::database::{Database, Tx};
use serde_json::{Value, json};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{Connection, PgConnection};
use tokio::sync::{Notify, Semaphore};

use crate::support::{RECIPES, TestServer};

pub const AGENTS: [AgentId; 2] = [AgentId::Atlas, AgentId::Sentinel];

/// A workspace with builds of its own, and the ledger over it.
pub struct House {
    pub ledger: Ledger,
    pub database: Database,
    pub caller: Caller,
    pub builds: Vec<BuildId>,
    pub now: DateTime<Utc>,
}

/// A run of the house: build, agent, attempt, by their places.
pub type Run = (usize, usize, u32);

impl House {
    /// A copy of the first workspace under a new id, with `builds` copies of its first build.
    pub async fn copy(server: &TestServer, owner: &mut PgConnection, builds: usize) -> Self {
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

    pub async fn tx(&self) -> Tx {
        self.database.tenant(self.caller.tenant_id).await.unwrap()
    }

    pub fn reservation(&self, (build, agent, attempt): Run, usd: Usd, at: DateTime<Utc>) -> Reservation {
        let (tenant, build, agent) = (self.caller.tenant_id, self.builds[build], AGENTS[agent]);
        Reservation { tenant, build, agent, attempt, usd, at }
    }

    pub async fn reserve(&self, run: Run, usd: Usd, at: DateTime<Utc>) -> olympus::error::Result<Reserved> {
        let mut tx = self.tx().await;
        let answer = self.ledger.reserve_in(&mut tx, &self.reservation(run, usd, at)).await?;
        tx.commit().await.unwrap();
        Ok(answer)
    }

    pub async fn settle(&self, run: Run, usd: Usd, at: DateTime<Utc>) -> olympus::error::Result<Settled> {
        let mut tx = self.tx().await;
        let (tenant, build) = (self.caller.tenant_id, self.builds[run.0]);
        let settled = self.ledger.settle_in(&mut tx, tenant, build, &line(run, usd, at)).await?;
        tx.commit().await.unwrap();
        Ok(settled)
    }

    pub async fn budget(&self, monthly_usd: Option<Usd>, action: BudgetAction) {
        self.ledger.set_budget(&self.caller, Budget { monthly_usd, action }).await.unwrap();
    }

    pub async fn balanced(&self) {
        assert_eq!(self.ledger.audit(self.caller.tenant_id).await.unwrap(), []);
    }
}

pub fn line((_, agent, attempt): Run, cost_usd: Usd, at: DateTime<Utc>) -> CostLine {
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

/// A server with one member and one build, and the database's owner.
pub async fn start(database: &PgConnectOptions) -> (TestServer, PgConnection) {
    let server = TestServer::without_worker(database.clone()).await;
    server.member("ada@example.com").await.build(RECIPES).await;
    (server, PgConnection::connect_with(database).await.unwrap())
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
    if n.is_multiple_of(7) {
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
