//! Plans and payment: at once where nothing is charged; through Stripe by payment page, webhook and schedule, whatever order
//! and however often things are told.

use std::time::Duration;

use olympus::billing::BillingConfig;
use olympus::engines::EngineConfig;
use olympus::platform::backplane::InProcess;
use olympus::platform::clock::Clock;
use olympus::platform::database::Database;
use olympus::services::Services;
use reqwest::StatusCode;
use serde_json::{Value, json};
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};

use crate::support::{Answer, OPERATOR, Person, RECIPES, TestServer};
use crate::support_stripe::{FakeStripe, KEY, Mood, SECRET, event, signed, unique};

/// A server that bills through Stripe, an owner, and Stripe.
struct Shop {
    server: TestServer,
    stripe: FakeStripe,
    ada: Person,
    pool: PgPool,
}

impl Shop {
    /// Nothing where there is no localstripe to test against.
    async fn open(pool: PgPoolOptions, options: PgConnectOptions) -> Option<Self> {
        let stripe = FakeStripe::start().await?;
        let clock = Clock::default();
        let database = Database::connect(options.clone(), 20).await.unwrap();
        let config = BillingConfig::from_lookup(|name| stripe.environment(name)).unwrap();
        let backplane = std::sync::Arc::new(InProcess::default());
        let services = Services::new(database, backplane, clock.clone(), EngineConfig::Blueprint).await.unwrap();
        let server = TestServer::over(services.billed_through(config).unwrap(), clock).await;
        let ada = server.member("ada@example.com").await;
        Some(Self { server, stripe, ada, pool: pool.connect_with(options).await.unwrap() })
    }

    async fn choose(&self, tier: &str) -> Answer {
        self.ada.post("/api/v1/tenant/plan", json!({ "tier": tier })).await
    }

    async fn standing(&self) -> Value {
        self.ada.get("/api/v1/billing").await.body["data"].clone()
    }

    /// The webhook, signed now.
    async fn tell(&self, body: &str) -> StatusCode {
        let now = self.server.clock.now().timestamp();
        self.deliver(body, &signed(body, SECRET, now)).await.status
    }

    async fn deliver(&self, body: &str, signature: &str) -> Answer {
        let guest = self.server.guest();
        let request = guest.client.post(guest.at("/api/v1/billing/webhook"));
        guest.send(request.header("Stripe-Signature", signature).body(body.to_owned())).await
    }

    /// Pays for a plan and lets Stripe tell of it. Returns the subscription's id.
    async fn subscribe(&self, tier: &str) -> String {
        let page = self.choose(tier).await.text("/data/checkoutUrl");
        let session = self.stripe.pay(&page).await;
        assert_eq!(self.tell(&event(&unique(), "checkout.session.completed", &session)).await, StatusCode::OK);
        assert_eq!(self.standing().await["tier"], tier);
        session["subscription"].as_str().unwrap().to_owned()
    }

    async fn updated(&self, subscription: &str) {
        let now = self.stripe.subscription(subscription).await;
        assert_eq!(self.tell(&event(&unique(), "customer.subscription.updated", &now)).await, StatusCode::OK);
    }

    async fn changes(&self) -> Vec<(String, String)> {
        let query =
            "select payload ->> 'from', payload ->> 'to' from outbox where topic = 'tenant.plan_changed' order by id";
        sqlx::query_as(query).fetch_all(&self.pool).await.unwrap()
    }
}

fn pair(from: &str, to: &str) -> (String, String) {
    (from.to_owned(), to.to_owned())
}

macro_rules! shop {
    ($pool:ident, $database:ident) => {
        match Shop::open($pool, $database).await {
            Some(shop) => shop,
            None => return,
        }
    };
}

