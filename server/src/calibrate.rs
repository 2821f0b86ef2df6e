//! Fits the rate card to measured builds: runs the built-in engine over a corpus of requests, fits what each agent
//! reads, writes and says, and reports how far quotes lie from what was measured. No clock, no network, no database.

mod card;
mod fit;
mod measure;

use std::path::PathBuf;

use olympus::engines::EngineError;
use olympus::quotes::{Bounds, RateCard, Spread, rate_card};
use rust_decimal::Decimal;
use rust_decimal::prelude::{FromPrimitive, ToPrimitive};

use measure::{Group, Measured};

/// What `calibrate` does with the result.
#[derive(Debug, clap::Args)]
pub struct CalibrateOptions {
    /// Writes the fitted rate card to this file.
    #[arg(long)]
    write: Option<PathBuf>,
    /// Version of the fitted card, `2026-12-01`; without, that of the card in force.
    #[arg(long)]
    version: Option<String>,
}

/// Why the rate card could not be fitted.
#[derive(Debug, thiserror::Error)]
pub enum CalibrateError {
    /// A request of the corpus is none.
    #[error("calibration.txt, line {0}: {1}")]
    Corpus(usize, olympus::error::Error),
    /// An agent could not work.
    #[error("{0}")]
    Engine(#[from] EngineError),
    /// The card that was fitted would not be taken.
    #[error("the fitted card is not sound: {0}")]
    Card(String),
    /// The file.
    #[error("{0} cannot be written: {1}")]
    Write(PathBuf, std::io::Error),
}

/// Measures, fits, reports, and writes the card where that was asked for.
///
/// # Errors
/// When a build of the corpus fails or the file cannot be written.
pub async fn run(options: CalibrateOptions) -> Result<(), CalibrateError> {
    let in_force = rate_card();
    let builds = measure::corpus().await?;
    report("card in force", &ratios(in_force, builds.iter()), |_| in_force.spread);

    let held_out = held_out(in_force, &builds);
    // Each half is judged by the spread of the other, so that a range is never tested on what made it.
    report("fitted, on the half held out", &held_out, |half| {
        spread(&held_out.iter().filter(|one| one.half != half).copied().collect::<Vec<_>>())
    });

    for (group, name) in Group::ALL {
        let of_group: Vec<Ratio> = held_out.iter().filter(|one| one.group == group).copied().collect();
        report(&format!("of these, {name}"), &of_group, |half| {
            spread(&held_out.iter().filter(|one| one.half != half).copied().collect::<Vec<_>>())
        });
    }

    let mut fitted = fit::card(in_force, builds.iter());
    fitted.spread = spread(&held_out);
    if let Some(version) = options.version {
        fitted.version = version;
    }
    let text = card::text(&fitted);
    RateCard::parse(&text).map_err(CalibrateError::Card)?;
    match options.write {
        Some(path) => std::fs::write(&path, text).map_err(|error| CalibrateError::Write(path, error)),
        None => {
            tracing::info!("the fitted part, which --write PATH writes with the rest:\n{}", card::fitted_part(&fitted));
            Ok(())
        }
    }
}

/// What was measured, in parts of what was expected.
#[derive(Clone, Copy)]
struct Ratio {
    half: usize,
    group: Group,
    cost: f64,
    seconds: f64,
}

fn ratios<'a>(card: &RateCard, builds: impl Iterator<Item = &'a Measured>) -> Vec<Ratio> {
    builds
        .map(|build| {
            let quote = build.quote(card);
            let expected = quote.cost.expected.0.to_f64().unwrap_or(f64::NAN);
            Ratio {
                half: build.half,
                group: build.group,
                cost: build.cost().0.to_f64().unwrap_or(f64::NAN) / expected,
                seconds: build.seconds(card) / f64::from(quote.duration.expected),
            }
        })
        .collect()
}

