//! `docs/flows.md`: the main journeys, step by step, with what happens when a step fails.

use super::super::model::{Behaviour, Entity};
use super::desk::{Desk, Document, Work, required};
use super::language::{a, bullets, capital, cell, count, either, list, lower, node, numbered};
use super::{fields, rules};

/// Writes the flows.
pub(super) fn write(desk: &Desk<'_>) -> Work {
    let journeys = journeys(desk);
    let names: Vec<String> = journeys.iter().map(|journey| lower(&journey.title)).collect();
    let says = format!("Wrote docs/flows.md: {}, each with what happens when a step fails.", count(journeys.len(), "journey", "journeys"));
    let mut decisions = vec![format!("A deleted {} comes back by undo; nobody is asked \"Are you sure?\" first, because a habit answers that question.", desk.thing())];
    if let Some(journey) = desk.model.behaviours.first() {
        decisions.push(format!("\"{}\" has its action where it is read: no page of its own to look for.", rules::name(desk, journey)));
    }
    decisions.push(format!("What was typed for {} and not saved is still there the next time: forms are left by accident.", a(&desk.thing())));
    Work {
        opening: vec![format!("Walked through {}.", list(&names))],
        documents: vec![Document { path: "docs/flows.md", text: text(desk, &journeys), says }],
        decisions,
    }
}

struct Journey {
    title: String,
    address: Option<String>,
    steps: Vec<String>,
    failures: Vec<String>,
}

fn journeys(desk: &Desk<'_>) -> Vec<Journey> {
    let mut all: Vec<Journey> = desk.model.entities.iter().filter(|entity| entity.in_navigation).take(3).map(|entity| adding(desk, entity)).collect();
    all.extend(desk.main().map(|main| finding(desk, main)));
    all.extend(desk.model.behaviours.iter().map(|rule| following(desk, rule)));
    all
}

fn adding(desk: &Desk<'_>, entity: &Entity) -> Journey {
    let thing = lower(&entity.singular);
    let needed = fields::labels(&required(entity));
    let references: Vec<&str> = entity.fields.iter().filter_map(fields::target).collect();
    let mut steps = vec![format!("Open {} and press \"Add {thing}\".", lower(&entity.plural))];
    if !needed.is_empty() {
        steps.push(format!("Fill in {}.", cell(&list(&needed))));
    }
    let optional: Vec<String> = entity.fields.iter().filter(|field| !field.required).map(|field| lower(&field.label)).collect();
    if !optional.is_empty() {
        steps.push(format!("If wanted: {}.", cell(&list(&optional))));
    }
    steps.push(format!("Save. A note says that the new {thing} was added."));
    let mut failures = Vec::new();
    if !needed.is_empty() {
        failures.push(format!("{} is missing: the message stands below the field, and the focus goes to the first one.", capital(&cell(&either(&needed)))));
    }
    failures.extend(entity.fields.iter().filter(|field| field.required).filter_map(|field| fields::check(desk, field)).take(2));
    for target in references {
        failures.push(format!("The {} is not there yet: add it under {} first.", desk.singular(target), desk.plural(target)));
    }
    failures.push("The browser keeps nothing (private window): a note says that entries last until the page is closed.".to_owned());
    Journey { title: format!("Add {}", a(&thing)), address: address(desk, &entity.plural), steps, failures }
}

fn finding(desk: &Desk<'_>, entity: &Entity) -> Journey {
    let example = desk.example(entity).unwrap_or_else(|| entity.singular.clone());
    let word = example.split_whitespace().max_by_key(|word| word.len()).unwrap_or_default().to_lowercase();
    Journey {
        title: format!("Find {}", a(&lower(&entity.singular))),
        address: address(desk, &entity.plural),
        steps: vec![
            format!("Open {}.", lower(&entity.plural)),
            format!("Type \"{}\" into the search: the list narrows with each letter.", cell(&word)),
            format!("Open \"{}\".", cell(&example)),
        ],
        failures: vec![format!("Nothing matches: the page says so and offers to clear the search or to add {}.", a(&lower(&entity.singular)))],
    }
}

/// The address of a list, as cartographer wrote it.
fn address(desk: &Desk<'_>, plural: &str) -> Option<String> {
    let purpose = format!("| {} as ", capital(&lower(plural)));
    let line = desk.file("docs/sitemap.md")?.lines().find(|line| line.contains(&purpose))?;
    line.split('`').nth(1).map(str::to_owned)
}

fn following(desk: &Desk<'_>, rule: &Behaviour) -> Journey {
    let subject = rules::subject(rule);
    let plural = desk.entity(subject).map(|entity| entity.plural.clone()).unwrap_or_default();
    let (steps, failures) = walk(desk, rule);
    Journey { title: rules::name(desk, rule), address: address(desk, &plural), steps, failures }
}

