//! No provider: the owner changes the plan, it holds at once, and nothing is charged.

use async_trait::async_trait;
use chrono::{DateTime, Utc};

use super::model::ProviderName;
use super::provider::{BillingProvider, Order, Outcome, ProviderEvent, Subscription};
use crate::error::{Error, ErrorCode, Result};

/// No provider.
#[derive(Clone, Copy, Debug, Default)]
pub struct Direct;

#[async_trait]
impl BillingProvider for Direct {
    fn name(&self) -> ProviderName {
        ProviderName::Direct
    }

    async fn order(&self, _: &Order<'_>) -> Result<Outcome> {
        Ok(Outcome::AtOnce)
    }

    async fn close(&self, _: &str) -> Result<()> {
        Ok(())
    }

    async fn look(&self, _: &str) -> Result<Option<Subscription>> {
        Ok(None)
    }

    async fn portal(&self, _: &str, _: &str) -> Result<String> {
        Err(nothing_is_charged())
    }

    fn read(&self, _: &[u8], _: Option<&str>, _: DateTime<Utc>) -> Result<ProviderEvent> {
        Err(nothing_is_charged())
    }
}

/// There is no such thing here as a bill.
pub fn nothing_is_charged() -> Error {
    let message =
        "This server has no billing provider: nothing is charged here, so there are no invoices or cards to see.";
    Error::new(ErrorCode::NotFound, message)
}
