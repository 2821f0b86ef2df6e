//! Features from words: phrases found in the text, each with the text's own words as evidence, and those that the text
//! says it does not want kept apart. No model and no network, so that a quote can follow the typing.

mod denial_words;
mod english;
mod languages;
mod negation;
mod pattern;
mod roles;
mod things;
mod tokens;
mod word_set;

use std::collections::BTreeMap;

use super::model::DetectedFeature;
use crate::agents::Feature;
use crate::reading::remark;
use negation::Negation;
use pattern::{Found, find};
use tokens::{Break, Token, tokenize};

/// Pieces of evidence kept for a feature; more would only repeat.
const MOST_EVIDENCE: usize = 4;

/// Words that come before a noun.
const DETERMINERS: &[&str] =
    &["the", "a", "an", "all", "each", "every", "my", "our", "their", "its", "your", "any", "some", "new"];

/// What a text says about the application.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Detection {
    /// What it asks for, in the order of [`Feature::ALL`].
    pub features: Vec<DetectedFeature>,
    /// What it says it does not want.
    pub excluded: Vec<DetectedFeature>,
    /// The nouns that the application will keep, at most six.
    pub things: Vec<String>,
    /// Different plurals in the text, at most eight: how much it describes.
    pub plurals: usize,
    /// Said where the first text names nothing to keep and no feature was detected.
    pub remark: Option<&'static str>,
}

/// What `text` says about the application.
#[must_use]
pub fn detect(text: &str) -> Detection {
    detect_all(&[text])
}

/// What several texts say together; things come from the first alone.
pub(super) fn detect_all(texts: &[&str]) -> Detection {
    let mut said: BTreeMap<Feature, Said> = BTreeMap::new();
    let mut detection = Detection::default();
    for (at, text) in texts.iter().enumerate() {
        let tokens = tokenize(text);
        let negation = Negation::of(&tokens);
        for found in find(&tokens).into_iter().chain(roles::acting(&tokens)) {
            said.entry(found.feature).or_default().note(text, &tokens, &negation, found);
        }
        if at == 0 {
            detection.things = things::things(text, &tokens, &negation);
            detection.plurals = things::plurals(&tokens);
        }
    }
    for (feature, said) in said {
        let (into, evidence) = match said.verdict() {
            Some((Verdict::Wanted, evidence)) => (&mut detection.features, evidence),
            Some((Verdict::Excluded, evidence)) => (&mut detection.excluded, evidence),
            None => continue,
        };
        into.push(DetectedFeature { feature, label: feature.label().to_owned(), evidence });
    }
    let first = texts.first().filter(|_| detection.features.is_empty());
    detection.remark = first.and_then(|text| remark(text));
    detection
}

enum Verdict {
    Wanted,
    Excluded,
}

/// What was said about one feature.
#[derive(Default)]
struct Said {
    wanted: Vec<String>,
    hinted: Vec<String>,
    excluded: Vec<String>,
}

impl Said {
    fn note(&mut self, text: &str, tokens: &[Token], negation: &Negation, found: Found) {
        let (into, first, last) = match negation.around(tokens, found.first, found.last) {
            Some((first, last)) => (&mut self.excluded, first, last),
            None if found.hint => (&mut self.hinted, found.first, found.last),
            None => (&mut self.wanted, found.first, extended(tokens, found.last)),
        };
        let words = &text[tokens[first].start..tokens[last].end];
        let known = into.iter().any(|one| one.to_lowercase().contains(&words.to_lowercase()));
        if into.len() < MOST_EVIDENCE && !known {
            into.push(words.to_owned());
        }
    }

    /// A clear wish beats a `no` said elsewhere; a `no` beats a hint.
    fn verdict(mut self) -> Option<(Verdict, Vec<String>)> {
        if self.wanted.is_empty() && !self.excluded.is_empty() {
            return Some((Verdict::Excluded, self.excluded));
        }
        self.wanted.append(&mut self.hinted);
        self.wanted.truncate(MOST_EVIDENCE);
        (!self.wanted.is_empty()).then_some((Verdict::Wanted, self.wanted))
    }
}

/// The last token of the evidence that ends at `last`, with the `for members` that follows it: whom a feature is for.
fn extended(tokens: &[Token], last: usize) -> usize {
    let joined = |at: usize| tokens.get(at).filter(|one| one.before == Break::None).map(|one| one.word.as_str());
    if joined(last + 1) != Some("for") {
        return last;
    }
    let determined = joined(last + 2).is_some_and(|word| DETERMINERS.contains(&word));
    let noun = if determined { last + 3 } else { last + 2 };
    if joined(noun).is_some_and(roles::is_person) { noun } else { last }
}

#[cfg(test)]
mod tests;
