//! `add due dates`, `add a phone number to customers`, `add suppliers, each part comes from one`: what comes.

use super::super::super::model::FieldKind;
use super::super::attributes::attribute;
use super::super::inflection::plural;
use super::super::lexicon::lexicon;
use super::super::mentions::{THINGS, known_suffix};
use super::super::text::{Token, capital, identifier};
use super::super::words::words;
use super::clauses::{Clause, bare};
use super::edit::{Edit, basic};
use super::items::{Item, items, wanted};
use super::notation::{guessed, notation_of};
use super::{people, rules, status, things, views};
use crate::agents::Feature;

/// Takes a clause that asks for something new.
pub(super) fn take(edit: &mut Edit, clause: &Clause) -> bool {
    let said = wanted(clause);
    let tokens = said.unwrap_or(&clause.tokens);
    let (tokens, relation) = relation(tokens);
    let mut found = items(edit, tokens);
    // `give customers a phone number`.
    if clause.tokens.iter().any(|token| token.word == "give")
        && let Some((index, rest)) = receiver(edit, tokens)
    {
        found = items(edit, rest);
        found.iter_mut().for_each(|item| item.target = Some(index));
    }
    // `each recipe should have a difficulty`.
    let having = possessor(edit, &clause.tokens);
    if let Some((index, rest)) = having {
        found = items(edit, rest);
        found.iter_mut().for_each(|item| item.target = item.target.or(Some(index)));
    }
    if said.is_none() && having.is_none() {
        // Without a verb only what is well known counts: `due dates, please`.
        if clause.tokens.len() > 12 || !found.iter().all(is_known) {
            return false;
        }
    }
    for item in &found {
        one(edit, item, relation.as_deref());
    }
    !found.is_empty()
}

/// `each part comes from one`: what stands before it, and the phrase of who refers.
fn relation(tokens: &[Token]) -> (&[Token], Option<Vec<String>>) {
    let Some(at) = tokens.iter().position(|token| matches!(token.word.as_str(), "each" | "every")).filter(|at| *at > 0)
    else {
        return (tokens, None);
    };
    // `for each customer` says what it belongs to.
    if matches!(tokens[at - 1].word.as_str(), "to" | "for" | "on" | "of" | "in") {
        return (tokens, None);
    }
    let verb = |token: &Token| {
        matches!(
            token.word.as_str(),
            "comes"
                | "takes"
                | "holds"
                | "should"
                | "has"
                | "belongs"
                | "is"
                | "gets"
                | "goes"
                | "needs"
                | "with"
                | "can"
                | "have"
                | "from"
        )
    };
    let end = tokens[at..].iter().position(verb).map_or(tokens.len(), |length| at + length);
    (&tokens[..at], Some(bare(&tokens[at + 1..end])))
}

/// Who is given something: the longest beginning that names an entity.
fn receiver<'a>(edit: &Edit, tokens: &'a [Token]) -> Option<(usize, &'a [Token])> {
    (1..tokens.len().min(5)).rev().find_map(|length| {
        let phrase = bare(&tokens[..length]);
        edit.entity(&phrase).filter(|_| !phrase.is_empty()).map(|index| (index, &tokens[length..]))
    })
}

/// Who has or needs something: the thing before `should have`, and what stands behind.
fn possessor<'a>(edit: &Edit, tokens: &'a [Token]) -> Option<(usize, &'a [Token])> {
    let verb = |token: &Token| matches!(token.word.as_str(), "have" | "has" | "need" | "needs" | "get" | "gets");
    let at = tokens.iter().take(7).position(verb).filter(|at| *at > 0)?;
    let before =
        tokens[..at].iter().take_while(|token| !matches!(token.word.as_str(), "should" | "must" | "can" | "may"));
    let phrase = bare(&before.cloned().collect::<Vec<_>>());
    let index = edit.entity(&phrase).filter(|_| !phrase.is_empty())?;
    Some((index, &tokens[at + 1..]))
}

fn is_known(item: &Item) -> bool {
    if item.phrase.len() > 2
        || item.phrase.first().is_some_and(|word| words().verbs.contains(word) && item.phrase.len() > 1)
    {
        return false;
    }
    let phrase = item.phrase.join(" ");
    rules::named(&item.phrase).is_some() || attribute(&phrase).is_some() || lexicon().by_word(&phrase).is_some()
}

