//! What instructions make of finished applications.

use super::super::super::model::*;
use super::super::lexicon::lexicon;
use super::super::understand;
use super::super::validity::tests::check;
use super::{Changed, change};
use crate::agents::{AgentId, Feature};
use crate::engines::WorkRequest;

fn model(description: &str, features: &[Feature]) -> AppModel {
    understand(&WorkRequest { features: features.to_vec(), ..WorkRequest::first(AgentId::Oracle, description) })
}

fn recipes() -> AppModel {
    model("A recipe box where my family can save recipes with ingredients and rate them", &[Feature::Ratings])
}

fn invoices() -> AppModel {
    let features = [Feature::Payments, Feature::Invoicing, Feature::Reminders];
    model("Invoice tracker for a freelance designer with clients, due dates, payments and a dashboard", &features)
}

fn told(model: &AppModel, instruction: &str) -> Changed {
    let made = change(model, instruction, &[]);
    check(&made.model);
    made
}

/// The change, of which everything must have been understood.
fn done(model: &AppModel, instruction: &str) -> AppModel {
    let made = told(model, instruction);
    assert!(made.not_understood.is_empty(), "{instruction}: {:?}", made.not_understood);
    assert!(!made.changes.is_empty(), "{instruction}");
    made.model
}

fn entity<'a>(model: &'a AppModel, id: &str) -> &'a Entity {
    model.entities.iter().find(|entity| entity.id == id).unwrap_or_else(|| panic!("no {id}"))
}

fn field<'a>(entity: &'a Entity, id: &str) -> &'a Field {
    entity.fields.iter().find(|field| field.id == id).unwrap_or_else(|| panic!("no {id} in {}", entity.id))
}

#[test]
fn a_list_becomes_a_board_with_due_dates() {
    let made = told(&recipes(), "make the list a board, add due dates");
    assert_eq!(made.changes[0], "Recipes are shown as a board by a new status: Planned, Cooked, Favourite.");
    let recipe = &made.model.entities[0];
    assert_eq!(recipe.view, View::Board);
    assert_eq!(field(recipe, "due_date").kind, FieldKind::Date);
    assert!(recipe.seeds.iter().all(|seed| seed.contains_key("due_date") && seed.contains_key("status")));
    assert!(made.model.behaviours.iter().any(|rule| matches!(rule, Behaviour::Due { .. })));
    assert!(made.model.features.contains(&Feature::Board) && made.model.features.contains(&Feature::Reminders));
}

#[test]
fn nothing_else_is_different() {
    let before = recipes();
    let made = done(&before, "add a source");
    let mut same = made.clone();
    same.entities[0].fields.retain(|field| field.id != "source");
    same.entities[0].seeds.iter_mut().for_each(|seed| drop(seed.remove("source")));
    assert_eq!(same, before);
    assert_eq!((made.seed, &made.look), (before.seed, &before.look));
}

#[test]
fn fields_go_where_they_are_wanted() {
    let made = done(&invoices(), "add a VAT number to customers and a project code to invoices");
    assert_eq!(field(entity(&made, "client"), "vat_number").label, "VAT number");
    field(entity(&made, "invoice"), "project_code");
    let made = done(&recipes(), "add a field for allergies (list)");
    assert_eq!(field(&made.entities[0], "allergies").kind, FieldKind::Lines);
    let made = done(&recipes(), "add prep time, and whether it is vegan");
    assert!(
        matches!(&field(&made.entities[0], "prep_time").kind, FieldKind::Number { unit: Some(unit), .. } if unit == "min")
    );
    assert_eq!(field(&made.entities[0], "vegan").kind, FieldKind::Boolean);
}

#[test]
fn a_status_has_the_words_that_were_given() {
    let made = done(&recipes(), "add a status with todo, doing and done");
    let FieldKind::Status { options } = &field(&made.entities[0], "status").kind else { panic!("no status") };
    let shown: Vec<(&str, Tone)> = options.iter().map(|option| (option.value.as_str(), option.tone)).collect();
    assert_eq!(shown, [("Todo", Tone::Neutral), ("Doing", Tone::Active), ("Done", Tone::Good)]);
    let made = done(&invoices(), "add a status with open, sent and settled");
    assert!(made.behaviours.iter().any(|rule| matches!(rule, Behaviour::Payments { paid, .. } if paid == "Settled")));
}

