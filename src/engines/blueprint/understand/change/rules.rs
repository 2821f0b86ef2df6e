//! Features of a finished application, and the rules that they bring, added and taken away.

use super::super::super::model::{Behaviour, FieldKind};
use super::super::behaviours::{self, Wishes, behaviours};
use super::super::draft::Setting;
use super::super::{complete, roles};
use super::edit::Edit;
use super::things;
use crate::agents::Feature;

/// Words for features, in basic form; phrases with a space are looked for whole.
const WORDS: &[(Feature, &str)] = &[
    (Feature::Comments, "comment,commenting,discussion,discuss"),
    (Feature::Ratings, "rating,rate,star,review,score them,star rating"),
    (Feature::Export, "export,csv,download,pdf,print,excel"),
    (Feature::Import, "import,csv import"),
    (Feature::Search, "search,full-text search,searching,search box"),
    (Feature::Filters, "filter,sorting,filtering"),
    (
        Feature::Authentication,
        "login,log in,sign in,signin,account,authentication,password,sign up,signup,user account",
    ),
    (Feature::Roles, "role,permission,access right"),
    (Feature::Approvals, "approval,approve,sign off"),
    (Feature::Booking, "booking,book,reservation,reserve"),
    (Feature::Calendar, "calendar"),
    (Feature::Reminders, "reminder,remind,due date,deadline"),
    (Feature::Alerts, "alert,low stock,low-stock,warning,low stock warning"),
    (Feature::Notifications, "notification,notify"),
    (Feature::Board, "board,kanban"),
    (Feature::Dashboard, "dashboard,overview,statistic,stat,figure"),
    (Feature::Charts, "chart,graph,diagram"),
    (Feature::Payments, "payment,pay"),
    (Feature::Invoicing, "invoicing"),
    (Feature::Subscriptions, "recurring membership,subscription plan"),
    (Feature::Cart, "cart,basket,checkout,shopping cart,order online"),
    (Feature::Gallery, "gallery"),
    (Feature::FileUpload, "upload,file upload,attachment,attach"),
    (Feature::Messaging, "messaging,chat,message,direct message"),
    (Feature::Maps, "map"),
    (Feature::History, "history,version,earlier version,change log"),
    (Feature::Sharing, "sharing,share,share link"),
    (Feature::Multilingual, "language,translation,multilingual"),
    (Feature::Api, "api"),
    (Feature::Tags, "tagging,categorie,tag,label"),
];

/// The feature that a phrase in basic form names.
pub(super) fn named(phrase: &[String]) -> Option<Feature> {
    let said = phrase.join(" ");
    let whole = WORDS.iter().find(|(_, words)| words.split(',').any(|word| word == said));
    whole.map(|(feature, _)| *feature)
}

/// The feature that a verb stands for: `comment` in `members can comment`.
pub(super) fn by_verb(words: &[String]) -> Option<Feature> {
    words.iter().find_map(|word| named(std::slice::from_ref(word)))
}

/// Which feature a rule belongs to.
pub(super) fn feature_of(rule: &Behaviour) -> Option<Feature> {
    Some(match rule {
        Behaviour::LowStock { .. } => Feature::Alerts,
        Behaviour::Due { .. } => Feature::Reminders,
        Behaviour::Booking { .. } => Feature::Booking,
        Behaviour::Approval { .. } => Feature::Approvals,
        Behaviour::Ratings { .. } => Feature::Ratings,
        Behaviour::Comments { .. } => Feature::Comments,
        Behaviour::Payments { .. } => Feature::Payments,
        Behaviour::Cart { .. } => Feature::Cart,
        Behaviour::Streak { .. } | Behaviour::Votes { .. } | Behaviour::Progress { .. } => return None,
    })
}

/// Notes that a feature is part of the application; whether that is new.
pub(super) fn note(edit: &mut Edit, feature: Feature) -> bool {
    if edit.model.features.contains(&feature) {
        return false;
    }
    edit.model.features.push(feature);
    edit.model.features.sort_unstable();
    true
}

/// Brings a feature in for an entity.
pub(super) fn bring(edit: &mut Edit, feature: Feature, target: Option<usize>, said: &str) -> bool {
    let index = target.unwrap_or(0);
    let entity = edit.drafts[index].entity.id.clone();
    let about = |rule: &Behaviour| feature_of(rule) == Some(feature) && (target.is_none() || speaks_of(rule, &entity));
    let needs_rule = matches!(
        feature,
        Feature::Comments
            | Feature::Ratings
            | Feature::Approvals
            | Feature::Booking
            | Feature::Payments
            | Feature::Cart
    );
    if edit.rule(about).is_some() || edit.model.features.contains(&feature) && !needs_rule {
        return edit.left(said, &format!("{} is part of it already", feature.label().to_lowercase()));
    }
    let before = (edit.model.clone(), edit.drafts.clone());
    note(edit, feature);
    let (kind, main) = (edit.model.kind, index);
    let whole = edit.grow(|drafts, setting| {
        drafts.swap(0, main);
        complete::feature_parts(feature, kind, drafts, setting);
        drafts.swap(0, main);
    });
    let rules = whole.then(|| found_rules(edit, feature, index));
    match rules {
        Some(rules) if !(needs_rule && rules.is_empty()) => edit.model.behaviours.extend(rules),
        _ => {
            (edit.model, edit.drafts) = before;
            return edit.left(said, "there is no room for what it needs");
        }
    }
    if matches!(feature, Feature::Authentication | Feature::Roles | Feature::Approvals) {
        super::people::regroup(edit, &[]);
    }
    let sentence = sentence(edit, feature, index);
    edit.changes.push(sentence);
    things::tell_new(edit, &before.1);
    true
}

