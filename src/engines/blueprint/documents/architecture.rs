//! `docs/architecture.md`: the files that this application really gets, how data moves, and decisions.

use super::super::model::Backend;
use super::desk::{Desk, Document, Work};
use super::inventory::{self, Item};
use super::language::{bullets, cell, count, list, lower, table};
use super::{rules, server};
use crate::agents::AgentId;

/// Writes the architecture.
pub(super) fn write(desk: &Desk<'_>) -> Work {
    let items = inventory::items(desk);
    let code = items.iter().filter(|item| !is_document(item)).count();
    let says = format!(
        "Wrote docs/architecture.md: {} of the application, each with its maker.",
        count(code, "file", "files")
    );
    Work {
        opening: vec![format!(
            "Split the application into {}: {}.",
            count(parts(&items).len(), "part", "parts"),
            list(&parts(&items))
        )],
        documents: vec![Document { path: "docs/architecture.md", text: text(desk, &items), says }],
        decisions: decisions(desk).into_iter().map(|(what, why)| format!("{what}: {why}")).collect(),
    }
}

fn is_document(item: &Item) -> bool {
    item.path.starts_with("docs/") || item.path == "README.md" || item.path == inventory::MODEL
}

/// The folders that hold code.
fn parts(items: &[Item]) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    for item in items.iter().filter(|item| !is_document(item)) {
        let part = folder(&item.path).to_owned();
        if !parts.contains(&part) {
            parts.push(part);
        }
    }
    parts
        .iter()
        .map(|part| if part.is_empty() { "the start page and tools".to_owned() } else { format!("{part}/") })
        .collect()
}

fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

fn text(desk: &Desk<'_>, items: &[Item]) -> String {
    let mut text = format!("# {}: architecture\n\n", cell(&desk.model.name));
    text.push_str(&format!("{}\n\n", stack(desk)));
    text.push_str(&format!("## Modules\n\n{}", modules(items)));
    text.push_str(&format!(
        "## How data moves\n\n```mermaid\n{}```\n\n{}\n",
        diagram(desk, items),
        bullets(&movement(desk))
    ));
    let decided: Vec<Vec<String>> = decisions(desk).into_iter().map(|(what, why)| vec![what, why]).collect();
    text.push_str(&format!("## Decisions\n\n{}\n", table(&["Decision", "Why"], &decided)));
    let out = desk.items("docs/scope.md", "Out");
    if !out.is_empty() {
        text.push_str(&format!(
            "## What the structure leaves room for\n\nNot built, and no part depends on it:\n\n{}",
            bullets(&out)
        ));
    }
    text
}

/// What it is made with, in two sentences.
fn stack(desk: &Desk<'_>) -> String {
    match desk.server() {
        None => "Plain HTML, CSS and JavaScript modules. Nothing is compiled, installed or fetched; a browser and any file server are enough.".to_owned(),
        Some(_) => format!(
            "Pages of plain HTML, CSS and JavaScript modules, and one server that serves them, keeps their data in SQLite and enforces the rules. Nothing is compiled, installed or fetched; {} is enough.",
            server::needs(desk)
        ),
    }
}

fn modules(items: &[Item]) -> String {
    let mut text = String::new();
    let mut folders: Vec<&str> = Vec::new();
    let code: Vec<&Item> = items.iter().filter(|item| !is_document(item)).collect();
    for item in &code {
        if !folders.contains(&folder(&item.path)) {
            folders.push(folder(&item.path));
        }
    }
    folders.sort_unstable();
    for name in folders {
        let rows: Vec<Vec<String>> = code
            .iter()
            .filter(|item| folder(&item.path) == name)
            .map(|item| {
                vec![
                    format!("`{}`", item.path),
                    item.purpose.replace('|', "\\|"),
                    item.by.to_string().replace('_', " "),
                ]
            })
            .collect();
        let title = if name.is_empty() { "At the top".to_owned() } else { format!("`{name}/`") };
        text.push_str(&format!("### {title}\n\n{}\n", table(&["File", "What it is for", "Made by"], &rows)));
    }
    text
}

