//! What a build made: the list, one file, everything as a zip.

use std::io::{Cursor, Write};

use axum::extract::{Path, State};
use axum::http::{HeaderName, header};
use axum::response::{IntoResponse, Response};
use olympus::builds::{BuildFile, BuildView, Builds, CheckEvent};
use olympus::error::Error;
use olympus::ids::BuildId;
use olympus::ledger::BuildCosts;
use serde::Serialize;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::api::{Answer, ApiError, ApiErrorBody};
use crate::caller::SignedInCaller;
use crate::router::IdPath;

/// The files made so far, by path.
#[utoipa::path(get, path = "/build/{buildId}/files", tag = "builds", params(("buildId" = BuildId, Path)), responses((status = 200, body = Vec<BuildFile>, description = "The files")))]
pub async fn list(
    State(builds): State<Builds>,
    SignedInCaller(caller): SignedInCaller,
    IdPath(id): IdPath<BuildId>,
) -> Result<Answer<Vec<BuildFile>>, ApiError> {
    Ok(Answer::new(builds.files(&caller, id).await?))
}

/// One file's bytes. Its type is one that a browser never runs: made code does not run with our origin's rights.
#[utoipa::path(get, path = "/build/{buildId}/files/{*path}", tag = "builds", params(("buildId" = BuildId, Path), ("path" = String, Path)), responses(
    (status = 200, content_type = "text/plain", description = "The bytes", body = String),
    (status = 404, description = "No such file", body = ApiErrorBody),
))]
pub async fn show(
    State(builds): State<Builds>,
    SignedInCaller(caller): SignedInCaller,
    Path((id, path)): Path<(String, String)>,
) -> Result<Response, ApiError> {
    let id: BuildId = id.parse().map_err(|_| Error::not_found("build"))?;
    let found = builds.file(&caller, id, &path).await?;
    let headers = [
        (header::CONTENT_TYPE, safe_type(&path).to_owned()),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox".to_owned()),
        (header::ETAG, format!("\"{}\"", found.file.sha256)),
        (HeaderName::from_static("x-sha256"), found.file.sha256),
    ];
    Ok((headers, found.bytes).into_response())
}

fn safe_type(path: &str) -> &'static str {
    match path.rsplit('.').next() {
        Some("json" | "webmanifest") => "application/json",
        Some("md") => "text/markdown; charset=utf-8",
        _ => "text/plain; charset=utf-8",
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Manifest<'a> {
    build_id: BuildId,
    version: u32,
    title: &'a str,
    description: &'a str,
    files: Vec<ManifestFile>,
    checks: &'a [CheckEvent],
    costs: BuildCosts,
}

#[derive(Serialize)]
struct ManifestFile {
    path: String,
    sha256: String,
}

/// The application as a zip: its files, its README with the one command, and a manifest with hashes, checks and costs.
#[utoipa::path(get, path = "/build/{buildId}/archive", tag = "builds", params(("buildId" = BuildId, Path)), responses(
    (status = 200, content_type = "application/zip", description = "The zip", body = Vec<u8>),
    (status = 404, description = "Not there", body = ApiErrorBody),
))]
pub async fn archive(
    State(builds): State<Builds>,
    SignedInCaller(caller): SignedInCaller,
    IdPath(id): IdPath<BuildId>,
) -> Result<Response, ApiError> {
    let view = builds.view(&caller, id).await?;
    let costs = builds.costs(&caller, id).await?;
    let listed = builds.files(&caller, id).await?;
    let mut contents = Vec::with_capacity(listed.len());
    for file in &listed {
        contents.push((file.path.clone(), builds.file(&caller, id, &file.path).await?.bytes));
    }
    let name = file_name(&view.title);
    let manifest = manifest(&view, listed, costs)?;
    // Compressing is work for a thread of its own.
    let bytes = tokio::task::spawn_blocking(move || zip(&manifest, &contents))
        .await
        .map_err(Error::internal)?
        .map_err(Error::internal)?;
    let headers = [
        (header::CONTENT_TYPE, "application/zip".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}.zip\"")),
    ];
    Ok((headers, bytes).into_response())
}

fn manifest(view: &BuildView, files: Vec<BuildFile>, costs: BuildCosts) -> Result<Vec<u8>, Error> {
    let files = files.into_iter().map(|file| ManifestFile { path: file.path, sha256: file.sha256 }).collect();
    let manifest = Manifest {
        build_id: view.build_id,
        version: view.version,
        title: &view.title,
        description: &view.description,
        files,
        checks: &view.checks,
        costs,
    };
    serde_json::to_vec_pretty(&manifest).map_err(Error::internal)
}

fn zip(manifest: &[u8], contents: &[(String, Vec<u8>)]) -> Result<Vec<u8>, zip::result::ZipError> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    // No time of day in it: the same build gives the same bytes.
    let options = SimpleFileOptions::default().unix_permissions(0o644);
    for (path, bytes) in contents {
        writer.start_file(path, options)?;
        writer.write_all(bytes)?;
    }
    writer.start_file("manifest.json", options)?;
    writer.write_all(manifest)?;
    Ok(writer.finish()?.into_inner())
}

/// Letters, digits and dashes of the title.
fn file_name(title: &str) -> String {
    let words: Vec<String> = title
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_ascii_lowercase)
        .collect();
    if words.is_empty() { "application".to_owned() } else { words.join("-") }
}
