//! Industries, presets, and what a page shows of a workspace.

use serde::{Deserialize, Serialize};

use crate::agents::Feature;
use crate::ids::TenantId;
use crate::plans::Tier;

macro_rules! industries {
    ($($(#[$doc:meta])* $variant:ident, $name:literal, $label:literal;)+) => {
        /// The line of work that a workspace is preset for.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
        #[serde(rename_all = "snake_case")]
        pub enum Industry {
            $($(#[$doc])* $variant,)+
        }

        impl Industry {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The name on the wire and in the database.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// The name for people.
            #[must_use]
            pub fn label(self) -> &'static str {
                match self { $(Self::$variant => $label,)+ }
            }
        }
    };
}

industries! {
    /// A person with a public mail provider.
    Personal, "personal", "Personal";
    /// Shops and marketplaces.
    Ecommerce, "ecommerce", "E-commerce";
    /// Hospitals, clinics, health services.
    Healthcare, "healthcare", "Healthcare";
    /// Schools and universities.
    Education, "education", "Education";
    /// Public bodies.
    Government, "government", "Government";
    /// Banks, insurance, payments.
    Finance, "finance", "Finance";
    /// Software and internet.
    Technology, "technology", "Technology";
    /// Making things.
    Manufacturing, "manufacturing", "Manufacturing";
    /// Travel, hotels, restaurants.
    Hospitality, "hospitality", "Hospitality";
    /// News, film, music, games.
    Media, "media", "Media";
    /// Moving goods and people.
    Logistics, "logistics", "Logistics";
    /// Homes and buildings.
    RealEstate, "real_estate", "Real estate";
    /// Power and utilities.
    Energy, "energy", "Energy";
    /// Law, consulting, accounting, agencies.
    ProfessionalServices, "professional_services", "Professional services";
    /// Charities and associations.
    Nonprofit, "nonprofit", "Non-profit";
    /// Anything else.
    General, "general", "General";
}

impl std::str::FromStr for Industry {
    type Err = crate::error::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .iter()
            .copied()
            .find(|industry| industry.as_str() == text)
            .ok_or_else(|| crate::error::Error::invalid("industry", format!("There is no industry named {text}")))
    }
}

/// Colours of a workspace: a hue in OKLCH degrees and how strong it is (chroma 0 to 0.2).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Palette {
    /// `Lagoon`.
    pub name: String,
    /// Accent hue, 0 to 360.
    pub hue: f64,
    /// Accent chroma.
    pub chroma: f64,
}

/// What a workspace starts with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Preset {
    /// For which line of work.
    pub industry: Industry,
    /// Features that builds of this line usually want; offered, never forced on a request.
    pub default_features: Vec<Feature>,
    /// Technologies that fit: `Plain HTML, CSS and JavaScript modules`.
    pub stack: Vec<String>,
    /// Colours.
    pub palette: Palette,
    /// Rules that this line lives under: `HIPAA`, `GDPR`; each can be switched.
    pub compliance: Vec<String>,
    /// Why this preset, for the page: `mayoclinic.org is a known healthcare domain`.
    pub reason: String,
}

/// A workspace as its members see it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Workspace {
    /// Its id.
    pub tenant_id: TenantId,
    /// `Mayoclinic`.
    pub name: String,
    /// Its line of work.
    pub industry: Industry,
    /// What it was preset with.
    pub preset: Preset,
    /// Its plan.
    pub tier: Tier,
    /// The caller's role in it: `owner`.
    pub role: String,
}
