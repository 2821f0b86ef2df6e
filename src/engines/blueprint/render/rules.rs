//! `js/rules.js`: the behaviours of this application, each bound to its fields.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::super::model::{AppModel, Behaviour, FieldKind};
use super::literal::literal;
use super::names::{camel, entity, field, has_accounts};

/// One behaviour in the made files.
pub(super) struct Rule {
    /// The function that makes it: `lowStock`.
    pub(super) maker: &'static str,
    /// The module under `js/behaviours/`, without its ending.
    pub(super) module: &'static str,
    /// The module's text.
    pub(super) code: &'static str,
    /// The variable that holds it: `spareStock`.
    pub(super) variable: String,
    /// The entity whose records it touches.
    pub(super) entity: String,
    /// What it is made with.
    pub(super) with: Value,
    /// The section of `words.js` that it speaks from.
    pub(super) words: &'static str,
}

/// The behaviours whose entities and fields are really there.
pub(super) fn rules(model: &AppModel) -> Vec<Rule> {
    let mut rules: Vec<Rule> = model.behaviours.iter().filter_map(|behaviour| rule(model, behaviour)).collect();
    let mut seen = std::collections::BTreeSet::new();
    rules.retain(|rule| seen.insert(rule.variable.clone()));
    rules
}

macro_rules! rule {
    ($maker:literal, $module:literal, $words:literal, $entity:expr, $with:tt) => {
        Rule {
            maker: $maker,
            module: $module,
            code: include_str!(concat!("templates/js/behaviours/", $module, ".js")),
            variable: format!("{}{}", camel($entity), $maker[..1].to_uppercase() + &$maker[1..]),
            entity: $entity.clone(),
            with: json!($with),
            words: $words,
        }
    };
}

fn rule(model: &AppModel, behaviour: &Behaviour) -> Option<Rule> {
    let has = |id: &str, fields: &[&String]| {
        entity(model, id).is_some_and(|entity| fields.iter().all(|name| field(entity, name).is_some()))
    };
    match behaviour {
        Behaviour::LowStock { entity, quantity, threshold } => has(entity, &[quantity, threshold])
            .then(|| rule!("lowStock", "low-stock", "low_stock", entity, { "entity": entity, "quantity": quantity, "threshold": threshold, "quiet": is_sold(model, entity) })),
        Behaviour::Due { entity, date, status, done } => has(entity, &[date, status])
            .then(|| rule!("due", "due", "due", entity, { "entity": entity, "date": date, "status": status, "done": done })),
        Behaviour::Booking { slot, booking, slot_field, starts, capacity } => {
            (has(slot, &[starts, capacity]) && has(booking, &[slot_field])).then(|| {
                rule!("booking", "booking", "booking", slot, { "slot": slot, "booking": booking, "field": slot_field, "starts": starts, "capacity": capacity })
            })
        }
        Behaviour::Approval { entity, body } => has(entity, &[body])
            .then(|| rule!("approval", "approval", "approval", entity, { "entity": entity, "body": body, "always": !has_accounts(model) })),
        Behaviour::Ratings { entity: id, field: name } => {
            let max = entity(model, id).and_then(|one| field(one, name)).map_or(5, |one| match one.kind {
                FieldKind::Rating { max } => max,
                _ => 5,
            });
            has(id, &[]).then(|| rule!("ratings", "ratings", "ratings", id, { "entity": id, "field": name, "max": max }))
        }
        Behaviour::Comments { entity } => has(entity, &[]).then(|| rule!("comments", "comments", "comments", entity, { "entity": entity })),
        Behaviour::Votes { entity } => has(entity, &[]).then(|| rule!("votes", "votes", "votes", entity, { "entity": entity })),
        Behaviour::Payments { entity, amount_field, payment, payment_invoice, payment_amount, status, paid } => {
            (has(entity, &[amount_field, status]) && has(payment, &[payment_invoice, payment_amount])).then(|| {
                let currency = currency(model, entity, amount_field);
                rule!("payments", "payments", "payments", entity, { "entity": entity, "amount": amount_field, "payment": payment, "invoice": payment_invoice, "paidField": payment_amount, "status": status, "paid": paid, "currency": currency })
            })
        }
        Behaviour::Cart { entity, price, stock } => has(entity, &[price]).then(|| {
            let currency = currency(model, entity, price);
            let orders = model.entities.iter().find(|one| one.id != *entity && (one.id == "order" || one.id.ends_with("_order"))).map(|one| &one.id);
            rule!("cart", "cart", "cart", entity, { "entity": entity, "price": price, "stock": stock, "currency": currency, "orders": orders })
        }),
        Behaviour::Streak { entity, log, log_entity_field, log_date } => (has(entity, &[]) && has(log, &[log_entity_field, log_date]))
            .then(|| rule!("streak", "streak", "streak", entity, { "entity": entity, "log": log, "field": log_entity_field, "date": log_date })),
        Behaviour::Progress { whole, part, part_field, done } => (has(whole, &[]) && has(part, &[part_field]))
            .then(|| rule!("progress", "progress", "progress", whole, { "whole": whole, "part": part, "field": part_field, "done": shared_mark(model, part, done) })),
    }
}

