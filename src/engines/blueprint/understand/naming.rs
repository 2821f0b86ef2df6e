//! The name of the application and the sentence under it, from the request's own words.

use super::super::model::{AppKind, Role};
use super::draft::Draft;
use super::reading::{Intro, Reading};
use super::text::{Gap, Token, capital, plural, title_case};
use super::words::words;

/// The name.
pub(super) fn name(description: &str, reading: &Reading, kind: AppKind, main: &Draft) -> String {
    given(description, reading).or_else(|| from_phrase(reading, main)).unwrap_or_else(|| made(reading, kind, main))
}

/// A name that the request gives: `called Spoke & Stock`.
fn given(description: &str, reading: &Reading) -> Option<String> {
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
    leading(description, reading)
}

/// `Nestbox: a journal of ...` names it before the colon.
fn leading(description: &str, _reading: &Reading) -> Option<String> {
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
    let openers = ["build", "create", "make", "request", "idea", "project", "goal", "title", "description", "please", "need", "want"];
    words().shells.contains(&word) || words().stop.contains(&word) || openers.contains(&word.as_str())
}

fn clean(text: &str) -> Option<String> {
    let kept: String = text.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '&' | '-' | '\'' | '.' | '+')).collect();
    let kept = kept.split_whitespace().collect::<Vec<_>>().join(" ");
    let length = kept.chars().count();
    ((2..=40).contains(&length) && kept.chars().any(char::is_alphabetic)).then_some(kept)
}

