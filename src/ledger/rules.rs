//! The decisions of the ledger: months, what a budget lets begin, what is charged, and what is told.

use chrono::{DateTime, Datelike, Months, NaiveDate, NaiveTime, Utc};
#[cfg(feature = "ssr")]
use rust_decimal::{Decimal, RoundingStrategy};

#[cfg(feature = "ssr")]
use super::model::{Budget, BudgetAction, Reserved, UsageSums};
#[cfg(feature = "ssr")]
use crate::error::{Error, Result};
#[cfg(feature = "ssr")]
use crate::money::Usd;

/// Parts of a budget, in percent, that are told when net use reaches them.
pub const THRESHOLDS: [u8; 3] = [50, 80, 100];

/// Decimals that the database keeps. Amounts are cut to them before anything is added up, or sums would differ from lines.
#[cfg(feature = "ssr")]
const KEPT_DECIMALS: u32 = 12;

/// Decimals that a budget may have.
#[cfg(feature = "ssr")]
const BUDGET_DECIMALS: u32 = 4;

/// The first day (UTC) of the month of `at`.
#[must_use]
pub fn month_of(at: DateTime<Utc>) -> NaiveDate {
    let day = at.date_naive();
    day.with_day(1).unwrap_or(day)
}

/// The moment at which the month after that of `at` begins.
#[must_use]
pub fn resets_at(at: DateTime<Utc>) -> DateTime<Utc> {
    let month = month_of(at);
    month.checked_add_months(Months::new(1)).unwrap_or(month).and_time(NaiveTime::MIN).and_utc()
}

/// What a run may cost, in the digits that are kept; never less than was asked for.
#[cfg(feature = "ssr")]
pub fn to_reserve(usd: Usd) -> Usd {
    Usd(usd.0.round_dp_with_strategy(KEPT_DECIMALS, RoundingStrategy::AwayFromZero))
}

/// Whether `usd` may be reserved beside what the month has used and holds.
#[cfg(feature = "ssr")]
pub fn decide(budget: Budget, month: &UsageSums, usd: Usd) -> Reserved {
    let Some(limit) = budget.monthly_usd.filter(|_| budget.action == BudgetAction::Stop) else {
        return Reserved::Granted;
    };
    // Nothing fits everywhere, also beside a budget that was lowered under what is used.
    if usd == Usd::ZERO || month.net_usd() + month.reserved_usd + usd <= limit {
        return Reserved::Granted;
    }
    if month.reserved_usd > Usd::ZERO && month.net_usd() + usd <= limit {
        return Reserved::Wait;
    }
    Reserved::Refused { needed_usd: usd }
}

/// What is charged of `cost`, and what is waived because it passes the reservation.
#[cfg(feature = "ssr")]
pub fn split(cost: Usd, reserved: Option<Usd>) -> (Usd, Usd) {
    let cost = Usd(cost.0.round_dp(KEPT_DECIMALS));
    let charged = reserved.map_or(cost, |reserved| cost.min(reserved));
    (charged, cost - charged)
}

/// The thresholds of `limit` that `used` has reached.
#[cfg(feature = "ssr")]
pub fn reached(limit: Usd, used: Usd) -> Vec<u8> {
    let reaches = |threshold: &u8| used.0 * Decimal::ONE_HUNDRED >= limit.0 * Decimal::from(*threshold);
    THRESHOLDS.into_iter().filter(reaches).collect()
}

/// A budget that can be kept.
///
/// # Errors
/// `INVALID_INPUT` for an amount that is none.
#[cfg(feature = "ssr")]
pub fn checked(budget: Budget) -> Result<Budget> {
    let Some(Usd(amount)) = budget.monthly_usd else { return Ok(budget) };
    if amount <= Decimal::ZERO || amount > Decimal::from(1_000_000) {
        let message = "A monthly budget is more than 0 and at most 1,000,000 dollars. To have none, send null.";
        return Err(Error::invalid("monthlyUsd", message));
    }
    if amount.normalize().scale() > BUDGET_DECIMALS {
        return Err(Error::invalid("monthlyUsd", "A monthly budget has at most 4 decimals, as in 25.50."));
    }
    Ok(budget)
}

