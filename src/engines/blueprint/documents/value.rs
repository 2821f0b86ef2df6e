//! `docs/value.md`: why it is worth making, what to measure, and what would prove that wrong.

use super::super::model::Behaviour;
use super::desk::{Desk, Document, Work};
use super::kinds::{self, fill};
use super::language::{a, bullets, capital, cell, count, evidence, lower, people, table};
use super::rules;

/// Writes the value document.
pub(super) fn write(desk: &Desk<'_>) -> Work {
    let kind = kinds::of(desk.model.kind);
    let rows = measures(desk);
    let says = format!(
        "Wrote docs/value.md: today's cost, the gain, and {} to watch.",
        count(rows.len(), "figure", "figures")
    );
    let opening = format!("Today's way: {}.", fill(desk, kind.today));
    let decisions = vec![
        format!(
            "The first figure to watch: {}. It shows use, where a count of visits shows curiosity.",
            fill(desk, kind.measures[0].0)
        ),
        format!(
            "No promise about money earned: nothing in \"{}\" says what an hour or {} is worth.",
            short(&desk.model.description),
            a(&desk.thing())
        ),
    ];
    Work {
        opening: vec![opening],
        documents: vec![Document { path: "docs/value.md", text: text(desk, &rows), says }],
        decisions,
    }
}

/// The first words of the request.
fn short(description: &str) -> String {
    let words: Vec<&str> = description.split_whitespace().collect();
    let start = words.iter().take(7).copied().collect::<Vec<_>>().join(" ");
    cell(&if words.len() > 7 { format!("{start} …") } else { start })
}

fn text(desk: &Desk<'_>, rows: &[Vec<String>]) -> String {
    let kind = kinds::of(desk.model.kind);
    let mut text = format!("# {}: what it is worth\n\n", cell(&desk.model.name));
    text.push_str(&format!(
        "## Today\n\n{}. The cost: {}.\n\n",
        capital(&fill(desk, kind.today)),
        fill(desk, kind.pain)
    ));
    text.push_str(&format!("## With it\n\n{}.\n\n", capital(&fill(desk, kind.gain))));
    if !desk.model.behaviours.is_empty() {
        let lines: Vec<String> = desk
            .model
            .behaviours
            .iter()
            .map(|rule| format!("{}: {}.", rules::name(desk, rule), saving(desk, rule)))
            .collect();
        text.push_str(&format!("What a plain list could not do:\n\n{}\n", bullets(&lines)));
    }
    text.push_str(&format!("## What to measure\n\n{}\n", table(&["Figure", "Good when", "How to get it"], rows)));
    text.push_str(&format!("## What would prove this wrong\n\n{}", bullets(&refutations(desk))));
    text
}

fn saving(desk: &Desk<'_>, rule: &Behaviour) -> String {
    let words = evidence(&desk.model.description, rules::keywords(rule));
    let thing = desk.singular(rule.subject());
    let saved = match rule {
        Behaviour::LowStock { .. } => {
            format!("nobody has to walk to the shelf to learn that {} is nearly gone", a(&thing))
        }
        Behaviour::Due { .. } => format!("nobody has to read every date to find the late {thing}"),
        Behaviour::Booking { .. } => format!("{} cannot be given away twice, and no call is needed", a(&thing)),
        Behaviour::Approval { .. } => {
            format!("everybody may improve {} without anybody being able to break it", a(&thing))
        }
        Behaviour::Ratings { .. } => format!("the better {thing} is seen without asking around"),
        Behaviour::Comments { .. } => format!("what is said about {} stays with it", a(&thing)),
        Behaviour::Payments { .. } => "the sum that is still owed is never added up by hand".to_owned(),
        Behaviour::Cart { .. } => "an order comes complete, with prices, in one go".to_owned(),
        Behaviour::Streak { .. } => "the unbroken days are counted, which is half of the motive".to_owned(),
        Behaviour::Votes { .. } => format!("which {thing} matters is counted and not argued"),
        Behaviour::Progress { .. } => "people start again where they stopped".to_owned(),
    };
    words.map_or_else(|| saved.clone(), |words| format!("{saved} (\"{words}\")"))
}

