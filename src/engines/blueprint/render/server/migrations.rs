//! `migrations/`: the tables of the database in SQL, with every limit that it can keep by itself.

use std::fmt::Write as _;

use super::super::super::model::{AppModel, Entity, FieldKind};
use super::sql::{field_line, target, words_of};
use super::tables::{self, Kind, Table, column, written_by_rules};

const METADATA: [&str; 4] = [
    "\"id\" TEXT PRIMARY KEY NOT NULL",
    "\"created_at\" TEXT NOT NULL",
    "\"updated_at\" TEXT NOT NULL",
    "\"created_by\" TEXT",
];

/// `0001_records.sql`: the things, what the rules keep, and the list of changes.
pub(super) fn records(model: &AppModel) -> String {
    let mut sql = format!(
        "-- What {} keeps: a table for each thing, and one for what each rule keeps beside it.\n-- Money is in cents, lists are JSON, days are 2026-11-24. What is left empty is NULL.\n\n",
        model.name.replace('\n', " ")
    );
    sql.push_str(
        "-- The last change of each record, in order: by it a browser catches up with what others did.\nCREATE TABLE \"_changes\" (\n  \"seq\" INTEGER PRIMARY KEY AUTOINCREMENT,\n  \"entity\" TEXT NOT NULL,\n  \"id\" TEXT NOT NULL,\n  \"action\" TEXT NOT NULL CHECK (\"action\" IN ('created', 'changed', 'deleted')),\n  \"at\" TEXT NOT NULL DEFAULT (datetime('now')),\n  UNIQUE (\"entity\", \"id\")\n);\n\n",
    );
    for entity in &model.entities {
        sql.push_str(&thing(model, entity));
    }
    for table in tables::kept(model) {
        sql.push_str(&kept(&table));
    }
    for entity in &model.entities {
        sql.push_str(&lists(model, entity));
    }
    sql
}

fn thing(model: &AppModel, entity: &Entity) -> String {
    let written = written_by_rules(model);
    let always: Vec<&String> =
        written.iter().filter(|(id, _)| *id == entity.id).flat_map(|(_, fields)| fields).collect();
    let is_written = written.iter().any(|(id, _)| *id == entity.id);
    let mut lines: Vec<String> = METADATA.iter().map(|line| (*line).to_owned()).collect();
    for field in &entity.fields {
        let is_needed = if is_written { always.contains(&&field.id) } else { field.required };
        lines.push(field_line(model, field, is_needed));
    }
    let unseen = tables::unseen(model);
    lines.extend(
        unseen
            .iter()
            .filter(|(id, _)| *id == entity.id)
            .flat_map(|(_, columns)| columns)
            .map(|name| format!("\"{name}\" TEXT")),
    );
    let note = if is_written { " A rule writes these too, from what it knows: more may stay empty." } else { "" };
    let mut sql = format!("-- {}{note}\n{}", entity.purpose.replace('\n', " "), create(&entity.id, &lines));
    for field in entity.fields.iter().filter(|field| target(field).is_some()) {
        let name = column(field);
        let _ = writeln!(sql, "CREATE INDEX \"{0}_{name}_index\" ON \"{0}\" (\"{name}\");", entity.id);
    }
    sql.push_str(&noted(&entity.id));
    sql
}

/// A table that a rule keeps.
fn kept(table: &Table) -> String {
    let mut lines: Vec<String> = METADATA.iter().map(|line| (*line).to_owned()).collect();
    for column in &table.columns {
        let kind = if column.kind == Kind::Number { "INTEGER" } else { "TEXT" };
        let json =
            if column.kind == Kind::Json { format!(" CHECK (json_valid(\"{}\"))", column.name) } else { String::new() };
        lines.push(format!("\"{}\" {kind} {}{json}", column.name, column.limits).trim_end().to_owned());
    }
    let key = table.key.replace("INDEX (", &format!("INDEX \"{0}_index\" ON \"{0}\" (", table.name));
    format!("-- {}\n{}CREATE {key};\n{}", capital(table.purpose), create(table.name, &lines), noted(table.name))
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| format!("{}{}.", first.to_uppercase(), letters.as_str()))
}

fn create(name: &str, lines: &[String]) -> String {
    format!("CREATE TABLE \"{name}\" (\n  {}\n);\n", lines.join(",\n  "))
}

/// Triggers by which each write is noted.
fn noted(name: &str) -> String {
    let mut sql = String::new();
    for (event, action, row) in
        [("INSERT", "created", "NEW"), ("UPDATE", "changed", "NEW"), ("DELETE", "deleted", "OLD")]
    {
        let _ = write!(
            sql,
            "CREATE TRIGGER \"{name}_{action}\" AFTER {event} ON \"{name}\" BEGIN\n  DELETE FROM \"_changes\" WHERE \"entity\" = '{name}' AND \"id\" = {row}.\"id\";\n  INSERT INTO \"_changes\" (\"entity\", \"id\", \"action\") VALUES ('{name}', {row}.\"id\", '{action}');\nEND;\n"
        );
    }
    sql.push('\n');
    sql
}

