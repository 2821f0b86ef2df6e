//! `docs/brief.md`: what was understood, in the order in which a person would check it.

use crate::agents::Feature;

use super::super::model::{Behaviour, Entity, FieldKind};
use super::desk::{Desk, Document, Work};
use super::inventory::MODEL;
use super::language::{a, bullets, capital, cell, count, evidence, exclusions, list, lower, quotation, table};
use super::{fields, rules};

/// Writes the brief.
pub(super) fn write(desk: &Desk<'_>) -> Work {
    let questions = questions(desk);
    let says = format!(
        "Wrote docs/brief.md: what it is, for whom, and {}.",
        count(questions.len(), "open question", "open questions")
    );
    Work {
        opening: opening(desk),
        documents: vec![Document { path: "docs/brief.md", text: text(desk, &questions), says }],
        decisions: decisions(desk),
    }
}

fn opening(desk: &Desk<'_>) -> Vec<String> {
    let names: Vec<String> = desk.model.entities.iter().map(|entity| lower(&entity.plural)).collect();
    let things = count(names.len(), "thing", "things");
    let mut lines = vec![format!("Found {things} to keep: {}.", list(&names))];
    if !desk.model.behaviours.is_empty() {
        let rules: Vec<String> = desk.model.behaviours.iter().map(|rule| lower(&rules::name(desk, rule))).collect();
        lines.push(format!("Found {} beyond plain forms: {}.", count(rules.len(), "rule", "rules"), list(&rules)));
    }
    lines
}

fn text(desk: &Desk<'_>, questions: &[String]) -> String {
    let model = desk.model;
    let mut text = format!(
        "# {}: brief\n\n{}\n\n## The request\n\n{}\n",
        cell(&model.name),
        cell(&model.tagline),
        quotation(&model.description)
    );
    text.push_str(&wishes(desk));
    text.push_str(&format!("## Who uses it\n\n{}\n", bullets(&people(desk))));
    text.push_str("## What it keeps\n\n");
    for entity in &model.entities {
        text.push_str(&kept(desk, entity));
    }
    if !model.behaviours.is_empty() {
        let lines: Vec<String> = model
            .behaviours
            .iter()
            .map(|rule| format!("**{}.** {}", rules::name(desk, rule), rules::sentence(desk, rule)))
            .collect();
        text.push_str(&format!("## Rules\n\n{}\n", bullets(&lines)));
    }
    if !model.features.is_empty() {
        text.push_str(&format!(
            "## What was asked for\n\n{}\n",
            table(&["Feature", "What it brings", "Led to by"], &features(desk))
        ));
    }
    let out = exclusions(&model.description);
    if !out.is_empty() {
        let lines: Vec<String> = out.iter().map(|words| format!("\"{words}\"")).collect();
        text.push_str(&format!("## Ruled out by the request\n\n{}\n", bullets(&lines)));
    }
    text.push_str(&format!("## Open questions\n\n{}", bullets(questions)));
    text
}

fn wishes(desk: &Desk<'_>) -> String {
    let said = [("For whom", &desk.request.target_users), ("Technical wishes", &desk.request.tech_constraints)];
    let spoken = said.into_iter().filter_map(|(label, words)| words.as_ref().map(|words| (label, words)));
    spoken.map(|(label, words)| format!("{label}, as stated:\n\n{}\n", quotation(words))).collect()
}

fn people(desk: &Desk<'_>) -> Vec<String> {
    let line = |role: &super::super::model::Role| {
        let can: Vec<String> = role.can.iter().map(|can| cell(&lower(can))).collect();
        let manages = if role.manages { " May change and delete what others made." } else { "" };
        format!("**{}** can {}.{manages}", cell(&role.label), list(&can))
    };
    desk.model.roles.iter().map(line).collect()
}

