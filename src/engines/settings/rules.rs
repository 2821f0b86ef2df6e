//! What a workspace may choose: public addresses, models with names and possible prices, a key for the host it was entered for.

use super::cipher::Sealed;
use super::model::{EngineName, Models, Provider};
use super::store::EngineRow;
use crate::engines::llm::{base_url, is_price};
use crate::error::{Error, Result};
use crate::platform::outbound::{Refused, public_url};

/// Characters of a model's name.
const LONGEST_NAME: usize = 200;

/// A key goes to the host that it was entered for and to no other: else an admin could lead another's key away.
pub fn kept_key(before: Option<EngineRow>, engine: EngineName, url: &str) -> Result<Option<(Sealed, String)>> {
    let Some(before) = before.filter(|before| before.key.is_some()) else { return Ok(None) };
    if before.engine == engine && before.url.as_deref() == Some(url) {
        return Ok(before.key);
    }
    Err(Error::invalid("key", "Engine or address changed: enter the key again, or remove it."))
}

/// The address of a provider, public and ending in a slash; nothing given: its own.
pub fn checked_url(provider: Provider, url: Option<&str>) -> Result<String> {
    let url = url.map(str::trim).filter(|url| !url.is_empty()).or(provider.default_url());
    let url = url
        .ok_or_else(|| Error::invalid("url", "Enter the address of the server, as in https://models.example.com/v1"))?;
    public_url(url).map_err(refused_url)?;
    base_url(url)
        .filter(|url| url.len() <= 500)
        .ok_or_else(|| Error::invalid("url", "The address must be plain, up to /v1, without a question mark."))
}

/// Why an address is refused, for the field that it was typed into.
#[expect(clippy::needless_pass_by_value, reason = "for `map_err`")]
pub fn refused_url(refused: Refused) -> Error {
    Error::invalid("url", format!("{refused}."))
}

/// Models with names and possible prices.
pub fn checked_models(models: Option<Models>) -> Result<Models> {
    let mut models =
        models.ok_or_else(|| Error::invalid("models", "Name the models for light, standard and deep work."))?;
    for model in [&mut models.light, &mut models.standard, &mut models.deep] {
        model.name = model.name.trim().to_owned();
    }
    for (field, model) in models.each() {
        let length = model.name.chars().count();
        if !(1..=LONGEST_NAME).contains(&length) || model.name.chars().any(char::is_control) {
            return Err(Error::invalid(format!("{field}.name"), "A model's name has 1 to 200 characters."));
        }
        for (part, price) in [("priceIn", &model.price_in), ("priceOut", &model.price_out)] {
            if !is_price(price) {
                let text = "A price is 0 to 10,000 dollars for a million tokens, with up to six decimals.";
                return Err(Error::invalid(format!("{field}.{part}"), text));
            }
        }
    }
    Ok(models)
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::super::model::Model;
    use super::*;
    use crate::platform::clock::Clock;

    fn models(name: &str, price: i64) -> Models {
        let model = || Model { name: name.to_owned(), price_in: Decimal::from(price), price_out: Decimal::ONE };
        Models { light: model(), standard: model(), deep: model() }
    }

    #[test]
    fn an_address_is_public_and_ends_in_a_slash() {
        let taken = checked_url(Provider::Compatible, Some(" https://models.example.com/v1 ")).unwrap();
        assert_eq!(taken, "https://models.example.com/v1/");
        assert_eq!(checked_url(Provider::Anthropic, None).unwrap(), "https://api.anthropic.com/v1/");
        for url in [
            "http://models.example.com/v1",
            "https://localhost/v1",
            "https://10.0.0.7/v1",
            "https://a.example.com/?x=1",
            "x",
        ] {
            let error = checked_url(Provider::Compatible, Some(url)).unwrap_err();
            assert_eq!(error.field.as_deref(), Some("url"), "{url}");
        }
        assert!(checked_url(Provider::Compatible, None).is_err());
    }

    #[test]
    fn models_have_names_and_possible_prices() {
        assert_eq!(checked_models(Some(models(" m ", 3))).unwrap().deep.name, "m");
        for wrong in
            [models("", 3), models("a\nb", 3), models("m", -1), models("m", 10_001), models(&"m".repeat(201), 1)]
        {
            assert!(checked_models(Some(wrong)).is_err());
        }
        assert_eq!(checked_models(None).unwrap_err().field.as_deref(), Some("models"));
    }

    #[test]
    fn a_key_stays_with_the_address_that_it_was_entered_for() {
        let sealed = Sealed { nonce: vec![0; 24], bytes: vec![1] };
        let row = |url: &str| EngineRow {
            engine: EngineName::Compatible,
            url: Some(url.to_owned()),
            models: None,
            key: Some((sealed.clone(), "abcd".to_owned())),
            safety_net: true,
            updated_at: Clock::default().now(),
        };
        let here = "https://models.example.com/v1/";
        assert!(kept_key(Some(row(here)), EngineName::Compatible, here).unwrap().is_some());
        assert!(kept_key(Some(row(here)), EngineName::Compatible, "https://evil.example.com/v1/").is_err());
        assert!(kept_key(Some(row(here)), EngineName::Openai, here).is_err());
        assert_eq!(kept_key(None, EngineName::Openai, here), Ok(None));
    }
}
