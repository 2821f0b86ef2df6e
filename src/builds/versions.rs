//! Later versions of an application: changed by an instruction, deepened, branched from any moment, or restored. Only
//! those agents work whose part changes; everything else is taken over as it is.

use std::collections::BTreeSet;

use sqlx::PgConnection;

use super::admission::Admission;
use super::event::{BuildEventKind, CompletedEvent, ProgressEvent};
use super::model::{BuildFile, BuildStatus, VersionSummary};
use super::service::{Builds, CreatedBuild};
use super::store::files::{self, Moment};
use super::store::{self, BuildRow, NewBuild, Origin};
use crate::accounts::Caller;
use crate::agents::{AgentId, plan_of, roster};
use crate::engines::{MadeFile, PlannedChange, plan_change};
use crate::error::{Error, ErrorCode, Result};
use crate::ids::BuildId;
use crate::money::Usd;
use crate::plans::{Depth, Tier, allowed_depth, limits};
use crate::quotes::{Quote, quote, quote_change, quote_for, rate_card};

/// What is to be different, in the user's words: 3 to 2,000 characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Instruction(String);

impl Instruction {
    /// Trimmed, and checked.
    ///
    /// # Errors
    /// `INVALID_INPUT` that names `instruction`.
    pub fn parse(text: &str) -> Result<Self> {
        let text = text.trim();
        let invisible = |c: char| c.is_control() && c != '\n' && c != '\t' && c != '\r';
        if text.contains(invisible) {
            let message = "There is an invisible control character in this text. Type it again instead of pasting it.";
            return Err(Error::invalid("instruction", message));
        }
        if !(3..=2000).contains(&text.chars().count()) {
            return Err(Error::invalid("instruction", "Say in 3 to 2,000 characters what should be different."));
        }
        Ok(Self(text.to_owned()))
    }

    /// The words.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// How a later version differs from the one it is made from.
#[derive(Clone, Debug, Default)]
pub struct Branch {
    /// What is to be different; nothing: only what is missing is made.
    pub instruction: Option<Instruction>,
    /// The event from which it is made; nothing: the end.
    pub at: Option<i64>,
    /// How deep; nothing: as deep as the version before.
    pub depth: Option<Depth>,
}

/// What a branch would mean.
#[derive(Clone, Debug)]
pub struct BranchPlan {
    /// Agents, cost, time.
    pub quote: Quote,
    /// What will be different, in sentences.
    pub changes: Vec<String>,
    /// Words of the instruction that nothing could be made of.
    pub not_understood: Vec<String>,
}

/// A branch, thought through.
struct Prepared {
    parent: BuildRow,
    moment: Moment,
    team: Vec<AgentId>,
    plan: BranchPlan,
}

impl Builds {
    /// All versions of the application, oldest first.
    ///
    /// # Errors
    /// `NOT_FOUND`.
    pub async fn versions(&self, caller: &Caller, id: BuildId) -> Result<Vec<VersionSummary>> {
        let (mut tx, row) = self.open(caller.tenant_id, id).await?;
        let versions = store::versions(&mut tx, row.root_id).await?;
        tx.commit().await?;
        Ok(versions)
    }

    /// What a branch would change, cost and take; nothing is kept.
    ///
    /// # Errors
    /// As [`Self::branch`].
    pub async fn plan_branch(&self, caller: &Caller, id: BuildId, branch: &Branch) -> Result<BranchPlan> {
        Ok(self.prepare(caller, id, branch).await?.plan)
    }

    /// Makes a later version: of a build that is over, or from any moment of one.
    ///
    /// # Errors
    /// `NOT_FOUND`; `CONFLICT` while it is still being built or where nothing would be different; `INVALID_INPUT` for an instruction of which nothing could be
    /// made, or a moment that never was; `COST_001` where the plan does not reach as deep.
    pub async fn branch(&self, caller: &Caller, id: BuildId, branch: &Branch) -> Result<(CreatedBuild, BranchPlan)> {
        let prepared = self.prepare(caller, id, branch).await?;
        let created = self.create_version(caller, &prepared, branch.instruction.as_ref()).await?;
        self.wake().await;
        Ok((created, prepared.plan))
    }

