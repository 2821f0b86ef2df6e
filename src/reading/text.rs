//! Words of a request: tokens with their basic forms, and the way back from words to labels and identifiers.

use super::inflection::singular;

/// What stands between a word and the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gap {
    /// Nothing, or a space.
    Space,
    /// A comma, dash or bracket.
    Comma,
    /// A colon: a list follows.
    Colon,
    /// The end of a sentence or line.
    Stop,
}

/// One word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    /// As written.
    pub(crate) raw: String,
    /// In small letters.
    pub(crate) word: String,
    /// The singular.
    pub(crate) lemma: String,
    /// What stands before it.
    pub(crate) gap: Gap,
    /// It ended in `'s`.
    pub(crate) possessive: bool,
}

/// Longer texts are read up to here; what an application is about is said early.
const MOST_TOKENS: usize = 3_000;

/// Longer words are no words.
const LONGEST_WORD: usize = 32;

/// Splits a text into words. Total for any text.
pub(crate) fn tokens(text: &str) -> Vec<Token> {
    let text = normalised(text);
    let mut found: Vec<Token> = Vec::new();
    let mut current = String::new();
    let mut gap = Gap::Stop;
    for character in text.chars().chain(std::iter::once(' ')) {
        if character.is_alphanumeric() || (character == '\'' && !current.is_empty()) || is_mark(character) {
            current.push(character);
            continue;
        }
        if !current.is_empty() {
            if let Some(token) = token(&current, gap) {
                found.push(token);
                gap = Gap::Space;
            }
            current.clear();
            if found.len() >= MOST_TOKENS {
                break;
            }
        }
        gap = widest(gap, character);
    }
    found
}

/// Combining marks belong to the letter before them.
fn is_mark(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36f}')
}

fn widest(gap: Gap, character: char) -> Gap {
    match (gap, character) {
        (Gap::Stop, _) | (_, '.' | '!' | '?' | ';' | '\n' | '。' | '！' | '？') => Gap::Stop,
        (Gap::Colon, _) | (_, ':') => Gap::Colon,
        (Gap::Comma, _) | (_, ',' | '(' | ')' | '–' | '—' | '·' | '•' | '、' | '،' | '|' | '/' | '[' | ']') => {
            Gap::Comma
        }
        _ => Gap::Space,
    }
}

fn token(text: &str, gap: Gap) -> Option<Token> {
    let trimmed = text.trim_end_matches('\'');
    let (raw, possessive) = match trimmed.strip_suffix("'s").or_else(|| trimmed.strip_suffix("'S")) {
        Some(owner) if !matches!(owner.to_lowercase().as_str(), "it" | "let" | "that" | "what" | "there" | "who") => {
            (owner, true)
        }
        _ => (trimmed, trimmed.len() < text.len()),
    };
    if raw.is_empty() || raw.chars().count() > LONGEST_WORD {
        return None;
    }
    let word = raw.to_lowercase();
    let lemma = singular(&word);
    Some(Token { raw: raw.to_owned(), word, lemma, gap, possessive })
}

/// Spellings with a mark inside, and the words that they stand for.
const SPELLINGS: &[(&str, &str)] = &[
    ("e-mail", "email"),
    ("E-mail", "Email"),
    ("to-do", "todo"),
    ("To-do", "Todo"),
    ("check-in", "checkin"),
    ("sign-up", "signup"),
    ("sign-in", "login"),
    ("log-in", "login"),
    ("e-commerce", "shop"),
    ("e-book", "ebook"),
    ("co-op", "coop"),
    ("buy-in", "stake"),
    ("D&D", "DnD"),
    ("Q&A", "discussion"),
    ("R&D", "research"),
    ("set-up", "setup"),
    ("lost and found", "lost property"),
    ("Lost and found", "Lost property"),
    ("Lost and Found", "Lost property"),
    ("online shop", "webshop"),
    ("Online shop", "Webshop"),
    ("online store", "webshop"),
    ("Online store", "Webshop"),
    ("lost & found", "lost property"),
    ("Lost & Found", "Lost property"),
    ("waiting list", "waitlist"),
    ("Waiting list", "Waitlist"),
    ("date night", "outing"),
    ("home brew", "homebrew"),
    ("home-brew", "homebrew"),
    ("bee keeping", "beekeeping"),
];

/// The text without characters that nobody sees.
pub(crate) fn visible(text: &str) -> String {
    let hidden = |c: char| matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}');
    text.chars().filter(|c| !hidden(*c)).collect()
}

