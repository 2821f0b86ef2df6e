//! CSS: it parses, and every custom property that it uses is defined somewhere.

mod contrast;
mod scan;
mod theme;

use std::collections::{BTreeMap, HashSet};

use lightningcss::stylesheet::{ParserOptions, StyleSheet};

use super::application::Application;
use super::javascript::custom_properties;
use super::place::resolve;
use super::report::{Check, Fault, Report, count};
use scan::{Rule, references};

pub(super) use contrast::check as check_contrast;

/// Rules that a browser knows; others it drops without a word.
const AT_RULES: &[&str] = &[
    "charset",
    "container",
    "counter-style",
    "font-face",
    "font-feature-values",
    "font-palette-values",
    "import",
    "keyframes",
    "layer",
    "media",
    "namespace",
    "page",
    "position-try",
    "property",
    "scope",
    "starting-style",
    "supports",
    "view-transition",
    "-webkit-keyframes",
];

/// The facts of a style sheet.
#[derive(Clone, Debug, Default)]
pub(super) struct Sheet {
    pub(super) path: String,
    /// What is wrong with the sheet by itself.
    pub(super) faults: Vec<Fault>,
    /// Whether it is what Tailwind compiles: no browser reads it.
    pub(super) is_source: bool,
    /// Its rules, in order, also those inside others.
    pub(super) rules: Vec<Rule>,
    /// Values of `url()` and `@import`, with lines.
    pub(super) urls: Vec<(String, usize)>,
}

impl Sheet {
    /// Parses a style sheet.
    pub(super) fn read(path: &str, content: &str) -> Self {
        let mut sheet = Self { path: path.to_owned(), ..Self::default() };
        let scan = scan::scan(content);
        sheet.is_source = scan.urls.iter().any(|(url, _)| url == "tailwindcss" || url.starts_with("tailwindcss/"));
        if sheet.is_source {
            return sheet;
        }
        sheet.faults.extend(syntax(content));
        for (name, line) in &scan.at_rules {
            if !AT_RULES.contains(&name.as_str()) {
                sheet.faults.push(Fault::new(*line, format!("no browser knows the rule `@{name}`")));
            }
        }
        sheet.faults.extend(scan.rules.iter().flat_map(twice));
        sheet.faults.sort_by_key(|fault| fault.line);
        sheet.faults.dedup_by_key(|fault| fault.line);
        sheet.rules = scan.rules;
        sheet.urls = scan.urls;
        sheet
    }

    fn declarations(&self) -> impl Iterator<Item = &scan::Declaration> {
        self.rules.iter().flat_map(|rule| &rule.declarations)
    }
}

/// What keeps a sheet from being parsed, or parts of it from having an effect.
fn syntax(content: &str) -> Vec<Fault> {
    let fault = |line: u32, message: String| Fault::new(line as usize + 1, message);
    let strict = StyleSheet::parse(content, ParserOptions::default());
    strict
        .err()
        .into_iter()
        .map(|error| fault(error.loc.as_ref().map_or(0, |loc| loc.line), error.kind.to_string()))
        .collect()
}

/// Custom properties that a rule defines twice: the first value is lost.
fn twice(rule: &Rule) -> Vec<Fault> {
    let mut seen: HashSet<&str> = HashSet::new();
    let custom = rule.declarations.iter().filter(|one| one.name.starts_with("--"));
    custom
        .filter(|one| !seen.insert(&one.name))
        .map(|one| Fault::new(one.line, format!("`{}` is defined twice in `{}`", one.name, rule.selector())))
        .collect()
}

/// Looks at every style sheet, and at the custom properties of all.
pub(super) fn check(application: &Application<'_>) -> Option<Check> {
    check_sheets(application, &defined(application))
}

/// Sources of Tailwind that a page links as if a browser could read them.
fn linked_sources(application: &Application<'_>, report: &mut Report) {
    let sources: HashSet<&str> =
        application.sheets.iter().filter(|sheet| sheet.is_source).map(|sheet| sheet.path.as_str()).collect();
    for page in &application.pages {
        for target in &page.targets {
            let path = resolve(&page.path, &target.text).unwrap_or_default();
            if sources.contains(path.as_str()) {
                let message = format!("links {path}, which Tailwind has to compile first");
                report.at(&page.path, target.line, &message);
            }
        }
    }
}

/// Looks at every style sheet by itself: properties may be defined in sheets that others make.
pub(super) fn check_each(application: &Application<'_>) -> Option<Check> {
    let used = application.sheets.iter().flat_map(Sheet::declarations).flat_map(|one| references(&one.value));
    let used: HashSet<String> = used.map(|one| one.name).collect();
    check_sheets(application, &used)
}

fn check_sheets(application: &Application<'_>, defined: &HashSet<String>) -> Option<Check> {
    if application.sheets.is_empty() {
        return None;
    }
    let mut report = Report::new("css");
    linked_sources(application, &mut report);
    let (mut rules, mut used) = (0, 0);
    for sheet in &application.sheets {
        report.faults(&sheet.path, &sheet.faults);
        rules += sheet.rules.len();
        let mut unknown: BTreeMap<String, usize> = BTreeMap::new();
        for one in sheet.declarations() {
            for reference in references(&one.value) {
                used += 1;
                if !reference.has_fallback && !defined.contains(&reference.name) {
                    unknown.entry(reference.name).or_insert(one.line);
                }
            }
        }
        for (name, line) in unknown {
            report.at(&sheet.path, line, &format!("`var({name})` is defined nowhere"));
        }
    }
    let sheets = count(application.sheets.len(), "style sheet parses", "style sheets parse");
    let rules = count(rules, "rule", "rules");
    Some(report.finish(format!(
        "{sheets}, {rules}, {} defined",
        count(used, "use of a custom property is", "uses of custom properties are")
    )))
}

/// Every custom property that a sheet, a page or a script of the application gives a value to.
fn defined(application: &Application<'_>) -> HashSet<String> {
    let in_sheets = application.sheets.iter().flat_map(|sheet| &sheet.rules).flat_map(Rule::defines);
    let in_pages = application.pages.iter().flat_map(|page| &page.styles).flat_map(|style| custom_properties(style));
    let in_scripts = application.scripts.iter().flat_map(|script| script.properties.iter().cloned());
    in_sheets.chain(in_pages).chain(in_scripts).collect()
}

#[cfg(test)]
mod tests;
