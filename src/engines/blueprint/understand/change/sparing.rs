//! `do not remove suppliers`, `but not to clients`, `no wait, do not`: what an instruction wants left as it is.

use super::super::text::{Token, tokens};
use super::clauses::{Clause, bare, listed};
use super::edit::Edit;

/// Words that may stand before a refused order.
const BEFORE: &str = "please but and also then actually no wait oh sorry you i we";

/// Orders that, refused, leave everything as it is; `don't show` and `don't need` ask for something to go.
const REFUSED: &str = "remove delete drop add change rename call name replace touch make turn switch move convert introduce \
    create put alter modify lose set get give include hide disable";

/// What takes back the wish before it.
const TAKING_BACK: &str = "no not wait actually do don't dont never mind nevermind scratch that forget it on second thought \
    thoughts cancel please better hm hmm stop sorry oops undo rather or but and hold oh";

fn is_in(list: &str, word: &str) -> bool {
    list.split_whitespace().any(|known| known == word)
}

/// Takes the clauses that refuse something out, and says so; an exception joins the clause that it belongs to.
pub(super) fn heeded(edit: &mut Edit, clauses: &[Clause]) -> Vec<Clause> {
    let mut kept: Vec<Clause> = Vec::new();
    let mut waiting: Option<Clause> = None;
    for clause in clauses {
        if takes_back(clause) {
            if let Some(before) = kept.pop() {
                spare(edit, &before.said);
            }
        } else if let Some(hesitant) = refuses(clause) {
            if let Some(before) = kept.pop_if(|_| hesitant) {
                spare(edit, &before.said);
            }
            spare(edit, &clause.said);
        } else if let Some(refused) = refused_at_its_end(clause) {
            spare(edit, &refused);
        } else if exception(&clause.tokens).is_some_and(|(at, _)| at == 0) {
            match kept.last_mut() {
                Some(before) => *before = joined(before, clause),
                None => waiting = Some(clause.clone()),
            }
        } else {
            kept.push(waiting.take().map_or_else(|| clause.clone(), |excepted| joined(clause, &excepted)));
        }
    }
    kept
}

fn spare(edit: &mut Edit, said: &str) {
    edit.missed.push(format!("left as it is: {}", said.trim_end_matches(['.', ' ', '…'])));
}

fn joined(first: &Clause, second: &Clause) -> Clause {
    let tokens = first.tokens.iter().chain(&second.tokens).cloned().collect();
    Clause { said: format!("{} {}", first.said, second.said), tokens }
}

/// Whether nothing but a change of mind is said.
fn takes_back(clause: &Clause) -> bool {
    clause.tokens.iter().all(|token| is_in(TAKING_BACK, &token.word))
        && clause.has("no not don't dont nevermind mind scratch forget cancel stop undo wait")
}

/// Whether an order is refused at its beginning, and if so, whether that takes back what was said before.
fn refuses(clause: &Clause) -> Option<bool> {
    let words = clause.words();
    let start = words.iter().position(|word| !is_in(BEFORE, word))?;
    let length = match &words[start..] {
        ["do" | "must" | "should", "not", ..] | ["no", "need", ..] => 2,
        ["don't" | "dont" | "never" | "not", ..] => 1,
        _ => return None,
    };
    let verb = words[start + length..].iter().find(|word| !matches!(**word, "to" | "ever" | "please"))?;
    let hesitant = words[..start].iter().any(|word| matches!(*word, "no" | "wait" | "actually"));
    is_in(REFUSED, verb).then_some(hesitant)
}

/// What `add due dates or rather don't` takes back in one clause.
fn refused_at_its_end(clause: &Clause) -> Option<String> {
    let words = clause.words();
    let ends = match words.as_slice() {
        [.., "do", "not"] => words.len() - 2,
        [.., "don't" | "dont"] => words.len() - 1,
        _ => return None,
    };
    let last = words[..ends].iter().rposition(|word| !is_in(TAKING_BACK, word))?;
    Some(spoken(&clause.tokens[..=last]))
}

fn spoken(tokens: &[Token]) -> String {
    tokens.iter().map(|token| token.raw.as_str()).collect::<Vec<_>>().join(" ")
}

/// Where an exception begins, and where what it names does.
fn exception(tokens: &[Token]) -> Option<(usize, usize)> {
    let word = |at: usize| tokens.get(at).map_or("", |token: &Token| token.word.as_str());
    (0..tokens.len()).find_map(|at| {
        let length = match (word(at), word(at + 1)) {
            ("but", "not") | ("except", "for") | ("apart", "from") | ("other", "than") => 2,
            ("except" | "excluding", _) => 1,
            ("not", "to" | "on" | "for" | "from") => 1,
            ("but", _) if at > 0 && matches!(word(at - 1), "everything" | "all" | "everywhere" | "anything") => 1,
            _ => return None,
        };
        let joins = matches!(word(at + length), "to" | "for" | "on" | "in" | "from" | "of" | "with");
        Some((at, at + length + usize::from(joins)))
    })
}

/// A clause with an exception: what to do instead, clause by clause, and which entities stay as they are.
pub(super) fn excepting(edit: &mut Edit, clause: &Clause) -> Option<(Vec<Clause>, Vec<usize>)> {
    let (end, start) = exception(&clause.tokens)?;
    let phrases: Vec<Vec<String>> = listed(clause.tokens.get(start..)?).into_iter().map(bare).collect();
    let spared: Vec<usize> = phrases.iter().filter_map(|phrase| edit.entity(phrase)).collect();
    let order = clause.tokens.iter().take(3).find(|token| is_in(REFUSED, &token.word))?;
    let main = &clause.tokens[..end];
    let everything = main.iter().position(|token| is_in("everything all everywhere anything each every", &token.word));
    spare(edit, &spoken(&clause.tokens[start..]));
    if spared.contains(&edit.focus) {
        edit.focus = (0..edit.drafts.len()).find(|index| !spared.contains(index))?;
    }
    let adds = matches!(order.word.as_str(), "add" | "give" | "include" | "introduce");
    let Some(at) = everything.filter(|_| adds) else {
        return Some((vec![clause_of(spoken(main))], spared));
    };
    let joined = at > 0 && matches!(main[at - 1].word.as_str(), "to" | "for" | "on" | "in");
    let head = spoken(&main[..if joined { at - 1 } else { at }]);
    let names = (0..edit.drafts.len()).filter(|index| !spared.contains(index)).map(|index| edit.plural(index));
    Some((names.map(|name| clause_of(format!("{head} to {}", name.to_lowercase()))).collect(), spared))
}

fn clause_of(said: String) -> Clause {
    Clause { tokens: tokens(&said), said }
}
