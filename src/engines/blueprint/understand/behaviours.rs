//! Rules beyond a form, for what was asked for and what a kind of application lives from.

use super::super::model::{AppKind, Behaviour, Field, FieldKind, Tone, View};
use super::draft::Draft;
use super::reading::Reading;
use crate::agents::Feature;

/// What decides about behaviours.
pub(super) struct Wishes<'a> {
    pub(super) kind: AppKind,
    pub(super) features: &'a [Feature],
    pub(super) reading: &'a Reading,
}

impl Wishes<'_> {
    fn asked(&self, feature: Feature) -> bool {
        self.features.contains(&feature)
    }

    /// Whether something may come with the kind: it was not refused in words, nor asked for in words and then removed.
    fn may(&self, feature: Feature, signs: &str) -> bool {
        let refused = signs.split(' ').any(|word| self.reading.refused.contains(word));
        self.asked(feature) || !(refused || self.reading.says_any(signs))
    }
}

/// All behaviours that the entities carry.
pub(super) fn behaviours(wishes: &Wishes<'_>, drafts: &[Draft]) -> Vec<Behaviour> {
    let mut found = Vec::new();
    found.extend(booking(wishes, drafts));
    found.extend(low_stock(wishes, drafts));
    found.extend(due(wishes, drafts));
    found.extend(payments(wishes, drafts));
    found.extend(cart(wishes, drafts));
    found.extend(approval(wishes, drafts));
    found.extend(ratings(wishes, drafts));
    found.extend(comments(wishes, drafts));
    found.extend(streak(drafts));
    found.extend(votes(wishes, drafts));
    found.extend(progress(wishes, drafts));
    found
}

fn reference_to<'a>(draft: &'a Draft, id: &str) -> Option<&'a Field> {
    draft.first(|kind| matches!(kind, FieldKind::Reference { entity } if entity == id))
}

fn booking(wishes: &Wishes<'_>, drafts: &[Draft]) -> Option<Behaviour> {
    let wanted = wishes.asked(Feature::Booking)
        || (wishes.kind == AppKind::Booking && wishes.may(Feature::Booking, "book booking reservation"));
    let booking = drafts.iter().find(|draft| draft.is("booking")).filter(|_| wanted)?;
    drafts.iter().find_map(|slot| {
        let slot_field = reference_to(booking, &slot.entity.id)?;
        let starts = slot.first(|kind| matches!(kind, FieldKind::DateTime))?;
        let capacity = slot.field("capacity")?;
        Some(Behaviour::Booking {
            slot: slot.entity.id.clone(),
            booking: booking.entity.id.clone(),
            slot_field: slot_field.id.clone(),
            starts: starts.id.clone(),
            capacity: capacity.id.clone(),
        })
    })
}

fn low_stock(wishes: &Wishes<'_>, drafts: &[Draft]) -> Option<Behaviour> {
    let wanted = wishes.asked(Feature::Alerts)
        || (matches!(wishes.kind, AppKind::Inventory | AppKind::Shop) && wishes.may(Feature::Alerts, "alert warning"));
    drafts.iter().filter(|_| wanted).find_map(|draft| {
        let quantity = ["quantity", "in_stock", "stock_level", "left"].iter().find_map(|id| draft.field(id))?;
        let threshold = draft.field("reorder_level")?;
        Some(Behaviour::LowStock {
            entity: draft.entity.id.clone(),
            quantity: quantity.id.clone(),
            threshold: threshold.id.clone(),
        })
    })
}

fn due(wishes: &Wishes<'_>, drafts: &[Draft]) -> Vec<Behaviour> {
    // An alert where nothing is counted is about a date.
    let asked =
        wishes.asked(Feature::Reminders) || (wishes.asked(Feature::Alerts) && low_stock(wishes, drafts).is_none());
    if !(asked || wishes.may(Feature::Reminders, "due reminder deadline overdue")) {
        return Vec::new();
    }
    let by_first = |draft: &Draft| due_by(draft, draft.entity.fields.iter().find(|field| looks_ahead(field))?);
    drafts.iter().filter_map(by_first).collect()
}

