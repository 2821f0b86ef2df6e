//! The words of denial: what begins one, what ends one, and what only sounds like one. `negation.rs` says how they
//! are used.

use super::word_set::word_sets;

word_sets! {
    /// Denies the noun that follows.
    NO = "no without nor omit omitting skip skipping exclude excludes excluding except avoid avoids \
        nothing neither hate hates dislike ohne kein keine keinen keiner keinerlei sans aucun \
        aucune sin ningún ninguna senza nessun nessuna niente";

    /// After `no`: nothing is left out.
    NOT_A_DENIAL = "serif matter problem problems doubt later less fewer more worries show shows question time \
        idea limit limits restriction restrictions only just solo one two double duplicate \
        duplicates overlapping overlap conflicting conflicts clash clashes late missed lost \
        forgotten nonsense line queue sólo solamente soltanto nur seulement than longer extra";

    /// Somewhere in the reach: it is about care for the thing, not about its absence.
    CARE = "miss missed missing misses lose lost loses forget forgets forgotten late overdue \
        overlooked unanswered slips slip twice double unpaid overlap overlaps clash clashes chase \
        chasing wasted unnoticed falls fall";

    /// Denies the verb that follows.
    NOT = "don't dont doesn't doesnt didn't won't wont wouldn't shouldn't shouldnt not never needn't \
        nobody non nicht";

    /// Verbs that, denied, leave out what follows them.
    VERBS = "want wants need needs require requires have has include includes add use uses build \
        support supports offer offers ask asks involve contain contains like allow allows \
        implement provide provides store plan bother care wish demand force wanting needing \
        requiring interested let serve servono voglio vogliamo richiede";

    /// Verbs that are themselves what is denied: `people don't log in`.
    OWN_VERBS = "logs signs registers log sign register login comment rate chat subscribe share";

    /// Words that may stand between `not` and its verb.
    ADVERBS = "really actually even necessarily currently to be yet ever particularly one should must \
        able let anyone people users";

    /// Before a bare `not`: it denies a verb, not the noun that follows.
    MODALS = "must should may might can could would will do does did has have had who to or";

    /// May stand between `not` and its noun.
    DETERMINERS = "a an any the about for another yet our some with";

    /// Words that begin another thought, and so end a denial.
    ENDS = "but so because since just only however instead yet although though who which that where \
        can could should must will would when if while until unless then without with we they i \
        you he she lets let everyone everybody anyone is are shows please aber sondern mais pero \
        sino ma però doch mit avec con";

    /// Adds to what is denied where little follows.
    AND = "and und et y e plus";

    /// Adds to what is denied.
    OR = "or nor oder noch ou ni o né";

    /// `no login required and …`: after these the denial is over.
    FULFILLED = "needed required necessary wanted";

    /// Words that end a sentence about what is not wanted: `login is not needed`.
    NEEDED = "needed required necessary wanted planned included important nötig notwendig erforderlich \
        gewünscht nécessaire necesario necesaria necessario necessaria need want require";

    /// Denies what stands before, together with a word of [`NEEDED`].
    NEGATIVE = "not isn't isnt aren't arent never nicht pas don't dont doesn't won't no non";

    /// After `not`: a state or a measure.
    STATES = "paid sure all every everyone everybody enough too so much many always done free read seen \
        sold met yet known full open";

    /// Ends a sentence about what this application does not do: `payments happen elsewhere`.
    ELSEWHERE = "unnecessary unwanted unneeded elsewhere überflüssig unnötig superflu";

    /// Stand before `not`.
    AUXILIARIES = "do does did should must will would is are need";

    /// Whoever uses the application: what these cannot do, it does not offer.
    ANYBODY = "users people visitors anyone you it one";

    /// In a clause with `cannot`: it sets a limit to a feature, and so wants it.
    LIMITS = "more than until unless before after if twice other others others' other's without already \
        when while own their another same";
}
