//! `docs/sitemap.md`: the pages, their addresses, and how one gets from each to the next.

use super::super::model::View;
use super::desk::{Desk, Document, Work};
use super::language::{a, capital, cell, count, list, lower, node, table};
use super::stories;

/// One page.
pub(super) struct Page {
    /// `#/recipes/:id`.
    pub address: String,
    /// What one does there.
    pub purpose: String,
    /// Where it leads.
    pub leads: String,
}

/// Writes the sitemap.
pub(super) fn write(desk: &Desk<'_>) -> Work {
    let pages = pages(desk);
    let hidden: Vec<String> =
        desk.model.entities.iter().filter(|entity| !entity.in_navigation).map(|entity| lower(&entity.plural)).collect();
    let says =
        format!("Wrote docs/sitemap.md: {} and how they lead to each other.", count(pages.len(), "page", "pages"));
    let mut decisions = vec![view_reason(desk)];
    if !hidden.is_empty() {
        decisions.push(format!(
            "{} are not in the navigation: one comes to them through what they belong to.",
            capital(&list(&hidden))
        ));
    }
    decisions.push(
        if desk.server().is_some() {
            "Addresses after a # sign: each page can be linked to and reloaded, and the server needs no list of them."
        } else {
            "Addresses after a # sign: each page can be linked to and reloaded, and any plain file server will do."
        }
        .to_owned(),
    );
    let out = desk.items("docs/scope.md", "Out");
    if let Some(first) = out.first() {
        decisions.push(format!("No page for what is out of scope. {first}"));
    }
    let shown: Vec<String> =
        desk.model.entities.iter().filter(|entity| entity.in_navigation).map(|entity| lower(&entity.plural)).collect();
    Work {
        opening: vec![format!("Put {} into the navigation.", list(&shown))],
        documents: vec![Document { path: "docs/sitemap.md", text: text(desk, &pages), says }],
        decisions,
    }
}

/// Why the main list is shown as it is.
pub(super) fn view_reason(desk: &Desk<'_>) -> String {
    let Some(main) = desk.main() else { return "One list, because there is one kind of thing.".to_owned() };
    let things = capital(&lower(&main.plural));
    match main.view {
        View::Table => format!("A table: {} are compared by their fields, row by row.", lower(&main.plural)),
        View::Cards => {
            format!("Cards instead of a table: {} are chosen by look and mood, not by row.", lower(&main.plural))
        }
        View::Board => format!("A board: what matters of {} is where it stands.", a(&lower(&main.singular))),
        View::Calendar => format!("Days instead of rows: {} are looked up by when they are.", lower(&main.plural)),
        View::Pages => format!("{things} as titles with the text beside them: one reads several in a row."),
        View::Feed => format!("A feed, newest first: {} matter most while they are new.", lower(&main.plural)),
    }
}

/// The pages: read from the routes that are rendered, so that this document cannot name another address.
fn pages(desk: &Desk<'_>) -> Vec<Page> {
    let routes = desk.rendered("js/routes.js").map(addresses).unwrap_or_default();
    routes.into_iter().map(|path| page(desk, &path)).collect()
}

/// Every `path: '...'` of a module.
fn addresses(source: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let pieces = source.split("path:").skip(1);
    for piece in pieces {
        let piece = piece.trim_start();
        let Some(mark) = piece.chars().next().filter(|mark| ['\'', '"', '`'].contains(mark)) else { continue };
        let path = piece[1..].split(mark).next().unwrap_or_default().to_owned();
        if (path.starts_with('/') || path == "*") && !found.contains(&path) {
            found.push(path);
        }
    }
    found
}

fn page(desk: &Desk<'_>, path: &str) -> Page {
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    let entity = parts.first().and_then(|first| {
        let named = first.replace(['-', '_'], " ");
        desk.model.entities.iter().find(|entity| {
            entity.plural.to_lowercase() == named
                || entity.id.replace('_', " ") == named
                || slug(&entity.plural) == *first
                || first.strip_suffix("-list") == Some(&entity.id.replace('_', "-"))
        })
    });
    let address = if path == "*" { "any other".to_owned() } else { format!("`#{path}`") };
    let Some(entity) = entity else {
        let (purpose, leads) = general(desk, parts.first().copied().unwrap_or_default());
        return Page { address, purpose, leads };
    };
    let (one, many) = (lower(&entity.singular), lower(&entity.plural));
    let last = parts.last().copied().unwrap_or_default();
    let (purpose, leads) = match (parts.len(), last) {
        (1, _) => (
            format!("{} as {}, with search", capital(&many), stories::view(entity.view)),
            format!("one {one}, a new {one}"),
        ),
        (_, "new") => (format!("Add {}", a(&one)), format!("the {one} that was saved")),
        (_, "edit") => (format!("Change {}", a(&one)), format!("back to the {one}")),
        (_, id) if id.starts_with(':') => (format!("Everything about {}", a(&one)), around(desk, &entity.id, &many)),
        (_, other) => (format!("{} of {}", capital(&other.replace('-', " ")), a(&one)), format!("back to the {one}")),
    };
    Page { address, purpose, leads }
}

