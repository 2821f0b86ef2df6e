//! Examples for every entity: rows of the lexicon read as values, and the rest made to fit.

use serde_json::{Map, Value, json};

use super::super::model::{Field, FieldKind};
use super::draft::Draft;
use super::invent::{Invention, invent, title};
use super::text::hash;

/// Gives every entity its examples.
pub(super) fn fill(drafts: &mut [Draft], seed: u64) {
    turn(drafts, seed);
    let counts: Vec<(String, usize)> =
        drafts.iter().enumerate().map(|(index, draft)| (draft.entity.id.clone(), count(draft, index == 0))).collect();
    for (draft, (_, count)) in drafts.iter_mut().zip(&counts) {
        draft.entity.seeds = (0..*count).map(|row| record(draft, row, &counts, seed)).collect();
    }
}

/// Two requests for the same thing do not begin with the same example; rows that others refer to by number stay.
fn turn(drafts: &mut [Draft], seed: u64) {
    let referred: Vec<String> = drafts
        .iter()
        .flat_map(|draft| &draft.entity.fields)
        .filter_map(|field| match &field.kind {
            FieldKind::Reference { entity } | FieldKind::References { entity } => Some(entity.clone()),
            _ => None,
        })
        .collect();
    for draft in drafts {
        // Numbers count down from the newest.
        let numbered = draft.entity.fields.first().is_some_and(|field| field.label == "Number");
        if !numbered && !draft.rows.is_empty() && !referred.contains(&draft.entity.id) {
            let by = (seed % draft.rows.len() as u64) as usize;
            draft.rows.rotate_left(by);
        }
    }
}

pub(super) fn count(draft: &Draft, main: bool) -> usize {
    if main { draft.rows.len().clamp(8, 12) } else { draft.rows.len().clamp(5, 9) }
}

pub(super) fn record(draft: &Draft, row: usize, counts: &[(String, usize)], seed: u64) -> Map<String, Value> {
    let entity = &draft.entity;
    let mut made = Map::new();
    made.insert("id".to_owned(), json!(format!("{}-{}", entity.id.replace('_', "-"), row + 1)));
    for (place, field) in entity.fields.iter().enumerate() {
        let cell = draft.columns.iter().position(|column| *column == field.id);
        let cell = cell.and_then(|at| draft.rows.get(row)?.get(at)).map(String::as_str).filter(|cell| !cell.is_empty());
        let given = cell.and_then(|cell| value(cell, &field.kind, counts));
        // A row that says nothing about an optional field leaves it empty.
        let silent =
            cell.is_none() && draft.rows.get(row).is_some() && draft.columns.contains(&field.id) && !field.in_list;
        let found = match given {
            Some(value) => Some(value),
            None if silent && !field.required => None,
            None if place == 0 => Some(json!(title(draft, row, seed))),
            None => made_up(draft, field, row, (counts, seed)),
        };
        if let Some(value) = found {
            made.insert(field.id.clone(), value);
        }
    }
    made
}

pub(super) fn made_up(draft: &Draft, field: &Field, row: usize, around: (&[(String, usize)], u64)) -> Option<Value> {
    let (counts, seed) = around;
    let noise = hash(&format!("{seed}/{}/{}/{row}", draft.entity.id, field.id));
    let reference = |entity: &str, offset: usize| {
        let count = counts.iter().find(|(id, _)| id == entity).map(|(_, count)| *count)?;
        Some(format!("{}-{}", entity.replace('_', "-"), (row + offset) % count.max(1) + 1))
    };
    match &field.kind {
        FieldKind::Reference { entity } => {
            let offset = if *entity == draft.entity.id { 1 } else { (noise % 2) as usize };
            reference(entity, offset).map(Value::from)
        }
        FieldKind::References { entity } => {
            let ids: Vec<String> = (0..2).filter_map(|offset| reference(entity, offset + 1)).collect();
            Some(json!(ids))
        }
        FieldKind::Image => None,
        _ => Some(invent(&Invention { draft, field, row, noise, seed })),
    }
}

