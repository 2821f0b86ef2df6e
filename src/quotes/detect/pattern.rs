//! The phrase language of the tables, and the search for all phrases in one pass over the words.
//!
//! Phrases are separated by `,`, their words by spaces. In a word `a|b` is either, `a*` any word that begins so, `a+`
//! also its plural, `@person` any kind of person, `@persons` only in the plural; `..` stands for up to three words. A
//! phrase after `?` is a hint, which a `no` elsewhere outweighs. A phrase of the table [`english::OTHER_MEANINGS`]
//! hides the phrases within it.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::english;
use super::languages;
use super::tokens::{Break, Token};
use crate::agents::Feature;

/// Words that `..` may stand for.
const WIDEST_GAP: usize = 3;

/// Letters of the longest `stem*`.
const LONGEST_STEM: usize = 24;

/// A phrase found in the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    /// What it asks for.
    pub feature: Feature,
    /// Its first token.
    pub first: usize,
    /// Its last token.
    pub last: usize,
    /// Not clear enough to stand against a `no`.
    pub hint: bool,
}

struct Pattern {
    words: Vec<Word>,
    /// `None` for a phrase that means something else.
    feature: Option<Feature>,
    hint: bool,
}

enum Word {
    OneOf(Vec<Form>),
    Gap,
}

#[derive(Clone)]
enum Form {
    Exact(String),
    Prefix(String),
}

impl Form {
    fn fits(&self, word: &str) -> bool {
        match self {
            Self::Exact(text) => word == text,
            Self::Prefix(text) => word.starts_with(text.as_str()),
        }
    }
}

/// Every phrase, by what its first word can be.
#[derive(Default)]
struct Index {
    patterns: Vec<Pattern>,
    exact: HashMap<String, Vec<usize>>,
    prefix: HashMap<String, Vec<usize>>,
}

static INDEX: LazyLock<Index> = LazyLock::new(|| {
    let mut index = Index::default();
    let wanted = english::PHRASES.iter().chain(languages::PHRASES).map(|(feature, phrases)| (Some(*feature), *phrases));
    for (feature, phrases) in wanted.chain(std::iter::once((None, english::OTHER_MEANINGS))) {
        for phrase in phrases.split(',').map(str::trim).filter(|phrase| !phrase.is_empty()) {
            index.add(feature, phrase);
        }
    }
    index
});

impl Index {
    fn add(&mut self, feature: Option<Feature>, phrase: &str) {
        let (hint, phrase) = phrase.strip_prefix('?').map_or((false, phrase), |rest| (true, rest));
        let words: Vec<Word> = phrase.split_whitespace().map(word).collect();
        let at = self.patterns.len();
        if let Some(Word::OneOf(forms)) = words.first() {
            for form in forms {
                let (map, key) = match form {
                    Form::Exact(text) => (&mut self.exact, text),
                    Form::Prefix(text) => (&mut self.prefix, text),
                };
                map.entry(key.clone()).or_default().push(at);
            }
        }
        self.patterns.push(Pattern { words, feature, hint });
    }

    /// Phrases that can begin with `word`.
    fn starting<'a>(&'a self, word: &'a str) -> impl Iterator<Item = &'a Pattern> {
        let stems = word.char_indices().take(LONGEST_STEM).map(|(at, c)| &word[..at + c.len_utf8()]);
        let stems = stems.filter_map(|stem| self.prefix.get(stem));
        self.exact.get(word).into_iter().chain(stems).flatten().map(|at| &self.patterns[*at])
    }
}

fn word(text: &str) -> Word {
    if text == ".." {
        return Word::Gap;
    }
    let forms = text.split('|').flat_map(|one| match one {
        "@person" => english::PERSONS.split_whitespace().flat_map(plural).collect(),
        "@persons" => english::PERSONS.split_whitespace().map(|one| Form::Exact(plural_of(one))).collect(),
        _ if one.ends_with('*') => vec![Form::Prefix(one.trim_end_matches('*').to_owned())],
        _ if one.ends_with('+') => plural(one.trim_end_matches('+')),
        _ => vec![Form::Exact(one.to_owned())],
    });
    Word::OneOf(forms.collect())
}

/// A noun and its plural.
fn plural(noun: &str) -> Vec<Form> {
    vec![Form::Exact(noun.to_owned()), Form::Exact(plural_of(noun))]
}

