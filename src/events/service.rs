//! Publishing into a transaction, and handing events to subscribers.

use std::sync::Arc;

use async_trait::async_trait;
use chrono::{DateTime, Duration, Utc};
use sqlx::PgConnection;

use super::store;
use crate::error::Result;
use crate::ids::TenantId;
use crate::platform::clock::Clock;
use crate::platform::database::Database;

/// Events handed on in one transaction.
const BATCH: i64 = 100;
/// Handled events are kept this long, for whoever asks what happened.
const KEPT: Duration = Duration::days(7);

/// Something that happened.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Event {
    /// Its place in the outbox.
    pub id: i64,
    /// To whom it happened.
    pub tenant_id: TenantId,
    /// `build.completed`.
    pub topic: String,
    /// Ids and figures.
    pub payload: serde_json::Value,
    /// When.
    pub created_at: DateTime<Utc>,
}

/// Somebody who wants to know. Called in the transaction that marks the event as handled: what it writes with
/// `connection` happens exactly once.
#[async_trait]
pub trait Subscriber: Send + Sync {
    /// Takes note of `event`, as the dispatcher's role.
    ///
    /// # Errors
    /// When it could not; the event is then handed on again later.
    async fn handle(&self, connection: &mut PgConnection, event: &Event) -> Result<()>;
}

/// The outbox.
#[derive(Clone)]
pub struct Outbox {
    database: Database,
    clock: Clock,
}

impl Outbox {
    /// Over `database`.
    #[must_use]
    pub fn new(database: Database, clock: Clock) -> Self {
        Self { database, clock }
    }

    /// Writes an event into the caller's transaction.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn publish_in(
        &self,
        connection: &mut PgConnection,
        tenant: TenantId,
        topic: &str,
        payload: serde_json::Value,
    ) -> Result<()> {
        store::insert(connection, tenant, topic, &payload, self.clock.now()).await
    }

    /// Hands waiting events to `subscribers`. Returns how many.
    ///
    /// # Errors
    /// When the database does not answer or a subscriber failed; nothing of the batch is then marked as handled.
    pub async fn hand_on(&self, subscribers: &[Arc<dyn Subscriber>]) -> Result<usize> {
        let mut tx = self.database.dispatcher().await?;
        let events = store::take(&mut tx, BATCH).await?;
        for event in &events {
            for subscriber in subscribers {
                subscriber.handle(&mut tx, event).await?;
            }
        }
        let ids: Vec<i64> = events.iter().map(|event| event.id).collect();
        store::mark_handled(&mut tx, &ids, self.clock.now()).await?;
        tx.commit().await?;
        Ok(events.len())
    }

    /// Forgets what was handled long ago.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn sweep(&self) -> Result<()> {
        let mut tx = self.database.dispatcher().await?;
        store::delete_handled_before(&mut tx, self.clock.now() - KEPT).await?;
        Ok(tx.commit().await?)
    }
}
