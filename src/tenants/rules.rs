//! From an email address to a workspace: which line of work it belongs to, and what it is called.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::domain::{canonical, is_public_provider, of_email, parents, registrable_domain, suffix_len};
use super::presets::preset;
use super::{Industry, Preset, telltale};

/// Companies and organisations by domain, with the name that people know them by.
static KNOWN: LazyLock<HashMap<&'static str, (Industry, &'static str)>> = LazyLock::new(|| {
    let mut industry = Industry::General;
    let mut known = HashMap::new();
    for line in include_str!("known_domains.txt").lines() {
        if let Some(heading) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            industry = heading.parse().unwrap_or(Industry::General);
        } else if let Some((domain, label)) = line.split_once(' ') {
            known.insert(domain, (industry, label));
        }
    }
    known
});

/// Endings that only one line of work uses.
const TELLING_ENDINGS: &[(Industry, &str)] = &[
    (Industry::Education, "edu academy school university college education degree courses training"),
    (Industry::Government, "gov mil gouv gob govt gub"),
    (Industry::Healthcare, "health hospital clinic doctor dental dentist care healthcare pharmacy med surgery physio"),
    (Industry::Finance, "bank insurance finance financial creditunion capital fund loans mortgage money tax"),
    (Industry::Ecommerce, "shop store shopping boutique market supply supplies forsale jewelry shoes clothing fashion"),
    (Industry::Technology, "dev tech software cloud systems computer codes hosting digital network"),
    (
        Industry::Hospitality,
        "hotel hotels travel restaurant cafe bar pub tours holiday vacations flights cruises pizza",
    ),
    (Industry::Media, "media news film movie music radio studio video games tv fm press"),
    (Industry::Logistics, "delivery express logistics taxi aero"),
    (Industry::RealEstate, "realty realestate realtor properties property house homes apartments immobilien condos"),
    (Industry::Energy, "energy solar gas"),
    (Industry::ProfessionalServices, "law lawyer attorney legal accountants consulting agency cpa partners services"),
    (Industry::Manufacturing, "industries tools auto construction builders engineering"),
    (Industry::Nonprofit, "ngo ong charity foundation church gives"),
];

/// Second-level endings of countries, `ac.uk`, `go.jp`; and the national domains of governments.
const TELLING_COUNTRY_ENDINGS: &[(Industry, &str)] = &[
    (Industry::Education, "ac edu sch k12 school res ed sc"),
    (Industry::Government, "gov gob gouv govt go gv gub gok mil mod police lg muni idf bel pol jus leg"),
    (Industry::Healthcare, "nhs med health"),
    (Industry::Nonprofit, "or ngo asso"),
];

/// Endings that many use in passing: they count only when the words of the name tell nothing.
const HINTING_ENDINGS: &[(Industry, &str)] = &[(Industry::Nonprofit, "org"), (Industry::Technology, "io ai app sh")];

/// The preset for people with an address at this domain. First a public mail provider, then the known domains, then
/// endings such as `.edu`, then words in the name; what tells nothing is general.
#[must_use]
pub fn classify(email_domain: &str) -> Preset {
    let domain = canonical(of_email(email_domain));
    if is_public_provider(&domain) {
        let reason = format!("{domain} is a public mail provider, so this workspace is for you alone");
        return preset(Industry::Personal, reason);
    }
    let registered = registrable_domain(&domain);
    let found = known(&domain)
        .map(|(known, industry, _)| (industry, known_reason(known, industry)))
        .or_else(|| by_ending(&domain))
        .or_else(|| by_word(&registered))
        .or_else(|| by_hint(&domain));
    match found {
        Some((industry, reason)) => preset(industry, reason),
        None if domain.is_empty() => {
            preset(Industry::General, String::from("The address has no company domain, so this is a general start"))
        }
        None => {
            preset(Industry::General, format!("{registered} does not tell a line of work, so this is a general start"))
        }
    }
}

/// What to call the workspace of somebody with this address: `Shopify`, `Mayo Clinic`, or with a public mail provider
/// `Ada's workspace` from the person's name, else from the first part of the address.
#[must_use]
pub fn workspace_name(email: &str, person: Option<&str>) -> String {
    let domain = canonical(of_email(email));
    let registered = registrable_domain(&domain);
    let labels: Vec<&str> = registered.split('.').collect();
    let company = labels.len() > suffix_len(&labels) && !is_public_provider(&domain);
    if !company || !email.contains('@') {
        return personal_name(email, person);
    }
    match known(&domain) {
        Some((_, _, label)) => label.to_owned(),
        None => company_name(labels.first().copied().unwrap_or_default()),
    }
}

