//! `README.md`: what it is, the one command, the map, how to change and test it, who made what.

use crate::agents::AgentId;

use super::super::model::Styling;
use super::desk::{Desk, Document, Work};
use super::inventory::{self, Item};
use super::language::{a, bullets, cell, count, figure, list, lower, people, quotation, table};
use super::{rules, server};

/// Writes the README.
pub(super) fn write(desk: &Desk<'_>) -> Work {
    let items = inventory::items(desk);
    let says = format!(
        "Wrote README.md: one command, a map of {}, and how to change it.",
        count(items.len(), "file", "files")
    );
    let mut decisions = vec![
        "One command and no installation: whoever gets the folder should see it run within a minute.".to_owned(),
        "The map lists each file once, under what one wants to do, and not under who made it.".to_owned(),
    ];
    let operations = operations(desk);
    if operations > 0 {
        decisions.push(if desk.server().is_some() {
            format!("The API's {operations} operations are described in one file that programs read: here stands only where it is.")
        } else {
            format!("The API's {operations} operations are named only once here: they are a plan for a server, not something that runs.")
        });
    }
    Work {
        opening: vec![format!("Collected what {} made of the request.", count(desk.team().len(), "agent", "agents"))],
        documents: vec![Document { path: "README.md", text: text(desk, &items), says }],
        decisions,
    }
}

/// How many operations nexus describes.
fn operations(desk: &Desk<'_>) -> usize {
    desk.file("docs/openapi.json").map_or(0, |text| text.matches("\"operationId\"").count())
}

fn text(desk: &Desk<'_>, items: &[Item]) -> String {
    let model = desk.model;
    let mut text = format!(
        "# {}\n\n{}\n\nMade from this request:\n\n{}\n",
        cell(&model.name),
        cell(&model.tagline),
        quotation(&model.description)
    );
    text.push_str(&running(desk, items));
    text.push_str(&accounts(desk));
    text.push_str(&format!("## What it does\n\n{}\n", bullets(&does(desk))));
    text.push_str(&format!("## The map\n\n{}\n", map(items)));
    text.push_str(&format!("## Change it\n\n{}\n", table(&["To", "Change"], &changes(desk, items))));
    text.push_str(&styles(desk));
    text.push_str(&testing(desk, items));
    text.push_str(&data(desk));
    if let Some(security) = desk.file("docs/security.md") {
        let threats = security
            .lines()
            .skip_while(|line| *line != "## Threats")
            .skip(1)
            .take_while(|line| !line.starts_with("## "))
            .filter(|line| line.starts_with("| "))
            .count()
            .saturating_sub(2);
        text.push_str(&format!(
            "{} and their answers are in `docs/security.md`.",
            super::language::capital(&count(threats, "threat", "threats"))
        ));
        text.push_str(match (operations(desk) > 0, desk.server().is_some()) {
            (true, true) => " The API at `/api` is described in `docs/openapi.json`.\n\n",
            (true, false) => " What a server would have to offer is in `docs/openapi.json`.\n\n",
            _ => "\n\n",
        });
    }
    text.push_str(&format!("## Who made what\n\n{}", table(&["Agent", "Files"], &makers(desk, items))));
    text
}

/// How to run it: with forge's server where the plan has one.
fn running(desk: &Desk<'_>, items: &[Item]) -> String {
    if let Some(backend) = desk.server() {
        let mut text = format!(
            "## Run it\n\n```sh\n{}\n```\n\nThen open the address that it prints. It needs {} and nothing else: there is nothing to install. `PORT`, `HOST` and `DATA_DIR` set where it listens and where it keeps its data; `EXAMPLES=off` at the first start begins without examples.\n\n",
            server::start(backend),
            server::needs(desk)
        );
        if desk.has_part(AgentId::Docker) {
            text.push_str("Or in a container: `docker compose up --build -d`, then <http://localhost:4173/>.\n\n");
        }
        return text;
    }
    if !items.iter().any(|item| item.path == "serve.mjs") {
        return "## Run it\n\n```sh\npython3 -m http.server\n```\n\nThen open <http://localhost:8000>. Any file server will do: the browser loads modules from a server only, not from a folder.\n\n".to_owned();
    }
    let needs =
        format!("It needs Node.js {} or newer and nothing else; any other file server will do as well.", node(desk));
    format!("## Run it\n\n```sh\nnode serve.mjs\n```\n\nThen open the address that it prints. {needs}\n\n")
}

/// The oldest Node.js that forge's package allows.
fn node(desk: &Desk<'_>) -> String {
    let package = desk.file("package.json").and_then(|text| serde_json::from_str::<serde_json::Value>(text).ok());
    let engine = package.and_then(|package| package.pointer("/engines/node")?.as_str().map(str::to_owned));
    engine.map_or_else(|| "20".to_owned(), |engine| engine.trim_start_matches(">=").trim().to_owned())
}

fn does(desk: &Desk<'_>) -> Vec<String> {
    let mut lines: Vec<String> = desk
        .model
        .entities
        .iter()
        .map(|entity| {
            let fields: Vec<String> = entity.fields.iter().take(5).map(|field| lower(&field.label)).collect();
            let more = entity.fields.len().saturating_sub(5);
            let more = if more > 0 { format!(", and {} more", figure(more)) } else { String::new() };
            format!(
                "Keeps **{}**: {}{more}.",
                cell(&lower(&entity.plural)),
                cell(&if more.is_empty() { list(&fields) } else { fields.join(", ") })
            )
        })
        .collect();
    lines.extend(
        desk.model
            .behaviours
            .iter()
            .map(|rule| format!("**{}.** {}", rules::name(desk, rule), rules::sentence(desk, rule))),
    );
    let roles: Vec<String> = desk.model.roles.iter().map(|role| people(&lower(&role.label))).collect();
    lines.push(format!("Is used by {}.", cell(&list(&roles))));
    lines
}

