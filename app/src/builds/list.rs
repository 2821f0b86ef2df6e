//! `/builds`: every build of the workspace, newest first.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use olympus::builds::{BuildStatus, BuildSummary, Builds};
use olympus::quotes::duration_in_words;

use super::words::status_word;
use crate::context::{caller, service};
use crate::shell::{FormError, Glyph, Icon, LocalTime, TimeStyle, answered};

stylance::import_style!(style, "list.module.css");

/// Builds on one page of the list.
const PAGE: u32 = 25;

/// The list, or what to do while it is empty.
#[component]
pub fn BuildsPage() -> impl IntoView {
    let cursor = use_query_map().get_untracked().get("cursor");
    answered(async move {
        let page = service::<Builds>()?.list(&caller()?, PAGE, cursor).await?;
        let next = page.next_cursor.map(|cursor| format!("/builds?cursor={cursor}"));
        let content = if page.items.is_empty() {
            view! {
                <div class=style::empty>
                    <p class="lead">"Nothing here yet. Say what you want to build; a sentence is enough, and the quote comes first."</p>
                    <a class="button" href="/">"Start the first build" <Icon glyph=Glyph::Arrow /></a>
                </div>
            }
            .into_any()
        } else {
            let rows = page.items.into_iter().map(|build| view! { <Row summary=build /> }).collect_view();
            view! { <ul>{rows}</ul> }.into_any()
        };
        Ok(view! {
            <Title text="Builds" />
            <div class=format!("page {}", style::builds)>
                <header class=style::head>
                    <h1>"Builds"</h1>
                    <a class="button" href="/">"New build"</a>
                </header>
                <FormError fields=&[] />
                {content}
                {next.map(|href| view! { <p><a href=href>"Older builds"</a></p> })}
            </div>
        }
        .into_any())
    })
}

#[component]
fn Row(summary: BuildSummary) -> impl IntoView {
    let build = summary;
    let href = format!("/builds/{}", build.build_id);
    let took = took(&build);
    view! {
        <li class=style::row data-state=build.status.as_str()>
            <div class=style::what>
                <h2>
                    <a href=href>{build.title}</a>
                </h2>
                <p>{build.description}</p>
            </div>
            <p class=style::state>
                <span class=style::dot></span>
                {status_word(build.status)}
            </p>
            <p class="money">{build.cost_usd.display()}</p>
            <p class=style::when>
                <LocalTime at=build.created_at style=TimeStyle::Relative />
                {took.map(|took| view! { <span class="num">{format!(" · took {took}")}</span> })}
            </p>
        </li>
    }
}

fn took(build: &BuildSummary) -> Option<String> {
    let (start, end) = (build.started_at?, build.finished_at?);
    let seconds = u32::try_from((end - start).num_seconds()).ok()?;
    (build.status == BuildStatus::Completed).then(|| duration_in_words(seconds))
}
