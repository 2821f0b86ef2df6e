//! What was spent on which UTC day and by whom: periods, groups and reports.

use std::str::FromStr;

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, NaiveTime, Utc};
use serde::{Deserialize, Serialize};

use super::forecast::Forecast;
use crate::error::{Error, Result};
use crate::money::Usd;

/// Most days of one report.
pub const MAX_DAYS: u32 = 366;

/// Days in UTC, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UsagePeriod {
    from: NaiveDate,
    to: NaiveDate,
}

impl UsagePeriod {
    /// The whole month that `day` is in.
    #[must_use]
    pub fn month_of(day: NaiveDate) -> Self {
        let from = day.with_day(1).unwrap_or(day);
        let to = from.checked_add_months(Months::new(1)).and_then(|next| next.pred_opt()).unwrap_or(day);
        Self { from, to }
    }

    /// The month `2026-11`.
    ///
    /// # Errors
    /// When it is none; the error names `month`.
    pub fn month(text: &str) -> Result<Self> {
        let wrong = || Error::invalid("month", "month must be a year and a month, as in 2026-11.");
        if text.len() != "2026-11".len() {
            return Err(wrong());
        }
        date(&format!("{text}-01")).map(Self::month_of).ok_or_else(wrong)
    }

    /// The `days` days that end with `today`.
    #[must_use]
    pub fn last(days: u32, today: NaiveDate) -> Self {
        let back = Days::new(u64::from(days.max(1) - 1));
        Self { from: today.checked_sub_days(back).unwrap_or(today), to: today }
    }

    /// From one day to another, as people and programs write them: `2026-11-03`.
    ///
    /// # Errors
    /// When one is no date, the order is wrong or the days are too many; the error names the field.
    pub fn between(from: &str, to: &str) -> Result<Self> {
        let day = |field: &str, text: &str| {
            date(text).ok_or_else(|| Error::invalid(field, format!("{field} must be a date, as in 2026-11-03.")))
        };
        let (from, to) = (day("from", from)?, day("to", to)?);
        if to < from {
            return Err(Error::invalid("to", "to must not be before the first day."));
        }
        let period = Self { from, to };
        if period.length() > MAX_DAYS {
            let message = format!("to is too late: a report has at most {MAX_DAYS} days. Ask for one year at a time.");
            return Err(Error::invalid("to", message));
        }
        Ok(period)
    }

    /// The first day.
    #[must_use]
    pub fn from(self) -> NaiveDate {
        self.from
    }

    /// The last day.
    #[must_use]
    pub fn to(self) -> NaiveDate {
        self.to
    }

    /// How many days.
    #[must_use]
    pub fn length(self) -> u32 {
        u32::try_from((self.to - self.from).num_days() + 1).unwrap_or(u32::MAX)
    }

    /// Each day once, oldest first.
    pub fn days(self) -> impl Iterator<Item = NaiveDate> {
        self.from.iter_days().take_while(move |day| *day <= self.to)
    }

    /// The part that has happened by `today`; nothing where all of it lies ahead.
    #[must_use]
    pub fn so_far(self, today: NaiveDate) -> Option<Self> {
        (self.from <= today).then(|| Self { from: self.from, to: self.to.min(today) })
    }

    /// As many days, just before.
    #[must_use]
    pub fn before(self) -> Self {
        let length = Days::new(u64::from(self.length()));
        let earlier = |day: NaiveDate| day.checked_sub_days(length).unwrap_or(NaiveDate::MIN);
        Self { from: earlier(self.from), to: earlier(self.to) }
    }

    /// The first moment of it, and the first after it.
    #[must_use]
    pub fn moments(self) -> (DateTime<Utc>, DateTime<Utc>) {
        let midnight = |day: NaiveDate| day.and_time(NaiveTime::MIN).and_utc();
        (midnight(self.from), midnight(self.to.succ_opt().unwrap_or(self.to)))
    }
}

/// `2026-11-03` and nothing else.
fn date(text: &str) -> Option<NaiveDate> {
    let plain = text.len() == "2026-11-03".len() && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    plain.then(|| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()).flatten().filter(|day| day.year() > 0)
}

/// By what costs are told apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum UsageGroup {
    /// Who worked.
    #[default]
    Agent,
    /// In which phase.
    Phase,
    /// Who asked for the build.
    Person,
    /// For which build.
    Build,
}

impl UsageGroup {
    /// All.
    pub const ALL: [Self; 4] = [Self::Agent, Self::Phase, Self::Person, Self::Build];

    /// The name on the wire.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Agent => "agent",
            Self::Phase => "phase",
            Self::Person => "person",
            Self::Build => "build",
        }
    }
}

