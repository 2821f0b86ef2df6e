//! What a workspace of each line of work starts with: features, technologies, colours and rules.

use super::{Industry, Palette, Preset};
use crate::agents::Feature::{
    self, Alerts, Api, Approvals, Authentication, Board, Booking, Calendar, Cart, Charts, Comments, Dashboard, Export,
    FileUpload, Filters, Gallery, History, Import, Invoicing, Maps, Messaging, Multilingual, Notifications, Payments,
    Ratings, Reminders, Roles, Search, Sharing, Subscriptions, Tags,
};

/// One line of the table below, before it is owned by a workspace.
struct Start {
    features: &'static [Feature],
    /// What comes on top of the plain web stack.
    stack: &'static [&'static str],
    /// Name, hue in OKLCH degrees, chroma.
    palette: (&'static str, f64, f64),
    compliance: &'static [&'static str],
}

/// The stack of every build: it runs anywhere and nothing has to be compiled.
const PLAIN_WEB: &str = "Plain HTML, CSS and JavaScript modules";

/// What a workspace of this line of work starts with, and why.
#[must_use]
pub fn preset(industry: Industry, reason: String) -> Preset {
    let Start { features, stack, palette: (name, hue, chroma), compliance } = start(industry);
    Preset {
        industry,
        default_features: features.to_vec(),
        stack: std::iter::once(&PLAIN_WEB).chain(stack).map(|&technology| technology.to_owned()).collect(),
        palette: Palette { name: name.to_owned(), hue, chroma },
        compliance: compliance.iter().map(|&rule| rule.to_owned()).collect(),
        reason,
    }
}

/// The table: hues are at least 14 degrees apart, and none is the usual violet.
fn start(industry: Industry) -> Start {
    match industry {
        Industry::Ecommerce
        | Industry::Hospitality
        | Industry::Logistics
        | Industry::RealEstate
        | Industry::Manufacturing
        | Industry::Energy => trading(industry),
        Industry::Healthcare | Industry::Education | Industry::Government | Industry::Nonprofit => public(industry),
        Industry::Finance | Industry::Technology | Industry::Media | Industry::ProfessionalServices => {
            knowledge(industry)
        }
        Industry::Personal => Start {
            features: &[Search, Tags, Reminders, Calendar],
            stack: &["Browser storage"],
            palette: ("Marigold", 84.0, 0.15),
            compliance: &[],
        },
        Industry::General => GENERAL,
    }
}

const GENERAL: Start = Start {
    features: &[Authentication, Dashboard, Search, Filters],
    stack: &["REST with JSON"],
    palette: ("Verdigris", 178.0, 0.1),
    compliance: &["GDPR"],
};

/// Lines that sell, make or move things.
fn trading(industry: Industry) -> Start {
    match industry {
        Industry::Ecommerce => Start {
            features: &[Cart, Payments, Search, Filters, Ratings, Gallery],
            stack: &["Responsive images", "Product data as schema.org"],
            palette: ("Coral", 22.0, 0.17),
            compliance: &["PCI DSS", "GDPR", "CCPA"],
        },
        Industry::Hospitality => Start {
            features: &[Booking, Calendar, Gallery, Ratings, Payments, Multilingual],
            stack: &["Responsive images", "iCalendar feeds"],
            palette: ("Apricot", 68.0, 0.14),
            compliance: &["PCI DSS", "GDPR"],
        },
        Industry::Logistics => Start {
            features: &[Dashboard, Maps, Board, Notifications, Alerts, Import],
            stack: &["CSV and EDI import", "Works offline on a phone"],
            palette: ("Amber", 100.0, 0.14),
            compliance: &["GDPR", "ISO 28000"],
        },
        Industry::RealEstate => Start {
            features: &[Gallery, Maps, Search, Filters, Booking, Messaging],
            stack: &["Responsive images", "Listings as schema.org"],
            palette: ("Terracotta", 38.0, 0.13),
            compliance: &["Fair Housing Act", "GDPR"],
        },
        Industry::Manufacturing => Start {
            features: &[Dashboard, Board, Approvals, Alerts, Charts, Export],
            stack: &["CSV import", "Works offline on a tablet"],
            palette: ("Copper", 53.0, 0.12),
            compliance: &["ISO 9001", "GDPR"],
        },
        Industry::Energy => Start {
            features: &[Dashboard, Charts, Alerts, Reminders, Export, History],
            stack: &["Time series as CSV", "SVG charts"],
            palette: ("Citron", 120.0, 0.15),
            compliance: &["NERC CIP", "ISO 50001", "GDPR"],
        },
        _ => GENERAL,
    }
}

