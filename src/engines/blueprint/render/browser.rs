//! The browser's line to the server: what bridge, sync and notify add to the pages.

use super::super::model::{AppModel, Behaviour};
use super::made_tests::subject;
use super::names::fill;
use super::rules::{Rule, rules};
use crate::agents::AgentId;

/// The files of `agent`.
pub(super) fn files(agent: AgentId, model: &AppModel) -> Vec<(String, String)> {
    let made = match agent {
        AgentId::Bridge => vec![
            ("js/changes.js", include_str!("templates/js/remote/changes.js").to_owned()),
            ("js/line.js", include_str!("templates/js/remote/line.js").to_owned()),
            ("js/refused.js", include_str!("templates/js/remote/refused.js").to_owned()),
            ("js/server.js", include_str!("templates/js/remote/server.js").to_owned()),
            ("tests/bridge.test.mjs", test(model)),
        ],
        AgentId::Sync => vec![("js/live.js", include_str!("templates/js/remote/live.js").to_owned())],
        AgentId::Notify => vec![
            ("js/notices.js", notices(model)),
            ("js/pages/notices.js", include_str!("templates/js/remote/notices-page.js").to_owned()),
        ],
        _ => Vec::new(),
    };
    made.into_iter().map(|(path, content)| (path.to_owned(), content)).collect()
}

/// Tests of the line, with the main thing of this application.
fn test(model: &AppModel) -> String {
    let Some((title, _, other)) = subject(model) else { return String::new() };
    fill(
        include_str!("templates/js/remote/bridge.test.mjs"),
        &[("main", &model.entities[0].id), ("title", &title), ("title_other", &other)],
    )
}

/// `template` with only those parts that this application has: `{{server:..:}}` stays where it has a server, `{{alone:..:}}`
/// where it has none, `{{sync:..:}}`, `{{notify:..:}}` and `{{search:..:}}` where that agent is in the team,
/// `{{approval:..:}}` where changes wait for a yes. Parts do not contain each other.
pub(super) fn parts(template: &str, model: &AppModel) -> String {
    let served = model.has_server();
    let approves = model.behaviours.iter().any(|rule| matches!(rule, Behaviour::Approval { .. }));
    let marks = [
        ("{{approval:", approves),
        ("{{shared-approval:", approves && served),
        ("{{own-approval:", approves && !served),
        ("{{server:", served),
        ("{{alone:", !served),
        ("{{sync:", served && model.has(AgentId::Sync)),
        ("{{notify:", served && model.has(AgentId::Notify)),
        ("{{search:", served && model.has(AgentId::Search)),
        ("{{unsearched:", !(served && model.has(AgentId::Search))),
    ];
    marks.into_iter().fold(template.to_owned(), |text, (mark, stays)| kept(&text, mark, stays))
}

const END: &str = ":}}";

/// `text` with what stands between `mark` and its end, or without it. A part of whole lines goes without a gap.
fn kept(text: &str, mark: &str, stays: bool) -> String {
    let mut result = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(mark) {
        let Some((part, tail)) = after.split_once(END) else { break };
        result.push_str(before);
        let is_lines = part.starts_with('\n') && (before.is_empty() || before.ends_with('\n'));
        let (part, tail) = if is_lines { (&part[1..], tail.strip_prefix('\n').unwrap_or(tail)) } else { (part, tail) };
        if stays {
            result.push_str(part);
        }
        rest = tail;
    }
    result.push_str(rest);
    result
}

/// The notices, which without a server are counted from what the rules of the application watch.
fn notices(model: &AppModel) -> String {
    let found: Vec<(&str, String)> = rules(model).iter().filter_map(watched).collect();
    let uses = |maker: &str| found.iter().any(|(one, _)| *one == maker);
    let dated = uses("due") || uses("booking");
    let lines: String = found.iter().map(|(_, line)| format!("  ...{line},\n")).collect();
    let names: Vec<String> =
        rules(model).iter().filter(|rule| watched(rule).is_some()).map(|rule| rule.variable.clone()).collect();
    let imports = if names.is_empty() {
        String::new()
    } else {
        format!("import {{ {} }} from './rules.js';\n", names.join(", "))
    };
    fill(
        include_str!("templates/js/remote/notices.js"),
        &[
            ("manages", if uses("approval") { ", manages" } else { "" }),
            ("formats", if dated { "import { daysFromNow, relative } from './format.js';\n" } else { "" }),
            ("rules_import", &imports),
            ("title", if dated || uses("lowStock") { ", titleOf" } else { "" }),
            ("days", if dated { "const mostDays = 3;\n" } else { "" }),
            ("found", &format!("const found = () => [\n{lines}];\n")),
        ],
    )
}

