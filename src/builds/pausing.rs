//! A build stops at the month's budget, keeps what it has, and goes on by itself when there is room again.

use serde_json::json;
use sqlx::PgConnection;

use super::admission::Arrival;
use super::agent_run::Stop;
use super::event::{BuildEventKind, ReasonEvent};
use super::leases;
use super::model::BuildStatus;
use super::service::Builds;
use super::store::{self, held};
use crate::accounts::Caller;
use crate::error::{Error, ErrorCode, Result};
use crate::ids::{BuildId, TenantId};
use crate::ledger::{Budget, BudgetState};
use crate::money::Usd;
use crate::platform::backplane::Topic;
use crate::queue::{Class, Lease};

impl Builds {
    /// Pauses a build whose next agent needs `needed` and finds no room in the budget. Its agents have ended.
    pub(super) async fn pause(&self, lease: &Lease, needed: Usd) -> Result<(), Stop> {
        let now = self.clock.now();
        let mut tx = self.database.tenant(lease.tenant).await?;
        leases::hold(&mut tx, lease).await?.ok_or(Stop::LeaseLost)?;
        self.ledger.release_in(&mut tx, lease.build).await?;
        self.queue.finish_in(&mut tx, lease).await?;
        let reason = format!(
            "This month's budget has no room for the next agent, who may cost up to {needed}. What was made is kept; the build \
             goes on by itself as soon as the budget has that much room: when it is raised, or when the month turns."
        );
        held::set_paused(&mut tx, lease.build, needed, &reason).await?;
        let event = BuildEventKind::BuildPaused(ReasonEvent::new(reason));
        store::append_events(&mut tx, lease.tenant, lease.build, now, &[event]).await?;
        let payload = json!({ "buildId": lease.build, "neededUsd": needed.exact() });
        self.outbox.publish_in(&mut tx, lease.tenant, "build.paused", payload).await?;
        tx.commit().await?;
        self.backplane.publish(&Topic::Build(lease.build)).await;
        Ok(())
    }

    /// Sets the month's budget; what the old one had stopped goes on as far as there is room.
    ///
    /// # Errors
    /// As [`crate::ledger::Ledger::set_budget`].
    pub async fn set_budget(&self, caller: &Caller, budget: Budget) -> Result<BudgetState> {
        let state = self.ledger.set_budget(caller, budget).await?;
        self.budget_changed(caller.tenant_id).await;
        Ok(state)
    }

    /// There may be room in the budget again.
    pub(super) async fn budget_changed(&self, tenant: TenantId) {
        if let Err(error) = self.resume_paused(tenant).await {
            tracing::warn!(%error, "paused builds go on a little later");
        }
    }

    /// Lets a paused build go on, where the budget has room for its next agent.
    ///
    /// # Errors
    /// `NOT_FOUND`; `CONFLICT` where it is not paused; `COST_001` where there is no room.
    pub async fn resume(&self, caller: &Caller, id: BuildId) -> Result<()> {
        let tenant = caller.tenant_id;
        let mut tx = self.database.tenant(tenant).await?;
        let status = store::status_for_update(&mut tx, id).await?.ok_or_else(|| Error::not_found("build"))?;
        if status != BuildStatus::Paused {
            let message = format!("This build is {}; only a paused build can go on.", status.as_str());
            return Err(Error::new(ErrorCode::Conflict, message));
        }
        if !self.resume_in(&mut tx, (tenant, id), Usd::ZERO).await? {
            let message = "The month's budget has no room for this build's next agent. Raise the budget, or wait for the \
                           month to turn; what was made is kept.";
            return Err(Error::new(ErrorCode::LimitReached, message));
        }
        tx.commit().await?;
        self.backplane.publish(&Topic::Build(id)).await;
        self.wake().await;
        Ok(())
    }

    /// Lets paused builds go on, those that waited longest first, as far as the budget has room.
    pub(super) async fn resume_paused(&self, tenant: TenantId) -> Result<()> {
        let mut tx = self.database.tenant(tenant).await?;
        let paused = held::paused(&mut tx).await?;
        tx.commit().await?;
        let mut promised = Usd::ZERO;
        for (build, needed) in paused {
            let mut tx = self.database.tenant(tenant).await?;
            if self.resume_in(&mut tx, (tenant, build), promised).await? {
                tx.commit().await?;
                self.backplane.publish(&Topic::Build(build)).await;
                promised += needed;
            }
        }
        if promised != Usd::ZERO {
            self.wake().await;
        }
        Ok(())
    }

    /// Queues one paused build again where its next agent fits beside what was `promised` to others. False where it does not,
    /// or where it is not paused any more.
    async fn resume_in(
        &self,
        connection: &mut PgConnection,
        (tenant, build): (TenantId, BuildId),
        promised: Usd,
    ) -> Result<bool> {
        let now = self.clock.now();
        let Some((needed, seconds)) = held::paused_for_update(connection, build).await? else { return Ok(false) };
        if !self.ledger.fits_in(connection, tenant, needed + promised, now).await? {
            return Ok(false);
        }
        let reason = "The budget has room again: the build waits for its turn, ahead of new ones.";
        let event = BuildEventKind::BuildResumed(ReasonEvent::new(reason));
        store::append_events(connection, tenant, build, now, &[event]).await?;
        let seconds = u32::try_from(seconds).unwrap_or(1);
        self.admit_in(connection, &Arrival { build, tenant, class: Class::Resumed, seconds, is_counted: true }).await?;
        self.outbox.publish_in(connection, tenant, "build.resumed", json!({ "buildId": build })).await?;
        Ok(true)
    }
}