fn one(edit: &mut Edit, item: &Item, relation: Option<&[String]>) -> bool {
    // `who cooked it and when` is a question, no name.
    let asks = item
        .said
        .split(' ')
        .next()
        .is_some_and(|word| matches!(word, "who" | "how" | "when" | "what" | "why" | "where"));
    if asks {
        edit.missed.push(item.said.clone());
        return true;
    }
    if let Some(told) = with_rest(edit, item) {
        return told;
    }
    let phrase = item.phrase.join(" ");
    if item.phrase.len() > 4 || identifier(&phrase).is_none() && !phrase.chars().all(|c| c.is_alphabetic() || c == ' ')
    {
        edit.missed.push(item.said.clone());
        return true;
    }
    if matches!(phrase.as_str(), "vote" | "voting" | "upvote") && !item.is_field {
        return rules::vote(edit, item.target.unwrap_or(edit.focus), &item.said);
    }
    let last = item.phrase.last().map_or("", String::as_str);
    if let Some(told) = with_parts(edit, item, relation) {
        return told;
    }
    if !item.options.is_empty() || matches!(last, "status" | "stage" | "state") {
        return chosen(edit, item);
    }
    if !item.is_field
        && item.kind.is_none()
        && let Some(feature) = rules::named(&item.phrase)
        && !(feature == Feature::Reminders && last != "reminder")
    {
        return brought(edit, feature, item);
    }
    if is_thing(edit, item, relation.is_some()) {
        return thing(edit, item, relation);
    }
    field(edit, item)
}

/// `orders with quantity and date`: a new thing, and what it has.
fn with_parts(edit: &mut Edit, item: &Item, relation: Option<&[String]>) -> Option<bool> {
    let named_thing = item.many || known_suffix(&item.phrase).is_some();
    if item.options.is_empty() || !named_thing || !is_thing(edit, item, false) {
        return None;
    }
    let parts = item.options.clone();
    let alone = Item { options: Vec::new(), ..item.clone() };
    let count = edit.drafts.len();
    thing(edit, &alone, relation);
    let grown = edit.drafts.len() > count;
    for part in parts.iter().filter(|_| grown) {
        for mut inner in items(edit, &super::super::text::tokens(part)) {
            inner.target = Some(count);
            field(edit, &inner);
        }
    }
    Some(true)
}

/// `a login for mechanics`, `export to CSV`: a feature, and for whom; other phrases with such a word are no names.
fn with_rest(edit: &mut Edit, item: &Item) -> Option<bool> {
    let joins = |word: &String| {
        matches!(word.as_str(), "for" | "to" | "on" | "of" | "in" | "by" | "with" | "from" | "as" | "at")
    };
    let at = item.phrase.iter().position(joins)?;
    if item.is_field {
        return None;
    }
    let (head, tail) = (&item.phrase[..at], &item.phrase[at + 1..]);
    let Some(feature) = rules::named(head) else {
        edit.missed.push(item.said.clone());
        return Some(true);
    };
    let someone = tail.last().filter(|word| words().people.contains(*word) && !people::has(edit, word));
    if let Some(person) = someone.filter(|_| matches!(feature, Feature::Authentication | Feature::Roles)) {
        return Some(people::join(edit, person, &item.said));
    }
    Some(brought(edit, feature, item))
}

fn brought(edit: &mut Edit, feature: Feature, item: &Item) -> bool {
    match feature {
        Feature::Reminders => {
            let index = item.target.unwrap_or(edit.focus);
            let before = edit.drafts.clone();
            let ahead = |draft: &super::super::draft::Draft| {
                draft.entity.fields.iter().any(super::super::behaviours::looks_ahead)
            };
            if !ahead(&edit.drafts[index]) && edit.add_field(index, "Remind on* = date").is_none() {
                return edit.left(&item.said, "there is no room for a date");
            }
            rules::remind(edit, index);
            let new = rules::note(edit, feature) || before[index].entity != edit.drafts[index].entity;
            things::tell_new(edit, &before);
            let sentence = format!("{}: what is due soon or overdue is shown.", edit.plural(index));
            if new || edit.model.behaviours.iter().any(|rule| rules::feature_of(rule) == Some(feature)) {
                edit.done(sentence)
            } else {
                edit.left(&item.said, "reminders are part of it already")
            }
        }
        Feature::Board => {
            let said = format!(
                "show {} as board",
                item.target.map_or_else(|| "it".to_owned(), |index| edit.plural(index).to_lowercase())
            );
            let tokens = super::super::text::tokens(&said);
            views::take(edit, &Clause { said: item.said.clone(), tokens })
        }
        _ => rules::bring(edit, feature, item.target, &item.said),
    }
}

