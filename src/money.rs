//! Money: exact decimal US dollars. Never floating point inside; a JSON number with its own digits on the wire.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Sub};
use std::str::FromStr;

use rust_decimal::Decimal;
use serde::de::{self, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Decimals that the wire always shows (`2.4000`), as version 1 of the contract did.
const WIRE_DECIMALS: u32 = 4;

/// An amount of US dollars.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "ssr", derive(sqlx::Type), sqlx(transparent))]
pub struct Usd(pub Decimal);

impl Usd {
    /// Nothing.
    pub const ZERO: Self = Self(Decimal::ZERO);

    /// Exact digits with at least four decimals: `2.4000`.
    #[must_use]
    pub fn exact(self) -> String {
        let mut amount = self.0.normalize();
        if amount.scale() < WIRE_DECIMALS {
            amount.rescale(WIRE_DECIMALS);
        }
        amount.to_string()
    }

    /// For people: `$2.40`; amounts under ten cents keep four decimals so that they do not read as nothing.
    #[must_use]
    pub fn display(self) -> String {
        let decimals = if !self.0.is_zero() && self.0.abs() < Decimal::new(1, 1) { 4 } else { 2 };
        format!("${:.*}", decimals, self.0.round_dp(decimals as u32))
    }

    /// `tokens` at `per_million` dollars a million, exact.
    #[must_use]
    pub fn for_tokens(tokens: u64, per_million: Decimal) -> Self {
        Self((Decimal::from(tokens) * per_million / Decimal::from(1_000_000)).normalize())
    }
}

impl fmt::Display for Usd {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.display())
    }
}

impl FromStr for Usd {
    type Err = rust_decimal::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Decimal::from_str(text).map(Self)
    }
}

impl Add for Usd {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl AddAssign for Usd {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

impl Sub for Usd {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl Sum for Usd {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Add::add)
    }
}

impl Serialize for Usd {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // `RawValue` writes the digits as they are; a float would lose some.
        serde_json::value::RawValue::from_string(self.exact()).map_err(serde::ser::Error::custom)?.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Usd {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(UsdVisitor)
    }
}

struct UsdVisitor;

impl Visitor<'_> for UsdVisitor {
    type Value = Usd;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an amount of dollars, as a number or a decimal string")
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Usd, E> {
        // By its shortest text, which is what was written; `Decimal`'s own conversion is off in the last place for some.
        value.to_string().parse().map_err(E::custom)
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Usd, E> {
        Ok(Usd(Decimal::from(value)))
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Usd, E> {
        Ok(Usd(Decimal::from(value)))
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<Usd, E> {
        value.parse().map_err(E::custom)
    }
}

#[cfg(feature = "ssr")]
impl utoipa::PartialSchema for Usd {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        utoipa::openapi::ObjectBuilder::new()
            .schema_type(utoipa::openapi::schema::Type::Number)
            .description(Some("US dollars, exact digits, at least four decimals"))
            .into()
    }
}

#[cfg(feature = "ssr")]
impl utoipa::ToSchema for Usd {}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_wire_shows_at_least_four_decimals_and_every_digit_that_counts() -> Result<(), Box<dyn std::error::Error>> {
        assert_eq!(serde_json::to_string(&Usd::from_str("2.4")?)?, "2.4000");
        assert_eq!(serde_json::to_string(&Usd::from_str("0.0000175")?)?, "0.0000175");
        Ok(())
    }

    proptest! {
        #[test]
        fn an_amount_survives_the_wire_as_number_and_as_string(units in -1_000_000_000_i64..1_000_000_000, scale in 0_u32..6) {
            let amount = Usd(Decimal::new(units, scale));
            let number = serde_json::to_string(&amount)?;
            prop_assert_eq!(serde_json::from_str::<Usd>(&number)?, amount);
            prop_assert_eq!(serde_json::from_str::<Usd>(&format!("\"{number}\""))?, amount);
        }
    }
}
