//! What agents whose work is code say about it: what they noticed, what they decided, and a sentence for each file.

use crate::agents::{AgentId, Feature};
use crate::engines::MadeFile;

use super::super::model::{Layout, View};
use super::desk::{Desk, Work};
use super::inventory::{MODEL, purpose};
use super::language::{a, capital, cell, count, list, lower};
use super::{design_tokens, rules, server, stories};

/// The words of an agent that renders.
pub(super) fn write(agent: AgentId, desk: &Desk<'_>) -> Work {
    let (opening, decisions) = match agent {
        AgentId::Grid => grid(desk),
        AgentId::Blocks => blocks(desk),
        AgentId::Artist => artist(desk),
        AgentId::Forge => forge(desk),
        AgentId::Wire => wire(desk),
        AgentId::Pixel => pixel(desk),
        AgentId::Polish => polish(desk),
        _ => return Work::default(),
    };
    Work { opening: vec![opening], documents: Vec::new(), decisions }
}

/// The sentence for a rendered file.
pub(in super::super) fn says(file: &MadeFile) -> String {
    if file.path == MODEL {
        return format!("Wrote {MODEL}: the model that every other agent works from.");
    }
    // A second colon in one sentence would not read well.
    let purpose = purpose(&file.path, &file.content).replace(": ", ", ");
    let lines = file.content.lines().count();
    format!(
        "Made {}: {} ({}).",
        file.path,
        lower(&purpose),
        if lines == 1 { "1 line".to_owned() } else { format!("{lines} lines") }
    )
}

/// The end of a sentence: how many design tokens are used, and which of them palette did not define.
fn tokens(desk: &Desk<'_>) -> String {
    let Some(defined) = desk.file("css/tokens.css") else { return String::new() };
    let uses = desk.rendered.iter().flat_map(|file| file.content.split("var(--").skip(1));
    let mut used: Vec<&str> = uses.filter_map(|rest| rest.split([')', ',']).next()).map(str::trim).collect();
    // A name that a script puts together (`--cover-${n}`) cannot be compared.
    used.retain(|name| !name.contains('$'));
    used.sort_unstable();
    used.dedup();
    let own = |name: &str| desk.rendered.iter().any(|file| file.content.contains(&format!("--{name}:")));
    let unknown: Vec<&str> =
        used.iter().copied().filter(|name| !defined.contains(&format!("--{name}:")) && !own(name)).collect();
    match (used.len(), unknown.len()) {
        (0, _) => String::new(),
        (all, 0) => {
            format!("; compared {} with palette's, and all are defined", count(all, "design token", "design tokens"))
        }
        (_, some) => format!(
            "; found {} that palette does not define: {}",
            count(some, "design token", "design tokens"),
            list(&unknown)
        ),
    }
}

fn grid(desk: &Desk<'_>) -> (String, Vec<String>) {
    let look = &desk.model.look;
    let (place, why) = design_tokens::layout(look.layout);
    let (density, because) = design_tokens::density(look.density);
    let places = desk.model.entities.iter().filter(|entity| entity.in_navigation).count();
    let narrow = match look.layout {
        Layout::Topbar | Layout::Masthead => {
            "On a telephone the navigation folds away: the first row belongs to the content."
        }
        Layout::Sidebar | Layout::Rail => {
            "On a telephone the side becomes a drawer: a column beside the content would leave too little of it."
        }
    };
    let opening =
        format!("Laid out {} for screens from 360 pixels on{}.", count(places, "list", "lists"), tokens(desk));
    (
        opening,
        vec![
            format!("Navigation {place}: {why}."),
            format!("{} spacing: {because}.", capital(density)),
            narrow.to_owned(),
        ],
    )
}

fn blocks(desk: &Desk<'_>) -> (String, Vec<String>) {
    let mut sorts: Vec<&str> = desk.model.entities.iter().map(|entity| stories::view(entity.view)).collect();
    sorts.sort_unstable();
    sorts.dedup();
    let opening = format!("Made the parts for {}{}.", list(&sorts), tokens(desk));
    let mut decisions =
        vec![parts_reason(desk), "Every control shows where the keyboard is: a ring, not only a colour.".to_owned()];
    if desk.model.behaviours.iter().any(|rule| {
        matches!(rule, super::super::model::Behaviour::LowStock { .. } | super::super::model::Behaviour::Due { .. })
    }) {
        decisions.push(
            "A warning is a word beside its colour: one person in twelve does not tell red from green.".to_owned(),
        );
    }
    (opening, decisions)
}

/// What an entry of the main list shows.
fn parts_reason(desk: &Desk<'_>) -> String {
    let Some(main) = desk.main() else { return "One sort of entry, because there is one kind of thing.".to_owned() };
    let shown: Vec<String> =
        main.fields.iter().filter(|field| field.in_list).map(|field| lower(&field.label)).collect();
    let hidden = main.fields.len().saturating_sub(shown.len());
    let rest = if hidden == 0 {
        "nothing is hidden".to_owned()
    } else {
        format!("the other {} on its own page", count(hidden, "field is", "fields are"))
    };
    format!("An entry shows {}: enough to choose {}; {rest}.", cell(&list(&shown)), a(&lower(&main.singular)))
}

/// Why the first page is what it is.
fn front_reason(desk: &Desk<'_>) -> String {
    let kind = super::kinds::of(desk.model.kind);
    format!("The first page answers one wish before all others: to {}.", super::kinds::fill(desk, kind.motive))
}

