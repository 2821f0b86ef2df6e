//! What is shown where a page cannot be: what happened, what is safe, what to do next, and the right status.

use std::future::Future;

use axum::http::{HeaderValue, StatusCode, header::LOCATION};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use leptos_meta::Title;
use leptos_router::hooks::use_location;
use olympus::error::{Error, ErrorCode, Result};

use crate::context::visitor;

stylance::import_style!(style, "failure.module.css");

/// A page that must ask services first. A guest at a page for members is sent to sign in and comes back.
pub fn answered<F>(page: F) -> impl IntoView
where
    F: Future<Output = Result<AnyView>> + Send + 'static,
{
    let location = use_location();
    let (path, query) = (location.pathname.get_untracked(), location.search.get_untracked());
    let here = if query.is_empty() { path } else { format!("{path}?{}", query.trim_start_matches('?')) };
    Suspend::new(async move {
        match page.await {
            Ok(view) => view,
            Err(error) if error.code == ErrorCode::AuthenticationRequired => {
                go_to(&format!("/login?next={}", here.replace('&', "%26")));
                view! { <Failure error /> }.into_any()
            }
            Err(error) => view! { <Failure error /> }.into_any(),
        }
    })
}

/// Answers with a redirect to `path`, an address of ours.
pub fn go_to(path: &str) {
    let (Some(response), Ok(location)) = (use_context::<ResponseOptions>(), HeaderValue::from_str(path)) else {
        return;
    };
    response.set_status(StatusCode::SEE_OTHER);
    response.insert_header(LOCATION, location);
}

/// A page in place of the one that failed.
#[component]
pub fn Failure(error: Error) -> impl IntoView {
    if error.code != ErrorCode::AuthenticationRequired {
        answer_with(StatusCode::from_u16(error.http_status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR));
    }
    let (title, next) = match error.code {
        ErrorCode::NotFound if visitor().is_none() => ("Nothing here", ("/", "Start page")),
        ErrorCode::NotFound => ("Nothing here", ("/builds", "Your builds")),
        ErrorCode::AuthenticationRequired => ("Sign in first", ("/login", "Sign in")),
        ErrorCode::RateLimited => ("One moment", ("", "Try again")),
        ErrorCode::NotAllowed | ErrorCode::NoTenant => ("Not yours to see", ("/builds", "Your builds")),
        _ => ("That did not work", ("/", "Start page")),
    };
    view! {
        <Title text=title />
        <div class=format!("page {}", style::failure)>
            <h1>{title}</h1>
            <p class="lead">{error.message}</p>
            <p>
                <a class="button" href=next.0>
                    {next.1}
                </a>
            </p>
        </div>
    }
}

/// No page has this address.
#[component]
pub fn Missing() -> impl IntoView {
    answer_with(StatusCode::NOT_FOUND);
    view! {
        <Title text="No such page" />
        <div class=format!("page {}", style::failure)>
            <h1>"There is no page at this address"</h1>
            <p class="lead">"It may have been moved, or the link was cut short. Your builds and everything in them are where they were."</p>
            <p class=style::ways>
                <a class="button" href="/">"Start page"</a>
                <a class="button" data-kind="quiet" href="/builds">"Your builds"</a>
            </p>
        </div>
    }
}

fn answer_with(status: StatusCode) {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.set_status(status);
    }
}