fn slug(text: &str) -> String {
    super::language::words(text).join("-")
}

fn around(desk: &Desk<'_>, entity: &str, many: &str) -> String {
    let mut leads: Vec<String> =
        stories::pointing_at(desk, entity).map(|other| format!("its {}", lower(&other.plural))).collect();
    leads.push(format!("the list of {many}"));
    list(&leads)
}

fn general(desk: &Desk<'_>, first: &str) -> (String, String) {
    let things = desk.things();
    match first {
        "" => ("Where one starts".to_owned(), format!("the {things}")),
        "figures" | "dashboard" | "overview" => {
            ("Figures at a glance".to_owned(), format!("the {things} behind each figure"))
        }
        "sign-in" | "signin" | "login" | "account" => {
            ("Say who one is".to_owned(), "where one wanted to go".to_owned())
        }
        "running-low" => {
            (format!("The {things} that have to be ordered"), format!("{} and its count", a(&desk.thing())))
        }
        "my-bookings" => {
            ("What one has booked, coming and past".to_owned(), "what was booked, or giving it back".to_owned())
        }
        "my-orders" => ("One order, with its rows and total".to_owned(), format!("the {things}")),
        "basket" | "cart" => {
            ("What is to be ordered, with its total".to_owned(), "checkout, or back to the list".to_owned())
        }
        "checkout" => ("Name and address, then the order".to_owned(), "the order".to_owned()),
        "search" => ("What matches, of every kind".to_owned(), "the thing itself".to_owned()),
        "settings" | "data" => {
            ("Light or dark, export, import, start again with the examples".to_owned(), format!("the {things}"))
        }
        "approvals" | "proposals" | "review" => {
            ("Changes that wait for a yes".to_owned(), "the change beside the text as it is".to_owned())
        }
        "calendar" => ("By day".to_owned(), "one day's entries".to_owned()),
        "history" | "activity" => ("Who changed what, and when".to_owned(), "the thing that was changed".to_owned()),
        "help" | "about" => (format!("What {} is and how to use it", cell(&desk.model.name)), format!("the {things}")),
        "*" | "404" | "not-found" => ("Says that there is no such page".to_owned(), format!("the {things}")),
        other => (capital(&other.replace('-', " ")), format!("the {things}")),
    }
}

fn text(desk: &Desk<'_>, pages: &[Page]) -> String {
    let mut text = format!("# {}: the pages\n\n", cell(&desk.model.name));
    let rows: Vec<Vec<String>> =
        pages.iter().map(|page| vec![page.address.clone(), page.purpose.clone(), page.leads.clone()]).collect();
    text.push_str(&format!("{}\n", table(&["Address", "What one does there", "Leads to"], &rows)));
    text.push_str(&format!("## Map\n\n```mermaid\n{}```\n\n", diagram(desk)));
    text.push_str("An address that does not exist shows a page that says so and leads back to the start.\n");
    text
}

fn diagram(desk: &Desk<'_>) -> String {
    let mut lines = format!("flowchart LR\n  start[\"{}\"]\n", node(&desk.model.name));
    for entity in &desk.model.entities {
        let (id, one, many) = (&entity.id, node(&lower(&entity.singular)), node(&entity.plural));
        if entity.in_navigation {
            lines.push_str(&format!("  start --> {id}_list[\"{many}\"]\n  {id}_list --> {id}_one[\"One {one}\"]\n  {id}_list --> {id}_form[\"Add {one}\"]\n  {id}_form --> {id}_one\n"));
        }
        for other in stories::pointing_at(desk, &entity.id).filter(|other| other.id != entity.id) {
            let to = if other.in_navigation { "one" } else { "part" };
            lines.push_str(&format!(
                "  {id}_one --> {}_{to}[\"{} {}\"]\n",
                other.id,
                if other.in_navigation { "One" } else { "Its" },
                node(&lower(if other.in_navigation { &other.singular } else { &other.plural }))
            ));
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::addresses;

    #[test]
    fn addresses_are_read_from_the_routes_themselves() {
        let source =
            "export const routes = [{ path: '/recipes', page }, { path: \"/recipes/:id\" }, { path: '/recipes' }];";
        assert_eq!(addresses(source), ["/recipes", "/recipes/:id"]);
    }
}
