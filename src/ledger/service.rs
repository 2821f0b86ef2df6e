//! The verbs of the ledger. Each joins its caller's transaction: a line lives and dies with the run it is for.

use sqlx::PgConnection;

use super::model::{BuildCosts, CostLine};
use super::store;
use crate::agents::Phase;
use crate::error::Result;
use crate::ids::{BuildId, TenantId};
use crate::money::Usd;

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

    /// The whole ledger of a build.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn costs_in(self, connection: &mut PgConnection, build: BuildId, quote_usd: Usd) -> Result<BuildCosts> {
        let lines = store::lines(connection, build).await?;
        Ok(BuildCosts { total_usd: lines.iter().map(|line| line.cost_usd).sum(), quote_usd, lines })
    }
}
