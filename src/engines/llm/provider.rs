//! One question to a provider through the library that speaks their protocols: a stream of text with deadlines, and every
//! failure as one of a few kinds.

use std::time::Duration;

use futures::StreamExt;
use genai::adapter::AdapterKind;
use genai::chat::{ChatMessage, ChatOptions, ChatRequest, ChatStreamEvent, StopReason};
use genai::resolver::{AuthData, Endpoint};
use genai::{Client, Headers, ModelIden, ServiceTarget};
use reqwest::StatusCode;
use reqwest::header::HeaderMap;
use tokio::time::{Instant, timeout_at};
use tracing::instrument::WithSubscriber;
use tracing::subscriber::NoSubscriber;

use super::config::{KeyOwner, ModelConfig};
use super::retry::Limits;
use crate::engines::Usage;
use crate::engines::settings::Provider;
use crate::platform::outbound;

/// Characters of a provider's own words that are passed on.
const QUOTED: usize = 200;

/// Why there is no answer.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// May pass: a broken connection, a server's fault, an answer that stopped.
    #[error("{0}")]
    Passing(String),
    /// Too many requests; how long to wait, where the provider says so.
    #[error("{why}")]
    RateLimited { wait: Option<Duration>, why: String },
    /// Another try would end the same.
    #[error("{0}")]
    Final(String),
}

/// What is asked.
pub struct Question<'a> {
    /// The model's name.
    pub model: &'a str,
    /// Ours.
    pub system: &'a str,
    /// Data.
    pub user: &'a str,
    /// Tokens of the answer.
    pub max_tokens: u32,
}

/// A piece of an answer.
pub enum Piece {
    /// Text of the answer.
    Text(String),
    /// Text that is paid for but is no answer.
    Thought(usize),
    /// The end: exact usage where the provider tells, and whether the answer is whole.
    End { usage: Option<Usage>, whole: Result<(), String> },
}

/// An answer on its way.
pub struct Answer<'a> {
    stream: genai::chat::ChatStream,
    config: &'a ModelConfig,
    limits: Limits,
    begun: Instant,
    last: Option<Instant>,
}

/// Asks; nothing is sent before the first piece is wanted.
pub async fn ask<'a>(
    client: &Client,
    config: &'a ModelConfig,
    limits: Limits,
    question: Question<'_>,
) -> Result<Answer<'a>, Failure> {
    let options = ChatOptions::default().with_max_tokens(question.max_tokens).with_capture_usage(true);
    let request = ChatRequest::from_system(question.system).append_message(ChatMessage::user(question.user));
    let response = client
        .exec_chat_stream(target(config, question.model), request, Some(&options))
        .with_subscriber(NoSubscriber::default())
        .await
        .map_err(|error| failure(config, &error))?;
    Ok(Answer { stream: response.stream, config, limits, begun: Instant::now(), last: None })
}

fn target(config: &ModelConfig, model: &str) -> ServiceTarget {
    let kind = match config.provider {
        Provider::Anthropic => AdapterKind::Anthropic,
        Provider::Openai | Provider::Compatible => AdapterKind::OpenAI,
    };
    let auth = match &config.key {
        Some(key) => AuthData::from_single(key.reveal()),
        // The library insists on a key; its override sends none.
        None => {
            AuthData::RequestOverride { url: format!("{}chat/completions", config.url), headers: Headers::default() }
        }
    };
    let endpoint = Endpoint::from_owned(config.url.as_str());
    ServiceTarget { endpoint, auth, model: ModelIden::new(kind, model.to_owned()) }
}

