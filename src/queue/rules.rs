//! From what is ahead of a build to its place, as a pure function.

use super::job::JobPlan;
use super::model::Place;

/// Before anything is known of durations.
const UNKNOWN: Pace = Pace { low: 1.0, expected: 1.0, high: 1.0, n: 0 };

/// Measured over quoted seconds of finished builds: tenth, fiftieth and ninetieth percentile.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pace {
    pub low: f64,
    pub expected: f64,
    pub high: f64,
    pub n: u32,
}

/// What workers announced, and who shares them.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Load {
    /// Slots of all workers; 0 where none has announced itself.
    pub slots: u32,
    /// Jobs that hold one.
    pub running: u32,
    /// Sum of the weights of workspaces that have work.
    pub weight: u32,
    /// Nothing where nothing was measured.
    pub pace: Option<Pace>,
}

/// What is before a waiting job.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ahead {
    /// Waiting jobs of its workspace that come before it.
    pub jobs: u32,
    /// Their expected seconds.
    pub seconds: u64,
    /// Running jobs of its workspace.
    pub running: u32,
    /// What is left of their expected seconds.
    pub running_seconds: u64,
}

/// Where a job waits; nothing where a slot is free for it.
#[must_use]
pub fn place(ahead: Ahead, plan: JobPlan, load: Load) -> Option<Place> {
    let next = ahead.running.saturating_add(ahead.jobs);
    let over_cap = plan.cap.is_some_and(|cap| next >= cap);
    let full = load.slots > 0 && load.running.saturating_add(ahead.jobs) >= load.slots;
    if !over_cap && !full {
        return None;
    }
    let pace = load.pace.unwrap_or(UNKNOWN);
    let at_once = at_once(plan, load);
    let work = (ahead.seconds + ahead.running_seconds) as f64 / at_once;
    let seconds = |share: f64| (work * share).round().clamp(1.0, f64::from(u32::MAX)) as u32;
    Some(Place {
        position: ahead.jobs.saturating_add(1),
        eta_seconds: seconds(pace.expected),
        eta_low_seconds: seconds(pace.low),
        eta_high_seconds: seconds(pace.high),
        eta_samples: pace.n,
        reason: reason(over_cap, plan),
    })
}

/// How many jobs of the workspace run at once in the long run: its cap, or its share of the slots where that is less.
fn at_once(plan: JobPlan, load: Load) -> f64 {
    let cap = plan.cap.map_or(f64::INFINITY, f64::from);
    let everybody = load.weight.max(plan.weight);
    let share = match load.slots {
        0 => cap,
        slots => f64::from(slots) * f64::from(plan.weight) / f64::from(everybody.max(1)),
    };
    let at_once = cap.min(share);
    if at_once.is_finite() { at_once } else { 1.0 }
}

fn reason(over_cap: bool, plan: JobPlan) -> String {
    match plan.cap {
        Some(1) if over_cap => "waiting because your plan runs 1 build at a time".to_owned(),
        Some(cap) if over_cap => format!("waiting because your plan runs {cap} builds at a time"),
        _ => "waiting because every worker is busy; workspaces take turns".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const FREE: JobPlan = JobPlan { cap: Some(1), weight: 1 };
    const ULTIMATE: JobPlan = JobPlan { cap: Some(10), weight: 8 };

    fn load(slots: u32, running: u32, weight: u32) -> Load {
        Load { slots, running, weight, pace: None }
    }

    #[test]
    fn a_free_slot_is_no_place_to_wait() {
        assert_eq!(place(Ahead::default(), FREE, load(16, 3, 9)), None);
        assert_eq!(
            place(Ahead::default(), FREE, load(0, 0, 0)),
            None,
            "nobody has announced a worker: only the cap counts"
        );
    }

    #[test]
    fn the_reason_is_what_holds_it_back() {
        let one_runs = Ahead { running: 1, running_seconds: 60, ..Ahead::default() };
        assert_eq!(
            place(one_runs, FREE, load(16, 1, 1)).unwrap().reason,
            "waiting because your plan runs 1 build at a time"
        );
        let busy = place(Ahead::default(), ULTIMATE, load(16, 16, 40)).unwrap();
        assert!(busy.reason.contains("every worker is busy"), "{}", busy.reason);
    }

    #[test]
    fn the_range_is_that_of_the_pace_with_its_samples_and_none_where_nothing_is_known() {
        let ahead = Ahead { running: 1, running_seconds: 100, ..Ahead::default() };
        let with = |pace| {
            let place = place(ahead, FREE, Load { pace, ..load(16, 1, 1) }).unwrap();
            (place.eta_low_seconds, place.eta_seconds, place.eta_high_seconds, place.eta_samples)
        };
        assert_eq!(with(Some(Pace { low: 0.1, expected: 0.2, high: 0.5, n: 5 })), (10, 20, 50, 5));
        assert_eq!(with(Some(Pace { low: 0.94, expected: 1.0, high: 1.07, n: 0 })), (94, 100, 107, 0));
        assert_eq!(with(None), (100, 100, 100, 0));
    }

    #[test]
    fn a_share_of_few_workers_makes_the_wait_longer_than_the_cap_does() {
        let ahead = Ahead { jobs: 10, seconds: 600, running: 1, running_seconds: 0 };
        let alone = place(ahead, ULTIMATE, load(4, 4, 8)).unwrap().eta_seconds;
        let crowded = place(ahead, ULTIMATE, load(4, 4, 80)).unwrap().eta_seconds;
        assert_eq!((alone, crowded), (150, 1500));
    }

    proptest! {
        #[test]
        fn whoever_has_more_ahead_is_never_told_an_earlier_start(
            jobs in 0_u32..1000, more in 0_u32..1000, seconds in 0_u64..100_000, running in 0_u32..12, slots in 0_u32..40,
            weight in 1_u32..200, cap in prop::option::of(1_u32..12),
        ) {
            let plan = JobPlan { cap, weight: 4 };
            let load = load(slots, slots, weight);
            let ahead = Ahead { jobs, seconds, running, running_seconds: u64::from(running) * 30 };
            let behind = Ahead { jobs: jobs + more, seconds: seconds + u64::from(more), ..ahead };
            if let (Some(first), Some(second)) = (place(ahead, plan, load), place(behind, plan, load)) {
                prop_assert!(second.position >= first.position);
                prop_assert!(second.eta_seconds >= first.eta_seconds);
                prop_assert!(first.eta_low_seconds <= first.eta_seconds && first.eta_seconds <= first.eta_high_seconds);
            }
        }
    }
}
