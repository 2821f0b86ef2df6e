//! Turns the words of a request into the typed model of an application made for it. Promises: total for any text,
//! deterministic, and valid: every identifier is unique, every reference points to something, every example fits.

mod assemble;
mod attributes;
mod behaviours;
mod change;
mod complete;
mod draft;
mod fields;
mod invent;
mod kinds;
mod languages;
mod lexicon;
mod look;
mod mentions;
mod naming;
mod relations;
mod roles;
mod scripts;
mod seeds;
mod stack;
mod subjects;
mod tagline;
mod validity;

#[cfg(test)]
mod misread;
#[cfg(test)]
mod tests;

pub use change::{Changed, change};

use super::model::{AppKind, AppModel};
use crate::agents::Feature;
use crate::engines::WorkRequest;
use crate::reading::{grammar, inflection, phrases as reading, text, words};
use draft::{Draft, Setting};
use mentions::Mention;

/// Reads a request into the model of its application.
#[must_use]
pub fn understand(request: &WorkRequest) -> AppModel {
    let description = &text::visible(request.description.trim());
    let features = &request.features;
    let unnamed = without_name(description);
    let foreign = languages::read(&unnamed);
    let reading = reading::read(foreign.as_ref().map_or(unnamed.as_str(), |foreign| foreign.english.as_str()));
    let seed = text::hash(&format!("{description}\n{}", request.target_users.as_deref().unwrap_or_default()));
    let setting = Setting { reading: &reading, currency: currency(description) };

    let (named, mut people) = mentions::mentions(&reading);
    people.extend(roles::in_words(request.target_users.as_deref().unwrap_or_default(), &reading));
    let packs: Vec<_> = named.iter().enumerate().filter_map(|(rank, mention)| Some((rank, mention.pack?))).collect();
    let kind = kinds::kind(&reading, &packs, features);
    let mut drafts = drafts(kind, &named, features, &setting);
    seeds::fill(&mut drafts, seed);
    if let Some(foreign) = &foreign {
        foreign.rename(&mut drafts);
    }

    let wishes = behaviours::Wishes { kind, features, reading: &reading };
    let behaviours = behaviours::behaviours(&wishes, &drafts);
    behaviours::navigation(&mut drafts, &behaviours);
    let mut roles = roles::roles(&people, &wishes, &drafts);
    roles::verbs(&mut roles, &behaviours);

    let name = match foreign {
        Some(_) => naming::in_its_language(description, &drafts[0]),
        None => naming::name(description, &reading, kind, &drafts[0]),
    };
    let tagline = tagline::tagline(&reading, kind, &drafts, &roles);
    let sitter = look::Sitter { reading: &reading, kind, main: &drafts[0], palette: request.palette.as_ref(), seed };
    let look = look::look(&sitter);
    AppModel {
        slug: naming::slug(&name),
        name,
        tagline,
        description: request.description.trim().to_owned(),
        kind,
        roles,
        entities: drafts.into_iter().map(|draft| draft.entity).collect(),
        behaviours,
        features: features.clone(),
        look,
        stack: stack::stack(request),
        team: request.team.clone(),
        seed,
    }
}

/// What to say about a request of which little was understood; nothing where it was clear.
#[must_use]
pub fn remark(description: &str) -> Option<String> {
    let description = text::visible(description.trim());
    let unnamed = without_name(&description);
    let foreign = languages::read(&unnamed);
    let reading = reading::read(foreign.as_ref().map_or(unnamed.as_str(), |foreign| foreign.english.as_str()));
    let (named, _) = mentions::mentions(&reading);
    if named.iter().any(|mention| mention.pack.is_some()) || kinds::kind(&reading, &[], &[]) != AppKind::General {
        return None;
    }
    Some(match named.first() {
        Some(mention) if reading.tokens.len() > 2 => format!(
            "The word “{}” is not known here, so what is kept about it is a first guess; say which details matter.",
            mention.name
        ),
        Some(mention) => format!(
            "Little was understood of the request: “{}” is not known here, so the application keeps things by that name.",
            mention.name
        ),
        None => crate::reading::NOTHING.to_owned(),
    })
}

/// The entities, joined and complete but for their examples; never empty.
fn drafts(kind: AppKind, named: &[Mention], features: &[Feature], setting: &Setting<'_>) -> Vec<Draft> {
    let mut drafts = assemble::entities(kind, named, setting);
    assemble::add_properties(&mut drafts, setting);
    complete::complete(kind, features, &mut drafts, setting);
    relations::relate(&mut drafts, setting);
    validity::unique(&mut drafts);
    drafts
}

/// The words without the name that they give: `Spoke & Stock` is not about spokes.
fn without_name(description: &str) -> String {
    match naming::given(description) {
        Some(name) => description.replacen(&name, " ", 1),
        None => description.to_owned(),
    }
}

/// The money that a text speaks of.
fn currency(text: &str) -> &'static str {
    let says = |signs: &[&str]| signs.iter().any(|sign| text.contains(sign));
    if says(&["€", "EUR", " euro"]) {
        "EUR"
    } else if says(&["£", "GBP", " pounds sterling"]) {
        "GBP"
    } else if says(&["CHF", "Swiss franc"]) {
        "CHF"
    } else if says(&["¥", "JPY", " yen"]) {
        "JPY"
    } else {
        "USD"
    }
}
