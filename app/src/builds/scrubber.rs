//! The slider of the timeline: moving it shows that moment. Without JavaScript it is a form with a button.

use leptos::html;
use leptos::prelude::*;

stylance::import_style!(style, "scrubber.module.css");

/// A slider from the first event to the last.
#[island]
pub fn Scrubber(
    /// The last event's number.
    last: i64,
    /// The moment that is shown.
    at: i64,
) -> impl IntoView {
    let form = NodeRef::<html::Form>::new();
    let (moment, set_moment) = signal(at);
    let go = move |_| {
        if let Some(form) = form.get_untracked() {
            let _ = form.request_submit();
        }
    };
    view! {
        <form class=style::scrubber method="get" node_ref=form>
            <label for="at">"Moment " <output class="num" for="at">{move || format!("{} of {last}", moment.get())}</output></label>
            <input
                id="at"
                name="at"
                type="range"
                min="1"
                max=last
                value=at
                on:input=move |event| set_moment.set(event_target_value(&event).parse().unwrap_or(at))
                on:change=go
            />
            <button class="button" data-kind="quiet" data-size="small" type="submit">"Show"</button>
        </form>
    }
}
