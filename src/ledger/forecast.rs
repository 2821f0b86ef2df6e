//! What a month may come to, from measured days only, and only as a range.
//!
//! With `n` complete days measured (at most the last 30, and none before the first that cost anything), their mean `m`,
//! their sample standard deviation `s`, and `h` days left in the month (what is left of today counts as a part):
//!
//! * expected = spent + m·h
//! * range = expected ± t·s·√(h + h²/n), never below what is spent
//!
//! `h` under the root is how much days differ from each other, `h²/n` how little `n` days say of their mean; `t` is the
//! 90 % quantile of Student's t with n − 1 degrees of freedom, so that about 8 months in 10 should end in the range if
//! days go on as they were. Below 5 days on which something was spent there is no forecast: a figure would be a guess.

use chrono::{DateTime, Days, NaiveDate, NaiveTime, Utc};
use rust_decimal::Decimal;

use super::usage_model::UsagePeriod;
use crate::money::Usd;

/// Days before today that are measured, at most.
pub const MEASURED_DAYS: u32 = 30;
/// Days on which something was spent, at least.
pub const NEEDED_DAYS: u32 = 5;

/// Decimals of a forecast: more would look exact.
const DECIMALS: u32 = 4;
/// 90 % quantiles of Student's t: from so many degrees of freedom on, in thousandths.
const QUANTILES: [(u32, i64); 9] =
    [(4, 1533), (5, 1476), (6, 1440), (7, 1415), (8, 1397), (9, 1383), (10, 1372), (15, 1341), (20, 1325)];

/// What a month may come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Forecast {
    /// Too few days to say anything.
    TooFewDays {
        /// Complete days on which something was spent.
        active_days: u32,
        /// So many are needed.
        needed_days: u32,
    },
    /// The whole month's cost, what is spent already included.
    Range {
        /// One month in ten ends below, if days go on as they were.
        low_usd: Usd,
        /// On average.
        expected_usd: Usd,
        /// One month in ten ends above.
        high_usd: Usd,
        /// Complete days that were measured, also those on which nothing was spent.
        measured_days: u32,
        /// Those on which something was spent.
        active_days: u32,
    },
}

/// The days that a forecast made on `today` may look at, with the running month so far.
#[must_use]
pub fn measured_period(today: NaiveDate) -> UsagePeriod {
    UsagePeriod::last(MEASURED_DAYS + 1, today)
}

/// What the month of `now` may come to. `costs` has each day's cost at most once; a day that is missing cost nothing.
#[must_use]
pub fn forecast(now: DateTime<Utc>, costs: &[(NaiveDate, Usd)]) -> Forecast {
    let today = now.date_naive();
    let month = UsagePeriod::month_of(today);
    let days = measured(today, costs);
    let active_days = count(days.iter().filter(|cost| !cost.is_zero()).count());
    if active_days < NEEDED_DAYS {
        return Forecast::TooFewDays { active_days, needed_days: NEEDED_DAYS };
    }
    let spent: Usd = costs.iter().filter(|(day, _)| (month.from()..=today).contains(day)).map(|(_, cost)| *cost).sum();
    let (n, left) = (Decimal::from(days.len()), days_left(now, month.to()));
    let mean = days.iter().sum::<Decimal>() / n;
    let squares: Decimal = days.iter().map(|cost| (*cost - mean) * (*cost - mean)).sum();
    let variance = squares / (n - Decimal::ONE);
    let spread = quantile(count(days.len()) - 1) * root(variance * (left + left * left / n));
    let rounded = |amount: Decimal| Usd(amount.round_dp(DECIMALS));
    let expected = spent.0 + mean * left;
    Forecast::Range {
        low_usd: rounded(expected - spread).max(spent),
        expected_usd: rounded(expected).max(spent),
        high_usd: rounded(expected + spread).max(spent),
        measured_days: count(days.len()),
        active_days,
    }
}

/// The costs of the complete days, from the first that cost anything.
fn measured(today: NaiveDate, costs: &[(NaiveDate, Usd)]) -> Vec<Decimal> {
    let cost_of = |day: NaiveDate| costs.iter().filter(|(on, _)| *on == day).map(|(_, cost)| cost.0).sum::<Decimal>();
    let complete = measured_period(today).days().filter(|day| *day < today);
    complete.map(cost_of).skip_while(Decimal::is_zero).collect()
}

/// Whole days after today, and what is left of today.
fn days_left(now: DateTime<Utc>, last: NaiveDate) -> Decimal {
    let after = last.checked_add_days(Days::new(1)).unwrap_or(last).and_time(NaiveTime::MIN).and_utc();
    Decimal::from((after - now).num_seconds().max(0)) / Decimal::from(86_400)
}

