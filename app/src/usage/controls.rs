//! The choice of days and of the group: links, and one form for dates. All of it is in the address.

use leptos::prelude::*;
use olympus::error::Error;
use olympus::ledger::{UsageGroup, UsagePeriod};

use super::choice::{Choice, Range};

stylance::import_style!(style, "controls.module.css");

/// Ranges, dates and groups, with what is wrong about the dates beside them.
#[component]
pub fn Controls(choice: Choice, period: Option<UsagePeriod>, wrong: Option<Error>) -> impl IntoView {
    let presets: Vec<_> = Range::PRESETS
        .into_iter()
        .map(|(range, name)| (choice.with_range(range), name.to_owned(), choice.range == range))
        .collect();
    let groups: Vec<_> = UsageGroup::ALL
        .into_iter()
        .map(|group| (choice.with_group(group), group_name(group).to_owned(), choice.group == group))
        .collect();
    // The form begins with the days that are shown, so that a small step is a small change.
    let shown = |typed: &str, day: Option<chrono::NaiveDate>| match choice.range {
        Range::Custom => typed.to_owned(),
        _ => day.map(|day| day.to_string()).unwrap_or_default(),
    };
    let from = shown(&choice.from, period.map(UsagePeriod::from));
    let to = shown(&choice.to, period.map(UsagePeriod::to));
    view! {
        <div class=style::controls>
            <Ways label="Days" ways=presets />
            <form class=style::dates method="get" action="/usage" aria-label="Other days">
                <input type="hidden" name="range" value="custom" />
                <input type="hidden" name="group" value=choice.group.as_str() />
                <DateField name="from" label="From" value=from wrong=wrong.clone() />
                <DateField name="to" label="To" value=to wrong=wrong.clone() />
                <button class="button" data-kind="quiet" type="submit">"Show"</button>
            </form>
            <Ways label="Told apart by" ways=groups />
            {wrong.map(|error| view! { <p id="dates-message" class=style::wrong role="alert">{in_words(&error)}</p> })}
        </div>
    }
}

#[component]
fn DateField(name: &'static str, label: &'static str, value: String, wrong: Option<Error>) -> impl IntoView {
    let is_wrong = wrong.is_some_and(|error| error.field.as_deref() == Some(name));
    view! {
        <p>
            <label for=name>{label}</label>
            <input
                id=name
                name=name
                type="date"
                value=value
                required=true
                aria-invalid=is_wrong.then_some("true")
                aria-describedby=is_wrong.then_some("dates-message")
            />
        </p>
    }
}

/// Links of which one is where one is.
#[component]
fn Ways(label: &'static str, ways: Vec<(String, String, bool)>) -> impl IntoView {
    let links = ways
        .into_iter()
        .map(|(href, name, here)| {
            view! {
                <li>
                    <a href=href aria-current=here.then_some("true")>
                        {name}
                    </a>
                </li>
            }
        })
        .collect_view();
    view! {
        <nav class=style::ways aria-label=label>
            <span aria-hidden="true">{label}</span>
            <ul>{links}</ul>
        </nav>
    }
}

/// The group's name on the page.
pub fn group_name(group: UsageGroup) -> &'static str {
    match group {
        UsageGroup::Agent => "Agent",
        UsageGroup::Phase => "Phase",
        UsageGroup::Person => "Person",
        UsageGroup::Build => "Build",
    }
}

/// The API names its fields; the page names its labels.
fn in_words(error: &Error) -> String {
    let (first, rest) = error.message.split_once(' ').unwrap_or((&error.message, ""));
    let name = match first {
        "from" => "The first day",
        "to" => "The last day",
        other => other,
    };
    format!("{name} {rest} What you typed is kept: correct it and press Show.")
}
