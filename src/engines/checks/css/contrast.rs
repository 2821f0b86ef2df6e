//! Contrast of what is read on what, computed from the custom properties of both themes (WCAG 2.2, 1.4.3 and 1.4.11).

use std::collections::{BTreeMap, BTreeSet};

use super::super::application::Application;
use super::super::report::{Check, Report, count};
use super::scan::Rule;
use super::theme::{Theme, Themes};

/// Least contrast of text.
const TEXT: f64 = 4.5;

/// Least contrast of large text, and of what shows where a control is.
const LARGE: f64 = 3.0;

/// Front and ground, with the least contrast that they must have.
type Pairs = BTreeMap<(String, String), f64>;

/// Measures every pair of colours.
pub(in super::super) fn check(application: &Application<'_>) -> Option<Check> {
    let themes = Themes::of(&application.sheets);
    let names: BTreeSet<&str> = themes.colours().into_iter().collect();
    let mut pairs = named_pairs(&names);
    for rule in application.sheets.iter().flat_map(|sheet| &sheet.rules) {
        if let Some((pair, least)) = rule_pair(rule, &names) {
            pairs.entry(pair).or_insert(least);
        }
    }
    if pairs.is_empty() {
        return None;
    }
    let mut report = Report::new("contrast");
    let mut lowest = f64::INFINITY;
    for theme in themes.all() {
        for ((front, ground), least) in &pairs {
            let (Some(one), Some(other)) = (themes.colour(front, theme), themes.colour(ground, theme)) else {
                continue;
            };
            let ratio = one.contrast(other);
            lowest = lowest.min(ratio / least);
            if ratio < *least {
                tell(&mut report, &themes, (front, ground, theme), (ratio, *least));
            }
        }
    }
    let themes = count(themes.all().len(), "theme", "themes");
    let margin =
        if lowest.is_finite() { format!(", the closest {lowest:.2} times what it needs") } else { String::new() };
    Some(report.finish(format!("{} of colours measured in {themes}{margin}", count(pairs.len(), "pair", "pairs"))))
}

fn tell(report: &mut Report, themes: &Themes, (front, ground, theme): (&str, &str, Theme), (ratio, least): (f64, f64)) {
    let name = if theme == Theme::Light { "light" } else { "dark" };
    let (path, line) = themes.place(front, theme).unwrap_or_default();
    // Rounded down: 4.49 must not read as 4.5.
    let ratio = (ratio * 100.0).floor() / 100.0;
    report.at(
        path,
        line,
        &format!("`{front}` on `{ground}` has a contrast of {ratio:.2} in the {name} theme; {least:.1} is the least"),
    );
}

/// Pairs that names promise: `--text` on every ground, `--on-x` on `--x`, `--x-ink` on `--x-soft`.
fn named_pairs(names: &BTreeSet<&str>) -> Pairs {
    let mut pairs = Pairs::new();
    for name in names {
        for (ground, least) in grounds(name.trim_start_matches('-'), names) {
            pairs.insert(((*name).to_owned(), ground), least);
        }
    }
    pairs
}

fn grounds(name: &str, names: &BTreeSet<&str>) -> Vec<(String, f64)> {
    let there = |under: String| names.contains(under.as_str()).then_some(under);
    let text = |under: Option<String>| under.map(|under| (under, TEXT)).into_iter().collect();
    if let Some(under) = name.strip_prefix("on-") {
        return text(there(format!("--{under}")));
    }
    if let Some(under) = name.strip_suffix("-ink") {
        return text(there(format!("--{under}-soft")));
    }
    let family = name.strip_suffix("-text").or_else(|| name.strip_suffix("-muted"));
    if let Some(under) = family.and_then(|under| there(format!("--{under}"))) {
        // With a tint of its own beside it, `accent-text` is text on the page in the colour of the accent.
        if !names.contains(format!("{under}-soft").as_str()) {
            return vec![(under, TEXT)];
        }
    }
    let on_all = |grounds: &[&str], least: f64| {
        grounds.iter().filter_map(|ground| there(format!("--{ground}"))).map(|ground| (ground, least)).collect()
    };
    match name {
        "text" | "muted" | "link" | "heading" | "foreground" | "fg" | "accent-text" => {
            on_all(&["bg", "background", "surface", "paper", "page", "card"], TEXT)
        }
        "focus" | "ring" | "line-strong" | "field-line" => on_all(&["bg", "background", "surface"], LARGE),
        _ => Vec::new(),
    }
}

/// The pair that a rule shows: its text on its own ground, where both are custom properties.
fn rule_pair(rule: &Rule, names: &BTreeSet<&str>) -> Option<((String, String), f64)> {
    let front = only_property(&rule.get("color")?.value, names)?;
    let ground = rule.get("background-color").or_else(|| rule.get("background"))?;
    let ground = only_property(&ground.value, names)?;
    let large = rule.get("font-size").is_some_and(|size| is_large(&size.value));
    Some(((front, ground), if large { LARGE } else { TEXT }))
}

fn only_property(value: &str, names: &BTreeSet<&str>) -> Option<String> {
    let name = value.strip_prefix("var(")?.strip_suffix(')')?.trim();
    names.contains(name).then(|| name.to_owned())
}

/// 24 pixels and more.
fn is_large(size: &str) -> bool {
    let number = |unit: &str| size.strip_suffix(unit).and_then(|number| number.trim().parse::<f64>().ok());
    number("rem").or_else(|| number("em")).is_some_and(|size| size >= 1.5)
        || number("px").is_some_and(|size| size >= 24.0)
}
