//! Splits an instruction into clauses, each of which asks for one kind of change.

use super::super::inflection::singular;
use super::super::text::{Gap, Token, tokens};
use super::super::words::words;
use super::super::{grammar, languages};

/// Most clauses of one instruction that are read.
const MOST_CLAUSES: usize = 40;

/// One wish.
#[derive(Clone, Debug)]
pub(super) struct Clause {
    /// As it was said, for people.
    pub(super) said: String,
    /// Its words.
    pub(super) tokens: Vec<Token>,
}

impl Clause {
    /// The clause in a text; nothing where it has no words.
    fn of(text: &str) -> Option<Self> {
        let said: String =
            text.trim().trim_matches(|c: char| c == ',' || c.is_whitespace()).chars().take(160).collect();
        let tokens = tokens(text);
        (!tokens.is_empty()).then_some(Self { said, tokens })
    }

    /// The words in small letters.
    pub(super) fn words(&self) -> Vec<&str> {
        self.tokens.iter().map(|token| token.word.as_str()).collect()
    }

    /// Whether one of the words, separated by spaces, is in it.
    pub(super) fn has(&self, list: &str) -> bool {
        self.tokens.iter().any(|token| list.split(' ').any(|word| word == token.word || word == token.lemma))
    }

    /// Whether words stand in it side by side.
    pub(super) fn says(&self, phrase: &str) -> bool {
        let wanted: Vec<&str> = phrase.split(' ').collect();
        self.words().windows(wanted.len()).any(|run| run == wanted)
    }
}

/// Words with which an order begins.
const ORDERS: &str = "add make remove rename call name use show let allow drop delete change turn sort order put give hide \
    require include switch replace group set display enable disable get filter mark move don't dont track convert \
    also then please need want have keep introduce create store record record's paint style rather price prices";

/// The clauses of an instruction, read in the language of the application where it is not in English.
pub(super) fn clauses(description: &str, instruction: &str) -> Vec<Clause> {
    let text = instruction.replace(['\u{200b}', '\u{200c}', '\u{200d}', '\u{2060}', '\u{feff}'], "");
    let text = languages::in_english(description, &text).unwrap_or(text);
    let text = with_lists(&one_word(text));
    let mut found = Vec::new();
    for sentence in sentences(&text) {
        for part in parts(sentence) {
            if found.len() < MOST_CLAUSES {
                found.extend(Clause::of(part));
            }
        }
    }
    found
}

/// Spellings in two words, and their meaning in one.
fn one_word(mut text: String) -> String {
    for (from, to) in [
        ("log in", "login"),
        ("Log in", "login"),
        ("sign in", "login"),
        ("sign-in", "login"),
        ("sign up", "login"),
        ("yes or no", "checkbox"),
        ("(yes/no)", ", checkbox"),
        ("yes/no", "checkbox"),
        ("true/false", "checkbox"),
        ("check box", "checkbox"),
        ("drop-down", "dropdown"),
    ] {
        text = text.replace(from, to);
    }
    text
}

/// `a size (small, medium)` becomes `a size with small, medium`.
fn with_lists(text: &str) -> String {
    let mut made = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('(') {
        made.push_str(before);
        let Some((inside, behind)) = after.split_once(')') else {
            made.push_str(", ");
            rest = after;
            continue;
        };
        let list = inside.contains([',', '/', '|']);
        made.push_str(if list { " with " } else { ", " });
        made.push_str(&inside.replace(['/', '|'], ", "));
        if list && behind.trim_start().starts_with("and ") {
            made.push_str("; add ");
            rest = behind.trim_start().trim_start_matches("and ");
        } else {
            rest = behind;
        }
    }
    made.push_str(rest);
    made
}

