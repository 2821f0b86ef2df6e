//! `docs/scope.md`: what is in, what is out, and what was assumed, each with the words that it came from.

use crate::agents::Feature;

use super::super::model::Backend;
use super::desk::{Desk, Document, Work};
use super::language::{bullets, capital, cell, count, evidence, exclusions, figure, list, lower, quotation, table};
use super::{brief, roadmap, rules};

/// Writes the scope.
pub(super) fn write(desk: &Desk<'_>) -> Work {
    let outside = outside(desk);
    let assumed = assumptions(desk);
    let ruled = exclusions(&desk.model.description);
    let says = format!(
        "Wrote docs/scope.md: {} in, {} out, {}.",
        count(inside(desk).len(), "part", "parts"),
        figure(outside.len()),
        count(assumed.len(), "assumption", "assumptions")
    );
    let mut opening = Vec::new();
    if !ruled.is_empty() {
        let quoted: Vec<String> = ruled.iter().map(|words| format!("\"{words}\"")).collect();
        opening.push(format!("Took the request at its word: {}.", list(&quoted)));
    }
    opening.push(format!(
        "Compared each part with the words of the request; {} not named there.",
        if assumed.len() == 1 { "one is".to_owned() } else { format!("{} are", figure(assumed.len())) }
    ));
    let decisions = decisions(desk, &ruled, assumed.len());
    Work {
        opening,
        documents: vec![Document { path: "docs/scope.md", text: text(desk, &outside, &assumed), says }],
        decisions,
    }
}

fn decisions(desk: &Desk<'_>, ruled: &[String], assumed: usize) -> Vec<String> {
    let mut lines: Vec<String> = ruled
        .iter()
        .map(|words| format!("\"{words}\" is a boundary and not a wish: nothing of it is made, not even hidden."))
        .collect();
    lines.push(if desk.server().is_some() {
        format!(
            "{} are kept on a server of the application's own: whoever opens its address sees the same.",
            capital(&desk.things())
        )
    } else {
        format!("Data stays in the browser that it was entered in: {}.", brief::why_local(desk))
    });
    if assumed > 0 {
        lines.push(
            "Assumptions are listed instead of asked: each can be changed without throwing work away.".to_owned(),
        );
    }
    if !desk.has(Feature::Payments) {
        lines.push(format!("No money is moved: the request speaks of {}, not of paying.", desk.things()));
    }
    lines.truncate(5);
    lines
}

fn text(desk: &Desk<'_>, outside: &[String], assumed: &[Vec<String>]) -> String {
    let mut text = format!("# {}: scope\n\n{}\n", cell(&desk.model.name), quotation(&desk.model.description));
    text.push_str(&format!("## In\n\n{}\n", table(&["Part", "What it is", "Words"], &inside(desk))));
    text.push_str(&format!("## Out\n\n{}\n", bullets(outside)));
    if !assumed.is_empty() {
        text.push_str(&format!("## Assumed\n\n{}\n", table(&["Assumption", "Made because"], assumed)));
    }
    if let Some(wishes) = &desk.request.tech_constraints {
        text.push_str(&format!(
            "## Technical wishes\n\n{}\nThe application is {}. A wish that calls for another stack is kept here for whoever moves it there; `docs/` describes data and rules independently of the stack.\n",
            quotation(wishes),
            made_with(desk)
        ));
    }
    text
}

