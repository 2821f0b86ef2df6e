//! The application as a folder: it has an entry, stays inside itself, and is no larger than it should be.

use std::collections::HashSet;

use super::application::{Application, MOST_SOURCE_BYTES};
use super::place::extension;
use super::report::{Check, Report, count};

/// A made application is a few hundred kilobytes; more means that something ran away.
const MOST_BYTES: usize = 5_000_000;

/// No file that people read is this large.
const MOST_FILE_BYTES: usize = 1_000_000;

/// Longer paths do not unpack everywhere.
const LONGEST_PATH: usize = 200;

/// Endings of files that are parsed.
const PARSED: [&str; 11] = ["html", "htm", "css", "js", "mjs", "cjs", "py", "sql", "json", "yml", "yaml"];

/// Names that Windows keeps for devices.
const DEVICES: [&str; 10] = ["con", "prn", "aux", "nul", "com1", "com2", "com3", "lpt1", "lpt2", "lpt3"];

/// There is a page to open and a text that says how, by one command.
pub(super) fn check_entry(application: &Application<'_>) -> Check {
    let mut report = Report::new("entry");
    for path in ["index.html", "README.md"] {
        if application.content(path).is_none_or(|content| content.trim().is_empty()) {
            report.on(path, "is missing or empty");
        }
    }
    if let Some(readme) = application.content("README.md").filter(|readme| !readme.trim().is_empty()) {
        match first_commands(readme).as_slice() {
            [] => report.on("README.md", "no block of code says how to run the application"),
            [_] => {}
            more => report.on("README.md", &format!("running it takes {} commands; one must do", more.len())),
        }
    }
    report.finish("index.html and README.md are there, and one command runs it".to_owned())
}

/// The commands of the first block of code.
fn first_commands(readme: &str) -> Vec<&str> {
    let inside = readme.lines().skip_while(|line| !line.trim_start().starts_with("```")).skip(1);
    let block = inside.take_while(|line| !line.trim_start().starts_with("```"));
    block.map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')).collect()
}

/// Every file stays in the application's folder, under a name that every system takes, once.
pub(super) fn check_paths(application: &Application<'_>) -> Check {
    let mut report = Report::new("paths");
    let mut seen: HashSet<String> = HashSet::new();
    for file in application.files {
        if let Some(wrong) = wrong_path(&file.path) {
            report.on(&file.path, wrong);
        } else if !seen.insert(file.path.to_lowercase()) {
            report.on(&file.path, "is there twice, where upper and lower case are the same");
        }
    }
    report.finish(format!(
        "{} inside the application's folder",
        count(application.files.len(), "file stays", "files stay")
    ))
}

fn wrong_path(path: &str) -> Option<&'static str> {
    let parts = || path.split('/');
    if path.is_empty() || path.ends_with('/') {
        return Some("names no file");
    }
    if path.starts_with(['/', '~']) || path.contains(['\\', ':']) || parts().any(|part| part == ".." || part == ".") {
        return Some("leaves the application's folder");
    }
    if path.len() > LONGEST_PATH {
        return Some("is too long a path");
    }
    let odd = |letter: char| letter.is_control() || "<>\"|?*".contains(letter);
    if path.contains(odd) || parts().any(|part| part.is_empty() || part.ends_with(['.', ' ']) || part.starts_with(' '))
    {
        return Some("has a name that not every system takes");
    }
    let device =
        |part: &str| part.split('.').next().is_some_and(|stem| DEVICES.contains(&stem.to_ascii_lowercase().as_str()));
    if parts().any(device) {
        return Some("has a name that Windows keeps for a device");
    }
    let own = [".git", "node_modules", "__pycache__", ".venv"];
    parts().any(|part| own.contains(&part)).then_some("lies in a folder that a tool makes")
}

