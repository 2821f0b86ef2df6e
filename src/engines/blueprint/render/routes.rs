//! `js/routes.js` and `js/addresses.js`: pages, their addresses, and the navigation.

use std::fmt::Write as _;

use super::super::model::AppModel;
use super::home;
use super::icons;
use super::literal::quote;
use super::names::{camel, has_accounts, path};
use super::rules::rules;
use crate::agents::{AgentId, Feature};

/// Whether there is a page of figures beside the first page.
pub(super) fn has_dashboard(model: &AppModel) -> bool {
    model.features.contains(&Feature::Dashboard) || model.features.contains(&Feature::Charts)
}

/// The icons of the navigation.
pub(super) fn navigation_icons(model: &AppModel) -> Vec<String> {
    let mut names: Vec<String> = model.entities.iter().map(|entity| entity.icon.clone()).collect();
    names.extend(["home", "chart", "ticket", "flag", "bag", "alert"].map(str::to_owned));
    if model.has_server() && model.has(AgentId::Notify) {
        names.push("bell".to_owned());
    }
    names
}

/// A page of a rule: its address, its name, its function, and whether someone must be signed in.
type RulePage = (&'static str, &'static str, &'static str, bool);

/// The pages of the rules, by module.
fn rule_pages(model: &AppModel) -> Vec<(&'static str, Vec<RulePage>)> {
    let has = |maker: &str| rules(model).iter().any(|rule| rule.maker == maker);
    let mut pages = Vec::new();
    if has("lowStock") {
        pages.push(("running-low", vec![("/running-low", "running-low", "runningLow", false)]));
    }
    if has("booking") {
        pages.push(("my-bookings", vec![("/my-bookings", "my-bookings", "myBookings", true)]));
    }
    if has("approval") {
        pages.push(("review", vec![("/review", "review", "review", true)]));
    }
    if has("cart") {
        pages.push((
            "basket",
            vec![
                ("/basket", "basket", "basket", false),
                ("/checkout", "checkout", "checkout", true),
                ("/my-orders/:id", "order", "order", true),
            ],
        ));
    }
    if model.has_server() && model.has(AgentId::Notify) {
        pages.push(("notices", vec![("/notices", "notices", "notices", true)]));
    }
    if has_dashboard(model) {
        pages.push(("dashboard", vec![("/figures", "dashboard", "dashboard", true)]));
    }
    pages
}

/// The module of routes.
pub(super) fn module(model: &AppModel) -> String {
    let mut js = String::from("// Every page with its address, and what the navigation offers.\n");
    for entity in &model.entities {
        let _ = writeln!(js, "import {{ {}Pages }} from './pages/{}.js';", camel(&entity.id), path(model, entity));
    }
    for (module, functions) in rule_pages(model) {
        let names: Vec<&str> = functions.iter().map(|(_, _, function, _)| *function).collect();
        let _ = writeln!(js, "import {{ {} }} from './pages/{module}.js';", names.join(", "));
    }
    if has_accounts(model) {
        js.push_str("import { signInPage } from './pages/sign-in.js';\n");
    }
    js.push_str("import { home } from './pages/home.js';\nimport { notFound } from './pages/not-found.js';\nimport { search } from './pages/search.js';\nimport { settings } from './pages/settings.js';\n");
    js.push_str(&rule_imports(model));
    js.push_str("import { entities } from './schema.js';\nimport { words } from './words.js';\n\n/** The first that fits is shown; the last fits everything. `asks` needs someone who is signed in. */\nexport const routes = [\n  { path: '/', name: 'home', page: home },\n");
    for (_, functions) in rule_pages(model) {
        for (address, name, function, asks) in functions {
            let asks = if asks && has_accounts(model) { ", asks: true" } else { "" };
            let _ = writeln!(js, "  {{ path: '{address}', name: '{name}', page: {function}{asks} }},");
        }
    }
    for entity in &model.entities {
        let (path, name) = (path(model, entity), camel(&entity.id));
        let asks = if has_accounts(model) { ", asks: true" } else { "" };
        let _ = writeln!(js, "  {{ path: '/{path}', name: 'list', page: {name}Pages.list }},");
        let _ = writeln!(js, "  {{ path: '/{path}/new', name: 'form', page: {name}Pages.form{asks} }},");
        let _ = writeln!(js, "  {{ path: '/{path}/:id', name: 'detail', page: {name}Pages.detail }},");
        let _ = writeln!(js, "  {{ path: '/{path}/:id/edit', name: 'form', page: {name}Pages.form{asks} }},");
    }
    if has_accounts(model) {
        js.push_str("  { path: '/sign-in', name: 'sign-in', page: signInPage },\n");
    }
    js.push_str("  { path: '/search', name: 'search', page: search },\n  { path: '/settings', name: 'settings', page: settings },\n  { path: '*', name: 'not-found', page: notFound },\n];\n\n");
    js.push_str(&navigation(model));
    js
}

fn rule_imports(model: &AppModel) -> String {
    let mut names = Vec::new();
    for rule in rules(model) {
        match rule.maker {
            "lowStock" | "due" | "approval" | "cart" | "booking" => names.push(rule.variable),
            _ => {}
        }
    }
    let shown = navigation(model);
    let asked: Vec<&str> =
        ["manages", "may", "needsName"].into_iter().filter(|name| shown.contains(&format!("{name}("))).collect();
    let access = if asked.is_empty() {
        String::new()
    } else {
        format!("import {{ {} }} from './access.js';\n", asked.join(", "))
    };
    names.retain(|name| shown.contains(&format!("{name}.")));
    if names.is_empty() { access } else { format!("{access}import {{ {} }} from './rules.js';\n", names.join(", ")) }
}

fn navigation(model: &AppModel) -> String {
    let rules = rules(model);
    let mut js = String::from(
        "/** The links of the navigation; `note` is a number that asks for attention. */\nexport function navigation() {\n  return [\n",
    );
    let _ = writeln!(js, "    {{ href: '#/', label: words.nav.home, name: '{}', exact: true }},", home::icon(model));
    for entity in model.entities.iter().filter(|entity| entity.in_navigation) {
        let note = rules
            .iter()
            .filter(|rule| rule.entity == entity.id)
            .find_map(|rule| match rule.maker {
                "lowStock" if rule.with["quiet"] != true => Some(format!(", note: {}.low().length", rule.variable)),
                "due" => Some(format!(", note: {}.overdue().length", rule.variable)),
                _ => None,
            })
            .unwrap_or_default();
        let _ = writeln!(
            js,
            "    {{ href: '#/{}', label: entities.{}.plural, name: {}{note} }},",
            path(model, entity),
            entity.id,
            quote(icons::known(&entity.icon)),
        );
    }
    for rule in &rules {
        let line = match rule.maker {
            "booking" if has_accounts(model) => {
                "needsName() ? null : { href: '#/my-bookings', label: words.booking.mine, name: 'ticket' }".to_owned()
            }
            "booking" => "{ href: '#/my-bookings', label: words.booking.mine, name: 'ticket' }".to_owned(),
            "approval" => format!(
                "manages() ? {{ href: '#/review', label: words.approval.title, name: 'flag', note: {}.waiting().length }} : null",
                rule.variable
            ),
            "lowStock" if rule.with["quiet"] == true => {
                let link = format!(
                    "{{ href: '#/running-low', label: words.stock.title, name: 'alert', note: {}.low().length }}",
                    rule.variable
                );
                if has_accounts(model) { format!("may('change', '{}') ? {link} : null", rule.entity) } else { link }
            }
            "cart" => format!(
                "{{ href: '#/basket', label: words.cart.title, name: 'bag', note: {}.amount() }}",
                rule.variable
            ),
            _ => continue,
        };
        let _ = writeln!(js, "    {line},");
    }
    if has_dashboard(model) {
        let line = "{ href: '#/figures', label: words.nav.dashboard, name: 'chart' }";
        let _ = if has_accounts(model) {
            writeln!(js, "    needsName() ? null : {line},")
        } else {
            writeln!(js, "    {line},")
        };
    }
    js.push_str("  ].filter(Boolean);\n}\n");
    js
}

/// The module of addresses.
pub(super) fn addresses() -> String {
    "// Where the pages of a record are.\nimport { entities } from './schema.js';\n\n/** `#/recipes`, `#/recipes/<id>`, `#/recipes/<id>/edit`. */\nexport function hrefOf(entity, ...parts) {\n  return `#/${[entities[entity].path, ...parts.map(encodeURIComponent)].join('/')}`;\n}\n".to_owned()
}
