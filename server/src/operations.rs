//! For operators: is it alive, is it ready, what does it measure.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use metrics_exporter_prometheus::PrometheusHandle;

use crate::router::AppState;

/// The process runs.
pub async fn healthz() -> &'static str {
    "ok"
}

/// The database answers. The backplane is told too, but a process without it goes on alone, so it stays in service.
pub async fn readyz(State(state): State<AppState>) -> Response {
    let database = state.services.database.ping().await.is_ok();
    let backplane = state.services.backplane.ping().await;
    let status = if database { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (status, axum::Json(serde_json::json!({ "database": database, "backplane": backplane }))).into_response()
}

/// Figures for Prometheus.
pub async fn metrics(State(handle): State<PrometheusHandle>) -> String {
    handle.run_upkeep();
    handle.render()
}
