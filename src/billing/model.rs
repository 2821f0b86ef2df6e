//! What a workspace pays for, and what changing that means.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::plans::Tier;

/// Who takes the money.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum ProviderName {
    /// Nobody: an owner changes the plan at once.
    Direct,
    /// Stripe.
    Stripe,
}

/// How a subscription stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SubscriptionStatus {
    /// There is none.
    None,
    /// Its first payment is still awaited.
    Incomplete,
    /// Paid.
    Active,
    /// A payment failed and is tried again; the plan stays meanwhile.
    PastDue,
    /// Over.
    Ended,
}

impl SubscriptionStatus {
    const ALL: [Self; 5] = [Self::None, Self::Incomplete, Self::Active, Self::PastDue, Self::Ended];

    /// The name in the database.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Incomplete => "incomplete",
            Self::Active => "active",
            Self::PastDue => "past_due",
            Self::Ended => "ended",
        }
    }

    /// Whether a plan hangs on it.
    #[must_use]
    pub fn is_live(self) -> bool {
        matches!(self, Self::Active | Self::PastDue)
    }
}

impl std::str::FromStr for SubscriptionStatus {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        Self::ALL
            .into_iter()
            .find(|status| status.as_str() == text)
            .ok_or_else(|| Error::invalid("status", format!("{text} is no status of a subscription.")))
    }
}

/// A change that was asked for and comes with the end of what is paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct PendingChange {
    /// To which plan.
    pub tier: Tier,
    /// When.
    pub at: DateTime<Utc>,
}

/// A payment page that is open for the plan that was asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct OpenCheckout {
    /// The plan that starts when it is paid.
    pub tier: Tier,
    /// Where to pay.
    pub url: String,
    /// Until when.
    pub expires_at: DateTime<Utc>,
}

/// What a workspace is on, pays, uses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Standing {
    /// The plan that holds now.
    pub tier: Tier,
    /// Who takes the money.
    pub provider: ProviderName,
    /// How the subscription stands.
    pub status: SubscriptionStatus,
    /// Until when it is paid.
    pub paid_until: Option<DateTime<Utc>>,
    /// What comes then.
    pub pending: Option<PendingChange>,
    /// A payment page that waits.
    pub checkout: Option<OpenCheckout>,
    /// What is used of the plan.
    pub usage: Usage,
}

/// What a workspace uses of its plan.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Usage {
    /// Builds that count for this month.
    pub builds_this_month: u32,
    /// When the next month begins.
    pub resets_at: DateTime<Utc>,
    /// Builds at work.
    pub running: u32,
    /// Builds in the queue.
    pub waiting: u32,
    /// Builds that wait for a month with room.
    pub parked: u32,
}

/// Whether money is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum Payment {
    /// Nothing is charged.
    None,
    /// It costs; with a `checkoutUrl` it is to be paid there first.
    Required,
}

/// The answer to a wish for another plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanChange {
    /// The plan that was asked for.
    pub tier: Tier,
    /// When it holds; nothing: as soon as it is paid.
    pub effective_at: Option<DateTime<Utc>>,
    /// Whether money is asked for.
    pub payment: Payment,
    /// Where to pay.
    pub checkout_url: Option<String>,
}
