//! What a new field holds, by the words that people use for it, in the notation of the lexicon.

/// A kind of field by the word that people use for it.
pub(super) fn notation_of(kind: &str) -> &'static str {
    match kind {
        "list" | "lines" => "lines",
        "number" => "number 0..",
        "percentage" => "number 0..100 %",
        "date" => "date",
        "time" | "datetime" => "datetime",
        "checkbox" | "boolean" | "bool" => "bool",
        "money" | "price" => "money",
        "link" | "url" => "url",
        "email" => "email",
        "phone" => "phone",
        "photo" | "image" => "image",
        "paragraph" => "long",
        "tags" => "tags",
        "rating" | "stars" => "rating",
        _ => "text",
    }
}

/// A kind of field by its name, where nothing is known about it.
pub(super) fn guessed(phrase: &[String], many: bool) -> &'static str {
    match phrase.last().map_or("", String::as_str) {
        "date" | "day" => "date",
        "count" | "amount" => "number 0..",
        "cost" | "price" | "fee" | "total" => "money",
        "url" | "link" | "website" => "url",
        "comment" | "note" | "description" | "detail" | "text" | "story" => "long",
        "list" => "lines",
        _ if many => "tags",
        _ => "text",
    }
}
