//! `assets/icon.svg`, `js/icons.js` and `js/covers.js`: the drawings.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::super::model::{AppModel, Pattern};
use super::colour::{Colour, readable};
use super::icons;

/// The mark of the application: its first thing on a ground in its colour.
pub(super) fn icon(model: &AppModel) -> String {
    let look = &model.look;
    let chroma = look.chroma.clamp(0.05, 0.18);
    let ground = Colour::new(0.47, chroma, look.hue);
    let shade = Colour::new(0.4, chroma, (look.hue + 18.0).rem_euclid(360.0));
    let ink = readable(Colour::new(0.98, 0.01, look.hue), &[ground, shade], 4.5);
    let radius = (u32::from(look.radius.min(24)) * 16 / 24 + 6).min(32);
    let turn = model.seed % 4 * 90;
    let path = icons::path(&model.entities.first().map_or_else(String::new, |entity| entity.icon.clone()));
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 64 64\" role=\"img\" aria-label=\"{}\">\n  <defs><clipPath id=\"edge\"><rect width=\"64\" height=\"64\" rx=\"{radius}\"/></clipPath></defs>\n  <g clip-path=\"url(#edge)\">\n    <rect width=\"64\" height=\"64\" fill=\"{}\"/>\n    <path d=\"M0 64L64 0V64Z\" fill=\"{}\" transform=\"rotate({turn} 32 32)\"/>\n  </g>\n  <path d=\"{path}\" transform=\"translate(12.800 12.800) scale(1.600)\" fill=\"none\" stroke=\"{}\" stroke-width=\"1.900\" stroke-linecap=\"round\" stroke-linejoin=\"round\"/>\n</svg>\n",
        escape(&model.name),
        ground.hex(),
        shade.hex(),
        ink.hex(),
    )
}

/// `text` for inside markup.
pub(super) fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// The icons that this application uses.
pub(super) fn icon_module(model: &AppModel, navigation: &[String]) -> String {
    let mut names: BTreeSet<&str> = icons::INTERFACE.iter().map(|(name, _)| *name).collect();
    names.extend(model.entities.iter().map(|entity| icons::known(&entity.icon)));
    names.extend(navigation.iter().map(|name| icons::known(name)));
    names.extend(["calendar", "chat", "flag", "money", "bag", "ticket", "star", "vote"]);
    let mut js =
        String::from("// The icons: strokes on a grid of 24, drawn for this application.\n\nexport const icons = {\n");
    for name in names {
        let _ = writeln!(js, "  {name}: '{}',", icons::path(name));
    }
    js.push_str("};\n");
    js
}

/// The covers.
pub(super) fn covers(model: &AppModel) -> String {
    let pattern = match model.look.pattern {
        Pattern::Dots => include_str!("templates/js/covers/dots.js"),
        Pattern::Stripes => include_str!("templates/js/covers/stripes.js"),
        Pattern::Waves => include_str!("templates/js/covers/waves.js"),
        Pattern::Facets => include_str!("templates/js/covers/facets.js"),
        Pattern::Leaves => include_str!("templates/js/covers/leaves.js"),
        Pattern::Grid => include_str!("templates/js/covers/grid.js"),
    };
    format!("{}{pattern}", include_str!("templates/js/covers/head.js"))
}
