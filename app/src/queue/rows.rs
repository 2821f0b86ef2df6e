//! The lists of the queue, and one row for each build: what it waits for, and what one can do about it.

use leptos::prelude::*;
use olympus::builds::{QueueView, QueuedBuild};

use crate::builds::{place_sentence, share};
use crate::shell::{Glyph, Icon, Moment, TimeStyle};

stylance::import_style!(style, "rows.module.css");

/// Builds of one list, and how many there are in all.
type List = fn(&QueueView) -> (&Vec<QueuedBuild>, u32);

const RUNNING: List = |queue| (&queue.running, queue.counts.running);
const WAITING: List = |queue| (&queue.waiting, queue.counts.waiting);
const PAUSED: List = |queue| (&queue.paused, queue.counts.paused);
const PARKED: List = |queue| (&queue.parked, queue.counts.parked);

/// One list, in its order: its id and heading with `number`, its rows, and in words what the rest is doing.
fn section<V: IntoView + 'static>(
    queue: RwSignal<QueueView>,
    list: List,
    [id, heading, rest]: [&'static str; 3],
    number: fn(&QueueView) -> String,
    row: fn(RwSignal<QueueView>, QueuedBuild) -> V,
) -> impl IntoView {
    view! {
        <section class=style::list aria-labelledby=id>
            <h2 id=id>{heading} " " <span class="num soft">{move || queue.with(number)}</span></h2>
            <ol>
                <For
                    each=move || queue.with(|queue| list(queue).0.clone())
                    key=|one| one.build_id
                    children=move |first| row(queue, first)
                />
            </ol>
            <More queue list what=rest />
        </section>
    }
}

/// At work, each in its slot.
#[component]
pub fn Running(queue: RwSignal<QueueView>) -> impl IntoView {
    let number = |queue: &QueueView| match queue.at_once {
        Some(slots) => format!("{} of {slots}", queue.counts.running),
        None => queue.counts.running.to_string(),
    };
    section(queue, RUNNING, ["running", "Running", "running"], number, running_row)
}

fn running_row(queue: RwSignal<QueueView>, first: QueuedBuild) -> impl IntoView {
    let id = first.build_id;
    let build = as_now(queue, RUNNING, first);
    let slot = Memo::new(move |_| queue.with(|queue| queue.running.iter().position(|one| one.build_id == id)));
    let in_slot = move || {
        let at_once = queue.with(|queue| queue.at_once);
        let slot = slot.get().map_or(1, |place| place + 1);
        // After a change to a smaller plan more may run than it allows.
        match at_once.map(|slots| slots as usize).filter(|slots| *slots >= slot) {
            Some(slots) => format!("Slot {slot} of {slots}"),
            None => format!("Slot {slot}"),
        }
    };
    let done = move || build.with(|build| format!("{} of {} agents done", build.agents_done, build.agents_total));
    let percent = move || build.with(|build| u64::from(build.agents_done) * 100 / u64::from(build.agents_total.max(1)));
    view! {
        <li class=style::row>
            <p class=style::place>{in_slot}</p>
            <div class=style::what>
                <Name of=build />
                <p class="num">{done}</p>
                <div
                    class=style::bar
                    role="progressbar"
                    aria-label=move || format!("Progress of {}", build.with(|build| build.title.clone()))
                    aria-valuemin="0"
                    aria-valuemax="100"
                    aria-valuenow=move || percent().to_string()
                >
                    <span style=move || format!("width:{}%", percent())></span>
                </div>
            </div>
            <Spent of=build />
            <div class=style::actions>{cancel(build)}</div>
        </li>
    }
}

/// Waiting for a slot, in order.
#[component]
pub fn Waiting(queue: RwSignal<QueueView>) -> impl IntoView {
    let words = ["waiting", "Waiting", "waiting behind them, in the order in which they came"];
    section(queue, WAITING, words, |queue| queue.counts.waiting.to_string(), waiting_row)
}

fn waiting_row(queue: RwSignal<QueueView>, first: QueuedBuild) -> impl IntoView {
    let id = first.build_id;
    let build = as_now(queue, WAITING, first);
    let place = Memo::new(move |_| queue.with(|queue| queue.waiting.iter().position(|one| one.build_id == id)));
    let says = move || {
        build.with(|build| match &build.place {
            Some(place) => place_sentence(place),
            None => "A slot is free: it starts at once.".to_owned(),
        })
    };
    view! {
        <li class=style::row>
            <p class=style::place>"Position " <b class="num">{move || place.get().map_or(1, |place| place + 1)}</b></p>
            <div class=style::what>
                <Name of=build />
                <p>{says}</p>
            </div>
            <Quoted of=build />
            <div class=style::actions>{cancel(build)}</div>
        </li>
    }
}

/// Stopped by the month's budget.
#[component]
pub fn Paused(queue: RwSignal<QueueView>) -> impl IntoView {
    let words = ["paused", "Paused by the budget", "paused"];
    section(queue, PAUSED, words, |queue| queue.counts.paused.to_string(), paused_row)
}

