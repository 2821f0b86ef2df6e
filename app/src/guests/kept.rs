//! A kept request beside whatever is done with it: the words, the quote, and until when it is kept.

use leptos::prelude::*;
use olympus::guests::{QueueEntry, QueueEntryState};

use super::LinkBox;
use crate::context::address_of;
use crate::quotes::Receipt;
use crate::shell::{LocalTime, TimeStyle};

stylance::import_style!(style, "kept.module.css");

/// The request as it is kept.
#[component]
pub fn Kept(entry: QueueEntry) -> impl IntoView {
    let pending = entry.state == QueueEntryState::Pending;
    let path = format!("/queue/{}", entry.queue_id);
    view! {
        <aside class=format!("sheet {}", style::kept) aria-label="Your request">
            <h2>"Your request"</h2>
            <blockquote class=style::words>{entry.description}</blockquote>
            <Receipt quote=entry.quote />
            {pending
                .then(|| {
                    view! {
                        <div class=style::until>
                            <p class="small">
                                "Kept under this link, also on another device. It ends "
                                <LocalTime at=entry.expires_at style=TimeStyle::Countdown /> "."
                            </p>
                            <LinkBox address=address_of(&path) path=path />
                        </div>
                    }
                })}
        </aside>
    }
}
