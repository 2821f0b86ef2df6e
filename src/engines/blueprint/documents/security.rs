//! `docs/security.md`: who may do what, the threats to this application, and what it does about each.

use crate::agents::AgentId;

use super::super::model::{Behaviour, Entity, Field, FieldKind, Role};
use super::super::render;
use super::desk::{Desk, Document, Work};
use super::language::{a, bullets, capital, cell, count, list, lower, table};

mod guarded;
mod local;

/// One threat.
struct Threat {
    what: String,
    answer: String,
    left: String,
}

/// Writes the security document.
pub(super) fn write(desk: &Desk<'_>) -> Work {
    let threats = threats(desk);
    let personal = personal(desk);
    let says = format!("Wrote docs/security.md: {} and what answers each.", count(threats.len(), "threat", "threats"));
    let opening = if personal.is_empty() {
        format!(
            "Looked through the fields of {}: none is about a person by itself.",
            count(desk.model.entities.len(), "kind of record", "kinds of records")
        )
    } else {
        let names: Vec<String> = personal
            .iter()
            .map(|(entity, field)| format!("{} of {}", lower(&field.label), lower(&entity.plural)))
            .collect();
        format!("Found {} about people: {}.", count(personal.len(), "field", "fields"), cell(&list(&names)))
    };
    Work {
        opening: vec![opening],
        documents: vec![Document { path: "docs/security.md", text: text(desk, &threats, &personal), says }],
        decisions: decisions(desk),
    }
}

fn decisions(desk: &Desk<'_>) -> Vec<String> {
    let mut lines = vec![
        "Text is put on the page as text, never as markup: what somebody types cannot become a script.".to_owned(),
        if desk.server().is_some() {
            format!(
                "{} go to the application's own server and nowhere else: no service, no font, no script is fetched from outside.",
                capital(&desk.things())
            )
        } else {
            format!("Nothing is sent anywhere: {} are not on somebody else's computer.", desk.things())
        },
    ];
    if desk.server().is_some() && desk.accounts() {
        lines.push("Passwords are scrypt hashes, sessions are random numbers kept as hashes, and both are out of reach of scripts: a leak of one thing opens nothing else.".to_owned());
    } else if desk.server().is_some() {
        lines.push(format!("No sign-in was asked for: whoever reaches the address may read and change {}, and so it listens on this machine only until told otherwise.", desk.things()));
    } else if desk.accounts() {
        lines.push("Signing in is called what it is: it sorts people on one device, it is not a lock. A server is needed for that.".to_owned());
    } else {
        lines.push(format!("No sign-in: whoever can open this browser may read and change the {}.", desk.things()));
    }
    if let Some(role) =
        desk.model.roles.iter().find(|role| role.manages).filter(|_| desk.accounts() && desk.model.roles.len() > 1)
    {
        lines.push(format!(
            "Only {} may change what others made; {}.",
            a(&lower(&role.label)),
            if desk.server().is_some() {
                "the server asks at every write, whatever the page showed"
            } else {
                "each page asks one and the same rule before it offers an action"
            }
        ));
    }
    lines
}

/// Fields that are about a person.
fn personal<'a>(desk: &Desk<'a>) -> Vec<(&'a Entity, &'a Field)> {
    let about = |field: &Field| {
        let label = field.label.to_lowercase();
        matches!(field.kind, FieldKind::Email | FieldKind::Phone)
            || ["address", "birth", "contact", "health", "iban", "tax", "salary"]
                .iter()
                .any(|word| label.contains(word))
    };
    desk.model
        .entities
        .iter()
        .flat_map(|entity| entity.fields.iter().map(move |field| (entity, field)))
        .filter(|(_, field)| about(field))
        .collect()
}

