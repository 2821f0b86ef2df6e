//! What is known of each kind of application: what people do today, what bothers them, what to measure, what tends to
//! come next. `{thing}`, `{a thing}` and `{things}` stand for the application's own words.

use super::super::model::AppKind;
use super::desk::Desk;
use super::language::a;

mod known;

use known::{
    BOOKING, COLLECTION, CRM, DIRECTORY, EVENTS, FORUM, GENERAL, HELPDESK, INVENTORY, INVOICES, LEARNING, PROJECTS,
    PUBLISHING, SHOP, TRACKER, WIKI,
};

/// Knowledge of one kind.
pub(super) struct Kind {
    /// What people do without it.
    pub today: &'static str,
    /// What that costs them.
    pub pain: &'static str,
    /// What changes with it.
    pub gain: &'static str,
    /// When somebody opens it.
    pub moment: &'static str,
    /// What a newcomer hopes for.
    pub motive: &'static str,
    /// What makes a newcomer leave.
    pub doubt: &'static str,
    /// Where the screen answers that.
    pub answer: &'static str,
    /// What to measure: a figure and the reading that is good.
    pub measures: [(&'static str, &'static str); 2],
    /// What tends to come next, and the sign that it is time.
    pub later: [(&'static str, &'static str); 3],
    /// How it speaks.
    pub tone: &'static str,
}

/// Fills in the application's words.
pub(super) fn fill(desk: &Desk<'_>, text: &str) -> String {
    text.replace("{thing}", &desk.thing()).replace("{a thing}", &a(&desk.thing())).replace("{things}", &desk.things())
}

/// What is known of a kind.
pub(super) fn of(kind: AppKind) -> &'static Kind {
    match kind {
        AppKind::Collection => &COLLECTION,
        AppKind::Booking => &BOOKING,
        AppKind::Inventory => &INVENTORY,
        AppKind::Crm => &CRM,
        AppKind::Invoices => &INVOICES,
        AppKind::Wiki => &WIKI,
        AppKind::Shop => &SHOP,
        AppKind::Tracker => &TRACKER,
        AppKind::Forum => &FORUM,
        AppKind::Learning => &LEARNING,
        AppKind::Events => &EVENTS,
        AppKind::Directory => &DIRECTORY,
        AppKind::Helpdesk => &HELPDESK,
        AppKind::Projects => &PROJECTS,
        AppKind::Publishing => &PUBLISHING,
        AppKind::General => &GENERAL,
    }
}
