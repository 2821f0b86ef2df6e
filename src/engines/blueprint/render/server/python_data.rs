//! What the Python server reads instead of the page's JavaScript: schema, examples, and the rules with their fields.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::super::super::model::AppModel;
use super::super::literal::Js;
use super::super::rules::{Rule, rules};
use super::super::schema as page;
use super::tables::{self, Table};

const LINE: usize = 120;

/// Parts of a rule that only its pages ask for.
const SHOWN: &[(&str, &str)] = &[
    ("approval", "body"),
    ("lowStock", "quiet"),
    ("payments", "currency"),
    ("cart", "currency"),
    ("ratings", "field"),
];

/// `server/schema.json`: what js/schema.js exports, and the tables beside those of the entities.
pub(super) fn schema(model: &AppModel) -> String {
    let mut parts: Vec<(String, Js)> =
        page::parts(model).into_iter().map(|(name, part)| (name.to_owned(), part)).collect();
    let kept = tables::kept(model).into_iter().chain(tables::accounts(model));
    let mut internal: Vec<(String, Js)> = kept.map(|table| (table.name.to_owned(), columns(&table))).collect();
    internal.sort_by(|one, other| one.0.cmp(&other.0));
    let unseen = tables::unseen(model).into_iter().map(|(entity, names)| {
        (entity, Js::Object(names.into_iter().map(|name| (name.to_owned(), json!("text").into())).collect()))
    });
    parts.push(("internal".to_owned(), Js::Object(internal)));
    parts.push(("unseen".to_owned(), Js::Object(unseen.collect())));
    format!("{}\n", text(&Js::Object(parts), 0))
}

/// `server/seeds.json`: the examples, as in js/seeds.js.
pub(super) fn seeds(model: &AppModel) -> String {
    format!("{}\n", text(&page::examples(model), 0))
}

fn columns(table: &Table) -> Js {
    let of = |column: &tables::Column| (column.name.to_owned(), json!(column.kind.name()).into());
    Js::Object(table.columns.iter().map(of).collect())
}

/// `server/behaviours/__init__.py`: the rules that reach beyond one record, each bound to its fields.
pub(super) fn behaviours(model: &AppModel) -> String {
    let rules = rules(model);
    let mut python = String::from(
        "\"\"\"The rules of this application that reach beyond one record, each bound to the fields it is about.\"\"\"\nfrom __future__ import annotations\n\nfrom typing import Any\n\nfrom behaviour import Rule\n",
    );
    let mut makers: Vec<(String, String)> = rules.iter().map(|rule| (module(rule), class(rule))).collect();
    makers.sort_unstable();
    makers.dedup();
    for (module, class) in makers {
        let _ = writeln!(python, "from behaviours.{module} import {class}");
    }
    python.push_str(
        "\n\ndef rules_of(schema: dict[str, Any]) -> list[Rule]:\n    \"\"\"Each says its operations, which records it watches, and what it keeps.\"\"\"\n    return [",
    );
    for rule in &rules {
        let _ = write!(python, "\n        {}(schema{}).rule(),", class(rule), arguments(rule));
    }
    python.push_str(if rules.is_empty() { "]\n" } else { "\n    ]\n" });
    python
}

fn module(rule: &Rule) -> String {
    rule.module.replace('-', "_")
}

/// `lowStock` as `LowStock`.
fn class(rule: &Rule) -> String {
    let (first, rest) = rule.maker.split_at(1);
    format!("{}{rest}", first.to_uppercase())
}

fn arguments(rule: &Rule) -> String {
    let asked = |name: &str| !SHOWN.contains(&(rule.maker, name));
    let parts = rule.with.as_object().into_iter().flatten().filter(|(name, _)| asked(name));
    parts.map(|(name, value)| format!(", {}={}", argument(name), python(value))).collect()
}

fn argument(name: &str) -> &str {
    match name {
        "paidField" => "paid_field",
        "max" => "highest",
        other => other,
    }
}

/// A value as Python writes it; texts are written as in JSON.
fn python(value: &Value) -> String {
    match value {
        Value::Null => "None".to_owned(),
        Value::Bool(true) => "True".to_owned(),
        Value::Bool(false) => "False".to_owned(),
        Value::Array(items) => format!("[{}]", items.iter().map(python).collect::<Vec<_>>().join(", ")),
        Value::Object(map) => {
            let parts: Vec<String> =
                map.iter().map(|(key, item)| format!("{}: {}", json!(key), python(item))).collect();
            format!("{{{}}}", parts.join(", "))
        }
        plain => plain.to_string(),
    }
}

/// A value as JSON with its keys in their order; what fits stays on one line.
fn text(value: &Js, indent: usize) -> String {
    let flat = one_line(value);
    if flat.chars().count() + indent <= LINE {
        return flat;
    }
    let (pad, end) = (" ".repeat(indent + 2), " ".repeat(indent));
    let (open, parts, close): (_, Vec<String>, _) = match value {
        Js::List(items) => ('[', items.iter().map(|item| format!("{pad}{}", text(item, indent + 2))).collect(), ']'),
        Js::Object(map) => (
            '{',
            map.iter().map(|(key, item)| format!("{pad}{}: {}", json!(key), text(item, indent + 2))).collect(),
            '}',
        ),
        Js::Plain(_) => return flat,
    };
    format!("{open}\n{}\n{end}{close}", parts.join(",\n"))
}

fn one_line(value: &Js) -> String {
    match value {
        Js::Plain(plain) => plain.to_string(),
        Js::List(items) => format!("[{}]", items.iter().map(one_line).collect::<Vec<_>>().join(", ")),
        Js::Object(map) if map.is_empty() => "{}".to_owned(),
        Js::Object(map) => {
            let parts: Vec<String> =
                map.iter().map(|(key, item)| format!("{}: {}", json!(key), one_line(item))).collect();
            format!("{{ {} }}", parts.join(", "))
        }
    }
}
