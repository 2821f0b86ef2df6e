//! What a check found, and how it is put into words.

use super::super::model::Finding;

/// More findings than this help nobody: the first ones are mended, then the check runs again.
const MOST_FINDINGS: usize = 40;

/// So many findings are spelled out in a check's detail.
const MOST_SPELLED_OUT: usize = 8;

/// What a check found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// `links`
    pub name: String,
    /// Whether it holds.
    pub passed: bool,
    /// What was looked at, in numbers, or the findings.
    pub detail: String,
    /// What is wrong, for whoever has to mend it; empty where it holds.
    pub findings: Vec<Finding>,
}

impl Check {
    /// An agent wrote to files that others have made.
    #[must_use]
    pub fn of_paths_of_others(paths: &[String]) -> Self {
        let finding = |path: &String| Finding {
            check: "owner".to_owned(),
            path: Some(path.clone()),
            message: "another agent made this file; leave it alone".to_owned(),
        };
        let findings: Vec<Finding> = paths.iter().map(finding).collect();
        let detail = findings.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ");
        Self { name: "owner".to_owned(), passed: findings.is_empty(), detail, findings }
    }
}

/// Something wrong in one file, before it is known which check tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    /// Counted from one.
    pub(super) line: usize,
    /// What is wrong.
    pub(super) message: String,
}

impl Fault {
    /// Something wrong in this line.
    pub(super) fn new(line: usize, message: impl Into<String>) -> Self {
        Self { line, message: message.into() }
    }
}

/// A check while it runs.
#[derive(Debug)]
pub(super) struct Report {
    name: &'static str,
    findings: Vec<Finding>,
    notes: Vec<String>,
}

impl Report {
    /// A check that has found nothing yet.
    pub(super) fn new(name: &'static str) -> Self {
        Self { name, findings: Vec::new(), notes: Vec::new() }
    }

    /// Something is wrong in a line of a file.
    pub(super) fn at(&mut self, path: &str, line: usize, message: &str) {
        self.on(path, &format!("line {line}: {message}"));
    }

    /// Something is wrong with a file.
    pub(super) fn on(&mut self, path: &str, message: &str) {
        self.findings.push(Finding {
            check: self.name.to_owned(),
            path: Some(path.to_owned()),
            message: message.to_owned(),
        });
    }

    /// Something is wrong with the application.
    pub(super) fn whole(&mut self, message: &str) {
        self.findings.push(Finding { check: self.name.to_owned(), path: None, message: message.to_owned() });
    }

    /// What was found while a file was read.
    pub(super) fn faults(&mut self, path: &str, faults: &[Fault]) {
        for fault in faults {
            self.at(path, fault.line, &fault.message);
        }
    }

    /// Something worth saying that is not wrong.
    pub(super) fn note(&mut self, note: String) {
        self.notes.push(note);
    }

    /// How many findings there are.
    pub(super) fn len(&self) -> usize {
        self.findings.len()
    }

    /// The outcome; `holds` says what was looked at.
    pub(super) fn finish(mut self, holds: String) -> Check {
        self.findings.dedup();
        let passed = self.findings.is_empty();
        let detail = if passed {
            std::iter::once(holds).chain(std::mem::take(&mut self.notes)).collect::<Vec<_>>().join("; ")
        } else {
            spelled_out(&self.findings)
        };
        let more = self.findings.len().saturating_sub(MOST_FINDINGS);
        self.findings.truncate(MOST_FINDINGS);
        if more > 0 {
            self.whole(&format!("{more} more of the same kind"));
        }
        Check { name: self.name.to_owned(), passed, detail, findings: self.findings }
    }
}

fn spelled_out(findings: &[Finding]) -> String {
    let mut said: Vec<String> = findings.iter().take(MOST_SPELLED_OUT).map(ToString::to_string).collect();
    if findings.len() > MOST_SPELLED_OUT {
        said.push(format!("and {} more", findings.len() - MOST_SPELLED_OUT));
    }
    said.join("; ")
}

/// `1 file`, `3 files`.
pub(super) fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_check_without_findings_says_what_it_looked_at() {
        let mut report = Report::new("links");
        report.note("2 exports are used nowhere".to_owned());
        let check = report.finish("41 links lead to files".to_owned());
        assert!(check.passed);
        assert_eq!(check.detail, "41 links lead to files; 2 exports are used nowhere");
    }

    #[test]
    fn a_flood_of_findings_is_cut_and_says_so() {
        let mut report = Report::new("links");
        for line in 1..=100 {
            report.at("a.js", line, "wrong");
        }
        let check = report.finish(String::new());
        assert_eq!(check.findings.len(), MOST_FINDINGS + 1);
        assert_eq!(check.findings.last().map(|last| last.message.as_str()), Some("60 more of the same kind"));
        assert!(check.detail.starts_with("a.js: line 1: wrong; a.js: line 2"), "{}", check.detail);
        assert!(check.detail.ends_with("and 92 more"), "{}", check.detail);
    }
}