#[sqlx::test(migrations = false)]
async fn without_a_provider_an_owner_changes_the_plan_at_once_and_nothing_is_charged(
    _: PgPoolOptions,
    database: PgConnectOptions,
) {
    let server = TestServer::without_worker(database).await;
    let ada = server.member("ada@example.com").await;
    let changed = ada.post("/api/v1/tenant/plan", json!({ "tier": "ultimate" })).await;
    assert_eq!(changed.status, StatusCode::OK, "{}", changed.body);
    assert_eq!((&changed.body["data"]["tier"], &changed.body["data"]["payment"]), (&json!("ultimate"), &json!("none")));
    assert!(changed.body["data"]["effectiveAt"].is_string());
    assert!(changed.body["data"].get("checkoutUrl").is_none());
    assert_eq!(ada.get("/api/v1/tenant").await.body["data"]["tier"], "ultimate");
    let page = ada.raw("/plans").await.text().await.unwrap();
    assert!(page.contains("nothing is charged"), "the page says so");
    assert_eq!(ada.post("/api/v1/billing/portal", json!({})).await.status, StatusCode::NOT_FOUND);
    assert_eq!(ada.post("/api/v1/billing/webhook", json!({})).await.status, StatusCode::NOT_FOUND);
    let wrong = ada.post("/api/v1/tenant/plan", json!({ "tier": "golden" })).await;
    assert_eq!(
        (wrong.status, wrong.body["error"]["details"]["field"].as_str()),
        (StatusCode::BAD_REQUEST, Some("tier"))
    );
    assert_eq!(server.guest().get("/api/v1/billing").await.status, StatusCode::UNAUTHORIZED);
}

#[sqlx::test(migrations = false)]
async fn a_higher_plan_lets_parked_builds_in_at_once(_: PgPoolOptions, database: PgConnectOptions) {
    let server = TestServer::without_worker(database).await;
    let ada = server.member("ada@example.com").await;
    for _ in 0..7 {
        ada.build(RECIPES).await;
    }
    let standing = ada.get("/api/v1/billing").await.body["data"]["usage"].clone();
    assert_eq!((&standing["buildsThisMonth"], &standing["parked"]), (&json!(5), &json!(2)), "{standing}");
    let page = ada.raw("/plans").await.text().await.unwrap();
    assert!(page.contains("2 builds that wait for room in the month are let in at once"), "{page}");
    ada.post("/api/v1/tenant/plan", json!({ "tier": "starter" })).await;
    let standing = ada.get("/api/v1/billing").await.body["data"]["usage"].clone();
    assert_eq!((&standing["buildsThisMonth"], &standing["parked"]), (&json!(7), &json!(0)), "{standing}");
}

#[sqlx::test(migrations = false)]
async fn a_plan_starts_when_it_is_paid_and_once_however_often_that_is_told(
    pool: PgPoolOptions,
    database: PgConnectOptions,
) {
    let shop = shop!(pool, database);
    let asked = shop.choose("professional").await;
    assert_eq!(asked.status, StatusCode::OK, "{}", asked.body);
    assert_eq!(
        (&asked.body["data"]["payment"], &asked.body["data"]["effectiveAt"]),
        (&json!("required"), &Value::Null)
    );
    let page = asked.text("/data/checkoutUrl");
    assert_eq!(shop.standing().await["tier"], "free", "nothing holds before it is paid");
    assert_eq!(shop.choose("professional").await.text("/data/checkoutUrl"), page, "one page for one plan");
    let session = shop.stripe.pay(&page).await;
    let sent = &shop.stripe.sent_to("/v1/checkout/sessions")[0];
    assert_eq!((&*sent["mode"], &sent["client_reference_id"]), ("subscription", &sent["metadata[tenant_id]"]));
    let told = event("evt_paid", "checkout.session.completed", &session);
    for _ in 0..3 {
        assert_eq!(shop.tell(&told).await, StatusCode::OK);
    }
    let standing = shop.standing().await;
    assert_eq!((&standing["tier"], &standing["status"]), (&json!("professional"), &json!("active")), "{standing}");
    assert_eq!(standing["checkout"], Value::Null);
    assert!(standing["paidUntil"].is_string());
    assert_eq!(shop.changes().await, [pair("free", "professional")]);
}

