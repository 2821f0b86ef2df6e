//! Joins entities by references, so that every reference points to something that exists.

use super::super::model::{Field, FieldKind};
use super::draft::{Draft, Setting, Shape};
use super::text::identifier;

/// Points the references of the lexicon at the entities of this application, and joins what stands alone.
pub(super) fn relate(drafts: &mut [Draft], setting: &Setting<'_>) {
    for index in 0..drafts.len() {
        point(drafts, index);
    }
    for index in 1..drafts.len() {
        if !joined(drafts, index) {
            join(drafts, index, setting);
        }
    }
}

/// Joins the entities from a place on to the others, and leaves those before it as they are.
pub(super) fn relate_from(drafts: &mut [Draft], start: usize, setting: &Setting<'_>) {
    for index in start..drafts.len() {
        point(drafts, index);
    }
    for index in start.max(1)..drafts.len() {
        if !joined(drafts, index) {
            join(drafts, index, setting);
        }
    }
}

fn point(drafts: &mut [Draft], index: usize) {
    let targets: Vec<(Option<&str>, String, String)> = drafts
        .iter()
        .map(|draft| (draft.pack.map(|pack| pack.id.as_str()), draft.entity.id.clone(), draft.entity.singular.clone()))
        .collect();
    let draft = &mut drafts[index];
    let mut kept = Vec::new();
    for mut field in std::mem::take(&mut draft.entity.fields) {
        let (FieldKind::Reference { entity } | FieldKind::References { entity }) = &mut field.kind else {
            kept.push(field);
            continue;
        };
        let wanted = entity.clone();
        let found = targets.iter().find(|(pack, id, _)| *pack == Some(wanted.as_str()) || *id == wanted);
        match found {
            Some((_, id, singular)) => {
                entity.clone_from(id);
                if field.id == wanted && field.id != *id {
                    rename(&mut field, singular, &mut draft.columns);
                }
                kept.push(field);
            }
            None if field.required => {
                field.kind = FieldKind::Text;
                kept.push(field);
            }
            None => {}
        }
    }
    draft.entity.fields = kept;
}

/// The field is called as its target is called here: `Customer`, not `Client`.
fn rename(field: &mut Field, singular: &str, columns: &mut [String]) {
    let Some(id) = identifier(singular) else { return };
    if let Some(column) = columns.iter_mut().find(|column| **column == field.id) {
        column.clone_from(&id);
    }
    field.id = id;
    field.label = singular.to_owned();
}

fn refers(draft: &Draft, id: &str) -> bool {
    draft
        .first(
            |kind| matches!(kind, FieldKind::Reference { entity } | FieldKind::References { entity } if entity == id),
        )
        .is_some()
}

fn joined(drafts: &[Draft], index: usize) -> bool {
    let id = &drafts[index].entity.id;
    // An order holds several things, by their names.
    if drafts[index].is("order") || drafts[index].is("page") {
        return true;
    }
    drafts
        .iter()
        .enumerate()
        .any(|(other, draft)| other != index && (refers(draft, id) || refers(&drafts[index], &draft.entity.id)))
}

fn join(drafts: &mut [Draft], index: usize, setting: &Setting<'_>) {
    // Who has others refer to it is referred to; everything else belongs to the main thing.
    let happens = || Shape::of(&drafts[0].entity.singular) == Shape::Happening;
    let main_is_happening = drafts[0].pack.map_or_else(happens, |pack| pack.event);
    let (holder, target) = if drafts[index].owner() || main_is_happening { (0, index) } else { (index, 0) };
    let (id, label) = (drafts[target].entity.id.clone(), drafts[target].entity.singular.clone());
    let fields = drafts[holder].entity.fields.len();
    drafts[holder].add(&format!("{label}* = ref {id}"), setting);
    if drafts[holder].entity.fields.len() > fields
        && let Some(field) = drafts[holder].entity.fields.pop()
    {
        drafts[holder].entity.fields.insert(1, field);
    }
}
