//! The words that make a model an agent: one file for each in `prompts/`, and what all of them share. A file begins with
//! its version and the further paths that its agent may write; a change of the words is another version.

use crate::agents::{AgentId, agent};
use crate::engines::WorkRequest;

use super::paths;

/// How an answer is written, and what is data: for everybody.
const FORMAT: &str = include_str!("prompts/shared/format.md");
/// How the made application is put together: for everybody.
const CONVENTIONS: &str = include_str!("prompts/shared/conventions.md");
/// What is different where it has a server of its own.
const SERVER: &str = include_str!("prompts/shared/server.md");

macro_rules! texts {
    ($($id:ident = $file:literal,)+) => {
        fn text(agent: AgentId) -> &'static str {
            match agent { $(AgentId::$id => include_str!(concat!("prompts/", $file, ".md")),)+ }
        }
    };
}

texts! {
    Oracle = "oracle",
    Empathy = "empathy",
    Venture = "venture",
    Strategos = "strategos",
    Scope = "scope",
    Psyche = "psyche",
    Scribe = "scribe",
    FunnelArchitect = "funnel_architect",
    ConversionJudge = "conversion_judge",
    Palette = "palette",
    Grid = "grid",
    Blocks = "blocks",
    Cartographer = "cartographer",
    Flow = "flow",
    Artist = "artist",
    Archon = "archon",
    Datum = "datum",
    Nexus = "nexus",
    Forge = "forge",
    Sentinel = "sentinel",
    Atlas = "atlas",
    Pixel = "pixel",
    Wire = "wire",
    Polish = "polish",
    Keeper = "keeper",
    Engine = "engine",
    Gateway = "gateway",
    Cron = "cron",
    Bridge = "bridge",
    Sync = "sync",
    Notify = "notify",
    Search = "search",
    Junit = "junit",
    Cypress = "cypress",
    Load = "load",
    A11y = "a11y",
    Docker = "docker",
    Pipeline = "pipeline",
    Monitor = "monitor",
    Scale = "scale",
}

/// An agent's prompt.
pub struct Prompt {
    /// Of its words.
    pub version: u32,
    /// Paths beside those that it must produce.
    pub also: Vec<&'static str>,
    /// The words.
    pub text: &'static str,
}

/// The prompt of this agent. A file without its head counts as version 0, which a test refuses.
pub fn prompt(id: AgentId) -> Prompt {
    let whole = text(id);
    let head = whole.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n"));
    let Some((head, text)) = head else { return Prompt { version: 0, also: Vec::new(), text: whole } };
    let value = |name: &str| head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
    Prompt {
        version: value("version").and_then(|number| number.parse().ok()).unwrap_or(0),
        also: value("also").unwrap_or_default().split_whitespace().collect(),
        text,
    }
}

/// The instructions for `request.agent`. Nothing in them comes from the user but the names of files that this agent made.
pub fn system(request: &WorkRequest, boundary: &str) -> String {
    let one = agent(request.agent);
    let prompt = prompt(request.agent);
    let server = if request.team.contains(&AgentId::Gateway) { SERVER } else { "" };
    let wanted: Vec<String> = one.produces.iter().map(|path| format!("- {}", path.replace('|', " or "))).collect();
    let allowed = paths::allowed(request).join(", ");
    let format = FORMAT.replace("{{boundary}}", boundary).replace("{{allowed}}", &allowed);
    let parts = [
        format!("# You are {}\n\n{} (prompt {}, version {})", one.name, one.purpose, one.id, prompt.version),
        prompt.text.trim().to_owned(),
        format!("You must produce:\n{}", wanted.join("\n")),
        CONVENTIONS.trim().to_owned(),
        server.trim().to_owned(),
        format.trim().to_owned(),
    ];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n") + "\n"
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use super::*;
    use crate::agents::roster;

    #[test]
    fn every_agent_has_a_prompt_that_names_all_it_must_produce() {
        for one in roster() {
            let prompt = prompt(one.id);
            assert!(prompt.version >= 1, "{} has no version", one.id);
            assert!(prompt.text.len() > 300, "{} says too little", one.id);
            for path in one.produces.iter().flat_map(|entry| entry.split('|')) {
                assert!(prompt.text.contains(path), "{} does not name {path}", one.id);
            }
            for path in &prompt.also {
                assert!(paths::fault(path.trim_end_matches('/')).is_none(), "{}: {path}", one.id);
                assert!(prompt.text.contains(path), "{} does not say what {path} is for", one.id);
            }
        }
    }

    #[test]
    fn no_two_agents_may_write_the_same_path() {
        let mut seen = BTreeSet::new();
        for one in roster() {
            let paths = one.produces.iter().flat_map(|entry| entry.split('|')).chain(prompt(one.id).also);
            for path in paths {
                assert!(seen.insert(path), "{path} is written by {} and by another", one.id);
            }
        }
    }

    #[test]
    fn nothing_else_is_in_the_folder() {
        let folder = Path::new(file!()).parent().unwrap().join("prompts");
        // The path of this file is relative to the workspace, and tests run in the crate's folder, which is the same.
        let folder = if folder.is_dir() {
            folder
        } else {
            Path::new(env!("CARGO_MANIFEST_DIR")).join("src/engines/llm/prompts")
        };
        let names = |folder: &Path| -> BTreeSet<String> {
            std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
        };
        let mut expected: BTreeSet<String> = roster().iter().map(|one| format!("{}.md", one.id)).collect();
        expected.insert("shared".to_owned());
        assert_eq!(names(&folder), expected);
        let shared = ["conventions.md", "format.md", "server.md"].map(str::to_owned);
        assert_eq!(names(&folder.join("shared")), BTreeSet::from(shared));
    }

    #[test]
    fn instructions_carry_the_boundary_and_the_paths_and_leave_no_mark_open() {
        for one in roster() {
            let text = system(&WorkRequest::first(one.id, "A list of books"), "b0b1b2");
            assert!(text.contains("=== done b0b1b2") && !text.contains("{{"), "{}", one.id);
            assert!(!text.contains("A list of books"));
        }
    }
}
