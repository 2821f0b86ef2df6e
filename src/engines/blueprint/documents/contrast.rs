//! Colours of a stylesheet and their contrast, after WCAG 2.2 (relative luminance) and the OKLCH definition of CSS
//! Color 4.

use std::collections::BTreeMap;

/// A colour in linear sRGB.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Colour([f64; 3]);

/// Light and dark values of a custom property; equal where one value serves both.
pub(super) type Tokens = BTreeMap<String, (Colour, Colour)>;

impl Colour {
    /// Reads `#fff`, `#ffffff` or `oklch(L C H)`.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Some(hex) = text.strip_prefix('#') {
            return Self::from_hex(hex);
        }
        let inside = text.strip_prefix("oklch(")?.split(')').next()?;
        let mut parts = inside.split('/').next()?.split_whitespace();
        let lightness = number(parts.next()?)?;
        Some(Self::from_oklch(lightness, number(parts.next()?)?, number(parts.next()?.trim_end_matches("deg"))?))
    }

    fn from_hex(hex: &str) -> Option<Self> {
        let digits: Vec<u8> = hex
            .chars()
            .map(|digit| digit.to_digit(16).and_then(|value| u8::try_from(value).ok()))
            .collect::<Option<_>>()?;
        let bytes = match digits.as_slice() {
            [r, g, b] => [r * 17, g * 17, b * 17],
            [a, b, c, d, e, f] => [a * 16 + b, c * 16 + d, e * 16 + f],
            _ => return None,
        };
        Some(Self(bytes.map(|byte| linear(f64::from(byte) / 255.0))))
    }

    fn from_oklch(lightness: f64, chroma: f64, hue: f64) -> Self {
        let (a, b) = (chroma * hue.to_radians().cos(), chroma * hue.to_radians().sin());
        let l = (lightness + 0.396_337_777_4 * a + 0.215_803_757_3 * b).powi(3);
        let m = (lightness - 0.105_561_345_8 * a - 0.063_854_172_8 * b).powi(3);
        let s = (lightness - 0.089_484_177_5 * a - 1.291_485_548_0 * b).powi(3);
        let rgb = [
            4.076_741_662_1 * l - 3.307_711_591_3 * m + 0.230_969_929_2 * s,
            -1.268_438_004_6 * l + 2.609_757_401_1 * m - 0.341_319_396_5 * s,
            -0.004_196_086_3 * l - 0.703_418_614_7 * m + 1.707_614_701_0 * s,
        ];
        // Outside of sRGB a screen shows the nearest that it can.
        Self(rgb.map(|part| part.clamp(0.0, 1.0)))
    }

    fn luminance(self) -> f64 {
        let [r, g, b] = self.0;
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }

    /// The contrast ratio to another colour, 1 to 21.
    pub(super) fn contrast(self, other: Self) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }
}

fn number(text: &str) -> Option<f64> {
    text.strip_suffix('%')
        .map_or_else(|| text.parse().ok(), |percent| percent.parse::<f64>().ok().map(|value| value / 100.0))
}

fn linear(part: f64) -> f64 {
    if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
}

