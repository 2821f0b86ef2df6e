//! `docs/rules.md`: what the server refuses, with which answer, and why it cannot be gone around.

use super::super::super::model::{AppModel, Behaviour, Entity, Field};
use super::super::desk::{Desk, Work};
use super::super::language::{bullets, cell, count, list, lower, table};
use super::super::operations;
use super::super::{fields, rules as words};
use super::{nothing, one};

/// Writes it.
pub(in super::super) fn rules(desk: &Desk<'_>) -> Work {
    if desk.server().is_none() {
        return nothing();
    }
    let checks: usize = desk.model.entities.iter().map(|entity| limited(desk, entity).len()).sum();
    let says = format!(
        "Wrote docs/rules.md: {} of fields and {} beyond them.",
        count(checks, "limit", "limits"),
        count(desk.model.behaviours.len(), "rule", "rules")
    );
    let opening = format!(
        "Took {} from the schema and bound {} to transactions.",
        count(checks, "limit", "limits"),
        count(desk.model.behaviours.len(), "rule", "rules")
    );
    one(opening, "docs/rules.md", text(desk), says, decisions(desk))
}

fn decisions(desk: &Desk<'_>) -> Vec<String> {
    let mut lines = vec![
        "What the form refuses, the server refuses too, by the same schema: a program cannot send what a person cannot type.".to_owned(),
    ];
    lines.extend(desk.model.behaviours.iter().filter_map(|rule| counted(desk, rule)).take(2));
    if desk.accounts() {
        lines.push(
            "Who may do what is decided at each write from the account's role, never from what the page sends."
                .to_owned(),
        );
    }
    lines.push(format!(
        "A change of {} is checked as the whole record that would come out of it: two half changes cannot make a wrong one.",
        super::super::language::a(&desk.thing())
    ));
    lines
}

/// Why a rule is counted inside a transaction.
fn counted(desk: &Desk<'_>, rule: &Behaviour) -> Option<String> {
    let said = match rule {
        Behaviour::Booking { slot, .. } => format!(
            "Places of {} are counted and taken in one transaction: of two people who ask at once, one gets the last.",
            super::super::language::a(&desk.singular(slot))
        ),
        Behaviour::LowStock { entity, quantity, .. } => format!(
            "The {} of {} is read and written in one transaction: two who take at once are both counted.",
            desk.label(entity, quantity),
            super::super::language::a(&desk.singular(entity))
        ),
        Behaviour::Payments { entity, payment, .. } => format!(
            "{} and the state of its {} are written together: nothing is paid by halves.",
            super::super::language::capital(&super::super::language::a(&desk.singular(payment))),
            desk.singular(entity)
        ),
        Behaviour::Cart { entity, .. } => {
            format!("Prices of {} are read when the order is made, never taken from the page.", desk.plural(entity))
        }
        Behaviour::Approval { entity, .. } => format!(
            "A proposed change is a record of its own: the {} cannot change before somebody says yes.",
            desk.singular(entity)
        ),
        Behaviour::Votes { .. } | Behaviour::Ratings { .. } => {
            "One person, one voice: looked up before it is written, in the same transaction.".to_owned()
        }
        _ => return None,
    };
    Some(said)
}

/// Fields with a limit, in words.
fn limited(desk: &Desk<'_>, entity: &Entity) -> Vec<Vec<String>> {
    let row = |field: &Field| {
        vec![
            cell(&field.label),
            format!("`{}`", field.id),
            fields::in_words(desk, &field.kind),
            if field.required { "yes" } else { "" }.to_owned(),
        ]
    };
    entity.fields.iter().map(row).collect()
}

fn text(desk: &Desk<'_>) -> String {
    let mut text = format!(
        "# {}: rules on the server\n\nThe browser checks for its user's comfort; these checks count. Each is made before anything is written, and a request that fails one changes nothing.\n\n## Answers\n\n{}\n",
        cell(&desk.model.name),
        table(&["Status", "When"], &answers(desk.model, desk.accounts()))
    );
    text.push_str("Every refusal is `application/problem+json`: `{ type, title, status, detail, errors: [{ field, message }] }`. `message` is what the form shows beside the field.\n\n");
    if !desk.model.behaviours.is_empty() {
        text.push_str("## Rules beyond one form\n\n");
        for rule in &desk.model.behaviours {
            text.push_str(&format!("### {}\n\n{}\n\n", words::name(desk, rule), words::sentence(desk, rule)));
            let rows: Vec<Vec<String>> = operations::of(desk, rule)
                .into_iter()
                .map(|one| {
                    vec![
                        format!("`{} /api{}`", one.method.to_uppercase(), one.path),
                        cell(&one.summary),
                        one.refused.map_or_else(String::new, |refused| cell(&refused)),
                    ]
                })
                .collect();
            text.push_str(&format!("{}\n", table(&["Request", "What it does", "Refused with 409"], &rows)));
        }
    }
    if desk.accounts() {
        text.push_str(&format!("## Who may\n\n{}\n", bullets(&roles(desk))));
    }
    text.push_str("## Fields\n\n");
    for entity in &desk.model.entities {
        text.push_str(&format!(
            "### {}\n\n{}\n",
            cell(&entity.plural),
            table(&["Field", "Name in data", "Takes", "Needed"], &limited(desk, entity))
        ));
    }
    text.push_str("Fields that are not listed are refused by name. `id` may be sent with a new record; `createdAt`, `updatedAt` and `createdBy` are the server's.\n");
    text
}

fn answers(model: &AppModel, accounts: bool) -> Vec<Vec<String>> {
    let row = |status: &str, when: &str| vec![status.to_owned(), when.to_owned()];
    let mut rows = vec![row(
        "400",
        "a field is missing, of the wrong kind, out of its limits or not known; or the body is not JSON",
    )];
    if accounts {
        rows.push(row("401", "nobody is signed in, or address and password do not belong together"));
        rows.push(row("403", "the account's role may not do this; or the request came from a page of another site"));
    } else {
        rows.push(row("403", "the request came from a page of another site"));
    }
    rows.push(row("404", "there is no such record or address"));
    rows.push(row("405", "this cannot be done there; `Allow` says what can"));
    let mut conflict = "the id is taken".to_owned();
    if !model.behaviours.is_empty() {
        conflict.push_str(", or a rule below does not allow it now");
    }
    rows.push(vec!["409".to_owned(), conflict]);
    rows.push(row("413", "the body is longer than a megabyte"));
    rows.push(row("415", "the body is not sent as `application/json`"));
    if accounts {
        rows.push(row("429", "too many wrong passwords; `Retry-After` says how long to wait"));
    }
    rows
}

fn roles(desk: &Desk<'_>) -> Vec<String> {
    let line = |role: &super::super::super::model::Role| {
        let can: Vec<String> = role.can.iter().map(|can| cell(&lower(can))).collect();
        let more = if role.manages {
            " May change and delete what others made."
        } else {
            " Changes and deletes only what is their own."
        };
        format!("**{}** can {}.{more}", cell(&role.label), list(&can))
    };
    desk.model.roles.iter().map(line).collect()
}
