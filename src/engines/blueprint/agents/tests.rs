//! The whole team at work on several requests, one agent after the other as in a build.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::agents::{AgentId, Feature, roster};
use crate::engines::blueprint::model::{AppModel, FieldKind};
use crate::engines::{EngineError, MadeFile, WorkOutput, WorkRequest};

use super::{MODEL, reads, work};

const REQUESTS: [(&str, &[Feature]); 5] = [
    (
        "A recipe box where my family can save recipes with ingredients and rate them",
        &[Feature::Ratings, Feature::Search],
    ),
    (
        "Invoice tracker for a freelance designer with clients, due dates, payments and a dashboard",
        &[Feature::Invoicing, Feature::Payments, Feature::Reminders, Feature::Dashboard],
    ),
    (
        "Gym class booking with login for members and trainers",
        &[Feature::Booking, Feature::Authentication, Feature::Roles],
    ),
    (
        "An inventory of spare parts for a bicycle shop, search by brand, low-stock alerts, no login",
        &[Feature::Search, Feature::Alerts],
    ),
    (
        "Internal wiki with approval of edits and full-text search",
        &[Feature::Approvals, Feature::Search, Feature::History],
    ),
];

/// Requests that bring the other rules, and one whose words could break a table, a diagram or a page.
const MORE: [(&str, &[Feature]); 6] = [
    ("Habit tracker with daily streaks", &[]),
    ("Online shop for handmade candles with a shopping cart and stock", &[Feature::Cart]),
    ("Course platform where students follow lessons and see their progress", &[Feature::Authentication]),
    ("A community forum where people vote on ideas and comment", &[Feature::Comments]),
    (
        "Films | \"must see\" & <b>`rated`</b>;\n# not a heading, {{no}} ads [x](javascript:1) --> end",
        &[Feature::Ratings],
    ),
    ("?", &[]),
];

/// All requests of these tests.
fn all() -> impl Iterator<Item = (&'static str, &'static [Feature])> {
    REQUESTS.into_iter().chain(MORE)
}

fn request(agent: AgentId, description: &str, features: &[Feature], files: Vec<MadeFile>) -> WorkRequest {
    WorkRequest {
        features: features.to_vec(),
        team: AgentId::ALL.to_vec(),
        files,
        ..WorkRequest::first(agent, description)
    }
}

fn build((description, features): (&str, &[Feature])) -> Vec<(WorkRequest, WorkOutput)> {
    let mut files = Vec::new();
    let mut done = Vec::new();
    for agent in roster().iter().map(|one| one.id) {
        let request = request(agent, description, features, files.clone());
        let output = work(&request).expect("every agent can work once oracle has");
        files.extend(output.files.clone());
        done.push((request, output));
    }
    done
}

fn files(build: &[(WorkRequest, WorkOutput)]) -> BTreeMap<String, String> {
    build.iter().flat_map(|(_, output)| &output.files).map(|file| (file.path.clone(), file.content.clone())).collect()
}

#[test]
fn every_agent_makes_files_and_no_two_make_the_same() {
    for asked in all() {
        let mut seen = BTreeSet::new();
        for (request, output) in build(asked) {
            assert!(!output.files.is_empty(), "{} makes nothing for {:?}", request.agent, asked.0);
            for file in &output.files {
                assert!(seen.insert(file.path.clone()), "{} is made twice", file.path);
                assert!(!file.content.trim().is_empty(), "{} is empty", file.path);
                let safe = !file.path.starts_with('/')
                    && file.path.split('/').all(|part| !part.is_empty() && part != "..")
                    && !file.path.contains('\\');
                assert!(safe, "{} is not a safe path", file.path);
            }
        }
    }
}

