//! What every application with Tailwind keeps to; the reference is what Tailwind's own compiler made of the same classes.

use std::collections::{BTreeMap, BTreeSet};

use super::super::super::model::{AppModel, Layout, Styling};
use super::super::{files, sample};
use super::compile::{is_utility, properties, scale, utilities};
use super::look::Look;
use crate::agents::AgentId;

/// Written by reference.mjs.
const REFERENCE: &str = include_str!("reference.css");

const LOOKS: &[&str] = &[
    include_str!("../templates/tailwind/look/page.look"),
    include_str!("../templates/tailwind/look/forms.look"),
    include_str!("../templates/tailwind/look/items-edit.look"),
    include_str!("../templates/tailwind/look/views.look"),
    include_str!("../templates/tailwind/look/home.look"),
    include_str!("../templates/tailwind/look/people.look"),
    include_str!("../templates/tailwind/look/basket.look"),
    include_str!("../templates/tailwind/look/layout-sidebar.look"),
    include_str!("../templates/tailwind/look/layout-topbar.look"),
    include_str!("../templates/tailwind/look/layout-rail.look"),
    include_str!("../templates/tailwind/look/layout-masthead.look"),
    include_str!("../templates/tailwind/look/style-ruled.look"),
    include_str!("../templates/tailwind/look/style-framed.look"),
    include_str!("../templates/tailwind/look/style-raised.look"),
    include_str!("../templates/tailwind/look/style-filled.look"),
];

/// The plain style sheets: what they style, the looks style too.
const PLAIN: &[&str] = &[
    include_str!("../templates/css/layout.css"),
    include_str!("../templates/css/components.css"),
    include_str!("../templates/css/forms.css"),
    include_str!("../templates/css/views.css"),
    include_str!("../templates/css/home.css"),
    include_str!("../templates/css/people.css"),
    include_str!("../templates/css/basket.css"),
    include_str!("../templates/css/items-edit.css"),
];

fn lines() -> impl Iterator<Item = (&'static str, &'static str)> {
    LOOKS
        .iter()
        .flat_map(|text| text.lines())
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| line.split_once(": ").unwrap_or_else(|| panic!("no utilities: {line}")))
}

fn classes() -> BTreeSet<&'static str> {
    lines().flat_map(|(_, classes)| classes.split(' ')).collect()
}

/// Names that stand among the utilities to be found by others: `in-[.bar.good]:` looks for them.
fn hooks() -> BTreeSet<&'static str> {
    let mut hooks: BTreeSet<&str> =
        lines().flat_map(|(name, _)| name.trim_start_matches(['+', '=']).split(' ')).collect();
    hooks.extend([
        "data-table",
        "line-items",
        "contents-list",
        "strip-small",
        "tags-field",
        "group/card",
        "group/example",
    ]);
    hooks.extend(["tone-neutral", "tone-good", "tone-warning", "tone-late", "tone-bad"]);
    hooks
}

fn styled(model: &AppModel, styling: Styling) -> BTreeMap<String, String> {
    let mut model = model.clone();
    model.stack.styling = styling;
    AgentId::ALL.iter().flat_map(|agent| files(*agent, &model)).map(|file| (file.path, file.content)).collect()
}

#[test]
fn every_class_is_a_utility_or_a_name_to_be_found_by() {
    let hooks = hooks();
    let unknown: Vec<&str> =
        classes().into_iter().filter(|class| !is_utility(class) && !hooks.contains(class)).collect();
    assert!(unknown.is_empty(), "no utilities: {unknown:?}");
}

#[test]
fn the_rules_are_those_of_the_real_compiler_byte_for_byte() {
    let mine = utilities(classes());
    let start = REFERENCE.find("@layer utilities {\n").expect("the layer") + 19;
    let end = REFERENCE[start..].find("\n}\n").expect("its end") + start + 1;
    let real: Vec<&str> = REFERENCE[start..end].lines().map(|line| line.strip_prefix("  ").unwrap_or(line)).collect();
    for (at, (one, other)) in mine.lines().zip(&real).enumerate() {
        let before = &real[at.saturating_sub(6)..at];
        assert_eq!(one, *other, "line {at}, after {before:?}; if a look changed, run reference.mjs");
    }
    assert_eq!(mine.lines().count(), real.len());
}

#[test]
fn the_scale_and_the_shared_variables_are_those_of_the_real_compiler() {
    let mine = utilities(classes());
    let theme = &REFERENCE[..REFERENCE.find("@layer utilities {").expect("the layer")];
    assert_eq!(scale(&mine), theme);
    for block in properties(&mine).split_inclusive("}\n") {
        let name = block.lines().next().unwrap_or_default();
        let real = REFERENCE.split_once(name).and_then(|(_, rest)| rest.split_once("}\n")).map(|(body, _)| body);
        let body: BTreeSet<&str> = block.lines().skip(1).filter(|line| *line != "}").collect();
        let real: BTreeSet<&str> =
            real.unwrap_or_else(|| panic!("not shared: {name}")).lines().filter(|line| !line.is_empty()).collect();
        assert_eq!(body, real, "{name}");
    }
    assert_eq!(REFERENCE.matches("@property").count(), properties(&mine).matches("@property").count());
}

