//! The typed model of the application being made. `oracle` reads it out of the request and writes it as
//! `app.model.json`; every later agent renders from it and from nothing else.

use serde::{Deserialize, Serialize};

use crate::agents::{AgentId, Feature};

/// The application.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AppModel {
    /// `Recipe Box`.
    pub name: String,
    /// `recipe-box`.
    pub slug: String,
    /// One sentence for the header and the README, made from the request.
    pub tagline: String,
    /// The user's words.
    pub description: String,
    /// What kind of application.
    pub kind: AppKind,
    /// Kinds of people; never empty (`Member`).
    pub roles: Vec<Role>,
    /// The things; never empty; the first is what the application is about.
    pub entities: Vec<Entity>,
    /// Rules that reach beyond a form.
    pub behaviours: Vec<Behaviour>,
    /// What was asked for.
    pub features: Vec<Feature>,
    /// How it looks.
    pub look: Look,
    /// What it is made with.
    #[serde(default)]
    pub stack: Stack,
    /// Everybody who makes a part of it, in the order of the roster: a part asks here which other parts there are.
    #[serde(default)]
    pub team: Vec<AgentId>,
    /// Seeds every choice, from the words of the request.
    pub seed: u64,
}

impl AppModel {
    /// Whether `agent` makes a part of this application.
    #[must_use]
    pub fn has(&self, agent: AgentId) -> bool {
        self.team.contains(&agent)
    }

    /// Whether the application has a server of its own; without one it keeps its data in the browser.
    #[must_use]
    pub fn has_server(&self) -> bool {
        self.has(AgentId::Gateway)
    }
}

/// What an application is made with; the request's wishes decide, else the first of each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Stack {
    /// How pages are styled.
    pub styling: Styling,
    /// What the server runs on, where there is one.
    pub backend: Backend,
}

/// How pages are styled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Styling {
    /// Style sheets by hand.
    #[default]
    Css,
    /// Tailwind's utility classes, compiled while it is made.
    Tailwind,
}

/// What the server runs on. Both use SQLite and need no package.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Backend {
    /// Node.js 22.13 or newer (22.16 for full-text search), with its built-in SQLite.
    #[default]
    Node,
    /// Python 3.9 or newer, with its standard library alone.
    Python,
}

/// Kinds that are recognised; each brings knowledge of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AppKind {
    /// Recipes, books, films, plants: things that one keeps and rates.
    Collection,
    /// Places, classes, appointments.
    Booking,
    /// Stock.
    Inventory,
    /// People and deals.
    Crm,
    /// Money owed.
    Invoices,
    /// Pages of knowledge.
    Wiki,
    /// Things for sale.
    Shop,
    /// Habits, time, health, expenses.
    Tracker,
    /// Conversations.
    Forum,
    /// Courses and lessons.
    Learning,
    /// Gatherings.
    Events,
    /// Listings of places, people or firms.
    Directory,
    /// Tickets.
    Helpdesk,
    /// Tasks and projects.
    Projects,
    /// Articles.
    Publishing,
    /// Anything else.
    General,
}

/// A kind of person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Role {
    /// `trainer`.
    pub id: String,
    /// `Trainer`.
    pub label: String,
    /// What this one may do, in plain verbs: `publish classes`.
    pub can: Vec<String>,
    /// May change and delete what others made.
    pub manages: bool,
}

/// A thing that the application keeps.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Entity {
    /// `recipe`: a valid identifier in snake case.
    pub id: String,
    /// `Recipe`.
    pub singular: String,
    /// `Recipes`.
    pub plural: String,
    /// Name of an icon that the renderer knows (see `render/icons.rs`).
    pub icon: String,
    /// What it is for, in one sentence.
    pub purpose: String,
    /// Its fields; the first is its title.
    pub fields: Vec<Field>,
    /// How its list is shown.
    pub view: View,
    /// Examples that fit the request, at least six for a main thing, with a value for each required field.
    /// Keys are field ids; `id` is the record's own; a reference holds the other record's `id`.
    pub seeds: Vec<serde_json::Map<String, serde_json::Value>>,
    /// Shown in the navigation; others are reached through their parent.
    pub in_navigation: bool,
}

/// A field of an entity.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Field {
    /// `cooking_time`.
    pub id: String,
    /// `Cooking time`.
    pub label: String,
    /// What it holds.
    pub kind: FieldKind,
    /// Must be filled.
    pub required: bool,
    /// Shown in lists.
    pub in_list: bool,
    /// A hint below the input.
    pub help: Option<String>,
}

/// What a field holds, and so how it is edited, checked and shown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum FieldKind {
    /// One line.
    Text,
    /// Paragraphs.
    LongText,
    /// Paragraphs with headings, lists, emphasis (a safe subset of Markdown).
    RichText,
    /// A number.
    Number {
        /// Lowest.
        min: Option<f64>,
        /// Highest.
        max: Option<f64>,
        /// `min`, `kg`.
        unit: Option<String>,
    },
    /// Money, kept in cents.
    Money {
        /// ISO code.
        currency: String,
    },
    /// `2026-11-24`.
    Date,
    /// `2026-11-24T18:30`.
    DateTime,
    /// Yes or no.
    Boolean,
    /// One of a few values.
    Choice {
        /// In order.
        options: Vec<String>,
    },
    /// Where it stands: drives badges, boards and quick actions.
    Status {
        /// In order.
        options: Vec<StatusOption>,
    },
    /// Stars.
    Rating {
        /// How many.
        max: u8,
    },
    /// Address.
    Email,
    /// Number.
    Phone,
    /// Link.
    Url,
    /// Free labels.
    Tags,
    /// One item a line: ingredients, steps.
    Lines,
    /// Rows of description, quantity, unit price, with a total.
    LineItems {
        /// ISO code.
        currency: String,
    },
    /// An image, chosen from a file and kept as a data URL; without one a drawn cover is shown.
    Image,
    /// Another record.
    Reference {
        /// Which entity.
        entity: String,
    },
    /// Several records.
    References {
        /// Which entity.
        entity: String,
    },
}

