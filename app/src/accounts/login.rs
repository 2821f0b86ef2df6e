//! `/login`.

use leptos::prelude::*;
use leptos_meta::Title;

use super::door::{Door, asked, waiting};
use crate::shell::{Field, FormError, Glyph, Icon, answered};

/// The form; with `?queue=` the waiting request stands beside it, with `?next=` one goes on to where one wanted to be.
#[component]
pub fn LoginPage() -> impl IntoView {
    let (queue, next) = (asked("queue"), asked("next"));
    answered(async move {
        let entry = waiting(queue.as_deref()).await?;
        let signup = queue.as_ref().map_or_else(|| "/signup".to_owned(), |queue| format!("/signup?queue={queue}"));
        Ok(view! {
            <Title text="Sign in" />
            <Door heading="Sign in" entry>
                <FormError fields=&["email", "password"] />
                <form method="post" action="/login">
                    {queue.map(|queue| view! { <input type="hidden" name="queue" value=queue /> })}
                    {next.map(|next| view! { <input type="hidden" name="next" value=next /> })}
                    <Field name="email" label="Email" kind="email" autocomplete="username" />
                    <Field name="password" label="Password" kind="password" autocomplete="current-password" />
                    <button class="button" type="submit">"Sign in" <Icon glyph=Glyph::Arrow /></button>
                </form>
                <p>"New here? " <a href=signup>"Make an account"</a></p>
            </Door>
        }
        .into_any())
    })
}
