//! Dockerfile: known instructions, sources that exist, and nobody who runs as root.

use super::application::Application;
use super::report::{Check, Fault, Report, count};

const INSTRUCTIONS: &[&str] = &[
    "FROM",
    "RUN",
    "CMD",
    "LABEL",
    "EXPOSE",
    "ENV",
    "ADD",
    "COPY",
    "ENTRYPOINT",
    "VOLUME",
    "USER",
    "WORKDIR",
    "ARG",
    "ONBUILD",
    "STOPSIGNAL",
    "HEALTHCHECK",
    "SHELL",
    "MAINTAINER",
];

/// Whether what an agent copies has to be there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sources {
    /// The application is whole.
    Present,
    /// Others make them.
    Elsewhere,
}

/// Looks at every Dockerfile.
pub(super) fn check(application: &Application<'_>, sources: Sources) -> Option<Check> {
    let is_one =
        |path: &str| path.rsplit('/').next().is_some_and(|name| name == "Dockerfile" || name.ends_with(".dockerfile"));
    let files: Vec<_> = application.files.iter().filter(|file| is_one(&file.path)).collect();
    if files.is_empty() {
        return None;
    }
    let mut report = Report::new("dockerfile");
    let mut seen = 0;
    for file in &files {
        let instructions = instructions(&file.content);
        seen += instructions.len();
        report.faults(&file.path, &faults(&instructions));
        if sources == Sources::Present {
            report.faults(&file.path, &missing(&instructions, application));
        }
    }
    Some(report.finish(format!(
        "{} in {}, none of them as root",
        count(seen, "known instruction", "known instructions"),
        count(files.len(), "file", "files")
    )))
}

/// `COPY server server`, with the line it begins in.
struct Instruction {
    name: String,
    rest: String,
    line: usize,
}

