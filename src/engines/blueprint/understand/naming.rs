//! The name of the application, from the request's own words.

use super::super::model::AppKind;
use super::draft::Draft;
use super::inflection::plural;
use super::reading::{Intro, Reading};
use super::text::{Gap, Token, title_case};
use super::words::words;

/// Shells that say nothing.
pub(super) const BLAND: &[&str] = &[
    "app",
    "apps",
    "application",
    "website",
    "webapp",
    "site",
    "system",
    "tool",
    "platform",
    "software",
    "program",
    "prototype",
    "mvp",
    "airbnb",
    "uber",
    "clone",
    "tinder",
    "instagram",
    "twitter",
    "netflix",
    "spotify",
    "facebook",
    "reddit",
    "management",
    "page",
    "solution",
];

/// The name.
pub(super) fn name(description: &str, reading: &Reading, kind: AppKind, main: &Draft) -> String {
    given(description).or_else(|| from_phrase(reading, main)).unwrap_or_else(|| made(reading, kind, main))
}

/// The name where the request is not in English: a phrase of its English reading would be out of place.
pub(super) fn in_its_language(description: &str, main: &Draft) -> String {
    given(description).unwrap_or_else(|| main.entity.plural.clone())
}

/// A name that the request gives: `called Spoke & Stock`.
pub(super) fn given(description: &str) -> Option<String> {
    let at = ["called", "named", "titled"].iter().find_map(|sign| {
        let small = description.to_lowercase();
        let at = small.find(&format!(" {sign} "))?;
        // Lower case may change lengths outside of ASCII.
        description.get(at + sign.len() + 2..)
    });
    if let Some(rest) = at {
        let rest = rest.trim_start();
        let quotes = ['"', '“', '„', '«', '\''];
        if let Some(quoted) = rest.strip_prefix(quotes) {
            let end = quoted.find(['"', '”', '“', '»', '\''])?;
            return clean(quoted.get(..end)?);
        }
        let mut taken: Vec<&str> = Vec::new();
        for word in rest.split_whitespace().take(5) {
            let bare = word.trim_end_matches([',', '.', '!', '?', ';', ':']);
            let joins = matches!(bare, "&" | "of" | "and" | "the") && !taken.is_empty();
            if !(bare.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()) || joins) {
                break;
            }
            taken.push(bare);
            if bare.len() < word.len() {
                break;
            }
        }
        while taken.last().is_some_and(|word| matches!(*word, "&" | "of" | "and" | "the")) {
            taken.pop();
        }
        if let Some(found) = clean(&taken.join(" ")) {
            return Some(found);
        }
    }
    leading(description)
}

/// `Nestbox: a journal of ...` names it before the colon.
fn leading(description: &str) -> Option<String> {
    let (before, after) = description.split_once(':').or_else(|| description.split_once(" - "))?;
    let words: Vec<&str> = before.split_whitespace().collect();
    let capitals = words.iter().all(|word| word.starts_with(|c: char| c.is_uppercase()) || *word == "&");
    let generic = words.iter().all(|word| words_of_shells(word));
    (capitals && !generic && (1..=3).contains(&words.len()) && after.split_whitespace().count() >= 3)
        .then(|| clean(before))
        .flatten()
}

fn words_of_shells(word: &str) -> bool {
    let word = word.to_lowercase();
    let openers = [
        "build",
        "create",
        "make",
        "request",
        "idea",
        "project",
        "goal",
        "title",
        "description",
        "please",
        "need",
        "want",
    ];
    words().shells.contains(&word) || words().stop.contains(&word) || openers.contains(&word.as_str())
}

pub(super) fn clean(text: &str) -> Option<String> {
    let kept: String =
        text.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '&' | '-' | '\'' | '.' | '+')).collect();
    let kept = kept.split_whitespace().collect::<Vec<_>>().join(" ");
    let length = kept.chars().count();
    ((2..=40).contains(&length) && kept.chars().any(char::is_alphabetic)).then_some(kept)
}