#[sqlx::test(migrations = false)]
async fn two_deliveries_of_one_event_at_the_same_time_have_one_effect(pool: PgPoolOptions, database: PgConnectOptions) {
    let shop = shop!(pool, database);
    let page = shop.choose("starter").await.text("/data/checkoutUrl");
    let told = event("evt_twice", "checkout.session.completed", &shop.stripe.pay(&page).await);
    let answers = tokio::join!(shop.tell(&told), shop.tell(&told), shop.tell(&told), shop.tell(&told));
    assert_eq!(answers, (StatusCode::OK, StatusCode::OK, StatusCode::OK, StatusCode::OK));
    assert_eq!(shop.changes().await, [pair("free", "starter")]);
    assert_eq!(shop.standing().await["tier"], "starter");
}

#[sqlx::test(migrations = false)]
async fn nobody_but_stripe_is_believed(pool: PgPoolOptions, database: PgConnectOptions) {
    let shop = shop!(pool, database);
    let page = shop.choose("ultimate").await.text("/data/checkoutUrl");
    let told = event("evt_forged", "checkout.session.completed", &shop.stripe.pay(&page).await);
    let now = shop.server.clock.now().timestamp();
    let forged = [
        signed(&told, "whsec_of_somebody_else", now),
        signed("{}", SECRET, now),
        signed(&told, SECRET, now - 301),
        signed(&told, SECRET, now + 301),
        format!("t={now}"),
        String::new(),
    ];
    for signature in forged {
        let answer = shop.deliver(&told, &signature).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{signature}");
        assert_eq!(answer.body["error"]["details"]["field"], "Stripe-Signature");
    }
    let guest = shop.server.guest();
    let unsigned = guest.send(guest.client.post(guest.at("/api/v1/billing/webhook")).body(told.clone())).await;
    assert_eq!(unsigned.status, StatusCode::BAD_REQUEST);
    assert_eq!(shop.standing().await["tier"], "free");
    // Late by less than the tolerance, and signed while the secret is being changed.
    let both = format!("{},v1={}", signed(&told, "whsec_old", now - 290), &signed(&told, SECRET, now - 290)[16..]);
    assert_eq!(shop.deliver(&told, &both.replace(",v1=v1=", ",v1=")).await.status, StatusCode::OK);
    assert_eq!(shop.standing().await["tier"], "ultimate");
}

#[sqlx::test(migrations = false)]
async fn events_in_the_wrong_order_never_undo_what_is_newer(pool: PgPoolOptions, database: PgConnectOptions) {
    let shop = shop!(pool, database);
    let subscription = shop.subscribe("professional").await;
    let before = shop.stripe.subscription(&subscription).await;
    assert_eq!(shop.choose("ultimate").await.status, StatusCode::OK);
    assert_eq!(shop.tell(&event("evt_late", "customer.subscription.updated", &before)).await, StatusCode::OK);
    assert_eq!(shop.standing().await["tier"], "ultimate", "an old event says what was");
    shop.stripe.end(&subscription).await;
    let ended = shop.stripe.subscription(&subscription).await;
    assert_eq!(shop.tell(&event("evt_end", "customer.subscription.deleted", &ended)).await, StatusCode::OK);
    assert_eq!(shop.tell(&event("evt_later", "customer.subscription.updated", &before)).await, StatusCode::OK);
    let standing = shop.standing().await;
    assert_eq!((&standing["tier"], &standing["status"]), (&json!("free"), &json!("ended")));
    let expected = [pair("free", "professional"), pair("professional", "ultimate"), pair("ultimate", "free")];
    assert_eq!(shop.changes().await, expected);
}

#[sqlx::test(migrations = false)]
async fn more_holds_at_once_with_the_difference_charged(pool: PgPoolOptions, database: PgConnectOptions) {
    let shop = shop!(pool, database);
    let subscription = shop.subscribe("starter").await;
    let changed = shop.choose("ultimate").await;
    assert_eq!(changed.status, StatusCode::OK, "{}", changed.body);
    assert!(changed.body["data"]["effectiveAt"].is_string() && changed.body["data"].get("checkoutUrl").is_none());
    assert_eq!(changed.body["data"]["payment"], "required");
    assert_eq!(shop.standing().await["tier"], "ultimate");
    let sent = &shop.stripe.sent_to(&format!("/v1/subscriptions/{subscription}"))[0];
    assert_eq!(sent["proration_behavior"], "always_invoice");
    assert_eq!(sent["payment_behavior"], "error_if_incomplete");
    assert_eq!(shop.stripe.sent_to("/v1/checkout/sessions").len(), 1, "no second subscription");
}

