//! Completes the entities with what a kind of application or a wanted feature cannot do without.

use super::super::model::{AppKind, FieldKind, View};
use super::assemble::name_said;
use super::behaviours::looks_ahead;
use super::draft::{Draft, Setting};
use super::lexicon::lexicon;
use crate::agents::Feature;

/// Adds missing entities and fields for a kind and its features.
pub(super) fn complete(kind: AppKind, features: &[Feature], drafts: &mut Vec<Draft>, setting: &Setting<'_>) {
    match kind {
        AppKind::Booking => booking(drafts, setting),
        AppKind::Wiki => {
            ensure(drafts, if drafts.iter().any(|draft| draft.is("faq")) { "faq" } else { "page" }, setting);
        }
        AppKind::Inventory => stock(drafts, setting),
        AppKind::Shop => shop(drafts, features, setting),
        AppKind::Learning if ["course", "lesson", "student"].iter().any(|id| drafts[0].is(id)) => {
            ensure(drafts, "course", setting);
            ensure(drafts, "lesson", setting);
        }
        AppKind::Crm => {
            ensure(drafts, "client", setting);
            if drafts.len() == 1 {
                ensure(drafts, "deal", setting);
            }
        }
        AppKind::Invoices
            if !setting.reading.refused.contains("payment")
                && (features.contains(&Feature::Payments) || !setting.reading.says("payment")) =>
        {
            ensure(drafts, "payment", setting);
        }
        _ => {}
    }
    for feature in features {
        feature_parts(*feature, kind, drafts, setting);
    }
    if drafts.iter().any(|draft| draft.is("habit")) {
        ensure(drafts, "day", setting);
    }
}

/// The place of a pack among the entities, added when it is not there.
fn ensure(drafts: &mut Vec<Draft>, id: &str, setting: &Setting<'_>) -> usize {
    if let Some(index) = drafts.iter().position(|draft| draft.is(id)) {
        return index;
    }
    let Some(pack) = lexicon().by_id(id) else { return 0 };
    let mut draft = Draft::known(pack, &name_said(pack, setting), setting);
    if drafts.iter().any(|known| known.entity.id == draft.entity.id) {
        draft = Draft::known(pack, pack.name(), setting);
    }
    if let Some(index) = drafts.iter().position(|known| known.entity.id == draft.entity.id) {
        return index;
    }
    // Room for what is needed: the last thing that nobody asked to keep goes first.
    if drafts.len() >= 7 {
        drafts.pop();
    }
    drafts.push(draft);
    drafts.len() - 1
}

pub(super) fn feature_parts(feature: Feature, kind: AppKind, drafts: &mut Vec<Draft>, setting: &Setting<'_>) {
    // Where money itself is kept, nothing else has to be paid.
    let money = ["expense", "budget", "donation", "subscription"].iter().any(|id| drafts[0].is(id));
    let asks_to_pay = matches!(feature, Feature::Payments | Feature::Invoicing);
    if money && asks_to_pay && !setting.reading.says_any("invoice payment") {
        return;
    }
    if let Some(notation) = missing_field(feature, &drafts[0], setting) {
        drafts[0].add(notation, setting);
        return;
    }
    match feature {
        // Who borrows has no need to book.
        Feature::Booking if kind != AppKind::Booking && !drafts.iter().any(|draft| draft.is("loan")) => {
            booking(drafts, setting);
        }
        Feature::Cart if kind != AppKind::Shop => shop(drafts, &[Feature::Cart], setting),
        Feature::Invoicing if kind != AppKind::Invoices => {
            ensure(drafts, "invoice", setting);
            super::assemble::bring(drafts, setting);
        }
        Feature::Payments => paid(kind, drafts, setting),
        Feature::Subscriptions if !drafts.iter().any(|draft| draft.is("subscription")) => {
            ensure(drafts, "membership", setting);
        }
        Feature::Messaging => {
            ensure(drafts, "message", setting);
        }
        Feature::Reminders => due(drafts, setting),
        Feature::Alerts if !drafts.iter().any(|draft| draft.field("reorder_level").is_some()) => due(drafts, setting),
        Feature::Board if !setting.reading.follows("board", "game") => board(drafts, setting),
        Feature::Calendar => calendar(drafts, setting),
        _ => {}
    }
}

