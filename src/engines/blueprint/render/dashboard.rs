//! `js/pages/dashboard.js`: figures and charts that mean something for this application.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::super::model::{AppModel, Entity, FieldKind};
use super::literal::quote;
use super::names::{dated, entity, field, first, path, small};
use super::rules::rules;

/// The page's parts, as they are collected.
#[derive(Default)]
struct Board {
    figures: Vec<String>,
    charts: Vec<String>,
    rules: BTreeSet<String>,
    numbers: BTreeSet<&'static str>,
    drawn: BTreeSet<&'static str>,
    formats: BTreeSet<&'static str>,
}

/// The module.
pub(super) fn module(model: &AppModel) -> String {
    let mut board = Board::default();
    board.of_rules(model);
    for entity in model.entities.iter().filter(|entity| entity.in_navigation).take(3) {
        board.of_thing(model, entity);
    }
    board.keep_first(6);
    let list = |names: &BTreeSet<&'static str>| names.iter().copied().collect::<Vec<_>>().join(", ");
    board.numbers.extend(["figure", "figures"]);
    let mut js = String::from("// Figures and charts.\n");
    if !board.drawn.is_empty() {
        let _ = writeln!(js, "import {{ {} }} from '../charts.js';", list(&board.drawn));
    }
    if !board.formats.is_empty() {
        let _ = writeln!(js, "import {{ {} }} from '../format.js';", list(&board.formats));
    }
    let _ = writeln!(js, "import {{ {} }} from '../parts/numbers.js';", list(&board.numbers));
    if !board.rules.is_empty() {
        let _ = writeln!(
            js,
            "import {{ {} }} from '../rules.js';",
            board.rules.iter().cloned().collect::<Vec<_>>().join(", ")
        );
    }
    js.push_str("import { all } from '../store.js';\nimport { el, heading } from '../ui.js';\nimport { words } from '../words.js';\n\nexport function dashboard() {\n  const node = el('div', { class: 'dashboard' }, heading(words.nav.dashboard),\n    figures([\n");
    for figure in &board.figures {
        let _ = writeln!(js, "      {figure},");
    }
    js.push_str("    ]),\n    el('div', { class: 'charts' },\n");
    for chart in &board.charts {
        let _ = writeln!(js, "      {chart},");
    }
    js.push_str("    ),\n  );\n  return { title: words.nav.dashboard, node };\n}\n");
    js
}

impl Board {
    /// So many figures and charts are enough; what only the others asked for is not imported.
    fn keep_first(&mut self, most: usize) {
        self.figures.truncate(most);
        self.charts.truncate(most);
        let text = self.figures.join("\n") + &self.charts.join("\n");
        for names in [&mut self.numbers, &mut self.drawn, &mut self.formats] {
            names.retain(|name| text.contains(&format!("{name}(")));
        }
        self.rules.retain(|name| text.contains(&format!("{name}.")));
    }

    fn of_rules(&mut self, model: &AppModel) {
        for rule in rules(model) {
            let name = rule.variable.clone();
            let Some(entity) = entity(model, &rule.entity) else { continue };
            let href = format!("'#/{}'", path(model, entity));
            let many = small(&entity.plural);
            match rule.maker {
                "payments" => {
                    self.formats.insert("money");
                    self.figures.push(format!("figure('Outstanding', money({name}.outstanding(), {name}.currency), {{ note: `${{{name}.open().length}} open {many}`, href: {href} }})"));
                    if let Some(payment) = rule.with["payment"].as_str().and_then(|id| super::names::entity(model, id)) {
                        self.paid(payment, rule.with["paidField"].as_str().unwrap_or_default(), &name);
                    }
                }
                "due" => self.figures.push(format!("figure('Overdue', String({name}.overdue().length), {{ note: {}, tone: {name}.overdue().length ? 'bad' : '', href: {href} }})", quote(&many))),
                "lowStock" => self.figures.push(format!("figure('Running low', String({name}.low().length), {{ note: `of ${{all('{}').length}} {many}`, tone: {name}.low().length ? 'warning' : '', href: '#/running-low' }})", rule.entity)),
                "booking" => {
                    self.figures.push(format!("figure('To come', String({name}.upcoming().length), {{ note: {}, href: {href} }})", quote(&many)));
                    self.figures.push(format!("figure('Places free', String({name}.upcoming().reduce((sum, one) => sum + {name}.left(one), 0)), {{ note: 'in what is to come' }})"));
                    self.drawn.insert("bars");
                    self.charts.push(format!("bars('How full', {name}.upcoming().slice(0, 8).map((one) => ({{ label: one.{}, value: Math.round(({name}.taken(one) / {name}.size(one)) * 100) }})), (value) => `${{value}} %`)", entity.fields[0].id));
                }
                "approval" => self.figures.push(format!("figure('To review', String({name}.waiting().length), {{ note: 'proposals', href: '#/review' }})")),
                "streak" => {
                    self.figures.push(format!("figure('Done today', `${{all('{0}').filter({name}.isDone).length}} of ${{all('{0}').length}}`, {{ note: {1} }})", rule.entity, quote(&many)));
                    self.figures.push(format!("figure('Longest run', String(Math.max(0, ...all('{}').map({name}.length))), {{ note: 'days in a row now' }})", rule.entity));
                    self.drawn.insert("bars");
                    self.charts.push(format!("bars('Days in a row', all('{}').map((one) => ({{ label: one.{}, value: {name}.length(one) }})).sort((a, b) => b.value - a.value))", rule.entity, entity.fields[0].id));
                }
                _ => continue,
            }
            self.rules.insert(name);
        }
    }

