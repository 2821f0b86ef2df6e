//! One utility and what it declares: `px-4`, `text-muted`, `grid-cols-[1fr_auto]`.

use super::keywords::{DURATION, KEYWORDS, SHADOW, TIMING};
use super::values::{arbitrary, colour, is_number, length, negative, theme};

/// A property and its value.
pub(super) type Declaration = (String, String);

/// Families whose value is a length, with the properties that they set.
const LENGTHS: &[(&str, &[&str])] = &[
    ("inset-x", &["inset-inline"]),
    ("inset-y", &["inset-block"]),
    ("inset", &["inset"]),
    ("top", &["top"]),
    ("right", &["right"]),
    ("bottom", &["bottom"]),
    ("left", &["left"]),
    ("mx", &["margin-inline"]),
    ("my", &["margin-block"]),
    ("mt", &["margin-top"]),
    ("mr", &["margin-right"]),
    ("mb", &["margin-bottom"]),
    ("ml", &["margin-left"]),
    ("m", &["margin"]),
    ("size", &["width", "height"]),
    ("min-h", &["min-height"]),
    ("max-h", &["max-height"]),
    ("min-w", &["min-width"]),
    ("h", &["height"]),
    ("w", &["width"]),
    ("gap-x", &["column-gap"]),
    ("gap-y", &["row-gap"]),
    ("gap", &["gap"]),
    ("px", &["padding-inline"]),
    ("py", &["padding-block"]),
    ("pt", &["padding-top"]),
    ("pr", &["padding-right"]),
    ("pb", &["padding-bottom"]),
    ("pl", &["padding-left"]),
    ("p", &["padding"]),
];

/// Families whose value goes into one property as it is, where it stands in brackets.
const BRACKETS: &[(&str, &str)] = &[
    ("col", "grid-column"),
    ("flex", "flex"),
    ("columns", "columns"),
    ("auto-cols", "grid-auto-columns"),
    ("grid-cols", "grid-template-columns"),
    ("grid-rows", "grid-template-rows"),
    ("align", "vertical-align"),
];

/// What `name` declares; nothing when it is no utility that is known here.
pub(super) fn declarations(name: &str) -> Option<Vec<Declaration>> {
    if let Some((_, known)) = KEYWORDS.iter().find(|(keyword, _)| *keyword == name) {
        return Some(known.iter().map(|(property, value)| pair(property, *value)).collect());
    }
    if let Some(inner) = name.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        let (property, value) = inner.split_once(':')?;
        return Some(vec![pair(property, arbitrary(&format!("[{value}]"))?)]);
    }
    let (name, below_zero) = name.strip_prefix('-').map_or((name, false), |rest| (rest, true));
    sized(name, below_zero)
        .or_else(|| if below_zero { None } else { bracketed(name) })
        .or_else(|| if below_zero { None } else { painted(name) })
        .or_else(|| if below_zero { None } else { lettered(name) })
        .or_else(|| if below_zero { None } else { counted(name) })
}

fn pair(property: &str, value: impl Into<String>) -> Declaration {
    (property.to_owned(), value.into())
}

fn sized(name: &str, below_zero: bool) -> Option<Vec<Declaration>> {
    let measure = |value: &str| if below_zero { negative(value) } else { length(value) };
    if let Some(value) = name.strip_prefix("translate-y-") {
        let to = pair("--tw-translate-y", measure(value)?);
        return Some(vec![to, pair("translate", "var(--tw-translate-x) var(--tw-translate-y)")]);
    }
    if let Some(value) = name.strip_prefix("max-w-") {
        return Some(vec![pair("max-width", theme("container", value).or_else(|| measure(value))?)]);
    }
    LENGTHS.iter().find_map(|(family, properties)| {
        let value = measure(name.strip_prefix(family)?.strip_prefix('-')?)?;
        Some(properties.iter().map(|property| pair(property, value.clone())).collect())
    })
}

fn bracketed(name: &str) -> Option<Vec<Declaration>> {
    BRACKETS.iter().find_map(|(family, property)| {
        let value = arbitrary(name.strip_prefix(family)?.strip_prefix('-')?)?;
        Some(vec![pair(property, value)])
    })
}

/// Colours, borders, outlines, shadows.
fn painted(name: &str) -> Option<Vec<Declaration>> {
    if let Some(rest) = name.strip_prefix("border") {
        return border(rest);
    }
    if let Some(value) = name.strip_prefix("rounded-") {
        return Some(vec![pair("border-radius", theme("radius", value).or_else(|| arbitrary(value))?)]);
    }
    if let Some(value) = name.strip_prefix("outline-") {
        if is_number(value) {
            return Some(vec![
                pair("outline-style", "var(--tw-outline-style)"),
                pair("outline-width", format!("{value}px")),
            ]);
        }
        return Some(vec![pair("outline-color", colour(value)?)]);
    }
    if let Some(value) = name.strip_prefix("shadow-") {
        let shadow = theme("shadow", value).or_else(|| tinted(&arbitrary(value)?))?;
        return Some(vec![pair("--tw-shadow", shadow), pair("box-shadow", SHADOW)]);
    }
    let (family, value) = name.split_once('-')?;
    let property = match family {
        "bg" => "background-color",
        "fill" => "fill",
        "stroke" => "stroke",
        _ => return None,
    };
    Some(vec![pair(property, colour(value)?)])
}

