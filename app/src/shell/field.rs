//! Form fields that keep what was typed and say what is wrong beside it.

use leptos::prelude::*;

use super::{Glyph, Icon};
use crate::forms::FormState;

stylance::import_style!(style, "field.module.css");

/// A labelled input.
#[component]
pub fn Field(
    /// Its name in the form, and its id.
    name: &'static str,
    /// What it asks for.
    label: &'static str,
    /// `text`, `email`, `password`.
    #[prop(default = "text")]
    kind: &'static str,
    /// What the browser may fill in.
    #[prop(default = "off")]
    autocomplete: &'static str,
    /// What helps.
    #[prop(optional)]
    hint: Option<&'static str>,
    /// What stands in it at first.
    #[prop(optional, into)]
    value: Option<String>,
) -> impl IntoView {
    let state = use_context::<FormState>().unwrap_or_default();
    let wrong = state.error_of(name);
    let value = if kind == "password" { None } else { state.value(name).or(value) };
    let message_id = format!("{name}-message");
    let described = (wrong.is_some() || hint.is_some()).then(|| message_id.clone());
    view! {
        <div class=style::field>
            <label for=name>{label}</label>
            <input
                id=name
                name=name
                type=kind
                autocomplete=autocomplete
                value=value
                required=true
                aria-invalid=wrong.is_some().then_some("true")
                aria-describedby=described
                autofocus=wrong.is_some()
            />
            {match (wrong, hint) {
                (Some(wrong), _) => view! {
                    <p id=message_id class=style::wrong>
                        <Icon glyph=Glyph::Alert size=16 />
                        {wrong}
                    </p>
                }
                .into_any(),
                (None, Some(hint)) => view! { <p id=message_id class=style::hint>{hint}</p> }.into_any(),
                (None, None) => ().into_any(),
            }}
        </div>
    }
}

/// What is wrong with a form as a whole, for a form whose own fields are `fields`.
#[component]
pub fn FormError(fields: &'static [&'static str]) -> impl IntoView {
    let wrong = use_context::<FormState>().and_then(|state| state.error_beside(fields));
    wrong.map(|wrong| {
        view! {
            <div class=style::alert role="alert">
                <Icon glyph=Glyph::Alert />
                <p>{wrong}</p>
            </div>
        }
    })
}

/// What happened, said once.
#[component]
pub fn Notice() -> impl IntoView {
    let notice = use_context::<FormState>().and_then(|state| state.notice);
    notice.map(|notice| {
        view! {
            <div class=style::notice role="status">
                <Icon glyph=Glyph::Check />
                <p>{notice}</p>
            </div>
        }
    })
}
