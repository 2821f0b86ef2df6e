//! `docs/openapi.json`: every operation as an HTTP API, as OpenAPI 3.1: what the server offers, or would have to.

use serde_json::{Map, Value, json};

use super::super::model::{Behaviour, Entity};
use super::desk::{Desk, Document, Work};
use super::language::{a, capital, count, lower};
use super::operations::{self, Operation, pascal};
use super::schema;

mod beside;
mod kept;

/// Writes the API description.
pub(super) fn write(desk: &Desk<'_>) -> Work {
    let document = document(desk);
    let number = document["paths"].as_object().map_or(0, |paths| {
        paths
            .values()
            .filter_map(Value::as_object)
            .map(|path| path.keys().filter(|key| *key != "parameters").count())
            .sum()
    });
    let text = serde_json::to_string_pretty(&document).unwrap_or_default();
    let says = format!(
        "Wrote docs/openapi.json: {} on {}.",
        count(number, "operation", "operations"),
        count(desk.model.entities.len(), "kind of record", "kinds of records")
    );
    let from = if desk.file("docs/schema.json").is_some() { "datum's schema" } else { "the model" };
    let mut decisions = vec![
        "One shape for every error, `application/problem+json` (RFC 9457): a caller writes one handler.".to_owned(),
        format!(
            "Lists come in pages of at most 100: a program that asks for all {} should not stop the rest.",
            desk.things()
        ),
    ];
    let acting =
        desk.model.behaviours.iter().flat_map(|rule| operations::of(desk, rule)).find(|one| one.method != "get");
    if let Some(operation) = acting {
        decisions.push(format!(
            "\"{}\" is an operation of its own and not a field to write: so the rule cannot be gone around.",
            capital(&operation.summary)
        ));
    }
    Work {
        opening: vec![format!("Took the constraints of each field from {from}.")],
        documents: vec![Document { path: "docs/openapi.json", text: format!("{text}\n"), says }],
        decisions,
    }
}

fn document(desk: &Desk<'_>) -> Value {
    let mut paths = Map::new();
    for entity in &desk.model.entities {
        paths.insert(format!("/{}", entity.id), collection(desk, entity));
        paths.insert(format!("/{}/{{id}}", entity.id), item(desk, entity));
    }
    for operation in desk.model.behaviours.iter().flat_map(|rule| operations::of(desk, rule)) {
        add(desk, &mut paths, &operation);
    }
    if desk.server().is_some() {
        paths.extend(beside::paths(desk));
        paths.extend(kept::paths(desk));
    }
    let mut tags: Vec<Value> =
        desk.model.entities.iter().map(|entity| json!({ "name": entity.id, "description": entity.purpose })).collect();
    if desk.server().is_some() {
        tags.push(json!({ "name": "server", "description": "What is about no single record." }));
    }
    let mut document = json!({
        "openapi": "3.1.0",
        "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
        "info": {
            "title": format!("{} API", desk.model.name),
            "version": "1.0.0",
            "summary": desk.model.tagline,
            "description": about(desk),
        },
        "servers": [{ "url": "/api" }],
        "tags": tags,
        "paths": paths,
        "components": { "schemas": components(desk), "responses": responses() },
    });
    if desk.accounts() {
        document["components"]["securitySchemes"] =
            json!({ "session": { "type": "apiKey", "in": "cookie", "name": "session" } });
        document["security"] = json!([{ "session": [] }]);
    }
    document
}