fn made_with(desk: &Desk<'_>) -> &'static str {
    match desk.server() {
        None => "plain HTML, CSS and JavaScript modules without dependencies",
        Some(Backend::Node) => {
            "plain HTML, CSS and JavaScript modules, and a server in Node.js with SQLite, without dependencies"
        }
        Some(Backend::Python) => {
            "plain HTML, CSS and JavaScript modules, and a server in Python with SQLite, without dependencies"
        }
    }
}

fn inside(desk: &Desk<'_>) -> Vec<Vec<String>> {
    let words = |terms: &[&str]| {
        evidence(&desk.model.description, terms)
            .map_or_else(|| "assumed, see below".to_owned(), |words| format!("\"{words}\""))
    };
    let mut rows: Vec<Vec<String>> = desk
        .model
        .entities
        .iter()
        .map(|entity| vec![cell(&entity.plural), cell(&entity.purpose), words(&[&entity.singular])])
        .collect();
    rows.extend(
        desk.model
            .behaviours
            .iter()
            .map(|rule| vec![rules::name(desk, rule), rules::sentence(desk, rule), words(rules::keywords(rule))]),
    );
    rows.extend(desk.model.features.iter().map(|feature| {
        vec![feature.label().to_owned(), feature.summary().to_owned(), brief::feature_evidence(desk, *feature)]
    }));
    rows
}

fn outside(desk: &Desk<'_>) -> Vec<String> {
    let mut lines: Vec<String> = exclusions(&desk.model.description)
        .iter()
        .map(|words| format!("\"{words}\", because the request says so."))
        .collect();
    if !desk.accounts() && lines.is_empty() {
        lines.push("Signing in: the request does not tell people apart by account.".to_owned());
    }
    if desk.accounts() && desk.server().is_none() {
        lines.push("Accounts on a server: signing in tells people on this device apart; it does not keep out somebody who can open the browser's storage.".to_owned());
    }
    if desk.has(Feature::Payments) || desk.has(Feature::Cart) {
        lines.push("Moving money: amounts are recorded, no bank or card is charged.".to_owned());
    }
    if desk.has(Feature::Reminders) || desk.has(Feature::Notifications) || desk.has(Feature::Alerts) {
        lines.push("Mail and messages: what is due or low is marked on the screen.".to_owned());
    }
    lines.push(if desk.server().is_none() {
        format!("Sharing {} between devices as it happens: export and import carry them over.", desk.things())
    } else if desk.accounts() {
        "Signing in through another service, and passwords sent again by mail: somebody who manages helps.".to_owned()
    } else {
        format!("Working on {} without a connection: the server has to be reached to keep them.", desk.things())
    });
    lines.extend(
        roadmap::later(desk)
            .iter()
            .take(3)
            .map(|(what, sign)| format!("{}; waits until {sign}.", what.trim_end_matches('.'))),
    );
    lines
}

/// What the model has and the words do not: each with its reason.
fn assumptions(desk: &Desk<'_>) -> Vec<Vec<String>> {
    let text = &desk.model.description;
    let said = |terms: &[&str]| evidence(text, terms).is_some();
    let mut rows = Vec::new();
    for entity in desk.model.entities.iter().filter(|entity| !said(&[&entity.singular])) {
        let pointing = super::stories::pointing_at(desk, &entity.id).next();
        let why = pointing.map_or_else(
            || format!("{} cannot be worked with otherwise", desk.things()),
            |other| format!("{} have to name one", lower(&other.plural)),
        );
        rows.push(vec![format!("{} are kept", cell(&entity.plural)), why]);
    }
    for entity in &desk.model.entities {
        let added: Vec<String> = entity
            .fields
            .iter()
            .skip(1)
            .filter(|field| !said(&[&field.label]))
            .map(|field| lower(&field.label))
            .collect();
        if !added.is_empty() {
            rows.push(vec![
                format!("{} has {}", capital(&super::language::a(&lower(&entity.singular))), cell(&list(&added))),
                format!("usual for {}; none of these words is in the request", lower(&entity.plural)),
            ]);
        }
    }
    for role in desk.model.roles.iter().filter(|role| !said(&[&role.label])) {
        rows.push(vec![
            format!("There is a role named {}", cell(&lower(&role.label))),
            "somebody has to use it, and the request gives no other word".to_owned(),
        ]);
    }
    if let Some(currency) = brief::currency(desk).filter(|currency| !text.contains(currency.as_str())) {
        rows.push(vec![format!("Money is {currency}"), "no currency is named".to_owned()]);
    }
    rows
}
