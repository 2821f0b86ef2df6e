//! `docs/server.md`: how the server starts, is set up, answers, and lets people sign in.

use super::super::super::model::Backend;
use super::super::desk::{Desk, Work};
use super::super::language::{bullets, cell, count, table};
use super::{needs, nothing, one, rendered, start};
use crate::agents::AgentId;

/// Writes it.
pub(in super::super) fn http(desk: &Desk<'_>) -> Work {
    let Some(backend) = desk.server() else { return nothing() };
    let routes = routes(desk);
    let says = format!(
        "Wrote docs/server.md: how it starts, its settings, and {}.",
        count(routes.len(), "group of addresses", "groups of addresses")
    );
    let opening = format!(
        "Joined the pages, {} and the rules behind one address, with nothing to install.",
        count(desk.model.entities.len(), "kind of record", "kinds of records")
    );
    one(opening, "docs/server.md", text(desk, backend, &routes), says, decisions(desk, backend))
}

fn decisions(desk: &Desk<'_>, backend: Backend) -> Vec<String> {
    let without = match backend {
        Backend::Node => "Node.js alone serves it, with its own SQLite: no package can turn bad or disappear.",
        Backend::Python => "Python's standard library alone serves it: no package can turn bad or disappear.",
    };
    let mut lines = vec![
        without.to_owned(),
        "Only index.html, css/, js/ and assets/ are served: whoever guesses the address of the database gets the same answer as for any other nonsense.".to_owned(),
        "Writes are taken as JSON from the application's own pages only: a form on another site cannot write here.".to_owned(),
    ];
    if desk.accounts() {
        lines.push("The session is in a cookie that scripts cannot read, and in the database only as a hash: a stolen backup signs nobody in.".to_owned());
    } else {
        lines.push(format!("No accounts, because none were asked for: whoever reaches the address may change {}. It listens on this machine only until told otherwise.", desk.things()));
    }
    lines
}

fn routes(desk: &Desk<'_>) -> Vec<Vec<String>> {
    let row = |path: &str, what: &str| vec![format!("`{path}`"), what.to_owned()];
    let mut rows = vec![
        row("/", "the pages: index.html, css/, js/, assets/, and nothing else"),
        row(
            "/api/{thing}",
            &format!(
                "records: {}",
                desk.model.entities.iter().map(|one| format!("`{}`", one.id)).collect::<Vec<_>>().join(", ")
            ),
        ),
        row("/api/everything", "all that the one who asks may see, for the first load of a page"),
        row("/api/changes?since=N", "what has changed since, so that a page catches up"),
    ];
    if desk.accounts() {
        rows.push(row("/api/session", "sign in, ask who is signed in, sign out"));
        rows.push(row("/api/people", "make an account"));
    }
    let optional = [
        (AgentId::Sync, "/api/live", "a stream that tells of each change as it happens"),
        (AgentId::Search, "/api/search?q=", "the best matches among all records"),
        (AgentId::Notify, "/api/notices", "what concerns the one who asks"),
        (AgentId::Monitor, "/metrics", "figures for Prometheus"),
    ];
    rows.extend(
        optional.into_iter().filter(|(agent, ..)| desk.has_part(*agent)).map(|(_, path, what)| row(path, what)),
    );
    rows.push(row("/healthz", "that it runs"));
    rows.push(row("/readyz", "that it runs and the database answers"));
    rows
}

fn text(desk: &Desk<'_>, backend: Backend, routes: &[Vec<String>]) -> String {
    let command = start(backend);
    let mut text = format!(
        "# {}: the server\n\n```sh\n{command}\n```\n\nIt needs {} and nothing else, and prints the address where it can be opened. Ctrl+C, or the signal TERM, lets requests that have begun finish and ends it.\n\n",
        cell(&desk.model.name),
        needs(desk)
    );
    text.push_str(&format!("## Settings\n\n{}\n", table(&["Variable", "Default", "What it sets"], &settings())));
    text.push_str(&format!("## Addresses\n\n{}\n", table(&["Address", "What is there"], routes)));
    let described = if desk.has_part(AgentId::Nexus) { "`docs/openapi.json` describes each operation. " } else { "" };
    text.push_str(&format!("{described}What is refused, and with which answer, is in `docs/rules.md`.\n\n"));
    text.push_str(&format!("## Signing in\n\n{}\n", bullets(&accounts(desk))));
    text.push_str(&format!("## With a proxy before it\n\n{}\n", bullets(&[
        "It speaks HTTP; HTTPS is the proxy's work. The proxy sends `X-Forwarded-Proto: https`, and cookies are then marked Secure.".to_owned(),
        "`TRUST_PROXY=1` counts wrong passwords for each caller and not for the proxy. Only behind a proxy: else anybody could claim any address.".to_owned(),
        "The proxy keeps the header `Host` as the browser sent it, or passes it on as `X-Forwarded-Host` with `TRUST_PROXY=1`: writes are compared with it.".to_owned(),
        "`/metrics` and `/readyz` are for the inside; a proxy for the world does not pass them on.".to_owned(),
    ])));
    text.push_str("## Its log\n\nOne line of JSON for each request, with method, path, status and time, and none with a body, a cookie or a password.\n\n");
    text.push_str(&format!("## Files of this part\n\n{}", bullets(&rendered(desk))));
    text
}

fn settings() -> Vec<Vec<String>> {
    let row = |name: &str, default: &str, what: &str| vec![format!("`{name}`"), default.to_owned(), what.to_owned()];
    vec![
        row("PORT", "4173", "where it listens; when that is taken, the next free one of the twenty after it"),
        row("HOST", "127.0.0.1", "who reaches it: `0.0.0.0` lets other machines in"),
        row("DATA_DIR", "`./data`", "the folder of the database"),
        row("EXAMPLES", "on", "`off` begins with an empty database, without example accounts"),
        row("TRUST_PROXY", "", "`1` behind a proxy: callers are told apart by the last address in `X-Forwarded-For`"),
        row("TZ", "the system's", "the time zone in which days begin, such as `Europe/Berlin`"),
    ]
}

fn accounts(desk: &Desk<'_>) -> Vec<String> {
    if !desk.accounts() {
        return vec!["There are no accounts. Browsers are told apart by a cookie without a name, so that what is one's own stays so.".to_owned()];
    }
    let mut lines = vec![
        "Passwords have 8 characters or more and are kept as scrypt hashes (N 16384, r 8, p 1) with 16 bytes of salt each.".to_owned(),
        "A session lasts 14 days. Signing out ends it on the server, not only in the browser.".to_owned(),
        "After five wrong passwords for one address the wait before the next grows; an unknown address is answered like a known one.".to_owned(),
    ];
    let open: Vec<String> =
        desk.model.roles.iter().filter(|role| !role.manages).map(|role| cell(&role.label)).collect();
    if !open.is_empty() && open.len() < desk.model.roles.len() {
        lines.push(format!("Anybody can sign up as {}. Nobody can sign up for a role that manages: it is given in the database, `UPDATE \"_accounts\" SET \"role\" = '{}' WHERE \"email\" = 'ada@example.com';`", super::super::language::either(&open), desk.model.roles.iter().find(|role| role.manages).map_or("", |role| role.id.as_str())));
    }
    lines.push("The example accounts have the password `example-password`. Before others can reach the server, delete them: `DELETE FROM \"_accounts\" WHERE \"id\" LIKE 'example-%';`".to_owned());
    lines
}
