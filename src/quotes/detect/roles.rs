//! Roles that no phrase names: two kinds of people of whom each does something of its own.

use std::collections::BTreeSet;
use std::collections::HashMap;
use std::sync::LazyLock;

use super::english::{ACTS, PERSONS};
use super::pattern::{Found, plural_of};
use super::tokens::{Break, Token};
use crate::agents::Feature;

/// Kinds that say nothing about what a person may do.
const ANYBODY: &[&str] = &["user", "colleague", "lead"];

/// People of any kind.
const PEOPLE: &[&str] =
    &["users", "people", "everyone", "friends", "colleagues", "families", "companies", "me", "us", "staff", "teams"];

/// Every kind of person, by singular and plural.
static KINDS: LazyLock<HashMap<String, &'static str>> = LazyLock::new(|| {
    let kinds = PERSONS.split_whitespace().filter(|kind| !ANYBODY.contains(kind));
    kinds.flat_map(|kind| [(kind.to_owned(), kind), (plural_of(kind), kind)]).collect()
});

/// Whether the word names people, whatever their kind.
pub(super) fn is_person(word: &str) -> bool {
    KINDS.contains_key(word) || PEOPLE.contains(&word)
}

/// `customers submit` and `agents reply`, where at least two kinds of people act.
pub(super) fn acting(tokens: &[Token]) -> Vec<Found> {
    let mut kinds = BTreeSet::new();
    let mut found = Vec::new();
    for (first, pair) in tokens.windows(2).enumerate() {
        let [person, act] = pair else { continue };
        let Some(kind) = KINDS.get(&person.word).filter(|_| act.before == Break::None && acts(&act.word)) else {
            continue;
        };
        if kinds.insert(*kind) {
            found.push(Found { feature: Feature::Roles, first, last: first + 1, hint: true });
        }
    }
    if kinds.len() < 2 {
        found.clear();
    }
    found
}

/// Whether the word is a verb of doing, in the form for one or for many.
fn acts(word: &str) -> bool {
    let stems = [Some(word), word.strip_suffix('s'), word.strip_suffix("es")];
    stems.into_iter().flatten().any(|stem| ACTS.contains(stem))
}
