//! What must hold for every model, whatever the words: fields have ids of their own here, and tests check the rest.

use std::collections::HashSet;

use super::draft::Draft;

/// Makes the ids of fields unique within their entity; entities are chosen with different ids.
pub(super) fn unique(drafts: &mut [Draft]) {
    for draft in drafts {
        let mut seen = HashSet::new();
        draft.entity.fields.retain(|field| field.id != "id" && seen.insert(field.id.clone()));
    }
}

#[cfg(test)]
pub(super) mod tests {
    use serde_json::{Map, Value};

    use super::super::super::model::*;
    use super::*;

    fn is_identifier(id: &str) -> bool {
        id.starts_with(|c: char| c.is_ascii_lowercase())
            && id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
    }

    /// Everything that the renderer relies on.
    pub(in super::super) fn check(model: &AppModel) {
        let text = &model.description;
        assert!(!model.name.trim().is_empty() && !model.tagline.is_empty(), "{text}");
        assert!(model.slug.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'), "{}", model.slug);
        assert!(!model.roles.is_empty() && !model.entities.is_empty() && model.entities.len() <= 9, "{text}");
        let ids: HashSet<&str> = model.entities.iter().map(|entity| entity.id.as_str()).collect();
        assert_eq!(ids.len(), model.entities.len(), "{text}: {ids:?}");
        for (index, entity) in model.entities.iter().enumerate() {
            assert!(is_identifier(&entity.id), "{text}: {}", entity.id);
            assert!(entity.seeds.len() >= if index == 0 { 8 } else { 4 }, "{text}: {}", entity.id);
            assert!(!entity.fields.is_empty() && !entity.plural.is_empty());
            let fields: HashSet<&str> = entity.fields.iter().map(|field| field.id.as_str()).collect();
            assert_eq!(fields.len(), entity.fields.len(), "{text}: {}", entity.id);
            for field in &entity.fields {
                assert!(is_identifier(&field.id) && field.id != "id", "{text}: {}", field.id);
            }
            for seed in &entity.seeds {
                record(model, entity, seed);
            }
        }
        for behaviour in &model.behaviours {
            rule(model, behaviour);
        }
        if model.features.contains(&crate::agents::Feature::Authentication) {
            assert!(!model.roles[0].manages && model.roles.iter().any(|role| role.manages), "{text}");
        }
    }

    fn record(model: &AppModel, entity: &Entity, seed: &Map<String, Value>) {
        let at = format!("{}: {} {seed:?}", model.description, entity.id);
        assert!(seed["id"].as_str().is_some_and(|id| !id.is_empty()), "{at}");
        for field in &entity.fields {
            match seed.get(&field.id) {
                Some(value) => assert!(fits(model, &field.kind, value), "{at}: {} = {value}", field.id),
                None => assert!(!field.required, "{at}: {} is missing", field.id),
            }
        }
        let known = |key: &String| key == "id" || entity.fields.iter().any(|field| field.id == *key);
        assert!(seed.keys().all(known), "{at}");
    }

    fn exists(model: &AppModel, entity: &str, id: &Value) -> bool {
        let target = model.entities.iter().find(|known| known.id == entity);
        target.is_some_and(|target| target.seeds.iter().any(|seed| seed["id"] == *id))
    }

    fn fits(model: &AppModel, kind: &FieldKind, value: &Value) -> bool {
        let text = value.as_str();
        match kind {
            FieldKind::Text | FieldKind::LongText | FieldKind::RichText | FieldKind::Phone => {
                text.is_some_and(|text| !text.is_empty() && !text.starts_with('#') || text.is_some_and_markdown())
            }
            FieldKind::Email => text.is_some_and(|text| text.contains('@')),
            FieldKind::Url => text.is_some_and(|text| text.starts_with("https://")),
            FieldKind::Number { min, max, .. } => value
                .as_f64()
                .is_some_and(|number| min.is_none_or(|min| number >= min) && max.is_none_or(|max| number <= max)),
            FieldKind::Money { .. } => value.is_i64(),
            FieldKind::Date => text.is_some_and(|text| day(text) && !text.contains('T')),
            FieldKind::DateTime => text.is_some_and(|text| {
                text.split_once('T').is_some_and(|(date, time)| day(date) && time.len() == 5 && time.contains(':'))
            }),
            FieldKind::Boolean => value.is_boolean(),
            FieldKind::Choice { options } => text.is_some_and(|text| options.iter().any(|option| option == text)),
            FieldKind::Status { options } => text.is_some_and(|text| options.iter().any(|option| option.value == text)),
            FieldKind::Rating { max } => value.as_u64().is_some_and(|stars| (1..=u64::from(*max)).contains(&stars)),
            FieldKind::Tags | FieldKind::Lines => {
                value.as_array().is_some_and(|list| list.iter().all(Value::is_string))
            }
            FieldKind::LineItems { .. } => value.as_array().is_some_and(|rows| {
                !rows.is_empty() && rows.iter().all(|row| row["quantity"].is_u64() && row["unitPrice"].is_i64())
            }),
            FieldKind::Image => text.is_some(),
            FieldKind::Reference { entity } => exists(model, entity, value),
            FieldKind::References { entity } => {
                value.as_array().is_some_and(|list| list.iter().all(|id| exists(model, entity, id)))
            }
        }
    }

    trait Markdown {
        fn is_some_and_markdown(&self) -> bool;
    }

    impl Markdown for str {
        /// A heading may begin with `#`; a reference that was left over may not.
        fn is_some_and_markdown(&self) -> bool {
            self.starts_with("## ")
        }
    }

    fn day(text: &str) -> bool {
        text.strip_prefix('@').is_some_and(|days| days.starts_with(['+', '-']) && days[1..].parse::<u32>().is_ok())
    }

    /// Every name in a behaviour is the name of something.
    fn rule(model: &AppModel, behaviour: &Behaviour) {
        let has = |entity: &str, field: &str| {
            let found = model.entities.iter().find(|known| known.id == entity);
            assert!(
                found.is_some_and(|found| field.is_empty() || found.fields.iter().any(|known| known.id == field)),
                "{}: {behaviour:?}: {entity}.{field}",
                model.description
            );
        };
        match behaviour {
            Behaviour::LowStock { entity, quantity, threshold } => {
                has(entity, quantity);
                has(entity, threshold);
            }
            Behaviour::Due { entity, date, status, .. } => {
                has(entity, date);
                has(entity, status);
            }
            Behaviour::Booking { slot, booking, slot_field, starts, capacity } => {
                has(booking, slot_field);
                has(slot, starts);
                has(slot, capacity);
            }
            Behaviour::Approval { entity, body } => has(entity, body),
            Behaviour::Ratings { entity, field } => has(entity, field),
            Behaviour::Comments { entity } | Behaviour::Votes { entity } => has(entity, ""),
            Behaviour::Payments { entity, amount_field, payment, payment_invoice, payment_amount, status, .. } => {
                has(entity, amount_field);
                has(entity, status);
                has(payment, payment_invoice);
                has(payment, payment_amount);
            }
            Behaviour::Cart { entity, price, stock } => {
                has(entity, price);
                has(entity, stock.as_deref().unwrap_or(""));
            }
            Behaviour::Streak { log, log_entity_field, log_date, .. } => {
                has(log, log_entity_field);
                has(log, log_date);
            }
            Behaviour::Progress { part, part_field, done, .. } => {
                has(part, part_field);
                has(part, done);
            }
        }
    }
}
