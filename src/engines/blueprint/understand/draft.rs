//! Entities in the making: a thing that was named, with fields from the lexicon or inferred from the word.

use super::super::model::{Entity, Field, FieldKind, View};
use super::fields::parse;
use super::inflection::plural;
use super::lexicon::{Pack, lexicon};
use super::reading::Reading;
use super::text::{capital, identifier};
use super::words::words;

/// An entity with the rows that its examples are made from.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    /// What it will be.
    pub(super) entity: Entity,
    /// What is known about it.
    pub(super) pack: Option<&'static Pack>,
    /// Words that stood before its name.
    pub(super) modifiers: Vec<String>,
    /// Ids of the fields that the rows give values for, in order.
    pub(super) columns: Vec<String>,
    /// Values as written in the lexicon.
    pub(super) rows: Vec<Vec<String>>,
}

/// What a request as a whole says about every entity.
pub(super) struct Setting<'a> {
    /// The request.
    pub(super) reading: &'a Reading,
    /// ISO code of its money.
    pub(super) currency: &'static str,
}

impl Draft {
    /// A thing that the lexicon knows, under the name that the request uses.
    pub(super) fn known(pack: &'static Pack, name: &str, setting: &Setting<'_>) -> Self {
        let fields: Vec<Field> = pack.fields.iter().filter_map(|notation| parse(notation, setting.currency)).collect();
        let said = |word: &str| setting.reading.says(word);
        let rows = pack.rows(&said).iter().map(|row| row.split('|').map(|cell| cell.trim().to_owned()).collect());
        Self {
            columns: fields.iter().map(|field| field.id.clone()).collect(),
            rows: rows.collect(),
            pack: Some(pack),
            modifiers: Vec::new(),
            entity: entity(name, (&pack.icon, &pack.purpose, pack.view), fields),
        }
    }

    /// A thing that only the request knows.
    pub(super) fn unknown(name: &str, setting: &Setting<'_>) -> Self {
        let shape = Shape::of(name);
        let touched = "collection collect collector inventory antique museum stock lend borrow rent exhibit archive storage shelf catalogue workshop";
        let physical = setting.reading.says_any(touched);
        let fields = shape.fields(physical).iter().filter_map(|notation| parse(notation, setting.currency)).collect();
        let purpose = match shape {
            Shape::Happening => format!("What happened at each {name}, and what to remember."),
            Shape::Person | Shape::Group => "Who they are and how to reach them.".to_owned(),
            Shape::Object => format!("Everything worth knowing about each {name}."),
        };
        let (icon, view) = match shape {
            Shape::Happening => ("task", View::Feed),
            Shape::Person | Shape::Group => ("users", View::Cards),
            Shape::Object => ("bookmark", View::Cards),
        };
        Self {
            entity: entity(name, (icon, &purpose, view), fields),
            pack: None,
            modifiers: Vec::new(),
            columns: Vec::new(),
            rows: Vec::new(),
        }
    }

    /// An entity of a finished application, to be changed.
    pub(super) fn made(entity: Entity) -> Self {
        let known = |name: &str| lexicon().by_word(&name.to_lowercase());
        let pack = known(&entity.singular)
            .or_else(|| lexicon().by_id(&entity.id))
            .or_else(|| known(&entity.id.replace('_', " ")));
        Self { entity, pack, modifiers: Vec::new(), columns: Vec::new(), rows: Vec::new() }
    }

    /// The field with an id.
    pub(super) fn field(&self, id: &str) -> Option<&Field> {
        self.entity.fields.iter().find(|field| field.id == id)
    }

    /// The first field for which something holds.
    pub(super) fn first(&self, holds: impl Fn(&FieldKind) -> bool) -> Option<&Field> {
        self.entity.fields.iter().find(|field| holds(&field.kind))
    }

    /// Adds a field in its notation unless one with its id is there; gives its id.
    pub(super) fn add(&mut self, notation: &str, setting: &Setting<'_>) -> String {
        let Some(field) = parse(notation, setting.currency) else { return String::new() };
        let id = field.id.clone();
        if id != "id" && self.field(&id).is_none() && self.entity.fields.len() < 14 {
            self.entity.fields.push(field);
        }
        id
    }

    /// Whether it stands for a pack of the lexicon.
    pub(super) fn is(&self, pack: &str) -> bool {
        self.pack.is_some_and(|known| known.id == pack)
    }

