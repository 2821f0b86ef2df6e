//! `docs/funnel.md`: the path from the first visit to the first saved thing, with the time that each step takes.
//!
//! Times follow the keystroke-level model (Card, Moran, Newell 1980): 0.2 s a key, 1.1 s to point, 0.4 s to move the
//! hand, 1.35 s to decide.

use super::super::model::{Behaviour, Entity, Field, FieldKind};
use super::desk::{Desk, Document, Work, required};
use super::language::{a, bullets, capital, cell, count, list, lower, table};
use super::{fields, kinds};

const KEY: f64 = 0.2;
const POINT: f64 = 1.1;
const HAND: f64 = 0.4;
const DECIDE: f64 = 1.35;

/// Writes the funnel.
pub(super) fn write(desk: &Desk<'_>) -> Work {
    let steps = steps(desk);
    let total: f64 = steps.iter().map(|step| step.seconds).sum();
    let says = format!(
        "Wrote docs/funnel.md: {} to the first {}, about {total:.0} seconds.",
        count(steps.len(), "step", "steps"),
        goal(desk)
    );
    let mut decisions = vec![effort(desk)];
    decisions.extend(postponed(desk));
    decisions.push(
        "Examples instead of a welcome page: they show the goal of the path without a step of their own.".to_owned(),
    );
    Work {
        opening: vec![format!("Walked from the first visit to the first {} and timed each step.", goal(desk))],
        documents: vec![Document { path: "docs/funnel.md", text: text(desk, &steps, total), says }],
        decisions,
    }
}

/// What the path asks of a person, and why no more.
fn effort(desk: &Desk<'_>) -> String {
    if let Some(slot) = bookable(desk) {
        return format!(
            "Booking {} is one press and no form: who is signed in has given name and address already.",
            a(&desk.singular(slot))
        );
    }
    let needed = desk.main().map_or(0, |main| required(main).len());
    let verb = if needed == 1 { "is" } else { "are" };
    format!(
        "{} of {} {verb} needed to save: each further one costs about four seconds before anything is gained.",
        capital(&count(needed, "field", "fields")),
        a(&desk.thing())
    )
}

/// The fields that can wait.
fn postponed(desk: &Desk<'_>) -> Option<String> {
    let optional = desk.main()?.fields.iter().filter(|field| !field.required).count();
    let what = if optional == 1 {
        "The other field waits below: it is".to_owned()
    } else {
        format!("The other {} wait below: they are", count(optional, "field", "fields"))
    };
    (optional > 0 && bookable(desk).is_none())
        .then(|| format!("{what} filled once the first {} has proved useful.", desk.thing()))
}

/// What is booked, where people come to book rather than to add.
pub(super) fn bookable<'a>(desk: &Desk<'a>) -> Option<&'a str> {
    desk.model.behaviours.iter().find_map(|rule| match rule {
        Behaviour::Booking { slot, .. } => Some(slot.as_str()),
        _ => None,
    })
}

/// What the path ends with: the first booking, or else the first of the main things.
pub(super) fn goal(desk: &Desk<'_>) -> String {
    let booked = desk.model.behaviours.iter().find_map(|rule| match rule {
        Behaviour::Booking { booking, .. } => Some(desk.singular(booking)),
        _ => None,
    });
    booked.unwrap_or_else(|| desk.thing())
}

struct Step {
    what: String,
    why_leave: String,
    against: String,
    seconds: f64,
}

fn steps(desk: &Desk<'_>) -> Vec<Step> {
    let thing = desk.thing();
    let mut steps = vec![step(
        format!("Sees the first page with example {}", desk.things()),
        "cannot tell what it is",
        format!("the sentence \"{}\"", cell(&desk.model.tagline)),
        3.0 * DECIDE,
    )];
    if desk.accounts() {
        steps.push(step(
            "Signs in".to_owned(),
            "does not want one more account",
            "one press enters as an example person; nothing has to be confirmed by mail".to_owned(),
            DECIDE + POINT,
        ));
    }
    if let Some(slot) = bookable(desk) {
        steps.extend(booking(desk, slot));
        return steps;
    }
    steps.push(step(
        format!("Presses \"Add {thing}\""),
        "does not find it",
        "the one filled button of the page, in the same place on each".to_owned(),
        DECIDE + POINT,
    ));
    steps.extend(form(desk));
    steps
}