/// The first phrase of the request when it is a name by itself: `recipe box`, `falconry club flight log`.
fn from_phrase(reading: &Reading, main: &Draft) -> Option<String> {
    let lists = words();
    let kept = ["internal", "personal", "private", "local", "public"];
    let fits = |token: &Token, before: Option<&Token>, after: Option<&Token>| {
        let word = token.word.as_str();
        kept.contains(&word)
            || !(lists.stop.contains(word)
                || lists.adjectives.contains(word)
                || word.chars().all(|c| c.is_ascii_digit())
                || super::grammar::is_verb(token, before, after))
    };
    let mut run: Vec<&Token> = Vec::new();
    let tokens = &reading.tokens;
    for (index, token) in tokens.iter().take(24).enumerate() {
        let before = index.checked_sub(1).and_then(|at| tokens.get(at));
        let joins = token.gap == Gap::Space || run.is_empty();
        if fits(token, before, tokens.get(index + 1)) && joins {
            run.push(token);
            continue;
        }
        if let Some(found) = named_by(&run, main) {
            return Some(found);
        }
        run.clear();
        // What it is for is not what it is.
        if matches!(token.word.as_str(), "for" | "at" | "in") && index > 2 {
            break;
        }
    }
    named_by(&run, main)
}

fn named_by(run: &[&Token], main: &Draft) -> Option<String> {
    let lists = words();
    let mut run = run;
    while let Some((last, rest)) = run.split_last() {
        if rest.len() < 2 || last.word == "management" || !BLAND.contains(&last.word.as_str()) {
            break;
        }
        run = rest;
    }
    let about = main.entity.singular.to_lowercase();
    let speaks = run.iter().any(|token| about.split(' ').any(|word| word == token.lemma || word == token.word));
    let shell = run.last().is_some_and(|token| {
        matches!(token.word.as_str(), "ladder" | "glossary" | "fridge" | "recipes" | "sitters" | "walkers")
            && run.len() < 4
            || lists.shells.contains(&token.word)
                && (token.word == "management" || !BLAND.contains(&token.word.as_str()))
    });
    let whole = run.iter().any(|token| !BLAND.contains(&token.word.as_str()));
    if !(2..=5).contains(&run.len())
        || !(shell || speaks && run.len() <= 3 && run.len() > about.split(' ').count())
        || !whole
    {
        return None;
    }
    let start = run.len().saturating_sub(4);
    let written = |token: &&Token| {
        let name = token.raw.starts_with(char::is_uppercase) && token.raw.contains('\'');
        if token.possessive && name { format!("{}'s", token.raw) } else { token.raw.clone() }
    };
    let shown: Vec<String> = run[start..].iter().map(written).collect();
    Some(title_case(&shown.join(" ")))
}

/// A plain name from the main thing, its surroundings and the kind.
fn made(reading: &Reading, kind: AppKind, main: &Draft) -> String {
    let lists = words();
    let many = title_case(&plural(&main.entity.singular.to_lowercase()));
    let one = title_case(&main.entity.singular);
    if main.is("note") && kind == AppKind::General {
        return "Notebook".to_owned();
    }
    let around = reading.chunks.iter().take(8).find(|chunk| {
        let runs =
            chunk.intro == Intro::Object && matches!(chunk.verb.as_deref(), Some("run" | "own" | "open" | "manage"));
        (runs || matches!(chunk.intro, Intro::For | Intro::Place))
            && chunk.words.len() <= 2
            && chunk.words.last().is_some_and(|word| lists.places.contains(word))
    });
    let opening = reading.chunks.first().map(|chunk| chunk.words.as_slice());
    if let Some([place, shell]) = opening
        && lists.places.contains(place)
        && BLAND.contains(&shell.as_str())
    {
        return format!("{} {many}", title_case(place));
    }
    if let Some(chunk) = around {
        return format!("{} {many}", title_case(&chunk.words.join(" ")));
    }
    if let Some(name) = shell_for(reading) {
        return name;
    }
    if !main.entity.singular.is_ascii() {
        return one;
    }
    let said: Vec<&str> = reading.tokens.iter().map(|token| token.word.as_str()).collect();
    let seed = super::text::hash(&said.join(" ")) as usize;
    if let Some(whole) = whole_names(kind, main) {
        return whole[seed % whole.len()].to_owned();
    }
    let choices = last_words(kind, main);
    let last = choices[seed % choices.len()];
    if one.ends_with(last) { one } else { format!("{one} {last}") }
}

