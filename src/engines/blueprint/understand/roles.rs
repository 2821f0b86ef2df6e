//! Kinds of people who use the application, and what each may do.

use super::super::model::{AppKind, Behaviour, Role};
use super::behaviours::Wishes;
use super::draft::Draft;
use super::inflection::{plural, singular};
use super::reading::Reading;
use super::text::{capital, identifier};
use super::words::words;
use crate::agents::Feature;

/// Those who usually look after things.
const MANAGING: &[&str] = &[
    "admin",
    "administrator",
    "manager",
    "owner",
    "editor",
    "trainer",
    "coach",
    "instructor",
    "teacher",
    "moderator",
    "librarian",
    "organizer",
    "organiser",
    "host",
    "conductor",
    "staff",
    "employee",
    "doctor",
    "chef",
    "treasurer",
    "mechanic",
    "receptionist",
    "curator",
    "tutor",
    "mentor",
    "landlord",
    "seller",
    "vendor",
    "agent",
    "technician",
    "approver",
    "dentist",
    "vet",
    "therapist",
    "nurse",
    "secretary",
    "stylist",
    "archivist",
    "captain",
    "pastor",
    "professor",
    "recruiter",
    "lecturer",
    "accountant",
    "leader",
    "dispatcher",
    "reviewer",
];

/// The roles of an application.
pub(super) fn roles(people: &[String], wishes: &Wishes<'_>, drafts: &[Draft]) -> Vec<Role> {
    let Wishes { kind, features, reading } = *wishes;
    // Approval needs someone who says yes to someone else.
    let several = [Feature::Authentication, Feature::Roles, Feature::Approvals];
    let signs_in = several.iter().any(|feature| features.contains(feature));
    let ignored = ["user", "person", "folk", "everyone", "people", "contact", "author", "friend"];
    let named: Vec<&String> = people.iter().filter(|person| !ignored.contains(&person.as_str())).take(4).collect();
    let things = drafts.first().map_or_else(|| "entries".to_owned(), |draft| draft.entity.plural.to_lowercase());
    if !signs_in {
        // Whom it keeps is not who keeps it.
        let kept = |person: &&&String| {
            drafts.iter().any(|draft| draft.pack.is_some_and(|pack| pack.words.contains(person.as_str())))
        };
        let name =
            named.iter().find(|person| !kept(person)).map_or_else(|| surroundings(reading), |person| person.as_str());
        return vec![role(name, vec![format!("add and change {things}"), format!("look through all {things}")], true)];
    }
    let over = named.iter().any(|name| ["manager", "admin", "administrator", "owner"].contains(&name.as_str()));
    let mut made: Vec<Role> = named
        .iter()
        .map(|name| {
            let outranked = over && ["employee", "staff", "reviewer", "technician", "agent"].contains(&name.as_str());
            let manages = MANAGING.contains(&name.as_str()) && !outranked;
            role(name, if manages { managing(&things) } else { using(kind, &things) }, manages)
        })
        .collect();
    if made.iter().all(|role| role.manages) {
        let name = reader(kind);
        let name = if made.iter().any(|role| role.id == name) { "guest" } else { name };
        made.insert(0, role(name, using(kind, &things), false));
    }
    if made.iter().all(|role| !role.manages) {
        made.push(role(keeper(kind), managing(&things), true));
    }
    made.sort_by_key(|role| role.manages);
    made.dedup_by(|a, b| a.id == b.id);
    made
}

/// Who uses it where nobody is named: the family, the staff of the shop.
fn surroundings(reading: &Reading) -> &'static str {
    let around: &[(&str, &str)] = &[
        ("family", "family member"),
        ("household", "housemate"),
        ("shop", "shop staff"),
        ("store", "shop staff"),
        ("restaurant", "restaurant staff"),
        ("company", "colleague"),
        ("office", "colleague"),
        ("internal", "colleague"),
        ("team", "teammate"),
        ("school", "teacher"),
        ("club", "club member"),
        ("choir", "singer"),
        ("charity", "volunteer"),
        ("neighbourhood", "neighbour"),
        ("workshop", "mechanic"),
        ("lab", "researcher"),
    ];
    let said = |word: &str| reading.tokens.iter().any(|token| token.word == word);
    around.iter().find(|(word, _)| said(word) && reading.says(word)).map_or("owner", |(_, name)| name)
}

