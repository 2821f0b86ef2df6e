//! Which agents a request needs, why, and who waits for whom; and the check that the roster itself is sound.

use std::collections::HashSet;

use super::feature::Feature;
use super::model::{Agent, AgentId, Phase, Plan, PlannedAgent};
use super::roster::{agent, roster};
use crate::plans::Depth;

/// What calls for an agent that not every build needs. One of its causes is enough.
struct Call {
    agent: AgentId,
    /// Any of these features.
    features: &'static [Feature],
    /// A request of at least so many words.
    words: usize,
    /// At least so many features.
    count: usize,
    /// A build at least this deep.
    depth: Depth,
}

/// Agents without whose files the application could not exist, as far as the build's depth reaches.
const CORE: &[AgentId] = &[
    AgentId::Oracle,
    AgentId::Scope,
    AgentId::Scribe,
    AgentId::Palette,
    AgentId::Grid,
    AgentId::Blocks,
    AgentId::Cartographer,
    AgentId::Flow,
    AgentId::Artist,
    AgentId::Archon,
    AgentId::Datum,
    AgentId::Forge,
    AgentId::Atlas,
    AgentId::Pixel,
    AgentId::Wire,
    AgentId::Polish,
    AgentId::Keeper,
    AgentId::Engine,
    AgentId::Gateway,
    AgentId::Bridge,
    AgentId::Junit,
    AgentId::Cypress,
    AgentId::A11y,
    AgentId::Docker,
    AgentId::Pipeline,
    AgentId::Monitor,
    AgentId::Scale,
];

/// Features with which money is at stake.
const SELLING: &[Feature] = &[Feature::Payments, Feature::Subscriptions, Feature::Cart];

/// Features that programs or files come through.
const EXCHANGE: &[Feature] = &[Feature::Authentication, Feature::Import, Feature::Export, Feature::Api];

/// Features that could be misused.
const GUARDED: &[Feature] = &[
    Feature::Authentication,
    Feature::Roles,
    Feature::Payments,
    Feature::Invoicing,
    Feature::Subscriptions,
    Feature::Cart,
    Feature::Approvals,
    Feature::FileUpload,
    Feature::Messaging,
    Feature::Sharing,
    Feature::Api,
];

/// Features with which something happens by the clock.
const TIMED: &[Feature] = &[
    Feature::Authentication,
    Feature::Booking,
    Feature::Invoicing,
    Feature::Notifications,
    Feature::Reminders,
    Feature::Subscriptions,
];

/// Features with which several people change the same things.
const SHARED: &[Feature] =
    &[Feature::Approvals, Feature::Board, Feature::Booking, Feature::Comments, Feature::Messaging, Feature::Roles];

/// Features with which somebody has to hear of something.
const TOLD: &[Feature] = &[
    Feature::Alerts,
    Feature::Approvals,
    Feature::Booking,
    Feature::Comments,
    Feature::Messaging,
    Feature::Notifications,
    Feature::Reminders,
];

/// Features with which something has to be found.
const FOUND: &[Feature] = &[Feature::Filters, Feature::Gallery, Feature::Search, Feature::Tags];

/// Features with which many come at once.
const CROWDED: &[Feature] = &[Feature::Booking, Feature::Cart, Feature::Payments];

/// The others, each with its causes.
const CALLS: &[Call] = &[
    call(AgentId::Empathy, &[Feature::Roles, Feature::Messaging], 60, 6, Depth::Ultimate),
    call(AgentId::Venture, SELLING, 150, 9, Depth::Enterprise),
    call(AgentId::Strategos, &[Feature::Subscriptions, Feature::Cart], 120, 8, Depth::Ultimate),
    call(AgentId::Psyche, SELLING, 150, 9, Depth::Enterprise),
    call(AgentId::FunnelArchitect, &[Feature::Subscriptions, Feature::Cart], 150, 9, Depth::Enterprise),
    call(AgentId::ConversionJudge, SELLING, 200, 10, Depth::Ultimate),
    call(AgentId::Nexus, EXCHANGE, 120, 8, Depth::Professional),
    call(AgentId::Sentinel, GUARDED, 200, 10, Depth::Professional),
    call(AgentId::Cron, TIMED, 120, 8, Depth::Ultimate),
    call(AgentId::Sync, SHARED, 120, 8, Depth::Ultimate),
    call(AgentId::Notify, TOLD, 120, 8, Depth::Ultimate),
    call(AgentId::Search, FOUND, 120, 8, Depth::Ultimate),
    call(AgentId::Load, CROWDED, 120, 8, Depth::Enterprise),
];

