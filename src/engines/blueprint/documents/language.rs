//! Small pieces of plain English: lists, articles, counts, quotes of the request's own words.

/// `a, b and c`; an empty list is `nothing`.
pub(super) fn list<T: AsRef<str>>(items: &[T]) -> String {
    join(items, "and")
}

/// `a, b or c`; an empty list is `nothing`.
pub(super) fn either<T: AsRef<str>>(items: &[T]) -> String {
    join(items, "or")
}

fn join<T: AsRef<str>>(items: &[T], word: &str) -> String {
    match items {
        [] => "nothing".to_owned(),
        [one] => one.as_ref().to_owned(),
        [start @ .., last] => {
            let start: Vec<&str> = start.iter().map(AsRef::as_ref).collect();
            format!("{} {word} {}", start.join(", "), last.as_ref())
        }
    }
}

/// `a recipe`, `an invoice`. Goes by sound for the usual exceptions.
pub(super) fn a(word: &str) -> String {
    let lower = word.to_lowercase();
    if lower.ends_with("staff") || lower.ends_with("people") {
        return format!("one of the {word}");
    }
    let vowel_letter = lower.starts_with(['a', 'e', 'i', 'o', 'u']);
    let sounds_like_consonant = ["uni", "use", "usa", "eu", "one", "uti"].iter().any(|start| lower.starts_with(start));
    let silent = ["hour", "honest", "heir"].iter().any(|start| lower.starts_with(start));
    let article = if (vowel_letter && !sounds_like_consonant) || silent { "an" } else { "a" };
    format!("{article} {word}")
}

/// `three recipes`, `one recipe`, `no recipes`.
pub(super) fn count(number: usize, singular: &str, plural: &str) -> String {
    format!(
        "{} {}",
        if number == 0 { "no".to_owned() } else { figure(number) },
        if number == 1 { singular } else { plural }
    )
}

/// A number: in words up to ten, in digits above.
pub(super) fn figure(number: usize) -> String {
    const WORDS: [&str; 11] = ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    WORDS.get(number).map_or_else(|| number.to_string(), |word| (*word).to_owned())
}

/// `member` becomes `members`; `staff` stays.
pub(super) fn people(label: &str) -> String {
    let same = ["s", "ff", "people"].iter().any(|end| label.ends_with(end));
    match label {
        _ if same => label.to_owned(),
        "person" => "people".to_owned(),
        _ if label.ends_with("person") => format!("{}people", &label[..label.len() - "person".len()]),
        _ if label.ends_with('y') && !label.ends_with("ey") && !label.ends_with("ay") => {
            format!("{}ies", &label[..label.len() - 1])
        }
        _ => format!("{label}s"),
    }
}

/// First letter lower, unless the word is an abbreviation (`URL`, `VAT`).
pub(super) fn lower(text: &str) -> String {
    let mut letters = text.chars();
    let (Some(first), second) = (letters.next(), letters.next()) else { return String::new() };
    if second.is_some_and(char::is_uppercase) {
        return text.to_owned();
    }
    first.to_lowercase().chain(text.chars().skip(1)).collect()
}

/// First letter upper.
pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// On one line, and safe inside a Markdown table: the request's words are somebody else's.
pub(super) fn cell(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let escaped = |letter: char| match letter {
        '&' => "&amp;".to_owned(),
        '<' => "&lt;".to_owned(),
        '|' | '[' | '`' | '\\' => format!("\\{letter}"),
        other => other.to_string(),
    };
    line.chars().map(escaped).collect()
}

/// A Markdown quotation of somebody's words.
pub(super) fn quotation(text: &str) -> String {
    // A leading sign would start a heading or a list.
    let line = |line: &str| {
        format!(
            "> {}{}\n",
            if line.trim_start().starts_with(['#', '-', '+', '>', '=']) { "\\" } else { "" },
            cell(line)
        )
    };
    text.lines().map(line).collect()
}

/// A label inside a Mermaid diagram, where quotes, brackets and semicolons have a meaning.
pub(super) fn node(text: &str) -> String {
    cell(text).chars().map(|letter| if "\"[](){};#`\\".contains(letter) { ' ' } else { letter }).collect()
}

/// Bullets, each on its line.
pub(super) fn bullets<T: AsRef<str>>(items: &[T]) -> String {
    items.iter().map(|item| format!("- {}\n", item.as_ref())).collect()
}

/// Numbered lines.
pub(super) fn numbered<T: AsRef<str>>(items: &[T]) -> String {
    items.iter().enumerate().map(|(at, item)| format!("{}. {}\n", at + 1, item.as_ref())).collect()
}