fn kept(desk: &Desk<'_>, entity: &Entity) -> String {
    let fields: Vec<String> = entity
        .fields
        .iter()
        .map(|field| {
            format!(
                "{}{}: {}",
                cell(&field.label),
                if field.required { " (needed)" } else { "" },
                fields::in_words(desk, &field.kind)
            )
        })
        .collect();
    let origin = evidence(&desk.model.description, &[&entity.singular]);
    let origin = origin.map_or_else(
        || "Not named in the request; it follows from the rest.".to_owned(),
        |words| format!("From the words \"{words}\"."),
    );
    format!("### {}\n\n{} {origin}\n\n{}\n", cell(&entity.plural), cell(&entity.purpose), bullets(&fields))
}

fn features(desk: &Desk<'_>) -> Vec<Vec<String>> {
    let row = |feature: &Feature| {
        let words = feature_evidence(desk, *feature);
        vec![feature.label().to_owned(), feature.summary().to_owned(), words]
    };
    desk.model.features.iter().map(row).collect()
}

/// The words that led to a feature, or why it is there without any.
pub(super) fn feature_evidence(desk: &Desk<'_>, feature: Feature) -> String {
    let name = feature.as_str().replace('_', " ");
    let near: &[&str] = match feature {
        Feature::Authentication => &["login", "signin", "account", "password"],
        Feature::Approvals => &["approval", "approve", "review"],
        Feature::Reminders => &["due", "deadline", "remind"],
        Feature::Alerts => &["alert", "warning", "low"],
        Feature::Ratings => &["rate", "rating", "stars", "score"],
        Feature::Booking => &["booking", "reserve", "reservation"],
        Feature::Roles => &["members", "admins", "roles", "staff"],
        Feature::Dashboard => &["dashboard", "overview"],
        Feature::Invoicing => &["invoice", "billing"],
        Feature::Payments => &["payment", "pay"],
        Feature::Search => &["search", "find"],
        _ => &[],
    };
    let terms: Vec<&str> = std::iter::once(name.as_str()).chain(near.iter().copied()).collect();
    evidence(&desk.model.description, &terms)
        .map_or_else(|| "follows from the rest".to_owned(), |words| format!("\"{words}\""))
}

/// What nobody has said yet, each with what holds until somebody does.
pub(super) fn questions(desk: &Desk<'_>) -> Vec<String> {
    let mut all: Vec<String> = desk.model.behaviours.iter().map(|rule| rule_question(desk, rule)).collect();
    if desk.request.target_users.is_none() && desk.model.roles.len() == 1 {
        let role =
            desk.model.roles.first().map_or_else(|| "one kind of person".to_owned(), |role| a(&lower(&role.label)));
        all.push(format!("Does everybody have the same rights? Until answered: yes, each person is {role}."));
    }
    if let Some(role) =
        desk.model.roles.iter().find(|role| role.manages).filter(|_| desk.accounts() && desk.model.roles.len() > 1)
    {
        let role = a(&lower(&role.label));
        all.push(format!("Who makes somebody {role}? Until answered: nobody can sign up as {role}; an example account is there to try it."));
    }
    if let Some(currency) = currency(desk) {
        all.push(format!("Is {currency} the only currency? Until answered: yes."));
    }
    all.extend(deleted_with(desk));
    all.push(format!(
        "How many {} will there be after a year? Until answered: lists are made for some thousands.",
        desk.things()
    ));
    all.truncate(6);
    all
}

/// What becomes of things whose parent is deleted.
fn deleted_with(desk: &Desk<'_>) -> Option<String> {
    let child_of = |id: &str| {
        desk.model.entities.iter().find(|other| other.fields.iter().any(|field| fields::target(field) == Some(id)))
    };
    let (parent, child) =
        desk.model.entities.iter().find_map(|entity| child_of(&entity.id).map(|child| (entity, child)))?;
    let falls = super::stories::falls_with(child, &parent.id);
    let fate = if falls { "they are deleted with it" } else { "they stay and no longer name it" };
    let parent = a(&lower(&parent.singular));
    Some(format!("What becomes of the {} of {parent} that is deleted? Until answered: {fate}.", lower(&child.plural)))
}

