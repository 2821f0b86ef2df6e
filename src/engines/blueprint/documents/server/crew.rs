//! What agents say whose work is code alone: what they found to do in this application, and why they did it so.

use super::super::super::model::{Backend, Behaviour};
use super::super::desk::{Desk, Work};
use super::super::language::{a, capital, cell, count, list, lower};
use super::{ending, nothing, said};
use crate::agents::AgentId;

/// What happens by the clock.
pub(in super::super) fn jobs(desk: &Desk<'_>) -> Work {
    if desk.server().is_none() {
        return nothing();
    }
    let due: Vec<String> = desk
        .model
        .behaviours
        .iter()
        .filter_map(|rule| match rule {
            Behaviour::Due { entity, date, .. } => {
                Some(format!("{} whose {} has passed", desk.plural(entity), desk.label(entity, date)))
            }
            Behaviour::Booking { slot, .. } => Some(format!("{} that begin soon", desk.plural(slot))),
            Behaviour::LowStock { entity, .. } => Some(format!("{} that run low", desk.plural(entity))),
            _ => None,
        })
        .collect();
    let mut decisions = vec![
        "The server's own clock, no cron of the system: what is forgotten at a move cannot be missing.".to_owned(),
        "Each job can be done twice without harm: one that was interrupted is simply begun again.".to_owned(),
    ];
    if desk.accounts() {
        decisions.push(
            "Sessions that nobody uses any more are swept: a database should not remember who sat there last year."
                .to_owned(),
        );
    }
    if !due.is_empty() {
        decisions.push(format!(
            "Looked for by the clock: {}. It becomes true overnight, without anybody saving anything.",
            list(&due)
        ));
    }
    let opening = if due.is_empty() {
        "Found nothing that falls due here, and set up the sweeping of old entries.".to_owned()
    } else {
        format!("Set up what becomes true by the clock: {}.", list(&due))
    };
    said(opening, decisions)
}

/// The browser's line to the server.
pub(in super::super) fn bridge(desk: &Desk<'_>) -> Work {
    if desk.server().is_none() {
        return nothing();
    }
    let pages = desk.model.entities.iter().filter(|entity| entity.in_navigation).count();
    let mut decisions = vec![
        format!(
            "A change shows at once and is sent meanwhile; where the server refuses it, the page takes it back and says why: nobody waits for a network to add {}.",
            a(&desk.thing())
        ),
        "Pages did not have to be changed: they still ask the store, and the store asks the server.".to_owned(),
        "Opened without the server, from a file server or in a preview, it keeps its data in the browser as before."
            .to_owned(),
    ];
    if desk.accounts() {
        decisions.push(
            "Signing in goes through the server; no password and no token is ever within reach of a script.".to_owned(),
        );
    }
    said(format!("Joined {} to the server through the one store.", count(pages, "list", "lists")), decisions)
}

/// What another person has just changed.
pub(in super::super) fn sync(desk: &Desk<'_>) -> Work {
    if desk.server().is_none() {
        return nothing();
    }
    let crowded = desk.model.behaviours.iter().find_map(|rule| match rule {
        Behaviour::Booking { slot, .. } => Some(format!(
            "A place in {} that is taken elsewhere goes from the page before somebody presses for it.",
            a(&desk.singular(slot))
        )),
        Behaviour::LowStock { entity, quantity, .. } => Some(format!(
            "The {} of {} is the same on every screen within a moment.",
            desk.label(entity, quantity),
            a(&desk.singular(entity))
        )),
        _ => None,
    });
    let mut decisions = vec![
        "The stream carries only a number; what has changed is asked for with the rights of the one who asks."
            .to_owned(),
        "A page that was asleep catches up by the number it knows: nothing is lost, and nothing is sent twice."
            .to_owned(),
    ];
    decisions.extend(crowded);
    said(format!("Opened a stream by which every window hears of changes to {}.", desk.things()), decisions)
}

/// What concerns people.
pub(in super::super) fn notify(desk: &Desk<'_>) -> Work {
    if desk.server().is_none() {
        return nothing();
    }
    let told: Vec<String> = desk
        .model
        .behaviours
        .iter()
        .filter_map(|rule| match rule {
            Behaviour::LowStock { entity, .. } => Some(format!("{} that run low", desk.plural(entity))),
            Behaviour::Due { entity, .. } => Some(format!("{} that fall due", desk.plural(entity))),
            Behaviour::Booking { booking, .. } => Some(format!("{} made and cancelled", desk.plural(booking))),
            Behaviour::Approval { .. } => Some("proposals and what became of them".to_owned()),
            Behaviour::Comments { entity } => Some(format!("comments on one's own {}", desk.plural(entity))),
            Behaviour::Payments { payment, .. } => Some(format!("{} received", desk.plural(payment))),
            _ => None,
        })
        .collect();
    let what = if told.is_empty() { format!("changes to {}", desk.things()) } else { list(&told) };
    said(
        format!("Tells people of {what}."),
        vec![
            "Shown where people look anyway, in the application: no address has to be given and no mail server run."
                .to_owned(),
            "What was seen once does not ask for attention again.".to_owned(),
            "Nobody is told of what they did themselves.".to_owned(),
        ],
    )
}