#[test]
fn things_are_renamed_and_keep_their_data() {
    let before = model("Hotel rooms with guests and bookings", &[Feature::Booking]);
    let made = done(&before, "rename guests to visitors");
    let guest = entity(&made, "guest");
    assert_eq!((guest.singular.as_str(), guest.plural.as_str()), ("Visitor", "Visitors"));
    assert_eq!(guest.seeds, entity(&before, "guest").seeds);
    let made = done(&recipes(), "call it Kitchen Table");
    assert_eq!((made.name.as_str(), made.slug.as_str()), ("Kitchen Table", "kitchen-table"));
}

#[test]
fn what_is_removed_leaves_nothing_behind() {
    let made = done(&recipes(), "remove the ratings");
    assert!(made.behaviours.is_empty() && made.features.is_empty());
    assert!(!made.entities[0].fields.iter().any(|field| matches!(field.kind, FieldKind::Rating { .. })));
    assert!(made.roles.iter().all(|role| !role.can.contains(&"rate".to_owned())));
    let made = done(&invoices(), "we don't need payments");
    assert!(made.entities.iter().all(|entity| entity.id != "payment") && !made.features.contains(&Feature::Payments));
}

#[test]
fn people_may_do_more() {
    let made = done(&recipes(), "members should be able to comment");
    assert!(made.behaviours.contains(&Behaviour::Comments { entity: "recipe".into() }));
    assert!(made.features.contains(&Feature::Comments));
    assert!(done(&recipes(), "let people export").features.contains(&Feature::Export));
    let made = done(&recipes(), "managers approve changes");
    assert!(made.behaviours.iter().any(|rule| matches!(rule, Behaviour::Approval { .. })));
    assert!(made.roles.iter().any(|role| role.id == "manager" && role.manages) && !made.roles[0].manages);
    let made = done(&recipes(), "add a login for cooks");
    assert!(made.features.contains(&Feature::Authentication) && made.roles.iter().any(|role| role.id == "cook"));
}

#[test]
fn a_new_thing_comes_with_fields_examples_and_relations() {
    let made = done(&recipes(), "add suppliers, each recipe comes from one");
    let supplier = entity(&made, "supplier");
    assert!(supplier.seeds.len() >= 5 && supplier.fields.len() > 3);
    let refers = made.entities[0]
        .fields
        .iter()
        .find(|field| matches!(&field.kind, FieldKind::Reference { entity } if entity == "supplier"));
    assert!(made.entities[0].seeds.iter().all(|seed| seed.contains_key(&refers.unwrap().id)));
    let made = done(&recipes(), "add shopping trips with shop and date");
    field(made.entities.last().unwrap(), "shop");
}

#[test]
fn money_looks_and_technology_follow() {
    let made = done(&invoices(), "prices in pounds");
    let currency = |kind: &FieldKind| match kind {
        FieldKind::Money { currency } | FieldKind::LineItems { currency } => Some(currency.clone()),
        _ => None,
    };
    let money: Vec<String> =
        made.entities.iter().flat_map(|entity| &entity.fields).filter_map(|field| currency(&field.kind)).collect();
    assert!(money.len() >= 2 && money.iter().all(|code| code == "GBP"));
    let made = done(&recipes(), "make it green and more compact, use Tailwind");
    assert_eq!((made.look.hue, made.look.density, made.stack.styling), (150.0, Density::Compact, Styling::Tailwind));
    let dark = done(&recipes(), "make it darker");
    assert_eq!((dark.look.theme, recipes().look.theme), (Theme::Dark, Theme::System));
    assert_eq!(done(&dark, "make it lighter").look.theme, Theme::System);
}

#[test]
fn fields_can_be_required() {
    let before = model("An inventory of spare parts for a bicycle shop", &[]);
    let made = done(&before, "make the price and location required");
    assert!(field(&made.entities[0], "price").required && field(&made.entities[0], "location").required);
}

#[test]
fn bookings_can_be_shown_in_a_calendar() {
    let before = model("Hotel rooms with guests and bookings", &[Feature::Booking]);
    assert_eq!(entity(&done(&before, "show bookings in a calendar"), "booking").view, View::Calendar);
}

#[test]
fn the_language_of_the_request_is_understood() {
    let spanish = model("Una aplicación para gestionar recetas con ingredientes", &[]);
    assert!(done(&spanish, "añade comentarios y una fecha").features.contains(&Feature::Comments));
    let german = model("Eine Rezeptsammlung für meine Familie mit Zutaten und Bewertungen", &[Feature::Ratings]);
    assert!(done(&german, "Bewertungen entfernen").features.is_empty());
}

