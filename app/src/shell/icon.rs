//! The one set of icons: 20 by 20, one weight, drawn as paths.

use leptos::prelude::*;

/// What an icon shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Glyph {
    /// The product's mark.
    Mark,
    /// Leads on.
    Arrow,
    /// Leads out.
    Open,
    /// Comes down.
    Download,
    /// Takes away.
    Cross,
    /// Done.
    Check,
    /// Again.
    Again,
    /// Went wrong.
    Alert,
    /// A document.
    File,
    /// Light.
    Sun,
    /// Dark.
    Moon,
    /// Into the clipboard.
    Copy,
    /// Time.
    Clock,
    /// Stop.
    Stop,
}

impl Glyph {
    fn path(self) -> &'static str {
        match self {
            Self::Mark => {
                "M1.5 16 7.7 4.2a.7.7 0 0 1 1.25.06L11.6 10l1.5-2.45a.7.7 0 0 1 1.2 0L18.9 16M5 16l3.2-6 3.3 6M11.6 16l2-3.2 2 3.2"
            }
            Self::Arrow => "M3.5 10h13M11.5 5l5 5-5 5",
            Self::Open => "M8 4H4v12h12v-4M11 4h5v5M16 4l-7.5 7.5",
            Self::Download => "M10 3v9.5M5.8 8.5 10 12.7l4.2-4.2M3.5 16.5h13",
            Self::Cross => "m5.5 5.5 9 9M14.5 5.5l-9 9",
            Self::Check => "m4 10.5 4 4 8-9",
            Self::Again => "M16 10a6 6 0 1 1-1.8-4.3M14.5 2.5v3.4h-3.4",
            Self::Alert => "M10 3 1.8 16.8h16.4zM10 8v4M10 14.4v.2",
            Self::File => "M5 2.5h6.5L15.5 6.5v11h-10.5zM11.3 2.7v4h4",
            Self::Sun => {
                "M10 6.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7zM10 1.8v2M10 16.2v2M1.8 10h2M16.2 10h2M4.2 4.2l1.4 1.4M14.4 14.4l1.4 1.4M15.8 4.2l-1.4 1.4M5.6 14.4l-1.4 1.4"
            }
            Self::Moon => "M16.5 12A7 7 0 0 1 8 3.5a7 7 0 1 0 8.5 8.5z",
            Self::Copy => "M7 7h9.5v9.5H7zM13 7V3.5H3.5V13H7",
            Self::Clock => "M10 2.8a7.2 7.2 0 1 0 0 14.4 7.2 7.2 0 0 0 0-14.4zM10 6v4.2l2.8 1.8",
            Self::Stop => "M4.5 4.5h11v11h-11z",
        }
    }
}

/// An icon beside words that say the same; hidden from screen readers.
#[component]
pub fn Icon(
    /// What it shows.
    glyph: Glyph,
    /// Edge in pixels.
    #[prop(default = 18)]
    size: u32,
) -> impl IntoView {
    view! {
        <svg
            width=size
            height=size
            viewBox="0 0 20 20"
            fill="none"
            stroke="currentColor"
            stroke-width="1.6"
            stroke-linecap="round"
            stroke-linejoin="round"
            aria-hidden="true"
            focusable="false"
        >
            <path d=glyph.path() />
        </svg>
    }
}
