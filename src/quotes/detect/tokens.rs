//! A text as words: each with its place in the text, its folded form, and what separates it from the word before.

/// What stands between a word and the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Break {
    /// Space or a hyphen.
    None,
    /// A comma.
    Comma,
    /// The end of a clause.
    Stop,
    /// A colon: ends a clause, and may head a list.
    Colon,
    /// A new line with a list mark.
    Item,
}

/// A word of the text.
#[derive(Clone, Debug)]
pub(super) struct Token {
    /// First byte.
    pub start: usize,
    /// First byte after it.
    pub end: usize,
    /// Lower case, straight apostrophes, without a possessive ending.
    pub word: String,
    /// What stands before it.
    pub before: Break,
    /// Written with a capital.
    pub capital: bool,
    /// Joined to the word before by a hyphen: `login-free`.
    pub hyphenated: bool,
}

impl Token {
    /// Whether the clause goes on from the word before.
    pub(super) fn joined(&self) -> bool {
        matches!(self.before, Break::None | Break::Comma)
    }
}

/// The words of `text`, in order.
pub(super) fn tokenize(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut gap_from = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((start, first)) = chars.next() {
        if !first.is_alphanumeric() {
            continue;
        }
        let mut end = start + first.len_utf8();
        while let Some((at, c)) = chars.next_if(|(at, c)| c.is_alphanumeric() || inside(text, *at, *c)) {
            end = at + c.len_utf8();
            // `l'accès`, `d'utilisateurs`: the article is a word of its own.
            if is_apostrophe(c) && text[start..at].chars().count() <= 2 {
                break;
            }
        }
        let before = if tokens.is_empty() { Break::Stop } else { separation(&text[gap_from..start]) };
        let hyphenated = matches!(text[gap_from..start].trim_matches(is_invisible), "-" | "‑");
        let word = folded(&text[start..end]);
        tokens.push(Token { start, end, word, before, capital: first.is_uppercase(), hyphenated });
        gap_from = end;
    }
    tokens
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ')
}

/// Marks without a width: nothing, wherever they stand.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}

/// Whether `c` at `at` is an apostrophe, a combining mark or nothing to see, within a word.
fn inside(text: &str, at: usize, c: char) -> bool {
    let followed = || text[at + c.len_utf8()..].chars().next().is_some_and(char::is_alphanumeric);
    ((is_apostrophe(c) || is_invisible(c)) && followed()) || ('\u{300}'..='\u{36f}').contains(&c)
}

fn folded(word: &str) -> String {
    let seen = word.to_lowercase();
    let lower: String =
        seen.chars().filter(|c| !is_invisible(*c)).map(|c| if is_apostrophe(c) { '\'' } else { c }).collect();
    lower.strip_suffix("'s").map_or(lower.clone(), str::to_owned)
}

fn separation(gap: &str) -> Break {
    if gap.contains([':', '：']) {
        return Break::Colon;
    }
    let mut separation = Break::None;
    for (at, c) in gap.char_indices() {
        let rest = &gap[at + c.len_utf8()..];
        match c {
            '\n' if rest.trim_start().starts_with(['-', '*', '•', '–', '+']) => return Break::Item,
            ';' | '!' | '?' | '\n' | '—' | '–' | '(' | ')' | '•' | '。' | '；' | '！' | '？' | '।' => {
                return Break::Stop;
            }
            // A dot within `Next.js` or a hyphen within `sign-in` separates nothing.
            '.' | '-' | '*' if rest.starts_with(char::is_whitespace) => return Break::Stop,
            ',' | '、' | '，' => separation = Break::Comma,
            _ => {}
        }
    }
    separation
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        tokenize(text).into_iter().map(|one| one.word).collect()
    }

    #[test]
    fn words_are_folded_and_keep_their_inner_apostrophes() {
        assert_eq!(
            words("Don’t sign-in: the Members' club, Anna's"),
            ["don't", "sign", "in", "the", "members", "club", "anna"]
        );
        assert_eq!(words("pas d'accès"), ["pas", "d'", "accès"]);
    }

    #[test]
    fn what_cannot_be_seen_is_nothing() {
        assert_eq!(words("re\u{200b}cipe b\u{ad}ox\u{feff}, log\u{2060}in"), ["recipe", "box", "login"]);
    }

    #[test]
    fn clauses_end_at_stops_but_not_inside_names() {
        let ends: Vec<Break> =
            tokenize("A Next.js app. Pay-per-use, no login - fine: yes").into_iter().map(|one| one.before).collect();
        let (none, comma, stop) = (Break::None, Break::Comma, Break::Stop);
        assert_eq!(ends, [stop, none, none, none, stop, none, none, comma, none, stop, Break::Colon]);
    }

    #[test]
    fn items_of_a_list_are_told_from_other_lines() {
        let ends: Vec<Break> = tokenize("No:\n- login\n* chat\nYes").into_iter().map(|one| one.before).collect();
        assert_eq!(ends, [Break::Stop, Break::Colon, Break::Item, Break::Stop]);
    }

    #[test]
    fn places_point_into_the_text() {
        let text = "Añade « mots » 検索 и поиск";
        for token in tokenize(text) {
            assert_eq!(folded(&text[token.start..token.end]), token.word);
        }
    }
}
