//! The preview: a capability in the address instead of a cookie, because the frame that shows a made application has an
//! opaque origin and no cookies of ours. Whoever has the address sees that one application, until it lapses.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::store::files::Moment;
use crate::ids::{BuildId, ShareId, TenantId};
use crate::platform::secrets;

/// A capability lives for the rest of its day and the next one: the address stays the same while one looks.
const DAY_SECONDS: i64 = 86_400;

/// A file of a made application, for its frame.
#[derive(Debug)]
pub struct PreviewFile {
    /// Path inside the application.
    pub path: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Hash of the bytes, hexadecimal.
    pub sha256: String,
}

/// What a capability opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grant {
    pub tenant: TenantId,
    pub build: BuildId,
    pub moment: Moment,
    /// The shared link that it was handed out with: it holds no longer than that. A member's holds by itself.
    pub share: Option<ShareId>,
}

/// The address' secret part for what is granted.
pub fn capability(key: &[u8; 32], grant: Grant, now: DateTime<Utc>) -> String {
    let expires = (now.timestamp() / DAY_SECONDS + 2) * DAY_SECONDS;
    let mut payload = Vec::with_capacity(64);
    payload.extend_from_slice(grant.tenant.0.as_bytes());
    payload.extend_from_slice(grant.build.0.as_bytes());
    payload.extend_from_slice(&expires.to_be_bytes());
    if let Some(share) = grant.share {
        payload.extend_from_slice(share.0.as_bytes());
    }
    if let Moment::After(seq) = grant.moment {
        payload.extend_from_slice(&seq.to_be_bytes());
    }
    secrets::sign(key, &payload)
}

/// What a capability opens; nothing where it was not made by us or has lapsed. Whether its link stands, the row says.
pub fn open(key: &[u8; 32], capability: &str, now: DateTime<Utc>) -> Option<Grant> {
    let payload = secrets::verify(key, capability)?;
    let (tenant, rest) = payload.split_first_chunk::<16>()?;
    let (build, rest) = rest.split_first_chunk::<16>()?;
    let (expires, rest) = rest.split_first_chunk::<8>()?;
    // What is there tells by its length: a link's id has 16 bytes, an event's number 8.
    let (share, rest) = match rest.split_first_chunk::<16>() {
        Some((share, rest)) => (Some(ShareId(Uuid::from_bytes(*share))), rest),
        None => (None, rest),
    };
    let moment = match rest {
        [] => Moment::Now,
        seq => Moment::After(i64::from_be_bytes(seq.try_into().ok()?)),
    };
    let (tenant, build) = (TenantId(Uuid::from_bytes(*tenant)), BuildId(Uuid::from_bytes(*build)));
    (now.timestamp() < i64::from_be_bytes(*expires)).then_some(Grant { tenant, build, moment, share })
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::Duration;

    fn grant(moment: Moment, share: Option<ShareId>) -> Grant {
        Grant { tenant: TenantId::new(), build: BuildId::new(), moment, share }
    }

    #[test]
    fn a_capability_opens_its_own_build_until_the_end_of_the_next_day() {
        let (key, now) = (secrets::random_bytes(), DateTime::UNIX_EPOCH + Duration::hours(30));
        let whole = grant(Moment::Now, None);
        let capability = super::capability(&key, whole, now);
        assert_eq!(open(&key, &capability, now), Some(whole));
        assert_eq!(open(&key, &capability, now + Duration::hours(41)), Some(whole));
        assert_eq!(open(&key, &capability, now + Duration::hours(42)), None);
        assert_eq!(open(&secrets::random_bytes(), &capability, now), None);
    }

    #[test]
    fn a_capability_opens_its_moment_and_names_its_link() {
        let (key, now) = (secrets::random_bytes(), DateTime::UNIX_EPOCH + Duration::hours(30));
        for share in [None, Some(ShareId::new())] {
            for moment in [Moment::Now, Moment::After(17)] {
                let grant = grant(moment, share);
                assert_eq!(open(&key, &super::capability(&key, grant, now), now), Some(grant));
            }
        }
    }
}