impl FromStr for UsageGroup {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let found = Self::ALL.into_iter().find(|group| group.as_str() == text);
        found.ok_or_else(|| Error::invalid("group", "group must be agent, phase, person or build."))
    }
}

/// What one agent, phase, person or build cost.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct UsageItem {
    /// Its id.
    pub key: String,
    /// Its name for people.
    pub label: String,
    /// The exact sum of its lines.
    pub cost_usd: Usd,
    /// Read and written.
    pub tokens: u64,
}

/// One UTC day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct UsageDay {
    /// Which.
    pub date: NaiveDate,
    /// The dearest first; empty where nothing was spent.
    pub items: Vec<UsageItem>,
}

impl UsageDay {
    /// The day's exact sum.
    #[must_use]
    pub fn cost_usd(&self) -> Usd {
        self.items.iter().map(|item| item.cost_usd).sum()
    }
}

/// Builds of a period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct UsageBuilds {
    /// Asked for in these days.
    pub created: u64,
    /// Completed in these days.
    pub completed: u64,
    /// Failed in these days and not tried again.
    pub failed: u64,
    /// What the plan allows in a month; nothing: no limit.
    pub limit: Option<u32>,
}

/// What was spent in a period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct UsageReport {
    /// The first day, in UTC.
    pub from: NaiveDate,
    /// The last day, in UTC.
    pub to: NaiveDate,
    /// By what `days` and `totals` are told apart.
    pub group: UsageGroup,
    /// Builds.
    pub builds: UsageBuilds,
    /// Read and written.
    pub tokens: u64,
    /// The exact sum of the cost lines of these days.
    pub cost_usd: Usd,
    /// Given back in these days for builds that failed; what is paid is the cost less this.
    pub refunded_usd: Usd,
    /// The dearest first; they sum to the cost.
    pub by_phase: Vec<UsageItem>,
    /// The dearest first; they sum to the cost.
    pub by_agent: Vec<UsageItem>,
    /// By the group, the dearest first; they sum to the cost.
    pub totals: Vec<UsageItem>,
    /// Each day once.
    pub days: Vec<UsageDay>,
}

/// What a report is held against: the days before it, and what the month may come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UsageOutlook {
    /// The part of the period that has happened, and as many days before it with their cost.
    pub before: Option<(UsagePeriod, Usd)>,
    /// Spent in the running month so far.
    pub month_usd: Usd,
    /// What the running month may come to.
    pub forecast: Forecast,
    /// Today, in UTC.
    pub today: NaiveDate,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        date(text).unwrap()
    }

    #[test]
    fn a_month_has_all_its_days_also_in_a_leap_year() {
        let february = UsagePeriod::month("2028-02").unwrap();
        assert_eq!((february.from(), february.to(), february.length()), (day("2028-02-01"), day("2028-02-29"), 29));
        assert_eq!(UsagePeriod::month("2026-12").unwrap().to(), day("2026-12-31"));
        assert_eq!(february.days().count(), 29);
    }

    #[test]
    fn what_is_no_month_or_date_is_refused_by_its_name() {
        for text in ["", "2026", "2026-13", "2026-1", "26-11-1", "2026-11-03", "+026-11", "0000-01", "２026-1"] {
            assert_eq!(UsagePeriod::month(text).unwrap_err().field.as_deref(), Some("month"), "{text}");
        }
        for (from, to, field) in [
            ("2026-02-30", "2026-03-01", "from"),
            ("2026-03-01", "1. 3. 2026", "to"),
            ("2026-03-02", "2026-03-01", "to"),
            ("2026-01-01", "2027-01-02", "to"),
        ] {
            assert_eq!(UsagePeriod::between(from, to).unwrap_err().field.as_deref(), Some(field), "{from} {to}");
        }
        assert_eq!(UsagePeriod::between("2026-01-01", "2027-01-01").unwrap().length(), MAX_DAYS);
    }

    #[test]
    fn the_period_before_is_as_long_and_ends_the_day_before() {
        let period = UsagePeriod::between("2026-03-01", "2026-03-10").unwrap();
        assert_eq!(period.before(), UsagePeriod::between("2026-02-19", "2026-02-28").unwrap());
        assert_eq!(UsagePeriod::last(7, day("2026-03-02")).from(), day("2026-02-24"));
        assert_eq!(period.so_far(day("2026-03-04")).unwrap().length(), 4);
        assert_eq!(period.so_far(day("2026-02-28")), None);
    }

    #[test]
    fn a_period_ends_with_the_last_moment_of_its_last_day() {
        let (start, end) = UsagePeriod::between("2026-11-30", "2026-11-30").unwrap().moments();
        assert_eq!(start.to_rfc3339(), "2026-11-30T00:00:00+00:00");
        assert_eq!(end.to_rfc3339(), "2026-12-01T00:00:00+00:00");
    }
}
