//! `/signup`: two fields, and the next page is the build.

use leptos::prelude::*;
use leptos_meta::Title;
use olympus::flags::{Flag, Flags};
use olympus::guests::{QueueEntry, QueueEntryState};

use super::door::{Door, asked, waiting};
use crate::context::{service, visitor};
use crate::shell::{Field, FormError, Glyph, Icon, answered, go_to};

/// The form; with `?queue=` the waiting request stands beside it.
#[component]
pub fn SignupPage() -> impl IntoView {
    let queue = asked("queue");
    answered(async move {
        if visitor().is_some() {
            go_to(
                &queue
                    .filter(|queue| is_link(queue))
                    .map_or_else(|| "/builds".to_owned(), |queue| format!("/queue/{queue}")),
            );
            return Ok(().into_any());
        }
        let entry = waiting(queue.as_deref()).await?;
        let open = service::<Flags>()?.is_on(Flag::SignUp).await;
        let builds = entry.as_ref().is_some_and(|entry| entry.state == QueueEntryState::Pending);
        let (heading, action) = if builds {
            ("Sign up, and it is being built", "Sign up and build it")
        } else {
            ("Make an account", "Sign up")
        };
        let login = queue.as_ref().map_or_else(|| "/login".to_owned(), |queue| format!("/login?queue={queue}"));
        let lost = queue.as_ref().and_then(|_| lost(entry.as_ref()));
        let form = if open {
            view! {
                {lost.map(|lost| view! { <p class="lead">{lost}</p> })}
                <FormError fields=&["email", "password"] />
                <form method="post" action="/signup">
                    {queue.map(|queue| view! { <input type="hidden" name="queue" value=queue /> })}
                    <Field name="email" label="Email" kind="email" autocomplete="email" hint="Your workspace is named and preset from its domain; you can change that in one click." />
                    <Field name="password" label="Password" kind="password" autocomplete="new-password" hint="At least 8 characters. A few words are easy to remember." />
                    <button class="button" type="submit">{action} <Icon glyph=Glyph::Arrow /></button>
                </form>
            }
            .into_any()
        } else {
            view! { <p class="lead">"New accounts are closed at the moment. People with an account can sign in as before."</p> }.into_any()
        };
        Ok(view! {
            <Title text="Sign up" />
            <Door heading entry>
                {form}
                <p>
                    "Already have an account? "
                    <a href=login>{if builds { "Sign in and keep it" } else { "Sign in" }}</a>
                </p>
            </Door>
        }
        .into_any())
    })
}

/// Why the link that one came by builds nothing any more; nothing while its request waits.
fn lost(entry: Option<&QueueEntry>) -> Option<&'static str> {
    match entry.map(|entry| entry.state) {
        Some(QueueEntryState::Pending) => None,
        Some(QueueEntryState::Claimed) => {
            Some("This link was used: its request is being built already. An account starts without it.")
        }
        Some(QueueEntryState::Expired) => Some(
            "This link has ended, as each does after an hour. The words are still here; sign up and send them again.",
        ),
        None => Some("This link leads to no request. An account starts without it."),
    }
}

/// What a link's secret can look like.
fn is_link(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}
