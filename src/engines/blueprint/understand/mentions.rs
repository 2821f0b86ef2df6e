//! Which things a request speaks of, how much each matters, and which words are people or places around them.

use super::attributes::attribute;
use super::lexicon::{Pack, lexicon};
use super::naming::BLAND;
use super::reading::{Chunk, Intro, Reading};
use super::words::words;
use crate::reading::nouns;

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
                disambiguate(&mut mention, reading);
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
    // What it is for in one word gives way to what is named in full: `for my beekeeping: hives and inspections`.
    if found.iter().filter(|mention| mention.pack.is_some()).count() > 1 {
        let vague = |mention: &&mut Mention| mention.pack.is_none() && mention.around && !mention.many;
        found.iter_mut().filter(vague).for_each(|mention| mention.score -= 8.0);
    }
    let periodical = reading.says_any("newsletter magazine periodical");
    found.retain(|mention| !(periodical && mention.name == "issue"));
    // Properties are not things of their own.
    found.retain(|mention| {
        mention.pack.is_some() || attribute(&mention.name).is_none() || THINGS.contains(&mention.name.as_str())
    });
    // A sale passes through stages; they are its states and nothing to keep.
    let sales = reading.says_any("crm lead deal pipeline prospect opportunity");
    found.retain(|mention| !(sales && mention.name == "stage"));
    super::subjects::unfold(&mut found, reading);
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
    let Some(last) = chunk.words.last() else { return Class::Aside };
    if is_only_place(chunk, last) {
        return Class::Shell;
    }
    let around = matches!(chunk.intro, Intro::For | Intro::Place) || chunk.owner;
    if around && lists.places.contains(last) && lexicon().by_word(&chunk.words.join(" ")).is_none_or(|_| !after_shell) {
        return Class::Aside;
    }
    let (rest, shell) = without_shell(chunk);
    let Some(head) = rest.last() else { return if shell { Class::Shell } else { Class::Aside } };
    let is_person = lists.people.contains(head);
    if chunk.owner && !shell {
        return if is_person { Class::Person(head.clone()) } else { Class::Aside };
    }
    if shell && says_where(rest, last) {
        return Class::Shell;
    }
    if chunk.intro == Intro::With && lists.features.contains(head) && attribute(&chunk.words.join(" ")).is_some() {
        return Class::Aside;
    }
    let after_shell = after_shell && matches!(chunk.intro, Intro::Of | Intro::For | Intro::Object);
    let kept = shell || after_shell || is_kept(chunk);
    let for_them = shell && BLAND.contains(&last.as_str()) && rest.len() == 1;
    if is_person && (for_them || !person_is_kept(chunk, previous, shell || after_shell)) {
        return Class::Person(head.clone());
    }
    let several = chunk.many && (kept || matches!(chunk.intro, Intro::Of | Intro::With));
    if chunk.intro == Intro::By || (lists.places.contains(head) && !shell && !several) {
        return Class::Aside;
    }
    Class::Thing(thing(chunk, rest, shell, kept))
}

/// `a place to collect` names no place.
fn is_only_place(chunk: &Chunk, last: &str) -> bool {
    chunk.words.len() == 1 && chunk.intro == Intro::Start && matches!(last, "place" | "space") && !chunk.many
}

/// The phrase without words for the application's shape at its end, and whether there were any.
fn without_shell(chunk: &Chunk) -> (&[String], bool) {
    let lists = words();
    let mut rest: &[String] = &chunk.words;
    let mut shell = false;
    // `lost property office`: where things of two words are kept is their shell.
    if let Some((last, before)) = rest.split_last()
        && lists.places.contains(last)
        && known_suffix(rest).is_none_or(|(length, _)| length == 1)
        && known_suffix(before).is_some_and(|(length, _)| length > 1)
    {
        (rest, shell) = (before, true);
    }
    let keeps = |rest: &[String]| {
        let known = known_suffix(rest);
        let alone = rest.len() == 1 && known.is_some() && !rest.iter().any(|word| lists.shells.contains(word));
        rest.len() > 1 && known.is_some_and(|(length, _)| length > 1) || alone
    };
    let noun = nouns::noun(rest, &keeps, chunk);
    (noun.words, shell || noun.shell)
}

/// `restaurant kitchen stock` says where, not what; `restaurant guide` is about restaurants.
fn says_where(rest: &[String], shell: &str) -> bool {
    let of_places = "directory finder guide map list listing catalog catalogue collection database log journal";
    let known = known_suffix(rest).map(|(_, pack)| pack.id.as_str());
    let place = rest.last().is_some_and(|head| words().places.contains(head));
    place && (known.is_none() || known == Some("place") && !of_places.split(' ').any(|word| word == shell))
}

