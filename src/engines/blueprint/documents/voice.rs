//! `docs/voice.md`: how the application speaks, and the one word for each thing.

use super::super::model::{Behaviour, FieldKind};
use super::desk::{Desk, Document, Work, required};
use super::kinds::{self, fill};
use super::language::{a, bullets, capital, cell, count, list, lower, people, table, words};
use super::rules as rules_of;

/// Writes the voice document.
pub(super) fn write(desk: &Desk<'_>) -> Work {
    let kind = kinds::of(desk.model.kind);
    let terms = glossary(desk);
    let says = format!(
        "Wrote docs/voice.md: how it speaks, and the one word for each of {}.",
        count(terms.len(), "thing", "things")
    );
    let mut decisions = vec![
        format!(
            "The voice is {}: it is read {}.",
            kind.tone.split(';').next().unwrap_or(kind.tone),
            fill(desk, kind.moment)
        ),
        format!(
            "Buttons say what they do, \"{}\" and not \"Submit\": the button is often the only word that is read.",
            button(desk)
        ),
    ];
    if let Some((_, chosen, other)) = rivals(desk).into_iter().next() {
        decisions.push(format!("Always \"{chosen}\", never \"{other}\": the request says \"{chosen}\"."));
    }
    Work {
        opening: vec![format!("Chose a voice for {}: {}.", cell(&desk.model.name), kind.tone)],
        documents: vec![Document { path: "docs/voice.md", text: text(desk, &terms), says }],
        decisions,
    }
}

fn button(desk: &Desk<'_>) -> String {
    format!("Add {}", desk.thing())
}

fn text(desk: &Desk<'_>, terms: &[Vec<String>]) -> String {
    let kind = kinds::of(desk.model.kind);
    let mut text = format!("# {}: voice\n\n{}.\n\n", cell(&desk.model.name), capital(kind.tone));
    text.push_str(&format!("## One word for each thing\n\n{}\n", table(&["Thing", "Word", "Many", "Means"], terms)));
    let rivals: Vec<String> =
        rivals(desk).into_iter().map(|(_, chosen, other)| format!("\"{chosen}\", not \"{other}\"")).collect();
    if !rivals.is_empty() {
        text.push_str(&format!("{}\n", bullets(&rivals)));
    }
    text.push_str(&format!("## Sentences that appear\n\n{}\n", table(&["Where", "Text"], &samples(desk))));
    text.push_str(&format!("## Rules\n\n{}", bullets(&rules(desk))));
    let out = desk.items("docs/scope.md", "Out");
    if let Some(first) = out.first() {
        text.push_str(&format!(
            "\n## Not promised anywhere\n\nNo text may suggest what scope leaves out. First of all:\n\n- {first}\n"
        ));
    }
    text
}

fn glossary(desk: &Desk<'_>) -> Vec<Vec<String>> {
    let things = desk
        .model
        .entities
        .iter()
        .map(|entity| vec!["kept".to_owned(), cell(&entity.singular), cell(&entity.plural), cell(&entity.purpose)]);
    let persons = desk.model.roles.iter().map(|role| {
        let can: Vec<String> = role.can.iter().take(2).map(|can| lower(can)).collect();
        vec![
            "person".to_owned(),
            cell(&role.label),
            cell(&capital(&people(&lower(&role.label)))),
            cell(&format!("May {}.", list(&can))),
        ]
    });
    things.chain(persons).collect()
}

/// Words that mean the same as one of the application's: `(entity, chosen, not)`.
fn rivals(desk: &Desk<'_>) -> Vec<(String, String, String)> {
    const SAME: [&[&str]; 12] = [
        &["recipe", "dish", "meal"],
        &["client", "customer", "account"],
        &["member", "user", "attendee"],
        &["class", "course", "session"],
        &["part", "item", "article"],
        &["page", "article", "document"],
        &["booking", "reservation", "appointment"],
        &["invoice", "bill"],
        &["task", "to-do", "item"],
        &["product", "item", "good"],
        &["ticket", "request", "case"],
        &["trainer", "coach", "instructor"],
    ];
    let spoken = words(&desk.model.description);
    let named = desk
        .model
        .entities
        .iter()
        .map(|entity| lower(&entity.singular))
        .chain(desk.model.roles.iter().map(|role| lower(&role.label)));
    let taken: Vec<String> = named.collect();
    let pairs = taken.iter().filter_map(|chosen| {
        let group = SAME.iter().find(|group| group.contains(&chosen.as_str()))?;
        let was_said = spoken
            .iter()
            .any(|word| word.starts_with(chosen.as_str()) || chosen.starts_with(word.as_str()) && word.len() > 3);
        let other = group.iter().find(|other| **other != chosen.as_str() && !taken.iter().any(|one| one == *other))?;
        was_said.then(|| (chosen.clone(), chosen.clone(), (*other).to_owned()))
    });
    pairs.collect()
}

