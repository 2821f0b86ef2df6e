//! The verbs of looking at builds, now or at an earlier moment: view, list, files, costs, events, preview.

use super::model::{AgentView, BuildFile, BuildStatus, BuildSummary, BuildView, Progress, RunStatus};
use super::preview::{self, Grant, PreviewFile};
use super::service::Builds;
use super::store::files::{self, Moment};
use super::store::{self, BuildRow, shares};
use crate::accounts::Caller;
use crate::error::{Error, Result};
use crate::ids::{BuildId, ShareId, TenantId};
use crate::ledger::BuildCosts;
use crate::money::Usd;
use crate::platform::backplane::{Topic, WakeUps};
use crate::platform::database::Tx;
use crate::queue::{JobPlan, Place};

/// Events read at once.
const EVENT_BATCH: i64 = 500;

/// What somebody may look at: a build of their workspace or the one that a shared link shows, now or at an earlier moment.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    pub(super) tenant: TenantId,
    pub(super) build: BuildId,
    pub(super) moment: Moment,
    /// The shared link through which it is looked at.
    pub(super) share: Option<ShareId>,
}

impl Look {
    /// At a build of the caller's workspace, as it is; whether there is one shows when it is looked at.
    #[must_use]
    pub fn new(caller: &Caller, build: BuildId) -> Self {
        Self { tenant: caller.tenant_id, build, moment: Moment::Now, share: None }
    }

    /// At the same build after its event number `seq`; as it is, where there is none.
    #[must_use]
    pub fn at(self, seq: Option<i64>) -> Self {
        Self { moment: seq.map_or(Moment::Now, Moment::After), ..self }
    }
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
    /// `NOT_FOUND`; `INVALID_INPUT` that names `at` for a moment that never was.
    pub async fn look_at(&self, look: &Look) -> Result<BuildView> {
        let (mut tx, row) = self.open_at(look).await?;
        let mut view = self.blank_view(&row, look);
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
        if look.moment == Moment::Now {
            // The row is the judge: a retried build is queued again though its last event tells of a failure.
            view.status = row.status;
            view.reason.clone_from(&row.reason);
            view.finished_at = row.finished_at;
            view.starts_at = row.starts_at;
            view.queue = self.place_of(&mut tx, &row).await?;
        }
        tx.commit().await?;
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
    /// As [`Self::look_at`].
    pub async fn files(&self, look: &Look) -> Result<Vec<BuildFile>> {
        let (mut tx, _) = self.open_at(look).await?;
        let files = files::list(&mut tx, look.build, look.moment).await?;
        tx.commit().await?;
        Ok(files)
    }

    /// One file.
    ///
    /// # Errors
    /// As [`Self::look_at`].
    pub async fn file(&self, look: &Look, path: &str) -> Result<FileContent> {
        let (mut tx, _) = self.open_at(look).await?;
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
        let (mut tx, row) = self.open_at(look).await?;
        let costs = self.ledger.costs_in(&mut tx, row.id, row.quote.cost.expected).await?;
        tx.commit().await?;
        Ok(costs)
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
    /// `NOT_FOUND` for a wrong or lapsed capability, one whose shared link was revoked, and for a file that is not there.
    pub async fn preview_file(&self, capability: &str, path: &str) -> Result<PreviewFile> {
        let missing = || Error::not_found("file in this preview");
        let grant = preview::open(&self.preview_key, capability, self.clock.now()).ok_or_else(missing)?;
        let path = if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() };
        let mut tx = self.database.tenant(grant.tenant).await?;
        if let Some(share) = grant.share {
            let shown = shares::shown_by(&mut tx, share).await?;
            shown.filter(|build| *build == grant.build).ok_or_else(missing)?;
        }
        let found = files::one(&mut tx, grant.build, grant.moment, &path).await?;
        tx.commit().await?;
        let (file, bytes) = found.ok_or_else(missing)?;
        Ok(PreviewFile { path, bytes, sha256: file.sha256 })
    }

    /// Where a build waits at this moment, however far behind.
    async fn place_of(&self, tx: &mut Tx, row: &BuildRow) -> Result<Option<Place>> {
        if row.status != BuildStatus::Queued {
            return Ok(None);
        }
        let plan = JobPlan::of(self.tier_in(tx, row.tenant_id).await?);
        self.queue.place_in(tx, row.id, plan).await
    }

    fn preview_url(&self, row: &BuildRow, look: &Look) -> String {
        let grant = Grant { tenant: row.tenant_id, build: row.id, moment: look.moment, share: look.share };
        let capability = preview::capability(&self.preview_key, grant, self.clock.now());
        format!("/preview/{capability}/index.html")
    }

    pub(super) async fn open(&self, tenant: TenantId, id: BuildId) -> Result<(Tx, BuildRow)> {
        let mut tx = self.database.tenant(tenant).await?;
        let row = store::by_id(&mut tx, id).await?.ok_or_else(|| Error::not_found("build"))?;
        Ok((tx, row))
    }

    /// Opens a build at a moment that it had: after one of its events, or before the first.
    async fn open_at(&self, look: &Look) -> Result<(Tx, BuildRow)> {
        let (tx, row) = self.open(look.tenant, look.build).await?;
        match look.moment {
            Moment::After(seq) if !(0..=row.event_seq).contains(&seq) => {
                let last = row.event_seq;
                Err(Error::invalid("at", format!("at must be the number of an event of this build: 0 to {last}.")))
            }
            _ => Ok((tx, row)),
        }
    }

    fn blank_view(&self, row: &BuildRow, look: &Look) -> BuildView {
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
            status: if look.moment == Moment::Now { row.status } else { BuildStatus::Queued },
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
            starts_at: None,
            files: Vec::new(),
            reason: None,
            created_at: row.created_at,
            started_at: None,
            finished_at: None,
            last_seq: 0,
            preview_url: self.preview_url(row, look),
        }
    }
}
