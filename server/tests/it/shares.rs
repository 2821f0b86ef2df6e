//! A shared link hands out its application's preview, and takes it back when it is revoked.

use reqwest::StatusCode;
use serde_json::json;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};

use crate::support::{RECIPES, TestServer};

/// The first preview's address on a page.
fn preview_on(page: &str) -> String {
    let from = page.find("/preview/").unwrap();
    page[from..].split(['"', '?', '&', '\\']).next().unwrap().to_owned()
}

#[sqlx::test(migrations = false)]
async fn a_revoked_link_closes_the_preview_that_it_handed_out_and_no_other(
    _: PgPoolOptions,
    database: PgConnectOptions,
) {
    let server = TestServer::start(database).await;
    let (ada, guest) = (server.member("ada@example.com").await, server.guest());
    let build = ada.build(RECIPES).await;
    ada.follow(&build, None).await;
    let share = format!("/api/v1/build/{build}/share");
    let link = ada.post(&share, json!({})).await.text("/data/shareUrl");
    let handed_out = preview_on(&guest.raw(&link).await.text().await.unwrap());
    let own = preview_on(&ada.raw(&format!("/builds/{build}")).await.text().await.unwrap());
    assert_ne!(handed_out, own);
    assert_eq!(guest.raw(&handed_out).await.status(), StatusCode::OK);

    assert_eq!(ada.delete(&share).await.status, StatusCode::OK);
    let refused = guest.raw(&handed_out).await;
    assert_eq!(refused.status(), StatusCode::NOT_FOUND);
    assert_eq!(refused.headers()["access-control-allow-origin"], "*");
    assert_eq!(guest.raw(&own).await.status(), StatusCode::OK);

    // A new link hands out a new preview; the old one stays closed.
    let again = ada.post(&share, json!({})).await.text("/data/shareUrl");
    let new = preview_on(&guest.raw(&again).await.text().await.unwrap());
    assert_eq!(guest.raw(&new).await.status(), StatusCode::OK);
    assert_eq!(guest.raw(&handed_out).await.status(), StatusCode::NOT_FOUND);
}