#[test]
fn what_the_plain_sheets_style_has_a_look() {
    let mut known: BTreeSet<&str> = hooks();
    // Said by the parts around them, by elements, or in the components layer.
    known.extend([
        "bare",
        "cover-1",
        "cover-2",
        "cover-3",
        "cover-4",
        "cover-5",
        "cover-icon",
        "drawn",
        "emblem",
        "plate",
        "twig",
    ]);
    known.extend([
        "bare", "large", "free", "other", "nav-open", "wrong", "target", "on", "no", "month", "choices", "main",
    ]);
    known.extend([
        "title",
        "basket",
        "habits",
        "courses",
        "levels",
        "proposals",
        "item-head",
        "look-cover",
        "look-reading",
        "email",
        "owed-late",
        "unit",
    ]);
    for text in PLAIN {
        for piece in text.split('.').skip(1) {
            let end = piece
                .find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-' && letter != '_')
                .unwrap_or(piece.len());
            let name = &piece[..end];
            if name.starts_with(|letter: char| letter.is_ascii_lowercase()) {
                assert!(known.contains(name), ".{name} is styled in the plain sheets only");
            }
        }
    }
}

#[test]
fn each_styling_leaves_nothing_of_the_other() {
    for model in sample::all() {
        let (plain, wind) = (styled(&model, Styling::Css), styled(&model, Styling::Tailwind));
        for path in ["css/layout.css", "css/components.css", "css/polish.css"] {
            assert!(plain.contains_key(path) && !wind.contains_key(path), "{path}");
            assert!(!wind["index.html"].contains(path));
        }
        for path in ["css/input.css", "css/app.css", "js/look.js"] {
            assert!(wind.contains_key(path) && !plain.contains_key(path), "{path}");
        }
        assert!(!plain["js/ui.js"].contains("look.js"));
        assert!(wind["js/ui.js"].contains("import { dress } from './look.js'"));
        assert!(wind["js/ui.js"].contains("dress(value)"));
        assert_eq!(wind["index.html"].matches("rel=\"stylesheet\"").count(), 1);
    }
}

#[test]
fn the_sheet_has_a_rule_for_every_utility_of_the_page_and_the_look() {
    for model in sample::all() {
        let wind = styled(&model, Styling::Tailwind);
        let mut model = model;
        model.stack.styling = Styling::Tailwind;
        let look = Look::of(&model);
        let sheet = &wind["css/app.css"];
        let page: BTreeSet<&str> = wind["index.html"]
            .split("class=\"")
            .skip(1)
            .filter_map(|piece| piece.split('"').next())
            .flat_map(str::split_whitespace)
            .collect();
        for class in look.all().into_iter().chain(page).filter(|class| is_utility(class)) {
            let rule = utilities([class]);
            let selector = rule.lines().find(|line| line.contains('.')).unwrap_or_default().trim();
            assert!(sheet.contains(selector), "{}: {class}", model.name);
        }
    }
}

#[test]
fn the_same_model_gives_the_same_sheet_and_another_look_another() {
    let mut model = sample::recipes();
    model.stack.styling = Styling::Tailwind;
    let first = super::sheet(&model);
    assert_eq!(first, super::sheet(&model));
    let modules: BTreeSet<String> = [Layout::Sidebar, Layout::Topbar, Layout::Rail, Layout::Masthead]
        .into_iter()
        .map(|layout| {
            model.look.layout = layout;
            super::look_module(&model)
        })
        .collect();
    assert_eq!(modules.len(), 4);
}

#[test]
fn states_are_looked_up_whole() {
    let model = sample::recipes();
    let look = Look::of(&model);
    assert!(
        look.dress("badge good").starts_with("badge inline-flex") && look.dress("badge good").contains("bg-good-soft")
    );
    assert!(
        look.dress("button main small").contains("min-h-8") && !look.dress("button main small").contains("min-h-10")
    );
    assert_eq!(look.dress("hidden"), "sr-only");
    assert_eq!(look.dress("no-such-part"), "no-such-part");
}

#[test]
fn no_part_has_two_utilities_for_one_property() {
    for model in sample::all() {
        let look = Look::of(&model);
        for (part, _) in look.parts() {
            let classes = look.dress(part.trim_start_matches('='));
            let mut set: BTreeMap<String, &str> = BTreeMap::new();
            for class in classes.split(' ').filter(|class| !class.contains(':') && is_utility(class)) {
                let rule = utilities([class]);
                let property = rule.lines().nth(1).and_then(|line| line.split(':').next()).unwrap_or_default();
                let other = set.insert(property.trim().to_owned(), class);
                assert!(
                    other.is_none_or(|other| other == class),
                    "{}: {part} sets {property} by {other:?} and {class}",
                    model.name
                );
            }
        }
    }
}
