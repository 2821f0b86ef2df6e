//! The verbs of people: sign up, sign in, recognise, sign out; sessions and API keys.

use chrono::Duration;
use sqlx::PgConnection;

use super::model::{ApiKey, Caller, Door, Email, SessionView};
use super::password::{Password, PasswordHasher};
use super::store::{self, NewSession, UserRow};
use super::throttle::SignInThrottle;
use crate::error::{Error, ErrorCode, Result};
use crate::ids::{ApiKeyId, SessionId, TenantId, UserId};
use crate::platform::backplane::SharedBackplane;
use crate::platform::clock::Clock;
use crate::platform::database::{Database, violates};
use crate::platform::secrets;

/// A session ends when unused for this long …
const IDLE: Duration = Duration::days(7);
/// … and after this in any case (ASVS 5.0, 7.3).
const ABSOLUTE: Duration = Duration::days(30);
/// `last seen` is written at most this often.
const TOUCH_EVERY: Duration = Duration::minutes(1);
/// What programs recognise a key by, and secret scanners too.
const KEY_PREFIX: &str = "oly_";

/// People and their credentials.
#[derive(Clone)]
pub struct Accounts {
    database: Database,
    clock: Clock,
    hasher: PasswordHasher,
    throttle: SignInThrottle,
}

/// The browser at the other end.
#[derive(Clone, Debug, Default)]
pub struct Browser {
    /// Its address.
    pub ip: String,
    /// What it says it is.
    pub user_agent: String,
}

/// Somebody who may be written: address free of nonsense, password hashed.
#[derive(Debug)]
pub struct NewUser {
    email: Email,
    name: String,
    password_hash: String,
}

/// A session's token, shown to the browser once, and whose it is.
#[derive(Debug)]
pub struct SignedIn {
    /// For the cookie.
    pub token: String,
    /// When the cookie may be forgotten.
    pub max_age: Duration,
    /// Whose.
    pub caller: Caller,
}

/// An API key with its secret, shown once.
#[derive(Debug)]
pub struct NewApiKey {
    /// As listed.
    pub key: ApiKey,
    /// `oly_…`
    pub secret: String,
}

impl Accounts {
    /// Over `database`; throttles through `backplane`.
    ///
    /// # Errors
    /// When the hasher cannot be made.
    pub fn new(database: Database, clock: Clock, backplane: SharedBackplane) -> Result<Self> {
        Ok(Self { database, clock, hasher: PasswordHasher::new()?, throttle: SignInThrottle::new(backplane) })
    }

    /// Checks and hashes what a person typed. Before any transaction: hashing takes long.
    ///
    /// # Errors
    /// `INVALID_INPUT` that names the field.
    pub async fn prepare(&self, email: &str, password: &str, name: Option<&str>) -> Result<NewUser> {
        let email = Email::parse(email)?;
        let password = Password::choose(password)?;
        let name = person_name(name, &email)?;
        Ok(NewUser { password_hash: self.hasher.hash(password).await?, email, name })
    }

    /// Writes the person in the caller's transaction. A taken address is a conflict that names `email`; the
    /// transaction is then over.
    ///
    /// # Errors
    /// As said.
    pub async fn create_in(&self, connection: &mut PgConnection, user: &NewUser) -> Result<UserId> {
        let id = UserId::new();
        let row = UserRow {
            id,
            email: user.email.as_str().to_owned(),
            name: user.name.clone(),
            password_hash: user.password_hash.clone(),
        };
        store::insert_user(connection, &row, self.clock.now()).await.map_err(|error| {
            if violates(&error, "users_email_key") {
                Error {
                    field: Some("email".to_owned()),
                    ..Error::new(
                        ErrorCode::Conflict,
                        "This address already has an account. Sign in instead; your request is kept.",
                    )
                }
            } else {
                error.into()
            }
        })?;
        Ok(id)
    }

