//! The HTML document and the map of addresses to pages.

use leptos::nonce::use_nonce;
use leptos::prelude::*;
use leptos_meta::{MetaTags, Title, provide_meta_context};
use leptos_router::components::{Route, Router, Routes};
use leptos_router::{SsrMode, path};

use super::failure::Failure;
use super::frame::{Footer, Header};
use super::{Missing, Palette};
use crate::accounts::{AccountPage, LoginPage, SignupPage};
use crate::builds::{
    BuildPage, BuildsPage, ChangePage, CostsPage, DifferencesPage, FilePage, FilesPage, SharedFilePage, SharedPage,
    TimelinePage, VersionsPage,
};
use crate::context::{Refused, Theme, visitor};
use crate::guests::QueuePage;
use crate::ledger::BudgetPage;
use crate::plans::PlansPage;
use crate::queue::WaitingPage;
use crate::quotes::HomePage;
use crate::tenants::WorkspacePage;
use crate::usage::UsagePage;

/// What this page may load and run. Scripts are ours or carry the page's nonce.
fn policy() -> String {
    let nonce = use_nonce().map(|nonce| format!(" 'nonce-{nonce}'")).unwrap_or_default();
    format!(
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'{nonce}; style-src 'self' 'unsafe-inline'; \
         img-src 'self' data:; connect-src 'self'; frame-src 'self'; object-src 'none'; base-uri 'self'"
    )
}

/// The document around every page.
pub fn shell(options: LeptosOptions) -> impl IntoView {
    let theme = use_context::<Theme>().unwrap_or_default();
    view! {
        <!DOCTYPE html>
        <html lang="en" data-theme=theme.attribute()>
            <head>
                <meta charset="utf-8" />
                <meta http-equiv="Content-Security-Policy" content=policy() />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="description" content="Say what you want to build. A team of named agents builds it in the open, at a price shown before." />
                <script nonce=use_nonce()>"document.documentElement.dataset.js=''"</script>
                <link rel="preload" href="/fonts/newsreader-latin-opsz-normal.woff2" r#as="font" r#type="font/woff2" crossorigin="" />
                <link rel="preload" href="/fonts/figtree-latin-wght-normal.woff2" r#as="font" r#type="font/woff2" crossorigin="" />
                <link rel="icon" href="/favicon.svg" r#type="image/svg+xml" />
                <link rel="stylesheet" href="/pkg/olympus.css" />
                <AutoReload options=options.clone() />
                <HydrationScripts options islands=true />
                <MetaTags />
            </head>
            <body>
                <App />
            </body>
        </html>
    }
}

/// Every page, inside header and footer. Each is rendered whole before it is sent, so that it needs no script.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    let signed_in = visitor().is_some();
    view! {
        <Title formatter=|title: String| if title.is_empty() { "Olympus".to_owned() } else { format!("{title} · Olympus") } />
        <Router>
            <a class="skip" href="#main">"Skip to the content"</a>
            <Header>
                <Palette signed_in />
            </Header>
            <main id="main" tabindex="-1">
                {match use_context::<Refused>() {
                    Some(Refused(error)) => view! { <Failure error /> }.into_any(),
                    None => view! { <Pages /> }.into_any(),
                }}
            </main>
            <Footer />
        </Router>
    }
}

/// The map of addresses to pages.
#[component]
fn Pages() -> impl IntoView {
    view! {
        <Routes fallback=|| view! { <Missing /> }>
            <Route path=path!("/") view=HomePage ssr=SsrMode::Async />
            <Route path=path!("/plans") view=PlansPage ssr=SsrMode::Async />
            <Route path=path!("/signup") view=SignupPage ssr=SsrMode::Async />
            <Route path=path!("/login") view=LoginPage ssr=SsrMode::Async />
            <Route path=path!("/queue") view=WaitingPage ssr=SsrMode::Async />
            <Route path=path!("/queue/:id") view=QueuePage ssr=SsrMode::Async />
            <Route path=path!("/builds") view=BuildsPage ssr=SsrMode::Async />
            <Route path=path!("/builds/:id") view=BuildPage ssr=SsrMode::Async />
            <Route path=path!("/builds/:id/files") view=FilesPage ssr=SsrMode::Async />
            <Route path=path!("/builds/:id/files/*path") view=FilePage ssr=SsrMode::Async />
            <Route path=path!("/builds/:id/costs") view=CostsPage ssr=SsrMode::Async />
            <Route path=path!("/builds/:id/change") view=ChangePage ssr=SsrMode::Async />
            <Route path=path!("/builds/:id/versions") view=VersionsPage ssr=SsrMode::Async />
            <Route path=path!("/builds/:id/changes") view=DifferencesPage ssr=SsrMode::Async />
            <Route path=path!("/builds/:id/timeline") view=TimelinePage ssr=SsrMode::Async />
            <Route path=path!("/shared/:token") view=SharedPage ssr=SsrMode::Async />
            <Route path=path!("/shared/:token/files/*path") view=SharedFilePage ssr=SsrMode::Async />
            <Route path=path!("/budget") view=BudgetPage ssr=SsrMode::Async />
            <Route path=path!("/usage") view=UsagePage ssr=SsrMode::Async />
            <Route path=path!("/workspace") view=WorkspacePage ssr=SsrMode::Async />
            <Route path=path!("/account") view=AccountPage ssr=SsrMode::Async />
        </Routes>
    }
}
