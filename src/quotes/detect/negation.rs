//! What a text says it does not want: the reach of `no`, `without`, `doesn't need`, `is not needed` and their like.
//!
//! Four forms are understood. A denial before: `no login, payments or comments`. A denied verb: `people don't need to
//! sign up`. A denial of what follows at once: `not a shop`. A denial after: `login is not needed`. What only sounds
//! like one is left alone: `not only search`, `no invoice gets lost`, `no double bookings`, `nobody gets in without a
//! password`.

use super::denial_words::{
    ADVERBS, AND, ANYBODY, AUXILIARIES, CARE, DETERMINERS, ELSEWHERE, ENDS, FULFILLED, LIMITS, MODALS, NEEDED,
    NEGATIVE, NO, NOT, NOT_A_DENIAL, OR, OWN_VERBS, STATES, VERBS,
};
use super::tokens::{Break, Token};
use super::word_set::WordSet;

/// Words of the longest reach of a denial, lists included.
const REACH: usize = 12;

/// Words that `not a …` reaches.
const NEXT_REACH: usize = 3;

/// Words of a list's member, at most.
const MEMBER: usize = 3;

/// Words of a heading such as `Things that we don't need:`.
const HEADING: usize = 7;

/// Words of a clause that are looked at, so that time grows with the text alone.
const LONGEST_CLAUSE: usize = 60;

/// Words between a phrase and the `not needed` that denies it.
const AFTER: usize = 6;

/// The reach of every denial of a text: for each token the first token of the denial that covers it.
pub(super) struct Negation(Vec<Option<usize>>);

/// How far a denial reaches.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// To the end of the clause, through a list that ends in `or`.
    Clause,
    /// The same, but the list needs no `or`: `do not add login, sharing, comments`.
    List,
    /// Only what follows at once: `not a shop`.
    Next,
    /// To the end of the line or list: `Not needed: login, payments`.
    Line,
}

impl Negation {
    /// Finds every denial.
    pub(super) fn of(tokens: &[Token]) -> Self {
        let mut denied = vec![None; tokens.len()];
        for at in 0..tokens.len() {
            let Some((content, kind)) = cue(tokens, at) else { continue };
            // `We do not want. Payments …`: the next sentence is not denied.
            if kind != Kind::Line && !tokens.get(content).is_some_and(Token::joined) {
                continue;
            }
            let end = reach(tokens, content, kind);
            // Beyond the reach, because `no invoice in this list gets lost` says it late.
            let about_care = tokens[content..clause_end(tokens, content).min(content + 8)].iter();
            if kind != Kind::Line && about_care.into_iter().any(|one| CARE.contains(one.word.as_str())) {
                continue;
            }
            let from = with_auxiliary(tokens, at);
            for slot in &mut denied[content.min(end)..end] {
                *slot = Some(from);
            }
        }
        Self(denied)
    }

    /// Whether the token is denied.
    pub(super) fn covers(&self, at: usize) -> bool {
        self.0.get(at).is_some_and(Option::is_some)
    }

    /// The words, denial included, with which the text denies the phrase from `first` to `last`.
    pub(super) fn around(&self, tokens: &[Token], first: usize, last: usize) -> Option<(usize, usize)> {
        if let Some(cue) = (first..=last).find_map(|at| self.0.get(at).copied().flatten()) {
            return Some((cue.min(first), last));
        }
        denied_after(tokens, last).map(|end| (first, end))
    }
}

fn word(tokens: &[Token], at: usize) -> &str {
    tokens.get(at).map_or("", |one| one.word.as_str())
}

fn is(tokens: &[Token], at: usize, words: &WordSet) -> bool {
    words.contains(word(tokens, at))
}

fn one_of(tokens: &[Token], at: usize, words: &[&str]) -> bool {
    words.contains(&word(tokens, at))
}

/// The word before, within the clause.
fn before(tokens: &[Token], at: usize) -> &str {
    if at > 0 && tokens[at].joined() { word(tokens, at - 1) } else { "" }
}

/// The `do` of `do not`, so that the evidence reads as it was meant.
fn with_auxiliary(tokens: &[Token], at: usize) -> usize {
    let auxiliary = word(tokens, at) == "not" && AUXILIARIES.contains(before(tokens, at));
    if auxiliary { at - 1 } else { at }
}

/// Where the denied words begin and how far the denial reaches, where one begins at `at`.
fn cue(tokens: &[Token], at: usize) -> Option<(usize, Kind)> {
    if let Some(content) = heading(tokens, at) {
        return Some((content, Kind::Line));
    }
    // A denial and its words are in one clause; `why not` proposes.
    if !tokens.get(at + 1)?.joined() || before(tokens, at) == "why" {
        return None;
    }
    denied_noun(tokens, at)
        .or_else(|| denied_verb(tokens, at))
        .or_else(|| denied_next(tokens, at))
        .or_else(|| denied_to_all(tokens, at))
}

