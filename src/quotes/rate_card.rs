//! The rate card: prices and estimation coefficients, read once from the data file beside it.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::Deserialize;

use super::stack::{Backend, Stack, Styling};
use crate::agents::{AgentId, QualityClass};
use crate::plans::Depth;

/// What a build is expected to read and write, what that costs, and how long it takes. `rate_card.toml` explains it.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RateCard {
    /// Named by every quote that it made.
    pub version: String,
    /// Time of one step of the built-in engine.
    pub step_milliseconds: u32,
    /// Time that a run of an agent takes beside its steps.
    pub agent_milliseconds: u32,
    /// Prices of each engine, by class of work.
    pub engines: BTreeMap<String, Prices>,
    /// How far actual figures lie from expected ones.
    pub spread: Spread,
    /// What each agent is expected to need.
    pub agents: BTreeMap<AgentId, Estimate>,
}

/// Prices of an engine, by class of work.
pub type Prices = BTreeMap<QualityClass, Price>;

/// Dollars for a million tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Price {
    /// Read.
    #[serde(rename = "in")]
    pub tokens_in: Decimal,
    /// Written.
    #[serde(rename = "out")]
    pub tokens_out: Decimal,
}

/// Relative widths of the ranges.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Spread {
    /// Of cost.
    pub cost: Bounds,
    /// Of time.
    pub duration: Bounds,
}

/// Factors on the expected figure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bounds {
    /// One in ten ends below.
    pub low: Decimal,
    /// One in ten ends above.
    pub high: Decimal,
}

/// What one agent is expected to need.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Estimate {
    /// Read.
    pub tokens_in: Coefficients,
    /// Written.
    pub tokens_out: Coefficients,
    /// Steps that people see.
    pub steps: Coefficients,
}

/// A figure as a sum over the size of the request, times factors for what it is made with.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Coefficients {
    /// Always.
    pub base: f64,
    /// For each different plural in the request, up to eight.
    #[serde(default)]
    pub per_plural: f64,
    /// For each feature.
    #[serde(default)]
    pub per_feature: f64,
    /// For each hundred words of the request.
    #[serde(default)]
    pub per_100_words: f64,
    /// Where the application has a server.
    #[serde(default)]
    pub with_server: f64,
    /// For each depth below the first.
    #[serde(default)]
    pub per_depth: f64,
    /// By what the sum is multiplied.
    #[serde(default)]
    pub times: Factors,
}

/// By what a figure is multiplied; one where nothing is said.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Factors {
    /// With Tailwind.
    pub tailwind: f64,
    /// With a server in Python.
    pub python: f64,
    /// In a later version: only agents work whose part changes, and the application has grown since it was asked for.
    pub change: f64,
}

impl Default for Factors {
    fn default() -> Self {
        Self { tailwind: 1.0, python: 1.0, change: 1.0 }
    }
}

/// Whether a version is the first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Round {
    /// Made from nothing.
    #[default]
    First,
    /// Made from a version before.
    Change,
}

/// How many coefficients are added up.
pub const TERMS: usize = 6;

/// The size of a request, as the model sees it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Size {
    /// Different plurals, up to eight: how many things are spoken of.
    pub plurals: usize,
    /// Features asked for.
    pub features: usize,
    /// Words of the request.
    pub words: usize,
    /// How deep it is built.
    pub depth: Depth,
    /// What it is made with.
    pub stack: Stack,
    /// Whether it is the first version.
    pub round: Round,
}

impl Size {
    /// By what each coefficient is multiplied, in their order.
    #[must_use]
    pub fn terms(self) -> [f64; TERMS] {
        // A description has at most 10,000 characters, so the counts are far from where a double loses digits.
        let count = |n: usize| n as f64;
        let (server, below) = match self.depth {
            Depth::Starter => (0.0, 0.0),
            Depth::Professional => (1.0, 1.0),
            Depth::Ultimate => (1.0, 2.0),
            Depth::Enterprise => (1.0, 3.0),
        };
        [1.0, count(self.plurals), count(self.features), count(self.words) / 100.0, server, below]
    }
}

impl Coefficients {
    /// The coefficients of [`Size::terms`].
    #[must_use]
    pub fn new([base, per_plural, per_feature, per_100_words, with_server, per_depth]: [f64; TERMS]) -> Self {
        Self { base, per_plural, per_feature, per_100_words, with_server, per_depth, times: Factors::default() }
    }

    /// In the order of [`Size::terms`].
    #[must_use]
    pub fn values(&self) -> [f64; TERMS] {
        [self.base, self.per_plural, self.per_feature, self.per_100_words, self.with_server, self.per_depth]
    }

    /// The figure for a request of this size.
    #[must_use]
    pub fn at(&self, size: Size) -> f64 {
        let sum: f64 = self.values().iter().zip(size.terms()).map(|(value, term)| value * term).sum();
        sum * self.times.at(size)
    }

    fn is_sound(&self) -> bool {
        let Factors { tailwind, python, change } = self.times;
        self.values().iter().chain([tailwind, python, change].iter()).all(|x| x.is_finite() && *x >= 0.0)
    }
}

impl Factors {
    /// Those that count for this size, multiplied.
    #[must_use]
    pub fn at(self, size: Size) -> f64 {
        let counts = |factor: f64, is_so: bool| if is_so { factor } else { 1.0 };
        counts(self.tailwind, size.stack.styling == Styling::Tailwind)
            * counts(self.python, size.stack.backend == Backend::Python)
            * counts(self.change, size.round == Round::Change)
    }
}

/// The engine whose prices a quote names.
const QUOTED_ENGINE: &str = "blueprint";

