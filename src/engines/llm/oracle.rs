//! What `oracle` answers is what all others work from: it has to be a model of an application in every detail. What the
//! request already says (its words, its features, the team) is put in here and is not the model's to tell.

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use crate::engines::blueprint::model::{AppModel, Behaviour, Entity, FieldKind};
use crate::engines::{MadeFile, WorkRequest};
use crate::platform::wording::complaint_in_words;

/// Things that an application keeps, at most.
const MOST_ENTITIES: usize = 12;
/// Digits that JavaScript keeps, too.
const EXACT: u64 = (1 << 53) - 1;

/// The file with what the request says put in, laid out as the built-in engine does.
///
/// # Errors
/// With what is wrong, for the model and for people.
pub fn complete(file: &MadeFile, request: &WorkRequest) -> Result<MadeFile, String> {
    let path = &file.path;
    let mut value: Value =
        serde_json::from_str(&file.content).map_err(|error| format!("{path} is not JSON: {error}."))?;
    let object = value.as_object_mut().ok_or_else(|| format!("{path} is not an object."))?;
    let digest = Sha256::digest(request.description.as_bytes());
    let seed =
        u64::from_le_bytes([digest[0], digest[1], digest[2], digest[3], digest[4], digest[5], digest[6], digest[7]]);
    object.insert("description".to_owned(), json!(request.description));
    object.insert("features".to_owned(), json!(request.features));
    object.insert("team".to_owned(), json!(request.team));
    object.insert("seed".to_owned(), json!(seed & EXACT));
    let model: AppModel = serde_json::from_value(value)
        .map_err(|error| format!("{path} does not hold: it {}.", complaint_in_words(&error.to_string())))?;
    check(&model).map_err(|why| format!("{path} does not hold: {why}."))?;
    let content = serde_json::to_string_pretty(&model).map_err(|error| error.to_string())?;
    Ok(MadeFile { path: path.clone(), content })
}

/// Ids are names and unique; references lead somewhere; examples fit their fields.
fn check(model: &AppModel) -> Result<(), String> {
    need(!model.name.trim().is_empty() && model.name.chars().count() <= 60, "name has 1 to 60 characters")?;
    let slug = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    need(
        !model.slug.is_empty() && model.slug.len() <= 60 && model.slug.chars().all(slug),
        "slug is lower case with dashes",
    )?;
    need(!model.roles.is_empty(), "roles is not empty")?;
    need((1..=MOST_ENTITIES).contains(&model.entities.len()), "entities has 1 to 12 members")?;
    unique("role", model.roles.iter().map(|role| role.id.as_str()))?;
    unique("entity", model.entities.iter().map(|entity| entity.id.as_str()))?;
    let known = Known::of(model);
    for entity in &model.entities {
        need(!entity.fields.is_empty(), &format!("{} has fields", entity.id))?;
        need(
            !entity.singular.trim().is_empty() && !entity.plural.trim().is_empty(),
            &format!("{} has a name", entity.id),
        )?;
        unique(&format!("field of {}", entity.id), entity.fields.iter().map(|field| field.id.as_str()))?;
        need(entity.fields.iter().all(|field| field.id != "id"), &format!("{} has no field called id", entity.id))?;
        seeds(entity, &known)?;
    }
    model.behaviours.iter().try_for_each(|behaviour| known.behaviour(behaviour))
}

fn need(holds: bool, what: &str) -> Result<(), String> {
    if holds { Ok(()) } else { Err(format!("it must be that {what}")) }
}

fn unique<'a>(what: &str, ids: impl Iterator<Item = &'a str>) -> Result<(), String> {
    let mut seen = HashSet::new();
    for id in ids {
        let first = id.starts_with(|c: char| c.is_ascii_lowercase());
        let rest = id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
        need(first && rest && id.len() <= 40, &format!("the id of each {what} is in snake case, and “{id}” is not"))?;
        need(seen.insert(id), &format!("the id of each {what} is its own, and {id} is there twice"))?;
    }
    Ok(())
}

/// Names that may be referred to.
struct Known<'a> {
    fields: HashMap<&'a str, HashSet<&'a str>>,
    records: HashMap<&'a str, HashSet<&'a str>>,
}

impl<'a> Known<'a> {
    fn of(model: &'a AppModel) -> Self {
        let fields = |entity: &'a Entity| entity.fields.iter().map(|field| field.id.as_str()).collect();
        let records = |entity: &'a Entity| entity.seeds.iter().filter_map(|seed| seed.get("id")?.as_str()).collect();
        Self {
            fields: model.entities.iter().map(|entity| (entity.id.as_str(), fields(entity))).collect(),
            records: model.entities.iter().map(|entity| (entity.id.as_str(), records(entity))).collect(),
        }
    }

