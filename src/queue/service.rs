//! The verbs of the queue. Those that end in `_in` join their caller's transaction, which sees the workspace.

use std::time::Duration;

use sqlx::PgConnection;

use super::job::{Job, JobPlan, Lease};
use super::model::Place;
use super::rules::{self, Ahead, Pace};
use super::store;
use crate::error::Result;
use crate::ids::{BuildId, TenantId};
use crate::platform::clock::Clock;
use crate::platform::database::Database;

/// A lease that is not renewed for this long belongs to whoever takes it: the wait after a `kill -9`.
pub const LEASE: Duration = Duration::from_secs(9);
/// A worker that is silent for this long is no longer counted in estimates.
const SILENT: Duration = Duration::from_secs(15);

/// The queue.
#[derive(Clone)]
pub struct Queue {
    database: Database,
    clock: Clock,
}

impl Queue {
    /// Over `database`.
    #[must_use]
    pub fn new(database: Database, clock: Clock) -> Self {
        Self { database, clock }
    }

    /// Lets a build wait for its turn. It must not be in the queue already.
    ///
    /// # Errors
    /// When the database refuses or does not answer.
    pub async fn enqueue_in(&self, connection: &mut PgConnection, job: &Job) -> Result<()> {
        store::enqueue(connection, job, self.clock.now()).await
    }

    /// Takes a build out, whether it waits or runs. False where it is not in the queue.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn withdraw_in(&self, connection: &mut PgConnection, build: BuildId) -> Result<bool> {
        store::withdraw(connection, build).await
    }

    /// Ends a lease and frees its slot. False where it is not held any more.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn finish_in(&self, connection: &mut PgConnection, lease: &Lease) -> Result<bool> {
        store::finish(connection, lease).await
    }

    /// From now on the workspace's jobs run under this plan; what runs goes on.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn set_plan_in(&self, connection: &mut PgConnection, tenant: TenantId, plan: JobPlan) -> Result<()> {
        store::set_plan(connection, tenant, plan).await
    }

    /// Takes up to `slots` jobs for `owner`: first those whose worker fell silent, then by fairness.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn take(&self, owner: &str, slots: usize) -> Result<Vec<Lease>> {
        let now = self.clock.now();
        let mut tx = self.database.dispatcher().await?;
        let leases = store::take(&mut tx, (owner, count(slots)), now, now + LEASE).await?;
        tx.commit().await?;
        Ok(leases)
    }

    /// Renews a lease. False where it is not held any more.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn renew(&self, lease: &Lease) -> Result<bool> {
        self.hold_until(lease, LEASE).await
    }

    /// Gives a lease back, so that another worker goes on at once.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn hand_back(&self, lease: &Lease) -> Result<bool> {
        self.hold_until(lease, Duration::ZERO).await
    }

    async fn hold_until(&self, lease: &Lease, time: Duration) -> Result<bool> {
        let mut tx = self.database.tenant(lease.tenant).await?;
        let held = store::extend(&mut tx, lease, self.clock.now() + time).await?;
        tx.commit().await?;
        Ok(held)
    }

    /// Counts `owner` among the workers, with so many slots; with none it takes its leave.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn announce(&self, owner: &str, slots: usize) -> Result<()> {
        let now = self.clock.now();
        let mut tx = self.database.dispatcher().await?;
        store::announce(&mut tx, (owner, count(slots)), now, now - SILENT).await?;
        Ok(tx.commit().await?)
    }

    /// Notes how measured durations compare with quoted ones: tenth, fiftieth, ninetieth percentile of `n` ratios, or with `n` 0 the
    /// range of the quotes themselves.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn set_pace(&self, ([low, expected, high], n): ([f64; 3], u32)) -> Result<()> {
        let pace = Pace { low, expected, high, n };
        let mut tx = self.database.dispatcher().await?;
        store::set_pace(&mut tx, pace).await?;
        Ok(tx.commit().await?)
    }

    /// Where a build waits; nothing where a slot is free for it, or where it does not wait.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn place_in(
        &self,
        connection: &mut PgConnection,
        build: BuildId,
        plan: JobPlan,
    ) -> Result<Option<Place>> {
        let Some(ahead) = store::ahead(connection, build).await? else { return Ok(None) };
        let running = store::running(connection, self.clock.now()).await?;
        Ok(rules::place(Ahead::of(ahead, running), plan, store::load(connection).await?))
    }

    /// Where the first `limit` of the workspace's waiting builds stand, next first.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn places_in(
        &self,
        connection: &mut PgConnection,
        plan: JobPlan,
        limit: i64,
    ) -> Result<Vec<(BuildId, Option<Place>)>> {
        let waiting = store::first_waiting(connection, limit).await?;
        let running = store::running(connection, self.clock.now()).await?;
        let load = store::load(connection).await?;
        let mut before = (0_u32, 0_u64);
        let mut places = Vec::with_capacity(waiting.len());
        for (build, seconds) in waiting {
            places.push((build, rules::place(Ahead::of(before, running), plan, load)));
            before = (before.0 + 1, before.1 + u64::try_from(seconds).unwrap_or(0));
        }
        Ok(places)
    }

    /// Workspaces in which something waits.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn tenants_waiting(&self) -> Result<Vec<TenantId>> {
        let mut tx = self.database.dispatcher().await?;
        let tenants = store::tenants_waiting(&mut tx).await?;
        tx.commit().await?;
        Ok(tenants)
    }
}

fn count(slots: usize) -> i32 {
    i32::try_from(slots).unwrap_or(i32::MAX)
}
