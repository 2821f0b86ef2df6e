//! Whole things, added to and taken from a finished application.

use super::super::super::model::FieldKind;
use super::super::draft::{Draft, entity_id};
use super::super::text::{capital, identifier};
use super::super::{assemble, mentions};
use super::edit::{Edit, MOST_ENTITIES};

/// Adds a thing; `holder` is what refers to it where that was said.
pub(super) fn add(edit: &mut Edit, phrase: &[String], holder: Option<(usize, bool)>, said: &str) -> Option<usize> {
    let name = phrase.join(" ");
    let known = mentions::known_suffix(phrase);
    if edit.drafts.len() + 1 > MOST_ENTITIES - 1 {
        edit.left(said, "there is no room for another kind of thing");
        return None;
    }
    if identifier(&name).is_none() || name.chars().count() > 36 {
        edit.left(said, "that is no name for a thing");
        return None;
    }
    if edit.drafts.iter().any(|draft| draft.entity.id == entity_id(&name)) {
        edit.left(said, "there is such a thing already");
        return None;
    }
    let before = edit.drafts.clone();
    let grown = edit.grow(|drafts, setting| {
        let mut draft = match known {
            Some((_, pack)) => Draft::known(pack, &name, setting),
            None => Draft::unknown(&name, setting),
        };
        // What it is joined to is said, or is the main thing.
        if let Some((index, true)) = holder {
            draft.entity.fields.retain(
                |field| !matches!(&field.kind, FieldKind::Reference { entity } if *entity == drafts[index].entity.id),
            );
        }
        let place = drafts.len();
        drafts.push(draft);
        if let Some((index, _)) = holder {
            refer(drafts, index, place, setting);
        }
        assemble::bring(drafts, setting);
    });
    if !grown {
        edit.left(said, "there is no room for another kind of thing");
        return None;
    }
    let place = before.len();
    tell_new(edit, &before);
    Some(place)
}

/// Lets one thing point at another that is there already; whether it did not do so before.
pub(super) fn join(edit: &mut Edit, from: usize, to: usize) -> bool {
    let id = edit.drafts[to].entity.id.clone();
    let pointing = edit.drafts[from].first(
        |kind| matches!(kind, FieldKind::Reference { entity } | FieldKind::References { entity } if *entity == id),
    );
    if pointing.is_some() {
        return false;
    }
    let before = edit.drafts[from].entity.clone();
    let setting = super::super::draft::Setting { reading: &edit.reading, currency: edit.currency };
    refer(&mut edit.drafts, from, to, &setting);
    let sentence = format!("{} say which of the {} they belong to.", edit.plural(from), edit.plural(to).to_lowercase());
    edit.drafts[from].entity != before && edit.done(sentence)
}

/// Lets the records of one entity point at those of another; a text of that name becomes the pointer.
fn refer(drafts: &mut [Draft], from: usize, to: usize, setting: &super::super::draft::Setting<'_>) {
    let (id, label) = (drafts[to].entity.id.clone(), drafts[to].entity.singular.clone());
    let holder = &mut drafts[from];
    let same = |field: &super::super::super::model::Field| field.id == id || field.label == label;
    match holder.entity.fields.iter().skip(1).position(same) {
        Some(at) => {
            let field = &mut holder.entity.fields[at + 1];
            field.kind = FieldKind::Reference { entity: id };
            let key = field.id.clone();
            holder.entity.seeds.iter_mut().for_each(|seed| {
                seed.remove(&key);
            });
        }
        None => {
            holder.add(&format!("{label}* = ref {id}"), setting);
        }
    }
}

/// Says what is new since the entities were `before`.
pub(super) fn tell_new(edit: &mut Edit, before: &[Draft]) {
    for index in 0..edit.drafts.len() {
        let draft = &edit.drafts[index];
        let plural = draft.entity.plural.clone();
        let Some(old) = before.get(index) else {
            let to: Vec<String> = joined(edit, index);
            let link =
                if to.is_empty() { String::new() } else { format!(", joined to {}", super::super::naming::list(&to)) };
            let fields: Vec<String> =
                draft.entity.fields.iter().take(4).map(|field| field.label.to_lowercase()).collect();
            edit.changes.push(format!("{plural} are kept too: {}{link}.", super::super::naming::list(&fields)));
            continue;
        };
        let new: Vec<String> = draft
            .entity
            .fields
            .iter()
            .filter(|field| !old.entity.fields.iter().any(|known| known.id == field.id))
            .map(|field| field.label.to_lowercase())
            .collect();
        if !new.is_empty() && old.entity.id == draft.entity.id {
            edit.changes.push(format!("{plural} have a new field: {}.", super::super::naming::list(&new)));
        }
    }
}

/// The things that a thing is joined to.
fn joined(edit: &Edit, index: usize) -> Vec<String> {
    let refers = |draft: &Draft, id: &str| {
        draft.first(|kind| matches!(kind, FieldKind::Reference { entity } | FieldKind::References { entity } if entity == id)).is_some()
    };
    let this = &edit.drafts[index];
    let others = edit.drafts.iter().enumerate().filter(|(at, _)| *at != index).map(|(_, draft)| draft);
    others
        .filter(|other| refers(other, &this.entity.id) || refers(this, &other.entity.id))
        .map(|other| other.entity.plural.to_lowercase())
        .collect()
}

/// Takes a whole thing away, with what points at it.
pub(super) fn remove(edit: &mut Edit, index: usize, said: &str) -> bool {
    let plural = edit.plural(index);
    if index == 0 || edit.drafts.len() < 2 {
        return edit.left(&format!("remove {said}"), &format!("the application is about {}", plural.to_lowercase()));
    }
    let id = edit.drafts[index].entity.id.clone();
    let title = edit.drafts.iter().any(|draft| {
        draft
            .entity
            .fields
            .first()
            .is_some_and(|field| matches!(&field.kind, FieldKind::Reference { entity } if *entity == id))
    });
    if title {
        return edit.left(&format!("remove {said}"), "other things are known by it");
    }
    edit.drafts.remove(index);
    edit.focus = 0;
    let pointing: Vec<(String, String)> = edit
        .drafts
        .iter()
        .flat_map(|draft| draft.entity.fields.iter().map(move |field| (draft.entity.id.clone(), field)))
        .filter(|(_, field)| matches!(&field.kind, FieldKind::Reference { entity } | FieldKind::References { entity } if *entity == id))
        .map(|(entity, field)| (entity, field.id.clone()))
        .collect();
    for (entity, field) in pointing {
        drop_field(edit, &entity, &field);
    }
    edit.done(format!("{} are no longer kept.", capital(&plural)))
}

/// Takes a field and its values away.
pub(super) fn drop_field(edit: &mut Edit, entity: &str, field: &str) {
    if let Some(draft) = edit.drafts.iter_mut().find(|draft| draft.entity.id == entity) {
        draft.entity.fields.retain(|known| known.id != field);
        for seed in &mut draft.entity.seeds {
            seed.remove(field);
        }
    }
}