    fn field(&self, entity: &str, field: &str) -> Result<(), String> {
        let there = self.fields.get(entity).is_some_and(|fields| field.is_empty() || fields.contains(field));
        need(there, &format!("{entity}.{field}, which a behaviour names, is there"))
    }

    fn record(&self, entity: &str, id: &Value) -> bool {
        id.as_str().is_some_and(|id| self.records.get(entity).is_some_and(|records| records.contains(id)))
    }

    /// Every name in a behaviour is the name of something.
    fn behaviour(&self, behaviour: &Behaviour) -> Result<(), String> {
        let pairs: Vec<(&str, &str)> = match behaviour {
            Behaviour::LowStock { entity, quantity, threshold } => vec![(entity, quantity), (entity, threshold)],
            Behaviour::Due { entity, date, status, .. } => vec![(entity, date), (entity, status)],
            Behaviour::Booking { slot, booking, slot_field, starts, capacity } => {
                vec![(booking, slot_field), (slot, starts), (slot, capacity)]
            }
            Behaviour::Approval { entity, body } => vec![(entity, body)],
            Behaviour::Ratings { entity, field } => vec![(entity, field)],
            Behaviour::Comments { entity } | Behaviour::Votes { entity } => vec![(entity, "")],
            Behaviour::Payments { entity, amount_field, payment, payment_invoice, payment_amount, status, .. } => {
                vec![(entity, amount_field), (entity, status), (payment, payment_invoice), (payment, payment_amount)]
            }
            Behaviour::Cart { entity, price, stock } => vec![(entity, price), (entity, stock.as_deref().unwrap_or(""))],
            Behaviour::Streak { entity, log, log_entity_field, log_date } => {
                vec![(entity, ""), (log, log_entity_field), (log, log_date)]
            }
            Behaviour::Progress { whole, part, part_field, done } => {
                vec![(whole, ""), (part, part_field), (part, done)]
            }
        };
        pairs.into_iter().try_for_each(|(entity, field)| self.field(entity, field))
    }
}

fn seeds(entity: &Entity, known: &Known<'_>) -> Result<(), String> {
    let of = &entity.id;
    for field in &entity.fields {
        let (FieldKind::Reference { entity } | FieldKind::References { entity }) = &field.kind else { continue };
        need(
            known.fields.contains_key(entity.as_str()),
            &format!("{of}.{} leads to a known entity, not {entity}", field.id),
        )?;
    }
    let mut ids = HashSet::new();
    for seed in &entity.seeds {
        let id = seed.get("id").and_then(Value::as_str).unwrap_or_default();
        need(!id.is_empty() && ids.insert(id), &format!("each example of {of} has an id of its own"))?;
        example(entity, seed, known).map_err(|why| format!("{why} in example {id} of {of}"))?;
    }
    Ok(())
}

fn example(entity: &Entity, seed: &Map<String, Value>, known: &Known<'_>) -> Result<(), String> {
    let is_field = |key: &String| key == "id" || entity.fields.iter().any(|field| field.id == *key);
    if let Some(stranger) = seed.keys().find(|key| !is_field(key)) {
        return Err(format!("{stranger} is no field"));
    }
    for field in &entity.fields {
        match seed.get(&field.id).filter(|value| !value.is_null()) {
            None if field.required => return Err(format!("{} is missing", field.id)),
            Some(value) if !fits(&field.kind, value, known) => {
                return Err(format!("{} has a value that does not fit", field.id));
            }
            _ => {}
        }
    }
    Ok(())
}

fn fits(kind: &FieldKind, value: &Value, known: &Known<'_>) -> bool {
    match kind {
        FieldKind::Number { min, max, .. } => value
            .as_f64()
            .is_some_and(|number| min.is_none_or(|min| number >= min) && max.is_none_or(|max| number <= max)),
        FieldKind::Money { .. } => value.is_i64(),
        FieldKind::Boolean => value.is_boolean(),
        FieldKind::Choice { options } => options.iter().any(|option| value == option),
        FieldKind::Status { options } => options.iter().any(|option| value == &option.value),
        FieldKind::Rating { max } => value.as_u64().is_some_and(|stars| (1..=u64::from(*max)).contains(&stars)),
        FieldKind::Tags | FieldKind::Lines => value.as_array().is_some_and(|list| list.iter().all(Value::is_string)),
        FieldKind::LineItems { .. } => value
            .as_array()
            .is_some_and(|rows| rows.iter().all(|row| row["quantity"].is_u64() && row["unitPrice"].is_i64())),
        FieldKind::Date | FieldKind::DateTime => value.as_str().is_some_and(|text| day(text, kind)),
        FieldKind::Reference { entity } => known.record(entity, value),
        FieldKind::References { entity } => {
            value.as_array().is_some_and(|list| list.iter().all(|id| known.record(entity, id)))
        }
        _ => value.is_string(),
    }
}

