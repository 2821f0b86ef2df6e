//! `docs/accessibility.md`: what a browser checks on every page, what the application does for it, what is left to people.

use super::super::desk::{Desk, Work};
use super::super::language::{bullets, cell, count};
use super::{nothing, one};

/// Widths that pages are checked at; the tests use the same.
const WIDTHS: [u16; 2] = [360, 1280];

/// Writes it.
pub(in super::super) fn accessibility(desk: &Desk<'_>) -> Work {
    if desk.server().is_none() {
        return nothing();
    }
    let pages = desk.file("js/routes.js").map_or(0, |text| text.matches("path: '").count());
    let times = pages * WIDTHS.len() * 2;
    let says = format!("Wrote docs/accessibility.md: {pages} addresses, each checked {} times.", WIDTHS.len() * 2);
    let opening = format!("Set {times} checks over {}, in light and dark.", count(pages, "address", "addresses"));
    let decisions = vec![
        "Checked in a browser and not in the code: contrast and focus exist only on a screen.".to_owned(),
        format!("{} pixels is the narrowest telephone in use; what fits there fits everywhere.", WIDTHS[0]),
        "One finding fails the test: a list of known findings only grows.".to_owned(),
        format!(
            "The form for {} is walked with the Tab key alone: it is where most time is spent.",
            super::super::language::a(&desk.thing())
        ),
    ];
    one(opening, "docs/accessibility.md", text(desk, pages), says, decisions)
}

fn text(desk: &Desk<'_>, pages: usize) -> String {
    let mut text = format!(
        "# {}: accessibility\n\nThe aim is WCAG 2.2, level AA. `npm run test:a11y` opens {pages} addresses and checks each in light and dark colours, {} and {} pixels wide.\n\n## Checked by a browser\n\n",
        cell(&desk.model.name),
        WIDTHS[0],
        WIDTHS[1]
    );
    text.push_str(&bullets(&[
        "The rules of axe for WCAG 2.0 to 2.2, A and AA, and its best practices: names of controls, contrast, headings, landmarks, labels, languages.".to_owned(),
        "No page is wider than the screen: nobody scrolls sideways.".to_owned(),
        format!("The Tab key reaches every link, button and field of the first page, the list of {} and its form, and each shows where the focus is.", desk.things()),
    ]));
    text.push_str(&format!("\n## Built in\n\n{}", bullets(&built(desk))));
    text.push_str(&format!("\n## Left to people\n\n{}", bullets(&[
        "Whether a screen reader's user follows the order: try it with NVDA or VoiceOver, from the first page to a saved ".to_owned() + &desk.thing() + ".",
        "Whether the words are understood by somebody who does not know the subject.".to_owned(),
        format!("Whether pictures that people add to {} say the same without being seen.", desk.things()),
        "Voice control, switch devices and magnifiers.".to_owned(),
    ])));
    text
}

fn built(desk: &Desk<'_>) -> Vec<String> {
    let mut lines = vec![
        "A link at the top skips the navigation; after each change of page the focus is on its heading.".to_owned(),
        "A field's message is tied to it and read with it; the focus goes to the first wrong field.".to_owned(),
        "Motion stops where the system asks for less of it; colours follow the system until somebody chooses."
            .to_owned(),
        "What happened is said aloud, and what was deleted can be brought back from the same note.".to_owned(),
    ];
    if desk.model.entities.iter().any(|entity| entity.view == super::super::super::model::View::Board) {
        lines.push("Cards of a board are moved with buttons, too: nobody has to drag.".to_owned());
    }
    lines
}
