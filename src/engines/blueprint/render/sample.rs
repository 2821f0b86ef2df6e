//! Models for tests: the applications that people ask for most.

use super::super::model::AppModel;

const MODELS: &[&str] = &[
    include_str!("fixtures/recipes.json"),
    include_str!("fixtures/gym.json"),
    include_str!("fixtures/invoices.json"),
    include_str!("fixtures/bicycle.json"),
    include_str!("fixtures/wiki.json"),
];

/// All of them.
pub(super) fn all() -> Vec<AppModel> {
    MODELS.iter().map(|text| serde_json::from_str(text).expect("a model")).collect()
}

/// A recipe box.
pub(super) fn recipes() -> AppModel {
    all().swap_remove(0)
}
