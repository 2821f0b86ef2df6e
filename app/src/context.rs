//! What the server gives to every page as context, and how pages ask for it.

use olympus::accounts::Caller;
use olympus::error::Error;
use serde::{Deserialize, Serialize};

/// Who looks at the page; nobody for a guest.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CurrentCaller(pub Option<Caller>);

/// Why no page is shown at this address now; it is said in the page's place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused(pub Error);

/// The reader's choice of colours, from the cookie `theme`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    /// As the system says.
    #[default]
    System,
    /// Ink on paper.
    Light,
    /// Deep Aegean.
    Dark,
}

impl Theme {
    /// The cookie's value; anything unknown is the system's.
    #[must_use]
    pub fn from_cookie(value: Option<&str>) -> Self {
        match value {
            Some("light") => Self::Light,
            Some("dark") => Self::Dark,
            _ => Self::System,
        }
    }

    /// The value of `data-theme`; nothing leaves the choice to the system.
    #[must_use]
    pub fn attribute(self) -> Option<&'static str> {
        match self {
            Self::System => None,
            Self::Light => Some("light"),
            Self::Dark => Some("dark"),
        }
    }
}

/// Where people reach this server: `https://olympus.example`. Links that are copied by hand need it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SiteOrigin(String);

impl SiteOrigin {
    /// By what the browser asked for; without that, links stay short.
    #[must_use]
    pub fn of(scheme: &str, host: Option<&str>) -> Self {
        Self(host.map(|host| format!("{scheme}://{host}")).unwrap_or_default())
    }

    /// The whole address of `path`.
    #[must_use]
    pub fn address(&self, path: &str) -> String {
        format!("{}{path}", self.0)
    }
}

#[cfg(feature = "ssr")]
mod server {
    //! Asking for context, with an error instead of a panic where the server forgot something.

    use leptos::prelude::use_context;
    use olympus::accounts::Caller;
    use olympus::error::{Error, Result};

    /// A service that the server put into the context.
    ///
    /// # Errors
    /// Internal, where it did not.
    pub fn service<T: Clone + 'static>() -> Result<T> {
        use_context::<T>().ok_or_else(|| Error::internal(format!("no {} in the context", std::any::type_name::<T>())))
    }

    /// Who is calling.
    ///
    /// # Errors
    /// `AUTH_300` for a guest.
    pub fn caller() -> Result<Caller> {
        visitor().ok_or_else(Error::authentication_required)
    }

    /// The whole address of a page of ours.
    pub fn address_of(path: &str) -> String {
        use_context::<super::SiteOrigin>().unwrap_or_default().address(path)
    }

    /// Who is calling, if anybody.
    pub fn visitor() -> Option<Caller> {
        use_context::<super::CurrentCaller>().and_then(|current| current.0)
    }
}

#[cfg(feature = "ssr")]
pub(crate) use server::{address_of, caller, service, visitor};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_names_the_host_that_the_browser_asked_for() {
        assert_eq!(
            SiteOrigin::of("https", Some("olympus.example")).address("/queue/7"),
            "https://olympus.example/queue/7"
        );
        assert_eq!(SiteOrigin::of("http", None).address("/queue/7"), "/queue/7");
    }

    #[test]
    fn an_unknown_cookie_leaves_the_choice_to_the_system() {
        assert_eq!(Theme::from_cookie(Some("dark")).attribute(), Some("dark"));
        assert_eq!(Theme::from_cookie(Some("\"><script>")).attribute(), None);
        assert_eq!(Theme::from_cookie(None).attribute(), None);
    }
}