/// A shadow whose colour can be changed by a variable: the colour is its last part.
fn tinted(shadow: &str) -> Option<String> {
    let at = shadow.find("rgb(")?;
    Some(format!("{}var(--tw-shadow-color, {})", &shadow[..at], &shadow[at..]))
}

fn border(rest: &str) -> Option<Vec<Declaration>> {
    let sides = [("-t", "-top"), ("-r", "-right"), ("-b", "-bottom"), ("-l", "-left")];
    let (side, value) = sides
        .iter()
        .find_map(|(short, long)| {
            let after = rest.strip_prefix(short)?;
            (after.is_empty() || after.starts_with('-')).then_some((*long, after))
        })
        .unwrap_or(("", rest));
    let width = match value.strip_prefix('-') {
        None if value.is_empty() => "1px".to_owned(),
        None => return None,
        Some(number) if is_number(number) => format!("{number}px"),
        Some(other) if other.starts_with('[') => arbitrary(other)?,
        Some(name) => return Some(vec![pair(&format!("border{side}-color"), colour(name)?)]),
    };
    Some(vec![
        pair(&format!("border{side}-style"), "var(--tw-border-style)"),
        pair(&format!("border{side}-width"), width),
    ])
}

/// Type.
fn lettered(name: &str) -> Option<Vec<Declaration>> {
    let (family, value) = name.split_once('-')?;
    match family {
        "text" => text(value),
        "font" => {
            if let Some(weight) = theme("font-weight", value) {
                return Some(vec![pair("--tw-font-weight", weight.clone()), pair("font-weight", weight)]);
            }
            Some(vec![pair("font-family", theme("font", value)?)])
        }
        "leading" => {
            let height = match value {
                "none" => "1".to_owned(),
                _ => theme("leading", value).or_else(|| arbitrary(value))?,
            };
            Some(vec![pair("--tw-leading", height.clone()), pair("line-height", height)])
        }
        "tracking" => {
            let space = theme("tracking", value)?;
            Some(vec![pair("--tw-tracking", space.clone()), pair("letter-spacing", space)])
        }
        "content" => {
            let content = arbitrary(value)?;
            Some(vec![pair("--tw-content", content), pair("content", "var(--tw-content)")])
        }
        _ => None,
    }
}

fn text(value: &str) -> Option<Vec<Declaration>> {
    if let Some(size) = theme("text", value) {
        let height = theme("text", &format!("{value}--line-height"));
        let line = height.map(|height| pair("line-height", format!("var(--tw-leading, {height})")));
        return Some(std::iter::once(pair("font-size", size)).chain(line).collect());
    }
    if value.starts_with('[') {
        return Some(vec![pair("font-size", arbitrary(value)?)]);
    }
    Some(vec![pair("color", colour(value)?)])
}

/// Families with a plain number, and motion.
fn counted(name: &str) -> Option<Vec<Declaration>> {
    if let Some(value) = name.strip_prefix("transition-") {
        let property = pair("transition-property", arbitrary(value)?);
        return Some(vec![property, pair("transition-timing-function", TIMING), pair("transition-duration", DURATION)]);
    }
    if let Some(value) = name.strip_prefix("animate-") {
        return Some(vec![pair("animation", theme("animate", value)?)]);
    }
    let (family, number) = name.rsplit_once('-').filter(|(_, number)| is_number(number))?;
    Some(match family {
        "z" => vec![pair("z-index", number)],
        "col-start" => vec![pair("grid-column-start", number)],
        "row-start" => vec![pair("grid-row-start", number)],
        "row-span" => vec![pair("grid-row", format!("span {number} / span {number}"))],
        "duration" => {
            vec![pair("--tw-duration", format!("{number}ms")), pair("transition-duration", format!("{number}ms"))]
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(name: &str) -> String {
        let all = declarations(name).unwrap_or_default();
        all.iter().map(|(property, value)| format!("{property}: {value}")).collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn families_take_names_of_the_theme_steps_and_brackets() {
        assert_eq!(one("bg-surface"), "background-color: var(--surface)");
        assert_eq!(one("py-row"), "padding-block: var(--row)");
        assert_eq!(one("-mt-3"), "margin-top: calc(var(--spacing) * -3)");
        assert_eq!(one("max-w-page"), "max-width: var(--page)");
        assert_eq!(one("border-b-2"), "border-bottom-style: var(--tw-border-style); border-bottom-width: 2px");
    }

    #[test]
    fn what_is_no_utility_is_refused() {
        for name in ["card", "bg-sunset", "text-", "-flex", "border-x-wide", "rows"] {
            assert_eq!(declarations(name), None, "{name}");
        }
    }
}
