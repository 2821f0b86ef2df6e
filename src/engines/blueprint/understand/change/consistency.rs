//! Nothing in a changed model points nowhere: rules, views, features and roles follow what was added and removed.

use super::super::super::model::{AppModel, Behaviour, Entity, FieldKind, View};
use super::super::roles;
use super::rules;

/// Drops what lost its ground.
pub(super) fn keep(model: &mut AppModel, before: &AppModel) {
    let entities = std::mem::take(&mut model.entities);
    model.behaviours.retain(|behaviour| holds(behaviour, &entities));
    model.entities = entities;
    for entity in &mut model.entities {
        let has = |wanted: fn(&FieldKind) -> bool| entity.fields.iter().any(|field| wanted(&field.kind));
        let broken = match entity.view {
            View::Calendar | View::Feed => !has(|kind| matches!(kind, FieldKind::Date | FieldKind::DateTime)),
            View::Board => !has(|kind| matches!(kind, FieldKind::Status { .. })),
            _ => false,
        };
        let was = before.entities.iter().find(|old| old.id == entity.id);
        if broken && was.is_none_or(|old| old != entity) {
            entity.view = View::Cards;
        }
    }
    // A feature goes with the last of its rules.
    let had = |feature| before.behaviours.iter().any(|rule| rules::feature_of(rule) == Some(feature));
    let behaviours = &model.behaviours;
    model
        .features
        .retain(|feature| !had(*feature) || behaviours.iter().any(|rule| rules::feature_of(rule) == Some(*feature)));
    if model.behaviours != before.behaviours {
        roles::refresh_verbs(&mut model.roles, &model.behaviours);
    }
}

/// Whether every name in a rule is the name of something.
fn holds(behaviour: &Behaviour, entities: &[Entity]) -> bool {
    let has = |entity: &str, field: &str| {
        let known = entities.iter().find(|known| known.id == entity);
        known.is_some_and(|known| field.is_empty() || known.fields.iter().any(|known| known.id == field))
    };
    match behaviour {
        Behaviour::LowStock { entity, quantity, threshold } => has(entity, quantity) && has(entity, threshold),
        Behaviour::Due { entity, date, status, .. } => has(entity, date) && has(entity, status),
        Behaviour::Booking { slot, booking, slot_field, starts, capacity } => {
            has(booking, slot_field) && has(slot, starts) && has(slot, capacity)
        }
        Behaviour::Approval { entity, body } => has(entity, body),
        Behaviour::Ratings { entity, field } => has(entity, field),
        Behaviour::Comments { entity } | Behaviour::Votes { entity } => has(entity, ""),
        Behaviour::Payments { entity, amount_field, payment, payment_invoice, payment_amount, status, .. } => {
            has(entity, amount_field)
                && has(entity, status)
                && has(payment, payment_invoice)
                && has(payment, payment_amount)
        }
        Behaviour::Cart { entity, price, stock } => has(entity, price) && has(entity, stock.as_deref().unwrap_or("")),
        Behaviour::Streak { entity, log, log_entity_field, log_date } => {
            has(entity, "") && has(log, log_entity_field) && has(log, log_date)
        }
        Behaviour::Progress { whole, part, part_field, done } => {
            has(whole, "") && has(part, part_field) && has(part, done)
        }
    }
}
