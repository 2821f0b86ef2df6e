//! The verbs of the ledger. Each joins its caller's transaction: a line lives and dies with the run it is for.

use sqlx::PgConnection;

use super::model::{BuildCosts, CostLine};
use super::store;
use crate::agents::Phase;
use crate::error::Result;
use crate::ids::{BuildId, TenantId};
use crate::money::Usd;

/// What is to be given back, and why.
#[derive(Clone, Copy, Debug)]
pub struct Refund<'a> {
    /// Whose.
    pub tenant: TenantId,
    /// For which build.
    pub build: BuildId,
    /// For people.
    pub reason: &'a str,
    /// When.
    pub at: chrono::DateTime<chrono::Utc>,
}

/// The ledger.
#[derive(Clone, Copy, Debug, Default)]
pub struct Ledger;

impl Ledger {
    /// Writes a line; a second line for the same run violates its key and ends the transaction.
    ///
    /// # Errors
    /// When the database refuses or does not answer.
    pub async fn record_in(
        self,
        connection: &mut PgConnection,
        tenant: TenantId,
        build: BuildId,
        line: &CostLine,
    ) -> Result<()> {
        store::insert(connection, tenant, build, line).await
    }

    /// Spent by the build, and by one of its phases.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn totals_in(self, connection: &mut PgConnection, build: BuildId, phase: Phase) -> Result<(Usd, Usd)> {
        store::totals(connection, build, phase).await
    }

    /// Tokens of all lines.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn tokens_in(self, connection: &mut PgConnection, build: BuildId) -> Result<u64> {
        store::tokens(connection, build).await
    }

    /// Gives back what the build has cost and was not given back before, since it failed; nothing where that is nothing.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn refund_in(self, connection: &mut PgConnection, refund: &Refund<'_>) -> Result<Option<Usd>> {
        store::refund(connection, refund).await
    }

    /// Spent by the build, less what was given back.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn paid_in(self, connection: &mut PgConnection, build: BuildId) -> Result<Usd> {
        let (total, _) = store::totals(connection, build, Phase::Discovery).await?;
        Ok(total - store::refunded(connection, build).await?)
    }

    /// The whole ledger of a build.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn costs_in(self, connection: &mut PgConnection, build: BuildId, quote_usd: Usd) -> Result<BuildCosts> {
        let lines = store::lines(connection, build).await?;
        let refunded_usd = store::refunded(connection, build).await?;
        Ok(BuildCosts { total_usd: lines.iter().map(|line| line.cost_usd).sum(), refunded_usd, quote_usd, lines })
    }
}
