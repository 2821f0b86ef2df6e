//! From the model to the files of a web application that runs by itself: each agent's share of them.

mod access;
mod art;
mod colour;
mod dashboard;
mod home;
mod icons;
mod lists;
mod literal;
mod made_tests;
mod names;
mod pages;
mod routes;
mod rules;
#[cfg(test)]
mod sample;
mod schema;
mod sheets;
mod style;
#[cfg(test)]
mod tests;
mod tokens;
mod words;

use super::model::AppModel;
use crate::agents::AgentId;
use crate::engines::MadeFile;
use names::{fill, has_accounts};

/// What `agent` makes of `model`; nothing for agents that make no part of the application itself.
pub fn files(agent: AgentId, model: &AppModel) -> Vec<MadeFile> {
    if model.entities.is_empty() || model.entities.iter().any(|entity| entity.fields.is_empty()) {
        return Vec::new();
    }
    let made: Vec<(&str, String)> = match agent {
        AgentId::Scribe => vec![("js/words.js", words::module(model))],
        AgentId::Palette => vec![("css/tokens.css", tokens::css(model))],
        AgentId::Grid => vec![("css/layout.css", sheets::layout(model))],
        AgentId::Blocks => vec![("css/components.css", sheets::components(model))],
        AgentId::Polish => vec![
            ("css/polish.css", include_str!("templates/css/polish.css").to_owned()),
            ("js/keyboard.js", include_str!("templates/js/keyboard.js").to_owned()),
        ],
        AgentId::Cartographer => {
            vec![("js/routes.js", routes::module(model)), ("js/addresses.js", routes::addresses())]
        }
        AgentId::Artist => vec![
            ("assets/icon.svg", art::icon(model)),
            ("js/icons.js", art::icon_module(model, &routes::navigation_icons(model))),
            ("js/covers.js", art::covers(model)),
        ],
        AgentId::Datum => vec![("js/schema.js", schema::schema(model))],
        AgentId::Sentinel if has_accounts(model) => vec![
            ("js/session.js", include_str!("templates/js/session.js").to_owned()),
            ("js/pbkdf2.js", include_str!("templates/js/pbkdf2.js").to_owned()),
        ],
        AgentId::Forge => vec![
            (
                "serve.mjs",
                fill(include_str!("templates/serve.mjs"), &[("name", &model.name.replace(['`', '\\', '$'], ""))]),
            ),
            ("package.json", package(model)),
        ],
        AgentId::Pixel => return pixel(model),
        AgentId::Wire => vec![
            ("js/store.js", include_str!("templates/js/store.js").to_owned()),
            ("js/seeds.js", schema::seeds(model)),
            ("tests/store.test.mjs", made_tests::store(model)),
            ("tests/schema.test.mjs", made_tests::schema(model)),
        ],
        _ => Vec::new(),
    };
    made.into_iter().map(|(path, content)| MadeFile { path: path.to_owned(), content }).collect()
}

fn pixel(model: &AppModel) -> Vec<MadeFile> {
    let mut files = vec![MadeFile { path: "index.html".into(), content: pages::document(model) }];
    files.extend(pages::scripts(model).into_iter().map(|(path, content)| MadeFile { path, content }));
    files
}

fn package(model: &AppModel) -> String {
    let package = serde_json::json!({
        "name": model.slug,
        "version": "1.0.0",
        "description": model.tagline,
        "private": true,
        "type": "module",
        "scripts": { "start": "node serve.mjs", "test": "node --test tests/*.test.mjs" },
        "engines": { "node": ">=18" },
    });
    format!("{package:#}\n")
}