/// Nothing is larger than people can read.
pub(super) fn check_size(application: &Application<'_>) -> Check {
    let mut report = Report::new("size");
    for file in application.files {
        let bytes = file.content.len();
        if bytes > MOST_FILE_BYTES {
            report.on(&file.path, &format!("has {bytes} bytes; at most {MOST_FILE_BYTES} are sensible"));
        } else if bytes > MOST_SOURCE_BYTES && PARSED.contains(&extension(&file.path).as_str()) {
            report.on(&file.path, &format!("has {bytes} bytes; a source of more than {MOST_SOURCE_BYTES} is not looked at, so it has to be split"));
        }
        if file.content.contains('\0') {
            report.on(&file.path, "is no text");
        }
    }
    let bytes: usize = application.files.iter().map(|file| file.content.len()).sum();
    if bytes > MOST_BYTES {
        report.whole(&format!("{bytes} bytes; at most {MOST_BYTES} are sensible"));
    }
    report.finish(format!("{} KB in {}", bytes.div_ceil(1000), count(application.files.len(), "file", "files")))
}

#[cfg(test)]
mod tests {
    use super::super::sample::{file, found};
    use super::*;

    const README: &str = "# App\n\n```sh\n# in this folder\nnode serve.mjs\n```\n\n```sh\nnode --test\n```\n";

    #[test]
    fn an_application_has_an_entry_and_one_command() {
        let files = [file("index.html", "<p>"), file("README.md", README)];
        assert!(check_entry(&Application::read(&files)).passed);
        for (readme, says) in [
            ("# App", "README.md: no block of code says how to run the application"),
            ("```\nnpm install\nnode serve.mjs\n```", "README.md: running it takes 2 commands; one must do"),
            (" ", "README.md: is missing or empty"),
        ] {
            let files = [file("index.html", "<p>"), file("README.md", readme)];
            assert_eq!(found(&check_entry(&Application::read(&files))), [says]);
        }
        assert_eq!(found(&check_entry(&Application::read(&[]))).len(), 2);
    }

    #[test]
    fn a_path_that_leaves_the_folder_or_cannot_be_unpacked_is_found() {
        for (path, says) in [
            ("../a.js", "leaves the application's folder"),
            ("/etc/passwd", "leaves the application's folder"),
            ("a/../../b", "leaves the application's folder"),
            ("C:\\a", "leaves the application's folder"),
            ("~/.profile", "leaves the application's folder"),
            ("a//b", "has a name that not every system takes"),
            ("a\n.js", "has a name that not every system takes"),
            ("docs/nul.md", "has a name that Windows keeps for a device"),
            (".git/hooks/pre-commit", "lies in a folder that a tool makes"),
            ("a/", "names no file"),
        ] {
            let files = [file(path, "x")];
            assert_eq!(found(&check_paths(&Application::read(&files))), [format!("{path}: {says}")]);
        }
        let twice = [file("js/A.js", ""), file("js/a.js", "")];
        assert_eq!(found(&check_paths(&Application::read(&twice))).len(), 1);
        let fine = [file(".github/workflows/ci.yml", ""), file("js/a-b_c.min.js", ""), file("Dockerfile", "")];
        assert!(check_paths(&Application::read(&fine)).passed);
    }

    #[test]
    fn what_is_too_large_or_no_text_is_found() {
        let files = [
            file("a.md", &"x".repeat(MOST_FILE_BYTES + 1)),
            file("b.js", &"y".repeat(MOST_SOURCE_BYTES + 1)),
            file("c.md", "\0"),
        ];
        let said = found(&check_size(&Application::read(&files)));
        assert_eq!(said.len(), 3, "{said:?}");
        assert_eq!(said[0], "a.md: has 1000001 bytes; at most 1000000 are sensible");
        assert!(said[1].starts_with("b.js: has 500001 bytes") && said[2] == "c.md: is no text", "{said:?}");
        let many: Vec<_> = (0..6).map(|at| file(&format!("{at}.md"), &"x".repeat(900_000))).collect();
        assert_eq!(found(&check_size(&Application::read(&many))), ["5400000 bytes; at most 5000000 are sensible"]);
    }
}
