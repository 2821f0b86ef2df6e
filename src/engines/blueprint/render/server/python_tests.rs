//! What the Python server consists of: each module with its agent, every mark filled, every import there.

use serde_json::Value;

use super::super::super::model::{AppModel, Backend};
use super::super::names::has_accounts;
use super::super::sample;
use super::*;

/// Agents without whom an application may be made.
const OPTIONAL: &[AgentId] =
    &[AgentId::Cron, AgentId::Sync, AgentId::Notify, AgentId::Search, AgentId::Monitor, AgentId::Scale];

fn with_team(mut model: AppModel, backend: Backend, is_in: impl Fn(AgentId) -> bool) -> AppModel {
    model.team = AgentId::ALL.iter().copied().filter(|agent| is_in(*agent)).collect();
    model.stack.backend = backend;
    model
}

fn made(model: &AppModel) -> Vec<(String, String)> {
    model.team.iter().flat_map(|agent| files(*agent, model)).collect()
}

/// Python models with everybody, and with nobody who can be left out.
fn models() -> Vec<AppModel> {
    let python = |is_in: fn(AgentId) -> bool| {
        sample::all().into_iter().map(move |model| with_team(model, Backend::Python, is_in))
    };
    python(|_| true).chain(python(|agent| !OPTIONAL.contains(&agent))).collect()
}

/// The modules that a Python file imports, as they are named there.
fn imports(text: &str) -> Vec<String> {
    let lines = text.lines().map(str::trim);
    lines
        .filter_map(|line| {
            let module = line.strip_prefix("from ").or_else(|| line.strip_prefix("import "))?;
            module.split_whitespace().next().map(str::to_owned)
        })
        .collect()
}

fn names_file(module: &str, path: &str) -> bool {
    let file = format!("server/{}", module.replace('.', "/"));
    path == format!("{file}.py") || path == format!("{file}/__init__.py")
}

#[test]
fn every_mark_of_a_python_server_is_filled() {
    for model in models() {
        for (path, text) in made(&model) {
            assert!(!text.contains("{{"), "{path} of {} is not filled", model.name);
        }
    }
}

#[test]
fn every_module_of_a_python_server_that_is_imported_is_there() {
    const OURS: &[&str] = &["behaviours.", "chores."];
    let known: Vec<String> = models().iter().flat_map(made).map(|(path, _)| path).collect();
    for model in models() {
        let files = made(&model);
        for (path, text) in files.iter().filter(|(path, _)| path.ends_with(".py")) {
            for module in imports(text) {
                let is_ours = OURS.iter().any(|start| module.starts_with(start))
                    || known.iter().any(|path| names_file(&module, path));
                let is_there = files.iter().any(|(path, _)| names_file(&module, path));
                assert!(!is_ours || is_there, "{}: {path} imports {module}", model.name);
            }
        }
    }
}

#[test]
fn every_module_of_a_python_server_is_imported_or_started() {
    for model in models() {
        let files = made(&model);
        let used: Vec<String> = files.iter().flat_map(|(_, text)| imports(text)).collect();
        for (path, _) in files.iter().filter(|(path, _)| path.ends_with(".py")) {
            let is_started = ["server/main.py", "server/backup.py"].contains(&path.as_str());
            let is_used = used.iter().any(|module| names_file(module, path));
            assert!(is_started || is_used, "{path} of {} is there for nothing", model.name);
        }
    }
}

#[test]
fn accounts_bring_their_modules_and_nobody_else_does() {
    for model in models() {
        let paths: Vec<String> = made(&model).into_iter().map(|(path, _)| path).collect();
        for path in ["server/session.py", "server/passwords.py", "server/throttle.py"] {
            assert_eq!(paths.iter().any(|known| known == path), has_accounts(&model), "{path} of {}", model.name);
        }
    }
}

#[test]
fn optional_parts_of_a_python_server_come_with_their_agents_alone() {
    let parts = [
        (AgentId::Cron, "jobs"),
        (AgentId::Sync, "live"),
        (AgentId::Notify, "notices"),
        (AgentId::Search, "search"),
        (AgentId::Monitor, "health"),
        (AgentId::Scale, "backup"),
    ];
    for model in models() {
        let files = made(&model);
        for (agent, part) in parts {
            let is_there = files.iter().any(|(path, _)| names_file(part, path));
            assert_eq!(is_there, model.has(agent), "{part} of {}", model.name);
        }
    }
}

#[test]
fn a_node_server_has_no_python_in_it() {
    for model in sample::all() {
        let model = with_team(model, Backend::Node, |_| true);
        assert!(made(&model).iter().all(|(path, _)| !path.ends_with(".py") && !path.ends_with("schema.json")));
    }
}

#[test]
fn schema_and_examples_are_json_with_every_entity_in_order() {
    for model in models() {
        let files = made(&model);
        let read = |path: &str| {
            let text = &files.iter().find(|(known, _)| known == path).expect("it is made").1;
            (text.clone(), serde_json::from_str::<Value>(text).expect("it is JSON"))
        };
        let (text, schema) = read("server/schema.json");
        let (_, seeds) = read("server/seeds.json");
        let places: Vec<Option<usize>> = model
            .entities
            .iter()
            .map(|entity| text.find(&format!("\"id\": \"{}\", \"singular\"", entity.id)))
            .collect();
        assert!(places.is_sorted() || places.contains(&None), "the order of {}", model.name);
        for entity in &model.entities {
            assert_eq!(seeds[&entity.id].as_array().map(Vec::len), Some(entity.seeds.len()));
            let fields = schema["entities"][&entity.id]["fields"].as_array().map(Vec::len);
            assert_eq!(fields, Some(entity.fields.len()), "{} of {}", entity.id, model.name);
        }
        assert_eq!(schema["app"]["name"], Value::from(model.name.clone()));
    }
}
