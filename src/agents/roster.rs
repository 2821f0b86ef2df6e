//! The roster: every agent with its phase, its purpose, whom it waits for and what it must produce.

use super::model::AgentId as Id;
use super::model::{Agent, AgentId, Phase, QualityClass};

use Phase::{Architecture, Backend, Conversion, Deployment, Design, Discovery, Frontend, Integration, Testing};
use QualityClass::{Deep, Light, Standard};

/// Every agent, in phase order and so that each follows the agents it depends on; `check_roster` proves both.
const ROSTER: &[Agent] = &[
    Agent {
        id: Id::Oracle,
        name: "Oracle",
        phase: Discovery,
        purpose: "Reads the request into a typed model of the application, from which every other agent works.",
        depends_on: &[],
        produces: &["app.model.json", "docs/brief.md"],
        quality: Deep,
    },
    Agent {
        id: Id::Empathy,
        name: "Empathy",
        phase: Discovery,
        purpose: "Describes the people who will use the application, what they come for and what gets in their way.",
        depends_on: &[Id::Oracle],
        produces: &["docs/users.md"],
        quality: Standard,
    },
    Agent {
        id: Id::Venture,
        name: "Venture",
        phase: Discovery,
        purpose: "States what the application is worth to those who pay for it, and what would prove that wrong.",
        depends_on: &[Id::Oracle],
        produces: &["docs/value.md"],
        quality: Light,
    },
    Agent {
        id: Id::Strategos,
        name: "Strategos",
        phase: Discovery,
        purpose: "Puts the work into an order in which each release is useful by itself.",
        depends_on: &[Id::Oracle],
        produces: &["docs/roadmap.md"],
        quality: Light,
    },
    Agent {
        id: Id::Scope,
        name: "Scope",
        phase: Discovery,
        purpose: "Draws the line between what this version does and what it leaves out, with the request's words for each.",
        depends_on: &[Id::Oracle],
        produces: &["docs/scope.md"],
        quality: Standard,
    },
    Agent {
        id: Id::Psyche,
        name: "Psyche",
        phase: Conversion,
        purpose: "Names the motives and doubts of a first-time visitor, and where on the screen each is answered.",
        depends_on: &[Id::Empathy, Id::Scope],
        produces: &["docs/visitors.md"],
        quality: Light,
    },
    Agent {
        id: Id::Scribe,
        name: "Scribe",
        phase: Conversion,
        purpose: "Writes every word on the screen, from buttons to error messages, in one voice.",
        depends_on: &[Id::Empathy, Id::Scope],
        produces: &["js/words.js", "docs/voice.md"],
        quality: Standard,
    },
    Agent {
        id: Id::FunnelArchitect,
        name: "Funnel Architect",
        phase: Conversion,
        purpose: "Lays out the steps from first visit to regular use and the one thing to do at each.",
        depends_on: &[Id::Psyche],
        produces: &["docs/funnel.md"],
        quality: Light,
    },
    Agent {
        id: Id::ConversionJudge,
        name: "Conversion Judge",
        phase: Conversion,
        purpose: "Judges words and path as a critical visitor would, and lists what has to change.",
        depends_on: &[Id::Scribe, Id::FunnelArchitect],
        produces: &["docs/words-review.md"],
        quality: Standard,
    },
    Agent {
        id: Id::Palette,
        name: "Palette",
        phase: Design,
        purpose: "Chooses colours and type that fit the subject and are readable in light and dark, as design tokens.",
        depends_on: &[Id::Oracle],
        produces: &["css/tokens.css", "docs/design-tokens.md"],
        quality: Standard,
    },
    Agent {
        id: Id::Grid,
        name: "Grid",
        phase: Design,
        purpose: "Arranges pages on a layout that holds from a phone to a wide screen.",
        depends_on: &[Id::Palette],
        produces: &["css/layout.css|css/input.css"],
        quality: Standard,
    },
    Agent {
        id: Id::Blocks,
        name: "Blocks",
        phase: Design,
        purpose: "Styles the components that pages are made of, with all their states.",
        depends_on: &[Id::Grid],
        produces: &["css/components.css|js/look.js"],
        quality: Standard,
    },
    Agent {
        id: Id::Cartographer,
        name: "Cartographer",
        phase: Design,
        purpose: "Maps the pages, their addresses and how one gets from each to the next.",
        depends_on: &[Id::Scope],
        produces: &["js/routes.js", "js/addresses.js", "docs/sitemap.md"],
        quality: Light,
    },
    Agent {
        id: Id::Flow,
        name: "Flow",
        phase: Design,
        purpose: "Walks each task through the pages, step by step, including what happens when a step fails.",
        depends_on: &[Id::Cartographer],
        produces: &["docs/flows.md"],
        quality: Standard,
    },
    Agent {
        id: Id::Artist,
        name: "Artist",
        phase: Design,
        purpose: "Draws the application's icon in its own colours.",
        depends_on: &[Id::Palette],
        produces: &["assets/icon.svg", "js/icons.js", "js/covers.js"],
        quality: Light,
    },
    Agent {
        id: Id::Archon,
        name: "Archon",
        phase: Architecture,
        purpose: "Decides the structure of the whole, which part owns what, and records why.",
        depends_on: &[Id::Scope, Id::Cartographer],
        produces: &["docs/architecture.md"],
        quality: Deep,
    },
    Agent {
        id: Id::Datum,
        name: "Datum",
        phase: Architecture,
        purpose: "Defines what is stored: entities, fields, references, and the rules that data must keep.",
        depends_on: &[Id::Archon],
        produces: &["js/schema.js", "docs/schema.json", "docs/data-model.md"],
        quality: Standard,
    },
    Agent {
        id: Id::Nexus,
        name: "Nexus",
        phase: Architecture,
        purpose: "Describes the interface through which programs read and change the same data.",
        depends_on: &[Id::Datum],
        produces: &["docs/openapi.json"],
        quality: Standard,
    },
    Agent {
        id: Id::Forge,
        name: "Forge",
        phase: Architecture,
        purpose: "Provides the tools with which the project starts, is served and is tested by one command.",
        depends_on: &[Id::Archon],
        produces: &["package.json", "serve.mjs|.gitignore"],
        quality: Light,
    },
    Agent {
        id: Id::Sentinel,
        name: "Sentinel",
        phase: Architecture,
        purpose: "Says who may do what, what could be attacked, and which rule in the code stops it.",
        depends_on: &[Id::Datum],
        produces: &["docs/security.md"],
        quality: Deep,
    },
    Agent {
        id: Id::Atlas,
        name: "Atlas",
        phase: Architecture,
        purpose: "Writes the map for the next developer: how to run it, where things are, how to change them.",
        depends_on: &[Id::Forge, Id::Nexus, Id::Sentinel],
        produces: &["README.md"],
        quality: Standard,
    },
    // Before Pixel: pages are written against the store.
    Agent {
        id: Id::Wire,
        name: "Wire",
        phase: Frontend,
        purpose: "Keeps the data in the browser: the store, its rules, examples to begin with, and tests.",
        depends_on: &[Id::Datum],
        produces: &["js/store.js", "js/seeds.js", "tests/"],
        quality: Standard,
    },
    Agent {
        id: Id::Pixel,
        name: "Pixel",
        phase: Frontend,
        purpose: "Builds the pages that people use, from the components, words, flows and data of the others.",
        depends_on: &[Id::Blocks, Id::Flow, Id::Scribe, Id::Wire, Id::Artist, Id::Sentinel],
        produces: &["index.html", "js/app.js", "js/pages/", "js/ui.js", "js/format.js"],
        quality: Deep,
    },
    Agent {
        id: Id::Polish,
        name: "Polish",
        phase: Frontend,
        purpose: "Finishes it: keyboard use, empty and loading states, dark mode, motion that can be switched off.",
        depends_on: &[Id::Pixel],
        produces: &["css/polish.css|css/app.css", "js/keyboard.js"],
        quality: Standard,
    },
    Agent {
        id: Id::Keeper,
        name: "Keeper",
        phase: Backend,
        purpose: "Keeps the data on the server: the database, its migrations, and the examples it begins with.",
        depends_on: &[Id::Datum, Id::Wire],
        produces: &["migrations/", "server/database.mjs|server/database.py", "docs/storage.md"],
        quality: Standard,
    },
    Agent {
        id: Id::Engine,
        name: "Engine",
        phase: Backend,
        purpose: "Enforces on the server every rule that the browser only suggests: what is valid, who may do what, what is still free.",
        depends_on: &[Id::Keeper, Id::Sentinel],
        produces: &["server/rules.mjs|server/rules.py"],
        quality: Deep,
    },
    Agent {
        id: Id::Gateway,
        name: "Gateway",
        phase: Backend,
        purpose: "Serves the application and its HTTP interface as described, with accounts where people sign in.",
        depends_on: &[Id::Engine, Id::Nexus, Id::Forge],
        produces: &["server/main.mjs|server/main.py", "server/api.mjs|server/api.py"],
        quality: Deep,
    },
    Agent {
        id: Id::Cron,
        name: "Cron",
        phase: Backend,
        purpose: "Does what must happen by the clock: what falls due, what expires, what has to be swept.",
        depends_on: &[Id::Engine],
        produces: &["server/jobs.mjs|server/jobs.py"],
        quality: Standard,
    },
    Agent {
        id: Id::Bridge,
        name: "Bridge",
        phase: Integration,
        purpose: "Joins pages and server: what is entered is sent, checked there, and taken back where it was refused.",
        depends_on: &[Id::Gateway, Id::Pixel],
        produces: &["js/server.js", "tests/bridge.test.mjs"],
        quality: Standard,
    },
    Agent {
        id: Id::Sync,
        name: "Sync",
        phase: Integration,
        purpose: "Shows in every open window what another person has just changed.",
        depends_on: &[Id::Bridge],
        produces: &["js/live.js", "server/live.mjs|server/live.py"],
        quality: Standard,
    },
    Agent {
        id: Id::Notify,
        name: "Notify",
        phase: Integration,
        purpose: "Tells people what concerns them, where they look anyway.",
        depends_on: &[Id::Bridge],
        produces: &["js/notices.js", "server/notices.mjs|server/notices.py", "migrations/0004_notices.sql"],
        quality: Light,
    },
    Agent {
        id: Id::Search,
        name: "Search",
        phase: Integration,
        purpose: "Finds records by their words on the server, however many there are.",
        depends_on: &[Id::Bridge],
        produces: &["server/search.mjs|server/search.py", "migrations/0003_search.sql"],
        quality: Standard,
    },
    Agent {
        id: Id::Junit,
        name: "JUnit",
        phase: Testing,
        purpose: "Proves rules and interface by tests that start the real server.",
        depends_on: &[Id::Gateway, Id::Bridge],
        produces: &["tests/api.test.mjs"],
        quality: Standard,
    },
    Agent {
        id: Id::Cypress,
        name: "Cypress",
        phase: Testing,
        purpose: "Walks the main journeys in a real browser.",
        depends_on: &[Id::Bridge, Id::Polish],
        produces: &["tests/e2e/"],
        quality: Standard,
    },
    Agent {
        id: Id::Load,
        name: "Load",
        phase: Testing,
        purpose: "Finds out how many people at once the server carries, with a bound and an end.",
        depends_on: &[Id::Gateway],
        produces: &["tests/load.mjs"],
        quality: Light,
    },
    Agent {
        id: Id::A11y,
        name: "A11y",
        phase: Testing,
        purpose: "Proves that everybody can use it, by rules that a browser checks on every page.",
        depends_on: &[Id::Bridge, Id::Polish],
        produces: &["tests/a11y/", "docs/accessibility.md"],
        quality: Standard,
    },
    Agent {
        id: Id::Docker,
        name: "Docker",
        phase: Deployment,
        purpose: "Packs the application into a container that starts by one command and keeps its data.",
        depends_on: &[Id::Gateway, Id::Forge],
        produces: &["Dockerfile", "compose.yaml"],
        quality: Light,
    },
    Agent {
        id: Id::Pipeline,
        name: "Pipeline",
        phase: Deployment,
        purpose: "Tests every change and builds the container, in the place where the code lives.",
        depends_on: &[Id::Docker],
        produces: &[".github/workflows/ci.yml"],
        quality: Light,
    },
    Agent {
        id: Id::Monitor,
        name: "Monitor",
        phase: Deployment,
        purpose: "Lets the one who runs it see whether it is well: health, figures, alarms.",
        depends_on: &[Id::Gateway],
        produces: &["server/health.mjs|server/health.py", "deploy/alerts.yml"],
        quality: Light,
    },
    Agent {
        id: Id::Scale,
        name: "Scale",
        phase: Deployment,
        purpose: "Says how far one machine carries, what to do then, and backs the data up meanwhile.",
        depends_on: &[Id::Docker, Id::Monitor],
        produces: &["docs/capacity.md", "server/backup.mjs|server/backup.py"],
        quality: Standard,
    },
];

