//! `members should be able to comment`, `managers approve changes`, `add a role for volunteers`: who may do what.

use super::super::super::model::Role;
use super::super::inflection::{plural, singular};
use super::super::text::capital;
use super::super::words::words;
use super::clauses::{Clause, bare, is_modal, is_someone, listed};
use super::edit::{Edit, basic};
use super::{rules, views};
use crate::agents::Feature;

/// Most kinds of people.
const MOST_ROLES: usize = 6;

/// Takes a clause about people.
pub(super) fn take(edit: &mut Edit, clause: &Clause) -> bool {
    new_role(edit, clause) || able(edit, clause) || voting(edit, clause)
}

/// `add a role for volunteers`, `add volunteers as a role`, `a volunteer role`.
fn new_role(edit: &mut Edit, clause: &Clause) -> bool {
    if !clause.has("role") || clause.has("remove drop delete without no rename") {
        return false;
    }
    let named: Vec<String> = clause
        .tokens
        .iter()
        .filter(|token| words().people.contains(&token.lemma) || words().people.contains(&token.word))
        .map(|token| token.lemma.clone())
        .filter(|word| !matches!(word.as_str(), "person" | "folk" | "everyone"))
        .collect();
    if named.is_empty() {
        return false;
    }
    let mut told = false;
    for person in named {
        told = if has(edit, &person) {
            edit.left(&clause.said, &format!("there is the role {person} already"))
        } else {
            join(edit, &person, &clause.said)
        };
    }
    told
}

/// `the family should vote on recipes`.
fn voting(edit: &mut Edit, clause: &Clause) -> bool {
    let at = clause.tokens.iter().position(|token| matches!(token.word.as_str(), "vote" | "upvote"));
    let Some(at) = at.filter(|at| *at > 0 && !clause.has("remove no without drop don't not")) else { return false };
    let target = edit.entity(&bare(&clause.tokens[at + 1..])).unwrap_or(edit.focus);
    rules::vote(edit, target, &clause.said)
}

/// `members should be able to comment`, `let people export`.
fn able(edit: &mut Edit, clause: &Clause) -> bool {
    let tokens = &clause.tokens;
    let start = tokens.iter().position(|token| is_someone(&token.word) || has(edit, &token.lemma));
    let Some(at) = start else { return false };
    let opener = tokens[..at].iter().all(|token| {
        matches!(
            token.word.as_str(),
            "let"
                | "allow"
                | "only"
                | "enable"
                | "also"
                | "then"
                | "please"
                | "want"
                | "i"
                | "we"
                | "our"
                | "the"
                | "all"
                | "my"
        )
    });
    let lets = tokens[..at].iter().any(|token| matches!(token.word.as_str(), "let" | "allow" | "enable"));
    let next = tokens.get(at + 1).map_or("", |token| token.word.as_str());
    let does = words().verbs.contains(next) || words().verbs_or_nouns.contains(next);
    if !opener || !(lets || is_modal(next) || does) {
        return false;
    }
    let refuses = clause.has("cannot can't not shouldn't don't dont nobody never no");
    let said = skip_modals(&tokens[at + 1..]);
    let verbs: Vec<&[_]> = listed(said);
    let who = singular(&tokens[at].word);
    let mut told = false;
    for verb in verbs {
        let phrase: Vec<String> = verb.iter().map(|token| token.lemma.clone()).collect();
        let object = bare(verb.get(1..).unwrap_or_default());
        let target = edit.entity(&object).or_else(|| edit.entity(&bare(verb.get(2..).unwrap_or_default())));
        told |= may(edit, &phrase, target, refuses, &clause.said);
    }
    if told && !refuses && !generic(&who) && !has(edit, &who) {
        join(edit, &who, &clause.said);
    }
    if !told && clause.has("only") && !generic(&who) && !rules::signs_in(edit) {
        return join(edit, &who, &clause.said);
    }
    told
}

