//! The verbs of guests: hold a request, find it, claim it, and come in.

use chrono::{DateTime, Duration, Utc};
use sqlx::PgConnection;

use super::model::{QueueEntry, QueueEntryState};
use super::store;
use crate::accounts::{Accounts, Browser, Caller, NewUser, SignedIn};
use crate::builds::{Builds, CreatedBuild};
use crate::error::{Error, ErrorCode, Result};
use crate::ids::BuildId;
use crate::plans::Tier;
use crate::platform::backplane::{Cache, SharedBackplane};
use crate::platform::clock::Clock;
use crate::platform::database::{Database, enter_tenant, present_secret};
use crate::platform::secrets;
use crate::quotes::{BuildRequest, quote};
use crate::tenants::Tenants;

/// How long a link can be claimed.
const KEPT: Duration = Duration::hours(1);
/// How long an expired link still knows its text, so that one can start again with it.
const REMEMBERED: Duration = Duration::days(7);

/// How long a link that was just looked at is shown from the cache. A claim in another process empties it; what races with
/// a claim is old for so long at most, and only on a page: claiming asks the database.
const CACHED: std::time::Duration = std::time::Duration::from_secs(30);

/// Guests and their kept requests.
#[derive(Clone)]
pub struct Guests {
    database: Database,
    clock: Clock,
    accounts: Accounts,
    tenants: Tenants,
    builds: Builds,
    links: Cache,
}

/// Somebody came in, perhaps through a link.
#[derive(Debug)]
pub struct Entered {
    /// The new session.
    pub signed_in: SignedIn,
    /// The build that the link became.
    pub build: Option<BuildId>,
    /// Why the link did not become one. The person is in all the same.
    pub claim_error: Option<Error>,
}

impl Guests {
    /// Over `database` and the rooms that a claim reaches.
    #[must_use]
    pub fn new(
        database: Database,
        clock: Clock,
        backplane: SharedBackplane,
        (accounts, tenants, builds): (Accounts, Tenants, Builds),
    ) -> Self {
        let links = Cache::new(backplane, "links", CACHED);
        Self { database, clock, accounts, tenants, builds, links }
    }

    /// Keeps a request and returns it with its link's secret, which is nowhere stored.
    ///
    /// # Errors
    /// `QUEUE_FAILED` when it could not be kept.
    pub async fn hold(&self, request: &BuildRequest) -> Result<QueueEntry> {
        let secret = secrets::random_token();
        let quote = quote(request, Tier::Free);
        let now = self.clock.now();
        let expires_at = now + KEPT;
        let hash = secrets::hash(&secret);
        let kept = async {
            let mut tx = self.database.presenting(&hash).await?;
            store::insert(&mut tx, &hash, request, &quote, (now, expires_at)).await?;
            Ok::<_, Error>(tx.commit().await?)
        };
        kept.await.map_err(|_| {
            Error::new(
                ErrorCode::QueueFailed,
                "Your request could not be kept. Nothing was lost: please send it again.",
            )
        })?;
        let row = store::EntryRow::pending(request.clone(), quote, expires_at);
        // The next page shows it.
        self.links.put(&key(&secret), &row).await;
        Ok(shown(row, secret, now))
    }

    /// The request behind a link, for whoever has it.
    ///
    /// # Errors
    /// `NOT_FOUND` where there never was one, or it is long forgotten.
    pub async fn find(&self, secret: &str) -> Result<QueueEntry> {
        Ok(shown(self.row(secret).await?, secret.to_owned(), self.clock.now()))
    }

    /// Turns a link into a build of the caller's workspace.
    ///
    /// # Errors
    /// `CLAIM_FAILED`: 409 where somebody has it, 410 where it expired or never was.
    pub async fn claim(&self, caller: &Caller, secret: &str) -> Result<CreatedBuild> {
        let mut tx = self.database.tenant(caller.tenant_id).await?;
        let created = self.claim_in(&mut tx, caller, secret).await?;
        tx.commit().await?;
        self.links.forget(&key(secret)).await;
        self.builds.wake().await;
        Ok(created)
    }

    /// Makes an account with its workspace and session, and claims the link if there is one: one transaction.
    ///
    /// # Errors
    /// As [`Accounts::prepare`] and [`Accounts::create_in`].
    pub async fn sign_up(&self, user: NewUser, link: Option<&str>, browser: &Browser) -> Result<Entered> {
        let mut tx = self.database.shared().await?;
        let user_id = self.accounts.create_in(&mut tx, &user).await?;
        let tenant = self.tenants.provision_in(&mut tx, user_id, user.email(), user.name()).await?;
        let person = (user_id, user.email().as_str(), user.name());
        let signed_in = self.accounts.open_session_in(&mut tx, person, tenant, browser).await?;
        let entered = self.enter_in(&mut tx, signed_in, link).await?;
        tx.commit().await?;
        self.entered(link).await;
        Ok(entered)
    }

