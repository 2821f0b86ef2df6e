//! `/account`: where one is signed in, which programs may call, and the way out.

use leptos::prelude::*;
use leptos_meta::Title;
use olympus::accounts::{Accounts, ApiKey, SessionView};

use crate::context::{caller, service};
use crate::forms::FormState;
use crate::shell::{Field, FormError, Glyph, Icon, LocalTime, TimeStyle, answered};

stylance::import_style!(style, "account.module.css");

/// Sessions, API keys, sign out.
#[component]
pub fn AccountPage() -> impl IntoView {
    answered(async move {
        let (caller, accounts) = (caller()?, service::<Accounts>()?);
        let (sessions, keys) = (accounts.sessions(&caller).await?, accounts.api_keys(&caller).await?);
        Ok(view! {
            <Title text="Account" />
            <div class=format!("page {}", style::account)>
                <header class=style::head>
                    <div>
                        <h1>{caller.name}</h1>
                        <p class="soft">{caller.email}</p>
                    </div>
                    <form method="post" action="/logout">
                        <button class="button" data-kind="quiet" type="submit">"Sign out"</button>
                    </form>
                </header>
                <NewKey />
                <FormError fields=&["name"] />
                <Sessions sessions />
                <Keys keys />
            </div>
        }
        .into_any())
    })
}

/// The secret of a key that was just made: here once and never again.
#[component]
fn NewKey() -> impl IntoView {
    let secret = use_context::<FormState>().and_then(|state| state.notice);
    secret.map(|secret| {
        view! {
            <div class=style::secret role="status">
                <p>"Your new key. Copy it now: it is shown this once, and only its first characters are kept in sight."</p>
                <code tabindex="0">{secret}</code>
            </div>
        }
    })
}

#[component]
fn Sessions(sessions: Vec<SessionView>) -> impl IntoView {
    let rows = sessions
        .into_iter()
        .map(|session| {
            view! {
                <li>
                    <div>
                        <p>
                            {browser(&session.user_agent)}
                            {session.current.then(|| view! { <span class=style::here>"this one"</span> })}
                        </p>
                        <p class="soft small">
                            "From " <span class="num">{session.ip}</span> ", last seen " <LocalTime at=session.last_seen_at style=TimeStyle::Relative />
                        </p>
                    </div>
                    {(!session.current)
                        .then(|| {
                            view! {
                                <form method="post" action=format!("/sessions/{}/end", session.session_id)>
                                    <button class="button" data-kind="quiet" data-size="small" type="submit">"End"</button>
                                </form>
                            }
                        })}
                </li>
            }
        })
        .collect_view();
    view! {
        <section aria-labelledby="sessions">
            <h2 id="sessions">"Where you are signed in"</h2>
            <ul class=style::rows>{rows}</ul>
        </section>
    }
}

#[component]
fn Keys(keys: Vec<ApiKey>) -> impl IntoView {
    let rows = keys
        .into_iter()
        .map(|key| {
            view! {
                <li>
                    <div>
                        <p>{key.name} " " <code>{key.prefix} "…"</code></p>
                        <p class="soft small">
                            "Made " <LocalTime at=key.created_at style=TimeStyle::Relative />
                            {match key.last_used_at {
                                Some(at) => view! { ", last used " <LocalTime at style=TimeStyle::Relative /> }.into_any(),
                                None => view! { ", never used" }.into_any(),
                            }}
                        </p>
                    </div>
                    <form method="post" action=format!("/keys/{}/revoke", key.key_id)>
                        <button class="button" data-kind="quiet" data-size="small" type="submit">"Revoke"</button>
                    </form>
                </li>
            }
        })
        .collect::<Vec<_>>();
    let empty = rows.is_empty().then(|| {
        view! { <p class="soft">"None yet. A key lets a program start builds and read them, as you; its secret is shown once."</p> }
    });
    view! {
        <section aria-labelledby="keys">
            <h2 id="keys">"API keys"</h2>
            {empty}
            <ul class=style::rows>{rows}</ul>
            <form method="post" action="/keys" class=style::make>
                <Field name="name" label="What is the new key for?" />
                <button class="button" type="submit">"Make a key" <Icon glyph=Glyph::Arrow /></button>
            </form>
        </section>
    }
}

/// `Firefox on Linux`: enough to recognise one's own browser by.
fn browser(user_agent: &str) -> String {
    let first = |names: &[(&'static str, &'static str)]| {
        names.iter().find(|(part, _)| user_agent.contains(part)).map(|(_, name)| *name)
    };
    let program = first(&[
        ("Firefox/", "Firefox"),
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
        ("curl/", "curl"),
    ]);
    let system = first(&[
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("Mac OS X", "macOS"),
        ("Linux", "Linux"),
    ]);
    match (program, system) {
        (Some(program), Some(system)) => format!("{program} on {system}"),
        (Some(name), None) | (None, Some(name)) => name.to_owned(),
        (None, None) => "A browser that does not say which".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_is_named_as_its_owner_would() {
        let phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) Version/18.1 Mobile Safari/604.1";
        assert_eq!(browser(phone), "Safari on iPhone");
        assert_eq!(
            browser("Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0"),
            "Firefox on Linux"
        );
        assert_eq!(browser(""), "A browser that does not say which");
    }
}