/// Lines that serve the public.
fn public(industry: Industry) -> Start {
    match industry {
        Industry::Healthcare => Start {
            features: &[Authentication, Roles, Booking, Reminders, Messaging, History],
            stack: &["Records as HL7 FHIR", "Encryption at rest"],
            palette: ("Lagoon", 196.0, 0.11),
            compliance: &["HIPAA", "GDPR", "WCAG 2.2 AA"],
        },
        Industry::Education => Start {
            features: &[Authentication, Roles, Calendar, FileUpload, Comments, Reminders],
            stack: &["iCalendar feeds", "Works on old devices"],
            palette: ("Cornflower", 257.0, 0.14),
            compliance: &["FERPA", "COPPA", "GDPR", "WCAG 2.2 AA"],
        },
        Industry::Government => Start {
            features: &[Authentication, Roles, Approvals, History, Multilingual, FileUpload],
            stack: &["Works without JavaScript", "Print styles"],
            palette: ("Harbour", 243.0, 0.1),
            compliance: &["Section 508", "WCAG 2.2 AA", "FOIA", "GDPR"],
        },
        Industry::Nonprofit => Start {
            features: &[Payments, Calendar, Notifications, Messaging, Sharing, Export],
            stack: &["Works on slow networks"],
            palette: ("Meadow", 141.0, 0.13),
            compliance: &["GDPR", "WCAG 2.2 AA"],
        },
        _ => GENERAL,
    }
}

/// Lines that work with numbers, words and code.
fn knowledge(industry: Industry) -> Start {
    match industry {
        Industry::Finance => Start {
            features: &[Authentication, Roles, Dashboard, Charts, Approvals, History],
            stack: &["Exact decimal arithmetic", "Append-only ledger"],
            palette: ("Fir", 160.0, 0.1),
            compliance: &["PCI DSS", "SOX", "KYC and AML", "GDPR"],
        },
        Industry::Technology => Start {
            features: &[Authentication, Api, Dashboard, Charts, Subscriptions, Search],
            stack: &["REST with OpenAPI", "Webhooks"],
            palette: ("Glacier", 213.0, 0.13),
            compliance: &["SOC 2", "ISO 27001", "GDPR"],
        },
        Industry::Media => Start {
            features: &[Gallery, Search, Tags, Comments, Sharing, Subscriptions],
            stack: &["Responsive images", "RSS feeds"],
            palette: ("Raspberry", 358.0, 0.17),
            compliance: &["GDPR", "DMCA"],
        },
        Industry::ProfessionalServices => Start {
            features: &[Calendar, Invoicing, FileUpload, Approvals, Reminders, Messaging],
            stack: &["Print styles", "iCalendar feeds"],
            palette: ("Slate", 228.0, 0.05),
            compliance: &["SOC 2", "GDPR"],
        },
        _ => GENERAL,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all() -> impl Iterator<Item = Preset> {
        Industry::ALL.iter().map(|&industry| preset(industry, String::from("because")))
    }

    #[test]
    fn every_line_of_work_has_features_a_stack_and_its_own_name_of_colours() {
        let names: std::collections::HashSet<String> = all().map(|preset| preset.palette.name).collect();
        assert_eq!(names.len(), Industry::ALL.len());
        for preset in all() {
            let mut features = preset.default_features.clone();
            features.dedup();
            assert!((3..=6).contains(&features.len()), "{:?}", preset.industry);
            assert!(preset.stack.len() >= 2);
            assert_eq!(preset.reason, "because");
        }
    }

    #[test]
    fn palettes_can_be_told_apart_and_none_is_violet() {
        for (index, one) in all().enumerate() {
            let hue = one.palette.hue;
            assert!((0.0..360.0).contains(&hue) && !(265.0..=310.0).contains(&hue), "{}", one.palette.name);
            assert!((0.0..=0.2).contains(&one.palette.chroma));
            for other in all().skip(index + 1) {
                let apart = (hue - other.palette.hue).abs();
                assert!(apart.min(360.0 - apart) >= 14.0, "{} and {}", one.palette.name, other.palette.name);
            }
        }
    }

    #[test]
    fn rules_follow_the_line_of_work() {
        assert!(preset(Industry::Healthcare, String::new()).compliance.contains(&String::from("HIPAA")));
        assert!(preset(Industry::Education, String::new()).compliance.contains(&String::from("FERPA")));
        assert!(preset(Industry::Ecommerce, String::new()).compliance.contains(&String::from("PCI DSS")));
        assert!(preset(Industry::Personal, String::new()).compliance.is_empty());
    }
}
