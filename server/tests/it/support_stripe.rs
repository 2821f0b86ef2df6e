//! Stripe's API on a free port: customers, prices and subscriptions are kept by localstripe (TEST_STRIPE_URL); payment pages,
//! the portal and schedules, which it lacks, are played here, and newer fields are put into its words.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get, post};
use hmac::{Hmac, KeyInit, Mac};
use olympus::platform::outbound::install_tls;
use reqwest::Client;
use serde_json::{Value, json};
use sha2::Sha256;
use tokio::net::TcpListener;

pub const KEY: &str = "sk_test_never_in_a_log";
pub const SECRET: &str = "whsec_of_the_tests";

/// How the server answers for a while.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Mood {
    Well,
    Down,
    CardsRefused,
    KeyRefused,
}

/// A stand-in before localstripe.
#[derive(Clone)]
pub struct FakeStripe {
    pub url: String,
    pub prices: Vec<(&'static str, String)>,
    upstream: String,
    client: Client,
    kept: Arc<Mutex<Kept>>,
}

struct Kept {
    mood: Mood,
    sessions: HashMap<String, Value>,
    schedules: HashMap<String, Value>,
    statuses: HashMap<String, String>,
    posts: Vec<(String, HashMap<String, String>)>,
}

type Form = HashMap<String, String>;

impl FakeStripe {
    /// Nothing where no localstripe is named; continuous integration names one.
    pub async fn start() -> Option<Self> {
        let Ok(upstream) = std::env::var("TEST_STRIPE_URL") else {
            assert!(std::env::var("CI").is_err(), "CI tests billing too: set TEST_STRIPE_URL");
            eprintln!("skipped: TEST_STRIPE_URL names no localstripe");
            return None;
        };
        install_tls();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let kept = Kept {
            mood: Mood::Well,
            sessions: HashMap::new(),
            schedules: HashMap::new(),
            statuses: HashMap::new(),
            posts: Vec::new(),
        };
        let mut stripe =
            Self { url, prices: Vec::new(), upstream, client: Client::new(), kept: Arc::new(Mutex::new(kept)) };
        for (name, cents) in [("starter", "2900"), ("professional", "9900"), ("ultimate", "29900")] {
            let id = format!("price_{name}_{}", unique());
            let fields =
                [("id", &*id), ("amount", cents), ("currency", "usd"), ("interval", "month"), ("product[name]", name)];
            stripe.ask("plans", &fields).await;
            stripe.prices.push((name, id));
        }
        let app = Router::new()
            .route("/v1/checkout/sessions", post(open_session))
            .route("/v1/checkout/sessions/{id}", get(show_session))
            .route("/v1/checkout/sessions/{id}/expire", post(expire_session))
            .route("/v1/billing_portal/sessions", post(open_portal))
            .route("/v1/prices/{id}", get(show_price))
            .route("/v1/subscriptions/{id}", get(show_subscription).post(change_subscription))
            .route("/v1/subscription_schedules", post(make_schedule))
            .route("/v1/subscription_schedules/{id}", post(plan_schedule))
            .route("/v1/subscription_schedules/{id}/release", post(release_schedule))
            .fallback(any(pass_on))
            .layer(axum::middleware::from_fn_with_state(stripe.clone(), guard))
            .with_state(stripe.clone());
        tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
        Some(stripe)
    }

    /// What the server is configured with.
    pub fn environment(&self, name: &str) -> Option<String> {
        let price = |tier: &str| self.prices.iter().find(|(name, _)| *name == tier).map(|(_, id)| id.clone());
        match name {
            "STRIPE_SECRET_KEY" => Some(KEY.to_owned()),
            "STRIPE_WEBHOOK_SECRET" => Some(SECRET.to_owned()),
            "STRIPE_API_BASE" => Some(self.url.clone()),
            _ => price(&name.strip_prefix("STRIPE_PRICE_")?.to_lowercase()),
        }
    }

    pub fn set_mood(&self, mood: Mood) {
        self.kept.lock().unwrap().mood = mood;
    }