fn role(name: &str, can: Vec<String>, manages: bool) -> Role {
    Role { id: identifier(name).unwrap_or_else(|| "member".to_owned()), label: capital(name), can, manages }
}

fn managing(things: &str) -> Vec<String> {
    vec![format!("add {things}"), format!("change and delete any of the {things}"), "see who does what".to_owned()]
}

fn using(kind: AppKind, things: &str) -> Vec<String> {
    match kind {
        AppKind::Booking => vec![format!("look through {things}"), "book a place and cancel it".to_owned()],
        AppKind::Wiki => vec![format!("read all {things}"), "propose changes".to_owned()],
        AppKind::Shop => vec![format!("look through {things}"), "order".to_owned()],
        AppKind::Learning => vec![format!("follow {things}"), "tick off what is done".to_owned()],
        AppKind::Helpdesk => vec![format!("open {things}"), "follow their own".to_owned()],
        _ => vec![format!("look through {things}"), format!("add {things} and change their own")],
    }
}

fn reader(kind: AppKind) -> &'static str {
    match kind {
        AppKind::Shop => "customer",
        AppKind::Learning => "student",
        AppKind::Wiki => "contributor",
        AppKind::Publishing => "writer",
        AppKind::Helpdesk => "customer",
        AppKind::Events => "guest",
        _ => "member",
    }
}

fn keeper(kind: AppKind) -> &'static str {
    match kind {
        AppKind::Wiki | AppKind::Publishing => "editor",
        AppKind::Learning => "teacher",
        AppKind::Forum => "moderator",
        AppKind::Helpdesk => "agent",
        AppKind::Events => "organizer",
        AppKind::Shop | AppKind::Booking => "manager",
        _ => "admin",
    }
}

/// People in the words about who will use it.
pub(super) fn in_words(target: &str, reading: &Reading) -> Vec<String> {
    let lists = words();
    let said = target.split(|c: char| !c.is_alphanumeric()).map(|word| singular(&word.to_lowercase()));
    said.filter(|word| lists.people.contains(word) && !reading.refused.contains(word)).collect()
}

/// The verbs of roles once more, after behaviours came or went.
pub(super) fn refresh_verbs(roles: &mut [Role], behaviours: &[Behaviour]) {
    const BY_BEHAVIOUR: &[&str] = &[
        "approve or decline proposed changes",
        "rate",
        "comment",
        "vote",
        "record payments",
        "see what has to be ordered",
    ];
    for role in roles.iter_mut() {
        role.can.retain(|verb| !BY_BEHAVIOUR.contains(&verb.as_str()));
    }
    verbs(roles, behaviours);
}

/// Gives the roles verbs for what the behaviours bring.
pub(super) fn verbs(roles: &mut [Role], behaviours: &[Behaviour]) {
    for role in roles {
        for behaviour in behaviours {
            let verb = match behaviour {
                Behaviour::Approval { .. } if role.manages => "approve or decline proposed changes",
                Behaviour::Ratings { .. } => "rate",
                Behaviour::Comments { .. } => "comment",
                Behaviour::Votes { .. } => "vote",
                Behaviour::Payments { .. } if role.manages => "record payments",
                Behaviour::LowStock { .. } if role.manages => "see what has to be ordered",
                _ => continue,
            };
            role.can.push(verb.to_owned());
        }
    }
}

/// `members and trainers`.
pub(super) fn together(roles: &[Role]) -> String {
    let names: Vec<String> = roles.iter().map(|role| plural(&role.label).to_lowercase()).collect();
    super::naming::list(&names)
}
