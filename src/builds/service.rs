//! The verbs that change builds, for people and programs: create, cancel, retry. Looking at them is in `reading.rs`, later
//! versions are in `versions.rs`, and workers have their verbs in `jobs.rs`.

use std::sync::Arc;

use serde_json::json;
use sqlx::PgConnection;

use super::event::{BuildEventKind, QueueEvent, ReasonEvent};
use super::model::BuildStatus;
use super::rules::{Command, next_status};
use super::store::{self, NewBuild};
use crate::accounts::Caller;
use crate::engines::Engines;
use crate::error::{Error, ErrorCode, Result};
use crate::events::Outbox;
use crate::ids::{BuildId, TenantId};
use crate::ledger::Ledger;
use crate::plans::{Tier, limits};
use crate::platform::backplane::{SharedBackplane, Topic};
use crate::platform::clock::Clock;
use crate::platform::database::Database;
use crate::quotes::{BuildRequest, Quote, quote};
use crate::tenants::Tenants;

/// Waiting builds of one tenant that are told their new position; those behind are told as they come nearer.
const TOLD_POSITIONS: i64 = 50;

/// Builds.
#[derive(Clone)]
pub struct Builds {
    pub(super) database: Database,
    pub(super) clock: Clock,
    pub(super) backplane: SharedBackplane,
    pub(super) outbox: Outbox,
    pub(super) ledger: Ledger,
    tenants: Tenants,
    pub(super) engines: Engines,
    pub(super) preview_key: Arc<[u8; 32]>,
    pub(super) share_key: Arc<[u8; 32]>,
}

/// A build that was just made.
#[derive(Clone, Debug)]
pub struct CreatedBuild {
    /// Its id.
    pub build_id: BuildId,
    /// Which version of its application, from 1.
    pub version: u32,
    /// The quote that it was made with.
    pub quote: Quote,
    /// Where it waits; nothing where it starts at once.
    pub queue: Option<QueueEvent>,
}

impl Builds {
    /// Over `database`; the keys sign the addresses of previews, and of shared views.
    #[must_use]
    pub fn new(
        database: Database,
        clock: Clock,
        backplane: SharedBackplane,
        (tenants, engines): (Tenants, Engines),
        (preview_key, share_key): ([u8; 32], [u8; 32]),
    ) -> Self {
        let outbox = Outbox::new(database.clone(), clock.clone());
        let (preview_key, share_key) = (Arc::new(preview_key), Arc::new(share_key));
        Self { database, clock, backplane, outbox, ledger: Ledger, tenants, engines, preview_key, share_key }
    }

