//! `docs/architecture.md`: the files that this application really gets, how data moves, and decisions.

use super::desk::{Desk, Document, Work};
use super::inventory::{self, Item};
use super::language::{bullets, cell, count, list, lower, table};
use super::rules;
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
    text.push_str("Plain HTML, CSS and JavaScript modules. Nothing is compiled, installed or fetched; a browser and any file server are enough.\n\n");
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
        lines.push_str("  pages -->|\"create, change, delete\"| store[\"js/store.js\"]\n  store -->|\"tells of changes\"| pages\n  store <--> kept[(\"Storage of the browser\")]\n");
    }
    if has("js/schema.js") && has("js/store.js") {
        lines.push_str("  schema[\"js/schema.js\"] --> store\n  schema --> pages\n");
    }
    if has("js/seeds.js") {
        lines.push_str(&format!(
            "  seeds[\"Example {}\"] -->|\"first visit\"| store\n",
            super::language::node(&desk.things())
        ));
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
        format!("Everything lies under one key of the browser's storage, `{}:data`, as JSON that `docs/schema.json` describes.", desk.model.slug),
    ];
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
            "No framework and no build step".to_owned(),
            format!("{} need none, and what is not there cannot grow old.", list(&plurals)),
        ),
        (
            "One schema drives lists, forms and checks".to_owned(),
            "a field is added in one file and appears everywhere.".to_owned(),
        ),
        ("Data stays in the browser".to_owned(), format!("{}.", super::brief::why_local(desk))),
    ];
    if desk.accounts() {
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
