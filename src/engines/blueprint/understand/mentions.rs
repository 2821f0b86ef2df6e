//! Which things a request speaks of, how much each matters, and which words are people or places around them.

use super::attributes::attribute;
use super::lexicon::{Pack, lexicon};
use super::naming::BLAND;
use super::reading::{Chunk, Intro, Reading};
use super::words::words;

/// A thing that was named.
#[derive(Clone, Debug)]
pub(super) struct Mention {
    /// In singular: `spare part`.
    pub(super) name: String,
    /// What is known about it.
    pub(super) pack: Option<&'static Pack>,
    /// How much it matters.
    pub(super) score: f64,
    /// Words before it: `beehive` of `beehive inspections`.
    pub(super) modifiers: Vec<String>,
    /// It was named as part of another thing: `with`.
    pub(super) belongs: bool,
    /// Clearly a thing to keep: it stood with a shell, or a verb acts on it.
    pub(super) kept: bool,
    /// It stood behind `for` or a place word: perhaps only what the application is for.
    pub(super) around: bool,
    /// It was named in the plural.
    pub(super) many: bool,
}

/// Words for properties that, in the plural, are more often things.
pub(super) const THINGS: &[&str] = &["stage", "place", "room", "route", "site", "city", "country"];

/// People who were named without being things to keep.
pub(super) type People = Vec<String>;

/// The things, those that matter most first, and the people.
pub(super) fn mentions(reading: &Reading) -> (Vec<Mention>, People) {
    let mut found: Vec<Mention> = Vec::new();
    let mut people = People::new();
    let mut after_shell = false;
    for (index, chunk) in reading.chunks.iter().enumerate() {
        let previous = index.checked_sub(1).and_then(|at| reading.chunks.get(at));
        match classify(chunk, previous, after_shell) {
            Class::Thing(mut mention) => {
                mention.score += (4.0 - index as f64 * 0.4).max(0.0) + if found.is_empty() { 2.5 } else { 0.0 };
                merge(&mut found, mention);
                after_shell = false;
            }
            Class::Person(person) => {
                if !people.contains(&person) && people.len() < 6 {
                    people.push(person);
                }
                after_shell = false;
            }
            Class::Shell => after_shell = true,
            Class::Aside => after_shell = false,
        }
    }
    // Properties are not things of their own.
    found.retain(|mention| {
        mention.pack.is_some() || attribute(&mention.name).is_none() || THINGS.contains(&mention.name.as_str())
    });
    found.sort_by(|a, b| b.score.total_cmp(&a.score));
    (found, people)
}

enum Class {
    Thing(Mention),
    Person(String),
    Shell,
    Aside,
}

fn classify(chunk: &Chunk, previous: Option<&Chunk>, after_shell: bool) -> Class {
    let lists = words();
    let around = matches!(chunk.intro, Intro::For | Intro::Place) || chunk.owner;
    let Some(last) = chunk.words.last() else { return Class::Aside };
    if around && lists.places.contains(last) && lexicon().by_word(&chunk.words.join(" ")).is_none_or(|_| !after_shell) {
        return Class::Aside;
    }
    let mut rest: &[String] = &chunk.words;
    let mut shell = false;
    while let Some((last, before)) = rest.split_last() {
        let known = rest.len() > 1 && known_suffix(rest).is_some_and(|(length, _)| length > 1);
        let shaped = is_shell(last, chunk);
        if known || !(shaped || lists.features.contains(last)) {
            break;
        }
        if before.is_empty() && known_suffix(rest).is_some() && !lists.shells.contains(last) {
            break;
        }
        shell |= shaped;
        rest = before;
    }
    let Some(head) = rest.last() else { return if shell { Class::Shell } else { Class::Aside } };
    if chunk.owner && !shell {
        return if lists.people.contains(head) { Class::Person(head.clone()) } else { Class::Aside };
    }
    // `restaurant kitchen stock` says where, not what.
    if shell && lists.places.contains(head) && known_suffix(rest).is_none() {
        return Class::Shell;
    }
    let whole = chunk.words.join(" ");
    if chunk.intro == Intro::With && lists.features.contains(head) && attribute(&whole).is_some() {
        return Class::Aside;
    }
    let after_shell = after_shell && matches!(chunk.intro, Intro::Of | Intro::For | Intro::Object);
    let kept = shell || after_shell || is_kept(chunk);
    let says_little = chunk.words.last().is_some_and(|last| BLAND.contains(&last.as_str()));
    if lists.people.contains(head) && shell && says_little && rest.len() == 1 {
        return Class::Person(head.clone());
    }
    if lists.people.contains(head) && !person_is_kept(chunk, previous, shell || after_shell) {
        return Class::Person(head.clone());
    }
    if chunk.intro == Intro::By
        || (lists.places.contains(head)
            && !shell
            && !(chunk.many && (kept || chunk.intro == Intro::Of || chunk.intro == Intro::With)))
    {
        return Class::Aside;
    }
    Class::Thing(thing(chunk, rest, shell, kept))
}

