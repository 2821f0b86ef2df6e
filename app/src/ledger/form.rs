//! The form that sets a month's budget, or takes it away.

use leptos::prelude::*;
use olympus::ledger::{BudgetAction, BudgetState};

use crate::forms::FormState;
use crate::shell::FormError;

stylance::import_style!(style, "form.module.css");

/// What each choice means.
const CHOICES: [(&str, &str, &str); 3] = [
    ("none", "No budget", "Nothing is told, and nothing stops."),
    ("warn", "Warn", "You are told at 50, 80 and 100 percent. Work goes on."),
    (
        "stop",
        "Stop",
        "You are told as well, and no agent begins that could pass it. A build pauses with everything it has made, and goes on \
         by itself when you raise the budget or the month turns.",
    ),
];

/// Amount and choice, as they are or as they were typed.
#[component]
pub fn BudgetForm(state: BudgetState) -> impl IntoView {
    let form = use_context::<FormState>().unwrap_or_default();
    let now = match (state.monthly_usd, state.action) {
        (None, _) => "none",
        (Some(_), BudgetAction::Warn) => "warn",
        (Some(_), BudgetAction::Stop) => "stop",
    };
    let chosen = form.value("action").unwrap_or_else(|| now.to_owned());
    let options = CHOICES.map(|(name, label, what)| {
        view! {
            <label class=style::choice>
                <input type="radio" name="action" value=name checked=name == chosen />
                <span>
                    <b>{label}</b>
                    <span class="soft small">{what}</span>
                </span>
            </label>
        }
    });
    let amount = state.monthly_usd.map(|usd| usd.0.normalize().to_string());
    view! {
        <form method="post" action="/budget" class=format!("sheet {}", style::form)>
            <FormError fields=&["monthlyUsd"] />
            <fieldset class=style::choices>
                <legend>"What happens when it is used"</legend>
                {options.collect_view()}
            </fieldset>
            <Amount value=form.value("monthlyUsd").or(amount) wrong=form.error_of("monthlyUsd") />
            <button class="button" type="submit">"Save the budget"</button>
        </form>
    }
}

#[component]
fn Amount(
    #[prop(optional_no_strip)] value: Option<String>,
    #[prop(optional_no_strip)] wrong: Option<String>,
) -> impl IntoView {
    let is_wrong = wrong.is_some();
    let class = if is_wrong { style::wrong } else { "soft small" };
    let text = wrong.unwrap_or_else(|| "More than 0, at most 1,000,000, as in 25.50.".to_owned());
    view! {
        <div class=style::amount>
            <label for="monthlyUsd">"Dollars a calendar month"</label>
            <input
                id="monthlyUsd"
                name="monthlyUsd"
                type="text"
                inputmode="decimal"
                autocomplete="off"
                value=value
                aria-invalid=is_wrong.then_some("true")
                aria-describedby="monthlyUsd-message"
                autofocus=is_wrong
            />
            <p id="monthlyUsd-message" class=class>{text}</p>
        </div>
    }
}
