//! Puts every service together, once. Edges take the one or two that they use, never the whole.

use std::sync::Arc;
use std::time::Duration;

use tokio_util::sync::CancellationToken;

use crate::accounts::Accounts;
use crate::billing::{Billing, BillingConfig, BillingConfigError};
use crate::builds::{Builds, Worker};
use crate::engines::{EngineConfig, Engines};
use crate::error::Result;
use crate::events::{Outbox, Subscriber};
use crate::flags::Flags;
use crate::guests::Guests;
use crate::ids::TenantId;
use crate::ledger::{Ledger, UsageReports};
use crate::platform::backplane::SharedBackplane;
use crate::platform::clock::Clock;
use crate::platform::database::{Database, server_key};
use crate::quotes::QuoteScores;
use crate::rate_limits::RateLimits;
use crate::tenants::Tenants;

/// Workspaces whose books are compared with their lines each minute.
const AUDITED_AT_ONCE: i64 = 50;

/// Every service of the house.
#[derive(Clone)]
pub struct Services {
    /// People.
    pub accounts: Accounts,
    /// Workspaces.
    pub tenants: Tenants,
    /// Builds.
    pub builds: Builds,
    /// Plans and who pays for them.
    pub billing: Billing,
    /// What plays the agents of each workspace.
    pub engines: Engines,
    /// Guests.
    pub guests: Guests,
    /// Feature flags.
    pub flags: Flags,
    /// Budgets, and what is kept of each month.
    pub ledger: Ledger,
    /// What was spent, by day.
    pub usage: UsageReports,
    /// How often somebody may ask.
    pub rate_limits: RateLimits,
    /// What happened.
    pub outbox: Outbox,
    /// The database, for readiness and an orderly end.
    pub database: Database,
    /// The backplane, for readiness.
    pub backplane: SharedBackplane,
}

impl Services {
    /// Over a migrated database.
    ///
    /// # Errors
    /// When roster or rate card do not hold, or the database does not answer.
    pub async fn new(
        database: Database,
        backplane: SharedBackplane,
        clock: Clock,
        engine: EngineConfig,
    ) -> Result<Self> {
        crate::agents::check_roster().map_err(crate::error::Error::internal)?;
        crate::quotes::check_rate_card().map_err(crate::error::Error::internal)?;
        let preview_key = server_key(&database, "preview", clock.now()).await?;
        let engines_key = server_key(&database, "engines", clock.now()).await?;
        let share_key = server_key(&database, "share", clock.now()).await?;
        let accounts = Accounts::new(database.clone(), clock.clone(), Arc::clone(&backplane))?;
        let tenants = Tenants::new(database.clone(), clock.clone());
        let keys = (preview_key, share_key);
        let engines = Engines::new(database.clone(), clock.clone(), tenants.clone(), &engines_key, engine)?;
        let works = (tenants.clone(), engines.clone());
        let builds = Builds::new(database.clone(), clock.clone(), Arc::clone(&backplane), works, keys);
        let billing = Billing::new(database.clone(), clock.clone(), tenants.clone(), builds.clone());
        let reached = (accounts.clone(), tenants.clone(), builds.clone());
        let guests = Guests::new(database.clone(), clock.clone(), Arc::clone(&backplane), reached);
        let rate_limits = RateLimits::new(database.clone(), clock.clone(), Arc::clone(&backplane), tenants.clone());
        let flags = Flags::new(database.clone(), clock.clone(), Arc::clone(&backplane)).await;
        let ledger = Ledger::new(database.clone(), clock.clone());
        let usage = UsageReports::new(database.clone(), clock.clone());
        let outbox = Outbox::new(database.clone(), clock);
        Ok(Self {
            accounts,
            tenants,
            builds,
            billing,
            engines,
            guests,
            flags,
            ledger,
            usage,
            rate_limits,
            outbox,
            database,
            backplane,
        })
    }

    /// The same, with whoever takes the money.
    ///
    /// # Errors
    /// Where the provider's client cannot be made.
    pub fn billed_through(mut self, config: BillingConfig) -> Result<Self, BillingConfigError> {
        self.billing = self.billing.through(config)?;
        Ok(self)
    }

    /// A worker that plays agents with each workspace's own engine.
    #[must_use]
    pub fn worker(&self, slots: usize, pace: Duration, owner: &str) -> Worker {
        self.worker_with(self.engines.clone(), slots, pace, owner)
    }

    /// A worker that plays agents with these engines.
    #[must_use]
    pub fn worker_with(&self, engines: Engines, slots: usize, pace: Duration, owner: &str) -> Worker {
        Worker::new(self.builds.clone(), engines, slots, pace, owner)
    }

    /// Housekeeping until `shutdown`: hands events to subscribers each second, tells waiting builds their place every five, sweeps and audits each minute.
    pub async fn housekeeping(self, shutdown: CancellationToken) {
        let subscribers: [Arc<dyn Subscriber>; 1] = [Arc::new(QuoteScores)];
        let mut hand_on = tokio::time::interval(Duration::from_secs(1));
        let mut audited = None;
        let mut places = tokio::time::interval(Duration::from_secs(5));
        let mut sweep = tokio::time::interval(Duration::from_secs(60));
        loop {
            let done = tokio::select! {
                () = shutdown.cancelled() => return,
                _ = hand_on.tick() => self.outbox.hand_on(&subscribers).await.map(|_| ()),
                _ = places.tick() => self.builds.announce_all().await,
                _ = sweep.tick() => self.sweep(&mut audited).await,
            };
            if let Err(error) = done {
                tracing::warn!(%error, "housekeeping is tried again");
            }
        }
    }

    async fn sweep(&self, audited: &mut Option<TenantId>) -> Result<()> {
        *audited = self.audit_after(*audited).await?;
        self.guests.sweep().await?;
        self.accounts.sweep().await?;
        self.builds.sweep().await?;
        self.outbox.sweep().await
    }

    /// Compares the books of the next workspaces with their lines, and says where to go on. A difference is an alarm: there are none.
    async fn audit_after(&self, after: Option<TenantId>) -> Result<Option<TenantId>> {
        let tenants = self.tenants.next(after, AUDITED_AT_ONCE).await?;
        for tenant in &tenants {
            for difference in self.ledger.audit(*tenant).await? {
                metrics::counter!("olympus_ledger_differences_total").increment(1);
                tracing::error!(%tenant, ?difference, "the month's use is not the sum of its lines");
            }
        }
        Ok(tenants.last().copied())
    }
}