fn may(edit: &mut Edit, phrase: &[String], target: Option<usize>, refuses: bool, said: &str) -> bool {
    let Some(first) = phrase.first() else { return false };
    if matches!(first.as_str(), "vote" | "upvote") && !refuses {
        return rules::vote(edit, target.unwrap_or(edit.focus), said);
    }
    if matches!(first.as_str(), "sort" | "filter") && phrase.iter().any(|word| word == "by") {
        return views::take(
            edit,
            &Clause { said: said.to_owned(), tokens: super::super::text::tokens(&phrase.join(" ")) },
        );
    }
    let told = matches!(first.as_str(), "get" | "receive")
        && phrase.iter().any(|word| matches!(word.as_str(), "email" | "mail" | "message"));
    if told && !refuses {
        return rules::bring(edit, Feature::Notifications, None, said);
    }
    let whole = (1..=phrase.len().min(3)).rev().find_map(|length| rules::named(&phrase[..length]));
    let feature = match first.as_str() {
        "buy" | "order" | "purchase" => Some(Feature::Cart),
        "see" | "get" | "receive" | "have" | "use" | "leave" | "write" | "post" | "give" | "make" | "add" | "send" => {
            rules::by_verb(&phrase[1..])
        }
        _ => whole.or_else(|| rules::by_verb(&phrase[..1])),
    };
    let Some(feature) = feature else { return false };
    if refuses {
        return match rules::drop(edit, feature, None) {
            true => edit.done(format!("{}: no longer part of it.", feature.label())),
            false => edit.left(said, &format!("{} is not part of it anyway", feature.label().to_lowercase())),
        };
    }
    rules::bring(edit, feature, target, said)
}

fn skip_modals(tokens: &[super::super::text::Token]) -> &[super::super::text::Token] {
    let skipped = |word: &str| {
        is_modal(word) || matches!(word, "be" | "able" | "also" | "have" | "not" | "only" | "want" | "needs" | "being")
    };
    let at = tokens.iter().position(|token| !skipped(&token.word)).unwrap_or(tokens.len());
    &tokens[at..]
}

/// Words for anybody at all.
fn generic(who: &str) -> bool {
    matches!(who, "person" | "people" | "user" | "everyone" | "anyone" | "folk" | "nobody" | "friend" | "other")
}

/// Whether a kind of person is there.
pub(super) fn has(edit: &Edit, person: &str) -> bool {
    let same = |label: &str| label == person || label.rsplit(' ').next() == Some(person);
    edit.model.roles.iter().any(|role| same(&basic(&role.label)))
}

/// Adds a kind of person; people sign in then.
pub(super) fn join(edit: &mut Edit, person: &str, said: &str) -> bool {
    if edit.model.roles.len() >= MOST_ROLES {
        return edit.left(said, "there are many roles already");
    }
    rules::note(edit, Feature::Authentication);
    rules::note(edit, Feature::Roles);
    regroup(edit, &[person.to_owned()]);
    match edit.model.roles.iter().find(|role| basic(&role.label) == person) {
        Some(role) => {
            let sentence =
                format!("{} sign in with a role of their own.", capital(&plural(&role.label).to_lowercase()));
            edit.done(sentence)
        }
        None => edit.left(said, "that is no role"),
    }
}

/// The roles once more, after what asks for them changed; those that were there stay as they are.
pub(super) fn regroup(edit: &mut Edit, new: &[String]) {
    let before = edit.model.roles.clone();
    let signed_in = before.len() > 1 || before.iter().any(|role| !role.manages);
    let people: Vec<String> =
        if signed_in { Vec::new() } else { before.iter().map(|role| role.label.to_lowercase()).collect() };
    let people: Vec<String> = people.into_iter().chain(new.iter().cloned()).collect();
    let fresh = rules::roles_of(edit, &people);
    let mut made: Vec<Role> = if signed_in { before } else { Vec::new() };
    for role in fresh {
        let covered = signed_in && !new.contains(&basic(&role.label));
        if !covered && !made.iter().any(|known| known.id == role.id) {
            made.push(role);
        }
    }
    made.sort_by_key(|role| role.manages);
    edit.model.roles = made;
}

/// Nobody signs in: the one who is left may do everything.
pub(super) fn alone(edit: &mut Edit) {
    // Approval still needs two sides.
    if edit.model.features.contains(&Feature::Approvals) {
        return;
    }
    let label: Vec<String> = edit.model.roles.iter().take(1).map(|role| role.label.to_lowercase()).collect();
    edit.model.roles = rules::roles_of(edit, &label);
}
