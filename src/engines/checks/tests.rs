//! Tests of the checks together: real applications hold, spoiled ones are found out, garbage stops nothing.

use super::sample::file;
use std::sync::LazyLock;

use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::super::blueprint;
use super::super::model::WorkRequest;
use super::*;
use crate::agents::{Phase, roster};

#[test]
fn only_what_is_there_is_checked() {
    let names = |checks: Vec<Check>| checks.into_iter().map(|check| check.name).collect::<Vec<_>>();
    let files = [file("index.html", "<p>"), file("README.md", "x")];
    assert_eq!(
        names(check_application(&files)),
        ["entry", "html", "accessibility", "links", "secrets", "paths", "size"]
    );
    let made = [file("assets/icon.svg", "<svg/>")];
    assert_eq!(names(check_work(AgentId::Artist, &made)), ["produced", "paths", "size", "secrets"]);
}

/// What the built-in engine makes of a request, agent by agent.
fn build(description: &str, phases: &[Phase]) -> Vec<(AgentId, Vec<MadeFile>)> {
    let team: Vec<AgentId> = roster().iter().filter(|one| phases.contains(&one.phase)).map(|one| one.id).collect();
    let mut files: Vec<MadeFile> = Vec::new();
    let mut done = Vec::new();
    for agent in &team {
        let request =
            WorkRequest { team: team.clone(), files: files.clone(), ..WorkRequest::first(*agent, description) };
        let output = blueprint::work(&request).expect("the engine does its work");
        files.extend(output.files.clone());
        done.push((*agent, output.files));
    }
    done
}

fn wrong(checks: &[Check]) -> Vec<String> {
    checks.iter().filter(|check| !check.passed).map(|check| format!("{}: {}", check.name, check.detail)).collect()
}

const IN_THE_BROWSER: [Phase; 5] =
    [Phase::Discovery, Phase::Conversion, Phase::Design, Phase::Architecture, Phase::Frontend];

const REQUESTS: [&str; 4] = [
    "A recipe collection for a family: recipes with ingredients, steps, ratings and tags.",
    "A booking system for a small gym: classes with trainers, members sign in and book a place.",
    "Invoices for a bicycle workshop: customers, repairs with prices, invoices with line items and due dates.",
    "A kanban board for a volunteer group: tasks with assignee, due date, status and comments.",
];

#[test]
fn what_the_built_in_engine_makes_holds() {
    for request in REQUESTS {
        let done = build(request, &IN_THE_BROWSER);
        for (agent, made) in &done {
            assert_eq!(wrong(&check_work(*agent, made)), Vec::<String>::new(), "{agent} for {request}");
        }
        let files: Vec<MadeFile> = done.into_iter().flat_map(|(_, made)| made).collect();
        assert_eq!(wrong(&check_application(&files)), Vec::<String>::new(), "{request}");
    }
}

#[test]
fn a_whole_team_s_application_holds() {
    let done = build(REQUESTS[1], Phase::ALL);
    let files: Vec<MadeFile> = done.into_iter().flat_map(|(_, made)| made).collect();
    let checks = check_application(&files);
    assert_eq!(wrong(&checks), Vec::<String>::new());
    for name in ["sql", "openapi", "imports", "routes", "contrast", "yaml", "dockerfile"] {
        assert!(checks.iter().any(|check| check.name == name), "{name} ran");
    }
}

/// A real application, whose files are spoiled below.
static REAL: LazyLock<Vec<MadeFile>> =
    LazyLock::new(|| build(REQUESTS[1], &IN_THE_BROWSER).into_iter().flat_map(|(_, made)| made).collect());

/// One path for each way in which a file is read.
const PATHS: [&str; 16] = [
    "index.html",
    "css/tokens.css",
    "js/routes.js",
    "serve.mjs",
    "tests/a.cjs",
    "server/a.py",
    "migrations/1.sql",
    "docs/openapi.json",
    "docs/schema.json",
    "package.json",
    "compose.yaml",
    "Dockerfile",
    "README.md",
    "assets/a.svg",
    "../odd\u{7}/\u{e9}",
    "app.webmanifest",
];

/// Pieces that parsers trip over.
const PIECES: [&str; 56] = [
    "{",
    "}",
    "(",
    ")",
    "[",
    "]",
    "<",
    ">",
    "/",
    "\\",
    "\"",
    "'",
    "`",
    "${",
    "/*",
    "*/",
    "//",
    "--",
    "--x:",
    "var(",
    "var(--",
    "url(",
    "@media ",
    "@import ",
    ":root{",
    "light-dark(",
    "import ",
    " from './a.js';",
    "export * ",
    "'#/",
    "path:'/",
    "<script>",
    "</script>",
    "<table><p>",
    "<!--",
    "<svg>",
    "<template>",
    "BEGIN;",
    "CREATE TABLE a(",
    "SELECT ",
    "FROM ",
    "COPY <<E ",
    "\\\n",
    "- ",
    ": ",
    "&a ",
    "*a",
    "? ",
    "|\n",
    "\t",
    "\n",
    "\0",
    "\u{e9}",
    "\u{1f600}",
    "://a:bcd@e",
    "%zz[x](y%",
];

/// Every check gives an answer, and no parser fails on what it reads.
fn answers(path: &str, content: &str) -> Result<(), TestCaseError> {
    let files = [file(path, content)];
    let checks = [check_application(&files), check_work(AgentId::Keeper, &files)].concat();
    for check in &checks {
        prop_assert!(check.name != "reading", "a parser fails on {path}");
        prop_assert_eq!(check.passed, check.findings.is_empty());
        prop_assert!(!check.detail.is_empty());
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_in_any_file_get_an_answer(path in select(&PATHS[..]), bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        answers(path, &String::from_utf8_lossy(&bytes))?;
    }

    #[test]
    fn any_row_of_odd_pieces_gets_an_answer(path in select(&PATHS[..]), pieces in proptest::collection::vec(select(&PIECES[..]), 0..60)) {
        answers(path, &pieces.concat())?;
    }

    #[test]
    fn a_real_file_that_was_spoiled_gets_an_answer(which in any::<Index>(), from in any::<Index>(), to in any::<Index>(), piece in select(&PIECES[..])) {
        let real = which.get(&REAL);
        let places: Vec<usize> = real.content.char_indices().map(|(at, _)| at).collect();
        let (one, other) = (*from.get(&places), *to.get(&places));
        let spoiled = format!("{}{piece}{}", &real.content[..one], &real.content[other..]);
        answers(&real.path, &spoiled)?;
    }
}

#[test]
fn the_deepest_nesting_that_a_file_can_hold_gets_an_answer() {
    for (path, piece) in [
        ("js/a.js", "a."),
        ("js/a.js", "a=>"),
        ("js/a.js", "1+"),
        ("js/a.js", "new "),
        ("js/a.js", "if(a)"),
        ("css/a.css", "a{"),
        ("css/a.css", ":is("),
        ("index.html", "<b>"),
        ("server/a.py", "("),
        ("docs/openapi.json", "["),
        ("compose.yaml", "["),
        ("README.md", "> "),
        ("migrations/1.sql", "SELECT ("),
    ] {
        let files = [file(path, &piece.repeat(20_000))];
        assert!(check_application(&files).iter().all(|check| check.name != "reading"), "{piece} in {path}");
    }
}
