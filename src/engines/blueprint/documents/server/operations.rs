//! `docs/operations.md`: how to see that it is well, what each alarm means, and what to do first.

use super::super::desk::{Desk, Work};
use super::super::language::{bullets, cell, count, table};
use super::{nothing, one, start};
use crate::agents::AgentId;

/// Writes it.
pub(in super::super) fn operations(desk: &Desk<'_>) -> Work {
    let Some(backend) = desk.server() else { return nothing() };
    let alarms = alarms(desk);
    let says = format!("Wrote docs/operations.md: {} and what to do at each.", count(alarms.len(), "alarm", "alarms"));
    let opening =
        format!("Chose figures for {} and {}.", cell(&desk.model.name), count(alarms.len(), "alarm", "alarms"));
    let mut text = format!(
        "# {}: operations\n\n## Is it well?\n\n{}\n",
        cell(&desk.model.name),
        table(
            &["Ask", "Answer when well"],
            &[
                vec!["`GET /healthz`".to_owned(), "`{\"status\":\"ok\"}`: it runs".to_owned()],
                vec![
                    "`GET /readyz`".to_owned(),
                    "200: it runs and the database answers; a balancer asks here".to_owned()
                ],
                vec!["`GET /metrics`".to_owned(), "figures as text, for Prometheus".to_owned()],
            ]
        )
    );
    text.push_str(&format!("## Figures\n\n{}\n", table(&["Name", "What it counts"], &figures(desk))));
    text.push_str("`deploy/prometheus.yml` collects them every fifteen seconds, `deploy/dashboard.json` shows them in Grafana (Dashboards, New, Import).\n\n");
    text.push_str(&format!(
        "## Alarms\n\n`deploy/alerts.yml` has them. A page wakes somebody; a ticket waits until morning.\n\n{}\n",
        table(&["Alarm", "When", "Kind", "First"], &alarms)
    ));
    text.push_str(&format!("## By hand\n\n{}", bullets(&by_hand(desk, start(backend)))));
    let decisions = vec![
        "Five alarms and not fifty: each means that somebody has to do something.".to_owned(),
        format!("An alarm of its own for {} that are all gone at once: no other figure would show it.", desk.things()),
        "Requests are counted by route and not by address: ids in a figure would never stop being new.".to_owned(),
    ];
    one(opening, "docs/operations.md", text, says, decisions)
}

fn figures(desk: &Desk<'_>) -> Vec<Vec<String>> {
    let row = |name: &str, what: String| vec![format!("`{name}`"), what];
    let ids: Vec<String> = desk.model.entities.iter().map(|entity| format!("`{}`", entity.id)).collect();
    vec![
        row("http_requests_total{method,route,status}", "requests answered".to_owned()),
        row("http_request_duration_seconds", "how long they took, as a histogram".to_owned()),
        row("records{entity}", format!("how many there are of {}", super::super::language::list(&ids))),
        row("process_uptime_seconds", "how long it has been running".to_owned()),
    ]
}

fn alarms(desk: &Desk<'_>) -> Vec<Vec<String>> {
    let row = |name: &str, when: String, kind: &str, first: &str| {
        vec![name.to_owned(), when, kind.to_owned(), first.to_owned()]
    };
    let restore = if desk.has_part(AgentId::Scale) {
        "stop it; bring back the newest backup, `docs/capacity.md`"
    } else {
        "stop it; look for DELETE in the log; bring back a copy"
    };
    let more = if desk.has_part(AgentId::Scale) { "`docs/capacity.md`" } else { "the rate of requests, then the disk" };
    vec![
        row(
            "Down",
            "it has not answered for two minutes".to_owned(),
            "page",
            "the last lines of its log; start it again",
        ),
        row(
            "RequestsFail",
            "more than one request in twenty fails for five minutes".to_owned(),
            "page",
            "status 500 in the log; is the disk full?",
        ),
        row("Slow", "one request in twenty takes longer than a second for ten minutes".to_owned(), "ticket", more),
        row(
            "StartsAgainAndAgain",
            "it ended more than twice in a quarter of an hour".to_owned(),
            "page",
            "the last line before each start",
        ),
        row(
            "RecordsGone",
            format!("there is none of the {} left, and an hour ago there were some", desk.things()),
            "page",
            restore,
        ),
    ]
}

fn by_hand(desk: &Desk<'_>, start: &str) -> Vec<String> {
    let mut lines = vec![
        format!(
            "Start: `{start}`. It refuses to start rather than to lose data: a migration that fails is undone and named."
        ),
        "End: the signal TERM. Requests that have begun are finished.".to_owned(),
        "A new version: end it, put the new files in place, start it. Migrations run by themselves.".to_owned(),
        format!(
            "Look inside: `sqlite3 data/app.db 'SELECT count(*) FROM \"{}\"'`.",
            desk.main().map_or("record", |entity| entity.id.as_str())
        ),
    ];
    if desk.has_part(AgentId::Docker) {
        lines.push("With containers: `docker compose up --build -d`, `docker compose logs -f app`, `docker compose down`. The data is in the volume `data` and outlives all three.".to_owned());
    }
    lines
}
