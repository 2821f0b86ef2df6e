//! The verb of looking at a build's quote agent by agent.

use std::collections::BTreeMap;

use super::service::Builds;
use crate::accounts::Caller;
use crate::agents::AgentId;
use crate::error::Result;
use crate::ids::BuildId;
use crate::money::Usd;
use crate::quotes::expected_costs;

/// Decimals of a share, as those of the quote.
const DECIMALS: u32 = 4;

impl Builds {
    /// What the quote expected of each agent of the build's plan: exactly the quote's cost in sum.
    ///
    /// # Errors
    /// `NOT_FOUND`.
    pub async fn quoted(&self, caller: &Caller, id: BuildId) -> Result<Vec<(AgentId, Usd)>> {
        let (tx, row) = self.open(caller.tenant_id, id).await?;
        tx.commit().await?;
        Ok(shared_out(expected_costs(&row.request, &row.plan), row.quote.cost.expected))
    }
}

/// `whole` in the measure of `parts`, which may have been estimated by a later rate card than the quote was. What rounding
/// leaves goes to the largest part.
fn shared_out(parts: BTreeMap<AgentId, Usd>, whole: Usd) -> Vec<(AgentId, Usd)> {
    let sum: Usd = parts.values().copied().sum();
    if sum <= Usd::ZERO {
        return Vec::new();
    }
    let share = |part: Usd| Usd((part.0 * whole.0 / sum.0).round_dp(DECIMALS));
    let mut shares: Vec<(AgentId, Usd)> = parts.into_iter().map(|(id, part)| (id, share(part))).collect();
    let left = whole - shares.iter().map(|(_, usd)| *usd).sum();
    if let Some((_, largest)) = shares.iter_mut().max_by_key(|(_, usd)| *usd) {
        *largest += left;
    }
    shares
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_decimal::Decimal;

    #[test]
    fn the_shares_are_exactly_the_quote() {
        let parts = BTreeMap::from([
            (AgentId::Oracle, Usd(Decimal::ONE)),
            (AgentId::Scope, Usd(Decimal::ONE)),
            (AgentId::Venture, Usd(Decimal::ONE)),
        ]);
        let shares = shared_out(parts, Usd(Decimal::ONE));
        assert_eq!(shares.iter().map(|(_, usd)| *usd).sum::<Usd>(), Usd(Decimal::ONE));
        assert!(shares.iter().all(|(_, usd)| *usd >= Usd(Decimal::new(3333, 4))), "{shares:?}");
    }

    #[test]
    fn where_nothing_is_expected_nothing_is_shared_out() {
        assert!(shared_out(BTreeMap::new(), Usd(Decimal::ONE)).is_empty());
    }
}
