//! A field in words, and as JSON Schema.

use serde_json::{Map, Value, json};

use super::super::model::{Entity, Field, FieldKind};
use super::desk::Desk;
use super::language::{cell, either, figure, lower};

/// What a field holds, for people: `a number of min, 0 or more`.
pub(super) fn in_words(desk: &Desk<'_>, kind: &FieldKind) -> String {
    match kind {
        FieldKind::Text => "one line of text".to_owned(),
        FieldKind::LongText => "paragraphs".to_owned(),
        FieldKind::RichText => "paragraphs with headings, lists and emphasis".to_owned(),
        FieldKind::Number { min, max, unit } => number(*min, *max, unit.as_deref()),
        FieldKind::Money { currency } => format!("an amount in {currency}, kept in cents"),
        FieldKind::Date => "a day".to_owned(),
        FieldKind::DateTime => "a day and a time".to_owned(),
        FieldKind::Boolean => "yes or no".to_owned(),
        FieldKind::Choice { options } => cell(&either(options)),
        FieldKind::Status { options } => {
            cell(&either(&options.iter().map(|option| option.value.as_str()).collect::<Vec<_>>()))
        }
        FieldKind::Rating { max } => format!("one to {} stars", figure(usize::from(*max))),
        FieldKind::Email => "a mail address".to_owned(),
        FieldKind::Phone => "a phone number".to_owned(),
        FieldKind::Url => "a link".to_owned(),
        FieldKind::Tags => "free labels".to_owned(),
        FieldKind::Lines => "one item a line".to_owned(),
        FieldKind::LineItems { currency } => {
            format!("rows of description, quantity and unit price, totalled in {currency}")
        }
        FieldKind::Image => "an image".to_owned(),
        FieldKind::Reference { entity } => format!("one of the {}", desk.plural(entity)),
        FieldKind::References { entity } => format!("any of the {}", desk.plural(entity)),
    }
}

fn number(min: Option<f64>, max: Option<f64>, unit: Option<&str>) -> String {
    let unit = unit.map_or_else(String::new, |unit| format!(" ({})", cell(unit)));
    match (min, max) {
        (Some(min), Some(max)) => format!("a number from {min} to {max}{unit}"),
        (Some(min), None) => format!("a number, {min} or more{unit}"),
        (None, Some(max)) => format!("a number, {max} at most{unit}"),
        (None, None) => format!("a number{unit}"),
    }
}

/// A field's rule as a check somebody can try, where it has one that a form can break.
pub(super) fn check(desk: &Desk<'_>, field: &Field) -> Option<String> {
    let label = cell(&field.label);
    match &field.kind {
        FieldKind::Number { min: Some(min), max: Some(max), .. } => {
            Some(format!("{label} refuses a number below {min} or above {max}."))
        }
        FieldKind::Number { min: Some(min), .. } => Some(format!("{label} refuses a number below {min}.")),
        FieldKind::Number { max: Some(max), .. } => Some(format!("{label} refuses a number above {max}.")),
        FieldKind::Email => Some(format!("{label} refuses text that is no address, such as one without an @.")),
        FieldKind::Url => Some(format!("{label} becomes a link to https:// or http:// and to nothing else.")),
        FieldKind::Money { currency } => {
            Some(format!("{label} takes 12.50 and shows it as {currency}, without rounding."))
        }
        FieldKind::Status { .. } | FieldKind::Choice { .. } => {
            Some(format!("{label} offers exactly {}.", in_words(desk, &field.kind)))
        }
        FieldKind::Reference { entity } => {
            Some(format!("{label} offers the {} that exist, by name.", desk.plural(entity)))
        }
        _ => None,
    }
}

/// The JSON Schema of a record of `entity`, with references by id.
pub(super) fn record_schema(desk: &Desk<'_>, entity: &Entity) -> Value {
    let mut properties = Map::new();
    properties.insert("id".to_owned(), json!({ "$ref": "#/$defs/recordId" }));
    for field in &entity.fields {
        properties.insert(field.id.clone(), field_schema(desk, field));
    }
    for (name, what) in [
        ("createdAt", "When it was added; set by the store."),
        ("updatedAt", "When it was last changed; set by the store."),
    ] {
        properties.insert(name.to_owned(), json!({ "type": "string", "description": what, "readOnly": true }));
    }
    let mut required = vec!["id".to_owned()];
    required.extend(entity.fields.iter().filter(|field| field.required).map(|field| field.id.clone()));
    json!({
        "title": entity.singular,
        "description": entity.purpose,
        "type": "object",
        "properties": properties,
        "required": required,
    })
}

