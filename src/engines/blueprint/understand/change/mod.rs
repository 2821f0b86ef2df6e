//! Changes the model of a finished application as an instruction in plain words says, and nothing else in it.
//! Promises: total for any text, deterministic, and the model stays valid; what was not understood is named.

mod adding;
mod clauses;
mod consistency;
mod edit;
mod examples;
mod items;
mod looks;
mod money;
mod notation;
mod people;
mod removing;
mod renaming;
mod required;
mod rules;
mod sparing;
mod status;
mod things;
mod views;

#[cfg(test)]
mod tests;

use super::super::model::AppModel;
use super::draft;
use crate::agents::AgentId;
use clauses::Clause;
use edit::Edit;

/// What an instruction made of a model.
#[derive(Clone, Debug, PartialEq)]
pub struct Changed {
    /// The model, changed; the same as before where nothing was understood.
    pub model: AppModel,
    /// What is different now, in sentences for people.
    pub changes: Vec<String>,
    /// Parts of the instruction that changed nothing, with the reason where there is one.
    pub not_understood: Vec<String>,
}

/// Changes a model as an instruction says; `team` makes the changed application.
#[must_use]
pub fn change(model: &AppModel, instruction: &str, team: &[AgentId]) -> Changed {
    let mut edit = Edit::of(model);
    let clauses = clauses::clauses(&model.description, instruction);
    for clause in &sparing::heeded(&mut edit, &clauses) {
        match sparing::excepting(&mut edit, clause) {
            Some((rest, spared)) => {
                let kept: Vec<_> = spared.iter().map(|index| (*index, edit.drafts[*index].clone())).collect();
                rest.iter().for_each(|clause| obey(&mut edit, clause));
                // Whatever was made of the rest, what was excepted stays as it was.
                let back = |(index, draft): (usize, draft::Draft)| {
                    if let Some(now) = edit.drafts.get_mut(index).filter(|now| now.entity.id == draft.entity.id) {
                        *now = draft;
                    }
                };
                kept.into_iter().for_each(back);
            }
            None => obey(&mut edit, clause),
        }
    }
    let (mut made, changes, mut not_understood) = edit.finish(model);
    if clauses.is_empty() && !instruction.trim().is_empty() {
        not_understood.push(instruction.trim().chars().take(80).collect());
    }
    if changes.is_empty() {
        made = model.clone();
    }
    if !team.is_empty() {
        made.team = team.to_vec();
    }
    Changed { model: made, changes, not_understood }
}

/// Does what a clause says, or says that it was not understood.
fn obey(edit: &mut Edit, clause: &Clause) {
    let before = (edit.changes.len(), edit.missed.len());
    if !take(edit, clause) && before == (edit.changes.len(), edit.missed.len()) {
        edit.missed.push(clause.said.clone());
    }
}

/// Gives a clause to whoever can make something of it, those first who ask for the most.
fn take(edit: &mut Edit, clause: &Clause) -> bool {
    renaming::take(edit, clause)
        || money::take(edit, clause)
        || looks::take(edit, clause)
        || views::take(edit, clause)
        || required::take(edit, clause)
        || people::take(edit, clause)
        || removing::take(edit, clause)
        || adding::take(edit, clause)
}
