//! The server in JavaScript, for Node: only the modules that this application needs.

use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use super::super::super::model::AppModel;
use super::super::literal::literal;
use super::super::names::{fill, has_accounts};
use super::super::rules::rules;
use super::tables::{self, Table};
use crate::agents::AgentId;

macro_rules! module {
    ($name:literal) => {
        (
            concat!("server/", $name, ".mjs").to_owned(),
            include_str!(concat!("../templates/server/node/", $name, ".mjs")).to_owned(),
        )
    };
}

/// The files of `agent`.
pub(super) fn files(agent: AgentId, model: &AppModel) -> Vec<(String, String)> {
    match agent {
        AgentId::Keeper => {
            vec![
                module!("database"),
                module!("records"),
                ("server/tables.mjs".to_owned(), tables(model)),
                module!("seed"),
            ]
        }
        AgentId::Engine => engine(model),
        AgentId::Gateway => gateway(model),
        AgentId::Cron => cron(model),
        AgentId::Sync => vec![module!("live")],
        AgentId::Notify => vec![module!("notices"), audience(model)],
        AgentId::Search => vec![module!("search")],
        AgentId::Monitor => vec![module!("health")],
        AgentId::Scale => vec![module!("backup")],
        _ => Vec::new(),
    }
}

/// What is kept beside the fields, for the mapping of records.
fn tables(model: &AppModel) -> String {
    let kept = tables::kept(model).into_iter().chain(tables::accounts(model));
    let internal: Map<String, Value> = kept.map(|table: Table| (table.name.to_owned(), columns(&table))).collect();
    let unseen: Map<String, Value> = tables::unseen(model)
        .into_iter()
        .map(|(entity, names)| {
            (entity, names.into_iter().map(|name| (name.to_owned(), json!("text"))).collect::<Map<_, _>>().into())
        })
        .collect();
    format!(
        "// What the database keeps beside the fields of the things: columns by name, with how they are kept.\n\n/** What the rules keep, each in a table of its own. */\nexport const internal = {};\n\n/** Columns of the things that no form shows. */\nexport const unseen = {};\n",
        literal(&internal.into(), 0),
        literal(&unseen.into(), 0)
    )
}

fn columns(table: &Table) -> Value {
    table
        .columns
        .iter()
        .map(|column| (column.name.to_owned(), json!(column.kind.name())))
        .collect::<Map<String, Value>>()
        .into()
}

fn engine(model: &AppModel) -> Vec<(String, String)> {
    let mut files =
        vec![module!("problem"), module!("values"), module!("existing"), module!("titles"), module!("rules")];
    let permissions = if has_accounts(model) {
        include_str!("../templates/server/node/permissions.mjs")
    } else {
        include_str!("../templates/server/node/permissions-open.mjs")
    };
    files.push(("server/permissions.mjs".to_owned(), permissions.to_owned()));
    files.push(("server/behaviours.mjs".to_owned(), behaviours(model)));
    let mut makers: Vec<&str> = rules(model).iter().map(|rule| rule.module).collect();
    makers.sort_unstable();
    makers.dedup();
    for name in makers {
        files.extend(behaviour(name));
    }
    files
}

fn behaviour(name: &str) -> Vec<(String, String)> {
    match name {
        "approval" => vec![module!("behaviours/approval")],
        "booking" => vec![module!("behaviours/booking"), module!("behaviours/linked")],
        "cart" => vec![module!("behaviours/cart")],
        "comments" => vec![module!("behaviours/comments")],
        "due" => vec![module!("behaviours/due")],
        "low-stock" => vec![module!("behaviours/low-stock")],
        "payments" => vec![module!("behaviours/payments")],
        "progress" => vec![module!("behaviours/progress")],
        "ratings" => vec![module!("behaviours/ratings")],
        "streak" => vec![module!("behaviours/streak")],
        "votes" => vec![module!("behaviours/votes")],
        _ => Vec::new(),
    }
}