    /// Makes the newest version equal to `id`: a version of its own, in which nobody has to work.
    ///
    /// # Errors
    /// `NOT_FOUND`; `CONFLICT` where it never was finished, or where the newest version has the same files already.
    pub async fn restore(&self, caller: &Caller, id: BuildId) -> Result<CreatedBuild> {
        let (mut tx, parent) = self.open(caller.tenant_id, id).await?;
        if parent.status != BuildStatus::Completed {
            return Err(Error::new(ErrorCode::Conflict, "Only a version that was finished can be restored."));
        }
        let newest = store::versions(&mut tx, parent.root_id).await?.pop();
        if let Some(newest) = newest.filter(|newest| newest.status == BuildStatus::Completed)
            && same_files(&mut tx, (id, Moment::Now), (newest.build_id, Moment::Now)).await?
        {
            let number = newest.version;
            let message = match newest.build_id == id {
                true => format!("Version {number} is the newest already; there is nothing to restore."),
                false => format!("The newest version, {number}, has exactly these files already; nothing was made."),
            };
            return Err(Error::new(ErrorCode::Conflict, message));
        }
        tx.commit().await?;
        let quote = quote_for(&parent.request, plan_of(Vec::new(), parent.depth));
        let changes = vec![format!("Restored from version {}.", parent.version)];
        let plan = BranchPlan { quote, changes, not_understood: Vec::new() };
        let team = parent.team.0.clone();
        self.create_version(caller, &Prepared { parent, moment: Moment::Now, team, plan }, None).await
    }

    async fn prepare(&self, caller: &Caller, id: BuildId, branch: &Branch) -> Result<Prepared> {
        let (mut tx, parent) = self.open(caller.tenant_id, id).await?;
        let tier = self.tier_in(&mut tx, caller.tenant_id).await?;
        let moment = moment(&parent, branch.at)?;
        let made = files::everything(&mut tx, id, moment).await?;
        let is_as_it_is = moment == Moment::Now || same_files(&mut tx, (id, moment), (id, Moment::Now)).await?;
        let mut said = said_since(&store::versions(&mut tx, parent.root_id).await?, id);
        tx.commit().await?;
        said.extend(branch.instruction.iter().map(|one| one.as_str().to_owned()));
        let depth = depth(&parent, branch.depth, tier)?;
        let team = team(&parent, depth, tier);
        let makers: BTreeSet<AgentId> = made.iter().map(|(maker, _)| *maker).collect();
        let files: Vec<MadeFile> = made.into_iter().map(|(_, file)| file).collect();
        let mut change = self.change(branch, files, &makers, &team).await?;
        if branch.instruction.is_some() && change.changes.is_empty() {
            // The built-in engine knows how to say who is concerned only where it understands; a model understands more.
            if self.engines.for_tenant(caller.tenant_id).await?.is_built_in() {
                return Err(Error::invalid("instruction", not_understood(&change.not_understood)));
            }
            change.agents.clone_from(&team);
        }
        let reasons: Vec<_> = team.iter().filter_map(|id| Some((*id, why(*id, &change, &makers, &parent)?))).collect();
        if reasons.is_empty() && change.changes.is_empty() && is_as_it_is {
            return Err(nothing_different(&parent, branch, tier));
        }
        let said: Vec<&str> = said.iter().map(String::as_str).collect();
        let quote = quote_change(rate_card(), &parent.request, &said, plan_of(reasons, depth));
        let plan = BranchPlan { quote, changes: change.changes, not_understood: change.not_understood };
        Ok(Prepared { parent, moment, team, plan })
    }

    async fn change(
        &self,
        branch: &Branch,
        files: Vec<MadeFile>,
        makers: &BTreeSet<AgentId>,
        team: &[AgentId],
    ) -> Result<PlannedChange> {
        let nothing = PlannedChange { changes: Vec::new(), not_understood: Vec::new(), agents: Vec::new() };
        let same_team = team.iter().all(|id| makers.contains(id));
        if branch.instruction.is_none() && (same_team || branch.at.is_some()) {
            return Ok(nothing);
        }
        let instruction = branch.instruction.as_ref().map(|one| one.as_str().to_owned());
        let made_by: Vec<AgentId> = makers.iter().copied().collect();
        plan_change(files, instruction, made_by, team.to_vec()).await.map_err(|error| {
            tracing::debug!(%error, "a branch without a model");
            Error::invalid(
                "fromSeq",
                "At this moment there was no model yet that could be changed. Choose a later one.",
            )
        })
    }