/// The field that a feature needs on the main thing and that is not there yet.
fn missing_field(feature: Feature, main: &Draft, setting: &Setting<'_>) -> Option<&'static str> {
    let lacks = |wanted: fn(&FieldKind) -> bool| main.first(wanted).is_none();
    let notation = match feature {
        Feature::Tags if lacks(|kind| matches!(kind, FieldKind::Tags)) => "Tags* = tags",
        Feature::Ratings if main.field("rating").is_none() && !setting.reading.votes_instead_of_scores() => {
            "Rating* = rating"
        }
        Feature::Gallery | Feature::FileUpload if lacks(|kind| matches!(kind, FieldKind::Image)) => "Photo = image",
        Feature::Maps if main.field("address").is_none() && main.field("location").is_none() => "Address* = text",
        Feature::Approvals if lacks(|kind| matches!(kind, FieldKind::RichText | FieldKind::LongText)) => {
            "Description = long"
        }
        _ => return None,
    };
    Some(notation)
}

fn paid(kind: AppKind, drafts: &mut Vec<Draft>, setting: &Setting<'_>) {
    match kind {
        AppKind::Invoices => {}
        AppKind::Shop => {
            if let Some(order) = drafts.iter_mut().find(|draft| draft.is("order")) {
                order.add("Paid with* = choice Card/Bank transfer/On delivery", setting);
            }
        }
        _ => {
            ensure(drafts, "payment", setting);
        }
    }
}

fn date_like(kind: &FieldKind) -> bool {
    matches!(kind, FieldKind::Date | FieldKind::DateTime)
}

fn status_like(kind: &FieldKind) -> bool {
    matches!(kind, FieldKind::Status { .. })
}

/// A slot with a start and a capacity, and bookings of it.
fn booking(drafts: &mut Vec<Draft>, setting: &Setting<'_>) {
    let starts = |draft: &Draft| draft.first(|kind| matches!(kind, FieldKind::DateTime)).is_some();
    let slot = drafts.iter().position(|draft| starts(draft) && !draft.is("booking"));
    let slot = match slot {
        Some(index) => index,
        None => {
            let resource = drafts[0].entity.id.clone();
            let label = drafts[0].entity.singular.clone();
            let index = ensure(drafts, "slot", setting);
            if index > 0 {
                drafts[index].add(&format!("{label}!* = ref {resource}"), setting);
            }
            index
        }
    };
    drafts[slot].add("Capacity!* = number 1..60", setting);
    let (id, label) = (drafts[slot].entity.id.clone(), drafts[slot].entity.singular.clone());
    let index = ensure(drafts, "booking", setting);
    drafts[index].add(&format!("{label}!* = ref {id}"), setting);
    let field = drafts[index].entity.fields.pop();
    if let Some(field) = field {
        drafts[index].entity.fields.insert(1, field);
    }
}

fn stock(drafts: &mut [Draft], setting: &Setting<'_>) {
    let main = &mut drafts[0];
    // What is kept one by one is not counted.
    if ["inventory_number", "plate"].iter().any(|id| main.field(id).is_some()) {
        return;
    }
    let counted = ["quantity", "in_stock"].iter().any(|id| main.field(id).is_some());
    if !counted {
        main.add("Quantity!* = number 0..9999", setting);
    }
    main.add("Reorder level!* = number 0..999", setting);
    if let Some(field) = main.entity.fields.iter_mut().find(|field| field.id == "reorder_level") {
        field.required = true;
    }
    main.entity.view = View::Table;
}

fn shop(drafts: &mut Vec<Draft>, features: &[Feature], setting: &Setting<'_>) {
    let main = &mut drafts[0];
    if main.first(|kind| matches!(kind, FieldKind::Money { .. })).is_none() {
        main.add("Price!* = money", setting);
    }
    if main.field("in_stock").is_none() && main.field("quantity").is_none() {
        main.add("In stock!* = number 0..9999", setting);
    }
    if features.contains(&Feature::Cart) || !setting.reading.says_any("cart basket checkout") {
        ensure(drafts, "order", setting);
    }
}

/// Something that is due, and whether it is done.
fn due(drafts: &mut [Draft], setting: &Setting<'_>) {
    let dated = |draft: &Draft| draft.entity.fields.iter().any(looks_ahead);
    if drafts.iter().any(|draft| dated(draft) && draft.first(status_like).is_some()) {
        return;
    }
    let index = drafts.iter().position(dated).unwrap_or(0);
    let draft = &mut drafts[index];
    if !dated(draft) {
        draft.add("Remind on* = date", setting);
    }
    draft.add("Status* = status Open:active/Waiting:warning/Done:good", setting);
}

fn board(drafts: &mut [Draft], setting: &Setting<'_>) {
    let index = drafts.iter().position(|draft| draft.first(status_like).is_some()).unwrap_or(0);
    if drafts[index].first(status_like).is_none() {
        drafts[index].add("Status* = status Planned:neutral/Under way:active/Done:good", setting);
    }
    drafts[index].entity.view = View::Board;
}

fn calendar(drafts: &mut [Draft], setting: &Setting<'_>) {
    if drafts.iter().any(|draft| draft.entity.view == View::Calendar) {
        return;
    }
    let index = drafts.iter().position(|draft| draft.first(date_like).is_some()).unwrap_or(0);
    if drafts[index].first(date_like).is_none() {
        drafts[index].add("Date!* = date", setting);
    }
    drafts[index].entity.view = View::Calendar;
}
