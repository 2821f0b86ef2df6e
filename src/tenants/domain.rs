//! Mail domains: one spelling for each, the part that somebody registered, and the public mail providers.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::punycode;

/// Mail providers that anybody can have an address at; sorted, one a line.
static PUBLIC_PROVIDERS: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| include_str!("public_providers.txt").lines().filter(|line| !line.is_empty()).collect());

/// Endings of two labels under which people register names: `uk` then `co`, `ac` and so on.
static PUBLIC_SUFFIXES: LazyLock<HashMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    let lines = include_str!("public_suffixes.txt").lines();
    lines.filter_map(|line| line.split_once(' ')).map(|(top, seconds)| (top, seconds.split(' ').collect())).collect()
});

/// One spelling of a domain: lower case, no white space or final dot, Unicode for internationalised labels.
/// Empty for text that is no domain name, such as an IP address or a name with forbidden signs.
pub(super) fn canonical(domain: &str) -> String {
    let lower = domain.trim().trim_end_matches('.').to_lowercase();
    if lower.len() > 253 || lower.parse::<std::net::IpAddr>().is_ok() {
        return String::new();
    }
    let labels: Option<Vec<String>> = lower.split('.').map(canonical_label).collect();
    labels.map(|labels| labels.join(".")).unwrap_or_default()
}

fn canonical_label(label: &str) -> Option<String> {
    let allowed = |letter: char| letter.is_alphanumeric() || letter == '-' || letter == '_';
    let well_formed = !label.is_empty() && label.len() <= 63 && !label.starts_with('-') && !label.ends_with('-');
    if !well_formed || !label.chars().all(allowed) {
        return None;
    }
    match label.strip_prefix("xn--") {
        Some(encoded) => Some(punycode::decode(encoded).unwrap_or_else(|| label.to_owned())),
        None => Some(label.to_owned()),
    }
}

/// How many labels at the end of a domain belong to nobody in particular: 1 for `.com`, 2 for `.co.uk`.
pub(super) fn suffix_len(labels: &[&str]) -> usize {
    match labels {
        // American school districts: lausd.k12.ca.us.
        [.., "k12", _, "us"] => 3,
        [.., second, top] if PUBLIC_SUFFIXES.get(top).is_some_and(|seconds| seconds.contains(second)) => 2,
        _ => 1,
    }
}

/// The part of a domain that somebody registered: `shopify.com` for `Eng.Shopify.com.`, `acme.co.uk` for
/// `mail.acme.co.uk`. A bare public suffix or a single label is returned as it is, text that is no domain as nothing.
#[must_use]
pub fn registrable_domain(domain: &str) -> String {
    let domain = canonical(domain);
    let labels: Vec<&str> = domain.split('.').collect();
    let start = labels.len().saturating_sub(suffix_len(&labels) + 1);
    labels[start..].join(".")
}

/// Whether anybody can have an address at this domain, so that it says nothing about where a person works.
/// A subdomain of a provider counts as well.
#[must_use]
pub fn is_public_provider(domain: &str) -> bool {
    let domain = canonical(domain);
    parents(&domain).any(|parent| PUBLIC_PROVIDERS.contains(parent))
}

/// The domain itself, then each domain above it, ending with its last label.
pub(super) fn parents(domain: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(domain), |domain| domain.split_once('.').map(|(_, rest)| rest))
}

/// The domain of an address, or the whole text when it has no `@`.
pub(super) fn of_email(email: &str) -> &str {
    email.trim().rsplit_once('@').map_or(email, |(_, domain)| domain).trim_end_matches('>')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_registered_part_is_found_under_endings_of_one_two_and_three_labels() {
        assert_eq!(registrable_domain("shopify.com"), "shopify.com");
        assert_eq!(registrable_domain("a.b.eng.shopify.com"), "shopify.com");
        assert_eq!(registrable_domain("mail.acme.co.uk"), "acme.co.uk");
        assert_eq!(registrable_domain("shop.acme.com.au"), "acme.com.au");
        assert_eq!(registrable_domain("staff.lausd.k12.ca.us"), "lausd.k12.ca.us");
        assert_eq!(registrable_domain("contoso.onmicrosoft.com"), "contoso.onmicrosoft.com");
    }

    #[test]
    fn spelling_does_not_matter() {
        assert_eq!(registrable_domain("  ENG.Shopify.COM. "), "shopify.com");
        assert_eq!(registrable_domain("post.xn--mnchen-3ya.de"), "münchen.de");
        assert_eq!(registrable_domain("MÜNCHEN.de"), "münchen.de");
    }

    #[test]
    fn a_disguised_name_never_becomes_the_plain_one() {
        assert_eq!(registrable_domain("xn--shopify-.com"), "");
        assert_ne!(registrable_domain("xn--shpify-9xd.com"), "shopify.com");
    }

    #[test]
    fn a_bare_ending_and_a_single_label_stay_as_they_are() {
        assert_eq!(registrable_domain("co.uk"), "co.uk");
        assert_eq!(registrable_domain("localhost"), "localhost");
    }

    #[test]
    fn what_is_no_domain_gives_nothing() {
        for garbage in ["", "   ", ".", "..", "a..b", "127.0.0.1", "::1", "[10.0.0.1]", "a b.com", "-x.com", "<script>"]
        {
            assert_eq!(registrable_domain(garbage), "", "{garbage:?}");
        }
        assert_eq!(registrable_domain(&"a".repeat(300)), "");
    }

    #[test]
    fn public_providers_are_known_in_many_countries() {
        for provider in
            ["gmail.com", "GMX.de", "yahoo.co.jp", "mail.ru", "qq.com", "uol.com.br", "proton.me", "web.de."]
        {
            assert!(is_public_provider(provider), "{provider}");
        }
        assert!(is_public_provider("mail.gmail.com"));
        for company in ["shopify.com", "notgmail.com", "gmail.com.example.org", "com", ""] {
            assert!(!is_public_provider(company), "{company}");
        }
        assert!(PUBLIC_PROVIDERS.len() >= 120);
    }

    #[test]
    fn the_list_of_providers_is_sorted_and_spelled_as_it_is_looked_up() {
        let lines: Vec<&str> = include_str!("public_providers.txt").lines().collect();
        assert!(lines.is_sorted(), "keep public_providers.txt sorted");
        for line in lines {
            assert_eq!(canonical(line), line);
        }
    }

    proptest::proptest! {
        #[test]
        fn the_registered_part_of_a_registered_part_is_itself(text in "[a-zA-Z0-9äß@. -]{0,40}") {
            let once = registrable_domain(&text);
            proptest::prop_assert_eq!(registrable_domain(&once), once);
        }
    }
}