/// `Not needed:`, `Without:`, `Out of scope:` at the head of a line.
fn heading(tokens: &[Token], at: usize) -> Option<usize> {
    if tokens[at].joined() {
        return None;
    }
    let content = (at + 1..tokens.len().min(at + HEADING)).find(|next| !tokens[*next].joined())?;
    if tokens[content].before != Break::Colon {
        return None;
    }
    let head: Vec<&str> = tokens[at..content].iter().map(|one| one.word.as_str()).collect();
    let denies =
        matches!(head[..], ["out", "of", "scope"] | ["non", "goals"] | ["excluded"] | ["won't" | "wont", "have"])
            || (head.len() == 1 && NO.contains(head[0]))
            || (head.iter().any(|one| NEGATIVE.contains(one)) && head.iter().any(|one| NEEDED.contains(one)));
    denies.then_some(content)
}

/// `no login`, `without accounts`, `leave out comments`, `pas de connexion`.
fn denied_noun(tokens: &[Token], at: usize) -> Option<(usize, Kind)> {
    let content = match (word(tokens, at), word(tokens, at + 1)) {
        ("leave" | "leaves" | "leaving", "out") | ("pas", "de" | "d'" | "du" | "des" | "besoin") => at + 2,
        ("free", "of" | "from") => at + 2,
        ("instead", "of") => return Some((at + 2 + usize::from(is(tokens, at + 2, &DETERMINERS)), Kind::Next)),
        ("w", "o") => at + 2,
        (one, _) if NO.contains(one) => at + 1,
        _ => return None,
    };
    let harmless =
        is(tokens, content, &NOT_A_DENIAL) || matches!(before(tokens, at), "yes" | "or" if word(tokens, at) == "no");
    if harmless || (one_of(tokens, at, &["without", "ohne", "sans", "sin", "senza"]) && denied_twice(tokens, at)) {
        return None;
    }
    Some((content, Kind::Clause))
}

/// Whether the clause has denied already: `nobody gets in without a password`.
fn denied_twice(tokens: &[Token], at: usize) -> bool {
    let same_thought = |next: &usize| tokens[next + 1].before == Break::None && !is(tokens, *next, &AND);
    (0..at).rev().take(REACH).take_while(same_thought).any(|next| {
        one_of(
            tokens,
            next,
            &["nobody", "cannot", "can't", "cant", "never", "not", "don't", "won't", "niemand", "personne", "nadie"],
        ) || (one_of(tokens, next, &["no", "none"]) && one_of(tokens, next + 1, &["one", "access", "entry", "way"]))
    })
}

/// `doesn't need accounts`, `we do not want`, `people should not have to sign up`, `nobody needs to register`.
fn denied_verb(tokens: &[Token], at: usize) -> Option<(usize, Kind)> {
    let no_one = word(tokens, at) == "no" && word(tokens, at + 1) == "one";
    if !is(tokens, at, &NOT) && !no_one {
        return None;
    }
    let verb = (at + 1..tokens.len()).take(5).find(|next| !is(tokens, *next, &ADVERBS))?;
    let in_clause = (at + 1..=verb).all(|next| tokens[next].joined());
    if !in_clause {
        return None;
    }
    if is(tokens, verb, &OWN_VERBS)
        && !one_of(tokens, at, &["not", "never"])
        && !matches!(before(tokens, at), "who" | "that" | "if")
    {
        return Some((verb, Kind::Clause));
    }
    if word(tokens, at) == "not" && one_of(tokens, at.wrapping_sub(1), &["need"]) {
        return Some((at + 1, Kind::Clause));
    }
    if word(tokens, at) == "needn't" {
        return Some((at + 1, Kind::Clause));
    }
    let denies = is(tokens, verb, &VERBS) && !is(tokens, verb + 1, &NOT_A_DENIAL);
    denies.then_some((verb + 1, Kind::List))
}

/// `not a shop`, `ratings, not comments`, `isn't an online store`.
fn denied_next(tokens: &[Token], at: usize) -> Option<(usize, Kind)> {
    if !one_of(tokens, at, &["not", "isn't", "isnt", "aren't", "nicht"]) || MODALS.contains(before(tokens, at)) {
        return None;
    }
    let content = (at + 1..tokens.len()).take(3).find(|next| !is(tokens, *next, &DETERMINERS))?;
    let plain = content == at + 1;
    // `not paid`, `not yet reviewed`, `not sure`: a state, not an absence.
    let word = word(tokens, content);
    let state = plain && (word.ends_with("ed") || word.ends_with("ing") || is(tokens, content, &STATES));
    (!state && !is(tokens, content, &NOT_A_DENIAL)).then_some((content, Kind::Next))
}

