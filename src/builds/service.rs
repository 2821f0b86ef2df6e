//! The verbs of builds for people and programs: create, look, cancel, retry. Workers have theirs in `jobs.rs`.

use std::sync::Arc;

use serde_json::json;
use sqlx::PgConnection;

use super::event::{BuildEventKind, QueueEvent, ReasonEvent};
use super::model::{AgentView, BuildFile, BuildStatus, BuildSummary, BuildView, Progress, RunStatus};
use super::preview::{self, PreviewFile};
use super::rules::{Command, next_status};
use super::store::files::{self, Moment};
use super::store::{self, BuildRow, NewBuild};
use crate::accounts::Caller;
use crate::engines::Engines;
use crate::error::{Error, ErrorCode, Result};
use crate::events::Outbox;
use crate::ids::{BuildId, TenantId};
use crate::ledger::{BuildCosts, Ledger};
use crate::money::Usd;
use crate::plans::{Tier, limits};
use crate::platform::backplane::{SharedBackplane, Topic, WakeUps};
use crate::platform::clock::Clock;
use crate::platform::database::{Database, Tx};
use crate::quotes::{BuildRequest, Quote, quote};
use crate::tenants::Tenants;

/// Events read at once.
const EVENT_BATCH: i64 = 500;
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
    preview_key: Arc<[u8; 32]>,
    pub(super) share_key: Arc<[u8; 32]>,
}

/// What somebody may look at: a build of their workspace or the one that a shared link shows, now or at an earlier moment.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    pub(super) tenant: TenantId,
    pub(super) build: BuildId,
    pub(super) moment: Moment,
}

impl Look {
    /// At a build of the caller's workspace, as it is; whether there is one shows when it is looked at.
    #[must_use]
    pub fn new(caller: &Caller, build: BuildId) -> Self {
        Self { tenant: caller.tenant_id, build, moment: Moment::Now }
    }

    /// At the same build after its event number `seq`; as it is, where there is none.
    #[must_use]
    pub fn at(self, seq: Option<i64>) -> Self {
        Self { moment: seq.map_or(Moment::Now, Moment::After), ..self }
    }
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

/// One page of a list.
#[derive(Clone, Debug)]
pub struct Page<T> {
    /// What is on it.
    pub items: Vec<T>,
    /// Where the next one begins; nothing at the end.
    pub next_cursor: Option<String>,
}

/// A file with its bytes.
#[derive(Clone, Debug)]
pub struct FileContent {
    /// As listed.
    pub file: BuildFile,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// An event as the stream sends it.
#[derive(Clone, Debug)]
pub struct StreamedEvent {
    /// `id:`
    pub seq: i64,
    /// `event:`
    pub event: String,
    /// `data:`, one line of JSON with the event's time as `at`.
    pub data: String,
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

    /// Everything that the build page shows.
    ///
    /// # Errors
    /// `NOT_FOUND` where it is not of the caller's workspace.
    pub async fn view(&self, caller: &Caller, id: BuildId) -> Result<BuildView> {
        self.look_at(&Look::new(caller, id)).await
    }

    /// Everything that the build page shows, at the moment that is looked at.
    ///
    /// # Errors
    /// `NOT_FOUND`.
    pub async fn look_at(&self, look: &Look) -> Result<BuildView> {
        let (mut tx, row) = self.open(look.tenant, look.build).await?;
        let mut view = self.blank_view(&row, look.moment);
        view.files = files::list(&mut tx, row.id, Moment::After(0)).await?.into_iter().map(|file| file.path).collect();
        let last = match look.moment {
            Moment::Now => i64::MAX,
            Moment::After(seq) => seq,
        };
        loop {
            let rows = store::events_after(&mut tx, row.id, view.last_seq, EVENT_BATCH).await?;
            let before = view.last_seq;
            for event in rows.into_iter().filter(|event| event.0 <= last) {
                view.apply(&store::parse_event(event)?);
            }
            if view.last_seq == before {
                break;
            }
        }
        tx.commit().await?;
        if look.moment == Moment::Now {
            // The row is the judge: a retried build is queued again though its last event tells of a failure.
            view.status = row.status;
            view.reason.clone_from(&row.reason);
            view.finished_at = row.finished_at;
        }
        Ok(view)
    }

    /// The caller's builds, newest first; at most 100 a page.
    ///
    /// # Errors
    /// `INVALID_INPUT` for a cursor that is none.
    pub async fn list(&self, caller: &Caller, limit: u32, cursor: Option<String>) -> Result<Page<BuildSummary>> {
        let cursor = cursor
            .map(|cursor| cursor.parse::<BuildId>())
            .transpose()
            .map_err(|_| Error::invalid("cursor", "cursor must be the nextCursor of the page before."))?;
        let limit = limit.clamp(1, 100);
        let mut tx = self.database.tenant(caller.tenant_id).await?;
        let mut items = store::list(&mut tx, i64::from(limit) + 1, cursor).await?;
        tx.commit().await?;
        let more = items.len() > limit as usize;
        items.truncate(limit as usize);
        let next_cursor = items.last().filter(|_| more).map(|last| last.build_id.to_string());
        Ok(Page { items, next_cursor })
    }

