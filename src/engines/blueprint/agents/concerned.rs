//! Which agents a change concerns: those whose files come out differently from the changed model than from the old one.

use std::collections::BTreeMap;

use super::{MODEL, files_of};
use crate::agents::{AgentId, roster, upstream};
use crate::engines::blueprint::model::AppModel;
use crate::engines::blueprint::understand;
use crate::engines::{EngineError, MadeFile, PlannedChange, WorkRequest};

/// What `instruction` means for an application made of `files` by `team`, for which `new_team` works from now on.
pub(in crate::engines) fn plan_change(
    files: &[MadeFile],
    instruction: Option<&str>,
    team: &[AgentId],
    new_team: &[AgentId],
) -> Result<PlannedChange, EngineError> {
    let file = files.iter().find(|file| file.path == MODEL);
    let file = file.ok_or_else(|| EngineError::MissingInput { agent: AgentId::Oracle, path: MODEL.to_owned() })?;
    let mut old: AppModel = serde_json::from_str(&file.content)
        .map_err(|error| EngineError::Interrupted(format!("{MODEL} is not a model: {error}")))?;
    if old.team.is_empty() {
        old.team = team.to_vec();
    }
    let changed = changed(&old, instruction, new_team);
    let (before, after) = (everything(&old, team)?, everything(&changed.model, new_team)?);
    let agents = roster()
        .iter()
        .map(|one| one.id)
        .filter(|id| new_team.contains(id) && (*id == AgentId::Oracle || before.get(id) != after.get(id)))
        .collect();
    Ok(PlannedChange { changes: changed.changes, not_understood: changed.not_understood, agents })
}

/// The model after an instruction; without one, for another team.
pub(super) fn changed(old: &AppModel, instruction: Option<&str>, team: &[AgentId]) -> understand::Changed {
    let mut changed = match instruction {
        Some(instruction) => understand::change(old, instruction, team),
        None => understand::Changed { model: old.clone(), changes: Vec::new(), not_understood: Vec::new() },
    };
    changed.model.team = team.to_vec();
    changed
}

/// What each member of the team makes of `model`.
fn everything(model: &AppModel, team: &[AgentId]) -> Result<BTreeMap<AgentId, Vec<MadeFile>>, EngineError> {
    let mut made: BTreeMap<AgentId, Vec<MadeFile>> = BTreeMap::new();
    for id in roster().iter().map(|one| one.id).filter(|id| team.contains(id)) {
        let earlier = upstream(id);
        let files = made.iter().filter(|(maker, _)| earlier.contains(maker)).flat_map(|(_, files)| files).cloned();
        let request = WorkRequest {
            features: model.features.clone(),
            team: team.to_vec(),
            files: files.collect(),
            ..WorkRequest::first(id, &model.description)
        };
        made.insert(id, files_of(&request, model)?);
    }
    Ok(made)
}