fn map(items: &[Item]) -> String {
    let mut rows: Vec<Vec<String>> =
        items.iter().map(|item| vec![format!("`{}`", item.path), item.purpose.replace('|', "\\|")]).collect();
    rows.push(vec!["`README.md`".to_owned(), "this page".to_owned()]);
    rows.sort();
    rows.dedup_by(|one, other| one[0] == other[0]);
    table(&["File", "What it is for"], &rows)
}

fn changes(desk: &Desk<'_>, items: &[Item]) -> Vec<Vec<String>> {
    let has = |path: &str| items.iter().any(|item| item.path == path);
    let wishes = [
        ("js/schema.js", format!("add a field to {}", a(&desk.thing()))),
        ("js/words.js", "change a word on the screen".to_owned()),
        ("migrations/0001_records.sql", "change a table: add the next file beside it".to_owned()),
        ("css/tokens.css", "change a colour or a font".to_owned()),
        ("js/look.js", "change what a part of a page looks like".to_owned()),
        ("js/seeds.js", format!("change the example {}", desk.things())),
        ("js/routes.js", "add a page".to_owned()),
        ("assets/icon.svg", "change the icon".to_owned()),
    ];
    wishes.into_iter().filter(|(path, _)| has(path)).map(|(path, wish)| vec![wish, format!("`{path}`")]).collect()
}

/// How styles are compiled anew, where they are compiled.
fn styles(desk: &Desk<'_>) -> String {
    match desk.model.stack.styling {
        Styling::Css => String::new(),
        Styling::Tailwind => format!("## Change the styles\n\n{}", super::design_tokens::TAILWIND),
    }
}

/// Who can sign in at first.
fn accounts(desk: &Desk<'_>) -> String {
    if desk.server().is_none() || !desk.accounts() {
        return String::new();
    }
    let rows: Vec<Vec<String>> = example_accounts(desk)
        .into_iter()
        .map(|(name, email, role)| vec![cell(&name), format!("`{email}`"), cell(&role)])
        .collect();
    format!(
        "## Sign in\n\nAnybody can make an account on the sign-in page. These come with the examples; their password is `example-password`, and one press on the sign-in page enters as one of them:\n\n{}\nDelete them before others can reach the server: `docs/server.md` has the line.\n\n",
        table(&["Name", "Address", "Role"], &rows)
    )
}

/// Name, address and role of each example, as `js/schema.js` has them.
fn example_accounts(desk: &Desk<'_>) -> Vec<(String, String, String)> {
    let Some(schema) = desk.file("js/schema.js") else { return Vec::new() };
    let value = |line: &str, key: &str| {
        line.split_once(&format!("{key}: '")).and_then(|(_, rest)| rest.split('\'').next()).map(str::to_owned)
    };
    let read = |line: &str| Some((value(line, "name")?, value(line, "email")?, value(line, "role")?));
    let lines = schema.lines().filter(|line| line.trim_start().starts_with("{ id: 'example-"));
    lines
        .filter_map(read)
        .map(|(name, email, role)| {
            let label = desk.model.roles.iter().find(|one| one.id == role).map_or(role, |one| one.label.clone());
            (name, email, label)
        })
        .collect()
}

/// Where the data is, and how to keep it.
fn data(desk: &Desk<'_>) -> String {
    if desk.server().is_none() {
        return format!(
            "## Where the data is\n\nIn the browser, under `{}:data`. Nothing is sent anywhere. Export and import are in the settings.\n\n",
            desk.model.slug
        );
    }
    let more = if desk.has_part(AgentId::Keeper) {
        " `docs/storage.md` has the tables, and how to save and bring back."
    } else {
        ""
    };
    format!(
        "## Where the data is\n\nIn `data/app.db`, an SQLite database that is made at the first start, with examples. Stop the server and delete the folder `data/` to begin anew.{more} The pages alone, on a file server without this one, keep their data in the browser instead.\n\n"
    )
}

fn testing(desk: &Desk<'_>, items: &[Item]) -> String {
    let tests: Vec<String> =
        items.iter().filter(|item| item.path.starts_with("tests/")).map(|item| format!("`{}`", item.path)).collect();
    if tests.is_empty() {
        return String::new();
    }
    if desk.server().is_some() {
        let more = if desk.has_part(AgentId::Junit) { "`docs/testing.md` says what each proves.\n\n" } else { "" };
        return format!(
            "## Test it\n\n{}\n{more}",
            table(&["Command", "What it proves", "Needs"], &server::commands(desk))
        );
    }
    format!("## Test it\n\n```sh\nnode --test\n```\n\nRuns {}.\n\n", list(&tests))
}

fn makers(desk: &Desk<'_>, items: &[Item]) -> Vec<Vec<String>> {
    let row = |agent: &AgentId| {
        let files: Vec<String> =
            items.iter().filter(|item| item.by == *agent).map(|item| format!("`{}`", item.path)).collect();
        let shown = if files.len() > 4 {
            format!("{} and {} more", files.get(..3).unwrap_or_default().join(", "), files.len() - 3)
        } else {
            list(&files)
        };
        vec![super::language::capital(&agent.to_string().replace('_', " ")), shown]
    };
    desk.team().iter().map(row).collect()
}
