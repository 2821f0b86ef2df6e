//! Header and footer.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::{Glyph, Icon, ThemeSwitch};
use crate::context::visitor;

stylance::import_style!(style, "frame.module.css");

/// The mark, where one can go, and the switch of colours. `children` is the palette.
#[component]
pub fn Header(children: Children) -> impl IntoView {
    let path = use_location().pathname.get_untracked();
    let link = move |href: &'static str, label: &'static str| {
        let current = (path == href).then_some("page");
        view! {
            <a href=href aria-current=current>
                {label}
            </a>
        }
    };
    view! {
        <header class=style::header>
            <a class=style::brand href="/">
                <Icon glyph=Glyph::Mark size=28 />
                "Olympus"
            </a>
            <nav class=style::nav aria-label="Main">
                {match visitor() {
                    Some(caller) => view! {
                        {link("/builds", "Builds")}
                        {link("/queue", "Queue")}
                        {link("/usage", "Usage")}
                        {link("/workspace", "Workspace")}
                        {link("/plans", "Plans")}
                        <a href="/account" title=caller.email>
                            {caller.name}
                        </a>
                    }
                    .into_any(),
                    None => view! {
                        {link("/plans", "Plans")}
                        {link("/login", "Sign in")}
                        {link("/signup", "Sign up")}
                    }
                    .into_any(),
                }}
            </nav>
            <div class=style::tools>{children()} <ThemeSwitch /></div>
        </header>
    }
}

/// The foot of the hill.
#[component]
pub fn Footer() -> impl IntoView {
    view! {
        <footer class=style::footer>
            <svg class=style::ridge viewBox="0 0 1600 150" preserveAspectRatio="none" aria-hidden="true" focusable="false">
                <path d="M0 122 C140 112 210 92 320 96 S470 120 560 104 S700 34 772 28 S842 62 884 52 S970 84 1042 92 S1220 118 1330 98 S1500 80 1600 92" />
                <path d="M0 140 C180 128 300 132 420 124 S640 96 720 86 S860 104 930 112 S1170 136 1290 126 S1500 112 1600 118" />
                <path d="M0 149 C260 144 460 146 640 136 S900 134 1080 142 S1420 138 1600 140" />
            </svg>
            <div class=style::foot>
                <p>"Olympus. A team of named agents that builds in the open."</p>
                <p>
                    <a href="/plans">"Plans"</a>
                    <a href="/api/docs">"API"</a>
                </p>
            </div>
        </footer>
    }
}
