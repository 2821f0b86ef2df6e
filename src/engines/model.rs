//! What goes into an agent's work, and what comes out.

use serde::{Deserialize, Serialize};

use crate::agents::{AgentId, Feature};
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
    /// The agents of the plan, in order: documents say who did what.
    pub team: Vec<AgentId>,
    /// Files made by the agents it depends on, directly or not.
    pub files: Vec<MadeFile>,
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
