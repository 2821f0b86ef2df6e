//! What the database keeps beside the fields of the things: tables of the rules, and columns that no form shows.

use std::collections::BTreeSet;

use super::super::super::model::{AppModel, Field};
use super::super::names::has_accounts;
use super::super::rules::{Rule, rules};
use crate::agents::Feature;

/// Columns that every table of a thing has, and names that SQLite or the rules use.
const TAKEN: &[&str] = &["created_at", "updated_at", "created_by", "by", "changed_by", "rowid"];

/// The column of a field.
pub(super) fn column(field: &Field) -> String {
    if TAKEN.contains(&field.id.as_str()) { format!("{}_value", field.id) } else { field.id.clone() }
}

/// How a value is kept and read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Number,
    Json,
}

impl Kind {
    /// The name in the made files.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Number => "number",
            Self::Json => "json",
        }
    }
}

/// A column of a table that a rule keeps.
pub(super) struct Column {
    pub(super) name: &'static str,
    pub(super) kind: Kind,
    /// What SQL says of it beyond its type.
    pub(super) limits: &'static str,
}

/// A table that a rule keeps.
pub(super) struct Table {
    pub(super) name: &'static str,
    /// What it is for, in a few words.
    pub(super) purpose: &'static str,
    pub(super) columns: Vec<Column>,
    /// Which columns together are there only once, or how it is looked up.
    pub(super) key: &'static str,
}

impl Table {
    /// Whether it keeps what people say about records, and so means nothing without them.
    pub(super) fn is_about_records(&self) -> bool {
        self.columns.iter().any(|column| column.name == "of") && self.name != "_history"
    }
}

const fn text(name: &'static str, limits: &'static str) -> Column {
    Column { name, kind: Kind::Text, limits }
}

const fn number(name: &'static str, limits: &'static str) -> Column {
    Column { name, kind: Kind::Number, limits }
}

const fn json(name: &'static str, limits: &'static str) -> Column {
    Column { name, kind: Kind::Json, limits }
}

const SOME: &str = "NOT NULL";

/// The tables of the rules of this application, without accounts.
pub(super) fn kept(model: &AppModel) -> Vec<Table> {
    let rules = rules(model);
    let mut seen = BTreeSet::new();
    let mut tables: Vec<Table> = rules.iter().flat_map(of_rule).filter(|table| seen.insert(table.name)).collect();
    if model.features.contains(&Feature::History) {
        tables.push(Table {
            name: "_history",
            purpose: "who changed what, the last five hundred times",
            columns: vec![
                text("entity", SOME),
                text("of", SOME),
                text("action", "NOT NULL CHECK (\"action\" IN ('created', 'changed', 'deleted'))"),
                text("by", ""),
                json("fields", SOME),
            ],
            key: "INDEX (\"entity\", \"of\")",
        });
    }
    tables
}

fn of_rule(rule: &Rule) -> Vec<Table> {
    match rule.maker {
        "comments" => vec![Table {
            name: "_comments",
            purpose: "what people say below a record",
            columns: about([text("text", "NOT NULL CHECK (length(\"text\") BETWEEN 1 AND 5000)"), text("by", "")]),
            key: "INDEX (\"entity\", \"of\")",
        }],
        "votes" => vec![Table { name: "_votes", purpose: "one vote a person", columns: about([]), key: ONE_EACH }],
        "ratings" => vec![Table {
            name: "_ratings",
            purpose: "one score a person",
            columns: about([number("score", "NOT NULL CHECK (\"score\" BETWEEN 1 AND 10)")]),
            key: ONE_EACH,
        }],
        "progress" if rule.with["done"].is_null() => vec![Table {
            name: "_done",
            purpose: "what each person has ticked off",
            columns: vec![text("of", SOME)],
            key: ONE_MARK,
        }],
        "cart" => cart(),
        "approval" => approval(),
        _ => Vec::new(),
    }
}

/// Once for a record and a person.
const ONE_EACH: &str = "UNIQUE INDEX (\"entity\", \"of\", coalesce(\"created_by\", ''))";
/// The same where only one thing can be meant.
const ONE_MARK: &str = "UNIQUE INDEX (\"of\", coalesce(\"created_by\", ''))";