/// What a rule has to say, as a list of notices.
fn watched(rule: &Rule) -> Option<(&'static str, String)> {
    let (name, entity) = (&rule.variable, &rule.entity);
    let link = format!("icon: entities.{entity}.icon, href: hrefOf('{entity}', record.id)");
    let line = match rule.maker {
        "due" => format!(
            "{name}.open().filter((record) => daysFromNow(record[{name}.date]) <= mostDays).map((record) => ({{ id: `due-${{record.id}}-${{record[{name}.date]}}`, {link}, text: {name}.isOverdue(record) ? words.notices.overdue(titleOf('{entity}', record)) : words.notices.due(titleOf('{entity}', record), relative(record[{name}.date])) }}))"
        ),
        "lowStock" => format!(
            "{name}.low().map((record) => ({{ id: `low-${{record.id}}`, {link}, text: record[{name}.quantity] ? words.notices.low(titleOf('{entity}', record)) : words.notices.out(titleOf('{entity}', record)) }}))"
        ),
        "approval" => format!(
            "(manages() && {name}.waiting().length ? [{{ id: `proposals-${{{name}.waiting().map((one) => one.id).join('-')}}`, icon: 'flag', href: '#/review', text: words.notices.proposals({name}.waiting().length) }}] : [])"
        ),
        "booking" => format!(
            "{name}.bookings().map((pair) => pair.slot).filter((record) => !{name}.isPast(record) && daysFromNow(record[{name}.starts]) <= mostDays).map((record) => ({{ id: `booked-${{record.id}}`, {link}, text: words.notices.booked(titleOf('{entity}', record), relative(record[{name}.starts])) }}))"
        ),
        _ => return None,
    };
    Some((rule.maker, line))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::super::sample;
    use super::*;

    fn with(team: &[AgentId], mut model: AppModel) -> AppModel {
        model.team = team.to_vec();
        model
    }

    fn whole(model: &AppModel) -> BTreeMap<String, String> {
        // Who is not in the team makes nothing in a real build.
        let optional = [AgentId::Sync, AgentId::Notify];
        let there = AgentId::ALL.iter().filter(|agent| model.has(**agent) || !optional.contains(agent));
        let made = there.flat_map(|agent| super::super::files(*agent, model));
        made.map(|file| (file.path, file.content)).collect()
    }

    /// The scripts that the browser loads.
    fn scripts(model: &AppModel) -> BTreeMap<String, String> {
        whole(model).into_iter().filter(|(path, _)| path.starts_with("js/")).collect()
    }

    const LEAST: &[AgentId] = &[AgentId::Keeper, AgentId::Engine, AgentId::Gateway, AgentId::Bridge, AgentId::Wire];

    #[test]
    fn parts_stay_or_go_without_a_gap() {
        assert_eq!(kept("one{{server:, two:}};", "{{server:", true), "one, two;");
        assert_eq!(kept("one{{server:, two:}};", "{{server:", false), "one;");
        assert_eq!(kept("a\n{{server:\nb\n:}}\nc\n", "{{server:", true), "a\nb\nc\n");
        assert_eq!(kept("a\n{{server:\nb\n:}}\nc\n", "{{server:", false), "a\nc\n");
    }

    #[test]
    fn without_a_server_nothing_speaks_of_one() {
        for model in sample::all() {
            for (path, text) in scripts(&model) {
                for word in ["fetch(", "server.js", "isServed", "perform(", "EventSource", "notices.js"] {
                    assert!(!text.contains(word), "{}: {path} has {word}", model.name);
                }
            }
        }
    }

    #[test]
    fn with_a_server_one_module_alone_asks_it() {
        for model in sample::all() {
            let model = with(AgentId::ALL, model);
            let asking: Vec<String> =
                scripts(&model).into_iter().filter(|(_, text)| text.contains("fetch(")).map(|(path, _)| path).collect();
            assert_eq!(asking, ["js/server.js"], "{}", model.name);
        }
    }

    #[test]
    fn every_import_leads_to_a_made_file_whoever_is_in_the_team() {
        for model in sample::all() {
            for team in [AgentId::ALL, LEAST] {
                let model = with(team, model.clone());
                let files = scripts(&model);
                for (path, text) in &files {
                    assert!(!text.contains("{{") && !text.contains(END), "{}: {path} has a mark left", model.name);
                    for piece in text.split("from '").skip(1) {
                        let Some(target) = piece.split('\'').next() else { continue };
                        let name = target.rsplit('/').next().unwrap_or_default();
                        let found = files.keys().any(|known| known.ends_with(&format!("/{name}")));
                        assert!(found, "{}: {path} imports {target}", model.name);
                    }
                }
            }
        }
    }

    #[test]
    fn parts_link_to_each_other_only_where_both_are_made() {
        let least = scripts(&with(LEAST, sample::recipes()));
        assert!(!least["js/routes.js"].contains("notices") && !least["js/app.js"].contains("live"));
        assert!(!least["js/pages/search.js"].contains("fromServer"));
        let all = scripts(&with(AgentId::ALL, sample::recipes()));
        assert!(all["js/routes.js"].contains("'/notices'") && all["js/app.js"].contains("bell()"));
        assert!(all["js/app.js"].contains("listen()") && all["js/pages/search.js"].contains("fromServer"));
        assert!(all["js/icons.js"].contains("bell:"));
    }

    #[test]
    fn actions_with_rules_ask_for_their_own_operation() {
        let model = with(AgentId::ALL, sample::all().remove(1));
        let files = scripts(&model);
        assert!(files["js/behaviours/booking.js"].contains("record.id, 'book']"));
        assert!(files["js/session.js"].contains("ask('POST', ['session']"));
    }

    #[test]
    fn notices_are_counted_from_the_rules_that_there_are() {
        for model in sample::all() {
            let text = notices(&model);
            for rule in rules(&model) {
                assert_eq!(
                    text.contains(&format!("{}.", rule.variable)),
                    watched(&rule).is_some(),
                    "{}",
                    rule.variable
                );
            }
        }
    }
}
