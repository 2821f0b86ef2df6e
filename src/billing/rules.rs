//! Pure decisions: which plan a subscription gives, how a wish is carried out, what a change means for a workspace.

use super::model::{SubscriptionStatus, Usage};
use crate::money::Usd;
use crate::plans::{Depth, Feature, Tier, limits};

/// The plan of a workspace that is on `now` and whose subscription stands like this. A plan by contract is no
/// subscription's to change; a payment that failed leaves the plan until the provider ends the subscription.
#[must_use]
pub fn tier_after(now: Tier, status: SubscriptionStatus, paid: Option<Tier>) -> Tier {
    if now == Tier::Enterprise {
        return now;
    }
    match status {
        SubscriptionStatus::None | SubscriptionStatus::Incomplete => now,
        SubscriptionStatus::Active | SubscriptionStatus::PastDue => paid.unwrap_or(now),
        SubscriptionStatus::Ended => Tier::Free,
    }
}

/// How a wish is carried out on a subscription that exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// It is so already.
    Nothing,
    /// A change that was planned for the period's end is taken back.
    TakeBack,
    /// More, at once, the difference charged.
    Upgrade,
    /// Less, when what is paid is used up.
    Lower,
    /// Nothing more, when what is paid is used up.
    End,
}

/// The step from a subscription for `paid`, with what is planned for its end, to `wanted`.
#[must_use]
pub fn step(paid: Tier, pending: Option<Tier>, wanted: Tier) -> Step {
    match pending {
        Some(pending) if pending == wanted => Step::Nothing,
        Some(_) if wanted == paid => Step::TakeBack,
        None if wanted == paid => Step::Nothing,
        _ if wanted > paid => Step::Upgrade,
        _ if wanted == Tier::Free => Step::End,
        _ => Step::Lower,
    }
}

/// What becomes of builds that a plan has no room for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Held {
    /// Running ones above the new plan's number at once; they go on.
    pub running_above: u32,
    /// Waiting ones, which then wait under the new number.
    pub waiting: u32,
    /// How many builds of this month are above the new limit, so that new ones are parked.
    pub month_above: u32,
    /// Whether the new month's limit is used up already.
    pub is_month_full: bool,
}

/// What is charged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Charge {
    /// Nothing, by nobody.
    Nothing,
    /// So much a month.
    Monthly(Usd),
    /// As the contract says.
    Contract,
}

/// What moving to another plan means for one workspace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Effects {
    /// To which.
    pub tier: Tier,
    /// Whether it is more than now.
    pub is_up: bool,
    /// Parked builds that begin at once.
    pub starts: u32,
    /// What exceeds the new plan.
    pub held: Held,
    /// How deep new builds go, where that changes.
    pub depth: Option<Depth>,
    /// Features that come or go.
    pub features: Vec<Feature>,
    /// Builds a month that are left of the new plan; nothing: no limit.
    pub left: Option<u32>,
    /// What is charged.
    pub charge: Charge,
}

/// What moving from `from` to `to` means for a workspace with this usage.
#[must_use]
pub fn effects(from: Tier, to: Tier, usage: &Usage) -> Effects {
    let (old, new) = (limits(from), limits(to));
    let is_up = to > from;
    let (more, less) = if is_up { (new.features, old.features) } else { (old.features, new.features) };
    let left = new.builds_per_month.map(|most| most.saturating_sub(usage.builds_this_month));
    let starts = if is_up { left.map_or(usage.parked, |left| left.min(usage.parked)) } else { 0 };
    let above = |limit: Option<u32>, used: u32| limit.map_or(0, |limit| used.saturating_sub(limit));
    let held = Held {
        running_above: above(new.concurrent_builds, usage.running),
        waiting: usage.waiting,
        month_above: above(new.builds_per_month, usage.builds_this_month),
        is_month_full: left == Some(0),
    };
    Effects {
        tier: to,
        is_up,
        starts,
        held: if is_up { Held { is_month_full: held.is_month_full, ..Held::default() } } else { held },
        depth: (new.depth != old.depth).then_some(new.depth),
        features: more.get(less.len()..).unwrap_or_default().to_vec(),
        left: left.map(|left| left - starts),
        charge: match new.monthly_price {
            None => Charge::Contract,
            Some(price) if price == Usd::default() => Charge::Nothing,
            Some(price) => Charge::Monthly(price),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_stays_while_a_payment_is_tried_again_and_goes_with_the_subscription() {
        let pro = Some(Tier::Professional);
        assert_eq!(tier_after(Tier::Free, SubscriptionStatus::Active, pro), Tier::Professional);
        assert_eq!(tier_after(Tier::Professional, SubscriptionStatus::PastDue, pro), Tier::Professional);
        assert_eq!(tier_after(Tier::Professional, SubscriptionStatus::Ended, pro), Tier::Free);
        assert_eq!(tier_after(Tier::Free, SubscriptionStatus::Incomplete, pro), Tier::Free);
        assert_eq!(tier_after(Tier::Starter, SubscriptionStatus::Active, None), Tier::Starter, "a price nobody knows");
    }

    #[test]
    fn a_plan_by_contract_is_no_subscriptions_to_change() {
        for status in [SubscriptionStatus::Active, SubscriptionStatus::Ended, SubscriptionStatus::PastDue] {
            assert_eq!(tier_after(Tier::Enterprise, status, Some(Tier::Starter)), Tier::Enterprise);
        }
    }

    #[test]
    fn more_comes_at_once_and_less_at_the_end_of_what_is_paid() {
        let pro = Tier::Professional;
        assert_eq!(step(pro, None, Tier::Ultimate), Step::Upgrade);
        assert_eq!(step(pro, None, Tier::Starter), Step::Lower);
        assert_eq!(step(pro, None, Tier::Free), Step::End);
        assert_eq!(step(pro, None, pro), Step::Nothing);
        assert_eq!(step(pro, Some(Tier::Starter), pro), Step::TakeBack);
        assert_eq!(step(pro, Some(Tier::Starter), Tier::Starter), Step::Nothing);
        assert_eq!(step(pro, Some(Tier::Free), Tier::Starter), Step::Lower);
        assert_eq!(step(pro, Some(Tier::Free), Tier::Ultimate), Step::Upgrade);
    }

    #[test]
    fn going_up_starts_what_is_parked_as_far_as_the_new_month_has_room() {
        let usage = Usage { builds_this_month: 5, resets_at: Default::default(), running: 1, waiting: 0, parked: 60 };
        let up = effects(Tier::Free, Tier::Starter, &usage);
        assert_eq!((up.starts, up.left), (45, Some(0)));
        assert_eq!(effects(Tier::Free, Tier::Enterprise, &usage).starts, 60);
        assert_eq!(up.held.running_above, 0);
        assert_eq!(up.depth, None);
    }

    #[test]
    fn going_down_counts_what_exceeds_the_new_plan() {
        let usage = Usage { builds_this_month: 70, resets_at: Default::default(), running: 4, waiting: 3, parked: 0 };
        let down = effects(Tier::Professional, Tier::Starter, &usage);
        assert_eq!(down.held, Held { running_above: 2, waiting: 3, month_above: 20, is_month_full: true });
        assert_eq!(down.depth, Some(Depth::Starter));
        assert_eq!(down.features, [Feature::BackendPhase, Feature::IntegrationPhase, Feature::Analytics]);
        assert_eq!(down.starts, 0);
    }
}
