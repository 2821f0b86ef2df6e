//! `js/pages/home.js`: a first page that fits what the application is about.

use std::collections::BTreeSet;

use super::super::model::{AppKind, AppModel, Entity, Field, FieldKind, Layout, View};
use super::lists::{group_field, has_covers};
use super::literal::quote;
use super::names::{dated, first, small, status};
use super::rules::{Rule, rules};

/// What the first page is made of.
struct Page {
    /// Modules under `js/sections/` and what is imported from them.
    imports: BTreeSet<(&'static str, &'static str)>,
    /// Rules that are used.
    rules: BTreeSet<String>,
    /// Over the whole width.
    top: Vec<String>,
    /// The wide column.
    main: Vec<String>,
    /// The narrow column.
    side: Vec<String>,
}

/// The label of the first page in the navigation.
pub(super) fn label(model: &AppModel) -> &'static str {
    match model.kind {
        AppKind::Booking | AppKind::Events => "What is on",
        AppKind::Invoices => "Owed",
        AppKind::Inventory => "To order",
        AppKind::Wiki | AppKind::Publishing => "Contents",
        AppKind::Tracker => "Today",
        AppKind::Shop => "Shop",
        AppKind::Learning => "Learning",
        AppKind::Forum => "Talk",
        _ => "Home",
    }
}

/// The icon of the first page.
pub(super) fn icon(model: &AppModel) -> &'static str {
    match model.kind {
        AppKind::Booking | AppKind::Events | AppKind::Tracker => "sun_up",
        AppKind::Inventory => "alert",
        AppKind::Invoices => "money",
        AppKind::Wiki | AppKind::Publishing => "book",
        AppKind::Shop => "bag",
        AppKind::Learning => "course",
        AppKind::Forum => "chat",
        _ => "home",
    }
}

/// The heading of the first page.
pub(super) fn title(model: &AppModel) -> String {
    let main = &model.entities[0];
    let many = small(&main.plural);
    match model.kind {
        AppKind::Booking | AppKind::Events => format!("{} to come", main.plural),
        AppKind::Invoices => "Who owes what".to_owned(),
        AppKind::Inventory => "What to order next".to_owned(),
        AppKind::Tracker => "Today".to_owned(),
        AppKind::Crm | AppKind::Projects | AppKind::Helpdesk => format!("Where {many} stand"),
        AppKind::Learning if has_progress(model) => "Go on where you stopped".to_owned(),
        AppKind::Learning => format!("Where {many} stand"),
        AppKind::Forum => format!("New {many}"),
        // The masthead has said the name already.
        _ if matches!(model.look.layout, Layout::Masthead) => main.plural.clone(),
        AppKind::Collection
        | AppKind::Wiki
        | AppKind::Publishing
        | AppKind::Shop
        | AppKind::Directory
        | AppKind::General => model.name.clone(),
    }
}

fn has_progress(model: &AppModel) -> bool {
    rules(model).iter().any(|rule| rule.maker == "progress")
}

