//! The table of tiers.

use rust_decimal::Decimal;

use super::model::{Depth, Feature, Limits, Tier};
use crate::money::Usd;

/// Every feature in the order in which tiers bring it, so that each tier's are a beginning of it.
const FEATURES: &[Feature] = &[
    Feature::GuestQuotes,
    Feature::LiveCost,
    Feature::BackendPhase,
    Feature::IntegrationPhase,
    Feature::Analytics,
    Feature::TestingPhase,
    Feature::Webhooks,
    Feature::Memory,
    Feature::DeploymentPhase,
    Feature::Approvals,
    Feature::ComplianceReports,
];

/// What `tier` allows.
#[must_use]
pub fn limits(tier: Tier) -> Limits {
    let (weight, features) = (weight(tier), features(tier));
    let row = |concurrent, monthly, price: i64, depth| Limits {
        concurrent_builds: Some(concurrent),
        builds_per_month: Some(monthly),
        monthly_price: Some(Usd(Decimal::from(price))),
        depth,
        weight,
        features,
    };
    match tier {
        Tier::Free => row(1, 5, 0, Depth::Starter),
        Tier::Starter => row(2, 50, 29, Depth::Starter),
        Tier::Professional => row(5, 200, 99, Depth::Professional),
        Tier::Ultimate => row(10, 1000, 299, Depth::Ultimate),
        Tier::Enterprise => Limits {
            concurrent_builds: None,
            builds_per_month: None,
            monthly_price: None,
            depth: Depth::Enterprise,
            weight,
            features,
        },
    }
}

fn weight(tier: Tier) -> u32 {
    match tier {
        Tier::Free => 1,
        Tier::Starter => 2,
        Tier::Professional => 4,
        Tier::Ultimate => 8,
        Tier::Enterprise => 16,
    }
}

fn features(tier: Tier) -> &'static [Feature] {
    let (own, _) = FEATURES.split_at(match tier {
        Tier::Free | Tier::Starter => 2,
        Tier::Professional => 5,
        Tier::Ultimate => 8,
        Tier::Enterprise => FEATURES.len(),
    });
    own
}

/// Whether `tier` brings `feature`.
#[must_use]
pub fn allows(tier: Tier, feature: Feature) -> bool {
    limits(tier).features.contains(&feature)
}

/// The depth that a request gets: what it asks for, never more than `tier` allows; without a wish, all that it allows.
#[must_use]
pub fn allowed_depth(tier: Tier, wanted: Option<Depth>) -> Depth {
    let most = limits(tier).depth;
    wanted.map_or(most, |depth| depth.min(most))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_build_never_goes_deeper_than_its_tier() {
        assert_eq!(allowed_depth(Tier::Free, Some(Depth::Enterprise)), Depth::Starter);
        assert_eq!(allowed_depth(Tier::Ultimate, Some(Depth::Professional)), Depth::Professional);
        assert_eq!(allowed_depth(Tier::Professional, None), Depth::Professional);
    }

    #[test]
    fn a_higher_tier_never_allows_less() {
        for pair in Tier::ALL.windows(2) {
            let (lower, higher) = (limits(pair[0]), limits(pair[1]));
            assert!(higher.depth >= lower.depth);
            assert!(higher.concurrent_builds.unwrap_or(u32::MAX) >= lower.concurrent_builds.unwrap_or(u32::MAX));
            assert!(higher.builds_per_month.unwrap_or(u32::MAX) >= lower.builds_per_month.unwrap_or(u32::MAX));
            assert!(higher.weight > lower.weight);
            assert!(higher.features.starts_with(lower.features));
        }
    }

    #[test]
    fn a_feature_comes_with_its_tier() {
        assert!(allows(Tier::Free, Feature::LiveCost));
        assert!(!allows(Tier::Starter, Feature::Analytics));
        assert!(allows(Tier::Professional, Feature::Analytics));
        assert!(!allows(Tier::Professional, Feature::Webhooks));
        assert!(allows(Tier::Ultimate, Feature::Memory));
        assert!(!allows(Tier::Ultimate, Feature::Approvals));
        assert!(allows(Tier::Enterprise, Feature::ComplianceReports));
    }
}
