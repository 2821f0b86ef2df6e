//! SQL: the migrations really run, in order, in an SQLite database in memory that can reach nothing else.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use rusqlite::fallible_iterator::FallibleIterator;
use rusqlite::hooks::{AuthAction, AuthContext, Authorization};
use rusqlite::limits::Limit;
use rusqlite::{Batch, Connection, Error};
use serde_json::Value;

use super::super::model::MadeFile;
use super::application::Application;
use super::place::Lines;
use super::report::{Check, Fault, Report, count};

/// Steps of SQLite's machine between two looks at the budget.
const STEPS: i32 = 10_000;

/// So many looks: a second or two of work, far more than migrations need.
const MOST_LOOKS: u32 = 3_000;

/// The database may grow to 64 MB.
const MOST_PAGES: u32 = 16_384;

/// Settings that a migration may ask for or change: nothing that reaches the disk.
const PRAGMAS: &[&str] = &[
    "foreign_keys",
    "foreign_key_check",
    "integrity_check",
    "defer_foreign_keys",
    "user_version",
    "application_id",
    "journal_mode",
    "synchronous",
    "busy_timeout",
    "table_info",
    "table_list",
    "index_list",
    "recursive_triggers",
    "encoding",
    "optimize",
    "data_version",
    "table_xinfo",
    "quick_check",
    "cache_size",
];

/// Runs the migrations and looks at what they leave.
pub(super) fn check(application: &Application<'_>) -> Option<Check> {
    let mut migrations: Vec<&MadeFile> = application.sources(&["sql"]);
    migrations.retain(|file| file.path.starts_with("migrations/"));
    if migrations.is_empty() {
        return None;
    }
    migrations.sort_by(|one, other| one.path.cmp(&other.path));
    let mut report = Report::new("sql");
    let tables = match run(&migrations, &mut report) {
        Ok(tables) => tables,
        Err(error) => {
            report.whole(&format!("the database: {error}"));
            BTreeSet::new()
        }
    };
    if !tables.is_empty() {
        entities(application, &tables, &mut report);
    }
    let migrations = count(migrations.len(), "migration runs", "migrations run");
    Some(report.finish(format!(
        "{migrations} in SQLite and leave {}, whole and with every foreign key in place",
        count(tables.len(), "table", "tables")
    )))
}

fn run(migrations: &[&MadeFile], report: &mut Report) -> Result<BTreeSet<String>, Error> {
    let connection = sealed()?;
    for migration in migrations {
        if let Some(fault) = apply(&connection, &migration.content) {
            report.at(&migration.path, fault.line, &fault.message);
            // What follows builds on it.
            return Ok(BTreeSet::new());
        }
    }
    whole(&connection, report)?;
    let mut names =
        connection.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")?;
    names.query_map([], |row| row.get(0))?.collect()
}

/// A database in memory that cannot open files, grow without end or run for ever.
fn sealed() -> Result<Connection, Error> {
    let connection = Connection::open_in_memory()?;
    connection.execute_batch(&format!("PRAGMA foreign_keys = ON; PRAGMA max_page_count = {MOST_PAGES};"))?;
    connection.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 0)?;
    connection.set_limit(Limit::SQLITE_LIMIT_LENGTH, 4_000_000)?;
    connection.set_limit(Limit::SQLITE_LIMIT_EXPR_DEPTH, 200)?;
    connection.authorizer(Some(|context: AuthContext<'_>| match context.action {
        AuthAction::Attach { .. } | AuthAction::Detach { .. } => Authorization::Deny,
        AuthAction::Function { function_name: "load_extension" } => Authorization::Deny,
        AuthAction::Pragma { pragma_name, .. } if !PRAGMAS.contains(&pragma_name) => Authorization::Deny,
        _ => Authorization::Allow,
    }))?;
    let looks = Arc::new(AtomicU32::new(0));
    connection.progress_handler(STEPS, Some(move || looks.fetch_add(1, Ordering::Relaxed) > MOST_LOOKS))?;
    Ok(connection)
}

