//! What requests become.

use super::super::model::*;
use super::validity::tests::check;
use super::*;
use crate::agents::{AgentId, Feature};

const FIVE: &[(&str, &str, &[Feature])] = &[
    ("recipes", "A recipe box where my family can save recipes with ingredients and rate them", &[Feature::Ratings]),
    (
        "invoices",
        "Invoice tracker for a freelance designer with clients, due dates, payments and a dashboard",
        &[Feature::Payments, Feature::Invoicing, Feature::Dashboard, Feature::Reminders],
    ),
    (
        "gym",
        "Gym class booking with login for members and trainers",
        &[Feature::Authentication, Feature::Roles, Feature::Booking],
    ),
    (
        "bicycle",
        "An inventory of spare parts for a bicycle shop, search by brand, low-stock alerts, no login",
        &[Feature::Search, Feature::Alerts],
    ),
    (
        "wiki",
        "Internal wiki with approval of edits and full-text search",
        &[Feature::Approvals, Feature::Search, Feature::History],
    ),
];

const TEXTS: &[&str] = &[
    "",
    "   ",
    "app",
    "beehives",
    "🎉🎂 birthday 🎈 tracker",
    "تطبيق لإدارة الوصفات العائلية",
    "家族のレシピを保存するアプリ",
    "Приложение для учёта книг",
    "<script>alert(1)</script> '; DROP TABLE users; --",
    "build me something cool",
    "A falconry club's flight log",
    "church choir sheet-music library",
    "Wine cellar with vintages and drinking windows",
    "Telescope observations",
    "Beehive inspections with photos, for our beekeeping club, with reminders",
    "An online shop for handmade ceramics with cart and checkout",
    "A simple CRM for a small agency: leads, deals, follow-up reminders",
    "Learning platform where teachers publish courses with lessons and students take quizzes",
    "Tool lending library for our neighbourhood where people can borrow tools and return them by a due date",
    "Kanban board for a software team with tasks, sprints and comments",
    "A music festival planner with stages, artists and sponsors",
    "Restaurant kitchen stock with suppliers, expiry dates and low stock alerts",
    "Eine Rezeptsammlung für meine Familie mit Zutaten und Bewertungen",
    "called called called",
    "class class class new delete constructor",
    "A minimal mood journal in lavender",
    "Property rental listings with photos, rent in €, and viewing appointments",
    "A wiki for my fantasy novel with characters, places and magic items",
];

fn request(description: &str, features: &[Feature]) -> WorkRequest {
    WorkRequest { features: features.to_vec(), ..WorkRequest::first(AgentId::Oracle, description) }
}

fn model(description: &str, features: &[Feature]) -> AppModel {
    understand(&request(description, features))
}

fn ids(model: &AppModel) -> Vec<&str> {
    model.entities.iter().map(|entity| entity.id.as_str()).collect()
}

#[test]
fn what_it_is_built_with_is_nothing_to_keep() {
    let made = model("A recipe box for our family, styled with Tailwind CSS and with a server in Python", &[]);
    assert!(
        ids(&made).iter().all(|id| !id.contains("tailwind") && !id.contains("python") && !id.contains("css")),
        "{:?}",
        ids(&made)
    );
    assert_eq!(made.entities[0].id, "recipe");
    let made = model("A log of the pythons that our reptile club keeps, with their meals", &[]);
    assert!(ids(&made).iter().any(|id| id.contains("python")), "{:?}", ids(&made));
}

#[test]
fn a_sail_maker_is_who_sells_and_stages_are_states_of_a_deal() {
    let made = model("A CRM for a sail maker: leads and deals that move through stages, with a next call", &[]);
    assert!(ids(&made).iter().all(|id| !id.contains("maker") && *id != "stage"), "{:?}", ids(&made));
}

#[test]
fn the_recipe_box_keeps_recipes_with_ingredients_that_the_family_rates() {
    let made = five("recipes");
    assert_eq!((made.name.as_str(), made.kind), ("Recipe Box", AppKind::Collection));
    let recipe = &made.entities[0];
    assert_eq!(recipe.id, "recipe");
    assert!(field(recipe, "ingredients").is_some_and(|field| field.kind == FieldKind::Lines));
    assert!(field(recipe, "steps").is_some());
    assert!(ids(&made).contains(&"family_member"), "the family is who the recipes come from");
    assert!(made.behaviours.contains(&Behaviour::Ratings { entity: "recipe".into(), field: "rating".into() }));
    assert!(recipe.seeds.len() >= 8);
}

