//! Forms at the door: sign up, in, out; claim a kept request.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use olympus::error::{Error, ErrorCode, Result};
use olympus::flags::Flag;
use olympus::guests::Entered;

use super::form::{SentForm, local};
use super::member::Member;
use crate::caller::{ThisBrowser, no_session_cookie, session_cookie, session_token};
use crate::router::AppState;

/// The form on `/signup`.
pub async fn sign_up(State(state): State<AppState>, ThisBrowser(browser): ThisBrowser, form: SentForm) -> Response {
    let entered = async {
        if !state.services.flags.is_on(Flag::SignUp).await {
            return Err(Error::new(ErrorCode::NotAllowed, "New accounts are not open here. Ask the operator."));
        }
        let user =
            state.services.accounts.prepare(form.text("email"), form.text("password"), form.optional("name")).await?;
        state.services.guests.sign_up(user, form.optional("queue"), &browser).await
    };
    go_in(&state, &form, "/signup", entered.await).await
}

/// The form on `/login`.
pub async fn sign_in(State(state): State<AppState>, ThisBrowser(browser): ThisBrowser, form: SentForm) -> Response {
    let credentials = (form.text("email"), form.text("password"));
    let entered = state.services.guests.sign_in(credentials, form.optional("queue"), &browser).await;
    if let (Ok(_), Some(token)) = (&entered, session_token(&form.parts().headers, state.secure_cookies)) {
        // The session before ends here: a token never survives a sign-in.
        state.services.accounts.sign_out(&token).await.ok();
    }
    go_in(&state, &form, "/login", entered).await
}

/// On to the build, to the page that was asked for, or to the list; through a lost link to what became of it.
async fn go_in(state: &AppState, form: &SentForm, page: &str, entered: Result<Entered>) -> Response {
    let queue = form.optional("queue");
    let entered = match entered {
        Ok(entered) => entered,
        Err(error) => {
            let address =
                queue.filter(|queue| is_link(queue)).map_or(page.to_owned(), |queue| format!("{page}?queue={queue}"));
            return form.refuse(state, &address, error).await;
        }
    };
    let address = match (entered.build, &entered.claim_error, queue) {
        (Some(build), ..) => format!("/builds/{build}"),
        (None, Some(_), Some(queue)) if is_link(queue) => format!("/queue/{queue}"),
        _ => local(form.optional("next")).unwrap_or("/builds").to_owned(),
    };
    let jar = CookieJar::new().add(session_cookie(state.secure_cookies, &entered.signed_in));
    (jar, Redirect::to(&address)).into_response()
}

/// What a link's secret can look like; anything else has no place in an address of ours.
pub fn is_link(text: &str) -> bool {
    !text.is_empty() && text.len() <= 64 && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
}

/// *Sign out*.
pub async fn sign_out(State(state): State<AppState>, form: SentForm) -> Response {
    if let Some(token) = session_token(&form.parts().headers, state.secure_cookies)
        && let Err(error) = state.services.accounts.sign_out(&token).await
    {
        return form.refuse(&state, "/", error).await;
    }
    (CookieJar::new().add(no_session_cookie(state.secure_cookies)), Redirect::to("/")).into_response()
}

/// *Build it* on a kept request, by somebody who is signed in.
pub async fn claim(
    State(state): State<AppState>,
    Member(caller): Member,
    Path(queue): Path<String>,
    form: SentForm,
) -> Response {
    match state.services.guests.claim(&caller, &queue).await {
        Ok(created) => Redirect::to(&format!("/builds/{}", created.build_id)).into_response(),
        Err(error) if is_link(&queue) => form.refuse(&state, &format!("/queue/{queue}"), error).await,
        Err(error) => form.refuse(&state, "/", error).await,
    }
}
