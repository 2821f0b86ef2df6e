//! The quote: one model from a request's size to tokens, cost and time. The model is written down in `rate_card.toml`.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::detect::detect_all;
use super::model::{BuildRequest, CostRange, DetectedFeature, Quote, SecondsRange};
use super::rate_card::{Bounds, RateCard, Round, Size, rate_card};
use super::stack::{names_backend, stack};
use crate::agents::{AgentId, Feature, Plan, agent, plan};
use crate::money::Usd;
use crate::plans::{Depth, Tier, allowed_depth};

/// Version of the formulas here; the rate card has its own.
const MODEL: &str = "quote-3";

/// Decimals of quoted amounts: a hundredth of a cent, as on the wire.
const QUOTED_DECIMALS: u32 = 4;

/// What so many tokens cost when `id` reads and writes them; exact.
#[must_use]
pub fn cost_of(id: AgentId, tokens_in: u64, tokens_out: u64) -> Usd {
    rate_card().price(agent(id).quality).map_or(Usd::ZERO, |price| {
        Usd::for_tokens(tokens_in, price.tokens_in) + Usd::for_tokens(tokens_out, price.tokens_out)
    })
}

/// The estimate for a request in a workspace of this tier.
#[must_use]
pub fn quote(request: &BuildRequest, tier: Tier) -> Quote {
    quote_by(rate_card(), request, tier)
}

/// The estimate by another rate card than the one in force. Prices are always those in force.
#[must_use]
pub fn quote_by(card: &RateCard, request: &BuildRequest, tier: Tier) -> Quote {
    let said = heard(request);
    let names: Vec<Feature> = said.features.iter().map(|one| one.feature).collect();
    let plan = plan(&names, said.size.words, allowed_depth(tier, request.depth));
    let notice = notice(request.depth, plan.depth)
        .or_else(|| no_server(request, plan.depth))
        .or_else(|| said.remark.map(str::to_owned));
    estimate(card, said, plan, notice)
}

/// The estimate for a plan that is known already: a later version's, in which only those work whose part changes.
#[must_use]
pub fn quote_for(request: &BuildRequest, plan: Plan) -> Quote {
    quote_change(rate_card(), request, &[], plan)
}

/// The same, after `instructions` that were given since the request, the oldest first.
#[must_use]
pub fn quote_change(card: &RateCard, request: &BuildRequest, instructions: &[&str], plan: Plan) -> Quote {
    let mut said = heard(request);
    said.size = size_after(request, instructions, plan.depth);
    estimate(card, said, plan, None)
}

/// How large a later version of this depth is, after `instructions`.
#[must_use]
pub fn size_after(request: &BuildRequest, instructions: &[&str], depth: Depth) -> Size {
    let texts: Vec<&str> = texts(request).into_iter().chain(instructions.iter().copied()).collect();
    let said = detect_all(&texts);
    let words = texts.iter().map(|text| text.split_whitespace().count()).sum();
    let features = said.features.iter().filter(|one| !request.without.contains(&one.feature)).count();
    Size { plurals: said.plurals, features, words, depth, stack: stack(&texts), round: Round::Change }
}

/// What each agent of the plan is expected to cost.
#[must_use]
pub fn expected_costs(request: &BuildRequest, plan: &Plan) -> BTreeMap<AgentId, Usd> {
    tokens_of(plan, Size { depth: plan.depth, ..heard(request).size }, rate_card())
        .into_iter()
        .map(|(id, read, written)| (id, cost_of(id, read, written)))
        .collect()
}

/// What a request says, by its words.
struct Heard {
    features: Vec<DetectedFeature>,
    excluded: Vec<DetectedFeature>,
    things: Vec<String>,
    size: Size,
    /// Said where little was understood.
    remark: Option<&'static str>,
}

fn heard(request: &BuildRequest) -> Heard {
    let said = detect_all(&texts(request));
    let wanted = |one: &DetectedFeature| !request.without.contains(&one.feature);
    let features: Vec<DetectedFeature> = said.features.into_iter().filter(wanted).collect();
    let size = size(request, said.plurals, features.len());
    let excluded = said.excluded.into_iter().filter(wanted).collect();
    Heard { features, excluded, things: said.things, size, remark: said.remark }
}

fn estimate(card: &RateCard, mut said: Heard, plan: Plan, notice: Option<String>) -> Quote {
    said.size.depth = plan.depth;
    let tokens = tokens_of(&plan, said.size, card);
    let total = tokens.iter().map(|(id, read, written)| cost_of(*id, *read, *written)).sum();
    Quote {
        features: said.features,
        excluded: said.excluded,
        tokens: tokens.iter().map(|(_, read, written)| read + written).sum(),
        cost: cost_range(total, card.spread.cost),
        duration: seconds_range(expected_milliseconds(&plan, said.size, card), card.spread.duration),
        notice,
        plan,
        things: said.things,
        model_version: format!("{MODEL}/{}", card.version),
    }
}

