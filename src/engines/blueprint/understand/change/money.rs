//! `price in pounds`: the money that the application speaks of.

use super::super::super::model::FieldKind;
use super::super::draft::Draft;
use super::clauses::Clause;
use super::edit::Edit;

/// Codes with their words; those that need two words come first.
const CURRENCIES: &[(&str, &str, &str)] = &[
    ("CAD", "Canadian dollars", "cad"),
    ("AUD", "Australian dollars", "aud"),
    ("NZD", "New Zealand dollars", "nzd"),
    ("GBP", "pounds", "pound pounds gbp sterling"),
    ("EUR", "euros", "euro euros eur"),
    ("CHF", "Swiss francs", "franc francs chf"),
    ("JPY", "yen", "yen jpy"),
    ("INR", "rupees", "rupee rupees inr"),
    ("SEK", "Swedish kronor", "sek kronor"),
    ("NOK", "Norwegian kroner", "nok"),
    ("DKK", "Danish kroner", "dkk kroner"),
    ("PLN", "zloty", "zloty pln"),
    ("CZK", "Czech koruna", "czk koruna"),
    ("BRL", "reais", "reais real brl"),
    ("MXN", "Mexican pesos", "mxn pesos peso"),
    ("ZAR", "rand", "rand zar"),
    ("USD", "dollars", "dollar dollars usd"),
];

/// The money of an application; dollars where it speaks of none.
pub(super) fn of(drafts: &[Draft]) -> &'static str {
    let code = drafts.iter().flat_map(|draft| &draft.entity.fields).find_map(|field| match &field.kind {
        FieldKind::Money { currency } | FieldKind::LineItems { currency } => Some(currency.as_str()),
        _ => None,
    });
    CURRENCIES.iter().find(|(known, ..)| Some(*known) == code).map_or("USD", |(known, ..)| known)
}

/// Takes a clause about the currency.
pub(super) fn take(edit: &mut Edit, clause: &Clause) -> bool {
    let Some((code, name)) = asked(clause) else { return false };
    // `add a weight in pounds` is about weight.
    if clause.has("weight heavy mass") {
        return false;
    }
    // `add a price in pounds` is also about a field.
    let adds = clause.has("add include") && super::adding::take(edit, &without_money(clause));
    let mut changed = false;
    for field in edit.drafts.iter_mut().flat_map(|draft| &mut draft.entity.fields) {
        if let FieldKind::Money { currency } | FieldKind::LineItems { currency } = &mut field.kind
            && currency != code
        {
            code.clone_into(currency);
            changed = true;
        }
    }
    edit.currency = code;
    if changed {
        return edit.done(format!("Money is in {name} now."));
    }
    let has_money = edit
        .drafts
        .iter()
        .flat_map(|draft| &draft.entity.fields)
        .any(|field| matches!(field.kind, FieldKind::Money { .. } | FieldKind::LineItems { .. }));
    adds || edit.left(&clause.said, if has_money { "it is so already" } else { "no money is kept here" })
}

fn asked(clause: &Clause) -> Option<(&'static str, &'static str)> {
    let small = clause.said.to_lowercase();
    let sign = [('£', "GBP"), ('€', "EUR"), ('¥', "JPY"), ('₹', "INR"), ('$', "USD")];
    let signed = sign.iter().find(|(sign, _)| small.contains(*sign)).map(|(_, code)| *code);
    let two = [("canadian dollar", "CAD"), ("australian dollar", "AUD"), ("new zealand dollar", "NZD")];
    let named = two.iter().find(|(name, _)| small.contains(name)).map(|(_, code)| *code);
    let found = named.or(signed);
    let about = clause.has("price cost money currency amount use in fee total invoice change switch");
    let by_word = CURRENCIES.iter().find(|(_, _, list)| clause.has(list)).filter(|_| about);
    CURRENCIES.iter().find(|(code, ..)| Some(*code) == found).or(by_word).map(|(code, name, _)| (*code, *name))
}

/// The clause up to `in pounds`.
fn without_money(clause: &Clause) -> Clause {
    let money = |word: &str| CURRENCIES.iter().any(|(_, _, list)| list.split(' ').any(|known| known == word));
    let at = clause.tokens.iter().position(|token| money(&token.word)).unwrap_or(clause.tokens.len());
    let end = if at > 0 && clause.tokens[at - 1].word == "in" { at - 1 } else { at };
    Clause { said: clause.said.clone(), tokens: clause.tokens[..end].to_vec() }
}