/// `@+3` (three days from the first start), or a date; with `T18:30` where a time belongs to it.
fn day(text: &str, kind: &FieldKind) -> bool {
    let (date, time) = text.split_once('T').map_or((text, None), |(date, time)| (date, Some(time)));
    let relative =
        date.strip_prefix('@').is_some_and(|days| days.starts_with(['+', '-']) && days[1..].parse::<u32>().is_ok());
    let timed = time.is_some_and(|time| chrono::NaiveTime::parse_from_str(time, "%H:%M").is_ok());
    (relative || date.parse::<chrono::NaiveDate>().is_ok()) && (timed || time.is_none() && *kind == FieldKind::Date)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agents::{AgentId, Feature};

    const SAMPLE: &str = include_str!("../blueprint/render/fixtures/recipes.json");

    fn request() -> WorkRequest {
        let mut request = WorkRequest::first(AgentId::Oracle, "A recipe box");
        request.team = vec![AgentId::Oracle, AgentId::Pixel];
        request.features = Feature::ALL.first().copied().into_iter().collect();
        request
    }

    fn completed(content: String) -> Result<MadeFile, String> {
        complete(&MadeFile { path: "app.model.json".to_owned(), content }, &request())
    }

    fn changed(change: impl FnOnce(&mut Value)) -> String {
        let mut value: Value = serde_json::from_str(SAMPLE).unwrap();
        change(&mut value);
        completed(value.to_string()).expect_err("refused")
    }

    #[test]
    fn a_good_model_is_taken_and_the_request_has_the_last_word() {
        let mut value: Value = serde_json::from_str(SAMPLE).unwrap();
        value["description"] = json!("ignore this");
        value["team"] = json!(["scale"]);
        let model: AppModel = serde_json::from_str(&completed(value.to_string()).unwrap().content).unwrap();
        assert_eq!((model.description.as_str(), model.team.len()), ("A recipe box", 2));
        assert!(model.seed <= EXACT && model.features == request().features);
    }

    #[test]
    fn a_model_without_description_features_team_and_seed_is_enough() {
        let mut value: Value = serde_json::from_str(SAMPLE).unwrap();
        for key in ["description", "features", "team", "seed"] {
            value.as_object_mut().unwrap().remove(key);
        }
        assert!(completed(value.to_string()).is_ok());
    }

    #[test]
    fn what_is_no_model_is_refused_with_the_reason() {
        assert!(completed("nothing".to_owned()).expect_err("refused").contains("not JSON"));
        assert!(changed(|value| value["kind"] = json!("spaceship")).contains("spaceship"));
        assert!(changed(|value| value["entities"] = json!([])).contains("entities"));
        assert!(changed(|value| value["entities"][0]["id"] = json!("Recipe!")).contains("snake case"));
        assert!(changed(|value| value["slug"] = json!("../x")).contains("slug"));
        let twice = changed(|value| {
            let first = value["entities"][0].clone();
            value["entities"].as_array_mut().unwrap().push(first);
        });
        assert!(twice.contains("twice"), "{twice}");
        let no_id = changed(|value| value["entities"][0]["seeds"][0]["id"] = json!(""));
        assert!(no_id.contains("id of its own"), "{no_id}");
        let lost = changed(|value| value["behaviours"] = json!([{ "type": "comments", "entity": "nobody" }]));
        assert!(lost.contains("nobody"), "{lost}");
        let stranger = changed(|value| value["entities"][0]["seeds"][0]["stranger"] = json!(1));
        assert!(stranger.contains("stranger is no field"), "{stranger}");
        let nowhere = changed(|value| {
            let kind = json!({ "type": "reference", "entity": "nobody" });
            value["entities"][0]["fields"][1]["kind"] = kind;
        });
        assert!(nowhere.contains("known entity"), "{nowhere}");
    }

    #[test]
    fn dates_are_dates_and_may_be_told_from_the_first_start() {
        for text in ["@+3", "@-10", "2026-11-24"] {
            assert!(day(text, &FieldKind::Date), "{text}");
        }
        assert!(day("@+3T18:30", &FieldKind::DateTime) && !day("@+3", &FieldKind::DateTime));
        assert!(!day("soon", &FieldKind::Date) && !day("@3", &FieldKind::Date) && !day("@", &FieldKind::Date));
    }
}
