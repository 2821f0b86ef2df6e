//! `make price required`, `phone is optional`, `show the brand in the list`: how one field is treated.

use super::super::super::model::FieldKind;
use super::super::text::Token;
use super::clauses::{Clause, bare, listed};
use super::edit::Edit;

/// What is wished for a field.
#[derive(Clone, Copy)]
enum Wish {
    Required,
    Optional,
    InList,
    NotInList,
}

/// Takes a clause about how fields are treated.
pub(super) fn take(edit: &mut Edit, clause: &Clause) -> bool {
    if clause.has("add") || wish_of(&clause.tokens).is_none() {
        return false;
    }
    let noise = "make require required mandatory compulsory obligatory optional show display see put hide remove list lists table \
        cards not be are is field fields should must don't dont in on the";
    // `price and weight required, photo optional`: the wish stands behind what it is about, or before the first.
    let mut wish = None;
    let mut phrases = Vec::new();
    for phrase in listed(&clause.tokens).into_iter().rev() {
        wish = wish_of(phrase).or(wish);
        phrases.push((phrase, wish));
    }
    let first = wish_of(&clause.tokens);
    let mut taken = false;
    for (phrase, wish) in phrases.into_iter().rev() {
        let Some(wish) = wish.or(first) else { continue };
        let kept: Vec<_> =
            phrase.iter().filter(|token| !noise.split(' ').any(|word| word == token.word)).cloned().collect();
        // `price of products`, `phone for customers`.
        let at = kept.iter().position(|token| matches!(token.word.as_str(), "of" | "for"));
        let (field, entity) = kept.split_at(at.unwrap_or(kept.len()));
        let (field, entity) = (bare(field), edit.entity(&bare(entity)));
        if field.is_empty() {
            continue;
        }
        let found = match entity {
            Some(index) => edit.field(index, &field).map(|place| (index, place)),
            None => edit.field_anywhere(&field),
        };
        match found {
            Some(at) => treat(edit, at, wish, &clause.said),
            None => edit.left(&clause.said, &format!("there is no field {}", field.join(" "))),
        };
        taken = true;
    }
    taken
}

fn wish_of(tokens: &[Token]) -> Option<Wish> {
    let has = |list: &str| tokens.iter().any(|token| list.split(' ').any(|word| word == token.word));
    let in_list = tokens.windows(2).any(|pair| {
        matches!(pair[0].word.as_str(), "the" | "in" | "on")
            && matches!(pair[1].word.as_str(), "list" | "lists" | "cards" | "overview")
    });
    let strict = has("required mandatory compulsory obligatory require");
    Some(match () {
        () if strict && !has("not") => Wish::Required,
        () if strict || has("optional") => Wish::Optional,
        () if in_list && has("hide remove don't dont") => Wish::NotInList,
        () if in_list && has("show display see put") => Wish::InList,
        () => return None,
    })
}

fn treat(edit: &mut Edit, at: (usize, usize), wish: Wish, said: &str) -> bool {
    let (index, place) = at;
    let plural = edit.plural(index);
    let field = &mut edit.drafts[index].entity.fields[place];
    let label = field.label.clone();
    let (flag, wanted, now) = match wish {
        Wish::Required if matches!(field.kind, FieldKind::Boolean) => {
            return edit.left(said, "yes or no is always answered");
        }
        Wish::Required if matches!(field.kind, FieldKind::Image) => {
            return edit.left(said, "a drawn cover stands in where there is no picture");
        }
        Wish::Required => (&mut field.required, true, "must be filled"),
        Wish::Optional if place == 0 => return edit.left(said, "every record needs its title"),
        Wish::Optional => (&mut field.required, false, "may be left empty"),
        Wish::InList => (&mut field.in_list, true, "shows in the list"),
        Wish::NotInList => (&mut field.in_list, false, "no longer shows in the list"),
    };
    if *flag == wanted {
        return edit.left(said, &format!("{} {now} already", label.to_lowercase()));
    }
    *flag = wanted;
    edit.done(format!("{plural}: {} {now}.", label.to_lowercase()))
}
