//! What the made servers consist of, and what their database keeps by itself.

use super::super::super::model::{AppModel, Backend, Behaviour};
use super::super::names::has_accounts;
use super::super::sample;
use super::*;
use crate::agents::Feature;

/// The team of a large application, without those whom a plan may leave out.
fn lean() -> Vec<AgentId> {
    let optional = [
        AgentId::Cron,
        AgentId::Sync,
        AgentId::Notify,
        AgentId::Search,
        AgentId::Load,
        AgentId::Nexus,
        AgentId::Sentinel,
        AgentId::Monitor,
        AgentId::Scale,
    ];
    AgentId::ALL.iter().copied().filter(|agent| !optional.contains(agent)).collect()
}

fn with_team(mut model: AppModel, team: &[AgentId]) -> AppModel {
    team.clone_into(&mut model.team);
    model.stack.backend = Backend::Node;
    model
}

fn made(model: &AppModel) -> Vec<(String, String)> {
    model.team.iter().flat_map(|agent| files(*agent, model)).collect()
}

fn text<'a>(files: &'a [(String, String)], path: &str) -> &'a str {
    files.iter().find(|(known, _)| known == path).map_or("", |(_, text)| text)
}

/// The relative modules that a module imports, as paths.
fn imports(path: &str, text: &str) -> Vec<String> {
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let targets = text.split("from '").skip(1).chain(text.split("import('").skip(1));
    let relative = targets.filter_map(|rest| rest.split('\'').next()).filter(|target| target.starts_with('.'));
    relative
        .map(|target| {
            let mut parts: Vec<&str> = folder.split('/').collect();
            for part in target.split('/') {
                match part {
                    "." => {}
                    ".." => drop(parts.pop()),
                    name => parts.push(name),
                }
            }
            parts.join("/")
        })
        .collect()
}

fn gym() -> AppModel {
    sample::all().into_iter().find(has_accounts).expect("the gym has accounts")
}

#[test]
fn every_module_of_a_server_finds_what_it_imports() {
    for model in sample::all() {
        for team in [AgentId::ALL.to_vec(), lean()] {
            let model = with_team(model.clone(), &team);
            let files = made(&model);
            for (path, text) in &files {
                assert!(!text.contains("{{"), "{path} of {} is not filled", model.name);
                for target in imports(path, text).iter().filter(|target| target.starts_with("server/")) {
                    assert!(files.iter().any(|(known, _)| known == target), "{}: {path} imports {target}", model.name);
                }
            }
        }
    }
}

#[test]
fn every_module_of_a_server_is_used_by_another_or_started() {
    for model in sample::all() {
        let files = made(&with_team(model, AgentId::ALL));
        let used: Vec<String> = files.iter().flat_map(|(path, text)| imports(path, text)).collect();
        for (path, _) in files.iter().filter(|(path, _)| path.ends_with(".mjs")) {
            let is_started = ["server/main.mjs", "server/backup.mjs"].contains(&path.as_str());
            assert!(is_started || used.contains(path), "{path} is there for nothing");
        }
    }
}

#[test]
fn optional_parts_appear_with_their_agents_only() {
    let lean = made(&with_team(gym(), &lean()));
    let whole = made(&with_team(gym(), AgentId::ALL));
    for path in [
        "server/jobs.mjs",
        "server/live.mjs",
        "server/notices.mjs",
        "server/search.mjs",
        "server/health.mjs",
        "server/backup.mjs",
        "migrations/0003_search.sql",
        "migrations/0004_notices.sql",
    ] {
        assert!(text(&lean, path).is_empty(), "{path} without its agent");
        assert!(!text(&whole, path).is_empty(), "{path} is missing");
    }
    assert!(!text(&lean, "server/start.mjs").contains("Live"));
    assert!(text(&whole, "server/start.mjs").contains("installLive(app);"));
}

