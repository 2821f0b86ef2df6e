//! `deploy/dashboard.json`: what Grafana shows of the application.

use serde_json::{Value, json};

use super::super::super::model::AppModel;

/// One picture: its title, its unit, and each query with the name of its line.
struct Panel {
    title: String,
    unit: &'static str,
    kind: &'static str,
    lines: Vec<(String, &'static str)>,
}

/// The file.
pub(super) fn dashboard(model: &AppModel) -> String {
    let panels: Vec<Value> = panels(model).into_iter().enumerate().map(|(at, panel)| drawn(at, &panel)).collect();
    let dashboard = json!({
        "title": model.name,
        "uid": model.slug.chars().take(40).collect::<String>(),
        "schemaVersion": 39,
        "timezone": "browser",
        "refresh": "30s",
        "time": { "from": "now-6h", "to": "now" },
        "templating": { "list": [{ "name": "source", "label": "Prometheus", "type": "datasource", "query": "prometheus" }] },
        "panels": panels,
    });
    format!("{dashboard:#}\n")
}

fn panels(model: &AppModel) -> Vec<Panel> {
    let job = format!("job=\"{}\"", model.slug);
    let share = |of: &str| {
        format!("histogram_quantile({of}, sum by (le) (rate(http_request_duration_seconds_bucket{{{job}}}[5m])))")
    };
    let mut panels = state(&job);
    panels.extend([
        Panel {
            title: "Requests by status".to_owned(),
            unit: "reqps",
            kind: "timeseries",
            lines: vec![(format!("sum by (status) (rate(http_requests_total{{{job}}}[5m]))"), "{{status}}")],
        },
        Panel {
            title: "How long requests take".to_owned(),
            unit: "s",
            kind: "timeseries",
            lines: vec![(share("0.5"), "half"), (share("0.95"), "95 of 100"), (share("0.99"), "99 of 100")],
        },
        Panel {
            title: "Requests by route".to_owned(),
            unit: "reqps",
            kind: "timeseries",
            lines: vec![(
                format!("topk(10, sum by (method, route) (rate(http_requests_total{{{job}}}[5m])))"),
                "{{method}} {{route}}",
            )],
        },
        Panel {
            title: format!("What {} keeps", model.name),
            unit: "none",
            kind: "timeseries",
            lines: vec![(format!("records{{{job}}}"), "{{entity}}")],
        },
    ]);
    panels
}

/// Whether it runs, and since when.
fn state(job: &str) -> Vec<Panel> {
    let panel = |title: &str, unit, line| Panel { title: title.to_owned(), unit, kind: "stat", lines: vec![line] };
    vec![
        panel("Answers", "none", (format!("up{{{job}}}"), "1 is well")),
        panel("Running since", "s", (format!("process_uptime_seconds{{{job}}}"), "uptime")),
    ]
}

fn drawn(at: usize, panel: &Panel) -> Value {
    let targets: Vec<Value> = panel
        .lines
        .iter()
        .zip('A'..)
        .map(|((query, legend), name)| json!({ "refId": name.to_string(), "expr": query, "legendFormat": legend }))
        .collect();
    json!({
        "id": at + 1,
        "title": panel.title,
        "type": panel.kind,
        "datasource": { "type": "prometheus", "uid": "${source}" },
        "fieldConfig": { "defaults": { "unit": panel.unit, "min": 0 }, "overrides": [] },
        "gridPos": { "x": (at % 2) * 12, "y": (at / 2) * 8, "w": 12, "h": 8 },
        "targets": targets,
    })
}