fn field_schema(desk: &Desk<'_>, field: &Field) -> Value {
    let mut schema = kind_schema(&field.kind);
    let takes_nothing =
        matches!(field.kind, FieldKind::Boolean | FieldKind::Text | FieldKind::LongText | FieldKind::RichText);
    if !field.required && !takes_nothing {
        schema = json!({ "anyOf": [schema, { "$ref": "#/$defs/blank" }] });
    }
    if let Some(object) = schema.as_object_mut() {
        object.insert("title".to_owned(), json!(field.label));
        object.insert("description".to_owned(), json!(description(desk, field)));
        let text = matches!(field.kind, FieldKind::Text | FieldKind::LongText | FieldKind::RichText);
        if text && field.required {
            object.insert("minLength".to_owned(), json!(1));
        }
    }
    schema
}

fn description(desk: &Desk<'_>, field: &Field) -> String {
    let words = super::language::capital(&in_words(desk, &field.kind));
    field.help.as_ref().map_or_else(|| format!("{words}."), |help| format!("{words}. {help}"))
}

fn kind_schema(kind: &FieldKind) -> Value {
    match kind {
        FieldKind::Text | FieldKind::Phone => json!({ "type": "string", "maxLength": 200 }),
        FieldKind::LongText | FieldKind::RichText => json!({ "type": "string", "maxLength": 100_000 }),
        FieldKind::Number { min, max, unit } => number_schema(*min, *max, unit.as_deref()),
        FieldKind::Money { currency } => json!({ "type": "integer", "x-currency": currency, "x-unit": "cent" }),
        FieldKind::Date => json!({ "type": "string", "format": "date" }),
        FieldKind::DateTime => json!({ "type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}" }),
        FieldKind::Boolean => json!({ "type": "boolean" }),
        FieldKind::Choice { options } => json!({ "type": "string", "enum": options }),
        FieldKind::Status { options } => {
            json!({ "type": "string", "enum": options.iter().map(|option| &option.value).collect::<Vec<_>>() })
        }
        FieldKind::Rating { max } => json!({ "type": "number", "minimum": 0, "maximum": max }),
        FieldKind::Email => json!({ "type": "string", "format": "email", "maxLength": 254 }),
        FieldKind::Url => json!({ "type": "string", "format": "uri", "pattern": "^https?://" }),
        FieldKind::Tags | FieldKind::Lines => json!({ "type": "array", "items": { "type": "string" } }),
        FieldKind::LineItems { currency } => json!({
            "type": "array", "items": { "$ref": "#/$defs/lineItem" }, "x-currency": currency,
        }),
        FieldKind::Image => json!({ "type": "string", "pattern": "^data:image/" }),
        FieldKind::Reference { entity } => json!({ "$ref": "#/$defs/recordId", "x-references": entity }),
        FieldKind::References { entity } => json!({
            "type": "array", "items": { "$ref": "#/$defs/recordId" }, "uniqueItems": true, "x-references": entity,
        }),
    }
}

fn number_schema(min: Option<f64>, max: Option<f64>, unit: Option<&str>) -> Value {
    let mut schema = json!({ "type": "number" });
    let rules = [
        ("minimum", min.map(|min| json!(min))),
        ("maximum", max.map(|max| json!(max))),
        ("x-unit", unit.map(|unit| json!(unit))),
    ];
    if let Some(object) = schema.as_object_mut() {
        object.extend(rules.into_iter().filter_map(|(name, value)| value.map(|value| (name.to_owned(), value))));
    }
    schema
}

/// The entities that a field points to.
pub(super) fn target(field: &Field) -> Option<&str> {
    match &field.kind {
        FieldKind::Reference { entity } | FieldKind::References { entity } => Some(entity),
        _ => None,
    }
}

/// Labels in lower case, for a sentence.
pub(super) fn labels(fields: &[&Field]) -> Vec<String> {
    fields.iter().map(|field| lower(&field.label)).collect()
}
