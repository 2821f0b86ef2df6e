//! Singular and plural of English words.

use super::text::capital;

/// `plural:singular` where rules do not help.
const IRREGULAR: &str = "people:person children:child kids:kid men:man women:woman mice:mouse feet:foot teeth:tooth geese:goose \
    leaves:leaf shelves:shelf knives:knife wives:wife wolves:wolf loaves:loaf halves:half thieves:thief \
    scarves:scarf calves:calf hooves:hoof criteria:criterion phenomena:phenomenon quizzes:quiz \
    diagnoses:diagnosis analyses:analysis theses:thesis crises:crisis matrices:matrix indices:index \
    appendices:appendix cacti:cactus fungi:fungus alumni:alumnus larvae:larva axes:axe movies:movie \
    shoes:shoe toes:toe canoes:canoe hoes:hoe caches:cache headaches:headache aches:ache lenses:lens \
    gases:gas viruses:virus buses:bus tradespeople:tradesperson salespeople:salesperson menus:menu gurus:guru tofus:tofu houses:house horses:horse nurses:nurse purses:purse courses:course \
    cheeses:cheese vases:vase bases:base cases:case roses:rose releases:release leases:lease \
    purchases:purchase databases:database exercises:exercise expenses:expense licenses:license \
    responses:response phrases:phrase prizes:prize sizes:size mazes:maze";

/// Their own plural.
const UNCHANGED: &str = "custody beekeeping loot maintenance finance planning sports traffic advice equipment furniture music stock feedback staff news inventory homework laundry software hardware \
    information knowledge luggage jewellery jewelry money weather research series species sheep fish deer \
    yarn paperwork data media clothing honey merchandise gear wildlife livestock poultry machinery housework \
    produce mail content coffee tea wood paper glassware artwork progress storage";

/// Ends in s and is one.
const SINGULAR_S: &str = "bus gas lens plus chess always this yes canvas atlas christmas has was does its us is as his gps sms \
    news previous various analytics physics mathematics gymnastics athletics tennis sales ours yours theirs \
    less across class kudos mars paris texas wales athens pilates swiss cms pos rss sos ios campus status \
    address process access business progress premises headquarters whereas thanks perhaps css js besides \
    sometimes towards";

fn irregular() -> impl Iterator<Item = (&'static str, &'static str)> {
    IRREGULAR.split(' ').filter_map(|pair| pair.split_once(':'))
}

fn is_in(list: &str, word: &str) -> bool {
    list.split(' ').any(|known| known == word)
}

/// The singular of a word in small letters.
pub(crate) fn singular(word: &str) -> String {
    if let Some((_, one)) = irregular().find(|(many, _)| *many == word) {
        return one.to_owned();
    }
    if !word.is_ascii() || word.len() < 4 || is_in(UNCHANGED, word) || is_in(SINGULAR_S, word) {
        return word.to_owned();
    }
    if ["ss", "us", "is", "ous"].iter().any(|ending| word.ends_with(ending)) {
        return word.to_owned();
    }
    if let Some(stem) = word.strip_suffix("ies") {
        let keeps = stem.len() < 2
            || ["cook", "calor", "zomb", "brown", "smooth", "rook", "hood", "t", "p", "l"].contains(&stem);
        return if keeps { format!("{stem}ie") } else { format!("{stem}y") };
    }
    for ending in ["sses", "shes", "ches", "xes", "zzes", "oes"] {
        if word.ends_with(ending) {
            return word[..word.len() - 2].to_owned();
        }
    }
    word.strip_suffix('s').unwrap_or(word).to_owned()
}

/// The plural of a phrase: of its last word.
pub(crate) fn plural(phrase: &str) -> String {
    let (before, last) = match phrase.rsplit_once(' ') {
        Some((before, last)) => (format!("{before} "), last),
        None => (String::new(), phrase),
    };
    format!("{before}{}", plural_word(last))
}

fn plural_word(word: &str) -> String {
    let small = word.to_lowercase();
    if is_in(UNCHANGED, &small) || !word.is_ascii() || word.is_empty() {
        return word.to_owned();
    }
    if let Some((many, _)) = irregular().find(|(_, one)| *one == small) {
        // Keep the first letter as written.
        return if word.starts_with(|c: char| c.is_uppercase()) { capital(many) } else { many.to_owned() };
    }
    if small != singular(&small) && !is_in(SINGULAR_S, &small) {
        return word.to_owned();
    }
    if ["s", "x", "z", "ch", "sh"].iter().any(|ending| small.ends_with(ending)) {
        return format!("{word}es");
    }
    let vowel_before_y = ["ay", "ey", "oy", "uy"].iter().any(|ending| small.ends_with(ending));
    if small.ends_with('y') && !vowel_before_y {
        return format!("{}ies", &word[..word.len() - 1]);
    }
    format!("{word}s")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plurals_and_singulars_find_each_other() {
        for (one, many) in [
            ("recipe", "recipes"),
            ("class", "classes"),
            ("box", "boxes"),
            ("inventory", "inventory"),
            ("supply", "supplies"),
            ("child", "children"),
            ("toy", "toys"),
            ("movie", "movies"),
            ("shelf", "shelves"),
            ("quiz", "quizzes"),
        ] {
            assert_eq!(singular(many), one);
            assert_eq!(plural(one), many);
        }
        assert_eq!(plural("Spare part"), "Spare parts");
    }
}