    /// Makes a build for the caller's workspace.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn create(&self, caller: &Caller, request: &BuildRequest) -> Result<CreatedBuild> {
        let mut tx = self.database.tenant(caller.tenant_id).await?;
        let created = self.create_in(&mut tx, caller, request).await?;
        tx.commit().await?;
        self.wake().await;
        Ok(created)
    }

    /// Makes a build in the caller's transaction, which must see the caller's tenant. Call [`Self::wake`] after commit.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn create_in(
        &self,
        connection: &mut PgConnection,
        caller: &Caller,
        request: &BuildRequest,
    ) -> Result<CreatedBuild> {
        let tier = self.tenants.tier_in(connection, caller.tenant_id).await?;
        let quote = quote(request, tier);
        let (id, now) = (BuildId::new(), self.clock.now());
        let title = provisional_title(request.description.as_str());
        let build = NewBuild {
            id,
            tenant: caller.tenant_id,
            created_by: caller.user_id,
            title: &title,
            request,
            quote: &quote,
            team: &quote.plan.agents.iter().map(|one| one.agent_id).collect::<Vec<_>>(),
            origin: None,
            now,
        };
        let queue = place(store::load_of_tenant(connection, None).await?, tier, quote.duration.expected);
        store::insert(connection, &build).await?;
        if let Some(queue) = &queue {
            let event = BuildEventKind::Queue(queue.clone());
            store::append_events(connection, caller.tenant_id, id, now, &[event]).await?;
        }
        let payload = json!({ "buildId": id });
        self.outbox.publish_in(connection, caller.tenant_id, "build.queued", payload).await?;
        Ok(CreatedBuild { build_id: id, version: 1, quote, queue })
    }

    /// Where a build with this quote would wait.
    pub(super) async fn place_in(
        &self,
        connection: &mut PgConnection,
        tenant: TenantId,
        quote: &Quote,
    ) -> Result<Option<QueueEvent>> {
        let tier = self.tenants.tier_in(connection, tenant).await?;
        Ok(place(store::load_of_tenant(connection, None).await?, tier, quote.duration.expected))
    }

    pub(super) async fn tier_in(&self, connection: &mut PgConnection, tenant: TenantId) -> Result<Tier> {
        self.tenants.tier_in(connection, tenant).await
    }

    /// Wakes a worker for a build that was committed.
    pub async fn wake(&self) {
        self.backplane.publish(&Topic::BuildQueued).await;
    }

    /// Ends a build that is not over. Its files and costs stay.
    ///
    /// # Errors
    /// `NOT_FOUND`, or `CONFLICT` where it is over.
    pub async fn cancel(&self, caller: &Caller, id: BuildId) -> Result<()> {
        self.decide(caller, id, Command::Cancel).await?;
        self.announce_positions(caller.tenant_id).await;
        Ok(())
    }

    /// Queues a failed or cancelled build again. What its agents finished is kept and not paid again.
    ///
    /// # Errors
    /// `NOT_FOUND`, or `CONFLICT` where there is nothing to try again.
    pub async fn retry(&self, caller: &Caller, id: BuildId) -> Result<()> {
        self.decide(caller, id, Command::Retry).await
    }

    async fn decide(&self, caller: &Caller, id: BuildId, command: Command) -> Result<()> {
        let mut tx = self.database.tenant(caller.tenant_id).await?;
        let status = store::status_for_update(&mut tx, id).await?.ok_or_else(|| Error::not_found("build"))?;
        let next = next_status(status, command).ok_or_else(|| refusal(status, command))?;
        let (now, tenant) = (self.clock.now(), caller.tenant_id);
        if next == BuildStatus::Cancelled {
            let reason = format!("{} cancelled this build. What was made so far is kept.", caller.name);
            store::set_final(&mut tx, id, next, Some(&reason), now).await?;
            let event = BuildEventKind::BuildCancelled(ReasonEvent::new(reason));
            store::append_events(&mut tx, tenant, id, now, &[event]).await?;
        } else {
            store::set_queued(&mut tx, id, now).await?;
            self.outbox.publish_in(&mut tx, tenant, "build.queued", json!({ "buildId": id })).await?;
        }
        tx.commit().await?;
        self.backplane.publish(&Topic::Build(id)).await;
        self.wake().await;
        Ok(())
    }

    /// The workspace's colours, for the agents.
    pub(super) async fn palette_of(&self, tenant: TenantId) -> Result<Option<crate::tenants::Palette>> {
        self.tenants.palette(tenant).await
    }

    /// Tells the tenant's waiting builds where they stand now. Late or lost, it costs nobody anything.
    pub(super) async fn announce_positions(&self, tenant: TenantId) {
        if let Err(error) = self.try_announce(tenant).await {
            tracing::warn!(%error, "positions were not announced");
        }
    }

    async fn try_announce(&self, tenant: TenantId) -> Result<()> {
        let mut tx = self.database.tenant(tenant).await?;
        let waiting = store::waiting(&mut tx, TOLD_POSITIONS).await?;
        if waiting.is_empty() {
            return Ok(());
        }
        let tier = self.tenants.tier_in(&mut tx, tenant).await?;
        let (running, _) = store::load_of_tenant(&mut tx, None).await?;
        for (index, (id, seconds)) in (0_i64..).zip(&waiting) {
            // A worker may have taken it since: the lock tells.
            if store::status_for_update(&mut tx, *id).await? != Some(BuildStatus::Queued) {
                continue;
            }
            if let Some(queue) = place((running, index), tier, u32::try_from(*seconds).unwrap_or(60)) {
                let event = BuildEventKind::Queue(queue);
                store::append_events(&mut tx, tenant, *id, self.clock.now(), &[event]).await?;
            }
        }
        tx.commit().await?;
        for (id, _) in waiting {
            self.backplane.publish(&Topic::Build(id)).await;
        }
        Ok(())
    }
}

/// Where a build waits that finds `running` builds and `ahead` waiting ones of its tenant; nothing where a slot is free.
fn place((running, ahead): (i64, i64), tier: Tier, seconds: u32) -> Option<QueueEvent> {
    let slots = limits(tier).concurrent_builds?;
    let position =
        u32::try_from(running + ahead + 1).unwrap_or(u32::MAX).checked_sub(slots).filter(|place| *place > 0)?;
    let builds = if slots == 1 { "build" } else { "builds" };
    Some(QueueEvent {
        position,
        eta_seconds: position.div_ceil(slots).saturating_mul(seconds),
        reason: format!("waiting because your plan runs {slots} {builds} at a time"),
    })
}

fn refusal(status: BuildStatus, command: Command) -> Error {
    let message = match command {
        Command::Cancel => format!("This build is already {}; there is nothing to cancel.", status.as_str()),
        _ => format!("This build is {}; only a failed or cancelled build can be tried again.", status.as_str()),
    };
    Error::new(ErrorCode::Conflict, message)
}

/// The first words, until an agent has named the application.
fn provisional_title(description: &str) -> String {
    let line = description.lines().next().unwrap_or_default();
    let title: String = line.chars().take(60).collect();
    if title.len() < line.len() { format!("{}…", title.trim_end()) } else { title }
}
