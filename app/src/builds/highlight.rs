//! Syntax colours for what agents write. A small scanner, not a parser: it must never lose a character and never be
//! slow, and a wrong colour does no harm.

/// What a file is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// JavaScript, and close relatives.
    Script,
    /// Style sheets.
    Css,
    /// HTML, SVG, XML.
    Markup,
    /// JSON.
    Json,
    /// Markdown.
    Markdown,
    /// Anything else.
    Plain,
}

impl Language {
    /// By the name's end.
    #[must_use]
    pub fn of(path: &str) -> Self {
        match path.rsplit('.').next().unwrap_or_default() {
            "js" | "mjs" | "ts" | "jsx" | "tsx" => Self::Script,
            "css" => Self::Css,
            "html" | "svg" | "xml" => Self::Markup,
            "json" | "webmanifest" => Self::Json,
            "md" => Self::Markdown,
            _ => Self::Plain,
        }
    }
}

/// What a piece of text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Nothing in particular.
    Text,
    /// For people only.
    Comment,
    /// Words of the language.
    Keyword,
    /// Quoted.
    String,
    /// Counted.
    Number,
    /// Tags, properties, headings.
    Name,
}

impl Kind {
    /// As the style sheet knows it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Comment => "comment",
            Self::Keyword => "keyword",
            Self::String => "string",
            Self::Number => "number",
            Self::Name => "name",
        }
    }
}

/// A coloured piece of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: Kind,
    /// Its characters.
    pub text: String,
}

const KEYWORDS: [&str; 38] = [
    "as",
    "async",
    "await",
    "break",
    "case",
    "catch",
    "class",
    "const",
    "continue",
    "default",
    "delete",
    "else",
    "export",
    "extends",
    "false",
    "finally",
    "for",
    "from",
    "function",
    "if",
    "import",
    "in",
    "instanceof",
    "let",
    "new",
    "null",
    "of",
    "return",
    "static",
    "switch",
    "this",
    "throw",
    "true",
    "try",
    "typeof",
    "undefined",
    "while",
    "yield",
];

/// The lines of `text`, each as coloured pieces.
#[must_use]
pub fn highlight(text: &str, language: Language) -> Vec<Vec<Token>> {
    let mut lines = vec![Vec::new()];
    let mut rest = text;
    while !rest.is_empty() {
        let at_line_start = lines.last().is_none_or(Vec::is_empty);
        let (kind, length) = next(rest, language, at_line_start);
        let (piece, after) = rest.split_at(length.clamp(1, rest.len()));
        rest = after;
        push(&mut lines, kind, piece);
    }
    lines
}

fn push(lines: &mut Vec<Vec<Token>>, kind: Kind, piece: &str) {
    for (index, part) in piece.split('\n').enumerate() {
        if index > 0 {
            lines.push(Vec::new());
        }
        let Some(line) = lines.last_mut().filter(|_| !part.is_empty()) else { continue };
        match line.last_mut() {
            Some(last) if last.kind == kind => last.text.push_str(part),
            _ => line.push(Token { kind, text: part.to_owned() }),
        }
    }
}

/// The kind and length in bytes of the piece that `rest` begins with; always at a character's end.
fn next(rest: &str, language: Language, at_line_start: bool) -> (Kind, usize) {
    let found = match language {
        Language::Script => script(rest),
        Language::Css => css(rest),
        Language::Markup => markup(rest),
        Language::Json => json(rest),
        Language::Markdown => markdown(rest, at_line_start),
        Language::Plain => Some((Kind::Text, rest.len())),
    };
    found.unwrap_or_else(|| (Kind::Text, rest.chars().next().map_or(1, char::len_utf8)))
}

fn script(rest: &str) -> Option<(Kind, usize)> {
    if rest.starts_with("//") {
        return Some((Kind::Comment, line_end(rest)));
    }
    block(rest, "/*", "*/").or_else(|| quoted(rest, "\"'`")).or_else(|| number(rest)).or_else(|| {
        let length = word(rest)?;
        let kind = if KEYWORDS.binary_search(&&rest[..length]).is_ok() { Kind::Keyword } else { Kind::Text };
        Some((kind, length))
    })
}

fn css(rest: &str) -> Option<(Kind, usize)> {
    block(rest, "/*", "*/").or_else(|| quoted(rest, "\"'")).or_else(|| number(rest)).or_else(|| {
        if let Some(name) = rest.strip_prefix('@') {
            return Some((Kind::Keyword, 1 + word(name).unwrap_or(0)));
        }
        let length = word(rest)?;
        let after = rest[length..].trim_start();
        let kind = if after.starts_with(':') && !after.starts_with("::") { Kind::Name } else { Kind::Text };
        Some((kind, length))
    })
}