impl Answer<'_> {
    /// The next piece, within the deadlines.
    pub async fn next(&mut self) -> Result<Piece, Failure> {
        loop {
            match self.event().await? {
                ChatStreamEvent::Chunk(chunk) => {
                    self.last = Some(Instant::now());
                    return Ok(Piece::Text(chunk.content));
                }
                ChatStreamEvent::ReasoningChunk(chunk) | ChatStreamEvent::ThoughtSignatureChunk(chunk) => {
                    self.last = Some(Instant::now());
                    return Ok(Piece::Thought(chunk.content.len()));
                }
                ChatStreamEvent::End(end) => {
                    let usage = end.captured_usage.and_then(|usage| exact(&usage));
                    return Ok(Piece::End { usage, whole: whole(end.captured_stop_reason) });
                }
                // A heartbeat is no progress: it must not keep a dead answer alive.
                ChatStreamEvent::Start | ChatStreamEvent::Heartbeat | ChatStreamEvent::ToolCallChunk(_) => {}
            }
        }
    }

    async fn event(&mut self) -> Result<ChatStreamEvent, Failure> {
        let limits = self.limits;
        let (next, late) = match self.last {
            Some(last) => (last + limits.idle, "stopped in the middle of its answer"),
            None => (self.begun + limits.connect + limits.first_word, "did not begin to answer"),
        };
        let deadline = next.min(self.begun + limits.answer);
        let provider = self.config.provider.label();
        // The library logs what providers send when something is wrong, and that may hold a key or a prompt.
        let event = self.stream.next().with_subscriber(NoSubscriber::default());
        match timeout_at(deadline, event).await {
            Err(_) if self.begun.elapsed() >= limits.answer => Err(Failure::Final(format!(
                "{provider} took longer than {} s for one answer.",
                limits.answer.as_secs()
            ))),
            Err(_) => Err(Failure::Passing(format!("{provider} {late}."))),
            Ok(None) => Err(Failure::Passing(format!("{provider} cut its answer off."))),
            Ok(Some(Err(error))) => Err(failure(self.config, &error)),
            Ok(Some(Ok(event))) => Ok(event),
        }
    }
}

/// What the provider counted; nothing where it counted nothing.
fn exact(usage: &genai::chat::Usage) -> Option<Usage> {
    let count = |tokens: Option<i32>| u64::try_from(tokens.unwrap_or(0)).unwrap_or(0);
    let counted = Usage { tokens_in: count(usage.prompt_tokens), tokens_out: count(usage.completion_tokens) };
    (counted.tokens_in > 0 || counted.tokens_out > 0).then_some(counted)
}

fn whole(reason: Option<StopReason>) -> Result<(), String> {
    match reason {
        Some(StopReason::MaxTokens(_)) => Err("The answer was longer than it may be, and was cut.".to_owned()),
        Some(StopReason::ContentFilter(_)) => Err("The model declined to answer.".to_owned()),
        _ => Ok(()),
    }
}

fn failure(config: &ModelConfig, error: &genai::Error) -> Failure {
    let provider = config.provider.label();
    match error {
        genai::Error::HttpError { status, headers, body, .. } => refused(config, *status, headers, body),
        genai::Error::WebStream { error, .. } => {
            if let Some(inner) = error.downcast_ref::<genai::Error>() {
                return failure(config, inner);
            }
            if let Some(refused) = outbound::refusal(error.as_ref()) {
                return Failure::Final(format!("{refused}."));
            }
            Failure::Passing(transport(provider, error.downcast_ref::<reqwest::Error>()))
        }
        genai::Error::ChatResponse { body, .. } => broken_off(config, body),
        genai::Error::StreamParse { .. } | genai::Error::JsonValueExt(_) | genai::Error::SerdeJson(_) => {
            Failure::Passing(format!("{provider} sent something that is not its protocol."))
        }
        // Built from our own words, without key or prompt; still only its first line.
        other => Failure::Final(format!("{provider} cannot be asked: {}", quoted(config, &other.to_string()))),
    }
}

fn transport(provider: &str, error: Option<&reqwest::Error>) -> String {
    match error {
        Some(error) if error.is_connect() || error.is_timeout() => format!("{provider} cannot be reached."),
        Some(_) => format!("The connection to {provider} broke."),
        None => format!("{provider} sent something that is not text."),
    }
}

