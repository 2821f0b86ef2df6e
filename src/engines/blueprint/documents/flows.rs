//! `docs/flows.md`: the main journeys, step by step, with what happens when a step fails.

use super::super::model::{Behaviour, Entity};
use super::desk::{Desk, Document, Work, required};
use super::language::{a, bullets, capital, cell, count, either, list, lower, node, numbered};
use super::{fields, rules, walks};

/// Writes the flows.
pub(super) fn write(desk: &Desk<'_>) -> Work {
    let journeys = journeys(desk);
    let names: Vec<String> = journeys.iter().map(|journey| lower(&journey.title)).collect();
    let says = format!(
        "Wrote docs/flows.md: {}, each with what happens when a step fails.",
        count(journeys.len(), "journey", "journeys")
    );
    let mut decisions = vec![format!(
        "A deleted {} comes back by undo; nobody is asked \"Are you sure?\" first, because a habit answers that question.",
        desk.thing()
    )];
    if let Some(journey) = desk.model.behaviours.first() {
        decisions.push(format!(
            "\"{}\" is acted on where it is read: nobody has to go to another page first.",
            rules::name(desk, journey)
        ));
    }
    decisions.push(format!(
        "What was typed for {} and not saved is still there the next time: forms are left by accident.",
        a(&desk.thing())
    ));
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
    let mut all: Vec<Journey> = desk
        .model
        .entities
        .iter()
        .filter(|entity| entity.in_navigation)
        .take(3)
        .map(|entity| adding(desk, entity))
        .collect();
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
    let optional: Vec<String> =
        entity.fields.iter().filter(|field| !field.required).map(|field| lower(&field.label)).collect();
    if !optional.is_empty() {
        steps.push(format!("If wanted: {}.", cell(&list(&optional))));
    }
    steps.push(format!("Save. A note says that the new {thing} was added."));
    let mut failures = Vec::new();
    if !needed.is_empty() {
        failures.push(format!(
            "{} is missing: the message stands below the field, and the focus goes to the first one.",
            capital(&cell(&either(&needed)))
        ));
    }
    failures.extend(
        entity.fields.iter().filter(|field| field.required).filter_map(|field| fields::check(desk, field)).take(2),
    );
    for target in references {
        failures.push(format!(
            "The {} is not there yet: add it under {} first.",
            desk.singular(target),
            desk.plural(target)
        ));
    }
    failures.push(
        if desk.server().is_some() {
            "The server cannot be reached: the page says so, and what was not saved is not shown as saved."
        } else {
            "The browser keeps nothing (private window): a note says that entries last until the page is closed."
        }
        .to_owned(),
    );
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
        failures: vec![format!(
            "Nothing matches: the page says so and offers to clear the search or to add {}.",
            a(&lower(&entity.singular))
        )],
    }
}

/// The address of a list, as cartographer wrote it.
fn address(desk: &Desk<'_>, plural: &str) -> Option<String> {
    let purpose = format!("| {} as ", capital(&lower(plural)));
    let line = desk.file("docs/sitemap.md")?.lines().find(|line| line.contains(&purpose))?;
    line.split('`').nth(1).map(str::to_owned)
}

fn following(desk: &Desk<'_>, rule: &Behaviour) -> Journey {
    let subject = rule.subject();
    let plural = desk.entity(subject).map(|entity| entity.plural.clone()).unwrap_or_default();
    let (steps, failures) = walks::walk(desk, rule);
    Journey { title: rules::name(desk, rule), address: address(desk, &plural), steps, failures }
}

fn text(desk: &Desk<'_>, journeys: &[Journey]) -> String {
    let mut text = format!("# {}: journeys\n\n", cell(&desk.model.name));
    for journey in journeys {
        let address =
            journey.address.as_ref().map_or_else(String::new, |address| format!("Starts at `{address}`.\n\n"));
        text.push_str(&format!("## {}\n\n{address}{}\n", journey.title, numbered(&journey.steps)));
        text.push_str(&format!(
            "When a step fails:\n\n{}\n```mermaid\n{}```\n\n",
            bullets(&journey.failures),
            diagram(journey)
        ));
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
