//! The rules that reach beyond one form, in words: what each is called, what it says, how to see that it holds.

use super::super::model::Behaviour;
use super::desk::Desk;
use super::language::{a, capital, either};

/// What a rule is called.
pub(super) fn name(desk: &Desk<'_>, rule: &Behaviour) -> String {
    let thing = |id: &str| desk.singular(id);
    match rule {
        Behaviour::LowStock { entity, .. } => format!("Low stock of {}", desk.plural(entity)),
        Behaviour::Due { entity, .. } => format!("Overdue {}", desk.plural(entity)),
        Behaviour::Booking { slot, .. } => format!("Booking {}", a(&thing(slot))),
        Behaviour::Approval { entity, .. } => format!("Approval of {} changes", thing(entity)),
        Behaviour::Ratings { entity, .. } => format!("Rating {}", desk.plural(entity)),
        Behaviour::Comments { entity } => format!("Discussing {}", a(&thing(entity))),
        Behaviour::Payments { entity, .. } => format!("Paying {}", a(&thing(entity))),
        Behaviour::Cart { entity, .. } => format!("Ordering {}", desk.plural(entity)),
        Behaviour::Streak { entity, .. } => format!("Streak of {}", a(&thing(entity))),
        Behaviour::Votes { entity } => format!("Voting on {}", desk.plural(entity)),
        Behaviour::Progress { whole, .. } => format!("Progress through {}", a(&thing(whole))),
    }
}

/// What a rule says, in one sentence.
pub(super) fn sentence(desk: &Desk<'_>, rule: &Behaviour) -> String {
    let thing = |id: &str| desk.singular(id);
    match rule {
        Behaviour::LowStock { entity, quantity, threshold } => format!(
            "{} shows a warning while its {} is at or below its {}.",
            capital(&a(&thing(entity))),
            desk.label(entity, quantity),
            desk.label(entity, threshold)
        ),
        Behaviour::Due { entity, date, status, done } => format!(
            "{} is overdue once its {} has passed, unless its {} is {}.",
            capital(&a(&thing(entity))),
            desk.label(entity, date),
            desk.label(entity, status),
            either(done)
        ),
        Behaviour::Booking { slot, booking, capacity, .. } => format!(
            "{} takes {} until its {} is reached, and one person holds at most one place in it.",
            capital(&a(&thing(slot))),
            desk.plural(booking),
            desk.label(slot, capacity)
        ),
        Behaviour::Approval { entity, body } => format!(
            "A change to the {} of {} waits as a proposal until a person who may manage says yes; earlier versions stay.",
            desk.label(entity, body),
            a(&thing(entity))
        ),
        Behaviour::Ratings { entity, .. } => format!("People score {}, and the average shows.", a(&thing(entity))),
        Behaviour::Comments { entity } => format!("Below each {} people leave comments.", thing(entity)),
        Behaviour::Payments { entity, amount_field, payment, status, paid, .. } => format!(
            "Each {} reduces what is owed on {}, counted from its {}; when nothing is owed its {} becomes {paid}.",
            thing(payment),
            a(&thing(entity)),
            desk.label(entity, amount_field),
            desk.label(entity, status)
        ),
        Behaviour::Cart { entity, price, stock } => format!(
            "{} go into a basket at their {}{}.",
            capital(&desk.plural(entity)),
            desk.label(entity, price),
            stock
                .as_ref()
                .map_or_else(String::new, |stock| format!(", never more than their {}", desk.label(entity, stock)))
        ),
        Behaviour::Streak { entity, .. } => {
            format!("{} is ticked off for a day, and unbroken days count as a streak.", capital(&a(&thing(entity))))
        }
        Behaviour::Votes { entity } => {
            format!("Each person has one vote for {} and can take it back.", a(&thing(entity)))
        }
        Behaviour::Progress { whole, part, .. } => {
            format!("{} shows how many of its {} are done.", capital(&a(&thing(whole))), desk.plural(part))
        }
    }
}

/// What is worked out from what, and so never stored.
pub(super) fn derived(desk: &Desk<'_>, rule: &Behaviour) -> (String, String) {
    let pair = |what: String, why: String| (what, why);
    let thing = |id: &str| desk.singular(id);
    match rule {
        Behaviour::LowStock { entity, quantity, threshold } => pair(
            format!("Whether {} is low is compared whenever it is shown", a(&thing(entity))),
            format!(
                "a stored mark would be wrong as soon as {} or {} changes",
                desk.label(entity, quantity),
                desk.label(entity, threshold)
            ),
        ),
        Behaviour::Due { entity, date, .. } => pair(
            format!("Overdue is worked out from the {}", desk.label(entity, date)),
            "it becomes true overnight, without anybody saving anything".to_owned(),
        ),
        Behaviour::Booking { slot, booking, .. } => pair(
            format!("Free places of {} are counted from its {}", a(&thing(slot)), desk.plural(booking)),
            "a counter of its own would drift with the first cancellation".to_owned(),
        ),
        Behaviour::Approval { entity, .. } => pair(
            format!("Proposals are kept apart from the {}", thing(entity)),
            "readers cannot see an unapproved word by accident".to_owned(),
        ),
        Behaviour::Ratings { entity, .. } => pair(
            format!("The average of {} is worked out from its scores", a(&thing(entity))),
            "a changed score then counts once and not twice".to_owned(),
        ),
        Behaviour::Comments { entity } => pair(
            format!("Comments are records beside the {}", thing(entity)),
            format!("writing one does not change the {}", thing(entity)),
        ),
        Behaviour::Payments { entity, payment, .. } => pair(
            format!("What is owed on {} is counted from its {}", a(&thing(entity)), desk.plural(payment)),
            "two sums kept side by side would differ one day".to_owned(),
        ),
        Behaviour::Cart { entity, price, .. } => pair(
            format!(
                "The basket keeps numbers of {} and looks up the {}",
                desk.plural(entity),
                desk.label(entity, price)
            ),
            "an old basket then shows today's price".to_owned(),
        ),
        Behaviour::Streak { entity, .. } => pair(
            format!("The streak of {} is counted from the days ticked", a(&thing(entity))),
            "a day added afterwards then mends it".to_owned(),
        ),
        Behaviour::Votes { entity } => pair(
            format!("Votes for {} are kept one by one", a(&thing(entity))),
            "only so can a person's second vote be told from a first".to_owned(),
        ),
        Behaviour::Progress { whole, part, .. } => pair(
            format!("Progress of {} is counted from its {}", a(&thing(whole)), desk.plural(part)),
            "one more part then lowers it by itself".to_owned(),
        ),
    }
}

/// Words of a request that speak of a rule.
pub(super) fn keywords(rule: &Behaviour) -> &'static [&'static str] {
    match rule {
        Behaviour::LowStock { .. } => &["low", "alert", "stock", "reorder"],
        Behaviour::Due { .. } => &["due", "overdue", "deadline"],
        Behaviour::Booking { .. } => &["booking", "book", "reserve", "appointment"],
        Behaviour::Approval { .. } => &["approval", "approve", "review"],
        Behaviour::Ratings { .. } => &["rate", "rating", "stars", "score"],
        Behaviour::Comments { .. } => &["comment", "discuss", "reply", "conversation"],
        Behaviour::Payments { .. } => &["payment", "paid", "pay"],
        Behaviour::Cart { .. } => &["cart", "basket", "checkout", "order", "sell"],
        Behaviour::Streak { .. } => &["streak", "habit", "daily"],
        Behaviour::Votes { .. } => &["vote", "upvote"],
        Behaviour::Progress { .. } => &["progress", "lesson", "complete"],
    }
}