fn about(desk: &Desk<'_>) -> &'static str {
    if desk.server().is_some() {
        "The API of the application's own server, which its pages use as well. Writes are JSON; every refusal is a problem after RFC 9457."
    } else {
        "The application keeps its data in the browser and calls no server. This is what a server has to offer to take the place of js/store.js: the same records, the same rules."
    }
}

/// The entities' schemas: from datum's file where it is there, so that both documents say the same.
fn components(desk: &Desk<'_>) -> Map<String, Value> {
    let written = desk.file("docs/schema.json").and_then(|text| serde_json::from_str::<Value>(text).ok());
    let definitions =
        written.and_then(|written| written["$defs"].as_object().cloned()).unwrap_or_else(|| schema::definitions(desk));
    let mut schemas: Map<String, Value> = definitions.into_iter().map(|(name, value)| (name, moved(value))).collect();
    for entity in &desk.model.entities {
        if let Some(whole) = schemas.get(&entity.id).cloned() {
            let mut sent = without_id(whole.clone(), true);
            if desk.server().is_some() {
                sent["properties"]["id"] = json!({ "description": "One's own id for it, where it has to be known before the answer.", "type": "string", "pattern": "^[A-Za-z0-9_-]{1,64}$" });
            }
            schemas.insert(input(entity, ""), sent);
            schemas.insert(input(entity, "Changes"), without_id(whole, false));
        }
    }
    schemas.insert("problem".to_owned(), problem());
    if desk.model.behaviours.iter().any(|rule| matches!(rule, Behaviour::Cart { .. })) {
        schemas.entry("order".to_owned()).or_insert_with(order);
    }
    if desk.server().is_some() {
        schemas.extend(beside::schemas());
    }
    schemas
}

fn input(entity: &Entity, suffix: &str) -> String {
    format!("{}{}", entity.id, if suffix.is_empty() { "Input" } else { suffix })
}

/// A record as it is sent: the id is the server's to give, and a change names only what it changes.
fn without_id(mut schema: Value, complete: bool) -> Value {
    if let Some(object) = schema.as_object_mut() {
        if let Some(properties) = object.get_mut("properties").and_then(Value::as_object_mut) {
            properties.retain(|name, _| !["id", "createdAt", "updatedAt"].contains(&name.as_str()));
        }
        if complete {
            if let Some(required) = object.get_mut("required").and_then(Value::as_array_mut) {
                required.retain(|name| name != "id");
            }
        } else {
            object.remove("required");
            object.insert("minProperties".to_owned(), json!(1));
        }
        object.insert("additionalProperties".to_owned(), json!(false));
    }
    schema
}

/// References that fit the new place.
fn moved(value: Value) -> Value {
    match value {
        Value::String(text) => Value::String(text.replace("#/$defs/", "#/components/schemas/")),
        Value::Array(items) => Value::Array(items.into_iter().map(moved).collect()),
        Value::Object(object) => Value::Object(object.into_iter().map(|(key, value)| (key, moved(value))).collect()),
        other => other,
    }
}

/// What a checkout gives, where orders are no thing of their own.
fn order() -> Value {
    json!({
        "title": "Order", "type": "object",
        "properties": { "id": { "$ref": "#/components/schemas/recordId" }, "number": { "type": "integer" }, "total": { "type": "integer", "description": "In cents." } },
        "required": ["id"],
    })
}

fn problem() -> Value {
    json!({
        "title": "Problem", "description": "What went wrong, after RFC 9457.", "type": "object",
        "properties": {
            "type": { "type": "string", "format": "uri-reference" },
            "title": { "type": "string" },
            "status": { "type": "integer", "minimum": 400, "maximum": 599 },
            "detail": { "type": "string" },
            "errors": {
                "type": "array", "description": "One entry for each field that was refused.",
                "items": { "type": "object", "properties": { "field": { "type": "string" }, "message": { "type": "string" } }, "required": ["field", "message"] },
            },
        },
        "required": ["title", "status"],
    })
}

fn responses() -> Value {
    let problem = |text: &str| json!({ "description": text, "content": { "application/problem+json": { "schema": { "$ref": "#/components/schemas/problem" } } } });
    json!({
        "invalid": problem("A field was refused; `errors` says which and why."),
        "missing": problem("There is no such record."),
        "refused": problem("A rule does not allow it now."),
        "unexpected": problem("Anything else that went wrong."),
        "signedOut": problem("Nobody is signed in."),
        "notAllowed": problem("The account's role may not do this."),
    })
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

fn content(schema: &Value) -> Value {
    json!({ "application/json": { "schema": schema } })
}

fn problems(desk: &Desk<'_>, names: &[(&str, &str)], mut answers: Value) -> Value {
    if let Some(object) = answers.as_object_mut() {
        for (status, name) in names {
            object.insert((*status).to_owned(), json!({ "$ref": format!("#/components/responses/{name}") }));
        }
        object.insert("default".to_owned(), json!({ "$ref": "#/components/responses/unexpected" }));
        if desk.accounts() {
            object.insert("401".to_owned(), json!({ "$ref": "#/components/responses/signedOut" }));
            if desk.server().is_some() {
                object.insert("403".to_owned(), json!({ "$ref": "#/components/responses/notAllowed" }));
            }
        }
    }
    answers
}

fn collection(desk: &Desk<'_>, entity: &Entity) -> Value {
    let (one, many) = (lower(&entity.singular), lower(&entity.plural));
    let sorts: Vec<&str> = entity.fields.iter().filter(|field| field.in_list).map(|field| field.id.as_str()).collect();
    let mut parameters = vec![
        json!({ "name": "q", "in": "query", "description": format!("Words that have to be in the {one}."), "schema": { "type": "string", "maxLength": 200 } }),
        json!({ "name": "limit", "in": "query", "schema": { "type": "integer", "minimum": 1, "maximum": 100, "default": 50 } }),
        json!({ "name": "after", "in": "query", "description": "The `next` of the page before.", "schema": { "type": "string" } }),
    ];
    if !sorts.is_empty() {
        parameters.push(json!({ "name": "sort", "in": "query", "schema": { "type": "string", "enum": sorts } }));
    }
    let list = json!({
        "type": "object", "required": ["items"],
        "properties": { "items": { "type": "array", "items": reference(&entity.id) }, "next": { "type": ["string", "null"] } },
    });
    json!({
        "get": {
            "tags": [entity.id], "operationId": format!("list{}", pascal(&entity.id)), "summary": format!("List and search {many}"), "parameters": parameters,
            "responses": problems(desk, &[("400", "invalid")], json!({ "200": { "description": format!("A page of {many}."), "content": content(&list) } })),
        },
        "post": {
            "tags": [entity.id], "operationId": format!("create{}", pascal(&entity.id)), "summary": format!("Add {}", a(&one)),
            "requestBody": { "required": true, "content": content(&reference(&input(entity, ""))) },
            "responses": problems(desk, if desk.server().is_some() { &[("400", "invalid"), ("409", "refused")] } else { &[("400", "invalid")] }, json!({ "201": { "description": format!("The {one} as it is kept."), "content": content(&reference(&entity.id)) } })),
        },
    })
}

fn item(desk: &Desk<'_>, entity: &Entity) -> Value {
    let one = lower(&entity.singular);
    let kept = json!({ "200": { "description": format!("The {one}."), "content": content(&reference(&entity.id)) } });
    let name = |verb: &str| format!("{verb}{}", pascal(&entity.id));
    json!({
        "parameters": [id_parameter("id")],
        "get": { "tags": [entity.id], "operationId": name("get"), "summary": format!("One {one}"), "responses": problems(desk, &[("404", "missing")], kept.clone()) },
        "patch": {
            "tags": [entity.id], "operationId": name("change"), "summary": format!("Change some fields of {}", a(&one)),
            "requestBody": { "required": true, "content": content(&reference(&input(entity, "Changes"))) },
            "responses": problems(desk, &[("400", "invalid"), ("404", "missing"), ("409", "refused")], kept),
        },
        "delete": { "tags": [entity.id], "operationId": name("delete"), "summary": format!("Delete {}", a(&one)), "responses": problems(desk, &[("404", "missing")], json!({ "204": { "description": "Gone." } })) },
    })
}

fn id_parameter(name: &str) -> Value {
    json!({ "name": name, "in": "path", "required": true, "schema": reference("recordId") })
}

fn add(desk: &Desk<'_>, paths: &mut Map<String, Value>, operation: &Operation) {
    let (entity, is_list) = &operation.gives;
    let single = reference(entity);
    let schema = if *is_list { json!({ "type": "array", "items": single }) } else { single };
    let mut names = vec![("404", "missing")];
    if *is_list {
        names.clear();
    }
    if !operation.body.is_empty() {
        names.push(("400", "invalid"));
    }
    let mut answers = problems(desk, &names, json!({ "200": { "description": "Done.", "content": content(&schema) } }));
    if let Some(refused) = &operation.refused {
        answers["409"] = json!({ "description": refused, "content": { "application/problem+json": { "schema": reference("problem") } } });
    }
    let tag = operation.path.split('/').nth(1).unwrap_or(entity);
    let mut described = json!({ "tags": [tag], "operationId": operation.id, "summary": capital(&operation.summary), "responses": answers });
    if !operation.body.is_empty() {
        let properties: Map<String, Value> =
            operation.body.iter().map(|(name, sort)| (name.clone(), json!({ "type": sort }))).collect();
        let required: Vec<&String> = operation.body.iter().map(|(name, _)| name).collect();
        described["requestBody"] = json!({ "required": true, "content": content(&json!({ "type": "object", "properties": properties, "required": required })) });
    }
    let place =
        paths.entry(operation.path.clone()).or_insert_with(|| json!({ "parameters": parameters_of(&operation.path) }));
    place[operation.method] = described;
    if place["parameters"].as_array().is_some_and(Vec::is_empty) {
        place.as_object_mut().map(|place| place.remove("parameters"));
    }
}

/// The names in braces of a path.
fn parameters_of(path: &str) -> Vec<Value> {
    path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}')).map(id_parameter).collect()
}
