//! How a build comes into the queue: counted against the month's builds of the plan, or parked until there is room; and what a
//! change of plan means for those that wait.

use chrono::{DateTime, Months, NaiveTime, Utc};
use serde_json::json;
use sqlx::PgConnection;

use super::event::{BuildEventKind, ParkedEvent, ReasonEvent};
use super::model::BuildStatus;
use super::service::Builds;
use super::store::{self, held};
use crate::error::Result;
use crate::ids::{BuildId, TenantId};
use crate::ledger::month_of;
use crate::plans::{Tier, limits};
use crate::platform::backplane::Topic;
use crate::queue::{Class, Job, JobPlan, Place};
use crate::quotes::pace;

/// What came of asking for a turn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Admission {
    /// It waits; without a place it starts at once.
    Queued(Option<Place>),
    /// The month has no room: it starts by itself at this time.
    Parked(DateTime<Utc>),
}

impl Admission {
    /// Where the build stands now.
    #[must_use]
    pub fn status(&self) -> BuildStatus {
        match self {
            Self::Queued(_) => BuildStatus::Queued,
            Self::Parked(_) => BuildStatus::Parked,
        }
    }

    /// Where it waits; nothing where it starts at once or is parked.
    #[must_use]
    pub fn place(self) -> Option<Place> {
        match self {
            Self::Queued(place) => place,
            Self::Parked(_) => None,
        }
    }

    /// When it starts by itself, where it is parked.
    #[must_use]
    pub fn starts_at(&self) -> Option<DateTime<Utc>> {
        match self {
            Self::Queued(_) => None,
            Self::Parked(at) => Some(*at),
        }
    }
}

/// A build that asks for a turn. Its row is locked or new.
pub(super) struct Arrival {
    pub build: BuildId,
    pub tenant: TenantId,
    pub class: Class,
    /// Expected seconds of what is left to do.
    pub seconds: u32,
    /// Whether the month's count has it already.
    pub is_counted: bool,
}

impl Builds {
    /// Lets a build wait for its turn, or parks it where the plan's builds of this month are used.
    pub(super) async fn admit_in(&self, connection: &mut PgConnection, arrival: &Arrival) -> Result<Admission> {
        let tier = self.tier_in(connection, arrival.tenant).await?;
        if arrival.is_counted || self.count_in(connection, arrival, tier).await? {
            return Ok(Admission::Queued(self.queue_in(connection, arrival, tier).await?));
        }
        let limit = limits(tier).builds_per_month.unwrap_or(u32::MAX);
        let before = held::parked_before(connection, arrival.build).await?;
        let starts_at = start_of_month(self.clock.now(), parked_months(before, limit));
        self.park_in(connection, (arrival.tenant, arrival.build), starts_at, limit).await?;
        let payload = json!({ "buildId": arrival.build, "startsAt": starts_at });
        self.outbox.publish_in(connection, arrival.tenant, "build.parked", payload).await?;
        Ok(Admission::Parked(starts_at))
    }

    /// Counts a build among the month's. False where the plan's builds of this month are used.
    async fn count_in(&self, connection: &mut PgConnection, arrival: &Arrival, tier: Tier) -> Result<bool> {
        let (limit, now) = (limits(tier).builds_per_month, self.clock.now());
        let month = self.ledger.admit_in(connection, arrival.tenant, now, limit).await?;
        if month.is_some() {
            held::set_admitted(connection, arrival.build, month).await?;
        }
        Ok(month.is_some())
    }

    /// Lets a build that is counted wait for its turn. Returns where.
    async fn queue_in(&self, connection: &mut PgConnection, arrival: &Arrival, tier: Tier) -> Result<Option<Place>> {
        let (now, plan) = (self.clock.now(), JobPlan::of(tier));
        let Arrival { build, tenant, class, seconds, .. } = *arrival;
        self.queue.enqueue_in(connection, &Job { build, tenant, class, seconds, plan }).await?;
        store::set_queued(connection, build, now).await?;
        let place = self.queue.place_in(connection, build, plan).await?;
        if let Some(place) = &place {
            let event = BuildEventKind::Queue(place.clone());
            store::append_events(connection, tenant, build, now, &[event]).await?;
            held::set_told(connection, build, place).await?;
        }
        self.outbox.publish_in(connection, tenant, "build.queued", json!({ "buildId": build })).await?;
        Ok(place)
    }

    /// Parks a build, or tells a parked one of another start.
    async fn park_in(
        &self,
        connection: &mut PgConnection,
        (tenant, build): (TenantId, BuildId),
        starts_at: DateTime<Utc>,
        limit: u32,
    ) -> Result<()> {
        let (now, reason) = (self.clock.now(), parked_reason(limit, starts_at));
        held::set_parked(connection, build, (starts_at, &reason), now).await?;
        let event = BuildEventKind::BuildParked(ParkedEvent { reason, starts_at });
        store::append_events(connection, tenant, build, now, &[event]).await?;
        Ok(())
    }