/// An answer with a status that is no success.
fn refused(config: &ModelConfig, status: StatusCode, headers: &HeaderMap, body: &str) -> Failure {
    let provider = config.provider.label();
    let words = quoted(config, &message(body));
    match status.as_u16() {
        401 | 403 => Failure::Final(format!("{provider} refused the key ({}). {}", status.as_u16(), whose(config))),
        402 => Failure::Final(format!("{provider} wants to be paid first. {}", whose(config))),
        // OpenAI's way to say that the account is empty; waiting does not fill it.
        429 if body.contains("insufficient_quota") => {
            Failure::Final(format!("The account at {provider} is empty. {}", whose(config)))
        }
        429 => {
            Failure::RateLimited { wait: retry_after(headers), why: format!("{provider} allows no more requests now.") }
        }
        300..=399 => Failure::Final(format!(
            "{provider} answers with a redirect, which is not followed. Set the address it leads to."
        )),
        404 => Failure::Final(format!("{provider} does not know this model or address: {words}")),
        503 | 529 if retry_after(headers).is_some() => {
            Failure::RateLimited { wait: retry_after(headers), why: format!("{provider} is overloaded.") }
        }
        408 | 409 | 425 | 500..=599 => Failure::Passing(format!("{provider} failed ({}).", status.as_u16())),
        code => Failure::Final(format!("{provider} refused the request ({code}): {words}")),
    }
}

/// An error in the middle of a stream.
fn broken_off(config: &ModelConfig, body: &serde_json::Value) -> Failure {
    let provider = config.provider.label();
    let error = body.get("error").unwrap_or(body);
    let kind = error.get("type").and_then(serde_json::Value::as_str).unwrap_or_default();
    match kind {
        "rate_limit_error" => {
            Failure::RateLimited { wait: None, why: format!("{provider} allows no more requests now.") }
        }
        "authentication_error" | "permission_error" => {
            Failure::Final(format!("{provider} refused the key. {}", whose(config)))
        }
        "invalid_request_error" => {
            Failure::Final(format!("{provider} refused the request: {}", quoted(config, &message(&body.to_string()))))
        }
        _ => Failure::Passing(format!("{provider} broke its answer off.")),
    }
}

fn whose(config: &ModelConfig) -> String {
    let Some(key) = &config.key else { return "No key is set.".to_owned() };
    let last = key.last_four();
    let shown = if last.is_empty() { String::new() } else { format!(" ending in {last}") };
    match config.owner {
        KeyOwner::Operator => {
            format!("It is the key of this installation{shown}: whoever runs it has to set OLYMPUS_MODEL_KEY anew.")
        }
        KeyOwner::Tenant => {
            format!(
                "It is your workspace's own key{shown}: an owner or admin can replace it in the workspace's settings."
            )
        }
    }
}

/// Seconds to wait, as the provider says.
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let number = |name: &str| headers.get(name)?.to_str().ok()?.trim().parse::<f64>().ok();
    let seconds = number("retry-after-ms").map(|ms| ms / 1000.0).or_else(|| number("retry-after"))?;
    Duration::try_from_secs_f64(seconds.max(0.0)).ok()
}

/// The sentence in an error's body, where it is JSON of the usual shape.
fn message(body: &str) -> String {
    let value: serde_json::Value = serde_json::from_str(body).unwrap_or_default();
    let found = value.pointer("/error/message").or_else(|| value.get("message")).and_then(serde_json::Value::as_str);
    found.unwrap_or("no reason given").to_owned()
}

/// A provider's words, short, on one line, and without the key.
fn quoted(config: &ModelConfig, text: &str) -> String {
    let hidden = config.key.as_ref().map_or_else(|| text.to_owned(), |key| key.hidden_in(text));
    hidden.chars().map(|c| if c.is_control() { ' ' } else { c }).take(QUOTED).collect()
}
