//! `css/tokens.css`: colours for light and dark, type, spaces and radii, computed from the look.

use std::fmt::Write as _;

use super::super::model::{AppModel, Density, FontStack, Layout};
use super::colour::{Colour, readable};
use super::style::Style;

/// The colours of one theme, by token name.
type Theme = Vec<(&'static str, Colour)>;

/// The whole file.
pub(super) fn css(model: &AppModel) -> String {
    let (light, dark) = (theme(model, false), theme(model, true));
    let mut css =
        format!("/* The colours, type and spaces of {}. */\n\n:root {{\n  color-scheme: light;\n", model.name);
    css.push_str(&declare(&light, 2));
    css.push_str(&shadows(false));
    css.push_str(&measures(model));
    css.push_str(
        "}\n\n@media screen and (prefers-color-scheme: dark) {\n  :root:not([data-theme='light']) {\n    color-scheme: dark;\n",
    );
    css.push_str(&declare(&dark, 4));
    css.push_str(&shadows(true));
    css.push_str(
        "  }\n}\n\n/* Paper stays light. */\n@media screen {\n  :root[data-theme='dark'] {\n    color-scheme: dark;\n",
    );
    css.push_str(&declare(&dark, 4));
    css.push_str(&shadows(true));
    css.push_str("  }\n}\n");
    css
}

fn declare(theme: &Theme, indent: usize) -> String {
    let pad = " ".repeat(indent);
    theme.iter().map(|(name, colour)| format!("{pad}--{name}: {};\n", colour.hex())).collect()
}

fn shadows(dark: bool) -> String {
    let (near, far) = if dark { (0.5, 0.6) } else { (0.07, 0.12) };
    format!(
        "  --shadow: 0 1px 2px rgb(0 0 0 / {near}), 0 3px 12px rgb(0 0 0 / {near});\n  --shadow-high: 0 2px 4px rgb(0 0 0 / {near}), 0 10px 28px rgb(0 0 0 / {far});\n"
    )
}

/// The colours; every pair that carries text reaches 4.5, every edge that one must see reaches 3.
fn theme(model: &AppModel, dark: bool) -> Theme {
    let look = &model.look;
    let neutral = |lightness: f64, chroma: f64| Colour::new(lightness, chroma, look.neutral_hue);
    let chroma = look.chroma.clamp(0.03, 0.2);
    let accent = |lightness: f64, share: f64| Colour::new(lightness, chroma * share, look.hue);
    let warmth = Style::of(model).warmth();

    let ground = if dark { neutral(0.185, 0.012 * warmth) } else { neutral(0.985, 0.009 * warmth) };
    let surface = if dark { neutral(0.225, 0.014 * warmth) } else { neutral(0.998, 0.003 * warmth) };
    let sunken = if dark { neutral(0.265, 0.016 * warmth) } else { neutral(0.952, 0.014 * warmth) };
    let line = if dark { neutral(0.34, 0.016) } else { neutral(0.88, 0.014 * warmth) };
    let grounds = [ground, surface, sunken];
    let ink = |colour: Colour, least: f64| readable(colour, &grounds, least);

    let text = if dark { neutral(0.93, 0.008) } else { neutral(0.23, 0.02 * warmth) };
    let muted = ink(if dark { neutral(0.72, 0.014) } else { neutral(0.5, 0.02) }, 4.6);
    let white = Colour::new(1.0, 0.0, 0.0);
    let fill = if dark { accent(0.72, 0.9) } else { readable(accent(0.56, 1.0), &[white], 4.6) };
    let fill = readable(fill, &grounds, 3.05);
    let on = if dark { readable(accent(0.2, 0.25), &[fill], 5.0) } else { white };
    let strong = if dark { fill.at(fill.lightness + 0.06) } else { fill.at(fill.lightness - 0.07) };
    let soft = if dark { accent(0.31, 0.45) } else { accent(0.925, 0.32) };
    let panel = if dark { accent(0.3, 0.5) } else { accent(0.33, 0.75) };

    let mut theme: Theme = vec![
        ("bg", ground),
        ("surface", surface),
        ("sunken", sunken),
        ("field", if dark { neutral(0.16, 0.01) } else { surface }),
        ("hover", if dark { neutral(0.245, 0.016) } else { neutral(0.97, 0.011 * warmth) }),
        ("track", if dark { neutral(0.36, 0.015) } else { neutral(0.89, 0.016) }),
        ("line", line),
        ("line-strong", ink(if dark { neutral(0.5, 0.016) } else { neutral(0.68, 0.02) }, 3.05)),
        ("text", ink(text, 9.0)),
        ("muted", muted),
        ("accent", fill),
        ("accent-strong", strong),
        ("on-accent", on),
        ("accent-text", ink(fill, 4.6)),
        ("accent-soft", soft),
        ("accent-ink", readable(fill, &[soft], 4.8)),
        ("focus", ink(fill, 3.5)),
        ("chart", ink(accent(if dark { 0.55 } else { 0.72 }, 0.55), 1.6)),
        ("panel", panel),
        ("panel-text", readable(accent(0.97, 0.1), &[panel], 7.5)),
        ("mark", if dark { Colour::new(0.42, 0.09, 90.0) } else { Colour::new(0.9, 0.12, 95.0) }),
        ("star", ink(Colour::new(if dark { 0.78 } else { 0.68 }, 0.15, 72.0), 3.05)),
        ("toast", if dark { neutral(0.9, 0.01) } else { neutral(0.24, 0.02) }),
        ("toast-text", if dark { neutral(0.2, 0.01) } else { neutral(0.98, 0.005) }),
    ];
    theme.extend(tones(dark, &grounds, look.neutral_hue));
    theme.extend(covers(model, dark));
    theme.extend(site(model, dark, &theme));
    theme
}

/// Colours by meaning: what fills, what tints, what is written on the tint.
fn tones(dark: bool, grounds: &[Colour], neutral_hue: f64) -> Theme {
    let mut tones = Theme::new();
    let named = [
        (["neutral", "neutral-soft", "neutral-ink"], 0.02, neutral_hue),
        (["good", "good-soft", "good-ink"], 0.12, 152.0),
        (["warning", "warning-soft", "warning-ink"], 0.13, 68.0),
        (["bad", "bad-soft", "bad-ink"], 0.17, 26.0),
    ];
    for ([fill, soft, ink], chroma, hue) in named {
        let tint = if dark { Colour::new(0.32, chroma * 0.4, hue) } else { Colour::new(0.93, chroma * 0.36, hue) };
        let mut all = grounds.to_vec();
        all.push(tint);
        tones.push((fill, readable(Colour::new(if dark { 0.68 } else { 0.6 }, chroma, hue), grounds, 3.05)));
        tones.push((soft, tint));
        tones.push((ink, readable(Colour::new(if dark { 0.78 } else { 0.45 }, chroma, hue), &all, 4.8)));
    }
    tones.push(("late", readable(Colour::new(0.64, 0.16, 45.0), grounds, 3.05)));
    tones
}

/// Five colours for the drawn covers: around the accent, with one from across the circle.
fn covers(model: &AppModel, dark: bool) -> Theme {
    let look = &model.look;
    let chroma = look.chroma.clamp(0.05, 0.14);
    let one = |light: f64, night: f64, share: f64, turn: f64| {
        Colour::new(if dark { night } else { light }, chroma * share, (look.hue + turn).rem_euclid(360.0))
    };
    vec![
        ("cover-1", one(0.87, 0.38, 0.55, 0.0)),
        ("cover-2", one(0.66, 0.6, 1.0, 8.0)),
        ("cover-3", one(0.78, 0.66, 0.9, 48.0)),
        ("cover-4", one(0.46, 0.3, 0.8, -28.0)),
        ("cover-5", one(0.74, 0.52, 0.75, 165.0)),
        ("cover-ink", if dark { Colour::new(0.93, 0.02, look.hue) } else { Colour::new(0.22, 0.04, look.hue) }),
    ]
}

/// The header: quiet on the ground, tinted, or in the full colour, as the style has it.
fn site(model: &AppModel, dark: bool, theme: &Theme) -> Theme {
    let get = |name: &str| {
        theme.iter().find(|(known, _)| *known == name).map_or(Colour::new(0.5, 0.0, 0.0), |(_, colour)| *colour)
    };
    if !Style::of(model).bold_header {
        let ground = if matches!(model.look.layout, Layout::Sidebar) { get("sunken") } else { get("bg") };
        return vec![
            ("site", ground),
            ("site-text", get("text")),
            ("site-muted", get("muted")),
            ("site-hover", if dark { get("track") } else { get("accent-soft") }),
            ("site-now", get("accent-soft")),
            ("site-now-text", readable(get("accent-ink"), &[get("accent-soft")], 4.8)),
        ];
    }
    let ground = get("panel");
    let hover = ground.at(ground.lightness + 0.06);
    let now = ground.at(ground.lightness + 0.12);
    vec![
        ("site", ground),
        ("site-text", readable(get("panel-text"), &[ground, hover], 6.0)),
        ("site-muted", readable(Colour::new(0.84, 0.03, model.look.hue), &[ground, hover], 5.0)),
        ("site-hover", hover),
        ("site-now", now),
        ("site-now-text", readable(Colour::new(0.985, 0.01, model.look.hue), &[now], 5.0)),
    ]
}

/// Type, spaces, radii.
fn measures(model: &AppModel) -> String {
    let look = &model.look;
    let style = Style::of(model);
    let (size, gap, row, card, page) = match look.density {
        Density::Compact => ("15px", 1.0, ".5rem", "14rem", "82rem"),
        Density::Regular => ("16px", 1.3, ".7rem", "16rem", "76rem"),
        Density::Airy => ("17px", 1.7, ".95rem", "18rem", "72rem"),
    };
    let radius = look.radius.min(24);
    let heading = match look.heading_font {
        FontStack::Slab | FontStack::Rounded | FontStack::Geometric => (700, "-.015em"),
        FontStack::OldStyle | FontStack::Transitional => (600, "-.01em"),
        FontStack::Mono => (600, "-.03em"),
        FontStack::System | FontStack::Humanist => (720, "-.02em"),
    };
    let (case, tracking) = if style.spaced_labels { ("uppercase", ".09em") } else { ("none", "0") };
    let button = if radius >= 14 { "99px".to_owned() } else { format!("{}px", radius.min(10)) };
    let mut css = String::new();
    // Writing into a String cannot fail.
    let _ = write!(
        css,
        "  --font-heading: {};\n  --font-body: {};\n  --font-mono: {};\n  --size: {size};\n  --leading: {};\n  --heading-weight: {};\n  --heading-tracking: {};\n  --h1: clamp(1.75rem, 1.3rem + 1.9vw, {});\n  --h2: clamp(1.2rem, 1.05rem + .6vw, 1.5rem);\n  --eyebrow-case: {case};\n  --eyebrow-tracking: {tracking};\n",
        stack(look.heading_font),
        stack(look.body_font),
        stack(FontStack::Mono),
        if matches!(look.density, Density::Compact) { "1.45" } else { "1.6" },
        heading.0,
        heading.1,
        if matches!(look.density, Density::Compact) { "2.2rem" } else { "2.9rem" },
    );
    let _ = write!(
        css,
        "  --gap-s: {:.2}rem;\n  --gap: {gap:.2}rem;\n  --gap-l: {:.2}rem;\n  --edge: clamp(1rem, 4vw, {:.2}rem);\n  --row: {row};\n  --card: {card};\n  --page: {page};\n  --radius: {radius}px;\n  --radius-s: {}px;\n  --radius-button: {button};\n  --radius-badge: {};\n",
        gap * 0.75,
        gap * 1.75,
        gap * 2.2,
        radius.div_ceil(2),
        if radius >= 8 { "99px" } else { "3px" },
    );
    css
}

/// What systems have; nothing is fetched.
fn stack(font: FontStack) -> &'static str {
    match font {
        FontStack::System => "system-ui, -apple-system, 'Segoe UI', Roboto, 'Liberation Sans', sans-serif",
        FontStack::Humanist => "Seravek, 'Gill Sans Nova', Ubuntu, Calibri, 'DejaVu Sans', source-sans-pro, sans-serif",
        FontStack::Geometric => {
            "Avenir, 'Avenir Next', Montserrat, Corbel, 'URW Gothic', 'Century Gothic', source-sans-pro, sans-serif"
        }
        FontStack::OldStyle => "'Iowan Old Style', 'Palatino Linotype', 'URW Palladio L', P052, Palatino, serif",
        FontStack::Transitional => "Charter, 'Bitstream Charter', 'Sitka Text', Cambria, 'Liberation Serif', serif",
        FontStack::Slab => "Rockwell, 'Rockwell Nova', 'Roboto Slab', 'DejaVu Serif', 'Sitka Small', serif",
        FontStack::Rounded => {
            "ui-rounded, 'Hiragino Maru Gothic ProN', Quicksand, Comfortaa, Manjari, 'Arial Rounded MT Bold', Calibri, sans-serif"
        }
        FontStack::Mono => {
            "ui-monospace, 'Cascadia Code', 'Source Code Pro', Menlo, Consolas, 'DejaVu Sans Mono', monospace"
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::colour::contrast;
    use super::*;

    fn pick(theme: &Theme, name: &str) -> Colour {
        theme.iter().find(|(known, _)| *known == name).map(|(_, colour)| *colour).expect("a token")
    }

    #[test]
    fn text_is_readable_in_every_hue_light_and_dark() {
        let mut model = super::super::sample::recipes();
        for hue in (0_u32..360).step_by(12) {
            for (dark, layout) in [(false, Layout::Topbar), (true, Layout::Sidebar), (false, Layout::Masthead)] {
                for chroma in [0.04, 0.12, 0.2] {
                    model.look.hue = f64::from(hue);
                    model.look.neutral_hue = f64::from((hue * 7) % 360);
                    model.look.chroma = chroma;
                    model.look.layout = layout;
                    model.seed = u64::from(hue);
                    let theme = theme(&model, dark);
                    let pairs = [
                        ("text", "bg", 4.5),
                        ("text", "surface", 4.5),
                        ("text", "sunken", 4.5),
                        ("text", "mark", 4.5),
                        ("text", "hover", 4.5),
                        ("muted", "bg", 4.5),
                        ("muted", "sunken", 4.5),
                        ("muted", "surface", 4.5),
                        ("muted", "hover", 4.5),
                        ("accent-text", "bg", 4.5),
                        ("accent-text", "sunken", 4.5),
                        ("accent-text", "hover", 4.5),
                        ("on-accent", "accent", 4.5),
                        ("on-accent", "accent-strong", 4.5),
                        ("accent-ink", "accent-soft", 4.5),
                        ("good-ink", "good-soft", 4.5),
                        ("warning-ink", "warning-soft", 4.5),
                        ("bad-ink", "bad-soft", 4.5),
                        ("neutral-ink", "neutral-soft", 4.5),
                        ("bad-ink", "bg", 4.5),
                        ("panel-text", "panel", 4.5),
                        ("site-text", "site", 4.5),
                        ("site-muted", "site", 4.5),
                        ("site-now-text", "site-now", 4.5),
                        ("toast-text", "toast", 4.5),
                        ("line-strong", "field", 3.0),
                        ("accent", "bg", 3.0),
                        ("star", "bg", 3.0),
                    ];
                    for (ink, ground, least) in pairs {
                        let ratio = contrast(pick(&theme, ink), pick(&theme, ground));
                        assert!(
                            ratio >= least,
                            "{ink} on {ground} is {ratio:.2} at hue {hue}, chroma {chroma}, dark {dark}"
                        );
                    }
                }
            }
        }
    }
}
