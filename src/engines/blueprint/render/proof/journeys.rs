//! `tests/e2e/` and `tests/a11y/`: the application in a real browser.

use super::super::super::model::{AppModel, Behaviour};
use super::super::literal::quote;
use super::super::names::has_accounts;
use super::interface::{bound, filled, marks};
use super::marked;
use crate::agents::AgentId;

/// Without accounts somebody else is another browser and another name: nobody says yes to a change of their own.
const REVIEWER: &str = "  await page.context().clearCookies();
  await open(page, '#/review');
  await page.getByLabel(words.access.reviewer).fill('Another Body');
  await page.getByLabel(words.access.reviewer).blur();
";

/// The main journeys.
pub(super) fn walks(model: &AppModel) -> Vec<(&'static str, String)> {
    let mut made = vec![
        (
            "tests/e2e/playwright.config.mjs",
            marked(model, include_str!("../templates/proof/e2e/playwright.config.mjs")),
        ),
        ("tests/e2e/journeys.spec.mjs", main(model)),
    ];
    if has_accounts(model) {
        made.push(("tests/e2e/accounts.spec.mjs", include_str!("../templates/proof/e2e/accounts.spec.mjs").to_owned()));
    }
    let rules = rules(model);
    if !rules.is_empty() {
        made.push(("tests/e2e/rules.spec.mjs", rules));
    }
    made
}

/// Whether everybody can use it.
pub(super) fn access(model: &AppModel) -> Vec<(&'static str, String)> {
    vec![
        (
            "tests/a11y/playwright.config.mjs",
            marked(model, include_str!("../templates/proof/a11y/playwright.config.mjs")),
        ),
        ("tests/a11y/pages.spec.mjs", include_str!("../templates/proof/a11y/pages.spec.mjs").to_owned()),
    ]
}

fn main(model: &AppModel) -> String {
    let mut text = include_str!("../templates/proof/e2e/journeys.spec.mjs").to_owned();
    if model.has(AgentId::Sync) {
        text.push_str(include_str!("../templates/proof/e2e/live.mjs"));
    }
    let waiting: Vec<String> = bound(model)
        .into_iter()
        .filter_map(|behaviour| match behaviour {
            Behaviour::Approval { entity, .. } if !has_accounts(model) => Some(quote(entity)),
            _ => None,
        })
        .collect();
    marked(model, &text.replace("{{waiting}}", &format!("[{}]", waiting.join(", "))))
}

/// One walk for each rule; empty where there is none.
fn rules(model: &AppModel) -> String {
    let mut body = String::new();
    for behaviour in bound(model) {
        let Some(text) = walk(model, behaviour) else { continue };
        let mut marks = marks(model, behaviour);
        marks.retain(|(name, _)| *name != "title");
        marks.push(("title", quote(&said(model, behaviour))));
        marks.push(("reviewer", if has_accounts(model) { "" } else { REVIEWER }.to_owned()));
        body.push_str(&filled(text, &marks));
    }
    if body.is_empty() {
        return body;
    }
    let imports: String = ["answerName", "fillIn", "member"]
        .into_iter()
        .filter(|name| body.contains(&format!("{name}(")) || body.contains(&format!(", {name})")))
        .map(|name| format!("{name}, "))
        .collect();
    let mut values = String::new();
    if body.contains("entities.") {
        values.push_str("import { entities } from '../../js/schema.js';\n");
    }
    if body.contains("day(") {
        values.push_str("import { day } from '../support/values.mjs';\n");
    }
    let words = if body.contains("words.") { "import { words } from '../../js/words.js';\n" } else { "" };
    let head = include_str!("../templates/proof/e2e/rules.mjs")
        .replace("{{words}}\n", words)
        .replace("{{imports}}", &imports)
        .replace("{{values}}\n", &format!("{values}\n"));
    marked(model, &(head + &body))
}

fn walk(model: &AppModel, behaviour: &Behaviour) -> Option<&'static str> {
    let name = match behaviour {
        // Where it is sold, the count is on a page of its own.
        Behaviour::LowStock { entity, .. } => {
            let sold = |one: &Behaviour| matches!(one, Behaviour::Cart { entity: sold, .. } if sold == entity);
            if model.behaviours.iter().any(sold) {
                return None;
            }
            "low_stock"
        }
        Behaviour::Due { .. } => "due",
        Behaviour::Booking { .. } => "booking",
        Behaviour::Approval { .. } if has_accounts(model) && model.roles.iter().all(|role| role.manages) => {
            return None;
        }
        Behaviour::Approval { .. } => "approval",
        Behaviour::Ratings { .. } => "ratings",
        Behaviour::Comments { .. } => "comments",
        Behaviour::Payments { .. } => "payments",
        Behaviour::Cart { .. } => "cart",
        Behaviour::Streak { .. } => "streak",
        Behaviour::Votes { .. } => "votes",
        Behaviour::Progress { .. } => "progress",
    };
    let parts = include_str!("../templates/proof/e2e/rules.txt").split("== rule ").skip(1);
    parts.filter_map(|part| part.split_once('\n')).find(|(found, _)| found.trim() == name).map(|(_, text)| text)
}

/// What a walk shows.
fn said(model: &AppModel, behaviour: &Behaviour) -> String {
    let one = |id: &str| {
        super::super::names::entity(model, id).map_or_else(|| id.to_owned(), |entity| entity.singular.to_lowercase())
    };
    match behaviour {
        Behaviour::LowStock { entity, .. } => {
            format!("{}: one press takes one away, and what is low is marked", one(entity))
        }
        Behaviour::Due { entity, .. } => format!("{}: what is late is marked", one(entity)),
        Behaviour::Booking { slot, .. } => format!("{}: a place is booked and given back", one(slot)),
        Behaviour::Approval { entity, .. } => format!("{}: a change waits until somebody says yes", one(entity)),
        Behaviour::Ratings { entity, .. } => format!("{}: a score is given and stays", one(entity)),
        Behaviour::Comments { entity } => format!("{}: a comment is written and stays", one(entity)),
        Behaviour::Payments { entity, .. } => format!("{}: what is paid in full becomes so", one(entity)),
        Behaviour::Cart { entity, .. } => format!("{}: into the basket, to the checkout, ordered", one(entity)),
        Behaviour::Streak { entity, .. } => format!("{}: a day is ticked off and stays", one(entity)),
        Behaviour::Votes { entity } => format!("{}: voted for, and taken back", one(entity)),
        Behaviour::Progress { part, .. } => format!("{}: marked as done, and it stays", one(part)),
    }
}
