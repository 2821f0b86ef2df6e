//! The verbs of plans and payment: ask for a plan, see how it stands, go to the provider's pages.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::config::{BillingConfig, BillingConfigError};
use super::direct::{Direct, nothing_is_charged};
use super::model::{
    OpenCheckout, Payment, PendingChange, PlanChange, ProviderName, Standing, SubscriptionStatus, Usage,
};
use super::provider::{Account, BillingProvider, Order, Outcome, Subscription};
use super::rules::tier_after;
use super::store;
use super::stripe::Stripe;
use crate::accounts::Caller;
use crate::builds::Builds;
use crate::error::{Error, ErrorCode, Result};
use crate::events::Outbox;
use crate::ids::TenantId;
use crate::ledger::{Ledger, resets_at};
use crate::money::Usd;
use crate::plans::{Tier, limits};
use crate::platform::clock::Clock;
use crate::platform::database::Database;
use crate::tenants::Tenants;

/// A payment page is not shown any more when less than this is left of it.
const LAST_MINUTES: chrono::Duration = chrono::Duration::minutes(2);

/// Plans and payment.
#[derive(Clone)]
pub struct Billing {
    pub(super) database: Database,
    pub(super) clock: Clock,
    pub(super) tenants: Tenants,
    pub(super) builds: Builds,
    pub(super) outbox: Outbox,
    pub(super) provider: Arc<dyn BillingProvider>,
    ledger: Ledger,
}

/// What a plan was changed by, for the event.
#[derive(Clone, Copy, Debug)]
pub(super) enum ChangedBy<'a> {
    /// A person.
    Person(&'a Caller),
    /// What the provider says that is paid.
    Provider(ProviderName),
    /// Whoever runs this server.
    Operator,
}

impl Billing {
    /// Without a provider.
    #[must_use]
    pub fn new(database: Database, clock: Clock, tenants: Tenants, builds: Builds) -> Self {
        let outbox = Outbox::new(database.clone(), clock.clone());
        let ledger = Ledger::new(database.clone(), clock.clone());
        Self { database, clock, tenants, builds, outbox, provider: Arc::new(Direct), ledger }
    }

    /// The same through this provider.
    ///
    /// # Errors
    /// Where its client cannot be made.
    pub fn through(mut self, config: BillingConfig) -> Result<Self, BillingConfigError> {
        self.provider = match config {
            BillingConfig::Direct => Arc::new(Direct),
            BillingConfig::Stripe(config) => Arc::new(Stripe::new(*config)?),
        };
        Ok(self)
    }

    /// How the caller's workspace stands.
    ///
    /// # Errors
    /// `NO_TENANT` where it is gone.
    pub async fn standing(&self, caller: &Caller) -> Result<Standing> {
        let tenant = caller.tenant_id;
        let mut tx = self.database.tenant(tenant).await?;
        let tier = self.tenants.tier_in(&mut tx, tenant).await?;
        let account = store::account(&mut tx, tenant).await?;
        let usage = self.usage_in(&mut tx, tenant).await?;
        tx.commit().await?;
        let (now, provider) = (self.clock.now(), self.provider.name());
        let account = if provider == ProviderName::Direct { Account::default() } else { account };
        let pending = account.pending.zip(account.period_end).map(|(tier, at)| PendingChange { tier, at });
        Ok(Standing {
            tier,
            provider,
            status: account.status.unwrap_or(SubscriptionStatus::None),
            paid_until: account.period_end,
            pending,
            checkout: account.checkout.map(|(_, page)| page).filter(|page| is_open(page, now)),
            usage,
        })
    }

    /// Asks for another plan: without a provider it holds at once; with one, more holds when it is paid and less when what
    /// is paid is used up. The plan that holds takes a planned change back. `return_to` is the page of plans.
    ///
    /// # Errors
    /// `AUTH_002` for everybody but an owner; what the provider refuses, with the plan as it was.
    pub async fn change_plan(&self, caller: &Caller, tier: Tier, return_to: &str) -> Result<PlanChange> {
        let workspace = self.tenants.owned(caller).await?;
        if self.provider.name() != ProviderName::Direct && workspace.tier == Tier::Enterprise {
            let message = "This workspace's plan is by contract and changes with it. Nothing was changed; ask whoever runs \
                           this server.";
            return Err(Error::new(ErrorCode::Conflict, message));
        }
        let (number, account) = self.draw(caller.tenant_id).await?;
        if let Some(page) = self.open_page(&account, tier) {
            return Ok(page);
        }
        if let Some((id, _)) = &account.checkout {
            self.close_page(caller.tenant_id, id).await?;
        }
        if workspace.tier == tier && account.live().is_none() {
            return Ok(self.unchanged(tier));
        }
        let order = Order { tenant: caller.tenant_id, account: &account, tier, number, return_to };
        match self.provider.order(&order).await {
            Ok(Outcome::AtOnce) => self.change_at_once(caller, tier).await,
            Ok(Outcome::Checkout { customer, id, page }) => {
                self.keep_page(caller.tenant_id, &customer, (&id, &page)).await?;
                Ok(PlanChange { tier, effective_at: None, payment: Payment::Required, checkout_url: Some(page.url) })
            }
            Ok(Outcome::Subscription(id)) => self.changed_subscription(caller.tenant_id, &id, tier).await,
            Err(error) => {
                // A part may have been done before it failed; the page must show what there is.
                if let Some(id) = account.live() {
                    self.look_again(caller.tenant_id, id).await;
                }
                Err(error)
            }
        }
    }