    /// Says of this subscription what only time would bring about.
    pub fn set_status(&self, subscription: &str, status: &str) {
        self.kept.lock().unwrap().statuses.insert(subscription.to_owned(), status.to_owned());
    }

    pub fn sent_to(&self, path: &str) -> Vec<Form> {
        let kept = self.kept.lock().unwrap();
        kept.posts.iter().filter(|(to, _)| to == path).map(|(_, form)| form.clone()).collect()
    }

    /// Somebody pays on this page: the subscription begins. Returns the session as an event shows it.
    pub async fn pay(&self, page: &str) -> Value {
        let id = page.rsplit('/').next().unwrap().to_owned();
        let mut session = self.kept.lock().unwrap().sessions[&id].clone();
        assert_eq!(session["status"], "open", "{session}");
        let customer = session["customer"].as_str().unwrap().to_owned();
        let card = [
            ("type", "card"),
            ("card[number]", "4242424242424242"),
            ("card[exp_month]", "12"),
            ("card[exp_year]", "2050"),
            ("card[cvc]", "123"),
        ];
        let card = self.ask("payment_methods", &card).await["id"].as_str().unwrap().to_owned();
        self.ask(&format!("payment_methods/{card}/attach"), &[("customer", &*customer)]).await;
        let usual = [("invoice_settings[default_payment_method]", &*card)];
        self.ask(&format!("customers/{customer}"), &usual).await;
        let price = session["price"].as_str().unwrap().to_owned();
        let made = self.ask("subscriptions", &[("customer", &*customer), ("items[0][plan]", &*price)]).await;
        assert_eq!(made["status"], "active", "{made}");
        session["status"] = json!("complete");
        session["subscription"] = made["id"].clone();
        self.kept.lock().unwrap().sessions.insert(id, session.clone());
        session
    }

    /// The paid time is over, and what was planned comes true.
    pub async fn turn_period(&self, subscription: &str) -> Value {
        let schedule = self.kept.lock().unwrap().schedules.remove(subscription).unwrap();
        let next = schedule["phases"][1]["items"][0]["price"].as_str().unwrap().to_owned();
        let item = self.subscription(subscription).await["items"]["data"][0]["id"].as_str().unwrap().to_owned();
        let fields = [("items[0][id]", &*item), ("items[0][plan]", &*next)];
        self.ask(&format!("subscriptions/{subscription}"), &fields).await;
        self.subscription(subscription).await
    }

    /// The subscription ends at once.
    pub async fn end(&self, subscription: &str) {
        let request = self.client.delete(format!("{}/v1/subscriptions/{subscription}", self.upstream));
        assert!(request.bearer_auth(KEY).send().await.unwrap().status().is_success());
    }

    /// localstripe itself tells this address of everything from now on.
    pub async fn tell(&self, address: &str) {
        let body = format!("url={address}&secret={SECRET}");
        let url = format!("{}/_config/webhooks/{}", self.upstream, unique());
        let request = self.client.post(url).header("content-type", "application/x-www-form-urlencoded").body(body);
        assert!(request.send().await.unwrap().status().is_success());
    }

    pub async fn subscription(&self, id: &str) -> Value {
        let url = format!("{}/v1/subscriptions/{id}", self.upstream);
        let mut value: Value = self.client.get(url).bearer_auth(KEY).send().await.unwrap().json().await.unwrap();
        let kept = self.kept.lock().unwrap();
        value["schedule"] = kept.schedules.get(id).cloned().unwrap_or(Value::Null);
        if let Some(status) = kept.statuses.get(id) {
            value["status"] = json!(status);
        }
        value
    }

    async fn ask(&self, path: &str, fields: &[(&str, &str)]) -> Value {
        let (status, body) = self.send(Method::POST, &format!("/v1/{path}"), &encode(fields)).await;
        assert!(status.is_success(), "{path}: {status} {}", String::from_utf8_lossy(&body));
        serde_json::from_slice(&body).unwrap()
    }