/// Everything that the user wrote, the description first.
fn texts(request: &BuildRequest) -> Vec<&str> {
    let more = [request.target_users.as_deref(), request.tech_constraints.as_deref()];
    std::iter::once(request.description.as_str()).chain(more.into_iter().flatten()).collect()
}

/// Tokens that each agent is expected to read and to write.
fn tokens_of(plan: &Plan, size: Size, card: &RateCard) -> Vec<(AgentId, u64, u64)> {
    let estimate = |id: AgentId| {
        let one = card.agents.get(&id)?;
        Some((id, one.tokens_in.at(size).round().to_u64()?, one.tokens_out.at(size).round().to_u64()?))
    };
    plan.agents.iter().filter_map(|one| estimate(one.agent_id)).collect()
}

/// The size of `request`, of which `quote` is the estimate.
#[must_use]
pub fn size_of(request: &BuildRequest, quote: &Quote) -> Size {
    Size { depth: quote.plan.depth, ..size(request, detect_all(&texts(request)).plurals, quote.features.len()) }
}

fn size(request: &BuildRequest, plurals: usize, features: usize) -> Size {
    let texts = texts(request);
    let words = texts.iter().map(|text| text.split_whitespace().count()).sum();
    Size { plurals, features, words, stack: stack(&texts), ..Size::default() }
}

fn expected_milliseconds(plan: &Plan, size: Size, card: &RateCard) -> u64 {
    critical_path(plan, |id| {
        let steps = card.agents.get(&id).map_or(0.0, |estimate| estimate.steps.at(size));
        card.milliseconds(steps.max(1.0))
    })
}

/// Milliseconds of the longest chain of agents that wait for each other; the rest runs beside it.
pub fn critical_path(plan: &Plan, milliseconds: impl Fn(AgentId) -> u64) -> u64 {
    let mut finished: BTreeMap<AgentId, u64> = BTreeMap::new();
    for one in &plan.agents {
        let start = one.depends_on.iter().filter_map(|id| finished.get(id)).max().copied().unwrap_or(0);
        finished.insert(one.agent_id, start + milliseconds(one.agent_id));
    }
    finished.into_values().max().unwrap_or(0)
}

fn cost_range(expected: Usd, spread: Bounds) -> CostRange {
    let at = |factor: Decimal| Usd((expected.0 * factor).round_dp(QUOTED_DECIMALS));
    CostRange { expected: at(Decimal::ONE), low: at(spread.low), high: at(spread.high) }
}

fn seconds_range(milliseconds: u64, spread: Bounds) -> SecondsRange {
    let at = |factor: Decimal| Decimal::from(milliseconds) * factor / Decimal::ONE_THOUSAND;
    let whole = |seconds: Decimal| seconds.to_u32().unwrap_or(u32::MAX).max(1);
    // Outwards, so that whole seconds never make the range narrower.
    SecondsRange {
        expected: whole(at(Decimal::ONE).round()),
        low: whole(at(spread.low).floor()),
        high: whole(at(spread.high).ceil()),
    }
}

/// Said where the workspace's plan builds less deep than asked.
fn notice(wanted: Option<Depth>, allowed: Depth) -> Option<String> {
    let wanted = wanted.filter(|depth| *depth > allowed)?;
    let (allowed, wanted) = (allowed.as_str(), wanted.as_str());
    Some(format!(
        "Your plan builds to {allowed} depth; {wanted} depth needs a higher plan. This build goes to {allowed} depth."
    ))
}

