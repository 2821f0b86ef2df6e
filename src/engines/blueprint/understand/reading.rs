//! Reads a request into noun phrases: what each is, what introduced it, and what was refused.

use std::collections::HashSet;

use super::text::{Gap, Token, tokens};
use super::words::words;

/// What introduced a noun phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Intro {
    /// The beginning of a sentence.
    Start,
    /// `with`, `including`, `have`.
    With,
    /// `for`.
    For,
    /// `of`.
    Of,
    /// `by`: what one searches or groups by.
    By,
    /// It is what a verb acts on.
    Object,
    /// `where`, `that`, `who`: a new clause.
    Clause,
    /// `in`, `at`, `from` and the like.
    Place,
}

/// A noun phrase in basic forms.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Chunk {
    /// Its words in singular.
    pub(super) words: Vec<String>,
    /// What introduced it.
    pub(super) intro: Intro,
    /// The verb before it in the same clause.
    pub(super) verb: Option<String>,
    /// Its last word was a plural.
    pub(super) many: bool,
    /// Something belongs to it: `club's`.
    pub(super) owner: bool,
}

/// The request, read.
#[derive(Clone, Debug, Default)]
pub(super) struct Reading {
    /// Its words.
    pub(super) tokens: Vec<Token>,
    /// Its noun phrases, refused ones left out.
    pub(super) chunks: Vec<Chunk>,
    /// Words of what was refused.
    pub(super) refused: HashSet<String>,
    said: HashSet<String>,
}

impl Reading {
    /// Whether a word, in its basic form, was said and not refused.
    pub(super) fn says(&self, word: &str) -> bool {
        self.said.contains(word)
    }

    /// Whether any of the words, separated by spaces, was said.
    pub(super) fn says_any(&self, list: &str) -> bool {
        list.split_whitespace().any(|word| self.says(word))
    }
}

/// Reads a text.
pub(super) fn read(text: &str) -> Reading {
    let tokens = tokens(text);
    let mut reader = Reader::new();
    for (index, token) in tokens.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|at| tokens.get(at));
        reader.take(token, before, tokens.get(index + 1));
    }
    reader.flush();
    let Reader { chunks, refused, said, .. } = reader;
    Reading { chunks, refused, said, tokens }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Refusing {
    No,
    /// `no`: up to the next comma or `and`.
    Phrase,
    /// `without`, `not need`: up to the next comma.
    List,
}

struct Reader {
    chunks: Vec<Chunk>,
    refused: HashSet<String>,
    said: HashSet<String>,
    current: Vec<String>,
    many: bool,
    intro: Intro,
    verb: Option<String>,
    refusing: Refusing,
}

impl Reader {
    fn new() -> Self {
        Self {
            chunks: Vec::new(),
            refused: HashSet::new(),
            said: HashSet::new(),
            current: Vec::new(),
            many: false,
            intro: Intro::Start,
            verb: None,
            refusing: Refusing::No,
        }
    }

    fn take(&mut self, token: &Token, before: Option<&Token>, after: Option<&Token>) {
        self.pause(token.gap);
        let word = token.word.as_str();
        if let Some(refusing) = refusal(word, before) {
            self.flush();
            self.refusing = refusing;
            return;
        }
        if matches!(word, "but" | "just" | "only" | "instead") {
            self.flush();
            self.refusing = Refusing::No;
            return;
        }
        if matches!(word, "and" | "plus" | "&") && self.refusing == Refusing::Phrase {
            self.flush();
            self.refusing = Refusing::No;
        }
        if self.refusing == Refusing::No {
            self.said.insert(word.to_owned());
            self.said.insert(token.lemma.clone());
        }
        self.sort(token, before, after);
    }

    fn sort(&mut self, token: &Token, before: Option<&Token>, after: Option<&Token>) {
        let lists = words();
        let word = token.word.as_str();
        if let Some(intro) = introduction(word) {
            self.flush();
            self.intro = intro;
            if matches!(intro, Intro::Clause) {
                self.verb = None;
            }
        } else if is_verb(token, before, after) {
            self.flush();
            self.verb = Some(token.lemma.clone());
            self.intro = Intro::Object;
        } else if lists.stop.contains(word) || word.chars().all(|c| c.is_ascii_digit()) {
            self.flush();
        } else if lists.adjectives.contains(word)
            || (word.len() > 5 && word.ends_with("ly") && !word.ends_with("family"))
        {
            if !self.current.is_empty() {
                self.flush();
            }
        } else {
            self.current.push(token.lemma.clone());
            self.many = token.word != token.lemma;
            if token.possessive {
                self.flush_as(true);
            }
        }
    }