    async fn send(&self, method: Method, path: &str, body: &str) -> (StatusCode, Bytes) {
        let request = self.client.request(method, format!("{}{path}", self.upstream)).bearer_auth(KEY);
        let request = request.header("content-type", "application/x-www-form-urlencoded").body(body.to_owned());
        let response = request.send().await.unwrap();
        (response.status(), response.bytes().await.unwrap())
    }
}

/// An event as Stripe would send it.
pub fn event(id: &str, kind: &str, object: &Value) -> String {
    let created = chrono::Utc::now().timestamp();
    json!({ "id": id, "object": "event", "type": kind, "created": created, "data": { "object": object } }).to_string()
}

/// The header that Stripe would send with it.
pub fn signed(body: &str, secret: &str, at: i64) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(format!("{at}.{body}").as_bytes());
    format!("t={at},v1={}", hex::encode(mac.finalize().into_bytes()))
}

pub fn unique() -> String {
    uuid::Uuid::new_v4().simple().to_string()
}

fn encode(fields: &[(&str, &str)]) -> String {
    let mut url = reqwest::Url::parse("http://localhost/").unwrap();
    url.query_pairs_mut().extend_pairs(fields);
    url.query().unwrap_or_default().to_owned()
}

fn decode(body: &Bytes) -> Form {
    let query = std::str::from_utf8(body).unwrap();
    let url = reqwest::Url::parse(&format!("http://localhost/?{query}")).unwrap();
    url.query_pairs().map(|(name, value)| (name.into_owned(), value.into_owned())).collect()
}

/// Refuses who has no key, and writes that could be done twice; plays the mood.
async fn guard(
    State(stripe): State<FakeStripe>,
    request: axum::extract::Request,
    next: axum::middleware::Next,
) -> Response {
    assert_eq!(text_of(request.headers(), "authorization"), format!("Bearer {KEY}"));
    assert!(!request.uri().to_string().contains(KEY), "a key in an address");
    let mood = stripe.kept.lock().unwrap().mood;
    match mood {
        Mood::Down => return StatusCode::SERVICE_UNAVAILABLE.into_response(),
        Mood::KeyRefused => return refused(StatusCode::UNAUTHORIZED, &format!("Invalid API Key provided: {KEY}")),
        Mood::Well | Mood::CardsRefused => {}
    }
    if request.method() != Method::POST {
        return next.run(request).await;
    }
    let once = text_of(request.headers(), "idempotency-key");
    assert!(!once.is_empty(), "a write without a key of idempotency");
    let (parts, body) = request.into_parts();
    let body = axum::body::to_bytes(body, 1_000_000).await.unwrap();
    stripe.kept.lock().unwrap().posts.push((parts.uri.path().to_owned(), decode(&body)));
    next.run(axum::extract::Request::from_parts(parts, body.into())).await
}

fn text_of(headers: &HeaderMap, name: &str) -> String {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned()
}

async fn pass_on(State(stripe): State<FakeStripe>, method: Method, uri: Uri, body: Bytes) -> Response {
    let (status, body) = stripe.send(method, uri.path(), std::str::from_utf8(&body).unwrap()).await;
    (status, body).into_response()
}

async fn open_session(State(stripe): State<FakeStripe>, body: Bytes) -> Response {
    let form = decode(&body);
    let id = format!("cs_test_{}", unique());
    let session = json!({
        "id": id, "object": "checkout.session", "status": "open", "customer": form["customer"],
        "client_reference_id": form["client_reference_id"], "price": form["line_items[0][price]"],
        "url": format!("{}/pay/{id}", stripe.url), "expires_at": chrono::Utc::now().timestamp() + 86_400,
        "subscription": null,
    });
    stripe.kept.lock().unwrap().sessions.insert(id, session.clone());
    axum::Json(session).into_response()
}

async fn show_session(State(stripe): State<FakeStripe>, Path(id): Path<String>) -> Response {
    axum::Json(stripe.kept.lock().unwrap().sessions[&id].clone()).into_response()
}

