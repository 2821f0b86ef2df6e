//! Which failures of a provider are worth another try, and how long to wait before it.

use std::time::Duration;

use super::provider::Failure;

/// Times and numbers that a call keeps to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Until a connection stands.
    pub connect: Duration,
    /// Until the first word.
    pub first_word: Duration,
    /// Between two pieces of an answer.
    pub idle: Duration,
    /// For a whole answer.
    pub answer: Duration,
    /// Further tries after a failure that may pass.
    pub retries: u32,
    /// Before the first of them; doubles each time.
    pub back_off: Duration,
    /// The longest wait that a provider may ask for at once.
    pub longest_wait: Duration,
    /// All such waits of one run together.
    pub waits_together: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            // A local server loads a model of many gigabytes first, and some models think before they speak.
            first_word: Duration::from_secs(240),
            idle: Duration::from_secs(60),
            answer: Duration::from_secs(900),
            retries: 3,
            back_off: Duration::from_secs(1),
            longest_wait: Duration::from_secs(120),
            waits_together: Duration::from_secs(600),
        }
    }
}

/// What to do after a failure.
#[derive(Debug, PartialEq, Eq)]
pub enum Next {
    /// Try again after this time, having said so.
    Wait(Duration, String),
    /// Give up.
    Stop,
}

/// Counts tries and waits of one run.
pub struct Patience {
    limits: Limits,
    seed: u64,
    failures: u32,
    waited: Duration,
}

impl Patience {
    /// Full of it; `seed` spreads waits so that many agents do not come back at the same moment.
    pub fn new(limits: Limits, seed: u64) -> Self {
        Self { limits, seed, failures: 0, waited: Duration::ZERO }
    }

    /// What to do after `failure`.
    pub fn after(&mut self, failure: &Failure) -> Next {
        match failure {
            Failure::RateLimited { wait, .. } => self.wait_for_the_provider(*wait),
            Failure::Passing(_) if self.failures < self.limits.retries => {
                let wait = self.back_off();
                self.failures += 1;
                let text = format!(
                    "{failure} Trying again in {} ({} of {}).",
                    shown(wait),
                    self.failures,
                    self.limits.retries
                );
                Next::Wait(wait, text)
            }
            _ => Next::Stop,
        }
    }

    fn wait_for_the_provider(&mut self, asked: Option<Duration>) -> Next {
        let wait = asked.unwrap_or_else(|| self.back_off() * 4);
        self.waited += wait;
        if wait > self.limits.longest_wait || self.waited > self.limits.waits_together {
            return Next::Stop;
        }
        // Without a word from the provider this is a guess like any other, and there are only so many.
        if asked.is_none() {
            self.failures += 1;
            if self.failures > self.limits.retries {
                return Next::Stop;
            }
        }
        Next::Wait(wait, format!("Waiting {}: the provider's rate limit is reached.", shown(wait)))
    }

    /// Doubles with each failure, between half and one and a half of that.
    fn back_off(&mut self) -> Duration {
        self.seed = self.seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let part = u32::try_from(self.seed >> 54).unwrap_or(512);
        self.limits.back_off * 2_u32.pow(self.failures.min(8)) * (512 + part) / 1024
    }
}

fn shown(wait: Duration) -> String {
    format!("{} s", wait.as_millis().div_ceil(1000))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passing() -> Failure {
        Failure::Passing("It broke.".to_owned())
    }

    #[test]
    fn a_passing_failure_is_tried_three_times_with_growing_waits() {
        let mut patience = Patience::new(Limits::default(), 7);
        let mut waits = Vec::new();
        while let Next::Wait(wait, _) = patience.after(&passing()) {
            waits.push(wait.as_millis());
        }
        assert_eq!(waits.len(), 3);
        for (place, wait) in waits.iter().enumerate() {
            let usual = 1000 * 2_u128.pow(u32::try_from(place).unwrap());
            assert!((usual / 2..=usual * 3 / 2).contains(wait), "{waits:?}");
        }
    }

    #[test]
    fn waits_differ_by_seed_and_are_the_same_for_the_same_seed() {
        let wait = |seed| Patience::new(Limits::default(), seed).after(&passing());
        assert_eq!(wait(1), wait(1));
        assert_ne!(wait(1), wait(2));
    }

    #[test]
    fn a_rate_limit_is_waited_for_visibly_and_not_for_ever() {
        let limited = |seconds| Failure::RateLimited { wait: Some(Duration::from_secs(seconds)), why: String::new() };
        let mut patience = Patience::new(Limits::default(), 1);
        let text = "Waiting 20 s: the provider's rate limit is reached.".to_owned();
        assert_eq!(patience.after(&limited(20)), Next::Wait(Duration::from_secs(20), text));
        assert_eq!(patience.after(&limited(3_600)), Next::Stop);
        let mut patience = Patience::new(Limits::default(), 1);
        let waits = (0..100).take_while(|_| patience.after(&limited(100)) != Next::Stop).count();
        assert_eq!(waits, 6);
    }

    #[test]
    fn what_does_not_pass_is_not_tried_again() {
        let mut patience = Patience::new(Limits::default(), 1);
        assert_eq!(patience.after(&Failure::Final("No.".to_owned())), Next::Stop);
    }
}
