//! `package.json`: the commands of the project, each only where somebody made what it runs.

use serde_json::{Map, Value, json};

use super::super::super::model::{AppModel, Backend};
use super::in_browser;
use crate::agents::AgentId;

/// What the tests in a browser are made with; the only packages, and none of them is needed to run it.
const PLAYWRIGHT: &str = "1.65.1";
const AXE: &str = "4.11.3";

/// The file.
pub(in super::super) fn package(model: &AppModel) -> String {
    let node = model.has_server() && model.stack.backend == Backend::Node;
    let mut package = json!({
        "name": model.slug,
        "version": "1.0.0",
        "description": model.tagline,
        "private": true,
        "type": "module",
        "scripts": scripts(model),
        "engines": { "node": if node { ">=22.13" } else if model.has_server() { ">=20" } else { ">=18" } },
    });
    if model.has_server() && in_browser(model) {
        let mut packages = json!({ "@playwright/test": PLAYWRIGHT });
        if model.has(AgentId::A11y) {
            packages["@axe-core/playwright"] = json!(AXE);
        }
        package["devDependencies"] = packages;
    }
    format!("{package:#}\n")
}

fn scripts(model: &AppModel) -> Map<String, Value> {
    let start = match (model.has_server(), model.stack.backend) {
        (false, _) => "node serve.mjs",
        (true, Backend::Node) => "node --disable-warning=ExperimentalWarning server/main.mjs",
        (true, Backend::Python) => "python3 server/main.py",
    };
    let mut scripts = Map::new();
    let mut add = |name: &str, command: &str| scripts.insert(name.to_owned(), json!(command));
    add("start", start);
    add("test", "node --test tests/*.test.mjs");
    let optional = [
        (AgentId::Cypress, "test:e2e", "playwright test -c tests/e2e"),
        (AgentId::A11y, "test:a11y", "playwright test -c tests/a11y"),
        (AgentId::Load, "test:load", "node tests/load.mjs"),
    ];
    for (_, name, command) in optional.into_iter().filter(|(agent, ..)| model.has_server() && model.has(*agent)) {
        add(name, command);
    }
    scripts
}
