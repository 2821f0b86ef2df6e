//! A server on a free port over a fresh database, and a browser-like client.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use clap::Parser;
use olympus::engines::{EngineConfig, Engines};
use olympus::platform::backplane::InProcess;
use olympus::platform::clock::Clock;
use olympus::platform::database::Database;
use olympus::services::Services;
use reqwest::{Client, RequestBuilder, Response, StatusCode};
use serde_json::{Value, json};
use server::router::{AppState, router};
use server::setup::ServeOptions;
use sqlx::postgres::PgConnectOptions;
use tokio::net::TcpListener;
use tokio_util::sync::{CancellationToken, DropGuard};

pub const RECIPES: &str = "A recipe box where my family can save recipes with ingredients and rate them";
pub const PASSWORD: &str = "an olive tree by the sea";
pub const OPERATOR: &str = "operator-token-of-the-tests";

/// A running server; it ends when this is dropped.
pub struct TestServer {
    pub url: String,
    pub services: Services,
    pub clock: Clock,
    _shutdown: DropGuard,
}

#[derive(Parser)]
struct Options {
    #[command(flatten)]
    serve: ServeOptions,
}

/// What `serve` has without any option.
pub fn options() -> ServeOptions {
    let arguments = ["test", "--operator-token", OPERATOR, "--pace-ms", "0", "--site", "/nonexistent"];
    Options::parse_from(arguments).serve
}

impl TestServer {
    /// Pages, API and a worker.
    pub async fn start(database: PgConnectOptions) -> Self {
        let server = Self::without_worker(database).await;
        server.start_worker(Duration::ZERO);
        server
    }

    /// Pages and API only.
    pub async fn without_worker(database: PgConnectOptions) -> Self {
        Self::with_options(database, &options()).await
    }

    /// Pages and API only, as `serve` is told.
    pub async fn with_options(database: PgConnectOptions, options: &ServeOptions) -> Self {
        let clock = Clock::default();
        let database = Database::connect(database, 20).await.unwrap();
        let services =
            Services::new(database, Arc::new(InProcess::new(clock.clone())), clock.clone(), EngineConfig::Blueprint)
                .await
                .unwrap();
        Self::serving(services, clock, options).await
    }

    /// Pages and API over these services.
    pub async fn over(services: Services, clock: Clock) -> Self {
        Self::serving(services, clock, &options()).await
    }

    async fn serving(services: Services, clock: Clock, options: &ServeOptions) -> Self {
        let shutdown = CancellationToken::new();
        let app = router(AppState::new(services.clone(), options, shutdown.clone()));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let ended = shutdown.clone();
        tokio::spawn(async move {
            axum::serve(listener, app.into_make_service_with_connect_info::<SocketAddr>())
                .with_graceful_shutdown(async move { ended.cancelled().await })
                .await
                .unwrap();
        });
        Self { url, services, clock, _shutdown: shutdown.drop_guard() }
    }

    /// A worker that pauses `pace` between two sentences; cancel the token to stop it in order, abort the task to kill it.
    pub fn start_worker(&self, pace: Duration) -> (tokio::task::JoinHandle<()>, CancellationToken) {
        self.start_worker_with(self.services.engines.clone(), pace)
    }

    /// A worker whose agents are played by these engines.
    pub fn start_worker_with(
        &self,
        engines: Engines,
        pace: Duration,
    ) -> (tokio::task::JoinHandle<()>, CancellationToken) {
        let token = CancellationToken::new();
        let worker = self.services.worker_with(engines, 8, pace, "test worker");
        (tokio::spawn(worker.run(token.clone())), token)
    }

    /// Somebody without an account.
    pub fn guest(&self) -> Person {
        let client = Client::builder().cookie_store(true).redirect(reqwest::redirect::Policy::none()).build().unwrap();
        Person { client, url: self.url.clone() }
    }

