//! Which bars and parts a chart of daily costs has: exact amounts in, percentages of the drawing out.

use chrono::NaiveDate;
use olympus::ledger::{UsageItem, UsageReport};
use olympus::money::Usd;
use rust_decimal::Decimal;

/// Groups that are drawn by themselves; the rest is drawn together.
pub const NAMED: usize = 8;

/// One kind of part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    pub label: String,
    pub cost_usd: Usd,
}

/// One day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    pub date: NaiveDate,
    pub cost_usd: Usd,
    /// From the bottom up: which series, and how much.
    pub parts: Vec<(usize, Usd)>,
}

/// A chart before it is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stack {
    /// The dearest first, and the rest at the end.
    pub series: Vec<Series>,
    pub bars: Vec<Bar>,
    /// What the height of the drawing stands for.
    pub top: Usd,
}

impl Stack {
    /// Of a report.
    pub fn of(report: &UsageReport) -> Self {
        let named = &report.totals[..report.totals.len().min(NAMED)];
        let rest = &report.totals[named.len()..];
        let mut series: Vec<Series> =
            named.iter().map(|item| Series { label: item.label.clone(), cost_usd: item.cost_usd }).collect();
        if !rest.is_empty() {
            let label = format!("{} {}", rest.len(), if rest.len() == 1 { "other" } else { "others" });
            series.push(Series { label, cost_usd: rest.iter().map(|item| item.cost_usd).sum() });
        }
        let bars: Vec<Bar> = report
            .days
            .iter()
            .map(|day| Bar { date: day.date, cost_usd: day.cost_usd(), parts: parts(named, &day.items) })
            .collect();
        let most = bars.iter().map(|bar| bar.cost_usd).max().unwrap_or_default();
        Self { series, bars, top: axis_top(most) }
    }

    /// The dearest day.
    pub fn peak(&self) -> Option<&Bar> {
        self.bars.iter().max_by_key(|bar| bar.cost_usd)
    }
}

/// The series that the item at this place of the totals is drawn as.
pub fn series_at(place: usize) -> usize {
    place.min(NAMED)
}

fn parts(named: &[UsageItem], items: &[UsageItem]) -> Vec<(usize, Usd)> {
    let mut parts: Vec<(usize, Usd)> = Vec::new();
    for item in items.iter().filter(|item| item.cost_usd > Usd::ZERO) {
        let series = named.iter().position(|one| one.key == item.key).unwrap_or(NAMED);
        match parts.iter_mut().find(|(known, _)| *known == series) {
            Some((_, cost)) => *cost += item.cost_usd,
            None => parts.push((series, item.cost_usd)),
        }
    }
    parts.sort_unstable_by_key(|(series, _)| *series);
    parts
}

/// The next round amount: 1, 2, 4, 6 or 8 with zeros, so that its half is round, too.
fn axis_top(most: Usd) -> Usd {
    let mut unit = Decimal::new(1, 6);
    loop {
        let found = [1, 2, 4, 6, 8].into_iter().map(|digit| Usd(unit * Decimal::from(digit))).find(|top| *top >= most);
        match found {
            Some(top) => return Usd(top.0.normalize()),
            None => unit *= Decimal::TEN,
        }
    }
}

/// `part` of `whole` in percent.
pub fn percent(part: Usd, whole: Usd, decimals: u32) -> Decimal {
    if whole == Usd::ZERO {
        return Decimal::ZERO;
    }
    (part.0 / whole.0 * Decimal::ONE_HUNDRED).round_dp(decimals)
}

#[cfg(test)]
mod tests {
    use olympus::ledger::{UsageBuilds, UsageDay, UsageGroup};

    use super::*;

    fn item(key: usize, cents: i64) -> UsageItem {
        let cost_usd = Usd(Decimal::new(cents, 2));
        UsageItem { key: key.to_string(), label: format!("agent {key}"), cost_usd, tokens: 1 }
    }

    fn report(items: Vec<UsageItem>) -> UsageReport {
        let date: NaiveDate = "2026-11-25".parse().unwrap();
        UsageReport {
            from: date,
            to: date,
            group: UsageGroup::Agent,
            builds: UsageBuilds::default(),
            tokens: 0,
            cost_usd: items.iter().map(|item| item.cost_usd).sum(),
            refunded_usd: Usd::ZERO,
            by_phase: Vec::new(),
            by_agent: Vec::new(),
            totals: items.clone(),
            days: vec![UsageDay { date, items }],
        }
    }

    #[test]
    fn a_bar_and_the_legend_both_sum_to_the_report_also_with_many_groups() {
        for many in [0, 1, 8, 9, 30] {
            let report = report((0..many).map(|key| item(key, 100 - i64::try_from(key).unwrap())).collect());
            let stack = Stack::of(&report);
            assert!(stack.series.len() <= NAMED + 1);
            assert_eq!(stack.series.iter().map(|one| one.cost_usd).sum::<Usd>(), report.cost_usd, "{many}");
            assert_eq!(stack.bars[0].parts.iter().map(|(_, cost)| *cost).sum::<Usd>(), report.cost_usd, "{many}");
            assert!(stack.bars[0].parts.iter().all(|(series, _)| *series < stack.series.len().max(1)));
        }
    }

    #[test]
    fn the_axis_ends_at_a_round_amount_at_or_above_the_dearest_day() {
        for (most, top) in [("0", "0.000001"), ("0.0312", "0.04"), ("1", "1"), ("1.01", "2"), ("83", "100"), ("5", "6")]
        {
            assert_eq!(axis_top(most.parse().unwrap()), top.parse().unwrap(), "{most}");
        }
    }
}
