//! Words in a domain that tell a line of work: `riverside-clinic.com`, `petshop.de`; but not `workshop.com`.

use super::Industry;

/// How a word may stand in a name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Only as a word of its own, between hyphens: `smith-law`.
    Alone,
    /// Also at the end of a longer word: `smithlaw`.
    Ending,
    /// At either end: `hotelbristol`, `grandhotel`.
    Either,
}

use Industry::{
    Ecommerce, Education, Energy, Finance, Government, Healthcare, Hospitality, Logistics, Manufacturing, Media,
    Nonprofit, ProfessionalServices, RealEstate, Technology,
};
use Place::{Alone, Either, Ending};

/// Industry, place, and the words.
const WORDS: &[(Industry, Place, &str)] = &[
    (
        Healthcare,
        Either,
        "clinic clinics hospital hospitals klinik klinikum healthcare medical dental dentist pharmacy",
    ),
    (Healthcare, Either, "pharma apotheke hospice physio orthopedics pediatrics cardiology radiology"),
    (Healthcare, Ending, "health medicine therapeutics biotech dentistry veterinary krankenhaus praxis"),
    (Healthcare, Alone, "care med vet doctors doctor nurse nursing"),
    (Finance, Either, "bankof sparkasse volksbank insurance versicherung creditunion"),
    (
        Finance,
        Ending,
        "bank banking finance financial capital payments invest investments lending mortgage wealth assurance",
    ),
    (Finance, Alone, "fintech credit banque banco fund funds pay"),
    (
        Education,
        Either,
        "school schools university college academy universitat universidad universite escola gymnasium",
    ),
    (Education, Ending, "schule hochschule learning tutoring kindergarten preschool montessori"),
    (Education, Alone, "uni edu campus education institute"),
    (Government, Either, "cityof countyof townof stateof ministryof ayuntamiento"),
    (Government, Alone, "gov government ministry council municipality mairie stadt gemeinde rathaus"),
    (
        Ecommerce,
        Ending,
        "shop shops store stores outlet boutique boutiques market marketplace bazaar ecommerce webshop",
    ),
    (Ecommerce, Alone, "retail buy mall"),
    (RealEstate, Either, "realty realestate immobilien realtors realtor"),
    (RealEstate, Ending, "properties property homes apartments estates makelaardij inmobiliaria"),
    (RealEstate, Alone, "homes housing lettings condo condos"),
    (Logistics, Either, "logistics logistik freight trucking spedition couriers"),
    (Logistics, Ending, "shipping transport transports cargo courier airlines airways haulage warehousing express"),
    (Logistics, Alone, "fleet delivery taxi air rail"),
    (Hospitality, Either, "hotel hotels hostel restaurant restaurants"),
    (
        Hospitality,
        Ending,
        "travel tours resort resorts bistro cafe pizzeria catering bakery brewery kitchen lodge trattoria",
    ),
    (Hospitality, Alone, "inn bar grill holidays tourism reisen coffee"),
    (ProfessionalServices, Either, "lawfirm attorneys attorney consulting accounting notary rechtsanwalt kanzlei"),
    (
        ProfessionalServices,
        Ending,
        "law legal lawyers lawyer consultants consultancy advisory advisors accountants solicitors",
    ),
    (ProfessionalServices, Alone, "cpa tax audit agency recruiting staffing partners"),
    (Energy, Ending, "energy energie solar electric petroleum utilities stadtwerke windpower"),
    (Energy, Alone, "power oil gas wind grid water nuclear"),
    (Media, Ending, "media news studios films pictures records publishing broadcasting magazine gazette tribune"),
    (Media, Alone, "press radio tv film games gaming music studio times daily herald"),
    (Manufacturing, Either, "manufacturing maschinenbau metalworks"),
    (
        Manufacturing,
        Ending,
        "industries industrial motors motor machinery automotive aerospace plastics textiles foundry",
    ),
    (Manufacturing, Alone, "steel tools mfg works factory chemicals"),
    (Nonprofit, Either, "foundation charity stiftung"),
    (Nonprofit, Ending, "church ministries relief rescue trust volunteers"),
    (Nonprofit, Alone, "ngo hope charities"),
    (Technology, Ending, "software tech technologies cloud systems robotics analytics cyber labs semiconductor"),
    (Technology, Alone, "ai app apps data dev digital it web code hosting"),
];

