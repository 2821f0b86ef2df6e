//! The verbs of usage: what a workspace spent in a period, and what its month may come to. Every member may ask.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::forecast::{forecast, measured_period};
use super::store::usage::{self as store, Sum, SumOf};
use super::usage_model::{UsageBuilds, UsageDay, UsageGroup, UsageItem, UsageOutlook, UsagePeriod, UsageReport};
use crate::accounts::Caller;
use crate::agents::{AgentId, Phase, agent};
use crate::error::Result;
use crate::money::Usd;
use crate::platform::clock::Clock;
use crate::platform::database::Database;

/// Reports over the cost lines of one workspace at a time.
#[derive(Clone)]
pub struct UsageReports {
    database: Database,
    clock: Clock,
}

impl UsageReports {
    /// Over `database`.
    #[must_use]
    pub fn new(database: Database, clock: Clock) -> Self {
        Self { database, clock }
    }

    /// Today, in UTC.
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        self.clock.now().date_naive()
    }

    /// What the caller's workspace spent in `period`, told apart by `group`. The builds' limit is the plan's, which the
    /// ledger does not know.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn report(&self, caller: &Caller, period: UsagePeriod, group: UsageGroup) -> Result<UsageReport> {
        let mut tx = self.database.tenant(caller.tenant_id).await?;
        let sums = store::sums(&mut tx, period, group).await?;
        let refunded_usd = store::refunded(&mut tx, period).await?;
        let builds = store::builds(&mut tx, period).await?;
        tx.commit().await?;
        Ok(assemble(period, group, sums, (refunded_usd, builds)))
    }

    /// What `period` is held against, and what the running month may come to.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn outlook(&self, caller: &Caller, period: UsagePeriod) -> Result<UsageOutlook> {
        let now = self.clock.now();
        let today = now.date_naive();
        let mut tx = self.database.tenant(caller.tenant_id).await?;
        let days = store::days(&mut tx, measured_period(today)).await?;
        let before = match period.so_far(today).map(UsagePeriod::before) {
            Some(before) => Some((before, store::total(&mut tx, before).await?)),
            None => None,
        };
        tx.commit().await?;
        let month = UsagePeriod::month_of(today);
        let month_usd = days.iter().filter(|(day, _)| *day >= month.from()).map(|(_, cost)| *cost).sum();
        Ok(UsageOutlook { before, month_usd, forecast: forecast(now, &days), today })
    }
}

/// One statement gave all sums, so that days, totals, phases and agents are of one moment and sum to the same.
fn assemble(period: UsagePeriod, group: UsageGroup, sums: Vec<Sum>, rest: (Usd, UsageBuilds)) -> UsageReport {
    let (mut by_phase, mut by_agent) = (Vec::new(), Vec::new());
    let mut days: BTreeMap<NaiveDate, Vec<UsageItem>> = period.days().map(|day| (day, Vec::new())).collect();
    let mut totals: BTreeMap<String, UsageItem> = BTreeMap::new();
    for Sum { of, item } in sums {
        match of {
            SumOf::Phase => by_phase.push(named(UsageGroup::Phase, item)),
            SumOf::Agent => by_agent.push(named(UsageGroup::Agent, item)),
            SumOf::Day(day) => {
                let item = named(group, item);
                match totals.get_mut(&item.key) {
                    Some(total) => {
                        total.cost_usd += item.cost_usd;
                        total.tokens += item.tokens;
                    }
                    None => drop(totals.insert(item.key.clone(), item.clone())),
                }
                days.entry(day).or_default().push(item);
            }
        }
    }
    let totals = dearest_first(totals.into_values().collect());
    let (refunded_usd, builds) = rest;
    UsageReport {
        from: period.from(),
        to: period.to(),
        group,
        builds,
        tokens: totals.iter().map(|item| item.tokens).sum(),
        cost_usd: totals.iter().map(|item| item.cost_usd).sum(),
        refunded_usd,
        by_phase: dearest_first(by_phase),
        by_agent: dearest_first(by_agent),
        totals,
        days: days.into_iter().map(|(date, items)| UsageDay { date, items: dearest_first(items) }).collect(),
    }
}

fn dearest_first(mut items: Vec<UsageItem>) -> Vec<UsageItem> {
    items.sort_by(|one, other| other.cost_usd.cmp(&one.cost_usd).then_with(|| one.label.cmp(&other.label)));
    items
}

/// Agents and phases have their names in the code; a line of an agent that is no more keeps its id.
fn named(group: UsageGroup, item: UsageItem) -> UsageItem {
    let label = match group {
        UsageGroup::Agent => item.key.parse::<AgentId>().ok().map(|id| agent(id).name.to_owned()),
        UsageGroup::Phase => item.key.parse::<Phase>().ok().map(|phase| capitalised(phase.as_str())),
        UsageGroup::Person | UsageGroup::Build => None,
    };
    UsageItem { label: label.unwrap_or(item.label), ..item }
}

fn capitalised(name: &str) -> String {
    name.chars().take(1).flat_map(char::to_uppercase).chain(name.chars().skip(1)).collect()
}
