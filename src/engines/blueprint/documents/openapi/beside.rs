//! What the server offers beside records: who is signed in, what has changed, and whether it is well.

use serde_json::{Map, Value, json};

use super::super::desk::Desk;
use super::{content, problems, reference};
use crate::agents::AgentId;

/// Addresses that are about no single record.
pub(super) fn paths(desk: &Desk<'_>) -> Map<String, Value> {
    let mut paths = Map::new();
    let mut add = |path: &str, described: Value| paths.insert(path.to_owned(), described);
    add("/everything", everything(desk));
    add("/changes", changes(desk));
    if desk.accounts() {
        add("/session", session(desk));
        add("/people", people(desk));
    }
    if desk.has_part(AgentId::Search) {
        add("/search", search(desk));
    }
    if desk.has_part(AgentId::Sync) {
        add("/live", live(desk));
    }
    paths
}

/// Shapes that those addresses give.
pub(super) fn schemas() -> Map<String, Value> {
    let mut schemas = Map::new();
    schemas.insert(
        "person".to_owned(),
        json!({
            "title": "Person", "description": "An account, without its secrets.", "type": "object",
            "properties": { "id": { "type": "string" }, "name": { "type": "string" }, "email": { "type": "string" }, "role": { "type": "string" } },
            "required": ["id", "name", "role"],
        }),
    );
    schemas
}

fn get(desk: &Desk<'_>, id: &str, summary: &str, answer: &Value) -> Value {
    let answers = json!({ "200": { "description": summary, "content": content(answer) } });
    json!({ "tags": ["server"], "operationId": id, "summary": summary, "responses": problems(desk, &[], answers) })
}

fn everything(desk: &Desk<'_>) -> Value {
    let shape = json!({
        "type": "object", "required": ["seq", "records"],
        "properties": { "seq": { "type": "integer" }, "records": { "type": "object", "additionalProperties": { "type": "array", "items": { "type": "object" } } } },
    });
    json!({ "get": get(desk, "everything", "All that the one who asks may see, by kind", &shape) })
}

fn changes(desk: &Desk<'_>) -> Value {
    let change = json!({
        "type": "object", "required": ["seq", "entity", "id", "record"],
        "properties": { "seq": { "type": "integer" }, "entity": { "type": "string" }, "id": { "type": "string" }, "record": { "type": ["object", "null"], "description": "Null where it is gone." } },
    });
    let shape = json!({ "type": "object", "required": ["seq", "changes"], "properties": { "seq": { "type": "integer" }, "changes": { "type": "array", "items": change } } });
    let mut operation = get(desk, "changes", "What has changed since a number", &shape);
    operation["parameters"] =
        json!([{ "name": "since", "in": "query", "required": true, "schema": { "type": "integer", "minimum": 0 } }]);
    json!({ "get": operation })
}

fn session(desk: &Desk<'_>) -> Value {
    let shape = json!({ "type": "object", "required": ["person"], "properties": { "person": { "anyOf": [reference("person"), { "type": "null" }] } } });
    let credentials = json!({
        "type": "object", "required": ["email", "password"],
        "properties": { "email": { "type": "string", "format": "email" }, "password": { "type": "string" } },
    });
    let mut enter = get(desk, "signIn", "Sign in; the answer sets the cookie `session`", &shape);
    enter["requestBody"] = json!({ "required": true, "content": content(&credentials) });
    enter["responses"]["401"] = json!({ "$ref": "#/components/responses/signedOut" });
    enter["responses"]["429"] = json!({ "description": "Too many wrong passwords.", "headers": { "Retry-After": { "schema": { "type": "integer" } } }, "content": { "application/problem+json": { "schema": reference("problem") } } });
    enter["security"] = json!([]);
    let mut ask = get(desk, "whoIsSignedIn", "Who is signed in", &shape);
    ask["security"] = json!([]);
    let leave = json!({ "tags": ["server"], "operationId": "signOut", "summary": "Sign out", "responses": problems(desk, &[], json!({ "204": { "description": "Nobody is signed in any more." } })) });
    json!({ "get": ask, "post": enter, "delete": leave })
}

fn people(desk: &Desk<'_>) -> Value {
    let open: Vec<&str> = desk.model.roles.iter().filter(|role| !role.manages).map(|role| role.id.as_str()).collect();
    let mut role = json!({ "type": "string" });
    if !open.is_empty() {
        role["enum"] = json!(open);
    }
    let person = json!({
        "type": "object", "required": ["name", "email", "password"],
        "properties": { "name": { "type": "string", "minLength": 1 }, "email": { "type": "string", "format": "email" }, "password": { "type": "string", "minLength": 8 }, "role": role },
    });
    let shape = json!({ "type": "object", "required": ["person"], "properties": { "person": reference("person") } });
    let answers = json!({ "201": { "description": "The account, signed in.", "content": content(&shape) } });
    json!({ "post": {
        "tags": ["server"], "operationId": "signUp", "summary": "Make an account and sign in", "security": [],
        "requestBody": { "required": true, "content": content(&person) },
        "responses": problems(desk, &[("400", "invalid"), ("409", "refused")], answers),
    } })
}

fn search(desk: &Desk<'_>) -> Value {
    let found = json!({
        "type": "object", "required": ["entity", "id", "title"],
        "properties": { "entity": { "type": "string" }, "id": reference("recordId"), "title": { "type": "string" }, "excerpt": { "type": "string" } },
    });
    let shape = json!({ "type": "object", "required": ["items"], "properties": { "items": { "type": "array", "items": found } } });
    let mut operation = get(desk, "search", "The best matches among all records", &shape);
    operation["parameters"] =
        json!([{ "name": "q", "in": "query", "required": true, "schema": { "type": "string", "maxLength": 200 } }]);
    json!({ "get": operation })
}

fn live(desk: &Desk<'_>) -> Value {
    let answers = json!({ "200": { "description": "A stream of `data: {\"seq\":N}`, one after each change.", "content": { "text/event-stream": { "schema": { "type": "string" } } } } });
    json!({ "get": { "tags": ["server"], "operationId": "live", "summary": "Hear of each change as it happens", "responses": problems(desk, &[], answers) } })
}
