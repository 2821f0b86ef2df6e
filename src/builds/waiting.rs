//! The verb of looking at the queue: everything of the caller's workspace that runs, waits or is held.

use std::collections::HashMap;

use sqlx::PgConnection;

use super::service::Builds;
use super::store::waiting as store;
use super::waiting_model::{QueueCounts, QueueView, QueuedBuild};
use crate::accounts::Caller;
use crate::error::Result;
use crate::ids::BuildId;
use crate::plans::limits;
use crate::queue::JobPlan;

impl Builds {
    /// What runs, waits, is paused and parked in the caller's workspace, with the first `limit` (at most 100) of each.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn waiting(&self, caller: &Caller, limit: u32) -> Result<QueueView> {
        let limit = i64::from(limit.clamp(1, 100));
        let mut tx = self.database.tenant(caller.tenant_id).await?;
        let tier = self.tier_in(&mut tx, caller.tenant_id).await?;
        let places = self.queue.places_in(&mut tx, JobPlan::of(tier), limit).await?;
        let ids: Vec<BuildId> = places.iter().map(|(id, _)| *id).collect();
        // Those that were taken since then are missing here and stand among the running ones.
        let queued = store::queued(&mut tx, &ids).await?;
        let mut queued: HashMap<BuildId, QueuedBuild> = queued.into_iter().map(|one| (one.build_id, one)).collect();
        let waiting = places.into_iter().filter_map(|(id, place)| Some(QueuedBuild { place, ..queued.remove(&id)? }));
        let limits = limits(tier);
        let view = QueueView {
            tier,
            at_once: limits.concurrent_builds,
            weight: limits.weight,
            waiting: waiting.collect(),
            running: store::running(&mut tx, limit).await?,
            paused: store::paused(&mut tx, limit).await?,
            parked: store::parked(&mut tx, limit).await?,
            counts: store::counts(&mut tx).await?,
        };
        tx.commit().await?;
        Ok(view)
    }

    /// How many of the workspace's builds run, wait, are paused or parked. The transaction sees the workspace.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn counts_in(&self, connection: &mut PgConnection) -> Result<QueueCounts> {
        store::counts(connection).await
    }
}
