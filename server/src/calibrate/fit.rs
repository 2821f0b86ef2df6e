//! Least squares with coefficients that are never below zero, by coordinate descent. Deterministic.

use std::collections::BTreeMap;

use olympus::agents::AgentId;
use olympus::quotes::{Coefficients, Estimate, RateCard};

use super::measure::{Measured, Needed, count};

/// Coefficients of a figure.
const TERMS: usize = 4;

/// Passes over the coefficients; with four of them the changes are below rounding long before.
const PASSES: usize = 2000;

/// Pulls coefficients that the data hardly decides towards zero, in parts of the data's own weight.
const RIDGE: f64 = 0.001;

/// A measured figure and what it depends on.
struct Row {
    terms: [f64; TERMS],
    figure: f64,
}

/// `card` with the estimates of all agents that worked in `builds` fitted to them.
pub fn card<'a>(card: &RateCard, builds: impl Iterator<Item = &'a Measured>) -> RateCard {
    let mut runs: BTreeMap<AgentId, Vec<([f64; TERMS], Needed)>> = BTreeMap::new();
    for build in builds {
        for (id, needed) in &build.needed {
            runs.entry(*id).or_default().push((build.size.terms(), *needed));
        }
    }
    let mut fitted = card.clone();
    for (id, runs) in runs {
        let rows = |figure: fn(&Needed) -> f64| -> Vec<Row> {
            runs.iter().map(|(terms, needed)| Row { terms: *terms, figure: figure(needed) }).collect()
        };
        let estimate = Estimate {
            tokens_in: rounded(least_squares(&rows(|needed| tokens(needed.tokens_in))), 1.0),
            tokens_out: rounded(least_squares(&rows(|needed| tokens(needed.tokens_out))), 1.0),
            steps: rounded(least_squares(&rows(|needed| count(needed.steps))), 100.0),
        };
        fitted.agents.insert(id, estimate);
    }
    fitted
}

fn tokens(number: u64) -> f64 {
    usize::try_from(number).map_or(f64::MAX, count)
}

/// To `1 / parts`: more digits would claim more than was measured.
fn rounded(values: [f64; TERMS], parts: f64) -> Coefficients {
    Coefficients::new(values.map(|value| (value * parts).round() / parts))
}

/// The coefficients with the smallest squared errors, each in proportion to its figure: with equal weights a few large
/// applications would decide for all, with relative errors the small ones would, and everything be expected too low.
fn least_squares(rows: &[Row]) -> [f64; TERMS] {
    let weight = |row: &Row| 1.0 / row.figure.max(1.0);
    let mut values = [0.0; TERMS];
    for _ in 0..PASSES {
        for term in 0..TERMS {
            let (mut pull, mut mass) = (0.0, 0.0);
            for row in rows {
                let others: f64 =
                    (0..TERMS).filter(|other| *other != term).map(|other| values[other] * row.terms[other]).sum();
                pull += weight(row) * row.terms[term] * (row.figure - others);
                mass += weight(row) * row.terms[term].powi(2);
            }
            let ridge = if term == 0 { 0.0 } else { RIDGE * mass };
            values[term] = if mass > 0.0 { (pull / (mass + ridge)).max(0.0) } else { 0.0 };
        }
    }
    values
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(figure: impl Fn([f64; TERMS]) -> f64) -> Vec<Row> {
        let sizes = [[1.0, 1.0, 0.0, 0.1], [1.0, 2.0, 3.0, 0.2], [1.0, 4.0, 1.0, 1.5], [1.0, 6.0, 9.0, 3.0]];
        let more = [[1.0, 3.0, 5.0, 0.4], [1.0, 5.0, 2.0, 0.3]];
        sizes.into_iter().chain(more).map(|terms| Row { terms, figure: figure(terms) }).collect()
    }

    #[test]
    fn coefficients_that_made_the_figures_are_found_again() {
        let found = least_squares(&rows(|terms| 500.0 + 90.0 * terms[1] + 30.0 * terms[2] + 40.0 * terms[3]));
        for (found, made) in found.iter().zip([500.0, 90.0, 30.0, 40.0]) {
            assert!((found - made).abs() < 5.0, "{found} instead of {made}");
        }
    }

    #[test]
    fn a_term_that_would_lower_the_figure_gets_nothing() {
        let found = least_squares(&rows(|terms| 900.0 - 50.0 * terms[1]));
        assert!(found[0] > 0.0);
        assert!(found[1].abs() < f64::EPSILON);
        assert!(found.iter().all(|value| *value >= 0.0));
    }
}
