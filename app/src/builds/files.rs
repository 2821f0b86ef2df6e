//! `/builds/{id}/files`: everything that was written.

use leptos::prelude::*;
use leptos_meta::Title;
use olympus::agents::agent;
use olympus::builds::{BuildFile, Builds, Look};
use olympus::ids::BuildId;

use super::page::build_in_address;
use crate::context::{caller, service};
use crate::shell::{Glyph, Icon, answered};

stylance::import_style!(style, "files.module.css");

/// The list of files.
#[component]
pub fn FilesPage() -> impl IntoView {
    let id = build_in_address();
    answered(async move {
        let (id, builds, caller) = (id?, service::<Builds>()?, caller()?);
        let view = builds.view(&caller, id).await?;
        let files = builds.files(&Look::new(&caller, id)).await?;
        let total: i64 = files.iter().map(|file| file.bytes).sum();
        let summary = format!("{} files, {}", files.len(), size(total));
        let empty = files.is_empty();
        let rows = files.into_iter().map(|file| view! { <Row id file /> }).collect_view();
        Ok(view! {
            <Title text=format!("Files of {}", view.title) />
            <div class=format!("page {}", style::files)>
                <p class="small"><a href=format!("/builds/{id}")>{view.title}</a></p>
                <header class=style::head>
                    <div>
                        <h1>"Files"</h1>
                        <p class="soft num">{summary}</p>
                    </div>
                    {(!empty)
                        .then(|| {
                            view! {
                                <a class="button" data-kind="quiet" href=format!("/api/v1/build/{id}/archive") download>
                                    <Icon glyph=Glyph::Download size=16 />
                                    "Download zip"
                                </a>
                            }
                        })}
                </header>
                {empty.then(|| view! { <p class="lead">"Nothing is written yet. Files appear here as agents finish them."</p> })}
                <ul>{rows}</ul>
            </div>
        }
        .into_any())
    })
}

#[component]
fn Row(id: BuildId, file: BuildFile) -> impl IntoView {
    view! {
        <li class=style::row>
            <a href=format!("/builds/{id}/files/{}", file.path)>
                <Icon glyph=Glyph::File size=16 />
                {file.path.clone()}
            </a>
            <span class="soft small">{agent(file.agent_id).name}</span>
            <span class="soft small num">{size(file.bytes)}</span>
        </li>
    }
}

/// `4.2 KB`.
#[must_use]
pub fn size(bytes: i64) -> String {
    match bytes {
        1 => "1 byte".to_owned(),
        0..1000 => format!("{bytes} bytes"),
        1000..1_000_000 => format!("{}.{} KB", bytes / 1000, bytes % 1000 / 100),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_said_with_their_unit() {
        assert_eq!(
            (size(1), size(999), size(4_210)),
            ("1 byte".to_owned(), "999 bytes".to_owned(), "4.2 KB".to_owned())
        );
    }
}
