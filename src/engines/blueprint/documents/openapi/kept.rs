//! The lists that rules keep beside the records: comments, votes, baskets, and who may write what into each.

use serde_json::{Map, Value, json};

use super::super::super::model::Behaviour;
use super::super::desk::Desk;
use super::super::operations::pascal;
use super::{content, id_parameter, problems, reference};
use crate::agents::{AgentId, Feature};

/// A list: its name, what is in it, what is sent to add one, and what can be changed.
struct Kept {
    name: &'static str,
    what: &'static str,
    /// Names with their JSON types; `?` marks what may be left out.
    sent: &'static [(&'static str, &'static str)],
    changed: &'static [(&'static str, &'static str)],
    removed: bool,
}

const OF: (&str, &str) = ("of", "string");
const ENTITY: (&str, &str) = ("entity", "string");

/// The list of a rule, where it keeps one.
fn kept(rule: &Behaviour) -> Option<Kept> {
    let list = |name, what, sent, changed, removed| Some(Kept { name, what, sent, changed, removed });
    match rule {
        Behaviour::Comments { .. } => {
            list("_comments", "comments", &[ENTITY, OF, ("text", "string"), ("by?", "string")], &[], true)
        }
        Behaviour::Votes { .. } => list("_votes", "votes", &[ENTITY, OF], &[], true),
        Behaviour::Ratings { .. } => {
            list("_ratings", "scores", &[ENTITY, OF, ("score", "integer")], &[("score", "integer")], true)
        }
        Behaviour::Progress { .. } => list("_done", "what one has ticked off", &[OF], &[], true),
        Behaviour::Cart { .. } => {
            list("_basket", "lines of one's own basket", &[OF, ("amount", "integer")], &[("amount", "integer")], true)
        }
        Behaviour::Approval { .. } => list(
            "_proposals",
            "changes that wait for a yes",
            &[ENTITY, OF, ("values", "object"), ("by?", "string")],
            &[("state", "string"), ("reason?", "string")],
            false,
        ),
        _ => None,
    }
}

/// What the server alone writes.
fn written_by_the_server(desk: &Desk<'_>) -> Vec<(&'static str, &'static str)> {
    let has = |wanted: fn(&Behaviour) -> bool| desk.model.behaviours.iter().any(wanted);
    let mut lists = Vec::new();
    if has(|rule| matches!(rule, Behaviour::Approval { .. })) {
        lists.push(("_versions", "earlier versions, as they were before each change"));
    }
    if has(|rule| matches!(rule, Behaviour::Cart { .. })) {
        lists.push(("_orders", "one's own orders; who manages sees all"));
    }
    if desk.has(Feature::History) {
        lists.push(("_history", "who added, changed and deleted what"));
    }
    lists
}

/// The addresses of the lists, of earlier versions and of notices.
pub(super) fn paths(desk: &Desk<'_>) -> Map<String, Value> {
    let mut paths = Map::new();
    for one in desk.model.behaviours.iter().filter_map(kept) {
        paths.insert(format!("/{}", one.name), list(desk, &one));
        paths.insert(format!("/{}/{{id}}", one.name), single(desk, &one));
    }
    for (name, what) in written_by_the_server(desk) {
        paths.insert(format!("/{name}"), json!({ "get": listing(desk, name, what) }));
    }
    for rule in &desk.model.behaviours {
        if let Behaviour::Approval { entity, .. } = rule {
            paths.insert(format!("/{entity}/{{id}}/versions/{{versionId}}/restore"), restore(desk, entity));
        }
    }
    if desk.has_part(AgentId::Notify) {
        paths.insert(
            "/notices".to_owned(),
            json!({ "get": notices(desk, "listNotices", "What concerns the one who asks") }),
        );
        paths.insert("/notices/read".to_owned(), json!({ "post": read_notices(desk) }));
    }
    paths
}

fn operation(id: &str, summary: &str, answers: &Value) -> Value {
    json!({ "tags": ["server"], "operationId": id, "summary": summary, "responses": answers })
}

