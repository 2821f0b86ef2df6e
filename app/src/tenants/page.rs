//! `/workspace`: what it was preset with, why, and the one click that changes it.

use leptos::prelude::*;
use leptos_meta::Title;
use olympus::engines::Engines;
use olympus::error::ErrorCode;
use olympus::plans::Tier;
use olympus::tenants::{Industry, Preset, Tenants};

use super::engine::{EngineSection, was_sent};
use crate::context::{caller, service};
use crate::forms::FormState;
use crate::plans::TierTable;
use crate::shell::{Field, FormError, Notice, answered};

stylance::import_style!(style, "page.module.css");

/// The preset, its reason, and the form that changes it.
#[component]
pub fn WorkspacePage() -> impl IntoView {
    answered(async move {
        let caller = caller()?;
        let workspace = service::<Tenants>()?.workspace(&caller).await?;
        let engine = match service::<Engines>()?.settings(&caller).await {
            Ok(settings) => Some(settings),
            // Others than owners and admins see none of it, and neither does anybody where one engine works for all.
            Err(error) if matches!(error.code, ErrorCode::NotAllowed | ErrorCode::Conflict) => None,
            Err(error) => return Err(error),
        };
        let tier: Tier = workspace.tier;
        Ok(view! {
            <Title text="Workspace" />
            <div class=format!("page {}", style::workspace)>
                <header class=style::head>
                    <h1>{workspace.name.clone()}</h1>
                    <p class="lead">
                        "Preset for " <b>{workspace.industry.label().to_lowercase()}</b> ": " {sentence(&workspace.preset.reason)}
                    </p>
                </header>
                <Notice />
                <div class=style::columns>
                    <PresetList preset=workspace.preset />
                    <Change name=workspace.name industry=workspace.industry />
                </div>
                {engine.map(|settings| view! { <EngineSection settings /> })}
                <section class=style::plan aria-labelledby="plan">
                    <h2 id="plan">"Plan"</h2>
                    <TierTable current=tier />
                    <p class="soft small"><a href="/plans">"What each plan means, and changing it"</a></p>
                    <p class="soft small"><a href="/budget">"The monthly budget, and what happens when it is used"</a></p>
                </section>
            </div>
        }
        .into_any())
    })
}

#[component]
fn PresetList(preset: Preset) -> impl IntoView {
    let colour = format!("background: oklch(0.62 {} {})", preset.palette.chroma, preset.palette.hue);
    let pale = format!("background: oklch(0.9 {} {})", preset.palette.chroma / 3.0, preset.palette.hue);
    let features: Vec<&str> = preset.default_features.iter().map(|feature| feature.label()).collect();
    view! {
        <dl class=style::preset>
            <div>
                <dt>"Usual features"</dt>
                <dd>
                    {listed(&features)}
                    <p class="soft small">"Offered, never forced: what a request says counts more."</p>
                </dd>
            </div>
            <div>
                <dt>"Technology"</dt>
                <dd>{listed(&preset.stack)}</dd>
            </div>
            <div>
                <dt>"Colours"</dt>
                <dd class=style::palette>
                    <span class=style::swatch style=colour></span>
                    <span class=style::swatch style=pale></span>
                    {preset.palette.name}
                </dd>
            </div>
            <div>
                <dt>"Rules it lives under"</dt>
                <dd>{listed(&preset.compliance)}</dd>
            </div>
        </dl>
    }
}

#[component]
fn Change(name: String, industry: Industry) -> impl IntoView {
    let typed = use_context::<FormState>().and_then(|state| state.value("industry"));
    let chosen = typed.and_then(|text| text.parse().ok()).unwrap_or(industry);
    let options = Industry::ALL
        .iter()
        .map(|one| view! { <option value=one.as_str() selected=*one == chosen>{one.label()}</option> })
        .collect_view();
    view! {
        <form method="post" action="/workspace" class=format!("sheet {}", style::change)>
            <h2>"Not quite right?"</h2>
            {(!was_sent()).then(|| view! { <FormError fields=&["name"] /> })}
            <Field name="name" label="Name" value=name autocomplete="organization" />
            <div class=style::select>
                <label for="industry">"Line of work"</label>
                <select id="industry" name="industry">{options}</select>
            </div>
            <button class="button" type="submit">"Preset it again"</button>
            <p class="soft small">"Builds that exist stay as they are."</p>
        </form>
    }
}

fn listed<T: AsRef<str>>(items: &[T]) -> String {
    if items.is_empty() {
        return "none".to_owned();
    }
    items.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(", ")
}

fn sentence(text: &str) -> String {
    let text = text.trim_end_matches('.');
    format!("{text}.")
}
