//! Which files the application gets, from whom, and what each is for: read from what agents really render.

use crate::agents::AgentId;

use super::super::render;
use super::desk::Desk;

/// The model's path.
pub(in super::super) const MODEL: &str = "app.model.json";

/// One file of the finished application.
pub(super) struct Item {
    pub path: String,
    pub by: AgentId,
    pub purpose: String,
}

/// The documents that an agent writes.
pub(in super::super) fn documents(agent: AgentId) -> &'static [&'static str] {
    match agent {
        AgentId::Oracle => &["docs/brief.md"],
        AgentId::Empathy => &["docs/users.md"],
        AgentId::Venture => &["docs/value.md"],
        AgentId::Strategos => &["docs/roadmap.md"],
        AgentId::Scope => &["docs/scope.md"],
        AgentId::Psyche => &["docs/visitors.md"],
        AgentId::Scribe => &["docs/voice.md"],
        AgentId::FunnelArchitect => &["docs/funnel.md"],
        AgentId::ConversionJudge => &["docs/words-review.md"],
        AgentId::Palette => &["docs/design-tokens.md"],
        AgentId::Cartographer => &["docs/sitemap.md"],
        AgentId::Flow => &["docs/flows.md"],
        AgentId::Archon => &["docs/architecture.md"],
        AgentId::Datum => &["docs/schema.json", "docs/data-model.md"],
        AgentId::Nexus => &["docs/openapi.json"],
        AgentId::Sentinel => &["docs/security.md"],
        AgentId::Atlas => &["README.md"],
        _ => &[],
    }
}

/// What a document is for.
pub(super) fn document_purpose(path: &str) -> &'static str {
    match path {
        MODEL => "the model that everything is made from: roles, things, fields, rules, look",
        "docs/brief.md" => "what it is, for whom, and what is still open",
        "docs/users.md" => "the people and their stories, with acceptance criteria",
        "docs/value.md" => "why it is worth making and what to measure",
        "docs/roadmap.md" => "what came first and what may come next",
        "docs/scope.md" => "what is in, what is out, what was assumed",
        "docs/visitors.md" => "motives and doubts of somebody who opens it for the first time",
        "docs/voice.md" => "how it speaks, and the one word for each thing",
        "docs/funnel.md" => "the path from the first visit to the first saved thing",
        "docs/words-review.md" => "the words on the screen, measured",
        "docs/design-tokens.md" => "colours and type, with measured contrast",
        "docs/sitemap.md" => "the pages and their addresses",
        "docs/flows.md" => "the main journeys, step by step",
        "docs/architecture.md" => "the parts, how data moves, and decisions",
        "docs/schema.json" => "the shape of every record, as JSON Schema",
        "docs/data-model.md" => "entities, fields and how they relate",
        "docs/openapi.json" => "the same operations as an HTTP API, as OpenAPI",
        "docs/security.md" => "threats to this application and what it does about them",
        "README.md" => "how to run it, and the map",
        _ => "",
    }
}

/// Every file that the plan's agents make, in the order of the team.
pub(super) fn items(desk: &Desk<'_>) -> Vec<Item> {
    let mut items = Vec::new();
    for agent in desk.team().iter().copied() {
        if agent == AgentId::Oracle {
            items.push(Item { path: MODEL.to_owned(), by: agent, purpose: document_purpose(MODEL).to_owned() });
        }
        for path in documents(agent) {
            items.push(Item { path: (*path).to_owned(), by: agent, purpose: document_purpose(path).to_owned() });
        }
        for file in render::files(agent, desk.model) {
            items.push(Item { purpose: purpose(&file.path, &file.content), path: file.path, by: agent });
        }
    }
    items
}

/// What a file says of itself in its first comment; by its name where it has none.
pub(super) fn purpose(path: &str, content: &str) -> String {
    let start = content.trim_start().trim_start_matches("#!/usr/bin/env node").trim_start();
    let comment = ["//!", "// ", "/**", "/*", "<!--"].iter().find_map(|mark| start.strip_prefix(mark));
    let said = comment.and_then(|rest| {
        let block = rest.split("*/").next()?.split("-->").next()?;
        let text: Vec<&str> = block.lines().map(|line| line.trim().trim_start_matches(['*', '/']).trim()).collect();
        text.into_iter().find(|line| !line.is_empty())
    });
    said.map_or_else(|| by_name(path).to_owned(), |text| first_sentence(text).to_owned())
}

fn first_sentence(text: &str) -> &str {
    text.split_once(". ").map_or(text, |(first, _)| first).trim_end_matches('.')
}

fn by_name(path: &str) -> &'static str {
    match path.rsplit_once('.').map(|(_, extension)| extension) {
        _ if path.ends_with("package.json") => "the two scripts, and no dependencies",
        Some("html") => "the one page that loads everything",
        Some("css") => "style rules",
        Some("svg") => "a drawing",
        Some("webmanifest" | "json") => "settings",
        _ if path.contains("test") => "tests",
        _ => "program code",
    }
}

#[cfg(test)]
mod tests {
    use super::purpose;

    #[test]
    fn a_file_is_described_by_its_own_first_comment() {
        assert_eq!(purpose("js/a.js", "// Keeps records. Nobody else does.\nexport {}"), "Keeps records");
        assert_eq!(purpose("css/a.css", "/**\n * Layout of all pages.\n */"), "Layout of all pages");
        assert_eq!(purpose("index.html", "<!doctype html>"), "the one page that loads everything");
    }
}
