//! Kinds of words: which carry no meaning, which are verbs, shells of an application, features, places, people.

use std::collections::HashSet;
use std::sync::LazyLock;

use serde::Deserialize;

#[derive(Default, Deserialize)]
struct Lists {
    stop: String,
    verbs: String,
    verbs_or_nouns: String,
    adjectives: String,
    shells: String,
    features: String,
    places: String,
    people: String,
}

/// The lists as sets.
#[derive(Default)]
pub(crate) struct Words {
    pub(crate) stop: HashSet<String>,
    pub(crate) verbs: HashSet<String>,
    pub(crate) verbs_or_nouns: HashSet<String>,
    pub(crate) adjectives: HashSet<String>,
    pub(crate) shells: HashSet<String>,
    pub(crate) features: HashSet<String>,
    pub(crate) places: HashSet<String>,
    pub(crate) people: HashSet<String>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let lists: Lists = toml::from_str(include_str!("words.toml")).unwrap_or_default();
    let set = |list: &str| list.split_whitespace().map(str::to_owned).collect();
    Words {
        stop: set(&lists.stop),
        verbs: set(&lists.verbs),
        verbs_or_nouns: set(&lists.verbs_or_nouns),
        adjectives: set(&lists.adjectives),
        shells: set(&lists.shells),
        features: set(&lists.features),
        places: set(&lists.places),
        people: set(&lists.people),
    }
});

/// The one set of lists.
pub(crate) fn words() -> &'static Words {
    &WORDS
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_lists_can_be_read() {
        assert!(super::words().people.contains("trainer"));
        assert!(super::words().verbs.contains("save"));
    }
}
