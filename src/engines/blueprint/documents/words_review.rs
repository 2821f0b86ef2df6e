//! `docs/words-review.md`: the words on the screen, measured: reading ease, length, one word for each thing.

use std::collections::BTreeMap;

use super::desk::{Desk, Document, Work};
use super::language::{bullets, capital, cell, count, lower, table};
use super::readability::{Counted, counted, grade};

/// Reading ease from which a text counts as plain English.
const PLAIN: f64 = 60.0;
/// Longest label that still fits on a button of a telephone, in letters.
const LABEL_LIMIT: usize = 28;
/// Longest sentence that is read in one go, in words (plain-language guides ask for 20 at most).
const SENTENCE_LIMIT: usize = 20;

/// Writes the review.
pub(super) fn write(desk: &Desk<'_>) -> Work {
    let texts = texts(desk);
    let measured: Vec<(String, Counted)> = texts
        .iter()
        .map(|(name, lines)| {
            (name.clone(), lines.iter().map(|line| counted(line)).fold(Counted::default(), Counted::plus))
        })
        .collect();
    let findings = findings(desk, &texts);
    let all = measured.iter().map(|(_, one)| *one).fold(Counted::default(), Counted::plus);
    let ease = all.ease().unwrap_or_default();
    let says = format!(
        "Wrote docs/words-review.md: reading ease {ease:.0} ({}), {}.",
        grade(ease),
        count(findings.len(), "finding", "findings")
    );
    let verdict = if ease >= PLAIN { "Accepted" } else { "Accepted with a warning" };
    let mut decisions = vec![format!(
        "{verdict}: reading ease {ease:.0} over {} words; {PLAIN} and above is plain English.",
        all.words
    )];
    decisions.push(match findings.first() {
        Some(first) => format!("Sent back to the next version: {}", lower(first)),
        None => {
            format!("Nothing sent back: no sentence has more than {SENTENCE_LIMIT} words, and each thing has one name.")
        }
    });
    if let Some(total) = path_seconds(desk) {
        decisions
            .push(format!("The path to the first {} is not shortened further: {total}.", super::funnel::goal(desk)));
    }
    Work {
        opening: vec![format!("Measured {} words in {} sentences of the interface.", all.words, all.sentences)],
        documents: vec![Document { path: "docs/words-review.md", text: text(desk, &measured, &findings), says }],
        decisions,
    }
}

/// What funnel architect found as the length of the path.
fn path_seconds(desk: &Desk<'_>) -> Option<String> {
    let line = desk.file("docs/funnel.md")?.lines().find(|line| line.starts_with("Together about "))?;
    line.split(". ").next().map(|first| lower(first.trim_end_matches('.')))
}

/// The texts to measure, by where they stand.
fn texts(desk: &Desk<'_>) -> Vec<(String, Vec<String>)> {
    let model = desk.model;
    let mut texts = Vec::new();
    if let Some(words) = desk.file("js/words.js") {
        texts.push(("words of the interface".to_owned(), strings(words)));
    }
    texts.push((
        "name, tagline and purposes".to_owned(),
        std::iter::once(model.tagline.clone())
            .chain(model.entities.iter().map(|entity| entity.purpose.clone()))
            .collect(),
    ));
    let labels = model.entities.iter().flat_map(|entity| entity.fields.iter().map(|field| field.label.clone()));
    texts.push(("field labels".to_owned(), labels.collect()));
    let hints: Vec<String> =
        model.entities.iter().flat_map(|entity| entity.fields.iter().filter_map(|field| field.help.clone())).collect();
    if !hints.is_empty() {
        texts.push(("hints below fields".to_owned(), hints));
    }
    if let Some(voice) = desk.file("docs/voice.md") {
        let samples = voice
            .lines()
            .skip_while(|line| *line != "## Sentences that appear")
            .filter(|line| line.starts_with("| "))
            .skip(2);
        texts.push((
            "sample sentences of the voice".to_owned(),
            samples
                .filter_map(|row| row.split(" | ").nth(1))
                .map(|cell| cell.trim_end_matches(" |").to_owned())
                .collect(),
        ));
    }
    texts
}

/// The quoted strings of a module that speak: with a space or a capital letter, without markup or paths.
fn strings(source: &str) -> Vec<String> {
    let mut found = Vec::new();
    for line in
        source.lines().filter(|line| !line.trim_start().starts_with("//") && !line.trim_start().starts_with("import"))
    {
        let mut rest = line;
        while let Some(start) = rest.find(['\'', '"', '`']) {
            let (_, from) = rest.split_at(start);
            let mark = from.chars().next().unwrap_or('\'');
            let inside = &from[mark.len_utf8()..];
            let Some(end) = closing(inside, mark) else { break };
            let said = inside[..end].replace("\\'", "'").replace("\\\"", "\"");
            if said.contains(' ') || said.starts_with(char::is_uppercase) {
                found.push(without_placeholders(&said));
            }
            rest = &inside[end + mark.len_utf8()..];
        }
    }
    found
}

/// Where the quotation ends; a backslash keeps a mark from ending it.
fn closing(text: &str, mark: char) -> Option<usize> {
    let mut escaped = false;
    text.char_indices().find_map(|(at, letter)| {
        let ends = letter == mark && !escaped;
        escaped = letter == '\\' && !escaped;
        ends.then_some(at)
    })
}