fn paused_row(queue: RwSignal<QueueView>, first: QueuedBuild) -> impl IntoView {
    let build = as_now(queue, PAUSED, first);
    let needs = move || build.with(|build| build.needed_usd);
    let reason = move || build.with(|build| build.reason.clone());
    view! {
        <li class=style::row>
            <p class=style::place>"Paused"</p>
            <div class=style::what>
                <Name of=build />
                {move || match needs() {
                    Some(usd) => view! {
                        <p>
                            "Needs room for " <span class="money">{usd.display()}</span>
                            " in this month's budget, the most that its next agent may cost. What was made is kept, and it goes on
                            by itself as soon as there is that much room."
                        </p>
                    }
                    .into_any(),
                    None => view! { <p>{reason}</p> }.into_any(),
                }}
            </div>
            <Spent of=build />
            <div class=style::actions>
                <a class="button" data-size="small" href="/budget">"Raise the budget"</a>
                {post(build, "resume", "Go on")}
                {cancel(build)}
            </div>
        </li>
    }
}

/// Waiting for a month in which the plan has room.
#[component]
pub fn Parked(queue: RwSignal<QueueView>) -> impl IntoView {
    let words = ["parked", "Kept for a later month", "kept, and start after them"];
    section(queue, PARKED, words, |queue| queue.counts.parked.to_string(), parked_row)
}

fn parked_row(queue: RwSignal<QueueView>, first: QueuedBuild) -> impl IntoView {
    let build = as_now(queue, PARKED, first);
    let starts_at = Memo::new(move |_| build.with(|build| build.starts_at));
    view! {
        <li class=style::row>
            <p class=style::place>"Parked"</p>
            <div class=style::what>
                <Name of=build />
                <p>
                    "This month's builds of your plan are used. It starts by itself"
                    {move || starts_at.get().map(|at| view! { " on " <Moment at style=TimeStyle::Calendar /> })}
                    ", or at once with a higher plan."
                </p>
            </div>
            <Quoted of=build />
            <div class=style::actions>
                <a class="button" data-size="small" href="/plans">"Choose a higher plan"</a>
                {cancel(build)}
            </div>
        </li>
    }
}

/// The build as it is now. A row that is about to go keeps what it showed last.
fn as_now(queue: RwSignal<QueueView>, list: List, first: QueuedBuild) -> Memo<QueuedBuild> {
    let id = first.build_id;
    let found = move |queue: &QueueView| list(queue).0.iter().find(|one| one.build_id == id).cloned();
    Memo::new(move |before: Option<&QueuedBuild>| {
        queue.with(found).or_else(|| before.cloned()).unwrap_or_else(|| first.clone())
    })
}

/// How many are not shown.
#[component]
fn More(queue: RwSignal<QueueView>, list: List, what: &'static str) -> impl IntoView {
    let left = Memo::new(move |_| {
        queue.with(|queue| {
            let (shown, all) = list(queue);
            all.saturating_sub(u32::try_from(shown.len()).unwrap_or(u32::MAX))
        })
    });
    move || (left.get() > 0).then(|| view! { <p class="soft num">{format!("And {} more {what}.", left.get())}</p> })
}

#[component]
fn Name(of: Memo<QueuedBuild>) -> impl IntoView {
    let href = of.with_untracked(|build| format!("/builds/{}", build.build_id));
    let version = of.with_untracked(|build| (build.version > 1).then(|| format!(" version {}", build.version)));
    let who = of.with_untracked(|build| build.created_by.clone());
    view! {
        <h3>
            <a href=href>{move || of.with(|build| build.title.clone())}</a>
            <span class="soft num">{version}</span>
        </h3>
        <p class="soft small">"Asked for by " {who}</p>
    }
}

/// What it has cost, against what was quoted.
#[component]
fn Spent(of: Memo<QueuedBuild>) -> impl IntoView {
    let at = move || of.with(|build| share(build.cost_usd, build.quote_usd.max(build.cost_usd)));
    view! {
        <p class=style::cost>
            <span class="money">{move || of.with(|build| build.cost_usd.display())}</span>
            <span class="soft">" of about " <span class="money">{move || of.with(|build| build.quote_usd.display())}</span></span>
            <span class=style::gauge style=move || format!("--at:{:.1}%", at()) aria-hidden="true"></span>
        </p>
    }
}

#[component]
fn Quoted(of: Memo<QueuedBuild>) -> impl IntoView {
    view! {
        <p class=style::cost>
            <span class="soft">"about " <span class="money">{move || of.with(|build| build.quote_usd.display())}</span></span>
        </p>
    }
}

fn cancel(build: Memo<QueuedBuild>) -> impl IntoView {
    post(build, "cancel", "Cancel")
}

fn post(build: Memo<QueuedBuild>, verb: &'static str, label: &'static str) -> impl IntoView {
    let id = build.with_untracked(|build| build.build_id);
    let glyph = if verb == "cancel" { Glyph::Stop } else { Glyph::Again };
    view! {
        <form method="post" action=format!("/builds/{id}/{verb}")>
            <input type="hidden" name="from" value="queue" />
            <button class="button" data-kind="quiet" data-size="small" type="submit">
                <Icon glyph size=14 />
                {label}
                <span class="sr-only">{move || format!(": {}", build.with(|build| build.title.clone()))}</span>
            </button>
        </form>
    }
}
