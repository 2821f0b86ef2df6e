//! The nouns that the application will keep, as far as word forms alone tell: plurals, what stands after `each`, and
//! what an app is for. A first guess for the quote; the agent that models the application reads deeper.

use super::negation::Negation;
use super::tokens::{Break, Token};
use super::word_set::word_sets;
use crate::reading::{inflection, nouns, phrases};

/// Things named in a quote.
const MOST: usize = 6;

/// Plurals counted for the size of a request. Further ones are mostly details of things that were named before.
const MOST_PLURALS: usize = 8;

/// Shortest word that is taken for a thing.
const SHORTEST: usize = 4;

word_sets! {
    /// `recipe app`, `plant tracker`: what stands before is a thing.
    KEEPERS = "app application tool tracker manager library collection box planner list database catalogue catalog \
        organizer organiser journal log platform system directory inventory archive portal register wiki \
        game diary";

    /// After these a word in -s is a verb: `it shows`.
    SUBJECTS = "it that which who he she app application tool system site website everyone everybody someone anyone \
        nobody one user member admin manager customer owner client page also only always to trainer teacher \
        student coach dashboard chart calendar";

    /// German function words; two of them make a text German, where every noun has a capital.
    GERMAN = "und mit für der die das eine ein einen ich soll sollen meine von zum";

    /// English function words; one of them makes a text English enough for the reader of English.
    ENGLISH = "with for and where the each every my our of that who their from when which";

    /// Words that are no thing of the application: grammar, verbs, qualities, parts of any application, and features.
    NOT_THINGS = "warnings leaderboards person commander they them people other others which whom where when their \
        your some many most same          such only than then each every day week month year hour minute \
        evening moment stays pdfs euros          dollars francs audit saas this that these those with what \
        whats does goes lets shows needs wants          tracks helps allows keeps makes gets gives has was \
        uses creates adds sends manages lists takes runs          works looks sees says tells asks finds \
        writes reads pays buys sells plays moves changes deletes          edits updates opens closes \
        starts ends falls drops expires warns reminds displays includes contains          supports stores \
        provides offers requires publishes approves assigns schedules reserves cancels          checks \
        logs signs rates always perhaps besides towards across sometimes various business process \
        access address status progress less unless plus news bonus series basis analysis success class yes \
        his hers ours yours theirs its days hours weeks months years times minutes seconds evenings \
        mornings          weekends mondays fridays today date dates deadlines things items details \
        features functions options          settings pages screens fields forms buttons links views \
        columns tables sections kinds types sorts          ways steps numbers figures values words names \
        titles descriptions colours colors apps applications          tools sites websites systems devices \
        phones computers browsers servers users visitors persons guests          admins administrators \
        everyone somebody friends roles permissions rights accounts logins passwords          profiles \
        sessions ratings comments tags filters charts graphs payments reminders notifications \
        alerts categories labels stars votes reviews scores metrics trends statistics stats reports \
        exports          imports searches results uploads downloads attachments images pictures languages \
        translations maps          locations calendars bookings subscriptions memberships approvals \
        replies threads genres dashboards          boards emails mails messages chats prices costs fees \
        totals amounts quantities sums points credits          endpoints apis webhooks integrations due \
        overdue terms conditions levels minimums favourites          favorites likes simple small little \
        nice good best easy modern clean beautiful mobile desktop online          offline local personal \
        private public shared free open full complete whole internal custom smart          digital great \
        fast light dark single multi real new own management booking time project web home \
        tracking planning search rating review chat messaging social team family company gallery photo \
        sharing shopping learning reservation versions alarms streaks payment fitness budget expense \
        calendar dans sans vous nous leurs mais utilisateurs usuarios nuestros pour avec para unos unas \
        elles ils fois très plusieurs jours años días pagos commentaires filtres étiquettes comentarios \
        etiquetas filtros";
}

/// Before a singular that is a thing: `each recipe has a rating`.
const EACH: &[&str] = &["each", "every", "per"];

/// Endings of words that say how an application is, not what it keeps.
const QUALITIES: &[&str] = &["ing", "ed", "ly", "able", "ible", "ful", "ous", "ive", "less"];

/// Singulars before a keeper word that are a thing in spite of the list above.
const STILL_THINGS: &[&str] = &["project", "expense", "budget", "review", "photo"];

/// German nouns, by their beginning, that are no thing of the application.
const NOT_GERMAN_THINGS: &str = "\
    app web seite anwendung programm anmeld bewertung kalender buchung such filter kommentar zahlung bezahl \
    erinnerung benutzer nutzer konto passwort export import karte diagramm übersicht sprache nachricht \
    benachrichtigung login tag liste verwaltung mail online";