/// Whether people buy this, so that counting it is not for the list that they see.
fn is_sold(model: &AppModel, id: &str) -> bool {
    model.behaviours.iter().any(|one| matches!(one, Behaviour::Cart { entity, .. } if entity == id))
}

/// The field that says for everyone that a part is done; with accounts each person has marks of their own.
fn shared_mark<'a>(model: &AppModel, part: &str, done: &'a str) -> Option<&'a str> {
    let field = entity(model, part).and_then(|entity| field(entity, done))?;
    (matches!(field.kind, FieldKind::Boolean) && !has_accounts(model)).then_some(done)
}

fn currency(model: &AppModel, id: &str, name: &str) -> String {
    let kind = entity(model, id).and_then(|entity| field(entity, name)).map(|field| &field.kind);
    match kind {
        Some(FieldKind::Money { currency } | FieldKind::LineItems { currency }) => currency.clone(),
        _ => "USD".to_owned(),
    }
}

/// The module.
pub(super) fn module(model: &AppModel) -> String {
    let rules = rules(model);
    let mut js = String::from(
        "// The rules of this application that reach beyond a form, each bound to the fields it is about.\n",
    );
    let mut makers: Vec<(&str, &str)> = rules.iter().map(|rule| (rule.maker, rule.module)).collect();
    makers.sort_unstable();
    makers.dedup();
    for (maker, module) in makers {
        let _ = writeln!(js, "import {{ {maker} }} from './behaviours/{module}.js';");
    }
    js.push('\n');
    for rule in &rules {
        let _ = writeln!(js, "export const {} = {}({});", rule.variable, rule.maker, literal(&rule.with, 0));
    }
    js.push_str(&groups(&rules));
    let mut by_entity: Vec<(String, Vec<String>)> = Vec::new();
    let mut add = |entity: &str, variable: String| match by_entity.iter_mut().find(|(known, _)| known == entity) {
        Some((_, list)) => list.push(variable),
        None => by_entity.push((entity.to_owned(), vec![variable])),
    };
    for rule in &rules {
        if rule.maker == "progress" {
            add(&rule.entity, format!("{}.whole", rule.variable));
            add(rule.with["part"].as_str().unwrap_or_default(), format!("{}.part", rule.variable));
        } else {
            add(&rule.entity, rule.variable.clone());
        }
    }
    js.push_str("\nconst rules = {\n");
    for (entity, list) in by_entity {
        let _ = writeln!(js, "  {entity}: [{}],", list.join(", "));
    }
    js.push_str("};\n\n/** The rules for the records of an entity. */\nexport const rulesOf = (entity) => rules[entity] ?? [];\n");
    js
}

/// What the pages of the rules go through.
fn groups(rules: &[Rule]) -> String {
    let of = |maker: &str| rules.iter().filter(|rule| rule.maker == maker).collect::<Vec<_>>();
    let names = |list: &[&Rule]| list.iter().map(|rule| rule.variable.clone()).collect::<Vec<_>>().join(", ");
    let mut js = String::new();
    let stocks = of("lowStock");
    if !stocks.is_empty() {
        let list: Vec<String> = stocks
            .iter()
            .map(|rule| format!("{{ rule: {}, threshold: {} }}", rule.variable, literal(&rule.with["threshold"], 0)))
            .collect();
        let _ = writeln!(js, "\n/** What can run low. */\nexport const stocks = [{}];", list.join(", "));
    }
    if !of("booking").is_empty() {
        let _ = writeln!(js, "\n/** What can be booked. */\nexport const bookable = [{}];", names(&of("booking")));
    }
    if !of("approval").is_empty() {
        let _ = writeln!(js, "\n/** What needs a yes. */\nexport const approvals = [{}];", names(&of("approval")));
    }
    if let Some(cart) = of("cart").first() {
        let _ = writeln!(js, "\n/** What can be bought. */\nexport const basket = {};", cart.variable);
    }
    js
}
