//! What stands before a utility: `hover:`, `md:`, `in-[.card]:`, `[&>p]:`; each changes the selector or wraps the rule.

use super::values::theme_breakpoint;

/// What a variant does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Effect {
    /// A selector in which `&` stands for the one so far.
    Selector(String),
    /// A rule around it.
    Around(&'static str, String),
    /// A selector within a rule.
    Both(String, &'static str, String),
}

/// A variant: what it does, and where its rules stand among the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Variant {
    /// What it does.
    pub(super) effect: Effect,
    /// Its place in Tailwind's order.
    pub(super) rank: Rank,
}

/// The order of variants: by kind, then by what is inside, then by width, then by its text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rank {
    kind: usize,
    inner: Vec<Rank>,
    width: i64,
    text: String,
}

/// Tailwind's order of the kinds that are used here; brackets come last.
const KINDS: &[&str] = &[
    "*",
    "not",
    "group",
    "placeholder",
    "backdrop",
    "before",
    "after",
    "first",
    "last",
    "checked",
    "empty",
    "hover",
    "focus",
    "focus-visible",
    "disabled",
    "in",
    "has",
    "aria",
    "motion-safe",
    "motion-reduce",
    "max",
    "min",
    "@max",
    "print",
    "forced-colors",
];

/// States and parts of an element, with their selectors.
const STATES: &[(&str, &str)] = &[
    ("*", ":is(& > *)"),
    ("placeholder", "&::placeholder"),
    ("backdrop", "&::backdrop"),
    ("before", "&::before"),
    ("after", "&::after"),
    ("first", "&:first-child"),
    ("last", "&:last-child"),
    ("checked", "&:checked"),
    ("empty", "&:empty"),
    ("focus", "&:focus"),
    ("focus-visible", "&:focus-visible"),
    ("disabled", "&:disabled"),
];

const MEDIA: &[(&str, &str)] = &[
    ("motion-safe", "(prefers-reduced-motion: no-preference)"),
    ("motion-reduce", "(prefers-reduced-motion: reduce)"),
    ("print", "print"),
    ("forced-colors", "(forced-colors: active)"),
];

/// The variant with this name; nothing when it is not known here.
pub(super) fn variant(name: &str) -> Option<Variant> {
    if let Some(inner) = bracket(name) {
        let selector = selector(inner);
        return Some(Variant { rank: rank(usize::MAX, &inner.replace('_', " ")), effect: Effect::Selector(selector) });
    }
    if name == "hover" {
        let effect = Effect::Both("&:hover".into(), "@media", "(hover: hover)".into());
        return Some(Variant { effect, rank: rank(kind("hover")?, "") });
    }
    if let Some((_, selector)) = STATES.iter().find(|(state, _)| *state == name) {
        return Some(Variant { effect: Effect::Selector((*selector).to_owned()), rank: rank(kind(name)?, "") });
    }
    if let Some((_, query)) = MEDIA.iter().find(|(media, _)| *media == name) {
        return Some(Variant { effect: Effect::Around("@media", (*query).to_owned()), rank: rank(kind(name)?, "") });
    }
    wide(name).or_else(|| compound(name))
}

fn kind(name: &str) -> Option<usize> {
    KINDS.iter().position(|known| *known == name)
}

fn rank(kind: usize, text: &str) -> Rank {
    Rank { kind, inner: Vec::new(), width: 0, text: text.to_owned() }
}

fn bracket(name: &str) -> Option<&str> {
    name.strip_prefix('[')?.strip_suffix(']')
}

/// Widths of the window and of the container.
fn wide(name: &str) -> Option<Variant> {
    if let Some(width) = name.strip_prefix("@max-") {
        let inner = bracket(width)?;
        let rank = Rank { width: -tenths(inner)?, ..rank(kind("@max")?, "") };
        return Some(Variant { effect: Effect::Around("@container", format!("(width < {inner})")), rank });
    }
    let (kind_name, comparison, point) = match name.strip_prefix("max-") {
        Some(point) => ("max", '<', point),
        None => ("min", '≥', name),
    };
    let width = theme_breakpoint(point)?;
    let sign = if comparison == '<' { -1 } else { 1 };
    let query = if comparison == '<' { format!("(width < {width})") } else { format!("(width >= {width})") };
    let rank = Rank { width: sign * tenths(width)?, ..rank(kind(kind_name)?, "") };
    Some(Variant { effect: Effect::Around("@media", query), rank })
}

fn tenths(width: &str) -> Option<i64> {
    width.strip_suffix("rem")?.parse::<i64>().ok()
}

