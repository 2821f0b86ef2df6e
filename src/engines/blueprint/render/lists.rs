//! `js/pages/<things>.js`: for each entity its list, its record and its form, with what fits this entity.

use serde_json::json;

use super::super::model::{AppKind, AppModel, Behaviour, Entity, FieldKind, View};
use super::literal::{Js, ordered};
use super::names::{camel, dated, first, small, status};
use super::schema::is_ordered;
use crate::agents::Feature;

/// The ways to look at this entity's list, the usual one first.
pub(super) fn views(model: &AppModel, entity: &Entity) -> Vec<View> {
    let can = |view: View| match view {
        View::Board => status(entity).is_some(),
        View::Calendar => dated(entity).is_some(),
        View::Pages => first(entity, |kind| matches!(kind, FieldKind::RichText | FieldKind::LongText)).is_some(),
        View::Table | View::Cards | View::Feed => true,
    };
    let mut views = vec![if can(entity.view) { entity.view } else { View::Table }];
    if model.features.contains(&Feature::Board) && can(View::Board) {
        views.push(View::Board);
    }
    let days = model.features.contains(&Feature::Calendar) || matches!(model.kind, AppKind::Booking | AppKind::Events);
    if days && can(View::Calendar) {
        views.push(View::Calendar);
    }
    views.push(View::Table);
    if views.iter().all(|view| *view == View::Table) || has_covers(entity) {
        views.push(View::Cards);
    }
    let mut unique = Vec::new();
    for view in views {
        if !unique.contains(&view) {
            unique.push(view);
        }
    }
    unique
}

/// Whether cards of this entity carry pictures.
pub(super) fn has_covers(entity: &Entity) -> bool {
    matches!(entity.view, View::Cards) || first(entity, |kind| matches!(kind, FieldKind::Image)).is_some()
}

pub(super) fn view_name(view: View) -> &'static str {
    match view {
        View::Table => "table",
        View::Cards => "cards",
        View::Board => "board",
        View::Calendar => "calendar",
        View::Pages => "pages",
        View::Feed => "feed",
    }
}

/// The module of one entity.
pub(super) fn module(model: &AppModel, entity: &Entity) -> String {
    let list = ordered(&list_options(model, entity), 2);
    let detail = ordered(&detail_options(model, entity), 2);
    let form = ordered(&json!({ "entity": entity.id }).into(), 2);
    let name = camel(&entity.id);
    format!(
        "// {}: the list, one {}, and the form.\nimport {{ detailPage }} from '../parts/detail.js';\nimport {{ formPage }} from '../parts/form.js';\nimport {{ listPage }} from '../parts/list.js';\n\nexport const {name}Pages = {{\n  list: (route) => listPage(route, {list}),\n  detail: (route) => detailPage(route, {detail}),\n  form: (route) => formPage(route, {form}),\n}};\n",
        entity.plural,
        small(&entity.singular),
    )
}

fn list_options(model: &AppModel, entity: &Entity) -> Js {
    let mut shown = Vec::new();
    for view in views(model, entity) {
        let with = match view {
            View::Board => json!({ "by": status(entity).map(|field| field.id.as_str()) }),
            View::Calendar => json!({ "by": calendar_field(model, entity) }),
            View::Cards => json!({ "covers": has_covers(entity) }),
            View::Pages => json!({ "groupBy": group_field(entity) }),
            View::Table | View::Feed => json!({}),
        };
        shown.push((view_name(view).to_owned(), Js::from(with)));
    }
    let filters: Vec<&str> = entity
        .fields
        .iter()
        .filter(|field| {
            matches!(
                field.kind,
                FieldKind::Choice { .. }
                    | FieldKind::Status { .. }
                    | FieldKind::Boolean
                    | FieldKind::Reference { .. }
                    | FieldKind::Tags
            )
        })
        .map(|field| field.id.as_str())
        .take(4)
        .collect();
    let sorts: Vec<&str> = entity
        .fields
        .iter()
        .filter(|field| {
            let plain = !matches!(
                field.kind,
                FieldKind::LongText
                    | FieldKind::RichText
                    | FieldKind::Lines
                    | FieldKind::Tags
                    | FieldKind::Image
                    | FieldKind::References { .. }
                    | FieldKind::Url
                    | FieldKind::Email
                    | FieldKind::Phone
            );
            plain && (field.in_list || field.id == entity.fields[0].id)
        })
        .map(|field| field.id.as_str())
        .take(6)
        .collect();
    Js::object([
        ("entity", json!(entity.id).into()),
        ("views", Js::Object(shown)),
        ("filters", json!(filters).into()),
        ("sorts", json!(sorts).into()),
        ("sort", json!(sort(model, entity)).into()),
        ("exports", json!(true).into()),
    ])
}

