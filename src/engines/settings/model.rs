//! Engines by name, models with their prices, and what a workspace has chosen.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::agents::QualityClass;
use crate::engines::Usage;
use crate::money::Usd;

/// Whose protocol is spoken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Provider {
    /// Anthropic's messages.
    Anthropic,
    /// OpenAI's chat completions.
    Openai,
    /// The same at another address: Ollama, vLLM, llama.cpp, a gateway.
    Compatible,
}

impl Provider {
    /// The name on the wire, in the database, and of the engine.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        EngineName::from(self).as_str()
    }

    /// The name for people.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Anthropic => "Anthropic",
            Self::Openai => "OpenAI",
            Self::Compatible => "The model's server",
        }
    }

    /// Where it is reached, where nothing else is said.
    #[must_use]
    pub fn default_url(self) -> Option<&'static str> {
        match self {
            Self::Anthropic => Some("https://api.anthropic.com/v1/"),
            Self::Openai => Some("https://api.openai.com/v1/"),
            Self::Compatible => None,
        }
    }
}

impl fmt::Display for Provider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// An engine's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum EngineName {
    /// The built-in engine.
    Blueprint,
    /// A model at Anthropic.
    Anthropic,
    /// A model at OpenAI.
    Openai,
    /// A model at a server that speaks OpenAI's protocol.
    Compatible,
}

impl EngineName {
    /// All, in order.
    pub const ALL: [Self; 4] = [Self::Blueprint, Self::Anthropic, Self::Openai, Self::Compatible];

    /// The name on the wire and in the database.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Blueprint => "blueprint",
            Self::Anthropic => "anthropic",
            Self::Openai => "openai",
            Self::Compatible => "compatible",
        }
    }

    /// Whose protocol it speaks; the built-in engine speaks none.
    #[must_use]
    pub fn provider(self) -> Option<Provider> {
        match self {
            Self::Blueprint => None,
            Self::Anthropic => Some(Provider::Anthropic),
            Self::Openai => Some(Provider::Openai),
            Self::Compatible => Some(Provider::Compatible),
        }
    }
}

impl From<Provider> for EngineName {
    fn from(provider: Provider) -> Self {
        match provider {
            Provider::Anthropic => Self::Anthropic,
            Provider::Openai => Self::Openai,
            Provider::Compatible => Self::Compatible,
        }
    }
}

impl FromStr for EngineName {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|one| one.as_str() == text).ok_or(())
    }
}

/// A model and its price in dollars for a million tokens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Model {
    /// As the provider calls it.
    pub name: String,
    /// Read: dollars for a million tokens. A string, so that the digits stay exact.
    #[cfg_attr(feature = "ssr", schema(value_type = String))]
    pub price_in: Decimal,
    /// Written: dollars for a million tokens.
    #[cfg_attr(feature = "ssr", schema(value_type = String))]
    pub price_out: Decimal,
}

impl Model {
    /// What this usage costs.
    #[must_use]
    pub fn cost(&self, usage: Usage) -> Usd {
        Usd::for_tokens(usage.tokens_in, self.price_in) + Usd::for_tokens(usage.tokens_out, self.price_out)
    }
}

/// A model for each class of work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Models {
    /// Short, formulaic work.
    pub light: Model,
    /// Most work.
    pub standard: Model,
    /// Work that the rest stands on.
    pub deep: Model,
}

impl Models {
    /// The model for this class of work.
    #[must_use]
    pub fn of(&self, class: QualityClass) -> &Model {
        match class {
            QualityClass::Light => &self.light,
            QualityClass::Standard => &self.standard,
            QualityClass::Deep => &self.deep,
        }
    }

    /// All three, by their field on the wire.
    #[must_use]
    pub fn each(&self) -> [(&'static str, &Model); 3] {
        [("models.light", &self.light), ("models.standard", &self.standard), ("models.deep", &self.deep)]
    }
}

/// Who chose an engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum EngineSource {
    /// This workspace.
    Workspace,
    /// Whoever runs this installation.
    Installation,
}

/// The engine that works for a workspace, without its secrets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct EngineSettings {
    /// Which.
    pub engine: EngineName,
    /// Who chose it. Of an installation's choice only the name is told.
    pub source: EngineSource,
    /// Where its models are reached.
    pub url: Option<String>,
    /// Its models.
    pub models: Option<Models>,
    /// The end of its key, to recognise it by; nothing where there is none.
    pub key_last_four: Option<String>,
    /// Whether the built-in engine takes over where a model fails.
    pub safety_net: bool,
    /// When it was chosen.
    pub updated_at: Option<DateTime<Utc>>,
}
