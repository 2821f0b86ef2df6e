//! The bundle: the application's files, what stands behind them (decisions, checks, costs), and a manifest with the hash of
//! every file, as a zip that is written while it is read: memory stays flat however large it is.

use std::fmt::Write as _;
use std::io::{self, Write};

use futures::{Stream, StreamExt as _};
use serde::Serialize;
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::event::CheckEvent;
use super::model::BuildView;
use super::reading::Look;
use super::service::Builds;
use super::store::files;
use crate::agents::agent;
use crate::error::Result;
use crate::ids::BuildId;
use crate::ledger::BuildCosts;
use crate::platform::secrets;

/// Files that wait to be compressed.
const FILES_AHEAD: usize = 4;
/// Pieces of the zip that wait to be sent.
const PIECES_AHEAD: usize = 8;
/// Bytes of a piece.
const PIECE: usize = 32 * 1024;

/// A zip on its way.
pub struct Archive {
    /// `recipe-box`, without ending.
    pub name: String,
    /// Its bytes, in pieces.
    pub pieces: Box<dyn Stream<Item = io::Result<Vec<u8>>> + Send + Unpin>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Manifest<'a> {
    build_id: BuildId,
    version: u32,
    title: &'a str,
    description: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    instruction: Option<&'a str>,
    files: Vec<ManifestFile>,
    checks: &'a [CheckEvent],
    costs: &'a BuildCosts,
}

#[derive(Serialize)]
struct ManifestFile {
    path: String,
    sha256: String,
}

impl Builds {
    /// The application as a zip.
    ///
    /// # Errors
    /// `NOT_FOUND`.
    pub async fn archive(&self, look: &Look) -> Result<Archive> {
        let view = self.look_at(look).await?;
        let costs = self.costs_of(look).await?;
        let (files_in, files_out) = mpsc::channel(FILES_AHEAD);
        let (pieces_in, pieces) = mpsc::channel(PIECES_AHEAD);
        tokio::spawn(read(self.clone(), *look, files_in));
        let name = file_name(&view.title);
        tokio::task::spawn_blocking(move || {
            let failed = write(&view, &costs, files_out, Pieces { pieces: pieces_in.clone(), buffer: Vec::new() });
            if let Err(error) = failed {
                // Whoever reads must not take half a zip for a whole one.
                let _ = pieces_in.blocking_send(Err(error));
            }
        });
        Ok(Archive { name, pieces: Box::new(ReceiverStream::new(pieces)) })
    }
}

type Content = Result<(String, Vec<u8>)>;

/// Reads the files one after the other, as fast as they are taken.
async fn read(builds: Builds, look: Look, files_in: mpsc::Sender<Content>) {
    let mut tx = match builds.database.tenant(look.tenant).await {
        Ok(tx) => tx,
        Err(error) => {
            let _ = files_in.send(Err(error)).await;
            return;
        }
    };
    let mut contents = std::pin::pin!(files::stream(&mut tx, look.build, look.moment));
    while let Some(content) = contents.next().await {
        if files_in.send(content).await.is_err() {
            return;
        }
    }
}

fn write(
    view: &BuildView,
    costs: &BuildCosts,
    mut contents: mpsc::Receiver<Content>,
    pieces: Pieces,
) -> io::Result<()> {
    let mut zip = ZipWriter::new_stream(pieces);
    let mut listed = Vec::new();
    let mut add = |zip: &mut ZipWriter<_>, path: &str, bytes: &[u8]| -> io::Result<()> {
        // No time of day in it: the same build gives the same bytes.
        zip.start_file(path, SimpleFileOptions::default().unix_permissions(0o644))?;
        zip.write_all(bytes)?;
        listed.push(ManifestFile { path: path.to_owned(), sha256: hex::encode(secrets::sha256(bytes)) });
        Ok(())
    };
    while let Some(content) = contents.blocking_recv() {
        let (path, bytes) = content.map_err(io::Error::other)?;
        add(&mut zip, &path, &bytes)?;
    }
    add(&mut zip, "build/decisions.md", decisions(view).as_bytes())?;
    add(&mut zip, "build/checks.md", checks(view).as_bytes())?;
    add(&mut zip, "build/costs.csv", ledger(costs).as_bytes())?;
    let manifest = Manifest {
        build_id: view.build_id,
        version: view.version,
        title: &view.title,
        description: &view.description,
        instruction: view.instruction.as_deref(),
        files: listed,
        checks: &view.checks,
        costs,
    };
    zip.start_file("manifest.json", SimpleFileOptions::default().unix_permissions(0o644))?;
    serde_json::to_writer_pretty(&mut zip, &manifest)?;
    zip.finish()?.into_inner().flush()
}

/// Hands what is written on, in pieces; writing waits while nobody takes them.
struct Pieces {
    pieces: mpsc::Sender<io::Result<Vec<u8>>>,
    buffer: Vec<u8>,
}

impl Write for Pieces {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.buffer.extend_from_slice(bytes);
        if self.buffer.len() >= PIECE {
            self.flush()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let piece = std::mem::take(&mut self.buffer);
        if piece.is_empty() {
            return Ok(());
        }
        self.pieces.blocking_send(Ok(piece)).map_err(|_| io::ErrorKind::BrokenPipe.into())
    }
}

/// `build/decisions.md`: what each agent decided and why.
fn decisions(view: &BuildView) -> String {
    let mut text =
        format!("# Decisions behind {}\n\nVersion {}. Asked for: {}\n", view.title, view.version, view.description);
    if let Some(instruction) = &view.instruction {
        let _ = writeln!(text, "\nChanged in this version: {instruction}");
    }
    for one in view.agents.iter().filter(|one| !one.decisions.is_empty()) {
        let member = agent(one.agent_id);
        let _ = writeln!(text, "\n## {} ({})\n", member.name, member.phase);
        for decision in &one.decisions {
            let _ = writeln!(text, "- {decision}");
        }
    }
    text
}

/// `build/checks.md`: what was verified, and what was found.
fn checks(view: &BuildView) -> String {
    let mut text = String::from("# Checks\n\n## The application as a whole\n\n");
    let line = |check: &CheckEvent| {
        format!("- {} **{}**: {}\n", if check.passed { "holds" } else { "does not hold" }, check.name, check.detail)
    };
    text.extend(view.checks.iter().map(line));
    for one in view.agents.iter().filter(|one| !one.checks.is_empty()) {
        let _ = write!(text, "\n## {}, attempt {}\n\n", agent(one.agent_id).name, one.attempt);
        text.extend(one.checks.iter().map(line));
    }
    text
}

/// `build/costs.csv`: every line of the ledger, and what was given back.
fn ledger(costs: &BuildCosts) -> String {
    let mut text = String::from("at,agent,phase,attempt,tokens_in,tokens_out,cost_usd\n");
    for line in &costs.lines {
        let (at, cost) = (line.at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true), line.cost_usd.exact());
        let _ = writeln!(
            text,
            "{at},{},{},{},{},{},{cost}",
            line.agent_id, line.phase, line.attempt, line.tokens_in, line.tokens_out
        );
    }
    let _ = writeln!(text, ",,,,,total,{}", costs.total_usd.exact());
    if costs.refunded_usd > crate::money::Usd::ZERO {
        let _ = writeln!(text, ",,,,,given back,{}", costs.refunded_usd.exact());
    }
    text
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_made_of_plain_letters() {
        assert_eq!(file_name("Ada's Recipe Box!"), "ada-s-recipe-box");
        assert_eq!(file_name("日本"), "application");
    }
}
