//! The form about who plays the agents of a workspace.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use olympus::engines::{EngineChange, EngineName, Key, KeyChange, Model, Models};
use olympus::error::{Error, Result};

use super::form::SentForm;
use super::member::Member;
use crate::router::AppState;

/// Where the section stands.
const SECTION: &str = "/workspace#engine";

/// *Save*: the engine, its address, key, models and safety net.
pub async fn save(State(state): State<AppState>, Member(caller): Member, form: SentForm) -> Response {
    let saved = async { state.services.engines.save(&caller, change(&form)?).await };
    match saved.await {
        Ok(_) => Redirect::to(SECTION).into_response(),
        Err(error) => form.refuse(&state, "/workspace", error).await,
    }
}

/// *Remove*: back to what the installation has, and the key is forgotten.
pub async fn remove(State(state): State<AppState>, Member(caller): Member, form: SentForm) -> Response {
    match state.services.engines.remove(&caller).await {
        Ok(_) => Redirect::to(SECTION).into_response(),
        Err(error) => form.refuse(&state, "/workspace", error).await,
    }
}

fn change(form: &SentForm) -> Result<EngineChange> {
    let engine: EngineName =
        form.text("engine").parse().map_err(|()| Error::invalid("engine", "Choose who plays the agents."))?;
    let key = match (form.optional("key"), form.optional("forget")) {
        (Some(key), _) => KeyChange::Replace(Key::new(key.trim())),
        (None, Some(_)) => KeyChange::Remove,
        (None, None) => KeyChange::Keep,
    };
    let models = engine.provider().map(|_| models(form)).transpose()?;
    let url = form.optional("url").map(str::to_owned);
    Ok(EngineChange { engine, url, key, models, safety_net: form.optional("safetyNet").is_some() })
}

fn models(form: &SentForm) -> Result<Models> {
    Ok(Models { light: model(form, "light")?, standard: model(form, "standard")?, deep: model(form, "deep")? })
}

fn model(form: &SentForm, class: &str) -> Result<Model> {
    let text = |part: &str| form.text(&format!("models.{class}.{part}")).trim();
    let price = |part: &str| {
        let field = format!("models.{class}.{part}");
        text(part).trim_start_matches('$').parse().map_err(|_| {
            Error::invalid(
                field,
                "Enter the price in dollars for a million tokens, as in 2.50; 0 where it costs nothing.",
            )
        })
    };
    Ok(Model { name: text("name").to_owned(), price_in: price("priceIn")?, price_out: price("priceOut")? })
}
