//! An input of the engine's form: it may stay empty, and its name is made of parts.

use leptos::prelude::*;

use crate::forms::FormState;

stylance::import_style!(style, "input.module.css");

/// A labelled input that keeps what was typed, except for a secret, and says what is wrong beside it.
#[component]
pub fn Input(
    /// Its name in the form, and its id.
    #[prop(into)]
    name: String,
    /// What it asks for.
    label: &'static str,
    /// `text` or `password`.
    #[prop(default = "text")]
    kind: &'static str,
    /// What stands in it at first.
    #[prop(optional_no_strip)]
    value: Option<String>,
    /// What helps.
    #[prop(optional, into)]
    hint: Option<String>,
    /// Whether it asks for a number.
    #[prop(optional)]
    numeric: bool,
) -> impl IntoView {
    let form = use_context::<FormState>().unwrap_or_default();
    let wrong = form.error_of(&name);
    let is_wrong = wrong.is_some();
    let value = if kind == "password" { None } else { form.value(&name).or(value) };
    let message = format!("{name}-message");
    let described = (is_wrong || hint.is_some()).then(|| message.clone());
    let class = if is_wrong { style::wrong } else { style::hint };
    view! {
        <div class=style::input>
            <label for=name.clone()>{label}</label>
            <input
                id=name.clone()
                name=name
                type=kind
                autocomplete=if kind == "password" { "new-password" } else { "off" }
                inputmode=numeric.then_some("decimal")
                value=value
                aria-invalid=is_wrong.then_some("true")
                aria-describedby=described
                autofocus=is_wrong
            />
            {wrong.or(hint).map(|text| view! { <p id=message class=class>{text}</p> })}
        </div>
    }
}
