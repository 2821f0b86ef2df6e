//! The verbs of reservations, lines, refunds and counters. Each joins its caller's transaction: a line lives and dies with
//! the run it is for. Whoever locks a build's row does so before calling any of them, and earlier months come before later.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;

use super::model::{BuildCosts, CostLine, Counter, Refund, Reservation, Reserved, Settled, UsageDifference};
use super::rules::{decide, month_of, split, to_reserve};
use super::store::{self, months, reservations};
use crate::agents::{AgentId, Phase};
use crate::error::{Error, ErrorCode, Result};
use crate::events::Outbox;
use crate::ids::{BuildId, TenantId};
use crate::money::Usd;
use crate::platform::clock::Clock;
use crate::platform::database::Database;

/// The ledger.
#[derive(Clone)]
pub struct Ledger {
    pub(super) database: Database,
    pub(super) clock: Clock,
    pub(super) outbox: Outbox,
}

impl Ledger {
    /// Over `database`.
    #[must_use]
    pub fn new(database: Database, clock: Clock) -> Self {
        let outbox = Outbox::new(database.clone(), clock.clone());
        Self { database, clock, outbox }
    }

    /// Holds what a run may cost at most, where the month's budget has room. Asking again for the same run changes nothing.
    ///
    /// # Errors
    /// `CONFLICT` for a run that is settled; when the database does not answer.
    pub async fn reserve_in(&self, connection: &mut PgConnection, reservation: &Reservation) -> Result<Reserved> {
        let (month, usd) = (month_of(reservation.at), to_reserve(reservation.usd));
        let sums = months::lock(connection, reservation.tenant, month).await?;
        // A statement of its own, after the lock: it sees the budget that the lock's last holder set.
        let standing = reservations::standing(connection, reservation).await?;
        if standing.is_held {
            return Ok(Reserved::Granted);
        }
        if standing.is_settled {
            return Err(Error::new(
                ErrorCode::Conflict,
                "This run is settled; another attempt has a number of its own.",
            ));
        }
        let answer = decide(standing.budget, &sums, usd);
        if answer == Reserved::Granted {
            reservations::hold(connection, &Reservation { usd, ..*reservation }, month).await?;
        }
        Ok(answer)
    }

    /// Turns a run's reservation into its line: at most what was reserved is charged, in the reservation's month. A run
    /// without one is charged in full, in the month of the line. A second line for the same run violates its key and ends
    /// the transaction.
    ///
    /// # Errors
    /// When the database refuses or does not answer.
    pub async fn settle_in(
        &self,
        connection: &mut PgConnection,
        tenant: TenantId,
        build: BuildId,
        line: &CostLine,
    ) -> Result<Settled> {
        let run = (build, line.agent_id, line.attempt);
        let month = reservations::month(connection, run).await?.unwrap_or_else(|| month_of(line.at));
        months::lock(connection, tenant, month).await?;
        let reserved = reservations::take(connection, run).await?;
        let (charged, waived) = split(line.cost_usd, reserved);
        let line = CostLine { cost_usd: charged, waived_usd: waived, ..line.clone() };
        store::insert(connection, (tenant, build, month), &line).await?;
        let sums = months::settle(connection, (tenant, month), reserved.unwrap_or_default(), &line).await?;
        let alerts = self.tell_in(connection, (tenant, month), sums.net_usd(), line.at).await?;
        Ok(Settled { charged, alerts })
    }

    /// Gives up everything that is held for a build. Returns how much that was.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn release_in(&self, connection: &mut PgConnection, build: BuildId) -> Result<Usd> {
        reservations::release(connection, build, None).await
    }

    /// Gives up what is held for one run. Returns how much that was.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn release_run_in(
        &self,
        connection: &mut PgConnection,
        build: BuildId,
        agent: AgentId,
        attempt: u32,
    ) -> Result<Usd> {
        reservations::release(connection, build, Some((agent, attempt))).await
    }

    /// Gives back what the build has cost and was not given back before, since it failed; nothing where that is nothing.
    /// It counts in the month of `at`.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn refund_in(&self, connection: &mut PgConnection, refund: &Refund<'_>) -> Result<Option<Usd>> {
        let month = month_of(refund.at);
        months::lock(connection, refund.tenant, month).await?;
        let given = store::refund(connection, refund).await?;
        if let Some(usd) = given {
            months::refund(connection, (refund.tenant, month), usd).await?;
        }
        Ok(given)
    }

    /// Counts a build.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn count_in(
        &self,
        connection: &mut PgConnection,
        tenant: TenantId,
        at: DateTime<Utc>,
        counter: Counter,
    ) -> Result<()> {
        months::count(connection, (tenant, month_of(at)), counter).await
    }

    /// Counts a build against the plan's builds of the month, where fewer than `limit` are counted. Returns the month that it
    /// counts in.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn admit_in(
        &self,
        connection: &mut PgConnection,
        tenant: TenantId,
        at: DateTime<Utc>,
        limit: Option<u32>,
    ) -> Result<Option<NaiveDate>> {
        months::admit(connection, (tenant, month_of(at)), limit).await
    }

    /// Builds that count against the plan's builds of the month.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn admitted_in(&self, connection: &mut PgConnection, tenant: TenantId, at: DateTime<Utc>) -> Result<u32> {
        months::admitted(connection, (tenant, month_of(at))).await
    }

    /// Gives the plan's `month` a build back: one that failed, or never began.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn give_back_in(&self, connection: &mut PgConnection, tenant: TenantId, month: NaiveDate) -> Result<()> {
        months::give_back(connection, (tenant, month)).await
    }

    /// Spent by the build, and by one of its phases.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn totals_in(&self, connection: &mut PgConnection, build: BuildId, phase: Phase) -> Result<(Usd, Usd)> {
        store::totals(connection, build, phase).await
    }

    /// Tokens of all lines.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn tokens_in(&self, connection: &mut PgConnection, build: BuildId) -> Result<u64> {
        store::tokens(connection, build).await
    }

    /// Spent by the build, less what was given back.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn paid_in(&self, connection: &mut PgConnection, build: BuildId) -> Result<Usd> {
        let (total, _) = store::totals(connection, build, Phase::Discovery).await?;
        Ok(total - store::refunded(connection, build).await?)
    }

    /// The whole ledger of a build.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn costs_in(&self, connection: &mut PgConnection, build: BuildId, quote_usd: Usd) -> Result<BuildCosts> {
        let lines = store::lines(connection, build).await?;
        let refunded_usd = store::refunded(connection, build).await?;
        Ok(BuildCosts { total_usd: lines.iter().map(|line| line.cost_usd).sum(), refunded_usd, quote_usd, lines })
    }

    /// The months whose row does not keep what lines, refunds and reservations add up to. There are none.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn audit(&self, tenant: TenantId) -> Result<Vec<UsageDifference>> {
        let mut tx = self.database.tenant(tenant).await?;
        let differences = months::differences(&mut tx, tenant).await?;
        tx.commit().await?;
        Ok(differences)
    }
}
