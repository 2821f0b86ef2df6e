//! The verbs that change builds, for people and programs: create, cancel, retry. Looking at them is in `reading.rs`, later
//! versions are in `versions.rs`, and workers have their verbs in `jobs.rs`.

use std::collections::HashMap;
use std::sync::Arc;

use sqlx::PgConnection;

use super::admission::{Admission, Arrival};
use super::event::{BuildEventKind, ReasonEvent};
use super::model::BuildStatus;
use super::rules::{Command, next_status};
use super::store::{self, NewBuild, held};
use crate::accounts::Caller;
use crate::engines::Engines;
use crate::error::{Error, ErrorCode, Result};
use crate::events::Outbox;
use crate::ids::{BuildId, TenantId};
use crate::ledger::{Counter, Ledger};
use crate::plans::Tier;
use crate::platform::backplane::{SharedBackplane, Topic};
use crate::platform::clock::Clock;
use crate::platform::database::Database;
use crate::queue::{Class, JobPlan, Place, Queue};
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
    pub(super) queue: Queue,
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
    /// Whether it waits for its turn, and where, or for the month in which the plan has room.
    pub admission: Admission,
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
        let queue = Queue::new(database.clone(), clock.clone());
        let ledger = Ledger::new(database.clone(), clock.clone());
        let (preview_key, share_key) = (Arc::new(preview_key), Arc::new(share_key));
        Self { database, clock, backplane, outbox, ledger, queue, tenants, engines, preview_key, share_key }
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
        store::insert(connection, &build).await?;
        let admission = self.arrive_in(connection, &build).await?;
        Ok(CreatedBuild { build_id: id, version: 1, quote, admission })
    }

    /// A new build asks for its turn.
    pub(super) async fn arrive_in(&self, connection: &mut PgConnection, build: &NewBuild<'_>) -> Result<Admission> {
        self.ledger.count_in(connection, build.tenant, build.now, Counter::Created).await?;
        let arrival = Arrival {
            build: build.id,
            tenant: build.tenant,
            class: Class::New,
            seconds: build.quote.duration.expected,
            is_counted: false,
        };
        self.admit_in(connection, &arrival).await
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
        self.room_came(caller.tenant_id).await;
        Ok(())
    }

    /// Queues a failed or cancelled build again, or parks it where the month has no room. What its agents finished is kept and not
    /// paid again.
    ///
    /// # Errors
    /// `NOT_FOUND`, or `CONFLICT` where there is nothing to try again.
    pub async fn retry(&self, caller: &Caller, id: BuildId) -> Result<BuildStatus> {
        let status = self.decide(caller, id, Command::Retry).await?;
        self.wake().await;
        Ok(status)
    }

    async fn decide(&self, caller: &Caller, id: BuildId, command: Command) -> Result<BuildStatus> {
        let mut tx = self.database.tenant(caller.tenant_id).await?;
        let status = store::status_for_update(&mut tx, id).await?.ok_or_else(|| Error::not_found("build"))?;
        let next = next_status(status, command).ok_or_else(|| refusal(status, command))?;
        let status = if next == BuildStatus::Cancelled {
            self.cancel_in(&mut tx, caller, id).await?;
            next
        } else {
            let is_counted = held::is_admitted(&mut tx, id).await?;
            let seconds = held::seconds_left(&mut tx, id).await?;
            let arrival = Arrival { build: id, tenant: caller.tenant_id, class: Class::New, seconds, is_counted };
            self.admit_in(&mut tx, &arrival).await?.status()
        };
        tx.commit().await?;
        self.backplane.publish(&Topic::Build(id)).await;
        Ok(status)
    }

    async fn cancel_in(&self, connection: &mut PgConnection, caller: &Caller, id: BuildId) -> Result<()> {
        let (now, tenant) = (self.clock.now(), caller.tenant_id);
        let reason = format!("{} cancelled this build. What was made so far is kept.", caller.name);
        self.queue.withdraw_in(connection, id).await?;
        if store::by_id(connection, id).await?.is_some_and(|row| row.started_at.is_none()) {
            self.give_back_in(connection, tenant, id).await?;
        }
        self.ledger.release_in(connection, id).await?;
        store::set_final(connection, id, BuildStatus::Cancelled, Some(&reason), now).await?;
        let event = BuildEventKind::BuildCancelled(ReasonEvent::new(reason));
        store::append_events(connection, tenant, id, now, &[event]).await?;
        Ok(())
    }

    /// A build that failed, or never started, does not count among the month's.
    pub(super) async fn give_back_in(
        &self,
        connection: &mut PgConnection,
        tenant: TenantId,
        id: BuildId,
    ) -> Result<()> {
        if let Some(month) = held::take_admitted(connection, id).await? {
            self.ledger.give_back_in(connection, tenant, month).await?;
        }
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
        let plan = JobPlan::of(self.tenants.tier_in(&mut tx, tenant).await?);
        let places = self.queue.places_in(&mut tx, plan, TOLD_POSITIONS).await?;
        let places: HashMap<BuildId, Place> =
            places.into_iter().filter_map(|(build, place)| Some((build, place?))).collect();
        let ids: Vec<BuildId> = places.keys().copied().collect();
        let mut told = Vec::new();
        for (id, before) in held::told(&mut tx, &ids).await? {
            let Some(place) = places.get(&id).filter(|place| is_news(place, before.as_deref())) else { continue };
            let event = BuildEventKind::Queue(place.clone());
            store::append_events(&mut tx, tenant, id, self.clock.now(), &[event]).await?;
            held::set_told(&mut tx, id, place).await?;
            told.push(id);
        }
        tx.commit().await?;
        for id in told {
            self.backplane.publish(&Topic::Build(id)).await;
        }
        Ok(())
    }
}

/// Whether a place says something that people were not told: another position or reason, or a start that moved by a fifth.
fn is_news(place: &Place, told: Option<&Place>) -> bool {
    let Some(told) = told else { return true };
    let moved = place.eta_seconds.abs_diff(told.eta_seconds);
    place.position != told.position || place.reason != told.reason || moved * 5 > told.eta_seconds
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
