//! The operations that rules bring to the API, beyond create, read, change, delete and search.

use super::super::model::Behaviour;
use super::desk::Desk;
use super::language::{a, capital};
use super::rules;

/// One operation on one record or on a list.
pub(super) struct Operation {
    /// `/class/{id}/book`.
    pub path: String,
    /// `post`.
    pub method: &'static str,
    /// `bookClass`.
    pub id: String,
    /// For people.
    pub summary: String,
    /// Fields of the body: name and JSON type.
    pub body: Vec<(String, &'static str)>,
    /// The entity of the answer, and whether it is a list of them.
    pub gives: (String, bool),
    /// When it is refused, with 409.
    pub refused: Option<String>,
}

/// The operations of a rule.
pub(super) fn of(desk: &Desk<'_>, rule: &Behaviour) -> Vec<Operation> {
    let entity = rules::subject(rule);
    let one = desk.singular(entity);
    let on = |verb: &str| format!("/{entity}/{{id}}/{verb}");
    let named = |verb: &str, of: &str| format!("{verb}{}", pascal(of));
    let make = |path: String, method: &'static str, id: String, summary: String| Operation { path, method, id, summary, body: Vec::new(), gives: (entity.to_owned(), false), refused: None };
    let many = |operation: Operation| Operation { gives: (entity.to_owned(), true), ..operation };
    match rule {
        Behaviour::LowStock { quantity, threshold, .. } => vec![
            many(make(format!("/{entity}/low"), "get", named("listLow", entity), format!("{} at or below their {}", capital(&desk.plural(entity)), desk.label(entity, threshold)))),
            Operation { body: vec![("by".to_owned(), "integer")], refused: Some(format!("The {} would fall below zero.", desk.label(entity, quantity))), ..make(on("adjust"), "post", named("adjust", entity), format!("Add to or take from the {} of {}", desk.label(entity, quantity), a(&one))) },
        ],
        Behaviour::Due { .. } => vec![many(make(format!("/{entity}/overdue"), "get", named("listOverdue", entity), format!("{} that are overdue", capital(&desk.plural(entity)))))],
        Behaviour::Booking { booking, .. } => vec![
            Operation { gives: (booking.clone(), false), refused: Some(format!("The {one} is full, has begun, or is booked by this person already.")), ..make(on("book"), "post", named("book", entity), format!("Take a place in {} for who is signed in", a(&one))) },
            make(on("cancel"), "post", named("cancelPlaceIn", entity), format!("Give back one's place in {}", a(&one))),
        ],
        Behaviour::Approval { body, .. } => vec![
            Operation { body: vec![(body.clone(), "string")], ..make(on("proposals"), "post", named("proposeChangeOf", entity), format!("Propose a change of the {} of {}", desk.label(entity, body), a(&one))) },
            Operation { body: vec![("accept".to_owned(), "boolean")], refused: Some("The proposal is decided already.".to_owned()), ..make(format!("/{entity}/{{id}}/proposals/{{proposalId}}/decision"), "post", named("decideOnChangeOf", entity), format!("Say yes or no to a proposed change of {}", a(&one))) },
        ],
        Behaviour::Ratings { .. } => vec![Operation { body: vec![("score".to_owned(), "integer")], ..make(on("rating"), "put", named("rate", entity), format!("Score {}; a second score replaces the first", a(&one))) }],
        Behaviour::Comments { .. } => vec![Operation { body: vec![("text".to_owned(), "string")], ..make(on("comments"), "post", named("commentOn", entity), format!("Comment on {}", a(&one))) }],
        Behaviour::Payments { payment, .. } => vec![Operation { body: vec![("amount".to_owned(), "integer")], gives: (payment.clone(), false), ..make(on("payments"), "post", named("pay", entity), format!("Record {} on {}, in cents", a(&desk.singular(payment)), a(&one))) }],
        Behaviour::Cart { .. } => vec![Operation { body: vec![("quantity".to_owned(), "integer")], refused: Some("Fewer are there.".to_owned()), ..make(on("basket"), "post", named("putIntoBasket", entity), format!("Put {} into the basket", a(&one))) }],
        Behaviour::Streak { log, .. } => vec![Operation { body: vec![("date".to_owned(), "string")], gives: (log.clone(), false), ..make(on("tick"), "post", named("tick", entity), format!("Tick off a day of {}", a(&one))) }],
        Behaviour::Votes { .. } => vec![
            make(on("vote"), "put", named("voteFor", entity), format!("Vote for {}", a(&one))),
            make(on("vote"), "delete", named("takeBackVoteFor", entity), format!("Take back one's vote for {}", a(&one))),
        ],
        Behaviour::Progress { part, .. } => vec![Operation { body: vec![(format!("{part}Id"), "string"), ("done".to_owned(), "boolean")], ..make(on("progress"), "put", named("progressIn", entity), format!("Mark {} of {} as done or not", a(&desk.singular(part)), a(&one))) }],
    }
}

/// `spare_part` becomes `SparePart`.
pub(super) fn pascal(id: &str) -> String {
    id.split('_').map(capital).collect()
}
