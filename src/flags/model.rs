//! Feature flags by name.

use serde::{Deserialize, Serialize};

/// A flag of the product. Each has a default that holds until an operator says otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Flag {
    /// People without an account get quotes and links (`GUEST_MODE` of version 1).
    GuestMode,
    /// New accounts can be made.
    SignUp,
}

impl Flag {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::GuestMode, Self::SignUp];

    /// The name in the database, on the wire and on the command line.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::GuestMode => "guest_mode",
            Self::SignUp => "sign_up",
        }
    }

    /// What holds until an operator says otherwise.
    #[must_use]
    pub fn default_state(self) -> bool {
        match self {
            Self::GuestMode | Self::SignUp => true,
        }
    }
}

impl std::str::FromStr for Flag {
    type Err = crate::error::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.to_lowercase();
        Self::ALL.into_iter().find(|flag| flag.as_str() == text).ok_or_else(|| {
            crate::error::Error::invalid("flag", format!("There is no flag named {text}. Flags: guest_mode, sign_up."))
        })
    }
}
