//! What a build made: the list, one file, everything as a zip, and what differs between versions; now or at a moment.

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderName, header};
use axum::response::{IntoResponse, Response};
use olympus::builds::{Archive, BuildFile, Builds, FileContent, FileDiff, Look};
use olympus::error::Error;
use olympus::ids::BuildId;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::api::{Answer, ApiError, ApiErrorBody, QueryFields};
use crate::caller::SignedInCaller;
use crate::router::IdPath;

/// Which moment is asked for.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct MomentQuery {
    /// After the event with this number; nothing: as it is.
    pub at: Option<i64>,
}

/// Which two are compared.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct DiffQuery {
    /// The build to compare with.
    from: String,
    /// Only this file.
    path: Option<String>,
}

/// The files that are there, by path.
#[utoipa::path(get, path = "/build/{buildId}/files", tag = "builds", params(("buildId" = BuildId, Path), MomentQuery), responses((status = 200, body = Vec<BuildFile>, description = "The files")))]
pub async fn list(
    State(builds): State<Builds>,
    SignedInCaller(caller): SignedInCaller,
    IdPath(id): IdPath<BuildId>,
    QueryFields(moment): QueryFields<MomentQuery>,
) -> Result<Answer<Vec<BuildFile>>, ApiError> {
    Ok(Answer::new(builds.files(&Look::new(&caller, id).at(moment.at)).await?))
}

/// One file's bytes. Its type is one that a browser never runs: made code does not run with our origin's rights.
#[utoipa::path(get, path = "/build/{buildId}/files/{*path}", tag = "builds", params(("buildId" = BuildId, Path), ("path" = String, Path), MomentQuery), responses(
    (status = 200, content_type = "text/plain", description = "The bytes", body = String),
    (status = 400, description = "`details.field` names the wrong part of the query", body = ApiErrorBody),
    (status = 404, description = "No such file", body = ApiErrorBody),
))]
pub async fn show(
    State(builds): State<Builds>,
    SignedInCaller(caller): SignedInCaller,
    Path((id, path)): Path<(String, String)>,
    QueryFields(moment): QueryFields<MomentQuery>,
) -> Result<Response, ApiError> {
    let id: BuildId = id.parse().map_err(|_| Error::not_found("build"))?;
    Ok(bytes(&path, builds.file(&Look::new(&caller, id).at(moment.at), &path).await?))
}

/// A file for looking at, never for running.
pub fn bytes(path: &str, found: FileContent) -> Response {
    let headers = [
        (header::CONTENT_TYPE, safe_type(path).to_owned()),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox".to_owned()),
        (header::ETAG, format!("\"{}\"", found.file.sha256)),
        (HeaderName::from_static("x-sha256"), found.file.sha256),
    ];
    (headers, found.bytes).into_response()
}

fn safe_type(path: &str) -> &'static str {
    match path.rsplit('.').next() {
        Some("json" | "webmanifest") => "application/json",
        Some("md") => "text/markdown; charset=utf-8",
        _ => "text/plain; charset=utf-8",
    }
}

/// The application as a zip: its files, its README with the one command, and a manifest with hashes, checks and costs.
#[utoipa::path(get, path = "/build/{buildId}/archive", tag = "builds", params(("buildId" = BuildId, Path), MomentQuery), responses(
    (status = 200, content_type = "application/zip", description = "The zip", body = Vec<u8>),
    (status = 400, description = "`details.field` names the wrong part of the query", body = ApiErrorBody),
    (status = 404, description = "Not there", body = ApiErrorBody),
))]
pub async fn archive(
    State(builds): State<Builds>,
    SignedInCaller(caller): SignedInCaller,
    IdPath(id): IdPath<BuildId>,
    QueryFields(moment): QueryFields<MomentQuery>,
) -> Result<Response, ApiError> {
    let archive = builds.archive(&Look::new(&caller, id).at(moment.at)).await?;
    Ok(zip(archive))
}

/// A zip that is sent while it is made.
pub fn zip(archive: Archive) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "application/zip".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{}.zip\"", archive.name)),
    ];
    (headers, Body::from_stream(archive.pieces)).into_response()
}

/// What differs from another version, file by file.
#[utoipa::path(get, path = "/build/{buildId}/diff", tag = "builds", params(("buildId" = BuildId, Path), DiffQuery), responses(
    (status = 200, body = Vec<FileDiff>, description = "By path; equal files are left out"),
    (status = 400, description = "`details.field` names the wrong part of the query", body = ApiErrorBody),
    (status = 404, description = "Not there", body = ApiErrorBody),
))]
pub async fn diff(
    State(builds): State<Builds>,
    SignedInCaller(caller): SignedInCaller,
    IdPath(id): IdPath<BuildId>,
    QueryFields(query): QueryFields<DiffQuery>,
) -> Result<Answer<Vec<FileDiff>>, ApiError> {
    let from = query.from.parse().map_err(|_| Error::invalid("from", "from must be the id of a build."))?;
    Ok(Answer::new(builds.diff(&caller, id, from, query.path.as_deref()).await?))
}