/// Whether a thing of its own is meant and not a field of another.
fn is_thing(edit: &Edit, item: &Item, related: bool) -> bool {
    if item.is_field || item.kind.is_some() {
        return false;
    }
    if related {
        return true;
    }
    let phrase = item.phrase.join(" ");
    let last = item.phrase.last().map_or("", String::as_str);
    let property = attribute(&phrase).is_some() && !(item.many && THINGS.contains(&last));
    let known = known_suffix(&item.phrase).is_some();
    if property || item.target.is_some_and(|index| edit.field(index, &item.phrase).is_some()) {
        return false;
    }
    match item.target {
        Some(_) => known && (item.many || lexicon().by_word(&phrase).is_some()),
        None => known || words().shells.contains(last) || item.many && item.alone && !words().features.contains(last),
    }
}

fn thing(edit: &mut Edit, item: &Item, relation: Option<&[String]>) -> bool {
    let same = |edit: &Edit, index: &usize| basic(&edit.drafts[*index].entity.singular) == item.phrase.join(" ");
    let known = edit.entity(&item.phrase).filter(|index| same(edit, index));
    let holder = match relation {
        Some(phrase) => edit.pointed(phrase).map(|index| (index, true)),
        // `add a project to each invoice`: invoices point at projects.
        None => item.target.map(|index| (index, !item.many)).filter(|(_, points)| *points),
    };
    if let Some(index) = known {
        let joined = holder.is_some_and(|(from, _)| from != index && things::join(edit, from, index));
        return joined || edit.left(&item.said, "they are kept already");
    }
    match things::add(edit, &item.phrase, holder, &item.said) {
        Some(place) => {
            edit.focus = place;
            true
        }
        None => true,
    }
}

/// A status or a choice, with its options.
fn chosen(edit: &mut Edit, item: &Item) -> bool {
    let index = item.target.unwrap_or(edit.focus);
    let plural_name = edit.plural(index);
    let last = item.phrase.last().map_or("", String::as_str);
    if !matches!(last, "status" | "stage" | "state") {
        let list = item.options.join("/");
        return put(edit, index, item, &format!("choice {list}"));
    }
    let options =
        if item.options.is_empty() { status::fitting(&edit.drafts[index]) } else { status::options(&item.options) };
    if options.is_empty() {
        return edit.left(&item.said, "the statuses are missing");
    }
    let shown = status::shown(&options);
    match status::of(&edit.drafts[index]) {
        Some(place) => {
            let same = matches!(&edit.drafts[index].entity.fields[place].kind, FieldKind::Status { options: old } if *old == options);
            if same || item.options.is_empty() {
                return edit.left(&item.said, "there is such a status already");
            }
            status::replace(edit, index, place, options);
            edit.done(format!("{plural_name} go through other statuses: {shown}."))
        }
        None if views::add_status(edit, index, &options) => edit.done(format!("{plural_name} have a status: {shown}.")),
        None => edit.left(&item.said, "there is no room for another field"),
    }
}

fn field(edit: &mut Edit, item: &Item) -> bool {
    let index = item.target.unwrap_or(edit.focus);
    let phrase = item.phrase.join(" ");
    let notation = match item.kind.as_deref() {
        Some(kind) => notation_of(kind).to_owned(),
        None => match attribute(&phrase) {
            Some(known) => known.split_once(" = ").map_or_else(|| "text".to_owned(), |(_, kind)| kind.to_owned()),
            None => guessed(&item.phrase, item.many).to_owned(),
        },
    };
    put(edit, index, item, &notation)
}

/// Adds a field of a kind for an item.
fn put(edit: &mut Edit, index: usize, item: &Item, kind: &str) -> bool {
    let plural_name = edit.plural(index);
    if edit.field(index, &item.phrase).is_some() {
        return edit.left(&item.said, &format!("{} have it already", plural_name.to_lowercase()));
    }
    let many = ["lines", "tags", "items"].iter().any(|word| kind.starts_with(word));
    let counted = kind.starts_with("number") && item.many;
    let label = capital(&if many || counted { plural(&item.label) } else { item.label.clone() });
    let label: String = label.chars().filter(|c| !matches!(c, '=' | '!' | '*' | '/')).collect();
    let shown =
        if ["long", "lines", "image", "items", "rich"].iter().any(|word| kind.starts_with(word)) { "" } else { "*" };
    let required = if item.required { "!" } else { "" };
    match edit.add_field(index, &format!("{label}{required}{shown} = {kind}")) {
        Some(label) => {
            edit.changes.push(format!("{plural_name} have a new field: {}.", label.to_lowercase()));
            edit.focus = index;
            let due = edit.drafts[index].entity.fields.last().is_some_and(super::super::behaviours::looks_ahead);
            if due {
                let before = edit.drafts.clone();
                rules::remind(edit, index);
                things::tell_new(edit, &before);
            }
            true
        }
        None => edit.left(&item.said, "there is no room for another field"),
    }
}