const fn call(agent: AgentId, features: &'static [Feature], words: usize, count: usize, depth: Depth) -> Call {
    Call { agent, features, words, count, depth }
}

/// Features with which a sign-up is open to the public, so that a visitor has to be won.
const PUBLIC: &[Feature] =
    &[Feature::Booking, Feature::Comments, Feature::Ratings, Feature::Messaging, Feature::Sharing];

/// Agents that a sign-up for the public calls for.
const FOR_THE_PUBLIC: &[AgentId] = &[AgentId::Psyche, AgentId::FunnelArchitect];

/// The agents that a request with these features and so many words needs, at this depth, with the reason for each.
#[must_use]
pub fn plan(features: &[Feature], words: usize, depth: Depth) -> Plan {
    let reasons = roster().iter().filter_map(|one| Some((one.id, reason(one.id, features, words, depth)?))).collect();
    plan_of(reasons, depth)
}

/// The plan of exactly these agents, in the roster's order, each with its reason.
#[must_use]
pub fn plan_of(mut reasons: Vec<(AgentId, String)>, depth: Depth) -> Plan {
    reasons.sort_by_key(|(id, _)| roster().iter().position(|one| one.id == *id));
    let present: HashSet<AgentId> = reasons.iter().map(|(id, _)| *id).collect();
    let agents = reasons
        .into_iter()
        .map(|(id, reason)| {
            let member = agent(id);
            PlannedAgent { agent_id: id, phase: member.phase, depends_on: waits_for(member, &present), reason }
        })
        .collect();
    Plan { depth, agents }
}

/// Those whose work `id` builds on by the roster, directly or not.
#[must_use]
pub fn upstream(id: AgentId) -> HashSet<AgentId> {
    let mut found = HashSet::new();
    let mut open = vec![id];
    while let Some(next) = open.pop() {
        for dependency in agent(next).depends_on {
            if found.insert(*dependency) {
                open.push(*dependency);
            }
        }
    }
    found
}

/// The depth from which a phase is part of a build.
#[must_use]
pub fn depth_of(phase: Phase) -> Depth {
    match phase {
        Phase::Discovery | Phase::Conversion | Phase::Design | Phase::Architecture | Phase::Frontend => Depth::Starter,
        Phase::Backend | Phase::Integration => Depth::Professional,
        Phase::Testing => Depth::Ultimate,
        Phase::Deployment => Depth::Enterprise,
    }
}

/// Why this agent is needed; `None` where it is not.
fn reason(id: AgentId, features: &[Feature], words: usize, depth: Depth) -> Option<String> {
    let from = depth_of(agent(id).phase);
    if depth < from {
        return None;
    }
    if CORE.contains(&id) {
        return Some(match from {
            Depth::Starter => "every build".to_owned(),
            deeper => format!("part of every build from {} depth", deeper.as_str()),
        });
    }
    let call = CALLS.iter().find(|call| call.agent == id)?;
    let asked: Vec<&str> = Feature::ALL
        .iter()
        .filter(|one| features.contains(one) && call.features.contains(one))
        .map(|one| one.label())
        .collect();
    if !asked.is_empty() {
        return Some(format!("called for by {}", in_words(&asked)));
    }
    if let Some(public) = public_sign_up(id, features) {
        return Some(format!("called for by Authentication together with {}", public.label()));
    }
    if features.len() >= call.count {
        return Some(format!("called for by {} features at once", features.len()));
    }
    if words >= call.words {
        return Some(format!("called for by a request of {words} words"));
    }
    (depth >= call.depth).then(|| format!("part of every build from {} depth", call.depth.as_str()))
}