/// Names for applications about nothing more special than their kind.
fn whole_names(kind: AppKind, main: &Draft) -> Option<&'static [&'static str]> {
    Some(match kind {
        AppKind::Learning if main.is("course") => &["Open Classroom", "Study Room", "Evening School"],
        AppKind::Publishing if main.is("article") => &["The Gazette", "Daybook", "The Column"],
        AppKind::Wiki if main.is("page") => &["The Handbook", "Common Knowledge"],
        AppKind::Helpdesk if main.is("ticket") => &["Help Desk", "The Service Desk"],
        AppKind::Events if main.is("event") => &["What's On", "Save the Date"],
        AppKind::Projects if main.is("task") => &["Task Board", "Who Does What"],
        AppKind::Forum if main.is("topic") => &["The Commons", "Round Table"],
        AppKind::Invoices => &["Invoice Ledger", "Invoice Desk"],
        _ => return None,
    })
}

fn last_words(kind: AppKind, main: &Draft) -> &'static [&'static str] {
    match kind {
        AppKind::Collection => &["Shelf", "Cabinet", "Album"],
        AppKind::Booking => &["Timetable", "Bookings", "Calendar"],
        AppKind::Inventory => &["Stockroom", "Stock", "Storeroom"],
        AppKind::Crm => &["Book", "Desk", "Ledger"],
        AppKind::Invoices => &["Ledger", "Desk"],
        AppKind::Wiki => &["Handbook", "Wiki"],
        AppKind::Shop => &["Shop", "Market", "Counter"],
        AppKind::Tracker => &["Log", "Diary", "Journal"],
        AppKind::Forum => &["Forum", "Commons"],
        AppKind::Learning => &["School", "Classroom"],
        AppKind::Events => &["Calendar", "Programme"],
        AppKind::Directory if main.owner() => &["Book", "Register", "Directory"],
        AppKind::Directory => &["Finder", "Directory", "Guide"],
        AppKind::Helpdesk => &["Desk", "Helpdesk"],
        AppKind::Projects => &["Board", "Planner"],
        AppKind::Publishing => &["Journal", "Gazette"],
        AppKind::General => &["Book", "Register", "Notebook"],
    }
}

/// `wiki for my fantasy novel` becomes `Fantasy Novel Wiki`.
fn shell_for(reading: &Reading) -> Option<String> {
    let lists = words();
    let mut chunks = reading.chunks.iter().take(3);
    let shell = chunks.find(|chunk| chunk.words.len() == 1 && lists.shells.contains(&chunk.words[0]))?;
    let about =
        chunks.next().filter(|chunk| matches!(chunk.intro, Intro::For | Intro::Of) && chunk.words.len() <= 3)?;
    if BLAND.contains(&shell.words[0].as_str()) {
        return None;
    }
    let subject = about.words.join(" ");
    let subject = if about.many { plural(&subject) } else { subject };
    Some(title_case(&format!("{subject} {}", shell.words[0])))
}

/// `recipe-box`.
pub(super) fn slug(name: &str) -> String {
    super::text::identifier(name).map_or_else(|| "app".to_owned(), |id| id.replace('_', "-"))
}

/// `a, b and c`.
pub(super) fn list(items: &[String]) -> String {
    match items.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
    }
}