/// `Add ${thing}` is read as `Add thing`.
fn without_placeholders(text: &str) -> String {
    text.replace("${", "").replace(['{', '}'], "")
}

fn findings(desk: &Desk<'_>, texts: &[(String, Vec<String>)]) -> Vec<String> {
    let mut lines = Vec::new();
    for (name, each) in texts {
        let sentences = each.iter().flat_map(|text| text.split(['.', '!', '?', '\n']));
        let long: Vec<&str> =
            sentences.filter(|sentence| sentence.split_whitespace().count() > SENTENCE_LIMIT).collect();
        if let Some(first) = long.first() {
            lines.push(format!(
                "{} of more than {SENTENCE_LIMIT} words in the {name}; cut \"{} …\" in two.",
                capital(&count(long.len(), "sentence", "sentences")),
                cell(&first.split_whitespace().take(6).collect::<Vec<_>>().join(" "))
            ));
        }
    }
    for entity in &desk.model.entities {
        let long = entity.fields.iter().find(|field| field.label.chars().count() > LABEL_LIMIT);
        if let Some(field) = long {
            lines.push(format!(
                "The label \"{}\" of {} has more than {LABEL_LIMIT} letters and will wrap on a telephone.",
                cell(&field.label),
                lower(&entity.plural)
            ));
        }
    }
    lines.extend(two_names(desk));
    lines.extend(same_name(desk));
    lines
}

/// One label written in two ways: `Due date` here, `Due Date` there.
fn two_names(desk: &Desk<'_>) -> Vec<String> {
    let mut spelled: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for field in desk.model.entities.iter().flat_map(|entity| &entity.fields) {
        let forms = spelled.entry(field.label.to_lowercase().replace(['-', '_'], " ")).or_default();
        if !forms.contains(&field.label.as_str()) {
            forms.push(&field.label);
        }
    }
    let doubled = spelled.into_values().filter(|forms| forms.len() > 1);
    doubled.map(|forms| format!("One label, two spellings: \"{}\". Keep the first.", forms.join("\" and \""))).collect()
}

/// Two fields of one form with the same label.
fn same_name(desk: &Desk<'_>) -> Vec<String> {
    let mut lines = Vec::new();
    for entity in &desk.model.entities {
        for (at, field) in entity.fields.iter().enumerate() {
            if entity.fields.iter().take(at).any(|other| other.label == field.label) {
                lines.push(format!(
                    "Two fields of {} are called \"{}\"; a reader cannot tell them apart.",
                    lower(&entity.plural),
                    cell(&field.label)
                ));
            }
        }
    }
    lines
}

fn text(desk: &Desk<'_>, measured: &[(String, Counted)], findings: &[String]) -> String {
    let rows: Vec<Vec<String>> = measured
        .iter()
        .filter(|(_, one)| one.words > 0)
        .map(|(name, one)| {
            let ease = one.ease().unwrap_or_default();
            vec![
                name.clone(),
                one.words.to_string(),
                format!("{:.1}", one.words as f64 / one.sentences.max(1) as f64),
                one.longest.to_string(),
                // The formula is made for sentences; over single words it swings widely.
                if one.words < 2 * one.sentences {
                    "judged by length".to_owned()
                } else {
                    format!("{ease:.0}, {}", grade(ease))
                },
            ]
        })
        .collect();
    let mut text = format!(
        "# {}: the words, measured\n\n{}\n",
        cell(&desk.model.name),
        table(&["Text", "Words", "Words a sentence", "Longest", "Reading ease"], &rows)
    );
    text.push_str("Reading ease after R. Flesch, *A new readability yardstick*, Journal of Applied Psychology 32 (1948): 206.835 − 1.015 × words per sentence − 84.6 × syllables per word. 60 to 70 is standard English. Syllables are counted by groups of vowels, which is within a few percent for common words; labels of one or two words swing widely and are judged by length instead.\n\n");
    if findings.is_empty() {
        text.push_str(&format!("## Findings\n\nNothing to change. No sentence has more than {SENTENCE_LIMIT} words, no label more than {LABEL_LIMIT} letters, and no label is spelled in two ways.\n"));
    } else {
        text.push_str(&format!("## Findings\n\n{}", bullets(findings)));
    }
    text.push_str(&format!("\n## Names in use\n\n{}", bullets(&names(desk))));
    if let Some(seconds) = path_seconds(desk) {
        text.push_str(&format!("\n## The path\n\nTo the first {}: {seconds}.\n", super::funnel::goal(desk)));
    }
    text
}

/// How often each thing is named in the interface's own words.
fn names(desk: &Desk<'_>) -> Vec<String> {
    let spoken = desk.file("js/words.js").map(str::to_lowercase).unwrap_or_default();
    let line = |entity: &super::super::model::Entity| {
        let times = spoken.matches(&entity.singular.to_lowercase()).count();
        let place = if times == 0 {
            "comes from the model wherever it is shown".to_owned()
        } else {
            format!("stands {} in the interface's words", count(times, "time", "times"))
        };
        format!("\"{}\" and \"{}\": {place}.", cell(&lower(&entity.singular)), cell(&lower(&entity.plural)))
    };
    desk.model.entities.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::strings;

    #[test]
    fn only_text_for_people_is_measured() {
        let source = "// Not this.\nimport { a } from './a.js';\nexport const words = { add: 'Add a recipe', key: 'plain', it: 'It\\'s kept' };";
        assert_eq!(strings(source), ["Add a recipe", "It's kept"]);
    }
}