/// The first phrase of the request when it is a name by itself: `recipe box`, `falconry club flight log`.
fn from_phrase(reading: &Reading, main: &Draft) -> Option<String> {
    let lists = words();
    let kept = ["internal", "personal", "private", "local", "public", "virtual", "digital"];
    let fits = |token: &Token, before: Option<&Token>, after: Option<&Token>| {
        let word = token.word.as_str();
        kept.contains(&word)
            || !(lists.stop.contains(word)
                || lists.adjectives.contains(word)
                || word.chars().all(|c| c.is_ascii_digit())
                || super::reading::is_verb(token, before, after))
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
    let bland = ["app", "apps", "application", "website", "webapp", "site", "system", "tool", "platform", "software", "program", "prototype", "mvp", "management"];
    let mut run = run;
    while let Some((last, rest)) = run.split_last() {
        if rest.len() < 2 || !bland.contains(&last.word.as_str()) {
            break;
        }
        run = rest;
    }
    let about = main.entity.singular.to_lowercase();
    let speaks = run.iter().any(|token| about.split(' ').any(|word| word == token.lemma || word == token.word));
    let shell = run.last().is_some_and(|token| lists.shells.contains(&token.word) && !bland.contains(&token.word.as_str()));
    let whole = run.iter().any(|token| !lists.shells.contains(&token.word));
    if !(2..=5).contains(&run.len()) || !(shell || speaks && run.len() <= 3) || !whole {
        return None;
    }
    let start = run.len().saturating_sub(4);
    let shown: Vec<&str> = run[start..].iter().map(|token| token.raw.as_str()).collect();
    Some(title_case(&shown.join(" ")))
}

/// A plain name from the main thing, its surroundings and the kind.
fn made(reading: &Reading, kind: AppKind, main: &Draft) -> String {
    let lists = words();
    let many = title_case(&plural(&main.entity.singular.to_lowercase()));
    let one = title_case(&main.entity.singular);
    let around = reading.chunks.iter().take(8).find(|chunk| {
        matches!(chunk.intro, Intro::For | Intro::Place)
            && chunk.words.len() <= 2
            && chunk.words.last().is_some_and(|word| lists.places.contains(word))
    });
    if let Some(chunk) = around.filter(|chunk| chunk.words.len() == 2) {
        return format!("{} {many}", title_case(&chunk.words.join(" ")));
    }
    if let Some(chunk) = around {
        return format!("{} {many}", title_case(&chunk.words.join(" ")));
    }
    let seed = super::text::hash(&reading.tokens.iter().map(|token| token.word.as_str()).collect::<Vec<_>>().join(" "));
    let choices: &[&str] = match kind {
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
        AppKind::Directory => &["Finder", "Directory", "Guide"],
        AppKind::Helpdesk => &["Desk", "Helpdesk"],
        AppKind::Projects => &["Board", "Planner"],
        AppKind::Publishing => &["Journal", "Gazette"],
        AppKind::General => &["Book", "Register", "Notebook"],
    };
    let last = choices[(seed % choices.len() as u64) as usize];
    if one.ends_with(last) { one } else { format!("{one} {last}") }
}

/// `recipe-box`.
pub(super) fn slug(name: &str) -> String {
    super::text::identifier(name).map_or_else(|| "app".to_owned(), |id| id.replace('_', "-"))
}

/// The sentence under the name.
pub(super) fn tagline(reading: &Reading, kind: AppKind, drafts: &[Draft], roles: &[Role]) -> String {
    let main = drafts.first().map_or_else(|| "entries".to_owned(), |draft| draft.entity.plural.to_lowercase());
    let others: Vec<String> =
        drafts.iter().skip(1).filter(|draft| draft.entity.in_navigation).take(3).map(|draft| draft.entity.plural.to_lowercase()).collect();
    let beside = if others.is_empty() { String::new() } else { format!(", with {}", list(&others)) };
    let whose = audience(reading).map_or_else(String::new, |who| format!(" for {who}"));
    let sentence = match kind {
        AppKind::Collection => format!("All the {main} worth keeping{whose}{beside}"),
        AppKind::Booking if roles.len() > 1 => format!("See what is on, book a place, be there: {main} for {}", super::roles::together(roles)),
        AppKind::Booking => format!("See what is free and book it: {main}{whose}"),
        AppKind::Inventory => format!("What is on the shelf, and what to order next: {main}{whose}"),
        AppKind::Crm => format!("Who to call, and what was promised: {main}{beside}{whose}"),
        AppKind::Invoices => format!("What is owed, by whom and since when: {main}{beside}{whose}"),
        AppKind::Wiki => format!("What we know, written down and kept true{whose}"),
        AppKind::Shop => format!("Good {main}, ordered in a minute{whose}"),
        AppKind::Tracker => format!("A little every day: {main}{beside}{whose}"),
        AppKind::Forum => format!("Ask, answer, agree: {main}{whose}"),
        AppKind::Learning => format!("One step after another: {main}{beside}{whose}"),
        AppKind::Events => format!("What is coming up, and who will be there: {main}{whose}"),
        AppKind::Directory => format!("Find the right one: {main}{beside}{whose}"),
        AppKind::Helpdesk => format!("Every question gets an answer: {main}{beside}{whose}"),
        AppKind::Projects => format!("Who does what, by when: {main}{beside}{whose}"),
        AppKind::Publishing => format!("Written, read over, published: {main}{whose}"),
        AppKind::General => format!("{} in one place{beside}{whose}", capital(&main)),
    };
    format!("{}.", capital(&sentence))
}

/// `a freelance designer`, `your family`.
fn audience(reading: &Reading) -> Option<String> {
    let tokens = &reading.tokens;
    let lists = words();
    for (index, token) in tokens.iter().enumerate().take(60) {
        let opens = token.word == "for" || matches!(token.word.as_str(), "where" | "so");
        if !opens {
            continue;
        }
        let mut taken: Vec<&str> = Vec::new();
        for next in tokens.iter().skip(index + 1).take(5) {
            if next.gap != Gap::Space {
                break;
            }
            taken.push(next.word.as_str());
            if lists.people.contains(&next.lemma) || lists.places.contains(&next.lemma) {
                let first = taken.first().copied().unwrap_or("");
                if !matches!(first, "a" | "an" | "the" | "my" | "our") && next.word == next.lemma {
                    break;
                }
                let ends = tokens.get(index + 1 + taken.len()).is_none_or(|after| {
                    after.gap != Gap::Space || !(lists.places.contains(&after.lemma) || lists.people.contains(&after.lemma))
                });
                if ends {
                    let swapped = taken.iter().map(|word| if matches!(*word, "my" | "our") { "the" } else { word });
                    return Some(swapped.collect::<Vec<_>>().join(" "));
                }
            }
        }
    }
    None
}

/// `a, b and c`.
pub(super) fn list(items: &[String]) -> String {
    match items.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
    }
}
