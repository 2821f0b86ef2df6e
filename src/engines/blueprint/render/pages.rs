//! What `pixel` makes: the document, and the modules that draw pages, fields, lists and rules; only those in use.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::super::model::{AppModel, FieldKind, Styling, Theme, View};
use super::art::escape;
use super::browser::parts;
use super::names::{fill, has_accounts, path};
use super::schema::kind_name;
use super::{dashboard, home, lists, routes, rules, tailwind};

macro_rules! js {
    ($path:literal) => {
        (concat!("js/", $path), include_str!(concat!("templates/js/", $path)))
    };
}

const ALWAYS: &[(&str, &str)] = &[
    js!("app.js"),
    js!("ui.js"),
    js!("theme.js"),
    js!("format.js"),
    js!("csv.js"),
    js!("parts/list.js"),
    js!("parts/detail.js"),
    js!("parts/form.js"),
    js!("parts/record.js"),
    js!("parts/person.js"),
    js!("pages/settings.js"),
    js!("pages/search.js"),
    js!("pages/not-found.js"),
];

const VIEWS: &[(View, (&str, &str))] = &[
    (View::Table, js!("views/table.js")),
    (View::Cards, js!("views/cards.js")),
    (View::Board, js!("views/board.js")),
    (View::Calendar, js!("views/calendar.js")),
    (View::Pages, js!("views/pages.js")),
    (View::Feed, js!("views/feed.js")),
];

/// Modules of fields, with the kinds that each holds.
const FIELDS: &[(&str, &str, &[&str])] = &[
    ("text", include_str!("templates/js/fields/text.js"), &["text", "email", "phone", "url", "long_text"]),
    ("rich-text", include_str!("templates/js/fields/rich-text.js"), &["rich_text"]),
    ("numbers", include_str!("templates/js/fields/numbers.js"), &["number", "money"]),
    ("dates", include_str!("templates/js/fields/dates.js"), &["date", "date_time"]),
    ("choices", include_str!("templates/js/fields/choices.js"), &["choice", "status", "boolean"]),
    ("rating", include_str!("templates/js/fields/rating.js"), &["rating"]),
    ("lists", include_str!("templates/js/fields/lists.js"), &["tags", "lines"]),
    ("line-items", include_str!("templates/js/fields/line-items.js"), &["line_items"]),
    ("image", include_str!("templates/js/fields/image.js"), &["image"]),
    ("reference", include_str!("templates/js/fields/reference.js"), &["reference", "references"]),
];

const SECTIONS: &[(&str, &str)] = &[
    js!("sections/agenda.js"),
    js!("sections/courses.js"),
    js!("sections/due-list.js"),
    js!("sections/levels.js"),
    js!("sections/owed.js"),
    js!("sections/pipeline.js"),
    js!("sections/reading.js"),
    js!("sections/shelf.js"),
    js!("sections/spotlight.js"),
    js!("sections/stream.js"),
    js!("sections/today.js"),
    js!("sections/trend.js"),
];

/// Files that other modules call for, by the module that is imported.
const ON_CALL: &[(&str, &str)] = &[
    js!("charts.js"),
    js!("diff.js"),
    js!("markdown.js"),
    js!("parts/numbers.js"),
    js!("views/cards.js"),
    js!("views/feed.js"),
    js!("fields/rating.js"),
    js!("fields/line-items.js"),
    js!("sections/levels.js"),
];

/// The document.
pub(super) fn document(model: &AppModel) -> String {
    let page = parts(include_str!("templates/index.html"), model);
    let page = match model.stack.styling {
        Styling::Css => page,
        Styling::Tailwind => tailwind::dressed_page(model, &page),
    };
    let theme = match model.look.theme {
        Theme::System => "",
        Theme::Light => " data-theme=\"light\"",
        Theme::Dark => " data-theme=\"dark\"",
    };
    fill(&page, &[("name", &escape(&model.name)), ("tagline", &escape(&model.tagline)), ("theme", theme)])
}

