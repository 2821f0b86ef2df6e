//! Which agent does which work: reads its inputs, renders its files, writes its documents, and says what it did.

use crate::agents::AgentId;
use crate::engines::{EngineError, MadeFile, Step, Usage, WorkOutput, WorkRequest};

use super::documents::{self, Desk, MODEL, Work};
use super::model::AppModel;
use super::{render, understand};

mod concerned;

pub(in crate::engines) use concerned::plan_change;

/// A token of this engine, in bytes.
const TOKEN: usize = 4;

/// The files that an agent reads when they are there. Only the model is ever required: a plan may leave agents out.
pub(in crate::engines) fn reads(agent: AgentId) -> &'static [&'static str] {
    match agent {
        AgentId::Oracle => &[],
        AgentId::Venture | AgentId::Scope | AgentId::Palette => &[MODEL],
        AgentId::Empathy | AgentId::Strategos => &[MODEL, "docs/brief.md"],
        AgentId::Psyche => &[MODEL, "docs/users.md"],
        AgentId::Scribe | AgentId::Cartographer => &[MODEL, "docs/scope.md"],
        AgentId::FunnelArchitect => &[MODEL, "docs/visitors.md"],
        AgentId::ConversionJudge => &[MODEL, "docs/voice.md", "js/words.js", "docs/funnel.md"],
        AgentId::Grid | AgentId::Blocks | AgentId::Artist | AgentId::Polish => &[MODEL, "css/tokens.css"],
        AgentId::Flow => &[MODEL, "docs/sitemap.md"],
        AgentId::Archon => &[MODEL, "docs/scope.md"],
        AgentId::Datum | AgentId::Forge => &[MODEL, "docs/architecture.md"],
        AgentId::Nexus | AgentId::Sentinel => &[MODEL, "docs/schema.json"],
        AgentId::Atlas => &[MODEL, "docs/openapi.json", "docs/security.md", "package.json"],
        AgentId::Wire => &[MODEL, "docs/schema.json"],
        AgentId::Pixel => &[MODEL, "docs/flows.md", "js/words.js"],
        AgentId::Keeper => &[MODEL, "docs/schema.json", "js/seeds.js"],
        AgentId::Engine | AgentId::Cron => &[MODEL, "docs/schema.json", "docs/security.md"],
        AgentId::Gateway | AgentId::Bridge | AgentId::Junit | AgentId::Load => &[MODEL, "docs/openapi.json"],
        AgentId::Sync | AgentId::Notify | AgentId::Search => &[MODEL, "docs/schema.json", "js/server.js"],
        AgentId::Cypress | AgentId::A11y => &[MODEL, "docs/flows.md", "js/words.js", "js/routes.js"],
        AgentId::Docker | AgentId::Pipeline => &[MODEL, "package.json"],
        AgentId::Monitor | AgentId::Scale => &[MODEL, "docs/architecture.md"],
    }
}

/// Does the work of `request.agent`.
pub(in crate::engines) fn work(request: &WorkRequest) -> Result<WorkOutput, EngineError> {
    let (model, said) = model(request)?;
    let mut output = render_all(request, &model)?;
    for message in said.into_iter().rev() {
        output.steps.insert(0, Step { message, path: None });
    }
    Ok(output)
}

/// The files that `request.agent` makes of `model`.
fn files_of(request: &WorkRequest, model: &AppModel) -> Result<Vec<MadeFile>, EngineError> {
    Ok(render_all(request, model)?.files)
}

fn render_all(request: &WorkRequest, model: &AppModel) -> Result<WorkOutput, EngineError> {
    let mut files = Vec::new();
    if request.agent == AgentId::Oracle {
        let content =
            serde_json::to_string_pretty(model).map_err(|error| EngineError::Interrupted(error.to_string()))?;
        files.push(MadeFile { path: MODEL.to_owned(), content });
    }
    files.extend(render::files(request.agent, model));
    let work = documents::write(request.agent, &Desk { request, model, rendered: &files });
    Ok(finish(request, files, work))
}

/// The model to work from, and what changed in it. `oracle` makes it: from the request, or from the version before.
fn model(request: &WorkRequest) -> Result<(AppModel, Vec<String>), EngineError> {
    let before = if request.agent == AgentId::Oracle { &request.own_files } else { &request.files };
    let file = before.iter().find(|file| file.path == MODEL);
    if request.agent == AgentId::Oracle && file.is_none() {
        let remark = understand::remark(&request.description).into_iter().collect();
        return Ok((understand::understand(request), remark));
    }
    let file = file.ok_or_else(|| EngineError::MissingInput { agent: request.agent, path: MODEL.to_owned() })?;
    let model: AppModel = serde_json::from_str(&file.content)
        .map_err(|error| EngineError::Interrupted(format!("{MODEL} is not a model: {error}")))?;
    if request.agent != AgentId::Oracle {
        return Ok((model, Vec::new()));
    }
    let changed = concerned::changed(&model, request.instruction.as_deref(), &request.team);
    let not_understood =
        changed.not_understood.iter().map(|words| format!("Not understood, so not changed: “{words}”."));
    let said = changed.changes.iter().cloned().chain(not_understood).collect();
    Ok((changed.model, said))
}

/// Joins rendered files and documents: first what was noticed, then a sentence for each file.
fn finish(request: &WorkRequest, mut files: Vec<MadeFile>, work: Work) -> WorkOutput {
    let mut steps: Vec<Step> = work.opening.into_iter().map(|message| Step { message, path: None }).collect();
    steps.extend(files.iter().map(|file| Step { message: documents::says(file), path: Some(file.path.clone()) }));
    for document in work.documents {
        steps.push(Step { message: document.says, path: Some(document.path.to_owned()) });
        files.push(MadeFile { path: document.path.to_owned(), content: document.text });
    }
    let usage = usage(request, &files);
    WorkOutput { files, steps, decisions: work.decisions, usage, cost: None }
}

fn usage(request: &WorkRequest, files: &[MadeFile]) -> Usage {
    let wanted = reads(request.agent);
    let read = request.files.iter().filter(|file| wanted.contains(&file.path.as_str()));
    let bytes_in = request.description.len() + read.map(|file| file.content.len()).sum::<usize>();
    let bytes_out: usize = files.iter().map(|file| file.content.len()).sum();
    Usage { tokens_in: bytes_in.div_ceil(TOKEN) as u64, tokens_out: bytes_out.div_ceil(TOKEN) as u64 }
}

#[cfg(test)]
mod depths;
#[cfg(test)]
mod tests;