/// Every agent, in phase order; each follows the agents it depends on.
#[must_use]
pub fn roster() -> &'static [Agent] {
    ROSTER
}

/// Where each agent stands in `ROSTER`, worked out by the compiler: an agent missing from it does not compile.
const POSITION: [usize; AgentId::ALL.len()] = {
    let mut positions = [0; AgentId::ALL.len()];
    let mut id = 0;
    while id < AgentId::ALL.len() {
        let mut place = 0;
        // Runs past the end, and so stops the build, where an id has no entry.
        while ROSTER[place].id as usize != AgentId::ALL[id] as usize {
            place += 1;
        }
        positions[AgentId::ALL[id] as usize] = place;
        id += 1;
    }
    positions
};

/// The agent with this id.
#[must_use]
pub fn agent(id: AgentId) -> &'static Agent {
    &ROSTER[POSITION[id as usize]]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_id_finds_its_own_agent() {
        for id in AgentId::ALL {
            assert_eq!(agent(*id).id, *id);
        }
        assert_eq!(roster().len(), AgentId::ALL.len());
    }

    #[test]
    fn purposes_are_single_sentences() {
        for one in roster() {
            assert!(one.purpose.ends_with('.'), "{}", one.id);
            assert_eq!(one.purpose.matches('.').count(), 1, "{}", one.id);
        }
    }
}