/// Sentences for this application's own things, each only where the interface really has its words.
fn samples(desk: &Desk<'_>) -> Vec<Vec<String>> {
    let spoken = desk.rendered("js/words.js");
    let said = |fragment: &str| spoken.is_none_or(|words| words.contains(fragment));
    let mut rows = Vec::new();
    let mut row = |fragment: &str, place: String, text: String| {
        if said(fragment) {
            rows.push(vec![place, text]);
        }
    };
    for entity in desk.model.entities.iter().filter(|entity| entity.in_navigation).take(3) {
        let many = cell(&entity.plural);
        let example = desk.example(entity).unwrap_or_else(|| entity.singular.clone());
        if let Some(field) = required(entity).first() {
            row(
                "is missing.",
                format!("{many}, form, a field left empty"),
                format!("{} is missing.", cell(&field.label)),
            );
        }
        row("Added ${name}", format!("{many}, after adding"), format!("Added {}.", cell(&example)));
        row(
            "Nothing matches",
            format!("{many}, nothing found"),
            format!("Nothing matches “{}”. Try fewer or other words.", cell(&mistyped(&example))),
        );
    }
    for rule in &desk.model.behaviours {
        let (fragment, text) = of_rule(desk, rule);
        row(fragment, rules_of::name(desk, rule), text);
    }
    row(
        "not an export of this application",
        "Import, wrong file".to_owned(),
        "That file is not an export of this application. Nothing was changed.".to_owned(),
    );
    rows
}

/// The longest word of a title with its last two letters changed about, as fingers do.
fn mistyped(title: &str) -> String {
    let word = title.split_whitespace().max_by_key(|word| word.len()).unwrap_or(title).to_lowercase();
    let mut letters: Vec<char> = word.chars().collect();
    if let Some(before) = letters.len().checked_sub(2) {
        letters.swap(before, before + 1);
    }
    letters.into_iter().collect()
}

/// A sentence that a rule says, and the words by which it is found in the interface.
fn of_rule(desk: &Desk<'_>, rule: &Behaviour) -> (&'static str, String) {
    let example = desk.entity(rule.subject()).and_then(|entity| desk.example(entity)).unwrap_or_else(|| desk.thing());
    let example = cell(&example);
    match rule {
        Behaviour::LowStock { .. } => ("One runs low:", format!("One runs low: {example}.")),
        Behaviour::Due { .. } => ("overdue", format!("{example}: 4 days overdue.")),
        Behaviour::Booking { .. } => {
            ("The place is free again.", format!("Cancelled: {example}. The place is free again."))
        }
        Behaviour::Approval { .. } => {
            ("Your proposal is sent.", "Your proposal is sent. It shows here once someone approves it.".to_owned())
        }
        Behaviour::Ratings { .. } => ("Thank you for the rating.", "Thank you for the rating.".to_owned()),
        Behaviour::Comments { .. } => ("No comment yet.", "No comment yet. Be the first.".to_owned()),
        Behaviour::Payments { .. } => ("is still open.", "$120.00 is still open.".to_owned()),
        Behaviour::Cart { .. } => ("is in the basket.", format!("{example} is in the basket.")),
        Behaviour::Streak { .. } => ("is done for the day", format!("{example} is done for the day: 3 in a row.")),
        Behaviour::Votes { .. } => ("so far", format!("Vote for {example}: 3 so far")),
        Behaviour::Progress { .. } => ("is open again.", format!("{example}: 3 of 8.")),
    }
}

fn rules(desk: &Desk<'_>) -> Vec<String> {
    let mut lines = vec![
        "An error says what is wrong and what to do, beside the field, and never blames.".to_owned(),
        "A heading is a noun, a button starts with a verb, a question ends with its answers.".to_owned(),
        format!("\"{}\" is written in full, never shortened.", cell(&desk.model.name)),
    ];
    let fields = || desk.model.entities.iter().flat_map(|entity| &entity.fields);
    if fields().any(|field| matches!(field.kind, FieldKind::Money { .. } | FieldKind::LineItems { .. })) {
        lines.push("Money always shows two decimals and its currency; a sum says of what.".to_owned());
    }
    if fields().any(|field| matches!(field.kind, FieldKind::Date | FieldKind::DateTime)) {
        lines.push("A date is written in the reader's own order; \"today\", \"tomorrow\" and \"yesterday\" come before figures.".to_owned());
    }
    if let Some(unit) = fields().find_map(|field| match &field.kind {
        FieldKind::Number { unit: Some(unit), .. } => Some((field, unit)),
        _ => None,
    }) {
        lines.push(format!("{} always carries its unit: {}.", cell(&unit.0.label), cell(unit.1)));
    }
    lines.push(format!(
        "The first thing to do is called \"{}\" on every page: {} by another name is another thing to a reader.",
        button(desk),
        a(&desk.thing())
    ));
    lines
}