/// `a tool to plan` is a shell, `borrow tools` is not.
fn is_shell(word: &String, chunk: &Chunk) -> bool {
    let tools = word == "tool" && (chunk.many || chunk.verb.is_some());
    words().shells.contains(word) && !tools
}

fn is_kept(chunk: &Chunk) -> bool {
    let verbs = [
        "track",
        "manage",
        "save",
        "keep",
        "record",
        "log",
        "organise",
        "organize",
        "collect",
        "book",
        "sell",
        "rent",
        "store",
        "plan",
        "publish",
        "tracking",
        "managing",
        "share",
        "monitor",
        "list",
        "catalogue",
        "register",
        "lend",
        "borrow",
        "add",
        "browse",
        "write",
        "schedule",
        "reserve",
        "create",
        "post",
        "logging",
        "saving",
        "organizing",
    ];
    matches!(chunk.intro, Intro::Object | Intro::Of) && chunk.verb.as_deref().is_some_and(|verb| verbs.contains(&verb))
}

/// People are things to keep when a shell stands with them, or when something is said to have them.
fn person_is_kept(chunk: &Chunk, previous: Option<&Chunk>, shell: bool) -> bool {
    let access = ["login", "account", "access", "role", "signup", "password", "permission", "user"];
    let after_access = previous.is_some_and(|chunk| chunk.words.iter().any(|word| access.contains(&word.as_str())));
    match chunk.intro {
        _ if chunk.acts => false,
        Intro::With => !after_access,
        Intro::Object | Intro::Of if is_kept(chunk) => true,
        Intro::For => false,
        _ => shell,
    }
}

fn thing(chunk: &Chunk, words_of_it: &[String], shell: bool, kept: bool) -> Mention {
    let lists = words();
    let (length, pack) = known_suffix(words_of_it).map_or((1, None), |(length, pack)| (length, Some(pack)));
    let split = words_of_it.len().saturating_sub(length);
    let (before, own) = words_of_it.split_at(split);
    let modifiers: Vec<String> = before
        .iter()
        .filter(|word| {
            !lists.places.contains(*word)
                && !lists.people.contains(*word)
                && (*word == "tool" || !lists.shells.contains(*word))
        })
        .cloned()
        .collect();
    // `tool lending library`: what it keeps are loans.
    let joined = match pack {
        Some(pack) if pack.id == "loan" => pack.name().to_owned(),
        Some(pack) if pack.id == "job" && own.len() > 1 => "job".to_owned(),
        _ => own.join(" "),
    };
    let name = match modifiers.last() {
        Some(modifier) if !pack.is_some_and(|pack| pack.event) && lexicon().by_word(modifier).is_none() => {
            format!("{modifier} {joined}")
        }
        _ => joined,
    };
    let base = match chunk.intro {
        Intro::Start | Intro::Object | Intro::For => 4.0,
        Intro::Of => 5.0,
        Intro::With => 3.0,
        Intro::Clause | Intro::Place | Intro::By => 1.0,
    };
    let score =
        base + if shell { 6.0 } else { 0.0 } + if kept { 3.0 } else { 0.0 } + if pack.is_some() { 2.0 } else { 0.0 };
    Mention {
        name,
        pack,
        score,
        modifiers,
        belongs: chunk.intro == Intro::With,
        kept,
        around: chunk.intro == Intro::For,
        many: chunk.many,
    }
}

/// The longest ending of a phrase that the lexicon knows.
pub(super) fn known_suffix(phrase: &[String]) -> Option<(usize, &'static Pack)> {
    (1..=phrase.len().min(3)).rev().find_map(|length| {
        let ending = phrase.get(phrase.len() - length..)?.join(" ");
        lexicon().by_word(&ending).map(|pack| (length, pack))
    })
}

fn merge(found: &mut Vec<Mention>, mention: Mention) {
    let same = |known: &&mut Mention| match (known.pack, mention.pack) {
        (Some(a), Some(b)) => a.id == b.id,
        (None, None) => known.name == mention.name,
        _ => false,
    };
    match found.iter_mut().find(same) {
        Some(known) => {
            known.score = known.score.max(mention.score) + 1.0;
            known.kept |= mention.kept;
            known.belongs &= mention.belongs;
            if mention.modifiers.len() > known.modifiers.len() {
                known.modifiers = mention.modifiers;
            }
        }
        None => found.push(mention),
    }
}

#[cfg(test)]
mod tests {
    use super::super::reading::read;
    use super::*;

    fn named(text: &str) -> Vec<String> {
        mentions(&read(text)).0.into_iter().map(|mention| mention.name).collect()
    }

    #[test]
    fn what_stands_with_a_shell_comes_first() {
        assert_eq!(named("Invoice tracker for a freelance designer with clients")[0], "invoice");
        assert_eq!(named("An inventory of spare parts for a bicycle shop")[0], "spare part");
    }

    #[test]
    fn people_who_only_use_it_are_not_things() {
        let (things, people) = mentions(&read("Gym class booking with login for members and trainers"));
        assert_eq!(people, ["member", "trainer"]);
        assert_eq!(things[0].name, "class");
    }
}
