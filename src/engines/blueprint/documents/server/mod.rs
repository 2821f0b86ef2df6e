//! What the agents of backend, integration, testing and deployment write: one file for each concern.

mod access;
mod capacity;
mod crew;
mod gateway;
mod operations;
mod proof;
mod refusals;
mod storage;

use super::super::model::Backend;
use super::desk::{Desk, Document, Work};
use crate::agents::AgentId;

pub(super) use access::accessibility;
pub(super) use capacity::capacity;
pub(super) use crew::{bridge, container, jobs, journeys, load, notify, pipeline, search, sync};
pub(super) use gateway::http;
pub(super) use operations::operations;
pub(super) use proof::{commands, testing};
pub(super) use refusals::rules;
pub(super) use storage::storage;

/// The command that starts it.
pub(super) fn start(backend: Backend) -> &'static str {
    match backend {
        Backend::Node => "npm start",
        Backend::Python => "python3 server/main.py",
    }
}

/// What has to be there to run it.
pub(super) fn needs(desk: &Desk<'_>) -> &'static str {
    match desk.model.stack.backend {
        Backend::Python => "Python 3.9 or newer",
        // Its SQLite has full-text search only since then.
        Backend::Node if desk.has_part(AgentId::Search) => "Node.js 22.16 or newer",
        Backend::Node => "Node.js 22.13 or newer",
    }
}

/// The ending of the server's modules.
fn ending(backend: Backend) -> &'static str {
    match backend {
        Backend::Node => "mjs",
        Backend::Python => "py",
    }
}

/// Work with one document.
fn one(opening: String, path: &'static str, text: String, says: String, decisions: Vec<String>) -> Work {
    Work { opening: vec![opening], documents: vec![Document { path, text, says }], decisions }
}

/// Work of decisions alone.
fn said(opening: String, decisions: Vec<String>) -> Work {
    Work { opening: vec![opening], documents: Vec::new(), decisions }
}

/// What an agent says that finds no server to work on.
fn nothing() -> Work {
    Work::default()
}

/// The paths that the agent rendered, as code.
fn rendered(desk: &Desk<'_>) -> Vec<String> {
    desk.rendered.iter().map(|file| format!("`{}`", file.path)).collect()
}