/// The feature that opens the sign-up to the public, where that calls for this agent.
fn public_sign_up(id: AgentId, features: &[Feature]) -> Option<Feature> {
    if !FOR_THE_PUBLIC.contains(&id) || !features.contains(&Feature::Authentication) {
        return None;
    }
    PUBLIC.iter().copied().find(|one| features.contains(one))
}

/// `Payments`, `Roles and Payments`, `Roles, Payments and API`.
fn in_words(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

/// For whom `member` waits among those `present`: one that is left out is replaced by its own dependencies.
fn waits_for(member: &Agent, present: &HashSet<AgentId>) -> Vec<AgentId> {
    let mut found = Vec::new();
    let mut seen = HashSet::new();
    let mut open: Vec<AgentId> = member.depends_on.iter().rev().copied().collect();
    while let Some(id) = open.pop() {
        if !seen.insert(id) {
            continue;
        }
        if present.contains(&id) {
            found.push(id);
        } else {
            open.extend(agent(id).depends_on.iter().rev());
        }
    }
    found
}

/// Proves that the roster is sound, for start-up.
///
/// # Errors
/// A sentence that names the agent and what is wrong: a missing or double entry, an agent that waits for itself, for
/// one that follows it (which every cycle does) or for a later phase, an output that is missing or made by two.
pub fn check_roster() -> Result<(), String> {
    check(roster())?;
    for id in AgentId::ALL {
        if CORE.contains(id) == CALLS.iter().any(|call| call.agent == *id) {
            return Err(format!("{id} must be either in every build or called for by something, not both or neither"));
        }
    }
    Ok(())
}

fn check(agents: &[Agent]) -> Result<(), String> {
    let mut earlier: HashSet<AgentId> = HashSet::new();
    let mut outputs: HashSet<&str> = HashSet::new();
    let mut phase = None;
    for one in agents {
        if phase > Some(one.phase) {
            return Err(format!("{} is of phase {} but follows an agent of a later phase", one.id, one.phase));
        }
        phase = Some(one.phase);
        if let Some(unmet) = one.depends_on.iter().find(|id| !earlier.contains(id)) {
            return Err(format!("{} waits for {unmet}, which does not come before it: unknown, or a cycle", one.id));
        }
        if one.depends_on.iter().collect::<HashSet<_>>().len() != one.depends_on.len() {
            return Err(format!("{} names a dependency twice", one.id));
        }
        if one.produces.is_empty() {
            return Err(format!("{} produces nothing", one.id));
        }
        if let Some(double) = one.produces.iter().find(|path| !outputs.insert(path)) {
            return Err(format!("{} produces {double}, which another agent makes", one.id));
        }
        if !earlier.insert(one.id) {
            return Err(format!("{} is in the roster twice", one.id));
        }
    }
    AgentId::ALL.iter().find(|id| !earlier.contains(id)).map_or(Ok(()), |id| Err(format!("{id} is not in the roster")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agents::QualityClass;
    use proptest::prelude::*;

    fn ids(plan: &Plan) -> Vec<AgentId> {
        plan.agents.iter().map(|one| one.agent_id).collect()
    }

    fn member(id: AgentId, phase: Phase, depends_on: &'static [AgentId], produces: &'static [&'static str]) -> Agent {
        Agent { id, name: "", phase, purpose: "", depends_on, produces, quality: QualityClass::Light }
    }

    #[test]
    fn the_roster_is_sound() {
        assert_eq!(check_roster(), Ok(()));
    }

    #[test]
    fn a_cycle_is_named() {
        let agents = [
            member(AgentId::Oracle, Phase::Discovery, &[AgentId::Scope], &["a"]),
            member(AgentId::Scope, Phase::Discovery, &[AgentId::Oracle], &["b"]),
        ];
        assert!(check(&agents).is_err_and(|why| why.contains("oracle waits for scope")));
    }

    #[test]
    fn an_output_made_twice_or_missing_is_named() {
        let twice = [
            member(AgentId::Oracle, Phase::Discovery, &[], &["a"]),
            member(AgentId::Scope, Phase::Discovery, &[], &["a"]),
        ];
        assert!(check(&twice).is_err_and(|why| why.contains("scope produces a,")));
        let none = [member(AgentId::Oracle, Phase::Discovery, &[], &[])];
        assert_eq!(check(&none), Err("oracle produces nothing".to_owned()));
    }

    #[test]
    fn an_agent_that_is_missing_or_out_of_phase_is_named() {
        let few = [member(AgentId::Oracle, Phase::Discovery, &[], &["a"])];
        assert_eq!(check(&few), Err("empathy is not in the roster".to_owned()));
        let mixed = [
            member(AgentId::Palette, Phase::Design, &[], &["a"]),
            member(AgentId::Oracle, Phase::Discovery, &[], &["b"]),
        ];
        assert!(check(&mixed).is_err_and(|why| why.starts_with("oracle is of phase discovery")));
    }

    #[test]
    fn a_small_request_needs_only_the_core() {
        let plan = plan(&[Feature::Ratings, Feature::Search], 12, Depth::Starter);
        let core = CORE.iter().filter(|id| depth_of(agent(**id).phase) == Depth::Starter).count();
        assert_eq!(plan.agents.len(), core);
        assert!(plan.agents.iter().all(|one| one.reason == "every build"));
    }

    #[test]
    fn a_reason_names_the_features_that_call() {
        let plan = plan(&[Feature::Payments, Feature::Authentication], 12, Depth::Starter);
        let sentinel = plan.agents.iter().find(|one| one.agent_id == AgentId::Sentinel);
        assert_eq!(sentinel.map(|one| one.reason.as_str()), Some("called for by Authentication and Payments"));
    }

    #[test]
    fn a_left_out_dependency_is_replaced_by_its_own() {
        let plan = plan(&[], 12, Depth::Starter);
        let of = |id| plan.agents.iter().find(|one| one.agent_id == id).map(|one| one.depends_on.clone());
        assert_eq!(of(AgentId::Scribe), Some(vec![AgentId::Oracle, AgentId::Scope]));
        assert_eq!(of(AgentId::Atlas), Some(vec![AgentId::Forge, AgentId::Datum]));
    }

    #[test]
    fn a_sign_up_for_the_public_calls_for_the_path_of_a_visitor() {
        let open = plan(&[Feature::Authentication, Feature::Booking], 12, Depth::Starter);
        assert!(ids(&open).contains(&AgentId::FunnelArchitect));
        let closed = plan(&[Feature::Authentication], 12, Depth::Starter);
        assert!(!ids(&closed).contains(&AgentId::FunnelArchitect));
    }

    #[test]
    fn the_deepest_build_has_the_whole_team() {
        assert_eq!(plan(&[], 3, Depth::Enterprise).agents.len(), AgentId::ALL.len());
    }

    proptest! {
        #[test]
        fn any_features_give_a_plan_in_which_every_agent_follows_those_it_waits_for(
            picked in proptest::collection::vec(0..Feature::ALL.len(), 0..30),
            words in 0_usize..3000,
            depth in 0_usize..4,
        ) {
            let features: Vec<Feature> = picked.iter().map(|at| Feature::ALL[*at]).collect();
            let depth = [Depth::Starter, Depth::Professional, Depth::Ultimate, Depth::Enterprise][depth];
            let plan = plan(&features, words, depth);
            let mut done = HashSet::new();
            for one in &plan.agents {
                prop_assert!(one.depends_on.iter().all(|id| done.contains(id)), "{} runs too early", one.agent_id);
                prop_assert_eq!(one.depends_on.is_empty(), one.agent_id == AgentId::Oracle);
                prop_assert!(!one.reason.is_empty());
                prop_assert!(done.insert(one.agent_id), "{} twice", one.agent_id);
            }
            prop_assert!(CORE.iter().all(|id| done.contains(id) == (depth_of(agent(*id).phase) <= depth)));
        }

        #[test]
        fn a_deeper_or_longer_request_never_loses_an_agent(words in 0_usize..300, more in 0_usize..300) {
            let short = ids(&plan(&[Feature::Roles], words, Depth::Starter));
            let long = ids(&plan(&[Feature::Roles], words + more, Depth::Professional));
            prop_assert!(short.iter().all(|id| long.contains(id)));
        }
    }
}
