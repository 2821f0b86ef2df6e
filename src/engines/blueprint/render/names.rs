//! Names in the made files: addresses, variables, and which agent says what is asked of them.

use super::super::model::{AppModel, Entity, Field, FieldKind};
use crate::agents::Feature;

/// Addresses that the application itself needs.
const TAKEN: &[&str] = &[
    "search",
    "settings",
    "sign-in",
    "basket",
    "checkout",
    "my-orders",
    "review",
    "running-low",
    "my-bookings",
    "figures",
    "home",
    "not-found",
    "dashboard",
    "index",
    "notices",
];

/// `Recipe Books` as `recipe-books`.
pub(super) fn kebab(text: &str) -> String {
    let mut kebab = String::new();
    for letter in text.chars() {
        if letter.is_ascii_alphanumeric() {
            kebab.push(letter.to_ascii_lowercase());
        } else if !kebab.ends_with('-') && !kebab.is_empty() {
            kebab.push('-');
        }
    }
    kebab.trim_end_matches('-').to_owned()
}

/// The part of the address under which an entity lives, and the name of its module.
pub(super) fn path(model: &AppModel, entity: &Entity) -> String {
    let plain = kebab(&entity.plural);
    let doubled = model.entities.iter().any(|other| other.id != entity.id && kebab(&other.plural) == plain);
    if plain.is_empty() || doubled || TAKEN.contains(&plain.as_str()) {
        return format!("{}-list", kebab(&entity.id));
    }
    plain
}

/// `stock_item` as `stockItem`; never a word that JavaScript keeps for itself, because something always follows.
pub(super) fn camel(id: &str) -> String {
    let mut camel = String::new();
    let mut upper = false;
    for letter in id.chars() {
        if !letter.is_ascii_alphanumeric() {
            upper = !camel.is_empty();
        } else if upper {
            camel.push(letter.to_ascii_uppercase());
            upper = false;
        } else {
            camel.push(letter);
        }
    }
    if camel.chars().next().is_none_or(|first| first.is_ascii_digit()) { format!("the{camel}") } else { camel }
}

/// The first letter small, as inside a sentence: `New recipe`; words in capitals stay as they are.
pub(super) fn small(text: &str) -> String {
    let mut letters = text.chars();
    let (first, second) = (letters.next(), letters.next());
    match (first, second) {
        (Some(one), Some(two)) if one.is_uppercase() && two.is_uppercase() => text.to_owned(),
        (Some(one), _) => one.to_lowercase().chain(text.chars().skip(1)).collect(),
        _ => String::new(),
    }
}

/// The entity with this id.
pub(super) fn entity<'a>(model: &'a AppModel, id: &str) -> Option<&'a Entity> {
    model.entities.iter().find(|entity| entity.id == id)
}

/// The field with this id.
pub(super) fn field<'a>(entity: &'a Entity, id: &str) -> Option<&'a Field> {
    entity.fields.iter().find(|field| field.id == id)
}

/// The first field that passes.
pub(super) fn first(entity: &Entity, passes: impl Fn(&FieldKind) -> bool) -> Option<&Field> {
    entity.fields.iter().find(|field| passes(&field.kind))
}

/// The first field with days or times.
pub(super) fn dated(entity: &Entity) -> Option<&Field> {
    first(entity, |kind| matches!(kind, FieldKind::DateTime))
        .or_else(|| first(entity, |kind| matches!(kind, FieldKind::Date)))
}

/// The first status.
pub(super) fn status(entity: &Entity) -> Option<&Field> {
    first(entity, |kind| matches!(kind, FieldKind::Status { .. }))
}

/// Whether people sign in.
pub(super) fn has_accounts(model: &AppModel) -> bool {
    model.features.contains(&Feature::Authentication)
}

/// `lines` in a template, where `{{key}}` stands for each value.
pub(super) fn fill(template: &str, values: &[(&str, &str)]) -> String {
    values.iter().fold(template.to_owned(), |text, (key, value)| text.replace(&format!("{{{{{key}}}}}"), value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_fit_addresses_and_variables() {
        assert_eq!(kebab("Recipe Books!"), "recipe-books");
        assert_eq!(camel("stock_item"), "stockItem");
        assert_eq!(small("Recipe"), "recipe");
        assert_eq!(small("FAQ entry"), "FAQ entry");
    }
}