/// Filling in and saving the form.
fn form(desk: &Desk<'_>) -> Vec<Step> {
    let Some(main) = desk.main() else { return Vec::new() };
    let filled = required(main).into_iter().map(|field| {
        let (what, seconds) = fill_in(desk, field);
        step(what, leave(&field.kind), against(desk, main, field), seconds)
    });
    let mut steps: Vec<Step> = filled.collect();
    let kept = "the message stands at the field, and nothing that was typed is lost".to_owned();
    steps.push(step("Saves".to_owned(), "is told that something is missing", kept, DECIDE + POINT));
    let seen = "a note says so, and the new one stands first".to_owned();
    steps.push(step(
        format!("Sees the new {} in the list", desk.thing()),
        "is not sure that it was kept",
        seen,
        DECIDE,
    ));
    steps
}

fn step(what: String, why_leave: &str, against: String, seconds: f64) -> Step {
    Step { what, why_leave: why_leave.to_owned(), against, seconds }
}

/// Taking a place: what a person without rights to add does first.
fn booking(desk: &Desk<'_>, slot: &str) -> Vec<Step> {
    let one = desk.singular(slot);
    vec![
        step(
            format!("Chooses {} with free places", a(&one)),
            "finds none that fits",
            format!("each {one} shows how many places are left"),
            3.0 * DECIDE + POINT,
        ),
        step(
            "Presses \"Book\"".to_owned(),
            "fears to be bound",
            "\"Cancel booking\" takes the place of the button".to_owned(),
            DECIDE + POINT,
        ),
        step(
            "Sees that the place is theirs".to_owned(),
            "is not sure that it was kept",
            "a note names what was booked, with undo".to_owned(),
            DECIDE,
        ),
    ]
}

/// What filling a field is, and how long it takes.
fn fill_in(desk: &Desk<'_>, field: &Field) -> (String, f64) {
    let label = cell(&lower(&field.label));
    let typed = |keys: f64| DECIDE + HAND + keys * KEY;
    match &field.kind {
        FieldKind::Choice { .. }
        | FieldKind::Status { .. }
        | FieldKind::Reference { .. }
        | FieldKind::References { .. } => {
            (format!("Chooses the {label}: {}", fields::in_words(desk, &field.kind)), DECIDE + 2.0 * POINT + HAND)
        }
        FieldKind::Rating { .. } | FieldKind::Boolean => (format!("Sets the {label}"), DECIDE + POINT),
        FieldKind::Date | FieldKind::DateTime => {
            (format!("Picks a day for \"{}\"", cell(&field.label)), DECIDE + 2.0 * POINT + HAND)
        }
        FieldKind::Number { .. } | FieldKind::Money { .. } => (format!("Types the {label}"), typed(5.0)),
        FieldKind::LongText | FieldKind::RichText => (format!("Writes the {label}"), typed(120.0)),
        FieldKind::Lines => (format!("Writes the {label}, one a line"), typed(90.0)),
        FieldKind::LineItems { .. } => (format!("Enters a first row of {label}"), typed(30.0) + 2.0 * POINT),
        FieldKind::Image => (format!("Chooses an image for {label}"), 2.0 * DECIDE + 3.0 * POINT),
        _ => (format!("Types the {label}"), typed(18.0)),
    }
}

