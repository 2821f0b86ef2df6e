//! Requests in other languages: their words become English ones for reading, and people see their own nouns again.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use serde::Deserialize;

use super::draft::Draft;
use super::text::capital;

#[derive(Deserialize)]
struct Table {
    signs: String,
    nouns: String,
    words: String,
}

/// How a request in another language is read.
pub(super) struct Foreign {
    /// The request in English words.
    pub(super) english: String,
    /// English noun to singular and plural.
    nouns: HashMap<String, (String, String)>,
}

/// Reads a text in another language; nothing where it is English or unknown.
pub(super) fn read(text: &str) -> Option<Foreign> {
    let stems = super::scripts::found(text);
    if !stems.is_empty() {
        let label = |stem: &&super::scripts::Stem| (stem.english.clone(), (stem.label.clone(), stem.label.clone()));
        return Some(Foreign { english: super::scripts::to_english(&stems), nouns: stems.iter().map(label).collect() });
    }
    let language = of(text)?;
    Some(Foreign { english: language.to_english(text), nouns: language.nouns.clone() })
}

/// A text in English words, where it or the description that it belongs to is in another language.
pub(super) fn in_english(description: &str, text: &str) -> Option<String> {
    if let Some(foreign) = read(text) {
        return Some(foreign.english);
    }
    let language = of(description)?;
    // English orders about an application in another language stay as they are.
    let small = text.to_lowercase();
    let known = split(&small).filter(|word| language.words.contains_key(*word)).count();
    let english = split(&small)
        .filter(|word| matches!(*word, "add" | "the" | "make" | "to" | "remove" | "show" | "with" | "use"))
        .count();
    (known > english).then(|| language.to_english(text))
}

/// A language that can be read.
struct Language {
    signs: Vec<String>,
    words: HashMap<String, String>,
    /// English noun to singular and plural.
    nouns: HashMap<String, (String, String)>,
}

static LANGUAGES: LazyLock<Vec<Language>> = LazyLock::new(|| {
    let tables: BTreeMap<String, Table> = toml::from_str(include_str!("languages.toml")).unwrap_or_default();
    tables.into_values().map(language).collect()
});

fn language(table: Table) -> Language {
    let mut words: HashMap<String, String> = table
        .words
        .split_whitespace()
        .filter_map(|pair| pair.split_once('='))
        .map(|(foreign, english)| (foreign.to_owned(), english.replace('_', " ")))
        .collect();
    let mut nouns = HashMap::new();
    for entry in table.nouns.split_whitespace() {
        let mut parts = entry.split(':');
        if let (Some(english), Some(one), Some(many)) = (parts.next(), parts.next(), parts.next()) {
            words.entry(many.to_owned()).or_insert_with(|| super::inflection::plural(english));
            words.insert(one.to_owned(), english.to_owned());
            nouns.insert(english.to_owned(), (one.to_owned(), many.to_owned()));
        }
    }
    Language { signs: table.signs.split_whitespace().map(str::to_owned).collect(), words, nouns }
}

/// The language of a text, where it is one of these and not English.
fn of(text: &str) -> Option<&'static Language> {
    let words: Vec<String> = split(text).take(60).map(str::to_lowercase).collect();
    let english = ["the", "with", "for", "and", "where", "to", "of", "that", "my", "an", "is", "we", "our"];
    let plain = words.iter().filter(|word| english.contains(&word.as_str())).count();
    let score = |language: &Language| words.iter().filter(|word| language.signs.contains(word)).count();
    let best = LANGUAGES.iter().max_by_key(|language| score(language))?;
    let known = words.iter().filter(|word| best.words.contains_key(*word)).count();
    (score(best) >= 2 && score(best) > plain && known >= 2).then_some(best)
}

fn split(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '-')).filter(|word| !word.is_empty())
}

impl Language {
    /// The text in English words, in the same order.
    fn to_english(&self, text: &str) -> String {
        let mut made = String::with_capacity(text.len());
        let mut word = String::new();
        for character in text.chars().chain(std::iter::once(' ')) {
            if character.is_alphanumeric() || character == '-' {
                word.push(character);
                continue;
            }
            let small = word.to_lowercase();
            made.push_str(self.words.get(&small).map_or(word.as_str(), String::as_str));
            word.clear();
            made.push(character);
        }
        made
    }
}

impl Foreign {
    /// Gives entities back the names of their language.
    pub(super) fn rename(&self, drafts: &mut [Draft]) {
        for draft in drafts {
            let english = draft.entity.singular.to_lowercase();
            if let Some((one, many)) = self.nouns.get(&english) {
                draft.entity.singular = capital(one);
                draft.entity.plural = capital(many);
            } else if draft.pack.is_none() {
                // English endings would be wrong.
                draft.entity.plural.clone_from(&draft.entity.singular);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_in_another_language_is_read_in_english() {
        let text = "Una aplicación para gestionar las reservas de un restaurante con mesas y clientes";
        let english = read(text).unwrap().english;
        assert!(english.contains("manage the bookings of a restaurant with tables and clients"), "{english}");
    }

    #[test]
    fn english_is_left_alone() {
        assert!(read("A recipe box where my family can save recipes with ingredients and rate them").is_none());
        assert!(read("invoices").is_none());
    }
}
