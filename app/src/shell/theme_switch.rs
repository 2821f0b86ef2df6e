//! The switch between day and night. The choice is a cookie, so that the next page arrives in the right colours.

use leptos::prelude::*;
use leptos::web_sys::HtmlDocument;
use wasm_bindgen::JsCast;

use super::{Glyph, Icon};

stylance::import_style!(style, "theme_switch.module.css");

/// Switches between light and dark; hidden where it could not work.
#[island]
pub fn ThemeSwitch() -> impl IntoView {
    view! {
        <button
            type="button"
            class=format!("with-js {}", style::switch)
            aria-label="Switch between light and dark colours"
            title="Light or dark"
            on:click=move |_| switch_theme()
        >
            <span class=style::moon>
                <Icon glyph=Glyph::Moon />
            </span>
            <span class=style::sun>
                <Icon glyph=Glyph::Sun />
            </span>
        </button>
    }
}

/// Chooses the other colours and remembers it for a year.
pub(super) fn switch_theme() {
    let document = document();
    let Some(root) = document.document_element() else { return };
    let dark = match root.get_attribute("data-theme").as_deref() {
        Some("dark") => true,
        Some("light") => false,
        _ => window().match_media("(prefers-color-scheme: dark)").ok().flatten().is_some_and(|query| query.matches()),
    };
    let next = if dark { "light" } else { "dark" };
    let kept = root.set_attribute("data-theme", next).is_ok();
    if let (true, Ok(document)) = (kept, document.dyn_into::<HtmlDocument>()) {
        // A browser that refuses cookies still shows the colours on this page.
        let _ = document.set_cookie(&format!("theme={next}; path=/; max-age=31536000; samesite=lax"));
    }
}
