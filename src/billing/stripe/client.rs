//! Calls of Stripe's API: a form goes out, JSON comes back. The key travels in a header alone.

use std::time::Duration;

use reqwest::header::{CONTENT_TYPE, HeaderValue};
use reqwest::{Client, Method, StatusCode, Url};
use serde::Deserialize;
use serde_json::Value;

use crate::billing::config::{BillingConfigError, StripeConfig};
use crate::engines::Key;
use crate::error::{Error, ErrorCode};
use crate::platform::outbound::{Reach, client};

/// The version of the API that the answers are read as.
const VERSION: &str = "2024-06-20";
const CONNECT: Duration = Duration::from_secs(5);
/// Stripe answers within a few seconds, or a person has waited long enough.
const ANSWER: Duration = Duration::from_secs(20);

/// Fields of a form, in Stripe's spelling: `items[0][price]`.
pub type Fields<'a> = &'a [(&'a str, &'a str)];

/// Why a call failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StripeError {
    /// It never went out.
    Unreachable,
    /// It may have arrived, and nothing came back.
    NoAnswer,
    /// There is no such thing.
    Missing,
    /// The customer's card was refused, with what may be said about it.
    Card(String),
    /// The state does not allow it.
    Refused,
    /// The configuration or this program is wrong; the cause is in the log.
    Broken,
}

/// A client of one account.
pub struct StripeClient {
    http: Client,
    base: Url,
    key: Key,
}

#[derive(Deserialize)]
struct Refusal {
    error: RefusalBody,
}

#[derive(Deserialize)]
struct RefusalBody {
    #[serde(default, rename = "type")]
    kind: String,
    #[serde(default)]
    code: Option<String>,
    #[serde(default)]
    message: String,
}

impl StripeClient {
    /// For this account.
    pub fn new(config: &StripeConfig) -> Result<Self, BillingConfigError> {
        let http = client(Reach::Anywhere, CONNECT).map_err(|error| BillingConfigError::NoClient(error.to_string()))?;
        Ok(Self { http, base: config.base.clone(), key: config.key.clone() })
    }

    /// Reads.
    pub async fn get(&self, path: &str, fields: Fields<'_>) -> Result<Value, StripeError> {
        let mut url = self.url(path)?;
        if !fields.is_empty() {
            url.query_pairs_mut().extend_pairs(fields);
        }
        self.call(Method::GET, url, None).await
    }

    /// Writes. Sent twice with one `idempotency` key it is done once.
    pub async fn post(&self, path: &str, fields: Fields<'_>, idempotency: &str) -> Result<Value, StripeError> {
        let url = self.url(path)?;
        let mut form = url.clone();
        form.query_pairs_mut().extend_pairs(fields);
        let body = form.query().unwrap_or_default().to_owned();
        self.call(Method::POST, url, Some((body, idempotency))).await
    }

    fn url(&self, path: &str) -> Result<Url, StripeError> {
        self.base.join(path).map_err(|_| StripeError::Broken)
    }

    async fn call(&self, method: Method, url: Url, form: Option<(String, &str)>) -> Result<Value, StripeError> {
        let path = url.path().to_owned();
        let mut request = self
            .http
            .request(method, url)
            .timeout(ANSWER)
            .bearer_auth(self.key.reveal())
            .header("Stripe-Version", VERSION);
        if let Some((body, idempotency)) = form {
            request = request
                .header(CONTENT_TYPE, HeaderValue::from_static("application/x-www-form-urlencoded"))
                .header("Idempotency-Key", idempotency)
                .body(body);
        }
        let response = request.send().await.map_err(|error| unanswered(&path, &error))?;
        let status = response.status();
        let body = response.bytes().await.map_err(|error| unanswered(&path, &error))?;
        if status.is_success() {
            return serde_json::from_slice(&body).map_err(|_| {
                tracing::error!(path, "Stripe's answer cannot be read");
                StripeError::NoAnswer
            });
        }
        Err(self.refusal(&path, status, &body))
    }

    fn refusal(&self, path: &str, status: StatusCode, body: &[u8]) -> StripeError {
        let body = serde_json::from_slice::<Refusal>(body).map(|refusal| refusal.error);
        let (kind, code, message) = body.map_or_else(
            |_| (String::new(), None, String::new()),
            |body| (body.kind, body.code, self.key.hidden_in(&body.message)),
        );
        tracing::warn!(path, status = status.as_u16(), kind, code, message, "Stripe refused a call");
        match status {
            StatusCode::NOT_FOUND => StripeError::Missing,
            StatusCode::PAYMENT_REQUIRED => StripeError::Card(message),
            StatusCode::TOO_MANY_REQUESTS => StripeError::Unreachable,
            StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => StripeError::Broken,
            status if status.is_server_error() => StripeError::NoAnswer,
            _ => StripeError::Refused,
        }
    }
}

/// The error without its address and in one line.
fn unanswered(path: &str, error: &reqwest::Error) -> StripeError {
    let (connect, timeout) = (error.is_connect(), error.is_timeout());
    tracing::warn!(path, connect, timeout, "Stripe did not answer");
    if connect { StripeError::Unreachable } else { StripeError::NoAnswer }
}

impl From<StripeError> for Error {
    fn from(error: StripeError) -> Self {
        let gateway = |message: &str| Self {
            status: Some(502),
            retry_after_seconds: Some(60),
            ..Self::new(ErrorCode::Internal, message)
        };
        match error {
            StripeError::Unreachable => gateway(
                "Stripe, which takes the payments here, cannot be reached. Nothing was changed and nothing was charged; \
                 your plan is as it was. Try again in a minute.",
            ),
            StripeError::NoAnswer => gateway(
                "Stripe, which takes the payments here, did not answer properly. Your plan is as it was; should Stripe have \
                 taken the change all the same, this page shows it within minutes. Look here again before you repeat it.",
            ),
            StripeError::Card(message) => Self::new(
                ErrorCode::LimitReached,
                format!(
                    "The payment was refused{}. Your plan is as it was. Use another card under \"Cards and invoices\", then \
                     try again.",
                    said(&message)
                ),
            ),
            StripeError::Missing | StripeError::Refused => Self::new(
                ErrorCode::Conflict,
                "Stripe did not take this change as your subscription stands now. Your plan is as it was. Load this page \
                 again; if it still fails, use \"Cards and invoices\".",
            ),
            StripeError::Broken => gateway(
                "Stripe does not accept this server's key. Nothing was changed and nothing was charged. Whoever runs this \
                 server has to look at STRIPE_SECRET_KEY.",
            ),
        }
    }
}

fn said(message: &str) -> String {
    let message = message.trim().trim_end_matches('.');
    if message.is_empty() { String::new() } else { format!(": {message}") }
}
