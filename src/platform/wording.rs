//! What a reader of JSON or of queries complains of, in words for people: no name of a Rust type reaches them.

/// The field that is missing, where that is the complaint.
#[must_use]
pub fn missing_field(complaint: &str) -> Option<&str> {
    complaint.strip_prefix("missing field `")?.split('`').next()
}

/// The field that stands there twice, where that is the complaint.
#[must_use]
pub fn duplicate_field(complaint: &str) -> Option<&str> {
    complaint.strip_prefix("duplicate field `")?.split('`').next()
}

/// The end of a sentence that begins with the field's name: `must be a whole number`.
#[must_use]
pub fn complaint_in_words(complaint: &str) -> String {
    if let Some(field) = missing_field(complaint) {
        return format!("has no {field}");
    }
    if let Some(field) = duplicate_field(complaint) {
        return format!("must be given once, and {field} stands there twice");
    }
    if let Some((said, known)) = complaint.split_once(", expected one of ") {
        let known = place_cut(known).replace('`', "");
        return match said.split('`').nth(1) {
            Some(wrong) => format!("must be one of {known}; {wrong} is none of them"),
            None => format!("must be one of {known}"),
        };
    }
    if let Some((_, known)) = complaint.split_once(", expected ") {
        return format!("must be {}", in_words(place_cut(known)));
    }
    if ["digit", "integer", "number too"].iter().any(|word| complaint.contains(word)) {
        return "must be a whole number".to_owned();
    }
    "has a value that does not fit".to_owned()
}

/// Without `at line 1 column 7`, which means nothing to whoever did not write the text.
fn place_cut(text: &str) -> &str {
    text.split(" at line ").next().unwrap_or(text)
}

fn in_words(expected: &str) -> String {
    let kind = expected.trim_start_matches("a ").trim_start_matches("an ");
    match kind {
        "i8" | "i16" | "i32" | "i64" | "u8" | "u16" | "u32" | "u64" | "usize" | "isize" => "a whole number".to_owned(),
        "f32" | "f64" => "a number".to_owned(),
        "string" | "borrowed string" | "str" => "text".to_owned(),
        "boolean" | "bool" => "true or false".to_owned(),
        "sequence" => "a list".to_owned(),
        "map" => "an object".to_owned(),
        _ if kind.contains("Decimal") => "a number, as in \"2.50\"".to_owned(),
        _ if kind.starts_with("struct ") || kind.starts_with("internally tagged") => "an object".to_owned(),
        _ if kind.starts_with("enum ") || kind.contains("variant") => "one of the words that are known here".to_owned(),
        _ if kind.starts_with('`') => kind.replace('`', ""),
        _ => "of another kind".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_complaint_speaks_of_types_of_the_language() {
        let cases = [
            ("invalid digit found in string", "must be a whole number"),
            ("number too large to fit in target type", "must be a whole number"),
            ("invalid type: string \"x\", expected i64", "must be a whole number"),
            ("invalid type: integer `3`, expected a string at line 4 column 7", "must be text"),
            ("invalid type: string \"gpt\", expected struct Model", "must be an object"),
            ("invalid type: map, expected a sequence", "must be a list"),
            (
                "unknown variant `gemini`, expected one of `blueprint`, `openai`",
                "must be one of blueprint, openai; gemini is none of them",
            ),
            ("missing field `screens` at line 1 column 2", "has no screens"),
            (
                "invalid type: string \"x\", expected a Decimal type representing a number",
                "must be a number, as in \"2.50\"",
            ),
        ];
        for (complaint, words) in cases {
            assert_eq!(complaint_in_words(complaint), words, "{complaint}");
        }
    }
}
