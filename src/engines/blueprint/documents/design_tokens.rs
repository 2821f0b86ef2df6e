//! `docs/design-tokens.md`: why these colours and this type, and the measured contrast of what is read on what.

use super::super::model::{Density, FontStack, Layout, Look, Pattern, Styling, Theme};
use super::contrast::{self, Tokens};
use super::desk::{Desk, Document, Work};
use super::language::{capital, cell, count, list, table};

/// How Tailwind is set up in what is made, for documents.
pub(super) const TAILWIND: &str = "Values are in `css/tokens.css`. `css/input.css` makes Tailwind's theme of them (`@theme`), and `js/look.js` says with which utilities each part of a page is drawn. `css/app.css` is compiled from those three and never edited. After a change:\n\n```sh\nnpm install\nnpm run css\n```\n\nNothing of this is needed to run the application: the compiled sheet is there.\n\n";

/// Least contrast of text after WCAG 2.2, success criterion 1.4.3.
const TEXT: f64 = 4.5;

/// Writes the design tokens.
pub(super) fn write(desk: &Desk<'_>) -> Work {
    let tokens = contrast::tokens(desk.rendered("css/tokens.css").unwrap_or_default());
    let pairs = pairs(&tokens);
    let lowest = pairs.iter().map(|pair| pair.light.min(pair.dark)).fold(f64::INFINITY, f64::min);
    let measured = if pairs.is_empty() {
        "no pair to measure".to_owned()
    } else {
        format!("{} measured, lowest contrast {lowest:.1}", count(pairs.len(), "pair", "pairs"))
    };
    let look = &desk.model.look;
    Work {
        opening: vec![format!("Took a mood from the subject: {}; {}.", cell(&look.mood), hue_name(look.hue))],
        documents: vec![Document {
            path: "docs/design-tokens.md",
            text: text(desk, &tokens, &pairs),
            says: format!("Wrote docs/design-tokens.md: {}, {measured}.", count(tokens.len(), "colour", "colours")),
        }],
        decisions: decisions(desk, lowest),
    }
}

fn decisions(desk: &Desk<'_>, lowest: f64) -> Vec<String> {
    let look = &desk.model.look;
    let mut lines = vec![
        format!(
            "{} as the accent (hue {:.0}): the mood for {} is {}.",
            capital(hue_name(look.hue)),
            look.hue,
            desk.things(),
            cell(&look.mood)
        ),
        format!(
            "Headings in {}, text in {}: fonts that systems have, so nothing is fetched from elsewhere.",
            font(look.heading_font),
            font(look.body_font)
        ),
        format!(
            "Corners of {} pixels and {} spacing: {}.",
            look.radius,
            density(look.density).0,
            density(look.density).1
        ),
    ];
    if lowest.is_finite() {
        lines.push(format!("Lightness was set by contrast and not by eye: the weakest pair has {lowest:.1} to 1."));
    }
    lines
}

struct Pair {
    front: String,
    back: String,
    light: f64,
    dark: f64,
}

/// Which tokens are read on which: text colours on every surface, `on-x` on `x`.
fn pairs(tokens: &Tokens) -> Vec<Pair> {
    let mut found = Vec::new();
    let mut pair = |one: &str, two: &str| {
        if let (Some(a), Some(b)) = (tokens.get(one), tokens.get(two)) {
            found.push(Pair {
                front: one.to_owned(),
                back: two.to_owned(),
                light: a.0.contrast(b.0),
                dark: a.1.contrast(b.1),
            });
        }
    };
    for name in tokens.keys() {
        for under in grounds(name, tokens) {
            pair(name, &under);
        }
    }
    found
}

/// What a colour of text stands on: `on-accent` on `accent`, `good-ink` on `good-soft`, `panel-text` on `panel`, `muted`
/// on every ground. `accent-text` has a tint of its own beside it for `accent-ink`, and so stands on the page.
fn grounds(name: &str, tokens: &Tokens) -> Vec<String> {
    let has = |name: &String| tokens.contains_key(name);
    if let Some(under) = name.strip_prefix("on-") {
        return vec![under.to_owned()];
    }
    if let Some(under) = name.strip_suffix("-ink") {
        return vec![format!("{under}-soft")].into_iter().filter(has).collect();
    }
    let own = |under: &&str| tokens.contains_key(*under) && !tokens.contains_key(&format!("{under}-soft"));
    if let Some(under) = name.strip_suffix("-text").filter(own) {
        return vec![under.to_owned(), format!("{under}-hover")].into_iter().filter(has).collect();
    }
    if let Some(under) = name.strip_suffix("-muted").filter(own) {
        return vec![under.to_owned()];
    }
    if is_named(name, &["text", "muted", "link", "heading"]) {
        tokens.keys().filter(|under| is_ground(under)).cloned().collect()
    } else {
        Vec::new()
    }
}

/// Names of grounds that carry text of any kind.
fn is_ground(name: &str) -> bool {
    is_named(name, &["surface", "bg", "background", "paper", "page", "raised", "sunken"])
}

fn is_named(name: &str, words: &[&str]) -> bool {
    name.split('-').any(|part| words.contains(&part))
}

