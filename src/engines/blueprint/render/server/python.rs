//! The server in Python: only the modules that this application needs.

use std::fmt::Write as _;

use super::super::super::model::AppModel;
use super::super::names::{fill, has_accounts};
use super::super::rules::rules;
use super::python_data as data;
use super::tables::{self, Table};
use crate::agents::AgentId;

macro_rules! module {
    ($name:literal) => {
        (
            concat!("server/", $name, ".py").to_owned(),
            include_str!(concat!("../templates/server/python/", $name, ".py")).to_owned(),
        )
    };
}

/// Parts that are there only when their agents are, in the order in which they hear of a change.
const OPTIONAL: &[(AgentId, &str)] = &[
    (AgentId::Search, "search"),
    (AgentId::Notify, "notices"),
    (AgentId::Sync, "live"),
    (AgentId::Cron, "jobs"),
    (AgentId::Monitor, "health"),
];

/// The files of `agent`.
pub(super) fn files(agent: AgentId, model: &AppModel) -> Vec<(String, String)> {
    match agent {
        AgentId::Keeper => vec![
            module!("database"),
            module!("tables"),
            module!("moments"),
            module!("validation"),
            module!("seed"),
            ("server/schema.json".to_owned(), data::schema(model)),
            ("server/seeds.json".to_owned(), data::seeds(model)),
        ],
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

fn engine(model: &AppModel) -> Vec<(String, String)> {
    let permissions = if has_accounts(model) {
        include_str!("../templates/server/python/permissions.py")
    } else {
        include_str!("../templates/server/python/permissions_open.py")
    };
    let mut files = vec![module!("problem"), module!("values"), module!("behaviour"), module!("rules")];
    files.push(("server/permissions.py".to_owned(), permissions.to_owned()));
    files.push(("server/behaviours/__init__.py".to_owned(), data::behaviours(model)));
    let mut names: Vec<&str> = rules(model).iter().map(|rule| rule.module).collect();
    names.sort_unstable();
    names.dedup();
    if names.iter().any(|name| ["approval", "booking", "comments"].contains(name)) {
        files.push(module!("behaviours/linked"));
    }
    files.extend(names.into_iter().filter_map(behaviour));
    files
}

fn behaviour(name: &str) -> Option<(String, String)> {
    Some(match name {
        "approval" => module!("behaviours/approval"),
        "booking" => module!("behaviours/booking"),
        "cart" => module!("behaviours/cart"),
        "comments" => module!("behaviours/comments"),
        "due" => module!("behaviours/due"),
        "low-stock" => module!("behaviours/low_stock"),
        "payments" => module!("behaviours/payments"),
        "progress" => module!("behaviours/progress"),
        "ratings" => module!("behaviours/ratings"),
        "streak" => module!("behaviours/streak"),
        "votes" => module!("behaviours/votes"),
        _ => return None,
    })
}

fn gateway(model: &AppModel) -> Vec<(String, String)> {
    let people = if has_accounts(model) { "session" } else { "visitors" };
    let (mut imports, mut installs) = (String::new(), String::new());
    for (agent, name) in OPTIONAL {
        if model.has(*agent) {
            let _ = writeln!(imports, "import {name}");
            let _ = writeln!(installs, "    {name}.install(app)");
        }
    }
    let (path, start) = module!("start");
    let start = fill(&start, &[("people", people), ("imports", &imports), ("installs", &installs)]);
    let mut files = vec![
        module!("main"),
        (path, start),
        module!("app"),
        module!("web"),
        module!("serving"),
        module!("bodies"),
        module!("pages"),
        module!("api"),
        module!("lists"),
        module!("views"),
        module!("cookies"),
    ];
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
        include_str!("../templates/server/python/audience.py")
    } else {
        include_str!("../templates/server/python/audience_open.py")
    };
    ("server/audience.py".to_owned(), text.to_owned())
}

/// `server/jobs.py` with the work that there is, each in a module of its own.
fn cron(model: &AppModel) -> Vec<(String, String)> {
    let has = |maker: &str| rules(model).iter().any(|rule| rule.maker == maker);
    let notifies = model.has(AgentId::Notify);
    let chores = [
        (has_accounts(model), "sessions", module!("chores/sessions")),
        (tables::kept(model).iter().any(Table::is_about_records), "orphans", module!("chores/orphans")),
        (has("due"), "overdue", module!("chores/overdue")),
        (notifies && has("due"), "due_notices", module!("chores/due_notices")),
        (notifies && has("booking"), "booking_notices", module!("chores/booking_notices")),
        (notifies && has("streak"), "streak_notices", module!("chores/streak_notices")),
        (notifies, "old_notices", module!("chores/old_notices")),
    ];
    let (mut imports, mut calls) = (vec!["from app import App\n".to_owned()], String::new());
    let mut files = Vec::new();
    for (_, name, file) in chores.into_iter().filter(|(is_needed, ..)| *is_needed) {
        imports.push(format!("from chores.{name} import {name}\n"));
        let _ = writeln!(calls, "    {name}(app)");
        files.push(file);
    }
    imports.sort_unstable();
    let python = format!(
        "\"\"\"What happens by the clock: each piece of work says how often.\"\"\"\nfrom __future__ import annotations\n\n{}\n\ndef install(app: App) -> None:\n    \"\"\"Starts the work.\"\"\"\n{calls}",
        imports.concat()
    );
    files.push(("server/jobs.py".to_owned(), python));
    files
}
