//! What each part of a page looks like: names of parts with their utilities, put together from what this application shows.

use std::collections::{BTreeMap, BTreeSet};

use super::super::super::model::{AppModel, FieldKind, Layout};
use super::super::names::has_accounts;
use super::super::pages::uses;
use super::super::rules::rules;
use super::super::style::{Style, Surface};
use super::compile::is_utility;

/// Names of parts, each with its classes as they stand in the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Look {
    parts: BTreeMap<String, String>,
}

impl Look {
    /// The look of `model`.
    pub(super) fn of(model: &AppModel) -> Self {
        let mut look = Self { parts: BTreeMap::new() };
        for text in sources(model) {
            look.add(text);
        }
        look
    }

    /// All parts and states with their classes, by name; those that stand alone begin with `=`.
    pub(super) fn parts(&self) -> impl Iterator<Item = (&str, &str)> {
        self.parts.iter().map(|(name, classes)| (name.as_str(), classes.as_str()))
    }

    /// Every class of every part, once.
    pub(super) fn all(&self) -> BTreeSet<&str> {
        self.parts.values().flat_map(|classes| classes.split(' ')).filter(|class| !class.is_empty()).collect()
    }

    /// The classes behind the names of an element, as `dress` in look.js puts them together.
    pub(super) fn dress(&self, names: &str) -> String {
        let parts: Vec<&str> = names.split_whitespace().collect();
        let one = |name: &str| self.parts.get(name).map_or_else(|| name.to_owned(), Clone::clone);
        for known in (2..=parts.len()).rev() {
            if let Some(whole) = self.parts.get(&format!("={}", parts[..known].join(" "))) {
                let rest = parts[known..].iter().map(|name| one(name));
                return std::iter::once(whole.clone()).chain(rest).collect::<Vec<_>>().join(" ");
            }
        }
        let Some((name, states)) = parts.split_first() else { return String::new() };
        let states = states
            .iter()
            .map(|state| self.parts.get(&format!("{name} {state}")).map_or_else(|| one(state), Clone::clone));
        std::iter::once(one(name)).chain(states).collect::<Vec<_>>().join(" ")
    }

    /// Reads `name: utilities` a line. `name state:` adds to the part it begins with; `=name state:` stands alone;
    /// `+name:` adds to what was said of it before.
    fn add(&mut self, text: &str) {
        for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let Some((name, classes)) = line.split_once(": ") else { continue };
            if let Some(name) = name.strip_prefix('+') {
                let own = self.parts.entry(name.to_owned()).or_insert_with(|| hook(name));
                own.push_str(if own.is_empty() { "" } else { " " });
                own.push_str(classes);
                continue;
            }
            let hook = hook(name);
            let has_hook = hook.is_empty() || classes.split(' ').any(|class| class == hook);
            let whole = if has_hook { classes.to_owned() } else { format!("{hook} {classes}") };
            self.parts.insert(name.to_owned(), whole);
        }
    }
}

/// A part's name stays as its first class, for `in-[.card]:` and the like, unless Tailwind has a utility of that name.
fn hook(name: &str) -> String {
    if name.contains(' ') || is_utility(name) || RESERVED.contains(&name) { String::new() } else { name.to_owned() }
}

/// Names that are utilities of Tailwind beyond those that are used here.
const RESERVED: &[&str] = &["table", "filter", "contents", "hidden"];

/// The lists of parts that this application needs, in the order in which they add up.
fn sources(model: &AppModel) -> Vec<&'static str> {
    let mut sources = vec![
        include_str!("../templates/tailwind/look/page.look"),
        include_str!("../templates/tailwind/look/forms.look"),
        include_str!("../templates/tailwind/look/views.look"),
        include_str!("../templates/tailwind/look/home.look"),
    ];
    if uses(model, |kind| matches!(kind, FieldKind::LineItems { .. })) {
        sources.push(include_str!("../templates/tailwind/look/items-edit.look"));
    }
    if has_accounts(model) {
        sources.push(include_str!("../templates/tailwind/look/people.look"));
    }
    if rules(model).iter().any(|rule| rule.maker == "cart") {
        sources.push(include_str!("../templates/tailwind/look/basket.look"));
    }
    sources.push(match model.look.layout {
        Layout::Sidebar => include_str!("../templates/tailwind/look/layout-sidebar.look"),
        Layout::Topbar => include_str!("../templates/tailwind/look/layout-topbar.look"),
        Layout::Rail => include_str!("../templates/tailwind/look/layout-rail.look"),
        Layout::Masthead => include_str!("../templates/tailwind/look/layout-masthead.look"),
    });
    sources.push(match Style::of(model).surface {
        Surface::Ruled => include_str!("../templates/tailwind/look/style-ruled.look"),
        Surface::Framed => include_str!("../templates/tailwind/look/style-framed.look"),
        Surface::Raised => include_str!("../templates/tailwind/look/style-raised.look"),
        Surface::Filled => include_str!("../templates/tailwind/look/style-filled.look"),
    });
    sources
}
