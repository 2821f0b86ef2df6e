//! Which provider takes the money, read from the environment once.

use reqwest::Url;

use crate::engines::Key;
use crate::plans::Tier;

/// Stripe itself.
const STRIPE: &str = "https://api.stripe.com/";
/// The plans that Stripe sells, with the variable that names each one's price. Enterprise is by contract.
const PRICES: [(Tier, &str); 3] = [
    (Tier::Starter, "STRIPE_PRICE_STARTER"),
    (Tier::Professional, "STRIPE_PRICE_PROFESSIONAL"),
    (Tier::Ultimate, "STRIPE_PRICE_ULTIMATE"),
];

/// Who takes the money.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum BillingConfig {
    /// Nobody.
    #[default]
    Direct,
    /// Stripe.
    Stripe(Box<StripeConfig>),
}

/// An account at Stripe. Its `Debug` shows no secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StripeConfig {
    /// The secret key of its API.
    pub key: Key,
    /// What its webhooks are signed with.
    pub webhook_secret: Key,
    /// The price of each plan.
    pub prices: Vec<(Tier, String)>,
    /// Where its API is; ends in `/`.
    pub base: Url,
}

/// What is wrong with the configuration, by the name of the variable.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BillingConfigError {
    /// Some of it is there, and this is not.
    #[error("{0} is not set, and billing with Stripe needs it. Unset every STRIPE_ variable to go without a provider")]
    Missing(&'static str),
    /// The same price for two plans.
    #[error("{0} names the same price as another plan")]
    SamePrice(&'static str),
    /// Not an address that a key may be sent to.
    #[error(
        "STRIPE_API_BASE is {0}. It holds an address with https, or one of this machine such as http://localhost:8420"
    )]
    NotAnAddress(String),
    /// No client.
    #[error("Stripe cannot be called: {0}")]
    NoClient(String),
}

impl BillingConfig {
    /// Reads `STRIPE_*` through `lookup`. An empty variable counts as one that is not set.
    ///
    /// # Errors
    /// With the variable that is wrong or missing.
    pub fn from_lookup(lookup: impl Fn(&str) -> Option<String>) -> Result<Self, BillingConfigError> {
        let get = |name: &str| lookup(name).map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        let names = ["STRIPE_SECRET_KEY", "STRIPE_WEBHOOK_SECRET"];
        if names.into_iter().chain(PRICES.map(|(_, name)| name)).all(|name| get(name).is_none()) {
            return Ok(Self::Direct);
        }
        let need = |name: &'static str| get(name).ok_or(BillingConfigError::Missing(name));
        let mut prices: Vec<(Tier, String)> = Vec::new();
        for (tier, name) in PRICES {
            let price = need(name)?;
            if prices.iter().any(|(_, other)| *other == price) {
                return Err(BillingConfigError::SamePrice(name));
            }
            prices.push((tier, price));
        }
        Ok(Self::Stripe(Box::new(StripeConfig {
            key: Key::new(&need(names[0])?),
            webhook_secret: Key::new(&need(names[1])?),
            prices,
            base: base(get("STRIPE_API_BASE").as_deref().unwrap_or(STRIPE))?,
        })))
    }
}

/// The key goes there: so by HTTPS, or to this machine.
fn base(text: &str) -> Result<Url, BillingConfigError> {
    let wrong = || BillingConfigError::NotAnAddress(text.to_owned());
    let url = Url::parse(&format!("{}/", text.trim_end_matches('/'))).map_err(|_| wrong())?;
    let is_ours = matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"));
    let is_plain = url.username().is_empty() && url.password().is_none();
    let is_safe = url.scheme() == "https" || (url.scheme() == "http" && is_ours);
    if is_plain && is_safe { Ok(url) } else { Err(wrong()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(without: &str, base: Option<&str>) -> Result<BillingConfig, BillingConfigError> {
        BillingConfig::from_lookup(|name| match name {
            "STRIPE_API_BASE" => base.map(str::to_owned),
            _ if name == without => None,
            _ => Some(format!("secret-of-{name}")),
        })
    }

    #[test]
    fn nothing_set_is_no_provider_and_something_missing_is_named() {
        assert_eq!(BillingConfig::from_lookup(|_| None), Ok(BillingConfig::Direct));
        assert!(matches!(read("", None), Ok(BillingConfig::Stripe(_))));
        for name in ["STRIPE_SECRET_KEY", "STRIPE_WEBHOOK_SECRET", "STRIPE_PRICE_ULTIMATE"] {
            assert!(read(name, None).is_err_and(|error| error.to_string().contains(name)), "{name}");
        }
    }

    #[test]
    fn a_key_goes_out_by_https_or_stays_on_this_machine() {
        for good in ["http://localhost:8420", "http://127.0.0.1:1", "https://stripe.example"] {
            assert!(read("", Some(good)).is_ok(), "{good}");
        }
        for bad in ["http://stripe.example", "stripe", "https://user:word@stripe.example"] {
            assert!(read("", Some(bad)).is_err(), "{bad}");
        }
    }

    #[test]
    fn two_plans_never_share_a_price() {
        assert!(BillingConfig::from_lookup(|_| Some("price_1".to_owned())).is_err());
    }

    #[test]
    fn no_secret_is_shown() {
        let shown = format!("{:?}", read("", None));
        assert!(!shown.contains("secret-of-STRIPE_SECRET"), "{shown}");
        assert!(!shown.contains("secret-of-STRIPE_WEBHOOK"), "{shown}");
    }
}
