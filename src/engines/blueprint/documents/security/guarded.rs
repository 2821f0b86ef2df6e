//! The threats that a server of one's own answers or brings, and what is to be done before others reach it.

use super::super::super::model::Behaviour;
use super::super::desk::Desk;
use super::super::language::a;
use super::Threat;
use crate::agents::AgentId;

/// What comes of keeping data on a server.
pub(super) fn threats(desk: &Desk<'_>) -> Vec<Threat> {
    let things = desk.things();
    let threat =
        |what: String, answer: &str, left: &str| Threat { what, answer: answer.to_owned(), left: left.to_owned() };
    let mut all = vec![
        threat(
            format!("A program sends {} that no form would accept", a(&desk.thing())),
            "checks every field on the server by the same schema, and the tables check once more",
            "values that are wrong and possible",
        ),
        threat(
            "A word of a search or a field is taken as a command by the database".to_owned(),
            "hands every value to the database apart from the command; names come from the schema only",
            "nothing known",
        ),
        threat(
            format!("A page of another site changes {things} with the visitor's own cookie"),
            "takes writes as JSON only and compares where they come from; the cookie is SameSite=Lax",
            "browsers so old that they send neither",
        ),
        threat(
            "A script gets onto the page all the same".to_owned(),
            "forbids by its content security policy every script that is not the application's own",
            "extensions of the browser",
        ),
        threat(
            "Somebody asks for files beside the pages: the database, the code".to_owned(),
            "serves four named places, and resolves an address before it looks there",
            "nothing known",
        ),
        threat(
            "Requests that are huge or never end".to_owned(),
            "takes a megabyte at most, and closes what stays silent",
            "many at once: a proxy with a limit",
        ),
    ];
    all.push(disk(desk));
    all.extend(if desk.accounts() { accounts(desk) } else { open(desk) });
    all
}

fn disk(desk: &Desk<'_>) -> Threat {
    let (answer, left) = if desk.has_part(AgentId::Scale) {
        ("has a backup for every night, docs/capacity.md", "what came after the last backup")
    } else {
        ("keeps everything in one folder that can be copied", "what came after the last copy")
    };
    Threat {
        what: format!("The disk breaks and the {} are gone", desk.things()),
        answer: answer.to_owned(),
        left: left.to_owned(),
    }
}

fn accounts(desk: &Desk<'_>) -> Vec<Threat> {
    let threat =
        |what: String, answer: &str, left: &str| Threat { what, answer: answer.to_owned(), left: left.to_owned() };
    vec![
        threat(
            format!("Somebody guesses the password of another to change {}", desk.things()),
            "makes the wait grow after five wrong ones, and answers an unknown address in the same time",
            "passwords that are used elsewhere, too",
        ),
        threat(
            "The database is stolen with its passwords".to_owned(),
            "keeps scrypt hashes with a salt each, and sessions as hashes only",
            "short passwords fall to patience",
        ),
        threat(
            "A cookie is read by a script or on its way".to_owned(),
            "marks it HttpOnly, and Secure behind HTTPS; signing out ends it on the server",
            "HTTP without a proxy, outside of one's own machine",
        ),
        threat(
            "Somebody signs up as a role that manages".to_owned(),
            "offers and takes the other roles only",
            "the example accounts, until they are deleted",
        ),
    ]
}

fn open(desk: &Desk<'_>) -> Vec<Threat> {
    vec![Threat {
        what: format!("A stranger reaches the address and changes {}", desk.things()),
        answer: "listens on its own machine only until HOST says otherwise".to_owned(),
        left: "no accounts were asked for: a network or a password of the proxy has to keep strangers out".to_owned(),
    }]
}

/// What is left of a rule's abuse once a server counts.
pub(super) fn left(rule: &Behaviour) -> Option<&'static str> {
    match rule {
        Behaviour::Booking { .. } => Some("nothing known: the server counts and writes in one transaction"),
        Behaviour::Approval { .. } => Some("whoever may decide decides alone"),
        Behaviour::Cart { .. } => Some("nothing known: the server reads its own prices"),
        _ => None,
    }
}

/// What is to be done before others can reach it.
pub(super) fn before(desk: &Desk<'_>) -> Vec<String> {
    let mut lines = vec![
        if desk.has_part(AgentId::Scale) {
            "Put HTTPS before it: `deploy/Caddyfile` is ready for that.".to_owned()
        } else {
            "Put a proxy with HTTPS before it, which sends `X-Forwarded-Proto: https`.".to_owned()
        },
        "Let only the proxy reach its port.".to_owned(),
        format!(
            "Copy the data folder somewhere else every night, and try once whether the {} come back.",
            desk.things()
        ),
    ];
    if desk.accounts() {
        lines.push("Delete the example accounts; their password is written in the README.".to_owned());
        lines.push(
            "Decide who manages, and give the role in the database: nobody can take it by signing up.".to_owned(),
        );
    } else {
        lines.push("Decide who may reach it: there are no accounts, and each may change everything.".to_owned());
    }
    lines
}
