//! From classes to rules, as Tailwind 4 writes them: only of the classes that are used, in its order.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::order::{natural, place};
use super::utilities::{Declaration, declarations};
use super::values::SCALE;
use super::variants::{Effect, Rank, variant};

/// One class as a rule.
struct Rule {
    class: String,
    selector: String,
    around: Vec<String>,
    declarations: Vec<Declaration>,
    variants: Vec<Rank>,
}

/// Whether `class` is a utility, with or without variants.
pub(super) fn is_utility(class: &str) -> bool {
    rule(class).is_some()
}

/// The rules of the `utilities` layer; what is no utility is left out.
pub(super) fn utilities<'a>(classes: impl IntoIterator<Item = &'a str>) -> String {
    let classes: BTreeSet<&str> = classes.into_iter().collect();
    let mut rules: Vec<Rule> = classes.into_iter().filter_map(rule).collect();
    rules.sort_by(|one, other| {
        (&one.variants, place(&one.declarations))
            .cmp(&(&other.variants, place(&other.declarations)))
            .then_with(|| natural(&one.class, &other.class))
    });
    let mut css = String::new();
    let mut open: &[String] = &[];
    for rule in &rules {
        let common = open.iter().zip(&rule.around).take_while(|(one, other)| one == other).count();
        for depth in (common..open.len()).rev() {
            let _ = writeln!(css, "{}}}", "  ".repeat(depth));
        }
        for (depth, wrap) in rule.around.iter().enumerate().skip(common) {
            let _ = writeln!(css, "{}{wrap} {{", "  ".repeat(depth));
        }
        open = &rule.around;
        write_rule(&mut css, rule);
    }
    for depth in (0..open.len()).rev() {
        let _ = writeln!(css, "{}}}", "  ".repeat(depth));
    }
    css
}

fn write_rule(css: &mut String, rule: &Rule) {
    let pad = "  ".repeat(rule.around.len());
    let _ = writeln!(css, "{pad}{} {{", rule.selector);
    for (property, value) in &rule.declarations {
        let _ = writeln!(css, "{pad}  {property}: {value};");
    }
    let _ = writeln!(css, "{pad}}}");
}

