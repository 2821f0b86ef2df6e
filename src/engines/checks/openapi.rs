//! `docs/openapi.json`: OpenAPI 3.1 in which references lead somewhere and every path says what stands in it.

use std::collections::{BTreeSet, HashMap};

use serde_json::{Map, Value, json};
use utoipa::openapi::OpenApi;
use utoipa::openapi::path::Operation as OperationType;

use super::application::Application;
use super::json::schema;
use super::report::{Check, Report, count};

/// Where the description lies.
const PATH: &str = "docs/openapi.json";

const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// Looks at the description, where there is one that parses as JSON.
pub(super) fn check(application: &Application<'_>) -> Option<Check> {
    let document = application.document(PATH)?;
    let mut report = Report::new("openapi");
    whole(document, &mut report);
    let operations = operations(document);
    structure(document, &operations, &mut report);
    operation_ids(&operations, &mut report);
    for operation in &operations {
        parameters(document, operation, &mut report);
        contents(document, operation, &mut report);
    }
    let mut references = 0;
    each_object(document, &mut |object| {
        let Some(reference) = object.get("$ref").and_then(Value::as_str) else { return };
        references += 1;
        if !schema::leads(document, reference) {
            report.on(PATH, &format!("`$ref` {reference} leads nowhere"));
        }
    });
    let schemas = document.pointer("/components/schemas").and_then(Value::as_object);
    for (name, one) in schemas.into_iter().flatten() {
        for message in schema::faults_in(one, &format!("/components/schemas/{name}"), document) {
            // References are told above.
            if !message.contains("`$ref`") {
                report.on(PATH, &message);
            }
        }
    }
    let operations = count(operations.len(), "operation", "operations");
    Some(report.finish(format!(
        "{operations} of OpenAPI 3.1, {} lead somewhere",
        count(references, "reference", "references")
    )))
}

/// What the format itself asks for.
fn whole(document: &Value, report: &mut Report) {
    let version = document.get("openapi").and_then(Value::as_str).unwrap_or_default();
    if !version.starts_with("3.1") {
        report.on(PATH, &format!("`openapi` is \"{version}\" and must be 3.1"));
    }
    for key in ["title", "version"] {
        if document.pointer(&format!("/info/{key}")).and_then(Value::as_str).is_none_or(str::is_empty) {
            report.on(PATH, &format!("`info` has no `{key}`"));
        }
    }
}

/// The shape of everything around the schemas: first each operation, so that it is named, then the rest.
fn structure(document: &Value, operations: &[Operation<'_>], report: &mut Report) {
    let before = report.len();
    for operation in operations {
        if let Err(error) = serde_json::from_value::<OperationType>(plain(&Value::Object(operation.value.clone()), ""))
        {
            report.on(PATH, &format!("{} is no OpenAPI operation: {error}", operation.name()));
        }
    }
    if report.len() > before {
        return;
    }
    if let Err(error) = serde_json::from_value::<OpenApi>(plain(document, "")) {
        report.on(PATH, &format!("no OpenAPI document: {error}"));
    }
}

/// The same description with what the types in use are narrower about than the standard: any schema will do (they are
/// looked at by themselves), and a parameter that does not say whether it is required is not.
fn plain(value: &Value, key: &str) -> Value {
    match value {
        Value::Object(_) | Value::Bool(_) if key == "schema" => json!({ "type": "object" }),
        Value::Object(schemas) if key == "schemas" => {
            Value::Object(schemas.keys().map(|name| (name.clone(), json!({ "type": "object" }))).collect())
        }
        Value::Object(object) => {
            let mut object: Map<String, Value> =
                object.iter().map(|(name, one)| (name.clone(), plain(one, name))).collect();
            if object.contains_key("in") && object.contains_key("name") {
                object.entry("required").or_insert(Value::Bool(false));
            }
            Value::Object(object)
        }
        Value::Array(list) => Value::Array(list.iter().map(|one| plain(one, "")).collect()),
        other => other.clone(),
    }
}

/// `GET /recipes/{id}`.
struct Operation<'d> {
    method: &'static str,
    path: &'d str,
    item: &'d Value,
    value: &'d Map<String, Value>,
}

impl Operation<'_> {
    fn name(&self) -> String {
        format!("{} {}", self.method.to_ascii_uppercase(), self.path)
    }
}

fn operations(document: &Value) -> Vec<Operation<'_>> {
    let paths = document.get("paths").and_then(Value::as_object).into_iter().flatten();
    paths
        .flat_map(|(path, item)| {
            METHODS.into_iter().filter_map(move |method| {
                let value = item.get(method)?.as_object()?;
                Some(Operation { method, path, item, value })
            })
        })
        .collect()
}

