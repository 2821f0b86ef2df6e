//! `/builds/{id}/change`: say what should be different, see what it means and costs, build it.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use olympus::agents::agent;
use olympus::builds::{Branch, BranchPlan, BuildStatus, Builds, Instruction, Look};
use olympus::ids::BuildId;
use olympus::plans::{Depth, limits};
use olympus::quotes::duration_in_words;
use olympus::tenants::Tenants;

use super::page::build_in_address;
use super::timeline::moment_in_address;
use crate::context::{caller, service};
use crate::forms::FormState;
use crate::quotes::cost_range;
use crate::shell::{FormError, Glyph, Icon, answered};

stylance::import_style!(style, "change.module.css");

/// The form, and below it what was typed would mean.
#[component]
pub fn ChangePage() -> impl IntoView {
    let (id, at) = (build_in_address(), moment_in_address());
    let (form, query) = (use_context::<FormState>().unwrap_or_default(), use_query_map().get_untracked());
    answered(async move {
        let (id, builds, caller) = (id?, service::<Builds>()?, caller()?);
        let build = builds.look_at(&Look::new(&caller, id)).await?;
        let most = limits(service::<Tenants>()?.workspace(&caller).await?.tier).depth;
        let at = form.value("at").and_then(|at| at.parse().ok()).or(at);
        // In the address stands what was typed before a session had ended.
        let words = form.value("instruction").or(query.get("instruction")).unwrap_or_default();
        let tier = form.value("tier").or(query.get("tier")).and_then(|tier| tier.parse::<Depth>().ok());
        let wants_plan = form.error.is_none() && form.value("show").is_some();
        let plan = if wants_plan {
            let instruction = (!words.trim().is_empty()).then(|| Instruction::parse(&words)).transpose()?;
            Some(builds.plan_branch(&caller, id, &Branch { instruction, at, depth: tier }).await?)
        } else {
            None
        };
        Ok(view! {
            <Title text=format!("Change {}", build.title) />
            <div class=format!("page {}", style::change)>
                <p class="small"><a href=format!("/builds/{id}")>{build.title.clone()}</a></p>
                <h1>"Change something"</h1>
                <p class="lead">"Only the agents concerned work on it. This version stays as it is."</p>
                {at.map(|at| view! { <p class="soft">{format!("From the moment after event {at} of version {}.", build.version)}</p> })}
                <FormError fields=&["instruction"] />
                <ChangeForm id at words depth=build.depth most tier unfinished=at.is_some() || build.status != BuildStatus::Completed />
                {plan.map(|plan| view! { <Meaning plan /> })}
            </div>
        }
        .into_any())
    })
}

#[component]
fn ChangeForm(
    id: BuildId,
    at: Option<i64>,
    words: String,
    depth: Depth,
    most: Depth,
    tier: Option<Depth>,
    unfinished: bool,
) -> impl IntoView {
    let wrong = use_context::<FormState>().and_then(|form| form.error_of("instruction"));
    let help_class = if wrong.is_some() { style::wrong } else { style::help };
    let deeper: Vec<Depth> = Depth::ALL.into_iter().filter(|one| *one > depth && *one <= most).collect();
    let hint = match (deeper.is_empty(), unfinished) {
        (true, false) => "In plain words, as many changes as you like.",
        (false, false) => "In plain words, as many changes as you like. Leave it empty to only go deeper.",
        (true, true) => "In plain words, as many changes as you like. Leave it empty to only finish what is missing.",
        (false, true) => {
            "In plain words, as many changes as you like. Leave it empty to only go deeper or to finish what is missing."
        }
    };
    // Leptos writes the text of a `textarea` as it is, so that it could end the field and go on as markup.
    let escaped = words.replace('&', "&amp;").replace('<', "&lt;");
    view! {
        <form method="post" action=format!("/builds/{id}/change") class=style::form>
            {at.map(|at| view! { <input type="hidden" name="at" value=at /> })}
            <label for="instruction">"What should be different?"</label>
            <textarea
                id="instruction"
                name="instruction"
                rows="4"
                maxlength="2000"
                placeholder="Make the list a board, add due dates"
                aria-invalid=wrong.is_some().then_some("true")
                aria-describedby="instruction-help"
            >
                {escaped}
            </textarea>
            <p id="instruction-help" class=help_class>
                {wrong.unwrap_or_else(|| hint.to_owned())}
            </p>
            {(!deeper.is_empty())
                .then(|| {
                    view! {
                        <label for="tier">"How deep"</label>
                        <select id="tier" name="tier">
                            <option value="">{format!("As before: {}", depth.as_str())}</option>
                            {deeper
                                .into_iter()
                                .map(|one| {
                                    view! {
                                        <option value=one.as_str() selected=tier == Some(one)>
                                            {format!("To {} depth", one.as_str())}
                                        </option>
                                    }
                                })
                                .collect_view()}
                        </select>
                    }
                })}
            <div class=style::buttons>
                <button class="button" type="submit">
                    "Build it"
                    <Icon glyph=Glyph::Arrow />
                </button>
                <button class="button" data-kind="quiet" type="submit" name="show" value="meaning">
                    "What would it mean?"
                </button>
            </div>
        </form>
    }
}

/// What a change would mean before anybody works on it.
#[component]
fn Meaning(plan: BranchPlan) -> impl IntoView {
    let agents: Vec<&str> = plan.quote.plan.agents.iter().map(|one| agent(one.agent_id).name).collect();
    let figures = match agents.len() {
        0 => "Nobody has to work on this; it is there at once.".to_owned(),
        1 => format!("1 agent, about {}.", duration_in_words(plan.quote.duration.expected)),
        count => format!("{count} agents, about {}.", duration_in_words(plan.quote.duration.expected)),
    };
    let list = |items: Vec<String>| items.into_iter().map(|item| view! { <li>{item}</li> }).collect_view();
    let not_understood = (!plan.not_understood.is_empty()).then(|| {
        view! {
            <h3>"Not understood, and so not changed"</h3>
            <ul>{list(plan.not_understood)}</ul>
        }
    });
    let changes = (!plan.changes.is_empty()).then(|| view! { <ul>{list(plan.changes)}</ul> });
    view! {
        <section class=format!("sheet {}", style::meaning) aria-labelledby="meaning" role="status">
            <h2 id="meaning">"What it would mean"</h2>
            {changes}
            {not_understood}
            <p class="num">
                "About "
                <strong class="money">{plan.quote.cost.expected.display()}</strong>
                " (" {cost_range(&plan.quote.cost)} "). " {figures}
            </p>
            <p class="soft small">{agents.join(", ")}</p>
        </section>
    }
}