fn artist(desk: &Desk<'_>) -> (String, Vec<String>) {
    let look = &desk.model.look;
    let hue = design_tokens::hue_name(look.hue);
    let icon = desk.main().map_or("box", |entity| entity.icon.as_str());
    (
        format!("Drew an icon for {} in {hue}{}.", cell(&desk.model.name), tokens(desk)),
        vec![
            format!("The sign is \"{icon}\": {} is what people look for among their tabs.", a(&desk.thing())),
            format!(
                "Covers without a picture get {}, drawn from the title: the same {} always looks the same.",
                design_tokens::pattern(look.pattern),
                desk.thing()
            ),
        ],
    )
}

fn forge(desk: &Desk<'_>) -> (String, Vec<String>) {
    let planned = desk.file("docs/architecture.md").is_some_and(|text| text.contains("serve.mjs"));
    let Some(backend) = desk.server() else {
        let opening = if planned {
            "Made the tools that the architecture asks for: one to serve, one to test."
        } else {
            "Made the tools: one to serve, one to test."
        };
        return (
            opening.to_owned(),
            vec![
                format!("No dependencies: {} should still start in ten years.", cell(&desk.model.name)),
                "Serving and testing use only what Node.js brings: there is nothing to install.".to_owned(),
            ],
        );
    };
    let package = desk.rendered("package.json").and_then(|text| serde_json::from_str::<serde_json::Value>(text).ok());
    let commands =
        package.and_then(|package| package["scripts"].as_object().map(serde_json::Map::len)).unwrap_or_default();
    let mut decisions = vec![format!(
        "Nothing to install to run it: {} starts {} with {} alone.",
        server::start(backend),
        cell(&desk.model.name),
        server::needs(desk)
    )];
    decisions.push(if desk.rendered("package.json").is_some_and(|text| text.contains("@playwright/test")) {
        "Packages only for tests in a browser, each in one exact version: they test, they are never served.".to_owned()
    } else {
        "Tests use only what Node.js brings: there is nothing to install.".to_owned()
    });
    (format!("Made {}: one to start it, the others to test it.", count(commands, "command", "commands")), decisions)
}

fn wire(desk: &Desk<'_>) -> (String, Vec<String>) {
    let seeds: usize = desk.model.entities.iter().map(|entity| entity.seeds.len()).sum();
    let kinds = desk.file("docs/schema.json").and_then(|text| serde_json::from_str::<serde_json::Value>(text).ok());
    let kinds = kinds
        .and_then(|schema| schema["properties"]["records"]["properties"].as_object().map(serde_json::Map::len))
        .unwrap_or(desk.model.entities.len());
    let place = if desk.server().is_some() {
        "Pages ask one store and never the network: whether it answers from the server or from the browser, they do not notice."
    } else {
        "Everything lies under one key of the browser's storage: it is exported and brought back as a whole."
    };
    let mut decisions = vec![
        place.to_owned(),
        format!("Dates of the examples count from today: an example {} is never years old.", desk.thing()),
    ];
    decisions.extend(desk.model.behaviours.iter().skip(1).take(2).map(|rule| {
        let (what, why) = rules::derived(desk, rule);
        format!("{what}: {why}.")
    }));
    let tests = desk.rendered.iter().filter(|file| file.path.starts_with("tests/")).count();
    if tests > 0 {
        decisions.push(format!(
            "{} come with it: whoever changes a field sees at once what else it touches.",
            capital(&count(tests, "file of tests", "files of tests"))
        ));
    }
    (
        format!(
            "Connected {} to storage and put in {}.",
            count(kinds, "kind of record", "kinds of records"),
            count(seeds, "example", "examples")
        ),
        decisions,
    )
}

fn pixel(desk: &Desk<'_>) -> (String, Vec<String>) {
    let journeys =
        desk.file("docs/flows.md").map_or(0, |text| text.lines().filter(|line| line.starts_with("## ")).count());
    let walked =
        if journeys > 0 { format!(", along {}", count(journeys, "journey", "journeys")) } else { String::new() };
    let lists: Vec<String> = desk
        .model
        .entities
        .iter()
        .filter(|entity| entity.in_navigation)
        .map(|entity| format!("{} as {}", lower(&entity.plural), stories::view(entity.view)))
        .collect();
    let mut decisions = vec![front_reason(desk)];
    decisions.extend(
        desk.main()
            .filter(|main| main.view != View::Table)
            .map(|main| format!("A table is one click away: whoever compares {} wants rows.", lower(&main.plural))),
    );
    if desk.file("js/words.js").is_some() {
        decisions.push("All words come from scribe's file: a page holds none of its own.".to_owned());
    }
    if desk.has(Feature::Search) {
        decisions.push("Search is on every page: what one looks for is seldom on the page one is on.".to_owned());
    }
    (format!("Built the pages{walked}: {}.", list(&lists)), decisions)
}

fn polish(desk: &Desk<'_>) -> (String, Vec<String>) {
    let shown: Vec<String> =
        desk.model.entities.iter().filter(|entity| entity.in_navigation).map(|entity| lower(&entity.plural)).collect();
    (
        format!("Went through {} with the keyboard, in the dark and without motion{}.", list(&shown), tokens(desk)),
        vec![
            "Motion stops where the system asks for less of it: for some it is dizziness, not decoration.".to_owned(),
            "Dark mode follows the system until a person chooses: the choice is theirs, the default is the room's."
                .to_owned(),
            format!(
                "Keys for search and for a new {}: {} is added often enough to learn one.",
                desk.thing(),
                a(&desk.thing())
            ),
        ],
    )
}
