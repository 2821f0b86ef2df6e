//! Which days and which group the address asks for, and the addresses of other choices.

use chrono::NaiveDate;
use olympus::error::Result;
use olympus::ledger::{UsageGroup, UsagePeriod};

/// The kinds of range that one can choose.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Range {
    Week,
    #[default]
    Thirty,
    Month,
    Custom,
}

impl Range {
    /// Those that need no dates, with their names.
    pub const PRESETS: [(Self, &'static str); 3] =
        [(Self::Week, "7 days"), (Self::Thirty, "30 days"), (Self::Month, "This month")];

    fn parse(text: &str) -> Self {
        match text {
            "7d" => Self::Week,
            "month" => Self::Month,
            "custom" => Self::Custom,
            _ => Self::Thirty,
        }
    }

    fn as_str(self) -> &'static str {
        match self {
            Self::Week => "7d",
            Self::Thirty => "30d",
            Self::Month => "month",
            Self::Custom => "custom",
        }
    }
}

/// What the address asks for. What it says wrongly about range or group is the usual one; dates are checked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    pub range: Range,
    pub group: UsageGroup,
    /// As typed.
    pub from: String,
    /// As typed.
    pub to: String,
}

impl Choice {
    /// By the query's fields.
    pub fn read(field: impl Fn(&str) -> Option<String>) -> Self {
        Self {
            range: field("range").map_or_else(Range::default, |text| Range::parse(&text)),
            group: field("group").and_then(|text| text.parse().ok()).unwrap_or_default(),
            from: field("from").unwrap_or_default(),
            to: field("to").unwrap_or_default(),
        }
    }

    /// The days.
    pub fn period(&self, today: NaiveDate) -> Result<UsagePeriod> {
        match self.range {
            Range::Week => Ok(UsagePeriod::last(7, today)),
            Range::Thirty => Ok(UsagePeriod::last(30, today)),
            Range::Month => Ok(UsagePeriod::month_of(today)),
            Range::Custom => UsagePeriod::between(self.from.trim(), self.to.trim()),
        }
    }

    /// The address of the same group in another range.
    pub fn with_range(&self, range: Range) -> String {
        Self { range, ..self.clone() }.address()
    }

    /// The address of the same days by another group.
    pub fn with_group(&self, group: UsageGroup) -> String {
        Self { group, ..self.clone() }.address()
    }

    fn address(&self) -> String {
        let dates = match self.range {
            Range::Custom => format!("&from={}&to={}", safe(&self.from), safe(&self.to)),
            _ => String::new(),
        };
        format!("/usage?range={}{dates}&group={}", self.range.as_str(), self.group.as_str())
    }
}

/// What of a typed date can stand in an address; nothing else is a date anyway.
fn safe(text: &str) -> String {
    text.chars().filter(|one| one.is_ascii_digit() || *one == '-').collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &[(&str, &str)]) -> Choice {
        Choice::read(|name| query.iter().find(|(field, _)| *field == name).map(|(_, value)| (*value).to_owned()))
    }

    #[test]
    fn the_address_says_which_days_and_keeps_the_rest() {
        let today = "2026-11-25".parse().unwrap();
        let usual = read(&[]);
        assert_eq!(usual.period(today).unwrap(), UsagePeriod::between("2026-10-27", "2026-11-25").unwrap());
        let custom = read(&[("range", "custom"), ("from", "2026-01-02"), ("to", "2026-01-03"), ("group", "build")]);
        assert_eq!(custom.period(today).unwrap().length(), 2);
        assert_eq!(
            custom.with_group(UsageGroup::Phase),
            "/usage?range=custom&from=2026-01-02&to=2026-01-03&group=phase"
        );
        assert_eq!(custom.with_range(Range::Week), "/usage?range=7d&group=build");
    }

    #[test]
    fn what_is_typed_never_writes_into_the_address() {
        let odd = read(&[("range", "custom"), ("from", "\"><b>&group=build"), ("to", "x"), ("group", "nobody")]);
        assert_eq!(odd.with_group(UsageGroup::Agent), "/usage?range=custom&from=&to=&group=agent");
        assert_eq!(odd.period("2026-11-25".parse().unwrap()).unwrap_err().field.as_deref(), Some("from"));
    }
}