fn markup(rest: &str) -> Option<(Kind, usize)> {
    if let Some(found) = block(rest, "<!--", "-->") {
        return Some(found);
    }
    if rest.starts_with('<') {
        let name = rest.char_indices().skip(1).find(|(_, c)| !(c.is_alphanumeric() || "/!-".contains(*c)));
        return Some((Kind::Name, name.map_or(rest.len(), |(at, _)| at)));
    }
    if rest.starts_with('>') || rest.starts_with("/>") {
        return Some((Kind::Name, if rest.starts_with('>') { 1 } else { 2 }));
    }
    // Quotes count only after `=`, so that an apostrophe in a sentence starts nothing.
    if let Some(value) = rest.strip_prefix("=\"") {
        let length = value.find('"').map_or(rest.len(), |at| at + 3);
        return Some((Kind::String, length));
    }
    word(rest).map(|length| (Kind::Text, length))
}

fn json(rest: &str) -> Option<(Kind, usize)> {
    if let Some((_, length)) = quoted(rest, "\"") {
        let is_key = rest[length..].trim_start().starts_with(':');
        return Some((if is_key { Kind::Name } else { Kind::String }, length));
    }
    number(rest).or_else(|| word(rest).map(|length| (Kind::Keyword, length)))
}

fn markdown(rest: &str, at_line_start: bool) -> Option<(Kind, usize)> {
    if at_line_start && rest.starts_with('#') {
        return Some((Kind::Name, line_end(rest)));
    }
    if at_line_start && (rest.starts_with("- ") || rest.starts_with("* ")) {
        return Some((Kind::Keyword, 1));
    }
    block(rest, "```", "```")
        .map(|(_, length)| (Kind::String, length))
        .or_else(|| quoted(rest, "`"))
        .or_else(|| word(rest).map(|length| (Kind::Text, length)))
}

fn line_end(rest: &str) -> usize {
    rest.find('\n').unwrap_or(rest.len())
}

fn block(rest: &str, open: &str, close: &str) -> Option<(Kind, usize)> {
    let inside = rest.strip_prefix(open)?;
    let length = inside.find(close).map_or(rest.len(), |at| open.len() + at + close.len());
    Some((Kind::Comment, length))
}

fn quoted(rest: &str, marks: &str) -> Option<(Kind, usize)> {
    let mark = rest.chars().next().filter(|first| marks.contains(*first))?;
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '\n' if mark != '`' => return Some((Kind::String, at)),
            _ if c == mark => return Some((Kind::String, at + 1)),
            _ => {}
        }
    }
    Some((Kind::String, rest.len()))
}

fn number(rest: &str) -> Option<(Kind, usize)> {
    let bytes = rest.as_bytes();
    let negative = usize::from(bytes.first() == Some(&b'-') && bytes.get(1).is_some_and(u8::is_ascii_digit));
    bytes.get(negative).filter(|first| first.is_ascii_digit())?;
    let length = rest[negative..].find(|c: char| !(c.is_ascii_alphanumeric() || c == '.' || c == '%'));
    Some((Kind::Number, length.map_or(rest.len(), |at| at + negative)))
}

fn word(rest: &str) -> Option<usize> {
    let length = rest.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '-' || c == '$')).unwrap_or(rest.len());
    (length > 0).then_some(length)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(line: &str, language: Language) -> Vec<(Kind, String)> {
        highlight(line, language).into_iter().flatten().map(|token| (token.kind, token.text)).collect()
    }

    #[test]
    fn no_character_is_ever_lost() {
        let texts = [
            "const a = `x\ny`; // é\n",
            "a { color: red; }\n/* open",
            "<p class=\"x\">It's</p>",
            "{\"a\": -1.5e3}",
            "# T\n- `c`",
        ];
        let languages =
            [Language::Script, Language::Css, Language::Markup, Language::Json, Language::Markdown, Language::Plain];
        for text in texts {
            for language in languages {
                let lines: Vec<String> = highlight(text, language)
                    .iter()
                    .map(|line| line.iter().map(|token| token.text.as_str()).collect())
                    .collect();
                assert_eq!(lines.join("\n"), text, "{language:?}");
            }
        }
    }

    #[test]
    fn words_of_the_language_stand_out() {
        let found = kinds("return 42;", Language::Script);
        assert_eq!(found[0], (Kind::Keyword, "return".to_owned()));
        assert!(found.contains(&(Kind::Number, "42".to_owned())));
        assert!(KEYWORDS.is_sorted());
    }

    #[test]
    fn a_key_is_told_from_a_value() {
        let found = kinds("{\"a\": \"b\"}", Language::Json);
        assert!(found.contains(&(Kind::Name, "\"a\"".to_owned())));
        assert!(found.contains(&(Kind::String, "\"b\"".to_owned())));
    }
}