/// A Markdown table.
pub(super) fn table(head: &[&str], rows: &[Vec<String>]) -> String {
    let mut text = format!("| {} |\n|{}\n", head.join(" | "), " --- |".repeat(head.len()));
    for row in rows {
        text.push_str(&format!("| {} |\n", row.join(" | ")));
    }
    text
}

/// The few words of `text` around the first word that shares its stem with one of `terms`, as they were written.
pub(super) fn evidence(text: &str, terms: &[&str]) -> Option<String> {
    let stems: Vec<String> = terms.iter().flat_map(|term| words(term)).map(|word| stem(&word)).collect();
    clauses(text).into_iter().find_map(|clause| {
        let spoken: Vec<&str> = clause.split_whitespace().collect();
        let hit = spoken.iter().position(|word| words(word).iter().any(|part| stems.contains(&stem(part))))?;
        let from = hit.saturating_sub(2);
        let to = (hit + 3).min(spoken.len());
        let weak = |word: &&str| WEAK.contains(&word.to_lowercase().as_str());
        let cut: Vec<&str> = spoken.get(from..to)?.iter().copied().skip_while(weak).collect();
        let end = cut.iter().rposition(|word| !weak(word)).map_or(cut.len(), |last| last + 1);
        let cut = cut.get(..end)?.join(" ");
        let cut = cut.replace(['"', '`', '“', '”'], "");
        Some(cell(cut.trim_matches(|letter: char| !letter.is_alphanumeric())))
    })
}

/// Words that say nothing at the edge of a quotation.
const WEAK: [&str; 16] =
    ["a", "an", "the", "and", "or", "of", "for", "with", "to", "in", "on", "by", "my", "our", "can", "where"];

/// What the words rule out: `no login`, `without ads`.
pub(super) fn exclusions(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for clause in clauses(text) {
        let spoken: Vec<&str> = clause.split_whitespace().collect();
        for (at, word) in spoken.iter().enumerate() {
            let lower = word.to_lowercase();
            if !["no", "without", "not", "never", "don't", "excluding"].contains(&lower.as_str()) {
                continue;
            }
            let rest = spoken
                .iter()
                .skip(at + 1)
                .take_while(|next| !["and", "but", "or", "so"].contains(&next.to_lowercase().as_str()));
            let rest: Vec<&str> = rest.take(4).copied().collect();
            if !rest.is_empty() {
                found.push(cell(&format!("{lower} {}", rest.join(" "))));
            }
        }
    }
    found.dedup();
    found
}

fn clauses(text: &str) -> Vec<&str> {
    text.split([',', '.', ';', ':', '!', '?', '\n', '(', ')'])
        .map(str::trim)
        .filter(|clause| !clause.is_empty())
        .collect()
}

/// Lower-case words of letters and digits.
pub(super) fn words(text: &str) -> Vec<String> {
    text.split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

fn stem(word: &str) -> String {
    let ends = [("ies", "y"), ("sses", "ss"), ("ings", ""), ("ing", ""), ("es", ""), ("s", ""), ("ed", ""), ("e", "")];
    let long_enough = |cut: &str| word.len() >= cut.len() + 3;
    ends.iter()
        .find(|(end, _)| word.ends_with(end) && long_enough(end))
        .map_or_else(|| word.to_owned(), |(end, with)| format!("{}{with}", &word[..word.len() - end.len()]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_read_as_people_write_them() {
        assert_eq!(list(&["a", "b", "c"]), "a, b and c");
        assert_eq!(either(&["a", "b"]), "a or b");
        assert_eq!(a("invoice"), "an invoice");
        assert_eq!(a("user"), "a user");
        assert_eq!(count(3, "recipe", "recipes"), "three recipes");
    }

    #[test]
    fn evidence_is_quoted_in_the_words_of_the_request() {
        let text = "A recipe box where my family can save recipes with ingredients and rate them";
        assert_eq!(evidence(text, &["rating"]).as_deref(), Some("ingredients and rate them"));
        assert_eq!(evidence(text, &["invoice"]), None);
    }

    #[test]
    fn what_is_ruled_out_is_found() {
        assert_eq!(exclusions("Spare parts, low-stock alerts, no login"), ["no login"]);
        assert!(exclusions("A recipe box").is_empty());
    }

    #[test]
    fn foreign_words_cannot_break_a_table_or_a_diagram() {
        assert_eq!(cell("a|b\n<script>"), "a\\|b &lt;script>");
        assert!(!node("a\"b[c]").contains(['"', '[', ']']));
    }
}
