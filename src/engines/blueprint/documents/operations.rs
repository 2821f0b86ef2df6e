//! The operations that rules bring to the API, beyond create, read, change, delete and search.

use super::super::model::Behaviour;
use super::desk::Desk;
use super::language::{a, capital};

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
    let on = Subject { desk, entity: rule.subject() };
    match rule {
        Behaviour::LowStock { quantity, threshold, .. } => low_stock(&on, quantity, threshold),
        Behaviour::Due { .. } => due(&on),
        Behaviour::Booking { booking, .. } => taking_a_place(&on, booking),
        Behaviour::Approval { body, .. } => approval(&on, body),
        Behaviour::Ratings { .. } => ratings(&on),
        Behaviour::Comments { .. } => comments(&on),
        Behaviour::Payments { payment, .. } => payments(&on, payment),
        Behaviour::Cart { .. } => cart(&on),
        Behaviour::Streak { log, .. } => streak(&on, log),
        Behaviour::Votes { .. } => votes(&on),
        Behaviour::Progress { part, .. } => progress(&on, part),
    }
}

/// What a rule is about, for building its operations.
struct Subject<'a> {
    desk: &'a Desk<'a>,
    entity: &'a str,
}

impl Subject<'_> {
    /// `a class`.
    fn one(&self) -> String {
        a(&self.desk.singular(self.entity))
    }

    /// The address of something done to one.
    fn path(&self, verb: &str) -> String {
        format!("/{}/{{id}}/{verb}", self.entity)
    }

    /// The address of a part of the list.
    fn list(&self, part: &str) -> String {
        format!("/{}/{part}", self.entity)
    }

    /// `bookClass`.
    fn named(&self, verb: &str) -> String {
        format!("{verb}{}", pascal(self.entity))
    }

    fn make(&self, path: String, method: &'static str, id: String, summary: String) -> Operation {
        let gives = (self.entity.to_owned(), false);
        Operation { path, method, id, summary, body: Vec::new(), gives, refused: None }
    }

    /// An operation that gives several.
    fn listing(&self, operation: Operation) -> Operation {
        Operation { gives: (self.entity.to_owned(), true), ..operation }
    }
}

fn low_stock(on: &Subject<'_>, quantity: &str, threshold: &str) -> Vec<Operation> {
    vec![
        on.listing(on.make(
            on.list("low"),
            "get",
            on.named("listLow"),
            format!(
                "{} at or below their {}",
                capital(&on.desk.plural(on.entity)),
                on.desk.label(on.entity, threshold)
            ),
        )),
        Operation {
            body: vec![("by".to_owned(), "integer")],
            refused: Some(format!("The {} would fall below zero.", on.desk.label(on.entity, quantity))),
            ..on.make(
                on.path("adjust"),
                "post",
                on.named("adjust"),
                format!("Add to or take from the {} of {}", on.desk.label(on.entity, quantity), on.one()),
            )
        },
    ]
}

fn due(on: &Subject<'_>) -> Vec<Operation> {
    vec![on.listing(on.make(
        on.list("overdue"),
        "get",
        on.named("listOverdue"),
        format!("{} that are overdue", capital(&on.desk.plural(on.entity))),
    ))]
}

fn taking_a_place(on: &Subject<'_>, booking: &str) -> Vec<Operation> {
    vec![
        Operation {
            gives: (booking.to_owned(), false),
            refused: Some(format!(
                "The {} is full, has begun, or is booked by this person already.",
                on.desk.singular(on.entity)
            )),
            ..on.make(
                on.path("book"),
                "post",
                on.named("book"),
                format!("Take a place in {} for who is signed in", on.one()),
            )
        },
        on.make(on.path("cancel"), "post", on.named("cancelPlaceIn"), format!("Give back one's place in {}", on.one())),
    ]
}

fn approval(on: &Subject<'_>, body: &str) -> Vec<Operation> {
    vec![
        Operation {
            body: vec![(body.to_owned(), "string")],
            ..on.make(
                on.path("proposals"),
                "post",
                on.named("proposeChangeOf"),
                format!("Propose a change of the {} of {}", on.desk.label(on.entity, body), on.one()),
            )
        },
        Operation {
            body: vec![("accept".to_owned(), "boolean")],
            refused: Some("The proposal is decided already.".to_owned()),
            ..on.make(
                on.path("proposals/{proposalId}/decision"),
                "post",
                on.named("decideOnChangeOf"),
                format!("Say yes or no to a proposed change of {}", on.one()),
            )
        },
    ]
}

fn ratings(on: &Subject<'_>) -> Vec<Operation> {
    vec![Operation {
        body: vec![("score".to_owned(), "integer")],
        ..on.make(
            on.path("rating"),
            "put",
            on.named("rate"),
            format!("Score {}; a second score replaces the first", on.one()),
        )
    }]
}

fn comments(on: &Subject<'_>) -> Vec<Operation> {
    vec![Operation {
        body: vec![("text".to_owned(), "string")],
        ..on.make(on.path("comments"), "post", on.named("commentOn"), format!("Comment on {}", on.one()))
    }]
}

fn payments(on: &Subject<'_>, payment: &str) -> Vec<Operation> {
    vec![Operation {
        body: vec![("amount".to_owned(), "integer")],
        gives: (payment.to_owned(), false),
        ..on.make(
            on.path("payments"),
            "post",
            on.named("pay"),
            format!("Record {} on {}, in cents", a(&on.desk.singular(payment)), on.one()),
        )
    }]
}

fn cart(on: &Subject<'_>) -> Vec<Operation> {
    let address = ["name", "email", "street", "city"];
    vec![
        Operation {
            body: vec![("quantity".to_owned(), "integer")],
            refused: Some("Fewer are there.".to_owned()),
            ..on.make(on.path("basket"), "post", on.named("putIntoBasket"), format!("Put {} into the basket", on.one()))
        },
        Operation {
            body: address.into_iter().map(|name| (name.to_owned(), "string")).collect(),
            gives: ("order".to_owned(), false),
            refused: Some("The basket is empty, or fewer are there than it holds.".to_owned()),
            ..on.make(
                "/checkout".to_owned(),
                "post",
                "checkout".to_owned(),
                format!("Order the {} in the basket", on.desk.plural(on.entity)),
            )
        },
    ]
}

fn streak(on: &Subject<'_>, log: &str) -> Vec<Operation> {
    vec![Operation {
        body: vec![("date".to_owned(), "string")],
        gives: (log.to_owned(), false),
        ..on.make(on.path("tick"), "post", on.named("tick"), format!("Tick off a day of {}", on.one()))
    }]
}

fn votes(on: &Subject<'_>) -> Vec<Operation> {
    vec![
        on.make(on.path("vote"), "put", on.named("voteFor"), format!("Vote for {}", on.one())),
        on.make(
            on.path("vote"),
            "delete",
            on.named("takeBackVoteFor"),
            format!("Take back one's vote for {}", on.one()),
        ),
    ]
}

fn progress(on: &Subject<'_>, part: &str) -> Vec<Operation> {
    vec![Operation {
        body: vec![(format!("{part}Id"), "string"), ("done".to_owned(), "boolean")],
        ..on.make(
            on.path("progress"),
            "put",
            on.named("progressIn"),
            format!("Mark {} of {} as done or not", a(&on.desk.singular(part)), on.one()),
        )
    }]
}

/// `spare_part` becomes `SparePart`.
pub(super) fn pascal(id: &str) -> String {
    id.split('_').map(capital).collect()
}
