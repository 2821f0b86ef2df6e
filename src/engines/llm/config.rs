//! Which model plays the agents: provider, key, address, a model for each class of work, and their prices. Read from the
//! environment once; a tenant's own is put together by `engines::settings`.

use std::fmt;

use reqwest::Url;
use rust_decimal::Decimal;

use crate::engines::settings::{EngineName, Model, Models, Provider};

/// Tokens of input and output together that fit into the model, where nothing else is said.
const WINDOW: u32 = 100_000;
/// Tokens of one answer, where nothing else is said.
const MAX_OUTPUT: u32 = 16_000;

/// A provider's key. Shown only as its last four characters, also in logs.
#[derive(Clone, PartialEq, Eq)]
pub struct Key(String);

impl Key {
    /// A key as a person pasted it.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self(text.trim().to_owned())
    }

    /// For the request's header, and for sealing.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// To recognise it by; a key that is too short to hide the rest of it shows nothing.
    #[must_use]
    pub fn last_four(&self) -> String {
        let letters: Vec<char> = self.0.chars().collect();
        if letters.len() < 12 { String::new() } else { letters[letters.len() - 4..].iter().collect() }
    }

    /// `text` without this key, should a server have sent it back.
    #[must_use]
    pub fn hidden_in(&self, text: &str) -> String {
        if self.0.is_empty() { text.to_owned() } else { text.replace(&self.0, "[key]") }
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Key(…{})", self.last_four())
    }
}

/// Whose key it is, and so who has to mend it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyOwner {
    /// Whoever runs this installation.
    Operator,
    /// The workspace.
    Tenant,
}

/// A language model that plays agents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModelConfig {
    /// Whose protocol.
    pub provider: Provider,
    /// Where; ends in `/`.
    pub url: String,
    /// Local servers need none.
    pub key: Option<Key>,
    /// Whose key.
    pub owner: KeyOwner,
    /// Which models.
    pub models: Models,
    /// Tokens of input and output together that fit.
    pub window_tokens: u32,
    /// Tokens of one answer at most.
    pub max_output_tokens: u32,
}

/// The engine of an installation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum EngineConfig {
    /// The built-in one.
    #[default]
    Blueprint,
    /// A language model.
    Model(Box<ModelConfig>),
}

