//! Where the application runs: its container, the pipeline that builds it, what watches it and what stands before it.

use super::super::super::model::{AppModel, Backend};
use super::{figures, in_browser, marked, plain};
use crate::agents::AgentId;

/// The files of docker.
pub(super) fn container(model: &AppModel) -> Vec<(&'static str, String)> {
    let image = match model.stack.backend {
        Backend::Node if model.has(AgentId::Junit) => include_str!("../templates/proof/Dockerfile.node").to_owned(),
        Backend::Node => without_tests(include_str!("../templates/proof/Dockerfile.node")),
        Backend::Python => include_str!("../templates/proof/Dockerfile.python").to_owned(),
    };
    vec![
        ("Dockerfile", marked(model, &image)),
        (".dockerignore", include_str!("../templates/proof/dockerignore").to_owned()),
        ("compose.yaml", compose(model)),
    ]
}

/// The image without the stage that tests it.
fn without_tests(image: &str) -> String {
    let stage = |part: &&str| !part.starts_with("# `docker build --target tests");
    image.split("\n\n").filter(stage).collect::<Vec<_>>().join("\n\n")
}

/// Behind the proxy, which a DOMAIN calls for, callers are told apart by what the proxy says of them.
const TRUST: &str = "      TRUST_PROXY: ${DOMAIN:+1}\n";

fn compose(model: &AppModel) -> String {
    let (mut proxy, mut trust, mut monitoring, mut volumes) = ("", "", "", Vec::new());
    if model.has(AgentId::Scale) {
        proxy = include_str!("../templates/proof/compose-proxy.yaml");
        trust = TRUST;
        volumes.push("  certificates:");
    }
    if model.has(AgentId::Monitor) {
        monitoring = include_str!("../templates/proof/compose-monitoring.yaml");
        volumes.extend(["  figures:", "  dashboards:"]);
    }
    let text = include_str!("../templates/proof/compose.yaml")
        .replace("{{proxy}}", proxy)
        .replace("{{trust}}", trust)
        .replace("{{monitoring}}", monitoring)
        .replace("{{volumes}}", &volumes.join("\n"));
    format!("{}\n", marked(model, &text).trim_end())
}

/// `.github/workflows/ci.yml`. Its own marks are in brackets: braces mean something to GitHub.
pub(super) fn pipeline(model: &AppModel) -> String {
    let python = match model.stack.backend {
        Backend::Node => "",
        Backend::Python => include_str!("../templates/proof/ci-python.yml"),
    };
    let runs: String = [(AgentId::Cypress, "test:e2e"), (AgentId::A11y, "test:a11y")]
        .into_iter()
        .filter(|(agent, _)| model.has(*agent))
        .map(|(_, script)| format!("      - run: npm run {script}\n"))
        .collect();
    let browser = if in_browser(model) { include_str!("../templates/proof/ci-browser.yml") } else { "" };
    let load = if model.has(AgentId::Load) { "      - run: npm run test:load -- --seconds 5\n" } else { "" };
    include_str!("../templates/proof/ci.yml")
        .replace("[[browser]]", browser)
        .replace("[[python]]", python)
        .replace("[[load]]\n", load)
        .replace("[[load]]", load)
        .replace("[[runs]]", &runs)
        .replace("[[needs]]", if in_browser(model) { "[tests, browser]" } else { "[tests]" })
        .replace("[[slug]]", &model.slug)
}

/// What monitor makes beside the server's own part.
pub(super) fn alarms(model: &AppModel) -> Vec<(&'static str, String)> {
    let scale = model.has(AgentId::Scale);
    let restore = if scale {
        "Do not restart anything. Stop the server, and put the newest backup of the data folder in place: docs/capacity.md says how."
    } else {
        "Do not restart anything. Look at the log for requests with DELETE, and at the copies of the data folder."
    };
    let slow = if scale {
        "docs/capacity.md says what carries more."
    } else {
        "Look at the rate of requests first; then at the disk."
    };
    let alerts =
        include_str!("../templates/proof/alerts.yml").replace("{{restore}}", restore).replace("{{slow}}", slow);
    vec![
        ("deploy/prometheus.yml", marked(model, include_str!("../templates/proof/prometheus.yml"))),
        ("deploy/alerts.yml", marked(model, &alerts)),
        ("deploy/dashboard.json", figures::dashboard(model)),
    ]
}

/// What scale makes beside the server's own part.
pub(super) fn outside(model: &AppModel) -> Vec<(&'static str, String)> {
    let live = if model.has(AgentId::Sync) {
        "\t\t# What happens in other windows is sent at once.\n\t\tflush_interval -1\n"
    } else {
        ""
    };
    let service = |text: &str| {
        text.replace("{{backup}}", backup_command(model.stack.backend))
            .replace("{{name}}", &plain(&model.name))
            .replace("{{slug}}", &model.slug)
    };
    vec![
        ("deploy/Caddyfile", marked(model, &include_str!("../templates/proof/Caddyfile").replace("{{live}}", live))),
        ("deploy/backup.service", service(include_str!("../templates/proof/backup.service"))),
        ("deploy/backup.timer", service(include_str!("../templates/proof/backup.timer"))),
    ]
}

/// The command that writes one backup while the server runs.
pub(in super::super::super) fn backup_command(backend: Backend) -> &'static str {
    match backend {
        Backend::Node => "node --disable-warning=ExperimentalWarning server/backup.mjs",
        Backend::Python => "python3 server/backup.py",
    }
}