#[test]
fn accounts_bring_sessions_and_their_tables_and_nothing_else_does() {
    let with = made(&with_team(gym(), AgentId::ALL));
    assert!(
        text(&with, "migrations/0002_accounts.sql")
            .contains("UNIQUE INDEX \"_accounts_index\" ON \"_accounts\" (\"email\")")
    );
    assert!(text(&with, "server/start.mjs").contains("./session.mjs"));
    let without = made(&with_team(sample::recipes(), AgentId::ALL));
    assert!(
        text(&without, "migrations/0002_accounts.sql").is_empty() && text(&without, "server/session.mjs").is_empty()
    );
    assert!(text(&without, "server/start.mjs").contains("./visitors.mjs"));
}

#[test]
fn only_the_behaviours_of_the_application_are_there() {
    let files = made(&with_team(gym(), AgentId::ALL));
    let behaviours: Vec<&str> = files.iter().filter_map(|(path, _)| path.strip_prefix("server/behaviours/")).collect();
    assert_eq!(behaviours, ["booking.mjs", "linked.mjs"]);
}

#[test]
fn the_database_keeps_the_limits_of_fields() {
    let sql = migrations::records(&with_team(gym(), AgentId::ALL));
    for line in [
        "\"starts\" TEXT NOT NULL CHECK (\"starts\" GLOB '[0-9]",
        "\"minutes\" >= 15 AND \"minutes\" <= 240",
        "\"level\" TEXT CHECK (\"level\" IN ('All levels', 'Beginner',",
        "\"trainer\" TEXT REFERENCES \"trainer\" (\"id\") ON DELETE SET NULL",
        "\"class\" TEXT NOT NULL REFERENCES \"class_session\" (\"id\") ON DELETE CASCADE",
        "CREATE INDEX \"booking_class_index\" ON \"booking\" (\"class\")",
        "CREATE TRIGGER \"booking_deleted\" AFTER DELETE ON \"booking\"",
    ] {
        assert!(sql.contains(line), "{line} is not in\n{sql}");
    }
}

#[test]
fn a_quote_in_an_option_stays_inside_its_text() {
    assert_eq!(sql::quoted("it's"), "'it''s'");
}

#[test]
fn one_vote_and_one_score_a_person_are_kept_by_the_database() {
    let mut model = with_team(sample::recipes(), AgentId::ALL);
    let entity = model.entities[0].id.clone();
    model.behaviours.push(Behaviour::Votes { entity });
    let sql = migrations::records(&model);
    for table in ["_votes", "_ratings"] {
        let index = format!(
            "CREATE UNIQUE INDEX \"{table}_index\" ON \"{table}\" (\"entity\", \"of\", coalesce(\"created_by\", ''))"
        );
        assert!(sql.contains(&index), "{index}");
    }
}

#[test]
fn fields_that_are_called_like_columns_of_every_table_get_others() {
    let mut model = with_team(sample::recipes(), AgentId::ALL);
    model.entities[0].fields[1].id = "created_at".to_owned();
    let sql = migrations::records(&model);
    assert!(sql.contains("\"created_at_value\""), "{sql}");
    let table = sql.split("CREATE TABLE").nth(2).unwrap_or_default();
    assert_eq!(table.matches("\"created_at\" ").count(), 1, "{table}");
}

#[test]
fn lists_of_references_are_cleaned_when_a_record_goes() {
    use super::super::super::model::FieldKind;
    let mut model = with_team(sample::recipes(), AgentId::ALL);
    let other = model.entities[1].id.clone();
    model.entities[0].fields[1].kind = FieldKind::References { entity: other.clone() };
    let sql = migrations::records(&model);
    assert!(sql.contains(&format!("AFTER DELETE ON \"{other}\" BEGIN\n  UPDATE \"recipe\"")), "{sql}");
}

#[test]
fn changes_are_kept_only_where_history_was_asked_for() {
    let mut model = with_team(sample::recipes(), AgentId::ALL);
    assert!(!migrations::records(&model).contains("_history"));
    model.features.push(Feature::History);
    assert!(migrations::records(&model).contains("CREATE TABLE \"_history\""));
}

#[test]
fn no_server_is_made_without_its_agents() {
    let model = sample::recipes();
    assert!(!model.has_server());
    let files = super::super::files(AgentId::Keeper, &model);
    assert!(files.is_empty());
}
