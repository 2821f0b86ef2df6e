//! The names that a script may use without defining them, by where it runs.

use javascript_globals::GLOBALS;

use super::super::place::extension;

/// Where a script runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Home {
    /// A page of the application.
    Browser,
    /// A worker of the application.
    Worker,
    /// Node.js.
    Node,
    /// A test that drives a browser: code of both.
    Both,
}

impl Home {
    /// Judged by the file's path: the server, tests and tools run in Node.js, all else in the browser.
    pub(super) fn of(path: &str) -> Self {
        let in_node = path.starts_with("server/") || matches!(extension(path).as_str(), "mjs" | "cjs");
        if path.starts_with("tests/") || path.starts_with("test/") {
            // Journeys hand functions over to the page.
            return if path.matches('/').count() > 1 { Self::Both } else { Self::Node };
        }
        let name = path.rsplit('/').next().unwrap_or(path);
        match name {
            _ if in_node => Self::Node,
            "sw.js" | "service-worker.js" => Self::Worker,
            _ => Self::Browser,
        }
    }

    /// Whether a name has a meaning there.
    pub(super) fn knows(self, name: &str) -> bool {
        let environments: &[&str] = match self {
            Self::Browser => &["builtin", "browser"],
            Self::Worker => &["builtin", "serviceworker", "worker"],
            Self::Node => &["builtin", "node"],
            Self::Both => &["builtin", "node", "browser"],
        };
        environments.iter().any(|environment| GLOBALS.get(environment).is_some_and(|set| set.contains_key(name)))
    }
}

impl std::fmt::Display for Home {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Browser => "a browser",
            Self::Worker => "a worker",
            Self::Node => "Node.js",
            Self::Both => "neither Node.js nor a browser",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_place_knows_its_own_names() {
        for (path, known, unknown) in [
            ("js/store.js", "localStorage", "process"),
            ("server/main.mjs", "process", "document"),
            ("tests/store.test.mjs", "Buffer", "window"),
            ("serve.mjs", "URL", "alert"),
            ("sw.js", "clients", "document"),
        ] {
            assert!(Home::of(path).knows(known), "{path} knows {known}");
            assert!(!Home::of(path).knows(unknown), "{path} does not know {unknown}");
        }
        assert!(Home::of("tests/e2e/journeys.test.mjs").knows("document"));
    }

    #[test]
    fn everybody_knows_the_language_itself() {
        for path in ["js/a.js", "server/a.mjs", "sw.js", "tests/e2e/a.mjs"] {
            assert!(
                ["Map", "Promise", "undefined", "globalThis"].iter().all(|name| Home::of(path).knows(name)),
                "{path}"
            );
        }
    }
}
