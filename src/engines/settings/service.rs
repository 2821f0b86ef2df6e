//! The verbs of workspaces' engines: show, save, remove, and the engine that works for a workspace.

use std::sync::Arc;

use super::chosen::{ChosenEngine, Unavailable};
use super::cipher::{Cipher, Sealed};
use super::model::{EngineName, EngineSettings, EngineSource, Models, Provider};
use super::rules::{checked_models, checked_url, kept_key, refused_url};
use super::store::{self, EngineRow};
use crate::accounts::Caller;
use crate::engines::llm::{EngineConfig, Key, LanguageModel, Limits, ModelConfig};
use crate::engines::{Blueprint, Engine};
use crate::error::{Error, ErrorCode, Result};
use crate::ids::TenantId;
use crate::platform::clock::Clock;
use crate::platform::database::Database;
use crate::platform::outbound::{Reach, client, public_url, resolve_public};
use crate::tenants::Tenants;

/// What a workspace wants.
#[derive(Clone, Debug)]
pub struct EngineChange {
    /// Which engine.
    pub engine: EngineName,
    /// Where its models are reached; nothing: the provider's own address.
    pub url: Option<String>,
    /// Its key.
    pub key: KeyChange,
    /// Its models; the built-in engine has none.
    pub models: Option<Models>,
    /// Whether the built-in engine takes over where a model fails.
    pub safety_net: bool,
}

/// What becomes of the key.
#[derive(Clone, Debug)]
pub enum KeyChange {
    /// It stays, for the same engine at the same address.
    Keep,
    /// It goes.
    Remove,
    /// Another one.
    Replace(Key),
}

/// Engines of workspaces.
#[derive(Clone)]
pub struct Engines(Arc<Choice>);

enum Choice {
    /// The same for everybody, whatever they chose.
    Fixed(ChosenEngine),
    /// Each workspace's own, else the installation's.
    Own(Box<Rooms>),
}

/// What it takes to let workspaces choose.
struct Rooms {
    database: Database,
    clock: Clock,
    tenants: Tenants,
    cipher: Cipher,
    installation: EngineConfig,
    /// For what the operator configured.
    anywhere: reqwest::Client,
    /// For what a workspace configured.
    public: reqwest::Client,
    limits: Limits,
}

impl Engines {
    /// Over `database`, with the installation's own choice. `secret` is the server's: keys are sealed under it.
    ///
    /// # Errors
    /// When no connection could be made to anywhere, for want of TLS.
    pub fn new(
        database: Database,
        clock: Clock,
        tenants: Tenants,
        secret: &[u8],
        installation: EngineConfig,
    ) -> Result<Self> {
        let limits = Limits::default();
        let to = |reach| client(reach, limits.connect).map_err(Error::internal);
        let (anywhere, public) = (to(Reach::Anywhere)?, to(Reach::Public)?);
        let cipher = Cipher::new(secret)?;
        let rooms = Rooms { database, clock, tenants, cipher, installation, anywhere, public, limits };
        Ok(Self(Arc::new(Choice::Own(Box::new(rooms)))))
    }

    /// One engine for every workspace: for benchmarks, and for tests of what happens around an engine.
    #[must_use]
    pub fn fixed(chosen: ChosenEngine) -> Self {
        Self(Arc::new(Choice::Fixed(chosen)))
    }

    fn rooms(&self) -> Result<&Rooms> {
        match self.0.as_ref() {
            Choice::Own(rooms) => Ok(rooms),
            Choice::Fixed(_) => Err(Error::new(ErrorCode::Conflict, "One engine works for everybody here.")),
        }
    }

    /// The engine that works for `tenant`.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn for_tenant(&self, tenant: TenantId) -> Result<ChosenEngine> {
        let rooms = match self.0.as_ref() {
            Choice::Fixed(chosen) => return Ok(chosen.clone()),
            Choice::Own(rooms) => rooms,
        };
        match rooms.load(tenant).await? {
            None => rooms.of_installation(),
            Some(row) => rooms.of_workspace(tenant, &row),
        }
    }

    /// What the caller's workspace has chosen.
    ///
    /// # Errors
    /// `AUTH_002` where the role does not allow it.
    pub async fn settings(&self, caller: &Caller) -> Result<EngineSettings> {
        let rooms = self.rooms()?;
        rooms.allow(caller).await?;
        Ok(rooms.load(caller.tenant_id).await?.map_or_else(|| rooms.settings_of_installation(), settings))
    }

    /// Chooses an engine for the caller's workspace.
    ///
    /// # Errors
    /// `INVALID_INPUT` that names the field, `AUTH_002` where the role does not allow it.
    pub async fn save(&self, caller: &Caller, change: EngineChange) -> Result<EngineSettings> {
        let rooms = self.rooms()?;
        rooms.allow(caller).await?;
        // Before the transaction: a name's answer may take seconds.
        leads_outside(&change).await?;
        let mut tx = rooms.database.tenant(caller.tenant_id).await?;
        let before = store::load(&mut tx, caller.tenant_id).await?;
        let row = rooms.row(caller.tenant_id, change, before)?;
        store::save(&mut tx, caller.tenant_id, caller.user_id, &row).await?;
        tx.commit().await?;
        Ok(settings(row))
    }

    /// Goes back to the installation's engine, and forgets the key.
    ///
    /// # Errors
    /// `AUTH_002` where the role does not allow it.
    pub async fn remove(&self, caller: &Caller) -> Result<EngineSettings> {
        let rooms = self.rooms()?;
        rooms.allow(caller).await?;
        let mut tx = rooms.database.tenant(caller.tenant_id).await?;
        store::remove(&mut tx, caller.tenant_id).await?;
        tx.commit().await?;
        Ok(rooms.settings_of_installation())
    }
}

