//! Secrets: no key, token or password of a real service is in any file.

use std::collections::HashSet;
use std::sync::LazyLock;

use regex::Regex;

use super::application::Application;
use super::place::Lines;
use super::report::{Check, Report, count};

/// What secrets look like. Each names what it is; the text itself is never told.
const LOOKS: &[(&str, &str)] = &[
    ("a private key", r"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY(?: BLOCK)?-----"),
    ("a key of AWS", r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b"),
    ("a token of GitHub", r"\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{50,})"),
    ("a token of GitLab", r"\bglpat-[A-Za-z0-9_-]{20,}"),
    ("a token of Slack", r"\bxox[abprs]-[A-Za-z0-9-]{10,}"),
    ("a webhook of Slack", r"hooks\.slack\.com/services/T[A-Za-z0-9_]{6,}/B[A-Za-z0-9_]{6,}/[A-Za-z0-9_]{16,}"),
    ("a key of Stripe", r"\b(?:sk|rk)_(?:live|test)_[A-Za-z0-9]{16,}|\bwhsec_[A-Za-z0-9]{24,}"),
    ("a key of Google", r"\bAIza[A-Za-z0-9_-]{35}|\bya29\.[A-Za-z0-9_-]{20,}"),
    ("a key of Anthropic", r"\bsk-ant-[A-Za-z0-9_-]{20,}"),
    ("a key of OpenAI", r"\bsk-(?:proj-)?[A-Za-z0-9_-]{40,}"),
    ("a key of SendGrid", r"\bSG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}"),
    ("a key of Twilio", r"\bSK[0-9a-f]{32}\b"),
    ("a token of npm", r"\bnpm_[A-Za-z0-9]{36}\b"),
    ("a token of PyPI", r"\bpypi-[A-Za-z0-9_-]{50,}"),
    ("a JSON web token", r"\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}"),
    (
        "a password in an address",
        r"\b[a-z][a-z0-9+.-]{1,20}://[^\s/:@'\x22`<>${}]{1,80}:[^\s/:@'\x22`<>${}]{3,80}@[A-Za-z0-9\[]",
    ),
];

/// Passwords in addresses that are no secret: placeholders of documents.
const EXAMPLES: [&str; 8] = ["password", "secret", "example", "user", "pass", "changeme", "change-me", "postgres"];

static PATTERNS: LazyLock<Vec<(&str, Regex)>> =
    LazyLock::new(|| LOOKS.iter().filter_map(|(what, look)| Some((*what, Regex::new(look).ok()?))).collect());

/// Looks at every file.
pub(super) fn check(application: &Application<'_>) -> Check {
    let mut report = Report::new("secrets");
    for file in application.files {
        let lines = Lines::of(&file.content);
        // The narrower looks come first.
        let mut told: HashSet<usize> = HashSet::new();
        for (what, pattern) in PATTERNS.iter() {
            let found = pattern.find_iter(&file.content).filter(|found| !is_example(found.as_str()));
            for found in found.filter(|found| told.insert(found.start())) {
                report.at(
                    &file.path,
                    lines.at(found.start()),
                    &format!("{what} is in the file; read it from the environment"),
                );
            }
        }
        if is_kept_secret(&file.path) {
            report.on(&file.path, "a file of secrets belongs to a machine and to no application");
        }
    }
    let files = count(application.files.len(), "file", "files");
    report.finish(format!("{files} hold none of {} kinds of keys, tokens and passwords", LOOKS.len()))
}

/// `postgres://user:password@localhost`: what documents write.
fn is_example(found: &str) -> bool {
    let Some((_, rest)) = found.split_once("://") else { return false };
    let password = rest.split_once(':').map_or("", |(_, password)| password).split('@').next().unwrap_or_default();
    EXAMPLES.contains(&password.to_ascii_lowercase().as_str())
        || password.chars().all(|letter| ".*xX…".contains(letter))
}

fn is_kept_secret(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    matches!(name, ".env" | ".npmrc" | ".netrc" | "id_rsa" | "id_ed25519")
        || name.ends_with(".pem")
        || name.ends_with(".p12")
}

#[cfg(test)]
mod tests {
    use super::super::sample::{file, found};
    use super::*;

    fn findings(content: &str) -> Vec<String> {
        let files = [file("server/a.mjs", &format!("\n{content}\n"))];
        found(&check(&Application::read(&files)))
    }

    #[test]
    fn every_pattern_is_one() {
        assert_eq!(PATTERNS.len(), LOOKS.len());
    }

    #[test]
    fn keys_tokens_and_passwords_are_found_and_not_repeated() {
        // Put together here, so that no scanner of this project takes them for real ones.
        for (what, secret) in [
            ("a private key", ["-----BEGIN RSA PRIVATE", " KEY-----"].concat()),
            ("a key of AWS", ["AKIA", "IOSFODNN7EXAMPLE"].concat()),
            ("a token of GitHub", format!("ghp_{}", "a1".repeat(18))),
            ("a key of Stripe", ["sk_live", "_4eC39HqLyjWDarjtT1zdp7dc"].concat()),
            ("a key of Google", format!("AIza{}", "b".repeat(35))),
            ("a key of Anthropic", format!("sk-ant-api03-{}", "c".repeat(30))),
            ("a token of Slack", ["xoxb-", "123456789012-abcdef"].concat()),
            ("a JSON web token", format!("eyJ{0}.eyJ{0}.{0}", "d".repeat(20))),
            ("a password in an address", ["postgres://admin:", "hunter2@db.internal/app"].concat()),
        ] {
            let said = findings(&format!("const key = '{secret}';"));
            assert_eq!(
                said,
                [format!("server/a.mjs: line 2: {what} is in the file; read it from the environment")],
                "{secret}"
            );
            assert!(!said[0].contains(&secret));
        }
    }

    #[test]
    fn placeholders_and_ordinary_addresses_are_no_secrets() {
        for fine in [
            "postgres://user:password@localhost/app",
            "http://localhost:3000/a@b",
            "`https://${user}:${password}@host`",
            "const password = 'correct horse battery staple';",
            "class=\"sk-fading-circle-with-a-very-long-name\"",
            "mailto:a@example.org",
        ] {
            assert_eq!(findings(fine), Vec::<String>::new(), "{fine}");
        }
    }

    #[test]
    fn files_that_hold_secrets_by_their_name_are_found() {
        let files = [file(".env", "A=1"), file(".env.example", "A="), file("deploy/tls.pem", "x")];
        let said = found(&check(&Application::read(&files)));
        assert_eq!(said.len(), 2, "{said:?}");
        assert!(said[0].starts_with(".env: a file of secrets"), "{said:?}");
    }
}
