//! What is known about common things: their fields, their look, and examples that sound real.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::LazyLock;

use serde::Deserialize;

use super::super::model::{AppKind, View};

/// Knowledge about one thing.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Pack {
    /// Its key in the lexicon.
    #[serde(skip)]
    pub(super) id: String,
    /// Words for it, separated by commas; the first is its own name; with `=` they point to it but do not name it.
    pub(super) words: String,
    /// The kind of application that it hints at.
    #[serde(default = "general")]
    pub(super) kind: AppKind,
    /// Name of its icon.
    pub(super) icon: String,
    /// How its list is shown.
    #[serde(default = "table")]
    pub(super) view: View,
    /// Group of its look in `looks.toml`.
    #[serde(default)]
    pub(super) look: String,
    /// What it is for.
    pub(super) purpose: String,
    /// A person, or a group that others belong to: others refer to it.
    #[serde(default)]
    pub(super) owner: bool,
    /// Packs that belong to it where a word was said: relatives where the family cooks.
    #[serde(default)]
    pub(super) around: BTreeMap<String, String>,
    /// It happens at a time, to something else: `inspection`.
    #[serde(default)]
    pub(super) event: bool,
    /// Fields in the notation of `fields.rs`.
    pub(super) fields: Vec<String>,
    /// Rows of values in the order of the fields, separated by `|`.
    #[serde(default)]
    pub(super) seeds: Vec<String>,
    /// Other rows, by words of the request that call for them.
    #[serde(default)]
    pub(super) variants: BTreeMap<String, Vec<String>>,
}

fn general() -> AppKind {
    AppKind::General
}

fn table() -> View {
    View::Table
}

impl Pack {
    /// Its own name.
    pub(super) fn name(&self) -> &str {
        self.words.split(',').next().unwrap_or(&self.id).trim()
    }

    /// The rows that fit the words of a request best.
    pub(super) fn rows(&self, said: &dyn Fn(&str) -> bool) -> &[String] {
        let fits = |words: &str| words.split_whitespace().filter(|word| said(word)).count();
        let best = self.variants.iter().max_by_key(|(words, _)| (fits(words), std::cmp::Reverse(words.as_str())));
        match best {
            Some((words, rows)) if fits(words) > 0 || self.seeds.is_empty() => rows,
            _ => &self.seeds,
        }
    }
}

/// All packs with an index of their words.
#[derive(Default)]
pub(super) struct Lexicon {
    packs: Vec<Pack>,
    by_word: HashMap<String, usize>,
    aliases: HashSet<String>,
}

const FILES: &[&str] = &[
    include_str!("packs/kitchen.toml"),
    include_str!("packs/money.toml"),
    include_str!("packs/sessions.toml"),
    include_str!("packs/stock.toml"),
    include_str!("packs/knowledge.toml"),
    include_str!("packs/people.toml"),
    include_str!("packs/media.toml"),
    include_str!("packs/nature.toml"),
    include_str!("packs/care.toml"),
    include_str!("packs/work.toml"),
    include_str!("packs/community.toml"),
    include_str!("packs/places.toml"),
    include_str!("packs/learning.toml"),
    include_str!("packs/writing.toml"),
    include_str!("packs/treasures.toml"),
    include_str!("packs/everyday.toml"),
];

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut lexicon = Lexicon::default();
    for file in FILES {
        let packs: BTreeMap<String, Pack> = toml::from_str(file).unwrap_or_default();
        for (id, pack) in packs {
            lexicon.add(Pack { id, ..pack });
        }
    }
    lexicon
});

impl Lexicon {
    fn add(&mut self, pack: Pack) {
        let index = self.packs.len();
        for word in pack.words.split(',').map(str::trim) {
            let plain = word.trim_start_matches('=');
            if plain.len() < word.len() {
                self.aliases.insert(plain.to_owned());
            }
            self.by_word.entry(plain.to_owned()).or_insert(index);
        }
        self.packs.push(pack);
    }

    /// The pack of a phrase in singular.
    pub(super) fn by_word(&self, phrase: &str) -> Option<&Pack> {
        self.by_word.get(phrase).and_then(|index| self.packs.get(*index))
    }

    /// Whether a phrase only points to a pack, which then goes by its own name: `lending` to `loan`.
    pub(super) fn is_alias(&self, phrase: &str) -> bool {
        self.aliases.contains(phrase)
    }

    /// The pack with a key.
    pub(super) fn by_id(&self, id: &str) -> Option<&Pack> {
        self.packs.iter().find(|pack| pack.id == id)
    }

    #[cfg(test)]
    pub(super) fn packs(&self) -> &[Pack] {
        &self.packs
    }
}

/// The one lexicon.
pub(super) fn lexicon() -> &'static Lexicon {
    &LEXICON
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_packs_can_be_read() {
        for file in FILES {
            let packs: Result<BTreeMap<String, Pack>, _> = toml::from_str(file);
            assert!(packs.is_ok(), "{packs:?}");
        }
    }

    #[test]
    fn every_pack_has_a_title_field_and_examples() {
        for pack in lexicon().packs() {
            assert!(!pack.fields.is_empty(), "{} has no fields", pack.id);
            assert!(pack.seeds.len() + pack.variants.len() > 0, "{} has no examples", pack.id);
        }
    }
}
