//! HTML: it parses without errors, and everybody can use what it says.

mod accessibility;
mod tree;

use std::collections::BTreeMap;

use super::application::Application;
use super::javascript::Script;
use super::report::{Check, Fault, Report, count};
use tree::{Node, Tree};

/// Something that an attribute leads to.
#[derive(Clone, Debug)]
pub(super) struct Target {
    pub(super) text: String,
    pub(super) line: usize,
}

/// The facts of a page.
#[derive(Clone, Debug, Default)]
pub(super) struct Page {
    pub(super) path: String,
    /// What is wrong with the markup.
    pub(super) markup: Vec<Fault>,
    /// What keeps people out.
    pub(super) accessibility: Vec<Fault>,
    /// Values of `href`, `src` and the like.
    pub(super) targets: Vec<Target>,
    /// Every `id`.
    pub(super) ids: Vec<String>,
    /// Values of `style` and texts of `<style>`.
    pub(super) styles: Vec<String>,
    elements: usize,
}

impl Page {
    /// Parses a page.
    pub(super) fn read(path: &str, content: &str) -> Self {
        let tree = Tree::parse(content);
        let mut page = Self { path: path.to_owned(), markup: tree.errors.clone(), ..Self::default() };
        page.markup.extend(head(&tree));
        page.accessibility = accessibility::faults(&tree);
        for (at, node) in tree.elements() {
            page.elements += 1;
            page.take(&tree, at, node);
        }
        page.markup.extend(twice(&tree));
        for faults in [&mut page.markup, &mut page.accessibility] {
            faults.sort_by(|one, other| (one.line, &one.message).cmp(&(other.line, &other.message)));
        }
        page
    }

    fn take(&mut self, tree: &Tree, at: usize, node: &Node) {
        for (name, value) in &node.attributes {
            match name.as_str() {
                "href" | "src" | "poster" | "data" | "action" | "formaction" => {
                    self.targets.push(Target { text: value.trim().to_owned(), line: node.line });
                }
                "srcset" => self.targets.extend(srcset(value, node.line)),
                "id" => self.ids.push(value.clone()),
                "style" => self.styles.push(value.clone()),
                _ => {}
            }
            if name.starts_with("on") {
                self.markup
                    .push(Fault::new(node.line, format!("`{name}` in markup; listen for the event in a module")));
            }
            if value.trim_start().get(..11).is_some_and(|start| start.eq_ignore_ascii_case("javascript:")) {
                self.markup.push(Fault::new(node.line, format!("`{name}` runs text as code")));
            }
        }
        match node.name.as_str() {
            "style" => self.styles.push(tree.text_of(at)),
            "script" if is_code(node) => {
                let script = Script::read("inline.js", &tree.text_of(at));
                let faults = script.syntax.into_iter().chain(script.faults);
                self.markup.extend(
                    faults.map(|fault| {
                        Fault::new(node.line + fault.line - 1, format!("in the script: {}", fault.message))
                    }),
                );
            }
            _ => {}
        }
    }
}

/// A script that is written in the page itself.
fn is_code(node: &Node) -> bool {
    let kind = node.get("type").unwrap_or_default();
    node.get("src").is_none() && (kind.is_empty() || kind == "module" || kind.ends_with("javascript"))
}

fn srcset(value: &str, line: usize) -> impl Iterator<Item = Target> + '_ {
    let texts = value.split(',').filter_map(|part| part.split_whitespace().next());
    texts.map(move |text| Target { text: text.to_owned(), line })
}

/// What a page says about itself before it says anything.
fn head(tree: &Tree) -> Vec<Fault> {
    let first = |name: &str| tree.elements().find(|(_, node)| node.name == name);
    let mut faults = Vec::new();
    let mut ask = |holds: bool, line: usize, message: &str| {
        if !holds {
            faults.push(Fault::new(line, message));
        }
    };
    let html = first("html").map(|(_, node)| node);
    let line = html.map_or(1, |node| node.line);
    ask(
        html.and_then(|node| node.get("lang")).is_some_and(is_language),
        line,
        "`<html>` names no language: lang=\"en\"",
    );
    let title = first("title").map(|(at, _)| tree.text_of(at)).unwrap_or_default();
    ask(!title.is_empty(), first("title").map_or(line, |(_, node)| node.line), "the page has no `<title>`");
    let meta = |name: &str| {
        tree.elements().find(|(_, node)| node.name == "meta" && node.get("name") == Some(name)).map(|(_, node)| node)
    };
    let viewport = meta("viewport");
    let content = viewport.and_then(|node| node.get("content")).unwrap_or_default();
    let viewport_line = viewport.map_or(line, |node| node.line);
    ask(content.contains("width=device-width"), viewport_line, "no viewport for narrow screens: width=device-width");
    let zooms = !content.contains("user-scalable=no") && !content.contains("maximum-scale=1");
    ask(zooms, viewport_line, "the viewport keeps people from zooming");
    let charset = tree.elements().any(|(_, node)| node.name == "meta" && node.get("charset").is_some());
    ask(charset, line, "no `<meta charset>`");
    faults
}

fn is_language(lang: &str) -> bool {
    let mut parts = lang.split('-');
    parts
        .next()
        .is_some_and(|first| (2..=3).contains(&first.len()) && first.chars().all(|one| one.is_ascii_alphabetic()))
        && parts.all(|part| !part.is_empty() && part.chars().all(|one| one.is_ascii_alphanumeric()))
}

/// Ids that more than one element has.
fn twice(tree: &Tree) -> Vec<Fault> {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    let mut faults = Vec::new();
    for (_, node) in tree.elements() {
        let Some(id) = node.get("id") else { continue };
        match seen.get(id) {
            Some(line) => faults.push(Fault::new(node.line, format!("id `{id}` is taken in line {line}"))),
            None => {
                seen.insert(id, node.line);
            }
        }
    }
    faults
}

/// Looks at the markup of every page.
pub(super) fn check(application: &Application<'_>) -> Option<Check> {
    check_faults(application, "html", |page| &page.markup, "without errors, with language, title and viewport")
}

/// Looks at what keeps people out of every page.
pub(super) fn check_accessibility(application: &Application<'_>) -> Option<Check> {
    let holds = "have landmarks, headings in order, and a name for everything that can be used";
    check_faults(application, "accessibility", |page| &page.accessibility, holds)
}

fn check_faults(
    application: &Application<'_>,
    name: &'static str,
    faults: fn(&Page) -> &Vec<Fault>,
    holds: &str,
) -> Option<Check> {
    if application.pages.is_empty() {
        return None;
    }
    let mut report = Report::new(name);
    for page in &application.pages {
        report.faults(&page.path, faults(page));
    }
    let elements: usize = application.pages.iter().map(|page| page.elements).sum();
    let pages = count(application.pages.len(), "page", "pages");
    Some(report.finish(format!("{} in {pages} {holds}", count(elements, "element", "elements"))))
}

#[cfg(test)]
mod tests;