    /// Signs in and claims the link if there is one.
    ///
    /// # Errors
    /// As [`Accounts::authenticate`]; `NO_TENANT`.
    pub async fn sign_in(
        &self,
        (email, password): (&str, &str),
        link: Option<&str>,
        browser: &Browser,
    ) -> Result<Entered> {
        let (user_id, email, name) = self.accounts.authenticate(email, password, browser).await?;
        let tenant = self.tenants.home_of(user_id).await?;
        let mut tx = self.database.shared().await?;
        let signed_in = self.accounts.open_session_in(&mut tx, (user_id, &email, &name), tenant, browser).await?;
        enter_tenant(&mut tx, tenant).await?;
        let entered = self.enter_in(&mut tx, signed_in, link).await?;
        tx.commit().await?;
        self.entered(link).await;
        Ok(entered)
    }

    /// Sweeps links whose hour is over. Returns how many.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn sweep(&self) -> Result<u64> {
        let now = self.clock.now();
        let mut tx = self.database.dispatcher().await?;
        let swept = store::sweep(&mut tx, now, now - REMEMBERED).await?;
        tx.commit().await?;
        Ok(swept)
    }

    /// A kept request from the cache, else from the database. One that is not there is asked for each time.
    async fn row(&self, secret: &str) -> Result<store::EntryRow> {
        let key = key(secret);
        if let Some(row) = self.links.get(&key).await {
            return Ok(row);
        }
        let hash = secrets::hash(secret);
        let mut tx = self.database.presenting(&hash).await?;
        let row = store::by_secret(&mut tx, &hash).await?;
        tx.commit().await?;
        let row = row.ok_or_else(|| Error::not_found("kept request"))?;
        self.links.put(&key, &row).await;
        Ok(row)
    }

    /// After somebody came in: what became of the link is read anew, and a worker may look.
    async fn entered(&self, link: Option<&str>) {
        if let Some(link) = link {
            self.links.forget(&key(link)).await;
        }
        self.builds.wake().await;
    }

    async fn enter_in(
        &self,
        connection: &mut PgConnection,
        signed_in: SignedIn,
        link: Option<&str>,
    ) -> Result<Entered> {
        let Some(link) = link else { return Ok(Entered { signed_in, build: None, claim_error: None }) };
        match self.claim_in(connection, &signed_in.caller, link).await {
            Ok(created) => Ok(Entered { signed_in, build: Some(created.build_id), claim_error: None }),
            Err(error) if error.code == ErrorCode::ClaimFailed => {
                Ok(Entered { signed_in, build: None, claim_error: Some(error) })
            }
            Err(error) => Err(error),
        }
    }

    async fn claim_in(&self, connection: &mut PgConnection, caller: &Caller, secret: &str) -> Result<CreatedBuild> {
        let hash = secrets::hash(secret);
        present_secret(connection, &hash).await?;
        let Some(request) = store::claim(connection, &hash, caller.tenant_id, self.clock.now()).await? else {
            return Err(lost(store::by_secret(connection, &hash).await?.as_ref()));
        };
        let created = self.builds.create_in(connection, caller, &request).await?;
        store::set_build(connection, &hash, created.build_id).await?;
        Ok(created)
    }
}

/// As whoever has the link sees it at `now`: whether its hour is over is never cached.
fn shown(row: store::EntryRow, secret: String, now: DateTime<Utc>) -> QueueEntry {
    let state = match row.status.as_str() {
        "claimed" => QueueEntryState::Claimed,
        "pending" if row.expires_at > now => QueueEntryState::Pending,
        _ => QueueEntryState::Expired,
    };
    QueueEntry {
        queue_id: secret,
        state,
        description: row.request.0.description.into(),
        quote: row.quote.0,
        expires_at: row.expires_at,
    }
}

/// Under which a link is cached: never the secret itself.
fn key(secret: &str) -> String {
    hex::encode(secrets::hash(secret))
}

/// Which of the two: taken, or gone.
fn lost(row: Option<&store::EntryRow>) -> Error {
    let (status, message) = match row {
        Some(row) if row.status == "claimed" => {
            (409, "This request was already claimed; it is one build of one account.")
        }
        Some(_) => (410, "This link has expired. Its text is kept: open the link and start again with it."),
        None => {
            (410, "This link is not known, or was forgotten a week after it expired. Start again from the first page.")
        }
    };
    Error { status: Some(status), ..Error::new(ErrorCode::ClaimFailed, message) }
}
