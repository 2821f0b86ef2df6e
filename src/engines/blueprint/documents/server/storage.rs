//! `docs/storage.md`: where the data lies, in which tables, how its shape changes, how it is saved and brought back.

use super::super::super::model::{Entity, FieldKind};
use super::super::desk::{Desk, Work};
use super::super::language::{bullets, cell, count, list, lower, table};
use super::super::stories;
use super::{nothing, one, rendered};
use crate::agents::AgentId;

/// Writes it.
pub(in super::super) fn storage(desk: &Desk<'_>) -> Work {
    if desk.server().is_none() {
        return nothing();
    }
    let tables = tables(desk);
    let migrations = desk.rendered.iter().filter(|file| file.path.starts_with("migrations/")).count();
    let seeds: usize = desk.model.entities.iter().map(|entity| entity.seeds.len()).sum();
    let says =
        format!("Wrote docs/storage.md: {}, and how to save and restore them.", count(tables.len(), "table", "tables"));
    let opening = format!(
        "Laid out {} for {} in {}.",
        count(tables.len(), "table", "tables"),
        count(desk.model.entities.len(), "thing", "things"),
        count(migrations, "migration", "migrations")
    );
    one(opening, "docs/storage.md", text(desk, &tables, seeds), says, decisions(desk, seeds))
}

fn decisions(desk: &Desk<'_>, seeds: usize) -> Vec<String> {
    let mut lines = vec![
        format!("SQLite and no database server: {} fit into one file, and a backup is one file too.", desk.things()),
        "Limits stand in the tables as well as in the code: a program that writes past the server is refused by the database.".to_owned(),
        format!(
            "{} are put in only when the database is new, with dates from that day: nothing of theirs comes back after it was deleted.",
            super::super::language::capital(&count(seeds, "example", "examples"))
        ),
    ];
    if let Some((entity, child)) = falling(desk) {
        lines.push(format!(
            "{} are deleted by the database together with their {}: half a deletion cannot happen.",
            super::super::language::capital(&lower(&child.plural)),
            lower(&entity.singular)
        ));
    }
    lines
}

/// A thing and another that cannot be without it.
fn falling<'a>(desk: &Desk<'a>) -> Option<(&'a Entity, &'a Entity)> {
    desk.model.entities.iter().find_map(|entity| {
        let child = stories::pointing_at(desk, &entity.id).find(|child| stories::falls_with(child, &entity.id))?;
        desk.entity(&child.id).map(|child| (entity, child))
    })
}

/// Name, purpose and notable columns of every table in the rendered migrations.
fn tables(desk: &Desk<'_>) -> Vec<Vec<String>> {
    let sql: String = desk
        .rendered
        .iter()
        .filter(|file| file.path.starts_with("migrations/"))
        .map(|file| file.content.as_str())
        .collect();
    let mut rows: Vec<Vec<String>> = Vec::new();
    for part in sql.split("CREATE TABLE ").skip(1) {
        let Some(name) = part.split('"').nth(1) else { continue };
        if !rows.iter().any(|row| row[0] == format!("`{name}`")) {
            rows.push(vec![format!("`{name}`"), purpose(desk, name)]);
        }
    }
    let mut beside = vec!["_migrations"];
    if desk.accounts() {
        beside.extend(["_accounts", "_sessions"]);
    }
    for name in beside {
        if !rows.iter().any(|row| row[0] == format!("`{name}`")) {
            rows.push(vec![format!("`{name}`"), purpose(desk, name)]);
        }
    }
    rows
}

fn purpose(desk: &Desk<'_>, name: &str) -> String {
    if let Some(entity) = desk.entity(name) {
        return format!("{}: {}", cell(&entity.plural), cell(&entity.purpose));
    }
    let known = match name {
        "_changes" => "the last change of each record, in order: by it a browser catches up",
        "_migrations" => "which migrations have run, and when",
        "_accounts" => "who can sign in; passwords as salted scrypt hashes only",
        "_sessions" => "who is signed in where; the cookie's value as a hash only",
        "_comments" => "comments, each with its record and its writer",
        "_votes" => "votes, one for a person and a record",
        "_ratings" => "scores, one for a person and a record",
        "_done" => "what each person has ticked off",
        "_proposals" => "changes that wait for a yes, and what became of them",
        "_versions" => "earlier texts, as they were before each change",
        "_basket" => "what is in whose basket",
        "_orders" => "what was ordered, at the price of that moment",
        "_history" => "who added, changed and deleted what, the last 500 times",
        "_notices" => "what concerns whom, and whether it was seen",
        _ if name.contains("search") => "the words of all records, for search",
        _ => "kept by the server for its own work",
    };
    known.to_owned()
}

