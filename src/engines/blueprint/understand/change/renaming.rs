//! `call it Kitchen Table`, `rename guests to visitors`: other names for the same things.

use super::super::super::model::Entity;
use super::super::inflection::{plural, singular};
use super::super::naming;
use super::super::text::{capital, identifier};
use super::clauses::{Clause, bare};
use super::edit::{Edit, basic};

/// Takes a clause about names.
pub(super) fn take(edit: &mut Edit, clause: &Clause) -> bool {
    application(edit, clause) || thing(edit, clause)
}

/// Ways to name the application, up to where the name begins.
const OPENINGS: &[&str] = &[
    "call the app ",
    "call the application ",
    "call this app ",
    "call it ",
    "call this ",
    "name it ",
    "name the app ",
    "name the application ",
    "name this ",
    "rename it to ",
    "rename the app to ",
    "rename the application to ",
    "rename this to ",
    "rename app to ",
    "change the name to ",
    "change its name to ",
    "change the app name to ",
    "change the title to ",
    "the name should be ",
    "the app is called ",
    "it should be called ",
    "title it ",
    "rename to ",
    "change the name of the app to ",
    "it is called ",
];

fn application(edit: &mut Edit, clause: &Clause) -> bool {
    let small = clause.said.to_lowercase();
    // Lower case may change lengths outside of ASCII.
    if small.len() != clause.said.len() {
        return false;
    }
    let found = OPENINGS.iter().filter_map(|opening| Some((small.find(opening)?, opening.len())));
    let Some((at, length)) = found.min_by_key(|(at, length)| (*at, std::cmp::Reverse(*length))) else {
        return false;
    };
    if at > 12 {
        return false;
    }
    let said = clause.said.get(at + length..).unwrap_or_default();
    let (said, rest) = up_to_its_end(said);
    let rest = rest.trim_start_matches([',', ' ', '.']).trim_start_matches("and ").trim();
    if rest.chars().any(char::is_alphanumeric) {
        edit.missed.push(rest.to_owned());
    }
    let Some(name) = naming::clean(said.trim_matches(|c: char| !c.is_alphanumeric())) else {
        return edit.left(&clause.said, "that is no name for an application");
    };
    let name = if name.chars().any(char::is_uppercase) { name } else { super::super::text::title_case(&name) };
    if name == edit.model.name {
        return edit.left(&clause.said, "that is its name already");
    }
    edit.model.slug = naming::slug(&name);
    edit.model.name.clone_from(&name);
    edit.done(format!("The application is called {name}."))
}

/// A name and what stands behind it: it ends with its quotation marks, or at a comma, a stop or an `and`.
fn up_to_its_end(said: &str) -> (&str, &str) {
    let said = said.trim_start();
    if let Some(inside) = said.strip_prefix(['"', '“', '„', '«', '\''])
        && let Some((name, rest)) = inside.split_once(['"', '”', '“', '»', '\''])
    {
        return (name, rest);
    }
    let ends = |(at, character): (usize, char)| {
        let rest = &said[at..];
        // `Salt and Stone` is one name, `Salt and what it needs` is not.
        let and = rest.strip_prefix(" and ").is_some_and(|next| !next.starts_with(char::is_uppercase));
        matches!(character, ',' | ';') || rest.starts_with(". ") || and || rest.starts_with(" but ")
    };
    let end = said.char_indices().find(|found| ends(*found)).map_or(said.len(), |(at, _)| at);
    said.split_at(end)
}

/// `rename guests to visitors`, `call guests visitors`, `change the label price to cost`.
fn thing(edit: &mut Edit, clause: &Clause) -> bool {
    let tokens = &clause.tokens;
    let verb = tokens
        .iter()
        .position(|token| matches!(token.word.as_str(), "rename" | "call" | "change" | "replace" | "name"));
    let Some(verb) = verb.filter(|at| *at < 3) else { return false };
    let rest = &tokens[verb + 1..];
    let parted = rest.iter().position(|token| matches!(token.word.as_str(), "to" | "into" | "as" | "with"));
    let call = tokens[verb].word == "call";
    let (old, new) = match parted {
        Some(at) => (&rest[..at], &rest[at + 1..]),
        None if call => match (1..rest.len()).rev().find(|at| target(edit, &bare(&rest[..*at])).is_some()) {
            Some(at) => (&rest[..at], &rest[at..]),
            None => return false,
        },
        None => return false,
    };
    let Some(found) = target(edit, &bare(old)) else {
        let names = tokens[verb].word == "rename";
        return names && edit.left(&clause.said, &format!("there is nothing called {}", bare(old).join(" ")));
    };
    let name = bare(new).join(" ");
    let new_words: Vec<String> = new.iter().map(|token| token.word.clone()).collect();
    if name.is_empty() || name.chars().count() > 40 || new.len() > 4 {
        return edit.left(&clause.said, "the new name is missing");
    }
    if tokens[verb].word == "change" && matches!(found, Target::Field(..)) && is_kind(&new_words) {
        return false;
    }
    // `change ratings to votes` is no other name.
    let votes = matches!(name.as_str(), "vote" | "voting" | "upvote");
    if votes && super::rules::drop(edit, crate::agents::Feature::Ratings, None) {
        return super::rules::vote(edit, edit.focus, &clause.said);
    }
    match found {
        Target::Entity(index) => entity(edit, index, &name, &clause.said),
        Target::Field(index, place) => field(edit, (index, place), &new_words.join(" "), &clause.said),
        Target::Role(index) => role(edit, index, &name, &clause.said),
    }
}

