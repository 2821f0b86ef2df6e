//! Examples for what a change brought: values of new fields for old records, and records of new things.

use super::super::super::model::AppModel;
use super::super::draft::Draft;
use super::super::seeds;

/// Fills what is missing.
pub(super) fn fill(drafts: &mut [Draft], before: &AppModel) {
    let was = |id: &str| before.entities.iter().find(|entity| entity.id == id);
    let counts: Vec<(String, usize)> = drafts
        .iter()
        .enumerate()
        .map(|(index, draft)| {
            let count = if was(&draft.entity.id).is_some() {
                draft.entity.seeds.len()
            } else {
                seeds::count(draft, index == 0)
            };
            (draft.entity.id.clone(), count)
        })
        .collect();
    for (draft, (_, count)) in drafts.iter_mut().zip(&counts) {
        match was(&draft.entity.id) {
            None => {
                draft.entity.seeds = (0..*count).map(|row| seeds::record(draft, row, &counts, before.seed)).collect();
            }
            Some(old) => {
                for place in 0..draft.entity.fields.len() {
                    let field = &draft.entity.fields[place];
                    let known = old.fields.iter().find(|known| known.id == field.id);
                    let fresh = known
                        .is_none_or(|known| std::mem::discriminant(&known.kind) != std::mem::discriminant(&field.kind));
                    if fresh || field.required {
                        give(draft, place, &counts, before.seed);
                    }
                }
            }
        }
    }
}

/// Gives each record a value for a field where it has none.
fn give(draft: &mut Draft, place: usize, counts: &[(String, usize)], seed: u64) {
    let id = draft.entity.fields[place].id.clone();
    for row in 0..draft.entity.seeds.len() {
        if draft.entity.seeds[row].contains_key(&id) {
            continue;
        }
        let field = &draft.entity.fields[place];
        let value = seeds::made_up(draft, field, row, (counts, seed));
        if let Some(value) = value.filter(|value| !value.is_null()) {
            draft.entity.seeds[row].insert(id.clone(), value);
        }
    }
}
