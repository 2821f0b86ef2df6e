//! What the provider tells. An event only says that something happened: the subscription is looked up as it is now, so that
//! late, repeated and reordered events come to the same.

use super::provider::{Account, ProviderEvent, Subscription};
use super::service::Billing;
use super::store::{self, EventOutcome};
use crate::error::Result;
use crate::ids::TenantId;

/// What became of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Received {
    /// The account follows it, or something newer.
    Followed,
    /// It was told before.
    Again,
    /// It changes no plan here.
    Noted,
}

impl Billing {
    /// Takes what the provider told; the body as it came, since its signature is over each byte.
    ///
    /// # Errors
    /// `INVALID_INPUT` where the signature does not hold. Where the provider cannot be asked or the database does not
    /// answer, nothing is noted and the provider tells it again.
    pub async fn receive(&self, body: &[u8], signature: Option<&str>) -> Result<Received> {
        let event = self.provider.read(body, signature, self.now())?;
        let Some(tenant) = self.tenant_of(&event).await? else {
            return self.note(None, &event).await;
        };
        let mut tx = self.database.tenant(tenant).await?;
        let is_known = store::is_known(&mut tx, &event.id).await?;
        tx.commit().await?;
        if is_known {
            return Ok(Received::Again);
        }
        let Some(id) = &event.subscription else { return self.note(Some(tenant), &event).await };
        // The number first: whatever is followed under a greater one was seen later than this event.
        let (number, account) = self.draw(tenant).await?;
        match self.provider.look(id).await? {
            Some(seen) if is_own(&account, &seen) => self.follow(tenant, &event, (number, &seen)).await,
            Some(seen) => {
                let (other, status) = (seen.id.as_str(), seen.status.as_str());
                tracing::warn!(%tenant, subscription = other, status, "a second subscription of a workspace is not followed");
                self.note(Some(tenant), &event).await
            }
            None => self.note(Some(tenant), &event).await,
        }
    }

    /// By its customer; else by what the provider was told about the tenant when the customer was made.
    async fn tenant_of(&self, event: &ProviderEvent) -> Result<Option<TenantId>> {
        let Some(customer) = &event.customer else { return Ok(None) };
        let mut tx = self.database.dispatcher().await?;
        let known = store::tenant_of(&mut tx, customer).await?;
        tx.commit().await?;
        let (None, Some(tenant)) = (known, event.tenant) else { return Ok(known) };
        let mut tx = self.database.tenant(tenant).await?;
        let is_adopted = store::adopt(&mut tx, tenant, customer, self.now()).await?;
        tx.commit().await?;
        Ok(is_adopted.then_some(tenant))
    }

    async fn follow(
        &self,
        tenant: TenantId,
        event: &ProviderEvent,
        (number, seen): (i64, &Subscription),
    ) -> Result<Received> {
        let mut tx = self.database.tenant(tenant).await?;
        let is_new = self.follow_in(&mut tx, tenant, (number, seen)).await?;
        let outcome = if is_new { EventOutcome::Applied } else { EventOutcome::Stale };
        if !store::note(&mut tx, Some(tenant), (event, outcome), self.now()).await? {
            // Another delivery of it came first, with its effect; this one's is rolled back.
            return Ok(Received::Again);
        }
        tx.commit().await?;
        if is_new {
            self.after_change(tenant).await;
        }
        Ok(Received::Followed)
    }

    /// Notes an event that changes nothing: a workspace's, or nobody's.
    async fn note(&self, tenant: Option<TenantId>, event: &ProviderEvent) -> Result<Received> {
        let mut tx = match tenant {
            Some(tenant) => self.database.tenant(tenant).await?,
            None => self.database.dispatcher().await?,
        };
        let is_new = store::note(&mut tx, tenant, (event, EventOutcome::Noted), self.now()).await?;
        tx.commit().await?;
        Ok(if is_new { Received::Noted } else { Received::Again })
    }
}

/// Whether the account follows this subscription: its own, or a paid one where its own is over.
fn is_own(account: &Account, seen: &Subscription) -> bool {
    account.subscription.as_deref() == Some(&*seen.id) || (account.live().is_none() && seen.status.is_live())
}
