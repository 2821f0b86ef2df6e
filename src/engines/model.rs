//! What goes into an agent's work, and what comes out.

use serde::{Deserialize, Serialize};

use crate::agents::{AgentId, Feature};
use crate::money::Usd;
use crate::tenants::Palette;

/// One file of the application being made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MadeFile {
    /// Relative, with `/`, without `..`: `js/pages/recipes.js`.
    pub path: String,
    /// Text; binary files are not made.
    pub content: String,
}

/// Everything that an agent knows when it starts. Owned, so that work can run off the async threads.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct WorkRequest {
    /// Who works.
    pub agent: AgentId,
    /// The user's words.
    pub description: String,
    /// Who will use it, where the user said so.
    pub target_users: Option<String>,
    /// Technical wishes, where the user said so.
    pub tech_constraints: Option<String>,
    /// What was detected and not removed by the user.
    pub features: Vec<Feature>,
    /// The workspace's colours, a hint: the application's own subject may override them.
    pub palette: Option<Palette>,
    /// Everybody who makes a part of the application, this version's agents and earlier ones', in the roster's order.
    pub team: Vec<AgentId>,
    /// Files made by the agents it depends on, directly or not.
    pub files: Vec<MadeFile>,
    /// What it made itself before: in the version that this one changes, or in the attempt that was sent back.
    #[serde(default)]
    pub own_files: Vec<MadeFile>,
    /// What is to be different from the version before; nothing in a first version.
    #[serde(default)]
    pub instruction: Option<String>,
    /// Why the last attempt was sent back; empty on the first.
    #[serde(default)]
    pub findings: Vec<Finding>,
    /// What this run may cost at most; an engine stops before it passes it. Nothing: no limit.
    #[serde(default)]
    pub allowance: Option<Usd>,
}

impl WorkRequest {
    /// A first attempt at a first version, from these words alone; the rest is empty.
    #[must_use]
    pub fn first(agent: AgentId, description: &str) -> Self {
        Self {
            agent,
            description: description.to_owned(),
            target_users: None,
            tech_constraints: None,
            features: Vec::new(),
            palette: None,
            team: Vec::new(),
            files: Vec::new(),
            own_files: Vec::new(),
            instruction: None,
            findings: Vec::new(),
            allowance: None,
        }
    }
}

/// Something that a check found wrong.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Finding {
    /// The check: `links`.
    pub check: String,
    /// The file, where it is about one.
    pub path: Option<String>,
    /// What is wrong and where, for whoever has to mend it: `line 12: unexpected token`.
    pub message: String,
}

impl std::fmt::Display for Finding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.path {
            Some(path) => write!(f, "{path}: {}", self.message),
            None => f.write_str(&self.message),
        }
    }
}

/// One thing that an agent did, in a sentence that people read while it works.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// `Read three things out of the request: recipes, ingredients, ratings.`
    pub message: String,
    /// The file that this step wrote, where it wrote one.
    pub path: Option<String>,
}

/// What was metered. For `blueprint`: a token is four bytes, rounded up, of what it read and what it wrote.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Usage {
    /// Read.
    pub tokens_in: u64,
    /// Written.
    pub tokens_out: u64,
}

/// What an agent's work gave.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkOutput {
    /// New or replaced files.
    pub files: Vec<MadeFile>,
    /// Sentences, in order; each file is named by exactly one step.
    pub steps: Vec<Step>,
    /// What it decided and why, for the agent's panel on the page.
    pub decisions: Vec<String>,
    /// The meter.
    pub usage: Usage,
    /// What the work cost where the engine's own prices say so; nothing: the rate card's price of the usage.
    #[serde(default)]
    pub cost: Option<Usd>,
}

/// What a change to a finished application means, before anybody works on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedChange {
    /// What will be different, in sentences for people.
    pub changes: Vec<String>,
    /// Words of the instruction that nothing could be made of.
    pub not_understood: Vec<String>,
    /// Who has to work, in the roster's order; `oracle` always.
    pub agents: Vec<AgentId>,
}

impl WorkOutput {
    /// The application's name, where this agent's work gave it one: `name` in `app.model.json`.
    #[must_use]
    pub fn title(&self) -> Option<String> {
        #[derive(Deserialize)]
        struct Named {
            name: String,
        }
        let model = self.files.iter().find(|file| file.path == "app.model.json")?;
        serde_json::from_str::<Named>(&model.content).ok().map(|named| named.name)
    }
}
