//! What the workspace is on, what is paid, and what waits to be decided.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use olympus::billing::{OpenCheckout, PendingChange, ProviderName, Standing, SubscriptionStatus};
use olympus::plans::{Tier, limits};

use super::table::{name, price};
use crate::shell::{Glyph, Icon};

stylance::import_style!(style, "standing.module.css");

/// The plan of today in a few sentences; for owners with the ways on.
#[component]
pub fn StandingNote(standing: Standing, owns: bool) -> impl IntoView {
    let came_from_payment = use_query_map().get_untracked().get("payment").as_deref() == Some("made");
    let Standing { tier, provider, status, paid_until, pending, checkout, usage } = standing;
    let limit = limits(tier).builds_per_month;
    let of_limit = limit.map_or_else(String::new, |limit| format!(" of {limit}"));
    let left_to_pay = checkout.filter(|_| owns && !came_from_payment);
    view! {
        <section class=style::standing aria-label="Your plan">
            {came_from_payment
                .then(|| {
                    view! {
                        <p class=style::note role="status">
                            <Icon glyph=Glyph::Check />
                            <span>
                                "Thank you. Your plan changes as soon as the payment is confirmed, usually within seconds. "
                                <a href="/plans">"Look again"</a>
                            </span>
                        </p>
                    }
                })}
            {left_to_pay.map(|checkout| view! { <ToPay checkout tier /> })}
            {(status == SubscriptionStatus::PastDue)
                .then(|| {
                    view! {
                        <p class=style::note data-kind="warning">
                            <Icon glyph=Glyph::Alert />
                            <span>
                                "The last payment failed. Your plan stays while it is tried again, and ends with the
                                subscription. " {owns.then_some("Use another card under \"Cards and invoices\".")}
                            </span>
                        </p>
                    }
                })}
            {pending.map(|pending| view! { <Pending pending tier owns /> })}
            <p>
                "You are on " <b>{name(tier.as_str())}</b> ", " {price(&limits(tier))} {limits(tier).monthly_price.map(|_| " a month")} ": "
                <span class="num">{usage.builds_this_month}</span> {of_limit} " builds used this month"
                {limit.map(|_| format!(", counted anew on {}", day(usage.resets_at)))} "."
                {paid_until.filter(|_| pending.is_none()).map(|until| format!(" Paid until {}.", day(until)))}
            </p>
            {(owns && provider == ProviderName::Stripe && status != SubscriptionStatus::None)
                .then(|| view! { <p><a href="/plan/portal" rel="nofollow">"Cards and invoices"</a></p> })}
            {(provider == ProviderName::Direct && owns)
                .then(|| {
                    view! {
                        <p class="soft">"This server has no billing provider, so nothing is charged: a change holds at once."</p>
                    }
                })}
        </section>
    }
}

/// The payment page that waits.
#[component]
fn ToPay(checkout: OpenCheckout, tier: Tier) -> impl IntoView {
    view! {
        <div class=style::pay>
            <p>
                <b>{name(checkout.tier.as_str())}</b> " starts as soon as it is paid: " {price(&limits(checkout.tier))}
                " a month, charged by Stripe."
            </p>
            <div class=style::ways>
                <a class="button" href=checkout.url>"Continue to payment"</a>
                <Choice tier words="Not now" />
            </div>
        </div>
    }
}

/// What comes with the end of what is paid, and the way to take it back.
#[component]
fn Pending(pending: PendingChange, tier: Tier, owns: bool) -> impl IntoView {
    view! {
        <div class=style::pay>
            <p>
                <b>{name(tier.as_str())}</b> " is paid until " {day(pending.at)} " and changes to "
                <b>{name(pending.tier.as_str())}</b> " on that day."
            </p>
            {owns.then(|| view! { <Choice tier words="Keep it" /> })}
        </div>
    }
}

#[component]
fn Choice(tier: Tier, words: &'static str) -> impl IntoView {
    view! {
        <form method="post" action="/plan">
            <input type="hidden" name="tier" value=tier.as_str() />
            <button class="button" data-kind="quiet" type="submit">
                {words}
                <span class="sr-only">{format!(": stay on {}", name(tier.as_str()))}</span>
            </button>
        </form>
    }
}

/// `1 December 2026`.
pub fn day(at: DateTime<Utc>) -> String {
    at.format("%-d %B %Y").to_string()
}
