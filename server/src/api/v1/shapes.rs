//! Shapes on the wire that more than one call uses.

use olympus::agents::{Feature, Phase, Plan};
use olympus::ids::BuildId;
use olympus::money::Usd;
use olympus::plans::Depth;
use olympus::queue::Place;
use olympus::quotes::{BuildRequest, Description, DetectedFeature, Quote};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::api::ApiError;

/// Most characters of the short wishes.
const MAX_WISH: usize = 2_000;

/// A request for a build.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BuildBody {
    /// What to build: 10 to 10,000 characters after trimming.
    #[serde(default)]
    #[schema(min_length = 10, max_length = 10000)]
    description: String,
    /// How deep: `starter`, `professional`, `ultimate` or `enterprise`; never deeper than the plan allows.
    #[schema(value_type = Option<Depth>)]
    tier: Option<String>,
    /// Who will use it.
    target_users: Option<String>,
    /// Technical wishes.
    tech_constraints: Option<String>,
    /// Of version 1; every build is conducted now.
    #[expect(dead_code, reason = "accepted because programs of version 1 send it")]
    use_conductor: Option<bool>,
    /// Detected features to leave out.
    #[serde(default)]
    without: Vec<Feature>,
}

impl TryFrom<BuildBody> for BuildRequest {
    type Error = ApiError;

    fn try_from(body: BuildBody) -> Result<Self, ApiError> {
        Ok(Self {
            description: Description::parse(&body.description)?,
            depth: body.tier.map(|tier| tier.parse::<Depth>()).transpose()?,
            target_users: wish("targetUsers", body.target_users)?,
            tech_constraints: wish("techConstraints", body.tech_constraints)?,
            without: body.without,
        })
    }
}

fn wish(field: &str, text: Option<String>) -> Result<Option<String>, ApiError> {
    let text = text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    if text.as_ref().is_some_and(|text| text.chars().count() > MAX_WISH || text.contains('\0')) {
        return Err(ApiError(olympus::error::Error::invalid(
            field,
            format!("{field} has at most {MAX_WISH} characters."),
        )));
    }
    Ok(text)
}

/// The plan as version 1 showed it, and the graph.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PlanShape {
    /// How many agents.
    pub total_agents: usize,
    /// Read and written, expected.
    pub estimated_tokens: u64,
    /// Expected.
    pub estimated_cost: Usd,
    /// One in ten ends below.
    pub cost_low: Usd,
    /// One in ten ends above.
    pub cost_high: Usd,
    /// Seconds, expected.
    pub estimated_seconds: u32,
    /// In order.
    pub phases: Vec<Phase>,
    /// Who waits for whom.
    pub graph: Plan,
}

impl PlanShape {
    /// Of a quote.
    #[must_use]
    pub fn of(quote: &Quote) -> Self {
        Self {
            total_agents: quote.plan.agents.len(),
            estimated_tokens: quote.tokens,
            estimated_cost: quote.cost.expected,
            cost_low: quote.cost.low,
            cost_high: quote.cost.high,
            estimated_seconds: quote.duration.expected,
            phases: quote.plan.phases(),
            graph: quote.plan.clone(),
        }
    }
}

/// What a guest sees before signing up.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Preview {
    /// How many agents.
    pub estimated_agents: usize,
    /// Read and written, expected.
    pub estimated_tokens: u64,
    /// Expected.
    pub estimated_cost: Usd,
    /// One in ten ends below.
    pub cost_low: Usd,
    /// One in ten ends above.
    pub cost_high: Usd,
    /// In words: `4 minutes`.
    pub estimated_duration: String,
    /// Seconds, expected.
    pub estimated_seconds: u32,
    /// Names of what was detected.
    pub features: Vec<Feature>,
    /// What was detected, with the words that led to it.
    pub detected: Vec<DetectedFeature>,
    /// What the text says it does not want.
    pub excluded: Vec<DetectedFeature>,
    /// In order.
    pub phases: Vec<Phase>,
    /// `8 agents, about $2.40 (1.90 to 3.10), 4 minutes`.
    pub headline: String,
    /// Where the depth is less than asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notice: Option<String>,
}

impl Preview {
    /// Of a quote.
    #[must_use]
    pub fn of(quote: &Quote) -> Self {
        Self {
            estimated_agents: quote.plan.agents.len(),
            estimated_tokens: quote.tokens,
            estimated_cost: quote.cost.expected,
            cost_low: quote.cost.low,
            cost_high: quote.cost.high,
            estimated_duration: olympus::quotes::duration_in_words(quote.duration.expected),
            estimated_seconds: quote.duration.expected,
            features: quote.features.iter().map(|detected| detected.feature).collect(),
            detected: quote.features.clone(),
            excluded: quote.excluded.clone(),
            phases: quote.plan.phases(),
            headline: quote.headline(),
            notice: quote.notice.clone(),
        }
    }
}

/// Where to watch a build.
#[must_use]
pub fn stream_url(build: BuildId) -> String {
    format!("/api/v1/build/{build}/stream")
}

/// Where a build waits.
pub type QueueShape = Place;
