//! Places: lines of a text, and paths inside an application.

/// Where the lines of a text begin.
#[derive(Clone, Debug)]
pub(super) struct Lines(Vec<usize>);

impl Lines {
    /// Of this text.
    pub(super) fn of(text: &str) -> Self {
        Self(text.match_indices('\n').map(|(at, _)| at + 1).collect())
    }

    /// The line, counted from one, of a byte.
    pub(super) fn at(&self, byte: usize) -> usize {
        self.0.partition_point(|start| *start <= byte) + 1
    }
}

/// The file that `target`, written in the file `from`, leads to: nothing when it leaves the application's folder.
pub(super) fn resolve(from: &str, target: &str) -> Option<String> {
    let target = target.split(['?', '#']).next().unwrap_or_default();
    let mut parts: Vec<&str> = if target.starts_with('/') { Vec::new() } else { from.split('/').collect() };
    parts.pop();
    for part in target.split('/') {
        match part {
            "." | "" => {}
            ".." => {
                parts.pop()?;
            }
            name => parts.push(name),
        }
    }
    Some(parts.join("/"))
}

/// Whether a target names something else than a file of this application: another host, a scheme, a fragment.
pub(super) fn is_elsewhere(target: &str) -> bool {
    let scheme = target.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|letter: char| letter.is_ascii_alphabetic())
            && scheme.chars().all(|letter| letter.is_ascii_alphanumeric() || "+-.".contains(letter))
    });
    target.is_empty() || scheme || target.starts_with("//") || target.starts_with('#')
}

/// The ending of a path, in lower case: `mjs`.
pub(super) fn extension(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or_else(String::new, |(_, ending)| ending.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_in_the_line_that_an_editor_shows() {
        let lines = Lines::of("a\nbc\n\nd");
        let found: Vec<usize> = [0, 1, 2, 4, 5, 6, 99].iter().map(|byte| lines.at(*byte)).collect();
        assert_eq!(found, [1, 1, 2, 2, 3, 4, 4]);
    }

    #[test]
    fn targets_are_followed_from_the_file_they_stand_in() {
        assert_eq!(resolve("js/pages/home.js", "../store.js?v=1").as_deref(), Some("js/store.js"));
        assert_eq!(resolve("index.html", "./css/tokens.css").as_deref(), Some("css/tokens.css"));
        assert_eq!(resolve("docs/a.md", "/index.html").as_deref(), Some("index.html"));
        assert_eq!(resolve("index.html", "../secret"), None);
    }

    #[test]
    fn other_hosts_schemes_and_fragments_are_elsewhere() {
        for target in ["https://a.example", "//a.example", "mailto:a@b.c", "#main", "data:image/svg+xml,x", ""] {
            assert!(is_elsewhere(target), "{target}");
        }
        for target in ["a.js", "./a:b.js", "/index.html"] {
            assert!(!is_elsewhere(target), "{target}");
        }
    }
}
