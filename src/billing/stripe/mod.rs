//! Stripe: payment pages, subscriptions, the customer portal, signed webhooks. Our plan is always read off the subscription
//! as Stripe has it now; what is planned for a period's end is a schedule there, so that it comes true without us.

mod client;
mod signature;
mod wire;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde_json::Value;

use super::config::{BillingConfigError, StripeConfig};
use super::model::{OpenCheckout, ProviderName, SubscriptionStatus};
use super::provider::{BillingProvider, Order, Outcome, ProviderEvent, Subscription};
use super::rules::{Step, step};
use crate::error::{Error, ErrorCode, Result};
use crate::plans::{Tier, limits};
use client::{StripeClient, StripeError};
use wire::{Found, text_at, time_at};

/// An account at Stripe.
pub struct Stripe {
    client: StripeClient,
    config: StripeConfig,
}

impl Stripe {
    /// Over this account.
    pub fn new(config: StripeConfig) -> Result<Self, BillingConfigError> {
        Ok(Self { client: StripeClient::new(&config)?, config })
    }

    fn tier_of(&self, price: &str) -> Option<Tier> {
        self.config.prices.iter().find(|(_, id)| id == price).map(|(tier, _)| *tier)
    }

    /// The price that sells `tier`, once Stripe says that it is what our pages say.
    async fn price_of(&self, tier: Tier) -> Result<&str> {
        let price = self.config.prices.iter().find(|(one, _)| *one == tier).map(|(_, id)| id.as_str());
        let price = price.ok_or_else(|| {
            Error::invalid("tier", "Enterprise is by contract: ask whoever runs this server. Your plan is as it was.")
        })?;
        let found = match self.client.get(&format!("v1/prices/{price}"), &[]).await {
            // A price that is not there is no price of ours, either.
            Err(StripeError::Missing) => Value::Null,
            found => found?,
        };
        let cents = found.get("unit_amount").and_then(Value::as_i64).map(|cents| Decimal::new(cents, 2));
        let is_monthly = text_at(&found, "/recurring/interval").as_deref() == Some("month");
        let is_usd = text_at(&found, "/currency").as_deref() == Some("usd");
        if cents == limits(tier).monthly_price.map(|price| price.0) && is_monthly && is_usd {
            return Ok(price);
        }
        tracing::error!(tier = tier.as_str(), price, "the price at Stripe is not the one that the plans page shows");
        let message = "This plan's price at Stripe is not the price shown here, so it is not sold until whoever runs this \
                       server has mended that. Nothing was changed and nothing was charged.";
        Err(Error { status: Some(502), ..Error::new(ErrorCode::Internal, message) })
    }

    async fn find(&self, subscription: &str) -> Result<Option<Found>, StripeError> {
        match self.client.get(&format!("v1/subscriptions/{subscription}"), &[("expand[]", "schedule")]).await {
            Ok(value) => Ok(wire::subscription(&value, |price| self.tier_of(price))),
            Err(StripeError::Missing) => Ok(None),
            Err(error) => Err(error),
        }
    }

    async fn customer(&self, order: &Order<'_>) -> Result<String> {
        if let Some(customer) = &order.account.customer {
            return Ok(customer.clone());
        }
        let tenant = order.tenant.to_string();
        let fields = [("metadata[tenant_id]", tenant.as_str())];
        let made = self.client.post("v1/customers", &fields, &format!("olympus-customer-{tenant}")).await?;
        text_at(&made, "/id").ok_or_else(|| StripeError::NoAnswer.into())
    }

    /// A page on which the first payment is made.
    async fn check_out(&self, order: &Order<'_>) -> Result<Outcome> {
        let price = self.price_of(order.tier).await?;
        let customer = self.customer(order).await?;
        let (tenant, back) = (order.tenant.to_string(), order.return_to);
        let (paid, not_paid) = (format!("{back}?payment=made"), format!("{back}?payment=left"));
        let fields = [
            ("mode", "subscription"),
            ("customer", customer.as_str()),
            ("client_reference_id", tenant.as_str()),
            ("metadata[tenant_id]", tenant.as_str()),
            ("metadata[tier]", order.tier.as_str()),
            ("subscription_data[metadata][tenant_id]", tenant.as_str()),
            ("line_items[0][price]", price),
            ("line_items[0][quantity]", "1"),
            ("success_url", paid.as_str()),
            ("cancel_url", not_paid.as_str()),
        ];
        let made = self.client.post("v1/checkout/sessions", &fields, &key("checkout", order)).await?;
        let read = || {
            let page = OpenCheckout {
                tier: order.tier,
                url: text_at(&made, "/url")?,
                expires_at: time_at(&made, "/expires_at")?,
            };
            Some(Outcome::Checkout { customer, id: text_at(&made, "/id")?, page })
        };
        read().ok_or_else(|| StripeError::NoAnswer.into())
    }

    async fn change(&self, order: &Order<'_>, found: &Found) -> Result<()> {
        let current = &found.subscription;
        match step(current.tier.unwrap_or(Tier::Free), current.pending, order.tier) {
            Step::Nothing => Ok(()),
            Step::TakeBack => self.take_back(order, found).await,
            Step::Upgrade => self.upgrade(order, found).await,
            Step::Lower => self.lower(order, found).await,
            Step::End => {
                self.release(order, found).await?;
                self.update(order, found, "end", &[("cancel_at_period_end", "true")]).await
            }
        }
    }

    async fn update(&self, order: &Order<'_>, found: &Found, what: &str, fields: client::Fields<'_>) -> Result<()> {
        let path = format!("v1/subscriptions/{}", found.subscription.id);
        self.client.post(&path, fields, &key(what, order)).await?;
        Ok(())
    }

