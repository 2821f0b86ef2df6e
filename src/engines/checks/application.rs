//! The files of an application, each parsed once.

use std::collections::HashSet;

use serde_json::Value;

use super::super::model::MadeFile;
use super::css::Sheet;
use super::html::Page;
use super::javascript::Script;
use super::json::{self, Json};
use super::place::extension;

/// Sources longer than this are not parsed: nobody reads such a file either. `size` finds them.
pub(super) const MOST_SOURCE_BYTES: usize = 500_000;

/// An application as checks see it.
#[derive(Debug)]
pub(super) struct Application<'a> {
    pub(super) files: &'a [MadeFile],
    pub(super) pages: Vec<Page>,
    pub(super) sheets: Vec<Sheet>,
    pub(super) scripts: Vec<Script>,
    pub(super) documents: Vec<Json>,
    paths: HashSet<&'a str>,
    folders: HashSet<&'a str>,
}

impl<'a> Application<'a> {
    /// Parses the files.
    pub(super) fn read(files: &'a [MadeFile]) -> Self {
        let paths: HashSet<&str> = files.iter().map(|file| file.path.as_str()).collect();
        let folders = paths.iter().flat_map(|path| path.match_indices('/').map(|(at, _)| &path[..at])).collect();
        Self {
            files,
            pages: read(files, &["html", "htm"], Page::read),
            sheets: read(files, &["css"], Sheet::read),
            scripts: read(files, &["js", "mjs", "cjs"], Script::read),
            documents: read(files, &["json", "webmanifest"], json::read),
            paths,
            folders,
        }
    }

    /// Whether there is such a file.
    pub(super) fn has(&self, path: &str) -> bool {
        self.paths.contains(path)
    }

    /// Whether there is such a file, or a folder with files.
    pub(super) fn has_anything_at(&self, path: &str) -> bool {
        let path = path.trim_end_matches('/');
        path.is_empty() || self.paths.contains(path) || self.folders.contains(path)
    }

    /// The text of a file.
    pub(super) fn content(&self, path: &str) -> Option<&'a str> {
        self.files.iter().find(|file| file.path == path).map(|file| file.content.as_str())
    }

    /// A JSON document that parses.
    pub(super) fn document(&self, path: &str) -> Option<&Value> {
        self.documents.iter().find(|document| document.path == path).and_then(|document| document.value.as_ref().ok())
    }

    /// The files with one of these endings that are short enough to be parsed.
    pub(super) fn sources(&self, endings: &[&str]) -> Vec<&'a MadeFile> {
        sources(self.files, endings).collect()
    }
}

fn sources<'a>(files: &'a [MadeFile], endings: &[&str]) -> impl Iterator<Item = &'a MadeFile> {
    files.iter().filter(move |file| {
        file.content.len() <= MOST_SOURCE_BYTES && endings.contains(&extension(&file.path).as_str())
    })
}

fn read<T>(files: &[MadeFile], endings: &[&str], parse: fn(&str, &str) -> T) -> Vec<T> {
    sources(files, endings).map(|file| parse(&file.path, &file.content)).collect()
}
