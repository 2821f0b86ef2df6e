//! What proves the application and brings it to people: tests, containers, alarms.

mod deploy;
mod figures;
mod interface;
mod journeys;
mod package;

use super::super::model::{AppModel, Backend};
use super::names::fill;
use crate::agents::AgentId;

pub(in super::super) use deploy::backup_command;
pub(super) use package::package;

/// The agents whose tests share `tests/support/`; the first of the team makes it.
const TESTERS: [AgentId; 4] = [AgentId::Junit, AgentId::Cypress, AgentId::Load, AgentId::A11y];

/// The files of `agent`.
pub(super) fn files(agent: AgentId, model: &AppModel) -> Vec<(String, String)> {
    let mut made = match agent {
        AgentId::Forge => {
            vec![("package.json", package(model)), (".gitignore", include_str!("templates/proof/gitignore").to_owned())]
        }
        AgentId::Junit => vec![("tests/api.test.mjs", interface::tests(model))],
        AgentId::Cypress => journeys::walks(model),
        AgentId::A11y => journeys::access(model),
        AgentId::Load => vec![("tests/load.mjs", marked(model, include_str!("templates/proof/load.mjs")))],
        AgentId::Docker => deploy::container(model),
        AgentId::Pipeline => vec![(".github/workflows/ci.yml", deploy::pipeline(model))],
        AgentId::Monitor => deploy::alarms(model),
        AgentId::Scale => deploy::outside(model),
        _ => Vec::new(),
    };
    if TESTERS.into_iter().find(|tester| model.has(*tester)) == Some(agent) {
        made.extend(support(model));
    }
    made.into_iter().map(|(path, content)| (path.to_owned(), content)).collect()
}

/// What all tests need: the server, a client, values that fit the schema, and a browser where one is tested with.
fn support(model: &AppModel) -> Vec<(&'static str, String)> {
    let mut made = vec![
        ("tests/support/server.mjs", include_str!("templates/proof/support/server.mjs").to_owned()),
        ("tests/support/client.mjs", include_str!("templates/proof/support/client.mjs").to_owned()),
        ("tests/support/values.mjs", include_str!("templates/proof/support/values.mjs").to_owned()),
    ];
    if in_browser(model) {
        made.push(("tests/support/browser.mjs", include_str!("templates/proof/support/browser.mjs").to_owned()));
    }
    made
}

/// Whether some tests need a browser, and so packages.
fn in_browser(model: &AppModel) -> bool {
    model.has(AgentId::Cypress) || model.has(AgentId::A11y)
}

/// The module that the server starts with.
fn main_module(model: &AppModel) -> &'static str {
    match model.stack.backend {
        Backend::Node => "main.mjs",
        Backend::Python => "main.py",
    }
}

/// `template` with the application's name and the name of its main thing.
fn marked(model: &AppModel, template: &str) -> String {
    let main = model.entities.first();
    fill(
        template,
        &[
            ("name", &plain(&model.name)),
            ("slug", &model.slug),
            ("main", main.map_or("", |entity| &entity.id)),
            ("things", &plain(&main.map_or_else(String::new, |entity| entity.plural.to_lowercase()))),
            ("server", main_module(model)),
        ],
    )
}

/// Words of the request inside a comment or a quoted text of another language: nothing that could end either.
fn plain(text: &str) -> String {
    let kept = |letter: &char| letter.is_alphanumeric() || " .,:;!?&()'’-–+/".contains(*letter);
    text.chars().map(|letter| if letter.is_whitespace() { ' ' } else { letter }).filter(kept).collect()
}

#[cfg(test)]
mod tests;
