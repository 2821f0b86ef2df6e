//! How to see that a rule holds: given, when, then.

use super::super::model::Behaviour;
use super::desk::Desk;
use super::language::{a, either};

/// Two checks of a rule: that it speaks, and that it is silent again.
pub(super) fn acceptance(desk: &Desk<'_>, rule: &Behaviour) -> Vec<String> {
    match rule {
        Behaviour::LowStock { entity, quantity, threshold, .. } => low_stock(desk, entity, quantity, threshold),
        Behaviour::Due { entity, date, status, done, .. } => due(desk, entity, date, status, done),
        Behaviour::Booking { slot, booking, capacity, .. } => taking_a_place(desk, slot, booking, capacity),
        Behaviour::Approval { entity, body, .. } => approval(desk, entity, body),
        Behaviour::Ratings { entity, .. } => ratings(desk, entity),
        Behaviour::Comments { entity, .. } => comments(desk, entity),
        Behaviour::Payments { entity, payment, paid, .. } => payments(desk, entity, payment, paid),
        Behaviour::Cart { entity, .. } => cart(desk, entity),
        Behaviour::Streak { entity, .. } => streak(desk, entity),
        Behaviour::Votes { entity, .. } => votes(desk, entity),
        Behaviour::Progress { whole, part, .. } => progress(desk, whole, part),
    }
}

fn low_stock(desk: &Desk<'_>, entity: &str, quantity: &str, threshold: &str) -> Vec<String> {
    vec![
        format!(
            "Given {} with {} 6 and {} 5, when one is taken, then it is marked as low.",
            a(&desk.singular(entity)),
            desk.label(entity, quantity),
            desk.label(entity, threshold)
        ),
        format!(
            "Given a low {}, when the {} rises above the {}, then the mark is gone.",
            desk.singular(entity),
            desk.label(entity, quantity),
            desk.label(entity, threshold)
        ),
    ]
}

fn due(desk: &Desk<'_>, entity: &str, date: &str, status: &str, done: &[String]) -> Vec<String> {
    vec![
        format!(
            "Given {} whose {} was yesterday, when the list opens, then it is marked as overdue.",
            a(&desk.singular(entity)),
            desk.label(entity, date)
        ),
        format!(
            "Given an overdue {}, when its {} becomes {}, then the mark is gone.",
            desk.singular(entity),
            desk.label(entity, status),
            either(done)
        ),
    ]
}

fn taking_a_place(desk: &Desk<'_>, slot: &str, booking: &str, capacity: &str) -> Vec<String> {
    vec![
        format!(
            "Given {} whose {} is reached, when one more person tries, then no {} is made and the page says that it is full.",
            a(&desk.singular(slot)),
            desk.label(slot, capacity),
            desk.singular(booking)
        ),
        format!(
            "Given a person with {}, when they cancel it, then the place is free for somebody else.",
            a(&desk.singular(booking))
        ),
    ]
}

fn approval(desk: &Desk<'_>, entity: &str, body: &str) -> Vec<String> {
    // Without accounts nobody is known to manage, and so every change waits.
    let who = if desk.accounts() { "somebody who may not manage" } else { "somebody" };
    vec![
        format!(
            "Given {}, when {who} changes its {}, then readers still see the earlier text.",
            a(&desk.singular(entity)),
            desk.label(entity, body)
        ),
        "Given a waiting proposal, when it is accepted, then readers see it and the earlier version can be opened."
            .to_owned(),
    ]
}

fn ratings(desk: &Desk<'_>, entity: &str) -> Vec<String> {
    vec![
        format!(
            "Given {} without a score, when it is opened, then a dash is shown instead of an average.",
            a(&desk.singular(entity))
        ),
        format!("Given {} scored 3 and 5, when it is opened, then the average shows as 4.", a(&desk.singular(entity))),
    ]
}

fn comments(desk: &Desk<'_>, entity: &str) -> Vec<String> {
    vec![
        format!(
            "Given {}, when a comment is added, then it stands below that {} with its writer's name.",
            a(&desk.singular(entity)),
            desk.singular(entity)
        ),
        "Given an empty comment, when it is sent, then nothing is added.".to_owned(),
    ]
}

fn payments(desk: &Desk<'_>, entity: &str, payment: &str, paid: &str) -> Vec<String> {
    vec![
        format!(
            "Given {} of 100.00, when {} of 40.00 is recorded, then 60.00 is owed.",
            a(&desk.singular(entity)),
            a(&desk.singular(payment))
        ),
        format!(
            "Given 60.00 owed, when {} of 60.00 is recorded, then the {} is {paid}.",
            a(&desk.singular(payment)),
            desk.singular(entity)
        ),
    ]
}

fn cart(desk: &Desk<'_>, entity: &str) -> Vec<String> {
    vec![
        format!(
            "Given a basket with two {}, when one is removed, then the total is the price of the other.",
            desk.plural(entity)
        ),
        "Given an empty basket, when checkout is opened, then the page leads back to the list.".to_owned(),
    ]
}

fn streak(desk: &Desk<'_>, entity: &str) -> Vec<String> {
    vec![
        format!(
            "Given {} ticked off on three days in a row, when it is opened, then the streak is 3.",
            a(&desk.singular(entity))
        ),
        "Given a streak, when a day is left out, then the count starts again.".to_owned(),
    ]
}

fn votes(desk: &Desk<'_>, entity: &str) -> Vec<String> {
    vec![
        format!(
            "Given {} that a person voted for, when they vote again, then the vote is taken back.",
            a(&desk.singular(entity))
        ),
        "Given two people who vote, when the list opens, then it shows 2.".to_owned(),
    ]
}

fn progress(desk: &Desk<'_>, whole: &str, part: &str) -> Vec<String> {
    vec![
        format!(
            "Given {} with four {}, when one is ticked off, then the progress is 25 %.",
            a(&desk.singular(whole)),
            desk.plural(part)
        ),
        format!(
            "Given {} without {}, when it is opened, then no progress is shown.",
            a(&desk.singular(whole)),
            desk.plural(part)
        ),
    ]
}
