//! The sentence under the name: what it is for, and for whom, in the request's own words.

use super::super::model::{AppKind, Role};
use super::draft::Draft;
use super::naming::list;
use super::reading::Reading;
use super::text::{Gap, capital};
use super::words::words;

/// What sentences are made from.
struct Phrases {
    /// `recipe`.
    one: String,
    /// `recipes`.
    main: String,
    /// `recipes, cooks and menus`.
    all: String,
    /// Nothing, or ` for the family`.
    whose: String,
    /// The same after a comma.
    aside: String,
    /// `For the family: ` or nothing.
    start: String,
    /// Chooses one of two sentences.
    second: bool,
}

/// The sentence under the name.
pub(super) fn tagline(reading: &Reading, kind: AppKind, drafts: &[Draft], roles: &[Role]) -> String {
    let Some(first) = drafts.first() else { return String::new() };
    let shown = drafts.iter().skip(1).filter(|draft| draft.entity.in_navigation).take(3);
    let names: Vec<String> =
        std::iter::once(first).chain(shown).map(|draft| draft.entity.plural.to_lowercase()).collect();
    let audience = audience(reading);
    let whose = audience.as_ref().map_or_else(String::new, |who| format!(" for {who}"));
    let all = list(&names);
    let phrases = Phrases {
        one: first.entity.singular.to_lowercase(),
        main: first.entity.plural.to_lowercase(),
        second: super::text::hash(&format!("{all}{whose}")) % 2 == 1,
        all,
        aside: whose.replacen(' ', ", ", 1),
        whose,
        start: audience.map_or_else(String::new, |who| format!("For {who}: ")),
    };
    let happens = first.pack.is_some_and(|pack| pack.event);
    let sentence = match kind {
        AppKind::Booking if roles.len() > 1 => {
            let people = super::roles::together(roles);
            format!("See what is on, book a place, be there: {} for {people}", phrases.main)
        }
        AppKind::Tracker if happens => phrases.of_happenings(),
        _ => phrases.sentence(kind),
    };
    format!("{}.", capital(&sentence))
}

impl Phrases {
    fn of_happenings(&self) -> String {
        let Self { one, start, .. } = self;
        match self.second {
            false => format!("{start}every {one}, written down while it is fresh"),
            true => format!("{start}one {one} after another, and what they add up to"),
        }
    }

    fn sentence(&self, kind: AppKind) -> String {
        let Self { one, main, all, whose, aside, second, .. } = self;
        match kind {
            AppKind::Collection if *second => format!("{} kept well and easy to find again{aside}", capital(main)),
            AppKind::Collection => format!("All the {main} worth keeping{aside}"),
            AppKind::Booking => format!("See what is free and book it: {main}{whose}"),
            AppKind::Inventory => format!("What is on the shelf, and what to order next: {main}{whose}"),
            AppKind::Crm => format!("Who to call, and what was promised: {all}{whose}"),
            AppKind::Invoices => format!("What is owed, by whom and since when: {all}{whose}"),
            AppKind::Wiki => format!("What we know, written down and kept true{aside}"),
            AppKind::Shop => format!("{} to look through, choose and order{aside}", capital(main)),
            AppKind::Tracker if *second => format!("How each {one} is doing, at a glance{aside}"),
            AppKind::Tracker => format!("A little every day: {all}{whose}"),
            AppKind::Forum => format!("Ask, answer, agree: {main}{whose}"),
            AppKind::Learning => format!("One step after another: {all}{whose}"),
            AppKind::Events => format!("What is coming up, and who will be there: {all}{whose}"),
            AppKind::Directory if *second => format!("{} worth knowing about{aside}", capital(main)),
            AppKind::Directory => format!("Find the right one: {all}{whose}"),
            AppKind::Helpdesk => format!("Every question gets an answer: {all}{whose}"),
            AppKind::Projects => format!("Who does what, by when: {all}{whose}"),
            AppKind::Publishing => format!("Written, read over, published: {all}{whose}"),
            AppKind::General => format!("{} in one place{aside}", capital(all)),
        }
    }
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
            if next.gap != Gap::Space || matches!(next.word.as_str(), "with" | "to" | "where" | "who" | "that" | "of") {
                break;
            }
            taken.push(next.word.as_str());
            if lists.people.contains(&next.lemma) || lists.places.contains(&next.lemma) {
                let first = taken.first().copied().unwrap_or("");
                if !matches!(first, "a" | "an" | "the" | "my" | "our") && next.word == next.lemma {
                    break;
                }
                let ends = tokens.get(index + 1 + taken.len()).is_none_or(|after| {
                    after.gap != Gap::Space
                        || !(lists.places.contains(&after.lemma) || lists.people.contains(&after.lemma))
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
