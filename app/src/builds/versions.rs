//! `/builds/{id}/versions`: every version of the application, what differs, going back, and the link that shows it to others.

use leptos::prelude::*;
use leptos_meta::Title;
use olympus::builds::{BuildStatus, Builds, VersionSummary};
use olympus::ids::BuildId;

use super::page::build_in_address;
use super::words::status_word;
use crate::context::{address_of, caller, service};
use crate::guests::LinkBox;
use crate::shell::{FormError, Glyph, Icon, LocalTime, TimeStyle, answered};

stylance::import_style!(style, "versions.module.css");

/// Versions, newest first, and sharing.
#[component]
pub fn VersionsPage() -> impl IntoView {
    let id = build_in_address();
    answered(async move {
        let (id, builds, caller) = (id?, service::<Builds>()?, caller()?);
        let build = builds.view(&caller, id).await?;
        let versions = builds.versions(&caller, id).await?;
        let share = builds.share_of(&caller, id).await?;
        let newest = versions.last().map(|version| version.build_id);
        // A restored version equals the one it came from; what it changed shows against the one before it.
        let before = |version: &VersionSummary| {
            let number = if is_restored(version) { version.version - 1 } else { version.from_version? };
            versions.iter().find(|one| one.version == number).map(|one| one.build_id)
        };
        let rows = versions
            .iter()
            .rev()
            .map(|version| view! { <Row version=version.clone() before=before(version) shown=id is_newest=newest == Some(version.build_id) /> })
            .collect_view();
        Ok(view! {
            <Title text=format!("Versions of {}", build.title) />
            <div class=format!("page {}", style::versions)>
                <p class="small"><a href=format!("/builds/{id}")>{build.title.clone()}</a></p>
                <header class=style::head>
                    <h1>"Versions"</h1>
                    <a class="button" href=format!("/builds/{id}/change")>"Change something"</a>
                </header>
                <FormError fields=&[] />
                <ol>{rows}</ol>
                <Share id share version=build.version />
            </div>
        }
        .into_any())
    })
}

/// Whether it was made by *Restore*.
fn is_restored(version: &VersionSummary) -> bool {
    version.instruction.is_none() && version.from_version.is_some() && version.from_seq.is_none() && version.agents == 0
}

#[component]
fn Row(version: VersionSummary, before: Option<BuildId>, shown: BuildId, is_newest: bool) -> impl IntoView {
    let id = version.build_id;
    let what = match (&version.instruction, version.from_version, version.from_seq) {
        (Some(instruction), ..) => instruction.clone(),
        (None, Some(from), Some(seq)) => format!("Went on from event {seq} of version {from}"),
        (None, Some(from), None) if is_restored(&version) => format!("Restored from version {from}"),
        (None, Some(from), None) => format!("Version {from}, deeper"),
        (None, None, _) => "The first version".to_owned(),
    };
    let agents = match version.agents {
        0 => "nobody had to work".to_owned(),
        1 => "1 agent".to_owned(),
        count => format!("{count} agents"),
    };
    let is_done = version.status == BuildStatus::Completed;
    view! {
        <li class=style::row aria-current=(id == shown).then_some("true")>
            <span class=style::number>{version.version}</span>
            <div>
                <p>
                    <a href=format!("/builds/{id}")>{what}</a>
                    {(id == shown).then(|| view! { <span class=style::mark>"you are here"</span> })}
                    {is_newest.then(|| view! { <span class=style::mark>"newest"</span> })}
                </p>
                <p class="soft small">
                    {status_word(version.status)} ", " {agents} ", " <span class="money">{version.cost_usd.display()}</span> ", "
                    {version.created_by} ", " <LocalTime at=version.created_at style=TimeStyle::Relative />
                </p>
            </div>
            <div class=style::actions>
                {before.map(|before| view! { <a href=format!("/builds/{id}/changes?from={before}")>"What differs"<span class="sr-only">{format!(" in version {}", version.version)}</span></a> })}
                {is_done.then(|| view! { <a href=format!("/api/v1/build/{id}/archive") download>"Zip"<span class="sr-only">{format!(" of version {}", version.version)}</span></a> })}
                {(is_done && !is_newest)
                    .then(|| {
                        view! {
                            <form method="post" action=format!("/builds/{id}/restore")>
                                <button class="button" data-kind="quiet" data-size="small" type="submit">
                                    <Icon glyph=Glyph::Again size=15 />
                                    "Restore"
                                    <span class="sr-only">{format!(" version {}", version.version)}</span>
                                </button>
                            </form>
                        }
                    })}
            </div>
        </li>
    }
}

#[component]
fn Share(id: BuildId, share: Option<String>, version: u32) -> impl IntoView {
    let form = |verb: &'static str, label: &'static str| {
        view! {
            <form method="post" action=format!("/builds/{id}/{verb}")>
                <button class="button" data-kind="quiet" type="submit">{label}</button>
            </form>
        }
    };
    view! {
        <section class=style::share aria-labelledby="share">
            <h2 id="share">"Share this version"</h2>
            <p class="prose soft">
                {format!("Whoever has the link sees version {version}: how it was built, its files, and the application itself. Nobody can change anything.")}
            </p>
            {match share {
                Some(token) => {
                    view! {
                        <LinkBox address=address_of(&format!("/shared/{token}")) path=format!("/shared/{token}") />
                        {form("unshare", "Revoke the link")}
                    }
                    .into_any()
                }
                None => form("share", "Make a link").into_any(),
            }}
        </section>
    }
}
