//! `make the list a board`, `show bookings in a calendar`, `sort by date`: how lists are shown.

use super::super::super::model::{FieldKind, View};
use super::clauses::{Clause, bare};
use super::edit::Edit;
use super::{rules, status};
use crate::agents::Feature;

const VIEWS: &[(&str, View)] = &[
    ("board kanban", View::Board),
    ("calendar month", View::Calendar),
    ("table spreadsheet rows", View::Table),
    ("card cards grid tile tiles gallery", View::Cards),
    ("feed timeline", View::Feed),
    ("pages", View::Pages),
];

/// Takes a clause about how something is shown.
pub(super) fn take(edit: &mut Edit, clause: &Clause) -> bool {
    ordered(edit, clause) || shown(edit, clause)
}

fn shown(edit: &mut Edit, clause: &Clause) -> bool {
    // `a table instead of a calendar`.
    let end = clause.tokens.iter().position(|token| matches!(token.word.as_str(), "instead" | "rather"));
    let tokens = &clause.tokens[..end.unwrap_or(clause.tokens.len())];
    let view_at =
        tokens.iter().rposition(|token| VIEWS.iter().any(|(words, _)| words.split(' ').any(|word| word == token.word)));
    let Some(at) = view_at else { return false };
    let Some((_, view)) = VIEWS.iter().find(|(words, _)| words.split(' ').any(|word| word == tokens[at].word)) else {
        return false;
    };
    let verbs =
        "make show turn display use view change switch convert see put want need prefer as add give present should";
    if !clause.has(verbs) || clause.has("game remove drop delete no without hide") || clause.says("credit card") {
        return false;
    }
    // What is shown stands before the view, or behind it: `a board for the tasks`.
    let skipped = |word: &str| {
        verbs.split(' ').any(|verb| verb == word) || matches!(word, "into" | "be" | "like" | "also" | "view")
    };
    let before: Vec<_> = tokens[..at].iter().filter(|token| !skipped(&token.word)).cloned().collect();
    let after: Vec<_> = tokens[at + 1..].iter().filter(|token| !skipped(&token.word)).cloned().collect();
    let (first, second) = (bare(&before), bare(&after));
    let index = match (edit.pointed(&first).filter(|_| !first.is_empty()), second.is_empty()) {
        (Some(index), _) => Some(index),
        (None, false) => edit.pointed(&second),
        (None, true) if first.is_empty() => Some(edit.focus),
        (None, true) => None,
    };
    let Some(index) = index else { return false };
    edit.focus = index;
    show(edit, index, *view, &clause.said)
}

/// Shows an entity in a view, with the field that the view lives from.
fn show(edit: &mut Edit, index: usize, view: View, said: &str) -> bool {
    let plural = edit.plural(index);
    let how = match view {
        View::Board => "as a board",
        View::Calendar => "in a calendar",
        View::Table => "in a table",
        View::Cards => "as cards",
        View::Feed => "newest first",
        View::Pages => "as pages",
    };
    if edit.drafts[index].entity.view == view {
        return edit.left(said, &format!("{} are shown {how} already", plural.to_lowercase()));
    }
    let mut by = String::new();
    match view {
        View::Board => {
            let place = status::of(&edit.drafts[index]);
            let kept = place
                .and_then(|place| edit.drafts[index].entity.fields.get(place))
                .map(|field| field.label.to_lowercase());
            by = match kept {
                Some(label) => format!(" by their {label}"),
                None => {
                    let options = status::fitting(&edit.drafts[index]);
                    if !add_status(edit, index, &options) {
                        return edit.left(said, "there is no room for a status");
                    }
                    format!(" by a new status: {}", status::shown(&options))
                }
            };
            rules::note(edit, Feature::Board);
        }
        View::Calendar | View::Feed => {
            let dated = |kind: &FieldKind| matches!(kind, FieldKind::Date | FieldKind::DateTime);
            if edit.drafts[index].first(dated).is_none() {
                if edit.add_field(index, "Date!* = date").is_none() {
                    return edit.left(said, "there is no room for a date");
                }
                by = " by a new date".to_owned();
            }
            if view == View::Calendar {
                rules::note(edit, Feature::Calendar);
            }
        }
        _ => {}
    }
    edit.drafts[index].entity.view = view;
    edit.done(format!("{plural} are shown {how}{by}."))
}

/// Adds a status with these options.
pub(super) fn add_status(edit: &mut Edit, index: usize, options: &[super::super::super::model::StatusOption]) -> bool {
    let free = |label: &&&str| edit.field(index, &[label.to_lowercase()]).is_none();
    let Some(label) = ["Status", "Stage", "Progress"].iter().find(free) else { return false };
    if edit.add_field(index, &format!("{label}!* = status None")).is_none() {
        return false;
    }
    if let Some(field) = edit.drafts[index].entity.fields.last_mut() {
        field.kind = FieldKind::Status { options: options.to_vec() };
    }
    true
}

/// `sort by date`, `filter tasks by owner`: the list shows the field, and can be narrowed and sorted by it.
fn ordered(edit: &mut Edit, clause: &Clause) -> bool {
    let sorts = clause.has("sort sorted sortable ordered filter filtered group grouped")
        || clause.tokens.first().is_some_and(|token| token.word == "order");
    let Some(at) = clause.tokens.iter().position(|token| token.word == "by").filter(|_| sorts) else { return false };
    let said = bare(&clause.tokens[at + 1..]);
    let before: Vec<_> = clause.tokens[..at]
        .iter()
        .filter(|token| {
            !matches!(
                token.lemma.as_str(),
                "sort" | "sorted" | "filter" | "group" | "order" | "ordered" | "grouped" | "let" | "make"
            )
        })
        .cloned()
        .collect();
    let target = edit.pointed(&bare(&before)).unwrap_or(edit.focus);
    let dated = |edit: &Edit| {
        let fields = &edit.drafts[target].entity.fields;
        fields.iter().position(|field| matches!(field.kind, FieldKind::Date | FieldKind::DateTime))
    };
    let found = edit.field(target, &said).map(|field| (target, field)).or_else(|| edit.field_anywhere(&said));
    let found = found.or_else(|| {
        dated(edit)
            .filter(|_| said.last().is_some_and(|word| word == "date" || word == "newest"))
            .map(|field| (target, field))
    });
    let Some((index, place)) = found else {
        return edit.left(&clause.said, "there is no such field");
    };
    let plural = edit.plural(index);
    let field = &mut edit.drafts[index].entity.fields[place];
    let label = field.label.to_lowercase();
    let shown = std::mem::replace(&mut field.in_list, true);
    let new = rules::note(edit, Feature::Filters);
    if shown && !new {
        return edit.left(&clause.said, &format!("{} can be sorted by {label} already", plural.to_lowercase()));
    }
    edit.done(format!("{plural} can be sorted and narrowed by {label}."))
}
