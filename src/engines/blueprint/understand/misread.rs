//! Requests that were misread once, and what they have to become.

use super::super::model::*;
use super::validity::tests::check;
use super::{remark, understand};
use crate::agents::AgentId;
use crate::engines::WorkRequest;

fn model(description: &str) -> AppModel {
    let made = understand(&WorkRequest::first(AgentId::Oracle, description));
    check(&made);
    made
}

fn ids(description: &str) -> Vec<String> {
    model(description).entities.into_iter().map(|entity| entity.id).collect()
}

fn starts(description: &str, wanted: &[&str]) {
    let found = ids(description);
    assert!(
        found.iter().zip(wanted).all(|(found, wanted)| found == wanted) && found.len() >= wanted.len(),
        "{description}: {found:?}"
    );
}

#[test]
fn who_it_is_for_is_not_what_it_keeps() {
    starts("tool library for our street", &["tool"]);
    starts("forum for allotment holders", &["topic"]);
    starts("rota for a coffee shop", &["shift"]);
    starts("patient waiting list for a physio", &["patient"]);
}

#[test]
fn what_one_does_stands_for_what_one_keeps() {
    starts("beekeeping diary", &["beehive", "inspection"]);
    starts("fishing log with catches and spots", &["catch_record", "spot"]);
    starts("homebrew recipes", &["batch"]);
    starts("pet sitters", &["pet", "visit", "owner"]);
    starts("custody schedule for split families", &["handover"]);
    starts("book club with meetings and votes", &["book", "meeting"]);
}

#[test]
fn a_ladder_has_players_with_ranks_and_their_matches() {
    let made = model("chess club ladder");
    assert_eq!(made.name, "Chess Club Ladder");
    assert_eq!((made.entities[0].id.as_str(), made.entities[1].id.as_str()), ("player", "match"));
    assert!(made.entities[0].fields.iter().any(|field| field.id == "rank"));
}

#[test]
fn a_list_after_a_colon_is_kept_whole() {
    starts("funeral home: arrangements, families, services", &["arrangement", "family", "service"]);
    assert_eq!(model("funeral home: arrangements, families, services").kind, AppKind::General);
}

#[test]
fn words_with_several_meanings_are_read_by_their_company() {
    let quotes = model("CRM for a solar installer: leads, site visits, quotes");
    let quote = quotes.entities.iter().find(|entity| entity.id == "quote").unwrap();
    assert!(quote.fields.iter().any(|field| matches!(field.kind, FieldKind::LineItems { .. })));
    let applied = model("job applications I have sent");
    assert!(applied.entities[0].fields.iter().any(|field| field.id == "company"));
    assert_eq!(model("mock exam questions").kind, AppKind::Learning);
}

#[test]
fn stock_is_about_products_and_what_happens_to_them_comes_second() {
    starts("warehouse stock across three sites with transfers", &["product", "transfer"]);
}

#[test]
fn lost_property_is_no_real_estate() {
    starts("lost and found office", &["lost_property"]);
    starts("dream journal", &["dream"]);
}

#[test]
fn tags_scripts_and_hidden_characters_say_nothing() {
    let made = model("<script>alert(1)</script> shop");
    assert_eq!((made.kind, made.entities[0].id.as_str()), (AppKind::Shop, "product"));
    assert_eq!(model("re\u{200b}cipe b\u{200c}ox for my fam\u{200d}ily").entities[0].id, "recipe");
    assert_eq!(model("re\u{200b}cipe b\u{200c}ox for my fam\u{200d}ily").name, "Recipe Box");
}

#[test]
fn names_keep_their_capitals() {
    let made = model("O'brien's pub quiz league");
    assert_eq!(made.name, "O'Brien's Pub Quiz League");
    assert!(made.entities.iter().any(|entity| entity.id == "team"));
}

#[test]
fn little_understood_is_said() {
    for text in ["🎉🎉", "", "…", "qwrt zxcv"] {
        assert!(remark(text).is_some_and(|said| said.starts_with("Little was understood")), "{text}");
    }
    assert!(remark("a blarg for my wumpus and me").is_some());
    for text in [
        "A recipe box for my family",
        "shop",
        "dream journal",
        "Una aplicación para gestionar recetas con ingredientes",
    ] {
        assert_eq!(remark(text), None, "{text}");
    }
}

#[test]
fn examples_do_not_repeat_fillers() {
    let made = model("A blarg catalogue with cuisine, source and frobnication");
    let text = serde_json::to_string(&made.entities).unwrap();
    for filler in ["As agreed", "Noted in spring", "From the first list", "See the notes", "Look it over"] {
        assert!(!text.contains(filler), "{filler}");
    }
}