/// `md:hover:p-4` is `md`, `hover` and `p-4`: split at colons outside of brackets.
fn split(class: &str) -> Vec<&str> {
    let (mut parts, mut depth, mut start) = (Vec::new(), 0_i32, 0);
    for (at, letter) in class.char_indices() {
        match letter {
            '[' | '(' => depth += 1,
            ']' | ')' => depth -= 1,
            ':' if depth == 0 => {
                parts.push(&class[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&class[start..]);
    parts
}

fn rule(class: &str) -> Option<Rule> {
    let mut parts = split(class);
    let mut own = declarations(parts.pop()?)?;
    let mut selector = format!(".{}", escape(class));
    let (mut around, mut variants) = (Vec::new(), Vec::new());
    for name in &parts {
        let variant = variant(name)?;
        selector = variant.effect.apply(&selector);
        if let Effect::Around(rule, query) | Effect::Both(_, rule, query) = &variant.effect {
            around.push(format!("{rule} {query}"));
        }
        variants.push(variant.rank);
    }
    let drawn = parts.iter().any(|name| *name == "before" || *name == "after");
    if drawn && own.iter().all(|(property, _)| property != "content") {
        own.insert(0, ("content".into(), "var(--tw-content)".into()));
    }
    // Tailwind sums variants up as bits: the highest decides, then the next.
    variants.sort_by(|one, other| other.cmp(one));
    Some(Rule { class: class.to_owned(), selector, around, declarations: own, variants })
}

/// A class as it must be written in a selector.
fn escape(class: &str) -> String {
    let mut written = String::with_capacity(class.len() + 8);
    for letter in class.chars() {
        if !(letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_') || !letter.is_ascii()) {
            written.push('\\');
        }
        written.push(letter);
    }
    written
}

/// The `theme` layer: of Tailwind's own values those that `css` uses, in Tailwind's order.
pub(super) fn scale(css: &str) -> String {
    let mut written = String::from("@layer theme {\n  :root, :host {\n");
    let always = ["font-sans", "font-mono", "default-font-family", "default-mono-font-family"];
    for (name, value) in SCALE {
        let used = [')', ','].iter().any(|end| css.contains(&format!("var(--{name}{end}")));
        if used || always.contains(name) {
            let _ = writeln!(written, "    --{name}: {value};");
        }
    }
    written.push_str("  }\n}\n");
    written
}

/// The variables that utilities share: which one brings which, their syntax and first value.
const SHARED: &[(&str, &[(&str, &str)])] = &[
    ("--tw-translate", &[("--tw-translate-x", "0"), ("--tw-translate-y", "0"), ("--tw-translate-z", "0")]),
    ("--tw-border-style", &[("--tw-border-style", "solid")]),
    ("--tw-leading:", &[("--tw-leading", "")]),
    ("--tw-font-weight:", &[("--tw-font-weight", "")]),
    ("--tw-tracking:", &[("--tw-tracking", "")]),
    (
        "--tw-numeric",
        &[
            ("--tw-ordinal", ""),
            ("--tw-slashed-zero", ""),
            ("--tw-numeric-figure", ""),
            ("--tw-numeric-spacing", ""),
            ("--tw-numeric-fraction", ""),
        ],
    ),
    (
        "--tw-shadow:",
        &[
            ("--tw-shadow", "0 0 #0000"),
            ("--tw-shadow-color", ""),
            ("--tw-shadow-alpha", "100%"),
            ("--tw-inset-shadow", "0 0 #0000"),
            ("--tw-inset-shadow-color", ""),
            ("--tw-inset-shadow-alpha", "100%"),
            ("--tw-ring-color", ""),
            ("--tw-ring-shadow", "0 0 #0000"),
            ("--tw-inset-ring-color", ""),
            ("--tw-inset-ring-shadow", "0 0 #0000"),
            ("--tw-ring-inset", ""),
            ("--tw-ring-offset-width", "0px"),
            ("--tw-ring-offset-color", "#fff"),
            ("--tw-ring-offset-shadow", "0 0 #0000"),
        ],
    ),
    ("--tw-outline-style", &[("--tw-outline-style", "solid")]),
    ("--tw-duration:", &[("--tw-duration", "")]),
    ("--tw-content", &[("--tw-content", "\"\"")]),
];

/// `@property` rules of the variables that `css` sets, so that they do not reach into elements inside.
pub(super) fn properties(css: &str) -> String {
    let mut rules = String::new();
    for (trigger, variables) in SHARED {
        if !css.contains(trigger) {
            continue;
        }
        for (name, first) in *variables {
            let syntax = match *name {
                "--tw-ring-offset-width" => "<length>",
                name if name.ends_with("-alpha") => "<percentage>",
                _ => "*",
            };
            let first = if first.is_empty() { String::new() } else { format!("  initial-value: {first};\n") };
            let _ = write!(rules, "@property {name} {{\n  syntax: \"{syntax}\";\n  inherits: false;\n{first}}}\n");
        }
    }
    rules
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_of_one_condition_stand_together_and_after_the_plain_ones() {
        let css = utilities(["md:p-4", "p-2", "md:m-2", "card"]);
        assert_eq!(
            css,
            ".p-2 {\n  padding: calc(var(--spacing) * 2);\n}\n@media (width >= 48rem) {\n  .md\\:m-2 {\n    margin: calc(var(--spacing) * 2);\n  }\n  .md\\:p-4 {\n    padding: calc(var(--spacing) * 4);\n  }\n}\n"
        );
    }

    #[test]
    fn only_what_is_used_of_the_scale_is_written() {
        let theme = scale(&utilities(["text-sm"]));
        assert!(theme.contains("--text-sm: 0.875rem;") && theme.contains("--text-sm--line-height"));
        assert!(!theme.contains("--text-lg") && !theme.contains("--spacing"));
    }
}
