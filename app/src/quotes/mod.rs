//! The first minute: the question, the quote that appears while typing pauses, and the company of agents.

mod calls;
mod field;
mod slip;

#[cfg(feature = "ssr")]
mod company;
#[cfg(feature = "ssr")]
mod home;

pub use calls::{QuoteText, quote_text};
pub use field::{Example, QuoteField, Start};
pub use slip::{Edit, Slip, cost_range, phase_name};

#[cfg(feature = "ssr")]
pub(crate) use home::HomePage;
#[cfg(feature = "ssr")]
pub(crate) use slip::Receipt;
