//! `/queue`: everything of the workspace that runs, waits or is held, and how turns are given.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use olympus::billing::{Billing, Usage};
use olympus::builds::{BuildStatus, BuildView, Builds};
use olympus::ids::BuildId;
use olympus::plans::{Tier, limits};

use super::live::LiveQueue;
use crate::context::{caller, service};
use crate::plans::{day, name};
use crate::shell::{FormError, Glyph, Icon, answered};

stylance::import_style!(style, "page.module.css");

/// Builds of each list that the page shows; the rest is told as a number.
pub const SHOWN: u32 = 50;

/// The page. Without JavaScript it asks for itself again every five seconds while something runs or waits.
#[component]
pub fn WaitingPage() -> impl IntoView {
    let cancelled = use_query_map().get_untracked().get("cancelled").and_then(|id| id.parse::<BuildId>().ok());
    answered(async move {
        let (caller, builds) = (caller()?, service::<Builds>()?);
        let queue = builds.waiting(&caller, SHOWN).await?;
        let cancelled = match cancelled {
            Some(id) => builds.view(&caller, id).await.ok().filter(|build| build.status == BuildStatus::Cancelled),
            None => None,
        };
        let usage = service::<Billing>()?.standing(&caller).await?.usage;
        let goes_on = queue.counts.running + queue.counts.waiting > 0;
        let (tier, at_once, weight) = (queue.tier, queue.at_once, queue.weight);
        Ok(view! {
            <Title text="Queue" />
            <div class=format!("page {}", style::page)>
                {goes_on.then(|| view! { <noscript inner_html=r#"<meta http-equiv="refresh" content="5;url=/queue">"#></noscript> })}
                <header class=style::head>
                    <h1>"Queue"</h1>
                    <a class="button" href="/">"New build"</a>
                </header>
                <FormError fields=&[] />
                {cancelled.map(|of| view! { <Cancelled of /> })}
                <LiveQueue queue />
                <Turns tier at_once weight usage />
            </div>
        }
        .into_any())
    })
}

/// What the button did, and the way to undo it.
#[component]
fn Cancelled(of: BuildView) -> impl IntoView {
    let id = of.build_id;
    view! {
        <div class=style::notice role="status">
            <Icon glyph=Glyph::Check />
            <p>"Cancelled: " <a href=format!("/builds/{id}")>{of.title}</a> ". What it had made is kept."</p>
            <form method="post" action=format!("/builds/{id}/retry")>
                <input type="hidden" name="from" value="queue" />
                <button class="button" data-kind="quiet" data-size="small" type="submit">"Undo: let it go on"</button>
            </form>
        </div>
    }
}

/// What the plan allows, and why one comes before another.
#[component]
fn Turns(tier: Tier, at_once: Option<u32>, weight: u32, usage: Usage) -> impl IntoView {
    let runs = match at_once {
        Some(1) => "runs 1 build at a time".to_owned(),
        Some(many) => format!("runs {many} builds at a time"),
        None => "runs as many builds at a time as there are workers".to_owned(),
    };
    let month = match limits(tier).builds_per_month {
        Some(limit) => format!(
            " and starts {limit} a month: {} used, counted anew on {}.",
            usage.builds_this_month,
            day(usage.resets_at)
        ),
        None => " and starts as many a month as you like.".to_owned(),
    };
    let most = limits(Tier::Enterprise).weight;
    view! {
        <section class=style::turns aria-labelledby="turns">
            <h2 id="turns">"How turns are given"</h2>
            <p>
                "Your plan, " <b>{name(tier.as_str())}</b> ", " {runs} {month} " " <a href="/plans">"What other plans allow"</a>
            </p>
            <p class="soft">
                {format!(
                    "When every worker is busy, workspaces take turns by weight: yours counts {weight}, the largest {most}, and a long \
                     backlog elsewhere gets no more than its own turns. Within your workspace a build that goes on comes first, \
                     then the one that was asked for first.",
                )}
            </p>
        </section>
    }
}
