//! Where an agent's files may lie: inside the application, and only where this agent has something to say.

use crate::agents::{AgentId, agent, roster};
use crate::engines::WorkRequest;

use super::prompts::prompt;

/// Bytes of a path.
const LONGEST: usize = 160;
/// Names that a file cannot have on Windows, whatever its ending.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "com1", "lpt1"];

/// Why a path leads nowhere that an application's file may lie; nothing where it is fine.
pub fn fault(path: &str) -> Option<&'static str> {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '/' | '@' | '+');
    if path.is_empty() || path.len() > LONGEST {
        return Some("is empty or too long");
    }
    if path.starts_with('/') {
        return Some("is absolute");
    }
    if !path.chars().all(plain) {
        return Some("has a character that is not a letter, digit, dot, dash, underscore or slash");
    }
    path.split('/').find_map(segment_fault)
}

fn segment_fault(segment: &str) -> Option<&'static str> {
    let lower = segment.to_ascii_lowercase();
    let stem = lower.split('.').next().unwrap_or_default();
    match segment {
        "" => Some("has an empty part"),
        "." | ".." => Some("leads out of its folder"),
        _ if lower == ".git" => Some("lies in the version control's own folder"),
        _ if segment.ends_with('.') => Some("has a part that ends in a dot"),
        _ if DEVICES.contains(&stem) => Some("is the name of a device"),
        _ => None,
    }
}

/// What the agent may write: what it must produce, what its prompt adds, and what it made before.
pub fn allowed(request: &WorkRequest) -> Vec<&str> {
    let produces = agent(request.agent).produces.iter().flat_map(|one| one.split('|'));
    let own = request.own_files.iter().map(|file| file.path.as_str());
    let mut all: Vec<&str> = produces.chain(prompt(request.agent).also).chain(own).collect();
    let mut seen = std::collections::HashSet::new();
    all.retain(|path| seen.insert(*path));
    all
}

/// Whether the agent may write at `path`: the nearest claim on it is its own, or it made that file before.
pub fn may_write(request: &WorkRequest, path: &str) -> bool {
    maker(path) == Some(request.agent) || request.own_files.iter().any(|file| file.path == path)
}

/// Whose file lies at this path: of a file or the innermost folder that is claimed.
pub fn maker(path: &str) -> Option<AgentId> {
    let lies_in = |claim: &str| claim == path || (claim.ends_with('/') && path.starts_with(claim));
    let claims = roster().iter().flat_map(|one| {
        let produces = one.produces.iter().flat_map(|entry| entry.split('|'));
        produces.chain(prompt(one.id).also).map(|claim| (claim, one.id)).collect::<Vec<_>>()
    });
    claims.filter(|(claim, _)| lies_in(claim)).max_by_key(|(claim, _)| claim.len()).map(|(_, id)| id)
}

/// What the agent must produce and is not among `paths`.
pub fn missing(request: &WorkRequest, paths: &[&str]) -> Vec<&'static str> {
    let there = |one: &str| paths.iter().any(|path| *path == one || (one.ends_with('/') && path.starts_with(one)));
    agent(request.agent).produces.iter().copied().filter(|wanted| !wanted.split('|').any(there)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_outside_the_application_are_refused() {
        let bad = [
            "",
            "/etc/passwd",
            "../x",
            "js/../../x",
            "js/..",
            "./x",
            "js//x",
            "js/",
            "C:/x",
            "c:x",
            "js\\x",
            "..\\x",
            "a\0b",
            "js/x\n",
            "~/x?",
            ".git/config",
            ".GIT/hooks/pre-commit",
            "a/.git/x",
            "x.",
            "js/nul.js",
            "CON",
            "a b.js",
            "é.js",
            "%2e%2e/x",
        ];
        for path in bad {
            assert!(fault(path).is_some(), "{path:?}");
        }
        assert!(fault(&"a/".repeat(100)).is_some());
        for path in
            ["index.html", "js/pages/list.js", ".github/workflows/ci.yml", "tests/a11y/pages.test.mjs", "a..b.js"]
        {
            assert_eq!(fault(path), None, "{path}");
        }
    }

    #[test]
    fn an_agent_writes_its_own_files_and_no_others() {
        let mut request = WorkRequest::first(AgentId::Wire, "A list of books");
        assert!(may_write(&request, "js/store.js") && may_write(&request, "tests/store.test.mjs"));
        assert!(!may_write(&request, "index.html") && !may_write(&request, "tests"));
        assert!(!may_write(&request, "tests/api.test.mjs") && !may_write(&request, "tests/e2e/all.mjs"), "of others");
        request.own_files.push(crate::engines::MadeFile { path: "js/shelf.js".to_owned(), content: String::new() });
        assert!(may_write(&request, "js/shelf.js"));
        assert_eq!(missing(&request, &["js/store.js", "tests/a.test.mjs"]), ["js/seeds.js"]);
    }

    #[test]
    fn either_of_two_alternatives_is_enough() {
        let request = WorkRequest::first(AgentId::Engine, "A list of books");
        assert!(missing(&request, &["server/rules.py"]).is_empty());
        assert_eq!(missing(&request, &["server/rules.txt"]).len(), 1);
    }

    #[test]
    fn every_produced_file_has_its_maker() {
        for one in roster() {
            for path in one.produces.iter().flat_map(|entry| entry.split('|')) {
                assert_eq!(maker(path), Some(one.id), "{path}");
            }
        }
    }

    #[test]
    fn what_the_built_in_engine_makes_is_never_claimed_by_another_agent() {
        // It takes over where a model fails: then files of both lie side by side.
        for wishes in ["", "Python and Tailwind"] {
            let mut files = Vec::new();
            for one in roster() {
                let mut request = WorkRequest::first(one.id, "Members sign in, book yoga classes and comment on them");
                request.tech_constraints = Some(wishes.to_owned());
                request.features = crate::agents::Feature::ALL.to_vec();
                request.team = roster().iter().map(|one| one.id).collect();
                request.files.clone_from(&files);
                for file in crate::engines::blueprint::work(&request).unwrap().files {
                    assert!(maker(&file.path).is_none_or(|maker| maker == one.id), "{} of {}", file.path, one.id);
                    files.push(file);
                }
            }
        }
    }
}
