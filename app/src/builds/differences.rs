//! `/builds/{id}/changes?from=`: what differs from another version, file by file, line by line.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use olympus::builds::{Builds, DiffHunk, DiffLine, FileChange, FileDiff};
use olympus::error::Error;

use super::highlight::{Language, Token, highlight};
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
        let files =
            diffs.into_iter().enumerate().map(|(at, diff)| view! { <File diff open=at < OPEN /> }).collect_view();
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
    let (too_long, language) = (diff.hunks.is_empty(), Language::of(&diff.path));
    view! {
        <details class=format!("sheet {}", style::file) open=open>
            <summary>
                <span class=style::path>{diff.path.clone()}</span>
                <span class="soft small">{word}</span>
                <span class="num small">{format!("+{} −{}", diff.added, diff.removed)}</span>
            </summary>
            {too_long.then(|| view! { <p class="soft">"Too long to compare line by line."</p> })}
            <div class=style::code tabindex="0" role="region" aria-label=format!("Differences in {}", diff.path)>
                {diff.hunks.into_iter().map(|hunk| view! { <Hunk hunk language /> }).collect_view()}
            </div>
        </details>
    }
}

#[component]
fn Hunk(hunk: DiffHunk, language: Language) -> impl IntoView {
    let coloured = coloured(&hunk.lines, language);
    let lines = hunk.lines.into_iter().zip(coloured).map(|(line, tokens)| {
        let (kind, sign, said) = match &line {
            DiffLine { old: None, .. } => ("added", "+", "new: "),
            DiffLine { new: None, .. } => ("removed", "−", "gone: "),
            _ => ("", " ", ""),
        };
        let number = line.new.or(line.old).unwrap_or_default();
        let text = tokens.into_iter().map(|token| view! { <span data-t=token.kind.as_str()>{token.text}</span> });
        view! {
            <div data-kind=kind>
                <span class=style::number aria-hidden="true" data-n=number data-sign=sign></span>
                <code>
                    {(!said.is_empty()).then(|| view! { <span class="sr-only">{said}</span> })}
                    {text.collect_view()}
                </code>
            </div>
        }
    });
    view! { <div class=style::hunk>{lines.collect_view()}</div> }
}

/// Each line's colours. Old and new text are read separately, as each was written.
fn coloured(lines: &[DiffLine], language: Language) -> Vec<Vec<Token>> {
    let text = |is_in: fn(&DiffLine) -> bool| {
        let lines: Vec<&str> = lines.iter().filter(|line| is_in(line)).map(|line| line.text.as_str()).collect();
        highlight(&lines.join("\n"), language).into_iter()
    };
    let (mut old, mut new) = (text(|line| line.old.is_some()), text(|line| line.new.is_some()));
    let mut tokens = Vec::with_capacity(lines.len());
    for line in lines {
        let before = line.old.and_then(|_| old.next());
        let after = line.new.and_then(|_| new.next());
        tokens.push(after.or(before).unwrap_or_default());
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_lose_no_character_of_old_and_new_lines() {
        let line = |old, new, text: &str| DiffLine { old, new, text: text.to_owned() };
        let lines = [
            line(Some(1), Some(1), "const a = 1;"),
            line(Some(2), None, "/* gone"),
            line(None, Some(2), "const b = 'two';"),
            line(Some(3), Some(3), "a */ b"),
        ];
        let texts: Vec<String> = coloured(&lines, Language::Script)
            .into_iter()
            .map(|tokens| tokens.into_iter().map(|token| token.text).collect())
            .collect();
        assert_eq!(texts, lines.iter().map(|line| line.text.clone()).collect::<Vec<_>>());
    }
}
