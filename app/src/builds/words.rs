//! How states, times and amounts of a build are said.

use olympus::agents::AgentId;
use olympus::builds::{BuildStatus, BuildView, RunStatus};
use olympus::money::Usd;
use olympus::quotes::duration_in_words;

/// The state for people.
#[must_use]
pub fn status_word(status: BuildStatus) -> &'static str {
    match status {
        BuildStatus::Queued => "Queued",
        BuildStatus::Running => "Running",
        BuildStatus::Paused => "Paused",
        BuildStatus::Parked => "Parked until next month",
        BuildStatus::Completed => "Done",
        BuildStatus::Failed => "Failed",
        BuildStatus::Cancelled => "Cancelled",
    }
}

/// Where an agent stands. In a build that is over nobody is at work any more.
#[must_use]
pub fn run_status(view: &BuildView, id: AgentId) -> RunStatus {
    let status = view.agents.iter().find(|one| one.agent_id == id).map_or(RunStatus::Waiting, |one| one.status);
    if status == RunStatus::Running && view.status.is_final() { RunStatus::Waiting } else { status }
}

/// The name of a check for people.
#[must_use]
pub fn check_name(name: &str) -> String {
    match name {
        "html" | "css" | "json" | "sql" | "api" | "xml" | "yaml" => name.to_uppercase(),
        "javascript" => "JavaScript".to_owned(),
        "openapi" => "OpenAPI".to_owned(),
        _ => name.chars().take(1).flat_map(char::to_uppercase).chain(name.chars().skip(1)).collect(),
    }
}

/// The state of an agent for people.
#[must_use]
pub fn run_word(status: RunStatus) -> &'static str {
    match status {
        RunStatus::Waiting => "waiting",
        RunStatus::Running => "at work",
        RunStatus::Completed => "done",
        RunStatus::Failed => "failed",
    }
}

/// The state of an agent as the styles know it.
#[must_use]
pub fn run_key(status: RunStatus) -> &'static str {
    match status {
        RunStatus::Waiting => "waiting",
        RunStatus::Running => "running",
        RunStatus::Completed => "completed",
        RunStatus::Failed => "failed",
    }
}

/// `1:24`.
#[must_use]
pub fn clock(seconds: i64) -> String {
    let seconds = seconds.max(0);
    if seconds < 3600 {
        return format!("{}:{:02}", seconds / 60, seconds % 60);
    }
    format!("{}:{:02}:{:02}", seconds / 3600, seconds % 3600 / 60, seconds % 60)
}

/// Seconds that the build has taken by `now`; without a clock, by its last event.
#[must_use]
pub fn elapsed(view: &BuildView, now_millis: Option<i64>) -> i64 {
    let Some(start) = view.started_at else { return 0 };
    let end = match (view.finished_at, now_millis) {
        (Some(finished), _) => finished.timestamp_millis(),
        (None, Some(now)) => now,
        (None, None) => view.story.last().map_or(start, |line| line.at).timestamp_millis(),
    };
    (end - start.timestamp_millis()) / 1000
}

/// What is left, in words: from the quote, and from the pace so far once the quote is used up.
#[must_use]
pub fn time_left(view: &BuildView, elapsed: i64) -> String {
    if view.status.is_final() {
        return "in all".to_owned();
    }
    if view.status != BuildStatus::Running {
        return format!("about {} of work", duration_in_words(view.quote_seconds));
    }
    // Agents differ in length, so the quote knows better than the share of agents, as long as it lasts.
    let by_quote = i64::from(view.quote_seconds) - elapsed;
    let percent = i64::from(view.progress.percent).max(1);
    let left = if by_quote >= 5 { by_quote } else { elapsed * (100 - percent) / percent };
    match u32::try_from(left) {
        Ok(left) if left >= 5 => format!("about {} left", duration_in_words(left)),
        _ => "almost there".to_owned(),
    }
}

/// The amount as a share of `whole`, 0 to 100.
#[must_use]
pub fn share(amount: Usd, whole: Usd) -> f64 {
    let number = |amount: Usd| amount.0.to_string().parse::<f64>().unwrap_or(0.0);
    if number(whole) <= 0.0 {
        return 0.0;
    }
    (number(amount) / number(whole) * 100.0).clamp(0.0, 100.0)
}

/// Until the first agent has named the application, its title is the beginning of the description.
#[must_use]
pub fn says_nothing_new(title: &str, description: &str) -> bool {
    description.starts_with(title.trim_end_matches('…')) && description.chars().count() < title.chars().count() + 40
}

/// `84,000`.
#[must_use]
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_said_as_people_say_them() {
        assert_eq!(clock(84), "1:24");
        assert_eq!(clock(3_725), "1:02:05");
        assert_eq!(clock(-3), "0:00");
        assert_eq!(grouped(84_000), "84,000");
        assert_eq!(grouped(999), "999");
    }

    #[test]
    fn checks_are_named_as_people_name_them() {
        assert_eq!((check_name("html"), check_name("openapi")), ("HTML".to_owned(), "OpenAPI".to_owned()));
        assert_eq!(check_name("links"), "Links");
    }

    #[test]
    fn a_description_is_left_out_only_where_the_title_already_says_it() {
        assert!(says_nothing_new("A plant diary for the bal…", "A plant diary for the balcony"));
        assert!(!says_nothing_new("Plant Diary", "A plant diary for the balcony"));
        assert!(!says_nothing_new(
            "A shop…",
            "A shop for bicycles, with parts, repairs, bookings and a calendar of rides"
        ));
    }
}
