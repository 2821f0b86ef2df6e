//! The preview: a capability in the address instead of a cookie, because the frame that shows a made application has an
//! opaque origin and no cookies of ours. Whoever has the address sees that one application, until it lapses.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::store::files::Moment;
use crate::ids::{BuildId, TenantId};
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

/// Opens one build as it was at `moment`.
pub fn capability(key: &[u8; 32], (tenant, build, moment): (TenantId, BuildId, Moment), now: DateTime<Utc>) -> String {
    let expires = (now.timestamp() / DAY_SECONDS + 2) * DAY_SECONDS;
    let mut payload = Vec::with_capacity(48);
    payload.extend_from_slice(tenant.0.as_bytes());
    payload.extend_from_slice(build.0.as_bytes());
    payload.extend_from_slice(&expires.to_be_bytes());
    if let Moment::After(seq) = moment {
        payload.extend_from_slice(&seq.to_be_bytes());
    }
    secrets::sign(key, &payload)
}

/// Which build a capability opens, and at which moment; nothing where it was not made by us or has lapsed.
pub fn open(key: &[u8; 32], capability: &str, now: DateTime<Utc>) -> Option<(TenantId, BuildId, Moment)> {
    let payload = secrets::verify(key, capability)?;
    let (tenant, rest) = payload.split_first_chunk::<16>()?;
    let (build, rest) = rest.split_first_chunk::<16>()?;
    let (expires, rest) = rest.split_first_chunk::<8>()?;
    let moment = match rest {
        [] => Moment::Now,
        seq => Moment::After(i64::from_be_bytes(seq.try_into().ok()?)),
    };
    let ids = (TenantId(Uuid::from_bytes(*tenant)), BuildId(Uuid::from_bytes(*build)));
    (now.timestamp() < i64::from_be_bytes(*expires)).then_some((ids.0, ids.1, moment))
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::Duration;

    #[test]
    fn a_capability_opens_its_own_build_until_the_end_of_the_next_day() {
        let (key, tenant, build) = (secrets::random_bytes(), TenantId::new(), BuildId::new());
        let now = DateTime::UNIX_EPOCH + Duration::hours(30);
        let whole = (tenant, build, Moment::Now);
        let capability = super::capability(&key, whole, now);
        assert_eq!(open(&key, &capability, now), Some(whole));
        assert_eq!(open(&key, &capability, now + Duration::hours(41)), Some(whole));
        assert_eq!(open(&key, &capability, now + Duration::hours(42)), None);
        assert_eq!(open(&secrets::random_bytes(), &capability, now), None);
    }

    #[test]
    fn a_capability_for_a_moment_opens_that_moment_only() {
        let (key, tenant, build) = (secrets::random_bytes(), TenantId::new(), BuildId::new());
        let now = DateTime::UNIX_EPOCH + Duration::hours(30);
        let moment = (tenant, build, Moment::After(17));
        assert_eq!(open(&key, &super::capability(&key, moment, now), now), Some(moment));
    }
}
