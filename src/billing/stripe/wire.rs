//! Reading what Stripe sends: subscriptions, payment pages, events.

use chrono::{DateTime, Utc};
use serde_json::Value;

use crate::billing::model::SubscriptionStatus;
use crate::billing::provider::{ProviderEvent, Subscription};
use crate::plans::Tier;

/// A subscription with what is needed to change it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// For everybody.
    pub subscription: Subscription,
    /// Its one item.
    pub item: String,
    /// That item's price.
    pub price: String,
    /// The schedule that plans its next price.
    pub schedule: Option<String>,
    /// Whether it ends with what is paid.
    pub is_ending: bool,
}

/// A subscription, or nothing where it has no price.
pub fn subscription(value: &Value, tier_of: impl Fn(&str) -> Option<Tier>) -> Option<Found> {
    let item = value.pointer("/items/data/0")?;
    let price = id_at(item, &["/price", "/plan"])?;
    // Newer versions of the API keep the period at the item.
    let period_end = [value, item].iter().find_map(|one| time_at(one, "/current_period_end"));
    let status = match text_at(value, "/status").as_deref() {
        Some("active" | "trialing") => SubscriptionStatus::Active,
        Some("past_due") => SubscriptionStatus::PastDue,
        Some("incomplete") => SubscriptionStatus::Incomplete,
        // Canceled, expired, or Stripe gave up on collecting.
        _ => SubscriptionStatus::Ended,
    };
    let is_ending = value.pointer("/cancel_at_period_end").and_then(Value::as_bool).unwrap_or(false)
        || time_at(value, "/cancel_at").is_some();
    let schedule = value.get("schedule").filter(|schedule| !schedule.is_null());
    let pending = match (is_ending, schedule) {
        (true, _) => Some(Tier::Free),
        (false, Some(schedule)) => next_price(schedule).as_deref().and_then(&tier_of),
        (false, None) => None,
    };
    Some(Found {
        subscription: Subscription {
            id: text_at(value, "/id")?,
            customer: id_at(value, &["/customer"])?,
            status,
            tier: tier_of(&price),
            period_end,
            pending: pending.filter(|_| status.is_live()),
        },
        item: text_at(item, "/id")?,
        price,
        schedule: schedule.and_then(|_| id_at(value, &["/schedule"])),
        is_ending,
    })
}

/// The price of the phase after the running one.
fn next_price(schedule: &Value) -> Option<String> {
    let now = schedule.pointer("/current_phase/end_date").and_then(Value::as_i64)?;
    let phases = schedule.get("phases")?.as_array()?;
    let next = phases.iter().find(|phase| phase.get("start_date").and_then(Value::as_i64) >= Some(now))?;
    id_at(next.pointer("/items/0")?, &["/price", "/plan"])
}

/// What a webhook tells. Nothing where it is no event.
pub fn event(value: &Value) -> Option<ProviderEvent> {
    let kind = text_at(value, "/type")?;
    let object = value.pointer("/data/object")?;
    let subscription = match text_at(object, "/object").as_deref() {
        Some("subscription") => text_at(object, "/id"),
        Some("checkout.session" | "invoice" | "subscription_schedule") => {
            id_at(object, &["/subscription", "/parent/subscription_details/subscription"])
        }
        _ => None,
    };
    Some(ProviderEvent {
        id: text_at(value, "/id")?,
        created_at: time_at(value, "/created")?,
        customer: id_at(object, &["/customer"]),
        tenant: ["/client_reference_id", "/metadata/tenant_id"].iter().find_map(|at| text_at(object, at)?.parse().ok()),
        subscription: subscription.filter(|_| is_about_plans(&kind)),
        kind,
    })
}

/// Whether the subscription has to be looked at after such an event.
fn is_about_plans(kind: &str) -> bool {
    matches!(kind, "checkout.session.completed" | "checkout.session.async_payment_succeeded")
        || matches!(kind, "invoice.payment_failed" | "invoice.paid" | "invoice.payment_succeeded")
        || kind.starts_with("customer.subscription.")
        || kind.starts_with("subscription_schedule.")
}

/// A text.
pub fn text_at(value: &Value, at: &str) -> Option<String> {
    value.pointer(at)?.as_str().map(str::to_owned)
}

/// Seconds since 1970.
pub fn time_at(value: &Value, at: &str) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp(value.pointer(at)?.as_i64()?, 0)
}

/// The id of what stands at the first of these places, whether the thing itself stands there or its id.
fn id_at(value: &Value, places: &[&str]) -> Option<String> {
    places
        .iter()
        .filter_map(|at| value.pointer(at))
        .find_map(|thing| thing.as_str().or_else(|| thing.get("id").and_then(Value::as_str)).map(str::to_owned))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn tier_of(price: &str) -> Option<Tier> {
        price.strip_prefix("price_").and_then(|name| name.parse().ok())
    }

    fn example() -> Value {
        json!({
            "id": "sub_1", "customer": "cus_1", "status": "active", "current_period_end": 2_000, "cancel_at_period_end": false,
            "items": { "data": [{ "id": "si_1", "price": { "id": "price_professional" } }] },
        })
    }

    #[test]
    fn a_subscription_is_read_with_what_comes_after_it() {
        let mut value = example();
        let found = subscription(&value, tier_of).unwrap();
        assert_eq!(found.subscription.tier, Some(Tier::Professional));
        assert_eq!(found.subscription.pending, None);
        value["schedule"] = json!({
            "id": "sched_1", "current_phase": { "start_date": 1_000, "end_date": 2_000 },
            "phases": [
                { "start_date": 1_000, "end_date": 2_000, "items": [{ "price": "price_professional" }] },
                { "start_date": 2_000, "items": [{ "price": "price_starter" }] },
            ],
        });
        let found = subscription(&value, tier_of).unwrap();
        assert_eq!((found.subscription.pending, found.schedule), (Some(Tier::Starter), Some("sched_1".to_owned())));
        value["cancel_at_period_end"] = json!(true);
        assert_eq!(subscription(&value, tier_of).unwrap().subscription.pending, Some(Tier::Free));
        value["status"] = json!("canceled");
        assert_eq!(subscription(&value, tier_of).unwrap().subscription.pending, None);
    }

    #[test]
    fn newer_answers_are_read_as_older_ones() {
        let mut value = example();
        value["items"]["data"][0]["current_period_end"] = value["current_period_end"].take();
        let end = subscription(&value, tier_of).unwrap().subscription.period_end;
        assert_eq!(end.map(|end| end.timestamp()), Some(2_000));
    }

    #[test]
    fn an_event_says_which_subscription_to_look_at() {
        let event_of = |kind: &str, object: Value| {
            event(&json!({ "id": "evt_1", "type": kind, "created": 1, "data": { "object": object } })).unwrap()
        };
        let failed = json!({ "object": "invoice", "customer": "cus_1", "subscription": "sub_1" });
        assert_eq!(event_of("invoice.payment_failed", failed).subscription.as_deref(), Some("sub_1"));
        let newer = json!({ "object": "invoice", "parent": { "subscription_details": { "subscription": "sub_2" } } });
        assert_eq!(event_of("invoice.payment_failed", newer).subscription.as_deref(), Some("sub_2"));
        let other = json!({ "object": "customer", "id": "cus_1" });
        assert_eq!(event_of("customer.updated", other).subscription, None);
        assert_eq!(event(&json!({ "id": "evt_1" })), None);
    }
}