    /// Sets a workspace's plan as a contract says. A subscription never changes Enterprise; any other plan follows its
    /// subscription again.
    ///
    /// # Errors
    /// `NOT_FOUND` where there is no such workspace.
    pub async fn set_by_contract(&self, tenant: TenantId, tier: Tier) -> Result<()> {
        let mut tx = self.database.tenant(tenant).await?;
        match self.set_tier_in(&mut tx, tenant, tier, ChangedBy::Operator).await {
            Err(error) if error.code == ErrorCode::NoTenant => return Err(Error::not_found("workspace")),
            set => set?,
        }
        tx.commit().await?;
        self.after_change(tenant).await;
        Ok(())
    }

    /// Where an owner sees cards, invoices and the subscription.
    ///
    /// # Errors
    /// `AUTH_002` for everybody but an owner, `NOT_FOUND` where nothing was ever paid.
    pub async fn portal(&self, caller: &Caller, return_to: &str) -> Result<String> {
        self.tenants.owned(caller).await?;
        if self.provider.name() == ProviderName::Direct {
            return Err(nothing_is_charged());
        }
        let mut tx = self.database.tenant(caller.tenant_id).await?;
        let account = store::account(&mut tx, caller.tenant_id).await?;
        tx.commit().await?;
        let Some(customer) = account.customer else {
            let message =
                "Nothing was paid for this workspace yet, so there are no cards and invoices. Choose a plan first.";
            return Err(Error::new(ErrorCode::NotFound, message));
        };
        self.provider.portal(&customer, return_to).await
    }

    /// Draws a number for what is asked of the provider next, and reads the account as it is then.
    /// Without a provider there is nothing to draw, and what an earlier one left behind does not count.
    pub(super) async fn draw(&self, tenant: TenantId) -> Result<(i64, Account)> {
        if self.provider.name() == ProviderName::Direct {
            return Ok((0, Account::default()));
        }
        let mut tx = self.database.tenant(tenant).await?;
        let number = store::draw(&mut tx, tenant, self.clock.now()).await?;
        let account = store::account(&mut tx, tenant).await?;
        tx.commit().await?;
        Ok((number, account))
    }

    /// The page on which this plan waits to be paid already.
    fn open_page(&self, account: &Account, tier: Tier) -> Option<PlanChange> {
        let (_, page) = account.checkout.as_ref()?;
        (page.tier == tier && is_open(page, self.clock.now())).then(|| PlanChange {
            tier,
            effective_at: None,
            payment: Payment::Required,
            checkout_url: Some(page.url.clone()),
        })
    }

    async fn close_page(&self, tenant: TenantId, id: &str) -> Result<()> {
        self.provider.close(id).await?;
        let mut tx = self.database.tenant(tenant).await?;
        store::drop_checkout(&mut tx, tenant, id).await?;
        Ok(tx.commit().await?)
    }

    /// Keeps a new payment page; where two were asked for at once, the later one is closed, so that nobody pays twice.
    async fn keep_page(&self, tenant: TenantId, customer: &str, (id, page): (&str, &OpenCheckout)) -> Result<()> {
        let mut tx = self.database.tenant(tenant).await?;
        let is_kept = store::keep_checkout(&mut tx, tenant, (customer, id, page)).await?;
        tx.commit().await?;
        if is_kept {
            return Ok(());
        }
        self.provider.close(id).await?;
        let message = "Another payment page was opened for this workspace just now. Nothing was charged; load this page \
                       again and go on with that one.";
        Err(Error::new(ErrorCode::Conflict, message))
    }

