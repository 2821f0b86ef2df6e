//! `docs/users.md`: personas and user stories for this application's roles and things.

use super::super::model::Role;
use super::desk::{Desk, Document, Work};
use super::kinds::{self, fill};
use super::language::{a, bullets, capital, cell, count, list, lower, people, quotation};
use super::stories::{self, Story};

/// Names for personas; the seed chooses.
const NAMES: [&str; 24] = [
    "Amara", "Bela", "Chiara", "Daniel", "Elif", "Farid", "Greta", "Hana", "Ines", "Jonas", "Kofi", "Leila", "Mateo",
    "Nadia", "Oskar", "Priya", "Quentin", "Rosa", "Samir", "Tove", "Uma", "Viktor", "Wanda", "Yusuf",
];

/// Writes the users document.
pub(super) fn write(desk: &Desk<'_>) -> Work {
    let told: Vec<(&Role, Vec<Story>)> =
        desk.model.roles.iter().map(|role| (role, stories::of_role(desk, role))).collect();
    let said =
        |story: &Story| told.iter().flat_map(|(_, stories)| stories).any(|other| other.criteria == story.criteria);
    let shared: Vec<Story> = stories::of_rules(desk).into_iter().filter(|story| !said(story)).collect();
    let number = told.iter().map(|(_, stories)| stories.len()).sum::<usize>() + shared.len();
    let roles: Vec<String> = desk.model.roles.iter().map(|role| people(&lower(&role.label))).collect();
    let says = format!(
        "Wrote docs/users.md: {} and {} with acceptance criteria.",
        count(roles.len(), "persona", "personas"),
        count(number, "story", "stories")
    );
    Work {
        opening: vec![format!("Thought through a day with {} for {}.", desk.things(), list(&roles))],
        documents: vec![Document { path: "docs/users.md", text: text(desk, &told, &shared), says }],
        decisions: decisions(desk),
    }
}

/// The name of the persona for the role at `index`.
pub(super) fn persona(desk: &Desk<'_>, index: usize) -> &'static str {
    let start = usize::try_from(desk.model.seed % NAMES.len() as u64).unwrap_or(0);
    NAMES.get((start + index * 7) % NAMES.len()).copied().unwrap_or("Amara")
}

fn text(desk: &Desk<'_>, told: &[(&Role, Vec<Story>)], shared: &[Story]) -> String {
    let mut text = format!("# {}: the people\n\n", cell(&desk.model.name));
    if let Some(words) = &desk.request.target_users {
        text.push_str(&format!("The request says who it is for:\n\n{}\n", quotation(words)));
    }
    text.push_str("The names below are invented; what the people do comes from the request.\n\n");
    for (index, (role, stories)) in told.iter().enumerate() {
        text.push_str(&format!(
            "## {}, {}\n\n{}\n\n",
            persona(desk, index),
            cell(&lower(&role.label)),
            portrait(desk, role)
        ));
        text.push_str(&stories.iter().map(story).collect::<String>());
    }
    if !shared.is_empty() {
        text.push_str(&format!("## What holds for everybody\n\n{}", shared.iter().map(story).collect::<String>()));
    }
    let open = desk.items("docs/brief.md", "Open questions");
    if !open.is_empty() {
        text.push_str(&format!("## To ask these people\n\n{}", bullets(&open)));
    }
    text
}

fn portrait(desk: &Desk<'_>, role: &Role) -> String {
    let kind = kinds::of(desk.model.kind);
    let can: Vec<String> = role.can.iter().take(3).map(|can| cell(&lower(can))).collect();
    let first = format!("Comes to {}. Opens it {}.", list(&can), fill(desk, kind.moment));
    if role.manages && desk.model.roles.len() > 1 {
        let others: Vec<String> =
            desk.model.roles.iter().filter(|other| !other.manages).map(|other| people(&lower(&other.label))).collect();
        let answers =
            if others.is_empty() { String::new() } else { format!(" Answers for what {} see here.", list(&others)) };
        return format!(
            "{first}{answers} Wants few questions from others, so what is kept has to be right the first time."
        );
    }
    format!("{first} Wants to {}. Held back by this: {}.", fill(desk, kind.motive), fill(desk, kind.doubt))
}

fn story(story: &Story) -> String {
    if story.criteria.is_empty() {
        return format!(
            "### {}\n\n- It is reached from the first page in two steps at most, with the keyboard alone and on a screen 360 pixels wide.\n\n",
            story.title
        );
    }
    format!("### {}\n\n{}\n", story.title, bullets(&story.criteria))
}

fn decisions(desk: &Desk<'_>) -> Vec<String> {
    let kind = kinds::of(desk.model.kind);
    let mut lines = Vec::new();
    match desk.model.roles.as_slice() {
        [only] => lines.push(format!(
            "One persona, {}: the request names no second kind of person with other rights.",
            a(&lower(&only.label))
        )),
        several => {
            let managing: Vec<String> =
                several.iter().filter(|role| role.manages).map(|role| people(&lower(&role.label))).collect();
            if !managing.is_empty() {
                lines.push(format!(
                    "Only {} may change what others made: the request tells these people apart.",
                    list(&managing)
                ));
            }
            lines.push(format!(
                "{} get stories of their own, because each comes for something else.",
                capital(&count(several.len(), "role", "roles"))
            ));
        }
    }
    lines.push(format!("Stories are judged {}: that is when it is opened.", fill(desk, kind.moment)));
    lines
}
