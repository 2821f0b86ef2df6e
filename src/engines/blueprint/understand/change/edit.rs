//! A model while it is changed: its entities as drafts, what was said about them, and where `it` points.

use super::super::super::model::{AppModel, Behaviour, FieldKind};
use super::super::draft::{Draft, Setting};
use super::super::inflection::singular;
use super::super::lexicon::lexicon;
use super::super::reading::{Reading, read};
use super::super::{languages, relations, validity};
use super::{consistency, examples};

/// Most things that a changed application keeps.
pub(super) const MOST_ENTITIES: usize = 9;

/// Most fields that one thing has.
const MOST_FIELDS: usize = 24;

/// A change being made.
pub(super) struct Edit {
    /// The model; its entities are in `drafts`.
    pub(super) model: AppModel,
    /// The entities.
    pub(super) drafts: Vec<Draft>,
    /// What was spoken of last.
    pub(super) focus: usize,
    /// Sentences about what was done.
    pub(super) changes: Vec<String>,
    /// What nothing was made of.
    pub(super) missed: Vec<String>,
    /// The money of the application.
    pub(super) currency: &'static str,
    /// The request that the application was made for.
    pub(super) reading: Reading,
}

impl Edit {
    /// Opens a model.
    pub(super) fn of(model: &AppModel) -> Self {
        let english = languages::read(&model.description).map(|foreign| foreign.english);
        let reading = read(english.as_deref().unwrap_or(&model.description));
        let mut model = model.clone();
        let drafts: Vec<Draft> = std::mem::take(&mut model.entities).into_iter().map(Draft::made).collect();
        let currency = super::money::of(&drafts);
        Self { model, drafts, focus: 0, changes: Vec::new(), missed: Vec::new(), currency, reading }
    }

    /// Closes it: examples for what is new, and nothing that points nowhere.
    pub(super) fn finish(mut self, before: &AppModel) -> (AppModel, Vec<String>, Vec<String>) {
        validity::unique(&mut self.drafts);
        examples::fill(&mut self.drafts, before);
        self.model.entities = self.drafts.into_iter().map(|draft| draft.entity).collect();
        consistency::keep(&mut self.model, before);
        let mut seen = std::collections::HashSet::new();
        self.changes.retain(|sentence| seen.insert(sentence.clone()));
        (self.model, self.changes, self.missed)
    }

    /// Says what was done.
    pub(super) fn done(&mut self, sentence: String) -> bool {
        self.changes.push(sentence);
        true
    }

    /// Says why something was left as it is.
    pub(super) fn left(&mut self, said: &str, why: &str) -> bool {
        self.missed.push(format!("{said} ({why})"));
        true
    }

    /// Adds a field in its notation; its label, or nothing where there is one already or no room.
    pub(super) fn add_field(&mut self, index: usize, notation: &str) -> Option<String> {
        let field = super::super::fields::parse(notation, self.currency)?;
        let fields = &mut self.drafts.get_mut(index)?.entity.fields;
        if field.id == "id" || fields.len() >= MOST_FIELDS || fields.iter().any(|known| known.id == field.id) {
            return None;
        }
        let label = field.label.clone();
        fields.push(field);
        Some(label)
    }

    /// `Recipes`.
    pub(super) fn plural(&self, index: usize) -> String {
        self.drafts.get(index).map_or_else(String::new, |draft| draft.entity.plural.clone())
    }

    /// The entity that a phrase in basic form names.
    pub(super) fn entity(&self, phrase: &[String]) -> Option<usize> {
        if phrase.is_empty() {
            return None;
        }
        let said = phrase.join(" ");
        let names = |draft: &Draft| {
            [basic(&draft.entity.singular), basic(&draft.entity.plural), draft.entity.id.replace('_', " ")]
        };
        let find = |holds: &dyn Fn(&str) -> bool| {
            self.drafts.iter().position(|draft| names(draft).iter().any(|name| holds(name)))
        };
        find(&|name| name == said)
            .or_else(|| find(&|name| phrase.len() == 1 && name.rsplit(' ').next() == Some(said.as_str())))
            .or_else(|| {
                let pack = lexicon().by_word(&said)?;
                self.drafts.iter().position(|draft| draft.is(&pack.id))
            })
    }