fn rule_question(desk: &Desk<'_>, rule: &Behaviour) -> String {
    match rule {
        Behaviour::LowStock { entity, threshold, .. } => format!(
            "Who sets the {}? Until answered: whoever edits the {}.",
            desk.label(entity, threshold),
            desk.singular(entity)
        ),
        Behaviour::Due { entity, .. } => format!(
            "Should somebody be written to when {} is overdue? Until answered: it is marked on the screen only.",
            a(&desk.singular(entity))
        ),
        Behaviour::Booking { slot, booking, .. } => format!(
            "How late may {} for {} be cancelled? Until answered: at any time before it starts.",
            a(&desk.singular(booking)),
            a(&desk.singular(slot))
        ),
        Behaviour::Approval { .. } if desk.accounts() => {
            "Do changes by somebody who may manage wait as well? Until answered: no, they hold at once.".to_owned()
        }
        Behaviour::Approval { .. } => {
            "Without accounts, who says yes? Until answered: anybody at the page; each change waits all the same."
                .to_owned()
        }
        Behaviour::Ratings { entity, .. } => format!(
            "May a person score the same {} twice? Until answered: the last score counts.",
            desk.singular(entity)
        ),
        Behaviour::Comments { .. } => {
            "Who may remove a comment? Until answered: its writer and those who may manage.".to_owned()
        }
        Behaviour::Payments { entity, .. } => format!(
            "Can more be paid than {} asks for? Until answered: yes, and it is shown as too much.",
            a(&desk.singular(entity))
        ),
        Behaviour::Cart { .. } => {
            "How is an order paid? Until answered: on delivery or by invoice, outside of this application.".to_owned()
        }
        Behaviour::Streak { .. } => "May a day be ticked off afterwards? Until answered: yes.".to_owned(),
        Behaviour::Votes { .. } => {
            "Are votes open or secret? Until answered: the number shows, names do not.".to_owned()
        }
        Behaviour::Progress { part, .. } => format!("Must {} be done in order? Until answered: no.", desk.plural(part)),
    }
}

/// The first currency that a field names.
pub(super) fn currency(desk: &Desk<'_>) -> Option<String> {
    desk.model.entities.iter().flat_map(|entity| &entity.fields).find_map(|field| match &field.kind {
        FieldKind::Money { currency } | FieldKind::LineItems { currency } => Some(currency.clone()),
        _ => None,
    })
}

/// Why data stays in the browser.
pub(super) fn why_local(desk: &Desk<'_>) -> String {
    let wishes = desk.request.tech_constraints.as_deref().unwrap_or_default();
    let asked = evidence(
        &format!("{}. {wishes}", desk.model.description),
        &["server", "database", "cloud", "backend", "postgres", "sync"],
    );
    asked.map_or_else(
        || "the request names no server, and so nothing has to be run or paid".to_owned(),
        |words| format!("it runs at once that way; what \"{words}\" calls for is prepared by a schema of every record"),
    )
}

fn decisions(desk: &Desk<'_>) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(main) = desk.main() {
        let why = evidence(&desk.model.description, &[&main.singular]).map_or_else(
            || "the rest of the request hangs on them".to_owned(),
            |words| format!("the request says \"{words}\""),
        );
        lines.push(format!("{} are the heart of it: {why}.", capital(&lower(&main.plural))));
    }
    for entity in desk.model.entities.iter().skip(1) {
        let points = entity.fields.iter().find_map(fields::target);
        if let Some(target) = points {
            lines.push(format!(
                "{} are things of their own and not a text field: several can belong to one {}.",
                capital(&lower(&entity.plural)),
                desk.singular(target)
            ));
        }
    }
    for words in exclusions(&desk.model.description) {
        lines.push(format!("Left out because the request says \"{words}\"."));
    }
    lines
        .push(format!("Everything later is made from {MODEL}, so that screens, schema and documents cannot disagree."));
    let last = lines.len().saturating_sub(1);
    if lines.len() > 5 {
        lines.swap(4, last);
        lines.truncate(5);
    }
    lines
}