/// Whether a field is a date by which something must have happened.
pub(super) fn looks_ahead(field: &Field) -> bool {
    let names = "due deadline ends renewal until expiry expiration expires next before return remind";
    let named = |part: &str| names.split(' ').any(|name| name == part);
    matches!(field.kind, FieldKind::Date) && field.id.split('_').any(named)
}

pub(super) fn due_by(draft: &Draft, date: &Field) -> Option<Behaviour> {
    let status = draft.first(|kind| matches!(kind, FieldKind::Status { .. }))?;
    let FieldKind::Status { options } = &status.kind else { return None };
    let over = ["Cancelled", "Lost", "Ended", "Closed", "Returned", "Declined", "Rejected", "Archived"];
    let ended = options.iter().filter(|option| option.tone == Tone::Good || over.contains(&option.value.as_str()));
    let running = [
        "Active",
        "Trial",
        "Ready",
        "Available",
        "On track",
        "Free",
        "Thriving",
        "Strong",
        "Healthy",
        "Well",
        "Open",
        "In store",
    ];
    let done: Vec<String> =
        ended.map(|option| option.value.clone()).filter(|value| !running.contains(&value.as_str())).collect();
    // What never ends cannot be late.
    let (entity, date, status) = (draft.entity.id.clone(), date.id.clone(), status.id.clone());
    (!done.is_empty()).then_some(Behaviour::Due { entity, date, status, done })
}

fn payments(wishes: &Wishes<'_>, drafts: &[Draft]) -> Option<Behaviour> {
    let wanted = wishes.asked(Feature::Payments)
        || (wishes.kind == AppKind::Invoices && wishes.may(Feature::Payments, "payment"));
    let payment = drafts.iter().find(|draft| draft.is("payment")).filter(|_| wanted)?;
    let amount = payment.first(|kind| matches!(kind, FieldKind::Money { .. }))?;
    drafts.iter().find_map(|invoice| {
        let field = reference_to(payment, &invoice.entity.id)?;
        let owed = invoice.first(|kind| matches!(kind, FieldKind::Money { .. } | FieldKind::LineItems { .. }))?;
        let status = invoice.first(|kind| matches!(kind, FieldKind::Status { .. }))?;
        let FieldKind::Status { options } = &status.kind else { return None };
        let paid = options
            .iter()
            .find(|option| option.value == "Paid")
            .or_else(|| options.iter().find(|option| option.tone == Tone::Good))?;
        Some(Behaviour::Payments {
            entity: invoice.entity.id.clone(),
            amount_field: owed.id.clone(),
            payment: payment.entity.id.clone(),
            payment_invoice: field.id.clone(),
            payment_amount: amount.id.clone(),
            status: status.id.clone(),
            paid: paid.value.clone(),
        })
    })
}

fn cart(wishes: &Wishes<'_>, drafts: &[Draft]) -> Option<Behaviour> {
    let wanted = wishes.asked(Feature::Cart)
        || (wishes.kind == AppKind::Shop && wishes.may(Feature::Cart, "cart basket checkout"));
    let for_sale = drafts.first().filter(|_| wanted)?;
    let price = for_sale.first(|kind| matches!(kind, FieldKind::Money { .. }))?;
    let stock = ["in_stock", "quantity"].iter().find_map(|id| for_sale.field(id));
    Some(Behaviour::Cart {
        entity: for_sale.entity.id.clone(),
        price: price.id.clone(),
        stock: stock.map(|field| field.id.clone()),
    })
}

fn approval(wishes: &Wishes<'_>, drafts: &[Draft]) -> Option<Behaviour> {
    let main = drafts.first().filter(|_| wishes.asked(Feature::Approvals))?;
    let body = main
        .first(|kind| matches!(kind, FieldKind::RichText))
        .or_else(|| main.first(|kind| matches!(kind, FieldKind::LongText)))?;
    Some(Behaviour::Approval { entity: main.entity.id.clone(), body: body.id.clone() })
}

