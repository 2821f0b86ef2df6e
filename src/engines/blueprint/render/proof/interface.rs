//! `tests/api.test.mjs`: the HTTP interface and every rule, driven over a socket.

use super::super::super::model::{AppModel, Behaviour, FieldKind};
use super::super::literal::quote;
use super::super::names::{entity, field, fill, has_accounts};
use super::super::rules::rules;
use super::{marked, plain};
use crate::agents::AgentId;

/// Somebody else where nobody signs in.
const ANOTHER_BROWSER: &str = "(async () => { const one = visitor(); await one.come(); return one; })()";

/// Marks of a template and what stands for each.
pub(super) type Marks = Vec<(&'static str, String)>;

macro_rules! part {
    ($name:literal) => {
        include_str!(concat!("../templates/proof/api/", $name, ".mjs"))
    };
}

/// The file.
pub(super) fn tests(model: &AppModel) -> String {
    let mut body = String::new();
    if has_accounts(model) {
        body.push_str(part!("accounts"));
    }
    for behaviour in bound(model) {
        body.push_str(&of(model, behaviour));
    }
    let optional =
        [(AgentId::Sync, part!("live")), (AgentId::Search, part!("search")), (AgentId::Monitor, part!("metrics"))];
    for (_, text) in optional.into_iter().filter(|(agent, _)| model.has(*agent)) {
        body.push_str(text);
    }
    let day = if body.contains("day(") { "day, " } else { "" };
    let head = fill(part!("head"), &[("day", day)]);
    marked(model, &(head + &body))
}

/// The behaviours whose entities and fields are really there, each once.
pub(super) fn bound(model: &AppModel) -> Vec<&Behaviour> {
    let made = rules(model);
    let mut seen = Vec::new();
    let mut bound = Vec::new();
    for behaviour in &model.behaviours {
        let key = (maker(behaviour), behaviour.subject());
        if !seen.contains(&key) && made.iter().any(|rule| rule.maker == key.0 && rule.entity == *key.1) {
            seen.push(key);
            bound.push(behaviour);
        }
    }
    bound
}

fn maker(behaviour: &Behaviour) -> &'static str {
    match behaviour {
        Behaviour::LowStock { .. } => "lowStock",
        Behaviour::Due { .. } => "due",
        Behaviour::Booking { .. } => "booking",
        Behaviour::Approval { .. } => "approval",
        Behaviour::Ratings { .. } => "ratings",
        Behaviour::Comments { .. } => "comments",
        Behaviour::Payments { .. } => "payments",
        Behaviour::Cart { .. } => "cart",
        Behaviour::Streak { .. } => "streak",
        Behaviour::Votes { .. } => "votes",
        Behaviour::Progress { .. } => "progress",
    }
}

fn of(model: &AppModel, behaviour: &Behaviour) -> String {
    let accounts = has_accounts(model);
    let plain_role = model.roles.iter().any(|role| !role.manages);
    let text = match behaviour {
        Behaviour::LowStock { .. } => part!("low_stock").to_owned(),
        Behaviour::Due { .. } => part!("due").to_owned(),
        Behaviour::Booking { .. } if accounts => part!("booking").to_owned(),
        Behaviour::Booking { .. } => part!("booking-open").to_owned(),
        // Somebody who manages changes at once; without another role nothing ever waits.
        Behaviour::Approval { .. } if accounts && !plain_role => return String::new(),
        Behaviour::Approval { .. } if accounts => format!("{}{}", part!("approval"), part!("approval-accounts")),
        Behaviour::Approval { .. } => part!("approval").to_owned(),
        Behaviour::Ratings { .. } => part!("ratings").to_owned(),
        Behaviour::Comments { .. } => part!("comments").to_owned(),
        Behaviour::Payments { .. } => part!("payments").to_owned(),
        Behaviour::Cart { stock, .. } => {
            part!("cart").replace("{{stock_tests}}", stock.as_ref().map_or("", |_| part!("cart-stock")))
        }
        Behaviour::Streak { .. } => part!("streak").to_owned(),
        Behaviour::Votes { .. } => part!("votes").to_owned(),
        Behaviour::Progress { .. } => part!("progress").to_owned(),
    };
    filled(&text, &marks(model, behaviour))
}

/// `text` with its marks filled.
pub(super) fn filled(text: &str, marks: &Marks) -> String {
    let marks: Vec<(&str, &str)> = marks.iter().map(|(name, value)| (*name, value.as_str())).collect();
    fill(text, &marks)
}

