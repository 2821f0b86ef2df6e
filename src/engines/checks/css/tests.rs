//! Tests of the checks of style sheets.

use super::super::application::Application;
use super::super::sample::{file, found};
use super::*;

fn findings(content: &str) -> Vec<String> {
    let files = [file("css/a.css", content)];
    check(&Application::read(&files)).map(|check| found(&check)).unwrap_or_default()
}

fn contrast(content: &str) -> Vec<String> {
    let files = [file("css/a.css", content)];
    check_contrast(&Application::read(&files)).map(|check| found(&check)).unwrap_or_default()
}

#[test]
fn a_good_sheet_holds_and_is_counted() {
    let files = [
        file("css/tokens.css", ":root { --ink: #111; --gap: 1rem }"),
        file(
            "css/a.css",
            "@media (width > 40rem) { .a:hover { color: var(--ink); margin: calc(var(--gap) * 2) } }\n.b { color: var(--nowhere, red); & .c { width: var(--cover) } }",
        ),
        file("js/a.js", "export const style = '--cover: 3px';"),
    ];
    let check = check(&Application::read(&files)).expect("there are sheets");
    assert!(check.passed, "{}", check.detail);
    assert_eq!(check.detail, "2 style sheets parse, 4 rules, 4 uses of custom properties are defined");
}

#[test]
fn what_does_not_parse_is_found_with_its_line() {
    for bad in [
        ".a { color: red; }\n.b { color red; }",
        ".a {}\n.b[ { color: red }",
        ".a {}\n} .b { color: red }",
        ".a {}\n@media ( { .b { color: red } }",
    ] {
        let said = findings(bad);
        assert!(said.first().is_some_and(|one| one.starts_with("css/a.css: line 2: ")), "{bad}: {said:?}");
    }
}

#[test]
fn a_rule_that_no_browser_knows_is_found() {
    for name in ["tailwind", "include", "meda"] {
        let said = findings(&format!(".a {{ color: red }}\n@{name} base;\n"));
        assert_eq!(said, [format!("css/a.css: line 2: no browser knows the rule `@{name}`")]);
    }
    assert!(
        findings("@container (width > 1px) { .a { color: red } }\n@starting-style { .a { opacity: 0 } }").is_empty()
    );
}

#[test]
fn a_custom_property_without_a_value_is_found() {
    assert_eq!(
        findings(".a {\n  color: var(--ink);\n  border: 1px solid var(--line, var(--edge));\n}"),
        ["css/a.css: line 3: `var(--edge)` is defined nowhere", "css/a.css: line 2: `var(--ink)` is defined nowhere"]
    );
    let files = [file("css/a.css", ".a { color: var(--ink) }")];
    assert!(check_each(&Application::read(&files)).is_some_and(|check| check.passed), "others may define it");
}

#[test]
fn a_custom_property_with_two_values_is_found() {
    assert_eq!(
        findings(":root { --a: 1px; --b: 2px;\n --a: 3px }\n.c { width: var(--a) }"),
        ["css/a.css: line 2: `--a` is defined twice in `:root`"]
    );
}

#[test]
fn addresses_are_read_with_their_lines() {
    let sheet =
        Sheet::read("a.css", "@import \"b.css\";\n@import url(c.css);\n.a { background: url('d.svg'), url(e.svg) }");
    assert_eq!(
        sheet.urls,
        [("b.css", 1), ("c.css", 2), ("d.svg", 3), ("e.svg", 3)].map(|(url, line)| (url.to_owned(), line))
    );
}

#[test]
fn text_that_is_hard_to_read_is_found_in_each_theme() {
    let css = ":root { --bg: #fff; --text: #111; --muted: #999 }\n@media (prefers-color-scheme: dark) {\n :root:not([data-theme='light']) { --bg: #111; --text: #222 } }";
    assert_eq!(
        contrast(css),
        [
            "css/a.css: line 1: `--muted` on `--bg` has a contrast of 2.84 in the light theme; 4.5 is the least",
            "css/a.css: line 3: `--text` on `--bg` has a contrast of 1.18 in the dark theme; 4.5 is the least",
        ]
    );
    assert!(contrast(":root { --bg: #fff; --text: #111; --card: oklch(0.98 0 0) }").is_empty());
}

#[test]
fn pairs_come_from_names_and_from_rules() {
    assert_eq!(contrast(":root { --accent: #3c6; --on-accent: #fff }").len(), 1);
    assert_eq!(contrast(":root { --good-soft: #efe; --good-ink: #8c8 }").len(), 1);
    assert_eq!(contrast(":root { --a: #fff; --b: #ccc }\n.x { color: var(--b); background: var(--a) }").len(), 1);
    assert_eq!(contrast(":root { --bg: #fff; --focus: #eee }").len(), 1);
    // 3.6 to 1: enough for a large title only.
    let large = ":root { --a: #fff; --b: #868686 }\n.x { color: var(--b); background: var(--a); font-size: 2rem }";
    assert!(contrast(large).is_empty());
    assert_eq!(contrast(&large.replace("2rem", "1rem")).len(), 1);
}

#[test]
fn colours_are_followed_through_properties_and_both_halves() {
    let css = ":root { --grey: #777; --bg: light-dark(#fff, #000); --text: var(--grey) }";
    assert_eq!(
        contrast(css),
        ["css/a.css: line 1: `--text` on `--bg` has a contrast of 4.47 in the light theme; 4.5 is the least"]
    );
    assert!(contrast(":root { --bg: var(--text); --text: var(--bg) }").is_empty(), "a circle is no colour");
}

#[test]
fn what_tailwind_compiles_is_not_read_as_css_and_not_linked() {
    let source =
        file("css/input.css", "@import \"tailwindcss\" source(none);\n@theme { --color-ink: #111 }\n@source '../js';");
    let files = [source, file("index.html", "<link rel=\"stylesheet\" href=\"css/app.css\">")];
    assert!(check(&Application::read(&files)).is_some_and(|check| check.passed));
    let files = [files[0].clone(), file("index.html", "\n<link rel=\"stylesheet\" href=\"css/input.css\">")];
    let found = check(&Application::read(&files)).map(|check| found(&check)).unwrap_or_default();
    assert_eq!(found, ["index.html: line 2: links css/input.css, which Tailwind has to compile first"]);
}
