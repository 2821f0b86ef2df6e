//! Requests in other scripts: known stems become English nouns, and people see the nouns of their language.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::inflection::plural;

/// A stem, the English noun that it stands for and the label that people see.
pub(super) struct Stem {
    pub(super) english: String,
    stem: String,
    pub(super) label: String,
}

static SCRIPTS: LazyLock<Vec<Vec<Stem>>> = LazyLock::new(|| {
    let tables: BTreeMap<String, String> = toml::from_str(include_str!("scripts.toml")).unwrap_or_default();
    tables.values().map(|table| stems(table)).collect()
});

fn stems(table: &str) -> Vec<Stem> {
    let parts: Vec<&str> = table.split(' ').collect();
    let mut made = Vec::new();
    let mut before = String::new();
    for part in parts {
        let mut pieces = part.split(':');
        let (first, stem, label) = (pieces.next().unwrap_or(""), pieces.next(), pieces.next());
        match (stem, label) {
            (Some(stem), Some(label)) => {
                let english = format!("{before}{first}");
                made.push(Stem { english, stem: stem.to_owned(), label: label.to_owned() });
                before.clear();
            }
            // `stock item` has a space.
            _ => before = format!("{first} "),
        }
    }
    made
}

/// The stems that a text in another script contains, in its order; nothing for texts in Latin letters.
pub(super) fn found(text: &str) -> Vec<&'static Stem> {
    let latin = text.chars().filter(char::is_ascii_alphabetic).count();
    let other = text.chars().filter(|c| c.is_alphabetic() && !c.is_ascii() && *c > '\u{24f}').count();
    if other <= latin {
        return Vec::new();
    }
    let small = text.to_lowercase();
    let of = |stems: &'static Vec<Stem>| {
        let mut found: Vec<(usize, &Stem)> =
            stems.iter().filter_map(|stem| Some((small.find(&stem.stem)?, stem))).collect();
        found.sort_by_key(|(at, stem)| (*at, std::cmp::Reverse(stem.stem.len())));
        found.dedup_by_key(|(at, _)| *at);
        found
    };
    let best = SCRIPTS.iter().map(of).max_by_key(Vec::len).unwrap_or_default();
    best.into_iter().map(|(_, stem)| stem).collect()
}

/// An English sentence about what was found: `manage recipes for the family`.
pub(super) fn to_english(found: &[&Stem]) -> String {
    let around = ["family", "restaurant"];
    let (whose, things): (Vec<&&Stem>, Vec<&&Stem>) =
        found.iter().partition(|stem| around.contains(&stem.english.as_str()));
    let things: Vec<String> = things.iter().map(|stem| plural(&stem.english)).collect();
    let whose: Vec<String> = whose.iter().map(|stem| format!(" for the {}", stem.english)).collect();
    format!("manage {}{}", things.join(" and "), whose.join(""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nouns_are_found_in_other_scripts() {
        assert_eq!(to_english(&found("家族のレシピを保存するアプリ")), "manage recipes for the family");
        assert_eq!(to_english(&found("帮我做一个管理客户和订单的系统")), "manage clients and orders");
        assert_eq!(to_english(&found("Приложение для учёта книг")), "manage books");
        assert!(found("A recipe box").is_empty());
    }
}
