//! What an instruction wants added, item by item: its name, its kind, its options and what it belongs to.

use super::super::text::{Gap, Token};
use super::clauses::{Clause, bare, listed};
use super::edit::Edit;

/// One thing to add.
#[derive(Clone, Debug, Default)]
pub(super) struct Item {
    /// As it was said.
    pub(super) said: String,
    /// Its name in basic form.
    pub(super) phrase: Vec<String>,
    /// Its name as it was written, in singular where it is one.
    pub(super) label: String,
    /// It was named in the plural.
    pub(super) many: bool,
    /// A word for its kind: `list`, `date`.
    pub(super) kind: Option<String>,
    /// `with todo, doing and done`.
    pub(super) options: Vec<String>,
    /// The entity that it belongs to, where that was said.
    pub(super) target: Option<usize>,
    /// It was called a field.
    pub(super) is_field: bool,
    /// Nothing else was asked for beside it.
    pub(super) alone: bool,
    /// It must be filled.
    pub(super) required: bool,
}

/// Kinds that people name.
const KINDS: &str = "list text number date checkbox dropdown money price link email phone photo image paragraph lines tags \
    rating stars boolean bool percentage time datetime url select";

/// The items of a clause that asks for something to be added, from behind its verb.
pub(super) fn items(edit: &Edit, tokens: &[Token]) -> Vec<Item> {
    let (tokens, options) = with_options(tokens);
    let mut found: Vec<Item> = Vec::new();
    for part in listed(tokens) {
        let alone = part.len() == 1 && part[0].gap == Gap::Comma && KINDS.split(' ').any(|kind| kind == part[0].word);
        if let Some(last) = found.last_mut().filter(|_| alone) {
            last.kind = Some(part[0].word.clone());
            continue;
        }
        found.push(item(edit, part));
    }
    if let Some(last) = found.last_mut() {
        last.options = options;
    }
    // `notes to guests and a photo`: both are for guests; so are those of `a phone number and notes to guests`.
    let mut target = None;
    for item in &mut found {
        item.target = item.target.or(target);
        target = item.target;
    }
    let first = found.iter().find_map(|item| item.target);
    for item in &mut found {
        item.target = item.target.or(first);
    }
    found.retain(|item| !item.phrase.is_empty());
    let alone = found.len() == 1;
    found.iter_mut().for_each(|item| item.alone = alone);
    found
}

/// `a status with todo, doing and done`: what stands before, and the options.
fn with_options(tokens: &[Token]) -> (&[Token], Vec<String>) {
    let choosable = |before: &[Token]| {
        before.last().is_some_and(|token| {
            matches!(
                token.lemma.as_str(),
                "status"
                    | "stage"
                    | "state"
                    | "option"
                    | "value"
                    | "choice"
                    | "dropdown"
                    | "field"
                    | "type"
                    | "kind"
                    | "size"
                    | "level"
                    | "priority"
                    | "category"
                    | "colour"
                    | "color"
                    | "select"
            )
        })
    };
    let sign = |at: usize| {
        let token = &tokens[at];
        match token.word.as_str() {
            "with" | "from" | "like" | "of" => {
                choosable(&tokens[..at]) || token.word == "with" && listed(&tokens[at + 1..]).len() > 1
            }
            "either" => true,
            _ => false,
        }
    };
    if let Some(at) = (1..tokens.len()).find(|at| sign(*at)) {
        return (&tokens[..at], values(&tokens[at + 1..]));
    }
    match (1..tokens.len()).find(|at| tokens[*at].gap == Gap::Colon && choosable(&tokens[..*at])) {
        Some(at) => (&tokens[..at], values(&tokens[at..])),
        None => (tokens, Vec::new()),
    }
}

fn values(tokens: &[Token]) -> Vec<String> {
    let noise = |word: &str| {
        matches!(word, "the" | "a" | "an" | "option" | "options" | "value" | "values" | "either" | "choices")
    };
    listed(tokens)
        .iter()
        .map(|part| {
            part.iter()
                .filter(|token| !noise(&token.word))
                .map(|token| token.raw.as_str())
                .collect::<Vec<_>>()
                .join(" ")
        })
        .filter(|value| !value.is_empty() && value.chars().count() <= 30)
        .take(8)
        .collect()
}

