//! A sent form: fields in order, repeated ones kept.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use app::FormState;
use axum::extract::rejection::FormRejection;
use axum::extract::{Form, FromRequest, Request};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Redirect, Response};
use olympus::error::{Error, ErrorCode};

use super::render;
use crate::router::AppState;

/// Fields that never go back into a page.
const SECRETS: [&str; 2] = ["password", "key"];

/// A form with the head of its request, so that its page can be rendered again.
#[derive(Debug)]
pub struct SentForm {
    fields: Vec<(String, String)>,
    parts: Parts,
}

impl SentForm {
    /// The first field of that name; empty where there is none.
    pub fn text(&self, name: &str) -> &str {
        self.optional(name).unwrap_or_default()
    }

    /// The first field of that name that is not empty.
    pub fn optional(&self, name: &str) -> Option<&str> {
        self.fields
            .iter()
            .find(|(field, value)| field == name && !value.trim().is_empty())
            .map(|(_, value)| value.as_str())
    }

    /// Every field of that name.
    pub fn all<'a>(&'a self, name: &'static str) -> impl Iterator<Item = &'a str> {
        self.fields.iter().filter(move |(field, _)| field == name).map(|(_, value)| value.as_str())
    }

    /// The head of the request.
    pub fn parts(&self) -> &Parts {
        &self.parts
    }

    /// The page at `address` with what was typed and `error`. Nobody signed in goes to the door first, unless there is
    /// text that would be lost on the way.
    pub async fn refuse(&self, state: &AppState, address: &str, error: Error) -> Response {
        if error.code == ErrorCode::AuthenticationRequired && self.optional("description").is_none() {
            return Redirect::to("/login").into_response();
        }
        let form = FormState { values: self.typed(), error: Some(error), notice: None };
        render::again(state, &self.parts, address, form).await
    }

    /// The page at `address` with what was typed, which it says more about.
    pub async fn again(&self, state: &AppState, address: &str) -> Response {
        let form = FormState { values: self.typed(), error: None, notice: None };
        render::again(state, &self.parts, address, form).await
    }

    /// The page at `address` with something to say once.
    pub async fn say(&self, state: &AppState, address: &str, notice: String) -> Response {
        let form = FormState { values: BTreeMap::new(), error: None, notice: Some(notice) };
        render::again(state, &self.parts, address, form).await
    }

    /// What goes back into the fields: never a secret; repeated ones joined by commas.
    fn typed(&self) -> BTreeMap<String, String> {
        let mut typed = BTreeMap::<String, String>::new();
        for (name, value) in self.fields.iter().filter(|(name, _)| !SECRETS.contains(&name.as_str())) {
            typed
                .entry(name.clone())
                .and_modify(|values| {
                    values.push(',');
                    values.push_str(value);
                })
                .or_insert_with(|| value.clone());
        }
        typed
    }
}

impl FromRequest<AppState> for SentForm {
    type Rejection = Response;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, Response> {
        let (parts, body) = request.into_parts();
        let form = Form::<Vec<(String, String)>>::from_request(Request::from_parts(parts.clone(), body), state).await;
        match form {
            Ok(Form(fields)) => Ok(Self { fields, parts }),
            Err(rejection) => {
                let sent = Self { fields: Vec::new(), parts };
                let page = page_of(sent.parts.uri.path());
                Err(sent.refuse(state, &page, unreadable(&rejection)).await)
            }
        }
    }
}

/// A form that was sent too often: its page again, with what was typed and how long to wait.
pub async fn refused_form(state: &AppState, request: Request, error: Error) -> Response {
    match SentForm::from_request(request, state).await {
        Ok(form) => form.refuse(state, &page_of(form.parts.uri.path()), error).await,
        Err(response) => response,
    }
}

/// What is said about a form that cannot be read.
fn unreadable(rejection: &FormRejection) -> Error {
    if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE {
        let message =
            "That is more than a form may send, which is 1 MB. Nothing was changed; shorten it and send it again.";
        return Error::new(ErrorCode::TooLarge, message);
    }
    Error::new(
        ErrorCode::InvalidInput,
        "What arrived was not this form. Nothing was changed; fill it in here and send it again.",
    )
}

/// The page on which the form that is sent to `path` stands.
pub fn page_of(path: &str) -> String {
    let parts: Vec<&str> = path.split('/').skip(1).collect();
    match parts.as_slice() {
        ["plan", ..] => "/plans".to_owned(),
        ["keys" | "sessions", ..] => "/account".to_owned(),
        ["workspace", ..] => "/workspace".to_owned(),
        ["signup" | "login" | "budget"] | ["builds", _, "change"] => path.to_owned(),
        ["queue", id, _] => format!("/queue/{id}"),
        ["builds", id, "cancel" | "retry" | "resume"] => format!("/builds/{id}"),
        ["builds", id, _] => format!("/builds/{id}/versions"),
        _ => "/".to_owned(),
    }
}

/// The door, which leads on to `page` once somebody is signed in.
pub fn to_the_door(page: &str) -> Redirect {
    Redirect::to(&format!("/login?next={}", in_query(page)))
}

/// `text` as a value of a query.
pub fn in_query(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                encoded.push(char::from(byte))
            }
            // Writing into a string cannot fail.
            _ => drop(write!(encoded, "%{byte:02X}")),
        }
    }
    encoded
}

/// A local address to go on to; anything else would send people to another site.
#[must_use]
pub fn local(address: Option<&str>) -> Option<&str> {
    address.filter(|address| {
        address.starts_with('/')
            && !address.starts_with("//")
            && address.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_that_cannot_be_read_is_answered_on_its_own_page() {
        let pages = [
            ("/start", "/"),
            ("/keys/7/revoke", "/account"),
            ("/builds/7/change", "/builds/7/change"),
            ("/builds/7/cancel", "/builds/7"),
            ("/builds/7/share", "/builds/7/versions"),
            ("/workspace/engine", "/workspace"),
        ];
        for (path, page) in pages {
            assert_eq!(page_of(path), page);
        }
    }

    #[test]
    fn a_value_of_a_query_holds_no_sign_of_one() {
        assert_eq!(
            in_query("/builds/7/change?instruction=a & b\u{e9}"),
            "/builds/7/change%3Finstruction%3Da%20%26%20b%C3%A9"
        );
    }

    #[test]
    fn no_secret_goes_back_into_a_page() {
        let (parts, ()) = Request::new(()).into_parts();
        let field = |name: &str| (name.to_owned(), "typed".to_owned());
        let form = SentForm { fields: vec![field("email"), field("password"), field("key")], parts };
        assert_eq!(form.typed().into_keys().collect::<Vec<_>>(), ["email"]);
    }

    #[test]
    fn only_addresses_of_our_own_are_gone_on_to() {
        assert_eq!(local(Some("/builds")), Some("/builds"));
        for other in
            ["//evil.example", "https://evil.example", "/\\evil.example", "/\t/evil.example", "/\n/evil", "builds", ""]
        {
            assert_eq!(local(Some(other)), None, "{other}");
        }
    }
}
