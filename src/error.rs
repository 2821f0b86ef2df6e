//! The one error type that pages and API share: a code for programs, a message that tells a person what to do next.

use serde::{Deserialize, Serialize};

/// The codes of the contract. Their names never change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub enum ErrorCode {
    /// Wrong input; `details.field` names where. 400.
    #[serde(rename = "INVALID_INPUT")]
    InvalidInput,
    /// Nobody is signed in and the call needs somebody. 401.
    #[serde(rename = "AUTH_300")]
    AuthenticationRequired,
    /// A credential that is unknown, wrong, expired or revoked. 401.
    #[serde(rename = "AUTH_001")]
    BadCredential,
    /// Signed in, but not allowed. 403.
    #[serde(rename = "AUTH_002")]
    NotAllowed,
    /// Signed in without a workspace. 403.
    #[serde(rename = "NO_TENANT")]
    NoTenant,
    /// Nothing there, or nothing that the caller may know of. 404.
    #[serde(rename = "NOT_FOUND")]
    NotFound,
    /// The request could not be kept. 500.
    #[serde(rename = "QUEUE_FAILED")]
    QueueFailed,
    /// The link is used (409) or gone (410).
    #[serde(rename = "CLAIM_FAILED")]
    ClaimFailed,
    /// A limit of plan or budget where something cannot even wait. 402.
    #[serde(rename = "COST_001")]
    LimitReached,
    /// Too many requests. 429 with `Retry-After`.
    #[serde(rename = "RATE_001")]
    RateLimited,
    /// The state does not allow it (already finished, address in use). 409.
    #[serde(rename = "CONFLICT")]
    Conflict,
    /// More bytes than this call takes. 413.
    #[serde(rename = "TOO_LARGE")]
    TooLarge,
    /// Ours. 500.
    #[serde(rename = "INTERNAL_ERROR")]
    Internal,
}

/// What went wrong, ready to be shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{message}")]
#[serde(rename_all = "camelCase")]
pub struct Error {
    /// For programs.
    pub code: ErrorCode,
    /// For people: what happened and what to do next.
    pub message: String,
    /// The input field that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// Seconds until another try makes sense.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after_seconds: Option<u64>,
    /// Status where the code has more than one (`CLAIM_FAILED`: 409 or 410).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
}

/// `Result` with the shared error.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// An error of `code` with a message for people.
    pub fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), field: None, retry_after_seconds: None, status: None }
    }

    /// Wrong input in `field`.
    pub fn invalid(field: impl Into<String>, message: impl Into<String>) -> Self {
        Self { field: Some(field.into()), ..Self::new(ErrorCode::InvalidInput, message) }
    }

    /// There is no such `what`, or the caller may not know of it: the two must look alike.
    #[must_use]
    pub fn not_found(what: &str) -> Self {
        Self::new(
            ErrorCode::NotFound,
            format!("There is no such {what}. Check the address, or go back to your builds."),
        )
    }

    /// Nobody is signed in.
    #[must_use]
    pub fn authentication_required() -> Self {
        Self::new(ErrorCode::AuthenticationRequired, "Authentication required")
    }

    /// Too many tries; `seconds` until the next makes sense.
    pub fn rate_limited(seconds: u64, message: impl Into<String>) -> Self {
        Self { retry_after_seconds: Some(seconds), ..Self::new(ErrorCode::RateLimited, message) }
    }

    /// Ours: the cause goes to the log, never to the caller.
    #[cfg(feature = "ssr")]
    pub fn internal(cause: impl std::fmt::Display) -> Self {
        tracing::error!(cause = %cause, "internal error");
        Self::new(ErrorCode::Internal, "Something broke on our side. Nothing was lost; please try again in a moment.")
    }

    /// The HTTP status that goes with the code.
    #[must_use]
    pub fn http_status(&self) -> u16 {
        if let Some(status) = self.status {
            return status;
        }
        match self.code {
            ErrorCode::InvalidInput => 400,
            ErrorCode::AuthenticationRequired | ErrorCode::BadCredential => 401,
            ErrorCode::LimitReached => 402,
            ErrorCode::NotAllowed | ErrorCode::NoTenant => 403,
            ErrorCode::NotFound => 404,
            ErrorCode::ClaimFailed | ErrorCode::Conflict => 409,
            ErrorCode::TooLarge => 413,
            ErrorCode::RateLimited => 429,
            ErrorCode::QueueFailed | ErrorCode::Internal => 500,
        }
    }
}

#[cfg(feature = "ssr")]
impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        Self::internal(error)
    }
}
