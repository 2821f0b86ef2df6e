//! Which files the application gets, from whom, and what each is for: read from what agents really render.

use crate::agents::AgentId;

use super::super::render;
use super::desk::Desk;
use super::dispatch;

/// The model's path.
pub(in super::super) const MODEL: &str = "app.model.json";
const MODEL_PURPOSE: &str = "the model that everything is made from: roles, things, fields, rules, look";

/// One file of the finished application.
pub(super) struct Item {
    pub path: String,
    pub by: AgentId,
    pub purpose: String,
}

/// Every file that the plan's agents make, in the order of the team.
pub(super) fn items(desk: &Desk<'_>) -> Vec<Item> {
    let mut items = Vec::new();
    for agent in desk.team().iter().copied() {
        if agent == AgentId::Oracle {
            items.push(Item { path: MODEL.to_owned(), by: agent, purpose: MODEL_PURPOSE.to_owned() });
        }
        // What belongs to a server is written only where there is one.
        let written = dispatch::documents(agent).iter().filter(|_| desk.writes(agent));
        items.extend(written.map(|(path, purpose)| Item {
            path: (*path).to_owned(),
            by: agent,
            purpose: (*purpose).to_owned(),
        }));
        for file in render::files(agent, desk.model) {
            items.push(Item { purpose: purpose(&file.path, &file.content), path: file.path, by: agent });
        }
    }
    items
}

/// What a file says of itself in its first comment; by its name where it has none.
pub(super) fn purpose(path: &str, content: &str) -> String {
    let start = content.trim_start().trim_start_matches("#!/usr/bin/env node").trim_start();
    let comment =
        ["//!", "// ", "/**", "/*", "<!--", "\"\"\"", "-- ", "# "].iter().find_map(|mark| start.strip_prefix(mark));
    let said = comment.and_then(|rest| {
        let block = rest.split("*/").next()?.split("-->").next()?.split("\"\"\"").next()?;
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
        _ if path.ends_with("package.json") => "the commands of the project",
        _ if path.ends_with("dashboard.json") => "what Grafana shows of it",
        _ if path.ends_with(".gitignore") => "what is not kept with the code",
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
        assert_eq!(purpose("server/a.py", "\"\"\"Serves it. Slowly.\"\"\"\nimport os"), "Serves it");
        assert_eq!(purpose("migrations/1.sql", "-- What it keeps.\nCREATE"), "What it keeps");
        assert_eq!(purpose("index.html", "<!doctype html>"), "the one page that loads everything");
    }
}
