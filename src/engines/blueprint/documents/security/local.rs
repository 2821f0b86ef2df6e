//! The threats of an application that keeps its data in the browser, and what is to be done before it leaves it.

use super::super::super::model::Behaviour;
use super::super::desk::Desk;
use super::super::language::{a, lower};
use super::super::rules;
use super::Threat;

/// What comes of keeping data in the browser.
pub(super) fn threats(desk: &Desk<'_>) -> [Threat; 2] {
    let threat =
        |what: String, answer: &str, left: &str| Threat { what, answer: answer.to_owned(), left: left.to_owned() };
    [
        threat(
            format!("Somebody else opens this browser and reads the {}", desk.things()),
            "nothing: the storage belongs to whoever uses the browser",
            "use a profile of one's own; lock the device",
        ),
        threat(
            format!("The browser's storage is cleared and the {} are gone", desk.things()),
            "offers an export in one file, and import puts it back",
            "whatever came after the last export",
        ),
    ]
}

/// What is to be done before it goes onto a server.
pub(super) fn before(desk: &Desk<'_>) -> Vec<String> {
    let mut lines = vec![
        "Check every field again on the server, by `docs/schema.json`: a browser's checks are for its user's comfort."
            .to_owned(),
    ];
    if desk.model.roles.len() > 1 {
        let labels: Vec<String> = desk.model.roles.iter().map(|role| lower(&role.label)).collect();
        lines.push(format!(
            "Decide there who is {}; the table above is the rule.",
            super::super::language::either(&labels.iter().map(|label| a(label)).collect::<Vec<_>>())
        ));
    }
    lines.extend(
        desk.model
            .behaviours
            .iter()
            .filter(|rule| {
                matches!(
                    rule,
                    Behaviour::Booking { .. }
                        | Behaviour::Payments { .. }
                        | Behaviour::Cart { .. }
                        | Behaviour::LowStock { .. }
                )
            })
            .map(|rule| format!("{}: count and write in one transaction.", rules::name(desk, rule))),
    );
    lines
        .push("Send the page with a content security policy that allows scripts from its own address only.".to_owned());
    lines
}
