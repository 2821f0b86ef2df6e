//! `js/schema.js` and `js/seeds.js`: entities, fields, rules of entry, and the example records.

use serde_json::{Map, Value, json};

use super::super::model::{AppKind, AppModel, Entity, Field, FieldKind};
use super::access;
use super::icons;
use super::literal::{Js, ordered};
use super::names::{fill, path};
use crate::agents::Feature;

/// The schema.
pub(super) fn schema(model: &AppModel) -> String {
    let entities = Js::Object(model.entities.iter().map(|one| (one.id.clone(), entity(model, one))).collect());
    fill(
        include_str!("templates/js/schema.js"),
        &[
            ("name", &model.name),
            ("app", &ordered(&app(model), 0)),
            ("roles", &ordered(&access::roles(model), 0)),
            ("entities", &ordered(&entities, 0)),
        ],
    )
}

/// What the schema exports, by name: for a server that does not read JavaScript.
pub(super) fn parts(model: &AppModel) -> [(&'static str, Js); 3] {
    let entities = model.entities.iter().map(|one| (one.id.clone(), entity(model, one))).collect();
    [("app", app(model)), ("roles", access::roles(model)), ("entities", Js::Object(entities))]
}

fn app(model: &AppModel) -> Js {
    let open = matches!(
        model.kind,
        AppKind::Shop
            | AppKind::Wiki
            | AppKind::Forum
            | AppKind::Events
            | AppKind::Publishing
            | AppKind::Directory
            | AppKind::Booking
    );
    Js::object([
        ("name", json!(model.name).into()),
        ("slug", json!(model.slug).into()),
        ("tagline", json!(model.tagline).into()),
        ("open", json!(open).into()),
        ("keepsHistory", json!(model.features.contains(&Feature::History)).into()),
        ("shares", json!(model.features.contains(&Feature::Sharing)).into()),
        ("accounts", access::accounts(model)),
    ])
}

fn entity(model: &AppModel, entity: &Entity) -> Js {
    Js::object([
        ("id", json!(entity.id).into()),
        ("singular", json!(entity.singular).into()),
        ("plural", json!(entity.plural).into()),
        ("path", json!(path(model, entity)).into()),
        ("icon", json!(icons::known(&entity.icon)).into()),
        ("purpose", json!(entity.purpose).into()),
        ("inNavigation", json!(entity.in_navigation).into()),
        ("fields", Js::List(entity.fields.iter().map(field).collect())),
    ])
}

fn field(field: &Field) -> Js {
    let mut parts: Vec<(&str, Value)> =
        vec![("id", json!(field.id)), ("label", json!(field.label)), ("type", json!(kind_name(&field.kind)))];
    if field.required {
        parts.push(("required", json!(true)));
    }
    if field.in_list {
        parts.push(("inList", json!(true)));
    }
    match &field.kind {
        FieldKind::Number { min, max, unit } => {
            parts.extend(min.map(|least| ("min", json!(least))));
            parts.extend(max.map(|most| ("max", json!(most))));
            parts.extend(unit.iter().map(|unit| ("unit", json!(unit))));
        }
        FieldKind::Money { currency } | FieldKind::LineItems { currency } => parts.push(("currency", json!(currency))),
        FieldKind::Choice { options } => parts.push(("options", json!(options))),
        FieldKind::Rating { max } => parts.push(("max", json!(max))),
        FieldKind::Reference { entity } | FieldKind::References { entity } => parts.push(("entity", json!(entity))),
        FieldKind::Lines if is_ordered(field) => parts.push(("ordered", json!(true))),
        _ => {}
    }
    parts.extend(field.help.iter().map(|help| ("help", json!(help))));
    let mut object: Vec<(String, Js)> =
        parts.into_iter().map(|(key, value)| (key.to_owned(), Js::from(value))).collect();
    if let FieldKind::Status { options } = &field.kind {
        let options = options
            .iter()
            .map(|one| Js::object([("value", json!(one.value).into()), ("tone", json!(one.tone).into())]));
        object.push(("options".to_owned(), Js::List(options.collect())));
    }
    Js::Object(object)
}

/// Whether the lines are steps to be followed rather than things to be ticked off.
pub(super) fn is_ordered(field: &Field) -> bool {
    let label = field.label.to_lowercase();
    ["step", "method", "instruction", "direction", "how to", "agenda", "procedure"]
        .iter()
        .any(|word| label.contains(word))
}

/// The kind's name in the made files.
pub(super) fn kind_name(kind: &FieldKind) -> String {
    serde_json::to_value(kind)
        .ok()
        .and_then(|value| value.get("type").and_then(Value::as_str).map(str::to_owned))
        .unwrap_or_else(|| "text".to_owned())
}

/// The examples.
pub(super) fn seeds(model: &AppModel) -> String {
    let mut js = String::from(
        "// Example records, so that the application is alive when it is opened first.\n// `@+3` is three days from then, `@-2T18:30` two days before at half past six. Money is in cents.\n\nexport const seeds = {\n",
    );
    for entity in &model.entities {
        let records = Js::List(entity.seeds.iter().map(|seed| tidy(entity, seed)).collect());
        js.push_str(&format!("  {}: {},\n", entity.id, ordered(&records, 2)));
    }
    js.push_str("};\n");
    js
}

/// The same examples as data.
pub(super) fn examples(model: &AppModel) -> Js {
    let of = |entity: &Entity| Js::List(entity.seeds.iter().map(|seed| tidy(entity, seed)).collect());
    Js::Object(model.entities.iter().map(|entity| (entity.id.clone(), of(entity))).collect())
}

/// A seed with its fields in the order of the form, and lists as lists.
fn tidy(entity: &Entity, seed: &Map<String, Value>) -> Js {
    let mut parts: Vec<(String, Js)> =
        seed.get("id").map(|id| ("id".to_owned(), Js::from(id.clone()))).into_iter().collect();
    for field in &entity.fields {
        let Some(value) = seed.get(&field.id) else { continue };
        let value = match (&field.kind, value) {
            (FieldKind::LineItems { .. }, Value::Array(rows)) => Js::List(rows.iter().map(line_item).collect()),
            (FieldKind::Lines, Value::String(text)) => json!(text.lines().collect::<Vec<_>>()).into(),
            (FieldKind::Tags, Value::String(text)) => json!(text.split(',').map(str::trim).collect::<Vec<_>>()).into(),
            _ => Js::from(value.clone()),
        };
        parts.push((field.id.clone(), value));
    }
    Js::Object(parts)
}

fn line_item(row: &Value) -> Js {
    let get =
        |names: &[&str], otherwise: Value| names.iter().find_map(|name| row.get(*name)).cloned().unwrap_or(otherwise);
    Js::object([
        ("description", get(&["description", "label", "name"], json!("")).into()),
        ("quantity", get(&["quantity", "qty"], json!(1)).into()),
        ("unitPrice", get(&["unitPrice", "unit_price", "price"], json!(0)).into()),
    ])
}
