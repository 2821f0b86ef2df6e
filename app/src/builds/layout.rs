//! Where the plan's agents and edges stand: phases as columns, agents under each other, edges as curves.

use std::collections::BTreeMap;

use olympus::agents::{AgentId, Phase, Plan};

/// Width of a node where there is room for it.
const NODE_WIDTH: f64 = 144.0;
/// Room between columns at least.
const GAP: f64 = 18.0;
/// Height of a node.
pub const NODE_HEIGHT: f64 = 34.0;
const WIDTH: f64 = 1160.0;
const HEAD: f64 = 34.0;
const STEP_Y: f64 = 48.0;
const MAX_STEP_X: f64 = 252.0;
/// How far an edge within a column bends out.
const BEND: f64 = 20.0;

/// A column.
pub struct Column {
    /// Whose.
    pub phase: Phase,
    /// Left edge.
    pub x: f64,
}

/// An agent.
pub struct Node {
    /// Who.
    pub agent: AgentId,
    /// Left edge.
    pub x: f64,
    /// Upper edge.
    pub y: f64,
}

/// Who waits for whom.
pub struct Edge {
    /// Whose work is read.
    pub from: AgentId,
    /// Who reads it.
    pub to: AgentId,
    /// The curve.
    pub path: String,
}

/// The whole drawing.
pub struct Layout {
    /// Width of a node: less where many phases stand side by side.
    pub node_width: f64,
    /// Width of the drawing.
    pub width: f64,
    /// Height of the drawing.
    pub height: f64,
    /// Phases.
    pub columns: Vec<Column>,
    /// Agents.
    pub nodes: Vec<Node>,
    /// Dependencies that no other path already shows.
    pub edges: Vec<Edge>,
}

/// Draws `plan`.
#[must_use]
pub fn layout(plan: &Plan) -> Layout {
    let phases = plan.phases();
    let gaps = phases.len().saturating_sub(1).max(1) as f64;
    let node_width = ((WIDTH - BEND - gaps * GAP) / (gaps + 1.0)).min(NODE_WIDTH);
    let step = ((WIDTH - node_width - BEND) / gaps).min(MAX_STEP_X);
    let x_of = |phase: Phase| BEND + phases.iter().position(|one| *one == phase).unwrap_or(0) as f64 * step;
    let mut rows: BTreeMap<Phase, usize> = BTreeMap::new();
    let mut nodes = Vec::with_capacity(plan.agents.len());
    for planned in &plan.agents {
        let row = rows.entry(planned.phase).or_default();
        nodes.push(Node { agent: planned.agent_id, x: x_of(planned.phase), y: HEAD + *row as f64 * STEP_Y });
        *row += 1;
    }
    let tallest = rows.values().copied().max().unwrap_or(1) as f64;
    let columns = phases.iter().map(|phase| Column { phase: *phase, x: x_of(*phase) }).collect();
    let edges = edges(plan, &nodes, node_width);
    let width = BEND + gaps.min(phases.len().saturating_sub(1) as f64) * step + node_width + 1.0;
    Layout { node_width, width, height: HEAD + tallest * STEP_Y, columns, nodes, edges }
}

fn edges(plan: &Plan, nodes: &[Node], node_width: f64) -> Vec<Edge> {
    let place = |id: AgentId| nodes.iter().find(|node| node.agent == id);
    let mut edges = Vec::new();
    for planned in &plan.agents {
        for dependency in &planned.depends_on {
            let shown_by_another =
                planned.depends_on.iter().any(|other| other != dependency && reaches(plan, *other, *dependency));
            if shown_by_another {
                continue;
            }
            if let (Some(from), Some(to)) = (place(*dependency), place(planned.agent_id)) {
                edges.push(Edge { from: from.agent, to: to.agent, path: curve(from, to, node_width) });
            }
        }
    }
    edges
}

/// Whether `start` waits, through whomever, for `goal`.
fn reaches(plan: &Plan, start: AgentId, goal: AgentId) -> bool {
    let Some(planned) = plan.agents.iter().find(|one| one.agent_id == start) else { return false };
    planned.depends_on.iter().any(|next| *next == goal || reaches(plan, *next, goal))
}

fn curve(from: &Node, to: &Node, node_width: f64) -> String {
    let middle = NODE_HEIGHT / 2.0;
    let (start_y, end_y) = (from.y + middle, to.y + middle);
    if (from.x - to.x).abs() < 1.0 {
        let (edge, out) = (from.x, from.x - BEND);
        return format!("M{edge:.1} {start_y:.1} C{out:.1} {start_y:.1} {out:.1} {end_y:.1} {edge:.1} {end_y:.1}");
    }
    let (start, end) = (from.x + node_width, to.x);
    let half = f64::midpoint(start, end);
    format!("M{start:.1} {start_y:.1} C{half:.1} {start_y:.1} {half:.1} {end_y:.1} {end:.1} {end_y:.1}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use olympus::agents::PlannedAgent;
    use olympus::plans::Depth;

    fn planned(agent_id: AgentId, phase: Phase, depends_on: &[AgentId]) -> PlannedAgent {
        PlannedAgent { agent_id, phase, depends_on: depends_on.to_vec(), reason: "every build".to_owned() }
    }

    fn small_plan() -> Plan {
        let agents = vec![
            planned(AgentId::Oracle, Phase::Discovery, &[]),
            planned(AgentId::Scope, Phase::Discovery, &[AgentId::Oracle]),
            planned(AgentId::Palette, Phase::Design, &[AgentId::Oracle, AgentId::Scope]),
        ];
        Plan { depth: Depth::Starter, agents }
    }

    #[test]
    fn phases_are_columns_from_left_to_right() {
        let drawing = layout(&small_plan());
        assert_eq!(drawing.columns.len(), 2);
        assert!(drawing.columns[0].x < drawing.columns[1].x);
        assert!(drawing.nodes.iter().all(|node| node.x + drawing.node_width <= drawing.width));
    }

    #[test]
    fn nine_phases_stand_side_by_side_without_touching() {
        let agents = Phase::ALL.iter().map(|phase| planned(AgentId::Oracle, *phase, &[])).collect();
        let drawing = layout(&Plan { depth: Depth::Enterprise, agents });
        let columns = drawing.columns.windows(2);
        assert_eq!(drawing.columns.len(), 9);
        assert!(columns.into_iter().all(|pair| pair[0].x + drawing.node_width + GAP <= pair[1].x + 0.1));
    }

    #[test]
    fn an_edge_that_another_path_shows_is_not_drawn() {
        let drawing = layout(&small_plan());
        let drawn: Vec<_> = drawing.edges.iter().map(|edge| (edge.from, edge.to)).collect();
        assert_eq!(drawn, vec![(AgentId::Oracle, AgentId::Scope), (AgentId::Scope, AgentId::Palette)]);
    }
}
