//! What the rules promise, said in examples.

use super::*;

fn industry(domain: &str) -> Industry {
    classify(domain).industry
}

#[test]
fn the_examples_of_the_product_hold() {
    assert_eq!(industry("shopify.com"), Industry::Ecommerce);
    assert_eq!(industry("mayoclinic.org"), Industry::Healthcare);
    assert_eq!(industry("anything.edu"), Industry::Education);
    assert_eq!(industry("springfield.gov"), Industry::Government);
    assert_eq!(industry("gmail.com"), Industry::Personal);
    assert_eq!(industry("zzyx.com"), Industry::General);
}

#[test]
fn the_reason_says_what_was_recognised() {
    assert_eq!(classify("shopify.com").reason, "shopify.com is an e-commerce domain that we know");
    assert_eq!(classify("eng.shopify.com").reason, "shopify.com is an e-commerce domain that we know");
    assert_eq!(classify("cs.anything.edu").reason, "Domains ending in .edu belong to education");
    assert_eq!(classify("leeds.ac.uk").reason, "Domains ending in .ac.uk belong to education");
    assert_eq!(classify("my-clinic.com").reason, "The word “clinic” in my-clinic.com suggests healthcare");
    assert_eq!(classify("gmx.de").reason, "gmx.de is a public mail provider, so this workspace is for you alone");
    assert_eq!(classify("zzyx.com").reason, "zzyx.com does not tell a line of work, so this is a general start");
}

#[test]
fn endings_of_countries_and_of_trades_tell() {
    for (domain, expected) in [
        ("leeds.ac.uk", Industry::Education),
        ("anu.edu.au", Industry::Education),
        ("staff.lausd.k12.ca.us", Industry::Education),
        ("meti.go.jp", Industry::Government),
        ("sante.gouv.fr", Industry::Government),
        ("army.mil", Industry::Government),
        ("leedsth.nhs.uk", Industry::Healthcare),
        ("acme.bank", Industry::Finance),
        ("acme.health", Industry::Healthcare),
        ("acme.shop", Industry::Ecommerce),
        ("acme.energy", Industry::Energy),
        ("acme.law", Industry::ProfessionalServices),
        ("acme.org", Industry::Nonprofit),
        ("acme.org.uk", Industry::Nonprofit),
        ("acme.io", Industry::Technology),
    ] {
        assert_eq!(industry(domain), expected, "{domain}");
    }
}

#[test]
fn a_word_in_the_name_beats_an_ending_that_anybody_uses() {
    assert_eq!(industry("smithhospital.org"), Industry::Healthcare);
    assert_eq!(industry("grandhotel.io"), Industry::Hospitality);
}

#[test]
fn a_name_that_only_looks_like_a_trade_is_general() {
    for domain in ["workshop.com", "bishop.com", "education.evil-site.com.example.com", "go.com", "ac.com"] {
        assert_eq!(industry(domain), Industry::General, "{domain}");
    }
}

#[test]
fn spelling_does_not_change_the_outcome() {
    for domain in ["Shopify.COM", " shopify.com. ", "eng.shopify.com", "someone@shopify.com"] {
        assert_eq!(industry(domain), Industry::Ecommerce, "{domain}");
    }
    assert_eq!(industry("notshopify.com"), Industry::General);
    assert_eq!(industry("shopify.com.zzyx.net"), Industry::General);
}

#[test]
fn what_is_no_domain_is_general_with_a_reason() {
    for garbage in ["", "   ", "@", "127.0.0.1", "a..b", "<script>", "💥"] {
        let preset = classify(garbage);
        assert_eq!(preset.industry, Industry::General, "{garbage:?}");
        assert_eq!(preset.reason, "The address has no company domain, so this is a general start");
    }
}

#[test]
fn a_company_gives_its_name_to_the_workspace() {
    for (email, expected) in [
        ("tobi@shopify.com", "Shopify"),
        ("dev@eng.shopify.com", "Shopify"),
        ("doc@mayoclinic.org", "Mayo Clinic"),
        ("a@riversideclinic.com", "Riverside Clinic"),
        ("a@acme-tools.de", "Acme Tools"),
        ("a@mail.acme.co.uk", "Acme"),
        ("a@shop.acme.com.au", "Acme"),
        ("a@xn--mnchen-3ya.de", "München"),
        ("A@ACME.COM.", "Acme"),
        ("a@leeds.ac.uk", "Leeds"),
        ("a@contoso.onmicrosoft.com", "Contoso"),
    ] {
        assert_eq!(workspace_name(email, Some("Ada Lovelace")), expected, "{email}");
    }
}

#[test]
fn a_person_with_a_public_provider_gets_a_workspace_of_their_own_name() {
    assert_eq!(workspace_name("ada.lovelace@gmail.com", Some("Ada Lovelace")), "Ada's workspace");
    assert_eq!(workspace_name("ada.lovelace+x@gmail.com", None), "Ada's workspace");
    assert_eq!(workspace_name("42grace7@web.de", Some("   ")), "Grace's workspace");
    assert_eq!(workspace_name("x@gmail.com", Some("Jean-Luc Picard")), "Jean-Luc's workspace");
    assert_eq!(workspace_name("x@gmail.com", Some("Ærø")), "Ærø's workspace");
}

#[test]
fn garbage_still_gives_a_name_without_markup() {
    assert_eq!(workspace_name("", None), "My workspace");
    assert_eq!(workspace_name("@", None), "My workspace");
    assert_eq!(workspace_name("123@gmail.com", Some("!!!")), "My workspace");
    assert_eq!(workspace_name("a@co.uk", None), "A's workspace");
    assert_eq!(workspace_name("root@localhost", None), "Root's workspace");
    assert_eq!(workspace_name("x@gmail.com", Some("<b>Eve</b>")), "BEveb's workspace");
}

#[test]
fn the_table_of_known_domains_is_large_clean_and_covers_every_line_of_work() {
    assert!(KNOWN.len() >= 180, "{}", KNOWN.len());
    for &industry in Industry::ALL.iter().filter(|&&industry| industry != Industry::Personal) {
        let count = KNOWN.values().filter(|(known, _)| *known == industry).count();
        assert!(count >= 5, "{industry:?} has {count}");
    }
    for (domain, (_, label)) in KNOWN.iter() {
        assert_eq!(canonical(domain), *domain);
        assert!(!label.trim().is_empty() && !is_public_provider(domain), "{domain}");
    }
    let lines = include_str!("known_domains.txt").lines().filter(|line| line.contains(' ')).count();
    assert_eq!(lines, KNOWN.len(), "a domain is listed twice");
    let headings =
        include_str!("known_domains.txt").lines().filter_map(|line| line.strip_prefix('[')?.strip_suffix(']'));
    assert!(headings.into_iter().all(|heading| heading.parse::<Industry>().is_ok()));
}

proptest::proptest! {
    #[test]
    fn any_text_gets_a_preset_and_a_short_name(email in ".{0,80}", person in proptest::option::of(".{0,80}")) {
        let preset = classify(&email);
        proptest::prop_assert!(!preset.reason.is_empty());
        let name = workspace_name(&email, person.as_deref());
        proptest::prop_assert!(!name.trim().is_empty());
        proptest::prop_assert!(!name.contains(['<', '>', '@', '\n']));
    }
}
