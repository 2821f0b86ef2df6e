//! `/budget`: how much of the month's budget is used, the form that sets it, and what was told.

use leptos::prelude::*;
use leptos_meta::Title;
use olympus::ledger::{BudgetAction, BudgetAlert, BudgetState, Ledger};
use olympus::tenants::Tenants;

use super::bar::Bar;
use super::form::BudgetForm;
use crate::context::{caller, service};
use crate::shell::{LocalTime, TimeStyle, answered};

stylance::import_style!(style, "page.module.css");

/// Used, held and limit; the form for owners and admins; the history of what was told.
#[component]
pub fn BudgetPage() -> impl IntoView {
    answered(async move {
        let caller = caller()?;
        let role = service::<Tenants>()?.workspace(&caller).await?.role;
        let state = service::<Ledger>()?.budget(&caller).await?;
        let may_change = matches!(role.as_str(), "owner" | "admin");
        let form = if may_change {
            view! { <BudgetForm state=state.clone() /> }.into_any()
        } else {
            view! { <p class="soft">"Owners and admins of this workspace set its budget. Ask one of them to change it."</p> }
                .into_any()
        };
        Ok(view! {
            <Title text="Budget" />
            <div class=format!("page {}", style::budget)>
                <h1>"Budget"</h1>
                <div class=style::both>
                    <Month state=state.clone() />
                    <section class=style::part aria-labelledby="set">
                        <h2 id="set">"What this workspace may spend"</h2>
                        {form}
                    </section>
                </div>
                <History alerts=state.alerts />
            </div>
        }
        .into_any())
    })
}

/// This month: three figures and the bar.
#[component]
fn Month(state: BudgetState) -> impl IntoView {
    let limit = state.monthly_usd;
    let resets = crate::plans::day(state.resets_at);
    let shown_limit = match limit {
        Some(limit) => view! { <dd class="money">{limit.display()}</dd> }.into_any(),
        None => view! { <dd>"none"</dd> }.into_any(),
    };
    view! {
        <section class=style::part aria-labelledby="month">
            <h2 id="month">"This month"</h2>
            <dl class=style::figures>
                <div>
                    <dt>"Used"</dt>
                    <dd class="money">{state.used_usd.display()}</dd>
                </div>
                <div>
                    <dt>"Held for agents at work"</dt>
                    <dd class="money">{state.reserved_usd.display()}</dd>
                </div>
                <div>
                    <dt>"Budget"</dt>
                    {shown_limit}
                </div>
            </dl>
            {limit.map(|limit| view! { <Bar state=state.clone() limit /> })}
            <p class="prose">{sentence(&state)}</p>
            <p class="soft small prose">
                {format!("The month is a calendar month in UTC; the next begins on {resets}. What an agent may cost is held before \
                          it begins, so used and held together never pass a budget that stops. ")}
                <a href="/usage">"What it was spent on"</a>
            </p>
        </section>
    }
}

/// What holds now.
fn sentence(state: &BudgetState) -> &'static str {
    match (state.monthly_usd, state.action) {
        (None, _) => {
            "There is no budget. Nothing is told and nothing stops; each quote still says the price before a build."
        }
        (Some(limit), BudgetAction::Warn) if state.used_usd >= limit => {
            "The budget is used. It warns, so work goes on."
        }
        (Some(_), BudgetAction::Warn) => "It warns: when it is used, you are told, and work goes on.",
        (Some(limit), BudgetAction::Stop) if state.used_usd >= limit => {
            "The budget is used, so no agent begins. Builds keep what they have made, and go on by themselves when the budget is \
             raised or the month turns."
        }
        (Some(_), BudgetAction::Stop) => {
            "It stops: no agent begins that could pass it. Builds then pause with everything they have made."
        }
    }
}

#[component]
fn History(alerts: Vec<BudgetAlert>) -> impl IntoView {
    let content = if alerts.is_empty() {
        view! {
            <p class="soft prose">
                "Nothing was told so far. When 50, 80 or 100 percent of a budget is used, it is written here, once for each."
            </p>
        }
        .into_any()
    } else {
        view! {
            <div class="scroll-x" tabindex="0" role="region" aria-labelledby="told">
                <table class=style::table>
                    <thead>
                        <tr>
                            <th scope="col">"Reached"</th>
                            <th scope="col">"Budget"</th>
                            <th scope="col">"Used by then"</th>
                            <th scope="col">"Month"</th>
                            <th scope="col">"When"</th>
                        </tr>
                    </thead>
                    <tbody>{alerts.into_iter().map(row).collect_view()}</tbody>
                </table>
            </div>
        }
        .into_any()
    };
    view! {
        <section class=style::part aria-labelledby="told">
            <h2 id="told">"What was told"</h2>
            {content}
        </section>
    }
}

fn row(alert: BudgetAlert) -> impl IntoView {
    view! {
        <tr>
            <th scope="row" class="num">{format!("{} %", alert.threshold)}</th>
            <td class="money">{alert.limit_usd.display()}</td>
            <td class="money">{alert.used_usd.display()}</td>
            <td>{alert.month.format("%B %Y").to_string()}</td>
            <td><LocalTime at=alert.at style=TimeStyle::Relative /></td>
        </tr>
    }
}