    /// Part of a change of plan: from now on the queue gives the workspace what its new plan allows.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn plan_changed_in(&self, connection: &mut PgConnection, tenant: TenantId, tier: Tier) -> Result<()> {
        self.queue.set_plan_in(connection, tenant, JobPlan::of(tier)).await
    }

    /// A build has ended: what it gave back, of budget and of the month's count, may let others go on.
    pub(super) async fn room_came(&self, tenant: TenantId) {
        self.budget_changed(tenant).await;
        self.plan_changed(tenant).await;
    }

    /// After a change of plan: what was parked starts as far as there is room now, and those that wait learn their new place.
    pub async fn plan_changed(&self, tenant: TenantId) {
        if let Err(error) = self.admit_parked(tenant).await {
            tracing::warn!(%error, "parked builds are admitted a little later");
        }
        self.wake().await;
        self.announce_positions(tenant).await;
    }

    /// Lets parked builds in, oldest first, as far as the month has room; the rest learn when they start.
    pub(super) async fn admit_parked(&self, tenant: TenantId) -> Result<()> {
        loop {
            let mut tx = self.database.tenant(tenant).await?;
            let tier = self.tier_in(&mut tx, tenant).await?;
            let Some((build, seconds)) = held::next_parked(&mut tx).await? else { return Ok(()) };
            let seconds = u32::try_from(seconds).unwrap_or(1);
            let arrival = Arrival { build, tenant, class: Class::New, seconds, is_counted: false };
            if !self.count_in(&mut tx, &arrival, tier).await? {
                drop(tx);
                return self.tell_parked(tenant).await;
            }
            let reason = "There is room for this build now: it waits for its turn.";
            let event = BuildEventKind::BuildResumed(ReasonEvent::new(reason));
            store::append_events(&mut tx, tenant, build, self.clock.now(), &[event]).await?;
            self.queue_in(&mut tx, &arrival, tier).await?;
            tx.commit().await?;
            self.backplane.publish(&Topic::Build(build)).await;
            self.wake().await;
        }
    }

    /// Tells those that stay parked when they start, where that has changed.
    async fn tell_parked(&self, tenant: TenantId) -> Result<()> {
        let mut tx = self.database.tenant(tenant).await?;
        let limit = limits(self.tier_in(&mut tx, tenant).await?).builds_per_month.unwrap_or(u32::MAX);
        let now = self.clock.now();
        let parked = held::parked(&mut tx).await?;
        let mut told = Vec::new();
        for (before, (build, starts_at)) in (0..).zip(parked) {
            let new = start_of_month(now, parked_months(before, limit));
            if new == starts_at {
                continue;
            }
            self.park_in(&mut tx, (tenant, build), new, limit).await?;
            told.push(build);
        }
        tx.commit().await?;
        for build in told {
            self.backplane.publish(&Topic::Build(build)).await;
        }
        Ok(())
    }

    /// What time brings: builds that finished set the pace of estimates; a new month admits what was parked and lets paused builds go on; those that wait learn how long still.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn sweep(&self) -> Result<()> {
        let mut tx = self.database.dispatcher().await?;
        let tenants = held::tenants_held(&mut tx).await?;
        let pace = pace(&mut tx).await?;
        tx.commit().await?;
        self.queue.set_pace(pace).await?;
        for tenant in tenants {
            self.admit_parked(tenant).await?;
            self.resume_paused(tenant).await?;
        }
        Ok(())
    }

    /// Tells every workspace with waiting builds where they stand, where that has changed.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn announce_all(&self) -> Result<()> {
        for tenant in self.queue.tenants_waiting().await? {
            self.announce_positions(tenant).await;
        }
        Ok(())
    }
}

/// The first moment (UTC) of the month that comes `months` after that of `now`.
fn start_of_month(now: DateTime<Utc>, months: u32) -> DateTime<Utc> {
    let first = month_of(now);
    first.checked_add_months(Months::new(months)).unwrap_or(first).and_time(NaiveTime::MIN).and_utc()
}

fn parked_reason(limit: u32, starts_at: DateTime<Utc>) -> String {
    let day = starts_at.format("%-d %B %Y");
    format!(
        "Your plan starts {limit} builds a month, and this month's are used. This one starts by itself on {day} (UTC), or at \
         once with a higher plan. Nothing is lost."
    )
}

/// Months from now until a build starts before which `before` others are parked, where `limit` start a month.
fn parked_months(before: u32, limit: u32) -> u32 {
    1 + before / limit.max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_months_worth_of_parked_builds_starts_each_month() {
        let months: Vec<u32> = (0..12).map(|before| parked_months(before, 5)).collect();
        assert_eq!(months, [1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 3, 3]);
    }
}
