//! The character of an application beyond its look: how surfaces are made, derived from its subject and its seed.

use super::super::model::{AppKind, AppModel, Layout};

/// How surfaces are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Surface {
    /// Rules instead of boxes.
    Ruled,
    /// Fine frames.
    Framed,
    /// Soft shadows.
    Raised,
    /// Tinted areas.
    Filled,
}

/// The character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Style {
    /// How surfaces are made.
    pub(super) surface: Surface,
    /// The header in the full colour.
    pub(super) bold_header: bool,
    /// Small labels in spaced capitals.
    pub(super) spaced_labels: bool,
}

impl Style {
    /// The character of `model`.
    pub(super) fn of(model: &AppModel) -> Self {
        use Surface::{Filled, Framed, Raised, Ruled};
        let fitting: [Surface; 2] = match model.kind {
            AppKind::Collection => [Ruled, Filled],
            AppKind::Booking | AppKind::Learning => [Filled, Raised],
            AppKind::Inventory | AppKind::Helpdesk => [Framed, Framed],
            AppKind::Invoices => [Framed, Ruled],
            AppKind::Wiki | AppKind::Publishing => [Ruled, Ruled],
            AppKind::Shop => [Ruled, Raised],
            AppKind::Tracker | AppKind::Projects => [Raised, Filled],
            AppKind::Crm => [Framed, Raised],
            AppKind::Forum | AppKind::Directory => [Ruled, Framed],
            AppKind::Events => [Filled, Ruled],
            AppKind::General => [Raised, Framed],
        };
        let bold = match model.look.layout {
            Layout::Rail | Layout::Masthead => true,
            Layout::Sidebar => model.seed % 5 < 2 && !matches!(model.kind, AppKind::Wiki),
            Layout::Topbar => model.seed % 7 < 2,
        };
        Self {
            surface: fitting[usize::from(model.seed.is_multiple_of(3))],
            bold_header: bold,
            spaced_labels: model.seed.is_multiple_of(2),
        }
    }

    /// How much of the neutral hue the ground carries.
    pub(super) fn warmth(self) -> f64 {
        match self.surface {
            Surface::Ruled => 1.5,
            Surface::Framed => 0.8,
            Surface::Raised => 1.2,
            Surface::Filled => 1.8,
        }
    }
}