impl Rooms {
    async fn load(&self, tenant: TenantId) -> Result<Option<EngineRow>> {
        let mut tx = self.database.tenant(tenant).await?;
        let row = store::load(&mut tx, tenant).await?;
        tx.commit().await?;
        Ok(row)
    }

    async fn allow(&self, caller: &Caller) -> Result<()> {
        let workspace = self.tenants.workspace(caller).await?;
        if matches!(workspace.role.as_str(), "owner" | "admin") {
            return Ok(());
        }
        Err(Error::new(ErrorCode::NotAllowed, "Only owners and admins see and change the engine. Ask one of them."))
    }

    fn of_installation(&self) -> Result<ChosenEngine> {
        Ok(match &self.installation {
            EngineConfig::Blueprint => ChosenEngine::blueprint(),
            EngineConfig::Model(config) => {
                let engine = self.model(config.as_ref().clone(), &self.anywhere)?;
                ChosenEngine { engine: Arc::new(engine), safety_net: Some(Arc::new(Blueprint)) }
            }
        })
    }

    fn of_workspace(&self, tenant: TenantId, row: &EngineRow) -> Result<ChosenEngine> {
        let Some(provider) = row.engine.provider() else { return Ok(ChosenEngine::blueprint()) };
        let engine: Arc<dyn Engine> = match self.config(tenant, provider, row) {
            Ok(config) => Arc::new(self.model(config, &self.public)?),
            Err(why) => Arc::new(Unavailable { name: provider.as_str(), why }),
        };
        Ok(ChosenEngine { engine, safety_net: row.safety_net.then(|| Arc::new(Blueprint) as Arc<dyn Engine>) })
    }

    fn model(&self, config: ModelConfig, client: &reqwest::Client) -> Result<LanguageModel> {
        LanguageModel::new(config, client.clone(), self.limits).map_err(Error::internal)
    }

    fn settings_of_installation(&self) -> EngineSettings {
        let (engine, safety_net) = match &self.installation {
            EngineConfig::Blueprint => (EngineName::Blueprint, false),
            EngineConfig::Model(config) => (config.provider.into(), true),
        };
        let source = EngineSource::Installation;
        EngineSettings { engine, source, url: None, models: None, key_last_four: None, safety_net, updated_at: None }
    }

    /// The stored choice as a configuration, or what stands in the way.
    fn config(&self, tenant: TenantId, provider: Provider, row: &EngineRow) -> Result<ModelConfig, String> {
        let lost = "The workspace's engine is not complete: an owner or admin has to choose it again in the settings.";
        let (Some(url), Some(models)) = (row.url.clone(), row.models.clone()) else { return Err(lost.to_owned()) };
        // Checked again: what counts as public may have grown narrower since it was saved.
        public_url(&url).map_err(|refused| format!("{refused}."))?;
        let key = match &row.key {
            None => None,
            Some((sealed, _)) => {
                let text = self.cipher.open(tenant, &url, sealed).ok_or(
                    "The workspace's key cannot be read any more: an owner or admin has to enter it again in the settings.",
                )?;
                Some(Key::new(&text))
            }
        };
        Ok(ModelConfig::of_tenant(provider, url, key, models))
    }

    fn row(&self, tenant: TenantId, change: EngineChange, before: Option<EngineRow>) -> Result<EngineRow> {
        let updated_at = self.clock.now();
        let EngineChange { engine, safety_net, .. } = change;
        let Some(provider) = engine.provider() else {
            return Ok(EngineRow { engine, url: None, models: None, key: None, safety_net, updated_at });
        };
        let url = checked_url(provider, change.url.as_deref())?;
        let models = checked_models(change.models)?;
        let key = match change.key {
            KeyChange::Replace(key) => Some(self.seal(tenant, &url, &key)?),
            KeyChange::Remove => None,
            KeyChange::Keep => kept_key(before, engine, &url)?,
        };
        if key.is_none() && provider != Provider::Compatible {
            return Err(Error::invalid("key", format!("{} needs a key. Enter one.", provider.label())));
        }
        Ok(EngineRow { engine, url: Some(url), models: Some(models), key, safety_net, updated_at })
    }

    fn seal(&self, tenant: TenantId, url: &str, key: &Key) -> Result<(Sealed, String)> {
        let text = key.reveal();
        if !(8..=500).contains(&text.len()) || !text.chars().all(|c| c.is_ascii_graphic()) {
            return Err(Error::invalid("key", "A key has 8 to 500 letters, digits and signs, without spaces."));
        }
        Ok((self.cipher.seal(tenant, url, text)?, key.last_four()))
    }
}

/// Refuses an address whose name leads to a private host, or nowhere. A name may lead elsewhere tomorrow: each connection
/// checks again.
async fn leads_outside(change: &EngineChange) -> Result<()> {
    let Some(provider) = change.engine.provider() else { return Ok(()) };
    let url = checked_url(provider, change.url.as_deref())?;
    if provider.default_url() == Some(&url) {
        return Ok(());
    }
    let url = public_url(&url).map_err(refused_url)?;
    resolve_public(&url).await.map_err(refused_url)
}

fn settings(row: EngineRow) -> EngineSettings {
    EngineSettings {
        engine: row.engine,
        source: EngineSource::Workspace,
        url: row.url,
        models: row.models,
        key_last_four: row.key.map(|(_, last_four)| last_four),
        safety_net: row.safety_net,
        updated_at: Some(row.updated_at),
    }
}