/// `change price to green`, `change it to a number`: no name.
fn is_kind(words: &[String]) -> bool {
    words.iter().any(|word| matches!(word.as_str(), "number" | "text" | "date" | "optional" | "required" | "list"))
}

enum Target {
    Entity(usize),
    Field(usize, usize),
    Role(usize),
}

fn target(edit: &Edit, phrase: &[String]) -> Option<Target> {
    if phrase.is_empty() {
        return None;
    }
    if let Some(index) = edit.entity(phrase) {
        return Some(Target::Entity(index));
    }
    let said = phrase.join(" ");
    let role = edit.model.roles.iter().position(|role| basic(&role.label) == said);
    // `the price field`.
    let plain: Vec<String> =
        phrase.iter().filter(|word| !matches!(word.as_str(), "field" | "column" | "label")).cloned().collect();
    role.map(Target::Role).or_else(|| edit.field_anywhere(&plain).map(|(index, place)| Target::Field(index, place)))
}

fn entity(edit: &mut Edit, index: usize, name: &str, said: &str) -> bool {
    let (one, many) = (capital(name), capital(&plural(name)));
    let old = (edit.drafts[index].entity.singular.clone(), edit.drafts[index].entity.plural.clone());
    if old.0 == one {
        return edit.left(said, "that is its name already");
    }
    if edit.drafts.iter().any(|draft| draft.entity.singular == one || draft.entity.plural == many) {
        return edit.left(said, &format!("there are {} already", many.to_lowercase()));
    }
    let id = edit.drafts[index].entity.id.clone();
    let swap = |text: &str| replaced(text, &old, (&one, &many));
    for draft in &mut edit.drafts {
        relabel(&mut draft.entity, &id, &swap);
    }
    let known = &mut edit.drafts[index].entity;
    known.singular.clone_from(&one);
    known.plural.clone_from(&many);
    for role in &mut edit.model.roles {
        role.can = role.can.iter().map(|text| swap(text)).collect();
    }
    edit.model.tagline = swap(&edit.model.tagline);
    let same = edit.model.roles.iter().position(|role| role.label == old.0);
    if let Some(at) = same {
        role(edit, at, name, said);
    }
    edit.done(format!("{} are called {} now.", old.1, many.to_lowercase()))
}

/// Labels that speak of the thing follow its name; ids stay, and with them what people entered.
fn relabel(entity: &mut Entity, id: &str, swap: &dyn Fn(&str) -> String) {
    let titles: Vec<String> = entity.fields.iter().map(|field| field.label.clone()).collect();
    for field in &mut entity.fields {
        let refers = match &field.kind {
            super::super::super::model::FieldKind::Reference { entity }
            | super::super::super::model::FieldKind::References { entity } => entity == id,
            _ => false,
        };
        let label = capital(&swap(&field.label));
        if (refers || entity.id == id) && !titles.contains(&label) {
            field.label = label;
        }
    }
    if entity.id == id {
        entity.purpose = swap(&entity.purpose);
    }
}

/// A text with a thing's old names replaced by its new ones, word by word.
fn replaced(text: &str, old: &(String, String), new: (&str, &str)) -> String {
    let mut made = text.to_owned();
    for (from, to) in [(&old.1, new.1), (&old.0, new.0)] {
        for (from, to) in [(from.clone(), to.to_owned()), (from.to_lowercase(), to.to_lowercase())] {
            made = whole_words(&made, &from, &to);
        }
    }
    made
}

fn whole_words(text: &str, from: &str, to: &str) -> String {
    if from.is_empty() {
        return text.to_owned();
    }
    let mut made = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(from) {
        let inside = before.ends_with(char::is_alphanumeric) || after.starts_with(char::is_alphanumeric);
        made.push_str(before);
        made.push_str(if inside { from } else { to });
        rest = after;
    }
    made.push_str(rest);
    made
}

fn field(edit: &mut Edit, at: (usize, usize), name: &str, said: &str) -> bool {
    let plural = edit.plural(at.0);
    let label = capital(name);
    let fields = &mut edit.drafts[at.0].entity.fields;
    if fields.iter().any(|field| field.label.to_lowercase() == label.to_lowercase()) {
        return edit.left(said, &format!("there is a field {name} already"));
    }
    let old = std::mem::replace(&mut fields[at.1].label, label.clone());
    edit.done(format!("{plural}: {} is called {} now.", old.to_lowercase(), label.to_lowercase()))
}

fn role(edit: &mut Edit, index: usize, name: &str, said: &str) -> bool {
    let name = singular(name);
    let Some(id) = identifier(&name).filter(|id| !edit.model.roles.iter().any(|role| role.id == *id)) else {
        return edit.left(said, &format!("there is the role {name} already"));
    };
    let role = &mut edit.model.roles[index];
    let old = std::mem::replace(&mut role.label, capital(&name));
    role.id = id;
    edit.done(format!("The role {} is called {} now.", old.to_lowercase(), name))
}
