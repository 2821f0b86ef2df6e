//! The end of a build: the checks over the whole application, the work that they send back, and the last transaction.

use std::collections::BTreeMap;

use serde_json::json;

use super::agent_run::{BuildRun, Fenced, Stop, check_event};
use super::event::{AgentFailedEvent, BuildEventKind, CompletedEvent, ReasonEvent};
use super::leases;
use super::model::BuildStatus;
use super::service::Builds;
use super::store;
use super::store::files::{self, Moment};
use crate::agents::{AgentId, agent};
use crate::engines::{Check, Finding, MadeFile, check_application};
use crate::error::Error;
use crate::ledger::{Counter, Refund};
use crate::platform::backplane::Topic;
use crate::queue::Lease;

/// Times that work is sent back by the checks over the whole; then the build fails with what is wrong.
const ROUNDS: usize = 2;

/// What is shown beside every refund.
const REFUND_RULE: &str = "A build that fails costs nothing: what its agents cost is given back.";

/// What the checks over the whole sent back: to whom, and why.
pub type SentBack = BTreeMap<AgentId, Vec<Finding>>;

/// How often the checks over the whole sent work back, and with what.
#[derive(Debug, Default)]
pub struct Rounds {
    count: usize,
    last: Vec<Finding>,
}

/// Looks at the whole application: completes the build, fails it, or sends work back.
pub async fn judge(run: &BuildRun, rounds: &mut Rounds) -> Result<SentBack, Stop> {
    let mut tx = run.builds.database.tenant(run.lease.tenant).await?;
    let made = files::everything(&mut tx, run.lease.build, Moment::Now).await?;
    tx.commit().await?;
    let (checks, makers) = checked(made).await?;
    let events: Vec<BuildEventKind> = checks.iter().map(|check| check_event(None, check)).collect();
    let mut findings: Vec<Finding> = checks.into_iter().flat_map(|check| check.findings).collect();
    findings.sort();
    findings.dedup();
    if findings.is_empty() {
        end(&run.builds, &run.lease, BuildStatus::Completed, "", events).await?;
        return Ok(SentBack::new());
    }
    let sent_back = to_whom(run, &findings, &makers);
    let stuck = findings == rounds.last;
    if stuck || rounds.count == ROUNDS || sent_back.is_empty() {
        let reason = why_it_fails(&findings, stuck);
        end(&run.builds, &run.lease, BuildStatus::Failed, &reason, events).await?;
        return Ok(SentBack::new());
    }
    rounds.count += 1;
    rounds.last = findings;
    send_back(run, &sent_back, events).await?;
    Ok(sent_back)
}

/// The checks, and who made which file. Parsing is work for a thread of its own.
async fn checked(made: Vec<(AgentId, MadeFile)>) -> Result<(Vec<Check>, BTreeMap<String, AgentId>), Stop> {
    tokio::task::spawn_blocking(move || {
        let makers = made.iter().map(|(maker, file)| (file.path.clone(), *maker)).collect();
        let files: Vec<MadeFile> = made.into_iter().map(|(_, file)| file).collect();
        (check_application(&files), makers)
    })
    .await
    .map_err(|error| Stop::Broken(Error::internal(error)))
}

/// Who has to mend what: whoever made the file, or who should have made it. Only those who work on this version can.
fn to_whom(run: &BuildRun, findings: &[Finding], makers: &BTreeMap<String, AgentId>) -> SentBack {
    let mut sent_back = SentBack::new();
    for finding in findings {
        let path = finding.path.as_deref().unwrap_or_default();
        let should = || {
            let planned = run.row.plan.agents.iter().map(|one| one.agent_id);
            planned
                .into_iter()
                .find(|id| agent(*id).produces.iter().any(|output| output.split('|').any(|one| one == path)))
        };
        let maker = makers.get(path).copied().or_else(should);
        let maker = maker.filter(|id| run.row.plan.agents.iter().any(|one| one.agent_id == *id));
        if let Some(maker) = maker {
            sent_back.entry(maker).or_default().push(finding.clone());
        }
    }
    sent_back
}

