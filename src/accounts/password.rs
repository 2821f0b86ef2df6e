//! Passwords: what is accepted, and how it is kept.
//!
//! Argon2id with m = 19456 KiB, t = 2, p = 1 (OWASP Password Storage Cheat Sheet); rules after ASVS 5.0 section 6.2: eight
//! characters or more, long ones welcome, no composition rules, none of the commonest 3,000 (list: Django's, BSD).

use std::collections::HashSet;
use std::sync::{Arc, LazyLock};

use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use argon2::{Algorithm, Argon2, Params, PasswordHash, Version};
use tokio::sync::Semaphore;

use crate::error::{Error, Result};

const MIN_CHARACTERS: usize = 8;
/// Argon2 would take more; a limit keeps a request's work bounded.
const MAX_BYTES: usize = 1024;
/// Hashes at the same time; each takes about 31 ms of a core and 19 MiB.
const AT_ONCE: usize = 2;

static COMMON: LazyLock<HashSet<&str>> = LazyLock::new(|| include_str!("common_passwords.txt").lines().collect());

/// A new password that is good enough. Never printed.
pub struct Password(String);

impl std::fmt::Debug for Password {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Password(…)")
    }
}

impl Password {
    /// Checks a password that somebody chooses.
    ///
    /// # Errors
    /// `INVALID_INPUT` that names `password`.
    pub fn choose(text: &str) -> Result<Self> {
        let wrong = |message: &str| Err(Error::invalid("password", message));
        if text.chars().count() < MIN_CHARACTERS {
            return wrong("Choose a password of at least 8 characters. Length matters more than symbols.");
        }
        if text.len() > MAX_BYTES {
            return wrong("This password is longer than 1,024 bytes. Choose a shorter one.");
        }
        if COMMON.contains(text.to_lowercase().as_str()) {
            return wrong("This password is among the commonest 3,000 and would be guessed. Choose another one.");
        }
        Ok(Self(text.to_owned()))
    }
}

/// Hashes and verifies, off the async threads and not too many at once.
#[derive(Clone, Debug)]
pub struct PasswordHasher {
    slots: Arc<Semaphore>,
    /// Verified when the address is unknown, so that it takes as long.
    decoy: Arc<str>,
}

impl PasswordHasher {
    /// Makes the decoy, so this takes as long as one hash.
    ///
    /// # Errors
    /// When hashing fails.
    pub fn new() -> Result<Self> {
        let decoy = hash(&super::super::platform::secrets::random_token())?;
        Ok(Self { slots: Arc::new(Semaphore::new(AT_ONCE)), decoy: decoy.into() })
    }

    /// The hash to store.
    ///
    /// # Errors
    /// When hashing fails.
    pub async fn hash(&self, password: Password) -> Result<String> {
        let _slot = self.slots.acquire().await.map_err(Error::internal)?;
        tokio::task::spawn_blocking(move || hash(&password.0)).await.map_err(Error::internal)?
    }

    /// Whether `password` fits `stored`; without a stored hash it works as long and says no.
    ///
    /// # Errors
    /// When the work is interrupted.
    pub async fn verify(&self, password: &str, stored: Option<&str>) -> Result<bool> {
        if password.len() > MAX_BYTES {
            return Ok(false);
        }
        let _slot = self.slots.acquire().await.map_err(Error::internal)?;
        let known = stored.is_some();
        let stored = stored.unwrap_or(&self.decoy).to_owned();
        let password = password.to_owned();
        let fits = tokio::task::spawn_blocking(move || {
            PasswordHash::new(&stored).is_ok_and(|hash| {
                argon2().is_ok_and(|argon2| argon2.verify_password(password.as_bytes(), &hash).is_ok())
            })
        })
        .await
        .map_err(Error::internal)?;
        Ok(fits && known)
    }
}

fn argon2() -> Result<Argon2<'static>> {
    let params = Params::new(19_456, 2, 1, None).map_err(Error::internal)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

fn hash(password: &str) -> Result<String> {
    argon2()?.hash_password(password.as_bytes()).map(|hash| hash.to_string()).map_err(Error::internal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_and_common_passwords_are_refused_and_long_phrases_are_welcome() {
        for refused in ["", "short", "password", "Password1", "12345678"] {
            assert_eq!(
                Password::choose(refused).err().and_then(|error| error.field),
                Some("password".to_owned()),
                "{refused}"
            );
        }
        assert!(Password::choose("correct horse battery staple").is_ok());
        assert!(Password::choose(&"long ".repeat(100)).is_ok());
    }

    #[tokio::test]
    async fn a_password_fits_its_own_hash_only_and_no_hash_fits_nothing() -> Result<()> {
        let hasher = PasswordHasher::new()?;
        let stored = hasher.hash(Password::choose("an olive tree")?).await?;
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert!(hasher.verify("an olive tree", Some(&stored)).await?);
        assert!(!hasher.verify("an olive twig", Some(&stored)).await?);
        assert!(!hasher.verify("an olive tree", None).await?);
        Ok(())
    }
}
