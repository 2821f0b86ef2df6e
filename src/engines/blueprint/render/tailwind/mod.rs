//! The second way to style a made application: Tailwind's utilities, compiled here while it is made, without Node or network.

mod compile;
mod keywords;
mod look;
mod order;
#[cfg(test)]
mod tests;
mod utilities;
mod values;
mod variants;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::super::model::AppModel;
use super::names::fill;
use super::tokens;
use look::Look;

/// Tailwind's ground: its reset of what browsers bring, as its compiler writes it.
const PREFLIGHT: &str = include_str!("../templates/tailwind/preflight.css");
const THEME: &str = include_str!("../templates/tailwind/theme.css");
const BASE: &str = include_str!("../templates/tailwind/base.css");
const COMPONENTS: &str = include_str!("../templates/tailwind/components.css");

/// `css/input.css`: what Tailwind's own compiler reads.
pub(super) fn input(model: &AppModel) -> String {
    let head = fill(include_str!("../templates/tailwind/input.css"), &[("name", &comment(&model.name))]);
    format!("{head}{THEME}\n{BASE}\n{COMPONENTS}")
}

/// `css/app.css`: what the page loads, compiled from the classes that the look and the page use.
pub(super) fn sheet(model: &AppModel) -> String {
    let look = Look::of(model);
    let utilities = compile::utilities(look.all());
    let mut css = format!(
        "/*! tailwindcss v4.3.5 | MIT License | https://tailwindcss.com */\n/* {}: compiled from input.css; change that instead. */\n@layer theme, base, components, utilities;\n",
        comment(&model.name)
    );
    css.push_str(&compile::scale(&format!("{utilities}{PREFLIGHT}")));
    css.push_str(PREFLIGHT);
    let _ = write!(css, "{}\n{BASE}\n{COMPONENTS}\n@layer utilities {{\n", tokens::css(model));
    for line in utilities.lines() {
        let _ = writeln!(css, "  {line}");
    }
    css.push_str("}\n");
    css.push_str(&compile::properties(&utilities));
    css.push_str(&keyframes());
    css
}

/// The motion that the theme defines, where a compiled sheet has it.
fn keyframes() -> String {
    let Some(at) = THEME.find("  @keyframes") else { return String::new() };
    let inner = THEME[at..].trim_end().trim_end_matches('}').trim_end();
    inner.lines().map(|line| format!("{}\n", line.strip_prefix("  ").unwrap_or(line))).collect()
}

/// `js/look.js`: what each part of a page looks like.
pub(super) fn look_module(model: &AppModel) -> String {
    let look = Look::of(model);
    let entries = |alone: bool| -> String {
        let chosen = look.parts().filter(|(name, _)| name.starts_with('=') == alone);
        chosen
            .map(|(name, classes)| format!("  {}: {},\n", key(name.trim_start_matches('=')), quoted(classes)))
            .collect()
    };
    fill(include_str!("../templates/tailwind/look.js"), &[("look", &entries(false)), ("alone", &entries(true))])
}

fn key(name: &str) -> String {
    let plain = name.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_');
    if plain { name.to_owned() } else { format!("'{name}'") }
}

fn quoted(classes: &str) -> String {
    if classes.contains('\'') { format!("\"{classes}\"") } else { format!("'{classes}'") }
}

/// The page with utilities in place of the names of its parts, and with the one style sheet.
pub(super) fn dressed_page(model: &AppModel, page: &str) -> String {
    let look = Look::of(model);
    let mut html = String::with_capacity(page.len() * 2);
    let mut linked = false;
    for line in page.lines() {
        if line.starts_with("<link rel=\"stylesheet\"") {
            if !linked {
                html.push_str("<link rel=\"stylesheet\" href=\"css/app.css\">\n");
            }
            linked = true;
            continue;
        }
        let mut rest = line;
        while let Some((before, after)) = rest.split_once("class=\"") {
            let Some((names, behind)) = after.split_once('"') else { break };
            let _ = write!(html, "{before}class=\"{}\"", look.dress(names));
            rest = behind;
        }
        html.push_str(rest);
        html.push('\n');
    }
    html
}

/// Where ui.js sets an attribute, a class goes through the look.
pub(super) fn dress_scripts(scripts: &mut BTreeMap<String, String>) {
    if let Some(ui) = scripts.get_mut("js/ui.js") {
        *ui = ui
            .replacen("import { words }", "import { dress } from './look.js';\nimport { words }", 1)
            .replacen(
                "    else node.setAttribute(name, value === true",
                "    else if (name === 'class') node.setAttribute('class', dress(value));\n    else node.setAttribute(name, value === true",
                1,
            );
    }
}

fn comment(text: &str) -> String {
    text.replace("*/", "* /")
}
