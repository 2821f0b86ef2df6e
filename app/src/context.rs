//! What the server gives to every page as context, and how pages ask for it.

use olympus::accounts::Caller;
use serde::{Deserialize, Serialize};

/// Who looks at the page; nobody for a guest.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CurrentCaller(pub Option<Caller>);

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

    /// Who is calling, if anybody.
    pub fn visitor() -> Option<Caller> {
        use_context::<super::CurrentCaller>().and_then(|current| current.0)
    }
}

#[cfg(feature = "ssr")]
pub(crate) use server::{caller, service, visitor};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_cookie_leaves_the_choice_to_the_system() {
        assert_eq!(Theme::from_cookie(Some("dark")).attribute(), Some("dark"));
        assert_eq!(Theme::from_cookie(Some("\"><script>")).attribute(), None);
        assert_eq!(Theme::from_cookie(None).attribute(), None);
    }
}
