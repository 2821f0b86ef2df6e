//! What a run costs: reserved before it begins, settled when it ends, with the events that tell of it.

use std::time::Duration;

use super::agent_run::{BuildRun, Fenced, Stop};
use super::event::{AgentEvent, BudgetEvent, BuildEventKind, CostEvent};
use super::leases;
use crate::agents::{AgentId, agent};
use crate::engines::{Usage, WorkOutput};
use crate::ledger::{CostLine, Reservation, Reserved};
use crate::money::Usd;
use crate::platform::database::Tx;
use crate::quotes::cost_of;

/// Before another try to reserve what others hold; they end within seconds.
const RESERVE_AGAIN: Duration = Duration::from_millis(300);

impl BuildRun {
    /// Begins an attempt once what it may cost is reserved. While others hold what it needs, it waits for them.
    pub async fn begin(&self, id: AgentId) -> Result<i32, Stop> {
        loop {
            if let Some(attempt) = self.try_begin(id).await? {
                return Ok(attempt);
            }
            tokio::time::sleep(RESERVE_AGAIN).await;
        }
    }

    async fn try_begin(&self, id: AgentId) -> Result<Option<i32>, Stop> {
        let Fenced { mut tx, .. } = self.fenced().await?;
        let (lease, at) = (&self.lease, self.builds.clock.now());
        let attempt = leases::begin_run(&mut tx, lease, id, at).await?;
        let usd = self.allowances.get(&id).copied().unwrap_or(self.row.quote.cost.high);
        let (tenant, build) = (lease.tenant, lease.build);
        let reservation = Reservation { tenant, build, agent: id, attempt: number(attempt), usd, at };
        match self.builds.ledger.reserve_in(&mut tx, &reservation).await? {
            Reserved::Granted => {}
            Reserved::Wait => return Ok(None),
            Reserved::Refused { needed_usd } => return Err(Stop::OverBudget(needed_usd)),
        }
        let event = AgentEvent {
            agent_id: id,
            phase: agent(id).phase,
            attempt: number(attempt),
            artifacts: Vec::new(),
            tokens_used: 0,
            cost_usd: Usd::ZERO,
            duration_ms: 0,
            decisions: Vec::new(),
            removed: Vec::new(),
        };
        self.commit(tx, &[BuildEventKind::AgentStarted(event)]).await?;
        Ok(Some(attempt))
    }

    /// Settles a run: writes its cost line, and gives what was charged and what is to be told.
    pub async fn charge(
        &self,
        tx: &mut Tx,
        id: AgentId,
        attempt: i32,
        (usage, cost_usd): (Usage, Usd),
    ) -> Result<(Usd, Vec<BuildEventKind>), Stop> {
        let (lease, phase) = (&self.lease, agent(id).phase);
        let line = CostLine {
            agent_id: id,
            phase,
            attempt: number(attempt),
            tokens_in: usage.tokens_in,
            tokens_out: usage.tokens_out,
            cost_usd,
            waived_usd: Usd::ZERO,
            at: self.builds.clock.now(),
        };
        let settled = self.builds.ledger.settle_in(tx, lease.tenant, lease.build, &line).await?;
        let (total_usd, phase_usd) = self.builds.ledger.totals_in(tx, lease.build, phase).await?;
        let quote_usd = self.row.quote.cost.expected;
        let mut events = vec![BuildEventKind::Cost(CostEvent { total_usd, phase_usd, agent_id: id, quote_usd })];
        events.extend(settled.alerts.iter().map(|alert| {
            BuildEventKind::Budget(BudgetEvent {
                threshold: alert.threshold,
                used_usd: alert.used_usd,
                budget_usd: alert.limit_usd,
            })
        }));
        Ok((settled.charged, events))
    }
}

/// Metered work at the engine's own price, or else at the rate card's.
pub fn price(id: AgentId, output: &WorkOutput) -> Usd {
    output.cost.unwrap_or_else(|| cost_of(id, output.usage.tokens_in, output.usage.tokens_out))
}

/// Attempts count from 1.
pub fn number(attempt: i32) -> u32 {
    u32::try_from(attempt).unwrap_or(1)
}