#[test]
fn what_is_not_understood_is_named_and_changes_nothing() {
    for text in
        ["paint the moon with bananas", "", "   ", "asdf", "🎉", "make the font bigger", "translate it to Klingon"]
    {
        let made = told(&recipes(), text);
        assert_eq!(made.model, recipes(), "{text}");
        assert!(made.changes.is_empty());
        assert_eq!(made.not_understood.is_empty(), text.trim().is_empty(), "{text}");
    }
    let made = told(&recipes(), "add a source; paint the moon with bananas");
    assert_eq!(made.not_understood, ["paint the moon with bananas"]);
    assert_eq!(made.changes.len(), 1);
}

const ORDERS: &[&str] = &[
    "make the list a board, add due dates",
    "add a phone number",
    "remove the ratings",
    "members should be able to comment",
    "use Tailwind",
    "make it green and more compact",
    "call it Kitchen Table",
    "show it in a calendar",
    "add a status with todo, doing and done",
    "add a field for allergies (list)",
    "let people export",
    "add suppliers",
    "price in pounds",
    "managers approve changes",
    "add a login, a cart, payments, bookings, messages and subscriptions",
    "remove the status and the date",
    "make everything required",
    "add reminders, alerts and votes",
    "remove the login, no comments",
];

#[test]
fn said_twice_it_is_done_once() {
    for order in ORDERS.iter().filter(|order| !order.contains("alerts")) {
        let once = told(&recipes(), order).model;
        let twice = told(&once, order);
        assert_eq!(twice.model, once, "{order}: {:?}", twice.changes);
    }
}

#[test]
fn every_subject_stays_valid_under_every_order() {
    for pack in lexicon().packs() {
        let before = model(&format!("{} tracker", pack.name()), &[]);
        let mut made = before.clone();
        for order in ORDERS {
            told(&before, order);
            made = told(&made, order).model;
        }
    }
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(120))]

    #[test]
    fn any_instruction_leaves_any_subject_valid(
        subject in 0_usize..1000,
        text in proptest::prelude::any::<String>(),
        words in proptest::collection::vec("(add|remove|rename|make|show|call|it|to|with|and|for|each|of|a board|calendar|required|status|due dates|comments|login|members|can|approve|suppliers|recipes|price|in pounds|green|notes|photo|from|[a-zäé']{1,9}|[,.:;()])", 0..16),
        every in proptest::prelude::any::<bool>(),
    ) {
        let packs = lexicon().packs();
        let pack = &packs[subject % packs.len()];
        let before = model(&format!("{} tracker", pack.name()), if every { Feature::ALL } else { &[] });
        told(&before, &text);
        told(&before, &words.join(" "));
        let about = format!("{} {}", words.join(" "), before.entities[subject % before.entities.len()].plural);
        told(&told(&before, &about).model, &words.join(" "));
    }
}

fn bakery() -> AppModel {
    model("An inventory for a bakery with supplies and suppliers", &[])
}

#[test]
fn what_is_refused_is_left_as_it_is_and_said() {
    let before = bakery();
    assert!(before.entities.iter().any(|entity| entity.id == "supplier"));
    for text in [
        "do not remove suppliers",
        "don't delete the suppliers",
        "please do not add due dates",
        "never remove suppliers",
        "add due dates ... no wait, do not",
        "add due dates, no wait, don't",
        "add due dates. Actually, do not add due dates",
        "add due dates or rather don't",
    ] {
        let made = told(&before, text);
        assert_eq!(made.model, before, "{text}: {:?}", made.changes);
        assert!(made.not_understood.iter().any(|said| said.starts_with("left as it is: ")), "{text}");
    }
}

#[test]
fn an_exception_holds() {
    let before = bakery();
    for text in [
        "add a photo but not to suppliers",
        "add a photo to everything but suppliers",
        "add a photo to everything except for suppliers",
        "except for suppliers, add a photo to everything",
    ] {
        let made = told(&before, text);
        assert_eq!(entity(&made.model, "supplier"), entity(&before, "supplier"), "{text}");
        assert!(made.model.entities[0].fields.iter().any(|field| field.id == "photo"), "{text}: {made:?}");
    }
}

#[test]
fn a_name_ends_where_the_next_wish_begins() {
    let before = recipes();
    let made = told(&before, "call it Sunday Table, and frobnicate the whole thing");
    assert_eq!(made.model.name, "Sunday Table");
    assert_eq!(made.not_understood, ["frobnicate the whole thing"]);
    assert_eq!(told(&before, "call it Salt and Stone").model.name, "Salt and Stone");
    assert!(told(&before, "call it \"Salt, and all that\"").model.name.contains("all that"));
}
