//! The one table of who writes what in words: an agent, how it writes, its documents, and what each is for.

use crate::agents::AgentId;

use super::desk::{Desk, Work};
use super::{
    architecture, brief, data_model, design_tokens, flows, funnel, made, openapi, readme, roadmap, scope, security,
    server, sitemap, users, value, visitors, voice, words_review,
};

/// One agent's share.
struct Share {
    agent: AgentId,
    write: fn(&Desk<'_>) -> Work,
    /// Path and purpose of each document.
    documents: &'static [(&'static str, &'static str)],
}

const fn share(
    agent: AgentId,
    write: fn(&Desk<'_>) -> Work,
    documents: &'static [(&'static str, &'static str)],
) -> Share {
    Share { agent, write, documents }
}

/// Agents with words of their own; what the others say is worked out from the files that they render.
const SHARES: &[Share] = &[
    share(AgentId::Oracle, brief::write, &[("docs/brief.md", "what it is, for whom, and what is still open")]),
    share(
        AgentId::Empathy,
        users::write,
        &[("docs/users.md", "the people and their stories, with acceptance criteria")],
    ),
    share(AgentId::Venture, value::write, &[("docs/value.md", "why it is worth making and what to measure")]),
    share(AgentId::Strategos, roadmap::write, &[("docs/roadmap.md", "what came first and what may come next")]),
    share(AgentId::Scope, scope::write, &[("docs/scope.md", "what is in, what is out, what was assumed")]),
    share(
        AgentId::Psyche,
        visitors::write,
        &[("docs/visitors.md", "motives and doubts of somebody who opens it for the first time")],
    ),
    share(AgentId::Scribe, voice::write, &[("docs/voice.md", "how it speaks, and the one word for each thing")]),
    share(
        AgentId::FunnelArchitect,
        funnel::write,
        &[("docs/funnel.md", "the path from the first visit to the first saved thing")],
    ),
    share(
        AgentId::ConversionJudge,
        words_review::write,
        &[("docs/words-review.md", "the words on the screen, measured")],
    ),
    share(
        AgentId::Palette,
        design_tokens::write,
        &[("docs/design-tokens.md", "colours and type, with measured contrast")],
    ),
    share(AgentId::Cartographer, sitemap::write, &[("docs/sitemap.md", "the pages and their addresses")]),
    share(AgentId::Flow, flows::write, &[("docs/flows.md", "the main journeys, step by step")]),
    share(
        AgentId::Archon,
        architecture::write,
        &[("docs/architecture.md", "the parts, how data moves, and decisions")],
    ),
    share(
        AgentId::Datum,
        data_model::write,
        &[
            ("docs/schema.json", "the shape of every record, as JSON Schema"),
            ("docs/data-model.md", "entities, fields and how they relate"),
        ],
    ),
    share(AgentId::Nexus, openapi::write, &[("docs/openapi.json", "every operation over HTTP, as OpenAPI")]),
    share(
        AgentId::Sentinel,
        security::write,
        &[("docs/security.md", "threats to this application and what it does about them")],
    ),
    share(AgentId::Atlas, readme::write, &[("README.md", "how to run it, and the map")]),
    share(
        AgentId::Keeper,
        server::storage,
        &[("docs/storage.md", "the tables, where the file lies, and how it is changed and saved")],
    ),
    share(AgentId::Engine, server::rules, &[("docs/rules.md", "what the server refuses, and with which answer")]),
    share(AgentId::Gateway, server::http, &[("docs/server.md", "how the server starts, answers and is set up")]),
    share(AgentId::Cron, server::jobs, &[]),
    share(AgentId::Bridge, server::bridge, &[]),
    share(AgentId::Sync, server::sync, &[]),
    share(AgentId::Notify, server::notify, &[]),
    share(AgentId::Search, server::search, &[]),
    share(AgentId::Junit, server::testing, &[("docs/testing.md", "what is tested, by which command, and what is not")]),
    share(AgentId::Cypress, server::journeys, &[]),
    share(AgentId::Load, server::load, &[]),
    share(
        AgentId::A11y,
        server::accessibility,
        &[("docs/accessibility.md", "what is checked so that everybody can use it, and what only people can check")],
    ),
    share(AgentId::Docker, server::container, &[]),
    share(AgentId::Pipeline, server::pipeline, &[]),
    share(
        AgentId::Monitor,
        server::operations,
        &[("docs/operations.md", "how to see that it is well, and what to do when it is not")],
    ),
    share(
        AgentId::Scale,
        server::capacity,
        &[("docs/capacity.md", "how far one machine carries, how to measure it, and what comes then")],
    ),
];

fn of(agent: AgentId) -> Option<&'static Share> {
    SHARES.iter().find(|share| share.agent == agent)
}

/// Writes an agent's documents.
pub(in super::super) fn write(agent: AgentId, desk: &Desk<'_>) -> Work {
    of(agent).map_or_else(|| made::write(agent, desk), |share| (share.write)(desk))
}

/// The documents that an agent writes, each with what it is for.
pub(super) fn documents(agent: AgentId) -> &'static [(&'static str, &'static str)] {
    of(agent).map_or(&[], |share| share.documents)
}
