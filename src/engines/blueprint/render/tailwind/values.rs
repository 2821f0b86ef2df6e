//! Values of utilities: the theme's, Tailwind's own scale, numbers of the spacing scale, and arbitrary ones in brackets.

/// The application's theme, one `--name: value;` a line.
const THEME: &str = include_str!("../templates/tailwind/theme.css");

/// What of Tailwind's own theme is used here: names and values as its version 4.3 has them.
pub(super) const SCALE: &[(&str, &str)] = &[
    (
        "font-sans",
        "-apple-system, BlinkMacSystemFont, \"Segoe UI\", Roboto, \"Helvetica Neue\",\n      \"Noto Sans\", Arial, sans-serif, \"Apple Color Emoji\", \"Segoe UI Emoji\",\n      \"Segoe UI Symbol\", \"Noto Color Emoji\"",
    ),
    (
        "font-mono",
        "ui-monospace, SFMono-Regular, Menlo, Monaco, Consolas, \"Liberation Mono\",\n      \"Courier New\", monospace",
    ),
    ("spacing", "0.25rem"),
    ("text-xs", "0.75rem"),
    ("text-xs--line-height", "calc(1 / 0.75)"),
    ("text-sm", "0.875rem"),
    ("text-sm--line-height", "calc(1.25 / 0.875)"),
    ("text-base", "1rem"),
    ("text-base--line-height", "calc(1.5 / 1)"),
    ("text-lg", "1.125rem"),
    ("text-lg--line-height", "calc(1.75 / 1.125)"),
    ("text-xl", "1.25rem"),
    ("text-xl--line-height", "calc(1.75 / 1.25)"),
    ("text-2xl", "1.5rem"),
    ("text-2xl--line-height", "calc(2 / 1.5)"),
    ("text-3xl", "1.875rem"),
    ("text-3xl--line-height", "calc(2.25 / 1.875)"),
    ("text-4xl", "2.25rem"),
    ("text-4xl--line-height", "calc(2.5 / 2.25)"),
    ("font-weight-normal", "400"),
    ("font-weight-medium", "500"),
    ("font-weight-semibold", "600"),
    ("font-weight-bold", "700"),
    ("tracking-tight", "-0.025em"),
    ("tracking-normal", "0em"),
    ("tracking-wide", "0.025em"),
    ("leading-tight", "1.25"),
    ("leading-snug", "1.375"),
    ("leading-normal", "1.5"),
    ("leading-relaxed", "1.625"),
    ("radius-sm", "0.25rem"),
    ("radius-md", "0.375rem"),
    ("radius-lg", "0.5rem"),
    ("default-transition-duration", "150ms"),
    ("default-transition-timing-function", "cubic-bezier(0.4, 0, 0.2, 1)"),
    ("default-font-family", "var(--font-sans)"),
    ("default-mono-font-family", "var(--font-mono)"),
];

/// A value of the theme: the application's is written out, Tailwind's own stays a variable.
pub(super) fn theme(group: &str, name: &str) -> Option<String> {
    let key = format!("{group}-{name}");
    let line = format!("  --{key}: ");
    if let Some(value) = THEME.lines().find_map(|text| text.strip_prefix(&line)) {
        return Some(value.trim_end_matches(';').to_owned());
    }
    SCALE.iter().any(|(known, _)| *known == key).then(|| format!("var(--{key})"))
}

/// Widths from which a window counts as wider.
const BREAKPOINTS: &[(&str, &str)] = &[("sm", "40rem"), ("md", "48rem"), ("lg", "64rem"), ("xl", "80rem")];

/// The width behind `md`.
pub(super) fn theme_breakpoint(name: &str) -> Option<&'static str> {
    BREAKPOINTS.iter().find(|(known, _)| *known == name).map(|(_, width)| *width)
}

/// A colour by name.
pub(super) fn colour(name: &str) -> Option<String> {
    match name {
        "inherit" | "transparent" => Some(name.to_owned()),
        "current" => Some("currentcolor".into()),
        _ => theme("color", name).or_else(|| arbitrary(name)),
    }
}

/// A length: `4` of the spacing scale, `air` of the theme, `1/2`, `full`, `px`, or one in brackets.
pub(super) fn length(name: &str) -> Option<String> {
    match name {
        "0" => return Some("0px".into()),
        "1" => return Some("var(--spacing)".into()),
        "px" => return Some("1px".into()),
        "full" => return Some("100%".into()),
        "auto" => return Some("auto".into()),
        _ => {}
    }
    if let Some((part, whole)) = name.split_once('/').filter(|_| !name.starts_with('[')) {
        return (is_number(part) && is_number(whole)).then(|| format!("calc({part} / {whole} * 100%)"));
    }
    if is_number(name) {
        return Some(format!("calc(var(--spacing) * {name})"));
    }
    theme("spacing", name).or_else(|| arbitrary(name))
}

/// The same below zero.
pub(super) fn negative(name: &str) -> Option<String> {
    if is_number(name) {
        return Some(format!("calc(var(--spacing) * -{name})"));
    }
    length(name).map(|value| format!("calc({value} * -1)"))
}

/// Whether this is a plain number.
pub(super) fn is_number(text: &str) -> bool {
    !text.is_empty()
        && text.parse::<f64>().is_ok()
        && text.chars().all(|letter| letter.is_ascii_digit() || letter == '.')
}

/// What stands in brackets, with its spaces: `[1fr_auto]` is `1fr auto`.
pub(super) fn arbitrary(text: &str) -> Option<String> {
    let inner = text.strip_prefix('[')?.strip_suffix(']')?;
    Some(spaced(&inner.replace('_', " ")))
}

const MATH: &[&str] = &["calc", "min", "max", "clamp"];

/// Spaces around the operators and after the commas of calculations, as CSS wants them.
fn spaced(text: &str) -> String {
    let mut written = String::with_capacity(text.len() + 8);
    let mut in_math: Vec<bool> = Vec::new();
    for letter in text.chars() {
        let calculates = in_math.last().copied().unwrap_or(false);
        match letter {
            '(' => {
                let start =
                    written.rfind(|one: char| !one.is_ascii_alphanumeric() && one != '-').map_or(0, |at| at + 1);
                let name = &written[start..];
                in_math.push(MATH.contains(&name) || (calculates && name.is_empty()));
                written.push('(');
            }
            ')' => {
                in_math.pop();
                written.push(')');
            }
            ',' if calculates => written.push_str(", "),
            '+' | '-' | '*' | '/' if calculates && !written.ends_with(['(', ' ', '+', '*', '/']) => {
                written.push(' ');
                written.push(letter);
                written.push(' ');
            }
            ' ' if written.ends_with(' ') => {}
            _ => written.push(letter),
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_a_step_of_the_spacing_scale() {
        assert_eq!(length("2.5").as_deref(), Some("calc(var(--spacing) * 2.5)"));
        assert_eq!(negative("3").as_deref(), Some("calc(var(--spacing) * -3)"));
        assert_eq!(length("air-l").as_deref(), Some("var(--gap-l)"));
        assert_eq!(length("wide"), None);
    }

    #[test]
    fn calculations_in_brackets_get_their_spaces() {
        assert_eq!(arbitrary("[calc(100vw-2rem)]").as_deref(), Some("calc(100vw - 2rem)"));
        assert_eq!(arbitrary("[calc(var(--gap-l)*1.5)]").as_deref(), Some("calc(var(--gap-l) * 1.5)"));
        assert_eq!(arbitrary("[minmax(0,1fr)_auto]").as_deref(), Some("minmax(0,1fr) auto"));
    }
}