/// At most six nouns of the text, in lower case, in its order.
pub(super) fn things(text: &str, tokens: &[Token], negation: &Negation) -> Vec<String> {
    let read = Read::of(text, tokens);
    let german = tokens.iter().filter(|one| GERMAN.contains(one.word.as_str())).take(2).count() == 2;
    let mut things: Vec<(String, &str)> = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        // `a museum's catalogue` is about the museum, not of museums.
        let possessive = token.end - token.start > token.word.len();
        if possessive || !is_plain(&token.word) || negation.covers(at) {
            continue;
        }
        let named =
            if german { is_german_noun(token) } else { agreed(read.as_ref(), &token.word, is_named(tokens, at)) };
        if !named {
            continue;
        }
        let stem = inflection::singular(&token.word);
        match things.iter_mut().find(|(known, _)| *known == stem) {
            // `recipe app … recipes`: the plural says it better.
            Some((_, shown)) if token.word.len() > shown.len() => *shown = &token.word,
            Some(_) => {}
            None => things.push((stem, &token.word)),
        }
    }
    things.into_iter().take(MOST).map(|(_, shown)| shown.to_owned()).collect()
}

/// What the reader that the modelling agent uses sees in a text; nothing where it is not English.
struct Read {
    /// Things, in singular.
    things: Vec<String>,
    /// All heads of noun phrases, in singular.
    heads: Vec<String>,
}

impl Read {
    fn of(text: &str, tokens: &[Token]) -> Option<Self> {
        if !tokens.iter().any(|one| ENGLISH.contains(one.word.as_str())) {
            return None;
        }
        let reading = phrases::read(text);
        let heads = reading.chunks.iter().flat_map(|chunk| chunk.words.iter().cloned()).collect();
        Some(Self { things: nouns::things(&reading), heads })
    }
}

/// Whether a word is a thing for both: for word forms and for the reader.
fn agreed(read: Option<&Read>, word: &str, named: bool) -> bool {
    let Some(read) = read else { return named };
    let stem = inflection::singular(word);
    if named {
        return read.heads.contains(&stem);
    }
    read.things.contains(&stem) && !word.ends_with("ing") && !NOT_THINGS.contains(word) && !KEEPERS.contains(word)
}

/// How many different plurals the text has, at most [`MOST_PLURALS`]. Of all that can be counted without knowing the
/// words, this goes best with the size of the application that is made, better than the things themselves.
pub(super) fn plurals(tokens: &[Token]) -> usize {
    let mut known: Vec<&str> = Vec::new();
    for token in tokens.iter().filter(|one| is_plain(&one.word) && is_plural(&one.word)) {
        if known.len() < MOST_PLURALS && !known.contains(&token.word.as_str()) {
            known.push(&token.word);
        }
    }
    known.len()
}

/// Letters of the Latin alphabets only.
fn is_plain(word: &str) -> bool {
    word.chars().count() >= SHORTEST && word.chars().all(|c| c.is_alphabetic() && c < '\u{250}')
}

fn is_named(tokens: &[Token], at: usize) -> bool {
    let word = tokens[at].word.as_str();
    let joined = |next: usize| tokens.get(next).filter(|one| one.before == Break::None).map(|one| one.word.as_str());
    let before = if at > 0 && tokens[at].before == Break::None { tokens[at - 1].word.as_str() } else { "" };
    if joined(at + 1).is_some_and(|next| KEEPERS.contains(next)) {
        let is_quality = QUALITIES.iter().any(|end| word.ends_with(end));
        return STILL_THINGS.contains(&word) || (!is_quality && !NOT_THINGS.contains(word) && !KEEPERS.contains(word));
    }
    if NOT_THINGS.contains(word) {
        return false;
    }
    // `recipe sharing app`, `note taking tool`.
    let doing = joined(at + 1).is_some_and(|next| next.ends_with("ing") || next == "management");
    if doing && joined(at + 2).is_some_and(|next| KEEPERS.contains(next)) && !word.ends_with("ly") {
        return true;
    }
    if EACH.contains(&before) {
        return !KEEPERS.contains(word);
    }
    // `the brigade plans exercises`: of two words in -s the first is a verb.
    let is_verb = joined(at + 1).is_some_and(|next| is_plural(next) && is_plain(next) && !NOT_THINGS.contains(next));
    is_plural(word) && !SUBJECTS.contains(before) && !is_verb
}

fn is_plural(word: &str) -> bool {
    word.ends_with('s') && !["ss", "us", "is"].iter().any(|end| word.ends_with(end))
}

fn is_german_noun(token: &Token) -> bool {
    let begins_clause = matches!(token.before, Break::Stop);
    token.capital && !begins_clause && !NOT_GERMAN_THINGS.split_whitespace().any(|stem| token.word.starts_with(stem))
}
