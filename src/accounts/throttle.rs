//! Slows guessing down: growing delay per address and per network, never a lock-out (ASVS 5.0, 6.1.1 and 6.3.1).
//! Counted for unknown addresses too, so that the delay tells nothing.

use std::time::Duration;

use crate::error::{Error, Result};
use crate::platform::backplane::SharedBackplane;
use crate::platform::secrets;

/// Failures without any delay.
const FREE_PER_ACCOUNT: u64 = 5;
/// One network may hold many people.
const FREE_PER_NETWORK: u64 = 50;
const LONGEST: u64 = 15 * 60;
const FORGOTTEN_AFTER: Duration = Duration::from_secs(60 * 60);

/// Seconds to wait after the last of `failures`, of which `free` cost nothing: 1, 2, 4 … up to 15 minutes.
fn delay_seconds(failures: u64, free: u64) -> u64 {
    match failures.checked_sub(free) {
        None | Some(0) => 0,
        Some(over) => 1_u64.checked_shl(u32::try_from(over - 1).unwrap_or(u32::MAX)).unwrap_or(LONGEST).min(LONGEST),
    }
}

/// Failures of sign-in.
#[derive(Clone)]
pub struct SignInThrottle {
    backplane: SharedBackplane,
}

impl SignInThrottle {
    pub fn new(backplane: SharedBackplane) -> Self {
        Self { backplane }
    }

    /// Whether another try may be made now.
    pub async fn check(&self, email: &str, ip: &str) -> Result<()> {
        for (key, free) in keys(email, ip) {
            let Some((failures, ago)) = self.backplane.counter(&key).await else { continue };
            let delay = delay_seconds(failures, free);
            let left = delay.saturating_sub(ago.as_secs());
            if left > 0 {
                return Err(Error::rate_limited(
                    left,
                    format!("Too many failed sign-ins. Wait {left} seconds and try again; your account is not locked."),
                ));
            }
        }
        Ok(())
    }

    pub async fn failed(&self, email: &str, ip: &str) {
        for (key, _) in keys(email, ip) {
            self.backplane.increment(&key, FORGOTTEN_AFTER).await;
        }
    }

    /// Forgets the address's failures only: one good sign-in must not free a network that guesses others.
    pub async fn succeeded(&self, email: &str, ip: &str) {
        let [(account, _), _] = keys(email, ip);
        self.backplane.forget(&account).await;
    }
}

/// Addresses are hashed: the backplane should not hold a list of who signs in.
fn keys(email: &str, ip: &str) -> [(String, u64); 2] {
    let account = hex::encode(&secrets::hash(email)[..16]);
    [(format!("sign_in:account:{account}"), FREE_PER_ACCOUNT), (format!("sign_in:network:{ip}"), FREE_PER_NETWORK)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delays_grow_from_nothing_to_fifteen_minutes_and_stay_there() {
        let delays: Vec<u64> = [0, 5, 6, 7, 8, 15, 16, 500].map(|failures| delay_seconds(failures, 5)).to_vec();
        assert_eq!(delays, [0, 0, 1, 2, 4, 512, 900, 900]);
    }
}