/// Said where a backend was asked for and the build goes no further than the browser.
fn no_server(request: &BuildRequest, depth: Depth) -> Option<String> {
    let missed = depth == Depth::Starter && names_backend(&texts(request));
    missed.then(|| {
        "A server comes with the professional plan. This build goes to starter depth: an application that keeps its \
         records in the browser."
            .to_owned()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quotes::Description;
    use proptest::prelude::*;

    fn request(text: &str) -> Result<BuildRequest, crate::error::Error> {
        Ok(BuildRequest {
            description: Description::parse(text)?,
            depth: None,
            target_users: None,
            tech_constraints: None,
            without: Vec::new(),
        })
    }

    #[test]
    fn tokens_cost_their_exact_price() {
        // Oracle is deep work: 5 and 25 dollars a million.
        assert_eq!(cost_of(AgentId::Oracle, 1, 0).exact(), "0.000005");
        assert_eq!(cost_of(AgentId::Oracle, 1_000_000, 1_000_000).exact(), "30.0000");
        assert_eq!(cost_of(AgentId::Venture, 7, 3).exact(), "0.0000176");
        assert_eq!(cost_of(AgentId::Scope, 0, 0), Usd::ZERO);
    }

    #[test]
    fn the_same_request_gets_the_same_quote() -> Result<(), crate::error::Error> {
        let request = request("A recipe app with ratings and login for members")?;
        assert_eq!(quote(&request, Tier::Free), quote(&request, Tier::Free));
        Ok(())
    }

    #[test]
    fn a_backend_where_there_is_no_server_is_said_before_the_build() -> Result<(), crate::error::Error> {
        let request = request("A recipe box for our family with a server in Python")?;
        let said = quote(&request, Tier::Free).notice.unwrap_or_default();
        assert!(said.contains("professional plan"), "{said}");
        assert_eq!(quote(&request, Tier::Professional).notice, None);
        Ok(())
    }

    #[test]
    fn a_removed_feature_leaves_quote_and_plan() -> Result<(), crate::error::Error> {
        let mut request = request("A recipe app with ratings and login for members")?;
        let with = quote(&request, Tier::Free);
        request.without = vec![Feature::Authentication];
        let without = quote(&request, Tier::Free);
        assert!(with.plan.agents.iter().any(|one| one.agent_id == AgentId::Sentinel));
        assert!(!without.plan.agents.iter().any(|one| one.agent_id == AgentId::Sentinel));
        assert!(without.features.iter().all(|one| one.feature != Feature::Authentication));
        assert!(without.cost.expected < with.cost.expected);
        Ok(())
    }

    #[test]
    fn users_and_constraints_are_read_like_the_description() -> Result<(), crate::error::Error> {
        let mut request = request("A place to collect recipes")?;
        request.target_users = Some("cooks and guests".to_owned());
        request.tech_constraints = Some("needs a REST API, no payments".to_owned());
        let quote = quote(&request, Tier::Free);
        let features: Vec<Feature> = quote.features.iter().map(|one| one.feature).collect();
        assert_eq!(features, [Feature::Roles, Feature::Api]);
        assert_eq!(quote.excluded.first().map(|one| one.evidence.join("")), Some("no payments".to_owned()));
        assert_eq!(quote.things, ["recipes"]);
        Ok(())
    }

    #[test]
    fn a_depth_beyond_the_tier_is_said() -> Result<(), crate::error::Error> {
        let mut request = request("A recipe app with ratings")?;
        assert_eq!(quote(&request, Tier::Free).notice, None);
        request.depth = Some(Depth::Enterprise);
        let quote = quote(&request, Tier::Free);
        assert_eq!(quote.plan.depth, Depth::Starter);
        assert!(quote.notice.is_some_and(|text| text.starts_with("Your plan builds to starter depth; ")));
        Ok(())
    }

    #[test]
    fn a_typical_request_costs_dollars_and_takes_a_minute_or_less() -> Result<(), crate::error::Error> {
        let quote = quote(
            &request("A booking app for a yoga studio: members sign up, book classes and pay online")?,
            Tier::Free,
        );
        assert!((1..5).contains(&quote.cost.expected.0.to_u32().unwrap_or(0)), "{}", quote.cost.expected);
        assert!((10..90).contains(&quote.duration.expected), "{}", quote.duration.expected);
        assert!((60_000..600_000).contains(&quote.tokens), "{}", quote.tokens);
        Ok(())
    }

    #[test]
    fn agents_that_do_not_wait_for_each_other_run_side_by_side() {
        let plan = plan(&[], 10, Depth::Starter);
        let size = Size { plurals: 2, words: 10, ..Size::default() };
        let one_by_one: f64 = plan
            .agents
            .iter()
            .filter_map(|one| rate_card().agents.get(&one.agent_id))
            .map(|one| one.steps.at(size))
            .sum();
        let pace = f64::from(rate_card().step_milliseconds);
        assert!((expected_milliseconds(&plan, size, rate_card()) as f64) < one_by_one * pace * 0.8);
    }

    proptest! {
        #[test]
        fn any_text_gets_ranges_around_what_is_expected(text in "\\PC{10,300}") {
            if let Ok(request) = request(&text) {
                let quote = quote(&request, Tier::Ultimate);
                prop_assert!(quote.cost.low <= quote.cost.expected && quote.cost.expected <= quote.cost.high);
                prop_assert!(quote.duration.low <= quote.duration.expected && quote.duration.expected <= quote.duration.high);
                prop_assert!(quote.cost.low > Usd::ZERO && quote.duration.low > 0);
            }
        }
    }
}
