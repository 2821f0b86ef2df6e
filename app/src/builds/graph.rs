//! The plan as a picture: nodes light up as their agents start, finish or fail. Screen readers and small screens have
//! the list of agents instead.

use leptos::prelude::*;
use olympus::agents::{AgentId, agent};
use olympus::builds::{BuildView, RunStatus};

use super::layout::{Edge, NODE_HEIGHT, Node, layout};
use super::words::{run_key, run_status, run_word};
use crate::quotes::phase_name;

stylance::import_style!(style, "graph.module.css");

/// Width of a node into which every name fits.
const WIDE_ENOUGH: f64 = 136.0;

/// The graph of the build's plan.
#[component]
pub fn Graph(view: RwSignal<BuildView>) -> impl IntoView {
    let (drawing, agents) = view.with_untracked(|view| (layout(&view.plan), view.plan.agents.len()));
    let label =
        format!("The plan: {agents} agents in {} phases. The list of agents says the same.", drawing.columns.len());
    let width = drawing.node_width;
    let heads = drawing
        .columns
        .iter()
        .map(|column| view! { <text class=style::head x=column.x y=16>{phase_name(column.phase)}</text> })
        .collect_view();
    let edges = drawing.edges.into_iter().map(|edge| view! { <Line edge view /> }).collect_view();
    let nodes = drawing.nodes.into_iter().map(|node| view! { <Box node view width /> }).collect_view();
    view! {
        <svg
            class=style::graph
            viewBox=format!("0 0 {:.0} {:.0}", drawing.width, drawing.height)
            style=format!("max-width:{:.0}px", drawing.width * 1.08)
            role="img"
            aria-label=label
        >
            {heads}
            {edges}
            {nodes}
        </svg>
    }
}

fn status_of(view: RwSignal<BuildView>, id: AgentId) -> Memo<RunStatus> {
    Memo::new(move |_| view.with(|view| run_status(view, id)))
}

#[component]
fn Line(edge: Edge, view: RwSignal<BuildView>) -> impl IntoView {
    let (from, to) = (status_of(view, edge.from), status_of(view, edge.to));
    let lit = move || match (from.get(), to.get()) {
        (RunStatus::Completed, RunStatus::Running) => "flowing",
        (RunStatus::Completed, RunStatus::Completed) => "done",
        _ => "waiting",
    };
    view! { <path class=style::edge data-state=lit d=edge.path /> }
}

#[component]
fn Box(node: Node, view: RwSignal<BuildView>, width: f64) -> impl IntoView {
    let status = status_of(view, node.agent);
    let name = agent(node.agent).name;
    // In a narrow column a name of two words takes two lines.
    let two_lines = name.split_once(' ').filter(|_| width < WIDE_ENOUGH);
    let middle = NODE_HEIGHT / 2.0 + 4.5;
    let label = match two_lines {
        Some((first, second)) => view! {
            <text data-small="" x="24" y=middle - 6.5>{first}</text>
            <text data-small="" x="24" y=middle + 6.5>{second}</text>
        }
        .into_any(),
        None => view! { <text x="24" y=middle>{name}</text> }.into_any(),
    };
    let id = format!("agent-{}", node.agent);
    // A convenience for the mouse; the keyboard has the list itself.
    let open = move |_| {
        if let Some(panel) = document().get_element_by_id(&id) {
            let _ = panel.set_attribute("open", "");
            panel.scroll_into_view();
        }
    };
    view! {
        <g
            class=style::node
            data-state=move || run_key(status.get())
            transform=format!("translate({:.1} {:.1})", node.x, node.y)
            on:click=open
        >
            <title>{move || format!("{name}: {}", run_word(status.get()))}</title>
            <rect width=width height=NODE_HEIGHT rx="6" />
            <circle class=style::dot cx="13" cy=NODE_HEIGHT / 2.0 r="4.5" />
            {label}
        </g>
    }
}
