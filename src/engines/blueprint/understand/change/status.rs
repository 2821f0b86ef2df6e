//! Where a thing stands: statuses from the words of an instruction or from what fits the thing, and their colours.

use super::super::super::model::{Behaviour, FieldKind, StatusOption, Tone};
use super::super::draft::Draft;
use super::super::text::capital;
use super::edit::Edit;

const GOOD: &str = "done finished complete completed paid published approved won ready delivered closed resolved shipped \
    favourite favorite read watched cooked accepted confirmed passed";
const BAD: &str = "overdue lost rejected failed broken cancelled canceled declined bad missing";
const WARNING: &str = "waiting blocked late pending hold review paused";
const NEUTRAL: &str = "todo planned new idea draft open backlog later someday wanted none";

/// A status with its colour: by its word, else by its place.
fn option(value: &str, place: usize, count: usize) -> StatusOption {
    let has = |list: &str| value.to_lowercase().split(' ').any(|word| list.split(' ').any(|known| known == word));
    let tone = if has(BAD) {
        Tone::Bad
    } else if has(WARNING) {
        Tone::Warning
    } else if has(NEUTRAL) {
        Tone::Neutral
    } else if has(GOOD) || place + 1 == count && count > 1 {
        Tone::Good
    } else if place == 0 {
        Tone::Neutral
    } else {
        Tone::Active
    };
    StatusOption { value: value.to_owned(), tone }
}

/// Statuses from words, each once.
pub(super) fn options(words: &[String]) -> Vec<StatusOption> {
    let mut values: Vec<String> = Vec::new();
    for word in words.iter().map(|word| capital(word)).filter(|word| !word.is_empty()) {
        if !values.contains(&word) && values.len() < 8 {
            values.push(word);
        }
    }
    values.iter().enumerate().map(|(place, value)| option(value, place, values.len())).collect()
}

/// Statuses that fit a thing for which none were named.
pub(super) fn fitting(draft: &Draft) -> Vec<StatusOption> {
    let by_pack: &[(&str, &str)] = &[
        ("recipe dish meal", "Planned,Cooked,Favourite"),
        ("book", "To read,Reading,Read"),
        ("film series game", "To watch,Watching,Watched"),
        ("plant crop", "Sown,Growing,Harvested"),
        ("client contact lead", "New,In touch,Regular"),
        ("supply product spare_part tool", "Ordered,In stock,Used up"),
        ("article post page", "Draft,In review,Published"),
        ("event class workshop", "Planned,Open,Over"),
        ("trip place", "Wish,Planned,Been there"),
    ];
    let id = draft.pack.map_or(draft.entity.id.as_str(), |pack| pack.id.as_str());
    let known = by_pack.iter().find(|(ids, _)| ids.split(' ').any(|known| known == id));
    let values: Vec<String> =
        known.map_or("Planned,Under way,Done", |(_, values)| values).split(',').map(str::to_owned).collect();
    options(&values)
}

/// The values of statuses for a sentence: `Planned, Cooked, Favourite`.
pub(super) fn shown(options: &[StatusOption]) -> String {
    options.iter().map(|option| option.value.as_str()).collect::<Vec<_>>().join(", ")
}

/// Gives a field other statuses; records keep their place among them, and rules follow.
pub(super) fn replace(edit: &mut Edit, index: usize, place: usize, new: Vec<StatusOption>) {
    let entity = &mut edit.drafts[index].entity;
    let Some(field) = entity.fields.get_mut(place) else { return };
    let old: Vec<String> = match &field.kind {
        FieldKind::Status { options } => options.iter().map(|option| option.value.clone()).collect(),
        FieldKind::Choice { options } => options.clone(),
        _ => Vec::new(),
    };
    let moved = |value: &str| {
        if new.iter().any(|option| option.value == value) {
            return value.to_owned();
        }
        let at = old.iter().position(|known| known == value).unwrap_or(0);
        let at = at * new.len() / old.len().max(1);
        new.get(at).map_or_else(String::new, |option| option.value.clone())
    };
    for seed in &mut entity.seeds {
        if let Some(value) = seed.get_mut(&field.id) {
            *value = moved(value.as_str().unwrap_or_default()).into();
        }
    }
    let (entity_id, field_id) = (entity.id.clone(), field.id.clone());
    for rule in &mut edit.model.behaviours {
        match rule {
            Behaviour::Due { entity, status, done, .. } if *entity == entity_id && *status == field_id => {
                *done =
                    new.iter().filter(|option| option.tone == Tone::Good).map(|option| option.value.clone()).collect();
            }
            Behaviour::Payments { entity, status, paid, .. } if *entity == entity_id && *status == field_id => {
                let good = new.iter().find(|option| option.tone == Tone::Good).or(new.last());
                *paid = good.map_or_else(String::new, |option| option.value.clone());
            }
            _ => {}
        }
    }
    field.kind = FieldKind::Status { options: new };
}

/// The place of the status of an entity.
pub(super) fn of(draft: &Draft) -> Option<usize> {
    draft.entity.fields.iter().position(|field| matches!(field.kind, FieldKind::Status { .. }))
}
