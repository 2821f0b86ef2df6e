//! `remove the ratings`, `no login`: what goes.

use super::clauses::{Clause, bare, listed};
use super::edit::{Edit, basic};
use super::{rules, things};
use crate::agents::Feature;

/// Takes a clause that takes something away.
pub(super) fn take(edit: &mut Edit, clause: &Clause) -> bool {
    let tokens = &clause.tokens;
    let verb = |word: &str| {
        matches!(word, "remove" | "delete" | "drop" | "hide" | "without" | "no" | "disable" | "skip" | "omit")
    };
    let leading = tokens.iter().take(4).position(|token| verb(&token.word));
    let rid = clause.says("get rid of").then(|| tokens.iter().position(|token| token.word == "rid")).flatten();
    let not = tokens.windows(2).position(|pair| {
        matches!(pair[0].word.as_str(), "don't" | "dont" | "not")
            && matches!(pair[1].word.as_str(), "need" | "want" | "show" | "have")
    });
    let start = leading.map(|at| at + 1).or(rid.map(|at| at + 2)).or(not.map(|at| at + 2));
    let off = (clause.says("turn off") || clause.says("switch off"))
        .then(|| tokens.iter().position(|token| token.word == "off"));
    let start = start.or(off.flatten().map(|at| at + 1));
    // Some languages put the verb last.
    let ends = tokens.last().is_some_and(|token| matches!(token.word.as_str(), "remove" | "delete"));
    let rest = match start {
        Some(start) if start < tokens.len() => &tokens[start..],
        _ if ends => &tokens[..tokens.len() - 1],
        _ => return false,
    };
    let parted = rest.iter().rposition(|token| matches!(token.word.as_str(), "from" | "of" | "on" | "in" | "for"));
    let holder = parted.and_then(|at| edit.entity(&bare(&rest[at + 1..])));
    let rest = match (holder, parted) {
        (Some(_), Some(at)) => &rest[..at],
        _ => rest,
    };
    let phrases = listed(rest);
    for phrase in &phrases {
        let said = phrase.iter().map(|token| token.raw.as_str()).collect::<Vec<_>>().join(" ");
        let words: Vec<String> = bare(phrase)
            .into_iter()
            .filter(|word| !matches!(word.as_str(), "field" | "column" | "any" | "anymore"))
            .collect();
        one(edit, &words, holder, &said);
    }
    !phrases.is_empty()
}

fn one(edit: &mut Edit, phrase: &[String], holder: Option<usize>, said: &str) -> bool {
    if phrase.is_empty() {
        return edit.left(said, "what should go is missing");
    }
    if let Some(index) = holder
        && let Some(place) = edit.field(index, phrase)
        && rules::named(phrase).is_none_or(|feature| !carried(edit, feature))
    {
        return field(edit, (index, place), said);
    }
    if let Some(index) = edit.entity(phrase).filter(|_| holder.is_none()) {
        return things::remove(edit, index, said);
    }
    let said_words = phrase.join(" ");
    if said_words == "vote" || said_words == "voting" {
        let count = edit.model.behaviours.len();
        edit.model.behaviours.retain(|rule| !matches!(rule, super::super::super::model::Behaviour::Votes { .. }));
        if edit.model.behaviours.len() < count {
            return edit.done("Votes are no longer part of it.".to_owned());
        }
    }
    let last = &phrase[phrase.len() - 1..];
    if let Some(feature) = rules::named(phrase).or_else(|| rules::named(last))
        && edit.field_anywhere(phrase).is_none_or(|_| carried(edit, feature) || edit.model.features.contains(&feature))
        && rules::drop(edit, feature, holder)
    {
        if feature == Feature::Reminders
            && let Some((index, place)) = edit.field_anywhere(phrase)
        {
            return field(edit, (index, place), said);
        }
        return edit.done(format!("{}: no longer part of it.", feature.label()));
    }
    if let Some(at) = edit.model.roles.iter().position(|role| basic(&role.label) == said_words.replace(" role", "")) {
        return role(edit, at, said);
    }
    match edit.field_anywhere(phrase) {
        Some(found) => field(edit, found, said),
        None => edit.left(&format!("remove {said}"), "there is nothing of that name in the application"),
    }
}

/// Whether a rule of a feature is there.
fn carried(edit: &Edit, feature: Feature) -> bool {
    edit.rule(|rule| rules::feature_of(rule) == Some(feature)).is_some()
}

fn field(edit: &mut Edit, at: (usize, usize), said: &str) -> bool {
    let plural = edit.plural(at.0);
    if at.1 == 0 {
        return edit.left(&format!("remove {said}"), &format!("{} are known by it", plural.to_lowercase()));
    }
    let entity = &edit.drafts[at.0].entity;
    let (id, field_id, label) = (entity.id.clone(), entity.fields[at.1].id.clone(), entity.fields[at.1].label.clone());
    things::drop_field(edit, &id, &field_id);
    edit.done(format!("{plural} no longer have a field: {}.", label.to_lowercase()))
}

fn role(edit: &mut Edit, at: usize, said: &str) -> bool {
    let rest = || edit.model.roles.iter().enumerate().filter(|(index, _)| *index != at).map(|(_, role)| role);
    if !(rest().any(|role| role.manages) && rest().any(|role| !role.manages)) {
        return edit.left(&format!("remove {said}"), "someone has to use it and someone has to look after it");
    }
    let gone = edit.model.roles.remove(at);
    edit.done(format!("There is no role {} any more.", gone.label.to_lowercase()))
}