/// Variants about something else: what it is in, has, is not, or a group around it.
fn compound(name: &str) -> Option<Variant> {
    let (family, rest) = name.split_once('-')?;
    match family {
        "aria" => {
            let attribute = match bracket(rest) {
                Some(inner) => format!("[aria-{inner}]"),
                None => format!("[aria-{rest}=\"true\"]"),
            };
            let selector = format!("&{attribute}");
            // Values in brackets come after those with a name.
            let width = i64::from(bracket(rest).is_some());
            Some(Variant { effect: Effect::Selector(selector), rank: Rank { width, ..rank(kind("aria")?, rest) } })
        }
        "in" => around(family, inside(rest)?, |inner| format!(":where({inner}) &")),
        "has" => around(family, inside(rest)?, |inner| format!("&:has({inner})")),
        "not" => around(family, inside(rest)?, |inner| format!("&:not({inner})")),
        "group" => {
            let (state, group) = rest.split_once('/')?;
            let inner = variant(state)?;
            let rank = Rank { inner: vec![inner.rank], ..rank(kind("group")?, group) };
            let selector = |state: &str| format!(":is(:where(.group\\/{group}){} &)", state.trim_start_matches('&'));
            let effect = match inner.effect {
                Effect::Selector(state) => Effect::Selector(selector(&state)),
                Effect::Both(state, rule, query) => Effect::Both(selector(&state), rule, query),
                Effect::Around(..) => return None,
            };
            Some(Variant { effect, rank })
        }
        _ => None,
    }
}

/// What is inside a compound variant, as a selector of its own, with its rank.
fn inside(rest: &str) -> Option<(String, Rank)> {
    if let Some(inner) = bracket(rest) {
        let selector = selector(inner);
        let own = if selector.trim_start().starts_with('>') { selector } else { format!(":is({selector})") };
        let rank = rank(usize::MAX, own.trim_start());
        return Some((own, rank));
    }
    let inner = variant(rest)?;
    let Effect::Selector(text) = inner.effect else { return None };
    // A state belongs to the element itself; `in-…` asks for any element there.
    let own = match text.strip_suffix(" &") {
        Some(before) => format!("{before} *"),
        None => text.replace('&', ""),
    };
    Some((own, inner.rank))
}

fn around(family: &str, (inner, inner_rank): (String, Rank), write: impl Fn(&str) -> String) -> Option<Variant> {
    let rank = Rank { inner: vec![inner_rank], ..rank(kind(family)?, "") };
    Some(Variant { effect: Effect::Selector(write(&inner)), rank })
}

/// A selector out of brackets: `_` is a space, `>` and `+` stand free.
fn selector(text: &str) -> String {
    let spaced = text.replace('_', " ");
    spaced.replace('>', " > ").replace('+', " + ").replace("  ", " ")
}

impl Effect {
    /// The selector with this one applied to it.
    pub(super) fn apply(&self, so_far: &str) -> String {
        let (Self::Selector(template) | Self::Both(template, ..)) = self else { return so_far.to_owned() };
        let takes_whole = template.starts_with('&') || template == ":is(& > *)";
        let inner = if takes_whole || !is_complex(so_far) { so_far.to_owned() } else { format!(":is({so_far})") };
        template.replacen('&', &inner, 1)
    }
}

/// Whether a selector has parts with a space between them, outside of brackets and escapes.
fn is_complex(selector: &str) -> bool {
    let mut depth = 0_i32;
    let mut escaped = false;
    for letter in selector.chars() {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            ' ' if depth == 0 => return true,
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn selector_of(name: &str) -> String {
        variant(name).map(|variant| variant.effect.apply(".x")).unwrap_or_default()
    }

    #[test]
    fn variants_change_the_selector() {
        assert_eq!(selector_of("hover"), ".x:hover");
        assert_eq!(selector_of("in-[.card]"), ":where(:is(.card)) .x");
        assert_eq!(selector_of("has-[>.aside]"), ".x:has( > .aside)");
        assert_eq!(selector_of("not-in-[.open]"), ".x:not(:where(:is(.open)) *)");
        assert_eq!(selector_of("[&>h2]"), ".x > h2");
        assert_eq!(selector_of("group-hover/card"), ":is(:where(.group\\/card):hover .x)");
    }

    #[test]
    fn widths_wrap_the_rule() {
        let wide = variant("md").map(|variant| variant.effect);
        assert_eq!(wide, Some(Effect::Around("@media", "(width >= 48rem)".into())));
        assert_eq!(variant("wide"), None);
    }
}