/// Runs every statement of a migration; the first that fails is told.
fn apply(connection: &Connection, content: &str) -> Option<Fault> {
    let lines = Lines::of(content);
    let (mut batch, mut from) = (Batch::new(connection, content), 0);
    loop {
        let mut statement = match FallibleIterator::next(&mut batch) {
            Ok(None) => break,
            Ok(Some(statement)) => statement,
            Err(error) => return Some(fault(&error, content, from, &lines)),
        };
        let text = statement.expanded_sql().unwrap_or_default();
        let start = start_of(content, from, &text);
        let ran = statement.query([]).and_then(|mut rows| {
            while rows.next()?.is_some() {}
            Ok(())
        });
        if let Err(error) = ran {
            return Some(fault(&error, content, start, &lines));
        }
        from = start + text.len();
    }
    // A transaction that stays open would swallow what follows.
    (!connection.is_autocommit())
        .then(|| Fault::new(lines.at(content.len()), "a transaction is begun and never committed"))
}

/// Where a statement stands: SQLite hands it over without what comes before it.
fn start_of(content: &str, from: usize, statement: &str) -> usize {
    content.get(from..).and_then(|rest| rest.find(statement.trim())).map_or(from, |at| from + at)
}

fn fault(error: &Error, content: &str, from: usize, lines: &Lines) -> Fault {
    let from = from + content.get(from..).map_or(0, before);
    match error {
        Error::SqlInputError { msg, sql, offset, .. } => {
            let start = if content.ends_with(sql.as_str()) { content.len() - sql.len() } else { from };
            let at = usize::try_from(*offset).unwrap_or_default();
            Fault::new(lines.at(start + at.max(before(sql))), msg.clone())
        }
        Error::SqliteFailure(code, message) => {
            Fault::new(lines.at(from), message.clone().unwrap_or_else(|| code.to_string()))
        }
        other => Fault::new(lines.at(from), other.to_string()),
    }
}

/// How much space and how many comments come before a statement.
fn before(sql: &str) -> usize {
    let mut rest = sql.trim_start();
    loop {
        let after = match rest.get(..2) {
            Some("--") => rest.split_once('\n').map(|(_, rest)| rest),
            Some("/*") => rest.split_once("*/").map(|(_, rest)| rest),
            _ => None,
        };
        let Some(after) = after else { return sql.len() - rest.len() };
        rest = after.trim_start();
    }
}

/// The database is whole, and no row points at one that is not there.
fn whole(connection: &Connection, report: &mut Report) -> Result<(), Error> {
    let mut integrity = connection.prepare("PRAGMA integrity_check")?;
    for said in integrity.query_map([], |row| row.get::<_, String>(0))? {
        let said = said?;
        if said != "ok" {
            report.whole(&format!("integrity_check: {said}"));
        }
    }
    let mut keys = connection.prepare("PRAGMA foreign_key_check")?;
    for broken in keys.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(2)?)))? {
        let (table, parent) = broken?;
        report.whole(&format!("a row of `{table}` points at one of `{parent}` that is not there"));
    }
    Ok(())
}

/// What `docs/schema.json` keeps has a table.
fn entities(application: &Application<'_>, tables: &BTreeSet<String>, report: &mut Report) {
    let schema = application.document("docs/schema.json");
    let kinds = schema.and_then(|schema| schema.pointer("/properties/records/properties")).and_then(Value::as_object);
    let known: BTreeSet<String> = tables.iter().map(|table| plain(table)).collect();
    for kind in kinds.into_iter().flat_map(|kinds| kinds.keys()) {
        let one = plain(kind);
        // Tables are often named in the plural; one table for all kinds of records serves as well.
        let stem = one.trim_end_matches(['y', 's']);
        let fits = |table: &String| *table == one || (table.starts_with(stem) && table.len() <= one.len() + 3);
        if !known.iter().any(fits) && !known.contains("records") {
            report.on(
                "docs/schema.json",
                &format!("`{kind}` has no table among {}", tables.iter().cloned().collect::<Vec<_>>().join(", ")),
            );
        }
    }
}

