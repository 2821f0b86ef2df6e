//! Bodies: JSON in with clear refusals, and the `success` envelope out.

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{FromRequest, Request};
use axum::response::{IntoResponse, Response};
use olympus::error::{Error, ErrorCode};
use olympus::platform::wording::{complaint_in_words, missing_field};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::ApiError;

/// A JSON body. Unknown fields are ignored; the content type is not asked for, as version 1 did not.
#[derive(Debug)]
pub struct JsonBody<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for JsonBody<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ApiError> {
        let bytes = Bytes::from_request(request, state).await.map_err(|rejection| ApiError(unread(&rejection)))?;
        let body = if bytes.is_empty() { b"{}".as_slice() } else { &bytes };
        let value: serde_json::Value = serde_json::from_slice(body)
            .map_err(|error| ApiError(Error::invalid("body", format!("The body is not valid JSON: {error}."))))?;
        if !value.is_object() {
            return Err(ApiError(Error::invalid("body", "The body must be a JSON object.")));
        }
        serde_path_to_error::deserialize(value).map(Self).map_err(|error| ApiError(wrong_field(&error)))
    }
}

fn unread(rejection: &BytesRejection) -> Error {
    if rejection.status() == axum::http::StatusCode::PAYLOAD_TOO_LARGE {
        return Error::new(
            ErrorCode::TooLarge,
            "The body is larger than 1 MB. Send less; a description has at most 10,000 characters.",
        );
    }
    Error::invalid("body", "The body could not be read.")
}

fn wrong_field(error: &serde_path_to_error::Error<serde_json::Error>) -> Error {
    let path = error.path().to_string();
    let inner = error.inner().to_string();
    // A missing field is named by the complaint; the path is that of the object around it.
    match missing_field(&inner) {
        Some(field) => {
            let field = if path == "." { field.to_owned() } else { format!("{path}.{field}") };
            Error::invalid(field.clone(), format!("{field} is missing."))
        }
        None if path == "." => Error::invalid("body", format!("The body {}.", complaint_in_words(&inner))),
        None => Error::invalid(path.clone(), format!("{path} {}.", complaint_in_words(&inner))),
    }
}

/// `{"success": true, "data": …}`.
#[derive(Debug, Serialize)]
pub struct Answer<T> {
    success: bool,
    data: T,
}

impl<T> Answer<T> {
    /// A success with `data`.
    pub fn new(data: T) -> Self {
        Self { success: true, data }
    }
}

impl<T: Serialize> IntoResponse for Answer<T> {
    fn into_response(self) -> Response {
        axum::Json(self).into_response()
    }
}
