//! What every made application keeps to.

use std::collections::BTreeMap;

use super::*;

fn whole(model: &AppModel) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    for agent in AgentId::ALL {
        for file in super::files(*agent, model) {
            assert!(files.insert(file.path.clone(), file.content).is_none(), "{} is made twice", file.path);
        }
    }
    files
}

/// `../ui.js` seen from `js/pages/home.js`.
fn resolve(from: &str, to: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in to.split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop()),
            name => parts.push(name),
        }
    }
    parts.join("/")
}

#[test]
fn the_same_model_gives_the_same_bytes() {
    for model in sample::all() {
        assert_eq!(whole(&model), whole(&model));
    }
}

#[test]
fn every_import_and_every_link_leads_to_a_made_file() {
    for model in sample::all() {
        let files = whole(&model);
        for (path, text) in &files {
            for piece in text.split("from '").skip(1).chain(text.split("import '").skip(1)) {
                let Some(target) = piece.split('\'').next().filter(|target| target.starts_with('.')) else { continue };
                let found = resolve(path, target);
                assert!(files.contains_key(&found), "{}: {path} imports {target}", model.name);
            }
        }
        let html = &files["index.html"];
        for piece in html.split("href=\"").skip(1).chain(html.split("src=\"").skip(1)) {
            let target = piece.split('"').next().unwrap_or_default();
            assert!(target.starts_with('#') || files.contains_key(target), "{}: index.html names {target}", model.name);
        }
    }
}

#[test]
fn every_imported_name_is_exported() {
    for model in sample::all() {
        let files = whole(&model);
        for (path, text) in &files {
            for line in text.lines().filter(|line| line.starts_with("import {") && line.contains("from '.")) {
                let names = line.split('{').nth(1).and_then(|rest| rest.split('}').next()).unwrap_or_default();
                let target = resolve(
                    path,
                    line.rsplit("from '").next().and_then(|rest| rest.split('\'').next()).unwrap_or_default(),
                );
                for name in names.split(',').map(str::trim) {
                    let name = name.split(" as ").next().unwrap_or(name);
                    let exported =
                        ["export function ", "export async function ", "export const "].iter().any(|start| {
                            files[&target].match_indices(&format!("{start}{name}")).any(|(at, found)| {
                                !files[&target][at + found.len()..]
                                    .starts_with(|next: char| next.is_alphanumeric() || next == '_')
                            })
                        });
                    assert!(exported, "{}: {path} wants {name} of {target}", model.name);
                }
            }
        }
    }
}

#[test]
fn no_template_mark_is_left() {
    for model in sample::all() {
        for (path, text) in whole(&model) {
            assert!(!text.contains("{{"), "{}: {path}", model.name);
        }
    }
}

#[test]
fn data_never_becomes_markup_and_nothing_is_fetched() {
    for model in sample::all() {
        for (path, text) in whole(&model) {
            for word in [
                "innerHTML",
                "outerHTML",
                "insertAdjacentHTML",
                "document.write",
                "eval(",
                "fetch(",
                "XMLHttpRequest",
                "alert(",
                "confirm(",
                "prompt(",
            ] {
                assert!(!text.contains(word), "{}: {path} has {word}", model.name);
            }
            if path.ends_with(".css") || path.ends_with(".html") {
                assert!(!text.contains("http://") && !text.contains("https://"), "{path} names another host");
            }
        }
    }
}

#[test]
fn without_accounts_nobody_is_asked_to_sign_in() {
    let files = whole(&sample::recipes());
    assert!(!files.contains_key("js/session.js"));
    assert!(files.values().all(|text| !text.contains("Sign in")));
}

#[test]
fn the_recipe_box_has_no_booking_and_the_gym_has() {
    let all = sample::all();
    assert!(!whole(&all[0]).contains_key("js/behaviours/booking.js"));
    assert!(whole(&all[1]).contains_key("js/behaviours/booking.js"));
}

#[test]
fn two_applications_do_not_look_alike() {
    let all = sample::all();
    for (index, one) in all.iter().enumerate() {
        for other in &all[index + 1..] {
            for path in ["css/tokens.css", "js/pages/home.js", "assets/icon.svg"] {
                assert_ne!(whole(one)[path], whole(other)[path], "{} and {}: {path}", one.name, other.name);
            }
        }
    }
}

#[test]
fn words_of_the_request_cannot_break_out() {
    let mut model = sample::recipes();
    model.name = "O'Brien's <b>\"Box\"</b> ${x} \\".into();
    model.tagline = "</title><script>alert(1)</script>".into();
    let files = whole(&model);
    assert!(!files["index.html"].contains("<b>") && !files["index.html"].contains("<script>alert"));
    assert!(files["js/schema.js"].contains("name: 'O\\'Brien\\'s"));
}