    /// The files that are there.
    ///
    /// # Errors
    /// `NOT_FOUND`.
    pub async fn files(&self, look: &Look) -> Result<Vec<BuildFile>> {
        let (mut tx, _) = self.open(look.tenant, look.build).await?;
        let files = files::list(&mut tx, look.build, look.moment).await?;
        tx.commit().await?;
        Ok(files)
    }

    /// One file.
    ///
    /// # Errors
    /// `NOT_FOUND`.
    pub async fn file(&self, look: &Look, path: &str) -> Result<FileContent> {
        let (mut tx, _) = self.open(look.tenant, look.build).await?;
        let found = files::one(&mut tx, look.build, look.moment, path).await?;
        tx.commit().await?;
        let (file, bytes) = found.ok_or_else(|| Error::not_found("file"))?;
        Ok(FileContent { file, bytes })
    }

    /// The build's ledger.
    ///
    /// # Errors
    /// `NOT_FOUND`.
    pub async fn costs(&self, caller: &Caller, id: BuildId) -> Result<BuildCosts> {
        self.costs_of(&Look::new(caller, id)).await
    }

    pub(super) async fn costs_of(&self, look: &Look) -> Result<BuildCosts> {
        let (mut tx, row) = self.open(look.tenant, look.build).await?;
        let costs = self.ledger.costs_in(&mut tx, row.id, row.quote.cost.expected).await?;
        tx.commit().await?;
        Ok(costs)
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

    /// The build's events after number `after`, and whether more can come.
    ///
    /// # Errors
    /// `NOT_FOUND`.
    pub async fn events_after(&self, caller: &Caller, id: BuildId, after: i64) -> Result<(Vec<StreamedEvent>, bool)> {
        // The state first: were it read last, a build that ended in between would close the stream too early.
        let (mut tx, row) = self.open(caller.tenant_id, id).await?;
        let rows = store::events_after(&mut tx, id, after, EVENT_BATCH).await?;
        tx.commit().await?;
        let full = rows.len() == EVENT_BATCH as usize;
        let events = rows.into_iter().map(|(seq, event, data, _)| StreamedEvent { seq, event, data }).collect();
        Ok((events, full || !row.status.is_final()))
    }

    /// Wake-ups for whoever watches a build.
    pub async fn watch(&self, id: BuildId) -> WakeUps {
        self.backplane.subscribe(&Topic::Build(id)).await
    }

    /// A file of the application that a preview's address opens; a folder means its `index.html`.
    ///
    /// # Errors
    /// `NOT_FOUND` for a wrong or lapsed capability, and for a file that is not there.
    pub async fn preview_file(&self, capability: &str, path: &str) -> Result<PreviewFile> {
        let missing = || Error::not_found("file in this preview");
        let (tenant, build, moment) =
            preview::open(&self.preview_key, capability, self.clock.now()).ok_or_else(missing)?;
        let path = if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() };
        let mut tx = self.database.tenant(tenant).await?;
        let found = files::one(&mut tx, build, moment, &path).await?;
        tx.commit().await?;
        let (file, bytes) = found.ok_or_else(missing)?;
        Ok(PreviewFile { path, bytes, sha256: file.sha256 })
    }

    fn preview_url(&self, row: &BuildRow, moment: Moment) -> String {
        let capability = preview::capability(&self.preview_key, (row.tenant_id, row.id, moment), self.clock.now());
        format!("/preview/{capability}/index.html")
    }

    /// The workspace's colours, for the agents.
    pub(super) async fn palette_of(&self, tenant: TenantId) -> Result<Option<crate::tenants::Palette>> {
        self.tenants.palette(tenant).await
    }

    pub(super) async fn open(&self, tenant: TenantId, id: BuildId) -> Result<(Tx, BuildRow)> {
        let mut tx = self.database.tenant(tenant).await?;
        let row = store::by_id(&mut tx, id).await?.ok_or_else(|| Error::not_found("build"))?;
        Ok((tx, row))
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

    fn blank_view(&self, row: &BuildRow, moment: Moment) -> BuildView {
        let agents = row.plan.agents.iter().map(|planned| AgentView {
            agent_id: planned.agent_id,
            status: RunStatus::Waiting,
            attempt: 0,
            messages: Vec::new(),
            artifacts: Vec::new(),
            decisions: Vec::new(),
            tokens: 0,
            cost_usd: Usd::ZERO,
            duration_ms: 0,
            error: None,
            checks: Vec::new(),
        });
        let agents_total = u32::try_from(row.plan.agents.len()).unwrap_or(u32::MAX);
        BuildView {
            build_id: row.id,
            description: row.description.clone(),
            title: row.title.clone(),
            status: if moment == Moment::Now { row.status } else { BuildStatus::Queued },
            depth: row.depth,
            version: u32::try_from(row.version).unwrap_or(1),
            instruction: row.instruction.clone(),
            plan: row.plan.0.clone(),
            progress: Progress { agents_total, ..Progress::default() },
            agents: agents.collect(),
            story: Vec::new(),
            checks: Vec::new(),
            cost_usd: Usd::ZERO,
            refunded_usd: Usd::ZERO,
            phase_costs: std::collections::BTreeMap::new(),
            quote: row.quote.cost,
            quote_seconds: row.quote.duration.expected,
            queue: None,
            files: Vec::new(),
            reason: None,
            created_at: row.created_at,
            started_at: None,
            finished_at: None,
            last_seq: 0,
            preview_url: self.preview_url(row, moment),
        }
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
