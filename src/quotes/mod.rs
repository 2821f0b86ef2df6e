//! From words to a quote: detected features with their evidence, the agents, ranges of cost and time. Pure and fast
//! (under 20 ms), so that the page quotes while typing pauses; scored later against what happened.

#[cfg(feature = "ssr")]
mod detect;
mod model;
#[cfg(feature = "ssr")]
mod rate_card;
#[cfg(feature = "ssr")]
mod rules;
#[cfg(feature = "ssr")]
mod scores;
#[cfg(feature = "ssr")]
mod stack;

#[cfg(feature = "ssr")]
pub use detect::{Detection, detect};
pub use model::{BuildRequest, CostRange, Description, DetectedFeature, Quote, SecondsRange, duration_in_words};
#[cfg(feature = "ssr")]
pub use rate_card::{
    Bounds, Coefficients, Estimate, Factors, RATE_CARD_FILE, RateCard, Round, Size, Spread, TERMS, check_rate_card,
    rate_card,
};
#[cfg(feature = "ssr")]
pub use rules::{
    cost_of, critical_path, expected_costs, quote, quote_by, quote_change, quote_for, size_after, size_of,
};
#[cfg(feature = "ssr")]
pub use scores::{QuoteScores, pace};
#[cfg(feature = "ssr")]
pub use stack::{Backend, Stack, Styling};
