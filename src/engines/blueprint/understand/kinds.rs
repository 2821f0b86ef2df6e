//! Which kind of application a request means, from weighted words.

use super::super::model::AppKind;
use super::lexicon::Pack;
use super::reading::Reading;
use crate::agents::Feature;

/// Words in basic form with the weight that each gives.
const WEIGHTS: &[(AppKind, f64, &str)] = &[
    (AppKind::Wiki, 10.0, "wiki intranet"),
    (AppKind::Wiki, 4.0, "documentation handbook knowledge sop"),
    (AppKind::Forum, 9.0, "forum subreddit thread messageboard"),
    (AppKind::Forum, 4.0, "discussion discuss topic debate q&a qa"),
    (AppKind::Helpdesk, 9.0, "helpdesk ticketing"),
    (AppKind::Helpdesk, 5.0, "ticket support incident complaint bug"),
    (AppKind::Invoices, 8.0, "invoice invoicing"),
    (AppKind::Invoices, 4.0, "billing quote bill"),
    (AppKind::Inventory, 8.0, "inventory stockroom warehouse"),
    (AppKind::Inventory, 5.0, "stock reorder spare supply restock"),
    (AppKind::Booking, 7.0, "booking reservation appointment reserve"),
    (AppKind::Booking, 4.0, "slot availability timetable"),
    (AppKind::Crm, 9.0, "crm"),
    (AppKind::Crm, 5.0, "lead deal pipeline prospect salesperson"),
    (AppKind::Shop, 9.0, "cart checkout webshop basket ecommerce"),
    (AppKind::Shop, 5.0, "sell buy marketplace storefront sale"),
    (AppKind::Learning, 6.0, "course lesson curriculum quiz learning elearning flashcard"),
    (AppKind::Learning, 2.0, "student teacher learn exam"),
    (AppKind::Events, 7.0, "rsvp event festival conference meetup attendee gathering"),
    (AppKind::Events, 4.0, "league match fixture tournament"),
    (AppKind::Forum, 4.0, "social"),
    (AppKind::Events, 3.0, "guest party wedding agenda concert"),
    (AppKind::Directory, 8.0, "directory yellowpages"),
    (AppKind::Directory, 4.0, "listing finder nearby"),
    (AppKind::Projects, 6.0, "kanban sprint backlog task todo milestone project"),
    (AppKind::Projects, 2.0, "assign assignee deadline chore"),
    (AppKind::Publishing, 8.0, "blog newsletter magazine newspaper"),
    (AppKind::Publishing, 5.0, "article editorial publish post"),
    (AppKind::Tracker, 4.0, "tracker habit logbook diary journal streak"),
    (AppKind::Tracker, 5.0, "timesheet"),
    (AppKind::Tracker, 3.0, "log track expense workout mood measure budget"),
    (AppKind::Collection, 3.5, "catalogue catalog"),
    (AppKind::Collection, 5.0, "collection recipe library archive box cellar"),
    (AppKind::Collection, 2.0, "rate collect wishlist favourite"),
];

/// The kind, with the packs of what was named most first.
pub(super) fn kind(reading: &Reading, named: &[(usize, &Pack)], features: &[Feature]) -> AppKind {
    // `a shop`, and nothing else.
    let is_shop = |words: &[String]| matches!(words, [word] if word == "shop" || word == "store");
    if !reading.chunks.is_empty() && reading.chunks.iter().all(|chunk| is_shop(&chunk.words)) {
        return AppKind::Shop;
    }
    let mut scores: Vec<(AppKind, f64)> = Vec::new();
    let mut add = |kind: AppKind, weight: f64| match scores.iter_mut().find(|(known, _)| *known == kind) {
        Some((_, score)) => *score += weight,
        None => scores.push((kind, weight)),
    };
    for (kind, weight, list) in WEIGHTS {
        let hits = list.split_whitespace().filter(|word| reading.says(word) && counts(reading, word)).count();
        if hits > 0 {
            // Several words for the same kind add up, but ever less.
            add(*kind, *weight * (1.0 + 0.4 * (hits.min(4) as f64 - 1.0)));
        }
    }
    for (rank, pack) in named.iter().filter(|(rank, _)| *rank < 4) {
        if pack.kind != AppKind::General {
            add(pack.kind, [7.0, 3.0, 2.0, 1.0][*rank]);
        }
    }
    for feature in features {
        match feature {
            Feature::Booking => add(AppKind::Booking, 2.5),
            Feature::Invoicing => add(AppKind::Invoices, 3.0),
            Feature::Cart => add(AppKind::Shop, 5.0),
            Feature::Board => add(AppKind::Projects, 2.0),
            _ => {}
        }
    }
    let best = scores.iter().fold(None, |best: Option<(AppKind, f64)>, (kind, score)| match best {
        Some((_, highest)) if highest >= *score => best,
        _ => Some((*kind, *score)),
    });
    best.filter(|(_, score)| *score >= 3.0).map_or(AppKind::General, |(kind, _)| kind)
}

/// Some words mean a kind only outside of certain phrases.
fn counts(reading: &Reading, word: &str) -> bool {
    let follows = |first: &str, second: &str| reading.follows(first, second);
    match word {
        "library" => !follows("the", "library") && !follows("public", "library"),
        "box" => reading.tokens.iter().take(6).any(|token| token.lemma == "box"),
        "post" => !follows("post", "office"),
        "log" => !follows("log", "in"),
        "support" => !follows("support", "for"),
        "warehouse" => !follows("data", "warehouse"),
        _ => true,
    }
}

/// The lexicon's key of what an application of a kind is about when the request names nothing fitting.
pub(super) fn default_thing(kind: AppKind, reading: &Reading) -> Option<&'static str> {
    let consumed = "restaurant kitchen cafe bakery food bar clinic office school hospital household pantry";
    Some(match kind {
        AppKind::Booking => "appointment",
        AppKind::Inventory if reading.says_any(consumed) => "supply",
        AppKind::Inventory => "product",
        AppKind::Crm => "deal",
        AppKind::Invoices => "invoice",
        AppKind::Wiki => "page",
        AppKind::Shop => "product",
        AppKind::Forum => "topic",
        AppKind::Learning => "course",
        AppKind::Events => "event",
        AppKind::Directory => "place",
        AppKind::Helpdesk => "ticket",
        AppKind::Projects => "task",
        AppKind::Publishing => "article",
        AppKind::Tracker | AppKind::Collection | AppKind::General => return None,
    })
}
