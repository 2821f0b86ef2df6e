//! The top of the build page: state, the running total against the quote, time, progress, and what one can do.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use olympus::builds::{BuildStatus, BuildView};
use olympus::money::Usd;

use super::stream::Link;
use super::words::{clock, elapsed, place_words, says_nothing_new, share, status_word, time_left};
use crate::quotes::cost_range;
use crate::shell::{Glyph, Icon, Moment, TimeStyle};

stylance::import_style!(style, "summary.module.css");

/// State, figures, progress and actions.
#[component]
pub fn Summary(view: RwSignal<BuildView>, now: RwSignal<Option<i64>>, link: RwSignal<Link>) -> impl IntoView {
    let description = view.with_untracked(|view| view.description.clone());
    let instruction = view.with_untracked(|view| view.instruction.clone());
    let version = view.with_untracked(|view| format!("Version {}:", view.version));
    let status = Memo::new(move |_| view.with(|view| view.status));
    view! {
        <header class=style::summary>
            <div class=style::head>
                <p class=style::state data-state=move || status.get().as_str()>
                    <span class=style::dot></span>
                    {move || status_word(status.get())}
                    <span class=style::link>
                        {move || match link.get() {
                            Link::Idle => "",
                            Link::Live => "live",
                            Link::Broken => "connecting again…",
                        }}
                    </span>
                </p>
                <h1>{move || view.with(|view| view.title.clone())}</h1>
                {instruction.map(|instruction| view! { <p class=style::instruction><b>{version}</b> " " {instruction}</p> })}
                <p class=style::words hidden=move || view.with(|view| says_nothing_new(&view.title, &view.description))>
                    {description}
                </p>
            </div>
            <dl class=style::figures>
                <Cost view />
                <Time view now />
                <AgentsDone view />
            </dl>
            <Bar view />
            <Now view />
            <Actions view status />
        </header>
    }
}

#[component]
fn Cost(view: RwSignal<BuildView>) -> impl IntoView {
    let cost = Memo::new(move |_| view.with(|view| view.cost_usd));
    let quote = view.with_untracked(|view| view.quote);
    let refunded = move || {
        let usd = view.with(|view| view.refunded_usd);
        (usd > olympus::money::Usd::ZERO).then(|| format!("{} given back, because it failed", usd.display()))
    };
    let most = move || cost.get().max(quote.high);
    let marks = move || {
        let most = most();
        format!(
            "--low:{:.1}%;--high:{:.1}%;--at:{:.1}%",
            share(quote.low, most),
            share(quote.high, most),
            share(cost.get(), most)
        )
    };
    view! {
        <div class=style::cost>
            <dt>{move || if view.with(|view| view.status.is_final()) { "Cost" } else { "Cost so far" }}</dt>
            <dd>
                <strong class="money">{move || cost.get().display()}</strong>
                {move || refunded().map(|text| view! { <span class="num soft">{text}</span> })}
                <span class="num soft">
                    "of about " <span class="money">{quote.expected.display()}</span> ", quoted " {cost_range(&quote)}
                </span>
                {move || over(cost.get(), quote.high).map(|text| view! { <span class=style::over>{text}</span> })}
                <span
                    class=style::gauge
                    style=marks
                    role="meter"
                    aria-label="Cost so far against the quote"
                    aria-valuemin="0"
                    aria-valuemax=move || most().exact()
                    aria-valuenow=move || cost.get().exact()
                    aria-valuetext=move || format!("{} of about {}, quoted {}", cost.get(), quote.expected, cost_range(&quote))
                ></span>
            </dd>
        </div>
    }
}

/// Said once the cost has passed the quote's range.
fn over(cost: Usd, high: Usd) -> Option<String> {
    let more = (cost > high).then(|| cost - high)?;
    Some(format!("That is {} more than the upper end of the quote.", more.display()))
}

#[component]
fn Time(view: RwSignal<BuildView>, now: RwSignal<Option<i64>>) -> impl IntoView {
    let seconds = move || view.with(|view| elapsed(view, now.get()));
    view! {
        <div>
            <dt>"Time"</dt>
            <dd>
                <strong class="num">{move || clock(seconds())}</strong>
                <span class="num soft">{move || view.with(|view| time_left(view, elapsed(view, now.get())))}</span>
            </dd>
        </div>
    }
}

#[component]
fn AgentsDone(view: RwSignal<BuildView>) -> impl IntoView {
    let progress = Memo::new(move |_| view.with(|view| view.progress.clone()));
    view! {
        <div>
            <dt>"Agents done"</dt>
            <dd>
                <strong class="num">{move || progress.get().agents_done}</strong>
                <span class="num soft">{move || format!("of {}", progress.get().agents_total)}</span>
            </dd>
        </div>
    }
}

#[component]
fn Bar(view: RwSignal<BuildView>) -> impl IntoView {
    let percent = Memo::new(move |_| view.with(|view| view.progress.percent));
    view! {
        <div
            class=style::bar
            role="progressbar"
            aria-label="Progress of the build"
            aria-valuemin="0"
            aria-valuemax="100"
            aria-valuenow=move || percent.get().to_string()
        >
            <span style=move || format!("width:{}%", percent.get())></span>
        </div>
    }
}

