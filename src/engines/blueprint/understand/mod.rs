//! Turns the words of a request into the typed model of an application made for it. Promises: total for any text,
//! deterministic, and valid: every identifier is unique, every reference points to something, every example fits.

mod assemble;
mod attributes;
mod behaviours;
mod complete;
mod draft;
mod fields;
mod grammar;
mod inflection;
mod invent;
mod kinds;
mod languages;
mod lexicon;
mod look;
mod mentions;
mod naming;
mod reading;
mod relations;
mod roles;
mod seeds;
mod tagline;
mod text;
mod validity;
mod words;

#[cfg(test)]
mod tests;

use super::model::AppModel;
use crate::engines::WorkRequest;
use draft::Setting;

/// Reads a request into the model of its application.
#[must_use]
pub fn understand(request: &WorkRequest) -> AppModel {
    let description = request.description.trim();
    let features = &request.features;
    let language = languages::of(description);
    let unnamed = without_name(description);
    let reading = reading::read(&language.map_or(unnamed.clone(), |language| language.to_english(&unnamed)));
    let seed = text::hash(&format!("{description}\n{}", request.target_users.as_deref().unwrap_or_default()));
    let setting = Setting { reading: &reading, currency: currency(description) };

    let (named, mut people) = mentions::mentions(&reading);
    people.extend(roles::in_words(request.target_users.as_deref().unwrap_or_default(), &reading));
    let packs: Vec<_> = named.iter().enumerate().filter_map(|(rank, mention)| Some((rank, mention.pack?))).collect();
    let kind = kinds::kind(&reading, &packs, features);

    let mut drafts = assemble::entities(kind, &named, &setting);
    assemble::add_properties(&mut drafts, &setting);
    complete::complete(kind, features, &mut drafts, &setting);
    relations::relate(&mut drafts, &setting);
    validity::unique(&mut drafts);
    seeds::fill(&mut drafts, seed);

    if let Some(language) = language {
        language.rename(&mut drafts);
    }

    let wishes = behaviours::Wishes { kind, features, reading: &reading };
    let behaviours = behaviours::behaviours(&wishes, &drafts);
    behaviours::navigation(&mut drafts, &behaviours);
    let mut roles = roles::roles(&people, &wishes, &drafts);
    roles::verbs(&mut roles, &behaviours);

    // A name from the English reading would not be in the language of the request.
    let name = match language.filter(|_| naming::given(description).is_none()) {
        Some(_) => drafts[0].entity.plural.clone(),
        None => naming::name(description, &reading, kind, &drafts[0]),
    };
    let tagline = tagline::tagline(&reading, kind, &drafts, &roles);
    let (group, weight) = drafts[0].pack.map_or(("", 0), |pack| (pack.look.as_str(), if pack.event { 1 } else { 3 }));
    let sitter = look::Sitter { reading: &reading, kind, group, weight, palette: request.palette.as_ref(), seed };
    AppModel {
        slug: naming::slug(&name),
        name,
        tagline,
        description: description.to_owned(),
        kind,
        roles,
        entities: drafts.into_iter().map(|draft| draft.entity).collect(),
        behaviours,
        features: features.clone(),
        look: look::look(&sitter),
        seed,
    }
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
