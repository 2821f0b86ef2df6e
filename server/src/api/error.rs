//! Errors on the wire: `{"success": false, "error": {"code", "message", "requestId", "details"?}}`.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use olympus::error::{Error, ErrorCode};
use serde::Serialize;
use utoipa::ToSchema;

/// An error on its way out. The request's id is put in by the `headers` middleware, which knows it.
#[derive(Debug)]
pub struct ApiError(pub Error);

/// The body of an error.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ApiErrorBody {
    /// Always false.
    pub success: bool,
    /// What went wrong.
    pub error: ErrorObject,
}

/// What went wrong.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ErrorObject {
    /// For programs.
    pub code: ErrorCode,
    /// For people.
    pub message: String,
    /// Also the `X-Request-Id` header, and in the log.
    pub request_id: String,
    /// Where it is wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub details: Option<ErrorDetails>,
}

/// Where the input is wrong.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ErrorDetails {
    /// The field.
    pub field: String,
}

impl From<Error> for ApiError {
    fn from(error: Error) -> Self {
        Self(error)
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let Self(error) = self;
        let status = StatusCode::from_u16(error.http_status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let request_id = crate::headers::current_request_id();
        let body = ApiErrorBody {
            success: false,
            error: ErrorObject {
                code: error.code,
                message: error.message,
                request_id,
                details: error.field.map(|field| ErrorDetails { field }),
            },
        };
        let mut response = (status, axum::Json(body)).into_response();
        if let Some(seconds) = error.retry_after_seconds {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}
