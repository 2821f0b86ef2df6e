//! `docs/value.md`: why it is worth making, what to measure, and what would prove that wrong.

use super::super::model::Behaviour;
use super::desk::{Desk, Document, Work};
use super::kinds::{self, fill};
use super::language::{a, bullets, capital, cell, count, evidence, table};
use super::rules;

/// Writes the value document.
pub(super) fn write(desk: &Desk<'_>) -> Work {
    let kind = kinds::of(desk.model.kind);
    let rows = measures(desk);
    let says = format!("Wrote docs/value.md: today's cost, the gain, and {} to watch.", count(rows.len(), "figure", "figures"));
    let opening = format!("Today's way: {}.", fill(desk, kind.today));
    let decisions = vec![
        format!("The first figure to watch is the {}: it shows use, where a count of visits shows curiosity.", fill(desk, kind.measures[0].0)),
        format!("No promise about money earned: nothing in \"{}\" says what an hour or {} is worth.", short(&desk.model.description), a(&desk.thing())),
    ];
    Work { opening: vec![opening], documents: vec![Document { path: "docs/value.md", text: text(desk, &rows), says }], decisions }
}

/// The first words of the request.
fn short(description: &str) -> String {
    let words: Vec<&str> = description.split_whitespace().collect();
    let start = words.iter().take(7).copied().collect::<Vec<_>>().join(" ");
    cell(&if words.len() > 7 { format!("{start} …") } else { start })
}

fn text(desk: &Desk<'_>, rows: &[Vec<String>]) -> String {
    let kind = kinds::of(desk.model.kind);
    let mut text = format!("# {}: what it is worth\n\n", cell(&desk.model.name));
    text.push_str(&format!("## Today\n\n{}. The cost: {}.\n\n", capital(&fill(desk, kind.today)), fill(desk, kind.pain)));
    text.push_str(&format!("## With it\n\n{}.\n\n", capital(&fill(desk, kind.gain))));
    if !desk.model.behaviours.is_empty() {
        let lines: Vec<String> = desk.model.behaviours.iter().map(|rule| format!("{}: {}.", rules::name(desk, rule), saving(desk, rule))).collect();
        text.push_str(&format!("What a plain list could not do:\n\n{}\n", bullets(&lines)));
    }
    text.push_str(&format!("## What to measure\n\n{}\n", table(&["Figure", "Good when", "How to get it"], rows)));
    text.push_str(&format!("## What would prove this wrong\n\n{}", bullets(&refutations(desk))));
    text
}

fn saving(desk: &Desk<'_>, rule: &Behaviour) -> String {
    let words = evidence(&desk.model.description, &[desk.singular(rules::subject(rule)).as_str()]);
    let thing = desk.singular(rules::subject(rule));
    let saved = match rule {
        Behaviour::LowStock { .. } => format!("nobody has to walk to the shelf to learn that {} is nearly gone", a(&thing)),
        Behaviour::Due { .. } => format!("nobody has to read every date to find the late {thing}"),
        Behaviour::Booking { .. } => format!("{} cannot be given away twice, and no call is needed", a(&thing)),
        Behaviour::Approval { .. } => format!("everybody may improve {} without anybody being able to break it", a(&thing)),
        Behaviour::Ratings { .. } => format!("the better {thing} is seen without asking around"),
        Behaviour::Comments { .. } => format!("what is said about {} stays with it", a(&thing)),
        Behaviour::Payments { .. } => "the sum that is still owed is never added up by hand".to_owned(),
        Behaviour::Cart { .. } => "an order comes complete, with prices, in one go".to_owned(),
        Behaviour::Streak { .. } => "the unbroken days are counted, which is half of the motive".to_owned(),
        Behaviour::Votes { .. } => format!("which {thing} matters is counted and not argued"),
        Behaviour::Progress { .. } => "people start again where they stopped".to_owned(),
    };
    words.map_or_else(|| saved.clone(), |words| format!("{saved} (\"{words}\")"))
}

fn measures(desk: &Desk<'_>) -> Vec<Vec<String>> {
    let kind = kinds::of(desk.model.kind);
    let by_hand = format!("ask ten people after a month, or count in the exported {}", desk.things());
    let mut rows: Vec<Vec<String>> = kind.measures.iter().map(|(what, good)| vec![fill(desk, what), fill(desk, good), by_hand.clone()]).collect();
    rows.push(vec![
        format!("people who saved {} in their first visit", a(&desk.thing())),
        "seven of ten".to_owned(),
        "watch five people who have not seen it before".to_owned(),
    ]);
    if let Some(rule) = desk.model.behaviours.first() {
        rows.push(vec![
            format!("times that \"{}\" was right when it spoke", rules::name(desk, rule).to_lowercase()),
            "nine of ten: a rule that is often wrong is soon ignored".to_owned(),
            "note each false one for two weeks".to_owned(),
        ]);
    }
    rows
}

fn refutations(desk: &Desk<'_>) -> Vec<String> {
    let kind = kinds::of(desk.model.kind);
    vec![
        format!("After a month, {} are still kept the old way as well, so it is one list more and not one fewer.", desk.things()),
        format!("All {} come from one person, although others were meant to join in.", desk.things()),
        format!("People stop because of this: {}.", fill(desk, kind.doubt)),
    ]
}