    fn pause(&mut self, gap: Gap) {
        match gap {
            Gap::Space => return,
            Gap::Comma => self.flush(),
            Gap::Stop => {
                self.flush();
                self.intro = Intro::Start;
                self.verb = None;
            }
        }
        self.refusing = Refusing::No;
    }

    fn flush(&mut self) {
        self.flush_as(false);
    }

    fn flush_as(&mut self, owner: bool) {
        let words = std::mem::take(&mut self.current);
        let many = std::mem::take(&mut self.many);
        if words.is_empty() {
            return;
        }
        if self.refusing == Refusing::No {
            self.chunks.push(Chunk { words, intro: self.intro, verb: self.verb.clone(), many, owner });
        } else {
            self.refused.extend(words);
            if self.refusing == Refusing::Phrase {
                self.refusing = Refusing::No;
            }
        }
    }
}

fn refusal(word: &str, before: Option<&Token>) -> Option<Refusing> {
    let before = before.map_or("", |token| token.word.as_str());
    match word {
        "no" => Some(Refusing::Phrase),
        "without" | "excluding" | "except" | "skip" | "omit" | "avoid" => Some(Refusing::List),
        "not" if matches!(before, "do" | "does" | "should" | "must" | "is" | "but" | "will") => Some(Refusing::List),
        "don't" | "dont" | "doesn't" | "shouldn't" | "never" | "won't" => Some(Refusing::List),
        _ => None,
    }
}

fn introduction(word: &str) -> Option<Intro> {
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

/// Whether a word is used as a verb here.
pub(super) fn is_verb(token: &Token, before: Option<&Token>, after: Option<&Token>) -> bool {
    let lists = words();
    let word = token.word.as_str();
    if !lists.verbs.contains(word) && !lists.verbs_or_nouns.contains(word) {
        return false;
    }
    if !lists.verbs_or_nouns.contains(word) {
        return true;
    }
    let previous = before.filter(|_| token.gap == Gap::Space).map_or("", |token| token.word.as_str());
    let leads = [
        "to",
        "can",
        "could",
        "i",
        "we",
        "they",
        "you",
        "users",
        "members",
        "people",
        "who",
        "must",
        "should",
        "will",
        "would",
        "may",
        "let",
        "lets",
        "everyone",
        "anyone",
        "customers",
        "clients",
        "students",
        "guests",
        "helps",
        "never",
        "easily",
        "quickly",
        "customer",
        "visitors",
        "please",
    ];
    if leads.contains(&previous) {
        return true;
    }
    let next = after.filter(|next| next.gap == Gap::Space).map_or("", |token| token.word.as_str());
    let objects = [
        "a", "an", "the", "my", "our", "your", "their", "them", "it", "each", "every", "which", "what", "how", "when",
        "new", "his", "her", "its", "this", "these", "those", "all",
    ];
    objects.contains(&next) && !matches!(previous, "a" | "an" | "the" | "of" | "my" | "our" | "for" | "with" | "each")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn phrases(text: &str) -> Vec<String> {
        read(text).chunks.iter().map(|chunk| chunk.words.join(" ")).collect()
    }

    #[test]
    fn noun_phrases_end_at_verbs_and_small_words() {
        let found = phrases("A recipe box where my family can save recipes with ingredients and rate them");
        assert_eq!(found, ["recipe box", "family", "recipe", "ingredient"]);
    }

    #[test]
    fn what_is_refused_is_left_out() {
        let reading =
            read("An inventory of spare parts, low-stock alerts, no login. Without payments or comments, with search");
        assert!(reading.refused.contains("login"));
        assert!(reading.refused.contains("payment") && reading.refused.contains("comment"));
        assert!(!reading.says("login") && reading.says("search") && reading.says("alert"));
    }

    #[test]
    fn a_word_that_is_both_is_a_verb_only_before_an_object() {
        assert_eq!(phrases("members book a class"), ["member", "class"]);
        assert_eq!(phrases("a log of books"), ["log", "book"]);
    }
}
