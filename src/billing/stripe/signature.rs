//! Whether a webhook is Stripe's: the header `Stripe-Signature` holds a time and HMACs of `time.body`.

use chrono::{DateTime, Utc};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use subtle::ConstantTimeEq;

/// How far the time may be from ours, as in Stripe's own libraries.
const TOLERANCE_SECONDS: u64 = 300;
/// Values that are looked at; Stripe sends two while a secret is being changed.
const MOST_VALUES: usize = 8;

/// Why a webhook is not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Forged {
    /// No header, or not such a one.
    #[error("The Stripe-Signature header is missing or cannot be read. Only Stripe calls this address.")]
    NoSignature,
    /// Signed with another secret, or the body was changed.
    #[error(
        "The Stripe-Signature header does not fit the body. Is STRIPE_WEBHOOK_SECRET this endpoint's signing secret?"
    )]
    Wrong,
    /// Too long ago, or from the future.
    #[error("The Stripe-Signature header is more than five minutes off. Is this server's clock right?")]
    Late,
}

/// Checks that `body` was signed with `secret` at about `now`.
pub fn verify(body: &[u8], header: Option<&str>, secret: &str, now: DateTime<Utc>) -> Result<(), Forged> {
    let parts: Vec<(&str, &str)> =
        header.ok_or(Forged::NoSignature)?.split(',').filter_map(|part| part.trim().split_once('=')).collect();
    let time = parts.iter().find(|(name, _)| *name == "t").map(|(_, value)| *value).ok_or(Forged::NoSignature)?;
    let signed_at: i64 = time.parse().map_err(|_| Forged::NoSignature)?;
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).map_err(|_| Forged::Wrong)?;
    mac.update(time.as_bytes());
    mac.update(b".");
    mac.update(body);
    let expected = mac.finalize().into_bytes();
    let is_signed = parts
        .iter()
        .filter(|(name, _)| *name == "v1")
        .take(MOST_VALUES)
        .filter_map(|(_, value)| hex::decode(value).ok())
        .any(|value| bool::from(value.ct_eq(expected.as_slice())));
    if !is_signed {
        return Err(Forged::Wrong);
    }
    if now.timestamp().abs_diff(signed_at) > TOLERANCE_SECONDS {
        return Err(Forged::Late);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &[u8] = b"{\"id\":\"evt_1\"}";

    fn sign(secret: &str, at: i64) -> String {
        let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
        mac.update(format!("{at}.").as_bytes());
        mac.update(BODY);
        hex::encode(mac.finalize().into_bytes())
    }

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(seconds, 0).unwrap()
    }

    #[test]
    fn a_signature_holds_for_its_body_secret_and_time() {
        let header = format!("t=1000,v1={},v0=ffff", sign("whsec_a", 1000));
        assert_eq!(verify(BODY, Some(&header), "whsec_a", at(1000)), Ok(()));
        assert_eq!(verify(BODY, Some(&header), "whsec_a", at(1300)), Ok(()));
        assert_eq!(verify(BODY, Some(&header), "whsec_a", at(1301)), Err(Forged::Late));
        assert_eq!(verify(BODY, Some(&header), "whsec_a", at(699)), Err(Forged::Late));
        assert_eq!(verify(BODY, Some(&header), "whsec_b", at(1000)), Err(Forged::Wrong));
        assert_eq!(verify(b"{}", Some(&header), "whsec_a", at(1000)), Err(Forged::Wrong));
    }

    #[test]
    fn one_of_two_signatures_is_enough_while_a_secret_is_changed() {
        let header = format!("t=1000,v1={},v1={}", sign("old", 1000), sign("new", 1000));
        assert_eq!(verify(BODY, Some(&header), "new", at(1000)), Ok(()));
        assert_eq!(verify(BODY, Some(&header), "old", at(1000)), Ok(()));
    }

    #[test]
    fn what_is_no_signature_is_refused() {
        assert_eq!(verify(BODY, None, "s", at(1000)), Err(Forged::NoSignature));
        for header in ["", "v1=00", "t=soon,v1=00"] {
            assert_eq!(verify(BODY, Some(header), "s", at(1000)), Err(Forged::NoSignature), "{header}");
        }
        for header in ["t=1000", "t=1000,v1=", "t=1000,v1=zz", "t=1000,v0=00"] {
            assert_eq!(verify(BODY, Some(header), "s", at(1000)), Err(Forged::Wrong), "{header}");
        }
    }
}