fn walk(desk: &Desk<'_>, rule: &Behaviour) -> (Vec<String>, Vec<String>) {
    let one = |id: &str| desk.singular(id);
    let many = |id: &str| desk.plural(id);
    let lines = |lines: &[String]| lines.to_vec();
    match rule {
        Behaviour::LowStock { entity, quantity, threshold } => (
            lines(&[format!("Open {}: those at or below their {} carry a mark.", many(entity), desk.label(entity, threshold)), format!("Press minus beside the {} when one is taken, plus when one comes in.", desk.label(entity, quantity)), format!("The mark goes as soon as the {} is above the {}.", desk.label(entity, quantity), desk.label(entity, threshold))]),
            lines(&[format!("Minus at zero does nothing: {} is never negative.", a(&desk.label(entity, quantity)))]),
        ),
        Behaviour::Due { entity, date, status, done } => (
            lines(&[format!("Open {}: what is past its {} is marked as overdue.", many(entity), desk.label(entity, date)), format!("Open one and see by how many days."), format!("Set its {} to {}, or move its {}.", desk.label(entity, status), either(done), desk.label(entity, date))]),
            lines(&[format!("No {}: {} without one is never overdue.", desk.label(entity, date), a(&one(entity)))]),
        ),
        Behaviour::Booking { slot, booking, starts, capacity, .. } => (
            lines(&[format!("Open {}, ordered by {}.", many(slot), desk.label(slot, starts)), format!("Choose one with free places: taken and {} are shown.", desk.label(slot, capacity)), format!("Press \"Book\". The {} is made at once.", one(booking)), "To give it back, press \"Cancel booking\" in the same place.".to_owned()]),
            lines(&[format!("The {} is full: the button says \"Full\" and cannot be pressed.", one(slot)), format!("The {} has begun: it can no longer be booked.", one(slot)), "Booked already: the page offers to cancel instead.".to_owned()]),
        ),
        Behaviour::Approval { entity, body } => (
            lines(&[format!("Open {} and change its {}.", a(&one(entity)), desk.label(entity, body)), "Send the change. Readers still see the earlier text.".to_owned(), format!("A {} compares both and says yes or no.", manager(desk)), "After a yes the new text is shown; the earlier one stays in the versions.".to_owned()]),
            lines(&["A no: the proposal is closed, and its writer sees that.".to_owned(), "The text changed meanwhile: the comparison is with the newest text.".to_owned()]),
        ),
        Behaviour::Ratings { entity, .. } => (
            lines(&[format!("Open {}.", a(&one(entity))), "Choose the stars; arrow keys work too.".to_owned(), "The average changes at once.".to_owned()]),
            lines(&["Nobody has scored yet: the page says so and shows no average.".to_owned()]),
        ),
        Behaviour::Comments { entity } => (
            lines(&[format!("Open {} and read what is below it.", a(&one(entity))), "Write, then send.".to_owned(), "The comment stands at the end with name and time.".to_owned()]),
            lines(&["Nothing written: nothing is sent, and the field keeps the focus.".to_owned()]),
        ),
        Behaviour::Payments { entity, payment, paid, .. } => (
            lines(&[format!("Open {}: asked, paid and owed are shown.", a(&one(entity))), "Press \"Record payment\"; the sum that is owed is filled in.".to_owned(), "Change the sum if only a part came in, and save.".to_owned(), format!("When nothing is owed, it becomes {paid}.")]),
            lines(&["An amount of nothing: the form asks for more than 0.".to_owned(), format!("{} recorded by mistake: undo stands in the note that says it was recorded.", capital(&a(&one(payment))))]),
        ),
        Behaviour::Cart { entity, stock, .. } => (
            lines(&[format!("Press \"Add to basket\" on {}.", a(&one(entity))), "Open the basket, change numbers.".to_owned(), "Go to checkout, give a name and an address, order.".to_owned(), "The order is kept, and the basket is empty.".to_owned()]),
            lines(&[stock.as_ref().map_or_else(|| "An empty basket has no checkout.".to_owned(), |stock| format!("More than {} is there: the number stops at it.", desk.label(entity, stock)))]),
        ),
        Behaviour::Streak { entity, .. } => (
            lines(&[format!("Open {}.", many(entity)), "Tick today.".to_owned(), "The streak counts one more.".to_owned()]),
            lines(&["Ticked by mistake: press again.".to_owned()]),
        ),
        Behaviour::Votes { entity } => (
            lines(&[format!("Open {}, those with most votes first.", many(entity)), "Press the vote. The number rises by one.".to_owned()]),
            lines(&["Pressed twice: the vote is taken back.".to_owned()]),
        ),
        Behaviour::Progress { whole, part, .. } => (
            lines(&[format!("Open {}: done and open {} are listed.", a(&one(whole)), many(part)), format!("Tick {} when it is done.", a(&one(part))), "The bar grows.".to_owned()]),
            lines(&[format!("No {} yet: no bar is shown.", many(part))]),
        ),
    }
}

fn manager(desk: &Desk<'_>) -> String {
    desk.manager().map_or_else(|| "person who may manage".to_owned(), |role| lower(&role.label))
}

fn text(desk: &Desk<'_>, journeys: &[Journey]) -> String {
    let mut text = format!("# {}: journeys\n\n", cell(&desk.model.name));
    for journey in journeys {
        let address = journey.address.as_ref().map_or_else(String::new, |address| format!("Starts at `{address}`.\n\n"));
        text.push_str(&format!("## {}\n\n{address}{}\n", journey.title, numbered(&journey.steps)));
        text.push_str(&format!("When a step fails:\n\n{}\n```mermaid\n{}```\n\n", bullets(&journey.failures), diagram(journey)));
    }
    text
}

fn diagram(journey: &Journey) -> String {
    let mut lines = "flowchart TD\n".to_owned();
    for (at, step) in journey.steps.iter().enumerate() {
        lines.push_str(&format!("  s{at}[\"{}\"]\n", node(step.trim_end_matches('.'))));
        if at > 0 {
            lines.push_str(&format!("  s{} --> s{at}\n", at - 1));
        }
    }
    // A failure sends one back to the step before the last, where it can be mended.
    let back = journey.steps.len().saturating_sub(2);
    for (at, failure) in journey.failures.iter().enumerate().take(2) {
        let what = failure.split(':').next().unwrap_or(failure).trim_end_matches('.');
        lines.push_str(&format!("  s{back} -.-> f{at}([\"{}\"])\n  f{at} -.-> s{back}\n", node(what)));
    }
    lines
}
