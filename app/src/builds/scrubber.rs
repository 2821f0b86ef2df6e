//! The slider of the timeline: moving it shows that moment. Without JavaScript it is a form with a button.

use std::time::Duration;

use leptos::html;
use leptos::prelude::*;

stylance::import_style!(style, "scrubber.module.css");

/// How long the slider rests before the page shows its moment.
const REST: Duration = Duration::from_millis(500);

/// A slider from the first event to the last.
#[island]
pub fn Scrubber(
    /// The last event's number.
    last: i64,
    /// The moment that is shown.
    at: i64,
) -> impl IntoView {
    let form = NodeRef::<html::Form>::new();
    let slider = NodeRef::<html::Input>::new();
    let (moment, set_moment) = signal(at);
    // Arrow keys change it step by step; the page follows when they rest.
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    let go = move |_| {
        if let Some(before) = waiting.get_value() {
            before.clear();
        }
        let show = move || {
            if let Some(form) = form.get_untracked() {
                let _ = form.request_submit();
            }
        };
        waiting.set_value(set_timeout_with_handle(show, REST).ok());
    };
    // Whoever moved it goes on moving it.
    Effect::new(move |_| {
        let moved = window().location().hash().is_ok_and(|hash| hash == "#moment");
        if let (true, Some(slider)) = (moved, slider.get_untracked()) {
            let _ = slider.focus();
        }
    });
    view! {
        <form id="moment" class=style::scrubber method="get" action="#moment" node_ref=form>
            <label for="at">"Moment " <output class="num">{move || format!("{} of {last}", moment.get())}</output></label>
            <input
                id="at"
                name="at"
                type="range"
                min="1"
                max=last
                value=at
                aria-valuetext=move || format!("Moment {} of {last}", moment.get())
                node_ref=slider
                on:input=move |event| set_moment.set(event_target_value(&event).parse().unwrap_or(at))
                on:change=go
            />
            <button class="button" data-kind="quiet" data-size="small" type="submit">"Show"</button>
        </form>
    }
}