fn text(desk: &Desk<'_>, threats: &[Threat], personal: &[(&Entity, &Field)]) -> String {
    let mut text = format!("# {}: security\n\n## Who may do what\n\n", cell(&desk.model.name));
    text.push_str(&format!("{}\n", table(&["Person", "May", "Changes what others made"], &rights(desk))));
    text.push_str(match (desk.accounts(), desk.model.roles.len() > 1) {
        (true, _) if desk.server().is_some() => "The server decides this at every request, from the role of the account that is signed in; pages ask the same rules only so that they offer nothing that would be refused.\n\n",
        (true, _) => "`js/session.js` knows who is signed in, and pages ask it before they offer an action.\n\n",
        (false, true) => "There are no accounts in this version: whoever opens the page may do everything. The table says who is meant to do what, for the day when people sign in.\n\n",
        (false, false) => "There are no accounts: whoever opens the page is this person.\n\n",
    });
    let rows: Vec<Vec<String>> =
        threats.iter().map(|threat| vec![threat.what.clone(), threat.answer.clone(), threat.left.clone()]).collect();
    text.push_str(&format!(
        "## Threats\n\n{}\n",
        table(&["Threat", "What the application does", "What is left"], &rows)
    ));
    text.push_str("## What is known about people\n\n");
    if personal.is_empty() {
        text.push_str(&format!("No field asks for it. Free text in {} may still hold some.\n\n", desk.things()));
    } else {
        let lines: Vec<String> = personal
            .iter()
            .map(|(entity, field)| format!("{} of {}", cell(&field.label), a(&lower(&entity.singular))))
            .collect();
        text.push_str(&format!("{}\nTo give a person what is kept of them, export and search for the name; to erase it, delete the record: no copy stays except in exports already made.\n\n", bullets(&lines)));
    }
    text.push_str(&format!("## Limits that data must keep\n\n{}", limits(desk)));
    text.push_str(&if desk.server().is_some() {
        format!("\n## Before others can reach it\n\n{}", bullets(&guarded::before(desk)))
    } else {
        format!("\n## Before it goes onto a server\n\n{}", bullets(&local::before(desk)))
    });
    text
}

fn rights(desk: &Desk<'_>) -> Vec<Vec<String>> {
    let row = |role: &Role| {
        let can: Vec<String> = role.can.iter().map(|can| cell(&lower(can))).collect();
        vec![cell(&role.label), list(&can), if role.manages { "yes" } else { "no" }.to_owned()]
    };
    desk.model.roles.iter().map(row).collect()
}

fn threats(desk: &Desk<'_>) -> Vec<Threat> {
    let threat = |what: String, answer: &str, left: String| Threat { what, answer: answer.to_owned(), left };
    let main = desk.thing();
    let title = desk
        .main()
        .and_then(|entity| entity.fields.first())
        .map_or_else(|| "title".to_owned(), |field| lower(&field.label));
    let mut all = vec![threat(
        format!("Somebody types markup into the {title} of {}, to run a script in another's browser", a(&main)),
        "builds pages from nodes and puts text in as text",
        "nothing known".to_owned(),
    )];
    if desk.server().is_some() {
        all.extend(guarded::threats(desk));
    } else {
        all.extend(local::threats(desk));
    }
    all.extend([threat(
        "A file that is imported was made or changed by somebody else".to_owned(),
        "accepts only an export of this application, and import can be undone",
        format!("wrong values inside; `docs/schema.json` can check a file of {} before", desk.things()),
    )]);
    all.extend(of_fields(desk));
    all.extend(of_features(desk));
    all.extend(desk.model.behaviours.iter().map(|rule| abuse(desk, rule)));
    all
}

/// What single kinds of field let in.
fn of_fields(desk: &Desk<'_>) -> Vec<Threat> {
    let threat = |what: String, answer: &str, left: String| Threat { what, answer: answer.to_owned(), left };
    let mut all = Vec::new();
    let fields =
        || desk.model.entities.iter().flat_map(|entity| entity.fields.iter().map(move |field| (entity, field)));
    if let Some((entity, field)) = fields().find(|(_, field)| matches!(field.kind, FieldKind::Url)) {
        all.push(threat(
            format!(
                "{} of {} is a link that runs a script (`javascript:`)",
                cell(&field.label),
                a(&lower(&entity.singular))
            ),
            "links only to `https:` and `http:`",
            "the page behind the link".to_owned(),
        ));
    }
    if let Some((entity, field)) = fields().find(|(_, field)| matches!(field.kind, FieldKind::RichText)) {
        all.push(threat(
            format!("Markup hidden in the {} of {}", cell(&lower(&field.label)), a(&lower(&entity.singular))),
            "knows a small set of marks and shows everything else as text",
            "links to wrong pages".to_owned(),
        ));
    }
    if let Some((entity, field)) = fields().find(|(_, field)| matches!(field.kind, FieldKind::Image)) {
        all.push(threat(
            format!("A huge or prepared file as {} of {}", cell(&lower(&field.label)), a(&lower(&entity.singular))),
            "takes images only, makes them smaller, keeps them inside the record",
            if desk.server().is_some() {
                "a record of up to a megabyte"
            } else {
                "storage of about 5 MB in most browsers"
            }
            .to_owned(),
        ));
    }
    all
}

