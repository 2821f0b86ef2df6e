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
pub use detect::{Detection, detect};
pub use model::{BuildRequest, CostRange, Description, DetectedFeature, Quote, SecondsRange, duration_in_words};
#[cfg(feature = "ssr")]
pub use rate_card::{
    Bounds, Coefficients, Estimate, RATE_CARD_FILE, RateCard, Size, Spread, check_rate_card, rate_card,
};
#[cfg(feature = "ssr")]
pub use rules::{cost_of, critical_path, expected_costs, quote, quote_by, quote_for, size_of};
#[cfg(feature = "ssr")]
pub use scores::QuoteScores;