fn item(edit: &Edit, part: &[Token]) -> Item {
    let said = part.iter().map(|token| token.raw.as_str()).collect::<Vec<_>>().join(" ");
    let required = part.iter().any(|token| matches!(token.word.as_str(), "required" | "mandatory"));
    let part: Vec<Token> = part
        .iter()
        .filter(|token| !matches!(token.word.as_str(), "required" | "mandatory" | "optional"))
        .cloned()
        .collect();
    // The last of these words with a thing behind it says what it belongs to.
    let joins = |token: &Token| matches!(token.word.as_str(), "to" | "for" | "on" | "in" | "of" | "per");
    let parted = (0..part.len())
        .rev()
        .find(|at| joins(&part[*at]) && edit.pointed(&bare(&part[at + 1..])).is_some() && at + 1 < part.len());
    let target = parted.and_then(|at| edit.pointed(&bare(&part[at + 1..])));
    let own = parted.map_or(part.as_slice(), |at| &part[..at]);
    // `a field for allergies`: what stands behind the shell is its name.
    let shell = own
        .iter()
        .position(|token| matches!(token.lemma.as_str(), "field" | "column" | "property" | "attribute" | "input"));
    let named = match shell {
        Some(at)
            if own
                .get(at + 1)
                .is_some_and(|token| matches!(token.word.as_str(), "for" | "called" | "named" | "with" | "of")) =>
        {
            &own[at + 2..]
        }
        Some(0) => own.get(1..).unwrap_or_default(),
        Some(at) => &own[..at],
        None => own,
    };
    let called = named.iter().rposition(|token| matches!(token.word.as_str(), "called" | "named"));
    let named = called.map_or(named, |at| &named[at + 1..]);
    let counted = named.len() > 2
        && named.iter().any(|token| token.word == "number")
        && named.iter().any(|token| token.word == "of");
    let asked = named.first().is_some_and(|token| token.word == "whether");
    let named: Vec<Token> = match counted {
        true => named.iter().skip_while(|token| token.word != "of").skip(1).cloned().collect(),
        false => named.iter().filter(|token| token.word != "whether").cloned().collect(),
    };
    // `a rating from 1 to 10`.
    let ranged = named.windows(2).position(|pair| {
        matches!(pair[0].word.as_str(), "from" | "between") && pair[1].word.chars().all(|c| c.is_ascii_digit())
    });
    let named = &named[..ranged.unwrap_or(named.len())];
    let phrase = bare(named);
    Item {
        label: label(named, &phrase),
        phrase,
        many: named.last().is_some_and(|token| token.word != token.lemma),
        kind: if counted { Some("number".to_owned()) } else { asked.then(|| "checkbox".to_owned()) },
        options: Vec::new(),
        target,
        is_field: shell.is_some() || counted || asked,
        alone: false,
        required,
        said,
    }
}

/// `VAT number` keeps its capitals.
fn label(tokens: &[Token], phrase: &[String]) -> String {
    let written = |word: &String| {
        let loud = |token: &&Token| {
            token.lemma == *word
                && token.raw.len() > 1
                && token.raw.chars().all(|c| c.is_uppercase() || c.is_ascii_digit())
        };
        tokens.iter().find(loud).map_or_else(|| word.clone(), |token| token.raw.clone())
    };
    phrase.iter().map(written).collect::<Vec<_>>().join(" ")
}

/// Verbs that ask for something.
const VERBS: &str = "add include introduce create track record store keep give need want have like enable plus with also \
    offer support";

/// Words around them.
const AROUND: &str = "please also then we i i'd would to should there be and can you could must it make the app them needs \
    wants will us";

/// What a clause asks to add, from behind its verb; nothing where it asks for something else.
pub(super) fn wanted(clause: &Clause) -> Option<&[Token]> {
    let tokens = clause.tokens.as_slice();
    let verb = |word: &str| VERBS.split_whitespace().any(|known| known == word);
    let small = |word: &str| AROUND.split_whitespace().any(|known| known == word);
    let mut at = 0;
    let mut found = false;
    while let Some(token) = tokens.get(at).filter(|token| verb(&token.word) || verb(&token.lemma) || small(&token.word))
    {
        found |= verb(&token.word) || verb(&token.lemma);
        at += 1;
    }
    (found && at < tokens.len()).then(|| &tokens[at..])
}