fn diagram(desk: &Desk<'_>, items: &[Item]) -> String {
    let has = |path: &str| items.iter().any(|item| item.path == path);
    let mut lines = "flowchart LR\n  person([\"Person\"]) --> pages[\"Pages\"]\n".to_owned();
    if has("js/routes.js") {
        lines.push_str("  address[\"Address\"] --> routes[\"js/routes.js\"] --> pages\n");
    }
    if has("js/words.js") {
        lines.push_str("  words[\"js/words.js\"] --> pages\n");
    }
    if has("js/store.js") {
        lines.push_str(
            "  pages -->|\"create, change, delete\"| store[\"js/store.js\"]\n  store -->|\"tells of changes\"| pages\n",
        );
        lines.push_str(if desk.server().is_some() {
            "  store <--> line[\"js/server.js\"] <-->|\"HTTP, /api\"| gate[\"server/\"]\n  gate --> checks[\"Rules and rights\"] --> kept[(\"SQLite, data/app.db\")]\n"
        } else {
            "  store <--> kept[(\"Storage of the browser\")]\n"
        });
    }
    if has("js/schema.js") && has("js/store.js") {
        lines.push_str("  schema[\"js/schema.js\"] --> store\n  schema --> pages\n");
    }
    if has("js/seeds.js") {
        lines.push_str(&format!(
            "  seeds[\"Example {}\"] -->|\"first {}\n",
            super::language::node(&desk.things()),
            if desk.server().is_some() { "start\"| kept" } else { "visit\"| store" }
        ));
    }
    if desk.has_part(AgentId::Sync) {
        lines.push_str("  gate -.->|\"tells of others' changes\"| line\n");
    }
    if has("js/session.js") {
        lines.push_str("  session[\"js/session.js\"] -->|\"who may\"| pages\n");
    }
    lines
}

fn movement(desk: &Desk<'_>) -> Vec<String> {
    let entities: Vec<String> = desk.model.entities.iter().map(|entity| lower(&entity.plural)).collect();
    let mut lines = vec![
        format!("One store holds {}. Pages read from it and change through it, never past it.", list(&entities)),
        "After each change the store tells the page that is shown, which draws itself anew; so no two parts of a page can disagree.".to_owned(),
    ];
    if desk.server().is_some() {
        lines.push("A change is shown at once and sent to the server, which checks it by the same schema, writes it in one transaction, and gives it the next number in `_changes`; what it refuses the store takes back.".to_owned());
        lines.push(
            "Other windows ask for what came after the number they know, and so end with the same records.".to_owned(),
        );
        lines.push(format!(
            "Opened without the server, everything lies under one key of the browser's storage, `{}:data`.",
            desk.model.slug
        ));
    } else {
        lines.push(format!("Everything lies under one key of the browser's storage, `{}:data`, as JSON that `docs/schema.json` describes.", desk.model.slug));
    }
    lines.extend(desk.model.behaviours.iter().map(|rule| {
        let (what, why) = rules::derived(desk, rule);
        format!("{what}: {why}.")
    }));
    lines
}

fn decisions(desk: &Desk<'_>) -> Vec<(String, String)> {
    let plurals: Vec<String> = desk.model.entities.iter().map(|entity| lower(&entity.plural)).collect();
    let mut lines = vec![
        (
            "No framework and nothing to install".to_owned(),
            format!("{} need none, and what is not there cannot grow old.", list(&plurals)),
        ),
        (
            "One schema drives lists, forms and checks".to_owned(),
            "a field is added in one file and appears everywhere.".to_owned(),
        ),
    ];
    if desk.server().is_some() {
        lines.extend(with_server(desk));
    } else {
        lines.push(("Data stays in the browser".to_owned(), format!("{}.", super::brief::why_local(desk))));
    }
    if desk.accounts() && desk.server().is_none() {
        lines.push((
            "Signing in is local".to_owned(),
            "it tells people apart on this device; a server has to check it before strangers share the data."
                .to_owned(),
        ));
    }
    if let Some(rule) = desk.model.behaviours.first() {
        let (what, why) = rules::derived(desk, rule);
        lines.push((what, format!("{why}.")));
    }
    lines
}

/// Decisions that a server brings.
fn with_server(desk: &Desk<'_>) -> Vec<(String, String)> {
    let runtime = match desk.server() {
        Some(Backend::Python) => "The server is Python and its standard library",
        _ => "The server is Node.js alone, with its built-in SQLite",
    };
    vec![
        (runtime.to_owned(), "one command starts it, and no package has to be trusted or renewed.".to_owned()),
        (
            "Data is in SQLite, one file".to_owned(),
            format!("{} need no database server; backing up and moving are copying.", desk.things()),
        ),
    ]
}
