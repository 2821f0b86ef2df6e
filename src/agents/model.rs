//! Phases, agents, plans.

use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::plans::Depth;

macro_rules! names {
    ($(#[$doc:meta])* $name:ident, $what:literal { $($(#[$vdoc:meta])* $variant:ident = $text:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
        #[serde(rename_all = "snake_case")]
        pub enum $name {
            $($(#[$vdoc])* $variant,)+
        }

        impl $name {
            /// All, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The name on the wire and in the database.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::ALL.iter().copied().find(|one| one.as_str() == text).ok_or_else(|| Error::not_found($what))
            }
        }
    };
}

names! {
    /// The phases of a build, in their order.
    Phase, "phase" {
        /// What is wanted, by whom, why.
        Discovery = "discovery",
        /// Words that people read.
        Conversion = "conversion",
        /// How it looks and moves.
        Design = "design",
        /// How it is put together.
        Architecture = "architecture",
        /// What people use.
        Frontend = "frontend",
        /// What runs on a server.
        Backend = "backend",
        /// What joins the parts.
        Integration = "integration",
        /// What proves it.
        Testing = "testing",
        /// What brings it to people.
        Deployment = "deployment",
    }
}

names! {
    /// An agent's name on the wire and in the database.
    AgentId, "agent" {
        /// Reads the request into a model of the application.
        Oracle = "oracle",
        /// The people who will use it.
        Empathy = "empathy",
        /// Why it is worth making.
        Venture = "venture",
        /// What comes first.
        Strategos = "strategos",
        /// What is in and what is out.
        Scope = "scope",
        /// Motives and doubts of a visitor.
        Psyche = "psyche",
        /// Every word on the screen.
        Scribe = "scribe",
        /// The path from visitor to user.
        FunnelArchitect = "funnel_architect",
        /// Judges words and path.
        ConversionJudge = "conversion_judge",
        /// Colours and type as tokens.
        Palette = "palette",
        /// Layout.
        Grid = "grid",
        /// Components.
        Blocks = "blocks",
        /// Pages and their addresses.
        Cartographer = "cartographer",
        /// Steps through the pages.
        Flow = "flow",
        /// Icon and illustrations.
        Artist = "artist",
        /// The whole structure.
        Archon = "archon",
        /// Entities and fields.
        Datum = "datum",
        /// The API description.
        Nexus = "nexus",
        /// The project's tools.
        Forge = "forge",
        /// Security rules.
        Sentinel = "sentinel",
        /// The map for its next developer.
        Atlas = "atlas",
        /// Pages.
        Pixel = "pixel",
        /// Data in the browser.
        Wire = "wire",
        /// Keyboard, states, dark mode, motion.
        Polish = "polish",
        /// The database.
        Keeper = "keeper",
        /// Rules on the server.
        Engine = "engine",
        /// The HTTP API.
        Gateway = "gateway",
        /// Work that happens by the clock.
        Cron = "cron",
        /// The browser's line to the server.
        Bridge = "bridge",
        /// Changes that others make, live.
        Sync = "sync",
        /// Telling people what happened.
        Notify = "notify",
        /// Finding things on the server.
        Search = "search",
        /// Tests of rules and API.
        Junit = "junit",
        /// Journeys in a browser.
        Cypress = "cypress",
        /// Many people at once.
        Load = "load",
        /// Use by everybody.
        A11y = "a11y",
        /// The container.
        Docker = "docker",
        /// Tests and release on every change.
        Pipeline = "pipeline",
        /// Health and figures.
        Monitor = "monitor",
        /// Growth and backups.
        Scale = "scale",
    }
}

/// How capable a model an agent's work calls for; the rate card has a price for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QualityClass {
    /// Short, formulaic work.
    Light,
    /// Most work.
    Standard,
    /// Work that the rest stands on.
    Deep,
}

/// One specialist of the roster.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agent {
    /// Its id.
    pub id: AgentId,
    /// Its name for people: `Funnel Architect`.
    pub name: &'static str,
    /// When it works.
    pub phase: Phase,
    /// What it is for, in one sentence.
    pub purpose: &'static str,
    /// Whose work it reads. A dependency that a plan leaves out is replaced by that one's own dependencies.
    pub depends_on: &'static [AgentId],
    /// What it must produce: paths, a folder ending in `/`, or `one|other` where the chosen stack decides.
    pub produces: &'static [&'static str],
    /// What class of model plays it.
    pub quality: QualityClass,
}

/// An agent in a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct PlannedAgent {
    /// Which agent.
    pub agent_id: AgentId,
    /// When.
    pub phase: Phase,
    /// For whom it waits; all of them are in the same plan.
    pub depends_on: Vec<AgentId>,
    /// Why it is in this plan, for people: `every build`, or the feature that calls for it.
    pub reason: String,
}

/// The agents that a build needs: a graph without cycles, in an order in which every agent follows its dependencies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Plan {
    /// How deep.
    pub depth: Depth,
    /// Who, in a valid order.
    pub agents: Vec<PlannedAgent>,
}

impl Plan {
    /// The phases that have at least one agent, in order.
    #[must_use]
    pub fn phases(&self) -> Vec<Phase> {
        Phase::ALL.iter().copied().filter(|phase| self.agents.iter().any(|one| one.phase == *phase)).collect()
    }
}