    /// The entity that a phrase names or points at: `it`, `the list`.
    pub(super) fn pointed(&self, phrase: &[String]) -> Option<usize> {
        let vague =
            ["list", "it", "them", "item", "entry", "thing", "record", "each", "everything", "main", "page", "view"];
        match phrase {
            [] => Some(self.focus),
            [word] if vague.contains(&word.as_str()) && self.entity(phrase).is_none() => Some(self.focus),
            // `the list of recipes`, `the recipe list`.
            [first, rest @ ..] if first == "list" => self.pointed(rest),
            [rest @ .., last] if last == "list" && !rest.is_empty() => self.pointed(rest),
            _ => self.entity(phrase),
        }
    }

    /// The place of the field that a phrase in basic form names.
    pub(super) fn field(&self, index: usize, phrase: &[String]) -> Option<usize> {
        let draft = self.drafts.get(index)?;
        let said = phrase.join(" ");
        let fields = &draft.entity.fields;
        let named = |holds: &dyn Fn(&str) -> bool| {
            fields.iter().position(|field| holds(&basic(&field.label)) || holds(&field.id.replace('_', " ")))
        };
        let kinded = |wanted: fn(&FieldKind) -> bool| fields.iter().position(|field| wanted(&field.kind));
        named(&|label| label == said)
            .or_else(|| named(&|label| label.ends_with(&format!(" {said}")) && !said.is_empty()))
            .or_else(|| match said.as_str() {
                "rating" | "star" | "score" => kinded(|kind| matches!(kind, FieldKind::Rating { .. })),
                "photo" | "picture" | "image" | "cover" => kinded(|kind| matches!(kind, FieldKind::Image)),
                "tag" | "label" | "category" => kinded(|kind| matches!(kind, FieldKind::Tags)),
                "status" | "stage" | "state" => kinded(|kind| matches!(kind, FieldKind::Status { .. })),
                "due date" | "deadline" => fields.iter().position(super::super::behaviours::looks_ahead),
                "phone" | "phone number" | "telephone" => kinded(|kind| matches!(kind, FieldKind::Phone)),
                _ => None,
            })
    }

    /// Where a field with such a name is, looking first at what was spoken of.
    pub(super) fn field_anywhere(&self, phrase: &[String]) -> Option<(usize, usize)> {
        std::iter::once(self.focus)
            .chain(0..self.drafts.len())
            .find_map(|index| self.field(index, phrase).map(|field| (index, field)))
    }

    /// Adds entities, joins them to the others, and refuses where that would push something out.
    pub(super) fn grow(&mut self, make: impl FnOnce(&mut Vec<Draft>, &Setting<'_>)) -> bool {
        let before = self.drafts.clone();
        let setting = Setting { reading: &self.reading, currency: self.currency };
        make(&mut self.drafts, &setting);
        relations::relate_from(&mut self.drafts, before.len(), &setting);
        let kept = before.iter().zip(&self.drafts).all(|(old, new)| old.entity.id == new.entity.id);
        if kept && self.drafts.len() <= MOST_ENTITIES.max(before.len()) {
            return true;
        }
        self.drafts = before;
        false
    }

    /// The behaviours that speak of an entity.
    pub(super) fn rule(&self, holds: impl Fn(&Behaviour) -> bool) -> Option<&Behaviour> {
        self.model.behaviours.iter().find(|behaviour| holds(behaviour))
    }
}

/// A label in basic form: `Cooking times` is `cooking time`.
pub(super) fn basic(label: &str) -> String {
    let small = label.to_lowercase();
    let words: Vec<&str> = small.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    match words.split_last() {
        Some((last, before)) => {
            before.iter().map(|word| (*word).to_owned()).chain([singular(last)]).collect::<Vec<_>>().join(" ")
        }
        None => String::new(),
    }
}