/// A status.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusOption {
    /// `Overdue`.
    pub value: String,
    /// Colour by meaning.
    pub tone: Tone,
}

/// Colour by meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    /// Nothing special.
    Neutral,
    /// Going on.
    Active,
    /// Good.
    Good,
    /// Look here.
    Warning,
    /// Wrong.
    Bad,
}

/// How a list is shown first; a person can switch to a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum View {
    /// Rows and columns.
    Table,
    /// Cards with covers.
    Cards,
    /// Columns by status.
    Board,
    /// By day.
    Calendar,
    /// A column of titles with the text beside it, as in a wiki.
    Pages,
    /// Newest first, as in a feed.
    Feed,
}

/// Rules that reach beyond one form. Field names are ids of the named entity.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Behaviour {
    /// A warning while `quantity` is at or below `threshold`; quick plus and minus.
    LowStock { entity: String, quantity: String, threshold: String },
    /// Overdue while `date` has passed and `status` is not one of `done`.
    Due { entity: String, date: String, status: String, done: Vec<String> },
    /// Bookings of a slot up to its capacity; who is signed in books and cancels.
    Booking { slot: String, booking: String, slot_field: String, starts: String, capacity: String },
    /// Changes wait as proposals until a role that manages says yes; earlier versions are kept.
    Approval { entity: String, body: String },
    /// Anyone adds a score; the average shows.
    Ratings { entity: String, field: String },
    /// A discussion below each record.
    Comments { entity: String },
    /// Payments reduce what is owed: `amount_field` may be a money or line-items field.
    Payments {
        entity: String,
        amount_field: String,
        payment: String,
        payment_invoice: String,
        payment_amount: String,
        status: String,
        paid: String,
    },
    /// A basket and a checkout over this entity.
    Cart { entity: String, price: String, stock: Option<String> },
    /// A day is ticked off; streaks show.
    Streak { entity: String, log: String, log_entity_field: String, log_date: String },
    /// One vote a person.
    Votes { entity: String },
    /// Parts of a whole that are ticked off: lessons of a course.
    Progress { whole: String, part: String, part_field: String, done: String },
}

impl Behaviour {
    /// The entity that the rule is mainly about.
    #[must_use]
    pub fn subject(&self) -> &str {
        match self {
            Self::LowStock { entity, .. }
            | Self::Due { entity, .. }
            | Self::Approval { entity, .. }
            | Self::Ratings { entity, .. }
            | Self::Comments { entity }
            | Self::Payments { entity, .. }
            | Self::Cart { entity, .. }
            | Self::Streak { entity, .. }
            | Self::Votes { entity } => entity,
            Self::Booking { slot, .. } => slot,
            Self::Progress { whole, .. } => whole,
        }
    }
}

/// How the application looks; made from its subject, its kind and the seed, so that two requests do not look alike.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Look {
    /// Hue of the accent in OKLCH degrees.
    pub hue: f64,
    /// Chroma of the accent.
    pub chroma: f64,
    /// Hue of the neutral colours.
    pub neutral_hue: f64,
    /// Font stack of headings.
    pub heading_font: FontStack,
    /// Font stack of text.
    pub body_font: FontStack,
    /// Corner radius in pixels.
    pub radius: u8,
    /// Where the navigation is.
    pub layout: Layout,
    /// How much air.
    pub density: Density,
    /// What cover drawings look like.
    pub pattern: Pattern,
    /// How it looks before somebody chooses.
    #[serde(default)]
    pub theme: Theme,
    /// Words for the mood, for the design document: `warm, homely`.
    pub mood: String,
}

/// Light or dark, before somebody chooses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// As the system says.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// Font stacks of what systems have; nothing is fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FontStack {
    /// System sans.
    System,
    /// Humanist sans.
    Humanist,
    /// Geometric sans.
    Geometric,
    /// Old-style serif.
    OldStyle,
    /// Transitional serif.
    Transitional,
    /// Slab serif.
    Slab,
    /// Rounded sans.
    Rounded,
    /// Monospace.
    Mono,
}

/// Where the navigation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Layout {
    /// At the side.
    Sidebar,
    /// On top.
    Topbar,
    /// Narrow icons at the side.
    Rail,
    /// A big masthead, then tabs.
    Masthead,
}

/// How much air.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Density {
    /// Much to see at once.
    Compact,
    /// Between.
    Regular,
    /// Calm.
    Airy,
}

/// What cover drawings look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pattern {
    /// Circles.
    Dots,
    /// Stripes.
    Stripes,
    /// Waves.
    Waves,
    /// Triangles.
    Facets,
    /// Leaves.
    Leaves,
    /// A grid.
    Grid,
}