/// The colours that a stylesheet defines as custom properties: those under `prefers-color-scheme: dark` or a dark
/// theme's selector are dark values, `light-dark(a, b)` gives both, `var(--x)` is followed.
pub(super) fn tokens(css: &str) -> Tokens {
    let mut light: BTreeMap<String, String> = BTreeMap::new();
    let mut dark: BTreeMap<String, String> = BTreeMap::new();
    let (mut depth, mut dark_from) = (0_usize, None);
    let css: String = css
        .split("/*")
        .enumerate()
        .map(|(at, part)| if at == 0 { part } else { part.split_once("*/").map_or("", |(_, rest)| rest) })
        .collect();
    for piece in css.split_inclusive(['{', '}', ';']) {
        let body = piece.trim_end_matches(['{', '}', ';']);
        let declared = body.trim_start().strip_prefix("--").and_then(|rest| rest.split_once(':'));
        if let Some((name, value)) = declared.filter(|_| !piece.ends_with('{')) {
            let target = if dark_from.is_some() { &mut dark } else { &mut light };
            target.insert(name.trim().to_owned(), value.trim().to_owned());
        }
        if piece.ends_with('{') {
            if dark_from.is_none() && is_dark(body) {
                dark_from = Some(depth);
            }
            depth += 1;
        }
        if piece.ends_with('}') {
            depth = depth.saturating_sub(1);
            dark_from = dark_from.filter(|from| depth > *from);
        }
    }
    let names: Vec<String> = light.keys().chain(dark.keys()).cloned().collect();
    let both = |name: &String| {
        let on_light = resolve(name, &light, &light, 0)?;
        let on_dark = resolve(name, &dark, &light, 1).unwrap_or(on_light);
        Some((name.clone(), (on_light, on_dark)))
    };
    names.iter().filter_map(both).collect()
}

fn is_dark(selector: &str) -> bool {
    let selector = selector.rsplit('}').next().unwrap_or(selector);
    selector.contains("dark") && !selector.contains(":not(")
}

/// The colour that a property comes to; `side` is 0 for light and 1 for dark.
fn resolve(
    name: &str,
    first: &BTreeMap<String, String>,
    then: &BTreeMap<String, String>,
    side: usize,
) -> Option<Colour> {
    let mut value = first.get(name).or_else(|| then.get(name))?.as_str();
    // A chain longer than this is a circle.
    for _ in 0..8 {
        if let Some(inside) = value.strip_prefix("light-dark(").and_then(|rest| rest.strip_suffix(')')) {
            value = halves(inside)?[side].trim();
        }
        let Some(next) = value.strip_prefix("var(--").and_then(|rest| rest.split([')', ',']).next()) else { break };
        value = first.get(next.trim()).or_else(|| then.get(next.trim()))?.as_str();
    }
    Colour::parse(value)
}

/// Splits at the comma outside of brackets.
fn halves(text: &str) -> Option<[&str; 2]> {
    let mut depth = 0_i32;
    let at = text.char_indices().find(|(_, letter)| {
        depth += i32::from(*letter == '(') - i32::from(*letter == ')');
        depth == 0 && *letter == ','
    })?;
    Some([&text[..at.0], &text[at.0 + 1..]])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ratio(one: &str, two: &str) -> f64 {
        Colour::parse(one).zip(Colour::parse(two)).map(|(one, two)| one.contrast(two)).unwrap_or_default()
    }

    #[test]
    fn known_pairs_have_their_known_contrast() {
        assert!((ratio("#000", "#ffffff") - 21.0).abs() < 0.001);
        assert!((ratio("#777777", "#fff") - 4.48).abs() < 0.01);
        assert!((ratio("oklch(1 0 0)", "oklch(0% 0 0)") - 21.0).abs() < 0.01);
    }

    #[test]
    fn oklch_agrees_with_the_hex_colour_that_it_stands_for() {
        // CSS Color 4: `red` is oklch(62.8% 0.25768 29.234).
        assert!((ratio("oklch(62.8% 0.25768 29.234)", "#ff0000") - 1.0).abs() < 0.02);
    }

    #[test]
    fn light_and_dark_values_are_told_apart() {
        let css = ":root { --text: #000; --link: var(--text); --line: light-dark(#111, oklch(0.9 0 0)); }\n@media (prefers-color-scheme: dark) { :root { --text: #fff; } }";
        let tokens = tokens(css);
        let contrast = |name: &str| tokens.get(name).map(|(light, dark)| light.contrast(*dark)).unwrap_or_default();
        assert!((contrast("text") - 21.0).abs() < 0.001);
        assert!((contrast("link") - 21.0).abs() < 0.001);
        assert!(contrast("line") > 10.0);
    }
}
