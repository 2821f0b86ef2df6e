//! The colours of an application's two themes, as its custom properties define them.

use std::collections::BTreeMap;

use cssparser::{Parser, ParserInput};
use lightningcss::traits::Parse;
use lightningcss::values::color::{CssColor, SRGB};

use super::Sheet;
use super::scan::Rule;

/// Which theme is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Theme {
    Light,
    Dark,
}

/// An opaque colour in sRGB, 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Colour([f64; 3]);

impl Colour {
    /// The contrast ratio after WCAG 2.2, 1 to 21.
    pub(super) fn contrast(self, other: Self) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    fn luminance(self) -> f64 {
        let [red, green, blue] =
            self.0.map(|part| if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }
}

/// A value, and where it was defined.
#[derive(Clone, Debug)]
struct Defined {
    value: String,
    path: String,
    line: usize,
}

/// The custom properties of both themes.
#[derive(Debug, Default)]
pub(super) struct Themes {
    light: BTreeMap<String, Defined>,
    dark: BTreeMap<String, Defined>,
}

impl Themes {
    /// Of these style sheets.
    pub(super) fn of(sheets: &[Sheet]) -> Self {
        let mut themes = Self::default();
        for sheet in sheets {
            for rule in &sheet.rules {
                let side = match theme_of(rule) {
                    Some(Theme::Light) => &mut themes.light,
                    Some(Theme::Dark) => &mut themes.dark,
                    None => continue,
                };
                for one in rule.declarations.iter().filter(|one| one.name.starts_with("--")) {
                    let defined = Defined { value: one.value.clone(), path: sheet.path.clone(), line: one.line };
                    side.insert(one.name.clone(), defined);
                }
            }
        }
        themes
    }

    /// Every custom property that is a colour.
    pub(super) fn colours(&self) -> Vec<&str> {
        self.light.keys().map(String::as_str).filter(|name| self.colour(name, Theme::Light).is_some()).collect()
    }

    /// The themes that there are.
    pub(super) fn all(&self) -> Vec<Theme> {
        let both = !self.dark.is_empty() || self.light.values().any(|one| one.value.contains("light-dark("));
        if both { vec![Theme::Light, Theme::Dark] } else { vec![Theme::Light] }
    }

    /// The colour of a custom property, where it is an opaque one.
    pub(super) fn colour(&self, name: &str, theme: Theme) -> Option<Colour> {
        self.colour_of(&self.find(name, theme)?.value, theme)
    }

    /// The colour that a value comes to.
    pub(super) fn colour_of(&self, value: &str, theme: Theme) -> Option<Colour> {
        let mut value = value.trim();
        // A chain longer than this is a circle.
        for _ in 0..8 {
            let Some(inside) = value.strip_prefix("var(").and_then(|rest| rest.strip_suffix(')')) else { break };
            let (name, fallback) = inside.split_once(',').map_or((inside, None), |(name, rest)| (name, Some(rest)));
            value = self.find(name.trim(), theme).map(|one| one.value.as_str()).or(fallback)?.trim();
        }
        let resolved = self.fill(value, theme, 0)?;
        opaque(parse(&resolved)?, theme)
    }

    /// Where a custom property got its value.
    pub(super) fn place(&self, name: &str, theme: Theme) -> Option<(&str, usize)> {
        self.find(name, theme).map(|one| (one.path.as_str(), one.line))
    }

    fn find(&self, name: &str, theme: Theme) -> Option<&Defined> {
        let dark = (theme == Theme::Dark).then(|| self.dark.get(name)).flatten();
        dark.or_else(|| self.light.get(name))
    }

    /// A value with its `var()`s filled in, as inside of `light-dark(var(--a), var(--b))`.
    fn fill(&self, value: &str, theme: Theme, depth: usize) -> Option<String> {
        let Some((before, rest)) = value.split_once("var(").filter(|_| depth < 8) else {
            return Some(value.to_owned());
        };
        let (inside, after) = rest.split_once(')')?;
        let found = self.find(inside.split(',').next()?.trim(), theme)?.value.trim();
        // Doubling at each step must end somewhere.
        (found.len() + value.len() < 4_000).then_some(())?;
        self.fill(&format!("{before}{found}{after}"), theme, depth + 1)
    }
}

fn parse(value: &str) -> Option<CssColor> {
    let mut input = ParserInput::new(value);
    let mut parser = Parser::new(&mut input);
    let colour = CssColor::parse(&mut parser).ok()?;
    parser.is_exhausted().then_some(colour)
}

fn opaque(colour: CssColor, theme: Theme) -> Option<Colour> {
    let colour = match colour {
        CssColor::LightDark(light, dark) => {
            if theme == Theme::Light {
                *light
            } else {
                *dark
            }
        }
        CssColor::CurrentColor | CssColor::System(_) => return None,
        colour => colour,
    };
    let srgb = SRGB::try_from(colour).ok()?;
    // What a see-through colour stands on is not known.
    (srgb.alpha > 0.999).then_some(())?;
    Some(Colour([srgb.r, srgb.g, srgb.b].map(|part| f64::from(part).clamp(0.0, 1.0))))
}

/// The theme for which a rule defines custom properties: nothing for rules about parts of a page, paper, or high contrast.
fn theme_of(rule: &Rule) -> Option<Theme> {
    let selector = rule.selector();
    let whole = [":root", "html", "body", ":host", "[data-theme", "*", "@theme", "@media"];
    let is_whole = selector.split(',').any(|one| whole.iter().any(|start| is_just(one.trim(), start)));
    let other = ["print", "forced-colors", "prefers-contrast"];
    if !is_whole || rule.around.iter().any(|one| other.iter().any(|word| one.contains(word))) {
        return None;
    }
    let dark = rule.around.iter().any(|one| one.contains("dark") && !one.contains(":not("));
    Some(if dark { Theme::Dark } else { Theme::Light })
}

/// `:root[data-theme='dark']` is the root and nothing inside it.
fn is_just(selector: &str, start: &str) -> bool {
    selector.starts_with(start) && (start.starts_with('@') || !selector.contains([' ', '>', '+', '~']))
}
