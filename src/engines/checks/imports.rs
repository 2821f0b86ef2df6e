//! Imports: every module that is asked for is there, and exports what it is asked for.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::application::Application;
use super::javascript::{Asked, Script};
use super::place::resolve;
use super::report::{Check, Report, count};

/// A chain of `export * from` longer than this is a circle.
const LONGEST_CHAIN: usize = 20;

/// Follows every import.
pub(super) fn check(application: &Application<'_>) -> Option<Check> {
    if application.scripts.is_empty() {
        return None;
    }
    let scripts: HashMap<&str, &Script> =
        application.scripts.iter().map(|script| (script.path.as_str(), script)).collect();
    let packages = packages(application);
    let mut report = Report::new("imports");
    let mut followed = 0;
    let mut used: BTreeSet<(String, String)> = BTreeSet::new();
    for script in &application.scripts {
        for import in &script.imports {
            followed += 1;
            if !import.from.starts_with(['.', '/']) {
                if let Some(wrong) = foreign(&import.from, &script.path, &packages) {
                    report.at(&script.path, import.line, &wrong);
                }
                continue;
            }
            let Some(target) = resolve(&script.path, &import.from).filter(|target| application.has(target)) else {
                report.at(&script.path, import.line, &format!("imports {}, which is not there", import.from));
                continue;
            };
            let Some(exporter) = scripts.get(target.as_str()).filter(|exporter| exporter.syntax.is_empty()) else {
                continue;
            };
            match &import.asked {
                Asked::Name(name) => {
                    used.insert((target.clone(), name.clone()));
                    if !exports(exporter, name, &scripts, 0) {
                        report.at(
                            &script.path,
                            import.line,
                            &format!("imports `{name}` from {}, which exports {}", import.from, offered(exporter)),
                        );
                    }
                }
                Asked::Everything => used.extend(exporter.exports.iter().map(|name| (target.clone(), name.clone()))),
                Asked::Nothing => {}
            }
        }
    }
    if let Some(note) = unused(application, &used) {
        report.note(note);
    }
    let modules = count(application.scripts.len(), "module", "modules");
    Some(report.finish(format!("{} of {modules} lead to what they ask for", count(followed, "import", "imports"))))
}

fn exports(script: &Script, name: &str, scripts: &HashMap<&str, &Script>, depth: usize) -> bool {
    let passed_on = || {
        script.passes_on.iter().any(|from| {
            match resolve(&script.path, from).and_then(|path| scripts.get(path.as_str())) {
                Some(next) if depth < LONGEST_CHAIN => exports(next, name, scripts, depth + 1),
                // Another package may export anything.
                Some(_) => false,
                None => !from.starts_with('.'),
            }
        })
    };
    script.exports.contains(name) || (name != "default" && passed_on())
}

fn offered(script: &Script) -> String {
    if script.exports.is_empty() {
        return "nothing".to_owned();
    }
    let names: Vec<&str> = script.exports.iter().map(String::as_str).take(12).collect();
    let more = if script.exports.len() > names.len() { ", ..." } else { "" };
    format!("{}{more}", names.join(", "))
}

/// The packages that `package.json` asks for.
fn packages(application: &Application<'_>) -> BTreeSet<String> {
    let package = application.document("package.json");
    ["dependencies", "devDependencies", "optionalDependencies", "peerDependencies"]
        .iter()
        .filter_map(|kind| package?.get(kind)?.as_object())
        .flat_map(|packages| packages.keys().cloned())
        .collect()
}

/// What is wrong with an import of something that is no file: a page has no packages, and Node.js needs them named.
fn foreign(from: &str, path: &str, packages: &BTreeSet<String>) -> Option<String> {
    if from.starts_with("https://") || from.starts_with("http://") {
        return Some(format!("imports {from}: an application that needs another host is not whole"));
    }
    let in_node = !path.ends_with(".js") || path.starts_with("server/") || path.starts_with("tests/");
    if from.starts_with("node:") {
        return (!in_node).then(|| format!("imports {from}, which a browser does not have"));
    }
    let parts = if from.starts_with('@') { 2 } else { 1 };
    let package = from.split('/').take(parts).collect::<Vec<_>>().join("/");
    if in_node {
        return (!packages.contains(&package)).then(|| {
            format!(
                "imports {from}, and package.json does not ask for {package} (Node.js's own modules begin with node:)"
            )
        });
    }
    Some(format!("imports {from}, which a browser cannot find"))
}