fn text(desk: &Desk<'_>, tokens: &Tokens, pairs: &[Pair]) -> String {
    let look = &desk.model.look;
    let mut text = format!("# {}: design tokens\n\nThe mood: {}. ", cell(&desk.model.name), cell(&look.mood));
    text.push_str(&format!(
        "It fits {} and comes from the request, so that this application does not look like another one.\n\n",
        desk.things()
    ));
    text.push_str(&format!("{}\n", table(&["What", "Choice"], &choices(&desk.model.look))));
    if !pairs.is_empty() {
        text.push_str(&format!("## Contrast\n\n{}\nRatios after WCAG 2.2 (relative luminance), computed from `css/tokens.css`. Text needs {TEXT} (criterion 1.4.3), large text and the edges of controls need 3 (1.4.3, 1.4.11).\n\n", table(&["Pair", "Light", "Dark", "Good for"], &measured(pairs))));
    }
    if desk.model.stack.styling == Styling::Tailwind {
        text.push_str(&format!("## Tailwind\n\n{TAILWIND}"));
    }
    let names: Vec<String> = tokens.keys().map(|name| format!("`--{name}`")).collect();
    text.push_str(&format!(
        "## Names\n\nColours: {}. Styles use these names and no colour of their own.\n",
        list(&names)
    ));
    text
}

fn choices(look: &Look) -> Vec<Vec<String>> {
    vec![
        vec![
            "Accent".to_owned(),
            format!("oklch hue {:.0}, chroma {:.3}: {}", look.hue, look.chroma, hue_name(look.hue)),
        ],
        vec![
            "Neutrals".to_owned(),
            format!("tinted towards hue {:.0} ({})", look.neutral_hue, hue_name(look.neutral_hue)),
        ],
        vec!["Headings".to_owned(), font(look.heading_font).to_owned()],
        vec!["Text".to_owned(), font(look.body_font).to_owned()],
        vec![
            "At first".to_owned(),
            match look.theme {
                Theme::System => "light or dark, as the system says",
                Theme::Light => "light, until somebody chooses",
                Theme::Dark => "dark, until somebody chooses",
            }
            .to_owned(),
        ],
        vec!["Corners".to_owned(), format!("{} px", look.radius)],
        vec!["Spacing".to_owned(), format!("{}: {}", density(look.density).0, density(look.density).1)],
        vec!["Navigation".to_owned(), layout(look.layout).0.to_owned()],
        vec!["Drawn covers".to_owned(), pattern(look.pattern).to_owned()],
    ]
}

fn measured(pairs: &[Pair]) -> Vec<Vec<String>> {
    pairs
        .iter()
        .map(|pair| {
            vec![
                format!("`--{}` on `--{}`", pair.front, pair.back),
                format!("{:.2}", pair.light),
                format!("{:.2}", pair.dark),
                verdict(pair.light.min(pair.dark)).to_owned(),
            ]
        })
        .collect()
}

fn verdict(ratio: f64) -> &'static str {
    match ratio {
        ratio if ratio >= 7.0 => "all text, level AAA",
        ratio if ratio >= TEXT => "all text, level AA",
        ratio if ratio >= 3.0 => "large text and edges only",
        _ => "decoration only",
    }
}

/// What people call a hue, in OKLCH degrees.
pub(super) fn hue_name(hue: f64) -> &'static str {
    match hue.rem_euclid(360.0) {
        hue if hue < 15.0 => "pink",
        hue if hue < 40.0 => "red",
        hue if hue < 65.0 => "orange",
        hue if hue < 95.0 => "amber",
        hue if hue < 120.0 => "yellow-green",
        hue if hue < 160.0 => "green",
        hue if hue < 200.0 => "teal",
        hue if hue < 235.0 => "sky blue",
        hue if hue < 275.0 => "blue",
        hue if hue < 305.0 => "violet",
        hue if hue < 340.0 => "purple",
        _ => "rose",
    }
}

fn font(stack: FontStack) -> &'static str {
    match stack {
        FontStack::System => "the system's sans-serif",
        FontStack::Humanist => "a humanist sans-serif",
        FontStack::Geometric => "a geometric sans-serif",
        FontStack::OldStyle => "an old-style serif",
        FontStack::Transitional => "a transitional serif",
        FontStack::Slab => "a slab serif",
        FontStack::Rounded => "a rounded sans-serif",
        FontStack::Mono => "a monospaced face",
    }
}

/// A density in a word, and why.
pub(super) fn density(density: Density) -> (&'static str, &'static str) {
    match density {
        Density::Compact => ("compact", "much is compared at once"),
        Density::Regular => ("regular", "lists are read as often as pages"),
        Density::Airy => ("airy", "one thing is looked at for longer"),
    }
}

/// A layout in words, and why.
pub(super) fn layout(layout: Layout) -> (&'static str, &'static str) {
    match layout {
        Layout::Sidebar => ("at the side, with words", "one moves between lists all day"),
        Layout::Topbar => ("on top", "there are few places to go and the width belongs to the content"),
        Layout::Rail => ("in a narrow rail of icons", "the content needs the width and the places are soon known"),
        Layout::Masthead => ("in tabs below a masthead", "the name and its mood come first"),
    }
}

/// A pattern in words.
pub(super) fn pattern(pattern: Pattern) -> &'static str {
    match pattern {
        Pattern::Dots => "circles",
        Pattern::Stripes => "stripes",
        Pattern::Waves => "waves",
        Pattern::Facets => "triangles",
        Pattern::Leaves => "leaves",
        Pattern::Grid => "a grid",
    }
}