/// What single features let in.
fn of_features(desk: &Desk<'_>) -> Vec<Threat> {
    let threat = |what: String, answer: &str, left: String| Threat { what, answer: answer.to_owned(), left };
    let mut all = Vec::new();
    if desk.accounts() && desk.server().is_none() {
        all.push(threat(format!("Somebody signs in as another person to change {}", desk.things()), "asks for a password, kept only as a salted PBKDF2 hash; pages refuse what a role may not do; nobody can sign up as a role that manages", "whoever can open the browser's storage can change it: only a server can prove who somebody is".to_owned()));
    }
    if render::files(AgentId::Pixel, desk.model).iter().any(|file| file.path == "js/csv.js") {
        all.push(threat(
            "A value that begins with = becomes a formula in a spreadsheet".to_owned(),
            "exports such a value with a leading mark",
            "files opened by other programs".to_owned(),
        ));
    }
    all
}

/// How a rule could be gone around.
fn abuse(desk: &Desk<'_>, rule: &Behaviour) -> Threat {
    let one = desk.singular(rule.subject());
    let (what, answer, left) = match rule {
        Behaviour::LowStock { quantity, entity, .. } => (
            format!("The {} is changed without a reason", desk.label(entity, quantity)),
            "never goes below zero",
            "who took what is not recorded",
        ),
        Behaviour::Due { date, entity, .. } => (
            format!("A {} is moved so that nothing looks overdue", desk.label(entity, date)),
            "works out what is overdue from date and state, and stores no mark of its own",
            "the date itself is trusted",
        ),
        Behaviour::Booking { .. } => (
            format!("Two people take the last place in {}", a(&one)),
            "counts the places again at the moment of booking",
            "two browsers do not know of each other; a server must count in one transaction",
        ),
        Behaviour::Approval { .. } => (
            format!("A change to {} is published without a yes", a(&one)),
            "keeps the change apart from the text until a person who may manage accepts it",
            "roles are not proved without a server",
        ),
        Behaviour::Ratings { .. } => (
            format!("Somebody scores the same {one} many times"),
            "keeps one score for each person",
            "several names for one person",
        ),
        Behaviour::Comments { .. } => (
            format!("Insults or advertising below {}", a(&one)),
            "shows the writer and lets those who may manage delete",
            "reading comes before deleting",
        ),
        Behaviour::Payments { .. } => (
            format!("{} is marked as paid although money is owed", capital(&a(&one))),
            "shows what was received beside the total, whatever the state says",
            "marking as paid by hand is allowed, for money that was never written down here",
        ),
        Behaviour::Cart { .. } => (
            "The price in the basket is changed before ordering".to_owned(),
            "takes the price from the record when the order is made",
            "a server has to do the same with its own prices",
        ),
        Behaviour::Streak { .. } => {
            ("Days are ticked that did not happen".to_owned(), "nothing: it is one's own record", "honesty")
        }
        Behaviour::Votes { .. } => (
            format!("One person votes for the same {one} again and again"),
            "takes a second vote as taking back the first",
            "several names for one person",
        ),
        Behaviour::Progress { .. } => (
            "Parts are ticked off unread".to_owned(),
            "nothing: progress is for the learner",
            "a test would be needed for proof",
        ),
    };
    let left = if desk.server().is_some() { guarded::left(rule).unwrap_or(left) } else { left };
    Threat { what, answer: answer.to_owned(), left: left.to_owned() }
}

/// The limits of datum's schema where it is there: a program that writes data has to keep them too.
fn limits(desk: &Desk<'_>) -> String {
    let written = desk.file("docs/schema.json").and_then(|text| serde_json::from_str::<serde_json::Value>(text).ok());
    let lines: Vec<String> = desk
        .model
        .entities
        .iter()
        .map(|entity| {
            let needed: Vec<String> = match written
                .as_ref()
                .and_then(|schema| schema["$defs"][&entity.id]["required"].as_array())
            {
                Some(names) => names
                    .iter()
                    .filter_map(|name| name.as_str())
                    .filter(|name| *name != "id")
                    .map(|name| desk.label(&entity.id, name))
                    .collect(),
                None => entity.fields.iter().filter(|field| field.required).map(|field| lower(&field.label)).collect(),
            };
            let closed: Vec<String> = entity
                .fields
                .iter()
                .filter(|field| matches!(field.kind, FieldKind::Choice { .. } | FieldKind::Status { .. }))
                .map(|field| lower(&field.label))
                .collect();
            let closed = if closed.is_empty() {
                String::new()
            } else {
                format!("; only listed values for {}", cell(&list(&closed)))
            };
            format!("{}: never without {}{closed}.", capital(&lower(&entity.plural)), cell(&list(&needed)))
        })
        .collect();
    bullets(&lines)
}
