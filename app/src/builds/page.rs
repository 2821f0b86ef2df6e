//! `/builds/{id}`: the heart.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use olympus::builds::Builds;
use olympus::error::{Error, Result};
use olympus::ids::BuildId;

use super::live::LiveBuild;
use crate::context::{caller, service};
use crate::shell::{FormError, answered};

/// The build that the address names; one that cannot be a build's id names none.
///
/// # Errors
/// `NOT_FOUND`.
pub fn build_in_address() -> Result<BuildId> {
    let id = use_params_map().get_untracked().get("id").unwrap_or_default();
    id.parse().map_err(|_| Error::not_found("build"))
}

/// The live page. Without JavaScript it asks for itself again every two seconds while there is something to come.
#[component]
pub fn BuildPage() -> impl IntoView {
    let id = build_in_address();
    answered(async move {
        let (id, builds, caller) = (id?, service::<Builds>()?, caller()?);
        let view = builds.view(&caller, id).await?;
        let quoted = builds.quoted(&caller, id).await?;
        let goes_on = !view.status.is_final();
        Ok(view! {
            <Title text=view.title.clone() />
            <div class="page">
                {goes_on.then(|| view! { <noscript inner_html=r#"<meta http-equiv="refresh" content="2">"#></noscript> })}
                <FormError fields=&[] />
                <LiveBuild view quoted />
            </div>
        }
        .into_any())
    })
}
