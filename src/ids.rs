//! Identifiers. Each kind is a type of its own, so that a build's id cannot be passed where a tenant's is meant.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "ssr", derive(sqlx::Type, utoipa::ToSchema), sqlx(transparent))]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl $name {
            /// A new id that sorts by time of creation (UUID version 7), which keeps index inserts local.
            #[cfg(feature = "ssr")]
            #[must_use]
            pub fn new() -> Self {
                Self(Uuid::now_v7())
            }
        }

        #[cfg(feature = "ssr")]
        impl Default for $name {
            fn default() -> Self {
                Self::new()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }
    };
}

id!(
    /// A person.
    UserId
);
id!(
    /// A workspace: the unit of billing, isolation and fairness.
    TenantId
);
id!(
    /// One signed-in browser.
    SessionId
);
id!(
    /// A program's credential.
    ApiKeyId
);
id!(
    /// One request turned into one application.
    BuildId
);
id!(
    /// A guest's kept request. Never the link's secret.
    QueueEntryId
);
id!(
    /// A read-only view of a build for whoever has the link.
    ShareId
);