/// What matters now.
#[derive(Clone, Debug, PartialEq)]
enum Matter {
    /// A sentence.
    Said(String),
    /// It waits for the month's budget, for the reason that is said.
    Budget(String),
    /// It waits for a month in which the plan has room.
    Month(DateTime<Utc>),
}

/// The one thing that matters now: where it waits, why it stopped, what is safe, what to do.
#[component]
fn Now(view: RwSignal<BuildView>) -> impl IntoView {
    let matter = Memo::new(move |_| view.with(matter));
    let is_problem = move || view.with(|view| view.status == BuildStatus::Failed);
    let glyph = move || match view.with(|view| view.status) {
        BuildStatus::Failed => Glyph::Alert,
        BuildStatus::Cancelled => Glyph::Stop,
        _ => Glyph::Clock,
    };
    move || {
        matter.get().map(|matter| {
            view! {
                <div class=style::now data-problem=is_problem().then_some("")>
                    <Icon glyph=glyph() />
                    {told(matter)}
                </div>
            }
        })
    }
}

fn told(matter: Matter) -> AnyView {
    match matter {
        Matter::Said(words) => view! { <p>{words}</p> }.into_any(),
        Matter::Budget(words) => view! { <p>{words} " " <a href="/budget">"See the budget"</a></p> }.into_any(),
        Matter::Month(at) => view! {
            <p>
                "This month's builds of your plan are used. It starts by itself on " <Moment at style=TimeStyle::Calendar />
                ", or at once with " <a href="/plans">"a higher plan"</a> ". Nothing is lost, and you can close this page."
            </p>
        }
        .into_any(),
    }
}

fn matter(view: &BuildView) -> Option<Matter> {
    let queue = view.queue.as_ref().filter(|_| !view.status.is_final());
    match (view.status, queue, &view.reason) {
        (BuildStatus::Queued, Some(queue), _) => {
            Some(Matter::Said(format!("Position {}, {}.", queue.position, place_words(queue))))
        }
        (BuildStatus::Queued, None, _) => Some(Matter::Said(
            "Kept and waiting for its turn. You can close this page; it starts by itself.".to_owned(),
        )),
        (BuildStatus::Parked, ..) if view.starts_at.is_some() => view.starts_at.map(Matter::Month),
        (BuildStatus::Paused, _, Some(reason)) => Some(Matter::Budget(reason.clone())),
        (_, _, Some(reason)) => Some(Matter::Said(reason.clone())),
        (BuildStatus::Failed, _, None) => Some(Matter::Said(
            "It could not be finished. Everything made so far is kept; try it again and it goes on from there."
                .to_owned(),
        )),
        _ => None,
    }
}

#[component]
fn Actions(view: RwSignal<BuildView>, status: Memo<BuildStatus>) -> impl IntoView {
    let id = view.with_untracked(|view| view.build_id);
    let preview = Memo::new(move |_| view.with(|view| view.preview_is_ready().then(|| view.preview_url.clone())));
    let post = move |verb: &'static str, label: &'static str, glyph: Glyph| {
        view! {
            <form method="post" action=format!("/builds/{id}/{verb}")>
                <button class="button" data-kind="quiet" type="submit">
                    <Icon glyph size=16 />
                    {label}
                </button>
            </form>
        }
    };
    let finished = move || {
        let open = preview.get().map(|url| {
            view! {
                <a class="button" href=url target="_blank" rel="noopener">
                    "Open"
                    <Icon glyph=Glyph::Open />
                </a>
            }
        });
        view! {
            {open}
            <a class="button" data-kind="quiet" href=format!("/api/v1/build/{id}/archive") download>
                <Icon glyph=Glyph::Download size=16 />
                "Download zip"
            </a>
        }
    };
    view! {
        <div class=style::actions>
            {move || match status.get() {
                BuildStatus::Completed => finished().into_any(),
                BuildStatus::Failed | BuildStatus::Cancelled => post("retry", "Try it again", Glyph::Again).into_any(),
                BuildStatus::Paused => view! {
                    <a class="button" href="/budget">"Raise the budget"</a>
                    {post("resume", "Go on", Glyph::Again)}
                    {post("cancel", "Cancel", Glyph::Stop)}
                }.into_any(),
                BuildStatus::Parked => view! {
                    <a class="button" href="/plans">"Start it now with a higher plan"</a>
                    {post("cancel", "Cancel", Glyph::Stop)}
                }.into_any(),
                _ => post("cancel", "Cancel", Glyph::Stop).into_any(),
            }}
            {move || {
                status.get().is_final().then(|| view! { <a class="button" data-kind="quiet" href=format!("/builds/{id}/change")>"Change something"</a> })
            }}
            <a class=style::more href=format!("/builds/{id}/versions")>"Versions and sharing"</a>
            <a class=style::more href=format!("/builds/{id}/timeline")>"Timeline"</a>
            <a class=style::more href=format!("/builds/{id}/files")>"Files"</a>
            <a class=style::more href=format!("/builds/{id}/costs")>"Cost ledger"</a>
        </div>
    }
}
