//! How the application looks: from its subject, from words about looks in the request, and from its seed.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::super::model::{AppKind, Density, FontStack, Layout, Look, Pattern, Theme};
use super::draft::Draft;
use super::reading::Reading;
use super::text::hash;
use crate::tenants::Palette;

#[derive(Deserialize)]
struct Group {
    words: String,
    hues: Vec<f64>,
    chroma: [f64; 2],
    neutral: f64,
    headings: Vec<FontStack>,
    bodies: Vec<FontStack>,
    radii: Vec<u8>,
    layouts: Vec<Layout>,
    density: Density,
    patterns: Vec<Pattern>,
    moods: Vec<String>,
}

static GROUPS: LazyLock<BTreeMap<String, Group>> =
    LazyLock::new(|| toml::from_str(include_str!("looks.toml")).unwrap_or_default());

/// Colours by name: hue and chroma.
const COLOURS: &[(&str, f64, f64)] = &[
    ("red", 25.0, 0.18),
    ("burgundy", 15.0, 0.12),
    ("orange", 50.0, 0.16),
    ("terracotta", 40.0, 0.11),
    ("yellow", 95.0, 0.15),
    ("mustard", 85.0, 0.12),
    ("gold", 85.0, 0.12),
    ("green", 150.0, 0.14),
    ("olive", 115.0, 0.09),
    ("mint", 165.0, 0.1),
    ("teal", 190.0, 0.11),
    ("turquoise", 190.0, 0.12),
    ("blue", 245.0, 0.15),
    ("navy", 255.0, 0.1),
    ("lavender", 295.0, 0.1),
    ("lilac", 305.0, 0.1),
    ("purple", 300.0, 0.16),
    ("violet", 290.0, 0.16),
    ("pink", 355.0, 0.14),
    ("brown", 55.0, 0.07),
    ("grey", 250.0, 0.02),
    ("gray", 250.0, 0.02),
    ("monochrome", 250.0, 0.01),
];

/// What the look is chosen for.
pub(super) struct Sitter<'a> {
    pub(super) reading: &'a Reading,
    pub(super) kind: AppKind,
    /// What it is about.
    pub(super) main: &'a Draft,
    pub(super) palette: Option<&'a Palette>,
    pub(super) seed: u64,
}

/// Chooses the look.
pub(super) fn look(sitter: &Sitter<'_>) -> Look {
    let Some((name, group)) = group(sitter) else { return neutral() };
    let pick = |what: &str, count: usize| (hash(&format!("{}/{what}", sitter.seed)) % count.max(1) as u64) as usize;
    let turn = pick("turn", 25) as f64 - 12.0;
    let mut hue = (group.hues.get(pick("hue", group.hues.len())).copied().unwrap_or(200.0) + turn + 360.0) % 360.0;
    let [least, most] = group.chroma;
    let mut chroma = least + (most - least) * pick("chroma", 11) as f64 / 10.0;
    if let Some(palette) = sitter.palette.filter(|_| name == "plain") {
        (hue, chroma) = (palette.hue, palette.chroma);
    }
    // Purple is for those who ask for it.
    if (265.0..=320.0).contains(&hue) {
        hue = 225.0 + turn;
    }
    if let Some((_, asked, strength)) = colour(&|word| sitter.reading.says(word)) {
        (hue, chroma) = (asked, strength);
    }
    let choice = |what: &str| hash(&format!("{}/{what}", sitter.seed)) as usize;
    let mut made = Look {
        hue: hue.round(),
        chroma: (chroma * 1000.0).round() / 1000.0,
        neutral_hue: (group.neutral + turn + 360.0) % 360.0,
        heading_font: of(&group.headings, choice("heading"), FontStack::Humanist),
        body_font: of(&group.bodies, choice("body"), FontStack::System),
        radius: of(&group.radii, choice("radius"), 8),
        layout: of(&group.layouts, choice("layout"), Layout::Topbar),
        density: group.density,
        pattern: of(&group.patterns, choice("pattern"), Pattern::Dots),
        theme: Theme::System,
        mood: group.moods.get(choice("mood") % group.moods.len().max(1)).cloned().unwrap_or_default(),
    };
    by_kind(&mut made, sitter.kind);
    by_words(&mut made, sitter.reading);
    made
}

