//! Small words and verbs: what introduces, what refuses, and when a word is used as a verb.

use super::phrases::Intro;
use super::text::{Gap, Token};
use super::words::words;

/// How far a refusal reaches.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refusing {
    /// Nothing is refused.
    No,
    /// `no`: up to the next comma or `and`.
    Phrase,
    /// `without`, `not need`: up to the next comma.
    List,
}

/// Whether a word begins to refuse something.
pub(crate) fn refusal(word: &str, before: Option<&Token>) -> Option<Refusing> {
    let before = before.map_or("", |token| token.word.as_str());
    match word {
        "no" => Some(Refusing::Phrase),
        "without" | "excluding" | "except" | "skip" | "omit" | "avoid" => Some(Refusing::List),
        "not" if matches!(before, "do" | "does" | "should" | "must" | "is" | "but" | "will") => Some(Refusing::List),
        "don't" | "dont" | "doesn't" | "shouldn't" | "never" | "won't" => Some(Refusing::List),
        _ => None,
    }
}

/// What a small word introduces.
pub(crate) fn introduction(word: &str) -> Option<Intro> {
    Some(match word {
        "with" | "including" | "includes" | "include" | "has" | "have" | "having" | "contains" | "containing" => {
            Intro::With
        }
        "for" => Intro::For,
        "of" => Intro::Of,
        "by" => Intro::By,
        "where" | "which" | "who" | "that" | "when" | "while" | "so" | "because" | "if" => Intro::Clause,
        "in" | "at" | "from" | "into" | "on" | "through" | "via" | "under" | "near" | "to" => Intro::Place,
        _ => return None,
    })
}

/// Before a word that may be a verb, they make it one.
const LEADS: &str = "to can could i we they you users members people who must should will would may let lets everyone \
    anyone customers clients students guests helps never easily quickly customer visitors please";

/// After a word that may be a verb, they make it one.
const OBJECTS: &str = "a an the my our your their them it each every which what how when new his her its this these those \
    all";

/// Whether a word is used as a verb here.
pub(crate) fn is_verb(token: &Token, before: Option<&Token>, after: Option<&Token>) -> bool {
    let lists = words();
    let word = token.word.as_str();
    // `what is eaten in our office`.
    let be = before
        .filter(|_| token.gap == Gap::Space)
        .is_some_and(|before| matches!(before.word.as_str(), "is" | "are" | "was" | "were" | "been" | "be" | "gets"));
    if be && word.len() > 4 && (word.ends_with("ed") || word.ends_with("en")) {
        return true;
    }
    let next = after.filter(|next| next.gap == Gap::Space).map_or("", |token| token.word.as_str());
    if matches!(word, "lost" | "found" | "missing")
        && matches!(next, "property" | "item" | "items" | "pet" | "pets" | "things")
    {
        return false;
    }
    if !lists.verbs.contains(word) && !lists.verbs_or_nouns.contains(word) {
        return false;
    }
    if !lists.verbs_or_nouns.contains(word) {
        return !(word.ends_with("ing") && before.is_some_and(|before| token.gap == Gap::Space && is_noun(before)));
    }
    let previous = before.filter(|_| token.gap == Gap::Space).map_or("", |token| token.word.as_str());
    if LEADS.split(' ').any(|word| word == previous) {
        return true;
    }
    let next = after.filter(|next| next.gap == Gap::Space).map_or("", |token| token.word.as_str());
    OBJECTS.split(' ').any(|word| word == next)
        && !matches!(previous, "a" | "an" | "the" | "of" | "my" | "our" | "for" | "with" | "each")
}

/// `quickly` says how.
pub(crate) fn is_adverb(word: &str) -> bool {
    let nouns = ["family", "hourly", "supply", "assembly", "butterfly", "dragonfly", "anomaly", "monopoly", "italy"];
    word.len() > 5 && word.ends_with("ly") && !nouns.contains(&word)
}

/// `tool` before `lending` makes one thing of both; `members` before `tracking` does not.
fn is_noun(token: &Token) -> bool {
    let lists = words();
    let word = &token.word;
    if word == "tool" {
        return true;
    }
    let other = [&lists.stop, &lists.verbs, &lists.adjectives, &lists.people, &lists.shells];
    !other.iter().any(|list| list.contains(word) || list.contains(&token.lemma)) && introduction(word).is_none()
}
