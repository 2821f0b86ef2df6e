//! The nouns of a request that are things to keep, as far as words alone tell: without the words for the application
//! itself, its features, the places that it is made for and the people who only use it.

use super::phrases::{Chunk, Intro, Reading};
use super::words::words;

/// A noun phrase with the words that name the thing.
pub(crate) struct Noun<'a> {
    /// In singular: `spare part`.
    pub(crate) words: &'a [String],
    /// Words for the application's shape stood behind it: `recipe box`.
    pub(crate) shell: bool,
}

/// The noun of a phrase, without words for the application's shape at its end; `keeps` says which of these mean a thing
/// here. Nothing where only such words are left.
pub(crate) fn noun<'a>(words_of_it: &'a [String], keeps: &dyn Fn(&[String]) -> bool, chunk: &Chunk) -> Noun<'a> {
    let lists = words();
    let mut rest = words_of_it;
    let mut shell = false;
    while let Some((last, before)) = rest.split_last() {
        let shaped = is_shell(last, chunk);
        if keeps(rest) || !(shaped || lists.features.contains(last)) {
            break;
        }
        shell |= shaped;
        rest = before;
    }
    Noun { words: rest, shell }
}

/// `a tool to plan` is a shell, `borrow tools` is not.
pub(crate) fn is_shell(word: &str, chunk: &Chunk) -> bool {
    let thing = match word {
        "tool" => {
            let keepers = "library shed rental hire share inventory loan crib";
            let before = |keeper: &String| keepers.split(' ').any(|word| word == keeper);
            chunk.many
                || chunk.verb.is_some()
                || chunk.words.windows(2).any(|pair| pair[0] == "tool" && before(&pair[1]))
        }
        // `arrangements, families, services`.
        "service" => chunk.many && chunk.words.len() == 1 && chunk.intro == Intro::With,
        "manager" => chunk.many && chunk.words.len() == 1,
        _ => false,
    };
    words().shells.contains(word) && !thing
}

/// Words for what things have rather than for things.
const DETAILS: &str = "weight height length size colour color location place address rate rent cost price fee value expiry \
    method origin temperature humidity mileage duration distance quantity contact phone email website note comment \
    deadline priority difficulty brand author artist owner condition compliant genre species breed serving portion \
    name title description amount total date time status stage level number type kind";

/// The heads of the nouns of a reading, in singular and in its order, each once.
pub(crate) fn things(reading: &Reading) -> Vec<String> {
    let lists = words();
    let mut found: Vec<String> = Vec::new();
    for chunk in reading.chunks.iter().filter(|chunk| !chunk.owner) {
        let noun = noun(&chunk.words, &|_| false, chunk);
        let Some(head) = noun.words.last() else { continue };
        let around = matches!(chunk.intro, Intro::For | Intro::Place | Intro::By);
        let place = lists.places.contains(head) && !(noun.shell && noun.words.len() > 1);
        let person = lists.people.contains(head) && around && !noun.shell && !chunk.many;
        let detail = around && !chunk.many && !noun.shell;
        let of_a_thing = !chunk.many && DETAILS.split_whitespace().any(|word| word == head);
        if !(place || person || detail || of_a_thing || found.contains(head)) {
            found.push(head.clone());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::phrases::read;

    fn things(text: &str) -> Vec<String> {
        super::things(&read(text))
    }

    #[test]
    fn things_are_told_from_shells_places_and_features() {
        assert_eq!(things("A recipe box where my family can save recipes with ingredients"), ["recipe", "ingredient"]);
        assert_eq!(things("tool library for our street"), ["tool"]);
        assert_eq!(things("Pet sitter diary: visits, owners, pets, without gaps"), ["sitter", "visit", "owner", "pet"]);
        assert_eq!(things("Note each visit and its cost"), ["visit"]);
    }
}
