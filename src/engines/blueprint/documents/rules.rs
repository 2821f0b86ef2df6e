//! The rules that reach beyond one form, in words: what each is called, what it says, how to see that it holds.

use super::super::model::Behaviour;
use super::desk::Desk;
use super::language::{a, capital, either};

/// What a rule is called.
pub(super) fn name(desk: &Desk<'_>, rule: &Behaviour) -> String {
    let thing = |id: &str| desk.singular(id);
    match rule {
        Behaviour::LowStock { entity, .. } => format!("Low {} alert", thing(entity)),
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
            capital(&a(&thing(entity))), desk.label(entity, quantity), desk.label(entity, threshold)
        ),
        Behaviour::Due { entity, date, status, done } => format!(
            "{} is overdue once its {} has passed, unless its {} is {}.",
            capital(&a(&thing(entity))), desk.label(entity, date), desk.label(entity, status), either(done)
        ),
        Behaviour::Booking { slot, booking, capacity, .. } => format!(
            "{} takes {} until its {} is reached, and one person holds at most one place in it.",
            capital(&a(&thing(slot))), desk.plural(booking), desk.label(slot, capacity)
        ),
        Behaviour::Approval { entity, body } => format!(
            "A change to the {} of {} waits as a proposal until a person who may manage says yes; earlier versions stay.",
            desk.label(entity, body), a(&thing(entity))
        ),
        Behaviour::Ratings { entity, .. } => format!("People score {}, and the average shows.", a(&thing(entity))),
        Behaviour::Comments { entity } => format!("Below each {} people leave comments.", thing(entity)),
        Behaviour::Payments { entity, amount_field, payment, status, paid, .. } => format!(
            "Each {} reduces what is owed on {}, counted from its {}; when nothing is owed its {} becomes {paid}.",
            thing(payment), a(&thing(entity)), desk.label(entity, amount_field), desk.label(entity, status)
        ),
        Behaviour::Cart { entity, price, stock } => format!(
            "{} go into a basket at their {}{}.",
            capital(&desk.plural(entity)), desk.label(entity, price),
            stock.as_ref().map_or_else(String::new, |stock| format!(", never more than their {}", desk.label(entity, stock)))
        ),
        Behaviour::Streak { entity, .. } => {
            format!("{} is ticked off for a day, and unbroken days count as a streak.", capital(&a(&thing(entity))))
        }
        Behaviour::Votes { entity } => format!("Each person has one vote for {} and can take it back.", a(&thing(entity))),
        Behaviour::Progress { whole, part, .. } => format!(
            "{} shows how many of its {} are done.", capital(&a(&thing(whole))), desk.plural(part)
        ),
    }
}

/// What is worked out from what, and so never stored.
pub(super) fn derived(desk: &Desk<'_>, rule: &Behaviour) -> (String, String) {
    let pair = |what: String, why: String| (what, why);
    let thing = |id: &str| desk.singular(id);
    match rule {
        Behaviour::LowStock { entity, quantity, threshold } => pair(
            format!("Whether {} is low is compared whenever it is shown", a(&thing(entity))),
            format!("a stored mark would be wrong as soon as {} or {} changes", desk.label(entity, quantity), desk.label(entity, threshold)),
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
            format!("The basket keeps numbers of {} and looks up the {}", desk.plural(entity), desk.label(entity, price)),
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

/// Which entity a rule is mainly about.
pub(super) fn subject(rule: &Behaviour) -> &str {
    match rule {
        Behaviour::LowStock { entity, .. }
        | Behaviour::Due { entity, .. }
        | Behaviour::Approval { entity, .. }
        | Behaviour::Ratings { entity, .. }
        | Behaviour::Comments { entity }
        | Behaviour::Payments { entity, .. }
        | Behaviour::Cart { entity, .. }
        | Behaviour::Streak { entity, .. }
        | Behaviour::Votes { entity } => entity,
        Behaviour::Booking { slot, .. } => slot,
        Behaviour::Progress { whole, .. } => whole,
    }
}

/// How to see that a rule holds: given, when, then.
pub(super) fn acceptance(desk: &Desk<'_>, rule: &Behaviour) -> Vec<String> {
    let thing = |id: &str| desk.singular(id);
    let lines: [String; 2] = match rule {
        Behaviour::LowStock { entity, quantity, threshold } => [
            format!("Given {} with {} 6 and {} 5, when one is taken, then it is marked as low.", a(&thing(entity)), desk.label(entity, quantity), desk.label(entity, threshold)),
            format!("Given a low {}, when the {} rises above the {}, then the mark is gone.", thing(entity), desk.label(entity, quantity), desk.label(entity, threshold)),
        ],
        Behaviour::Due { entity, date, status, done } => [
            format!("Given {} whose {} was yesterday, when the list opens, then it is marked as overdue.", a(&thing(entity)), desk.label(entity, date)),
            format!("Given an overdue {}, when its {} becomes {}, then the mark is gone.", thing(entity), desk.label(entity, status), either(done)),
        ],
        Behaviour::Booking { slot, booking, capacity, .. } => [
            format!("Given {} whose {} is reached, when one more person tries, then no {} is made and the page says that it is full.", a(&thing(slot)), desk.label(slot, capacity), thing(booking)),
            format!("Given a person with {}, when they cancel it, then the place is free for somebody else.", a(&thing(booking))),
        ],
        Behaviour::Approval { entity, body } => [
            format!("Given {}, when somebody who may not manage changes its {}, then readers still see the earlier text.", a(&thing(entity)), desk.label(entity, body)),
            "Given a waiting proposal, when it is accepted, then readers see it and the earlier version can be opened.".to_owned(),
        ],
        Behaviour::Ratings { entity, .. } => [
            format!("Given {} without a score, when it is opened, then a dash is shown instead of an average.", a(&thing(entity))),
            format!("Given {} scored 3 and 5, when it is opened, then the average shows as 4.", a(&thing(entity))),
        ],
        Behaviour::Comments { entity } => [
            format!("Given {}, when a comment is added, then it stands below that {} with its writer's name.", a(&thing(entity)), thing(entity)),
            "Given an empty comment, when it is sent, then nothing is added.".to_owned(),
        ],
        Behaviour::Payments { entity, payment, paid, .. } => [
            format!("Given {} of 100.00, when {} of 40.00 is recorded, then 60.00 is owed.", a(&thing(entity)), a(&thing(payment))),
            format!("Given 60.00 owed, when {} of 60.00 is recorded, then the {} is {paid}.", a(&thing(payment)), thing(entity)),
        ],
        Behaviour::Cart { entity, .. } => [
            format!("Given a basket with two {}, when one is removed, then the total is the price of the other.", desk.plural(entity)),
            "Given an empty basket, when checkout is opened, then the page leads back to the list.".to_owned(),
        ],
        Behaviour::Streak { entity, .. } => [
            format!("Given {} ticked off on three days in a row, when it is opened, then the streak is 3.", a(&thing(entity))),
            "Given a streak, when a day is left out, then the count starts again.".to_owned(),
        ],
        Behaviour::Votes { entity } => [
            format!("Given {} that a person voted for, when they vote again, then the vote is taken back.", a(&thing(entity))),
            "Given two people who vote, when the list opens, then it shows 2.".to_owned(),
        ],
        Behaviour::Progress { whole, part, .. } => [
            format!("Given {} with four {}, when one is ticked off, then the progress is 25 %.", a(&thing(whole)), desk.plural(part)),
            format!("Given {} without {}, when it is opened, then no progress is shown.", a(&thing(whole)), desk.plural(part)),
        ],
    };
    lines.to_vec()
}
