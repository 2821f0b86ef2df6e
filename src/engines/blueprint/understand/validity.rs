//! What must hold for every model, whatever the words: unique identifiers here, and in tests everything else.

use std::collections::HashSet;

use super::draft::Draft;

/// Makes the ids of fields unique within their entity; entities were made unique as they were chosen.
pub(super) fn unique(drafts: &mut [Draft]) {
    let mut seen = HashSet::new();
    for draft in drafts.iter_mut() {
        let mut fields = HashSet::new();
        draft.entity.fields.retain(|field| field.id != "id" && fields.insert(field.id.clone()));
        debug_assert!(seen.insert(draft.entity.id.clone()), "entities were chosen with different ids");
    }
}
