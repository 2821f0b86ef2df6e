//! What one keeps who does something: hives and inspections for beekeeping, players and matches for a chess ladder.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::lexicon::lexicon;
use super::mentions::Mention;
use super::reading::Reading;

static SUBJECTS: LazyLock<BTreeMap<String, String>> =
    LazyLock::new(|| toml::from_str(include_str!("subjects.toml")).unwrap_or_default());

/// Puts the things of a subject in its place where the request does not name them itself.
pub(super) fn unfold(found: &mut Vec<Mention>, reading: &Reading) {
    for (subject, things) in SUBJECTS.iter() {
        let said = match subject.split_once(' ') {
            Some((first, second)) => reading.follows(first, second),
            None => reading.says(subject),
        };
        if !said || reading.refused.contains(subject.as_str()) {
            continue;
        }
        let last = subject.rsplit(' ').next().unwrap_or(subject);
        let is_subject = |mention: &Mention| {
            mention.name == *subject || mention.name.ends_with(&format!(" {last}")) || mention.name == last
        };
        let of_things = |mention: &Mention| mention.pack.is_some() && !is_subject(mention);
        // `cooking classes` are classes, `fridge repairs` repairs.
        let others = found.iter().filter(|mention| of_things(mention)).count();
        let first = things.split(',').next().map(thing).and_then(|(_, pack)| pack);
        let same =
            found.iter().any(|mention| mention.pack.is_some_and(|pack| first.is_some_and(|known| known.id == pack.id)));
        let homebrew = subject.starts_with("homebrew");
        if others > usize::from(same) && !homebrew && !subject.contains(' ') {
            found.retain(|mention| !(same && mention.pack.is_none() && is_subject(mention)));
            continue;
        }
        found.retain(|mention| !(is_subject(mention) || homebrew && mention.name == "recipe"));
        for (rank, (name, pack)) in things.split(',').map(thing).enumerate() {
            if !found
                .iter()
                .any(|mention| mention.pack.is_some_and(|known| pack.is_some_and(|pack| pack.id == known.id)))
            {
                found.push(Mention {
                    name: name.to_owned(),
                    pack,
                    score: 14.0 - rank as f64,
                    modifiers: Vec::new(),
                    belongs: false,
                    kept: true,
                    around: false,
                    many: true,
                });
            }
        }
        return;
    }
}

/// `player@ranked_player`: the name, and what is known about it.
fn thing(text: &str) -> (&str, Option<&'static super::lexicon::Pack>) {
    let text = text.trim();
    match text.split_once('@') {
        Some((name, id)) => (name, lexicon().by_id(id)),
        None => (text, lexicon().by_word(text)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_thing_of_a_subject_is_known() {
        assert!(SUBJECTS.len() > 30);
        for (subject, things) in SUBJECTS.iter() {
            assert!(things.split(',').map(thing).all(|(_, pack)| pack.is_some()), "{subject}: {things}");
        }
    }
}
