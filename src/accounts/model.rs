//! People, how they prove who they are, and who is calling.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::ids::{ApiKeyId, SessionId, TenantId, UserId};

/// An e-mail address: one `@`, a domain with a dot, at most 254 characters, kept in lower case.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Email(String);

impl Email {
    /// Checks and normalises.
    ///
    /// # Errors
    /// `INVALID_INPUT` that names `email`.
    pub fn parse(text: &str) -> Result<Self> {
        let text = text.trim().to_lowercase();
        let wrong = || Error::invalid("email", "Enter an email address like ada@example.com.");
        let (local, domain) = text.rsplit_once('@').ok_or_else(wrong)?;
        let domain_ok = domain.contains('.')
            && domain.split('.').all(|label| {
                !label.is_empty()
                    && label.len() <= 63
                    && !label.starts_with('-')
                    && !label.ends_with('-')
                    && label.chars().all(|c| c.is_alphanumeric() || c == '-')
            });
        let local_ok = !local.is_empty()
            && local.len() <= 64
            && !local.contains('@')
            && !local.chars().any(|c| c.is_whitespace() || c.is_control() || "<>()[],;:\\\"".contains(c));
        if domain_ok && local_ok && text.len() <= 254 { Ok(Self(text)) } else { Err(wrong()) }
    }

    /// The address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What stands after the `@`.
    #[must_use]
    pub fn domain(&self) -> &str {
        self.0.rsplit_once('@').map_or("", |(_, domain)| domain)
    }
}

impl TryFrom<String> for Email {
    type Error = Error;

    fn try_from(text: String) -> Result<Self> {
        Self::parse(&text)
    }
}

impl From<Email> for String {
    fn from(email: Email) -> Self {
        email.0
    }
}

/// By which door a call came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Door {
    /// A signed-in browser.
    Session(SessionId),
    /// A program.
    ApiKey(ApiKeyId),
}

/// Who is calling, for which workspace, by which door. The first argument of every verb that needs permission.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Caller {
    /// The person.
    pub user_id: UserId,
    /// The workspace.
    pub tenant_id: TenantId,
    /// The person's address.
    pub email: String,
    /// The person's name, or the address's local part.
    pub name: String,
    /// By which door.
    pub door: Door,
}

/// An API key in a list; the secret is shown once, at creation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct ApiKey {
    /// Its id.
    pub key_id: ApiKeyId,
    /// What it is for, in its owner's words.
    pub name: String,
    /// The first characters of the secret, to recognise it by.
    pub prefix: String,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was last used.
    pub last_used_at: Option<DateTime<Utc>>,
    /// When it stops working.
    pub expires_at: Option<DateTime<Utc>>,
}

/// A signed-in browser in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct SessionView {
    /// Its id.
    pub session_id: SessionId,
    /// What the browser says it is.
    pub user_agent: String,
    /// Where it signed in from.
    pub ip: String,
    /// When it signed in.
    pub created_at: DateTime<Utc>,
    /// When it was last seen.
    pub last_seen_at: DateTime<Utc>,
    /// The one that asks.
    pub current: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_normalised_and_nonsense_is_refused() {
        assert_eq!(
            Email::parse("  Ada@Example.COM ").map(|email| email.as_str().to_owned()),
            Ok("ada@example.com".to_owned())
        );
        for nonsense in [
            "",
            "ada",
            "ada@",
            "@example.com",
            "ada@example",
            "a b@example.com",
            "a@b@example.com",
            "a@-x.com",
            "a<b@example.com",
        ] {
            assert_eq!(
                Email::parse(nonsense).map_err(|error| error.field),
                Err(Some("email".to_owned())),
                "{nonsense}"
            );
        }
    }
}