/// Makes spellings with a hyphen or an odd apostrophe one, and drops HTML tags.
fn normalised(text: &str) -> String {
    let text = visible(text);
    let mut plain = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(start) = rest.find('<') {
        plain.push_str(&rest[..start]);
        let after = &rest[start + 1..];
        let is_tag = after.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!');
        match after.find('>').filter(|end| is_tag && *end < 300) {
            Some(end) => {
                plain.push_str(" . ");
                rest = &after[end + 1..];
                // What stands in a script or a style is no text.
                for closing in ["script", "style"] {
                    let opens = after.get(..closing.len()).is_some_and(|tag| tag.eq_ignore_ascii_case(closing));
                    let closed = if opens { rest.to_ascii_lowercase().find(&format!("</{closing}")) } else { None };
                    rest = closed.map_or(rest, |at| &rest[at..]);
                }
            }
            None => {
                plain.push(' ');
                rest = after;
            }
        }
    }
    plain.push_str(rest);
    let mut plain = plain.replace(['’', '‘', '`'], "'");
    for (from, to) in SPELLINGS {
        if plain.contains(from) {
            plain = plain.replace(from, to);
        }
    }
    plain
}

/// `spare part` becomes `Spare part`.
pub(crate) fn capital(text: &str) -> String {
    let mut characters = text.chars();
    let made: String = match characters.next() {
        Some(first) => first.to_uppercase().chain(characters).collect(),
        None => return String::new(),
    };
    // `O'brien` is O'Brien.
    match made.strip_prefix("O'").and_then(|rest| rest.chars().next().map(|first| (first, rest))) {
        Some((first, rest)) if rest.len() > 3 => {
            format!("O'{}{}", first.to_uppercase(), &rest[first.len_utf8()..])
        }
        _ => made,
    }
}

/// `spare part` becomes `Spare Part`; small words inside stay small.
pub(crate) fn title_case(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let small = ["of", "for", "and", "the", "a", "an", "in", "on", "to", "with", "by"];
    let shown = |(index, word): (usize, &&str)| {
        if index > 0 && small.contains(word) { (*word).to_owned() } else { capital(word) }
    };
    words.iter().enumerate().map(shown).collect::<Vec<_>>().join(" ")
}

/// A valid identifier in snake case, or nothing when the text has no letters for one.
pub(crate) fn identifier(text: &str) -> Option<String> {
    let mut made = String::new();
    for character in text.chars() {
        match ascii(character) {
            Some(letters) => made.push_str(letters),
            None if character.is_ascii_alphanumeric() => made.push(character.to_ascii_lowercase()),
            None if !made.ends_with('_') && !made.is_empty() => made.push('_'),
            None => {}
        }
        if made.len() >= 40 {
            break;
        }
    }
    let made = made.trim_matches('_');
    made.starts_with(|c: char| c.is_ascii_lowercase()).then(|| made.to_owned())
}

fn ascii(character: char) -> Option<&'static str> {
    Some(match character.to_lowercase().next()? {
        'á' | 'à' | 'â' | 'ã' | 'å' => "a",
        'ä' | 'æ' => "ae",
        'é' | 'è' | 'ê' | 'ë' => "e",
        'í' | 'ì' | 'î' | 'ï' => "i",
        'ó' | 'ò' | 'ô' | 'õ' | 'ø' => "o",
        'ö' | 'œ' => "oe",
        'ú' | 'ù' | 'û' => "u",
        'ü' => "ue",
        'ñ' => "n",
        'ç' => "c",
        'ß' => "ss",
        _ => return None,
    })
}

/// A stable number for a text (FNV-1a), small enough to stay exact in JavaScript.
pub(crate) fn hash(text: &str) -> u64 {
    let hashed = text
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    (hashed ^ (hashed >> 31)) & 0xffff_ffff_ffff
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_are_plain_letters() {
        assert_eq!(identifier("Queen's mark").as_deref(), Some("queen_s_mark"));
        assert_eq!(identifier("Größe in m²").as_deref(), Some("groesse_in_m"));
        assert_eq!(identifier("وصفة"), None);
        assert_eq!(identifier("7 things"), None);
    }

    #[test]
    fn tags_are_no_words_and_owners_are_seen() {
        let found = tokens("<b>Falconry</b> club's log");
        let words: Vec<&str> = found.iter().map(|token| token.word.as_str()).collect();
        assert_eq!(words, ["falconry", "club", "log"]);
        assert!(found[1].possessive && !found[2].possessive);
    }
}