/// Exports that nobody imports: worth saying, and no fault, as what is not read yet may be read tomorrow.
fn unused(application: &Application<'_>, used: &BTreeSet<(String, String)>) -> Option<String> {
    let mut by_file: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for script in &application.scripts {
        let free = script.exports.iter().filter(|name| !used.contains(&(script.path.clone(), (*name).clone())));
        let free: Vec<&str> = free.map(String::as_str).collect();
        if !free.is_empty() {
            by_file.insert(&script.path, free);
        }
    }
    let total: usize = by_file.values().map(Vec::len).sum();
    let first = by_file.iter().take(3).map(|(path, names)| format!("{path}: {}", names.join(", ")));
    let listed = first.collect::<Vec<_>>().join("; ");
    (total > 0).then(|| {
        format!(
            "{} used by no other module ({listed}{})",
            count(total, "export is", "exports are"),
            if by_file.len() > 3 { "; ..." } else { "" }
        )
    })
}

#[cfg(test)]
mod tests {
    use super::super::sample::{file, found};
    use super::*;

    fn findings(content: &str) -> Vec<String> {
        let files = [
            file("js/a.js", content),
            file("js/b.js", "export const one = 1;\nexport * from './c.js';\n"),
            file("js/c.js", "export function two() {}\nexport default 3;\nexport * from './b.js';\n"),
            file("package.json", "{\"name\": \"a\", \"dependencies\": {\"pg\": \"8\", \"@s/p\": \"1\"}}"),
        ];
        check(&Application::read(&files)).map(|check| found(&check)).unwrap_or_default()
    }

    #[test]
    fn imports_of_what_is_exported_hold() {
        let good = "import { one, two } from './b.js';\nimport * as all from './c.js';\nimport three from './c.js';\nexport { two as other } from './c.js';\nexport const four = one + two + all + three;\n";
        assert_eq!(findings(good), Vec::<String>::new());
    }

    #[test]
    fn an_import_that_leads_nowhere_is_found_with_its_line() {
        for (bad, says) in [
            ("import { a } from './d.js';", "imports ./d.js, which is not there"),
            ("import './d.js';", "imports ./d.js, which is not there"),
            ("export * from './d.js';", "imports ./d.js, which is not there"),
            ("import { nine } from './b.js';", "imports `nine` from ./b.js, which exports one"),
            ("import nine from './b.js';", "imports `default` from ./b.js, which exports one"),
            ("export { nine } from './c.js';", "imports `nine` from ./c.js, which exports default, two"),
            ("import { el } from 'lit';", "imports lit, which a browser cannot find"),
            ("import fs from 'node:fs';", "imports node:fs, which a browser does not have"),
            (
                "import x from 'https://cdn.example/x.js';",
                "imports https://cdn.example/x.js: an application that needs another host is not whole",
            ),
        ] {
            let said = findings(&format!("\n{bad}"));
            assert!(said.contains(&format!("js/a.js: line 2: {says}")), "{bad}: {said:?}");
        }
    }

    #[test]
    fn packages_of_the_server_are_asked_for() {
        let files = [
            file(
                "server/main.mjs",
                "import pg from 'pg';\nimport p from '@s/p/x';\nimport fs from 'node:fs';\nimport express from 'express';\npg(p, fs, express);",
            ),
            file("package.json", "{\"name\": \"a\", \"dependencies\": {\"pg\": \"8\", \"@s/p\": \"1\"}}"),
        ];
        let check = check(&Application::read(&files)).expect("there are scripts");
        assert_eq!(found(&check).len(), 1, "{}", check.detail);
        assert!(
            check
                .detail
                .starts_with("server/main.mjs: line 4: imports express, and package.json does not ask for express")
        );
    }

    #[test]
    fn exports_that_nobody_uses_are_told_and_are_no_fault() {
        let files = [
            file("js/a.js", "import { one } from './b.js';\none();\n"),
            file("js/b.js", "export const one = 1, two = 2;"),
        ];
        let check = check(&Application::read(&files)).expect("there are scripts");
        assert!(check.passed);
        assert!(check.detail.ends_with("1 export is used by no other module (js/b.js: two)"), "{}", check.detail);
    }
}
