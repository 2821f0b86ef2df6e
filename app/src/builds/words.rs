//! How states, times and amounts of a build are said.

use olympus::agents::AgentId;
use olympus::builds::{BuildStatus, BuildView, RunStatus};
use olympus::money::Usd;
use olympus::queue::Place;
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

/// `starts in about 2 minutes (1 to 4, from 57 finished builds), waiting because your plan runs 1 build at a time`.
#[must_use]
pub fn place_words(place: &Place) -> String {
    let eta = duration_in_words(place.eta_seconds);
    let reason = place.reason.trim_end_matches('.');
    format!("starts in about {eta}{}, {reason}", eta_range(place))
}

/// The same as a sentence of its own.
#[must_use]
pub fn place_sentence(place: &Place) -> String {
    let words = place_words(place);
    let rest = words.strip_prefix('s').unwrap_or(&words);
    format!("S{rest}.")
}

/// ` (1 to 4, from 57 finished builds)`: how sure the estimate is, and what it rests on. The unit is said once.
fn eta_range(place: &Place) -> String {
    if place.eta_high_seconds == 0 {
        return String::new();
    }
    let source = match place.eta_samples {
        0 => "by the quotes".to_owned(),
        n => format!("from {} finished builds", grouped(n.into())),
    };
    let words = [place.eta_low_seconds, place.eta_seconds, place.eta_high_seconds].map(duration_in_words);
    let [low, expected, high] = words.each_ref().map(|words| words.split_once(' ').unwrap_or((words, "")));
    let is_same = |one: &str, other: &str| one.trim_end_matches('s') == other.trim_end_matches('s');
    let range = match (low, high) {
        _ if low == high => return format!(" ({source})"),
        _ if is_same(low.1, high.1) && is_same(low.1, expected.1) => format!("{} to {}", low.0, high.0),
        _ if is_same(low.1, high.1) => format!("{} to {} {}", low.0, high.0, high.1),
        _ => format!("{} to {}", words[0], words[2]),
    };
    format!(" ({range}, {source})")
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

    fn place([low, expected, high]: [u32; 3], samples: u32) -> Place {
        Place {
            position: 3,
            eta_seconds: expected,
            eta_low_seconds: low,
            eta_high_seconds: high,
            eta_samples: samples,
            reason: "waiting because your plan runs 1 build at a time".to_owned(),
        }
    }

    #[test]
    fn a_place_is_told_with_its_range_and_what_it_rests_on() {
        assert_eq!(
            place_sentence(&place([100, 120, 240], 57)),
            "Starts in about 2 minutes (2 to 4, from 57 finished builds), waiting because your plan runs 1 build at a time."
        );
        let range = |seconds, samples| eta_range(&place(seconds, samples));
        assert_eq!(range([40, 120, 240], 5), " (40 seconds to 4 minutes, from 5 finished builds)");
        assert_eq!(range([20, 30, 45], 0), " (20 to 45, by the quotes)");
        assert_eq!(range([1, 1, 3], 0), " (1 to 3, by the quotes)");
        assert_eq!(range([1, 1, 1], 0), " (by the quotes)");
        assert_eq!(range([0, 30, 0], 0), "", "an event of before there were ranges");
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
