//! What an agent has on its desk while it writes, and what it hands over.

use crate::agents::{AgentId, Feature, Phase, agent};
use crate::engines::{MadeFile, WorkRequest};

use super::super::model::{AppModel, Backend, Entity, Field, Role};
use super::super::render;
use super::language::lower;

/// One document, and the sentence that says it was written.
pub(in super::super) struct Document {
    /// Where.
    pub path: &'static str,
    /// What.
    pub text: String,
    /// Says what is in it; names the path.
    pub says: String,
}

/// What one agent hands over beside its rendered files.
#[derive(Default)]
pub(in super::super) struct Work {
    /// What it noticed, before the first file.
    pub opening: Vec<String>,
    /// Its documents.
    pub documents: Vec<Document>,
    /// What it decided and why.
    pub decisions: Vec<String>,
}

/// The request, the model, and what earlier agents made.
pub(in super::super) struct Desk<'a> {
    /// Asked for.
    pub request: &'a WorkRequest,
    /// Understood.
    pub model: &'a AppModel,
    /// What this agent renders.
    pub rendered: &'a [MadeFile],
}

impl<'a> Desk<'a> {
    /// The thing that the application is about.
    pub(super) fn main(&self) -> Option<&'a Entity> {
        self.model.entities.first()
    }

    /// The main thing in lower case: `recipe`.
    pub(super) fn thing(&self) -> String {
        self.main().map_or_else(|| "record".to_owned(), |entity| lower(&entity.singular))
    }

    /// The main things in lower case: `recipes`.
    pub(super) fn things(&self) -> String {
        self.main().map_or_else(|| "records".to_owned(), |entity| lower(&entity.plural))
    }

    /// An entity by its id.
    pub(super) fn entity(&self, id: &str) -> Option<&'a Entity> {
        self.model.entities.iter().find(|entity| entity.id == id)
    }

    /// `class`, for people, in lower case.
    pub(super) fn singular(&self, id: &str) -> String {
        self.entity(id).map_or_else(|| id.replace('_', " "), |entity| lower(&entity.singular))
    }

    /// `classes`, for people, in lower case.
    pub(super) fn plural(&self, id: &str) -> String {
        self.entity(id).map_or_else(|| id.replace('_', " "), |entity| lower(&entity.plural))
    }

    /// A field's label in lower case.
    pub(super) fn label(&self, entity: &str, field: &str) -> String {
        let found = self.entity(entity).and_then(|entity| entity.fields.iter().find(|one| one.id == field));
        found.map_or_else(|| field.replace('_', " "), |field| lower(&field.label))
    }

    /// Whether it was asked for.
    pub(super) fn has(&self, feature: Feature) -> bool {
        self.model.features.contains(&feature)
    }

    /// Whether people sign in: the application then has a session.
    pub(super) fn accounts(&self) -> bool {
        !render::files(AgentId::Sentinel, self.model).is_empty()
    }

    /// What the server runs on; nothing where the application keeps its data in the browser.
    pub(super) fn server(&self) -> Option<Backend> {
        self.model.has_server().then_some(self.model.stack.backend)
    }

    /// Whether `id` makes a part of a server that is there.
    pub(super) fn has_part(&self, id: AgentId) -> bool {
        self.model.has_server() && self.model.has(id)
    }

    /// Whether `id` writes documents: those about a server are written only where there is one.
    pub(super) fn writes(&self, id: AgentId) -> bool {
        agent(id).phase < Phase::Backend || self.model.has_server()
    }

    /// Roles that may change what others made; the first role where none is marked.
    pub(super) fn manager(&self) -> Option<&'a Role> {
        self.model.roles.iter().find(|role| role.manages).or_else(|| self.model.roles.first())
    }

    /// The team of the plan; all agents where the request names none.
    pub(super) fn team(&self) -> &'a [AgentId] {
        if self.request.team.is_empty() { AgentId::ALL } else { &self.request.team }
    }

    /// What an earlier agent wrote at `path`.
    pub(super) fn file(&self, path: &str) -> Option<&'a str> {
        self.request.files.iter().find(|file| file.path == path).map(|file| file.content.as_str())
    }

    /// What this agent renders at `path`.
    pub(super) fn rendered(&self, path: &str) -> Option<&'a str> {
        self.rendered.iter().find(|file| file.path == path).map(|file| file.content.as_str())
    }

    /// The list items under a heading of an earlier document, without their bullets.
    pub(super) fn items(&self, path: &str, heading: &str) -> Vec<String> {
        let Some(text) = self.file(path) else { return Vec::new() };
        let section = text.lines().skip_while(|line| line.trim_start_matches('#').trim() != heading).skip(1);
        section
            .take_while(|line| !line.starts_with('#'))
            .filter_map(|line| {
                line.strip_prefix("- ").or_else(|| {
                    line.split_once(". ").filter(|(number, _)| number.parse::<u32>().is_ok()).map(|(_, rest)| rest)
                })
            })
            .map(str::to_owned)
            .collect()
    }

    /// An example's title, from the seeds: documents speak of real examples.
    pub(super) fn example(&self, entity: &Entity) -> Option<String> {
        let title = entity.fields.first()?;
        let text = entity.seeds.iter().find_map(|seed| seed.get(&title.id).and_then(|value| value.as_str()))?;
        Some(text.to_owned())
    }
}

/// The title field of an entity and those that must be filled, in order.
pub(super) fn required(entity: &Entity) -> Vec<&Field> {
    entity.fields.iter().filter(|field| field.required).collect()
}
