//! Reads a request into noun phrases: what each is, what introduced it, and what was refused.

use std::collections::HashSet;

use super::grammar::{Refusing, introduction, is_adverb, is_verb, refusal};
use super::text::{Gap, Token, tokens};
use super::words::words;

/// What introduced a noun phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Intro {
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
pub(crate) struct Chunk {
    /// Its words in singular.
    pub(crate) words: Vec<String>,
    /// What introduced it.
    pub(crate) intro: Intro,
    /// The verb before it in the same clause.
    pub(crate) verb: Option<String>,
    /// Its last word was a plural.
    pub(crate) many: bool,
    /// Something belongs to it: `club's`.
    pub(crate) owner: bool,
    /// A verb follows: `members book`.
    pub(crate) acts: bool,
}

/// The request, read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Reading {
    /// Its words.
    pub(crate) tokens: Vec<Token>,
    /// Its noun phrases, refused ones left out.
    pub(crate) chunks: Vec<Chunk>,
    /// Words of what was refused.
    pub(crate) refused: HashSet<String>,
    said: HashSet<String>,
}

impl Reading {
    /// Whether a word, in its basic form, was said and not refused.
    pub(crate) fn says(&self, word: &str) -> bool {
        self.said.contains(word)
    }

    /// Whether it speaks of votes and not of scores: `vote on answers`.
    pub(crate) fn votes_instead_of_scores(&self) -> bool {
        self.says_any("vote voting upvote poll") && !self.says_any("rate rating star score review")
    }

    /// Whether two words, in basic form, stand side by side.
    pub(crate) fn follows(&self, first: &str, second: &str) -> bool {
        self.tokens.windows(2).any(|pair| matches!(pair, [a, b] if a.lemma == first && b.lemma == second))
    }

    /// Whether any of the words, separated by spaces, was said.
    pub(crate) fn says_any(&self, list: &str) -> bool {
        list.split_whitespace().any(|word| self.says(word))
    }
}

/// Reads a text.
pub(crate) fn read(text: &str) -> Reading {
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
            // `keep track of quilts` acts on quilts; `with notes of tastings` does not.
            if intro == Intro::Of && self.intro != Intro::Object {
                self.verb = None;
            }
            self.intro = intro;
            if matches!(intro, Intro::Clause) {
                self.verb = None;
            }
        } else if is_verb(token, before, after) {
            let closes = !self.current.is_empty();
            self.flush();
            if closes {
                self.acts(token.gap);
            }
            self.verb = Some(token.lemma.clone());
            self.intro = Intro::Object;
        } else if lists.stop.contains(word) || is_language(word, before) || word.chars().all(|c| c.is_ascii_digit()) {
            let closes = !self.current.is_empty();
            self.flush();
            if closes && matches!(word, "can" | "could" | "will" | "should" | "must" | "may" | "need") {
                self.acts(token.gap);
            }
        } else if lists.adjectives.contains(word) || is_adverb(word) {
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

    /// The phrase just closed is who does something.
    fn acts(&mut self, gap: Gap) {
        if let Some(chunk) = self.chunks.last_mut().filter(|_| gap == Gap::Space) {
            chunk.acts = true;
        }
    }

    fn pause(&mut self, gap: Gap) {
        match gap {
            Gap::Space => return,
            Gap::Comma => self.flush(),
            Gap::Colon => {
                self.flush();
                self.intro = Intro::With;
                self.verb = None;
            }
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
            self.chunks.push(Chunk { words, intro: self.intro, verb: self.verb.clone(), many, owner, acts: false });
        } else {
            self.refused.extend(words);
            if self.refusing == Refusing::Phrase {
                self.refusing = Refusing::No;
            }
        }
    }
}

/// Whether the word says what to build with: `in Python`. Somebody's `pythons` stay animals.
fn is_language(word: &str, before: Option<&Token>) -> bool {
    let with = |token: &Token| matches!(token.word.as_str(), "in" | "with" | "use" | "uses" | "using" | "on" | "via");
    word == "python" && before.is_some_and(with)
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