#[cfg(test)]
#[cfg(feature = "ssr")]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn usd(text: &str) -> Usd {
        text.parse().unwrap()
    }

    fn month(cost: &str, refunded: &str, reserved: &str) -> UsageSums {
        UsageSums { cost_usd: usd(cost), refunded_usd: usd(refunded), reserved_usd: usd(reserved), tokens: 0 }
    }

    fn stop(limit: &str) -> Budget {
        Budget { monthly_usd: Some(usd(limit)), action: BudgetAction::Stop }
    }

    #[test]
    fn a_month_is_the_calendars_in_utc_and_ends_where_the_next_begins() {
        let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
        assert_eq!(month_of(at("2026-12-31T23:59:59.999999Z")).to_string(), "2026-12-01");
        assert_eq!(resets_at(at("2026-12-31T23:59:59.999999Z")), at("2027-01-01T00:00:00Z"));
        assert_eq!(month_of(at("2027-01-01T00:30:00+01:00")).to_string(), "2026-12-01");
    }

    #[test]
    fn only_a_budget_that_stops_refuses() {
        let used = month("9", "0", "0.5");
        for budget in [Budget::default(), Budget { action: BudgetAction::Warn, ..stop("1") }] {
            assert_eq!(decide(budget, &used, usd("100")), Reserved::Granted);
        }
        assert_eq!(decide(stop("10"), &used, usd("0.5")), Reserved::Granted, "up to the last cent");
        assert_eq!(decide(stop("10"), &used, usd("0.500000000001")), Reserved::Wait, "others may give it up");
        assert_eq!(decide(stop("10"), &used, usd("1.01")), Reserved::Refused { needed_usd: usd("1.01") });
        assert_eq!(decide(stop("10"), &month("12", "3", "0"), usd("1")), Reserved::Granted, "what came back counts");
        assert_eq!(decide(stop("1"), &used, Usd::ZERO), Reserved::Granted, "nothing always fits");
    }

    #[test]
    fn a_run_pays_at_most_its_reservation() {
        assert_eq!(split(usd("0.3"), Some(usd("0.2"))), (usd("0.2"), usd("0.1")));
        assert_eq!(split(usd("0.1"), Some(usd("0.2"))), (usd("0.1"), Usd::ZERO));
        assert_eq!(split(usd("0.3"), None), (usd("0.3"), Usd::ZERO));
    }

    #[test]
    fn thresholds_are_reached_exactly() {
        assert_eq!(reached(usd("10"), usd("4.9999")), Vec::<u8>::new());
        assert_eq!(reached(usd("10"), usd("5")), [50]);
        assert_eq!(reached(usd("10"), usd("10")), [50, 80, 100]);
    }

    #[test]
    fn a_budget_that_cannot_be_is_refused_by_its_field() {
        for wrong in ["0", "-1", "1000000.0001", "1.00001"] {
            let budget = Budget { monthly_usd: Some(usd(wrong)), action: BudgetAction::Warn };
            assert_eq!(checked(budget).unwrap_err().field.as_deref(), Some("monthlyUsd"), "{wrong}");
        }
        for right in ["0.0001", "1000000", "25.50000000"] {
            let budget = Budget { monthly_usd: Some(usd(right)), action: BudgetAction::Stop };
            assert_eq!(checked(budget), Ok(budget), "{right}");
        }
    }

    proptest! {
        #[test]
        fn what_is_granted_never_passes_the_limit(cost in 0_i64..1000, back in 0_i64..500, held in 0_i64..500, asked in 1_i64..1000, limit in 1_i64..2000) {
            let cents = |units: i64| Usd(Decimal::new(units, 2));
            let sums = UsageSums { cost_usd: cents(cost), refunded_usd: cents(back), reserved_usd: cents(held), tokens: 0 };
            let budget = Budget { monthly_usd: Some(cents(limit)), action: BudgetAction::Stop };
            let fits = cost - back + held + asked <= limit;
            prop_assert_eq!(decide(budget, &sums, cents(asked)) == Reserved::Granted, fits);
        }
    }
}