#[test]
fn the_invoice_tracker_knows_clients_due_dates_and_payments() {
    let made = five("invoices");
    assert_eq!(made.kind, AppKind::Invoices);
    assert_eq!(ids(&made), ["invoice", "client", "payment"]);
    assert!(
        made.behaviours.iter().any(|behaviour| matches!(behaviour, Behaviour::Due { date, .. } if date == "due_date"))
    );
    assert!(
        made.behaviours.iter().any(|behaviour| matches!(behaviour, Behaviour::Payments { paid, .. } if paid == "Paid"))
    );
    assert!(made.entities[0].fields.iter().any(|field| matches!(field.kind, FieldKind::LineItems { .. })));
}

#[test]
fn paid_invoices_have_payments_for_the_whole_sum() {
    let made = five("invoices");
    let payments = &made.entities[2].seeds;
    for invoice in made.entities[0].seeds.iter().filter(|invoice| invoice["status"] == "Paid") {
        let owed: i64 = invoice["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|item| item["quantity"].as_i64().unwrap() * item["unitPrice"].as_i64().unwrap())
            .sum();
        let of = payments.iter().filter(|payment| payment["invoice"] == invoice["id"]);
        let paid: i64 = of.map(|payment| payment["amount"].as_i64().unwrap()).sum();
        assert_eq!(owed, paid, "{}", invoice["number"]);
    }
}

#[test]
fn the_gym_lets_members_book_classes_that_trainers_lead() {
    let made = five("gym");
    assert_eq!(made.kind, AppKind::Booking);
    let roles: Vec<(&str, bool)> = made.roles.iter().map(|role| (role.id.as_str(), role.manages)).collect();
    assert_eq!(roles, [("member", false), ("trainer", true)]);
    assert_eq!(made.entities[0].plural, "Classes");
    assert_eq!(made.entities[0].view, View::Calendar);
    assert!(ids(&made).contains(&"trainer") && ids(&made).contains(&"booking"));
    assert!(made.behaviours.iter().any(|behaviour| matches!(behaviour, Behaviour::Booking { .. })));
}

#[test]
fn the_bicycle_shop_counts_spare_parts_by_brand_without_login() {
    let made = five("bicycle");
    assert_eq!((made.kind, made.entities[0].plural.as_str()), (AppKind::Inventory, "Spare parts"));
    assert!(field(&made.entities[0], "brand").is_some_and(|field| field.in_list));
    assert!(made.behaviours.iter().any(|behaviour| matches!(behaviour, Behaviour::LowStock { .. })));
    let text = serde_json::to_string(&made.entities[0].seeds).unwrap();
    assert!(text.contains("Shimano") && text.contains("Schwalbe"), "the parts are of bicycles");
    assert_eq!(made.roles.len(), 1);
}

#[test]
fn the_wiki_has_pages_whose_edits_wait_for_an_editor() {
    let made = five("wiki");
    assert_eq!((made.kind, made.entities[0].view), (AppKind::Wiki, View::Pages));
    assert!(made.behaviours.contains(&Behaviour::Approval { entity: "page".into(), body: "body".into() }));
    assert!(!made.roles[0].manages && made.roles.iter().any(|role| role.manages));
}

#[test]
fn all_sorts_of_requests_become_valid_models() {
    for text in TEXTS {
        for features in [&[][..], Feature::ALL] {
            check(&model(text, features));
        }
    }
    for (_, text, features) in FIVE {
        check(&model(text, features));
    }
    check(&model(&"A long story about bees and honey. ".repeat(400), &[]));
    check(&model(&"x".repeat(10_000), Feature::ALL));
}

#[test]
fn every_thing_of_the_lexicon_makes_a_valid_application() {
    for pack in lexicon::lexicon().packs() {
        for word in pack.words.split(',') {
            let made = model(&format!("{} tracker", word.trim()), &[]);
            check(&made);
            let made = model(&format!("Manage {}, with comments", inflection::plural(word.trim())), Feature::ALL);
            check(&made);
        }
    }
}

#[test]
fn requests_look_and_feel_different() {
    let made: Vec<AppModel> = FIVE.iter().map(|(_, text, features)| model(text, features)).collect();
    for (index, one) in made.iter().enumerate() {
        for other in &made[index + 1..] {
            assert_ne!(one.name, other.name);
            assert_ne!(ids(one), ids(other));
            assert_ne!(one.look, other.look);
            assert_ne!(one.tagline, other.tagline);
        }
    }
}

#[test]
fn two_requests_about_the_same_thing_differ_too() {
    let one = model("A recipe box where my family can save recipes with ingredients and rate them", &[]);
    let other = model("Recipes of our restaurant, with allergens and costs", &[]);
    assert_eq!(one.entities[0].id, other.entities[0].id);
    assert_ne!((&one.name, &one.tagline), (&other.name, &other.tagline));
    assert_ne!(one.look, other.look);
    assert_ne!(one.entities[0].seeds[0]["title"], other.entities[0].seeds[0]["title"]);
    assert!(field(&other.entities[0], "allergens").is_some() && field(&one.entities[0], "allergens").is_none());
}

#[test]
fn the_same_request_gives_the_same_model() {
    for (_, text, features) in FIVE {
        assert_eq!(model(text, features), model(text, features));
    }
}

#[test]
fn a_given_name_is_taken_and_not_read() {
    let made = model("Build me an app called \"Spoke & Stock\" to manage bicycles for rent", &[]);
    assert_eq!((made.name.as_str(), made.entities[0].id.as_str()), ("Spoke & Stock", "bicycle"));
}

#[test]
fn what_is_refused_is_not_built() {
    let made = model("Invoice tracker with clients, without payments", &[Feature::Invoicing]);
    assert!(!ids(&made).contains(&"payment"));
    assert!(!made.behaviours.iter().any(|behaviour| matches!(behaviour, Behaviour::Payments { .. })));
    let made = model("A recipe collection with comments and ratings", &[]);
    assert!(made.behaviours.is_empty(), "both were taken out of the request's features");
}

#[test]
fn unknown_things_keep_their_own_names() {
    let made = model("Meteorwrong catalogue with weight and finder", &[]);
    assert_eq!(made.entities[0].plural, "Meteorwrongs");
    assert!(field(&made.entities[0], "weight").is_some());
    assert!(made.entities[0].seeds.iter().all(|seed| seed["name"].as_str().unwrap().contains("eteorwrong")));
}

#[test]
fn people_see_the_nouns_of_their_language() {
    let made = model("Una aplicación para gestionar recetas con ingredientes", &[]);
    assert_eq!((made.entities[0].id.as_str(), made.entities[0].plural.as_str()), ("recipe", "Recetas"));
}

#[test]
fn colours_are_taken_from_the_request_and_purple_only_then() {
    assert!((290.0..=300.0).contains(&model("A minimal mood journal in lavender", &[]).look.hue));
    for text in TEXTS {
        let made = model(text, &[]);
        let asked = ["lavender", "purple", "violet", "lilac"].iter().any(|colour| text.contains(colour));
        assert!(asked || !(270.0..=300.0).contains(&made.look.hue), "{text}: {}", made.look.hue);
    }
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(300))]

    #[test]
    fn any_text_becomes_a_valid_model(text in proptest::prelude::any::<String>(), every in proptest::prelude::any::<bool>()) {
        check(&model(&text, if every { Feature::ALL } else { &[] }));
    }

    #[test]
    fn any_words_become_a_valid_model(words in proptest::collection::vec("(with|and|for|of|no|track|book|recipe|invoices|class|members|user|constructor|rating|[a-zäé']{1,9}|[,.:])", 0..30)) {
        check(&model(&words.join(" "), &[]));
    }
}

fn five(name: &str) -> AppModel {
    let (_, text, features) = FIVE.iter().find(|(known, ..)| *known == name).unwrap();
    model(text, features)
}

fn field<'a>(entity: &'a Entity, id: &str) -> Option<&'a Field> {
    entity.fields.iter().find(|field| field.id == id)
}
