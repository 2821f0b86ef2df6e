//! The error of a server function: the shared error, so that the browser can show its message as it is.

use leptos::server_fn::codec::JsonEncoding;
use leptos::server_fn::error::{FromServerFnError, ServerFnErrorErr};
use olympus::error::{Error, ErrorCode};
use serde::{Deserialize, Serialize};

/// What went wrong with a call from the page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CallError(pub Error);

impl From<Error> for CallError {
    fn from(error: Error) -> Self {
        Self(error)
    }
}

impl FromServerFnError for CallError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(value: ServerFnErrorErr) -> Self {
        let (code, message) = match value {
            ServerFnErrorErr::Request(_) => (
                ErrorCode::Internal,
                "The server cannot be reached. What you typed is still here; try again in a moment.",
            ),
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) => {
                (ErrorCode::InvalidInput, "The request was not understood. Reload the page and try again.")
            }
            _ => (ErrorCode::Internal, "Something broke on our side. Nothing was lost; please try again in a moment."),
        };
        Self(Error::new(code, message))
    }
}
