//! What a billing provider must be able to do.

use async_trait::async_trait;
use chrono::{DateTime, Utc};

use super::model::{OpenCheckout, ProviderName, SubscriptionStatus};
use crate::error::Result;
use crate::ids::TenantId;
use crate::plans::Tier;

/// A subscription as the provider has it now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subscription {
    /// The provider's id.
    pub id: String,
    /// Whose, at the provider.
    pub customer: String,
    /// How it stands.
    pub status: SubscriptionStatus,
    /// What it pays for; nothing where its price is none of ours.
    pub tier: Option<Tier>,
    /// Until when it is paid.
    pub period_end: Option<DateTime<Utc>>,
    /// What comes then.
    pub pending: Option<Tier>,
}

/// What we know of a workspace at the provider.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Account {
    /// Its customer.
    pub customer: Option<String>,
    /// Its subscription.
    pub subscription: Option<String>,
    /// How that stands.
    pub status: Option<SubscriptionStatus>,
    /// What it pays for.
    pub tier: Option<Tier>,
    /// Until when.
    pub period_end: Option<DateTime<Utc>>,
    /// What comes then.
    pub pending: Option<Tier>,
    /// Its payment page, with the provider's id of it.
    pub checkout: Option<(String, OpenCheckout)>,
}

impl Account {
    /// The subscription that a plan hangs on.
    #[must_use]
    pub fn live(&self) -> Option<&str> {
        self.subscription.as_deref().filter(|_| self.status.is_some_and(SubscriptionStatus::is_live))
    }
}

/// A wish for a plan.
#[derive(Clone, Copy, Debug)]
pub struct Order<'a> {
    /// Whose.
    pub tenant: TenantId,
    /// What we know of it.
    pub account: &'a Account,
    /// Which plan.
    pub tier: Tier,
    /// Grows with each order of the tenant, so that no two share a key of idempotency.
    pub number: i64,
    /// The page to come back to, as a whole address.
    pub return_to: &'a str,
}

/// What became of a wish.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It holds at once; nobody is charged.
    AtOnce,
    /// It holds when this is paid.
    Checkout {
        /// The customer, who may be new.
        customer: String,
        /// The provider's id of the page.
        id: String,
        /// The page.
        page: OpenCheckout,
    },
    /// The subscription with this id was changed, or was as wished.
    Subscription(String),
}

/// Something that the provider told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProviderEvent {
    /// The provider's id, the same each time that it tells it.
    pub id: String,
    /// Its name.
    pub kind: String,
    /// When it happened.
    pub created_at: DateTime<Utc>,
    /// To whom, at the provider.
    pub customer: Option<String>,
    /// To whom, here, where the provider was told.
    pub tenant: Option<TenantId>,
    /// The subscription that has to be looked at; nothing where the event changes none.
    pub subscription: Option<String>,
}

/// Takes money, or says that none is taken.
#[async_trait]
pub trait BillingProvider: Send + Sync {
    /// Which.
    fn name(&self) -> ProviderName;

    /// Carries a wish out as far as it can without a person.
    ///
    /// # Errors
    /// For people, with what is safe and what to do next.
    async fn order(&self, order: &Order<'_>) -> Result<Outcome>;

    /// Closes a payment page, so that it cannot be paid beside another one.
    ///
    /// # Errors
    /// `CONFLICT` where it was paid meanwhile.
    async fn close(&self, checkout: &str) -> Result<()>;

    /// The subscription as it is now; nothing where the provider has none by this id.
    ///
    /// # Errors
    /// When the provider does not answer.
    async fn look(&self, subscription: &str) -> Result<Option<Subscription>>;

    /// A page where cards, invoices and the subscription are in the customer's hands.
    ///
    /// # Errors
    /// When the provider does not answer.
    async fn portal(&self, customer: &str, return_to: &str) -> Result<String>;

    /// Reads what was told, where its signature holds.
    ///
    /// # Errors
    /// `INVALID_INPUT` where it does not.
    fn read(&self, body: &[u8], signature: Option<&str>, now: DateTime<Utc>) -> Result<ProviderEvent>;
}