/// `users can't upload files`, but not `users can't book twice`.
fn denied_to_all(tokens: &[Token], at: usize) -> Option<(usize, Kind)> {
    let cannot = one_of(tokens, at, &["can't", "cannot", "cant"]) && ANYBODY.contains(before(tokens, at));
    let limited = || (at..clause_end(tokens, at)).any(|next| is(tokens, next, &LIMITS));
    (cannot && !limited()).then_some((at + 1, Kind::Next))
}

/// The first token after `at` that is in another clause; of a clause without end, what can matter.
fn clause_end(tokens: &[Token], at: usize) -> usize {
    let end = tokens.len().min(at + LONGEST_CLAUSE);
    (at + 1..end).find(|next| !tokens[*next].joined()).unwrap_or(end)
}

/// The first token after `at` that is neither on its line nor in the list below it.
fn line_end(tokens: &[Token], at: usize) -> usize {
    let ends = |next: &usize| matches!(tokens[*next].before, Break::Stop | Break::Colon);
    (at + 1..tokens.len()).find(ends).unwrap_or(tokens.len())
}

/// The first token that the denial of the words from `content` on does not reach.
fn reach(tokens: &[Token], content: usize, kind: Kind) -> usize {
    let clause = clause_end(tokens, content);
    let end = match kind {
        Kind::Line => return line_end(tokens, content),
        Kind::Next => clause.min(content + NEXT_REACH),
        Kind::Clause | Kind::List => clause.min(content + REACH),
    };
    (content + 1..end)
        .find(|at| {
            let alone = kind == Kind::Next;
            is(tokens, *at, &ENDS)
                || is(tokens, at - 1, &FULFILLED)
                || (tokens[*at].before == Break::Comma && (alone || !list_goes_on(tokens, *at, clause, kind)))
                || (is(tokens, *at, &AND) && (alone || !short_rest(tokens, at + 1, clause)))
        })
        .unwrap_or(end)
}

/// Whether the list denied so far goes on after the comma at `at`: its next members are short and
/// end in an `or`.
fn list_goes_on(tokens: &[Token], at: usize, clause: usize, kind: Kind) -> bool {
    let mut length = 0;
    for next in at..clause {
        if next > at && tokens[next].before == Break::Comma {
            length = 0;
        }
        if is(tokens, next, &OR) {
            return true;
        }
        length += 1;
        if length > MEMBER || is(tokens, next, &ENDS) || is(tokens, next, &AND) || is(tokens, next, &NO) {
            return false;
        }
    }
    kind == Kind::List
}

/// Whether what follows an `and` is one more denied noun and not a new thought.
fn short_rest(tokens: &[Token], at: usize, clause: usize) -> bool {
    if one_of(tokens, at, &["a", "an", "the"]) {
        return false;
    }
    let end = (at + 1..clause).find(|next| tokens[*next].before == Break::Comma).unwrap_or(clause);
    end.saturating_sub(at) <= 2 && !(at..end).any(|next| is(tokens, next, &ENDS))
}

/// The last token of a denial that follows the phrase ending at `last`: `login is not needed`, `login-free`.
fn denied_after(tokens: &[Token], last: usize) -> Option<usize> {
    if one_of(tokens, last + 1, &["free"]) && tokens[last + 1].hyphenated {
        return Some(last + 1);
    }
    if one_of(tokens, last + 1, &["no", "none", "nope", "nein", "non"]) && !tokens[last + 1].joined() {
        let alone = tokens.get(last + 2).is_none_or(|one| !one.joined() || one.word.starts_with("thank"));
        return alone.then_some(last + 1);
    }
    if tokens.get(last + 1).is_some_and(|one| one.before == Break::Colon && one.word == "not") {
        return is(tokens, last + 2, &NEEDED).then_some(last + 2);
    }
    let clause = clause_end(tokens, last);
    let mut negative = false;
    let mut listed = false;
    for at in last + 1..clause.min(last + 1 + AFTER) {
        // After a comma only the rest of a list: `login, payments and comments are not needed`.
        if tokens[at].before == Break::Comma && at != last + 1 && !listed {
            return None;
        }
        listed |= tokens[at].before == Break::Comma;
        if is(tokens, at, &ELSEWHERE) && !listed {
            return Some(at);
        }
        if word(tokens, at) == "out" && word(tokens, at + 1) == "of" && word(tokens, at + 2) == "scope" {
            return Some(at + 2);
        }
        if negative && is(tokens, at, &NEEDED) {
            return Some(at);
        }
        if negative && !is(tokens, at, &ADVERBS) && !one_of(tokens, at, &["a", "at", "the"]) {
            return None;
        }
        negative |= is(tokens, at, &NEGATIVE);
        if one_of(tokens, at, &["but", "so", "because", "with", "without", "who", "that"]) {
            return None;
        }
    }
    None
}