/// Columns that say which record is meant, and more.
fn about<const N: usize>(more: [Column; N]) -> Vec<Column> {
    [text("entity", SOME), text("of", SOME)].into_iter().chain(more).collect()
}

fn cart() -> Vec<Table> {
    vec![
        Table {
            name: "_basket",
            purpose: "what waits to be ordered, a line for each thing",
            columns: vec![text("of", SOME), number("amount", "NOT NULL CHECK (\"amount\" >= 1)")],
            key: ONE_MARK,
        },
        Table {
            name: "_orders",
            purpose: "what was ordered",
            columns: vec![
                text("name", SOME),
                text("email", SOME),
                text("street", SOME),
                text("city", SOME),
                json("items", SOME),
                number("total", "NOT NULL CHECK (\"total\" >= 0)"),
                number("number", SOME),
            ],
            key: "UNIQUE INDEX (\"number\")",
        },
    ]
}

fn approval() -> Vec<Table> {
    vec![
        Table {
            name: "_proposals",
            purpose: "changes that wait for a yes, and what became of them",
            columns: about([
                json("values", SOME),
                text("state", "NOT NULL CHECK (\"state\" IN ('waiting', 'accepted', 'rejected'))"),
                text("by", ""),
                text("reason", ""),
                text("decided_by", ""),
            ]),
            key: "INDEX (\"entity\", \"of\", \"state\")",
        },
        Table {
            name: "_versions",
            purpose: "what records said before",
            columns: about([json("values", SOME), text("by", "")]),
            key: "INDEX (\"entity\", \"of\")",
        },
    ]
}

/// The table of accounts, where people sign in.
pub(super) fn accounts(model: &AppModel) -> Option<Table> {
    has_accounts(model).then(|| Table {
        name: "_accounts",
        purpose: "who can sign in; passwords only as salted hashes",
        columns: vec![
            text("name", "NOT NULL CHECK (length(\"name\") BETWEEN 1 AND 80)"),
            text("email", SOME),
            text("role", SOME),
            text("salt", SOME),
            text("hash", SOME),
        ],
        key: "UNIQUE INDEX (\"email\")",
    })
}

/// Columns of things that no form shows: who booked without an account, who changed what waits for a yes.
pub(super) fn unseen(model: &AppModel) -> Vec<(String, Vec<&'static str>)> {
    let mut unseen: Vec<(String, Vec<&'static str>)> = Vec::new();
    for rule in rules(model) {
        let (entity, column) = match rule.maker {
            "booking" => (rule.with["booking"].as_str().unwrap_or_default().to_owned(), "by"),
            "approval" => (rule.entity.clone(), "changed_by"),
            _ => continue,
        };
        match unseen.iter_mut().find(|(known, _)| *known == entity) {
            Some((_, columns)) if columns.contains(&column) => {}
            Some((_, columns)) => columns.push(column),
            None => unseen.push((entity, vec![column])),
        }
    }
    unseen
}

/// Things that a rule writes from what it knows, with the fields that it always fills; others may then stay empty.
pub(super) fn written_by_rules(model: &AppModel) -> Vec<(String, Vec<String>)> {
    let mut written = Vec::new();
    for rule in rules(model) {
        let named = |key: &str| rule.with[key].as_str().unwrap_or_default().to_owned();
        match rule.maker {
            "booking" => {
                let booking = named("booking");
                let own = model.entities.iter().find(|entity| entity.id == booking);
                let people =
                    own.into_iter().flat_map(|entity| &entity.fields).filter(|field| field.id != named("field"));
                written
                    .extend(people.filter_map(|field| super::sql::target(field).map(|to| (to.to_owned(), Vec::new()))));
                written.push((booking, vec![named("field")]));
            }
            "streak" => written.push((named("log"), vec![named("field"), named("date")])),
            "payments" => written.push((named("payment"), vec![named("paidField")])),
            "cart" if rule.with["orders"].is_string() => written.push((named("orders"), Vec::new())),
            _ => {}
        }
    }
    written
}
