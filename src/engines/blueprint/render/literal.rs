//! Values as JavaScript literals, written as a person would: plain keys, single quotes, short things on one line.

use serde_json::Value;

const LINE: usize = 120;

/// A value whose keys stay in the order in which they were given, whatever the map behind `serde_json` does.
#[derive(Clone, Debug)]
pub(super) enum Js {
    /// Text, numbers, truth.
    Plain(Value),
    /// Several.
    List(Vec<Js>),
    /// By name, in order.
    Object(Vec<(String, Js)>),
}

impl From<Value> for Js {
    fn from(value: Value) -> Self {
        match value {
            Value::Array(items) => Self::List(items.into_iter().map(Self::from).collect()),
            Value::Object(map) => Self::Object(map.into_iter().map(|(key, item)| (key, Self::from(item))).collect()),
            plain => Self::Plain(plain),
        }
    }
}

impl Js {
    /// An object with these parts.
    pub(super) fn object<const N: usize>(parts: [(&str, Js); N]) -> Self {
        Self::Object(parts.into_iter().map(|(key, item)| (key.to_owned(), item)).collect())
    }
}

/// `value` as a literal whose following lines are indented by `indent` spaces.
pub(super) fn literal(value: &Value, indent: usize) -> String {
    ordered(&Js::from(value.clone()), indent)
}

/// The same for a value with an order.
pub(super) fn ordered(value: &Js, indent: usize) -> String {
    let flat = one_line(value);
    if flat.len() + indent <= LINE {
        return flat;
    }
    let pad = " ".repeat(indent + 2);
    let end = " ".repeat(indent);
    match value {
        Js::List(items) => {
            let lines: Vec<String> =
                items.iter().map(|item| format!("{pad}{},\n", ordered(item, indent + 2))).collect();
            format!("[\n{}{end}]", lines.concat())
        }
        Js::Object(map) => {
            let lines: Vec<String> =
                map.iter().map(|(key, item)| format!("{pad}{}: {},\n", name(key), ordered(item, indent + 2))).collect();
            format!("{{\n{}{end}}}", lines.concat())
        }
        Js::Plain(_) => flat,
    }
}

/// `text` in single quotes.
pub(super) fn quote(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('\'');
    for letter in text.chars() {
        match letter {
            '\'' => quoted.push_str("\\'"),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\u{2028}' => quoted.push_str("\\u2028"),
            '\u{2029}' => quoted.push_str("\\u2029"),
            other if other.is_control() => quoted.push(' '),
            other => quoted.push(other),
        }
    }
    quoted.push('\'');
    quoted
}

fn one_line(value: &Js) -> String {
    match value {
        Js::Plain(Value::String(text)) => quote(text),
        Js::List(items) => format!("[{}]", items.iter().map(one_line).collect::<Vec<_>>().join(", ")),
        Js::Object(map) if map.is_empty() => "{}".to_owned(),
        Js::Object(map) => {
            let parts: Vec<String> =
                map.iter().map(|(key, item)| format!("{}: {}", name(key), one_line(item))).collect();
            format!("{{ {} }}", parts.join(", "))
        }
        Js::Plain(other) => other.to_string(),
    }
}

fn name(key: &str) -> String {
    let plain = key.chars().next().is_some_and(|first| first.is_ascii_alphabetic() || first == '_' || first == '$')
        && key.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_' || letter == '$');
    if plain && key != "__proto__" { key.to_owned() } else { quote(key) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_quote_cannot_end_the_literal() {
        assert_eq!(quote("it's \\ here\n"), "'it\\'s \\\\ here\\n'");
    }

    #[test]
    fn keys_are_plain_where_they_can_be() {
        assert_eq!(literal(&json!({"name": 1}), 0), "{ name: 1 }");
        assert_eq!(literal(&json!({"two words": [true]}), 0), "{ 'two words': [true] }");
    }

    #[test]
    fn long_things_are_broken_into_lines() {
        let long = json!(["a".repeat(70), "b".repeat(70)]);
        assert_eq!(literal(&long, 0).lines().count(), 4);
    }
}