/// The rules of a feature that the entities carry now and that are not there yet.
fn found_rules(edit: &mut Edit, feature: Feature, index: usize) -> Vec<Behaviour> {
    edit.drafts.swap(0, index);
    let wishes = Wishes { kind: edit.model.kind, features: &edit.model.features, reading: &edit.reading };
    let mut found = behaviours(&wishes, &edit.drafts);
    edit.drafts.swap(0, index);
    found.retain(|rule| feature_of(rule) == Some(feature) && !edit.model.behaviours.contains(rule));
    // The words of the first request do not speak against what is asked for now.
    if found.is_empty() && feature == Feature::Ratings {
        let draft = &edit.drafts[index];
        if let Some(field) = draft.first(|kind| matches!(kind, FieldKind::Rating { .. })) {
            found.push(Behaviour::Ratings { entity: draft.entity.id.clone(), field: field.id.clone() });
        }
    }
    found
}

/// Whether a rule is about an entity.
pub(super) fn speaks_of(rule: &Behaviour, id: &str) -> bool {
    match rule {
        Behaviour::LowStock { entity, .. }
        | Behaviour::Due { entity, .. }
        | Behaviour::Approval { entity, .. }
        | Behaviour::Ratings { entity, .. }
        | Behaviour::Comments { entity }
        | Behaviour::Payments { entity, .. }
        | Behaviour::Cart { entity, .. }
        | Behaviour::Streak { entity, .. }
        | Behaviour::Votes { entity } => entity == id,
        Behaviour::Booking { slot, booking, .. } => slot == id || booking == id,
        Behaviour::Progress { whole, part, .. } => whole == id || part == id,
    }
}

fn sentence(edit: &Edit, feature: Feature, index: usize) -> String {
    let things = edit.plural(index);
    match feature {
        Feature::Comments => format!("{things} can be discussed: a thread of comments below each."),
        Feature::Ratings => format!("{things} can be rated with stars, and the average shows."),
        Feature::Approvals => {
            format!("Changes to {} wait until someone who manages them says yes.", things.to_lowercase())
        }
        Feature::Authentication => "People sign in with an account of their own.".to_owned(),
        Feature::Cart => format!("{things} can be put into a basket and ordered."),
        Feature::Reminders => "What is due soon or overdue is shown.".to_owned(),
        _ => format!("{}: {}", feature.label(), lowered(feature.summary())),
    }
}

fn lowered(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// Makes dates on an entity count as due: it gets a status where it has none.
pub(super) fn remind(edit: &mut Edit, index: usize) {
    let draft = &edit.drafts[index];
    if super::status::of(draft).is_none() {
        let setting = Setting { reading: &edit.reading, currency: edit.currency };
        edit.drafts[index].add("Status* = status Open:active/Waiting:warning/Done:good", &setting);
    }
    let entity = edit.drafts[index].entity.id.clone();
    let dated = edit.drafts[index].entity.fields.iter().find(|field| behaviours::looks_ahead(field)).cloned();
    let known = edit.rule(|rule| matches!(rule, Behaviour::Due { entity: known, .. } if *known == entity)).is_some();
    let rule = dated.filter(|_| !known).and_then(|field| behaviours::due_by(&edit.drafts[index], &field));
    if let Some(rule) = rule {
        edit.model.behaviours.push(rule);
        note(edit, Feature::Reminders);
    }
}

/// One vote a person on an entity.
pub(super) fn vote(edit: &mut Edit, index: usize, said: &str) -> bool {
    let entity = edit.drafts[index].entity.id.clone();
    if edit.rule(|rule| matches!(rule, Behaviour::Votes { entity: known } if *known == entity)).is_some() {
        return edit.left(said, "votes are part of it already");
    }
    edit.model.behaviours.push(Behaviour::Votes { entity });
    let sentence = format!("{} can be voted for, once by each person.", edit.plural(index));
    edit.done(sentence)
}

/// Takes a feature away with its rules; whether it was there.
pub(super) fn drop(edit: &mut Edit, feature: Feature, target: Option<usize>) -> bool {
    let entity = target.map(|index| edit.drafts[index].entity.id.clone());
    let concerned = |rule: &Behaviour| {
        feature_of(rule) == Some(feature) && entity.as_ref().is_none_or(|entity| speaks_of(rule, entity))
    };
    let gone: Vec<Behaviour> = edit.model.behaviours.iter().filter(|rule| concerned(rule)).cloned().collect();
    edit.model.behaviours.retain(|rule| !concerned(rule));
    let left = edit.rule(|rule| feature_of(rule) == Some(feature)).is_some();
    let had = edit.model.features.contains(&feature);
    if !left {
        edit.model.features.retain(|known| *known != feature);
    }
    for rule in &gone {
        let Behaviour::Ratings { entity, field } = rule else { continue };
        things::drop_field(edit, entity, field);
    }
    if !left && matches!(feature, Feature::Authentication | Feature::Roles) {
        edit.model.features.retain(|known| !matches!(known, Feature::Authentication | Feature::Roles));
        super::people::alone(edit);
    }
    !gone.is_empty() || had && !left
}

/// The roles that sign in.
pub(super) fn signs_in(edit: &Edit) -> bool {
    [Feature::Authentication, Feature::Roles, Feature::Approvals]
        .iter()
        .any(|feature| edit.model.features.contains(feature))
}

/// The roles that a list of people gives here.
pub(super) fn roles_of(edit: &Edit, people: &[String]) -> Vec<super::super::super::model::Role> {
    let wishes = Wishes { kind: edit.model.kind, features: &edit.model.features, reading: &edit.reading };
    let mut made = roles::roles(people, &wishes, &edit.drafts);
    roles::verbs(&mut made, &edit.model.behaviours);
    made
}