/// Finding records by their words.
pub(in super::super) fn search(desk: &Desk<'_>) -> Work {
    if desk.server().is_none() {
        return nothing();
    }
    let fields: usize = desk.model.entities.iter().map(|entity| entity.fields.len()).sum();
    let plurals: Vec<String> = desk.model.entities.iter().map(|entity| lower(&entity.plural)).collect();
    said(
        format!("Indexed the words of {} over {}.", list(&plurals), count(fields, "field", "fields")),
        vec![
            "The index is the database's own (FTS5) and follows each change in the same transaction: it cannot lag behind.".to_owned(),
            format!("A word in the title of {} weighs more than one in its text: who remembers a name finds it first.", a(&desk.thing())),
            "Whatever is typed is taken as words: signs that mean something to the database mean nothing in a search.".to_owned(),
        ],
    )
}

/// Journeys in a real browser.
pub(in super::super) fn journeys(desk: &Desk<'_>) -> Work {
    if desk.server().is_none() {
        return nothing();
    }
    let walked: usize = desk
        .rendered
        .iter()
        .map(|file| file.content.matches("\ntest(").count() + file.content.matches("\n  test(").count())
        .sum();
    let shown: Vec<String> =
        desk.model.entities.iter().filter(|entity| entity.in_navigation).map(|entity| lower(&entity.plural)).collect();
    said(
        format!(
            "Wrote {} for {}, run with the real server.",
            count(walked, "journey", "journeys"),
            cell(&list(&shown))
        ),
        vec![
            "A journey fails on the first error in the console, even where the page looks right.".to_owned(),
            "Each makes the records that it needs: one that fails does not pull the next with it.".to_owned(),
            format!("Deleting {} is walked with its undo, and looked at on the server both times.", a(&desk.thing())),
        ],
    )
}

/// How many requests it carries.
pub(in super::super) fn load(desk: &Desk<'_>) -> Work {
    if desk.server().is_none() {
        return nothing();
    }
    said(
        format!("Wrote a load of reading, searching and adding {}, ten seconds long with twenty connections.", desk.things()),
        vec![
            "It has a bound and an end, and takes another machine only when told so on purpose: a test of load must not become an attack.".to_owned(),
            "It fails on errors and never on times: a slow machine is no bug.".to_owned(),
            format!("Nine of ten visits read: that is how {} are used.", desk.things()),
        ],
    )
}

/// The container.
pub(in super::super) fn container(desk: &Desk<'_>) -> Work {
    let Some(backend) = desk.server() else { return nothing() };
    let (image, stage) = match backend {
        Backend::Node => {
            ("node:24-slim", "A stage of its own runs the tests on the very files that go into the image.")
        }
        Backend::Python => {
            ("python:3.13-slim", "The server is compiled while the image is built: a mistake in it stops the build.")
        }
    };
    let mut decisions = vec![
        format!("{image} and nothing installed into it: what is not there needs no update."),
        "It runs as somebody who is not root, with a file system that can only be read; data goes to a volume."
            .to_owned(),
        stage.to_owned(),
    ];
    if desk.has_part(AgentId::Monitor) {
        decisions.push("Prometheus and Grafana are in compose.yaml under a profile of their own: who does not want them does not start them.".to_owned());
    }
    said(format!("Packed {} into one container with one volume.", cell(&desk.model.name)), decisions)
}

/// Tests for every change.
pub(in super::super) fn pipeline(desk: &Desk<'_>) -> Work {
    let Some(backend) = desk.server() else { return nothing() };
    let runs: Vec<&str> = [
        (AgentId::Junit, "the interface"),
        (AgentId::Cypress, "the journeys"),
        (AgentId::A11y, "accessibility"),
        (AgentId::Load, "a short load"),
    ]
    .into_iter()
    .filter(|(agent, _)| desk.has_part(*agent))
    .map(|(_, what)| what)
    .collect();
    let tested = if runs.is_empty() { "the tests".to_owned() } else { list(&runs) };
    said(
        format!("{} at each change, then the image.", capital(&format!("{tested} run"))),
        vec![
            "The image is built only from what passed, and has to answer once before the change counts as good."
                .to_owned(),
            "The pipeline may read the code and nothing else: it holds no secret that a test could give away."
                .to_owned(),
            format!(
                "The same commands as on one's own machine: server/main.{} has no second way to be started.",
                ending(backend)
            ),
        ],
    )
}