/// `server/behaviours.mjs`: the rules that reach beyond a form, each bound to its fields.
fn behaviours(model: &AppModel) -> String {
    let rules = rules(model);
    let mut js = String::from(
        "// The rules of this application that reach beyond one record, each bound to the fields it is about.\n",
    );
    let mut makers: Vec<(&str, &str)> = rules.iter().map(|rule| (rule.maker, rule.module)).collect();
    makers.sort_unstable();
    makers.dedup();
    for (maker, module) in makers {
        let _ = writeln!(js, "import {{ {maker} }} from './behaviours/{module}.mjs';");
    }
    js.push_str(
        "\n/** Each says its operations, which records it watches, and what it keeps. */\nexport const rules = [",
    );
    for rule in &rules {
        let _ = write!(js, "\n  {}({}),", rule.maker, literal(&rule.with, 2));
    }
    js.push_str(if rules.is_empty() { "];\n" } else { "\n];\n" });
    js
}

fn gateway(model: &AppModel) -> Vec<(String, String)> {
    let people = if has_accounts(model) { "session" } else { "visitors" };
    let (mut imports, mut installs) = (String::new(), String::new());
    for (agent, name) in OPTIONAL {
        if model.has(*agent) {
            let camel = format!("install{}{}", name[..1].to_uppercase(), &name[1..]);
            let _ = writeln!(imports, "import {{ install as {camel} }} from './{name}.mjs';");
            let _ = writeln!(installs, "  {camel}(app);");
        }
    }
    // Full-text search came into Node's SQLite three versions after SQLite itself.
    let (minor, search) = if model.has(AgentId::Search) { ("16", " with full-text search") } else { ("13", "") };
    let filled = |(path, text): (String, String)| {
        let marks =
            [("people", people), ("imports", &imports), ("installs", &installs), ("minor", minor), ("search", search)];
        (path, fill(&text, &marks))
    };
    let mut files = vec![module!("http"), module!("pages"), module!("api"), module!("lists"), module!("cookies")];
    files.push(filled(module!("main")));
    files.push(filled(module!("start")));
    files.push(filled(module!("views")));
    if has_accounts(model) {
        files.extend([module!("session"), module!("passwords"), module!("throttle")]);
    } else {
        files.push(module!("visitors"));
    }
    files
}

/// Whom notices are for.
fn audience(model: &AppModel) -> (String, String) {
    let text = if has_accounts(model) {
        include_str!("../templates/server/node/audience.mjs")
    } else {
        include_str!("../templates/server/node/audience-open.mjs")
    };
    ("server/audience.mjs".to_owned(), text.to_owned())
}

/// `server/jobs.mjs` with the work that there is, each in a module of its own.
fn cron(model: &AppModel) -> Vec<(String, String)> {
    let has = |maker: &str| rules(model).iter().any(|rule| rule.maker == maker);
    let notifies = model.has(AgentId::Notify);
    let jobs = [
        (has_accounts(model), "sessions", module!("jobs/sessions")),
        (tables::kept(model).iter().any(Table::is_about_records), "orphans", module!("jobs/orphans")),
        (has("due"), "overdue", module!("jobs/overdue")),
        (notifies && has("due"), "dueNotices", module!("jobs/due-notices")),
        (notifies && has("booking"), "bookingNotices", module!("jobs/booking-notices")),
        (notifies && has("streak"), "streakNotices", module!("jobs/streak-notices")),
        (notifies, "oldNotices", module!("jobs/old-notices")),
    ];
    let mut js = String::from("// What happens by the clock: each piece of work says how often.\n");
    let mut calls = String::new();
    let mut files = Vec::new();
    for (_, name, (path, text)) in jobs.into_iter().filter(|(is_needed, ..)| *is_needed) {
        let _ = writeln!(js, "import {{ {name} }} from '.{}';", path.trim_start_matches("server"));
        let _ = writeln!(calls, "  {name}(app);");
        files.push((path, text));
    }
    let install = if calls.is_empty() { "{}".to_owned() } else { format!("{{\n{calls}}}") };
    let app = if calls.is_empty() { "" } else { "app" };
    let _ = write!(js, "\n/** Starts the work. */\nexport function install({app}) {install}\n");
    files.push(("server/jobs.mjs".to_owned(), js));
    files
}

/// Parts that are there only when their agents are, in the order in which they hear of a change.
const OPTIONAL: &[(AgentId, &str)] = &[
    (AgentId::Search, "search"),
    (AgentId::Notify, "notices"),
    (AgentId::Sync, "live"),
    (AgentId::Cron, "jobs"),
    (AgentId::Monitor, "health"),
];
