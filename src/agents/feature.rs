//! What a request can ask for beyond its own things: the features that detection looks for and agents build.

use serde::{Deserialize, Serialize};

macro_rules! features {
    ($($variant:ident, $name:literal, $label:literal, $summary:literal;)+) => {
        /// A feature of the application to be made.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
        #[serde(rename_all = "snake_case")]
        pub enum Feature {
            $(#[doc = $summary] $variant,)+
        }

        impl Feature {
            /// All of them, in the order in which pages list them.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The name on the wire.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// The name for people.
            #[must_use]
            pub fn label(self) -> &'static str {
                match self { $(Self::$variant => $label,)+ }
            }

            /// What it brings, in one sentence.
            #[must_use]
            pub fn summary(self) -> &'static str {
                match self { $(Self::$variant => $summary,)+ }
            }
        }
    };
}

features! {
    Authentication, "authentication", "Authentication", "People sign up and sign in.";
    Roles, "roles", "Roles", "Kinds of people who may do different things.";
    Payments, "payments", "Payments", "Money is charged, received or tracked.";
    Invoicing, "invoicing", "Invoicing", "Documents with line items, totals and due dates.";
    Subscriptions, "subscriptions", "Subscriptions", "Something recurs: memberships, plans, renewals.";
    Cart, "cart", "Cart and checkout", "Things are put into a basket and ordered.";
    Dashboard, "dashboard", "Dashboard", "An overview with figures.";
    Charts, "charts", "Charts", "Figures drawn over time or by group.";
    Search, "search", "Search", "Finding things by words.";
    Filters, "filters", "Filters", "Narrowing and sorting lists.";
    Tags, "tags", "Tags and categories", "Things are labelled and grouped.";
    Ratings, "ratings", "Ratings", "Stars or scores for things.";
    Comments, "comments", "Comments", "People discuss a thing.";
    Approvals, "approvals", "Approvals", "Changes wait for a yes.";
    Booking, "booking", "Booking", "Places or times are reserved.";
    Calendar, "calendar", "Calendar", "Things shown by day.";
    Reminders, "reminders", "Due dates and reminders", "Dates that must not be missed.";
    Alerts, "alerts", "Alerts", "A warning when a level is crossed.";
    Notifications, "notifications", "Notifications", "People are told what happened.";
    Board, "board", "Board", "Columns through which work moves.";
    FileUpload, "file_upload", "File upload", "Documents and images are attached.";
    Gallery, "gallery", "Gallery", "Pictures shown as pictures.";
    Messaging, "messaging", "Messaging", "People write to each other.";
    Maps, "maps", "Places", "Addresses and places.";
    Export, "export", "Export", "Data leaves as CSV or print.";
    Import, "import", "Import", "Data comes in from files.";
    History, "history", "History", "Who changed what, and earlier versions.";
    Sharing, "sharing", "Sharing", "A thing is passed on by link.";
    Multilingual, "multilingual", "Languages", "Words in more than one language.";
    Api, "api", "API", "Programs use it too.";
}

impl std::str::FromStr for Feature {
    type Err = crate::error::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .iter()
            .copied()
            .find(|feature| feature.as_str() == text)
            .ok_or_else(|| crate::error::Error::invalid("features", format!("There is no feature named {text}")))
    }
}
