//! What was verified, and what was found.

use leptos::prelude::*;
use olympus::builds::{BuildView, CheckEvent};

use super::words::check_name;
use crate::shell::{Glyph, Icon};

stylance::import_style!(style, "checks.module.css");

/// The checks of the application as a whole.
#[component]
pub fn Checks(view: RwSignal<BuildView>) -> impl IntoView {
    let checks = Memo::new(move |_| view.with(|view| view.checks.clone()));
    move || {
        let checks = checks.get();
        (!checks.is_empty()).then(|| {
            let hold = checks.iter().filter(|check| check.passed).count();
            let all = checks.len();
            view! {
                <section aria-labelledby="checks">
                    <h2 id="checks">"Checks " <span class="num soft">{format!("{hold} of {all} hold")}</span></h2>
                    <CheckList checks />
                </section>
            }
        })
    }
}

/// Checks in a list.
#[component]
pub fn CheckList(checks: Vec<CheckEvent>) -> impl IntoView {
    let items = checks.into_iter().map(|check| {
        let (glyph, word) = if check.passed { (Glyph::Check, "holds") } else { (Glyph::Alert, "does not hold") };
        view! {
            <li data-problem=(!check.passed).then_some("")>
                <Icon glyph size=16 />
                <span>
                    <b>{check_name(&check.name)}</b>
                    <span class="sr-only">{format!(" {word}")}</span>
                    " "
                    <span class="soft">{check.detail}</span>
                </span>
            </li>
        }
    });
    view! { <ul class=style::checks>{items.collect_view()}</ul> }
}
