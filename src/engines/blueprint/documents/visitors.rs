//! `docs/visitors.md`: motives and doubts of a first-time visitor, and where on the screen each is answered.

use super::super::model::Behaviour;
use super::desk::{Desk, Document, Work, required};
use super::kinds::{self, fill};
use super::language::{a, capital, cell, count, list, lower, table};
use super::{fields, rules, stories};

/// Writes the visitors document.
pub(super) fn write(desk: &Desk<'_>) -> Work {
    let doubts = doubts(desk);
    let kind = kinds::of(desk.model.kind);
    let says = format!(
        "Wrote docs/visitors.md: one motive, {}, and where the screen answers each.",
        count(doubts.len(), "doubt", "doubts")
    );
    let decisions = vec![
        format!(
            "Examples are there from the first moment: \"{}\" fades faster over a filled page than over an empty one.",
            fill(desk, kind.doubt)
        ),
        format!(
            "No tour and no questions before the first {}: the motive is to {}.",
            desk.thing(),
            fill(desk, kind.motive)
        ),
    ];
    Work {
        opening: vec![format!("Looked at the first page as somebody who wants to {}.", fill(desk, kind.motive))],
        documents: vec![Document { path: "docs/visitors.md", text: text(desk, &doubts), says }],
        decisions,
    }
}

fn text(desk: &Desk<'_>, doubts: &[Vec<String>]) -> String {
    let kind = kinds::of(desk.model.kind);
    let mut text = format!("# {}: somebody opens it for the first time\n\n", cell(&desk.model.name));
    text.push_str(&format!("They come {}, and hope to {}.\n\n", fill(desk, kind.moment), fill(desk, kind.motive)));
    let users = desk.file("docs/users.md").unwrap_or_default();
    let met: Vec<(&str, &str)> = users.lines().filter_map(|line| line.strip_prefix("## ")?.split_once(", ")).collect();
    let met: Vec<String> = met.into_iter().map(|(name, role)| format!("{name} ({role})")).collect();
    if !met.is_empty() {
        text.push_str(&format!("It may be {}.\n\n", super::language::either(&met)));
    }
    text.push_str(&format!("## What they see first\n\n{}\n\n", first_sight(desk)));
    text.push_str(&format!("## Doubts\n\n{}\n", table(&["Doubt", "Answer on the screen"], doubts)));
    text.push_str(&format!("## What makes them stay\n\n{}\n", stay(desk)));
    text
}

fn first_sight(desk: &Desk<'_>) -> String {
    let Some(main) = desk.main() else { return String::new() };
    let examples: Vec<String> = main
        .seeds
        .iter()
        .filter_map(|seed| seed.get(&main.fields.first()?.id)?.as_str())
        .take(3)
        .map(|title| format!("\"{}\"", cell(title)))
        .collect();
    let shown = if examples.is_empty() { String::new() } else { format!(" such as {}", list(&examples)) };
    format!(
        "The name, the sentence \"{}\", and {} as {}{shown}. Within five seconds they should be able to say what is kept here.",
        cell(&desk.model.tagline),
        lower(&main.plural),
        stories::view(main.view)
    )
}

fn doubts(desk: &Desk<'_>) -> Vec<Vec<String>> {
    let kind = kinds::of(desk.model.kind);
    let thing = desk.thing();
    let mut rows = vec![vec![capital(&fill(desk, kind.doubt)), capital(&format!("{}.", fill(desk, kind.answer)))]];
    rows.extend(effort(desk));
    rows.push(vec![
        "\"I may break something.\"".to_owned(),
        format!("A deleted {thing} can be brought back from the note that says it is gone."),
    ]);
    rows.push(vec![
        "\"Where does this go?\"".to_owned(),
        if desk.server().is_some() {
            "To the server of this application and to nobody else, and export gives a copy in one file."
        } else {
            "Nowhere: it stays in this browser, and export gives a copy in one file."
        }
        .to_owned(),
    ]);
    rows.extend(desk.model.behaviours.iter().take(3).filter_map(|rule| rule_doubt(desk, rule)));
    rows
}

/// The doubt whether the first thing to do takes long.
fn effort(desk: &Desk<'_>) -> Option<Vec<String>> {
    if super::funnel::bookable(desk).is_some() {
        let doubt = format!("\"Making {} takes long.\"", a(&super::funnel::goal(desk)));
        return Some(vec![doubt, "It is one press beside the time; no form follows.".to_owned()]);
    }
    let main = desk.main()?;
    let needed = fields::labels(&required(main));
    let optional = main.fields.len().saturating_sub(needed.len());
    let rest = match optional {
        0 => String::new(),
        1 => "; the one other field can stay empty".to_owned(),
        more => format!("; the other {} can stay empty", count(more, "field", "fields")),
    };
    Some(vec![
        format!("\"Adding {} takes long.\"", a(&desk.thing())),
        format!("The form needs only {}{rest}.", cell(&list(&needed))),
    ])
}

fn rule_doubt(desk: &Desk<'_>, rule: &Behaviour) -> Option<Vec<String>> {
    let (doubt, answer) = match rule {
        Behaviour::Booking { slot, capacity, .. } => (
            "\"Is there still room?\"".to_owned(),
            format!("Each {} shows taken places beside its {}.", desk.singular(slot), desk.label(slot, capacity)),
        ),
        Behaviour::Approval { .. } => (
            "\"Will everybody see my change at once?\"".to_owned(),
            "The form says before saving that the change waits for a yes.".to_owned(),
        ),
        Behaviour::Payments { .. } => (
            "\"Is the sum right?\"".to_owned(),
            "What was asked, what was paid and what is owed stand under each other.".to_owned(),
        ),
        Behaviour::LowStock { entity, quantity, .. } => (
            "\"Is this count true?\"".to_owned(),
            format!(
                "Plus and minus stand beside the {} of each {}, so that it is corrected where it is seen.",
                desk.label(entity, quantity),
                desk.singular(entity)
            ),
        ),
        Behaviour::Cart { .. } => (
            "\"What will it cost in the end?\"".to_owned(),
            "The basket shows each price and the total before a name is asked for.".to_owned(),
        ),
        Behaviour::Ratings { .. } => (
            "\"Whose opinion is this?\"".to_owned(),
            "The average shows with the number of scores behind it.".to_owned(),
        ),
        Behaviour::Due { .. } => (
            "\"What have I missed?\"".to_owned(),
            format!("{}: marked in the list, not hidden behind a filter.", rules::name(desk, rule)),
        ),
        _ => return None,
    };
    Some(vec![doubt, answer])
}

fn stay(desk: &Desk<'_>) -> String {
    let kind = kinds::of(desk.model.kind);
    format!(
        "The second visit, when {} is found again faster than in the old way: {}. If that is slower, nothing on the first page helps.",
        a(&desk.thing()),
        fill(desk, kind.today)
    )
}