/// What is wrong with the configuration, by the name of the variable.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ConfigError {
    /// No such engine.
    #[error("OLYMPUS_ENGINE is {0}. It can be blueprint, anthropic, openai or compatible")]
    UnknownEngine(String),
    /// Not said, and there is no sensible default.
    #[error("{0} is not set, and {1} needs it")]
    Missing(&'static str, Provider),
    /// Not a number of dollars.
    #[error(
        "{0} is {1}. It holds dollars for a million tokens: one number, or three for light, standard and deep work, as in 0.80,3,15"
    )]
    NotAPrice(&'static str, String),
    /// Not a number of tokens.
    #[error("{0} is {1}. It holds a number of tokens, at least {2}")]
    NotTokens(&'static str, String, u32),
    /// Not an address.
    #[error("{0} is {1}. It holds an address such as http://localhost:11434/v1")]
    NotAnAddress(&'static str, String),
}

impl EngineConfig {
    /// Reads `OLYMPUS_ENGINE` and `OLYMPUS_MODEL_*` through `lookup`. An empty variable counts as one that is not set.
    ///
    /// # Errors
    /// With the variable that is wrong or missing.
    pub fn from_lookup(lookup: impl Fn(&str) -> Option<String>) -> Result<Self, ConfigError> {
        let get = |name: &str| lookup(name).map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        let Some(name) = get("OLYMPUS_ENGINE") else { return Ok(Self::Blueprint) };
        let engine: EngineName = name.parse().map_err(|()| ConfigError::UnknownEngine(name))?;
        let Some(provider) = engine.provider() else { return Ok(Self::Blueprint) };
        let key = get("OLYMPUS_MODEL_KEY").map(|text| Key::new(&text));
        if key.is_none() && provider != Provider::Compatible {
            return Err(ConfigError::Missing("OLYMPUS_MODEL_KEY", provider));
        }
        let url = get("OLYMPUS_MODEL_URL")
            .or_else(|| provider.default_url().map(str::to_owned))
            .ok_or(ConfigError::Missing("OLYMPUS_MODEL_URL", provider))?;
        Ok(Self::Model(Box::new(ModelConfig {
            provider,
            url: base_url(&url).ok_or(ConfigError::NotAnAddress("OLYMPUS_MODEL_URL", url))?,
            key,
            owner: KeyOwner::Operator,
            models: models(provider, &get)?,
            window_tokens: tokens("OLYMPUS_MODEL_WINDOW", (WINDOW, 8_000), &get)?,
            max_output_tokens: tokens("OLYMPUS_MODEL_MAX_OUTPUT", (MAX_OUTPUT, 1_000), &get)?,
        })))
    }
}

impl ModelConfig {
    /// A tenant's own model, with the usual window.
    #[must_use]
    pub fn of_tenant(provider: Provider, url: String, key: Option<Key>, models: Models) -> Self {
        let owner = KeyOwner::Tenant;
        Self { provider, url, key, owner, models, window_tokens: WINDOW, max_output_tokens: MAX_OUTPUT }
    }
}

/// An `http` or `https` address without query, ending in `/`; nothing where it is none.
#[must_use]
pub fn base_url(text: &str) -> Option<String> {
    let mut url = Url::parse(text.trim()).ok()?;
    if !matches!(url.scheme(), "http" | "https") || !url.has_host() || url.query().is_some() {
        return None;
    }
    url.set_fragment(None);
    let path = format!("{}/", url.path().trim_end_matches('/'));
    url.set_path(&path);
    Some(url.to_string())
}

/// Light and deep work fall back to the standard model. A server of one's own costs nothing where no price is given.
fn models(provider: Provider, get: &impl Fn(&str) -> Option<String>) -> Result<Models, ConfigError> {
    let standard = get("OLYMPUS_MODEL_STANDARD").ok_or(ConfigError::Missing("OLYMPUS_MODEL_STANDARD", provider))?;
    let [light_in, standard_in, deep_in] = prices("OLYMPUS_MODEL_PRICE_IN", provider, get)?;
    let [light_out, standard_out, deep_out] = prices("OLYMPUS_MODEL_PRICE_OUT", provider, get)?;
    let model = |name: Option<String>, price_in, price_out| Model {
        name: name.unwrap_or_else(|| standard.clone()),
        price_in,
        price_out,
    };
    Ok(Models {
        light: model(get("OLYMPUS_MODEL_LIGHT"), light_in, light_out),
        standard: model(None, standard_in, standard_out),
        deep: model(get("OLYMPUS_MODEL_DEEP"), deep_in, deep_out),
    })
}

fn prices(
    name: &'static str,
    provider: Provider,
    get: &impl Fn(&str) -> Option<String>,
) -> Result<[Decimal; 3], ConfigError> {
    let Some(text) = get(name) else {
        let free = provider == Provider::Compatible;
        return if free { Ok([Decimal::ZERO; 3]) } else { Err(ConfigError::Missing(name, provider)) };
    };
    let wrong = || ConfigError::NotAPrice(name, text.clone());
    let numbers: Vec<Decimal> = text
        .split(',')
        .map(|part| part.trim().parse().ok().filter(is_price))
        .collect::<Option<_>>()
        .ok_or_else(wrong)?;
    match numbers[..] {
        [all] => Ok([all; 3]),
        [light, standard, deep] => Ok([light, standard, deep]),
        _ => Err(wrong()),
    }
}

/// Dollars for a million tokens that somebody could mean.
#[must_use]
pub fn is_price(price: &Decimal) -> bool {
    (Decimal::ZERO..=Decimal::from(10_000)).contains(price) && price.scale() <= 6
}

fn tokens(
    name: &'static str,
    (usual, least): (u32, u32),
    get: &impl Fn(&str) -> Option<String>,
) -> Result<u32, ConfigError> {
    let Some(text) = get(name) else { return Ok(usual) };
    let number = text.replace('_', "").parse().ok().filter(|number| *number >= least);
    number.ok_or(ConfigError::NotTokens(name, text, least))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agents::QualityClass;
    use crate::engines::Usage;

    fn read(pairs: &[(&str, &str)]) -> Result<EngineConfig, ConfigError> {
        EngineConfig::from_lookup(|name| {
            pairs.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
        })
    }

    const ANTHROPIC: [(&str, &str); 5] = [
        ("OLYMPUS_ENGINE", "anthropic"),
        ("OLYMPUS_MODEL_KEY", "sk-ant-0123456789abcd"),
        ("OLYMPUS_MODEL_STANDARD", "middle"),
        ("OLYMPUS_MODEL_PRICE_IN", "0.80, 3, 15"),
        ("OLYMPUS_MODEL_PRICE_OUT", "4,15,75"),
    ];

    #[test]
    fn without_any_variable_the_built_in_engine_works() {
        assert_eq!(read(&[]), Ok(EngineConfig::Blueprint));
        assert_eq!(read(&[("OLYMPUS_ENGINE", " ")]), Ok(EngineConfig::Blueprint));
    }

    #[test]
    fn each_class_has_its_model_and_price() {
        let mut pairs = ANTHROPIC.to_vec();
        pairs.push(("OLYMPUS_MODEL_DEEP", "big"));
        let Ok(EngineConfig::Model(config)) = read(&pairs) else { panic!("{:?}", read(&pairs)) };
        assert_eq!(config.url, "https://api.anthropic.com/v1/");
        assert_eq!(config.models.of(QualityClass::Light).name, "middle");
        assert_eq!(config.models.of(QualityClass::Deep).name, "big");
        let usage = Usage { tokens_in: 1_000_000, tokens_out: 2_000_000 };
        assert_eq!(config.models.of(QualityClass::Deep).cost(usage).exact(), "165.0000");
    }

    #[test]
    fn a_server_of_ones_own_needs_an_address_but_neither_key_nor_price() {
        let local = [("OLYMPUS_ENGINE", "compatible"), ("OLYMPUS_MODEL_STANDARD", "qwen3:8b")];
        assert_eq!(read(&local), Err(ConfigError::Missing("OLYMPUS_MODEL_URL", Provider::Compatible)));
        let mut local = local.to_vec();
        local.push(("OLYMPUS_MODEL_URL", "http://localhost:11434/v1"));
        let Ok(EngineConfig::Model(config)) = read(&local) else { panic!("{:?}", read(&local)) };
        assert_eq!((config.url.as_str(), config.key), ("http://localhost:11434/v1/", None));
    }

    #[test]
    fn what_is_wrong_is_named() {
        let changed = |name: &'static str, value: &'static str| {
            let mut pairs = ANTHROPIC.to_vec();
            pairs.retain(|(known, _)| *known != name);
            pairs.push((name, value));
            read(&pairs).map_err(|error| error.to_string()).expect_err(name)
        };
        assert!(changed("OLYMPUS_ENGINE", "gemini").contains("gemini"));
        for (name, value) in [
            ("OLYMPUS_MODEL_KEY", ""),
            ("OLYMPUS_MODEL_STANDARD", ""),
            ("OLYMPUS_MODEL_PRICE_IN", ""),
            ("OLYMPUS_MODEL_PRICE_OUT", "1,2"),
            ("OLYMPUS_MODEL_PRICE_OUT", "-1"),
            ("OLYMPUS_MODEL_URL", "localhost:11434"),
            ("OLYMPUS_MODEL_WINDOW", "many"),
            ("OLYMPUS_MODEL_WINDOW", "12"),
        ] {
            assert!(changed(name, value).contains(name), "{name}={value}");
        }
    }

    #[test]
    fn a_key_is_never_shown() {
        let key = Key::new(" sk-ant-0123456789abcd\n");
        assert_eq!(format!("{key:?}"), "Key(…abcd)");
        assert_eq!(key.hidden_in("bad key sk-ant-0123456789abcd!"), "bad key [key]!");
        assert_eq!(Key::new("short").last_four(), "");
    }
}
