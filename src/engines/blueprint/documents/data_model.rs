//! `docs/data-model.md` and `docs/schema.json`: entities, fields, and how they relate.

use super::super::model::{Entity, FieldKind};
use super::desk::{Desk, Document, Work};
use super::language::{a, bullets, capital, cell, count, list, lower, node, table};
use super::{fields, rules, schema, stories};

/// Writes the data model and its schema.
pub(super) fn write(desk: &Desk<'_>) -> Work {
    let total: usize = desk.model.entities.iter().map(|entity| entity.fields.len()).sum();
    let relations = relations(desk);
    let schema = serde_json::to_string_pretty(&schema::document(desk)).unwrap_or_default();
    let entities = desk.model.entities.len();
    let documents = vec![
        Document {
            path: "docs/schema.json",
            text: format!("{schema}\n"),
            says: format!(
                "Wrote docs/schema.json: the shape of {}, as JSON Schema 2020-12.",
                count(entities, "kind of record", "kinds of records")
            ),
        },
        Document {
            path: "docs/data-model.md",
            text: text(desk, &relations),
            says: format!(
                "Wrote docs/data-model.md: {} and {}.",
                count(total, "field", "fields"),
                count(relations.len(), "relation", "relations")
            ),
        },
    ];
    let names: Vec<String> = desk.model.entities.iter().map(|entity| lower(&entity.plural)).collect();
    let placed = desk.file("docs/architecture.md").is_some_and(|text| text.contains("js/schema.js"));
    let place = if placed { ", in the one place that the architecture gives it" } else { "" };
    Work {
        opening: vec![format!("Defined what is kept of {}{place}.", list(&names))],
        documents,
        decisions: decisions(desk, &relations),
    }
}

fn decisions(desk: &Desk<'_>, relations: &[String]) -> Vec<String> {
    let mut lines = Vec::new();
    let fields =
        || desk.model.entities.iter().flat_map(|entity| entity.fields.iter().map(move |field| (entity, field)));
    if let Some((entity, field)) =
        fields().find(|(_, field)| matches!(field.kind, FieldKind::Money { .. } | FieldKind::LineItems { .. }))
    {
        lines.push(format!(
            "{} of {} is kept in whole cents: sums of fractions would be off by a cent now and then.",
            cell(&field.label),
            a(&lower(&entity.singular))
        ));
    }
    if let Some((entity, field)) = fields().find(|(_, field)| matches!(field.kind, FieldKind::Status { .. })) {
        lines.push(format!(
            "{} of {} is one of a few values and not free text, so that it can be counted and coloured.",
            cell(&field.label),
            a(&lower(&entity.singular))
        ));
    }
    if let Some(first) = relations.first() {
        lines.push(format!("{first} The link is an id: a new name changes in one place."));
    }
    if let Some(rule) = desk.model.behaviours.first() {
        let (what, why) = rules::derived(desk, rule);
        lines.push(format!("{what}: {why}."));
    }
    lines.push(format!("The first field of each thing is its title: {} is found and linked by it.", a(&desk.thing())));
    lines.push(format!(
        "Each record has an id of its own: two {} may have the same title, and a title may change.",
        desk.things()
    ));
    lines.truncate(5);
    lines
}

fn relations(desk: &Desk<'_>) -> Vec<String> {
    let mut lines = Vec::new();
    for entity in &desk.model.entities {
        for field in &entity.fields {
            let one = capital(&a(&lower(&entity.singular)));
            match &field.kind {
                FieldKind::Reference { entity: target } if field.required => lines.push(format!(
                    "{one} belongs to exactly one {} ({}).",
                    desk.singular(target),
                    cell(&lower(&field.label))
                )),
                FieldKind::Reference { entity: target } => lines.push(format!(
                    "{one} may name one {} ({}).",
                    desk.singular(target),
                    cell(&lower(&field.label))
                )),
                FieldKind::References { entity: target } => lines.push(format!(
                    "{one} names any number of {} ({}).",
                    desk.plural(target),
                    cell(&lower(&field.label))
                )),
                _ => {}
            }
        }
    }
    lines
}

