//! Reading ease after Flesch (R. Flesch, *A new readability yardstick*, Journal of Applied Psychology 32, 1948):
//! 206.835 − 1.015 × words per sentence − 84.6 × syllables per word.

/// What was counted in a text.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Counted {
    pub sentences: usize,
    pub words: usize,
    pub syllables: usize,
    pub longest: usize,
}

impl Counted {
    /// The Flesch score: 60 and above is plain English, 90 is very easy. `None` for a text without words.
    pub(super) fn ease(self) -> Option<f64> {
        (self.words > 0 && self.sentences > 0).then(|| {
            206.835
                - 1.015 * (self.words as f64 / self.sentences as f64)
                - 84.6 * (self.syllables as f64 / self.words as f64)
        })
    }

    /// Both together.
    pub(super) fn plus(self, other: Self) -> Self {
        Self {
            sentences: self.sentences + other.sentences,
            words: self.words + other.words,
            syllables: self.syllables + other.syllables,
            longest: self.longest.max(other.longest),
        }
    }
}

/// Counts a text. A line end or `.`, `!`, `?` ends a sentence.
pub(super) fn counted(text: &str) -> Counted {
    let each = text.split(['.', '!', '?', '\n']).map(sentence).filter(|sentence| sentence.words > 0);
    each.fold(Counted::default(), Counted::plus)
}

fn sentence(text: &str) -> Counted {
    let spoken = text
        .split(|letter: char| !letter.is_alphabetic() && letter != '\'')
        .filter(|word| word.chars().any(char::is_alphabetic));
    let (words, syllables) = spoken.fold((0, 0), |(words, sum), word| (words + 1, sum + syllables(word)));
    Counted { sentences: 1, words, syllables, longest: words }
}

/// Groups of vowels, without a silent `e` at the end; at least one.
pub(super) fn syllables(word: &str) -> usize {
    let word = word.to_lowercase();
    let vowel = |letter: char| "aeiouyäöüéè".contains(letter);
    let (groups, _) = word.chars().fold((0_usize, false), |(groups, before), letter| {
        (groups + usize::from(vowel(letter) && !before), vowel(letter))
    });
    let silent = (word.ends_with('e') && !word.ends_with("le") && !word.ends_with("ee"))
        || (word.ends_with("ed") && !word.ends_with("ted") && !word.ends_with("ded"));
    groups.saturating_sub(usize::from(silent)).max(1)
}

/// A score in words, after Flesch's own table.
pub(super) fn grade(ease: f64) -> &'static str {
    match ease {
        ease if ease >= 90.0 => "very easy",
        ease if ease >= 80.0 => "easy",
        ease if ease >= 70.0 => "fairly easy",
        ease if ease >= 60.0 => "standard",
        ease if ease >= 50.0 => "fairly difficult",
        ease if ease >= 30.0 => "difficult",
        _ => "very difficult",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_are_counted_as_they_are_spoken() {
        for (word, expected) in
            [("cat", 1), ("recipe", 2), ("table", 2), ("save", 1), ("saved", 1), ("added", 2), ("inventory", 4)]
        {
            assert_eq!(syllables(word), expected, "{word}");
        }
    }

    #[test]
    fn a_known_text_gets_its_known_score() {
        // Six words, one sentence, six syllables: 206.835 − 6.09 − 84.6.
        let score = counted("The cat sat on the mat.").ease().unwrap_or_default();
        assert!((score - 116.145).abs() < 0.001, "{score}");
        assert_eq!(counted("").ease(), None);
    }

    #[test]
    fn long_words_are_harder_than_short_ones() {
        let easy = counted("Save it. It stays here.").ease();
        let hard = counted("Authorisation configuration necessitates organisational administration.").ease();
        assert!(easy > hard);
    }
}
