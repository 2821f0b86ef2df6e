//! The style sheets, put together from what this application shows; with Tailwind, what stands in their place.

use super::super::model::{AppModel, FieldKind, Layout, Styling};
use super::names::has_accounts;
use super::pages::uses;
use super::rules::rules;
use super::style::{Style, Surface};
use super::tailwind;

/// A file: its path and its text.
type Sheet = (&'static str, String);

/// Where things are; with Tailwind, the source of its sheet.
pub(super) fn layout(model: &AppModel) -> Sheet {
    match model.stack.styling {
        Styling::Css => ("css/layout.css", plain_layout(model)),
        Styling::Tailwind => ("css/input.css", tailwind::input(model)),
    }
}

/// What things look like; with Tailwind, the utilities of each part.
pub(super) fn components(model: &AppModel) -> Sheet {
    match model.stack.styling {
        Styling::Css => ("css/components.css", plain_components(model)),
        Styling::Tailwind => ("js/look.js", tailwind::look_module(model)),
    }
}

/// Focus, motion, print; with Tailwind, the sheet compiled from all of it.
pub(super) fn finish(model: &AppModel) -> Sheet {
    match model.stack.styling {
        Styling::Css => ("css/polish.css", include_str!("templates/css/polish.css").to_owned()),
        Styling::Tailwind => ("css/app.css", tailwind::sheet(model)),
    }
}

fn plain_layout(model: &AppModel) -> String {
    let own = match model.look.layout {
        Layout::Sidebar => include_str!("templates/css/layout-sidebar.css"),
        Layout::Topbar => include_str!("templates/css/layout-topbar.css"),
        Layout::Rail => include_str!("templates/css/layout-rail.css"),
        Layout::Masthead => include_str!("templates/css/layout-masthead.css"),
    };
    format!("{}{own}{}", include_str!("templates/css/layout.css"), include_str!("templates/css/layout-narrow.css"))
}

fn plain_components(model: &AppModel) -> String {
    let mut css = String::from(include_str!("templates/css/components.css"));
    css.push_str(include_str!("templates/css/forms.css"));
    if uses(model, |kind| matches!(kind, FieldKind::LineItems { .. })) {
        css.push_str(include_str!("templates/css/items-edit.css"));
    }
    css.push_str(include_str!("templates/css/views.css"));
    css.push_str(include_str!("templates/css/home.css"));
    if has_accounts(model) {
        css.push_str(include_str!("templates/css/people.css"));
    }
    if rules(model).iter().any(|rule| rule.maker == "cart") {
        css.push_str(include_str!("templates/css/basket.css"));
    }
    css.push_str(match Style::of(model).surface {
        Surface::Ruled => include_str!("templates/css/style-ruled.css"),
        Surface::Framed => include_str!("templates/css/style-framed.css"),
        Surface::Raised => include_str!("templates/css/style-raised.css"),
        Surface::Filled => include_str!("templates/css/style-filled.css"),
    });
    css
}
