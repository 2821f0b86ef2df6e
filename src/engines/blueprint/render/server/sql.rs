//! SQL of columns: their types, and every limit that the database itself can keep.

use super::super::super::model::{AppModel, Entity, Field, FieldKind};
use super::tables::column;

/// `it's` as `'it''s'`.
pub(super) fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''").replace('\0', ""))
}

/// The entity that a single reference points to.
pub(super) fn target(field: &Field) -> Option<&str> {
    match &field.kind {
        FieldKind::Reference { entity } => Some(entity),
        _ => None,
    }
}

/// The line of a field in its table.
pub(super) fn field_line(model: &AppModel, field: &Field, is_needed: bool) -> String {
    let name = format!("\"{}\"", column(field));
    let mut line = format!("{name} {}", sql_type(&field.kind));
    if is_needed && !matches!(field.kind, FieldKind::Boolean) {
        line.push_str(" NOT NULL");
    }
    let target = target(field).filter(|target| model.entities.iter().any(|entity| entity.id == *target));
    if let Some(target) = target {
        let then = if field.required { "CASCADE" } else { "SET NULL" };
        line.push_str(&format!(" REFERENCES \"{target}\" (\"id\") ON DELETE {then}"));
    } else if let Some(check) = check(&field.kind, &name) {
        line.push_str(&format!(" CHECK ({check})"));
    }
    line
}

fn sql_type(kind: &FieldKind) -> &'static str {
    match kind {
        FieldKind::Number { .. } => "REAL",
        FieldKind::Money { .. } | FieldKind::Boolean | FieldKind::Rating { .. } => "INTEGER",
        _ => "TEXT",
    }
}

/// What must hold of a value; SQLite lets NULL pass by itself.
fn check(kind: &FieldKind, name: &str) -> Option<String> {
    const DAY: &str = "[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]";
    Some(match kind {
        FieldKind::Number { min, max, .. } => {
            let mut parts = vec![format!("typeof({name}) IN ('null', 'real', 'integer')")];
            parts.extend(min.map(|min| format!("{name} >= {min}")));
            parts.extend(max.map(|max| format!("{name} <= {max}")));
            parts.join(" AND ")
        }
        FieldKind::Money { .. } => format!("typeof({name}) IN ('null', 'integer') AND {name} >= 0"),
        FieldKind::Rating { max } => format!("typeof({name}) IN ('null', 'integer') AND {name} BETWEEN 1 AND {max}"),
        FieldKind::Boolean => format!("{name} IN (0, 1)"),
        FieldKind::Date => format!("{name} GLOB '{DAY}'"),
        FieldKind::DateTime => format!("{name} GLOB '{DAY}T[0-9][0-9]:[0-9][0-9]*'"),
        FieldKind::Choice { options } => among(name, options.iter().map(String::as_str)),
        FieldKind::Status { options } => among(name, options.iter().map(|option| option.value.as_str())),
        FieldKind::Tags | FieldKind::Lines | FieldKind::LineItems { .. } | FieldKind::References { .. } => {
            format!("{name} IS NULL OR json_valid({name})")
        }
        _ => return None,
    })
}

fn among<'a>(name: &str, values: impl Iterator<Item = &'a str>) -> String {
    format!("{name} IN ({})", values.map(quoted).collect::<Vec<_>>().join(", "))
}

/// Everything in a record that can be found by its words, as one SQL expression; `row` is `NEW` or a table.
pub(super) fn words_of(entity: &Entity, row: &str) -> String {
    let worded = entity.fields.iter().skip(1).filter(|field| {
        !matches!(
            field.kind,
            FieldKind::Image
                | FieldKind::Boolean
                | FieldKind::Reference { .. }
                | FieldKind::References { .. }
                | FieldKind::Number { .. }
                | FieldKind::Money { .. }
                | FieldKind::Rating { .. }
                | FieldKind::Date
                | FieldKind::DateTime
        )
    });
    let parts: Vec<String> = worded
        .map(|field| {
            let name = format!("{row}.\"{}\"", column(field));
            match field.kind {
                FieldKind::Tags | FieldKind::Lines => listed(&name, "\"value\""),
                FieldKind::LineItems { .. } => listed(&name, "json_extract(\"value\", '$.description')"),
                _ => format!("coalesce({name}, '')"),
            }
        })
        .collect();
    if parts.is_empty() { "''".to_owned() } else { parts.join(" || char(10) || ") }
}

/// What is in a list, one after the other.
fn listed(name: &str, value: &str) -> String {
    format!("coalesce((SELECT group_concat({value}, ', ') FROM json_each({name})), '')")
}
