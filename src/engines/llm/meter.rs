//! What an agent's answers have metered so far, and whether that is still within what was allowed.

use crate::engines::Usage;
use crate::engines::settings::Model;
use crate::money::Usd;

/// Bytes of a token, as long as nobody has counted.
const TOKEN: usize = 4;
/// Fewer tokens are no answer.
const LEAST_ANSWER: u64 = 512;

/// Tokens of a text, roughly.
#[must_use]
pub fn tokens(bytes: usize) -> u64 {
    bytes.div_ceil(TOKEN) as u64
}

/// Counts over all tries of one run.
pub struct Meter<'a> {
    model: &'a Model,
    allowance: Option<Usd>,
    finished: Usage,
}

impl<'a> Meter<'a> {
    /// Nothing yet.
    pub fn new(model: &'a Model, allowance: Option<Usd>) -> Self {
        Self { model, allowance, finished: Usage::default() }
    }

    /// Adds an answer, whole or not.
    pub fn add(&mut self, usage: Usage) {
        self.finished = self.with(usage);
    }

    /// Everything so far.
    pub fn usage(&self) -> Usage {
        self.finished
    }

    /// What that costs.
    pub fn cost(&self) -> Usd {
        self.model.cost(self.finished)
    }

    /// Whether `current` on top of the rest would pass the allowance.
    pub fn passes(&self, current: Usage) -> bool {
        self.allowance.is_some_and(|allowance| self.model.cost(self.with(current)) > allowance)
    }

    /// Tokens that may be read: at most `room`, and at most what half of the allowance buys, so that the rest is left for
    /// the answer.
    pub fn input_room(&self, room: u64) -> u64 {
        let half = self.allowance.map(|allowance| Usd(allowance.0 / rust_decimal::Decimal::TWO));
        half.and_then(|half| self.affordable(half, self.model.price_in)).map_or(room, |bought| room.min(bought))
    }

    /// Tokens that may be written after reading `tokens_in`, at most `room`; nothing where that is no answer.
    pub fn output_room(&self, tokens_in: u64, room: u64) -> Option<u64> {
        let spent = self.model.cost(self.with(Usage { tokens_in, tokens_out: 0 }));
        let left = self.allowance.map(|allowance| allowance - spent);
        let bought = left.and_then(|left| self.affordable(left, self.model.price_out));
        let room = bought.map_or(room, |bought| room.min(bought));
        (room >= LEAST_ANSWER).then_some(room)
    }

    /// The allowance, for people.
    pub fn allowance(&self) -> String {
        self.allowance.map_or_else(|| "no limit".to_owned(), Usd::display)
    }

    /// How many tokens an amount buys; nothing where they are free.
    fn affordable(&self, amount: Usd, per_million: rust_decimal::Decimal) -> Option<u64> {
        use rust_decimal::prelude::ToPrimitive;
        let tokens = (amount.0.max(rust_decimal::Decimal::ZERO) * rust_decimal::Decimal::from(1_000_000))
            .checked_div(per_million)?;
        Some(tokens.floor().to_u64().unwrap_or(u64::MAX))
    }

    fn with(&self, usage: Usage) -> Usage {
        Usage {
            tokens_in: self.finished.tokens_in.saturating_add(usage.tokens_in),
            tokens_out: self.finished.tokens_out.saturating_add(usage.tokens_out),
        }
    }
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::*;

    fn model(price_in: i64, price_out: i64) -> Model {
        Model { name: "m".to_owned(), price_in: Decimal::from(price_in), price_out: Decimal::from(price_out) }
    }

    fn cents(cents: i64) -> Option<Usd> {
        Some(Usd(Decimal::new(cents, 2)))
    }

    #[test]
    fn an_allowance_bounds_what_is_read_and_written() {
        let model = model(10, 50);
        let mut meter = Meter::new(&model, cents(100));
        assert_eq!(meter.input_room(1_000_000), 50_000);
        assert_eq!(meter.output_room(50_000, 1_000_000), Some(10_000));
        assert!(!meter.passes(Usage { tokens_in: 50_000, tokens_out: 10_000 }));
        assert!(meter.passes(Usage { tokens_in: 50_000, tokens_out: 10_001 }));
        meter.add(Usage { tokens_in: 50_000, tokens_out: 9_900 });
        assert_eq!(meter.output_room(0, 1_000_000), None, "a hundred tokens are no answer");
        assert_eq!(meter.cost().exact(), "0.9950");
    }

    #[test]
    fn without_allowance_or_price_the_room_stays_whole() {
        let (dear, free) = (model(10, 50), model(0, 0));
        assert_eq!(Meter::new(&dear, None).output_room(1_000, 7_000), Some(7_000));
        let meter = Meter::new(&free, cents(0));
        assert_eq!((meter.input_room(9_000), meter.output_room(9_000, 7_000)), (9_000, Some(7_000)));
        assert!(!meter.passes(Usage { tokens_in: u64::MAX, tokens_out: u64::MAX }));
    }
}