/// Every build as expected by a card that was fitted to the other half of the corpus.
fn held_out(in_force: &RateCard, builds: &[Measured]) -> Vec<Ratio> {
    let judged = |half: usize| {
        let fitted = fit::card(in_force, builds.iter().filter(|build| build.half != half));
        ratios(&fitted, builds.iter().filter(|build| build.half == half))
    };
    (0..measure::HALVES).flat_map(judged).collect()
}

/// The ranges outside of which one build in ten ends on either side.
fn spread(ratios: &[Ratio]) -> Spread {
    Spread {
        cost: bounds(ratios.iter().map(|one| one.cost).collect()),
        duration: bounds(ratios.iter().map(|one| one.seconds).collect()),
    }
}

fn bounds(mut ratios: Vec<f64>) -> Bounds {
    ratios.sort_unstable_by(f64::total_cmp);
    let at = |tenths: usize| ratios.get(ratios.len().saturating_sub(1) * tenths / 10).copied().unwrap_or(1.0);
    let factor = |value: f64| Decimal::from_f64(value).unwrap_or(Decimal::ONE);
    // Outwards to whole percents, and always around what is expected.
    let percents = |value: Decimal, up: bool| {
        let percent = value * Decimal::ONE_HUNDRED;
        (if up { percent.ceil() } else { percent.floor() }) / Decimal::ONE_HUNDRED
    };
    Bounds {
        low: percents(factor(at(1)), false).clamp(Decimal::new(1, 2), Decimal::ONE),
        high: percents(factor(at(9)), true).max(Decimal::ONE),
    }
}

/// Says how far off and how often within the range; `spread` is the one in force for that half of the corpus.
fn report(what: &str, ratios: &[Ratio], spread: impl Fn(usize) -> Spread) {
    let spreads: Vec<Spread> = (0..measure::HALVES).map(spread).collect();
    let say = |name: &str, value: fn(&Ratio) -> f64, range: fn(&Spread) -> Bounds| {
        let mean = |each: &dyn Fn(&Ratio) -> f64| {
            ratios.iter().map(each).sum::<f64>() / measure::count(ratios.len().max(1)) * 100.0
        };
        let error = mean(&|one| (1.0 / value(one) - 1.0).abs());
        let bias = mean(&|one| 1.0 / value(one) - 1.0);
        let within = mean(&|one| f64::from(u8::from(is_within(value(one), range(&spreads[one.half])))));
        tracing::info!(
            "{what}: {name} n={} error {error:.1} % (mean absolute), bias {bias:+.1} %, within the range {within:.0} %",
            ratios.len()
        );
    };
    say("cost", |one| one.cost, |spread| spread.cost);
    say("duration", |one| one.seconds, |spread| spread.duration);
}

fn is_within(ratio: f64, range: Bounds) -> bool {
    let factor = |value: Decimal| value.to_f64().unwrap_or(f64::NAN);
    (factor(range.low)..=factor(range.high)).contains(&ratio)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_of_five_builds_end_between_the_bounds() {
        let ratios: Vec<f64> = (0..=100).map(|percent| 0.5 + f64::from(percent) / 100.0).collect();
        let range = bounds(ratios.clone());
        assert_eq!((range.low.to_string(), range.high.to_string()), ("0.60".to_owned(), "1.40".to_owned()));
        assert_eq!(ratios.iter().filter(|one| is_within(**one, range)).count(), 81);
    }

    #[test]
    fn bounds_stay_around_what_is_expected_also_where_every_build_ends_above() {
        let range = bounds(vec![1.2, 1.3, 1.4]);
        assert_eq!(range.low, Decimal::ONE);
        assert!(range.high > Decimal::ONE);
    }

    #[tokio::test]
    async fn the_card_in_force_still_fits_what_the_engine_does() -> Result<(), CalibrateError> {
        let card = rate_card();
        let ratios = ratios(card, measure::corpus().await?.iter());
        let within = ratios.iter().filter(|one| is_within(one.cost, card.spread.cost)).count();
        assert!(within * 10 >= ratios.len() * 6, "{within} of {}: run `make calibrate`", ratios.len());
        Ok(())
    }
}
