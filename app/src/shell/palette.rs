//! The command palette on Ctrl K, the list of keys on `?`, and `/` for the page's field. One island on every page.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use leptos::web_sys::{HtmlElement, KeyboardEvent};
use serde::{Deserialize, Serialize};
use wasm_bindgen::JsCast;

use super::theme_switch::switch_theme;
use crate::builds::recent_builds;

stylance::import_style!(style, "palette.module.css");

/// Where the palette leads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Destination {
    /// Its name.
    pub label: String,
    /// Its address.
    pub href: String,
}

/// The palette. A guest's has fewer destinations.
#[island]
pub fn Palette(
    /// Whether builds can be listed.
    signed_in: bool,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    let keys = NodeRef::<html::Dialog>::new();
    let (query, set_query) = signal(String::new());
    let (recent, set_recent) = signal(Vec::<Destination>::new());

    let open = move || {
        set_query.set(String::new());
        show(dialog);
        if signed_in && recent.with_untracked(Vec::is_empty) {
            leptos::task::spawn_local(async move {
                let builds = recent_builds().await.unwrap_or_default();
                let to_build = |(href, title): (String, String)| Destination { label: title, href };
                set_recent.set(builds.into_iter().map(to_build).collect());
            });
        }
    };
    // Only the browser has a keyboard: effects never run on the server.
    Effect::new(move |_| {
        let listening = window_event_listener(ev::keydown, move |event| match wanted(&event) {
            Some(Wanted::Palette) => {
                event.prevent_default();
                open();
            }
            Some(Wanted::Keys) => show(keys),
            Some(Wanted::Field) => focus_field(&event),
            None => {}
        });
        on_cleanup(move || listening.remove());
    });
    let found = move || {
        let query = query.get().to_lowercase();
        let mut all = places(signed_in);
        all.extend(recent.get());
        all.retain(|place| place.label.to_lowercase().contains(&query));
        all
    };
    let first = move || found().into_iter().next();
    let go = move |event: ev::SubmitEvent| {
        event.prevent_default();
        if let Some(place) = first() {
            // Nothing sensible can be done where the browser refuses to leave.
            let _ = window().location().set_href(&place.href);
        }
    };
    view! {
        <button type="button" class=format!("with-js {}", style::opener) on:click=move |_| open() aria-label="Open the palette, Control K">
            <kbd>"Ctrl K"</kbd>
        </button>
        <dialog node_ref=dialog class=style::dialog aria-label="Go to">
            <form on:submit=go>
                <input
                    type="text"
                    class=style::input
                    placeholder="Where to?"
                    aria-label="Where to?"
                    autocomplete="off"
                    prop:value=move || query.get()
                    on:input=move |event| set_query.set(event_target_value(&event))
                />
            </form>
            <ul class=style::list>
                <For each=found key=|place| place.href.clone() let:place>
                    <li>
                        <a href=place.href>{place.label}</a>
                    </li>
                </For>
                <li>
                    <button type="button" on:click=move |_| { switch_theme(); close(dialog); }>"Switch colours"</button>
                </li>
                <li>
                    <button type="button" on:click=move |_| { close(dialog); show(keys); }>"List the keys"</button>
                </li>
            </ul>
        </dialog>
        <dialog node_ref=keys class=style::dialog aria-label="Keys">
            <dl class=style::keys>
                <div><dt><kbd>"Ctrl K"</kbd></dt><dd>"go anywhere"</dd></div>
                <div><dt><kbd>"/"</kbd></dt><dd>"write in this page's field"</dd></div>
                <div><dt><kbd>"?"</kbd></dt><dd>"this list"</dd></div>
                <div><dt><kbd>"Esc"</kbd></dt><dd>"close"</dd></div>
            </dl>
        </dialog>
    }
}

enum Wanted {
    Palette,
    Keys,
    Field,
}

fn wanted(event: &KeyboardEvent) -> Option<Wanted> {
    if (event.ctrl_key() || event.meta_key()) && event.key().eq_ignore_ascii_case("k") {
        return Some(Wanted::Palette);
    }
    if is_typing(event) || event.ctrl_key() || event.meta_key() || event.alt_key() {
        return None;
    }
    match event.key().as_str() {
        "?" => Some(Wanted::Keys),
        "/" => Some(Wanted::Field),
        _ => None,
    }
}

fn is_typing(event: &KeyboardEvent) -> bool {
    let Some(target) = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok()) else { return false };
    matches!(target.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT") || target.is_content_editable()
}

fn focus_field(event: &KeyboardEvent) {
    let Ok(Some(field)) = document().query_selector("main textarea, main input:not([type=hidden])") else { return };
    if let Ok(field) = field.dyn_into::<HtmlElement>() {
        event.prevent_default();
        let _ = field.focus();
    }
}

fn show(dialog: NodeRef<html::Dialog>) {
    if let Some(dialog) = dialog.get_untracked().filter(|dialog| !dialog.open()) {
        let _ = dialog.show_modal();
    }
}

fn close(dialog: NodeRef<html::Dialog>) {
    if let Some(dialog) = dialog.get_untracked() {
        dialog.close();
    }
}

fn places(signed_in: bool) -> Vec<Destination> {
    let listed: &[(&str, &str)] = if signed_in {
        &[
            ("New build", "/"),
            ("Builds", "/builds"),
            ("Queue", "/queue"),
            ("Cost and usage", "/usage"),
            ("Budget", "/budget"),
            ("Workspace", "/workspace"),
            ("Account", "/account"),
            ("Plans", "/plans"),
        ]
    } else {
        &[("New build", "/"), ("Sign up", "/signup"), ("Sign in", "/login"), ("Plans", "/plans")]
    };
    let place = |(label, href): &(&str, &str)| Destination { label: (*label).to_owned(), href: (*href).to_owned() };
    listed.iter().map(place).collect()
}
