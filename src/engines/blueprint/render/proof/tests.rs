//! Both servers and every depth: what is promised in a script is made, and no mark is left.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::agents::{AgentId, Phase, roster};
use crate::engines::blueprint::model::{AppModel, Backend};
use crate::engines::blueprint::render::{files, sample};

const DEPTHS: [Phase; 4] = [Phase::Frontend, Phase::Integration, Phase::Testing, Phase::Deployment];

/// The samples, at every depth, with both servers.
fn all() -> Vec<AppModel> {
    let mut models = Vec::new();
    for model in sample::all() {
        for depth in DEPTHS {
            for backend in [Backend::Node, Backend::Python] {
                let mut model = model.clone();
                model.team = roster().iter().filter(|one| one.phase <= depth).map(|one| one.id).collect();
                model.stack.backend = backend;
                models.push(model);
            }
        }
    }
    models
}

fn made(model: &AppModel) -> BTreeMap<String, String> {
    let all = model.team.iter().flat_map(|agent| files(*agent, model));
    all.map(|file| (file.path, file.content)).collect()
}

fn package(files: &BTreeMap<String, String>) -> Value {
    serde_json::from_str(&files["package.json"]).expect("package.json is JSON")
}

#[test]
fn every_script_runs_something_that_was_made() {
    for model in all() {
        let files = made(&model);
        for (name, command) in package(&files)["scripts"].as_object().expect("scripts") {
            let command = command.as_str().expect("a command");
            let target = command.split(' ').next_back().expect("a last word");
            let folder = target.trim_end_matches("*.test.mjs");
            assert!(
                files.keys().any(|path| path == target || path.starts_with(folder)) || target.starts_with("server/"),
                "{name}: {command}"
            );
        }
    }
}

#[test]
fn packages_come_only_with_tests_in_a_browser() {
    for model in all() {
        let files = made(&model);
        let package = package(&files);
        let wanted = model.has(AgentId::Cypress);
        assert_eq!(package.get("devDependencies").is_some(), wanted, "{}", model.slug);
        assert!(package.get("dependencies").is_none());
        assert_eq!(files.contains_key("serve.mjs"), !model.has_server());
    }
}

#[test]
fn no_mark_is_left_in_a_file_of_these_agents() {
    let agents = [
        AgentId::Junit,
        AgentId::Cypress,
        AgentId::A11y,
        AgentId::Load,
        AgentId::Docker,
        AgentId::Pipeline,
        AgentId::Scale,
    ];
    for model in all() {
        for agent in agents {
            for (path, text) in super::files(agent, &model) {
                let mark = |rest: &str| {
                    let mark = rest.split("}}").next().unwrap_or_default();
                    !mark.is_empty() && mark.chars().all(|letter| letter.is_ascii_lowercase() || letter == '_')
                };
                let left = text.lines().find(|line| !line.contains("${{") && line.split("{{").skip(1).any(mark));
                assert_eq!(left, None, "{path}");
                assert!(!path.ends_with("ci.yml") || !text.contains("[["), "{path}");
            }
        }
    }
}

#[test]
fn the_rules_of_an_application_are_in_its_tests() {
    let model = all().into_iter().find(|model| model.slug.contains("gym") && model.has(AgentId::Docker)).expect("gym");
    let files = made(&model);
    let tests = &files["tests/api.test.mjs"];
    assert!(tests.contains("/class_session/${record.id}/${verb}"), "booking");
    assert!(tests.contains("describe('Accounts'"));
    assert!(files["tests/e2e/rules.spec.mjs"].contains("words.booking.cancel"));
}

#[test]
fn a_hostile_name_ends_no_comment_and_no_quoted_text() {
    let mut model = all().pop().expect("a model");
    model.name = "A \" name\n: */ {{main}} ${{ secrets }} `rm`".to_owned();
    let files = made(&model);
    for path in ["Dockerfile", "compose.yaml", "deploy/alerts.yml", "tests/api.test.mjs", "deploy/Caddyfile"] {
        assert!(!files[path].contains("secrets }}"), "{path}");
        assert!(!files[path].contains("*/ {"), "{path}");
    }
}

#[test]
fn an_image_is_built_from_what_is_served_and_not_as_root() {
    for model in all().into_iter().filter(|model| model.has(AgentId::Docker)) {
        let files = made(&model);
        let image = &files["Dockerfile"];
        assert!(image.contains("HEALTHCHECK") && image.contains("\nUSER ") && image.contains("VOLUME /data"));
        assert!(files["compose.yaml"].contains("data:/data"));
        assert!(!files[".github/workflows/ci.yml"].contains("{{name}}"));
    }
}
