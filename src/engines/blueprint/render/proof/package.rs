//! `package.json`: the commands of the project, each only where somebody made what it runs.

use serde_json::{Map, Value, json};

use super::super::super::model::{AppModel, Backend, Styling};
use super::in_browser;
use crate::agents::AgentId;

/// What the tests in a browser are made with. No package is needed to run it.
const PLAYWRIGHT: &str = "1.65.1";
const AXE: &str = "4.11.3";
/// What compiles the styles anew after a change; the same version as made them.
const TAILWIND: &str = "4.3.5";

/// The file.
pub(in super::super) fn package(model: &AppModel) -> String {
    let mut package = json!({
        "name": model.slug,
        "version": "1.0.0",
        "description": model.tagline,
        "private": true,
        "type": "module",
        "scripts": scripts(model),
        "engines": { "node": oldest_node(model) },
    });
    let packages = packages(model);
    if !packages.is_empty() {
        package["devDependencies"] = packages.into();
    }
    format!("{package:#}\n")
}

/// What runs the tests, and the server where it is written for Node.js.
fn oldest_node(model: &AppModel) -> &'static str {
    match (model.has_server(), model.stack.backend) {
        (false, _) => ">=18",
        (true, Backend::Python) => ">=20",
        // Full-text search came into Node's SQLite three versions after SQLite itself.
        (true, Backend::Node) if model.has(AgentId::Search) => ">=22.16",
        (true, Backend::Node) => ">=22.13",
    }
}

/// What is needed to test it in a browser and to change its styles.
fn packages(model: &AppModel) -> Map<String, Value> {
    let mut packages = Map::new();
    let mut add = |name: &str, version: &str| packages.insert(name.to_owned(), json!(version));
    if model.has_server() && in_browser(model) {
        add("@playwright/test", PLAYWRIGHT);
        if model.has(AgentId::A11y) {
            add("@axe-core/playwright", AXE);
        }
    }
    if model.stack.styling == Styling::Tailwind {
        add("@tailwindcss/cli", TAILWIND);
        add("tailwindcss", TAILWIND);
    }
    packages
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
    if model.stack.styling == Styling::Tailwind {
        add("css", "npx @tailwindcss/cli -i css/input.css -o css/app.css");
    }
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