#[test]
fn each_file_is_named_by_exactly_one_step_and_each_step_by_its_own_file() {
    for asked in all() {
        for (request, output) in build(asked) {
            let named: Vec<&String> = output.steps.iter().filter_map(|step| step.path.as_ref()).collect();
            let made: BTreeSet<&String> = output.files.iter().map(|file| &file.path).collect();
            assert_eq!(named.len(), made.len(), "{}", request.agent);
            assert_eq!(named.iter().copied().collect::<BTreeSet<_>>(), made, "{}", request.agent);
            for step in &output.steps {
                let message = &step.message;
                assert!(step.path.as_ref().is_none_or(|path| message.contains(path.as_str())), "{message}");
                assert!(message.ends_with('.') && message.starts_with(char::is_uppercase), "{message}");
            }
            assert!(output.steps.len() >= 2, "{} says too little", request.agent);
            assert!((2..=5).contains(&output.decisions.len()), "{}: {:?}", request.agent, output.decisions);
        }
    }
}

#[test]
fn the_same_request_gives_the_same_bytes() {
    for asked in REQUESTS {
        let (one, two) = (build(asked), build(asked));
        assert!(one.iter().zip(&two).all(|(one, two)| one.1 == two.1));
    }
}

#[test]
fn documents_of_two_requests_differ_in_most_lines() {
    let (recipes, invoices) = (files(&build(REQUESTS[0])), files(&build(REQUESTS[1])));
    // These list files or say how the server is run: most applications have the same ones.
    let of_the_frame =
        ["README", "architecture", "accessibility", "capacity", "operations", "server", "storage", "testing"];
    let of_the_frame = |path: &str| of_the_frame.iter().any(|name| path.ends_with(&format!("{name}.md")));
    let mut alike = Vec::new();
    for (path, text) in recipes.iter().filter(|(path, _)| path.ends_with(".md") && !of_the_frame(path)) {
        let other = &invoices[path];
        let shared = text.lines().filter(|line| line.len() > 12 && other.contains(*line)).count();
        let lines = text.lines().filter(|line| line.len() > 12).count();
        if shared * 5 > lines * 3 {
            alike.push(format!("{path}: {shared} of {lines} lines are the same"));
        }
    }
    assert!(alike.is_empty(), "{alike:#?}");
}

#[test]
fn usage_counts_what_was_read_and_written() {
    for (request, output) in build(REQUESTS[0]) {
        let read: usize = request
            .files
            .iter()
            .filter(|file| reads(request.agent).contains(&file.path.as_str()))
            .map(|file| file.content.len())
            .sum();
        let written: usize = output.files.iter().map(|file| file.content.len()).sum();
        assert_eq!(output.usage.tokens_in, (request.description.len() + read).div_ceil(4) as u64);
        assert_eq!(output.usage.tokens_out, written.div_ceil(4) as u64);
    }
}

#[test]
fn what_an_agent_reads_was_made_by_somebody_before() {
    let mut made: BTreeSet<String> = BTreeSet::new();
    for (request, output) in build(REQUESTS[2]) {
        for path in reads(request.agent) {
            assert!(made.contains(*path), "{} reads {path}, which nobody made before", request.agent);
        }
        made.extend(output.files.iter().map(|file| file.path.clone()));
    }
}

#[test]
fn only_the_model_is_required() {
    let (description, features) = REQUESTS[1];
    let model = work(&request(AgentId::Oracle, description, features, Vec::new())).expect("oracle works").files;
    let only: Vec<MadeFile> = model.into_iter().filter(|file| file.path == MODEL).collect();
    for agent in roster().iter().map(|one| one.id).skip(1) {
        assert!(work(&request(agent, description, features, only.clone())).is_ok(), "{agent}");
        let missing = work(&request(agent, description, features, Vec::new()));
        assert!(matches!(missing, Err(EngineError::MissingInput { path, .. }) if path == MODEL), "{agent}");
    }
}

/// Every `$ref` of a document leads somewhere inside it.
fn check_references(root: &Value, at: &Value) {
    match at {
        Value::Object(object) => {
            if let Some(target) = object.get("$ref").and_then(Value::as_str) {
                let pointer = target.strip_prefix('#').expect("references stay inside the document");
                assert!(root.pointer(pointer).is_some(), "{target} leads nowhere");
            }
            object.values().for_each(|value| check_references(root, value));
        }
        Value::Array(items) => items.iter().for_each(|value| check_references(root, value)),
        _ => {}
    }
}