    /// Somebody who has just signed up.
    pub async fn member(&self, email: &str) -> Person {
        let person = self.guest();
        let answer = person.post("/api/v1/auth/signup", json!({ "email": email, "password": PASSWORD })).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.body);
        person
    }
}

/// A browser with its own cookies.
#[derive(Clone)]
pub struct Person {
    pub client: Client,
    pub url: String,
}

/// An answer whose body was read.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: reqwest::header::HeaderMap,
    pub body: Value,
}

impl Answer {
    pub fn code(&self) -> &str {
        self.body["error"]["code"].as_str().unwrap_or_default()
    }

    pub fn text(&self, pointer: &str) -> String {
        self.body
            .pointer(pointer)
            .and_then(Value::as_str)
            .unwrap_or_else(|| panic!("{pointer} in {}", self.body))
            .to_owned()
    }
}

impl Person {
    pub async fn get(&self, path: &str) -> Answer {
        read(self.client.get(self.at(path))).await
    }

    pub async fn delete(&self, path: &str) -> Answer {
        read(self.client.delete(self.at(path))).await
    }

    pub async fn post(&self, path: &str, body: Value) -> Answer {
        read(self.client.post(self.at(path)).json(&body)).await
    }

    pub async fn send(&self, request: RequestBuilder) -> Answer {
        read(request).await
    }

    pub async fn raw(&self, path: &str) -> Response {
        self.client.get(self.at(path)).send().await.unwrap()
    }

    pub fn at(&self, path: &str) -> String {
        format!("{}{path}", self.url)
    }

    /// Asks for a build and returns its id.
    pub async fn build(&self, description: &str) -> String {
        let answer = self.post("/api/v1/build", json!({ "description": description })).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        answer.text("/data/buildId")
    }

    /// Follows the stream until `count` events of that name have come, and returns their data.
    pub async fn follow_until(&self, build: &str, event: &str, count: usize) -> Vec<Value> {
        let request = self.client.get(self.at(&format!("/api/v1/build/{build}/stream")));
        let found = async {
            let (mut response, mut text) = (request.send().await.unwrap(), String::new());
            loop {
                let chunk = response.chunk().await.unwrap().expect("the stream goes on until then");
                text.push_str(std::str::from_utf8(&chunk).unwrap());
                // The last block may be cut.
                let whole = text.rsplit_once("\n\n").map_or("", |(whole, _)| whole);
                let events = parse_events(whole).into_iter().filter(|(_, name, _)| name == event);
                let found: Vec<Value> = events.map(|(.., data)| data).collect();
                if found.len() >= count {
                    return found;
                }
            }
        };
        tokio::time::timeout(Duration::from_secs(60), found).await.expect("the build comes on")
    }

    /// Follows the stream to its end and returns `(id, event, data)` of each event.
    pub async fn follow(&self, build: &str, last: Option<i64>) -> Vec<(i64, String, Value)> {
        let mut request = self.client.get(self.at(&format!("/api/v1/build/{build}/stream")));
        if let Some(last) = last {
            request = request.header("Last-Event-ID", last.to_string());
        }
        let response = tokio::time::timeout(Duration::from_secs(60), async {
            request.send().await.unwrap().text().await.unwrap()
        });
        parse_events(&response.await.expect("the stream ends with the build"))
    }
}

async fn read(request: RequestBuilder) -> Answer {
    let response = request.send().await.unwrap();
    let (status, headers) = (response.status(), response.headers().clone());
    let text = response.text().await.unwrap();
    Answer { status, headers, body: serde_json::from_str(&text).unwrap_or(Value::String(text)) }
}

pub fn parse_events(text: &str) -> Vec<(i64, String, Value)> {
    let field = |block: &str, name: &str| {
        block.lines().find_map(|line| line.strip_prefix(name)).map(|rest| rest.trim().to_owned())
    };
    text.split("\n\n")
        .filter_map(|block| {
            let id = field(block, "id:")?.parse().unwrap();
            Some((id, field(block, "event:")?, serde_json::from_str(&field(block, "data:")?).unwrap()))
        })
        .collect()
}