fn measures(desk: &Desk<'_>) -> Vec<Vec<String>> {
    let kind = kinds::of(desk.model.kind);
    let mut rows: Vec<Vec<String>> = kind
        .measures
        .iter()
        .map(|(what, good)| vec![fill(desk, what), fill(desk, good), how(what).to_owned()])
        .collect();
    rows.push(vec![
        format!("people who saved {} in their first visit", a(&desk.thing())),
        "seven of ten".to_owned(),
        "watch five people who have not seen it before".to_owned(),
    ]);
    rows.extend(desk.model.behaviours.iter().take(2).map(|rule| of_rule(desk, rule)));
    rows
}

/// How a figure is got, by what it is of. The application itself records nothing about its users.
fn how(figure: &str) -> &'static str {
    let is = |words: &[&str]| words.iter().any(|word| figure.contains(word));
    match figure {
        _ if is(&["seconds"]) => "time five people with a watch",
        _ if is(&["opened", "searches", "readers", "visits"]) => {
            "watch ten people for a week, or ask them: no visits are recorded"
        }
        _ if is(&["counted"]) => "count at the shelf and compare with an export",
        _ if is(&["question", "came of"]) => "keep a tally for a month",
        _ => "count in an export: each record carries when it was added and last changed",
    }
}

/// The figure that shows whether a rule earns its place.
fn of_rule(desk: &Desk<'_>, rule: &Behaviour) -> Vec<String> {
    let subject = rule.subject();
    let (one, many) = (desk.singular(subject), desk.plural(subject));
    let (what, good, how) = match rule {
        Behaviour::LowStock { .. } => (
            format!("warnings about {many} that led to an order"),
            "eight of ten; below that the levels are too high",
            "note each warning for a month",
        ),
        Behaviour::Due { .. } => {
            (format!("days {} stays overdue, median", a(&one)), "falling", "count in an export, from date and state")
        }
        Behaviour::Booking { .. } => (
            format!("people turned away because {} was full", a(&one)),
            "few, and then one more is offered",
            "ask at the door for two weeks",
        ),
        Behaviour::Approval { .. } => (
            format!("days until a proposed change of {} is decided, median", a(&one)),
            "below two; longer, and people stop proposing",
            "count in an export, from the proposals",
        ),
        Behaviour::Ratings { .. } => (
            format!("{many} with two scores or more"),
            "above half: one score is an opinion, two begin a judgement",
            "count in an export, from the scores",
        ),
        Behaviour::Comments { .. } => (
            format!("{many} with an answer to the first comment"),
            "above half",
            "count in an export, from the comments",
        ),
        Behaviour::Payments { .. } => (
            "days from money arriving to its being recorded".to_owned(),
            "below three; later, and reminders go to people who paid",
            "compare an export with the bank's list",
        ),
        Behaviour::Cart { .. } => ("baskets that were left behind".to_owned(), "below half", "ask those who come back"),
        Behaviour::Streak { .. } => (
            format!("{many} with a run of seven days or more"),
            "rising over the first two months",
            "count in an export, from the days",
        ),
        Behaviour::Votes { .. } => (
            format!("{many} with most votes that were then done"),
            "above half; otherwise voting is theatre",
            "go through the first ten each month",
        ),
        Behaviour::Progress { .. } => {
            (format!("{many} begun and left before the half"), "falling", "count in an export, from what is done")
        }
    };
    vec![what, good.to_owned(), how.to_owned()]
}

fn refutations(desk: &Desk<'_>) -> Vec<String> {
    let kind = kinds::of(desk.model.kind);
    vec![
        format!(
            "After a month, {} are still kept the old way as well, so it is one list more and not one fewer.",
            desk.things()
        ),
        alone(desk),
        format!("People stop because of this: {}.", fill(desk, kind.doubt)),
    ]
}

/// How it looks when only one person uses it, or uses one part of it.
fn alone(desk: &Desk<'_>) -> String {
    match (desk.model.roles.as_slice(), desk.model.entities.get(1)) {
        ([first, second, ..], _) => format!(
            "Only the {} use it; the {} still ask them.",
            people(&lower(&second.label)),
            people(&lower(&first.label))
        ),
        (_, Some(other)) => format!(
            "{} are filled in and {} stay empty: then half of it is not needed.",
            capital(&desk.things()),
            lower(&other.plural)
        ),
        _ => format!("All {} come from one person, although others were meant to join in.", desk.things()),
    }
}
