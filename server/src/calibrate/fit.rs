//! Least squares with coefficients that are never below zero, by coordinate descent. Deterministic.

use std::collections::BTreeMap;

use olympus::agents::AgentId;
use olympus::quotes::{Backend, Coefficients, Estimate, RateCard, Round, Size, Stack, Styling, TERMS};

use super::measure::{Measured, Needed, count};

/// Passes over the coefficients; with six of them the changes are below rounding long before.
const PASSES: usize = 2000;

/// Pulls coefficients that the data hardly decides towards zero, in parts of the data's own weight.
const RIDGE: f64 = 0.001;

/// A measured figure and what it depends on.
struct Row {
    terms: [f64; TERMS],
    figure: f64,
}

/// `card` with the estimates of all agents that worked in `builds` fitted to them: the sums to first versions in the first
/// stack, then each factor to the builds that differ by it.
pub fn card<'a>(card: &RateCard, builds: impl Iterator<Item = &'a Measured>) -> RateCard {
    let mut runs: BTreeMap<AgentId, Vec<(Size, Needed)>> = BTreeMap::new();
    for build in builds {
        for (id, needed) in &build.needed {
            runs.entry(*id).or_default().push((build.size, *needed));
        }
    }
    let mut fitted = card.clone();
    for (id, runs) in runs {
        let figure = |figure: fn(&Needed) -> f64, parts: f64| {
            let rows: Vec<(Size, f64)> = runs.iter().map(|(size, needed)| (*size, figure(needed))).collect();
            coefficients(&rows, parts)
        };
        let estimate = Estimate {
            tokens_in: figure(|needed| tokens(needed.tokens_in), 1.0),
            tokens_out: figure(|needed| tokens(needed.tokens_out), 1.0),
            steps: figure(|needed| count(needed.steps), 100.0),
        };
        fitted.agents.insert(id, estimate);
    }
    fitted
}

fn coefficients(rows: &[(Size, f64)], parts: f64) -> Coefficients {
    let is_plain = |size: &Size| size.stack == Stack::default() && size.round == Round::First;
    let plain: Vec<Row> = rows
        .iter()
        .filter(|(size, _)| is_plain(size))
        .map(|(size, figure)| Row { terms: size.terms(), figure: *figure })
        .collect();
    let mut one = rounded(least_squares(&plain), parts);
    let factor = |one: &Coefficients, is_so: &dyn Fn(&Size) -> bool| {
        let builds = rows.iter().filter(|(size, _)| is_so(size));
        let (found, expected) = builds.fold((0.0, 0.0), |sum, (size, figure)| (sum.0 + figure, sum.1 + one.at(*size)));
        if expected > 0.0 { (found / expected * 100.0).round() / 100.0 } else { 1.0 }
    };
    let first = |size: &Size| size.round == Round::First;
    let wind = |size: &Size| size.stack.styling == Styling::Tailwind;
    let python = |size: &Size| size.stack.backend == Backend::Python;
    one.times.tailwind = factor(&one, &|size| first(size) && wind(size) && !python(size));
    one.times.python = factor(&one, &|size| first(size) && python(size) && !wind(size));
    one.times.change = factor(&one, &|size| !first(size));
    one
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
        let sizes = [[1.0, 1.0, 0.0, 0.1, 0.0, 0.0], [1.0, 2.0, 3.0, 0.2, 1.0, 1.0], [1.0, 4.0, 1.0, 1.5, 1.0, 3.0]];
        let more = [[1.0, 3.0, 5.0, 0.4, 1.0, 2.0], [1.0, 5.0, 2.0, 0.3, 0.0, 0.0], [1.0, 6.0, 9.0, 3.0, 1.0, 1.0]];
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