#[test]
fn schema_and_api_parse_and_their_references_resolve() {
    for asked in all() {
        let files = files(&build(asked));
        for path in ["docs/schema.json", "docs/openapi.json"] {
            let document: Value = serde_json::from_str(&files[path]).expect("it is JSON");
            check_references(&document, &document);
        }
        let api: Value = serde_json::from_str(&files["docs/openapi.json"]).expect("it is JSON");
        let mut ids = BTreeSet::new();
        for (path, item) in api["paths"].as_object().expect("there are paths") {
            let declared: BTreeSet<&str> =
                item["parameters"].as_array().into_iter().flatten().filter_map(|one| one["name"].as_str()).collect();
            let used: BTreeSet<&str> =
                path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}')).collect();
            assert_eq!(declared, used, "{path}");
            for operation in ["get", "post", "put", "patch", "delete"].into_iter().filter_map(|method| item.get(method))
            {
                let id = operation["operationId"].as_str().expect("each operation has an id");
                assert!(ids.insert(id.to_owned()), "{id} is used twice");
                assert!(
                    operation["responses"].as_object().is_some_and(|answers| answers.len() > 1),
                    "{id} knows no failure"
                );
            }
        }
    }
}

#[test]
fn examples_have_what_the_schema_requires() {
    for asked in all() {
        let files = files(&build(asked));
        let model: AppModel = serde_json::from_str(&files[MODEL]).expect("it is a model");
        let schema: Value = serde_json::from_str(&files["docs/schema.json"]).expect("it is JSON");
        for entity in &model.entities {
            let properties = schema["$defs"][&entity.id]["properties"].as_object().expect("each entity is defined");
            for field in &entity.fields {
                assert!(properties.contains_key(&field.id), "{} of {}", field.id, entity.id);
                if matches!(field.kind, FieldKind::LineItems { .. }) {
                    let needed = schema["$defs"]["lineItem"]["required"].as_array().expect("rows are defined");
                    let rows = entity.seeds.iter().filter_map(|seed| seed.get(&field.id)?.as_array()).flatten();
                    for row in rows {
                        assert!(
                            needed.iter().all(|name| row.get(name.as_str().unwrap_or_default()).is_some()),
                            "{row}"
                        );
                    }
                }
                let FieldKind::Reference { entity: target } = &field.kind else { continue };
                assert_eq!(
                    properties[&field.id]
                        .pointer("/x-references")
                        .or_else(|| properties[&field.id].pointer("/anyOf/0/x-references")),
                    Some(&Value::from(target.as_str()))
                );
            }
        }
    }
}

#[test]
fn text_of_every_colour_can_be_read_on_its_ground() {
    for asked in all() {
        let tokens = &files(&build(asked))["docs/design-tokens.md"];
        assert!(tokens.contains("all text, level AA"), "nothing was measured");
        assert!(!tokens.contains("decoration only") && !tokens.contains("large text and edges only"), "{tokens}");
    }
}

#[test]
fn documents_of_one_table_row_have_as_many_cells_as_its_head() {
    for asked in all() {
        for (path, text) in files(&build(asked)).iter().filter(|(path, _)| path.ends_with(".md")) {
            let mut width = None;
            for line in text.lines() {
                let cells = line.replace("\\|", "").matches('|').count();
                if !line.starts_with('|') {
                    width = None;
                    continue;
                }
                assert_eq!(*width.get_or_insert(cells), cells, "{path}: {line}");
            }
            assert!(!text.contains(" [x](javascript") && !text.contains("<b>"), "{path} lets foreign markup through");
            for pair in text.split_whitespace().collect::<Vec<_>>().windows(2) {
                let vowel = pair[1].to_lowercase().starts_with(['a', 'e', 'i', 'o']) && !pair[1].starts_with("one");
                assert!(!(["a", "A"].contains(&pair[0]) && vowel && pair[1] != "and"), "{path} says {pair:?}");
            }
            // An address of the interface may have a mark in it.
            let text = text.replace("/{thing}", "");
            for slip in ["  ,", " .\n", "..", " a a", " a an ", " an a ", "undefined", "{thing", "  and"] {
                assert!(!text.contains(slip), "{path} contains {slip:?}");
            }
        }
    }
}