/// Words that end or begin like one above and mean something else.
const UNRELATED: &[&str] = &[
    "workshop",
    "workshops",
    "bishop",
    "bishops",
    "photoshop",
    "sweatshop",
    "restore",
    "restores",
    "outlaw",
    "inlaw",
    "coleslaw",
    "flaw",
    "claw",
    "jigsaw",
    "foodbank",
    "riverbank",
    "westbank",
    "southbank",
    "powerbank",
    "databank",
    "stealth",
    "commonwealth",
    "entrust",
    "antitrust",
    "distrust",
    "mistrust",
    "airbank",
    "supermarket",
    "paralegal",
    "illegal",
    "detours",
    "contours",
    "ecosystems",
    "seabank",
    "embank",
    "collabs",
    "slabs",
    "locomotor",
    "locomotive",
];

/// The line of work that the words of a name tell, with the word: the last one wins, as in `school-shop`, since the
/// last word of a name says what the thing is; of two that end together the longer one.
pub(super) fn find(label: &str) -> Option<(Industry, &'static str)> {
    let parts = parts(label);
    let last = parts.len().saturating_sub(1);
    let candidates = parts.iter().enumerate().filter_map(|(index, part)| {
        let (strength, industry, word) = best_in(part)?;
        Some(((index == last, index, strength), (industry, word)))
    });
    candidates.max_by_key(|(rank, _)| *rank).map(|(_, found)| found)
}

/// Splits a word such as `riversideclinic` before a tell-tale ending, so that it can be written as two.
pub(super) fn split_ending(part: &str) -> Option<(&str, &str)> {
    let (_, _, word) = best_in(part)?;
    let head = part.strip_suffix(word)?;
    (head.chars().count() >= 3 && word.len() >= 4).then(|| (head, &part[head.len()..]))
}

fn parts(label: &str) -> Vec<&str> {
    label.split(|letter: char| !letter.is_alphabetic()).filter(|part| !part.is_empty()).collect()
}

/// The strongest word in one part: a word at the end beats one at the start, a longer one a shorter one.
fn best_in(part: &str) -> Option<((bool, usize), Industry, &'static str)> {
    let matches = WORDS.iter().flat_map(|&(industry, place, words)| {
        words.split(' ').filter_map(move |word| Some(((matched(part, word, place)?, word.len()), industry, word)))
    });
    matches.max_by_key(|(strength, ..)| *strength)
}

/// Whether a word is in a part, and then whether at its end.
fn matched(part: &str, word: &str, place: Place) -> Option<bool> {
    if part == word {
        return Some(true);
    }
    if place == Alone || UNRELATED.contains(&part) {
        return None;
    }
    let ending = part.strip_suffix(word).is_some_and(|head| head.chars().count() >= 2) && !ends_unrelated(part, word);
    if ending {
        return Some(true);
    }
    (place == Either && part.starts_with(word)).then_some(false)
}

/// Whether the part ends with a longer unrelated word that holds this one: `artworkshop` holds `workshop`.
fn ends_unrelated(part: &str, word: &str) -> bool {
    UNRELATED
        .iter()
        .any(|unrelated| unrelated.len() > word.len() && unrelated.ends_with(word) && part.ends_with(unrelated))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn industry(label: &str) -> Option<Industry> {
        find(label).map(|(industry, _)| industry)
    }

    #[test]
    fn a_word_tells_alone_between_hyphens_and_glued_to_another() {
        assert_eq!(industry("riverside-clinic"), Some(Healthcare));
        assert_eq!(industry("riversideclinic"), Some(Healthcare));
        assert_eq!(industry("petshop"), Some(Ecommerce));
        assert_eq!(industry("hotelbristol"), Some(Hospitality));
        assert_eq!(industry("cityofspringfield"), Some(Government));
        assert_eq!(industry("smith-law"), Some(ProfessionalServices));
        assert_eq!(industry("stadt-koeln"), Some(Government));
    }

    #[test]
    fn letters_inside_an_unrelated_word_tell_nothing() {
        for label in ["workshop", "artworkshop", "bishop", "outlaw", "lawn", "restore", "shopper", "lawrence"] {
            assert_eq!(industry(label), None, "{label}");
        }
        assert_eq!(industry("mypowerapp"), None);
        assert_eq!(industry("barbara"), None);
    }

    #[test]
    fn the_last_word_says_what_the_thing_is() {
        assert_eq!(industry("school-shop"), Some(Ecommerce));
        assert_eq!(industry("healthcare-law"), Some(ProfessionalServices));
        assert_eq!(industry("hotel-software"), Some(Technology));
        assert_eq!(industry("schoolbank"), Some(Finance));
    }

    #[test]
    fn a_glued_name_is_written_as_two_words() {
        assert_eq!(split_ending("riversideclinic"), Some(("riverside", "clinic")));
        assert_eq!(split_ending("clinic"), None);
        assert_eq!(split_ending("hotelbristol"), None);
        assert_eq!(split_ending("workshop"), None);
    }
}
