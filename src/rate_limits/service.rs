//! The one verb: may this be asked now?

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chrono::{DateTime, Utc};

use super::model::{Allowance, Policy, Scope};
use super::rules::{allowance, network_of};
use super::store;
use crate::accounts::{Caller, Door};
use crate::error::{ErrorCode, Result};
use crate::ids::TenantId;
use crate::plans::Tier;
use crate::platform::backplane::{Decision, Rate, SharedBackplane};
use crate::platform::clock::Clock;
use crate::platform::database::Database;
use crate::tenants::Tenants;

/// How long a process believes what it has read of a workspace.
const BELIEVED_FOR: chrono::Duration = chrono::Duration::seconds(5);
/// Workspaces are swept when they are more than this.
const SWEEP_ABOVE: usize = 10_000;

/// Who asks: an address, and whoever is signed in.
#[derive(Clone, Copy, Debug)]
pub struct Asker<'a> {
    /// The address.
    pub ip: &'a str,
    /// The caller, if any.
    pub caller: Option<&'a Caller>,
}

/// What the tightest of all limits that count said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// The policy.
    pub policy: Policy,
    /// Whose limit it is.
    pub scope: Scope,
    /// The limit.
    pub allowance: Allowance,
    /// What it said.
    pub decision: Decision,
}

/// Rate limits.
#[derive(Clone)]
pub struct RateLimits {
    database: Database,
    clock: Clock,
    backplane: SharedBackplane,
    tenants: Tenants,
    known: Arc<Mutex<HashMap<TenantId, Known>>>,
}

/// What was read of a workspace.
#[derive(Clone)]
struct Known {
    tier: Tier,
    overrides: Arc<[(String, Allowance)]>,
    read_at: DateTime<Utc>,
}

impl RateLimits {
    /// Over `database`, counting on `backplane`.
    #[must_use]
    pub fn new(database: Database, clock: Clock, backplane: SharedBackplane, tenants: Tenants) -> Self {
        Self { database, clock, backplane, tenants, known: Arc::default() }
    }

    /// Counts one request of `policy` for everybody whose limit it touches; nothing where none counts. The first that
    /// refuses decides, so that the wider ones are not charged for what was refused.
    pub async fn take(&self, policy: Policy, asker: Asker<'_>) -> Option<Verdict> {
        let mut tightest: Option<Verdict> = None;
        for (scope, key, allowance) in self.limits_of(policy, asker).await {
            let rate = Rate::per(allowance.quota, Duration::from_secs(allowance.window_seconds.into()));
            let cell = format!("{}:{}:{key}", policy.as_str(), scope.as_str());
            let decision = self.backplane.cell(&cell, &rate).await;
            let verdict = Verdict { policy, scope, allowance, decision };
            if !decision.allowed {
                metrics::counter!("olympus_rate_limited_total", "policy" => policy.as_str(), "scope" => scope.as_str())
                    .increment(1);
                return Some(verdict);
            }
            if tightest.is_none_or(|before| decision.remaining < before.decision.remaining) {
                tightest = Some(verdict);
            }
        }
        tightest
    }

    /// Narrowest first. Somebody signed in is counted by workspace, whatever the network; signing in by network alone.
    async fn limits_of(&self, policy: Policy, asker: Asker<'_>) -> Vec<(Scope, String, Allowance)> {
        let caller = asker.caller.filter(|_| allowance(policy, Scope::Tenant, Tier::Free).is_some());
        let Some(caller) = caller else {
            let of_network = allowance(policy, Scope::Network, Tier::Free).zip(network_of(asker.ip));
            return of_network.map(|(allowance, network)| (Scope::Network, network, allowance)).into_iter().collect();
        };
        let known = self.known(caller.tenant_id).await;
        let own = known.overrides.iter().find(|(name, _)| name == policy.as_str()).map(|(_, allowance)| *allowance);
        // A workspace's own limit holds for each of its keys too.
        let limit = |scope| own.or_else(|| allowance(policy, scope, known.tier));
        let key = match caller.door {
            Door::ApiKey(id) => limit(Scope::Key).map(|allowance| (Scope::Key, id.to_string(), allowance)),
            Door::Session(_) => None,
        };
        let tenant = limit(Scope::Tenant).map(|allowance| (Scope::Tenant, caller.tenant_id.to_string(), allowance));
        key.into_iter().chain(tenant).collect()
    }

    async fn known(&self, tenant: TenantId) -> Known {
        let now = self.clock.now();
        let before = self.lock().get(&tenant).cloned();
        if let Some(known) = before.as_ref().filter(|known| now - known.read_at < BELIEVED_FOR) {
            return known.clone();
        }
        let (tier, overrides) = match self.read(tenant).await {
            Ok(read) => read,
            Err(error) => {
                tracing::warn!(%error, "a workspace's limits were not read; the last known ones hold");
                before.map_or((Tier::Free, Arc::default()), |known| (known.tier, known.overrides))
            }
        };
        let known = Known { tier, overrides, read_at: now };
        let mut all = self.lock();
        if all.len() > SWEEP_ABOVE {
            all.retain(|_, known| now - known.read_at < BELIEVED_FOR);
        }
        all.insert(tenant, known.clone());
        known
    }

    async fn read(&self, tenant: TenantId) -> Result<(Tier, Arc<[(String, Allowance)]>)> {
        let mut tx = self.database.tenant(tenant).await?;
        let tier = match self.tenants.tier_in(&mut tx, tenant).await {
            Err(error) if error.code == ErrorCode::NoTenant => Tier::Free,
            tier => tier?,
        };
        let overrides = store::overrides(&mut tx, tenant).await?;
        tx.commit().await?;
        Ok((tier, overrides.into()))
    }

    /// A poisoned map is still a good map here: every change to it is one insert.
    fn lock(&self) -> MutexGuard<'_, HashMap<TenantId, Known>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