/// Every class of work; a card without a price for one is refused.
const CLASSES: [QualityClass; 3] = [QualityClass::Light, QualityClass::Standard, QualityClass::Deep];

/// The rate card as text, with its explanations.
pub const RATE_CARD_FILE: &str = include_str!("rate_card.toml");

static CARD: LazyLock<(RateCard, Result<(), String>)> = LazyLock::new(|| match RateCard::parse(RATE_CARD_FILE) {
    Ok(card) => (card, Ok(())),
    Err(why) => (RateCard::default(), Err(why)),
});

/// The rate card in force. Empty where the file cannot be read, which [`check_rate_card`] reports at start-up.
#[must_use]
pub fn rate_card() -> &'static RateCard {
    &CARD.0
}

/// Proves that the rate card can be read and prices every agent; the server does not start without.
///
/// # Errors
/// A sentence that names what is wrong with the file.
pub fn check_rate_card() -> Result<(), String> {
    CARD.1.clone()
}

impl RateCard {
    /// The price of the quoted engine for this class of work.
    #[must_use]
    pub fn price(&self, class: QualityClass) -> Option<Price> {
        self.engines.get(QUOTED_ENGINE)?.get(&class).copied()
    }

    /// How long an agent works that makes so many steps.
    #[must_use]
    pub fn milliseconds(&self, steps: f64) -> u64 {
        let steps = (steps * f64::from(self.step_milliseconds)).round().to_u64().unwrap_or(0);
        steps + u64::from(self.agent_milliseconds)
    }

    /// Reads a card and checks that it is complete and possible.
    ///
    /// # Errors
    /// A sentence that names what is wrong with the text.
    pub fn parse(text: &str) -> Result<Self, String> {
        let card: Self = toml::from_str(text).map_err(|why| format!("rate_card.toml cannot be read: {why}"))?;
        check(&card).map_err(|why| format!("rate_card.toml: {why}"))?;
        Ok(card)
    }
}

fn check(card: &RateCard) -> Result<(), String> {
    if card.version.is_empty() || card.step_milliseconds == 0 {
        return Err("version and step_milliseconds must be given".to_owned());
    }
    if let Some(class) = CLASSES.iter().find(|class| card.price(**class).is_none()) {
        return Err(format!("engine {QUOTED_ENGINE} has no price for {class:?} work"));
    }
    if card.engines.values().flat_map(BTreeMap::values).any(|one| one.tokens_in.min(one.tokens_out) < Decimal::ZERO) {
        return Err("a price is below zero".to_owned());
    }
    let sound = |one: &Bounds| one.low > Decimal::ZERO && one.low <= Decimal::ONE && one.high >= Decimal::ONE;
    if !sound(&card.spread.cost) || !sound(&card.spread.duration) {
        return Err("a spread must have 0 < low <= 1 <= high".to_owned());
    }
    for id in AgentId::ALL {
        let estimate = card.agents.get(id).ok_or_else(|| format!("agent {id} has no estimate"))?;
        if ![estimate.tokens_in, estimate.tokens_out, estimate.steps].iter().all(Coefficients::is_sound) {
            return Err(format!("agent {id} has a coefficient that is below zero or no number"));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The rate card with one thing changed.
    fn changed(change: impl FnOnce(&mut RateCard)) -> Result<(), String> {
        let mut card = rate_card().clone();
        change(&mut card);
        check(&card)
    }

    #[test]
    fn the_embedded_file_is_complete() {
        assert_eq!(check_rate_card(), Ok(()));
        assert!(!rate_card().version.is_empty());
    }

    #[test]
    fn a_card_without_an_agent_or_a_class_is_refused_by_name() {
        let no_agent = RATE_CARD_FILE.replace("[agents.nexus]", "[agents.nobody]");
        assert!(RateCard::parse(&no_agent).is_err_and(|why| why.contains("nobody")));
        let no_class = RATE_CARD_FILE.replace("deep = {", "# deep = {");
        let why = "rate_card.toml: engine blueprint has no price for Deep work".to_owned();
        assert_eq!(RateCard::parse(&no_class), Err(why));
    }

    #[test]
    fn a_card_with_impossible_numbers_is_refused() {
        let negative = changed(|card| {
            if let Some(one) = card.agents.get_mut(&AgentId::Oracle) {
                one.tokens_in.base = -400.0;
            }
        });
        assert!(negative.is_err_and(|why| why.contains("agent oracle")));
        assert!(changed(|card| card.spread.cost.low = Decimal::TWO).is_err_and(|why| why.contains("spread")));
        assert!(changed(|card| card.step_milliseconds = 0).is_err_and(|why| why.contains("step_milliseconds")));
        let cheap = RATE_CARD_FILE.replace("in = \"3.00\"", "in = \"-3.00\"");
        assert!(RateCard::parse(&cheap).is_err_and(|why| why.contains("below zero")));
    }

    #[test]
    fn a_figure_is_the_sum_of_its_terms() {
        let size = Size { plurals: 2, features: 3, words: 50, depth: Depth::Ultimate, ..Size::default() };
        let mut figure = Coefficients::new([1000.0, 100.0, 10.0, 2.0, 40.0, 3.0]);
        assert!((figure.at(size) - 1277.0).abs() < 1e-9);
        figure.times = Factors { tailwind: 2.0, python: 3.0, change: 5.0 };
        assert!((figure.at(size) - 1277.0).abs() < 1e-9);
        let stack = Stack { styling: Styling::Tailwind, backend: Backend::Node };
        assert!((figure.at(Size { stack, round: Round::Change, ..size }) - 12_770.0).abs() < 1e-9);
    }
}