    /// Ends what is planned; the subscription goes on as it is.
    async fn release(&self, order: &Order<'_>, found: &Found) -> Result<()> {
        if let Some(schedule) = &found.schedule {
            let path = format!("v1/subscription_schedules/{schedule}/release");
            self.client.post(&path, &[], &key("release", order)).await?;
        }
        Ok(())
    }

    async fn take_back(&self, order: &Order<'_>, found: &Found) -> Result<()> {
        self.release(order, found).await?;
        if found.is_ending {
            return self.update(order, found, "keep", &[("cancel_at_period_end", "false")]).await;
        }
        Ok(())
    }

    /// At once, the difference charged at once; where the card is refused, nothing changes.
    async fn upgrade(&self, order: &Order<'_>, found: &Found) -> Result<()> {
        if found.subscription.status == SubscriptionStatus::PastDue {
            let message = "Your last payment failed, and an upgrade needs it first. Your plan is as it was. Pay under \
                           \"Cards and invoices\", then choose again.";
            return Err(Error::new(ErrorCode::LimitReached, message));
        }
        let price = self.price_of(order.tier).await?;
        self.take_back(order, found).await?;
        let fields = [
            ("items[0][id]", found.item.as_str()),
            ("items[0][price]", price),
            ("proration_behavior", "always_invoice"),
            ("payment_behavior", "error_if_incomplete"),
        ];
        self.update(order, found, "upgrade", &fields).await
    }

    /// A schedule: this price until the period's end, the lower one from then on.
    async fn lower(&self, order: &Order<'_>, found: &Found) -> Result<()> {
        let price = self.price_of(order.tier).await?;
        self.take_back(order, found).await?;
        let fields = [("from_subscription", found.subscription.id.as_str())];
        let made = self.client.post("v1/subscription_schedules", &fields, &key("schedule", order)).await?;
        let schedule = text_at(&made, "/id").ok_or(StripeError::NoAnswer)?;
        let at = |name: &str| time_at(&made, name).map(|time| time.timestamp().to_string());
        let start = at("/current_phase/start_date").ok_or(StripeError::NoAnswer)?;
        let end = at("/current_phase/end_date").ok_or(StripeError::NoAnswer)?;
        let fields = [
            ("end_behavior", "release"),
            ("proration_behavior", "none"),
            ("phases[0][items][0][price]", found.price.as_str()),
            ("phases[0][items][0][quantity]", "1"),
            ("phases[0][start_date]", start.as_str()),
            ("phases[0][end_date]", end.as_str()),
            ("phases[1][items][0][price]", price),
            ("phases[1][items][0][quantity]", "1"),
            ("phases[1][iterations]", "1"),
        ];
        let path = format!("v1/subscription_schedules/{schedule}");
        self.client.post(&path, &fields, &key("lower", order)).await?;
        Ok(())
    }
}

/// One key of idempotency for each call that an order makes.
fn key(what: &str, order: &Order<'_>) -> String {
    format!("olympus-{what}-{}-{}", order.tenant, order.number)
}

#[async_trait]
impl BillingProvider for Stripe {
    fn name(&self) -> ProviderName {
        ProviderName::Stripe
    }

    async fn order(&self, order: &Order<'_>) -> Result<Outcome> {
        let found = match order.account.live() {
            Some(id) => self.find(id).await?.filter(|found| found.subscription.status.is_live()),
            None => None,
        };
        match found {
            Some(found) => {
                self.change(order, &found).await?;
                Ok(Outcome::Subscription(found.subscription.id))
            }
            None if order.tier == Tier::Free => Ok(Outcome::AtOnce),
            None => self.check_out(order).await,
        }
    }

    async fn close(&self, checkout: &str) -> Result<()> {
        let path = format!("v1/checkout/sessions/{checkout}");
        match self.client.post(&format!("{path}/expire"), &[], &format!("olympus-expire-{checkout}")).await {
            Ok(_) | Err(StripeError::Missing) => return Ok(()),
            Err(StripeError::Refused) => {}
            Err(error) => return Err(error.into()),
        }
        let page = self.client.get(&path, &[]).await?;
        if text_at(&page, "/status").as_deref() != Some("complete") {
            return Ok(());
        }
        let message = "A payment for another plan was just made and is being confirmed. Nothing else was changed. Load this \
                       page again in a moment, then choose.";
        Err(Error::new(ErrorCode::Conflict, message))
    }

    async fn look(&self, subscription: &str) -> Result<Option<Subscription>> {
        Ok(self.find(subscription).await?.map(|found| found.subscription))
    }

    async fn portal(&self, customer: &str, return_to: &str) -> Result<String> {
        let fields = [("customer", customer), ("return_url", return_to)];
        // Each visit gets a page of its own.
        let once = format!("olympus-portal-{}", hex::encode(crate::platform::secrets::random_bytes::<16>()));
        let made = self.client.post("v1/billing_portal/sessions", &fields, &once).await?;
        text_at(&made, "/url").ok_or_else(|| StripeError::NoAnswer.into())
    }

    fn read(&self, body: &[u8], signature: Option<&str>, now: DateTime<Utc>) -> Result<ProviderEvent> {
        signature::verify(body, signature, self.config.webhook_secret.reveal(), now)
            .map_err(|forged| Error::invalid("Stripe-Signature", forged.to_string()))?;
        let value: Value = serde_json::from_slice(body).unwrap_or_default();
        wire::event(&value).ok_or_else(|| Error::invalid("body", "The body is no event of Stripe's."))
    }
}