/// All scripts of the pages, by path.
pub(super) fn scripts(model: &AppModel) -> BTreeMap<String, String> {
    let mut files: BTreeMap<String, String> =
        ALWAYS.iter().map(|(path, text)| ((*path).to_owned(), parts(text, model))).collect();
    files.insert(
        "js/first-paint.js".into(),
        fill(include_str!("templates/js/first-paint.js"), &[("slug", &model.slug)]),
    );
    fields(model, &mut files);
    views(model, &mut files);
    files.insert("js/rules.js".into(), rules::module(model));
    for rule in rules::rules(model) {
        files.insert(format!("js/behaviours/{}.js", rule.module), parts(rule.code, model));
        if let Some((path, text)) = rule_page(rule.maker) {
            files.insert(path.to_owned(), parts(text, model));
        }
    }
    let home = home::module(model);
    for (path, text) in SECTIONS {
        let name = path.rsplit('/').next().unwrap_or_default();
        if home.contains(&format!("sections/{name}'")) {
            files.insert((*path).to_owned(), (*text).to_owned());
        }
    }
    files.insert("js/pages/home.js".into(), home);
    if routes::has_dashboard(model) {
        files.insert("js/pages/dashboard.js".into(), dashboard::module(model));
    }
    for entity in &model.entities {
        files.insert(format!("js/pages/{}.js", path(model, entity)), lists::module(model, entity));
    }
    if has_accounts(model) {
        files.insert("js/access.js".into(), parts(include_str!("templates/js/access.js"), model));
        files.insert("js/pages/sign-in.js".into(), parts(include_str!("templates/js/pages/sign-in.js"), model));
    } else {
        files.insert("js/access.js".into(), parts(include_str!("templates/js/access-open.js"), model));
    }
    called(&mut files);
    if model.stack.styling == Styling::Tailwind {
        tailwind::dress_scripts(&mut files);
    }
    files
}

fn rule_page(maker: &str) -> Option<(&'static str, &'static str)> {
    Some(match maker {
        "lowStock" => js!("pages/running-low.js"),
        "booking" => js!("pages/my-bookings.js"),
        "approval" => js!("pages/review.js"),
        "cart" => js!("pages/basket.js"),
        _ => return None,
    })
}

/// Adds what the others import, until nothing is missing.
fn called(files: &mut BTreeMap<String, String>) {
    loop {
        let missing: Vec<_> = ON_CALL
            .iter()
            .filter(|(path, _)| !files.contains_key(*path))
            .filter(|(path, _)| {
                let short = path.trim_start_matches("js/");
                let name = short.rsplit('/').next().unwrap_or(short);
                let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
                files.iter().any(|(from, text)| {
                    text.contains(&format!("/{short}'"))
                        || (from.starts_with(folder) && text.contains(&format!("'./{name}'")))
                })
            })
            .collect();
        if missing.is_empty() {
            return;
        }
        for (path, text) in missing {
            files.insert((*path).to_owned(), (*text).to_owned());
        }
    }
}

fn fields(model: &AppModel, files: &mut BTreeMap<String, String>) {
    let used: BTreeSet<String> =
        model.entities.iter().flat_map(|entity| &entity.fields).map(|field| kind_name(&field.kind)).collect();
    let mut index = String::from(
        "// The kinds of fields that this application has: how each is edited, shown, and written as text.\n",
    );
    let mut names = Vec::new();
    for (module, text, kinds) in FIELDS {
        let mine: Vec<&str> = kinds.iter().copied().filter(|kind| used.contains(*kind)).collect();
        if mine.is_empty() {
            continue;
        }
        let _ = writeln!(index, "import {{ {} }} from './{module}.js';", mine.join(", "));
        names.extend(mine);
        files.insert(format!("js/fields/{module}.js"), (*text).to_owned());
    }
    let _ = write!(
        index,
        "\nexport const kinds = {{ {} }};\n\n/** A value as an element, or null when there is none. */\nexport const showField = (field, value, context = {{}}) => kinds[field.type].show(field, value, context);\n\n/** A value as text, for search, sorting and files. */\nexport const fieldText = (field, value) => kinds[field.type].text(field, value);\n",
        names.join(", ")
    );
    files.insert("js/fields/index.js".into(), index);
}

fn views(model: &AppModel, files: &mut BTreeMap<String, String>) {
    let used: Vec<View> = model.entities.iter().flat_map(|entity| lists::views(model, entity)).collect();
    let mut index = String::from("// The ways to look at a list.\n");
    let mut names = Vec::new();
    for (view, (path, text)) in VIEWS {
        if used.contains(view) {
            let name = lists::view_name(*view);
            let _ = writeln!(index, "import {{ {name} }} from './{name}.js';");
            names.push(name);
            files.insert((*path).to_owned(), (*text).to_owned());
        }
    }
    let _ = write!(index, "\nexport const views = {{ {} }};\n", names.join(", "));
    files.insert("js/views/index.js".into(), index);
}

/// Whether some field is of a kind.
pub(super) fn uses(model: &AppModel, passes: impl Fn(&FieldKind) -> bool) -> bool {
    model.entities.iter().flat_map(|entity| &entity.fields).any(|field| passes(&field.kind))
}
