//! What is limited, and by whom it is counted.

/// Requests that share a limit. The name is in the headers and in the table of overrides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Policy {
    /// Pages, their forms and the calls of their islands.
    Pages,
    /// Signing in and signing up. Wrong passwords are slowed down besides.
    SignIn,
    /// Quotes for a text.
    Quotes,
    /// Calls of the API.
    Api,
    /// Requests of guests that are kept under a link.
    GuestBuilds,
}

impl Policy {
    /// Every policy.
    pub const ALL: [Self; 5] = [Self::Pages, Self::SignIn, Self::Quotes, Self::Api, Self::GuestBuilds];

    /// The name in headers and in the table of overrides.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pages => "pages",
            Self::SignIn => "sign_in",
            Self::Quotes => "quotes",
            Self::Api => "api",
            Self::GuestBuilds => "guest_builds",
        }
    }
}

/// Who shares one count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    /// One network address.
    Network,
    /// One API key, so that a program that runs wild leaves something to the others.
    Key,
    /// One workspace, by all its sessions and keys.
    Tenant,
}

impl Scope {
    /// The name in metrics and cells.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Network => "network",
            Self::Key => "key",
            Self::Tenant => "tenant",
        }
    }
}

/// So many requests in so many seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Allowance {
    /// Requests in one window; after a pause all of them at once.
    pub quota: u32,
    /// The window's seconds.
    pub window_seconds: u32,
}