/// Triggers that take a record out of the lists of others when it goes.
fn lists(model: &AppModel, entity: &Entity) -> String {
    let mut sql = String::new();
    for other in &model.entities {
        for field in &other.fields {
            let FieldKind::References { entity: to } = &field.kind else { continue };
            if *to != entity.id {
                continue;
            }
            let (table, name) = (&other.id, column(field));
            let _ = write!(
                sql,
                "-- {} that go leave the lists of {}.\nCREATE TRIGGER \"{}_leaves_{table}_{name}\" AFTER DELETE ON \"{}\" BEGIN\n  UPDATE \"{table}\" SET \"{name}\" = (SELECT json_group_array(\"value\") FROM json_each(\"{table}\".\"{name}\") WHERE \"value\" <> OLD.\"id\")\n  WHERE EXISTS (SELECT 1 FROM json_each(\"{table}\".\"{name}\") WHERE \"value\" = OLD.\"id\");\nEND;\n\n",
                entity.plural.replace('\n', " "),
                other.plural.replace('\n', " "),
                entity.id,
                entity.id,
            );
        }
    }
    sql
}

/// `0002_accounts.sql`: who can sign in, and who is.
pub(super) fn accounts(model: &AppModel) -> Option<String> {
    let table = tables::accounts(model)?;
    Some(format!(
        "{}-- Who is signed in where. What the cookie holds is kept only as a hash; times are seconds.\n{}CREATE INDEX \"_sessions_account_index\" ON \"_sessions\" (\"account\");\n",
        kept(&table),
        create(
            "_sessions",
            &[
                "\"token\" TEXT PRIMARY KEY NOT NULL".to_owned(),
                "\"account\" TEXT NOT NULL REFERENCES \"_accounts\" (\"id\") ON DELETE CASCADE".to_owned(),
                "\"created_at\" INTEGER NOT NULL".to_owned(),
                "\"seen_at\" INTEGER NOT NULL".to_owned(),
            ]
        )
    ))
}

/// `0003_search.sql`: the words of all records, kept up to date by triggers.
pub(super) fn search(model: &AppModel) -> String {
    let mut sql = String::from(
        "-- The words of every record. Triggers keep them up to date, whoever writes.\nCREATE TABLE \"_search_rows\" (\n  \"row\" INTEGER PRIMARY KEY,\n  \"entity\" TEXT NOT NULL,\n  \"id\" TEXT NOT NULL,\n  UNIQUE (\"entity\", \"id\")\n);\nCREATE VIRTUAL TABLE \"_search\" USING fts5 (\"title\", \"body\", tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3');\n\n",
    );
    for entity in &model.entities {
        let name = &entity.id;
        let title = entity.fields.first().map(column).unwrap_or_default();
        let row = |of: &str| {
            format!("(SELECT \"row\" FROM \"_search_rows\" WHERE \"entity\" = '{name}' AND \"id\" = {of}.\"id\")")
        };
        let fill = |of: &str| format!("coalesce({of}.\"{title}\", ''), {}", words_of(entity, of));
        let table = format!("\"{name}\"");
        let _ = write!(
            sql,
            "INSERT INTO \"_search_rows\" (\"entity\", \"id\") SELECT '{name}', \"id\" FROM \"{name}\" ORDER BY rowid;\n\
             INSERT INTO \"_search\" (rowid, \"title\", \"body\") SELECT {}, {} FROM \"{name}\";\n\
             CREATE TRIGGER \"{name}_search_created\" AFTER INSERT ON \"{name}\" BEGIN\n  INSERT INTO \"_search_rows\" (\"entity\", \"id\") VALUES ('{name}', NEW.\"id\");\n  INSERT INTO \"_search\" (rowid, \"title\", \"body\") VALUES ({}, {});\nEND;\n\
             CREATE TRIGGER \"{name}_search_changed\" AFTER UPDATE ON \"{name}\" BEGIN\n  DELETE FROM \"_search\" WHERE rowid = {};\n  INSERT INTO \"_search\" (rowid, \"title\", \"body\") VALUES ({}, {});\nEND;\n\
             CREATE TRIGGER \"{name}_search_deleted\" AFTER DELETE ON \"{name}\" BEGIN\n  DELETE FROM \"_search\" WHERE rowid = {};\n  DELETE FROM \"_search_rows\" WHERE \"entity\" = '{name}' AND \"id\" = OLD.\"id\";\nEND;\n\n",
            row(&table),
            fill(&table),
            row("NEW"),
            fill("NEW"),
            row("NEW"),
            row("NEW"),
            fill("NEW"),
            row("OLD"),
        );
    }
    sql
}

/// `0004_notices.sql`: what somebody has to know.
pub(super) fn notices() -> String {
    format!(
        "-- What concerns somebody. The same thing is told once.\n{}CREATE INDEX \"_notices_person_index\" ON \"_notices\" (\"person\", \"created_at\");\n",
        create(
            "_notices",
            &[
                "\"id\" INTEGER PRIMARY KEY AUTOINCREMENT".to_owned(),
                "\"created_at\" TEXT NOT NULL".to_owned(),
                "\"person\" TEXT NOT NULL".to_owned(),
                "\"kind\" TEXT NOT NULL".to_owned(),
                "\"text\" TEXT NOT NULL".to_owned(),
                "\"entity\" TEXT".to_owned(),
                "\"of\" TEXT".to_owned(),
                "\"by\" TEXT".to_owned(),
                "\"key\" TEXT NOT NULL".to_owned(),
                "\"is_read\" INTEGER NOT NULL DEFAULT 0 CHECK (\"is_read\" IN (0, 1))".to_owned(),
                "UNIQUE (\"person\", \"key\")".to_owned(),
            ]
        )
    )
}
