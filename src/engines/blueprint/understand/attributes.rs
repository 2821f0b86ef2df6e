//! Properties that any thing may have, by the phrase that names them.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::super::model::Field;
use super::draft::Draft;
use super::inflection::singular;
use super::text::capital;

static ATTRIBUTES: LazyLock<HashMap<String, String>> =
    LazyLock::new(|| toml::from_str(include_str!("attributes.toml")).unwrap_or_default());

/// The notation of a property that a phrase in singular names.
pub(super) fn attribute(phrase: &str) -> Option<String> {
    let last = phrase.rsplit(' ').next().unwrap_or(phrase);
    // `prep time` is how long it takes; `start time` is when.
    let moments =
        ["start", "end", "opening", "closing", "arrival", "departure", "meeting", "pickup", "departure", "date"];
    if last == "time" && phrase.rsplit(' ').nth(1).is_some_and(|before| !moments.contains(&before)) {
        return Some(format!("{}* = number 0.. min", capital(phrase)));
    }
    let kind = ATTRIBUTES.get(phrase).or_else(|| ATTRIBUTES.get(last))?;
    let many = kind.starts_with("lines") || kind.starts_with("tags") || kind.starts_with("items");
    let counted = ["note", "point", "hour", "calorie", "serving", "portion"].contains(&phrase);
    let label = if many || counted { super::inflection::plural(phrase) } else { phrase.to_owned() };
    let shown = if matches!(kind.as_str(), "long" | "lines" | "image" | "items") { "" } else { "*" };
    Some(format!("{}{shown} = {kind}", capital(&label)))
}

/// The field of an entity that a phrase in singular names.
pub(super) fn property<'a>(draft: &'a Draft, phrase: &str) -> Option<&'a Field> {
    let same = |field: &&Field| {
        let label = field.label.to_lowercase();
        let last = label.rsplit(' ').next().map(singular).unwrap_or_default();
        let whole = match label.rsplit_once(' ') {
            Some((before, _)) => format!("{before} {last}"),
            None => last,
        };
        whole == phrase || (whole.split(' ').count() > 1 && whole.ends_with(&format!(" {phrase}")))
    };
    draft.entity.fields.iter().find(same)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_properties_have_fitting_fields() {
        assert_eq!(attribute("due date").as_deref(), Some("Due date* = date"));
        assert_eq!(attribute("ingredient").as_deref(), Some("Ingredients = lines"));
        assert_eq!(attribute("zeitgeist"), None);
    }
}