/// The module.
pub(super) fn module(model: &AppModel) -> String {
    let page = compose(model);
    let mut js = String::from(
        "// The first page.\nimport { may } from '../access.js';\nimport { hrefOf } from '../addresses.js';\nimport { count } from '../format.js';\n",
    );
    let mut modules: Vec<&str> = page.imports.iter().map(|(module, _)| *module).collect();
    modules.dedup();
    for module in modules {
        let names: Vec<&str> =
            page.imports.iter().filter(|(known, _)| *known == module).map(|(_, name)| *name).collect();
        js.push_str(&format!("import {{ {} }} from '../sections/{module}.js';\n", names.join(", ")));
    }
    if !page.rules.is_empty() {
        js.push_str(&format!(
            "import {{ {} }} from '../rules.js';\n",
            page.rules.iter().cloned().collect::<Vec<_>>().join(", ")
        ));
    }
    js.push_str("import { entities } from '../schema.js';\nimport { all } from '../store.js';\nimport { el, heading, linkButton } from '../ui.js';\nimport { words } from '../words.js';\n\n");
    let main = quote(&model.entities[0].id);
    js.push_str(&format!(
        "export function home() {{\n  const add = may('create', {main}) ? [linkButton({{ label: words.things.{}.create, name: 'plus', look: 'main', href: hrefOf({main}, 'new'), 'data-new': true }})] : [];\n  const counts = Object.values(entities).filter((one) => one.inNavigation).map((one) => count(all(one.id).length, one.singular.toLowerCase(), one.plural.toLowerCase()));\n  const node = el('div', {{ class: 'home home-{}' }},\n    heading(words.home.title, {{ text: words.home.text(counts), actions: add }}),\n",
        model.entities[0].id,
        kind_class(model.kind),
    ));
    for part in &page.top {
        js.push_str(&format!("    {part},\n"));
    }
    if page.side.is_empty() {
        for part in &page.main {
            js.push_str(&format!("    {part},\n"));
        }
    } else {
        js.push_str(&format!(
            "    el('div', {{ class: 'home-columns' }},\n      el('div', {{}},\n        {}),\n      el('div', {{}},\n        {})),\n",
            page.main.join(",\n        "),
            page.side.join(",\n        ")
        ));
    }
    js.push_str(&format!("  );\n  return {{ title: {}, node }};\n}}\n", "words.home.title"));
    js
}

