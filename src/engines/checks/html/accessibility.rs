//! What keeps people out of a page, as far as markup alone can tell (WCAG 2.2 and the rules of ARIA in HTML).

use std::collections::HashSet;

use super::super::report::Fault;
use super::tree::{Node, Tree};

/// Attributes whose values are ids.
const REFERENCES: [&str; 6] =
    ["for", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "aria-activedescendant"];

/// Everything that is wrong.
pub(super) fn faults(tree: &Tree) -> Vec<Fault> {
    let ids: HashSet<&str> = tree.elements().filter_map(|(_, node)| node.get("id")).collect();
    let mut faults = landmarks(tree);
    faults.extend(headings(tree));
    for (at, node) in tree.elements() {
        faults.extend(named(tree, at, node).map(|message| Fault::new(node.line, message)));
        faults.extend(references(node, &ids));
        if node.get("tabindex").and_then(|value| value.parse::<i32>().ok()).is_some_and(|value| value > 0) {
            faults.push(Fault::new(node.line, "`tabindex` above 0 breaks the order of the keyboard"));
        }
        if node.get("aria-hidden") == Some("true") && is_focusable(node) {
            faults.push(Fault::new(
                node.line,
                format!("`<{}>` takes the focus and is hidden from screen readers", node.name),
            ));
        }
    }
    faults
}

fn landmarks(tree: &Tree) -> Vec<Fault> {
    let mains: Vec<&Node> = tree.elements().map(|(_, node)| node).filter(|node| is_main(node)).collect();
    let whole = tree.elements().find(|(_, node)| node.name == "body").map_or(1, |(_, node)| node.line);
    match mains.as_slice() {
        [] => vec![Fault::new(whole, "no `<main>`: screen readers cannot skip to the content")],
        [_] => Vec::new(),
        [_, second, ..] => vec![Fault::new(second.line, "a second `<main>`")],
    }
}

fn is_main(node: &Node) -> bool {
    (node.name == "main" || node.get("role") == Some("main")) && node.get("hidden").is_none()
}

/// One first heading at most, and none that skips a level. A page that a script fills may have none yet.
fn headings(tree: &Tree) -> Vec<Fault> {
    let mut faults = Vec::new();
    let (mut last, mut firsts) = (0, 0);
    for (at, node) in tree.elements() {
        let Some(level) = level(node) else { continue };
        if tree.text_of(at).is_empty() {
            faults.push(Fault::new(node.line, format!("`<{}>` is an empty heading", node.name)));
        }
        if level > last + 1 && last > 0 {
            faults.push(Fault::new(node.line, format!("a heading of level {level} follows one of level {last}")));
        }
        firsts += usize::from(level == 1);
        if level == 1 && firsts == 2 {
            faults.push(Fault::new(node.line, "a second `<h1>`"));
        }
        last = level;
    }
    let filled = tree.elements().any(|(_, node)| node.name == "script");
    if firsts == 0 && (last > 0 || !filled) {
        faults.push(Fault::new(1, "no `<h1>`"));
    }
    faults
}

fn level(node: &Node) -> Option<u8> {
    if node.get("role") == Some("heading") {
        return node.get("aria-level").and_then(|level| level.parse().ok());
    }
    node.name.strip_prefix('h').filter(|rest| rest.len() == 1)?.parse().ok().filter(|level| (1..=6).contains(level))
}

/// What is missing where a name is.
fn named(tree: &Tree, at: usize, node: &Node) -> Option<String> {
    let given = |attribute: &str| node.get(attribute).is_some_and(|value| !value.trim().is_empty());
    let said = given("aria-label") || given("aria-labelledby");
    match node.name.as_str() {
        "img" if node.get("alt").is_none() && !said && node.get("role") != Some("presentation") => {
            Some("`<img>` without `alt`; an empty one where it only decorates".to_owned())
        }
        "button" if !said && !given("title") && tree.text_of(at).is_empty() => {
            Some("`<button>` without a name".to_owned())
        }
        "a" if node.get("href").is_some() && !said && !given("title") && tree.text_of(at).is_empty() => {
            Some("`<a>` without a name".to_owned())
        }
        "iframe" if !given("title") && !said => Some("`<iframe>` without a title".to_owned()),
        "input" | "select" | "textarea" => control(tree, at, node, said).map(str::to_owned),
        "dialog" if !said => Some("`<dialog>` without a name: aria-label or aria-labelledby".to_owned()),
        _ => None,
    }
}

fn control(tree: &Tree, at: usize, node: &Node, said: bool) -> Option<&'static str> {
    let kind = node.get("type").unwrap_or_default();
    match kind {
        "hidden" => return None,
        "submit" | "reset" => {
            return node.get("value").is_some_and(|value| value.trim().is_empty()).then_some("a button without a name");
        }
        "button" => {
            return (!said && node.get("value").unwrap_or_default().trim().is_empty())
                .then_some("a button without a name");
        }
        "image" if node.get("alt").is_none_or(|alt| alt.trim().is_empty()) => {
            return Some("a button of an image without `alt`");
        }
        _ => {}
    }
    let inside = tree.around(at).any(|around| around.name == "label");
    let labelled = node.get("id").is_some_and(|id| {
        tree.elements()
            .any(|(label, one)| one.name == "label" && one.get("for") == Some(id) && !tree.text_of(label).is_empty())
    });
    let titled = node.get("title").is_some_and(|title| !title.trim().is_empty());
    (!said && !inside && !labelled && !titled).then_some("a field without a label")
}

fn references(node: &Node, ids: &HashSet<&str>) -> Vec<Fault> {
    let asked = REFERENCES.iter().filter(|name| **name != "for" || matches!(node.name.as_str(), "label" | "output"));
    asked
        .filter_map(|name| node.get(name).map(|value| (name, value)))
        .flat_map(|(name, value)| value.split_whitespace().map(move |id| (name, id)))
        .filter(|(_, id)| !ids.contains(id))
        .map(|(name, id)| Fault::new(node.line, format!("`{name}` names `{id}`, an id that no element has")))
        .collect()
}

fn is_focusable(node: &Node) -> bool {
    let by_kind = matches!(node.name.as_str(), "button" | "input" | "select" | "textarea")
        || (node.name == "a" && node.get("href").is_some());
    (by_kind && node.get("disabled").is_none() && node.get("tabindex") != Some("-1"))
        || node.get("tabindex").is_some_and(|value| value.parse::<i32>().is_ok_and(|value| value >= 0))
}
