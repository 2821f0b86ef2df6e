//! From the model to the files of a web application that runs by itself: each agent's share of them.

mod access;
mod art;
mod browser;
mod colour;
mod dashboard;
mod home;
mod icons;
mod lists;
mod literal;
mod made_tests;
mod names;
mod pages;
mod proof;
mod routes;
mod rules;
#[cfg(test)]
mod sample;
mod schema;
mod server;
mod sheets;
mod style;
mod tailwind;
#[cfg(test)]
mod tests;
mod tokens;
mod words;

pub(super) use proof::backup_command;

use super::model::AppModel;
use crate::agents::AgentId;
use crate::engines::MadeFile;
use names::{fill, has_accounts};

/// What `agent` makes of `model`; nothing for agents that make no part of the application itself.
pub fn files(agent: AgentId, model: &AppModel) -> Vec<MadeFile> {
    if model.entities.is_empty() || model.entities.iter().any(|entity| entity.fields.is_empty()) {
        return Vec::new();
    }
    let of_server = of_server(agent, model);
    if !of_server.is_empty() {
        return of_server;
    }
    let made: Vec<(&str, String)> = match agent {
        AgentId::Scribe => vec![("js/words.js", words::module(model))],
        AgentId::Palette => vec![("css/tokens.css", tokens::css(model))],
        AgentId::Grid => vec![sheets::layout(model)],
        AgentId::Blocks => vec![sheets::components(model)],
        AgentId::Polish => {
            vec![sheets::finish(model), ("js/keyboard.js", include_str!("templates/js/keyboard.js").to_owned())]
        }
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
            ("js/session.js", browser::parts(include_str!("templates/js/session.js"), model)),
            ("js/pbkdf2.js", include_str!("templates/js/pbkdf2.js").to_owned()),
        ],
        AgentId::Forge => vec![
            (
                "serve.mjs",
                fill(include_str!("templates/serve.mjs"), &[("name", &model.name.replace(['`', '\\', '$'], ""))]),
            ),
            ("package.json", proof::package(model)),
        ],
        AgentId::Pixel => return pixel(model),
        AgentId::Wire => vec![
            ("js/store.js", browser::parts(include_str!("templates/js/store.js"), model)),
            ("js/seeds.js", schema::seeds(model)),
            ("tests/store.test.mjs", made_tests::store(model)),
            ("tests/schema.test.mjs", made_tests::schema(model)),
        ],
        _ => Vec::new(),
    };
    made.into_iter().map(|(path, content)| MadeFile { path: path.to_owned(), content }).collect()
}

/// What only an application with a server of its own has: the server, the browser's line to it, what proves and runs both.
fn of_server(agent: AgentId, model: &AppModel) -> Vec<MadeFile> {
    if !model.has_server() {
        return Vec::new();
    }
    let parts = [server::files(agent, model), browser::files(agent, model), proof::files(agent, model)];
    parts.into_iter().flatten().map(|(path, content)| MadeFile { path, content }).collect()
}

fn pixel(model: &AppModel) -> Vec<MadeFile> {
    let mut files = vec![MadeFile { path: "index.html".into(), content: pages::document(model) }];
    files.extend(pages::scripts(model).into_iter().map(|(path, content)| MadeFile { path, content }));
    files
}
