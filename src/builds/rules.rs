//! The state machine of a build: one pure function. SQL applies it with a guard on the old state.

use super::model::BuildStatus;

/// What can be asked of a build.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// A worker takes it.
    Start,
    /// All agents are done and the checks hold.
    Complete,
    /// An agent gave up or a check does not hold.
    Fail,
    /// A person ends it.
    Cancel,
    /// A person wants another try; finished runs are kept.
    Retry,
    /// The month's builds of the plan are used.
    Park,
    /// The budget has no room for the next agent.
    Pause,
    /// There is room again.
    Resume,
}

impl Command {
    /// All of them.
    pub const ALL: [Self; 8] =
        [Self::Start, Self::Complete, Self::Fail, Self::Cancel, Self::Retry, Self::Park, Self::Pause, Self::Resume];
}

/// The state after `command`, or nothing where the state does not allow it. Starting a running build is what happens
/// when a lease lapsed: the next worker goes on.
#[must_use]
pub fn next_status(status: BuildStatus, command: Command) -> Option<BuildStatus> {
    use BuildStatus as S;
    match (command, status) {
        (Command::Start, S::Queued | S::Running) => Some(S::Running),
        (Command::Complete, S::Running) => Some(S::Completed),
        (Command::Fail, S::Running) => Some(S::Failed),
        (Command::Cancel, S::Queued | S::Running | S::Paused | S::Parked) => Some(S::Cancelled),
        (Command::Retry, S::Failed | S::Cancelled) => Some(S::Queued),
        (Command::Park, S::Queued | S::Failed | S::Cancelled) => Some(S::Parked),
        (Command::Pause, S::Running) => Some(S::Paused),
        (Command::Resume, S::Paused | S::Parked) => Some(S::Queued),
        _ => None,
    }
}

/// Whether some of these outputs of an agent, as the roster names them, are what a browser loads with the application.
#[must_use]
pub(super) fn is_served(produces: &[&str]) -> bool {
    let served = |path: &str| path == "index.html" || ["js/", "css/", "assets/"].iter().any(|at| path.starts_with(at));
    produces.iter().flat_map(|paths| paths.split('|')).any(served)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agents::{AgentId, agent};
    use proptest::prelude::*;

    const STATES: [BuildStatus; 7] = [
        BuildStatus::Queued,
        BuildStatus::Running,
        BuildStatus::Paused,
        BuildStatus::Parked,
        BuildStatus::Completed,
        BuildStatus::Failed,
        BuildStatus::Cancelled,
    ];

    #[test]
    fn only_a_retry_leaves_a_final_state_and_nothing_leaves_completed() {
        for status in STATES {
            for command in Command::ALL {
                let next = next_status(status, command);
                if status == BuildStatus::Completed {
                    assert_eq!(next, None, "{command:?} on a completed build");
                } else if status.is_final() && next.is_some() {
                    assert!(matches!(command, Command::Retry | Command::Park), "a try again waits, or is parked");
                }
            }
        }
    }

    #[test]
    fn whoever_writes_what_a_browser_loads_is_known_by_the_roster() {
        for id in [AgentId::Scribe, AgentId::Artist, AgentId::Pixel, AgentId::Polish, AgentId::Bridge, AgentId::Sync] {
            assert!(is_served(agent(id).produces), "{id}");
        }
        for id in [AgentId::Scope, AgentId::Gateway, AgentId::Search, AgentId::Junit, AgentId::Docker] {
            assert!(!is_served(agent(id).produces), "{id}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_asked_in_whatever_order_a_build_that_completed_stays_completed(commands in prop::collection::vec(0_usize..8, 0..40)) {
            let mut status = BuildStatus::Queued;
            let mut completed = false;
            for command in commands {
                if let Some(next) = next_status(status, Command::ALL[command]) {
                    prop_assert!(!completed);
                    status = next;
                    completed = status == BuildStatus::Completed;
                }
            }
        }
    }
}
