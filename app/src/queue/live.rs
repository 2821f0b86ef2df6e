//! The queue as it lives: the server's lists as its start, read again every few seconds while somebody looks.

use std::time::Duration;

use leptos::prelude::*;
use olympus::builds::{QueueCounts, QueueView};

use super::calls::queue_now;
use super::rows::{Parked, Paused, Running, Waiting};
use crate::shell::{Glyph, Icon};

stylance::import_style!(style, "live.module.css");

/// How often the lists are read again.
const AGAIN: Duration = Duration::from_secs(3);

/// Every list that has something in it, or what to do where none has.
#[island]
pub fn LiveQueue(queue: QueueView) -> impl IntoView {
    let queue = RwSignal::new(queue);
    let is_old = RwSignal::new(false);
    Effect::new(move |_| follow(queue, is_old));
    let counts = Memo::new(move |_| queue.with(|queue| queue.counts));
    let has = move |count: fn(&QueueCounts) -> u32| counts.with(count) > 0;
    view! {
        <div class=style::queue>
            <Announcer counts />
            {move || {
                is_old.get().then(|| {
                    view! {
                        <p class=style::old>
                            <Icon glyph=Glyph::Alert />
                            "The server does not answer, so this may be out of date. It is asked again every few seconds; builds go on."
                        </p>
                    }
                })
            }}
            <Show when=move || counts.get().all() == 0>
                <Empty />
            </Show>
            <Show when=move || has(|counts| counts.running)>
                <Running queue />
            </Show>
            <Show when=move || has(|counts| counts.waiting)>
                <Waiting queue />
            </Show>
            <Show when=move || has(|counts| counts.paused)>
                <Paused queue />
            </Show>
            <Show when=move || has(|counts| counts.parked)>
                <Parked queue />
            </Show>
        </div>
    }
}

/// Reads the lists again and again, except while the page is hidden or the last answer is still awaited.
fn follow(queue: RwSignal<QueueView>, is_old: RwSignal<bool>) {
    let is_asking = StoredValue::new(false);
    let ask = move || {
        if document().hidden() || is_asking.get_value() {
            return;
        }
        is_asking.set_value(true);
        leptos::task::spawn_local(async move {
            let answer = queue_now().await;
            is_asking.set_value(false);
            is_old.set(answer.is_err());
            if let Ok(now) = answer
                && queue.with_untracked(|before| *before != now)
            {
                queue.set(now);
            }
        });
    };
    // The interval lives as long as the page.
    let _ = set_interval_with_handle(ask, AGAIN);
}

#[component]
fn Empty() -> impl IntoView {
    view! {
        <div class=style::empty>
            <p class="lead">"Nothing runs and nothing waits. Say what you want to build: the quote comes first, and the build starts at once."</p>
            <p class=style::ways>
                <a class="button" href="/">"Start a build" <Icon glyph=Glyph::Arrow /></a>
                <a href="/builds">"Builds that are done"</a>
            </p>
        </div>
    }
}

/// Says politely when a build came, started or ended, and not that seconds went by.
#[component]
fn Announcer(counts: Memo<QueueCounts>) -> impl IntoView {
    let (said, say) = signal(String::new());
    Effect::new(move |before: Option<QueueCounts>| {
        let counts = counts.get();
        if before.is_some_and(|before| before != counts) {
            say.set(in_words(counts));
        }
        counts
    });
    view! {
        <p class="sr-only" role="status" aria-live="polite">
            {move || said.get()}
        </p>
    }
}

/// `1 running, 2 waiting.`
fn in_words(counts: QueueCounts) -> String {
    let QueueCounts { running, waiting, paused, parked } = counts;
    let parts = [(running, "running"), (waiting, "waiting"), (paused, "paused"), (parked, "kept for a later month")];
    let said: Vec<String> =
        parts.into_iter().filter(|(count, _)| *count > 0).map(|(count, word)| format!("{count} {word}")).collect();
    if said.is_empty() { "The queue is empty.".to_owned() } else { format!("{}.", said.join(", ")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_said_in_one_sentence() {
        let counts = QueueCounts { running: 1, waiting: 2, ..QueueCounts::default() };
        assert_eq!(in_words(counts), "1 running, 2 waiting.");
        assert_eq!(in_words(QueueCounts::default()), "The queue is empty.");
    }
}