fn ratings(wishes: &Wishes<'_>, drafts: &[Draft]) -> Option<Behaviour> {
    if wishes.reading.votes_instead_of_scores() {
        return None;
    }
    let wanted = wishes.asked(Feature::Ratings)
        || (wishes.kind == AppKind::Collection && wishes.may(Feature::Ratings, "rate rating star review"));
    let rated = drafts.iter().filter(|_| wanted).find_map(|draft| {
        let field = draft.field("rating").filter(|field| matches!(field.kind, FieldKind::Rating { .. }))?;
        Some((draft, field))
    });
    rated.map(|(draft, field)| Behaviour::Ratings { entity: draft.entity.id.clone(), field: field.id.clone() })
}

fn comments(wishes: &Wishes<'_>, drafts: &[Draft]) -> Option<Behaviour> {
    let talks = matches!(wishes.kind, AppKind::Forum | AppKind::Helpdesk | AppKind::Publishing);
    let wanted =
        wishes.asked(Feature::Comments) || (talks && wishes.may(Feature::Comments, "comment comments discussion"));
    drafts.first().filter(|_| wanted).map(|main| Behaviour::Comments { entity: main.entity.id.clone() })
}

fn streak(drafts: &[Draft]) -> Option<Behaviour> {
    let habit = drafts.iter().find(|draft| draft.is("habit"))?;
    let log = drafts.iter().find(|draft| draft.is("day"))?;
    let field = reference_to(log, &habit.entity.id)?;
    let date = log.first(|kind| matches!(kind, FieldKind::Date))?;
    Some(Behaviour::Streak {
        entity: habit.entity.id.clone(),
        log: log.entity.id.clone(),
        log_entity_field: field.id.clone(),
        log_date: date.id.clone(),
    })
}

fn votes(wishes: &Wishes<'_>, drafts: &[Draft]) -> Option<Behaviour> {
    let signs = ["vote", "upvote", "voting", "votes", "poll"];
    let refused = signs.iter().any(|word| wishes.reading.refused.contains(*word));
    let said = signs.iter().any(|word| wishes.reading.says(word));
    let main = drafts.first().filter(|_| !refused && (said || wishes.kind == AppKind::Forum))?;
    Some(Behaviour::Votes { entity: main.entity.id.clone() })
}

fn progress(wishes: &Wishes<'_>, drafts: &[Draft]) -> Option<Behaviour> {
    let part = drafts.iter().find(|draft| draft.is("lesson")).filter(|_| wishes.kind == AppKind::Learning)?;
    let done = part.field("done")?;
    drafts.iter().find_map(|whole| {
        let field = reference_to(part, &whole.entity.id)?;
        Some(Behaviour::Progress {
            whole: whole.entity.id.clone(),
            part: part.entity.id.clone(),
            part_field: field.id.clone(),
            done: done.id.clone(),
        })
    })
}

/// Which entities stand in the navigation: all but the ones that only live inside another.
pub(super) fn navigation(drafts: &mut [Draft], behaviours: &[Behaviour]) {
    let inner: Vec<&str> = behaviours
        .iter()
        .filter_map(|behaviour| match behaviour {
            Behaviour::Streak { log, .. } => Some(log.as_str()),
            _ => None,
        })
        .collect();
    for draft in drafts {
        draft.entity.in_navigation = !inner.contains(&draft.entity.id.as_str());
        let dated = draft.first(|kind| matches!(kind, FieldKind::Date | FieldKind::DateTime)).is_some();
        let staged = draft.first(|kind| matches!(kind, FieldKind::Status { .. })).is_some();
        let broken = match draft.entity.view {
            View::Calendar | View::Feed => !dated,
            View::Board => !staged,
            _ => false,
        };
        if broken {
            draft.entity.view = View::Cards;
        }
    }
}