fn leave(kind: &FieldKind) -> &'static str {
    match kind {
        FieldKind::Reference { .. } | FieldKind::References { .. } => "what should be chosen is not there yet",
        FieldKind::LongText | FieldKind::RichText | FieldKind::Lines => "does not have the whole text at hand",
        FieldKind::Money { .. } | FieldKind::Number { .. } | FieldKind::LineItems { .. } => "does not know the figure",
        FieldKind::Date | FieldKind::DateTime => "the day is not settled",
        _ => "does not know what is meant",
    }
}

fn against(desk: &Desk<'_>, entity: &Entity, field: &Field) -> String {
    if let Some(help) = &field.help {
        return format!("the hint \"{}\"", cell(help));
    }
    if let Some(target) = fields::target(field) {
        return format!("the example {} can be chosen at once", desk.plural(target));
    }
    let example =
        entity.seeds.iter().find_map(|seed| seed.get(&field.id)?.as_str()).filter(|text| !text.starts_with('@'));
    example.map_or_else(
        || "it can be changed at any time".to_owned(),
        |text| format!("examples such as \"{}\"", cell(&text.chars().take(40).collect::<String>())),
    )
}

fn text(desk: &Desk<'_>, steps: &[Step], total: f64) -> String {
    let mut text = format!("# {}: from the first visit to the first {}\n\n", cell(&desk.model.name), goal(desk));
    let rows: Vec<Vec<String>> = steps
        .iter()
        .enumerate()
        .map(|(at, step)| {
            vec![
                (at + 1).to_string(),
                step.what.clone(),
                format!("{:.1} s", step.seconds),
                step.why_leave.clone(),
                step.against.clone(),
            ]
        })
        .collect();
    text.push_str(&table(&["", "Step", "Time", "Leaves because", "What speaks against it"], &rows));
    text.push_str(&format!("\nTogether about {total:.0} seconds of a practised hand. The times are estimates after the keystroke-level model (S. Card, T. Moran, A. Newell, *The keystroke-level model for user performance time with interactive systems*, CACM 23(7), 1980); somebody new takes two to three times as long.\n\n"));
    if let Some(slow) = steps.iter().max_by(|left, right| left.seconds.total_cmp(&right.seconds)) {
        text.push_str(&format!(
            "The longest step is number {}: {}.\n\n",
            steps.iter().position(|step| std::ptr::eq(step, slow)).unwrap_or(0) + 1,
            lower(&slow.what)
        ));
    }
    text.push_str(&format!("## After the first\n\n{}", bullets(&after(desk))));
    let doubts: Vec<String> = doubts(desk);
    if !doubts.is_empty() {
        text.push_str(&format!("\n## Doubts that this path has to pass\n\n{}", bullets(&doubts)));
    }
    text
}

/// The first column of psyche's table of doubts.
fn doubts(desk: &Desk<'_>) -> Vec<String> {
    let Some(visitors) = desk.file("docs/visitors.md") else { return Vec::new() };
    let rows = visitors.lines().skip_while(|line| *line != "## Doubts").filter(|line| line.starts_with("| ")).skip(2);
    rows.filter_map(|row| row.split(" | ").next()).map(|doubt| doubt.trim_start_matches("| ").to_owned()).collect()
}

fn after(desk: &Desk<'_>) -> Vec<String> {
    let kind = kinds::of(desk.model.kind);
    let mut lines = vec![
        format!(
            "Second visit: they come {}. What they left is where they left it: no welcome stands between them and the {}.",
            kinds::fill(desk, kind.moment),
            desk.things()
        ),
        format!(
            "Regular use: {}; good is {}.",
            kinds::fill(desk, kind.measures[0].0),
            kinds::fill(desk, kind.measures[0].1)
        ),
    ];
    let children: Vec<String> = desk
        .main()
        .map(|main| super::stories::pointing_at(desk, &main.id).map(|child| a(&lower(&child.singular))).collect())
        .unwrap_or_default();
    if !children.is_empty() {
        lines.insert(
            1,
            format!("Next thing to do, offered on the page of {}: add {}.", a(&desk.thing()), list(&children)),
        );
    }
    lines
}
