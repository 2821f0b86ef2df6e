//! The ledger against a model of it: whatever happens to runs in whatever order, it keeps what its lines add up to.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::Months;
use olympus::ledger::{BudgetAction, Refund, Reserved};
use olympus::money::Usd;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};

use crate::ledger::{AGENTS, House, Run, line, start};

/// Ten-thousandths of a dollar.
fn units(units: i64) -> Usd {
    Usd(rust_decimal::Decimal::new(units, 4))
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
