//! `docs/schema.json`: JSON Schema 2020-12 of all entities, in the shape of the application's own export.

use serde_json::{Map, Value, json};

use super::desk::Desk;
use super::fields;

/// The schema of everything that is kept.
pub(super) fn document(desk: &Desk<'_>) -> Value {
    let lists: Map<String, Value> = desk
        .model
        .entities
        .iter()
        .map(|entity| {
            (entity.id.clone(), json!({ "type": "array", "items": { "$ref": format!("#/$defs/{}", entity.id) } }))
        })
        .collect();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": format!("urn:{}:schema", desk.model.slug),
        "title": desk.model.name,
        "description": format!("An export of {}: every record, by kind.", desk.model.name),
        "type": "object",
        "properties": {
            "application": { "const": desk.model.slug },
            "version": { "const": 1 },
            "records": { "type": "object", "properties": lists },
        },
        "required": ["application", "records"],
        "$defs": definitions(desk),
    })
}

/// The definitions alone.
pub(super) fn definitions(desk: &Desk<'_>) -> Map<String, Value> {
    let mut definitions: Map<String, Value> =
        desk.model.entities.iter().map(|entity| (entity.id.clone(), fields::record_schema(desk, entity))).collect();
    definitions.insert("recordId".to_owned(), json!({ "type": "string", "minLength": 1, "maxLength": 100 }));
    definitions.insert("blank".to_owned(), json!({ "description": "Left empty.", "enum": [null, ""] }));
    let line_items = desk
        .model
        .entities
        .iter()
        .flat_map(|entity| &entity.fields)
        .any(|field| matches!(field.kind, super::super::model::FieldKind::LineItems { .. }));
    if line_items {
        definitions.insert(
            "lineItem".to_owned(),
            json!({
                "type": "object",
                "properties": {
                    "description": { "type": "string" },
                    "quantity": { "type": "number", "minimum": 0 },
                    "unitPrice": { "type": "integer", "description": "Price of one, in cents." },
                },
                "required": ["description", "quantity", "unitPrice"],
            }),
        );
    }
    definitions
}
