//! The sentence under the name: what it is for, and for whom, in the request's own words.

use super::super::model::{AppKind, Role};
use super::draft::Draft;
use super::naming::list;
use super::reading::Reading;
use super::text::{Gap, capital};
use super::words::words;

/// The sentence under the name.
pub(super) fn tagline(reading: &Reading, kind: AppKind, drafts: &[Draft], roles: &[Role]) -> String {
    let main = drafts.first().map_or_else(|| "entries".to_owned(), |draft| draft.entity.plural.to_lowercase());
    let others: Vec<String> = drafts
        .iter()
        .skip(1)
        .filter(|draft| draft.entity.in_navigation)
        .take(3)
        .map(|draft| draft.entity.plural.to_lowercase())
        .collect();
    let all = list(&std::iter::once(main.clone()).chain(others).collect::<Vec<_>>());
    let whose = audience(reading).map_or_else(String::new, |who| format!(" for {who}"));
    let aside = whose.replacen(' ', ", ", 1);
    let one = drafts.first().map_or_else(|| "entry".to_owned(), |draft| draft.entity.singular.to_lowercase());
    let happens = drafts.first().is_some_and(|draft| draft.pack.is_some_and(|pack| pack.event));
    let turn = (super::text::hash(&format!("{all}{whose}")) % 2) as usize;
    let sentence = match kind {
        AppKind::Collection => [
            format!("All the {main} worth keeping{aside}"),
            format!("{} kept well and easy to find again{aside}", capital(&main)),
        ][turn]
            .clone(),
        AppKind::Booking if roles.len() > 1 => {
            format!("See what is on, book a place, be there: {main} for {}", super::roles::together(roles))
        }
        AppKind::Booking => format!("See what is free and book it: {main}{whose}"),
        AppKind::Inventory => format!("What is on the shelf, and what to order next: {main}{whose}"),
        AppKind::Crm => format!("Who to call, and what was promised: {all}{whose}"),
        AppKind::Invoices => format!("What is owed, by whom and since when: {all}{whose}"),
        AppKind::Wiki => format!("What we know, written down and kept true{aside}"),
        AppKind::Shop => format!("{} well made and ordered in a minute{whose}", capital(&main)),
        AppKind::Tracker if happens => {
            let start = audience(reading).map_or_else(String::new, |who| format!("For {who}: "));
            [
                format!("{start}every {one}, written down while it is fresh"),
                format!("{start}one {one} after another, and what they add up to"),
            ][turn]
                .clone()
        }
        AppKind::Tracker => {
            [format!("A little every day: {all}{whose}"), format!("How each {one} is doing, at a glance{whose}")][turn]
                .clone()
        }
        AppKind::Forum => format!("Ask, answer, agree: {main}{whose}"),
        AppKind::Learning => format!("One step after another: {all}{whose}"),
        AppKind::Events => format!("What is coming up, and who will be there: {all}{whose}"),
        AppKind::Directory => {
            [format!("Find the right one: {all}{whose}"), format!("{} worth knowing about{aside}", capital(&main))]
                [turn]
                .clone()
        }
        AppKind::Helpdesk => format!("Every question gets an answer: {all}{whose}"),
        AppKind::Projects => format!("Who does what, by when: {all}{whose}"),
        AppKind::Publishing => format!("Written, read over, published: {all}{whose}"),
        AppKind::General => format!("{} in one place{whose}", capital(&all)),
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
