//! Chooses which of the named things become entities, and gives them the properties that the request names.

use super::super::model::{AppKind, FieldKind};
use super::attributes::{attribute, property};
use super::draft::{Draft, Setting};
use super::fields::brings;
use super::kinds::default_thing;
use super::lexicon::{Pack, lexicon};
use super::mentions::{Mention, THINGS};
use super::reading::{Chunk, Intro};

/// Most things that one application keeps.
const MOST_ENTITIES: usize = 6;

/// The entities, the main one first.
pub(super) fn entities(kind: AppKind, named: &[Mention], setting: &Setting<'_>) -> Vec<Draft> {
    let mut drafts = vec![main(kind, named, setting)];
    for mention in named.iter().filter(|mention| deserves(mention, named.len(), kind)) {
        if drafts.len() + 1 >= MOST_ENTITIES {
            break;
        }
        let as_field = mention.belongs && is_property(&drafts[0], mention);
        if !as_field && !has(&drafts, mention.pack, &mention.name) {
            drafts.push(draft(mention, setting));
        }
    }
    add_subject_of_happening(&mut drafts, setting);
    bring(&mut drafts, setting);
    drafts
}

/// Kinds that are always about the same thing, whatever else is named.
fn fixed(kind: AppKind) -> bool {
    matches!(kind, AppKind::Wiki | AppKind::Forum | AppKind::Helpdesk | AppKind::Invoices | AppKind::Learning)
}

fn main(kind: AppKind, named: &[Mention], setting: &Setting<'_>) -> Draft {
    let default = default_thing(kind, setting.reading).and_then(|id| lexicon().by_id(id));
    let is_default =
        |mention: &&Mention| mention.pack.is_some_and(|pack| default.is_some_and(|known| known.id == pack.id));
    let suits = |mention: &&Mention| kind != AppKind::General && mention.pack.is_some_and(|pack| pack.kind == kind);
    let of_kind = named.iter().find(suits);
    let of_kind = if fixed(kind) { named.iter().find(is_default).or(of_kind) } else { of_kind };
    let chosen = match (fixed(kind), of_kind) {
        (_, Some(mention)) if named.first().is_some_and(|first| mention.score + 4.0 >= first.score) => Some(mention),
        (true, found) => found,
        (false, _) => {
            // People and orders are rarely what an application is about where its kind has a thing of its own.
            let beside = |pack: &Pack| pack.owner || kind == AppKind::Inventory && (pack.id == "order" || pack.event);
            let fits = |mention: &&Mention| !mention.pack.is_some_and(beside) || default.is_none() || mention.kept;
            named.iter().find(fits)
        }
    };
    match (chosen, default) {
        (Some(mention), _) => draft(mention, setting),
        (None, Some(pack)) => Draft::known(pack, &name_said(pack, setting), setting),
        (None, None) => match named.first() {
            Some(mention) => draft(mention, setting),
            None => nothing_named(setting),
        },
    }
}

/// For requests that name nothing: some word of theirs, or notes.
fn nothing_named(setting: &Setting<'_>) -> Draft {
    match (last_resort(setting), lexicon().by_id("note")) {
        (Some(word), _) => match lexicon().by_word(&word) {
            Some(pack) => Draft::known(pack, &word, setting),
            None => Draft::unknown(&word, setting),
        },
        (None, Some(pack)) => Draft::known(pack, pack.name(), setting),
        (None, None) => Draft::unknown("entry", setting),
    }
}

fn last_resort(setting: &Setting<'_>) -> Option<String> {
    let lists = super::words::words();
    let telling = |token: &&super::text::Token| {
        let word = &token.word;
        word.chars().count() > 2
            && word.chars().any(char::is_alphabetic)
            && !lists.stop.contains(word)
            && !lists.adjectives.contains(word)
            && !lists.features.contains(word)
            && !lists.places.contains(word)
            && !setting.reading.refused.contains(&token.lemma)
    };
    let tokens = &setting.reading.tokens;
    let found = tokens
        .iter()
        .filter(telling)
        .find(|token| !lists.verbs.contains(&token.word) && !lists.shells.contains(&token.word));
    found.map(|token| token.lemma.clone())
}

fn draft(mention: &Mention, setting: &Setting<'_>) -> Draft {
    let mut made = match mention.pack {
        Some(pack) => Draft::known(pack, &mention.name, setting),
        None => Draft::unknown(&mention.name, setting),
    };
    made.modifiers.clone_from(&mention.modifiers);
    made
}

/// The word that the request uses for a pack, or the pack's own.
pub(super) fn name_said(pack: &Pack, setting: &Setting<'_>) -> String {
    let single = |word: &&str| {
        !word.contains(' ') && setting.reading.says(word) && !super::words::words().shells.contains(*word)
    };
    pack.words.split(',').map(str::trim).find(single).unwrap_or(pack.name()).to_owned()
}

