//! `docs/capacity.md`: how far one machine carries, how to measure it, and what comes when it is not enough.

use super::super::super::model::Backend;
use super::super::desk::{Desk, Work};
use super::super::language::{bullets, capital, cell, numbered, table};
use super::{needs, nothing, one};
use crate::agents::AgentId;

/// Records of each thing that every page still loads without anybody waiting.
const COMFORTABLE: usize = 5_000;

/// Writes it.
pub(in super::super) fn capacity(desk: &Desk<'_>) -> Work {
    let Some(backend) = desk.server() else { return nothing() };
    let says =
        "Wrote docs/capacity.md: what one machine carries, how to measure it, backups, and the next three steps."
            .to_owned();
    let opening = format!(
        "Looked for what gives way first when many use {}: the first load of a page, then the one writer.",
        cell(&desk.model.name)
    );
    let mut text = format!("# {}: capacity\n\n", cell(&desk.model.name));
    text.push_str(&format!("## What gives way first\n\n{}\n", bullets(&limits(desk))));
    text.push_str(&measuring(desk));
    text.push_str(&backups(desk, backend));
    text.push_str(&format!("## When it is not enough\n\n{}\n", numbered(&next(desk))));
    text.push_str(&format!("## Putting it onto a machine\n\n{}", numbered(&machine(desk))));
    one(opening, "docs/capacity.md", text, says, decisions(desk))
}

fn decisions(desk: &Desk<'_>) -> Vec<String> {
    vec![
        format!("One machine until figures say otherwise: two that share {} need a database server, and somebody who runs it.", desk.things()),
        "A backup every night beside a database that keeps itself: most losses are mistakes, and a mirror copies those too.".to_owned(),
        "No number of users is promised: `tests/load.mjs` measures the machine that it will run on.".to_owned(),
    ]
}

fn limits(desk: &Desk<'_>) -> Vec<String> {
    let mut lines = vec![
        format!("**The first load.** A page loads all that its user may see. Up to some {COMFORTABLE} {} that is a fraction of a second; above, lists should ask page by page (`limit` and `after` are there).", desk.things()),
        "**The writer.** SQLite takes one write at a time, each a few thousandths of a second on a disk without moving parts: some hundred changes a second. Readers do not wait for it (write-ahead log).".to_owned(),
    ];
    if desk.accounts() {
        lines.push("**Signing in.** A password costs about a twentieth of a second of one core, on purpose. Twenty people a second who sign in keep one core busy.".to_owned());
    }
    if desk.has_part(AgentId::Sync) {
        lines.push("**Open windows.** Each holds one connection. Some thousand are possible; raise the limit of open files of the service (`LimitNOFILE=8192`) before that.".to_owned());
    }
    let images: Vec<String> = desk
        .model
        .entities
        .iter()
        .filter(|entity| {
            entity.fields.iter().any(|field| matches!(field.kind, super::super::super::model::FieldKind::Image))
        })
        .map(|entity| super::super::language::lower(&entity.plural))
        .collect();
    if !images.is_empty() {
        lines.push(format!("**Pictures.** Those of {} lie in the records, up to a megabyte each, and come with the first load. A thousand of them are too many for a telephone: they should then move into files.", super::super::language::list(&images)));
    }
    lines
}

fn measuring(desk: &Desk<'_>) -> String {
    if !desk.has_part(AgentId::Load) {
        return "## Measuring\n\nNo load test was made for this application; any tool that speaks HTTP will do, against a copy and never against the real data.\n\n".to_owned();
    }
    let rows = [
        vec!["requests/s".to_owned(), "what it carries with so many at once".to_owned()],
        vec!["p95, p99".to_owned(), "what the unlucky wait; above a second people press again".to_owned()],
        vec!["errors".to_owned(), "has to be 0, whatever the rest says".to_owned()],
    ];
    format!(
        "## Measuring\n\n```sh\nnpm run test:load\nnode tests/load.mjs --seconds 60 --connections 100\n```\n\nIt starts a server of its own with data of its own. Double the connections until p95 passes a second: that is the limit of the machine.\n\n{}\n",
        table(&["Figure", "What it says"], &rows)
    )
}

fn backups(desk: &Desk<'_>, backend: Backend) -> String {
    let command = super::super::super::render::backup_command(backend);
    let slug = &desk.model.slug;
    format!(
        "## Backups\n\n```sh\n{command}\n```\n\nwrites a copy into `backups/` in the data folder while the server runs, and keeps the newest seven. `deploy/backup.timer` does so every night:\n\n```sh\nsudo cp deploy/backup.service /etc/systemd/system/{slug}-backup.service\nsudo cp deploy/backup.timer /etc/systemd/system/{slug}-backup.timer\nsudo systemctl enable --now {slug}-backup.timer\n```\n\nCopy the folder to another machine as well: a backup on the same disk dies with it.\n\nTo bring one back: stop the server, put the copy in place as `app.db`, delete `app.db-wal` and `app.db-shm` beside it, start. Try it once before it is needed.\n\n"
    )
}

fn next(desk: &Desk<'_>) -> Vec<String> {
    vec![
        "**A bigger machine.** Two cores and a fast disk first: it costs an hour and changes no code.".to_owned(),
        "**A copy as it happens.** Litestream sends every change of `app.db` to a store elsewhere; after a loss at most seconds are gone. It runs beside the server and needs no change in it.".to_owned(),
        format!(
            "**PostgreSQL.** When several machines have to write. `migrations/` is plain SQL: REAL becomes `double precision`, INTEGER 0/1 becomes `boolean`, JSON texts become `jsonb`. Rules already count inside transactions{}; on PostgreSQL they need the level `SERIALIZABLE`, and a repeat when it says no.",
            desk.model.behaviours.first().map_or_else(String::new, |rule| format!(" ({})", super::super::language::lower(&super::super::rules::name(desk, rule))))
        ),
    ]
}

fn machine(desk: &Desk<'_>) -> Vec<String> {
    let slug = &desk.model.slug;
    let run = if desk.has_part(AgentId::Docker) {
        "`DOMAIN=example.org docker compose --profile public up --build -d` starts it behind Caddy, which fetches the certificate (`deploy/Caddyfile`); `TRUST_PROXY` is on then.".to_owned()
    } else {
        "Run it as a service with `TRUST_PROXY=1`, and Caddy before it with `deploy/Caddyfile`.".to_owned()
    };
    let mut lines = vec![
        format!(
            "{}, a user `{slug}`, the folder in `/opt/{slug}`, its data in `/var/lib/{slug}`; or a machine with Docker.",
            capital(needs(desk))
        ),
        "The name of the domain points to the machine; ports 80 and 443 are open, 4173 is not.".to_owned(),
        run,
    ];
    if desk.accounts() {
        lines.push("`EXAMPLES=off` at the first start leaves the examples and their accounts out; the first who signs up then manages. Otherwise delete the example accounts before anybody else can reach it: their password is in the README.".to_owned());
    } else {
        lines.push("`EXAMPLES=off` at the first start leaves the examples out.".to_owned());
        lines.push(format!("There are no accounts: whoever reaches it may change {}. Put a password before it (`basic_auth` in the Caddyfile) or keep it inside a network.", desk.things()));
    }
    lines
}
