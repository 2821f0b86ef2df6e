//! The table of limits, and which addresses count as one network.

use std::net::IpAddr;

use super::model::{Allowance, Policy, Scope};
use crate::plans::Tier;

/// How many requests of `policy` a scope has in a minute; nothing where that scope does not count. Generous: an office
/// behind one address, or a test suite, should not notice.
#[must_use]
pub fn allowance(policy: Policy, scope: Scope, tier: Tier) -> Option<Allowance> {
    let quota = match (policy, scope) {
        (Policy::Pages | Policy::Api, Scope::Network) => 600,
        (Policy::SignIn | Policy::GuestBuilds, Scope::Network) => 120,
        (Policy::SignIn | Policy::GuestBuilds, _) => return None,
        (Policy::Quotes, Scope::Network) => 300,
        (Policy::Pages | Policy::Api, Scope::Key) => 600 * factor(tier),
        (Policy::Quotes, Scope::Key) => 300 * factor(tier),
        (Policy::Pages | Policy::Api, Scope::Tenant) => 1200 * factor(tier),
        (Policy::Quotes, Scope::Tenant) => 600 * factor(tier),
    };
    Some(Allowance { quota, window_seconds: 60 })
}

/// How many times the limits of the free plan a plan has.
fn factor(tier: Tier) -> u32 {
    match tier {
        Tier::Free => 1,
        Tier::Starter => 2,
        Tier::Professional => 4,
        Tier::Ultimate => 10,
        Tier::Enterprise => 30,
    }
}

/// The network of an address: itself in IPv4; in IPv6 its /64, since each customer has at least that many. Nothing where
/// it is no address, as for a request that came through no socket.
#[must_use]
pub fn network_of(ip: &str) -> Option<String> {
    match ip.parse::<IpAddr>().ok()?.to_canonical() {
        IpAddr::V4(address) => Some(address.to_string()),
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            Some(format!("{a:x}:{b:x}:{c:x}:{d:x}::/64"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_higher_tier_never_has_less() {
        for policy in Policy::ALL {
            for scope in [Scope::Network, Scope::Key, Scope::Tenant] {
                for pair in Tier::ALL.windows(2) {
                    let quota = |tier| allowance(policy, scope, tier).map_or(0, |allowance| allowance.quota);
                    assert!(quota(pair[0]) <= quota(pair[1]), "{policy:?} {scope:?}");
                }
            }
        }
    }

    #[test]
    fn one_key_never_has_all_that_its_workspace_has() {
        for policy in [Policy::Pages, Policy::Quotes, Policy::Api] {
            for tier in Tier::ALL {
                let quota = |scope| allowance(policy, scope, tier).map(|allowance| allowance.quota);
                assert!(quota(Scope::Key) < quota(Scope::Tenant));
            }
        }
    }

    #[test]
    fn neighbours_in_ipv6_are_one_network_and_ipv4_in_disguise_is_itself() {
        assert_eq!(network_of("203.0.113.7").as_deref(), Some("203.0.113.7"));
        assert_eq!(network_of("::ffff:203.0.113.7").as_deref(), Some("203.0.113.7"));
        assert_eq!(network_of("2001:db8:1:2::1"), network_of("2001:db8:1:2:ffff::9"));
        assert_ne!(network_of("2001:db8:1:2::1"), network_of("2001:db8:1:3::1"));
        assert_eq!(network_of(""), None);
    }
}