fn deserves(mention: &Mention, count: usize, kind: AppKind) -> bool {
    // A wiki for a novel is about what is in it.
    if fixed(kind) && mention.around && !mention.many {
        return false;
    }
    let known = attribute(&mention.name).is_some();
    if mention.belongs && !mention.many && known && mention.pack.is_some_and(|pack| !pack.owner) {
        return false;
    }
    let known = known && !THINGS.contains(&mention.name.as_str());
    match mention.pack {
        Some(_) => mention.belongs || mention.kept || mention.score >= 6.0,
        // In a long text only what stands out.
        None if count > 14 => mention.kept && mention.score >= 10.0,
        None => (mention.kept && mention.score >= 7.0) || (mention.belongs && mention.many && !known),
    }
}

fn has(drafts: &[Draft], pack: Option<&Pack>, name: &str) -> bool {
    let id = super::draft::entity_id(name);
    drafts.iter().any(|draft| draft.entity.id == id || pack.is_some_and(|pack| draft.is(&pack.id)))
}

fn is_property(draft: &Draft, mention: &Mention) -> bool {
    let as_reference = |kind: &FieldKind| matches!(kind, FieldKind::Reference { .. } | FieldKind::References { .. });
    property(draft, &mention.name).is_some_and(|field| !as_reference(&field.kind))
}

/// `beehive inspections` are about beehives: these are kept too.
fn add_subject_of_happening(drafts: &mut Vec<Draft>, setting: &Setting<'_>) {
    let Some(modifier) = drafts[0].modifiers.last().cloned() else { return };
    let shape = super::draft::Shape::of(&drafts[0].entity.singular);
    let event = drafts[0].pack.map_or(shape == super::draft::Shape::Happening, |pack| pack.event);
    if drafts[0].pack.is_none() && lexicon().by_word(&modifier).is_none() {
        return;
    }
    let pack = lexicon().by_word(&modifier);
    if event && !has(drafts, pack, &modifier) {
        let subject = match pack {
            Some(pack) => Draft::known(pack, &modifier, setting),
            None => Draft::unknown(&modifier, setting),
        };
        drafts.push(subject);
    }
}

/// Things that another one cannot do without.
pub(super) fn bring(drafts: &mut Vec<Draft>, setting: &Setting<'_>) {
    let mut index = 0;
    while index < drafts.len() && drafts.len() < MOST_ENTITIES {
        let wanted: Vec<&str> = drafts[index].pack.map(|pack| brought_by(pack, setting)).unwrap_or_default();
        for id in wanted {
            let Some(pack) = lexicon().by_id(id) else { continue };
            if !drafts.iter().any(|draft| draft.is(id)) && !setting.reading.refused.contains(pack.name()) {
                let name = name_said(pack, setting);
                if !has(drafts, Some(pack), &name) {
                    drafts.push(Draft::known(pack, &name, setting));
                }
            }
        }
        index += 1;
    }
}

fn brought_by(pack: &'static Pack, setting: &Setting<'_>) -> Vec<&'static str> {
    let needed = pack.fields.iter().filter_map(|field| brings(field));
    let around = pack.around.iter().filter(|(word, _)| setting.reading.says(word)).map(|(_, id)| id.as_str());
    needed.chain(around).collect()
}

/// Gives entities the properties that the request names: `with vintages`, `search by brand`.
pub(super) fn add_properties(drafts: &mut [Draft], setting: &Setting<'_>) {
    let mut target = 0;
    let mut free = 3;
    for chunk in &setting.reading.chunks {
        let named = drafts.iter().position(|draft| names(draft, chunk));
        if let Some(index) = named {
            if chunk.intro != Intro::With {
                target = index;
            }
            continue;
        }
        let said = chunk.words.join(" ");
        let seen =
            chunk.intro == Intro::Object && (attribute(&said).is_some() || property(&drafts[target], &said).is_some());
        if (matches!(chunk.intro, Intro::With | Intro::By) || seen) && !chunk.owner && !chunk.acts {
            give(&mut drafts[target], chunk, &mut free, setting);
        }
    }
}

fn names(draft: &Draft, chunk: &Chunk) -> bool {
    let name = draft.entity.singular.to_lowercase();
    let known = super::mentions::known_suffix(&chunk.words);
    if known.is_some_and(|(_, pack)| draft.is(&pack.id)) {
        return true;
    }
    chunk.words.join(" ").ends_with(&name) || chunk.words.join(" ").starts_with(&name)
}

fn give(draft: &mut Draft, chunk: &Chunk, free: &mut usize, setting: &Setting<'_>) {
    let lists = super::words::words();
    let phrase = chunk.words.join(" ");
    if let Some(id) = property(draft, &phrase).map(|field| field.id.clone()) {
        if let Some(field) = draft.entity.fields.iter_mut().find(|field| field.id == id) {
            field.in_list |=
                !matches!(field.kind, FieldKind::LongText | FieldKind::RichText | FieldKind::Lines | FieldKind::Image);
        }
        return;
    }
    if let Some(notation) = attribute(&phrase) {
        draft.add(&notation, setting);
        return;
    }
    let plain = |word: &String| {
        !lists.features.contains(word)
            && !lists.shells.contains(word)
            && !lists.people.contains(word)
            && !lists.places.contains(word)
    };
    if *free > 0 && chunk.words.len() <= 3 && chunk.words.iter().all(plain) {
        *free -= 1;
        let label = super::text::capital(&phrase);
        draft.add(&format!("{label}* = {}", if chunk.many { "tags" } else { "text" }), setting);
    }
}