    /// Opens a session in the caller's transaction.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn open_session_in(
        &self,
        connection: &mut PgConnection,
        user: (UserId, &str, &str),
        tenant: TenantId,
        browser: &Browser,
    ) -> Result<SignedIn> {
        let (user_id, email, name) = user;
        let (id, token, now) = (SessionId::new(), secrets::random_token(), self.clock.now());
        let session = NewSession {
            id,
            token_hash: secrets::hash(&token),
            user_id,
            tenant_id: tenant,
            ip: &browser.ip,
            user_agent: &browser.user_agent.chars().take(300).collect::<String>(),
            now,
            expires_at: now + ABSOLUTE,
        };
        store::insert_session(connection, session).await?;
        let caller = Caller {
            user_id,
            tenant_id: tenant,
            email: email.to_owned(),
            name: name.to_owned(),
            door: Door::Session(id),
        };
        Ok(SignedIn { token, max_age: ABSOLUTE, caller })
    }

    /// Who has this address and password. The same answer and time for a wrong password and an unknown address.
    ///
    /// # Errors
    /// `AUTH_001`, or `RATE_001` after many failures.
    pub async fn authenticate(
        &self,
        email: &str,
        password: &str,
        browser: &Browser,
    ) -> Result<(UserId, String, String)> {
        let wrong = || Error::new(ErrorCode::BadCredential, "Email or password is wrong. Check both and try again.");
        let Ok(email) = Email::parse(email) else {
            self.hasher.verify(password, None).await?;
            return Err(wrong());
        };
        self.throttle.check(email.as_str(), &browser.ip).await?;
        let mut tx = self.database.shared().await?;
        let user = store::user_by_email(&mut tx, email.as_str()).await?;
        tx.commit().await?;
        let fits = self.hasher.verify(password, user.as_ref().map(|user| user.password_hash.as_str())).await?;
        match user {
            Some(user) if fits => {
                self.throttle.succeeded(email.as_str(), &browser.ip).await;
                Ok((user.id, user.email, user.name))
            }
            _ => {
                self.throttle.failed(email.as_str(), &browser.ip).await;
                Err(wrong())
            }
        }
    }

    /// Whose session this token is; nobody's where it is unknown, ended or too old.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn caller_by_session(&self, token: &str) -> Result<Option<Caller>> {
        let now = self.clock.now();
        let mut tx = self.database.shared().await?;
        let session = store::session_by_token(&mut tx, &secrets::hash(token), now, now - IDLE).await?;
        if let Some(session) = &session
            && now - session.last_seen_at > TOUCH_EVERY
        {
            store::touch_session(&mut tx, session.id, now).await?;
        }
        tx.commit().await?;
        Ok(session.map(|session| Caller {
            user_id: session.user_id,
            tenant_id: session.tenant_id,
            email: session.email,
            name: session.name,
            door: Door::Session(session.id),
        }))
    }

    /// Whose API key this is; nobody's where it is unknown, revoked or expired.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn caller_by_api_key(&self, secret: &str) -> Result<Option<Caller>> {
        let hash = secrets::hash(secret);
        let now = self.clock.now();
        let mut tx = self.database.presenting(&hash).await?;
        let key = store::api_key_by_secret(&mut tx, &hash, now).await?;
        if let Some(key) = &key
            && key.last_used_at.is_none_or(|used| now - used > TOUCH_EVERY)
        {
            store::touch_api_key(&mut tx, key.id, now).await?;
        }
        tx.commit().await?;
        Ok(key.map(|key| Caller {
            user_id: key.user_id,
            tenant_id: key.tenant_id,
            email: key.email,
            name: key.name,
            door: Door::ApiKey(key.id),
        }))
    }

    /// Ends the session of this token.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn sign_out(&self, token: &str) -> Result<()> {
        let mut tx = self.database.shared().await?;
        store::delete_session_by_token(&mut tx, &secrets::hash(token)).await?;
        Ok(tx.commit().await?)
    }

    /// The caller's signed-in browsers.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn sessions(&self, caller: &Caller) -> Result<Vec<SessionView>> {
        let current = match caller.door {
            Door::Session(id) => Some(id),
            Door::ApiKey(_) => None,
        };
        let mut tx = self.database.shared().await?;
        let sessions = store::sessions_of(&mut tx, caller.user_id, current, self.clock.now()).await?;
        tx.commit().await?;
        Ok(sessions)
    }

    /// Ends one of the caller's sessions.
    ///
    /// # Errors
    /// `NOT_FOUND` where it is not the caller's.
    pub async fn end_session(&self, caller: &Caller, id: SessionId) -> Result<()> {
        let mut tx = self.database.shared().await?;
        let ended = store::delete_session(&mut tx, caller.user_id, id).await?;
        tx.commit().await?;
        if ended { Ok(()) } else { Err(Error::not_found("session")) }
    }

    /// Sweeps what is long over. Returns how many.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn sweep(&self) -> Result<u64> {
        let mut tx = self.database.dispatcher().await?;
        let swept = store::delete_expired_sessions(&mut tx, self.clock.now()).await?;
        tx.commit().await?;
        Ok(swept)
    }

    /// The workspace's living API keys.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn api_keys(&self, caller: &Caller) -> Result<Vec<ApiKey>> {
        let mut tx = self.database.tenant(caller.tenant_id).await?;
        let keys = store::api_keys(&mut tx, self.clock.now()).await?;
        tx.commit().await?;
        Ok(keys)
    }

    /// Makes an API key; only a signed-in person may, so that a leaked key cannot make others.
    ///
    /// # Errors
    /// `AUTH_002` by a key, `INVALID_INPUT` for its name.
    pub async fn create_api_key(&self, caller: &Caller, name: &str, days: Option<u16>) -> Result<NewApiKey> {
        if matches!(caller.door, Door::ApiKey(_)) {
            return Err(Error::new(ErrorCode::NotAllowed, "An API key cannot make another one. Sign in to make it."));
        }
        let name = name.trim();
        if !(1..=80).contains(&name.chars().count()) || name.contains('\0') {
            return Err(Error::invalid(
                "name",
                "Give the key a name of 1 to 80 characters, such as the program that uses it.",
            ));
        }
        let secret = format!("{KEY_PREFIX}{}", secrets::random_token());
        let now = self.clock.now();
        let key = ApiKey {
            key_id: ApiKeyId::new(),
            name: name.to_owned(),
            prefix: secret.chars().take(10).collect(),
            created_at: now,
            last_used_at: None,
            expires_at: days.map(|days| now + Duration::days(days.into())),
        };
        let mut tx = self.database.tenant(caller.tenant_id).await?;
        store::insert_api_key(&mut tx, caller.tenant_id, caller.user_id, &secrets::hash(&secret), &key).await?;
        tx.commit().await?;
        Ok(NewApiKey { key, secret })
    }

    /// Revokes a key of the caller's workspace, at once.
    ///
    /// # Errors
    /// `NOT_FOUND`.
    pub async fn revoke_api_key(&self, caller: &Caller, id: ApiKeyId) -> Result<()> {
        let mut tx = self.database.tenant(caller.tenant_id).await?;
        let revoked = store::revoke_api_key(&mut tx, id, self.clock.now()).await?;
        tx.commit().await?;
        if revoked { Ok(()) } else { Err(Error::not_found("API key")) }
    }
}

impl NewUser {
    /// The address.
    #[must_use]
    pub fn email(&self) -> &Email {
        &self.email
    }

    /// The name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }
}

/// The name as given, or the address's local part.
fn person_name(given: Option<&str>, email: &Email) -> Result<String> {
    let given = given.map(str::trim).filter(|name| !name.is_empty());
    match given {
        Some(name) if name.chars().count() > 80 || name.contains('\0') => {
            Err(Error::invalid("name", "A name has at most 80 characters."))
        }
        Some(name) => Ok(name.to_owned()),
        None => Ok(email.as_str().split('@').next().unwrap_or_default().to_owned()),
    }
}