/// The regular plural of a noun.
pub(super) fn plural_of(noun: &str) -> String {
    match noun.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'o', 'u']) => format!("{stem}ies"),
        _ if noun.ends_with(['s', 'x']) || noun.ends_with("ch") || noun.ends_with("sh") => format!("{noun}es"),
        _ => format!("{noun}s"),
    }
}

/// Every phrase in the text, in order; phrases for the same feature that overlap or touch are one.
pub(super) fn find(tokens: &[Token]) -> Vec<Found> {
    let mut hidden: Vec<(usize, usize)> = Vec::new();
    let mut found: Vec<Found> = Vec::new();
    for first in 0..tokens.len() {
        for pattern in INDEX.starting(&tokens[first].word) {
            let Some(last) = end_of(&pattern.words, tokens, first) else { continue };
            match pattern.feature {
                Some(feature) => found.push(Found { feature, first, last, hint: pattern.hint }),
                None => hidden.push((first, last)),
            }
        }
    }
    found.retain(|one| !covered(&hidden, one));
    found.sort_by_key(|one| (one.feature, one.first, std::cmp::Reverse(one.last), one.hint));
    found.dedup_by(|next, kept| merge(tokens, kept, next));
    found
}

/// Takes `next` into `kept` where both mean the same and overlap or touch: `star ratings` is one piece of evidence.
fn merge(tokens: &[Token], kept: &mut Found, next: &Found) -> bool {
    let touches = next.first == kept.last + 1 && tokens[next.first].before == Break::None;
    if next.feature != kept.feature || !(next.first <= kept.last || touches) {
        return false;
    }
    kept.last = kept.last.max(next.last);
    kept.hint &= next.hint;
    true
}

/// Whether a longer phrase with another meaning around it hides this one.
fn covered(hidden: &[(usize, usize)], one: &Found) -> bool {
    // Sorted by first token, and no phrase is longer than a dozen words.
    let until = hidden.partition_point(|(first, _)| *first <= one.first);
    hidden[..until]
        .iter()
        .rev()
        .take_while(|(first, _)| first + 12 > one.first)
        .any(|(first, last)| *last >= one.last && (*first, *last) != (one.first, one.last))
}

/// The last token of a phrase that begins at `at`; a phrase never crosses a comma.
fn end_of(words: &[Word], tokens: &[Token], at: usize) -> Option<usize> {
    let (word, rest) = words.split_first()?;
    match word {
        Word::OneOf(forms) => {
            let token = tokens.get(at)?;
            if !forms.iter().any(|form| form.fits(&token.word)) {
                return None;
            }
            if rest.is_empty() {
                return Some(at);
            }
            let next = tokens.get(at + 1)?;
            (next.before == Break::None).then(|| end_of(rest, tokens, at + 1))?
        }
        Word::Gap => (0..=WIDEST_GAP)
            .take_while(|skipped| {
                *skipped == 0 || tokens.get(at + skipped).is_some_and(|one| one.before == Break::None)
            })
            .find_map(|skipped| end_of(rest, tokens, at + skipped)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tokens::tokenize;
    use super::*;

    fn ends(phrase: &str, text: &str) -> Option<usize> {
        let words: Vec<Word> = phrase.split_whitespace().map(word).collect();
        end_of(&words, &tokenize(text), 0)
    }

    #[test]
    fn a_phrase_matches_whole_words_stems_plurals_and_gaps() {
        assert_eq!(ends("chart+", "charts"), Some(0));
        assert_eq!(ends("chart+", "charter"), None);
        assert_eq!(ends("notif*", "notifications"), Some(0));
        assert_eq!(ends("category+", "categories"), Some(0));
        assert_eq!(ends("upload .. photo+", "upload their best photos"), Some(3));
        assert_eq!(ends("upload .. photo+", "upload files, photos"), None);
        assert_eq!(ends("upload .. photo+", "upload one two three four photos"), None);
    }

    #[test]
    fn every_feature_has_phrases_and_every_phrase_begins_and_ends_with_a_word() {
        for feature in Feature::ALL {
            assert!(INDEX.patterns.iter().any(|one| one.feature == Some(*feature)), "{}", feature.as_str());
        }
        let is_word = |word: Option<&Word>| matches!(word, Some(Word::OneOf(_)));
        assert!(INDEX.patterns.iter().all(|one| is_word(one.words.first()) && is_word(one.words.last())));
        assert!(INDEX.prefix.keys().all(|stem| stem.chars().count() <= LONGEST_STEM));
    }
}
