//! `make it darker`, `use green`, `more compact`, `use Tailwind`: how it looks and what it is made with.

use super::super::super::model::{Backend, Density, FontStack, Layout, Look, Styling, Theme};
use super::super::{look, stack};
use super::clauses::Clause;
use super::edit::Edit;

/// Takes a clause about looks or technology.
pub(super) fn take(edit: &mut Edit, clause: &Clause) -> bool {
    technology(edit, clause) || looks(edit, clause)
}

fn technology(edit: &mut Edit, clause: &Clause) -> bool {
    let Some(wanted) = stack::asked(&clause.said) else { return false };
    let now = edit.model.stack;
    let new = wanted.onto(now);
    if new == now {
        return edit.left(&clause.said, "it is made so already");
    }
    edit.model.stack = new;
    if new.styling != now.styling {
        edit.changes.push(match new.styling {
            Styling::Tailwind => "Pages are styled with Tailwind's classes.".to_owned(),
            Styling::Css => "Pages are styled with plain style sheets.".to_owned(),
        });
    }
    if new.backend != now.backend {
        edit.changes.push(match new.backend {
            Backend::Node => "The server runs on Node.js.".to_owned(),
            Backend::Python => "The server runs on Python.".to_owned(),
        });
    }
    true
}

/// Words about looks, what they change, and the sentence about it.
type Shade = (&'static str, fn(&mut Look), &'static str);

const SHADES: &[Shade] = &[
    ("darker", |look| look.theme = Theme::Dark, "It is dark at first; everybody can still choose."),
    ("deeper", |look| look.chroma = milli(look.chroma * 0.75), "Colours are deeper and quieter."),
    (
        "brighter colourful colorful vivid livelier bolder",
        |look| look.chroma = milli((look.chroma * 1.3).min(0.2)),
        "Colours are stronger.",
    ),
    (
        "lighter",
        |look| match look.theme {
            Theme::Dark => look.theme = Theme::System,
            Theme::System | Theme::Light => look.chroma = milli(look.chroma * 0.7),
        },
        "It is lighter.",
    ),
    ("softer calmer muted quieter pastel", |look| look.chroma = milli(look.chroma * 0.7), "Colours are softer."),
    ("compact dense denser tighter smaller", |look| look.density = Density::Compact, "More fits on a screen."),
    (
        "airy airier spacious roomier whitespace breathing",
        |look| look.density = Density::Airy,
        "There is more air around everything.",
    ),
    ("round rounded rounder", |look| look.radius = look.radius.max(16), "Corners are round."),
    ("square sharp angular squarer sharper", |look| look.radius = 0, "Corners are square."),
    ("serif", |look| look.heading_font = FontStack::OldStyle, "Headings are set in a serif."),
    ("monospace mono", |look| look.heading_font = FontStack::Mono, "Headings are set in a monospaced face."),
    ("sans", |look| look.heading_font = FontStack::Humanist, "Headings are set in a sans serif."),
    ("sidebar", |look| look.layout = Layout::Sidebar, "The navigation is at the side."),
    ("topbar", |look| look.layout = Layout::Topbar, "The navigation is on top."),
    ("minimal minimalist minimalistic simpler cleaner", minimal, "It looks plainer, with more air."),
    ("playful fun cheerful friendlier", playful, "It looks more playful, with round headings and corners."),
    ("elegant classy elegance", elegant, "It looks more elegant, with fine headings and small corners."),
    ("retro vintage typewriter", |look| look.heading_font = FontStack::Slab, "Headings look as if typed."),
    ("warmer", |look| look.neutral_hue = 70.0, "Its greys are warmer."),
    ("cooler colder", |look| look.neutral_hue = 240.0, "Its greys are cooler."),
];

/// What changes, and the sentence about it.
type Told = (fn(&mut Look), &'static str);

/// What `less` makes of a shade.
fn opposite(words: &str) -> Option<Told> {
    let pairs = [
        ("darker", "lighter"),
        ("brighter", "softer"),
        ("lighter", "darker"),
        ("compact", "airy"),
        ("airy", "compact"),
        ("round", "square"),
        ("square", "round"),
    ];
    let first = words.split(' ').next()?;
    let (_, other) = pairs.iter().find(|(one, _)| *one == first)?;
    SHADES.iter().find(|(words, ..)| words.starts_with(other)).map(|(_, shade, sentence)| (*shade, *sentence))
}

fn milli(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}

fn minimal(look: &mut Look) {
    look.density = Density::Airy;
    look.chroma = milli(look.chroma * 0.7);
}

fn playful(look: &mut Look) {
    look.heading_font = FontStack::Rounded;
    look.radius = look.radius.max(16);
}

fn elegant(look: &mut Look) {
    look.heading_font = FontStack::OldStyle;
    look.radius = look.radius.min(4);
}

/// Words with which a wish about looks begins.
const OPENERS: &str =
    "make use more change put move give switch set paint style please turn i we it the also let less in";

fn looks(edit: &mut Edit, clause: &Clause) -> bool {
    let first = clause.tokens.first().map_or("", |token| token.word.as_str());
    let opens = OPENERS.split_whitespace().any(|word| word == first) || clause.tokens.len() <= 2;
    // A colour of a thing is a field: `add a colour to bikes`.
    let themed = clause.says("dark mode") || clause.says("dark theme");
    if !(opens || themed)
        || clause.has("remove rename")
        || clause.has("add") && !themed
        || clause.has("required optional field")
    {
        return false;
    }
    if clause.says("dark mode") || clause.says("dark theme") || clause.says("light mode") {
        return edit.left(&clause.said, "it has a light and a dark theme already");
    }
    let mut taken = false;
    let before = edit.model.look.clone();
    if let Some((name, hue, chroma)) = look::colour(&|word| clause.has(word)) {
        (edit.model.look.hue, edit.model.look.chroma) = (hue, chroma);
        taken = told(edit, &before, &format!("Its colour is {name}."), &clause.said);
    }
    let top = clause.says("on top") || clause.says("at the top");
    let shades = SHADES.iter().filter(|(words, ..)| clause.has(words) || top && *words == "topbar");
    for (words, shade, sentence) in shades {
        // `sharp` may be a name in a longer wish; `less colourful` means the other way.
        if *words == "sidebar" && clause.has("no without") {
            continue;
        }
        let less = clause.tokens.windows(2).any(|pair| {
            matches!(pair[0].word.as_str(), "less" | "not") && words.split(' ').any(|word| word == pair[1].word)
        });
        let Some((shade, sentence)) = (if less { opposite(words) } else { Some((*shade, *sentence)) }) else {
            continue;
        };
        let before = edit.model.look.clone();
        shade(&mut edit.model.look);
        taken |= told(edit, &before, sentence, &clause.said);
    }
    taken
}

fn told(edit: &mut Edit, before: &Look, sentence: &str, said: &str) -> bool {
    if edit.model.look == *before { edit.left(said, "it looks so already") } else { edit.done(sentence.to_owned()) }
}