/// The names of a behaviour, for tests of it.
pub(super) fn marks(model: &AppModel, behaviour: &Behaviour) -> Marks {
    let (accounts, mut marks) = (has_accounts(model), people(model));
    marks.push(("title", plain(&title(model, behaviour))));
    marks.extend(match behaviour {
        Behaviour::LowStock { entity, quantity, threshold } => {
            vec![("entity", entity.clone()), ("quantity", quantity.clone()), ("threshold", threshold.clone())]
        }
        Behaviour::Due { entity, date, status, done } => {
            let mut marks = vec![
                ("entity", entity.clone()),
                ("date", date.clone()),
                ("status", status.clone()),
                ("yesterday", time(model, entity, date, -1)),
                ("tomorrow", time(model, entity, date, 1)),
                ("done", quote(done.first().map_or("", String::as_str))),
            ];
            marks.push(("open", quote(&not_in(model, entity, status, done))));
            marks
        }
        Behaviour::Booking { slot, booking, slot_field, starts, capacity } => vec![
            ("slot", slot.clone()),
            ("booking", booking.clone()),
            ("field", slot_field.clone()),
            ("starts", starts.clone()),
            ("capacity", capacity.clone()),
            ("soon", time(model, slot, starts, 7)),
            ("past", time(model, slot, starts, -1)),
            ("seats", seats(model, booking)),
        ],
        Behaviour::Approval { entity, body } => vec![
            ("entity", entity.clone()),
            ("body", body.clone()),
            ("writer", if accounts { marks[0].1.clone() } else { ANOTHER_BROWSER.to_owned() }),
            ("own", if accounts { "api" } else { ANOTHER_BROWSER }.to_owned()),
        ],
        Behaviour::Ratings { entity, field } => {
            vec![("entity", entity.clone()), ("max", stars(model, entity, field).to_string())]
        }
        Behaviour::Comments { entity } | Behaviour::Votes { entity } => vec![("entity", entity.clone())],
        Behaviour::Payments { .. } => paying(model, behaviour),
        Behaviour::Cart { entity, price, stock } => selling(entity, price, stock.as_deref()),
        Behaviour::Streak { entity, log, log_entity_field, log_date } => vec![
            ("entity", entity.clone()),
            ("log", log.clone()),
            ("field", log_entity_field.clone()),
            ("date", log_date.clone()),
        ],
        Behaviour::Progress { whole, part, part_field, done } => learning(model, [whole, part, part_field, done]),
    });
    marks
}

/// Who does it: people of their own where there are accounts.
fn people(model: &AppModel) -> Marks {
    let accounts = has_accounts(model);
    // The first role that does not manage signs up; where all manage, there is one to choose.
    let someone =
        if accounts { "(async () => { const one = visitor(); await one.signUp(); return one; })()" } else { "api" };
    let both = if accounts { format!("await Promise.all([{someone}, {someone}])") } else { "[api, api]".to_owned() };
    vec![
        ("someone", someone.to_owned()),
        ("people", both),
        ("voters", if accounts { "2" } else { "1" }.to_owned()),
        ("winners", "2".to_owned()),
    ]
}

fn title(model: &AppModel, behaviour: &Behaviour) -> String {
    let many = |id: &str| entity(model, id).map_or_else(|| id.to_owned(), |one| one.plural.to_lowercase());
    let one = |id: &str| entity(model, id).map_or_else(|| id.to_owned(), |one| one.singular.to_lowercase());
    match behaviour {
        Behaviour::LowStock { entity, .. } => format!("Low stock of {}", many(entity)),
        Behaviour::Due { entity, .. } => format!("The lateness of {}", many(entity)),
        Behaviour::Booking { slot, .. } => format!("The booking of {}", many(slot)),
        Behaviour::Approval { entity, .. } => format!("A proposed change of {}", many(entity)),
        Behaviour::Ratings { entity, .. } => format!("The score of {}", many(entity)),
        Behaviour::Comments { entity } => format!("A comment on {}", many(entity)),
        Behaviour::Payments { entity, .. } => format!("A payment of {}", many(entity)),
        Behaviour::Cart { entity, .. } => format!("A basket of {}", many(entity)),
        Behaviour::Streak { entity, .. } => format!("The streak of {}", many(entity)),
        Behaviour::Votes { entity } => format!("A vote on {}", many(entity)),
        Behaviour::Progress { whole, .. } => format!("The progress through one {}", one(whole)),
    }
}

