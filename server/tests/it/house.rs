//! The house's own rules: imports never run up a floor, SQL stays in its room, files stay short.

use std::fs;
use std::path::{Path, PathBuf};

/// Rooms by floor, lowest first. The architecture's map says the same.
const FLOORS: [&[&str]; 8] = [
    &["error", "ids", "money", "platform"],
    &["events", "flags", "reading"],
    &["accounts", "plans"],
    &["agents"],
    &["tenants", "ledger", "queue"],
    &["quotes", "engines", "rate_limits"],
    &["builds"],
    &["billing", "guests"],
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

fn sources(of: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    rust_files(&root().join(of), &mut found);
    found
        .into_iter()
        .map(|path| (path.strip_prefix(root()).unwrap().display().to_string(), fs::read_to_string(&path).unwrap()))
        .collect()
}

fn floor(room: &str) -> Option<usize> {
    FLOORS.iter().position(|rooms| rooms.contains(&room))
}

#[test]
fn no_room_imports_from_its_own_floor_or_above() {
    for (path, text) in sources("src") {
        let Some(room) =
            path.strip_prefix("src/").and_then(|path| path.split('/').next()).filter(|room| !room.ends_with(".rs"))
        else {
            continue;
        };
        let own = floor(room).unwrap_or(FLOORS.len());
        for other in text
            .split("crate::")
            .skip(1)
            .map(|rest| rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap())
        {
            if other != room
                && let Some(known) = floor(other)
            {
                assert!(known < own || known == 0, "{path} imports {other}, which is not on a lower floor");
            }
        }
    }
}

#[test]
fn sql_is_in_stores_and_the_screen_has_none() {
    let keepers = ["/store.rs", "/leases.rs", "/scores.rs", "platform/database.rs"];
    for (path, text) in sources("src") {
        let speaks_sql = text.contains("sqlx::query");
        let keeps = path.contains("/store/") || keepers.iter().any(|keeper| path.ends_with(keeper));
        assert!(!speaks_sql || keeps, "{path} has SQL");
    }
    for (path, text) in sources("app").into_iter().chain(sources("frontend")) {
        assert!(!text.contains("sqlx") && !text.contains("PgPool"), "{path} reaches into storage");
    }
}

#[test]
fn every_file_says_what_it_is_for_and_none_is_too_long() {
    for (path, text) in ["src", "app/src", "server/src", "frontend/src", "tools/src"].into_iter().flat_map(sources) {
        assert!(text.starts_with("//!"), "{path} does not begin with its purpose");
        assert!(text.lines().count() <= 500, "{path} has {} lines", text.lines().count());
    }
}
