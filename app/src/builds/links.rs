//! Where a build's pages are: at its own address for its workspace, under the shared link for whoever has that, and with
//! the moment that is looked at.

use olympus::ids::BuildId;
use serde::{Deserialize, Serialize};

/// The addresses that a view of a build leads to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Links {
    base: String,
    query: String,
}

impl Links {
    /// For members of the workspace.
    #[must_use]
    pub fn of(id: BuildId) -> Self {
        Self { base: format!("/builds/{id}"), query: String::new() }
    }

    /// For whoever has the shared link.
    #[cfg(feature = "ssr")]
    #[must_use]
    pub fn shared(token: &str) -> Self {
        Self { base: format!("/shared/{token}"), query: String::new() }
    }

    /// At the moment after event `seq`.
    #[cfg(feature = "ssr")]
    #[must_use]
    pub fn at(self, seq: i64) -> Self {
        Self { query: format!("?at={seq}"), ..self }
    }

    /// The page of a file.
    #[must_use]
    pub fn file(&self, path: &str) -> String {
        format!("{}/files/{path}{}", self.base, self.query)
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_found_at_its_moment_and_under_its_link() {
        assert_eq!(Links::shared("abc").at(7).file("js/app.js"), "/shared/abc/files/js/app.js?at=7");
    }
}