    fn unchanged(&self, tier: Tier) -> PlanChange {
        PlanChange { tier, effective_at: Some(self.clock.now()), payment: Payment::None, checkout_url: None }
    }

    async fn change_at_once(&self, caller: &Caller, tier: Tier) -> Result<PlanChange> {
        let mut tx = self.database.tenant(caller.tenant_id).await?;
        self.set_tier_in(&mut tx, caller.tenant_id, tier, ChangedBy::Person(caller)).await?;
        tx.commit().await?;
        self.after_change(caller.tenant_id).await;
        Ok(self.unchanged(tier))
    }

    /// Follows a subscription that was just changed. Where it cannot be seen now, the provider's own word comes later.
    async fn changed_subscription(&self, tenant: TenantId, id: &str, tier: Tier) -> Result<PlanChange> {
        self.look_again(tenant, id).await;
        let mut tx = self.database.tenant(tenant).await?;
        let account = store::account(&mut tx, tenant).await?;
        tx.commit().await?;
        let effective_at = if account.pending == Some(tier) { account.period_end } else { Some(self.clock.now()) };
        let is_free = limits(tier).monthly_price == Some(Usd::ZERO);
        let payment = if is_free { Payment::None } else { Payment::Required };
        Ok(PlanChange { tier, effective_at, payment, checkout_url: None })
    }

    async fn look_again(&self, tenant: TenantId, subscription: &str) {
        let looked = async {
            let (number, _) = self.draw(tenant).await?;
            let Some(seen) = self.provider.look(subscription).await? else { return Ok(()) };
            let mut tx = self.database.tenant(tenant).await?;
            let is_new = self.follow_in(&mut tx, tenant, (number, &seen)).await?;
            tx.commit().await?;
            if is_new {
                self.after_change(tenant).await;
            }
            Ok::<(), Error>(())
        };
        if let Err(error) = looked.await {
            tracing::warn!(%error, %tenant, "the subscription is followed when the provider tells of it");
        }
    }

    /// Makes account and plan follow what was seen at the provider under this number. False where something newer was
    /// followed already.
    pub(super) async fn follow_in(
        &self,
        connection: &mut PgConnection,
        tenant: TenantId,
        (number, seen): (i64, &Subscription),
    ) -> Result<bool> {
        if !store::follow(connection, tenant, (number, seen), self.clock.now()).await? {
            return Ok(false);
        }
        if let (true, Some((id, _))) = (seen.status.is_live(), store::account(connection, tenant).await?.checkout) {
            store::drop_checkout(connection, tenant, &id).await?;
        }
        let now = self.tenants.lock_tier_in(connection, tenant).await?;
        let tier = tier_after(now, seen.status, seen.tier);
        self.set_tier_in(connection, tenant, tier, ChangedBy::Provider(self.provider.name())).await?;
        Ok(true)
    }

    /// The plan, what hangs on it, and the news of it, in one transaction. [`Self::after_change`] follows its commit.
    pub(super) async fn set_tier_in(
        &self,
        connection: &mut PgConnection,
        tenant: TenantId,
        tier: Tier,
        by: ChangedBy<'_>,
    ) -> Result<()> {
        let from = self.tenants.set_tier_in(connection, tenant, tier).await?;
        if from == tier {
            return Ok(());
        }
        self.builds.plan_changed_in(connection, tenant, tier).await?;
        let by = match by {
            ChangedBy::Person(caller) => serde_json::json!({ "userId": caller.user_id }),
            ChangedBy::Operator => serde_json::json!({ "operator": true }),
            ChangedBy::Provider(name) => serde_json::json!({ "provider": name }),
        };
        let payload = serde_json::json!({ "from": from, "to": tier, "by": by });
        self.outbox.publish_in(connection, tenant, "tenant.plan_changed", payload).await
    }

    /// What was parked is admitted and the queue woken, when a change is committed.
    pub(super) async fn after_change(&self, tenant: TenantId) {
        self.builds.plan_changed(tenant).await;
    }

    async fn usage_in(&self, connection: &mut PgConnection, tenant: TenantId) -> Result<Usage> {
        let now = self.clock.now();
        let builds_this_month = self.ledger.admitted_in(connection, tenant, now).await?;
        let counts = self.builds.counts_in(connection).await?;
        Ok(Usage {
            builds_this_month,
            resets_at: resets_at(now),
            running: counts.running,
            waiting: counts.waiting,
            parked: counts.parked,
        })
    }

    pub(super) fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }
}

/// Whether a payment page can still be used.
fn is_open(page: &OpenCheckout, now: DateTime<Utc>) -> bool {
    page.expires_at - LAST_MINUTES > now
}
