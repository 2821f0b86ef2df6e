//! Sharing: a link that shows one application to whoever has it, until it is revoked. The link is signed and not stored,
//! so it can be shown again; its row says whether it still holds.

use uuid::Uuid;

use super::model::BuildView;
use super::reading::Look;
use super::service::Builds;
use super::store::files::Moment;
use super::store::shares;
use crate::accounts::Caller;
use crate::error::{Error, Result};
use crate::ids::{BuildId, ShareId, TenantId};
use crate::platform::secrets;

impl Builds {
    /// The link's secret part for a build; the same one until it is revoked.
    ///
    /// # Errors
    /// `NOT_FOUND`.
    pub async fn share(&self, caller: &Caller, id: BuildId) -> Result<String> {
        let (mut tx, _) = self.open(caller.tenant_id, id).await?;
        let share = shares::open(&mut tx, (caller.tenant_id, id), caller.user_id, self.clock.now()).await?;
        tx.commit().await?;
        Ok(self.share_token(caller.tenant_id, share))
    }

    /// The link's secret part, where the build is shared.
    ///
    /// # Errors
    /// `NOT_FOUND`.
    pub async fn share_of(&self, caller: &Caller, id: BuildId) -> Result<Option<String>> {
        let (mut tx, _) = self.open(caller.tenant_id, id).await?;
        let share = shares::of_build(&mut tx, id).await?;
        tx.commit().await?;
        Ok(share.map(|share| self.share_token(caller.tenant_id, share)))
    }

    /// Ends the link: whoever has it sees nothing any more.
    ///
    /// # Errors
    /// `NOT_FOUND` where the build is not there or is not shared.
    pub async fn unshare(&self, caller: &Caller, id: BuildId) -> Result<()> {
        let (mut tx, _) = self.open(caller.tenant_id, id).await?;
        let revoked = shares::revoke(&mut tx, id, self.clock.now()).await?;
        tx.commit().await?;
        if revoked { Ok(()) } else { Err(Error::not_found("shared link")) }
    }

    /// What a shared link lets one look at.
    ///
    /// # Errors
    /// `NOT_FOUND` for a link that was not made by us or was revoked.
    pub async fn shared(&self, token: &str) -> Result<Look> {
        let missing = || Error::not_found("shared application");
        let payload = secrets::verify(&self.share_key, token).ok_or_else(missing)?;
        let (tenant, share) = payload.split_first_chunk::<16>().ok_or_else(missing)?;
        let share: [u8; 16] = share.try_into().map_err(|_| missing())?;
        let tenant = TenantId(Uuid::from_bytes(*tenant));
        let mut tx = self.database.tenant(tenant).await?;
        let share = ShareId(Uuid::from_bytes(share));
        let build = shares::shown_by(&mut tx, share).await?;
        tx.commit().await?;
        Ok(Look { tenant, build: build.ok_or_else(missing)?, moment: Moment::Now, share: Some(share) })
    }

    /// The page of a shared application.
    ///
    /// # Errors
    /// As [`Self::shared`].
    pub async fn shared_view(&self, token: &str) -> Result<BuildView> {
        let look = self.shared(token).await?;
        self.look_at(&look).await
    }

    fn share_token(&self, tenant: TenantId, share: ShareId) -> String {
        let mut payload = Vec::with_capacity(32);
        payload.extend_from_slice(tenant.0.as_bytes());
        payload.extend_from_slice(share.0.as_bytes());
        secrets::sign(&self.share_key, &payload)
    }
}
