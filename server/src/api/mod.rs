//! The HTTP API: answers and errors in the contract's shape, and the versions.

mod csv;
pub mod docs;
mod error;
mod json;
mod query;
pub mod v1;

pub use csv::{Cell, Csv};
pub use error::{ApiError, ApiErrorBody};
pub use json::{Answer, JsonBody};
pub use query::QueryFields;