async fn send_back(run: &BuildRun, sent_back: &SentBack, mut events: Vec<BuildEventKind>) -> Result<(), Stop> {
    let agents: Vec<AgentId> = sent_back.keys().copied().collect();
    let Fenced { mut tx, .. } = run.fenced().await?;
    leases::supersede_runs(&mut tx, run.lease.build, &agents).await?;
    events.extend(sent_back.iter().map(|(id, findings)| {
        BuildEventKind::AgentFailed(AgentFailedEvent {
            agent_id: *id,
            phase: agent(*id).phase,
            error: format!("Sent back by the checks: {}", listed(findings)),
            will_retry: true,
        })
    }));
    run.commit(tx, &events).await
}

fn why_it_fails(findings: &[Finding], stuck: bool) -> String {
    let again = if stuck { " Sending it back changed nothing, so it was not tried again." } else { "" };
    format!("What was made does not hold: {}.{again} The files are kept.", listed(findings))
}

fn listed(findings: &[Finding]) -> String {
    let said: Vec<String> = findings.iter().take(4).map(ToString::to_string).collect();
    let more = findings.len().saturating_sub(said.len());
    if more > 0 { format!("{}; and {more} more", said.join("; ")) } else { said.join("; ") }
}

/// The last transaction of a build: state, last events, what is given back, and what the rest of the house is told.
pub async fn end(
    builds: &Builds,
    lease: &Lease,
    status: BuildStatus,
    reason: &str,
    mut events: Vec<BuildEventKind>,
) -> Result<(), Stop> {
    let now = builds.clock.now();
    let mut tx = builds.database.tenant(lease.tenant).await?;
    leases::hold(&mut tx, lease).await?.ok_or(Stop::LeaseLost)?;
    let row = store::by_id(&mut tx, lease.build).await?.ok_or(Stop::LeaseLost)?;
    let total_tokens = builds.ledger.tokens_in(&mut tx, lease.build).await?;
    let worked = builds.ledger.paid_in(&mut tx, lease.build).await?;
    builds.queue.finish_in(&mut tx, lease).await?;
    // Months are locked earlier before later: first the one that the build counts in, then those of its reservations, then now.
    if status == BuildStatus::Failed {
        builds.give_back_in(&mut tx, lease.tenant, lease.build).await?;
    }
    builds.ledger.release_in(&mut tx, lease.build).await?;
    let counter = if status == BuildStatus::Completed { Counter::Completed } else { Counter::Failed };
    builds.ledger.count_in(&mut tx, lease.tenant, now, counter).await?;
    let (topic, stored_reason) = if status == BuildStatus::Completed {
        events.push(BuildEventKind::BuildCompleted(CompletedEvent { success: true, total_tokens, total_cost: worked }));
        ("build.completed", None)
    } else {
        let refund = Refund { tenant: lease.tenant, build: lease.build, reason: REFUND_RULE, at: now };
        let refunded_usd = builds.ledger.refund_in(&mut tx, &refund).await?;
        let reason = if refunded_usd.is_some() { format!("{reason} {REFUND_RULE}") } else { reason.to_owned() };
        events.push(BuildEventKind::BuildFailed(ReasonEvent { reason: reason.clone(), refunded_usd }));
        ("build.failed", Some(reason))
    };
    store::append_events(&mut tx, lease.tenant, lease.build, now, &events).await?;
    store::set_final(&mut tx, lease.build, status, stored_reason.as_deref(), now).await?;
    let seconds = row.started_at.map_or(0.0, |started| (now - started).as_seconds_f64());
    let payload = json!({
        "buildId": lease.build,
        "modelVersion": row.quote.model_version,
        "quotedUsd": row.quote.cost.expected.exact(),
        "actualUsd": worked.exact(),
        "quotedSeconds": row.quote.duration.expected,
        "actualSeconds": seconds,
        "tokens": total_tokens,
    });
    builds.outbox.publish_in(&mut tx, lease.tenant, topic, payload).await?;
    tx.commit().await?;
    builds.backplane.publish(&Topic::Build(lease.build)).await;
    Ok(())
}
