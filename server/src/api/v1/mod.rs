//! `/api/v1`: version 1 of the contract as it stood, and what version 2 adds. One file a noun.

pub mod auth;
pub mod billing;
pub mod budget;
pub mod build;
pub mod builds;
pub mod engine;
pub mod estimate;
pub mod files;
pub mod flags;
pub mod keys;
pub mod queue;
pub mod shapes;
pub mod shares;
pub mod stream;
pub mod tenant;
pub mod usage;
pub mod versions;
pub mod waiting;

use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::router::AppState;

/// What the document says of itself.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Olympus API",
        version = "1.0.0",
        description = "Ask for an application, see the quote, watch the team build it, take it home. Sign in with a \
                       session cookie or with `Authorization: Bearer oly_…`."
    ),
    tags(
        (name = "build", description = "Version 1: ask, claim, look, watch"),
        (name = "builds", description = "Lists, files, costs, versions, shared links, cancel, retry and resume"),
        (name = "quote", description = "Quotes and kept requests"),
        (name = "account", description = "People, sessions, API keys"),
        (name = "tenant", description = "Workspaces and plans"),
        (name = "usage", description = "What was spent, by day"),
        (name = "operator", description = "Feature flags")
    )
)]
struct Document;

/// All calls, with the document made from their own types.
pub fn router() -> OpenApiRouter<AppState> {
    let calls = OpenApiRouter::new()
        .routes(routes!(build::describe, build::create))
        .routes(routes!(build::claim))
        .routes(routes!(build::show))
        .routes(routes!(stream::stream))
        .routes(routes!(builds::list))
        .routes(routes!(builds::cancel))
        .routes(routes!(builds::retry))
        .routes(routes!(builds::resume))
        .routes(routes!(builds::costs))
        .routes(routes!(builds::events))
        .routes(routes!(files::list))
        .routes(routes!(files::show))
        .routes(routes!(files::archive))
        .routes(routes!(files::diff))
        .routes(routes!(versions::iterate))
        .routes(routes!(versions::estimate))
        .routes(routes!(versions::restore))
        .routes(routes!(versions::list))
        .routes(routes!(shares::show, shares::create, shares::revoke))
        .routes(routes!(queue::show))
        .routes(routes!(waiting::show))
        .routes(routes!(estimate::estimate))
        .routes(routes!(auth::sign_up))
        .routes(routes!(auth::sign_in))
        .routes(routes!(auth::sign_out))
        .routes(routes!(auth::me))
        .routes(routes!(auth::sessions))
        .routes(routes!(auth::end_session))
        .routes(routes!(keys::list, keys::create))
        .routes(routes!(keys::revoke))
        .routes(routes!(tenant::show, tenant::change))
        .routes(routes!(tenant::plans))
        .routes(routes!(tenant::change_plan))
        .routes(routes!(billing::show))
        .routes(routes!(billing::portal))
        .routes(routes!(billing::set_contract))
        .routes(routes!(budget::show, budget::set))
        .routes(routes!(usage::show))
        .routes(routes!(usage::table))
        .routes(routes!(engine::show, engine::save, engine::remove))
        .routes(routes!(flags::list, flags::set));
    let mut router = OpenApiRouter::with_openapi(Document::openapi()).nest("/api/v1", calls);
    // The router's `{*path}` takes slashes, too; OpenAPI has no sign for that and names the parameter alone.
    let paths = &mut router.get_openapi_mut().paths.paths;
    *paths = std::mem::take(paths).into_iter().map(|(path, calls)| (path.replace("{*", "{"), calls)).collect();
    router
}