    fn paid(&mut self, payment: &Entity, amount: &str, rule: &str) {
        let Some(date) = dated(payment) else { return };
        self.numbers.insert("months");
        self.drawn.insert("columns");
        self.figures.push(format!("figure('Received this month', money(months('{0}', '{1}', '{amount}').at(-1).value, {rule}.currency), {{ note: 'in payments' }})", payment.id, date.id));
        self.charts.push(format!("columns('Received by month', months('{0}', '{1}', '{amount}'), (cents) => money(cents, {rule}.currency).replace(/[.,]00$/, ''))", payment.id, date.id));
    }

    fn of_thing(&mut self, model: &AppModel, entity: &Entity) {
        let (id, many) = (&entity.id, small(&entity.plural));
        self.figures.push(format!(
            "figure({}, String(all('{id}').length), {{ href: '#/{}' }})",
            quote(&entity.plural),
            path(model, entity)
        ));
        for field in &entity.fields {
            match &field.kind {
                FieldKind::Status { .. } | FieldKind::Choice { .. } | FieldKind::Tags | FieldKind::Reference { .. }
                    if self.charts.len() < 6 =>
                {
                    self.numbers.insert("groups");
                    self.drawn.insert("bars");
                    self.charts.push(format!(
                        "bars({}, groups('{id}', '{}'))",
                        quote(&format!("{} by {}", entity.plural, small(&field.label))),
                        field.id
                    ));
                }
                FieldKind::Money { currency } => {
                    self.formats.insert("money");
                    self.numbers.insert("sumOf");
                    self.figures.push(format!(
                        "figure({}, money(sumOf('{id}', '{}'), '{currency}'), {{ note: 'in all' }})",
                        quote(&field.label),
                        field.id
                    ));
                }
                FieldKind::Rating { .. } => {
                    self.formats.insert("number");
                    self.numbers.insert("meanOf");
                    self.figures.push(format!(
                        "figure({}, number(meanOf('{id}', '{}')), {{ note: 'on average' }})",
                        quote(&field.label),
                        field.id
                    ));
                }
                _ => {}
            }
        }
        let is_payment = rules(model).iter().any(|rule| rule.with["payment"] == entity.id.as_str());
        let is_main = model.entities[0].id == entity.id
            || first(entity, |kind| matches!(kind, FieldKind::Money { .. })).is_some();
        if is_main && !is_payment {
            self.over_time(entity, &many);
        }
    }

    fn over_time(&mut self, entity: &Entity, many: &str) {
        let Some(date) = dated(entity) else { return };
        self.numbers.insert("months");
        self.drawn.insert("columns");
        let amount = first(entity, |kind| matches!(kind, FieldKind::Money { .. } | FieldKind::LineItems { .. }));
        let chart = match amount.and_then(|one| field(entity, &one.id)).map(|one| (&one.id, &one.kind)) {
            Some((name, FieldKind::Money { currency } | FieldKind::LineItems { currency })) => {
                self.formats.insert("money");
                format!(
                    "columns({}, months('{}', '{}', '{name}'), (cents) => money(cents, '{currency}').replace(/[.,]00$/, ''))",
                    quote(&format!("{} by month", entity.plural)),
                    entity.id,
                    date.id
                )
            }
            _ => format!("columns({}, months('{}', '{}'))", quote(&format!("New {many} by month")), entity.id, date.id),
        };
        self.charts.insert(self.charts.len().min(1), chart);
    }
}
