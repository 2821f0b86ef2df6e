//! The journeys that rules bring: their steps, and what happens when one fails.

use super::super::model::Behaviour;
use super::desk::Desk;
use super::language::{a, capital, either, lower};

/// Steps, and what happens when one fails.
pub(super) type Walk = (Vec<String>, Vec<String>);

/// Steps and failures of a rule's journey.
pub(super) fn walk(desk: &Desk<'_>, rule: &Behaviour) -> Walk {
    match rule {
        Behaviour::LowStock { entity, quantity, threshold, .. } => low_stock(desk, entity, quantity, threshold),
        Behaviour::Due { entity, date, status, done, .. } => due(desk, entity, date, status, done),
        Behaviour::Booking { slot, booking, starts, capacity, .. } => {
            taking_a_place(desk, slot, booking, starts, capacity)
        }
        Behaviour::Approval { entity, body, .. } => approval(desk, entity, body),
        Behaviour::Ratings { entity, .. } => ratings(desk, entity),
        Behaviour::Comments { entity, .. } => comments(desk, entity),
        Behaviour::Payments { entity, payment, paid, .. } => payments(desk, entity, payment, paid),
        Behaviour::Cart { entity, stock, .. } => cart(desk, entity, stock.as_ref()),
        Behaviour::Streak { entity, .. } => streak(desk, entity),
        Behaviour::Votes { entity, .. } => votes(desk, entity),
        Behaviour::Progress { whole, part, .. } => progress(desk, whole, part),
    }
}

fn low_stock(desk: &Desk<'_>, entity: &str, quantity: &str, threshold: &str) -> Walk {
    (
        vec![
            format!(
                "Open {}: those at or below their {} carry a mark.",
                desk.plural(entity),
                desk.label(entity, threshold)
            ),
            format!(
                "Press minus beside the {} when one is taken, plus when one comes in.",
                desk.label(entity, quantity)
            ),
            format!(
                "The mark goes as soon as the {} is above the {}.",
                desk.label(entity, quantity),
                desk.label(entity, threshold)
            ),
        ],
        vec![format!("Minus at zero does nothing: {} is never negative.", a(&desk.label(entity, quantity)))],
    )
}

fn due(desk: &Desk<'_>, entity: &str, date: &str, status: &str, done: &[String]) -> Walk {
    (
        vec![
            format!(
                "Open {}: what is past its {} is marked as overdue.",
                desk.plural(entity),
                desk.label(entity, date)
            ),
            "Open one and see by how many days.".to_owned(),
            format!(
                "Set its {} to {}, or move its {}.",
                desk.label(entity, status),
                either(done),
                desk.label(entity, date)
            ),
        ],
        vec![format!("No {}: {} without one is never overdue.", desk.label(entity, date), a(&desk.singular(entity)))],
    )
}

fn taking_a_place(desk: &Desk<'_>, slot: &str, booking: &str, starts: &str, capacity: &str) -> Walk {
    (
        vec![
            format!("Open {}, ordered by {}.", desk.plural(slot), desk.label(slot, starts)),
            format!("Choose one with free places: taken and {} are shown.", desk.label(slot, capacity)),
            format!("Press \"Book\". The {} is made at once.", desk.singular(booking)),
            "To give it back, press \"Cancel booking\" in the same place.".to_owned(),
        ],
        vec![
            format!("The {} is full: the button says \"Full\" and cannot be pressed.", desk.singular(slot)),
            format!("The {} has begun: it can no longer be booked.", desk.singular(slot)),
            "Booked already: the page offers to cancel instead.".to_owned(),
        ],
    )
}

fn approval(desk: &Desk<'_>, entity: &str, body: &str) -> Walk {
    (
        vec![
            format!("Open {} and change its {}.", a(&desk.singular(entity)), desk.label(entity, body)),
            "Send the change. Readers still see the earlier text.".to_owned(),
            format!("{} compares both and says yes or no.", capital(&a(&manager(desk)))),
            "After a yes the new text is shown; the earlier one stays in the versions.".to_owned(),
        ],
        vec![
            "A no: the proposal is closed, and its writer sees that.".to_owned(),
            "The text changed meanwhile: the comparison is with the newest text.".to_owned(),
        ],
    )
}

fn ratings(desk: &Desk<'_>, entity: &str) -> Walk {
    (
        vec![
            format!("Open {}.", a(&desk.singular(entity))),
            "Choose the stars; arrow keys work too.".to_owned(),
            "The average changes at once.".to_owned(),
        ],
        vec!["Nobody has scored yet: the page says so and shows no average.".to_owned()],
    )
}

fn comments(desk: &Desk<'_>, entity: &str) -> Walk {
    (
        vec![
            format!("Open {} and read what is below it.", a(&desk.singular(entity))),
            "Write, then send.".to_owned(),
            "The comment stands at the end with name and time.".to_owned(),
        ],
        vec!["Nothing written: nothing is sent, and the field keeps the focus.".to_owned()],
    )
}

fn payments(desk: &Desk<'_>, entity: &str, payment: &str, paid: &str) -> Walk {
    (
        vec![
            format!("Open {}: asked, paid and owed are shown.", a(&desk.singular(entity))),
            "Press \"Record payment\"; the sum that is owed is filled in.".to_owned(),
            "Change the sum if only a part came in, and save.".to_owned(),
            format!("When nothing is owed, it becomes {paid}."),
        ],
        vec![
            "An amount of nothing: the form asks for more than 0.".to_owned(),
            format!(
                "{} recorded by mistake: undo stands in the note that says it was recorded.",
                capital(&a(&desk.singular(payment)))
            ),
        ],
    )
}

fn cart(desk: &Desk<'_>, entity: &str, stock: Option<&String>) -> Walk {
    (
        vec![
            format!("Press \"Add to basket\" on {}.", a(&desk.singular(entity))),
            "Open the basket, change numbers.".to_owned(),
            "Go to checkout, give a name and an address, order.".to_owned(),
            "The order is kept, and the basket is empty.".to_owned(),
        ],
        vec![stock.map_or_else(
            || "An empty basket has no checkout.".to_owned(),
            |stock| format!("More than {} is there: the number stops at it.", desk.label(entity, stock)),
        )],
    )
}

fn streak(desk: &Desk<'_>, entity: &str) -> Walk {
    (
        vec![
            format!("Open {}.", desk.plural(entity)),
            "Tick today.".to_owned(),
            "The streak counts one more.".to_owned(),
        ],
        vec!["Ticked by mistake: press again.".to_owned()],
    )
}

fn votes(desk: &Desk<'_>, entity: &str) -> Walk {
    (
        vec![
            format!("Open {}: each shows its votes.", desk.plural(entity)),
            "Press the vote. The number rises by one.".to_owned(),
        ],
        vec!["Pressed twice: the vote is taken back.".to_owned()],
    )
}

fn progress(desk: &Desk<'_>, whole: &str, part: &str) -> Walk {
    (
        vec![
            format!("Open {}: done and open {} are listed.", a(&desk.singular(whole)), desk.plural(part)),
            format!("Tick {} when it is done.", a(&desk.singular(part))),
            "The bar grows.".to_owned(),
        ],
        vec![format!("No {} yet: no bar is shown.", desk.plural(part))],
    )
}

fn manager(desk: &Desk<'_>) -> String {
    desk.manager().map_or_else(|| "person who may manage".to_owned(), |role| lower(&role.label))
}
