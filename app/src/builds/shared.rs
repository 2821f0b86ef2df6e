//! `/shared/{token}`: one application, read-only, for whoever has the link.

use leptos::prelude::*;
use leptos_meta::{Meta, Title};
use leptos_router::hooks::use_params_map;
use olympus::builds::{BuildStatus, Builds, FileContent};

use super::agents::Agents;
use super::checks::Checks;
use super::files::size;
use super::graph::Graph;
use super::links::Links;
use super::preview::{Files, Preview};
use super::story::Story;
use super::timeline::style;
use super::viewer::content;
use super::words::status_word;
use crate::context::service;
use crate::shell::{Glyph, Icon, answered};

fn token_in_address() -> String {
    use_params_map().get_untracked().get("token").unwrap_or_default()
}

/// How it was built, what was made, and the application itself.
#[component]
pub fn SharedPage() -> impl IntoView {
    let token = token_in_address();
    answered(async move {
        let build = service::<Builds>()?.shared_view(&token).await?;
        let links = Links::shared(&token);
        let (title, description) = (build.title.clone(), build.description.clone());
        let (state, agents, cost) = (status_word(build.status), build.agents.len(), build.cost_usd.display());
        let (version, is_done) = (build.version, build.status == BuildStatus::Completed);
        let open = build.preview_is_ready().then(|| build.preview_url.clone());
        let archive = format!("/shared/{token}/archive");
        let view = RwSignal::new(build);
        Ok(view! {
            <Title text=title.clone() />
            <Meta name="robots" content="noindex" />
            <div class=format!("page {}", style::timeline)>
                <h1>{title}</h1>
                <p class="lead">{description}</p>
                <dl class=style::facts>
                    <div><dt>"State"</dt><dd>{state}</dd></div>
                    <div><dt>"Version"</dt><dd class="num">{version}</dd></div>
                    <div><dt>"Agents"</dt><dd class="num">{agents}</dd></div>
                    <div><dt>"Cost"</dt><dd class="money">{cost}</dd></div>
                </dl>
                <p class=style::actions>
                    {open
                        .map(|url| {
                            view! {
                                <a class="button" href=url target="_blank" rel="noopener">"Open" <Icon glyph=Glyph::Open /></a>
                            }
                        })}
                    {is_done
                        .then(|| {
                            view! {
                                <a class="button" data-kind="quiet" href=archive download>
                                    <Icon glyph=Glyph::Download size=16 />
                                    "Download zip"
                                </a>
                            }
                        })}
                    <span class="soft small">"Shown by its makers; nothing here can be changed."</span>
                </p>
                <section class=style::plan aria-label="The plan"><Graph view /></section>
                <div class=style::middle>
                    <Story view links=links.clone() />
                    <Preview view />
                </div>
                <Checks view />
                <div class=style::below>
                    <Agents view links=links.clone() />
                    <Files view links />
                </div>
                <p class=style::actions>
                    <a class="button" href="/">"Build something of your own"</a>
                </p>
            </div>
        }
        .into_any())
    })
}

/// A file of a shared application.
#[component]
pub fn SharedFilePage() -> impl IntoView {
    let token = token_in_address();
    let path = use_params_map().get_untracked().get("path").unwrap_or_default();
    answered(async move {
        let builds = service::<Builds>()?;
        let look = builds.shared(&token).await?;
        let FileContent { file, bytes } = builds.file(&look, &path).await?;
        let content = content(&file.path, &bytes);
        Ok(view! {
            <Title text=file.path.clone() />
            <Meta name="robots" content="noindex" />
            <div class=format!("page {}", style::timeline)>
                <p class="small"><a href=format!("/shared/{token}")>"The application"</a></p>
                <h1>{file.path}</h1>
                <p class="soft num">{size(file.bytes)}</p>
                {content}
            </div>
        }
        .into_any())
    })
}
