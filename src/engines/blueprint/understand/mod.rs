//! Turns the words of a request into the typed model of an application made for it. Promises: total for any text,
//! deterministic, and valid: every identifier is unique, every reference points to something, every example fits.

mod assemble;
mod attributes;
mod behaviours;
mod complete;
mod draft;
mod fields;
mod invent;
mod kinds;
mod lexicon;
mod look;
mod mentions;
mod naming;
mod reading;
mod relations;
mod roles;
mod seeds;
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
    let reading = reading::read(description);
    let seed = text::hash(&format!("{description}\n{}", request.target_users.as_deref().unwrap_or_default()));
    let setting = Setting { reading: &reading, currency: currency(description), seed };

    let (named, mut people) = mentions::mentions(&reading);
    people.extend(roles::in_words(request.target_users.as_deref().unwrap_or_default(), &reading));
    let packs: Vec<_> = named.iter().filter_map(|mention| Some((mention.score, mention.pack?))).collect();
    let kind = kinds::kind(&reading, &packs, features);

    let mut drafts = assemble::entities(kind, &named, &setting);
    assemble::add_properties(&mut drafts, &setting);
    complete::complete(kind, features, &mut drafts, &setting);
    relations::relate(&mut drafts, &setting);
    validity::unique(&mut drafts);
    seeds::fill(&mut drafts, seed);

    let wishes = behaviours::Wishes { kind, features, reading: &reading };
    let behaviours = behaviours::behaviours(&wishes, &drafts);
    behaviours::navigation(&mut drafts, &behaviours);
    let mut roles = roles::roles(&people, kind, features, &drafts);
    roles::verbs(&mut roles, &behaviours);

    let name = naming::name(description, &reading, kind, &drafts[0]);
    let tagline = naming::tagline(&reading, kind, &drafts, &roles);
    let group = drafts[0].pack.map_or("", |pack| pack.look.as_str());
    let sitter = look::Sitter { reading: &reading, kind, group, palette: request.palette.as_ref(), seed };
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
