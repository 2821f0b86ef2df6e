//! Checks of what was made: nothing is done because an agent says so. Each looks at the files themselves.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::model::MadeFile;

/// A made application is a few hundred kilobytes; more means that something ran away.
const MOST_BYTES: usize = 5_000_000;

/// What a check found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// `links`
    pub name: String,
    /// Whether it holds.
    pub passed: bool,
    /// What was looked at, or what is wrong.
    pub detail: String,
}

/// Runs every check over the files of an application.
#[must_use]
pub fn check_application(files: &[MadeFile]) -> Vec<Check> {
    vec![entry(files), links(files), json(files), paths(files), size(files)]
}

fn check(name: &str, wrong: &[String], fine: String) -> Check {
    let detail = if wrong.is_empty() { fine } else { wrong.join("; ") };
    Check { name: name.to_owned(), passed: wrong.is_empty(), detail }
}

fn entry(files: &[MadeFile]) -> Check {
    let missing: Vec<String> = ["index.html", "README.md"]
        .iter()
        .filter(|path| !files.iter().any(|file| file.path == **path && !file.content.trim().is_empty()))
        .map(|path| format!("{path} is missing"))
        .collect();
    check("entry", &missing, "index.html and README.md are there".to_owned())
}

/// Every `href`, `src`, `import` and `url()` that stays inside the application leads to a file.
fn links(files: &[MadeFile]) -> Check {
    let known: HashSet<&str> = files.iter().map(|file| file.path.as_str()).collect();
    let (mut looked_at, mut broken) = (0, Vec::new());
    for file in files.iter().filter(|file| is_code(&file.path)) {
        for target in targets(&file.content) {
            looked_at += 1;
            let path = resolve(&file.path, target);
            if !known.contains(path.as_str()) {
                broken.push(format!("{} leads to {target}, which is not there", file.path));
            }
        }
    }
    check("links", &broken, format!("{looked_at} links and imports lead to files"))
}

fn is_code(path: &str) -> bool {
    [".html", ".js", ".mjs", ".css"].iter().any(|ending| path.ends_with(ending))
}

/// What comes before a target, with the quote or bracket that ends it.
static MARKS: LazyLock<[(&str, char); 9]> = LazyLock::new(|| {
    [
        ("href=\"", '"'),
        ("src=\"", '"'),
        ("from \"", '"'),
        ("from '", '\''),
        ("import \"", '"'),
        ("import '", '\''),
        ("import(\"", '"'),
        ("import('", '\''),
        ("@import url(\"", '"'),
    ]
});

/// The relative targets in a text; other hosts, fragments, data and Node's own modules are none.
fn targets(text: &str) -> impl Iterator<Item = &str> {
    MARKS
        .iter()
        .flat_map(move |(mark, end)| {
            text.match_indices(mark).filter_map(move |(at, _)| text[at + mark.len()..].split(*end).next())
        })
        .filter(|target| {
            target.starts_with('.') || (target.ends_with(".css") || target.ends_with(".js") || target.ends_with(".svg"))
        })
        .filter(|target| !target.contains(':') && !target.contains('$') && !target.contains('\n'))
}

fn resolve(from: &str, target: &str) -> String {
    let target = target.split(['?', '#']).next().unwrap_or_default();
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in target.split('/') {
        match part {
            "." | "" => {}
            ".." => {
                parts.pop();
            }
            name => parts.push(name),
        }
    }
    parts.join("/")
}

fn json(files: &[MadeFile]) -> Check {
    let documents = files.iter().filter(|file| file.path.ends_with(".json"));
    let (mut count, mut broken) = (0, Vec::new());
    for file in documents {
        count += 1;
        if let Err(error) = serde_json::from_str::<serde::de::IgnoredAny>(&file.content) {
            broken.push(format!("{}: {error}", file.path));
        }
    }
    check("json", &broken, format!("{count} JSON documents parse"))
}

fn paths(files: &[MadeFile]) -> Check {
    let outside: Vec<String> = files
        .iter()
        .filter(|file| file.path.starts_with('/') || file.path.contains("..") || file.path.contains('\\'))
        .map(|file| format!("{} leaves the application's folder", file.path))
        .collect();
    check("paths", &outside, format!("{} files stay inside the application's folder", files.len()))
}

fn size(files: &[MadeFile]) -> Check {
    let bytes: usize = files.iter().map(|file| file.content.len()).sum();
    let too_large =
        if bytes > MOST_BYTES { vec![format!("{bytes} bytes; at most {MOST_BYTES} are sensible")] } else { Vec::new() };
    check("size", &too_large, format!("{} KB in {} files", bytes.div_ceil(1000), files.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, content: &str) -> MadeFile {
        MadeFile { path: path.to_owned(), content: content.to_owned() }
    }

    #[test]
    fn an_import_that_leads_nowhere_is_found_and_named() {
        let files = [
            file("index.html", "<script type=\"module\" src=\"js/app.js\"></script><a href=\"#/home\">Home</a>"),
            file("README.md", "# App"),
            file("js/app.js", "import { store } from \"./store.js\";\nimport { page } from './pages/home.js';"),
            file("js/pages/home.js", "import { store } from '../store.js';"),
        ];
        let links = links(&files);
        assert!(!links.passed);
        assert_eq!(links.detail.matches("store.js, which is not there").count(), 2);
    }

    #[test]
    fn a_whole_application_passes_and_a_broken_document_does_not() {
        let mut files =
            vec![file("index.html", "<p>hi</p>"), file("README.md", "# App"), file("docs/schema.json", "{}")];
        assert!(check_application(&files).iter().all(|check| check.passed));
        files[2].content = "{".to_owned();
        assert!(check_application(&files).iter().any(|check| check.name == "json" && !check.passed));
    }
}