fn kind_class(kind: AppKind) -> String {
    serde_json::to_value(kind).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

fn compose(model: &AppModel) -> Page {
    let mut page =
        Page { imports: BTreeSet::new(), rules: BTreeSet::new(), top: Vec::new(), main: Vec::new(), side: Vec::new() };
    let rules = rules(model);
    let find = |maker: &str| rules.iter().find(|rule| rule.maker == maker);
    for rule in &rules {
        page.of_rule(model, rule, find("due"));
    }
    let main = &model.entities[0];
    if page.top.is_empty() && page.main.is_empty() {
        page.of_thing(model, main, find("votes"));
    }
    if let Some(due) = find("due").filter(|_| find("payments").is_none()) {
        page.imports.insert(("due-list", "dueList"));
        page.rules.insert(due.variable.clone());
        let part = format!("dueList({{ due: {}, title: 'Next and late' }})", due.variable);
        if page.main.is_empty() { page.main.push(part) } else { page.side.push(part) }
    }
    for other in model.entities.iter().skip(1).filter(|entity| entity.in_navigation && !entity.seeds.is_empty()).take(1)
    {
        page.second(other);
    }
    page
}

impl Page {
    fn of_rule(&mut self, model: &AppModel, rule: &Rule, due: Option<&Rule>) {
        let Rule { variable, entity, .. } = rule;
        match rule.maker {
            "payments" => {
                let due = due.map_or_else(|| "null".to_owned(), |one| one.variable.clone());
                if due != "null" {
                    self.rules.insert(due.clone());
                }
                self.imports.extend([("owed", "owed"), ("owed", "chase")]);
                self.top.push(format!("owed({{ payments: {variable}, due: {due} }})"));
                self.main.push(format!(
                    "chase({{ entity: '{entity}', payments: {variable}, due: {due}, title: 'Whose turn it is' }})"
                ));
            }
            "lowStock" if rule.with["quiet"] == true => return,
            "lowStock" => {
                self.imports.extend([("levels", "levels"), ("shelf", "ways")]);
                let threshold = rule.with["threshold"].as_str().unwrap_or_default();
                self.main
                    .push(format!("levels({{ stock: {variable}, threshold: '{threshold}', title: 'Running low' }})"));
                self.groups(model, entity);
            }
            "booking" => {
                self.imports.insert(("agenda", "agenda"));
                let starts = rule.with["starts"].as_str().unwrap_or_default();
                self.main.push(format!("agenda({{ entity: '{entity}', date: '{starts}', title: 'The next days' }})"));
                self.groups(model, entity);
                return;
            }
            "streak" => {
                self.imports.insert(("today", "today"));
                self.main.push(format!("today({{ streak: {variable}, title: 'To tick off' }})"));
            }
            "progress" => {
                self.imports.insert(("courses", "courses"));
                let part = rule.with["part"].as_str().unwrap_or_default();
                self.main
                    .push(format!("courses({{ progress: {variable}.whole, part: '{part}', title: 'Under way' }})"));
            }
            _ => return,
        }
        self.rules.insert(variable.clone());
    }

    /// Ways into the list by its first choices and its labels.
    fn groups(&mut self, model: &AppModel, id: &str) {
        let Some(entity) = super::names::entity(model, id) else { return };
        let fields =
            entity.fields.iter().filter(|field| matches!(field.kind, FieldKind::Choice { .. } | FieldKind::Tags));
        for field in fields.take(2) {
            self.imports.insert(("shelf", "ways"));
            self.side.push(format!(
                "ways({{ entity: '{id}', field: '{}', title: {} }})",
                field.id,
                quote(&format!("By {}", small(&field.label)))
            ));
        }
    }

    fn of_thing(&mut self, model: &AppModel, main: &Entity, votes: Option<&Rule>) {
        let id = &main.id;
        let reads = first(main, |kind| matches!(kind, FieldKind::RichText)).is_some();
        if matches!(model.kind, AppKind::Forum) || matches!(main.view, View::Feed) {
            self.imports.insert(("stream", "stream"));
            let by = votes.map_or_else(String::new, |rule| format!(", votes: {}", rule.variable));
            self.rules.extend(votes.map(|rule| rule.variable.clone()));
            self.main.push(format!("stream({{ entity: '{id}', title: 'Newest'{by} }})"));
            self.groups(model, id);
        } else if reads && matches!(model.kind, AppKind::Wiki | AppKind::Publishing | AppKind::General) {
            self.texts(main);
        } else if let Some(date) = dated(main).filter(|_| matches!(model.kind, AppKind::Events)) {
            self.by_day(main, &date.id);
            self.groups(model, id);
        } else if let Some((date, amount)) = measured(model, main) {
            self.imports.extend([("trend", "trend"), ("shelf", "shelf")]);
            self.top.push(format!("trend({{ entity: '{id}', date: '{date}', amount: '{amount}', title: 'Lately' }})"));
            let order = format!("(a, b) => (b.{date} ?? '').localeCompare(a.{date} ?? '')");
            let title = quote(&main.plural);
            self.main.push(format!(
                "shelf({{ entity: '{id}', title: {title}, limit: 8, covers: false, small: true, order: {order} }})"
            ));
            self.groups(model, id);
        } else if has_covers(main) || matches!(model.kind, AppKind::Collection | AppKind::Shop | AppKind::Directory) {
            self.put_forward(model, main);
        } else if let Some(field) = status(main) {
            self.imports.insert(("pipeline", "pipeline"));
            let amount = first(main, |kind| matches!(kind, FieldKind::Money { .. }));
            let amount = amount.map_or_else(String::new, |one| format!(", amount: '{}'", one.id));
            let title = quote(&main.plural);
            self.top.push(format!("pipeline({{ entity: '{id}', status: '{}'{amount}, title: {title} }})", field.id));
        } else if let Some(date) = dated(main).filter(|_| matches!(main.view, View::Calendar)) {
            self.by_day(main, &date.id);
        } else {
            self.imports.insert(("shelf", "shelf"));
            let title = quote(&main.plural);
            self.top.push(format!("shelf({{ entity: '{id}', title: {title}, limit: 8, covers: false }})"));
            self.groups(model, id);
        }
    }

    /// What comes, day by day.
    fn by_day(&mut self, main: &Entity, date: &str) {
        self.imports.insert(("agenda", "agenda"));
        self.main.push(format!("agenda({{ entity: '{}', date: '{date}', title: 'The next days', days: 6 }})", main.id));
    }

    /// The latest text, and a table of contents.
    fn texts(&mut self, main: &Entity) {
        self.imports.extend([("reading", "contents"), ("reading", "latest")]);
        let group = group_field(main).map_or_else(String::new, |field| format!(", groupBy: '{field}'"));
        let title = quote(&format!("All {}", small(&main.plural)));
        self.top.push(format!("latest({{ entity: '{}', title: 'Changed lately' }})", main.id));
        self.top.push(format!("contents({{ entity: '{}'{group}, title: {title} }})", main.id));
    }

    /// One thing in large, the newest as cards, and ways into the list.
    fn put_forward(&mut self, model: &AppModel, main: &Entity) {
        let id = &main.id;
        self.imports.extend([("spotlight", "spotlight"), ("shelf", "shelf")]);
        let (title, action) = next_words(model, main);
        self.top.push(format!("spotlight({{ entity: '{id}', title: {}, action: {} }})", quote(title), quote(action)));
        let title = quote(&format!("New among the {}", small(&main.plural)));
        self.top.push(format!("shelf({{ entity: '{id}', title: {title}, limit: 6 }})"));
        let grouped = |field: &&Field| matches!(field.kind, FieldKind::Choice { .. } | FieldKind::Tags);
        for field in main.fields.iter().filter(grouped).take(2) {
            self.imports.insert(("shelf", "ways"));
            let title = quote(&format!("By {}", small(&field.label)));
            self.top.push(format!("ways({{ entity: '{id}', field: '{}', title: {title} }})", field.id));
        }
    }

    /// The second thing has a place too.
    fn second(&mut self, other: &Entity) {
        self.imports.insert(("shelf", "shelf"));
        let covers = has_covers(other);
        let title = quote(&other.plural);
        let wide = self.main.is_empty();
        let shape = if wide {
            format!("limit: {}, covers: {covers}", if covers { 4 } else { 3 })
        } else {
            format!("limit: 5, covers: {covers}, small: true")
        };
        let part = format!("shelf({{ entity: '{}', title: {title}, {shape} }})", other.id);
        if wide { self.top.push(part) } else { self.side.push(part) }
    }
}

/// The day and the amount of what is tracked.
fn measured<'a>(model: &AppModel, main: &'a Entity) -> Option<(&'a str, &'a str)> {
    if !matches!(model.kind, AppKind::Tracker) {
        return None;
    }
    // A rate or a price cannot be added up; hours, kilometres and amounts can.
    let adds_up = |field: &&Field| {
        let id = &field.id;
        !["rate", "price", "goal", "weight", "mood", "score", "level", "temperature", "age"]
            .iter()
            .any(|word| id.contains(word))
    };
    let sums = |passes: fn(&FieldKind) -> bool| main.fields.iter().filter(adds_up).find(|field| passes(&field.kind));
    let amount = sums(|kind| matches!(kind, FieldKind::Number { unit: Some(_), .. }))
        .or_else(|| sums(|kind| matches!(kind, FieldKind::Money { .. })))
        .or_else(|| sums(|kind| matches!(kind, FieldKind::Number { .. })))?;
    Some((&dated(main)?.id, &amount.id))
}

/// What one does with the thing put forward.
fn next_words(model: &AppModel, main: &Entity) -> (&'static str, &'static str) {
    if matches!(model.kind, AppKind::Shop) {
        return ("Today in the window", "Have a look");
    }
    let id = format!("{} {}", main.id, small(&main.singular));
    let known = [
        (&["recipe", "dish", "meal"][..], ("Cook next", "Open the recipe")),
        (&["book", "comic", "novel", "article", "paper"], ("Read next", "Open it")),
        (&["film", "movie", "show", "series", "video"], ("Watch next", "Open it")),
        (&["plant", "flower", "tree", "garden"], ("Look after next", "See how it does")),
        (&["record", "album", "song", "track", "vinyl"], ("Listen next", "Open it")),
        (&["game"], ("Play next", "Open it")),
        (&["wine", "beer", "tea", "coffee", "whisky"], ("Taste next", "Open it")),
        (&["place", "trip", "hike", "restaurant", "trail", "walk"], ("Go next", "Open it")),
    ];
    known
        .iter()
        .find(|(words, _)| words.iter().any(|word| id.contains(word)))
        .map_or(("Worth another look", "Open it"), |(_, said)| *said)
}
