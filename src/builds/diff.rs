//! What differs between two versions, file by file and line by line.

use std::collections::BTreeMap;

use similar::{ChangeTag, TextDiff};

use super::model::{BuildFile, DiffHunk, DiffLine, FileChange, FileDiff};
use super::service::Builds;
use super::store::files::{self, Moment};
use crate::accounts::Caller;
use crate::error::{Error, Result};
use crate::ids::BuildId;

/// Lines shown around a change.
const CONTEXT: usize = 3;
/// Longer texts are named and counted as changed, and not compared line by line.
const MOST_BYTES: usize = 400_000;

impl Builds {
    /// What `id` has differently from `from`, by path; only `path`, where one is named.
    ///
    /// # Errors
    /// `NOT_FOUND` where one is not of the caller's workspace; naming `from` where that is no version of the same application.
    pub async fn diff(&self, caller: &Caller, id: BuildId, from: BuildId, path: Option<&str>) -> Result<Vec<FileDiff>> {
        let (mut tx, new) = self.open(caller.tenant_id, id).await?;
        let old = super::store::by_id(&mut tx, from).await?;
        if old.is_none_or(|old| old.root_id != new.root_id) {
            let missing = Error::not_found("version of this application to compare with");
            return Err(Error { field: Some("from".to_owned()), ..missing });
        }
        let old = by_path(files::list(&mut tx, from, Moment::Now).await?);
        let new = by_path(files::list(&mut tx, id, Moment::Now).await?);
        let paths: std::collections::BTreeSet<&String> = old.keys().chain(new.keys()).collect();
        let mut texts = Vec::new();
        for one in paths.into_iter().filter(|one| path.is_none_or(|path| path == *one)) {
            if old.get(one).map(|file| &file.sha256) == new.get(one).map(|file| &file.sha256) {
                continue;
            }
            let before = files::one(&mut tx, from, Moment::Now, one).await?.map(|(_, bytes)| bytes);
            let after = files::one(&mut tx, id, Moment::Now, one).await?.map(|(_, bytes)| bytes);
            texts.push((one.clone(), before, after));
        }
        tx.commit().await?;
        // Comparing is work for a thread of its own.
        tokio::task::spawn_blocking(move || {
            texts.into_iter().map(|(path, before, after)| compare(path, before.as_deref(), after.as_deref())).collect()
        })
        .await
        .map_err(Error::internal)
    }
}

fn by_path(files: Vec<BuildFile>) -> BTreeMap<String, BuildFile> {
    files.into_iter().map(|file| (file.path.clone(), file)).collect()
}

/// How one file differs.
pub fn compare(path: String, before: Option<&[u8]>, after: Option<&[u8]>) -> FileDiff {
    let change = match (before, after) {
        (None, _) => FileChange::Added,
        (_, None) => FileChange::Removed,
        _ => FileChange::Changed,
    };
    let (old, new) = (text(before), text(after));
    if old.len() + new.len() > MOST_BYTES {
        return FileDiff { path, change, added: lines(&new), removed: lines(&old), hunks: Vec::new() };
    }
    let diff = TextDiff::from_lines(old.as_ref(), new.as_ref());
    let (mut added, mut removed) = (0, 0);
    let mut hunks = Vec::new();
    for group in diff.grouped_ops(CONTEXT) {
        let mut lines = Vec::new();
        for change in group.iter().flat_map(|operation| diff.iter_changes(operation)) {
            match change.tag() {
                ChangeTag::Insert => added += 1,
                ChangeTag::Delete => removed += 1,
                ChangeTag::Equal => {}
            }
            let number = |at: Option<usize>| at.and_then(|at| u32::try_from(at + 1).ok());
            let text = change.value().trim_end_matches(['\n', '\r']).to_owned();
            lines.push(DiffLine { old: number(change.old_index()), new: number(change.new_index()), text });
        }
        hunks.push(DiffHunk { lines });
    }
    FileDiff { path, change, added, removed, hunks }
}

fn text(bytes: Option<&[u8]>) -> std::borrow::Cow<'_, str> {
    String::from_utf8_lossy(bytes.unwrap_or_default())
}

fn lines(text: &str) -> u32 {
    u32::try_from(text.lines().count()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_line_is_shown_with_its_numbers_and_neighbours() {
        let before = "one\ntwo\nthree\nfour\nfive\nsix\nseven\neight\nnine\n";
        let after = before.replace("five", "FIVE");
        let diff = compare("a.js".to_owned(), Some(before.as_bytes()), Some(after.as_bytes()));
        assert_eq!((diff.change, diff.added, diff.removed, diff.hunks.len()), (FileChange::Changed, 1, 1, 1));
        let lines = &diff.hunks[0].lines;
        assert_eq!(lines.first().map(|line| line.text.as_str()), Some("two"));
        let gone = lines.iter().find(|line| line.new.is_none());
        assert_eq!(gone.map(|line| (line.old, line.text.as_str())), Some((Some(5), "five")));
    }

    #[test]
    fn a_new_file_has_only_new_lines_and_a_removed_one_only_old() {
        let new = compare("a".to_owned(), None, Some(b"x\ny\n"));
        assert_eq!((new.change, new.added, new.removed), (FileChange::Added, 2, 0));
        let gone = compare("a".to_owned(), Some(b"x\n"), None);
        assert_eq!((gone.change, gone.added, gone.removed), (FileChange::Removed, 0, 1));
    }
}