    /// Whether its records are people.
    pub(super) fn is_person(&self) -> bool {
        match self.pack {
            Some(pack) => {
                pack.owner && (words().people.contains(pack.name()) || pack.id == "contact" || pack.id == "relative")
            }
            None => Shape::of(&self.entity.singular) == Shape::Person,
        }
    }

    /// Whether it belongs to people or groups that others refer to.
    pub(super) fn owner(&self) -> bool {
        self.pack.map_or_else(|| Shape::of(&self.entity.singular) == Shape::Person, |pack| pack.owner)
    }
}

fn entity(name: &str, shown: (&str, &str, View), fields: Vec<Field>) -> Entity {
    let (icon, purpose, view) = shown;
    Entity {
        id: entity_id(name),
        singular: capital(name),
        plural: capital(&plural(name)),
        icon: icon.to_owned(),
        purpose: purpose.to_owned(),
        fields,
        view,
        seeds: Vec::new(),
        in_navigation: true,
    }
}

/// Words that JavaScript keeps for itself, or that pages or addresses of the server use for their own purposes.
const RESERVED: &str = "class case new delete import export return function var let const default switch with interface public \
    private package enum super this null true false void in do if for while yield await static constructor \
    prototype user session id settings proposal vote arguments eval protected try catch throw else break \
    continue search live checkout people changes everything notices";

/// The identifier of an entity with a name.
pub(super) fn entity_id(name: &str) -> String {
    let id = identifier(name).unwrap_or_else(|| "entry".to_owned());
    match id.as_str() {
        "class" => "class_session".to_owned(),
        reserved if RESERVED.split(' ').any(|word| word == reserved) => format!("{id}_record"),
        _ => id,
    }
}

/// Endings of what happens.
const HAPPENINGS: &str = "tion sion ing ment ance visit flight trip walk check repair catch";

/// Words with such an ending for things all the same.
const OBJECTS: &str = "painting building ring string station edition collection earring clothing instrument apartment \
    garment medication condition drawing spring document monument fragment publication invention king wing plaything \
    recommendation";

/// Several people who belong together.
const GROUPS: &str = "family household crew company firm organisation organization charity club society couple class party \
    association partner council department faculty";

/// What a word looks like when nothing else is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// Something that happens: `inspection`, `sighting`.
    Happening,
    /// Someone.
    Person,
    /// Several people who belong together.
    Group,
    /// Something that is.
    Object,
}

impl Shape {
    /// The shape of a name.
    pub(super) fn of(name: &str) -> Self {
        let last = name.rsplit(' ').next().unwrap_or(name).to_lowercase();
        if words().people.contains(&last) {
            return Self::Person;
        }
        if GROUPS.split(' ').any(|word| word == last) {
            return Self::Group;
        }
        let ends = |endings: &str| endings.split(' ').any(|ending| last.ends_with(ending));
        let is = |words: &str| words.split(' ').any(|word| word == last);
        if ends(HAPPENINGS) && !is(OBJECTS) {
            return Self::Happening;
        }
        if ends("ist eer smith keeper maker man woman") && !is("twist beer deer mist") && !last.ends_with("list") {
            Self::Person
        } else {
            Self::Object
        }
    }

    /// The notation of the fields; things that can be touched have a condition and a place.
    fn fields(self, physical: bool) -> &'static [&'static str] {
        match self {
            Self::Happening => &[
                "Title! = text",
                "Date!* = date",
                "Where* = text",
                "Status* = status Planned:neutral/Under way:active/Done:good",
                "Notes = long",
                "Photo = image",
            ],
            Self::Person => &["Name! = text", "Email* = email", "Phone = phone", "About = long"],
            Self::Group => {
                &["Name! = text", "First contact* = text", "Email* = email", "Phone = phone", "Notes = long"]
            }
            Self::Object if !physical => &[
                "Name! = text",
                "Added on* = date",
                "Tags* = tags",
                "Status* = status New:neutral/In use:active/Over:good",
                "Notes = long",
                "Photo = image",
            ],
            Self::Object => &[
                "Name! = text",
                "Added on* = date",
                "Condition* = choice Excellent/Good/Needs care",
                "Where it is* = text",
                "Tags* = tags",
                "Story = long",
                "Photo = image",
            ],
        }
    }
}