#[sqlx::test(migrations = false)]
async fn less_comes_with_the_end_of_what_is_paid_and_can_be_taken_back(
    pool: PgPoolOptions,
    database: PgConnectOptions,
) {
    let shop = shop!(pool, database);
    let subscription = shop.subscribe("professional").await;
    let paid_until = shop.standing().await["paidUntil"].clone();
    let changed = shop.choose("starter").await;
    assert_eq!(changed.body["data"]["effectiveAt"], paid_until, "{}", changed.body);
    let standing = shop.standing().await;
    assert_eq!(standing["tier"], "professional", "what is paid stays");
    assert_eq!(standing["pending"], json!({ "tier": "starter", "at": paid_until }));
    let page = shop.ada.raw("/plans").await.text().await.unwrap();
    assert!(page.contains("and changes to") && page.contains("Keep it"), "{page}");

    assert_eq!(shop.choose("professional").await.status, StatusCode::OK);
    assert_eq!(shop.standing().await["pending"], Value::Null, "taken back");
    assert_eq!(shop.choose("free").await.body["data"]["effectiveAt"], paid_until);
    assert_eq!(shop.standing().await["pending"]["tier"], "free");
    assert_eq!(shop.choose("starter").await.status, StatusCode::OK);
    assert_eq!(shop.standing().await["pending"]["tier"], "starter", "another wish takes the place of the first");

    let turned = shop.stripe.turn_period(&subscription).await;
    assert_eq!(shop.tell(&event("evt_turn", "customer.subscription.updated", &turned)).await, StatusCode::OK);
    let standing = shop.standing().await;
    assert_eq!((&standing["tier"], &standing["pending"]), (&json!("starter"), &Value::Null));
}

#[sqlx::test(migrations = false)]
async fn a_failed_payment_is_shown_and_the_plan_stays_until_the_subscription_ends(
    pool: PgPoolOptions,
    database: PgConnectOptions,
) {
    let shop = shop!(pool, database);
    let subscription = shop.subscribe("professional").await;
    shop.stripe.set_status(&subscription, "past_due");
    let customer = shop.stripe.subscription(&subscription).await["customer"].clone();
    let invoice = json!({ "object": "invoice", "customer": customer, "subscription": subscription });
    assert_eq!(shop.tell(&event("evt_failed", "invoice.payment_failed", &invoice)).await, StatusCode::OK);
    let standing = shop.standing().await;
    assert_eq!((&standing["tier"], &standing["status"]), (&json!("professional"), &json!("past_due")));
    assert!(shop.ada.raw("/plans").await.text().await.unwrap().contains("The last payment failed"));
    let refused = shop.choose("ultimate").await;
    assert_eq!((refused.status, refused.code()), (StatusCode::PAYMENT_REQUIRED, "COST_001"));
    shop.stripe.set_status(&subscription, "canceled");
    shop.updated(&subscription).await;
    assert_eq!(shop.standing().await["tier"], "free");
}

#[sqlx::test(migrations = false)]
async fn a_refused_card_changes_nothing(pool: PgPoolOptions, database: PgConnectOptions) {
    let shop = shop!(pool, database);
    shop.subscribe("starter").await;
    shop.stripe.set_mood(Mood::CardsRefused);
    let refused = shop.choose("ultimate").await;
    assert_eq!((refused.status, refused.code()), (StatusCode::PAYMENT_REQUIRED, "COST_001"));
    assert!(refused.text("/error/message").contains("Your card was declined"));
    assert_eq!(shop.standing().await["tier"], "starter");
}

