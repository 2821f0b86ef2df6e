//! The rate card as a file: explanations, pace and prices stay as they are; version, spread and estimates are written.

use olympus::agents::AgentId;
use olympus::quotes::{Bounds, Coefficients, RATE_CARD_FILE, RateCard};

/// Where the fitted part begins; all that follows it is replaced.
const FITTED: &str = "[spread]\n";

/// The whole file.
pub fn text(card: &RateCard) -> String {
    let kept = RATE_CARD_FILE.split(FITTED).next().unwrap_or_default();
    let mut text: String = kept
        .lines()
        .map(|line| {
            if line.starts_with("version = ") { format!("version = {:?}\n", card.version) } else { format!("{line}\n") }
        })
        .collect();
    text.push_str(&fitted_part(card));
    text
}

/// Spread and estimates.
pub fn fitted_part(card: &RateCard) -> String {
    let mut text =
        format!("{FITTED}cost = {}\nduration = {}\n", bounds(card.spread.cost), bounds(card.spread.duration));
    let estimates = AgentId::ALL.iter().filter_map(|id| Some((id, card.agents.get(id)?)));
    for (id, estimate) in estimates {
        text.push_str(&format!(
            "\n[agents.{id}]\ntokens_in = {}\ntokens_out = {}\nsteps = {}\n",
            coefficients(&estimate.tokens_in),
            coefficients(&estimate.tokens_out),
            coefficients(&estimate.steps)
        ));
    }
    text
}

fn bounds(range: Bounds) -> String {
    format!("{{ low = \"{:.2}\", high = \"{:.2}\" }}", range.low, range.high)
}

/// Terms of zero are left out, but for the base, and factors of one.
fn coefficients(one: &Coefficients) -> String {
    let names = ["base", "per_plural", "per_feature", "per_100_words", "with_server", "per_depth"];
    let mut terms: Vec<String> = names
        .iter()
        .zip(one.values())
        .filter(|(name, value)| *value > 0.0 || **name == "base")
        .map(|(name, value)| format!("{name} = {value}"))
        .collect();
    let factors = [("tailwind", one.times.tailwind), ("python", one.times.python), ("change", one.times.change)];
    let factors: Vec<String> = factors
        .iter()
        .filter(|(_, factor)| (factor - 1.0).abs() > f64::EPSILON)
        .map(|(name, factor)| format!("{name} = {factor}"))
        .collect();
    if !factors.is_empty() {
        terms.push(format!("times = {{ {} }}", factors.join(", ")));
    }
    format!("{{ {} }}", terms.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use olympus::quotes::rate_card;

    #[test]
    fn a_card_survives_being_written_and_read() {
        let mut card = rate_card().clone();
        card.version = "2030-01-01".to_owned();
        let text = text(&card);
        assert_eq!(RateCard::parse(&text), Ok(card));
        assert!(text.starts_with("# The rate card:"));
        assert!(text.contains("[engines.blueprint]"));
    }
}