/// A cell read as a value of a kind; nothing when it does not fit.
fn value(cell: &str, kind: &FieldKind, counts: &[(String, usize)]) -> Option<Value> {
    let list =
        |separator: char| cell.split(separator).map(str::trim).filter(|item| !item.is_empty()).collect::<Vec<_>>();
    Some(match kind {
        FieldKind::Text
        | FieldKind::LongText
        | FieldKind::RichText
        | FieldKind::Email
        | FieldKind::Phone
        | FieldKind::Url => {
            // A reference to something that this application does not have.
            if cell.strip_prefix('#').is_some_and(|rest| rest.parse::<u32>().is_ok()) {
                return None;
            }
            json!(cell)
        }
        FieldKind::Number { .. } => number(cell)?,
        FieldKind::Money { .. } => json!(cents(cell)?),
        FieldKind::Date | FieldKind::DateTime => json!(cell),
        FieldKind::Boolean => json!(cell == "yes"),
        FieldKind::Choice { options } => json!(options.iter().find(|option| *option == cell)?),
        FieldKind::Status { options } => json!(options.iter().find(|option| option.value == cell)?.value),
        FieldKind::Rating { max } => json!(cell.parse::<u8>().ok()?.clamp(1, *max)),
        FieldKind::Tags => json!(list(',')),
        FieldKind::Lines => json!(list(';')),
        FieldKind::LineItems { .. } => Value::Array(list(';').into_iter().filter_map(line_item).collect()),
        FieldKind::Image => return None,
        FieldKind::Reference { entity } => json!(reference(cell, entity, counts)?),
        FieldKind::References { entity } => {
            json!(cell.split(',').filter_map(|one| reference(one.trim(), entity, counts)).collect::<Vec<_>>())
        }
    })
}

/// `#2` is the second record.
fn reference(cell: &str, entity: &str, counts: &[(String, usize)]) -> Option<String> {
    let place: usize = cell.strip_prefix('#')?.parse().ok()?;
    let count = counts.iter().find(|(id, _)| id == entity).map(|(_, count)| *count)?;
    let place = place.checked_sub(1)? % count.max(1) + 1;
    Some(format!("{}-{place}", entity.replace('_', "-")))
}

fn number(cell: &str) -> Option<Value> {
    let number: f64 = cell.parse().ok()?;
    // Whole numbers are written without a fraction.
    Some(if number.fract() == 0.0 { json!(number as i64) } else { json!(number) })
}

/// `12.50` in cents.
fn cents(cell: &str) -> Option<i64> {
    let (whole, fraction) = cell.split_once('.').unwrap_or((cell, "0"));
    let whole: i64 = whole.trim().parse().ok()?;
    let fraction: i64 = format!("{fraction:0<2}").get(..2)?.parse().ok()?;
    Some(whole * 100 + fraction)
}

/// `Business card artwork x 2 @ 140.00`.
fn line_item(text: &str) -> Option<Value> {
    let (rest, price) = text.rsplit_once(" @ ")?;
    let (description, quantity) = rest.rsplit_once(" x ")?;
    Some(json!({
        "description": description.trim(),
        "quantity": quantity.trim().parse::<u32>().ok()?,
        "unitPrice": cents(price.trim())?,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_become_values_of_their_kind() {
        let money = FieldKind::Money { currency: "EUR".into() };
        assert_eq!(value("12.5", &money, &[]), Some(json!(1250)));
        let items = FieldKind::LineItems { currency: "EUR".into() };
        let item = json!([{"description": "Poster", "quantity": 4, "unitPrice": 31000}]);
        assert_eq!(value("Poster x 4 @ 310.00", &items, &[]), Some(item));
        let choice = FieldKind::Choice { options: vec!["Main".into()] };
        assert_eq!(value("Pudding", &choice, &[]), None);
    }

    #[test]
    fn a_reference_names_an_existing_record() {
        let counts = [("spare_part".to_owned(), 3)];
        assert_eq!(reference("#5", "spare_part", &counts).as_deref(), Some("spare-part-2"));
    }

    #[test]
    fn every_cell_of_the_lexicon_fits_its_field() {
        let mut wrong = Vec::new();
        for pack in super::super::lexicon::lexicon().packs() {
            let fields: Vec<Field> =
                pack.fields.iter().filter_map(|notation| super::super::fields::parse(notation, "EUR")).collect();
            for row in pack.seeds.iter().chain(pack.variants.values().flatten()) {
                let cells: Vec<&str> = row.split('|').map(str::trim).collect();
                if cells.len() > fields.len() {
                    wrong.push(format!("{}: too many cells: {row}", pack.id));
                }
                for (field, cell) in fields.iter().zip(cells).filter(|(_, cell)| !cell.is_empty()) {
                    let counts: Vec<(String, usize)> = match &field.kind {
                        FieldKind::Reference { entity } => vec![(entity.clone(), 5)],
                        _ => Vec::new(),
                    };
                    let date = matches!(field.kind, FieldKind::Date | FieldKind::DateTime);
                    let range = match (&field.kind, cell.parse::<f64>()) {
                        (FieldKind::Number { min, max, .. }, Ok(number)) => {
                            min.is_none_or(|min| number >= min) && max.is_none_or(|max| number <= max)
                        }
                        _ => true,
                    };
                    if value(cell, &field.kind, &counts).is_none() || (date && !cell.starts_with('@')) || !range {
                        wrong.push(format!("{}: {} = {cell}", pack.id, field.id));
                    }
                }
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }
}
