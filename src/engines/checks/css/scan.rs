//! A style sheet as rules and declarations, read from cssparser's tokens: what checks across files need.

use cssparser::{Parser, ParserInput, Token};

/// Deeper nesting than this is not followed.
const DEEPEST: usize = 40;

/// `name: value`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Declaration {
    /// `--accent`, `color`.
    pub(super) name: String,
    pub(super) value: String,
    pub(super) line: usize,
}

/// A block with the selectors and conditions around it.
#[derive(Clone, Debug, Default)]
pub(in super::super) struct Rule {
    /// From the outermost: `@media (prefers-color-scheme: dark)`, `:root`.
    pub(super) around: Vec<String>,
    pub(super) declarations: Vec<Declaration>,
}

impl Rule {
    /// The innermost selector.
    pub(super) fn selector(&self) -> &str {
        self.around.last().map_or("", String::as_str)
    }

    /// The value of a property, the last where there are more.
    pub(super) fn get(&self, name: &str) -> Option<&Declaration> {
        self.declarations.iter().rev().find(|one| one.name == name)
    }

    /// The custom properties that get a value here.
    pub(super) fn defines(&self) -> impl Iterator<Item = String> + '_ {
        let by_rule = self.selector().strip_prefix("@property").map(|name| name.trim().to_owned());
        let declared = self.declarations.iter().map(|one| one.name.clone());
        declared.filter(|name| name.starts_with("--")).chain(by_rule)
    }
}

/// What a scan finds.
#[derive(Debug, Default)]
pub(super) struct Scan {
    pub(super) rules: Vec<Rule>,
    pub(super) at_rules: Vec<(String, usize)>,
    pub(super) urls: Vec<(String, usize)>,
}

/// Reads a style sheet; what does not parse is passed over.
pub(super) fn scan(content: &str) -> Scan {
    let mut input = ParserInput::new(content);
    let mut scan = Scan::default();
    block(&mut Parser::new(&mut input), &[], &mut scan);
    scan
}

/// A piece between two semicolons or blocks.
struct Piece {
    start: cssparser::SourcePosition,
    line: usize,
    at_rule: bool,
}

fn block(parser: &mut Parser<'_, '_>, around: &[String], scan: &mut Scan) {
    let mut rule = Rule { around: around.to_vec(), declarations: Vec::new() };
    let mut piece: Option<Piece> = None;
    loop {
        parser.skip_whitespace();
        let (start, line) = (parser.position(), parser.current_source_location().line as usize + 1);
        let Ok(token) = parser.next().cloned() else { break };
        let open = piece.get_or_insert(Piece { start, line, at_rule: matches!(token, Token::AtKeyword(_)) });
        match token {
            Token::AtKeyword(name) if open.start == start => scan.at_rules.push((name.to_ascii_lowercase(), line)),
            Token::Semicolon => {
                let text = parser.slice(open.start..start);
                if open.at_rule {
                    import(text, open.line, scan)
                } else {
                    declare(text, open.line, &mut rule, scan)
                }
                piece = None;
            }
            Token::CurlyBracketBlock => {
                let mut inner = around.to_vec();
                inner.push(without_comments(parser.slice(open.start..start)));
                if inner.len() <= DEEPEST {
                    let _ = parser.parse_nested_block(|parser| {
                        block(parser, &inner, scan);
                        Ok::<(), cssparser::ParseError<'_, ()>>(())
                    });
                }
                piece = None;
            }
            _ => {}
        }
    }
    if let Some(last) = piece.filter(|last| !last.at_rule) {
        let text = parser.slice_from(last.start);
        declare(text, last.line, &mut rule, scan);
    }
    if !rule.declarations.is_empty() || around.last().is_some_and(|last| last.starts_with("@property")) {
        scan.rules.push(rule);
    }
}

fn declare(text: &str, line: usize, rule: &mut Rule, scan: &mut Scan) {
    let Some((name, value)) = text.split_once(':') else { return };
    let (name, value) = (without_comments(name), without_comments(value));
    if name.is_empty() || name.contains(char::is_whitespace) {
        return;
    }
    let name = if name.starts_with("--") { name } else { name.to_ascii_lowercase() };
    scan.urls.extend(urls(&value).into_iter().map(|url| (url, line)));
    rule.declarations.push(Declaration { name, value, line });
}

/// `@import "x.css"`, `@import url(x.css)`.
fn import(text: &str, line: usize, scan: &mut Scan) {
    let Some(rest) = text.strip_prefix("@import") else { return };
    let mut found = urls(rest);
    if found.is_empty() {
        let mut input = ParserInput::new(rest);
        found.extend(Parser::new(&mut input).expect_string().ok().map(|text| text.to_string()));
    }
    scan.urls.extend(found.into_iter().map(|url| (url, line)));
}

fn without_comments(text: &str) -> String {
    let mut parts = text.split("/*");
    let mut clean = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        clean.push_str(part.split_once("*/").map_or("", |(_, rest)| rest));
    }
    clean.trim().to_owned()
}

/// A use of a custom property.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reference {
    pub(super) name: String,
    pub(super) has_fallback: bool,
}

/// The custom properties that a value uses.
pub(super) fn references(value: &str) -> Vec<Reference> {
    if !value.contains("var(") {
        return Vec::new();
    }
    let mut found = Vec::new();
    functions(value, &mut |name, parser| {
        if name.eq_ignore_ascii_case("var") {
            let used = parser.expect_ident().ok().filter(|name| name.starts_with("--")).map(|name| name.to_string());
            let has_fallback = parser.expect_comma().is_ok();
            found.extend(used.map(|name| Reference { name, has_fallback }));
        }
    });
    found
}

fn urls(value: &str) -> Vec<String> {
    if !value.contains("url(") {
        return Vec::new();
    }
    let mut found = Vec::new();
    functions(value, &mut |name, parser| match name {
        "url" => found.extend(parser.expect_string().ok().map(|text| text.to_string())),
        "" => found.extend(parser.expect_url().ok().map(|text| text.to_string())),
        _ => {}
    });
    found
}

/// Calls `seen` inside every function of a value, and with an empty name before every unquoted address.
fn functions(value: &str, seen: &mut dyn FnMut(&str, &mut Parser<'_, '_>)) {
    let mut input = ParserInput::new(value);
    walk(&mut Parser::new(&mut input), 0, seen);
}

fn walk(parser: &mut Parser<'_, '_>, depth: usize, seen: &mut dyn FnMut(&str, &mut Parser<'_, '_>)) {
    loop {
        let state = parser.state();
        let Ok(token) = parser.next().cloned() else { return };
        match token {
            Token::Function(name) if depth < DEEPEST => {
                let _ = parser.parse_nested_block(|parser| {
                    seen(&name, parser);
                    walk(parser, depth + 1, seen);
                    Ok::<(), cssparser::ParseError<'_, ()>>(())
                });
            }
            Token::ParenthesisBlock | Token::SquareBracketBlock | Token::CurlyBracketBlock if depth < DEEPEST => {
                let _ = parser.parse_nested_block(|parser| {
                    walk(parser, depth + 1, seen);
                    Ok::<(), cssparser::ParseError<'_, ()>>(())
                });
            }
            Token::UnquotedUrl(_) => {
                let after = parser.state();
                parser.reset(&state);
                seen("", parser);
                parser.reset(&after);
            }
            _ => {}
        }
    }
}