async fn expire_session(State(stripe): State<FakeStripe>, Path(id): Path<String>) -> Response {
    let mut kept = stripe.kept.lock().unwrap();
    let session = kept.sessions.get_mut(&id).unwrap();
    if session["status"] != "open" {
        return refused(StatusCode::BAD_REQUEST, "Only Checkout Sessions with a status in [\"open\"] can be expired.");
    }
    session["status"] = json!("expired");
    axum::Json(session.clone()).into_response()
}

async fn open_portal(State(stripe): State<FakeStripe>, body: Bytes) -> Response {
    let form = decode(&body);
    axum::Json(json!({ "url": format!("{}/portal/{}", stripe.url, form["customer"]) })).into_response()
}

async fn show_price(State(stripe): State<FakeStripe>, Path(id): Path<String>) -> Response {
    let (status, body) = stripe.send(Method::GET, &format!("/v1/plans/{id}"), "").await;
    let plan: Value = serde_json::from_slice(&body).unwrap();
    let recurring = json!({ "interval": plan["interval"] });
    let price =
        json!({ "id": id, "unit_amount": plan["amount"], "currency": plan["currency"], "recurring": recurring });
    (status, axum::Json(price)).into_response()
}

async fn show_subscription(State(stripe): State<FakeStripe>, Path(id): Path<String>) -> Response {
    axum::Json(stripe.subscription(&id).await).into_response()
}

async fn change_subscription(State(stripe): State<FakeStripe>, Path(id): Path<String>, body: Bytes) -> Response {
    let form = decode(&body);
    let changes_price = form.contains_key("items[0][price]");
    if changes_price && stripe.kept.lock().unwrap().mood == Mood::CardsRefused {
        return refused(StatusCode::PAYMENT_REQUIRED, "Your card was declined.");
    }
    let newer = |name: &str| matches!(name, "proration_behavior" | "payment_behavior");
    let fields: Vec<(String, &str)> = form
        .iter()
        .filter(|(name, _)| !newer(name))
        .map(|(name, value)| (name.replace("[price]", "[plan]"), value.as_str()))
        .collect();
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), *value)).collect();
    stripe.ask(&format!("subscriptions/{id}"), &fields).await;
    axum::Json(stripe.subscription(&id).await).into_response()
}

async fn make_schedule(State(stripe): State<FakeStripe>, body: Bytes) -> Response {
    let id = decode(&body)["from_subscription"].clone();
    let subscription = stripe.subscription(&id).await;
    let price = subscription["items"]["data"][0]["plan"]["id"].clone();
    let (start, end) = (subscription["current_period_start"].clone(), subscription["current_period_end"].clone());
    let schedule = json!({
        "id": format!("sub_sched_{id}"), "current_phase": { "start_date": start, "end_date": end },
        "phases": [{ "start_date": start, "end_date": end, "items": [{ "price": price }] }],
    });
    stripe.kept.lock().unwrap().schedules.insert(id, schedule.clone());
    axum::Json(schedule).into_response()
}

async fn plan_schedule(State(stripe): State<FakeStripe>, Path(id): Path<String>, body: Bytes) -> Response {
    let form = decode(&body);
    let mut kept = stripe.kept.lock().unwrap();
    let schedule = kept.schedules.get_mut(id.trim_start_matches("sub_sched_")).unwrap();
    let end = schedule["current_phase"]["end_date"].clone();
    assert_eq!(form["phases[0][end_date]"], end.to_string(), "what is paid stays as it is");
    assert_eq!(form["phases[0][items][0][price]"], schedule["phases"][0]["items"][0]["price"].as_str().unwrap());
    let next = json!({ "start_date": end, "items": [{ "price": form["phases[1][items][0][price]"] }] });
    schedule["phases"].as_array_mut().unwrap().push(next);
    axum::Json(schedule.clone()).into_response()
}

async fn release_schedule(State(stripe): State<FakeStripe>, Path(id): Path<String>) -> Response {
    let released = stripe.kept.lock().unwrap().schedules.remove(id.trim_start_matches("sub_sched_")).unwrap();
    axum::Json(released).into_response()
}

fn refused(status: StatusCode, message: &str) -> Response {
    (status, axum::Json(json!({ "error": { "type": "card_error", "message": message } }))).into_response()
}