/// Verbs for what is done with things that are kept.
const KEEPING: &str = "track manage save keep record log organise organize collect book sell rent store plan publish \
    tracking managing share monitor list catalogue register lend borrow add browse write schedule \
    reserve create post logging saving organizing";

fn is_kept(chunk: &Chunk) -> bool {
    matches!(chunk.intro, Intro::Object | Intro::Of)
        && chunk.verb.as_deref().is_some_and(|verb| KEEPING.split(' ').any(|known| known == verb))
}

/// People are things to keep when a shell stands with them, or when something is said to have them.
fn person_is_kept(chunk: &Chunk, previous: Option<&Chunk>, shell: bool) -> bool {
    let access = ["login", "account", "access", "role", "signup", "password", "permission", "user"];
    let after_access = previous.is_some_and(|chunk| chunk.words.iter().any(|word| access.contains(&word.as_str())));
    match chunk.intro {
        _ if chunk.acts => false,
        Intro::With => {
            let company = ["friend", "colleague", "other", "family", "folk", "person"];
            !after_access && !chunk.words.last().is_some_and(|word| company.contains(&word.as_str()))
        }
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
        Some(pack) if lexicon().is_alias(&own.join(" ")) => pack.name().to_owned(),
        _ => own.join(" "),
    };
    let name = match modifiers.last() {
        // `game night`: what nobody knows keeps what stands before it.
        Some(modifier)
            if pack.is_none() || !pack.is_some_and(|pack| pack.event) && lexicon().by_word(modifier).is_none() =>
        {
            format!("{modifier} {joined}")
        }
        _ => joined,
    };
    let score = worth(chunk.intro, shell) + if kept { 3.0 } else { 0.0 } + if pack.is_some() { 2.0 } else { 0.0 };
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

/// How much a phrase matters by what introduced it.
fn worth(intro: Intro, shell: bool) -> f64 {
    let base = match intro {
        Intro::Start | Intro::Object | Intro::For => 4.0,
        Intro::Of => 5.0,
        Intro::With => 3.0,
        Intro::Clause | Intro::Place | Intro::By => 1.0,
    };
    base + if shell && intro != Intro::With { 6.0 } else { 0.0 }
}

/// The longest ending of a phrase that the lexicon knows.
pub(super) fn known_suffix(phrase: &[String]) -> Option<(usize, &'static Pack)> {
    (1..=phrase.len().min(3)).rev().find_map(|length| {
        let ending = phrase.get(phrase.len() - length..)?.join(" ");
        lexicon().by_word(&ending).map(|pack| (length, pack))
    })
}

/// Words that mean what the lexicon says only beside certain others; elsewhere they mean a pack of their own, or nothing.
const AMBIGUOUS: &[(&str, &str, &str)] = &[
    ("score", "choir music orchestra sheet sing singer band conductor piano voice choral", ""),
    ("quote", "book novel reading author poet film favourite inspiring wisdom", "estimate"),
    (
        "job",
        "hire hiring vacancy apply applied application applicant candidate recruit recruiter recruitment career opening board salary cv resume company interview search",
        "trade_job",
    ),
    ("watch", "collection collector wrist vintage luxury strap dial antique", ""),
    ("offer", "client customer lead price sale", ""),
    ("arrangement", "funeral undertaker burial cremation", ""),
    ("family", "funeral host foster school parish charity food camp nursery", ""),
    ("attack", "migraine panic asthma headache", ""),
    ("stand", "market fair fete stall trade", ""),
    ("movement", "stock warehouse inventory", ""),
];

/// Words that mean something else beside certain others.
const BESIDE: &[(&str, &str, &str)] = &[
    ("service", "funeral burial undertaker memorial", "service_held"),
    ("application", "i sent hunt hunting myself", "own_application"),
    ("question", "exam quiz test mock trivia revision", "quiz"),
];

/// Sets right what a word means beside the others of the request.
fn disambiguate(mention: &mut Mention, reading: &Reading) {
    let last = mention.name.rsplit(' ').next().unwrap_or(&mention.name);
    let other = BESIDE.iter().find(|(word, beside, _)| *word == last && reading.says_any(beside));
    if let Some((_, _, id)) = other {
        mention.pack = lexicon().by_id(id).or(mention.pack);
        return;
    }
    let Some((_, beside, otherwise)) = AMBIGUOUS.iter().find(|(word, ..)| *word == last) else { return };
    let whole = mention.name.contains(' ') && lexicon().by_word(&mention.name).is_some();
    if mention.pack.is_some() && !whole && !reading.says_any(beside) {
        mention.pack = lexicon().by_id(otherwise);
        mention.score -= 2.0;
    }
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
