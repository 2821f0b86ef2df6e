//! What to say about a request in which nothing to keep was found.

use super::nouns::things;
use super::phrases::read;
use super::words::words;

/// What is said then.
pub(crate) const NOTHING: &str =
    "Little was understood of the request, so the application keeps notes; say what it should keep instead.";

/// Says so where a text names neither a thing nor a place nor a feature; nothing where it does.
pub(crate) fn remark(text: &str) -> Option<&'static str> {
    let (reading, lists) = (read(text), words());
    let known = |lemma: &String| lists.places.contains(lemma) || lists.features.contains(lemma);
    let understood = !things(&reading).is_empty() || reading.tokens.iter().any(|token| known(&token.lemma));
    (!understood).then_some(NOTHING)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_names_nothing_is_remarked_on() {
        for text in ["🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉", "please make me an app for me", "…………………………"]
        {
            assert_eq!(remark(text), Some(NOTHING), "{text}");
        }
        for text in [
            "A recipe box for my family",
            "An online shop",
            "Una aplicación para gestionar recetas",
            "search and login",
        ] {
            assert_eq!(remark(text), None, "{text}");
        }
    }
}