/// The order in which this list is most useful.
fn sort(model: &AppModel, entity: &Entity) -> String {
    let owed =
        model.behaviours.iter().any(|one| matches!(one, Behaviour::Payments { entity: id, .. } if *id == entity.id));
    for behaviour in &model.behaviours {
        match behaviour {
            Behaviour::Due { entity: id, date, .. } if *id == entity.id && owed => return format!("{date}:down"),
            Behaviour::Due { entity: id, date, .. } if *id == entity.id => return format!("{date}:up"),
            Behaviour::Booking { slot, starts, .. } if *slot == entity.id => return format!("{starts}:up"),
            _ => {}
        }
    }
    match entity.view {
        View::Calendar => dated(entity).map_or_else(|| "new".to_owned(), |field| format!("{}:up", field.id)),
        View::Table | View::Pages if !entity.seeds.is_empty() => {
            let by_date = dated(entity).filter(|_| !entity.in_navigation || matches!(model.kind, AppKind::Tracker));
            by_date.map_or_else(|| format!("{}:up", entity.fields[0].id), |field| format!("{}:down", field.id))
        }
        _ => "new".to_owned(),
    }
}

fn calendar_field<'a>(model: &'a AppModel, entity: &'a Entity) -> Option<&'a str> {
    let ruled = model.behaviours.iter().find_map(|behaviour| match behaviour {
        Behaviour::Due { entity: id, date, .. } if *id == entity.id => Some(date.as_str()),
        Behaviour::Booking { slot, starts, .. } if *slot == entity.id => Some(starts.as_str()),
        _ => None,
    });
    ruled.or_else(|| dated(entity).map(|field| field.id.as_str()))
}

/// The field by which pages are grouped.
pub(super) fn group_field(entity: &Entity) -> Option<&str> {
    first(entity, |kind| matches!(kind, FieldKind::Choice { .. }))
        .or_else(|| first(entity, |kind| matches!(kind, FieldKind::Reference { .. })))
        .map(|field| field.id.as_str())
}

fn detail_options(model: &AppModel, entity: &Entity) -> Js {
    let has = |passes: fn(&FieldKind) -> bool| first(entity, passes).is_some();
    let look = if has(|kind| matches!(kind, FieldKind::LineItems { .. })) {
        "sheet"
    } else if has(|kind| matches!(kind, FieldKind::RichText)) {
        "reading"
    } else if has_covers(entity) {
        "cover"
    } else {
        "plain"
    };
    let aside: Vec<&str> = entity
        .fields
        .iter()
        .filter(|field| look == "cover" && matches!(field.kind, FieldKind::Lines) && !is_ordered(field))
        .map(|field| field.id.as_str())
        .collect();
    let related: Vec<Js> = model
        .entities
        .iter()
        .flat_map(|other| other.fields.iter().map(move |field| (other, field)))
        .filter(|(_, field)| match &field.kind {
            FieldKind::Reference { entity: id } | FieldKind::References { entity: id } => *id == entity.id,
            _ => false,
        })
        .filter(|(other, _)| !is_shown_by_rule(model, &other.id, &entity.id))
        .map(|(other, field)| Js::object([("entity", json!(other.id).into()), ("field", json!(field.id).into())]))
        .collect();
    Js::object([
        ("entity", json!(entity.id).into()),
        ("look", json!(look).into()),
        ("aside", json!(aside).into()),
        ("related", Js::List(related)),
    ])
}

/// Bookings of a slot and days of a habit are shown by their rule, not as a list of records.
fn is_shown_by_rule(model: &AppModel, other: &str, entity: &str) -> bool {
    model.behaviours.iter().any(|behaviour| match behaviour {
        Behaviour::Booking { slot, booking, .. } => slot == entity && booking == other,
        Behaviour::Streak { entity: id, log, .. } => id == entity && log == other,
        _ => false,
    })
}