fn listing(desk: &Desk<'_>, name: &str, what: &str) -> Value {
    let shape = json!({ "type": "object", "required": ["items"], "properties": { "items": { "type": "array", "items": { "type": "object" } } } });
    let answers = json!({ "200": { "description": "Newest first.", "content": content(&shape) } });
    let id = format!("list{}", pascal(name.trim_start_matches('_')));
    operation(&id, &format!("List {what}"), &problems(desk, &[], answers))
}

fn record() -> Value {
    json!({ "200": { "description": "As it is kept.", "content": content(&json!({ "type": "object" })) } })
}

fn list(desk: &Desk<'_>, one: &Kept) -> Value {
    let id = format!("addTo{}", pascal(one.name.trim_start_matches('_')));
    let mut answers = record();
    answers["201"] = answers["200"].clone();
    answers["200"]["description"] = json!("It was there already.");
    let refusals = [("400", "invalid"), ("404", "missing"), ("409", "refused")];
    let mut add = operation(&id, &format!("Add to {}", one.what), &problems(desk, &refusals, answers));
    add["requestBody"] = body(one.sent);
    json!({ "get": listing(desk, one.name, one.what), "post": add })
}

fn single(desk: &Desk<'_>, one: &Kept) -> Value {
    let name = |verb: &str| format!("{verb}{}", pascal(one.name.trim_start_matches('_')));
    let get =
        operation(&name("getOf"), &format!("One of {}", one.what), &problems(desk, &[("404", "missing")], record()));
    let mut path = json!({ "parameters": [id_parameter("id")], "get": get });
    if !one.changed.is_empty() {
        let refusals = [("400", "invalid"), ("404", "missing"), ("409", "refused")];
        let mut change =
            operation(&name("changeOf"), &format!("Change one of {}", one.what), &problems(desk, &refusals, record()));
        change["requestBody"] = body(one.changed);
        path["patch"] = change;
    }
    if one.removed {
        let answers = problems(desk, &[("404", "missing")], json!({ "204": { "description": "Gone." } }));
        path["delete"] = operation(&name("deleteOf"), &format!("Delete one's own of {}", one.what), &answers);
    }
    path
}

fn body(fields: &[(&str, &str)]) -> Value {
    let properties: Map<String, Value> =
        fields.iter().map(|(name, sort)| (name.trim_end_matches('?').to_owned(), json!({ "type": sort }))).collect();
    let required: Vec<&str> = fields.iter().map(|(name, _)| *name).filter(|name| !name.ends_with('?')).collect();
    json!({ "required": true, "content": content(&json!({ "type": "object", "properties": properties, "required": required })) })
}

fn restore(desk: &Desk<'_>, entity: &str) -> Value {
    let answers =
        json!({ "200": { "description": "The record as it is now.", "content": content(&reference(entity)) } });
    let summary = format!("Bring an earlier version of {} back", super::a(&desk.singular(entity)));
    let mut post =
        operation(&format!("restore{}", pascal(entity)), &summary, &problems(desk, &[("404", "missing")], answers));
    post["tags"] = json!([entity]);
    json!({ "parameters": [id_parameter("id"), id_parameter("versionId")], "post": post })
}

fn notices(desk: &Desk<'_>, id: &str, summary: &str) -> Value {
    let notice = json!({
        "type": "object", "required": ["id", "createdAt", "kind", "text", "read"],
        "properties": {
            "id": { "type": "integer" }, "createdAt": { "type": "string" }, "kind": { "type": "string" }, "text": { "type": "string" },
            "entity": { "type": ["string", "null"] }, "of": { "type": ["string", "null"] }, "read": { "type": "boolean" },
        },
    });
    let shape = json!({
        "type": "object", "required": ["items", "unread"],
        "properties": { "items": { "type": "array", "items": notice }, "unread": { "type": "integer" } },
    });
    let answers = json!({ "200": { "description": "Newest first.", "content": content(&shape) } });
    operation(id, summary, &problems(desk, &[], answers))
}

fn read_notices(desk: &Desk<'_>) -> Value {
    let mut post = notices(desk, "markNoticesRead", "Mark notices as read: those with the ids that are sent, else all");
    let ids = json!({ "type": "object", "properties": { "ids": { "type": "array", "items": { "type": "integer" } } } });
    post["requestBody"] = json!({ "required": false, "content": content(&ids) });
    post["responses"]["400"] = json!({ "$ref": "#/components/responses/invalid" });
    post
}