fn kind<'a>(model: &'a AppModel, id: &str, name: &str) -> Option<&'a FieldKind> {
    entity(model, id).and_then(|one| field(one, name)).map(|one| &one.kind)
}

/// A day from today in the test's language, as the field keeps it.
fn time(model: &AppModel, id: &str, name: &str, ahead: i32) -> String {
    match kind(model, id, name) {
        Some(FieldKind::DateTime) => format!("`${{day({ahead})}}T18:30`"),
        _ => format!("day({ahead})"),
    }
}

/// The first value of a status that is none of `done`.
fn not_in(model: &AppModel, id: &str, name: &str, done: &[String]) -> String {
    let first = |options: Vec<&String>| options.into_iter().find(|value| !done.contains(value)).cloned();
    let found = match kind(model, id, name) {
        Some(FieldKind::Status { options }) => first(options.iter().map(|option| &option.value).collect()),
        Some(FieldKind::Choice { options }) => first(options.iter().collect()),
        _ => None,
    };
    found.unwrap_or_default()
}

/// One place, where a booking can be for several.
fn seats(model: &AppModel, booking: &str) -> String {
    let words = ["seat", "place", "people", "guest", "party", "ticket", "quantity"];
    let field = entity(model, booking).and_then(|one| {
        one.fields.iter().find(|field| {
            matches!(field.kind, FieldKind::Number { .. })
                && words.iter().any(|word| field.id.to_lowercase().contains(word))
        })
    });
    field.map_or_else(String::new, |field| format!(", {}: 1", field.id))
}

fn stars(model: &AppModel, id: &str, name: &str) -> u8 {
    match kind(model, id, name) {
        Some(FieldKind::Rating { max }) => *max,
        _ => 5,
    }
}

fn paying(model: &AppModel, behaviour: &Behaviour) -> Marks {
    let Behaviour::Payments { entity, amount_field, payment, payment_invoice, status, paid, .. } = behaviour else {
        return Vec::new();
    };
    let rows = matches!(kind(model, entity, amount_field), Some(FieldKind::LineItems { .. }));
    let total = if rows { "[{ description: 'Sample work', quantity: 4, unitPrice: 2500 }]" } else { "10000" };
    let closed = |value: &str| {
        let value = value.to_lowercase();
        ["draft", "void", "cancel"].iter().any(|word| value.contains(word))
    };
    let mut never = vec![paid.clone()];
    if let Some(FieldKind::Status { options }) = kind(model, entity, status) {
        never.extend(options.iter().map(|option| option.value.clone()).filter(|value| closed(value)));
    }
    vec![
        ("entity", entity.clone()),
        ("amount", amount_field.clone()),
        ("payment", payment.clone()),
        ("invoice", payment_invoice.clone()),
        ("status", status.clone()),
        ("paid", quote(paid)),
        ("open", quote(&not_in(model, entity, status, &never))),
        ("total", total.to_owned()),
    ]
}

fn selling(entity: &str, price: &str, stock: Option<&str>) -> Marks {
    let left = stock.map_or_else(String::new, |stock| {
        format!("    assert.equal((await api.get(`/{entity}/${{one.id}}`)).body.{stock}, 2);\n")
    });
    vec![
        ("entity", entity.to_owned()),
        ("price", price.to_owned()),
        ("stock", stock.unwrap_or_default().to_owned()),
        ("stock_four", stock.map_or_else(String::new, |stock| format!(", {stock}: 4"))),
        ("stock_left", left),
    ]
}

fn learning(model: &AppModel, [whole, part, part_field, done]: [&String; 4]) -> Marks {
    let accounts = has_accounts(model);
    let shared = !accounts && matches!(kind(model, part, done), Some(FieldKind::Boolean));
    let is_done = if shared {
        format!("(await api.get(`/{part}/${{part.id}}`)).body.{done} === true")
    } else {
        "(await me.get('/everything')).body.records._done.some((one) => one.of === part.id)".to_owned()
    };
    vec![
        ("whole", whole.clone()),
        ("part", part.clone()),
        ("field", part_field.clone()),
        ("is_done", is_done),
        ("progress_person", "await {{someone}}".replace("{{someone}}", &people(model)[0].1)),
        ("not_done", if shared { format!(", {done}: false") } else { String::new() }),
    ]
}
