//! The verbs of workspaces: provision, show, change.

use sqlx::PgConnection;

use super::model::{Industry, Palette, Workspace};
use super::{classify, preset, store, workspace_name};
use crate::accounts::{Caller, Email};
use crate::error::{Error, ErrorCode, Result};
use crate::ids::{TenantId, UserId};
use crate::plans::Tier;
use crate::platform::clock::Clock;
use crate::platform::database::{Database, enter_tenant};

/// Workspaces.
#[derive(Clone)]
pub struct Tenants {
    database: Database,
    clock: Clock,
}

impl Tenants {
    /// Over `database`.
    #[must_use]
    pub fn new(database: Database, clock: Clock) -> Self {
        Self { database, clock }
    }

    /// Makes a person's workspace in the caller's transaction, which from then on sees that workspace.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn provision_in(
        &self,
        connection: &mut PgConnection,
        user: UserId,
        email: &Email,
        name: &str,
    ) -> Result<TenantId> {
        let (id, now) = (TenantId::new(), self.clock.now());
        enter_tenant(connection, id).await?;
        let preset = classify(email.domain());
        store::insert_tenant(connection, id, &workspace_name(email.as_str(), Some(name)), &preset, now).await?;
        store::insert_owner(connection, id, user, now).await?;
        Ok(id)
    }

    /// The workspace that a person works in after signing in.
    ///
    /// # Errors
    /// `NO_TENANT` where there is none.
    pub async fn home_of(&self, user: UserId) -> Result<TenantId> {
        let mut tx = self.database.person(user).await?;
        let home = store::first_of(&mut tx, user).await?;
        tx.commit().await?;
        home.ok_or_else(|| {
            Error::new(ErrorCode::NoTenant, "You are not a member of any workspace. Ask to be invited to one.")
        })
    }

    /// The caller's workspace.
    ///
    /// # Errors
    /// `NO_TENANT` where the caller is no member (any more).
    pub async fn workspace(&self, caller: &Caller) -> Result<Workspace> {
        let mut tx = self.database.tenant(caller.tenant_id).await?;
        let workspace = store::workspace(&mut tx, caller.tenant_id, caller.user_id).await?;
        tx.commit().await?;
        workspace.ok_or_else(|| Error::new(ErrorCode::NoTenant, "You are no longer a member of this workspace."))
    }

    /// The plan of the caller's workspace, in the caller's transaction.
    ///
    /// # Errors
    /// `NO_TENANT` where it is gone.
    pub async fn tier_in(&self, connection: &mut PgConnection, tenant: TenantId) -> Result<Tier> {
        store::tier(connection, tenant).await?.ok_or_else(|| Error::new(ErrorCode::NoTenant, "This workspace is gone."))
    }

    /// The next workspaces after `after`, for jobs that go through all of them.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn next(&self, after: Option<TenantId>, limit: i64) -> Result<Vec<TenantId>> {
        let mut tx = self.database.dispatcher().await?;
        let tenants = store::next(&mut tx, after, limit).await?;
        tx.commit().await?;
        Ok(tenants)
    }

    /// The colours of a workspace; a personal one has none of its own, so that its builds differ by their subjects.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn palette(&self, tenant: TenantId) -> Result<Option<Palette>> {
        let mut tx = self.database.tenant(tenant).await?;
        let preset = store::preset(&mut tx, tenant).await?;
        tx.commit().await?;
        Ok(preset.filter(|preset| preset.industry != Industry::Personal).map(|preset| preset.palette))
    }

    /// Changes name and line of work; the preset follows.
    ///
    /// # Errors
    /// `INVALID_INPUT` that names the field, `AUTH_002` where the role does not allow it.
    pub async fn change(&self, caller: &Caller, name: Option<&str>, industry: Option<Industry>) -> Result<Workspace> {
        let mut workspace = self.workspace(caller).await?;
        if !matches!(workspace.role.as_str(), "owner" | "admin") {
            return Err(Error::new(
                ErrorCode::NotAllowed,
                "Only owners and admins change the workspace. Ask one of them.",
            ));
        }
        if let Some(name) = name.map(str::trim) {
            if !(1..=80).contains(&name.chars().count()) || name.contains('\0') {
                return Err(Error::invalid("name", "A workspace's name has 1 to 80 characters."));
            }
            name.clone_into(&mut workspace.name);
        }
        if let Some(industry) = industry.filter(|industry| *industry != workspace.industry) {
            workspace.industry = industry;
            workspace.preset = preset(industry, "Chosen by you.".to_owned());
        }
        let mut tx = self.database.tenant(caller.tenant_id).await?;
        store::update(&mut tx, caller.tenant_id, &workspace.name, &workspace.preset).await?;
        tx.commit().await?;
        Ok(workspace)
    }

    /// The caller's workspace, where the caller owns it.
    ///
    /// # Errors
    /// `AUTH_002` for everybody but an owner.
    pub async fn owned(&self, caller: &Caller) -> Result<Workspace> {
        let workspace = self.workspace(caller).await?;
        if workspace.role != "owner" {
            return Err(Error::new(ErrorCode::NotAllowed, "Only an owner changes the plan. Ask one of them."));
        }
        Ok(workspace)
    }

    /// The plan, locked until the caller's transaction ends: for who decides by it what it becomes.
    ///
    /// # Errors
    /// `NO_TENANT` where the workspace is gone.
    pub async fn lock_tier_in(&self, connection: &mut PgConnection, tenant: TenantId) -> Result<Tier> {
        let tier = store::lock_tier(connection, tenant).await?;
        tier.ok_or_else(|| Error::new(ErrorCode::NoTenant, "This workspace is gone."))
    }

    /// Sets the plan in the caller's transaction and returns the one before. What hangs on the plan is the caller's to move.
    ///
    /// # Errors
    /// `NO_TENANT` where the workspace is gone.
    pub async fn set_tier_in(&self, connection: &mut PgConnection, tenant: TenantId, tier: Tier) -> Result<Tier> {
        let before = store::set_tier(connection, tenant, tier).await?;
        before.ok_or_else(|| Error::new(ErrorCode::NoTenant, "This workspace is gone."))
    }
}