fn text(desk: &Desk<'_>, tables: &[Vec<String>], seeds: usize) -> String {
    let mut text = format!(
        "# {}: storage\n\nEverything lies in one SQLite database, `app.db`, in the folder that `DATA_DIR` names: `data/` beside the application where nothing else is said. The folder and the file are made at the first start, with {}.\n\n",
        cell(&desk.model.name),
        count(seeds, "example", "examples")
    );
    text.push_str(&format!("## Tables\n\n{}\n", table(&["Table", "What it keeps"], tables)));
    text.push_str(&format!("## How values are written\n\n{}\n", bullets(&values(desk))));
    text.push_str("## Changing the shape\n\nFiles in `migrations/` run in the order of their names, each once, each in one transaction; `_migrations` notes which. A file that has run is never edited: what is to change comes as the next file, such as\n\n");
    let main = desk.main().map_or("record", |entity| entity.id.as_str());
    text.push_str(&format!(
        "```sql\n-- migrations/0100_note.sql\nALTER TABLE \"{main}\" ADD COLUMN \"note\" TEXT;\n```\n\n"
    ));
    text.push_str("The same field then goes into `js/schema.js`, from which pages, checks and API follow.\n\n## Saving and bringing back\n\n");
    text.push_str(&backup(desk));
    let files = rendered(desk);
    text.push_str(&format!("\n## Files of this part\n\n{}", bullets(&files)));
    text
}

/// Which kinds of field, and how they are stored.
type Stored<'a> = (&'a dyn Fn(&FieldKind) -> bool, &'static str);

fn values(desk: &Desk<'_>) -> Vec<String> {
    let mut lines = vec![
        "Every record has `id`, `created_at`, `updated_at` and `created_by`; times are local, to the minute or second, as `2026-11-24T18:30`.".to_owned(),
        "What is left empty is NULL, never an empty text.".to_owned(),
    ];
    let with = |test: &dyn Fn(&FieldKind) -> bool| -> Vec<String> {
        let fields = desk.model.entities.iter().flat_map(|entity| {
            entity
                .fields
                .iter()
                .filter(|field| test(&field.kind))
                .map(move |field| format!("`{}.{}`", entity.id, field.id))
        });
        fields.take(4).collect()
    };
    let kinds: [Stored<'_>; 4] = [
        (&|kind| matches!(kind, FieldKind::Money { .. }), "Money is in whole cents"),
        (
            &|kind| {
                matches!(
                    kind,
                    FieldKind::Tags | FieldKind::Lines | FieldKind::LineItems { .. } | FieldKind::References { .. }
                )
            },
            "Lists are JSON, which the table checks",
        ),
        (
            &|kind| matches!(kind, FieldKind::Choice { .. } | FieldKind::Status { .. }),
            "Only listed values get in, by a CHECK",
        ),
        (&|kind| matches!(kind, FieldKind::Reference { .. }), "References are foreign keys with an index"),
    ];
    for (test, words) in kinds {
        let found = with(test);
        if !found.is_empty() {
            lines.push(format!("{words}: {}.", list(&found)));
        }
    }
    lines
}

fn backup(desk: &Desk<'_>) -> String {
    let by_hand = "Stop the server and copy the data folder; to bring it back, put the copy in its place and start again. While it runs the newest changes are in `app.db-wal` beside the file, so a copy of `app.db` alone is not a backup.\n";
    if desk.has_part(AgentId::Scale) {
        return format!(
            "`docs/capacity.md` has the command that saves it while it runs, the timer for every night, and how to bring it back. Without them:\n\n{by_hand}"
        );
    }
    by_hand.to_owned()
}