fn operation_ids(operations: &[Operation<'_>], report: &mut Report) {
    let mut seen: HashMap<&str, String> = HashMap::new();
    for operation in operations {
        let name = operation.name();
        let Some(id) = operation.value.get("operationId").and_then(Value::as_str) else {
            report.on(PATH, &format!("{name} has no operationId"));
            continue;
        };
        if let Some(other) = seen.get(id) {
            report.on(PATH, &format!("{name} has the operationId `{id}`, which {other} has"));
        }
        seen.insert(id, name);
    }
}

/// What stands in braces in the path is declared, and nothing else is said to stand there.
fn parameters(document: &Value, operation: &Operation<'_>, report: &mut Report) {
    let name = operation.name();
    if !operation.path.starts_with('/') {
        report.on(PATH, &format!("{name}: a path begins with `/`"));
    }
    let lists = [operation.item.get("parameters"), operation.value.get("parameters")];
    let given: Vec<&Value> =
        lists.into_iter().flatten().filter_map(Value::as_array).flatten().map(|one| followed(document, one)).collect();
    let text = |one: &Value, key: &str| one.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let declared: BTreeSet<String> =
        given.iter().filter(|one| text(one, "in") == "path").map(|one| text(one, "name")).collect();
    let written: BTreeSet<String> = in_braces(operation.path).map(str::to_owned).collect();
    for missing in written.difference(&declared) {
        report.on(PATH, &format!("{name} does not declare `{missing}`, which stands in its path"));
    }
    for extra in declared.difference(&written) {
        report.on(PATH, &format!("{name} declares `{extra}`, which does not stand in its path"));
    }
    for one in given.iter().filter(|one| text(one, "in") == "path") {
        if one.get("required").and_then(Value::as_bool) != Some(true) {
            report.on(PATH, &format!("{name}: `{}` stands in the path and so is required: true", text(one, "name")));
        }
    }
}

fn in_braces(path: &str) -> impl Iterator<Item = &str> {
    path.split('{').skip(1).filter_map(|part| part.split_once('}')).map(|(name, _)| name)
}

fn followed<'d>(document: &'d Value, value: &'d Value) -> &'d Value {
    let pointer = value.get("$ref").and_then(Value::as_str).and_then(|reference| reference.strip_prefix('#'));
    pointer.and_then(|pointer| document.pointer(pointer)).unwrap_or(value)
}

/// Every operation answers, and its examples have what their schemas ask for.
fn contents(document: &Value, operation: &Operation<'_>, report: &mut Report) {
    let name = operation.name();
    let answers = operation.value.get("responses").and_then(Value::as_object);
    if answers.is_none_or(Map::is_empty) {
        report.on(PATH, &format!("{name} has no response"));
    }
    let bodies = answers.into_iter().flat_map(|answers| answers.values()).chain(operation.value.get("requestBody"));
    for body in bodies.map(|body| followed(document, body)) {
        let media = body.get("content").and_then(Value::as_object).into_iter().flat_map(|content| content.values());
        for media in media {
            let Some(schema) = media.get("schema").map(|schema| followed(document, schema)) else { continue };
            let named = media.get("examples").and_then(Value::as_object).into_iter().flat_map(|named| named.values());
            let examples = named.filter_map(|one| followed(document, one).get("value")).chain(media.get("example"));
            for example in examples {
                example_fits(document, example, schema).iter().for_each(|wrong| {
                    report.on(PATH, &format!("{name}: an example {wrong}"));
                });
            }
        }
    }
}

/// What an example lacks, at its first level and in the first item of a list.
fn example_fits(document: &Value, example: &Value, schema: &Value) -> Vec<String> {
    if let (Some(first), Some(items)) = (example.as_array().and_then(|list| list.first()), schema.get("items")) {
        return example_fits(document, first, followed(document, items));
    }
    let Some(example) = example.as_object() else { return Vec::new() };
    let required = schema.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
    let mut wrong: Vec<String> = required
        .filter(|name| !example.contains_key(*name))
        .map(|name| format!("lacks `{name}`, which is required"))
        .collect();
    let properties = schema.get("properties").and_then(Value::as_object);
    let closed = schema.get("additionalProperties").and_then(Value::as_bool) == Some(false);
    if let (true, Some(properties)) = (closed, properties) {
        let extra = example.keys().filter(|name| !properties.contains_key(*name));
        wrong.extend(extra.map(|name| format!("has `{name}`, which its schema does not allow")));
    }
    wrong
}

fn each_object(value: &Value, seen: &mut dyn FnMut(&Map<String, Value>)) {
    match value {
        Value::Object(object) => {
            seen(object);
            object.values().for_each(|one| each_object(one, seen));
        }
        Value::Array(list) => list.iter().for_each(|one| each_object(one, seen)),
        _ => {}
    }
}

#[cfg(test)]
mod tests;