/// Joins continued lines, leaves out comments and the text of here-documents.
fn instructions(content: &str) -> Vec<Instruction> {
    let mut found: Vec<Instruction> = Vec::new();
    let (mut continues, mut until): (bool, Option<String>) = (false, None);
    for (at, line) in content.lines().enumerate() {
        let text = line.trim();
        if let Some(end) = &until {
            if text == end {
                until = None;
            }
            continue;
        }
        if text.is_empty() || text.starts_with('#') {
            continue;
        }
        let (text, goes_on) = text.strip_suffix('\\').map_or((text, false), |rest| (rest.trim_end(), true));
        match found.last_mut().filter(|_| continues) {
            Some(last) => last.rest.push_str(&format!(" {text}")),
            None => {
                let (name, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
                found.push(Instruction { name: name.to_ascii_uppercase(), rest: rest.trim().to_owned(), line: at + 1 });
            }
        }
        continues = goes_on;
        until = text.split_once("<<").map(|(_, rest)| here_document(rest)).filter(|end| !end.is_empty());
    }
    found
}

fn here_document(rest: &str) -> String {
    let rest = rest.trim_start_matches(['-', '"', '\'']);
    rest.chars().take_while(|letter| letter.is_ascii_alphanumeric() || *letter == '_').collect()
}

fn faults(instructions: &[Instruction]) -> Vec<Fault> {
    let mut faults = Vec::new();
    match instructions.iter().find(|one| one.name != "ARG") {
        Some(first) if first.name == "FROM" => {}
        first => faults.push(Fault::new(first.map_or(1, |one| one.line), "the first instruction is no FROM")),
    }
    let mut user: Option<&Instruction> = None;
    for one in instructions {
        if !INSTRUCTIONS.contains(&one.name.as_str()) {
            faults.push(Fault::new(one.line, format!("there is no instruction `{}`", one.name)));
        } else if one.rest.is_empty() {
            faults.push(Fault::new(one.line, format!("{} says nothing", one.name)));
        }
        match one.name.as_str() {
            // Each stage begins as whom its image says.
            "FROM" => {
                user = None;
                if one
                    .rest
                    .split_whitespace()
                    .find(|word| !word.starts_with("--"))
                    .is_some_and(|image| image.ends_with(":latest"))
                {
                    faults.push(Fault::new(one.line, "`:latest` is another image tomorrow; name a version"));
                }
            }
            "USER" => user = Some(one),
            _ => {}
        }
    }
    match user {
        Some(one) if is_root(&one.rest) => faults.push(Fault::new(one.line, "runs as root")),
        Some(_) => {}
        None => faults
            .push(Fault::new(instructions.last().map_or(1, |one| one.line), "runs as root: no USER in the last stage")),
    }
    faults
}

fn is_root(user: &str) -> bool {
    matches!(user.split(':').next(), Some("root" | "0"))
}

/// What is copied and is not there.
fn missing(instructions: &[Instruction], application: &Application<'_>) -> Vec<Fault> {
    let copies = instructions.iter().filter(|one| one.name == "COPY" || one.name == "ADD");
    copies
        .filter(|one| !one.rest.contains("--from=") && !one.rest.contains("<<"))
        .flat_map(|one| copied(&one.rest).into_iter().map(move |source| (one, source)))
        .filter(|(_, source)| !is_there(source, application))
        .map(|(one, source)| Fault::new(one.line, format!("{} takes `{source}`, which is not there", one.name)))
        .collect()
}

/// The sources of a copy: all but the last.
fn copied(rest: &str) -> Vec<String> {
    let mut words: Vec<String> = match serde_json::from_str(rest) {
        Ok(words) => words,
        Err(_) => rest.split_whitespace().filter(|word| !word.starts_with("--")).map(str::to_owned).collect(),
    };
    words.pop();
    words
}

fn is_there(source: &str, application: &Application<'_>) -> bool {
    let path = source.trim_start_matches("./").trim_end_matches('/');
    if path == "." || path.contains('$') || path.contains("://") {
        return true;
    }
    let Some((before, after)) = path.split_once('*') else { return application.has_anything_at(path) };
    application
        .files
        .iter()
        .any(|file| file.path.starts_with(before) && file.path.ends_with(after.trim_start_matches('*')))
}

#[cfg(test)]
mod tests {
    use super::super::sample::{file, found};
    use super::*;

    fn findings(content: &str) -> Vec<String> {
        let files = [file("Dockerfile", content), file("server/main.mjs", ""), file("package.json", "{}")];
        check(&Application::read(&files), Sources::Present).map(|check| found(&check)).unwrap_or_default()
    }

    const GOOD: &str = "# syntax=docker/dockerfile:1\nARG NODE=24\nFROM node:${NODE}-slim AS app\nWORKDIR /app\nCOPY --chown=node:node package.json ./\nCOPY server/ \\\n     server/\nCOPY [\"pack*.json\", \"x/\"]\nRUN <<END\nnot an instruction\nEND\nENV A=1 \\\n  # why\n  B=2\nUSER node\nCMD [\"node\", \"server/main.mjs\"]\n";

    #[test]
    fn a_good_file_holds_and_is_counted() {
        let files = [file("Dockerfile", GOOD), file("server/main.mjs", ""), file("package.json", "{}")];
        let check = check(&Application::read(&files), Sources::Present).expect("there is one");
        assert_eq!(check.detail, "10 known instructions in 1 file, none of them as root");
        assert!(check.passed);
    }

    #[test]
    fn what_docker_would_refuse_is_found_with_its_line() {
        for (from, to, says) in [
            ("FROM node:${NODE}-slim AS app", "RUN true", "line 3: the first instruction is no FROM"),
            ("WORKDIR /app", "WORKDRI /app", "line 4: there is no instruction `WORKDRI`"),
            ("WORKDIR /app", "WORKDIR", "line 4: WORKDIR says nothing"),
            ("package.json ./", "packages.json ./", "line 5: COPY takes `packages.json`, which is not there"),
            ("COPY server/", "COPY src/", "line 6: COPY takes `src/`, which is not there"),
            ("pack*.json", "*.toml", "line 8: COPY takes `*.toml`, which is not there"),
            ("USER node", "USER root", "line 15: runs as root"),
            ("USER node", "USER 0:0", "line 15: runs as root"),
            ("USER node\n", "", "line 15: runs as root: no USER in the last stage"),
            ("node:${NODE}-slim", "node:latest", "line 3: `:latest` is another image tomorrow; name a version"),
        ] {
            assert_eq!(findings(&GOOD.replacen(from, to, 1)), [format!("Dockerfile: {says}")], "{to}");
        }
        assert!(!findings("").is_empty());
    }

    #[test]
    fn what_others_make_need_not_be_there_yet() {
        let files = [file("Dockerfile", GOOD)];
        assert!(check(&Application::read(&files), Sources::Elsewhere).is_some_and(|check| check.passed));
    }
}
