//! The section about who plays the agents: the built-in engine, or a language model of the workspace's own.

use leptos::prelude::*;
use olympus::engines::{EngineName, EngineSettings, EngineSource, Models};

use super::input::Input;
use crate::forms::FormState;
use crate::shell::{FormError, LocalTime, TimeStyle};

stylance::import_style!(style, "engine.module.css");

/// Fields that say what is wrong beside themselves.
const FIELDS: &[&str] = &[
    "url",
    "key",
    "models.light.name",
    "models.light.priceIn",
    "models.light.priceOut",
    "models.standard.name",
    "models.standard.priceIn",
    "models.standard.priceOut",
    "models.deep.name",
    "models.deep.priceIn",
    "models.deep.priceOut",
];

/// The classes of work, and what each is.
const CLASSES: [(&str, &str, &str); 3] = [
    ("light", "Light work", "short and formulaic"),
    ("standard", "Standard work", "most of it"),
    ("deep", "Deep work", "what the rest stands on"),
];

/// Whether the form that was sent is the one of this section.
pub fn was_sent() -> bool {
    use_context::<FormState>().is_some_and(|form| form.value("section").as_deref() == Some("engine"))
}

/// What works now, and the form that changes it.
#[component]
pub fn EngineSection(settings: EngineSettings) -> impl IntoView {
    let own = settings.source == EngineSource::Workspace;
    let (name, at) = (label(settings.engine), settings.updated_at);
    view! {
        <section id="engine" class=style::engine aria-labelledby="engine-heading">
            <h2 id="engine-heading">"Engine"</h2>
            <p class="prose soft">
                "Now " <b>{name}</b> " plays the agents"
                {at.map(|at| view! { ", chosen " <LocalTime at=at style=TimeStyle::Relative /> })}
                {(!own).then_some(", as whoever runs this server has set it up")}
                ". Checks are the same whoever plays: nothing counts as done before they hold."
            </p>
            <Form settings />
            {own
                .then(|| {
                    view! {
                        <form method="post" action="/workspace/engine/remove" class=style::remove>
                            <button class="button" data-kind="quiet" type="submit">"Remove"</button>
                            <span class="soft small">"Goes back to what this server has set up, and forgets the key."</span>
                        </form>
                    }
                })}
        </section>
    }
}

#[component]
fn Form(settings: EngineSettings) -> impl IntoView {
    let form = use_context::<FormState>().filter(|_| was_sent()).unwrap_or_default();
    let chosen = form.value("engine").and_then(|name| name.parse().ok()).unwrap_or(settings.engine);
    let has_net = if was_sent() {
        form.value("safetyNet").is_some()
    } else {
        settings.safety_net || settings.source == EngineSource::Installation
    };
    let usual = settings.engine.provider().and_then(|provider| provider.default_url());
    let own_url = settings.url.filter(|url| Some(url.as_str()) != usual);
    let options = EngineName::ALL.map(|one| view! { <Choice one is_chosen=one == chosen /> }).collect_view();
    let models = settings.models;
    let classes = CLASSES.map(|class| view! { <Class class models=models.clone() /> }).collect_view();
    view! {
        <form method="post" action="/workspace/engine" class=format!("sheet {}", style::form)>
            <input type="hidden" name="section" value="engine" />
            {was_sent().then(|| view! { <FormError fields=FIELDS /> })}
            <fieldset class=style::choices>
                <legend>"Who plays the agents"</legend>
                {options}
            </fieldset>
            <div class=style::model>
                <Input
                    name="url"
                    label="Address"
                    value=own_url
                    hint="Public and https, up to /v1. Empty: the provider's own; a compatible server needs it."
                />
                <Key last_four=settings.key_last_four />
                {classes}
                <label class=style::tick>
                    <input type="checkbox" name="safetyNet" value="yes" checked=has_net />
                    <span>"Safety net: where the model fails, the built-in engine takes over."</span>
                </label>
            </div>
            <button class="button" type="submit">"Save"</button>
        </form>
    }
}

/// The model for one class of work, and its prices.
#[component]
fn Class(
    /// Its field, its name, and what it is.
    class: (&'static str, &'static str, &'static str),
    #[prop(optional_no_strip)] models: Option<Models>,
) -> impl IntoView {
    let (field, title, what) = class;
    let model = models.map(|models| match field {
        "light" => models.light,
        "standard" => models.standard,
        _ => models.deep,
    });
    let read = model.as_ref().map(|model| model.price_in.normalize().to_string());
    let written = model.as_ref().map(|model| model.price_out.normalize().to_string());
    let name = model.map(|model| model.name);
    view! {
        <fieldset class=style::class>
            <legend>{title} <span class="soft small">" " {what}</span></legend>
            <Input name=format!("models.{field}.name") label="Model" value=name />
            <Input name=format!("models.{field}.priceIn") label="Reading, $ a million" value=read numeric=true />
            <Input name=format!("models.{field}.priceOut") label="Writing, $ a million" value=written numeric=true />
        </fieldset>
    }
}

/// The key, of which a page shows the end at most.
#[component]
fn Key(last_four: Option<String>) -> impl IntoView {
    let hint = match &last_four {
        Some(end) => {
            format!("One is kept that ends in {end}. Leave this empty to keep it; it goes to this address alone.")
        }
        None => "Kept encrypted, and never shown again but for its last four signs.".to_owned(),
    };
    view! {
        <Input name="key" label="Key" kind="password" hint />
        {last_four
            .map(|_| {
                view! {
                    <label class=style::tick>
                        <input type="checkbox" name="forget" value="yes" />
                        <span>"Forget the kept key: this server asks for none."</span>
                    </label>
                }
            })}
    }
}

#[component]
fn Choice(one: EngineName, is_chosen: bool) -> impl IntoView {
    let what = match one {
        EngineName::Blueprint => "Quick, free of keys, and the same every time.",
        EngineName::Anthropic => "A model of Anthropic, with your key.",
        EngineName::Openai => "A model of OpenAI, with your key.",
        EngineName::Compatible => "Any server that speaks OpenAI's protocol: vLLM, Ollama, a gateway.",
    };
    view! {
        <label class=style::choice>
            <input type="radio" name="engine" value=one.as_str() checked=is_chosen />
            <span>
                <b>{label(one)}</b>
                <span class="soft small">{what}</span>
            </span>
        </label>
    }
}

fn label(engine: EngineName) -> &'static str {
    match engine {
        EngineName::Blueprint => "the built-in engine",
        EngineName::Anthropic => "Anthropic",
        EngineName::Openai => "OpenAI",
        EngineName::Compatible => "a compatible server",
    }
}
