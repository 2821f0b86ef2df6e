//! A moment, exact from the server, then in the reader's own zone and words, growing older as the page stays open.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use leptos::web_sys::js_sys::{Date, Intl, Reflect};
use serde::{Deserialize, Serialize};
use std::time::Duration;
use wasm_bindgen::JsValue;

/// How a moment is said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum TimeStyle {
    /// `3 minutes ago`.
    #[default]
    Relative,
    /// `in 42 minutes`, counted by the second near the end.
    Countdown,
    /// `1 Dec 2026, 01:00`, as the reader's zone and language have it.
    Calendar,
}

/// A moment. Without JavaScript it is said in UTC.
#[island]
pub fn LocalTime(
    /// When.
    at: DateTime<Utc>,
    /// How it is said.
    style: TimeStyle,
) -> impl IntoView {
    view! { <Moment at style /> }
}

/// The same inside of an island, which can have no other in it.
#[component]
pub fn Moment(
    /// When.
    at: DateTime<Utc>,
    /// How it is said.
    style: TimeStyle,
) -> impl IntoView {
    let exact = at.format("%e %b %Y, %H:%M UTC").to_string();
    let (text, set_text) = signal(exact.trim().to_owned());
    let (title, set_title) = signal(at.to_rfc3339());
    Effect::new(move |_| {
        let millis = at.timestamp_millis() as f64;
        set_title.set(in_own_zone(millis, ("full", "long")));
        if style == TimeStyle::Calendar {
            return set_text.set(in_own_zone(millis, ("medium", "short")));
        }
        let tell = move || set_text.set(in_words((Date::now() - millis) / 1000.0, style));
        tell();
        let pause = if style == TimeStyle::Countdown { 1 } else { 20 };
        if let Ok(ticking) = set_interval_with_handle(tell, Duration::from_secs(pause)) {
            on_cleanup(move || ticking.clear());
        }
    });
    view! {
        <time class="num" datetime=at.to_rfc3339() title=move || title.get()>
            {move || text.get()}
        </time>
    }
}

fn in_own_zone(millis: f64, (date, time): (&str, &str)) -> String {
    let options = leptos::web_sys::js_sys::Object::new();
    let set = |key: &str, value: &str| Reflect::set(&options, &JsValue::from_str(key), &JsValue::from_str(value));
    if set("dateStyle", date).is_err() || set("timeStyle", time).is_err() {
        return String::new();
    }
    let format = Intl::DateTimeFormat::new(&leptos::web_sys::js_sys::Array::new(), &options).format();
    format.call1(&JsValue::NULL, &JsValue::from_f64(millis)).ok().and_then(|text| text.as_string()).unwrap_or_default()
}

/// `seconds` is how long ago; negative lies ahead.
fn in_words(seconds: f64, style: TimeStyle) -> String {
    let amount = seconds.abs().round() as u64;
    let ahead = seconds < 0.0;
    let plural = |count: u64, unit: &str| format!("{count} {unit}{}", if count == 1 { "" } else { "s" });
    let words = match amount {
        0..10 if style == TimeStyle::Relative => return "just now".to_owned(),
        0..60 => plural(amount, "second"),
        60..180 if ahead => format!("{}:{:02} minutes", amount / 60, amount % 60),
        60..3600 => plural(amount / 60, "minute"),
        3600..86_400 => plural(amount / 3600, "hour"),
        _ => plural(amount / 86_400, "day"),
    };
    match (ahead, style) {
        (true, _) => format!("in {words}"),
        (false, TimeStyle::Relative) => format!("{words} ago"),
        (false, _) => "now over".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_said_in_words() {
        assert_eq!(in_words(3.0, TimeStyle::Relative), "just now");
        assert_eq!(in_words(61.0, TimeStyle::Relative), "1 minute ago");
        assert_eq!(in_words(7200.0, TimeStyle::Relative), "2 hours ago");
        assert_eq!(in_words(-125.0, TimeStyle::Countdown), "in 2:05 minutes");
        assert_eq!(in_words(1.0, TimeStyle::Countdown), "now over");
    }
}
