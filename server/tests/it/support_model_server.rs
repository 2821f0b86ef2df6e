//! A server that speaks the streaming protocols of Anthropic and OpenAI over a real socket, and misbehaves on request.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use futures::StreamExt;
use olympus::agents::{AgentId, agent};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// How the server answers one request.
#[derive(Clone, Debug)]
pub enum Reply {
    /// The agent's files in the asked format, each with this content.
    Good(&'static str),
    /// This text, in which `{B}` stands for the request's boundary.
    Text(String),
    /// This text, then the connection is cut.
    CutOff(String),
    /// This text, then nothing more while the connection stays open.
    Hangs(String),
    /// Nothing at all.
    Silent,
    /// Bytes that are no protocol, as an event stream.
    Malformed(&'static str),
    /// An error event in the middle of the stream.
    Overloaded,
    /// A status with headers and an error message.
    Status(u16, &'static [(&'static str, &'static str)], &'static str),
    /// Text without end.
    Endless,
}

/// What the server was asked.
#[derive(Clone, Debug)]
pub struct Asked {
    pub path: String,
    pub headers: HeaderMap,
    pub body: Value,
}

impl Asked {
    /// The instructions.
    pub fn system(&self) -> String {
        let anthropic = self.body["system"].as_str().map(str::to_owned);
        anthropic.or_else(|| self.message("system")).unwrap_or_else(|| self.body["system"].to_string())
    }

    /// The data.
    pub fn user(&self) -> String {
        self.message("user").unwrap_or_default()
    }

    fn message(&self, role: &str) -> Option<String> {
        let messages = self.body["messages"].as_array()?;
        let content = &messages.iter().find(|message| message["role"] == role)?["content"];
        content.as_str().or_else(|| content.pointer("/0/text").and_then(Value::as_str)).map(str::to_owned)
    }

    /// The boundary that the answer has to carry.
    pub fn boundary(&self) -> String {
        let after = self.user().rsplit("=== done ").next().unwrap_or_default().to_owned();
        after.chars().take_while(char::is_ascii_hexdigit).collect()
    }
}

#[derive(Default)]
struct Script {
    replies: VecDeque<Reply>,
    asked: Vec<Asked>,
}

/// The running server.
pub struct ModelServer {
    pub url: String,
    script: Arc<Mutex<Script>>,
    task: JoinHandle<()>,
}

impl Drop for ModelServer {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl ModelServer {
    /// Answers with `replies`, one after the other; the last one again and again.
    pub async fn start(replies: impl IntoIterator<Item = Reply>) -> Self {
        let script = Script { replies: replies.into_iter().collect(), asked: Vec::new() };
        let script = Arc::new(Mutex::new(script));
        let app = Router::new()
            .route("/v1/messages", post(answer))
            .route("/v1/chat/completions", post(answer))
            .with_state(Arc::clone(&script));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/v1/", listener.local_addr().unwrap());
        let task = tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
        Self { url, script, task }
    }

    /// What it was asked so far.
    pub fn asked(&self) -> Vec<Asked> {
        self.script.lock().unwrap().asked.clone()
    }
}

async fn answer(
    State(script): State<Arc<Mutex<Script>>>,
    uri: axum::http::Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let body: Value = serde_json::from_slice(&body).unwrap();
    let asked = Asked { path: uri.path().to_owned(), headers, body };
    let anthropic = asked.path.ends_with("/messages");
    let reply = {
        let mut script = script.lock().unwrap();
        script.asked.push(asked.clone());
        if script.replies.len() > 1 { script.replies.pop_front() } else { script.replies.front().cloned() }
    };
    let boundary = asked.boundary();
    let filled = |text: String| text.replace("{B}", &boundary);
    let protocol = if anthropic { Protocol::Anthropic } else { Protocol::OpenAi };
    match reply.unwrap_or(Reply::Silent) {
        Reply::Good(content) => whole(&protocol, &good(&asked, content)),
        Reply::Text(text) => whole(&protocol, &filled(text)),
        Reply::CutOff(text) => stream(protocol.begin(&filled(text)), End::Cut),
        Reply::Hangs(text) => stream(protocol.begin(&filled(text)), End::Open),
        Reply::Silent => stream(Vec::new(), End::Open),
        Reply::Malformed(bytes) => stream(vec![bytes.to_owned()], End::Close),
        Reply::Overloaded => {
            let mut events = protocol.begin("Let me");
            events.push(protocol.error());
            stream(events, End::Close)
        }
        Reply::Endless => endless(&protocol),
        Reply::Status(status, headers, message) => refusal(status, headers, message),
    }
}

/// What the agent that is asked has to produce, in the format that was asked for.
fn good(asked: &Asked, content: &str) -> String {
    let (system, boundary) = (asked.system(), asked.boundary());
    let one = AgentId::ALL
        .iter()
        .map(|id| agent(*id))
        .find(|one| system.starts_with(&format!("# You are {}\n", one.name)))
        .expect("an agent");
    let file = |path: &str| {
        let path = if path.ends_with('/') { format!("{path}main.test.mjs") } else { path.to_owned() };
        format!("=== file {boundary}: {path} | Wrote it.\n{content}\n=== end {boundary}\n")
    };
    let files: String = one.produces.iter().filter_map(|entry| entry.split('|').next()).map(file).collect();
    format!("=== step {boundary}: Read the model.\n=== decision {boundary}: Small.\n{files}=== done {boundary}\n")
}

enum Protocol {
    Anthropic,
    OpenAi,
}

impl Protocol {
    /// The events of an answer up to its last text.
    fn begin(&self, text: &str) -> Vec<String> {
        let characters: Vec<char> = text.chars().collect();
        let pieces = characters.chunks(40).map(|piece| self.text(&piece.iter().collect::<String>()));
        match self {
            Self::Anthropic => {
                let message = json!({ "type": "message_start", "message": { "usage": { "input_tokens": 1200, "output_tokens": 1 } } });
                let block = json!({ "type": "content_block_start", "index": 0, "content_block": { "type": "text", "text": "" } });
                [
                    event("message_start", &message),
                    event("ping", &json!({ "type": "ping" })),
                    event("content_block_start", &block),
                ]
                .into_iter()
                .chain(pieces)
                .collect()
            }
            Self::OpenAi => pieces.collect(),
        }
    }

    fn text(&self, text: &str) -> String {
        match self {
            Self::Anthropic => {
                let delta = json!({ "type": "content_block_delta", "index": 0, "delta": { "type": "text_delta", "text": text } });
                event("content_block_delta", &delta)
            }
            Self::OpenAi => {
                data(&json!({ "choices": [{ "index": 0, "delta": { "content": text }, "finish_reason": null }] }))
            }
        }
    }

    fn end(&self) -> String {
        match self {
            Self::Anthropic => {
                let delta = json!({ "type": "message_delta", "delta": { "stop_reason": "end_turn" }, "usage": { "output_tokens": 345 } });
                let stop = json!({ "type": "content_block_stop", "index": 0 });
                event("content_block_stop", &stop)
                    + &event("message_delta", &delta)
                    + &event("message_stop", &json!({ "type": "message_stop" }))
            }
            Self::OpenAi => {
                let last = json!({ "choices": [{ "index": 0, "delta": {}, "finish_reason": "stop" }] });
                let usage = json!({ "choices": [], "usage": { "prompt_tokens": 1200, "completion_tokens": 345, "total_tokens": 1545 } });
                data(&last) + &data(&usage) + "data: [DONE]\n\n"
            }
        }
    }

    fn error(&self) -> String {
        match self {
            Self::Anthropic => event(
                "error",
                &json!({ "type": "error", "error": { "type": "overloaded_error", "message": "Overloaded" } }),
            ),
            Self::OpenAi => data(&json!({ "error": { "type": "server_error", "message": "Error in input stream" } })),
        }
    }
}

fn event(name: &str, value: &Value) -> String {
    format!("event: {name}\ndata: {value}\n\n")
}

fn data(value: &Value) -> String {
    format!("data: {value}\n\n")
}

/// How a stream goes on after its events.
enum End {
    Close,
    Cut,
    Open,
}

fn whole(protocol: &Protocol, text: &str) -> Response {
    let mut events = protocol.begin(text);
    events.push(protocol.end());
    stream(events, End::Close)
}

fn stream(events: Vec<String>, end: End) -> Response {
    let events = futures::stream::iter(events).map(|event| Ok::<_, std::io::Error>(Bytes::from(event)));
    let body = match end {
        End::Close => Body::from_stream(events),
        End::Cut => Body::from_stream(events.chain(futures::stream::once(async {
            // What was written so far leaves first.
            tokio::task::yield_now().await;
            Err(std::io::Error::other("cut"))
        }))),
        End::Open => Body::from_stream(events.chain(futures::stream::pending())),
    };
    ([(header::CONTENT_TYPE, "text/event-stream")], body).into_response()
}

fn endless(protocol: &Protocol) -> Response {
    let first = protocol.begin("");
    let again = protocol.text(&"and so on ".repeat(40));
    let events = futures::stream::iter(first).chain(futures::stream::repeat(again));
    let body = Body::from_stream(events.map(|event| Ok::<_, Infallible>(Bytes::from(event))));
    ([(header::CONTENT_TYPE, "text/event-stream")], body).into_response()
}

fn refusal(status: u16, headers: &[(&'static str, &'static str)], message: &str) -> Response {
    let body = json!({ "type": "error", "error": { "type": "some_error", "message": message } });
    let mut response = (StatusCode::from_u16(status).unwrap(), axum::Json(body)).into_response();
    for (name, value) in headers {
        response.headers_mut().insert(*name, value.parse().unwrap());
    }
    response
}
