//! A quote: what was understood, who would build it, what it would cost and take.

use serde::{Deserialize, Serialize};

use crate::agents::{Feature, Plan};
use crate::error::{Error, Result};
use crate::money::Usd;
use crate::plans::Depth;

/// A request's text: 10 to 10,000 characters after trimming, without NUL.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Description(String);

impl Description {
    /// Fewest characters.
    pub const MIN: usize = 10;
    /// Most characters.
    pub const MAX: usize = 10_000;

    /// Checks and trims.
    ///
    /// # Errors
    /// `INVALID_INPUT` that names `description` and says what is wrong with it.
    pub fn parse(text: &str) -> Result<Self> {
        let text = text.trim();
        let count = text.chars().count();
        if text.contains('\0') {
            return Err(Error::invalid(
                "description",
                "There is an invisible control character (NUL) in this text. Type it again instead of pasting it.",
            ));
        }
        if count < Self::MIN {
            return Err(Error::invalid(
                "description",
                format!("Describe your app in at least {} characters; this has {count}.", Self::MIN),
            ));
        }
        if count > Self::MAX {
            return Err(Error::invalid(
                "description",
                format!(
                    "The description has {count} characters; at most {} fit. Shorten it, and add the rest as a change to the finished build.",
                    Self::MAX
                ),
            ));
        }
        Ok(Self(text.to_owned()))
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Description {
    type Error = Error;

    fn try_from(text: String) -> Result<Self> {
        Self::parse(&text)
    }
}

impl From<Description> for String {
    fn from(description: Description) -> Self {
        description.0
    }
}

/// Everything that a build is made from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BuildRequest {
    /// The user's words.
    pub description: Description,
    /// How deep, where the user said so.
    #[serde(default)]
    pub depth: Option<Depth>,
    /// Who will use it.
    #[serde(default)]
    pub target_users: Option<String>,
    /// Technical wishes.
    #[serde(default)]
    pub tech_constraints: Option<String>,
    /// Detected features that the user took away with a click.
    #[serde(default)]
    pub without: Vec<Feature>,
}

/// A feature and the words that led to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct DetectedFeature {
    /// Which.
    pub feature: Feature,
    /// Its name for people.
    pub label: String,
    /// The request's own words, as written: `login for members`. Never empty.
    pub evidence: Vec<String>,
}

/// A range with its middle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct CostRange {
    /// Expected.
    pub expected: Usd,
    /// One in ten ends below.
    pub low: Usd,
    /// One in ten ends above.
    pub high: Usd,
}

/// A range of seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct SecondsRange {
    /// Expected.
    pub expected: u32,
    /// One in ten ends below.
    pub low: u32,
    /// One in ten ends above.
    pub high: u32,
}

/// The estimate before a build.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Quote {
    /// What was detected, with evidence.
    pub features: Vec<DetectedFeature>,
    /// Features that the text says it does not want, with those words: `no login`.
    pub excluded: Vec<DetectedFeature>,
    /// Who would build it.
    pub plan: Plan,
    /// Tokens, expected.
    pub tokens: u64,
    /// What it would cost.
    pub cost: CostRange,
    /// How long it would take.
    pub duration: SecondsRange,
    /// The nouns that the application will keep, as understood so far: `recipes`, `ingredients`.
    pub things: Vec<String>,
    /// Said where the depth is less than asked for.
    pub notice: Option<String>,
    /// Version of the model and rate card that made this, so that a score can name it.
    pub model_version: String,
}

impl Quote {
    /// `8 agents, about $2.40 (1.90 to 3.10), 4 minutes`.
    #[must_use]
    pub fn headline(&self) -> String {
        format!(
            "{} agents, about {} ({:.2} to {:.2}), {}",
            self.plan.agents.len(),
            self.cost.expected,
            self.cost.low.0.round_dp(2),
            self.cost.high.0.round_dp(2),
            duration_in_words(self.duration.expected)
        )
    }
}

/// `40 seconds`, `4 minutes`.
#[must_use]
pub fn duration_in_words(seconds: u32) -> String {
    match seconds {
        1 => "1 second".to_owned(),
        0..90 => format!("{seconds} seconds"),
        90..5400 => format!("{} minutes", (seconds + 30) / 60),
        _ => format!("{} hours", (seconds + 1800) / 3600),
    }
}
