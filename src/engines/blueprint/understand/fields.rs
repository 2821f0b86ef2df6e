//! The short notation of fields: `Cooking time* = number 1..600 min`. `!` is required, `*` shows in lists.

use super::super::model::{Field, FieldKind, StatusOption, Tone};
use super::text::identifier;

/// A field read from its notation; nothing when the notation is wrong, which a test forbids for all packs.
pub(super) fn parse(notation: &str, currency: &str) -> Option<Field> {
    let (label, kind) = notation.split_once('=')?;
    let label = label.trim();
    let required = label.contains('!');
    let in_list = label.contains('*');
    let label = label.trim_end_matches(['!', '*']).trim();
    Some(Field {
        id: identifier(label)?,
        label: label.to_owned(),
        kind: kind_of(kind.trim(), currency)?,
        required,
        in_list,
        help: None,
    })
}

fn kind_of(notation: &str, currency: &str) -> Option<FieldKind> {
    let (word, rest) = notation.split_once(' ').unwrap_or((notation, ""));
    let rest = rest.trim();
    Some(match word {
        "text" => FieldKind::Text,
        "long" => FieldKind::LongText,
        "rich" => FieldKind::RichText,
        "number" => number(rest),
        "money" => FieldKind::Money { currency: currency.to_owned() },
        "date" => FieldKind::Date,
        "datetime" => FieldKind::DateTime,
        "bool" => FieldKind::Boolean,
        "choice" => FieldKind::Choice { options: rest.split('/').map(|option| option.trim().to_owned()).collect() },
        "status" => FieldKind::Status { options: rest.split('/').filter_map(status).collect() },
        "rating" => FieldKind::Rating { max: rest.parse().unwrap_or(5) },
        "email" => FieldKind::Email,
        "phone" => FieldKind::Phone,
        "url" => FieldKind::Url,
        "tags" => FieldKind::Tags,
        "lines" => FieldKind::Lines,
        "items" => FieldKind::LineItems { currency: currency.to_owned() },
        "image" => FieldKind::Image,
        "ref" | "ref+" => FieldKind::Reference { entity: rest.to_owned() },
        "refs" => FieldKind::References { entity: rest.to_owned() },
        _ => return None,
    })
}

/// `1..600 min`, `0..`, `kg`.
fn number(rest: &str) -> FieldKind {
    let (range, unit) = match rest.split_once(' ') {
        Some((range, unit)) => (range, Some(unit)),
        None if rest.contains("..") => (rest, None),
        None => ("", Some(rest).filter(|unit| !unit.is_empty())),
    };
    let (min, max) = range.split_once("..").unwrap_or(("", ""));
    FieldKind::Number { min: min.parse().ok(), max: max.parse().ok(), unit: unit.map(str::to_owned) }
}

/// `Overdue:bad`.
fn status(option: &str) -> Option<StatusOption> {
    let (value, tone) = option.split_once(':').unwrap_or((option, ""));
    let value = value.trim();
    let tone = match tone.trim() {
        "active" => Tone::Active,
        "good" => Tone::Good,
        "warning" => Tone::Warning,
        "bad" => Tone::Bad,
        _ => Tone::Neutral,
    };
    (!value.is_empty()).then(|| StatusOption { value: value.to_owned(), tone })
}

/// Which entity a notation brings along even when the request does not name it.
pub(super) fn brings(notation: &str) -> Option<&str> {
    notation.split_once("= ref+ ").map(|(_, entity)| entity.trim())
}

#[cfg(test)]
mod tests {
    use super::super::lexicon::lexicon;
    use super::*;

    #[test]
    fn a_notation_says_label_kind_and_flags() {
        let field = parse("Cooking time!* = number 1..600 min", "USD").unwrap();
        assert_eq!((field.id.as_str(), field.required, field.in_list), ("cooking_time", true, true));
        assert_eq!(field.kind, FieldKind::Number { min: Some(1.0), max: Some(600.0), unit: Some("min".into()) });
    }

    #[test]
    fn every_field_of_every_pack_can_be_read() {
        for pack in lexicon().packs() {
            for notation in &pack.fields {
                assert!(parse(notation, "EUR").is_some(), "{}: {notation}", pack.id);
            }
        }
    }
}
