//! Who sends a form: somebody who is signed in, or nobody, who is led to the door first.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::response::Redirect;
use olympus::accounts::Caller;

use super::form::{page_of, to_the_door};
use crate::caller::MaybeCaller;

/// A caller who is signed in. A guest goes to the door instead, and from there back to the form's page.
#[derive(Clone, Debug)]
pub struct Member(pub Caller);

impl<S: Send + Sync> FromRequestParts<S> for Member {
    type Rejection = Redirect;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Redirect> {
        let caller = parts.extensions.get::<MaybeCaller>().and_then(|caller| caller.0.clone());
        caller.map(Self).ok_or_else(|| to_the_door(&page_of(parts.uri.path())))
    }
}
