//! What each role may do with each thing, read from its verbs.

use serde_json::json;

use super::super::model::{AppModel, Behaviour, Entity, Role};
use super::literal::Js;
use super::names::has_accounts;

const MAKING: &[&str] = &[
    "add", "create", "write", "post", "publish", "propose", "suggest", "edit", "change", "record", "log", "report",
    "submit", "open", "start", "ask", "answer", "reply", "upload", "list", "make", "keep", "manage", "track",
    "register", "request", "comment", "order", "raise",
];

/// The roles for the schema.
pub(super) fn roles(model: &AppModel) -> Js {
    let anyone = !model.roles.iter().any(|role| role.manages);
    let roles = model.roles.iter().map(|role| {
        let mut entities = Vec::new();
        for entity in &model.entities {
            let allowed = allowed(model, role, entity, anyone);
            if !allowed.is_empty() {
                entities.push((entity.id.clone(), Js::from(json!(allowed))));
            }
        }
        Js::object([
            ("id", json!(role.id).into()),
            ("label", json!(role.label).into()),
            ("can", json!(role.can).into()),
            ("manages", json!(role.manages).into()),
            ("entities", Js::Object(entities)),
        ])
    });
    Js::List(roles.collect())
}

fn allowed(model: &AppModel, role: &Role, entity: &Entity, anyone: bool) -> Vec<&'static str> {
    if role.manages {
        return vec!["create", "book", "change-any", "remove-any"];
    }
    let mut allowed = Vec::new();
    let is_booking =
        model.behaviours.iter().any(|rule| matches!(rule, Behaviour::Booking { booking, .. } if *booking == entity.id));
    let is_approved =
        model.behaviours.iter().any(|rule| matches!(rule, Behaviour::Approval { entity: id, .. } if *id == entity.id));
    let is_log = model.behaviours.iter().any(|rule| match rule {
        Behaviour::Streak { entity: id, log, .. } => *id == entity.id || *log == entity.id,
        _ => false,
    });
    if is_booking {
        return vec!["book", "change-own", "remove-own"];
    }
    if anyone || is_log || makes(role, entity) {
        allowed.extend(["create", "change-own", "remove-own"]);
    }
    if is_approved {
        // Everyone may propose a change; someone who manages decides.
        allowed.push("change-any");
    }
    allowed
}

/// Whether one of the role's sentences speaks of making this thing.
fn makes(role: &Role, entity: &Entity) -> bool {
    role.can.iter().any(|sentence| {
        let sentence = sentence.to_lowercase();
        let verb = sentence.split_whitespace().next().is_some_and(|first| MAKING.contains(&first));
        verb && [&entity.singular, &entity.plural].iter().any(|name| sentence.contains(&name.to_lowercase()))
    })
}

/// One example account for each role.
pub(super) fn accounts(model: &AppModel) -> Js {
    if !has_accounts(model) {
        return Js::List(Vec::new());
    }
    let names = [
        "Amara Nwosu",
        "Jonas Weber",
        "Priya Raman",
        "Lucía Ortega",
        "Tomás Silva",
        "Hana Sato",
        "Noor Haddad",
        "Ewan Reid",
    ];
    let start = usize::try_from(model.seed % names.len() as u64).unwrap_or(0);
    let accounts = model.roles.iter().enumerate().map(|(index, role)| {
        let name = names[(start + index) % names.len()];
        let first = name.split(' ').next().unwrap_or(name).to_lowercase().replace('í', "i").replace('á', "a");
        Js::object([
            ("id", json!(format!("example-{}", role.id)).into()),
            ("name", json!(name).into()),
            ("email", json!(format!("{first}@example.com")).into()),
            ("role", json!(role.id).into()),
        ])
    });
    Js::List(accounts.collect())
}
