//! Pages: documents rendered by `app`, the forms on them, and the server functions behind the islands. Every form is a
//! plain POST that answers with a redirect, or with the page again, the typed text in it and the error beside its field.

mod account;
mod budget;
mod build;
mod engine;
mod form;
mod member;
mod plan;
mod render;
mod way_in;

use axum::Router;
use axum::routing::{get, post};

pub use self::form::refused_form;
pub use self::render::refused;
use crate::router::AppState;

/// All pages. Whatever is no other route is a page, and the page for an unknown address says so with a 404.
pub fn router() -> Router<AppState> {
    // Pages spawn onto tokio; a second server of a test finds it set already.
    any_spawner::Executor::init_tokio().ok();
    Router::new()
        .route("/start", post(build::start))
        .route("/builds/{id}/change", post(build::change).get(render::page))
        .route("/builds/{id}/{verb}", post(build::act).get(render::page))
        .route("/signup", post(way_in::sign_up).get(render::page))
        .route("/login", post(way_in::sign_in).get(render::page))
        .route("/logout", post(way_in::sign_out))
        .route("/queue/{id}/claim", post(way_in::claim))
        .route("/budget", post(budget::save).get(render::page))
        .route("/plan", post(plan::change))
        .route("/plan/portal", get(plan::portal))
        .route("/workspace", post(account::change_workspace).get(render::page))
        .route("/workspace/engine", post(engine::save))
        .route("/workspace/engine/remove", post(engine::remove))
        .route("/shared/{token}/archive", get(build::shared_archive))
        .route("/keys", post(account::create_key))
        .route("/keys/{id}/revoke", post(account::revoke_key))
        .route("/sessions/{id}/end", post(account::end_session))
        .route("/api/_fn/{*name}", post(render::server_function))
        .fallback(render::page)
}
