//! `docs/testing.md`: what is tested, by which command, and what no test here can see.

use super::super::desk::{Desk, Work};
use super::super::language::{bullets, capital, cell, count, lower, table};
use super::super::rules as words;
use super::{needs, nothing, one};
use crate::agents::AgentId;

/// Writes it.
pub(in super::super) fn testing(desk: &Desk<'_>) -> Work {
    if desk.server().is_none() {
        return nothing();
    }
    let tests =
        desk.rendered.iter().find(|file| file.path == "tests/api.test.mjs").map_or("", |file| file.content.as_str());
    // One group runs for each thing, the others once.
    let each = tests.split("describe('The interface'").next().unwrap_or_default().matches("    test(").count();
    let rest = tests.matches("test(").count().saturating_sub(each);
    let all = each * desk.model.entities.len() + rest;
    let says =
        format!("Wrote docs/testing.md: {} and what each proves.", count(commands(desk).len(), "command", "commands"));
    let opening = format!("Wrote {} that start the real server and speak HTTP with it.", count(all, "test", "tests"));
    let mut text = format!(
        "# {}: testing\n\n## Commands\n\n{}\n",
        cell(&desk.model.name),
        table(&["Command", "What it proves", "Needs"], &commands(desk))
    );
    text.push_str("Every command starts the server itself, on a free port and with data of its own that is thrown away: nothing of yours is touched, and nothing has to run before.\n\n");
    text.push_str(&format!("## What `npm test` proves\n\n{}\n", bullets(&proven(desk))));
    if desk.has_part(AgentId::Cypress) {
        text.push_str("## In a browser\n\nOnce: `npm install`, then `npx playwright install chromium`. Where a Chromium is there already, `CHROMIUM_PATH=/usr/bin/chromium npm run test:e2e` uses it. Every test also fails on the first error in the console. Pictures and traces of what failed are in `test-results/`.\n\n");
    }
    text.push_str(&format!("## What no test here sees\n\n{}\n", bullets(&unseen(desk))));
    text.push_str(&format!("Tests need Node.js 20 or newer; the server needs {}. `tests/support/values.mjs` makes values for every field from `js/schema.js`: a new field is tested without a word being written.\n", needs(desk)));
    one(opening, "docs/testing.md", text, says, decisions(desk))
}

fn decisions(desk: &Desk<'_>) -> Vec<String> {
    let mut lines = vec![
        "Tests speak HTTP with the real server and know nothing of its code: another server in another language could be put in its place.".to_owned(),
        "Values come from the schema, good ones and bad ones: a changed limit is tested from the next run on.".to_owned(),
    ];
    lines.extend(desk.model.behaviours.iter().take(2).map(|rule| {
        format!("\"{}\" is tested where it says no, too: a rule that never refuses is none.", words::name(desk, rule))
    }));
    lines
}

/// Every command that somebody made.
pub(in super::super) fn commands(desk: &Desk<'_>) -> Vec<Vec<String>> {
    let row = |command: &str, what: &str, needs: &str| vec![format!("`{command}`"), what.to_owned(), needs.to_owned()];
    let plain = if desk.has_part(AgentId::Junit) {
        "the data layer, the forms' checks, the HTTP interface and every rule"
    } else {
        "the data layer and the forms' checks"
    };
    let mut rows = vec![row("npm test", plain, "nothing")];
    let optional = [
        (AgentId::Cypress, row("npm run test:e2e", "the main journeys in a real browser", "`npm install`")),
        (AgentId::A11y, row("npm run test:a11y", "every page against the rules of accessibility", "`npm install`")),
        (
            AgentId::Load,
            row("npm run test:load", "that it carries many at once without an error; prints times", "nothing"),
        ),
    ];
    rows.extend(optional.into_iter().filter(|(agent, _)| desk.has_part(*agent)).map(|(_, row)| row));
    rows
}

fn proven(desk: &Desk<'_>) -> Vec<String> {
    let mut lines: Vec<String> = desk
        .model
        .entities
        .iter()
        .map(|entity| {
            let needed = entity.fields.iter().filter(|field| field.required).count();
            format!(
                "**{}**: added, read, listed, found, changed, deleted; refused without each of {}, and with wrong values in each of {}.",
                cell(&entity.plural),
                count(needed, "needed field", "needed fields"),
                count(entity.fields.len(), "field", "fields")
            )
        })
        .collect();
    lines.extend(
        desk.model
            .behaviours
            .iter()
            .map(|rule| format!("**{}**: {}", words::name(desk, rule), lower(&words::sentence(desk, rule)))),
    );
    if desk.accounts() {
        let labels: Vec<String> = desk.model.roles.iter().map(|role| lower(&role.label)).collect();
        lines.push(format!(
            "**Accounts**: signing up, in and out; wrong passwords slow down; what {} may and may not do.",
            super::super::language::either(&labels)
        ));
    }
    lines.push("**The server**: files beside the pages are not served, foreign pages cannot write, everything is still there after it is ended and started again.".to_owned());
    lines
}

fn unseen(desk: &Desk<'_>) -> Vec<String> {
    let mut lines = vec![
        format!(
            "Whether {} would say it in these words: only people can tell.",
            desk.model
                .roles
                .first()
                .map_or_else(|| "its users".to_owned(), |role| super::super::language::people(&lower(&role.label)))
        ),
        "Other browsers than Chromium, and real telephones.".to_owned(),
        "A disk that fills up or breaks.".to_owned(),
    ];
    if let Some(rule) = desk.model.behaviours.first() {
        lines.push(format!("{}: whether the rule is the right one.", capital(&words::name(desk, rule))));
    }
    lines
}
