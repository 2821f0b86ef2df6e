//! `tests/*.test.mjs`: tests that the made application carries, about its own things.

use std::fmt::Write as _;

use super::super::model::{AppModel, Entity, Field, FieldKind};
use super::literal::quote;
use super::names::{fill, small};

/// The title of the main thing, or another text of it, with two values to try: field, one value, another.
pub(super) fn subject(model: &AppModel) -> Option<(String, String, String)> {
    let main = model.entities.first()?;
    // The title where it is text; a title that points elsewhere is left as it is, and another text is changed.
    let text = main
        .fields
        .iter()
        .find(|field| matches!(field.kind, FieldKind::Text | FieldKind::LongText | FieldKind::RichText));
    let title = text.or(main.fields.first())?;
    let (value, other) = match &title.kind {
        FieldKind::Number { .. } | FieldKind::Money { .. } => ("4100".to_owned(), "4200".to_owned()),
        _ => (
            quote(&format!("A test {}", small(&main.singular))),
            quote(&format!("A changed {}", small(&main.singular))),
        ),
    };
    Some((title.id.clone(), value, other))
}

/// Tests of the data layer.
pub(super) fn store(model: &AppModel) -> String {
    let Some((title, value, other)) = subject(model) else { return String::new() };
    let main = &model.entities[0];
    fill(
        include_str!("templates/store.test.mjs"),
        &[
            ("main", &main.id),
            ("one", &small(&main.singular)),
            ("title", &title),
            ("title_value", &value),
            ("title_other", &other),
        ],
    )
}

/// Tests of what the forms accept.
pub(super) fn schema(model: &AppModel) -> String {
    let mut js = String::from(
        "// Tests of what the forms accept. Run: node --test tests/\nimport assert from 'node:assert/strict';\nimport { test } from 'node:test';\nimport { validate } from '../js/schema.js';\n\nconst refuses = (entity, field, value) => assert.ok(validate(entity, { [field]: value })[field], `${entity}.${field} accepts ${JSON.stringify(value)}`);\nconst accepts = (entity, field, value) => assert.equal(validate(entity, { [field]: value })[field], undefined);\n",
    );
    for entity in &model.entities {
        js.push_str(&required(entity));
        for field in &entity.fields {
            js.push_str(&limits(entity, field));
        }
    }
    js
}

fn required(entity: &Entity) -> String {
    let needed: Vec<&Field> =
        entity.fields.iter().filter(|field| field.required && !matches!(field.kind, FieldKind::Boolean)).collect();
    if needed.is_empty() {
        return String::new();
    }
    let names: Vec<String> = needed.iter().map(|field| small(&field.label)).collect();
    let mut js =
        format!("\ntest({}, () => {{\n", quote(&format!("a {} needs: {}", small(&entity.singular), names.join(", "))));
    for field in needed {
        let _ = writeln!(js, "  refuses('{}', '{}', '');", entity.id, field.id);
    }
    js.push_str("});\n");
    js
}

fn limits(entity: &Entity, field: &Field) -> String {
    let (bad, good): (Vec<String>, Vec<String>) = match &field.kind {
        FieldKind::Number { min, max, .. } => {
            let mut bad = vec!["Number.NaN".to_owned()];
            bad.extend(min.map(|least| format!("{}", least - 1.0)));
            bad.extend(max.map(|most| format!("{}", most + 1.0)));
            (bad, vec![format!("{}", min.or(*max).unwrap_or(1.0))])
        }
        FieldKind::Money { .. } => (vec!["12.5".into(), "-1".into(), "Number.NaN".into()], vec!["1250".into()]),
        FieldKind::Email => (vec!["'nobody'".into(), "'a@b'".into()], vec!["'ada@example.com'".into()]),
        FieldKind::Url => (vec!["'not a link'".into()], vec!["'https://example.com/a'".into()]),
        FieldKind::Date => (vec!["'tomorrow'".into()], vec!["'2026-11-24'".into()]),
        FieldKind::DateTime => (vec!["'2026-11-24'".into()], vec!["'2026-11-24T18:30'".into()]),
        FieldKind::Choice { options } => {
            (vec!["'none of these'".into()], options.iter().map(|one| quote(one)).collect())
        }
        FieldKind::Status { options } => {
            (vec!["'none of these'".into()], options.iter().map(|one| quote(&one.value)).collect())
        }
        FieldKind::Rating { max } => (vec![format!("{}", u32::from(*max) + 1), "2.5".into()], vec![max.to_string()]),
        FieldKind::LineItems { .. } => (
            vec![
                "[{ description: '', quantity: 1, unitPrice: 100 }]".into(),
                "[{ description: 'Work', quantity: 0, unitPrice: 100 }]".into(),
            ],
            vec!["[{ description: 'Work', quantity: 1.5, unitPrice: 100 }]".into()],
        ),
        _ => return String::new(),
    };
    let mut js = format!(
        "\ntest({}, () => {{\n",
        quote(&format!("the {} of a {} is checked", small(&field.label), small(&entity.singular)))
    );
    for value in bad {
        let _ = writeln!(js, "  refuses('{}', '{}', {value});", entity.id, field.id);
    }
    for value in good {
        let _ = writeln!(js, "  accepts('{}', '{}', {value});", entity.id, field.id);
    }
    js.push_str("});\n");
    js
}
