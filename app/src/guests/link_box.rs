//! The link of a kept request, to be copied and kept.

use leptos::prelude::*;

use crate::shell::{Glyph, Icon};

stylance::import_style!(style, "link_box.module.css");

/// The link with its copy button. Without JavaScript it is a link that can be copied by hand.
#[island]
pub fn LinkBox(
    /// Its address within this site.
    path: String,
    /// The whole address, as far as the server knows it.
    address: String,
) -> impl IntoView {
    let (address, set_address) = signal(address);
    let (label, set_label) = signal("Copy");
    let whole = path.clone();
    Effect::new(move |_| {
        if let Ok(origin) = window().location().origin() {
            set_address.set(format!("{origin}{whole}"));
        }
    });
    let copy = move |_| {
        // Browsers have no clipboard for pages without HTTPS, except on this very machine.
        if !window().is_secure_context() {
            return set_label.set("Select it to copy");
        }
        let _ = window().navigator().clipboard().write_text(&address.get_untracked());
        set_label.set("Copied");
    };
    view! {
        <div class=style::link>
            <a href=path>{move || address.get()}</a>
            <button type="button" class="button with-js" data-kind="quiet" data-size="small" on:click=copy>
                <Icon glyph=Glyph::Copy size=16 />
                <span aria-live="polite">{move || label.get()}</span>
            </button>
        </div>
    }
}