    async fn create_version(
        &self,
        caller: &Caller,
        prepared: &Prepared,
        instruction: Option<&Instruction>,
    ) -> Result<CreatedBuild> {
        let (id, now, parent, quote) = (BuildId::new(), self.clock.now(), &prepared.parent, &prepared.plan.quote);
        let branched_seq = match prepared.moment {
            Moment::Now => None,
            Moment::After(seq) => Some(seq),
        };
        let build = NewBuild {
            id,
            tenant: caller.tenant_id,
            created_by: caller.user_id,
            title: &parent.title,
            request: &parent.request,
            quote,
            team: &prepared.team,
            origin: Some(Origin {
                root: parent.root_id,
                parent: parent.id,
                branched_seq,
                instruction: instruction.map(Instruction::as_str),
            }),
            now,
        };
        let mut tx = self.database.tenant(caller.tenant_id).await?;
        let version = u32::try_from(store::insert(&mut tx, &build).await?).unwrap_or(1);
        files::inherit(&mut tx, parent.id, prepared.moment, id).await?;
        let mut events: Vec<BuildEventKind> = prepared.plan.changes.iter().map(|change| told(change)).collect();
        if quote.plan.agents.is_empty() {
            let done = CompletedEvent { success: true, total_tokens: 0, total_cost: Usd::ZERO };
            events.push(BuildEventKind::BuildCompleted(done));
            store::append_events(&mut tx, caller.tenant_id, id, now, &events).await?;
            store::set_final(&mut tx, id, BuildStatus::Completed, None, now).await?;
            tx.commit().await?;
            return Ok(CreatedBuild {
                build_id: id,
                version,
                quote: quote.clone(),
                admission: Admission::Queued(None),
            });
        }
        store::append_events(&mut tx, caller.tenant_id, id, now, &events).await?;
        let admission = self.arrive_in(&mut tx, &build).await?;
        tx.commit().await?;
        Ok(CreatedBuild { build_id: id, version, quote: quote.clone(), admission })
    }
}

fn told(message: &str) -> BuildEventKind {
    BuildEventKind::Progress(ProgressEvent {
        phase: None,
        progress: 0,
        agent: None,
        message: message.to_owned(),
        path: None,
    })
}

fn moment(parent: &BuildRow, at: Option<i64>) -> Result<Moment> {
    match at {
        Some(seq) if (1..=parent.event_seq).contains(&seq) => Ok(Moment::After(seq)),
        Some(_) => {
            Err(Error::invalid("fromSeq", format!("This version's events have the numbers 1 to {}.", parent.event_seq)))
        }
        None if parent.status.is_final() => Ok(Moment::Now),
        None => Err(Error::new(
            ErrorCode::Conflict,
            "This version is still being built. Change it when it is done, or cancel it first.",
        )),
    }
}

fn depth(parent: &BuildRow, wanted: Option<Depth>, tier: Tier) -> Result<Depth> {
    let depth = allowed_depth(tier, Some(wanted.map_or(parent.depth, |wanted| wanted.max(parent.depth))));
    if depth >= parent.depth {
        return Ok(depth);
    }
    let reached = parent.depth.as_str();
    Err(Error::new(
        ErrorCode::LimitReached,
        format!("This application was built to {reached} depth. Changing it needs a plan that reaches as deep."),
    ))
}

/// Whether the files at two moments are the same, by path and content.
async fn same_files(connection: &mut PgConnection, one: (BuildId, Moment), other: (BuildId, Moment)) -> Result<bool> {
    let one = files::list(connection, one.0, one.1).await?;
    let other = files::list(connection, other.0, other.1).await?;
    let contents = |files: Vec<BuildFile>| -> Vec<(String, String)> {
        files.into_iter().map(|file| (file.path, file.sha256)).collect()
    };
    Ok(contents(one) == contents(other))
}

/// Why a version that equals the one before it is not made.
fn nothing_different(parent: &BuildRow, branch: &Branch, tier: Tier) -> Error {
    let reached = parent.depth.as_str();
    let (code, field, message) = match branch.depth {
        Some(wanted) if wanted > parent.depth && limits(tier).depth < wanted => (
            ErrorCode::LimitReached,
            "tier",
            format!(
                "Your plan does not reach {} depth, so nothing would be different. Choose a larger plan.",
                wanted.as_str()
            ),
        ),
        Some(_) => (
            ErrorCode::Conflict,
            "tier",
            format!(
                "This application is at {reached} depth already, so nothing would be different. Say what should change, or \
                 choose a deeper one."
            ),
        ),
        None if branch.at.is_some() => (
            ErrorCode::Conflict,
            "fromSeq",
            "Everything was made by this moment, so nothing would be different. Say what should change, or choose an \
             earlier moment."
                .to_owned(),
        ),
        None => (
            ErrorCode::Conflict,
            "instruction",
            "Nothing is missing here, so nothing would be different. Say what should change.".to_owned(),
        ),
    };
    Error { field: Some(field.to_owned()), ..Error::new(code, message) }
}

/// Everybody who makes a part from now on: as before, and whom a deeper build adds.
fn team(parent: &BuildRow, depth: Depth, tier: Tier) -> Vec<AgentId> {
    let mut members: BTreeSet<AgentId> = parent.team.iter().copied().collect();
    if depth > parent.depth {
        let mut request = parent.request.0.clone();
        request.depth = Some(depth);
        members.extend(quote(&request, tier).plan.agents.iter().map(|one| one.agent_id));
    }
    roster().iter().map(|one| one.id).filter(|id| members.contains(id)).collect()
}

/// The instructions that led from the first version to this one, the oldest first.
fn said_since(versions: &[VersionSummary], id: BuildId) -> Vec<String> {
    let mut said = Vec::new();
    let mut next = versions.iter().find(|one| one.build_id == id);
    while let Some(version) = next {
        said.extend(version.instruction.clone());
        next = version.from_version.and_then(|number| versions.iter().find(|one| one.version == number));
    }
    said.reverse();
    said
}

/// Why an agent works on this version; nothing where it need not.
fn why(id: AgentId, change: &PlannedChange, makers: &BTreeSet<AgentId>, parent: &BuildRow) -> Option<String> {
    if !makers.contains(&id) {
        let known = parent.team.contains(&id);
        return Some(if known { "was not done yet" } else { "new at this depth" }.to_owned());
    }
    change.agents.contains(&id).then(|| match id {
        AgentId::Oracle => "takes the change into the model".to_owned(),
        _ => "its part changes".to_owned(),
    })
}

fn not_understood(words: &[String]) -> String {
    // What was understood and changes nothing carries its reason: `add a due date to tasks (tasks have it already)`.
    let known: Option<Vec<String>> = words.iter().map(|one| already(one)).collect();
    if let Some(known) = known.filter(|known| !known.is_empty()) {
        return format!("Nothing would be different: {}.", known.join("; "));
    }
    let what = if words.is_empty() { String::new() } else { format!(" (“{}”)", words.join("”, “")) };
    format!(
        "Nothing could be made of this{what}. Name a thing of the application and what should be different: “add a due \
         date to tasks”, “show the recipes as a board”, “call it Kitchen Table”."
    )
}

/// `“add a due date to tasks”, tasks have it already`, where the words say that it is there.
fn already(words: &str) -> Option<String> {
    let (said, why) = words.strip_suffix(')')?.rsplit_once(" (")?;
    (why.contains("already") || why.starts_with("there is nothing")).then(|| format!("“{said}”, {why}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_there_already_is_said_so() {
        let said = not_understood(&["add a due date to tasks (tasks have it already)".to_owned()]);
        assert_eq!(said, "Nothing would be different: “add a due date to tasks”, tasks have it already.");
        assert!(not_understood(&["qwrtz plmk (maybe)".to_owned()]).starts_with("Nothing could be made of this"));
    }

    #[test]
    fn an_instruction_is_trimmed_and_has_a_sensible_length() {
        assert_eq!(Instruction::parse("  make it a board ").map(|one| one.0), Ok("make it a board".to_owned()));
        for wrong in ["", "  ab ", "a\0bcd", &"x".repeat(2001)] {
            assert_eq!(Instruction::parse(wrong).map_err(|error| error.field), Err(Some("instruction".to_owned())));
        }
    }
}
