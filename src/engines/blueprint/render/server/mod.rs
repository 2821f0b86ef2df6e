//! The server of the application: its database, rules, HTTP interface, and what runs beside them.

mod migrations;
mod node;
mod python;
mod python_data;
#[cfg(test)]
mod python_tests;
mod sql;
mod tables;
#[cfg(test)]
mod tests;

use super::super::model::{AppModel, Backend};
use crate::agents::AgentId;

/// The files of `agent`.
pub(super) fn files(agent: AgentId, model: &AppModel) -> Vec<(String, String)> {
    let mut files = migrations(agent, model);
    files.extend(match model.stack.backend {
        Backend::Node => node::files(agent, model),
        Backend::Python => python::files(agent, model),
    });
    files
}

/// The SQL of `agent`, the same for every server.
fn migrations(agent: AgentId, model: &AppModel) -> Vec<(String, String)> {
    let (name, sql) = match agent {
        AgentId::Keeper => ("0001_records", Some(migrations::records(model))),
        AgentId::Gateway => ("0002_accounts", migrations::accounts(model)),
        AgentId::Search => ("0003_search", Some(migrations::search(model))),
        AgentId::Notify => ("0004_notices", Some(migrations::notices())),
        _ => return Vec::new(),
    };
    sql.into_iter().map(|sql| (format!("migrations/{name}.sql"), sql)).collect()
}
