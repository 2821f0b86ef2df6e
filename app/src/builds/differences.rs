//! `/builds/{id}/changes?from=`: what differs from another version, file by file, line by line.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use olympus::builds::{Builds, DiffHunk, DiffLine, FileChange, FileDiff};
use olympus::error::Error;

use super::page::build_in_address;
use crate::context::{caller, service};
use crate::shell::answered;

stylance::import_style!(style, "differences.module.css");

/// Files whose differences are open at first.
const OPEN: usize = 4;

/// What the version in the address has differently.
#[component]
pub fn DifferencesPage() -> impl IntoView {
    let id = build_in_address();
    let from = use_query_map().get_untracked().get("from").unwrap_or_default();
    answered(async move {
        let (id, builds, caller) = (id?, service::<Builds>()?, caller()?);
        let from = from.parse().map_err(|_| Error::not_found("version to compare with"))?;
        let (new, old) = (builds.view(&caller, id).await?, builds.view(&caller, from).await?);
        let diffs = builds.diff(&caller, id, from, None).await?;
        let (added, removed) =
            diffs.iter().fold((0, 0), |(added, removed), one| (added + one.added, removed + one.removed));
        let count = match diffs.len() {
            0 => "Nothing differs.".to_owned(),
            1 => format!("1 file differs: {added} lines new, {removed} gone."),
            files => format!("{files} files differ: {added} lines new, {removed} gone."),
        };
        let files = diffs.into_iter().enumerate().map(|(at, diff)| view! { <File diff open=at < OPEN /> }).collect_view();
        Ok(view! {
            <Title text=format!("What differs in {}", new.title) />
            <div class=format!("page {}", style::differences)>
                <p class="small">
                    <a href=format!("/builds/{id}")>{new.title.clone()}</a>
                    " / "
                    <a href=format!("/builds/{id}/versions")>"Versions"</a>
                </p>
                <h1>{format!("Version {} against {}", new.version, old.version)}</h1>
                {new.instruction.map(|instruction| view! { <p class="lead">{instruction}</p> })}
                <p class="soft num">{count}</p>
                {files}
            </div>
        }
        .into_any())
    })
}

#[component]
fn File(diff: FileDiff, open: bool) -> impl IntoView {
    let word = match diff.change {
        FileChange::Added => "new",
        FileChange::Removed => "gone",
        FileChange::Changed => "changed",
    };
    let too_long = diff.hunks.is_empty();
    view! {
        <details class=format!("sheet {}", style::file) open=open>
            <summary>
                <span class=style::path>{diff.path.clone()}</span>
                <span class="soft small">{word}</span>
                <span class="num small">{format!("+{} −{}", diff.added, diff.removed)}</span>
            </summary>
            {too_long.then(|| view! { <p class="soft">"Too long to compare line by line."</p> })}
            <div class=style::code tabindex="0" role="region" aria-label=format!("Differences in {}", diff.path)>
                {diff.hunks.into_iter().map(|hunk| view! { <Hunk hunk /> }).collect_view()}
            </div>
        </details>
    }
}

#[component]
fn Hunk(hunk: DiffHunk) -> impl IntoView {
    let lines = hunk.lines.into_iter().map(|line| {
        let (kind, sign, said) = match &line {
            DiffLine { old: None, .. } => ("added", "+", "new: "),
            DiffLine { new: None, .. } => ("removed", "−", "gone: "),
            _ => ("", " ", ""),
        };
        let number = line.new.or(line.old).unwrap_or_default();
        view! {
            <div data-kind=kind>
                <span class=style::number aria-hidden="true" data-n=number data-sign=sign></span>
                <code>
                    {(!said.is_empty()).then(|| view! { <span class="sr-only">{said}</span> })}
                    {line.text}
                </code>
            </div>
        }
    });
    view! { <div class=style::hunk>{lines.collect_view()}</div> }
}