fn quantile(freedom: u32) -> Decimal {
    let found = QUANTILES.iter().rev().find(|(from, _)| *from <= freedom);
    Decimal::new(found.unwrap_or(&QUANTILES[0]).1, 3)
}

/// Newton's method, in decimals.
fn root(square: Decimal) -> Decimal {
    if square <= Decimal::ZERO {
        return Decimal::ZERO;
    }
    let two = Decimal::TWO;
    let mut guess = square.max(Decimal::ONE);
    for _ in 0..64 {
        let next = (guess + square / guess) / two;
        if (guess - next).abs() < Decimal::new(1, 12) {
            return next;
        }
        guess = next;
    }
    guess
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn noon(text: &str) -> DateTime<Utc> {
        format!("{text}T12:00:00Z").parse().unwrap()
    }

    fn usd(cents: i64) -> Usd {
        Usd(Decimal::new(cents, 2))
    }

    /// So many cents a day, ending with `last`.
    fn days(last: &str, cents: &[i64]) -> Vec<(NaiveDate, Usd)> {
        let last: NaiveDate = last.parse().unwrap();
        UsagePeriod::last(count(cents.len()), last).days().zip(cents).map(|(day, cents)| (day, usd(*cents))).collect()
    }

    #[test]
    fn with_fewer_than_five_days_of_spending_there_is_no_forecast() {
        let now = noon("2026-11-20");
        let few = days("2026-11-19", &[100, 0, 300, 0, 100, 200]);
        assert_eq!(forecast(now, &few), Forecast::TooFewDays { active_days: 4, needed_days: 5 });
        let with_today = days("2026-11-20", &[100, 300, 100, 200, 900]);
        assert_eq!(
            forecast(now, &with_today),
            Forecast::TooFewDays { active_days: 4, needed_days: 5 },
            "today is not over"
        );
        assert_eq!(forecast(now, &[]), Forecast::TooFewDays { active_days: 0, needed_days: 5 });
    }

    #[test]
    fn equal_days_go_on_and_leave_no_doubt() {
        // 19 November: ten days at 2.00 spent, ten and a half are left: today's half and the 21st to the 30th.
        let costs = days("2026-11-19", &[200; 10]);
        let expected = usd(2000 + 2100);
        assert_eq!(
            forecast(noon("2026-11-20"), &costs),
            Forecast::Range {
                low_usd: expected,
                expected_usd: expected,
                high_usd: expected,
                measured_days: 10,
                active_days: 10
            }
        );
    }

    #[test]
    fn days_of_the_month_before_are_measured_but_not_counted_as_spent() {
        let costs = days("2026-10-31", &[300; 6]);
        let Forecast::Range { expected_usd, measured_days, .. } = forecast(noon("2026-11-01"), &costs) else {
            panic!("six days are enough")
        };
        assert_eq!((expected_usd, measured_days), (usd(300 * 29 + 150), 6));
    }

    #[test]
    fn the_range_is_that_of_the_formula() {
        // n = 5, m = 3, s² = 2.5, t = 1.533, h = 10.5: 1.533 · √(2.5 · (10.5 + 22.05)) = 13.8289…
        let costs = days("2026-11-19", &[100, 200, 300, 400, 500]);
        let Forecast::Range { low_usd, expected_usd, high_usd, .. } = forecast(noon("2026-11-20"), &costs) else {
            panic!("five days are enough")
        };
        assert_eq!(expected_usd, usd(1500 + 3150));
        assert_eq!(high_usd - expected_usd, Usd(Decimal::new(138_289, 4)));
        assert_eq!(low_usd, expected_usd - Usd(Decimal::new(138_289, 4)));
    }

    #[test]
    fn at_the_very_end_of_the_month_it_is_what_was_spent() {
        let costs = days("2026-11-30", &[100, 900, 100, 900, 100, 50]);
        let end: DateTime<Utc> = "2026-11-30T23:59:59.5Z".parse().unwrap();
        let Forecast::Range { low_usd, high_usd, .. } = forecast(end, &costs) else { panic!("five days are enough") };
        assert_eq!((low_usd, high_usd), (usd(2150), usd(2150)));
    }

    proptest! {
        #[test]
        fn a_forecast_is_never_below_what_is_spent_and_its_range_is_in_order(
            cents in proptest::collection::vec(0_i64..1_000_000, 0..31), hour in 0_u32..24,
        ) {
            let now = noon("2026-11-24") + chrono::Duration::hours(i64::from(hour) - 12);
            let costs = days("2026-11-24", &cents);
            let spent: Usd = costs.iter().filter(|(day, _)| day.to_string().starts_with("2026-11")).map(|(_, cost)| *cost).sum();
            if let Forecast::Range { low_usd, expected_usd, high_usd, .. } = forecast(now, &costs) {
                prop_assert!(spent <= low_usd && low_usd <= expected_usd && expected_usd <= high_usd);
            }
        }
    }
}
