//! `docs/roadmap.md`: what came first and why, and which version comes next on which sign.

use crate::agents::Feature;

use super::super::model::Entity;
use super::desk::{Desk, Document, Work};
use super::kinds::{self, fill};
use super::language::{a, bullets, capital, cell, count, exclusions, list, lower, numbered};
use super::{fields, rules};

/// Writes the roadmap.
pub(super) fn write(desk: &Desk<'_>) -> Work {
    let order = order(desk);
    let names: Vec<String> = order.iter().map(|entity| lower(&entity.plural)).collect();
    let later = later(desk);
    let says = format!(
        "Wrote docs/roadmap.md: the order of this version, and {} that wait for a sign.",
        count(later.len(), "step", "steps")
    );
    let mut decisions = vec![order_reason(desk, &order)];
    if let Some((what, sign)) = later.first() {
        decisions.push(format!("Not now, although likely: {} Wait until {sign}.", sentence(what)));
    }
    if let Some(rule) = desk.model.behaviours.first() {
        decisions.push(format!(
            "\"{}\" is in the first version: without it a spreadsheet would do.",
            rules::name(desk, rule)
        ));
    }
    Work {
        opening: vec![format!(
            "Put the work in an order in which each step stands on the one before: {}.",
            list(&names)
        )],
        documents: vec![Document { path: "docs/roadmap.md", text: text(desk, &order, &later), says }],
        decisions,
    }
}

fn sentence(what: &str) -> String {
    format!("{}.", lower(what).trim_end_matches('.'))
}

/// Entities so that each follows those that it points to.
pub(super) fn order<'a>(desk: &Desk<'a>) -> Vec<&'a Entity> {
    let mut left: Vec<&Entity> = desk.model.entities.iter().collect();
    let mut done: Vec<&Entity> = Vec::new();
    while !left.is_empty() {
        let ready = |entity: &Entity| {
            entity
                .fields
                .iter()
                .filter_map(fields::target)
                .all(|target| target == entity.id || !left.iter().any(|other| other.id == target))
        };
        // Two that point at each other: the one named first goes first.
        let at = left.iter().position(|entity| ready(entity)).unwrap_or(0);
        done.push(left.remove(at));
    }
    done
}

fn order_reason(desk: &Desk<'_>, order: &[&Entity]) -> String {
    let pointing = order.iter().find_map(|entity| {
        entity
            .fields
            .iter()
            .find_map(fields::target)
            .filter(|target| *target != entity.id)
            .map(|target| (entity, target))
    });
    match pointing {
        Some((entity, target)) => format!(
            "{} come before {}: {} has to name {}.",
            capital(&desk.plural(target)),
            lower(&entity.plural),
            a(&lower(&entity.singular)),
            a(&desk.singular(target))
        ),
        None => format!("{} come first: nothing else is useful without them.", capital(&desk.things())),
    }
}

fn text(desk: &Desk<'_>, order: &[&Entity], later: &[(String, String)]) -> String {
    let mut text = format!("# {}: roadmap\n\n## This version\n\n", cell(&desk.model.name));
    let mut steps: Vec<String> = order.iter().map(|entity| step(desk, entity)).collect();
    steps.extend(
        desk.model
            .behaviours
            .iter()
            .map(|rule| format!("**{}.** {}", rules::name(desk, rule), rules::sentence(desk, rule))),
    );
    if desk.has(Feature::Dashboard) {
        steps.push("**Dashboard.** Last, because its figures need everything above.".to_owned());
    }
    text.push_str(&format!(
        "In this order, and complete: one could stop after any step and have something that works.\n\n{}\n",
        numbered(&steps)
    ));
    text.push_str("## Next versions\n\nEach waits for a sign from use, not for a date.\n\n");
    for (index, (what, sign)) in later.iter().enumerate() {
        text.push_str(&format!("### 1.{}: {}\n\nThe sign: {sign}.\n\n", index + 1, what.trim_end_matches('.')));
    }
    let out = exclusions(&desk.model.description);
    if !out.is_empty() {
        let lines: Vec<String> = out
            .iter()
            .map(|words| format!("\"{words}\": the request rules it out, so no version here brings it."))
            .collect();
        text.push_str(&format!("## Not planned\n\n{}\n", bullets(&lines)));
    }
    let open = desk.items("docs/brief.md", "Open questions");
    if !open.is_empty() {
        text.push_str(&format!("## To be answered before 1.1\n\n{}", bullets(&open)));
    }
    text
}

fn step(desk: &Desk<'_>, entity: &Entity) -> String {
    let targets: Vec<String> =
        entity.fields.iter().filter_map(fields::target).map(|target| desk.plural(target)).collect();
    let needs =
        if targets.is_empty() { "Needs nothing else.".to_owned() } else { format!("Needs {}.", list(&targets)) };
    format!("**{}.** {} {needs}", cell(&entity.plural), cell(&entity.purpose))
}

/// What may come next, with the sign that it is time. What was asked for already, or ruled out, is left out.
pub(super) fn later(desk: &Desk<'_>) -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> = kinds::of(desk.model.kind)
        .later
        .iter()
        .map(|(what, sign)| (capital(&fill(desk, what)), fill(desk, sign)))
        .collect();
    let ruled_out = exclusions(&desk.model.description).join(" ").to_lowercase();
    let login_out = ruled_out.contains("login") || ruled_out.contains("account");
    if !desk.has(Feature::Authentication) && !login_out {
        all.push(("People sign in".to_owned(), format!("somebody asks who changed {}", a(&desk.thing()))));
    }
    all.push(if desk.server().is_some() {
        (
            "A database server instead of one file".to_owned(),
            format!("two machines have to write {} at once", desk.things()),
        )
    } else {
        (
            "The data on a server, shared between devices".to_owned(),
            format!("a second person wants to see the same {} on a device of their own", desk.things()),
        )
    });
    all
}