#[sqlx::test(migrations = false)]
async fn a_provider_that_is_down_gives_a_clear_error_and_changes_nothing(
    pool: PgPoolOptions,
    database: PgConnectOptions,
) {
    let shop = shop!(pool, database);
    let subscription = shop.subscribe("starter").await;
    let now = shop.stripe.subscription(&subscription).await;
    shop.stripe.set_mood(Mood::Down);
    for tier in ["ultimate", "free"] {
        let answer = shop.choose(tier).await;
        assert_eq!(answer.status, StatusCode::BAD_GATEWAY);
        let message = answer.text("/error/message");
        assert!(message.contains("Stripe") && message.contains("Your plan is as it was"), "{message}");
        assert!(!message.contains(KEY));
    }
    assert_eq!(shop.ada.post("/api/v1/billing/portal", json!({})).await.status, StatusCode::BAD_GATEWAY);
    let told = event("evt_while_down", "customer.subscription.updated", &now);
    assert_eq!(shop.tell(&told).await, StatusCode::BAD_GATEWAY, "so that Stripe tells it again");
    shop.stripe.set_mood(Mood::Well);
    assert_eq!(shop.tell(&told).await, StatusCode::OK);
    let standing = shop.standing().await;
    assert_eq!((&standing["tier"], &standing["pending"]), (&json!("starter"), &Value::Null));
    assert_eq!(shop.changes().await, [pair("free", "starter")]);
}

#[sqlx::test(migrations = false)]
async fn another_plan_closes_the_payment_page_of_the_first(pool: PgPoolOptions, database: PgConnectOptions) {
    let shop = shop!(pool, database);
    let first = shop.choose("starter").await.text("/data/checkoutUrl");
    let second = shop.choose("ultimate").await.text("/data/checkoutUrl");
    assert_ne!(first, second);
    let id = first.rsplit('/').next().unwrap();
    assert_eq!(shop.stripe.sent_to(&format!("/v1/checkout/sessions/{id}/expire")).len(), 1);
    shop.stripe.pay(&second).await;
    let answer = shop.choose("starter").await;
    assert_eq!(answer.status, StatusCode::CONFLICT, "paid, and not confirmed yet: nobody pays twice");
    let page = shop.ada.raw("/plans").await.text().await.unwrap();
    assert!(page.contains("Continue to payment"), "{page}");
}

#[sqlx::test(migrations = false)]
async fn the_portal_is_for_owners_who_have_paid(pool: PgPoolOptions, database: PgConnectOptions) {
    let shop = shop!(pool, database);
    assert_eq!(shop.ada.post("/api/v1/billing/portal", json!({})).await.status, StatusCode::NOT_FOUND);
    shop.subscribe("starter").await;
    let url = shop.ada.post("/api/v1/billing/portal", json!({})).await.text("/data/url");
    assert!(url.starts_with(&format!("{}/portal/cus_", shop.stripe.url)), "{url}");
    let opened = shop.ada.raw("/plan/portal").await;
    assert_eq!(opened.status(), StatusCode::SEE_OTHER);
    assert_eq!(opened.headers()["location"].to_str().unwrap(), url);
    assert_eq!(shop.stripe.sent_to("/v1/billing_portal/sessions")[0]["return_url"], shop.ada.at("/plans"));
}

#[sqlx::test(migrations = false)]
async fn only_owners_change_the_plan_and_nobody_buys_a_contract(pool: PgPoolOptions, database: PgConnectOptions) {
    let shop = shop!(pool, database);
    let contract = shop.choose("enterprise").await;
    assert_eq!((contract.status, contract.code()), (StatusCode::BAD_REQUEST, "INVALID_INPUT"));
    assert_eq!(contract.body["error"]["details"]["field"], "tier");
    let tenant = shop.ada.get("/api/v1/tenant").await.text("/data/tenantId");
    let contract = |tenant: &str, token: &'static str| {
        let request = shop.ada.client.put(shop.ada.at(&format!("/api/v1/billing/contracts/{tenant}")));
        shop.ada.send(request.header("X-Operator-Token", token).json(&json!({ "tier": "enterprise" })))
    };
    assert_eq!(contract(&tenant, "guessed").await.status, StatusCode::FORBIDDEN);
    assert_eq!(contract(&uuid::Uuid::new_v4().to_string(), OPERATOR).await.status, StatusCode::NOT_FOUND);
    assert_eq!(contract(&tenant, OPERATOR).await.status, StatusCode::OK);
    assert_eq!(shop.standing().await["tier"], "enterprise");
    assert_eq!(shop.choose("free").await.status, StatusCode::CONFLICT, "a contract is not left by a click");
    let made = "update tenant_members set role = 'admin'";
    sqlx::query(made).execute(&shop.pool).await.unwrap();
    for answer in [shop.choose("starter").await, shop.ada.post("/api/v1/billing/portal", json!({})).await] {
        assert_eq!((answer.status, answer.code()), (StatusCode::FORBIDDEN, "AUTH_002"));
    }
    let page = shop.ada.raw("/plans").await.text().await.unwrap();
    assert!(!page.contains("Change to") && page.contains("What a change would mean here"));
    assert!(shop.stripe.sent_to("/v1/checkout/sessions").is_empty());
}