/// The entry for a domain or the nearest domain above it.
fn known(domain: &str) -> Option<(&str, Industry, &'static str)> {
    parents(domain).find_map(|parent| KNOWN.get(parent).map(|&(industry, label)| (parent, industry, label)))
}

fn known_reason(domain: &str, industry: Industry) -> String {
    if industry == Industry::General {
        return format!("{domain} is known and works in many lines at once, so this is a general start");
    }
    let article = if industry.label().starts_with(['E']) { "an" } else { "a" };
    format!("{domain} is {article} {} domain that we know", in_sentence(industry))
}

/// The name of a line of work in the middle of a sentence: `e-commerce`, `real estate`.
fn in_sentence(industry: Industry) -> String {
    industry.label().to_lowercase()
}

fn by_ending(domain: &str) -> Option<(Industry, String)> {
    let labels: Vec<&str> = domain.split('.').collect();
    let [.., second, top] = labels.as_slice() else {
        return None;
    };
    if let Some(industry) = listed(TELLING_ENDINGS, top) {
        return Some((industry, format!("Domains ending in .{top} belong to {}", in_sentence(industry))));
    }
    let suffix = labels.get(labels.len().saturating_sub(suffix_len(&labels))..)?;
    let (first, rest) = suffix.split_first().filter(|(_, rest)| !rest.is_empty())?;
    let industry = listed(TELLING_COUNTRY_ENDINGS, if rest.len() > 1 { first } else { second })?;
    Some((industry, format!("Domains ending in .{} belong to {}", suffix.join("."), in_sentence(industry))))
}

fn by_word(registered: &str) -> Option<(Industry, String)> {
    let (name, _) = registered.split_once('.')?;
    let (industry, word) = telltale::find(name)?;
    Some((industry, format!("The word “{word}” in {registered} suggests {}", in_sentence(industry))))
}

fn by_hint(domain: &str) -> Option<(Industry, String)> {
    let labels: Vec<&str> = domain.split('.').collect();
    let [.., second, top] = labels.as_slice() else {
        return None;
    };
    let ending = if suffix_len(&labels) == 2 && *second == "org" { second } else { top };
    let industry = listed(HINTING_ENDINGS, ending)?;
    Some((industry, format!("Many domains ending in .{ending} belong to {}", in_sentence(industry))))
}

fn listed(endings: &[(Industry, &str)], ending: &str) -> Option<Industry> {
    endings.iter().find(|(_, words)| words.split(' ').any(|word| word == ending)).map(|&(industry, _)| industry)
}

/// `riverside-clinic` and `riversideclinic` become `Riverside Clinic`.
fn company_name(label: &str) -> String {
    let parts = label.split(['-', '_']).filter(|part| !part.is_empty());
    let words = parts.flat_map(|part| match telltale::split_ending(part) {
        Some((head, tail)) => vec![head, tail],
        None => vec![part],
    });
    words.map(capitalised).collect::<Vec<_>>().join(" ")
}

fn personal_name(email: &str, person: Option<&str>) -> String {
    let local = email.trim().split('@').next().unwrap_or_default().split('+').next().unwrap_or_default();
    let from_local = || first_word(local, |letter| !letter.is_alphabetic());
    let from_name = person.and_then(|name| first_word(name, |letter| letter.is_whitespace() || letter == ','));
    match from_name.or_else(from_local) {
        Some(name) => format!("{}'s workspace", capitalised(&name)),
        None => String::from("My workspace"),
    }
}

/// The first word with a letter in it, without signs that have no place in a name, at most 40 letters long.
fn first_word(text: &str, between: impl Fn(char) -> bool) -> Option<String> {
    let clean = |word: &str| -> String {
        let allowed = |letter: &char| letter.is_alphabetic() || matches!(letter, '-' | '\'' | '’' | '.');
        word.chars().filter(allowed).take(40).collect()
    };
    let words = text.split(between).map(clean);
    words.map(|word| word.trim_matches(['-', '.', '\'']).to_owned()).find(|word| word.chars().any(char::is_alphabetic))
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
#[path = "rules_tests.rs"]
mod tests;
