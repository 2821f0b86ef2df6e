//! Which agent writes which documents.

use crate::agents::AgentId;

use super::desk::{Desk, Work};
use super::{
    architecture, brief, data_model, design_tokens, flows, funnel, made, openapi, readme, roadmap, scope, security,
    sitemap, users, value, visitors, voice, words_review,
};

/// Writes an agent's documents.
pub(in super::super) fn write(agent: AgentId, desk: &Desk<'_>) -> Work {
    match agent {
        AgentId::Oracle => brief::write(desk),
        AgentId::Empathy => users::write(desk),
        AgentId::Venture => value::write(desk),
        AgentId::Strategos => roadmap::write(desk),
        AgentId::Scope => scope::write(desk),
        AgentId::Psyche => visitors::write(desk),
        AgentId::Scribe => voice::write(desk),
        AgentId::FunnelArchitect => funnel::write(desk),
        AgentId::ConversionJudge => words_review::write(desk),
        AgentId::Palette => design_tokens::write(desk),
        AgentId::Cartographer => sitemap::write(desk),
        AgentId::Flow => flows::write(desk),
        AgentId::Archon => architecture::write(desk),
        AgentId::Datum => data_model::write(desk),
        AgentId::Nexus => openapi::write(desk),
        AgentId::Sentinel => security::write(desk),
        AgentId::Atlas => readme::write(desk),
        _ => made::write(agent, desk),
    }
}
