//! Tailwind's order of properties: rules that set a property of more than one side come before those of one side.

use super::utilities::Declaration;

/// The properties that are used here, in Tailwind's order.
const ORDER: &[&str] = &[
    "container-type",
    "pointer-events",
    "position",
    "inset",
    "inset-inline",
    "inset-block",
    "top",
    "right",
    "bottom",
    "left",
    "z-index",
    "order",
    "grid-column",
    "grid-column-start",
    "grid-row",
    "grid-row-start",
    "margin",
    "margin-inline",
    "margin-block",
    "margin-top",
    "margin-right",
    "margin-bottom",
    "margin-left",
    "display",
    "aspect-ratio",
    "height",
    "max-height",
    "min-height",
    "width",
    "max-width",
    "min-width",
    "flex",
    "table-layout",
    "translate",
    "--tw-translate-x",
    "--tw-translate-y",
    "animation",
    "cursor",
    "columns",
    "break-inside",
    "grid-auto-columns",
    "grid-auto-flow",
    "grid-template-columns",
    "grid-template-rows",
    "flex-direction",
    "flex-wrap",
    "place-items",
    "align-content",
    "align-items",
    "justify-content",
    "justify-items",
    "gap",
    "column-gap",
    "row-gap",
    "align-self",
    "justify-self",
    "overflow",
    "overflow-x",
    "overflow-y",
    "border-radius",
    "border-width",
    "border-top-width",
    "border-right-width",
    "border-bottom-width",
    "border-left-width",
    "border-style",
    "border-top-style",
    "border-right-style",
    "border-bottom-style",
    "border-left-style",
    "border-color",
    "border-top-color",
    "border-right-color",
    "border-bottom-color",
    "border-left-color",
    "background-color",
    "fill",
    "stroke",
    "object-fit",
    "padding",
    "padding-inline",
    "padding-block",
    "padding-top",
    "padding-right",
    "padding-bottom",
    "padding-left",
    "text-align",
    "vertical-align",
    "font-family",
    "font-size",
    "line-height",
    "font-weight",
    "letter-spacing",
    "overflow-wrap",
    "text-overflow",
    "white-space",
    "color",
    "text-transform",
    "font-style",
    "font-variant-numeric",
    "text-decoration-line",
    "opacity",
    "box-shadow",
    "--tw-shadow",
    "--tw-shadow-color",
    "outline",
    "outline-width",
    "outline-color",
    "transition-property",
    "transition-duration",
    "transition-timing-function",
    "content",
    "forced-color-adjust",
];

/// Where a rule with these declarations stands among the others: by its lowest properties, then most declarations first.
pub(super) fn place(declarations: &[Declaration]) -> (Vec<usize>, std::cmp::Reverse<usize>) {
    let mut places: Vec<usize> =
        declarations.iter().filter_map(|(property, _)| ORDER.iter().position(|known| known == property)).collect();
    places.sort_unstable();
    places.dedup();
    // A rule whose properties end earlier comes later.
    places.push(usize::MAX);
    (places, std::cmp::Reverse(declarations.len()))
}

/// Compares names with the numbers in them as numbers: `p-2` before `p-10`.
pub(super) fn natural(left: &str, right: &str) -> std::cmp::Ordering {
    let (mut left, mut right) = (left.as_bytes(), right.as_bytes());
    while let (Some(one), Some(other)) = (left.first(), right.first()) {
        if one.is_ascii_digit() && other.is_ascii_digit() {
            let ((number, left_rest), (second, right_rest)) = (leading(left), leading(right));
            if number != second {
                return number.cmp(&second);
            }
            (left, right) = (left_rest, right_rest);
        } else if one == other {
            (left, right) = (&left[1..], &right[1..]);
        } else {
            return one.cmp(other);
        }
    }
    left.len().cmp(&right.len())
}

fn leading(text: &[u8]) -> (u64, &[u8]) {
    let end = text.iter().position(|letter| !letter.is_ascii_digit()).unwrap_or(text.len());
    let number =
        text[..end].iter().fold(0_u64, |sum, digit| sum.saturating_mul(10).saturating_add(u64::from(digit - b'0')));
    (number, &text[end..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_names_are_compared_as_numbers() {
        let mut names = vec!["p-10", "p-2", "p-2.5", "p-1"];
        names.sort_by(|one, other| natural(one, other));
        assert_eq!(names, ["p-1", "p-2", "p-2.5", "p-10"]);
    }
}