#[sqlx::test(migrations = false)]
async fn events_that_change_no_plan_and_strangers_are_noted(pool: PgPoolOptions, database: PgConnectOptions) {
    let shop = shop!(pool, database);
    let subscription = shop.subscribe("starter").await;
    let customer = shop.stripe.subscription(&subscription).await["customer"].clone();
    let known = json!({ "object": "customer", "customer": customer });
    let stranger =
        json!({ "object": "subscription", "id": "sub_x", "customer": "cus_x", "metadata": { "tenant_id": unique() } });
    assert_eq!(shop.tell(&event("evt_known", "radar.early_fraud_warning.created", &known)).await, StatusCode::OK);
    for _ in 0..2 {
        assert_eq!(shop.tell(&event("evt_strange", "customer.subscription.updated", &stranger)).await, StatusCode::OK);
    }
    let query = "select count(*) from billing_events where id in ('evt_known', 'evt_strange') and outcome = 'noted'";
    let noted: i64 = sqlx::query_scalar(query).fetch_one(&shop.pool).await.unwrap();
    assert_eq!(noted, 2);
    assert_eq!(shop.standing().await["tier"], "starter");
}

#[sqlx::test(migrations = false)]
async fn what_localstripe_signs_and_sends_itself_is_followed(pool: PgPoolOptions, database: PgConnectOptions) {
    let shop = shop!(pool, database);
    let subscription = shop.subscribe("starter").await;
    shop.stripe.tell(&shop.ada.at("/api/v1/billing/webhook")).await;
    shop.stripe.end(&subscription).await;
    let ended = async {
        while shop.standing().await["tier"] != "free" {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), ended).await.expect("the webhook arrives");
}

#[sqlx::test(migrations = false)]
async fn a_workspace_sees_nothing_of_anothers_subscription(pool: PgPoolOptions, database: PgConnectOptions) {
    let shop = shop!(pool, database);
    shop.subscribe("professional").await;
    let eve = shop.server.member("eve@example.org").await;
    let standing = eve.get("/api/v1/billing").await.body["data"].clone();
    assert_eq!(
        (&standing["tier"], &standing["status"], &standing["paidUntil"]),
        (&json!("free"), &json!("none"), &Value::Null)
    );
    assert_eq!(eve.post("/api/v1/billing/portal", json!({})).await.status, StatusCode::NOT_FOUND);
}

#[sqlx::test(migrations = false)]
async fn no_secret_comes_into_a_log_or_an_answer(pool: PgPoolOptions, database: PgConnectOptions) {
    let shop = shop!(pool, database);
    let log = Log::default();
    let lines = log.clone();
    let subscriber =
        tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_writer(move || lines.clone()).finish();
    let _listening = tracing::subscriber::set_default(subscriber);
    shop.stripe.set_mood(Mood::KeyRefused);
    let refused = shop.choose("starter").await;
    assert_eq!(refused.status, StatusCode::BAD_GATEWAY);
    assert!(refused.text("/error/message").contains("STRIPE_SECRET_KEY"));
    shop.stripe.set_mood(Mood::Well);
    shop.subscribe("starter").await;
    let written = log.0.lock().unwrap().clone();
    let written = String::from_utf8_lossy(&written);
    assert!(written.contains("Stripe refused a call"), "the log is listened to: {} bytes", written.len());
    for secret in [KEY, SECRET] {
        assert!(!written.contains(secret) && !refused.body.to_string().contains(secret));
    }
}

/// Lines of a log.
#[derive(Clone, Default)]
struct Log(std::sync::Arc<std::sync::Mutex<Vec<u8>>>);

impl std::io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