fn sentences(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut quoted = false;
    let mut previous = ' ';
    for (at, character) in text.char_indices() {
        if matches!(character, '"' | '“' | '”' | '„' | '«' | '»') {
            quoted = !quoted;
        }
        let next = text[at + character.len_utf8()..].chars().next();
        let ends = matches!(character, '!' | '?' | ';' | '\n' | '。')
            || character == '.' && next.is_none_or(char::is_whitespace) && previous != ' ';
        if ends && !quoted || character == '\n' {
            found.push(&text[start..at]);
            start = at + character.len_utf8();
            quoted = false;
        }
        previous = character;
    }
    found.push(&text[start..]);
    found
}

/// A sentence in its parts: a comma or `and` before an order or before who may do what begins a new one.
fn parts(sentence: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, length) in joints(sentence) {
        if at > start && opens(&sentence[at + length..]) {
            found.push(&sentence[start..at]);
            start = at + length;
        }
    }
    found.push(&sentence[start..]);
    found
}

/// Where `,`, `and`, `then` and the like stand: their place and length.
fn joints(sentence: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for joint in [", and then ", ", and ", ", then ", ", but ", " and then ", " and ", " then ", " but ", " & ", ","] {
        for (at, _) in sentence.match_indices(joint) {
            let inside = |(known, length): &(usize, usize)| at >= *known && at < known + length;
            if !found.iter().any(inside) {
                found.push((at, joint.len()));
            }
        }
    }
    found.sort_unstable();
    found
}

/// Whether a clause of its own begins here.
fn opens(rest: &str) -> bool {
    let next = tokens(&rest.chars().take(120).collect::<String>());
    let word = |at: usize| next.get(at).map_or("", |token: &Token| token.word.as_str());
    if ORDERS.split(' ').any(|order| order == word(0)) {
        return true;
    }
    if matches!(word(0), "we" | "i" | "i'd" | "there" | "no" | "without") {
        return true;
    }
    let someone = is_someone(word(0)) || word(0) == "only" && is_someone(word(1));
    let verb = if word(0) == "only" { 2 } else { 1 };
    someone && (is_modal(word(verb)) || words().verbs.contains(word(verb)))
}

/// `members`, `people`.
pub(super) fn is_someone(word: &str) -> bool {
    let one = singular(word);
    words().people.contains(&one)
        || matches!(one.as_str(), "person" | "user" | "everyone" | "anyone" | "admin" | "nobody")
}

/// `should` before what someone may do.
pub(super) fn is_modal(word: &str) -> bool {
    matches!(
        word,
        "can" | "should" | "may" | "must" | "could" | "will" | "cannot" | "can't" | "shouldn't" | "need" | "to"
    )
}

/// The words of a phrase in basic form, without what only points at it: `the`, `our`, `new`.
pub(super) fn bare(tokens: &[Token]) -> Vec<String> {
    let lists = words();
    let points = |token: &Token| {
        let word = token.word.as_str();
        lists.stop.contains(word)
            && !matches!(
                word,
                "number"
                    | "next"
                    | "last"
                    | "first"
                    | "like"
                    | "time"
                    | "hour"
                    | "minute"
                    | "day"
                    | "week"
                    | "month"
                    | "year"
                    | "amount"
            )
            || grammar::introduction(word).is_some()
            || matches!(word, "new" | "multiple" | "several" | "extra" | "additional" | "please" | "short")
    };
    let start = tokens.iter().position(|token| !points(token)).unwrap_or(tokens.len());
    let end = tokens.iter().rposition(|token| !points(token)).map_or(start, |at| at + 1);
    tokens[start..end.max(start)].iter().map(|token| token.lemma.clone()).collect()
}

/// Phrases of a list: parted by commas, `and` and `or`.
pub(super) fn listed(tokens: &[Token]) -> Vec<&[Token]> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, token) in tokens.iter().enumerate() {
        let joins = matches!(token.word.as_str(), "and" | "or" | "plus");
        if joins || (at > start && token.gap != Gap::Space) {
            if at > start {
                found.push(&tokens[start..at]);
            }
            start = if joins { at + 1 } else { at };
        }
    }
    if start < tokens.len() {
        found.push(&tokens[start..]);
    }
    found
}