fn text(desk: &Desk<'_>, relations: &[String]) -> String {
    let mut text = format!("# {}: data model\n\n```mermaid\n{}```\n\n", cell(&desk.model.name), diagram(desk));
    if !relations.is_empty() {
        text.push_str(&format!("## Relations\n\n{}\n", bullets(relations)));
    }
    for entity in &desk.model.entities {
        text.push_str(&format!(
            "## {}\n\n{}\n\n{}\n{}\n",
            cell(&entity.plural),
            cell(&entity.purpose),
            table(&["Field", "Name in data", "Holds", "Needed"], &rows(desk, entity)),
            on_delete(desk, entity)
        ));
    }
    if !desk.model.behaviours.is_empty() {
        let lines: Vec<String> = desk.model.behaviours.iter().map(|rule| rules::sentence(desk, rule)).collect();
        text.push_str(&format!("## Rules that data must keep\n\n{}\n", bullets(&lines)));
    }
    text.push_str(if desk.server().is_some() {
        "Each record also carries `id`, `createdAt`, `updatedAt` and `createdBy`, set by the server. In the database a record is a row: a table has the thing's name, a column the field's, and `created_at` stands for `createdAt`. `docs/schema.json` is the same in a form that programs check.\n"
    } else {
        "Each record also carries `id`, `createdAt` and `updatedAt`, set by the store. `docs/schema.json` is the same in a form that programs check.\n"
    });
    text
}

fn on_delete(desk: &Desk<'_>, entity: &Entity) -> String {
    let line = |child: &Entity| {
        let fate =
            if stories::falls_with(child, &entity.id) { "are deleted with it" } else { "stay and no longer name it" };
        format!("When {} is deleted, its {} {fate}.", a(&lower(&entity.singular)), lower(&child.plural))
    };
    let lines: Vec<String> = stories::pointing_at(desk, &entity.id).map(line).collect();
    if lines.is_empty() { String::new() } else { format!("{}\n", lines.join(" ")) }
}

fn rows(desk: &Desk<'_>, entity: &Entity) -> Vec<Vec<String>> {
    let row = |field: &super::super::model::Field| {
        vec![
            cell(&field.label),
            format!("`{}`", field.id),
            fields::in_words(desk, &field.kind),
            if field.required { "yes" } else { "" }.to_owned(),
        ]
    };
    entity.fields.iter().map(row).collect()
}

fn diagram(desk: &Desk<'_>) -> String {
    let mut lines = "erDiagram\n".to_owned();
    for entity in &desk.model.entities {
        lines.push_str(&format!("  {} {{\n    string id PK\n", entity.id));
        for field in &entity.fields {
            let key = if fields::target(field).is_some() { " FK" } else { "" };
            lines.push_str(&format!("    {} {}{key}\n", sort(&field.kind), field.id));
        }
        lines.push_str("  }\n");
    }
    for entity in &desk.model.entities {
        for field in &entity.fields {
            // Only what is in the model: a dangling name would draw an empty box.
            let Some(target) = fields::target(field).filter(|target| desk.entity(target).is_some()) else { continue };
            let link = match field.kind {
                FieldKind::References { .. } => "}o--o{",
                _ if field.required => "||--o{",
                _ => "|o--o{",
            };
            lines.push_str(&format!("  {target} {link} {} : \"{}\"\n", entity.id, node(&lower(&field.label))));
        }
    }
    lines
}

fn sort(kind: &FieldKind) -> &'static str {
    match kind {
        FieldKind::Number { .. } | FieldKind::Rating { .. } => "number",
        FieldKind::Money { .. } => "cents",
        FieldKind::Date => "date",
        FieldKind::DateTime => "datetime",
        FieldKind::Boolean => "boolean",
        FieldKind::Tags | FieldKind::Lines | FieldKind::References { .. } => "string_list",
        FieldKind::LineItems { .. } => "line_item_list",
        _ => "string",
    }
}
