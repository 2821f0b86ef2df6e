//! Sets of words, written as text and read once.

use std::collections::HashSet;
use std::sync::LazyLock;

/// A set of words.
pub(super) type WordSet = LazyLock<HashSet<&'static str>>;

/// Defines sets of words, each from a text that lists them.
macro_rules! word_sets {
    ($($(#[$doc:meta])* $name:ident = $text:literal;)+) => {
        $($(#[$doc])* pub(super) static $name: $crate::quotes::detect::word_set::WordSet =
            std::sync::LazyLock::new(|| $text.split_whitespace().collect());)+
    };
}

pub(super) use word_sets;
