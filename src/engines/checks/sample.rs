//! Files for tests, and findings as people read them.

use super::super::model::MadeFile;
use super::report::Check;

/// A file.
pub(super) fn file(path: &str, content: &str) -> MadeFile {
    MadeFile { path: path.to_owned(), content: content.to_owned() }
}

/// `index.html: line 3: ...`, one for each finding.
pub(super) fn found(check: &Check) -> Vec<String> {
    check.findings.iter().map(ToString::to_string).collect()
}
