//! `js/words.js`: every sentence that the application says, fitting its subject.

use serde_json::json;

use super::super::model::{AppKind, AppModel, Entity};
use super::browser::parts;
use super::home;
use super::literal::{Js, ordered, quote};
use super::names::{fill, has_accounts, small};
use super::rules;

/// The module.
pub(super) fn module(model: &AppModel) -> String {
    let things = Js::Object(model.entities.iter().map(|entity| (entity.id.clone(), thing(model, entity))).collect());
    let hint = model
        .entities
        .iter()
        .filter(|entity| entity.in_navigation)
        .map(|entity| small(&entity.plural))
        .collect::<Vec<_>>();
    let js = fill(
        &parts(include_str!("templates/js/words.js"), model),
        &[
            ("home_label", &escape(home::label(model))),
            ("home_words", &home_words(model)),
            ("access_words", &access_words(model)),
            ("search_hint", &escape(&hint.join(", "))),
            ("rule_words", &rule_words(model)),
            ("app_name", &escape(&model.name)),
        ],
    );
    js.replace("{{things}}", &ordered(&things, 2))
}

/// For inside quotes that the template has already.
fn escape(text: &str) -> String {
    let quoted = quote(text);
    quoted[1..quoted.len() - 1].to_owned()
}

fn home_words(model: &AppModel) -> String {
    let title = home::title(model);
    format!(
        "{{\n    title: {}, text: (counts) => `${{counts.join(', ')}}.`, allDay: 'all day',\n    all: (plural, many) => `All ${{many}} ${{plural}}`, every: (plural) => `All ${{plural}}`,\n    week: 'These seven days', weekBefore: (amount) => `${{amount}} in the seven days before`,\n  }}",
        quote(&title)
    )
}

/// Only what the behaviours of this application say.
fn rule_words(model: &AppModel) -> String {
    let mut wanted: Vec<&str> = rules::rules(model).iter().map(|rule| rule.words).collect();
    if wanted.contains(&"payments")
        || super::routes::has_dashboard(model)
        || home::module(model).contains("sections/trend")
    {
        wanted.push("charts");
    }
    let mut js = String::new();
    for part in include_str!("templates/js/words/rules.txt").split("== rule ").skip(1) {
        let Some((name, text)) = part.split_once('\n') else { continue };
        if wanted.contains(&name.trim()) {
            js.push_str(text);
        }
    }
    js.trim_end_matches('\n').to_owned()
}

fn access_words(model: &AppModel) -> String {
    if !has_accounts(model) {
        return parts(
            "{ you: 'You', askName: 'What may we call you?', name: 'Your name'{{approval:, reviewer: 'Reviewing as', onTrust: 'There are no accounts here, so names are taken on trust. Nobody approves a change of their own.':}} }",
            model,
        );
    }
    parts(
        "{
    signIn: 'Sign in', signUp: 'Create account', signOut: 'Sign out', new: 'New here? Create an account', visitor: 'Visitor', role: 'I am a',
    welcome: (name) => `Welcome to ${name}`, try: 'Look around first', tryText: 'These accounts come with the examples. One press, no password.',{{server:
    tryPassword: 'These accounts come with the examples. One press signs in; their password is example-password.',:}}
    enterAs: (name) => `Continue as ${name}`, first: 'Sign in first', firstText: 'So that others know who it was, this needs an account. It takes a few seconds.',
    wrong: 'Address and password do not belong together. Nothing was changed; try again.',
    fields: { name: 'Name', email: 'Email', password: 'Password' },
    errors: { name: 'What is your name?', email: 'That does not look like an email address.', taken: 'There is an account with this address: sign in above.', short: 'At least 8 characters, please.' },
  }",
        model,
    )
}

fn thing(model: &AppModel, entity: &Entity) -> Js {
    let (one, many) = (small(&entity.singular), small(&entity.plural));
    let verb = match (model.kind, entity.id.as_str()) {
        (AppKind::Wiki | AppKind::Publishing, _) if model.entities[0].id == entity.id => "Write",
        (AppKind::Forum, _) if model.entities[0].id == entity.id => "Start",
        _ => "Add",
    };
    let empty = Js::object([
        ("title", json!(format!("No {many} yet")).into()),
        ("text", json!(empty_text(entity, &one)).into()),
    ]);
    Js::object([
        ("create", json!(format!("New {one}")).into()),
        ("add", json!(format!("{verb} {one}")).into()),
        ("edit", json!(format!("Edit {one}")).into()),
        ("search", json!(format!("Search {many}")).into()),
        ("none", json!(format!("No {many} yet.")).into()),
        ("empty", empty),
    ])
}

fn empty_text(entity: &Entity, one: &str) -> String {
    let purpose = entity.purpose.trim();
    let start = format!("Add the first {one} and it shows up here.");
    if purpose.is_empty() { start } else { format!("{} {start}", with_stop(purpose)) }
}

/// `text` with a full stop.
pub(super) fn with_stop(text: &str) -> String {
    if text.ends_with(['.', '!', '?']) { text.to_owned() } else { format!("{text}.") }
}
