//! `/builds/{id}/files/{path}`: one file, with line numbers and colours.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use olympus::agents::agent;
use olympus::builds::{Builds, FileContent, Look};

use super::files::size;
use super::highlight::{Language, highlight};
use super::page::build_in_address;
use super::timeline::moment_in_address;
use crate::context::{caller, service};
use crate::shell::{Glyph, Icon, answered};

stylance::import_style!(style, "viewer.module.css");

/// The file that the address names.
#[component]
pub fn FilePage() -> impl IntoView {
    let id = build_in_address();
    let path = use_params_map().get_untracked().get("path").unwrap_or_default();
    let at = moment_in_address();
    answered(async move {
        let id = id?;
        let FileContent { file, bytes } = service::<Builds>()?.file(&Look::new(&caller()?, id).at(at), &path).await?;
        let facts = format!("{}, by {}", size(file.bytes), agent(file.agent_id).name);
        let moment = at.map(|at| format!("?at={at}")).unwrap_or_default();
        let raw = format!("/api/v1/build/{id}/files/{}{moment}", file.path);
        let short = file.path.rsplit('/').next().unwrap_or(&file.path).to_owned();
        let content = content(&file.path, &bytes);
        Ok(view! {
            <Title text=short />
            <div class=format!("page {}", style::viewer)>
                <p class="small">
                    <a href=format!("/builds/{id}")>"The build"</a>
                    " / "
                    <a href=format!("/builds/{id}/files")>"Files"</a>
                </p>
                <header class=style::head>
                    <div>
                        <h1>{file.path}</h1>
                        <p class="soft num">{facts}</p>
                    </div>
                    <a class="button" data-kind="quiet" data-size="small" href=raw download>
                        <Icon glyph=Glyph::Download size=16 />
                        "This file"
                    </a>
                </header>
                {content}
                <p class="soft small">"SHA-256 " <code class=style::hash>{file.sha256}</code></p>
            </div>
        }
        .into_any())
    })
}

/// The text with line numbers and colours.
pub fn content(path: &str, bytes: &[u8]) -> AnyView {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return view! { <p class="lead">"This file is not text. Download it to look at it."</p> }.into_any();
    };
    let mut lines = highlight(text, Language::of(path));
    if lines.last().is_some_and(Vec::is_empty) {
        lines.pop();
    }
    let lines = lines
        .into_iter()
        .enumerate()
        .map(|(index, tokens)| {
            let number = index + 1;
            let tokens = tokens
                .into_iter()
                .map(|token| view! { <span data-t=token.kind.as_str()>{token.text}</span> })
                .collect_view();
            view! {
                <div class=style::line id=format!("L{number}")>
                    <a href=format!("#L{number}") data-n=number aria-label=format!("Line {number}")></a>
                    <code>{tokens}</code>
                </div>
            }
        })
        .collect_view();
    view! { <div class=format!("sheet {}", style::code) tabindex="0" role="region" aria-label="Content of the file">{lines}</div> }.into_any()
}
