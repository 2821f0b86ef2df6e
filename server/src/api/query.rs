//! Queries: what stands behind the question mark, with refusals in the contract's shape.

use std::error::Error as StdError;

use axum::extract::rejection::QueryRejection;
use axum::extract::{FromRequestParts, Query};
use axum::http::Uri;
use axum::http::request::Parts;
use olympus::error::Error;
use olympus::platform::wording::{complaint_in_words, duplicate_field, missing_field};
use serde::de::DeserializeOwned;

use super::ApiError;

/// The fields of a query. Unknown ones are ignored; a wrong one is refused by its name.
#[derive(Debug)]
pub struct QueryFields<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for QueryFields<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        is_text(&parts.uri)?;
        let Query(fields) = Query::try_from_uri(&parts.uri).map_err(|rejection| ApiError(wrong_field(&rejection)))?;
        Ok(Self(fields))
    }
}

/// Bytes that are no UTF-8 are no value of any field.
fn is_text(uri: &Uri) -> Result<(), ApiError> {
    let fields = Query::<Vec<(String, String)>>::try_from_uri(uri);
    let Query(fields) = fields.map_err(|rejection| ApiError(wrong_field(&rejection)))?;
    let broken = |text: &str| text.contains(char::REPLACEMENT_CHARACTER);
    match fields.into_iter().find(|(name, value)| broken(name) || broken(value)) {
        None => Ok(()),
        Some((name, _)) if broken(&name) => {
            Err(ApiError(Error::invalid("query", "The query holds bytes that are not text (UTF-8).")))
        }
        Some((name, _)) => {
            let message = format!("{name} holds bytes that are not text (UTF-8).");
            Err(ApiError(Error::invalid(name, message)))
        }
    }
}

fn wrong_field(rejection: &QueryRejection) -> Error {
    let mut cause: Option<&(dyn StdError + 'static)> = Some(rejection);
    while let Some(one) = cause {
        if let Some(found) = one.downcast_ref::<serde_path_to_error::Error<serde::de::value::Error>>() {
            let (path, inner) = (found.path().to_string(), found.inner().to_string());
            if let Some(field) = duplicate_field(&inner) {
                return Error::invalid(field, format!("{field} is given twice."));
            }
            return match missing_field(&inner) {
                Some(field) => Error::invalid(field, format!("{field} is missing.")),
                None => Error::invalid(path.clone(), format!("{path} {}.", complaint_in_words(&inner))),
            };
        }
        cause = one.source();
    }
    Error::invalid("query", "The query could not be read.")
}
