//! Values as JavaScript literals, written as a person would: plain keys, single quotes, short things on one line.

use serde_json::Value;

const LINE: usize = 120;

/// `value` as a literal whose following lines are indented by `indent` spaces.
pub(super) fn literal(value: &Value, indent: usize) -> String {
    let flat = one_line(value);
    if flat.len() + indent <= LINE {
        return flat;
    }
    let pad = " ".repeat(indent + 2);
    let end = " ".repeat(indent);
    match value {
        Value::Array(items) => {
            let lines: Vec<String> = items.iter().map(|item| format!("{pad}{},\n", literal(item, indent + 2))).collect();
            format!("[\n{}{end}]", lines.concat())
        }
        Value::Object(map) => {
            let lines: Vec<String> =
                map.iter().map(|(key, item)| format!("{pad}{}: {},\n", name(key), literal(item, indent + 2))).collect();
            format!("{{\n{}{end}}}", lines.concat())
        }
        _ => flat,
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

fn one_line(value: &Value) -> String {
    match value {
        Value::String(text) => quote(text),
        Value::Array(items) => format!("[{}]", items.iter().map(one_line).collect::<Vec<_>>().join(", ")),
        Value::Object(map) if map.is_empty() => "{}".to_owned(),
        Value::Object(map) => {
            let parts: Vec<String> = map.iter().map(|(key, item)| format!("{}: {}", name(key), one_line(item))).collect();
            format!("{{ {} }}", parts.join(", "))
        }
        other => other.to_string(),
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
