//! One rate cell: the generic cell rate algorithm as a pure function of stored arrival time, now, and rate.
//!
//! A cell holds one number, the theoretical arrival time: when it would be full again. Each request that is taken moves it
//! one interval on; a request is refused while it lies further ahead than the burst allows. `cell.lua` does the same
//! arithmetic in Redis; both count whole microseconds, so that neither rounds.

use std::time::Duration;

/// How much a cell lets through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// Requests in one window, in the long run.
    pub quota: u32,
    /// The window.
    pub window: Duration,
    /// Requests at once, after a pause.
    pub burst: u32,
}

/// What a cell said to one request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Whether the request is taken.
    pub allowed: bool,
    /// How many more would be taken right now.
    pub remaining: u32,
    /// Until the whole burst is there again.
    pub reset_after: Duration,
    /// Until one more is taken; nothing where one is taken now.
    pub retry_after: Duration,
}

impl Rate {
    /// `quota` in each `window`, all of it at once if need be.
    #[must_use]
    pub fn per(quota: u32, window: Duration) -> Self {
        Self { quota, window, burst: quota }
    }

    /// Microseconds in which one request grows back; rounded up, so that no window ever gets more than its quota.
    pub(super) fn interval(&self) -> i64 {
        let window = i64::try_from(self.window.as_micros()).unwrap_or(i64::MAX);
        let quota = i64::from(self.quota.max(1));
        (window / quota + i64::from(window % quota != 0)).max(1)
    }

    /// Microseconds that the arrival time may lie ahead.
    pub(super) fn tolerance(&self) -> i64 {
        self.interval().saturating_mul(i64::from(self.burst.max(1)))
    }
}

/// The arrival time after a request at `now`, and what it is told. All times in microseconds.
pub(super) fn decide(stored: Option<i64>, now: i64, rate: &Rate) -> (i64, Decision) {
    let (interval, tolerance) = (rate.interval(), rate.tolerance());
    // Further ahead than that it can only be when the rate changed or the clock went back.
    let arrival = stored.unwrap_or(now).clamp(now, now.saturating_add(tolerance));
    let allowed = arrival - now + interval <= tolerance;
    let arrival = if allowed { arrival + interval } else { arrival };
    let used = arrival - now;
    (arrival, Decision::of(allowed, (tolerance - used) / interval, used, used + interval - tolerance))
}

impl Decision {
    /// From whole microseconds, as both implementations have them.
    pub(super) fn of(allowed: bool, remaining: i64, reset_after: i64, retry_after: i64) -> Self {
        let duration = |micros: i64| Duration::from_micros(u64::try_from(micros).unwrap_or_default());
        Self {
            allowed,
            remaining: u32::try_from(remaining).unwrap_or_default(),
            reset_after: duration(reset_after),
            retry_after: duration(retry_after),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const START: i64 = 1_800_000_000_000_000;

    fn rates() -> impl Strategy<Value = Rate> {
        (1..50_u32, 1..5_000_000_u64, 1..60_u32).prop_map(|(quota, window, burst)| Rate {
            quota,
            window: Duration::from_micros(window),
            burst,
        })
    }

    /// A cell with a history: requests at these pauses, and when each was taken.
    fn history(rate: &Rate, pauses: &[u32]) -> (Option<i64>, i64, Vec<i64>) {
        let (mut stored, mut now, mut taken) = (None, START, Vec::new());
        for pause in pauses {
            now += i64::from(*pause);
            let (arrival, decision) = decide(stored, now, rate);
            stored = Some(arrival);
            if decision.allowed {
                taken.push(now);
            }
        }
        (stored, now, taken)
    }

    fn micros(duration: Duration) -> i64 {
        i64::try_from(duration.as_micros()).unwrap()
    }

    proptest! {
        #[test]
        fn no_window_gets_more_than_burst_and_quota(
            rate in rates(),
            pauses in prop::collection::vec(0..400_000_u32, 1..300),
        ) {
            let (_, _, taken) = history(&rate, &pauses);
            for (index, begin) in taken.iter().enumerate() {
                let within = taken[index..].iter().take_while(|at| **at - begin < micros(rate.window)).count();
                prop_assert!(within <= (rate.burst + rate.quota) as usize);
            }
        }

        #[test]
        fn as_many_are_taken_at_once_as_remaining_said_and_not_one_more(
            rate in rates(),
            pauses in prop::collection::vec(0..400_000_u32, 1..100),
        ) {
            let (stored, now, _) = history(&rate, &pauses);
            let (mut arrival, first) = decide(stored, now, &rate);
            for left in (0..first.remaining).rev() {
                let (next, decision) = decide(Some(arrival), now, &rate);
                prop_assert!(decision.allowed);
                prop_assert_eq!(decision.remaining, left);
                arrival = next;
            }
            prop_assert!(!decide(Some(arrival), now, &rate).1.allowed);
        }

        #[test]
        fn retry_after_is_exact_to_the_microsecond(
            rate in rates(),
            pauses in prop::collection::vec(0..400_000_u32, 1..100),
        ) {
            let (stored, now, _) = history(&rate, &pauses);
            let (arrival, decision) = decide(stored, now, &rate);
            let wait = micros(decision.retry_after);
            prop_assert_eq!(decision.remaining == 0, wait > 0);
            prop_assert!(decide(Some(arrival), now + wait, &rate).1.allowed);
            if wait > 0 {
                prop_assert!(!decide(Some(arrival), now + wait - 1, &rate).1.allowed);
            }
        }

        #[test]
        fn after_reset_the_whole_burst_is_there(
            rate in rates(),
            pauses in prop::collection::vec(0..400_000_u32, 1..100),
        ) {
            let (stored, now, _) = history(&rate, &pauses);
            let (arrival, decision) = decide(stored, now, &rate);
            let (_, later) = decide(Some(arrival), now + micros(decision.reset_after), &rate);
            prop_assert_eq!(later.remaining, rate.burst - 1);
        }

        #[test]
        fn a_clock_that_goes_back_shuts_nobody_out_for_longer_than_an_empty_cell(
            rate in rates(),
            back in 0..10_000_000_000_i64,
        ) {
            let (_, decision) = decide(Some(START), START - back, &rate);
            prop_assert!(micros(decision.retry_after) <= rate.interval());
        }
    }

    #[test]
    fn a_full_cell_gives_its_quota_at_once_and_one_more_each_interval() {
        let rate = Rate::per(600, Duration::from_secs(60));
        let (mut arrival, mut decision) = decide(None, START, &rate);
        assert_eq!((decision.allowed, decision.remaining), (true, 599));
        for _ in 1..600 {
            (arrival, decision) = decide(Some(arrival), START, &rate);
        }
        assert_eq!((decision.allowed, decision.remaining), (true, 0));
        let (same, refused) = decide(Some(arrival), START, &rate);
        assert_eq!((same, refused.allowed, refused.retry_after), (arrival, false, Duration::from_millis(100)));
        assert!(decide(Some(arrival), START + 100_000, &rate).1.allowed);
    }
}
