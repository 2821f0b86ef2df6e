//! JSON Schema 2020-12: keywords have values that mean something, and references lead somewhere.

use serde_json::{Map, Value};

/// Keywords whose value is a schema.
const ONE: [&str; 12] = [
    "items",
    "additionalProperties",
    "contains",
    "propertyNames",
    "not",
    "if",
    "then",
    "else",
    "unevaluatedItems",
    "unevaluatedProperties",
    "additionalItems",
    "contentSchema",
];

/// Keywords whose value is a list of schemas.
const LISTS: [&str; 4] = ["allOf", "anyOf", "oneOf", "prefixItems"];

/// Keywords whose value names schemas.
const NAMED: [&str; 5] = ["properties", "$defs", "definitions", "patternProperties", "dependentSchemas"];

const TYPES: [&str; 7] = ["null", "boolean", "object", "array", "number", "string", "integer"];

/// Least and most of the same thing.
const BOUNDS: [(&str, &str); 4] =
    [("minimum", "maximum"), ("minLength", "maxLength"), ("minItems", "maxItems"), ("minProperties", "maxProperties")];

/// Whether a document says that it is a schema.
pub(super) fn is_schema(value: &Value) -> bool {
    value.get("$schema").and_then(Value::as_str).is_some_and(|schema| schema.contains("json-schema.org"))
}

/// What is wrong with a schema; references are looked up in itself.
pub(super) fn faults(document: &Value) -> Vec<String> {
    faults_in(document, "", document)
}

/// What is wrong with the schema at a place of a document.
pub(in super::super) fn faults_in(schema: &Value, place: &str, document: &Value) -> Vec<String> {
    let mut walk = Walk { document, faults: Vec::new() };
    walk.schema(schema, place);
    walk.faults
}

struct Walk<'d> {
    document: &'d Value,
    faults: Vec<String>,
}

impl Walk<'_> {
    fn fault(&mut self, place: &str, message: &str) {
        let place = if place.is_empty() { "the root" } else { place };
        self.faults.push(format!("{place}: {message}"));
    }

    fn schema(&mut self, schema: &Value, place: &str) {
        if schema.is_boolean() {
            return;
        }
        let Some(schema) = schema.as_object() else { return self.fault(place, "a schema is an object, true or false") };
        self.values(schema, place);
        self.bounds(schema, place);
        self.required(schema, place);
        for key in ONE {
            if let Some(inner) = schema.get(key) {
                self.schema(inner, &format!("{place}/{key}"));
            }
        }
        for key in LISTS {
            match schema.get(key) {
                None => {}
                Some(Value::Array(list)) if !list.is_empty() => {
                    for (at, inner) in list.iter().enumerate() {
                        self.schema(inner, &format!("{place}/{key}/{at}"));
                    }
                }
                Some(_) => self.fault(place, &format!("`{key}` is a list with at least one schema")),
            }
        }
        for key in NAMED {
            match schema.get(key) {
                None => {}
                Some(Value::Object(named)) => {
                    for (name, inner) in named {
                        self.schema(inner, &format!("{place}/{key}/{name}"));
                    }
                }
                Some(_) => self.fault(place, &format!("`{key}` is an object of schemas")),
            }
        }
    }

    fn values(&mut self, schema: &Map<String, Value>, place: &str) {
        let is_type = |value: &Value| value.as_str().is_some_and(|name| TYPES.contains(&name));
        match schema.get("type") {
            None => {}
            Some(Value::Array(types)) if !types.is_empty() && types.iter().all(is_type) => {}
            Some(one) if is_type(one) => {}
            Some(other) => self.fault(place, &format!("`type` {other} is none of {}", TYPES.join(", "))),
        }
        if schema.get("enum").is_some_and(|values| values.as_array().is_none_or(Vec::is_empty)) {
            self.fault(place, "`enum` is a list with at least one value");
        }
        for key in ["$ref", "pattern", "format", "title", "description", "$id"] {
            if schema.get(key).is_some_and(|value| !value.is_string()) {
                self.fault(place, &format!("`{key}` is a text"));
            }
        }
        if let Some(reference) = schema.get("$ref").and_then(Value::as_str).filter(|one| !leads(self.document, one)) {
            self.fault(place, &format!("`$ref` {reference} leads nowhere"));
        }
        let offered = schema.get("enum").and_then(Value::as_array);
        if let (Some(default), Some(offered)) = (schema.get("default"), offered)
            && !offered.contains(default)
        {
            self.fault(place, &format!("the default {default} is not among what `enum` offers"));
        }
    }

    fn bounds(&mut self, schema: &Map<String, Value>, place: &str) {
        for (least, most) in BOUNDS {
            for key in [least, most] {
                let counted = key != "minimum" && key != "maximum";
                let fits = |value: &Value| if counted { value.is_u64() } else { value.is_number() };
                if schema.get(key).is_some_and(|value| !fits(value)) {
                    self.fault(place, &format!("`{key}` is a number{}", if counted { " of things" } else { "" }));
                }
            }
            let number = |key: &str| schema.get(key).and_then(Value::as_f64);
            if number(least).zip(number(most)).is_some_and(|(least, most)| least > most) {
                self.fault(place, &format!("`{least}` is above `{most}`: nothing fits"));
            }
        }
    }

    /// What is required is described, where the description is all here.
    fn required(&mut self, schema: &Map<String, Value>, place: &str) {
        let Some(required) = schema.get("required") else { return };
        let names: Option<Vec<&str>> = required.as_array().and_then(|list| list.iter().map(Value::as_str).collect());
        let Some(names) = names else { return self.fault(place, "`required` is a list of names") };
        let Some(properties) = schema.get("properties").and_then(Value::as_object) else { return };
        let elsewhere = ["allOf", "anyOf", "oneOf", "$ref", "patternProperties", "if"];
        if elsewhere.iter().any(|key| schema.contains_key(*key)) {
            return;
        }
        for name in names.iter().filter(|name| !properties.contains_key(**name)) {
            self.fault(place, &format!("`{name}` is required and not among the properties"));
        }
    }
}

/// Whether a reference inside the document leads somewhere; others are not followed.
pub(in super::super) fn leads(document: &Value, reference: &str) -> bool {
    let Some(pointer) = reference.strip_prefix('#') else { return true };
    if !pointer.is_empty() && !pointer.starts_with('/') {
        // A name that some part of the document gives itself.
        return is_anchor(document, pointer);
    }
    document.pointer(pointer).is_some()
}

fn is_anchor(value: &Value, name: &str) -> bool {
    match value {
        Value::Object(object) => {
            object.get("$anchor").and_then(Value::as_str) == Some(name)
                || object.values().any(|one| is_anchor(one, name))
        }
        Value::Array(list) => list.iter().any(|one| is_anchor(one, name)),
        _ => false,
    }
}
