//! User stories with acceptance criteria, made from roles, entities, fields and rules.

use super::super::model::{Behaviour, Entity, Field, FieldKind, Role, View};
use super::desk::{Desk, required};
use super::language::{a, capital, cell, list, lower, words};
use super::{acceptance, fields, rules};

/// One story.
pub(super) struct Story {
    /// `As a trainer, I can publish classes.`
    pub title: String,
    /// How to see that it holds.
    pub criteria: Vec<String>,
}

/// The stories of a role: one for each thing that it may do.
pub(super) fn of_role(desk: &Desk<'_>, role: &Role) -> Vec<Story> {
    let told = role.can.iter().map(|can| Story {
        title: format!("As {}, I can {}.", a(&cell(&lower(&role.label))), cell(&lower(can))),
        criteria: criteria(desk, can),
    });
    told.collect()
}

/// The stories that rules bring, whoever acts.
pub(super) fn of_rules(desk: &Desk<'_>) -> Vec<Story> {
    let told = desk
        .model
        .behaviours
        .iter()
        .map(|rule| Story { title: rules::sentence(desk, rule), criteria: acceptance::acceptance(desk, rule) });
    told.collect()
}

fn criteria(desk: &Desk<'_>, can: &str) -> Vec<String> {
    let spoken = words(can);
    if let Some(rule) =
        desk.model.behaviours.iter().find(|rule| spoken.iter().any(|word| verbs(rule).contains(&word.as_str())))
    {
        return acceptance::acceptance(desk, rule);
    }
    let Some(entity) = mentioned(desk, can) else { return Vec::new() };
    let says = |verbs: &[&str]| verbs.iter().any(|verb| spoken.iter().any(|word| word == verb));
    if says(&["add", "create", "save", "publish", "write", "record", "post", "open", "log", "enter", "make"]) {
        return adding(desk, entity);
    }
    if says(&["change", "edit", "update", "correct", "delete", "remove", "manage"]) {
        return changing(desk, entity);
    }
    if says(&["see", "browse", "find", "search", "read", "look", "view", "list", "check", "filter"]) {
        return finding(desk, entity);
    }
    let rule = desk.model.behaviours.iter().find(|rule| touches(rule, &entity.id));
    rule.map_or_else(|| finding(desk, entity), |rule| acceptance::acceptance(desk, rule))
}

/// The verbs that speak of a rule.
fn verbs(rule: &Behaviour) -> &'static [&'static str] {
    match rule {
        Behaviour::LowStock { .. } => &["restock", "count", "reorder", "take"],
        Behaviour::Due { .. } => &["chase", "remind"],
        Behaviour::Booking { .. } => &["book", "cancel", "reserve"],
        Behaviour::Approval { .. } => &["approve", "propose", "accept", "review"],
        Behaviour::Ratings { .. } => &["rate", "score"],
        Behaviour::Comments { .. } => &["comment", "comments", "discuss", "reply", "answer"],
        Behaviour::Payments { .. } => &["pay", "payments"],
        Behaviour::Cart { .. } => &["order", "buy"],
        Behaviour::Streak { .. } => &["tick"],
        Behaviour::Votes { .. } => &["vote"],
        Behaviour::Progress { .. } => &["finish", "complete", "follow"],
    }
}

fn touches(rule: &Behaviour, entity: &str) -> bool {
    rule.subject() == entity
        || match rule {
            Behaviour::Booking { booking, .. } => booking == entity,
            Behaviour::Payments { payment, .. } => payment == entity,
            Behaviour::Streak { log, .. } => log == entity,
            Behaviour::Progress { part, .. } => part == entity,
            _ => false,
        }
}

/// The entity that a phrase speaks of, longest name first.
pub(super) fn mentioned<'a>(desk: &Desk<'a>, phrase: &str) -> Option<&'a Entity> {
    let phrase = phrase.to_lowercase();
    let named = |entity: &&Entity| {
        phrase.contains(&entity.plural.to_lowercase()) || phrase.contains(&entity.singular.to_lowercase())
    };
    desk.model.entities.iter().filter(named).max_by_key(|entity| entity.singular.len())
}

/// How adding a record of `entity` is accepted.
pub(super) fn adding(desk: &Desk<'_>, entity: &Entity) -> Vec<String> {
    let needed = fields::labels(&required(entity));
    let mut lines = vec![format!(
        "Saving without {} adds nothing, says so beside the field, and keeps what was typed.",
        if needed.is_empty() { "a title".to_owned() } else { cell(&super::language::either(&needed)) }
    )];
    lines.extend(entity.fields.iter().filter_map(|field| fields::check(desk, field)).take(3));
    lines.push(format!("A saved {} is in the list at once and still there after a reload.", lower(&entity.singular)));
    lines
}

fn changing(desk: &Desk<'_>, entity: &Entity) -> Vec<String> {
    let thing = lower(&entity.singular);
    let mut lines = vec![
        format!("The form opens with what is kept, so that one field can be changed alone in {}.", a(&thing)),
        format!("A deleted {thing} is gone from the list, from search and from every figure."),
    ];
    for other in pointing_at(desk, &entity.id) {
        let fate = if falls_with(other, &entity.id) { "go with it" } else { "stay and no longer name it" };
        lines.push(format!(
            "When {} is deleted, its {} {fate}; undo brings all of it back.",
            a(&thing),
            lower(&other.plural)
        ));
    }
    lines
}

/// Whether a `child` cannot be without the thing `id` that it points to, and so is deleted with it.
pub(super) fn falls_with(child: &Entity, id: &str) -> bool {
    let single = |field: &Field| matches!(&field.kind, FieldKind::Reference { entity } if entity == id);
    child.fields.iter().any(|field| field.required && single(field))
}

/// Entities with a field that points to `id`.
pub(super) fn pointing_at<'a>(desk: &Desk<'a>, id: &'a str) -> impl Iterator<Item = &'a Entity> {
    desk.model.entities.iter().filter(move |entity| entity.fields.iter().any(|field| fields::target(field) == Some(id)))
}

/// How finding a record of `entity` is accepted.
pub(super) fn finding(desk: &Desk<'_>, entity: &Entity) -> Vec<String> {
    let shown: Vec<&Field> = entity.fields.iter().filter(|field| field.in_list).collect();
    let mut lines = vec![format!(
        "{} show {} as {}.",
        capital(&lower(&entity.plural)),
        cell(&list(&fields::labels(&shown))),
        view(entity.view)
    )];
    if let Some(example) = desk.example(entity) {
        let word = example.split_whitespace().max_by_key(|word| word.len()).unwrap_or(&example);
        lines.push(format!("Searching for \"{}\" finds \"{}\".", cell(&word.to_lowercase()), cell(&example)));
    }
    lines.push(format!("With no {} yet, the page says what will stand here.", lower(&entity.plural)));
    lines
}

/// A view in words.
pub(super) fn view(view: View) -> &'static str {
    match view {
        View::Table => "rows of a table",
        View::Cards => "cards",
        View::Board => "columns of a board",
        View::Calendar => "days of a calendar",
        View::Pages => "titles with the text beside them",
        View::Feed => "a feed, newest first",
    }
}