/// The colour that is named in a text that says a word or not: its name, hue and chroma.
pub(super) fn colour(says: &dyn Fn(&str) -> bool) -> Option<(&'static str, f64, f64)> {
    COLOURS.iter().find(|(name, ..)| says(name)).copied()
}

fn of<T: Copy>(list: &[T], choice: usize, otherwise: T) -> T {
    list.get(choice % list.len().max(1)).copied().unwrap_or(otherwise)
}

/// The group whose words were said most; the main thing's own group counts for two.
fn group(sitter: &Sitter<'_>) -> Option<(&'static str, &'static Group)> {
    let pack = sitter.main.pack;
    let own = pack.map_or("", |pack| pack.look.as_str());
    // What happens takes its look from what it happens to.
    let weight = if pack.is_some_and(|pack| pack.event) { 1 } else { 3 };
    let hits = |name: &str, group: &Group| {
        let said = group.words.split(' ').filter(|word| !word.is_empty() && sitter.reading.says(word)).count();
        2 * said + if name == own { weight } else { 0 }
    };
    let scored = GROUPS.iter().map(|(name, group)| (hits(name, group), name.as_str(), group));
    let best = scored.fold(None, |best: Option<(usize, &str, &Group)>, next| match best {
        Some(found) if found.0 >= next.0 => Some(found),
        _ => Some(next),
    })?;
    if best.0 == 0 {
        return GROUPS.get_key_value("plain").map(|(name, group)| (name.as_str(), group));
    }
    Some((best.1, best.2))
}

fn by_kind(look: &mut Look, kind: AppKind) {
    match kind {
        AppKind::Wiki => look.layout = Layout::Sidebar,
        AppKind::Inventory | AppKind::Helpdesk => look.density = Density::Compact,
        AppKind::Publishing if look.layout == Layout::Rail => look.layout = Layout::Masthead,
        _ => {}
    }
}

fn by_words(look: &mut Look, reading: &Reading) {
    if reading.says_any("minimal minimalist minimalistic sparse") {
        look.density = Density::Airy;
        look.chroma = (look.chroma * 0.7 * 1000.0).round() / 1000.0;
        look.mood = format!("minimal, {}", look.mood);
    }
    if reading.says_any("playful fun colourful colorful cheerful") {
        look.heading_font = FontStack::Rounded;
        look.radius = look.radius.max(16);
        look.mood = format!("playful, {}", look.mood);
    }
    if reading.says_any("elegant elegance classy luxurious") {
        look.heading_font = FontStack::OldStyle;
        look.radius = look.radius.min(4);
        look.mood = format!("elegant, {}", look.mood);
    }
    if reading.says_any("retro vintage typewriter") && !reading.says("wine") {
        look.heading_font = FontStack::Slab;
        look.mood = format!("retro, {}", look.mood);
    }
    if reading.says_any("compact dense") {
        look.density = Density::Compact;
    }
    if reading.says("sidebar") {
        look.layout = Layout::Sidebar;
    }
}

/// Only for a broken table, which a test forbids.
fn neutral() -> Look {
    Look {
        hue: 200.0,
        chroma: 0.1,
        neutral_hue: 220.0,
        heading_font: FontStack::Humanist,
        body_font: FontStack::System,
        radius: 8,
        layout: Layout::Topbar,
        density: Density::Regular,
        pattern: Pattern::Dots,
        theme: Theme::System,
        mood: "plain, considered".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_looks_can_be_read() {
        assert!(GROUPS.len() > 15);
        assert!(GROUPS.contains_key("plain"));
        assert!(GROUPS.values().all(|group| group.hues.iter().all(|hue| !(270.0..=300.0).contains(hue))));
    }
}