fn plain(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::super::sample::{file, found};
    use super::*;

    fn findings(migrations: &[&str]) -> Vec<String> {
        let files: Vec<MadeFile> = migrations
            .iter()
            .enumerate()
            .map(|(at, sql)| file(&format!("migrations/000{}.sql", at + 1), sql))
            .collect();
        check(&Application::read(&files)).map(|check| found(&check)).unwrap_or_default()
    }

    const RECIPES: &str =
        "CREATE TABLE recipes (id TEXT PRIMARY KEY, title TEXT NOT NULL CHECK (length(title) > 0)) STRICT;\n";

    #[test]
    fn migrations_run_in_order_with_full_text_search_and_foreign_keys() {
        let files = [
            file(
                "migrations/0002_steps.sql",
                "CREATE TABLE steps (id INTEGER PRIMARY KEY, recipe TEXT NOT NULL REFERENCES recipes (id));\nCREATE VIRTUAL TABLE recipe_words USING fts5(title);\nCREATE TRIGGER t AFTER INSERT ON recipes BEGIN INSERT INTO recipe_words VALUES (new.title); END;\nINSERT INTO recipes VALUES ('a', 'Soup; hot'); INSERT INTO steps VALUES (1, 'a');\n-- the end\n",
            ),
            file("migrations/0001_recipes.sql", &format!("PRAGMA foreign_keys = ON;\n{RECIPES}")),
            file(
                "docs/schema.json",
                "{\"properties\": {\"records\": {\"properties\": {\"recipe\": {}, \"step\": {}}}}}",
            ),
        ];
        let check = check(&Application::read(&files)).expect("there are migrations");
        assert!(check.passed, "{}", check.detail);
        assert!(check.detail.starts_with("2 migrations run in SQLite and leave 8 tables"), "{}", check.detail);
    }

    #[test]
    fn a_statement_that_does_not_run_is_found_with_its_line() {
        assert_eq!(
            findings(&[&format!("{RECIPES}\nCREATE TABEL steps (id TEXT);\n")]),
            ["migrations/0001.sql: line 3: near \"TABEL\": syntax error"]
        );
        assert_eq!(
            findings(&[RECIPES, "-- more\nINSERT INTO recipe\nVALUES (1);"]),
            ["migrations/0002.sql: line 2: no such table: recipe"]
        );
        assert_eq!(
            findings(&[&format!(
                "{RECIPES}INSERT INTO recipes VALUES ('a', 'x');\n\nINSERT INTO recipes VALUES ('a', 'y');"
            )]),
            ["migrations/0001.sql: line 4: UNIQUE constraint failed: recipes.id"]
        );
        assert_eq!(
            findings(&["BEGIN;\nCREATE TABLE a (b);\n"]),
            ["migrations/0001.sql: line 3: a transaction is begun and never committed"]
        );
    }

    #[test]
    fn a_row_that_points_nowhere_is_found() {
        let loose = "PRAGMA foreign_keys = OFF;\nCREATE TABLE a (id INTEGER PRIMARY KEY, b INTEGER REFERENCES b (id));\nCREATE TABLE b (id INTEGER PRIMARY KEY);\nINSERT INTO a VALUES (1, 7);";
        assert_eq!(findings(&[loose]), ["a row of `a` points at one of `b` that is not there"]);
        let strict = "CREATE TABLE b (id INTEGER PRIMARY KEY);\nCREATE TABLE a (b INTEGER REFERENCES b (id));\nINSERT INTO a VALUES (7);";
        assert_eq!(findings(&[strict]), ["migrations/0001.sql: line 3: FOREIGN KEY constraint failed"]);
    }

    #[test]
    fn a_kind_of_record_without_a_table_is_found() {
        let files = [
            file("migrations/1.sql", RECIPES),
            file(
                "docs/schema.json",
                "{\"properties\": {\"records\": {\"properties\": {\"recipe\": {}, \"shopping_list\": {}}}}}",
            ),
        ];
        let check = check(&Application::read(&files)).expect("there are migrations");
        assert_eq!(found(&check), ["docs/schema.json: `shopping_list` has no table among recipes"]);
    }

    #[test]
    fn a_migration_reaches_no_file_and_comes_to_an_end() {
        let path = std::env::temp_dir().join("olympus-check-sql.db");
        for bad in [
            format!("ATTACH DATABASE '{}' AS out; CREATE TABLE out.a (b);", path.display()),
            format!("VACUUM INTO '{}';", path.display()),
            "PRAGMA temp_store_directory = '/tmp';".to_owned(),
            "PRAGMA max_page_count = 1000000000;".to_owned(),
            "SELECT load_extension('x');".to_owned(),
            "CREATE TABLE a (b); INSERT INTO a VALUES (zeroblob(100000000));".to_owned(),
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n;".to_owned(),
            "CREATE TABLE a (b); WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) INSERT INTO a SELECT randomblob(1000000) FROM n;".to_owned(),
        ] {
            let said = findings(&[&bad]);
            assert_eq!(said.len(), 1, "{bad}: {said:?}");
            assert!(said[0].starts_with("migrations/0001.sql: line 1: "), "{said:?}");
        }
        assert!(!path.exists());
    }
}
