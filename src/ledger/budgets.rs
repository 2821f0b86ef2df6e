//! The verbs of a month's budget: set, show, ask whether something fits, and tell what was reached.

use chrono::{DateTime, NaiveDate, Utc};
use serde_json::json;
use sqlx::PgConnection;

use super::model::{Budget, BudgetAlert, BudgetState, Reserved};
use super::rules::{THRESHOLDS, checked, decide, month_of, reached, resets_at, to_reserve};
use super::service::Ledger;
use super::store::{budgets, months};
use crate::accounts::Caller;
use crate::error::{Error, ErrorCode, Result};
use crate::ids::TenantId;
use crate::money::Usd;

impl Ledger {
    /// The budget of the caller's workspace, what is used of it, and what was told.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn budget(&self, caller: &Caller) -> Result<BudgetState> {
        let mut tx = self.database.tenant(caller.tenant_id).await?;
        let state = state_in(&mut tx, caller.tenant_id, self.clock.now()).await?;
        tx.commit().await?;
        Ok(state)
    }

    /// Sets the budget, or removes it; it holds from the next reservation on. What is used already is told at once.
    ///
    /// # Errors
    /// `INVALID_INPUT` for an amount that is none, `AUTH_002` for everybody but owners and admins.
    pub async fn set_budget(&self, caller: &Caller, budget: Budget) -> Result<BudgetState> {
        let (tenant, now) = (caller.tenant_id, self.clock.now());
        let budget = checked(budget)?;
        let mut tx = self.database.tenant(tenant).await?;
        let role = budgets::role(&mut tx, tenant, caller.user_id).await?;
        if !matches!(role.as_deref(), Some("owner" | "admin")) {
            let message = "Only owners and admins change the budget. Ask one of them.";
            return Err(Error::new(ErrorCode::NotAllowed, message));
        }
        let sums = months::lock(&mut tx, tenant, month_of(now)).await?;
        budgets::upsert(&mut tx, tenant, &budget, (caller.user_id, now)).await?;
        self.tell_in(&mut tx, (tenant, month_of(now)), sums.net_usd(), now).await?;
        let payload = json!({
            "monthlyUsd": budget.monthly_usd.map(Usd::exact),
            "action": budget.action,
            "userId": caller.user_id,
        });
        self.outbox.publish_in(&mut tx, tenant, "budget.changed", payload).await?;
        let state = state_in(&mut tx, tenant, now).await?;
        tx.commit().await?;
        Ok(state)
    }

    /// Whether `usd` could be reserved now. A hint: nothing is held, and another may be faster.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn fits_in(
        &self,
        connection: &mut PgConnection,
        tenant: TenantId,
        usd: Usd,
        now: DateTime<Utc>,
    ) -> Result<bool> {
        let sums = months::sums(connection, tenant, month_of(now)).await?;
        let budget = budgets::find(connection, tenant).await?;
        Ok(decide(budget, &sums, to_reserve(usd)) == Reserved::Granted)
    }

    /// Tells the thresholds that `used` has reached and that were not told before, in the caller's transaction.
    pub(super) async fn tell_in(
        &self,
        connection: &mut PgConnection,
        (tenant, month): (TenantId, NaiveDate),
        used: Usd,
        at: DateTime<Utc>,
    ) -> Result<Vec<BudgetAlert>> {
        let budget = budgets::find(connection, tenant).await?;
        let Some(limit) = budget.monthly_usd else { return Ok(Vec::new()) };
        let thresholds = reached(limit, used);
        if thresholds.is_empty() {
            return Ok(Vec::new());
        }
        let alert = |threshold| BudgetAlert { month, threshold, limit_usd: limit, used_usd: used, at };
        let alerts: Vec<BudgetAlert> = thresholds.into_iter().map(alert).collect();
        let told = budgets::insert_new(connection, tenant, &alerts).await?;
        let new: Vec<BudgetAlert> = alerts.into_iter().filter(|alert| told.contains(&alert.threshold)).collect();
        for alert in &new {
            let payload = json!({
                "month": month,
                "threshold": alert.threshold,
                "usedUsd": used.exact(),
                "budgetUsd": limit.exact(),
                "action": budget.action,
            });
            self.outbox.publish_in(connection, tenant, "budget.threshold", payload).await?;
        }
        Ok(new)
    }
}

async fn state_in(connection: &mut PgConnection, tenant: TenantId, now: DateTime<Utc>) -> Result<BudgetState> {
    let sums = months::sums(connection, tenant, month_of(now)).await?;
    let budget = budgets::find(connection, tenant).await?;
    let alerts = budgets::alerts(connection, tenant).await?;
    Ok(BudgetState {
        monthly_usd: budget.monthly_usd,
        action: budget.action,
        used_usd: sums.net_usd(),
        reserved_usd: sums.reserved_usd,
        thresholds: THRESHOLDS.to_vec(),
        resets_at: resets_at(now),
        alerts,
    })
}
