//! Sentences and what is understood of them.

use proptest::prelude::*;

use super::*;

/// `authentication ratings !payments`: what is wanted and, after `!`, what is excluded.
fn understood(text: &str) -> String {
    let said = detect(text);
    let wanted = said.features.iter().map(|one| one.feature.as_str().to_owned());
    let excluded = said.excluded.iter().map(|one| format!("!{}", one.feature.as_str()));
    wanted.chain(excluded).collect::<Vec<_>>().join(" ")
}

fn check(table: &[(&str, &str)]) {
    let wrong: Vec<String> = table
        .iter()
        .filter(|(text, expected)| understood(text) != *expected)
        .map(|(text, expected)| format!("{text}\n    expected {expected}\n    but got  {}", understood(text)))
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn what_is_asked_for_is_found() {
    check(&[
        ("A recipe app with ratings and login", "authentication ratings"),
        ("Members sign in with their e-mail address", "authentication"),
        ("Users can create an account and log in with Google", "authentication"),
        ("A passwordless sign-up for customers", "authentication"),
        ("An intranet for managers and employees", "roles"),
        ("Only admins can delete entries", "roles"),
        ("Clients pay online by credit card", "payments"),
        ("Track my expenses and income", "payments"),
        ("Freelancers write invoices with line items", "invoicing"),
        ("A gym with monthly memberships and renewals", "subscriptions"),
        ("Customers add products to a cart and order online", "cart"),
        ("An online store for ceramics", "cart"),
        ("I want an overview with key figures", "dashboard"),
        ("Show my weight in a chart", "charts"),
        ("A searchable archive of letters", "search"),
        ("Filter plants by light and sort them by name", "filters"),
        ("Notes with tags", "tags"),
        ("Recipes with up to five stars", "ratings"),
        ("Films sorted into genres", "filters tags"),
        ("Let readers vote and rate books", "ratings"),
        ("People discuss each proposal and reply to each other", "comments"),
        ("The manager approves holiday requests", "approvals"),
        ("A table booking page for a restaurant", "booking"),
        ("Patients book appointments", "booking"),
        ("Reserve a court at the tennis club", "booking"),
        ("A calendar of rehearsals", "calendar"),
        ("Remind me before a contract expires", "reminders"),
        ("Bills with due dates", "reminders"),
        ("Warn me when stock runs low", "alerts"),
        ("Send an email when a ticket changes", "notifications"),
        ("A kanban for my team", "board"),
        ("Upload their photos", "file_upload gallery"),
        ("Attach documents to a case", "file_upload"),
        ("A gallery of my paintings", "gallery"),
        ("Neighbours chat with each other", "messaging"),
        ("Bakeries on a map", "maps"),
        ("Export the list as CSV", "export"),
        ("Print the shopping list", "export"),
        ("Import contacts from a spreadsheet", "import"),
        ("Every change is kept in a history with versions", "history"),
        ("Share a trip by link", "sharing"),
        ("A site in German and French", "multilingual"),
        ("It has a REST API with webhooks", "api"),
        ("Customers choose a slot and get an SMS confirmation", "notifications"),
        ("A list of purchase orders", "invoicing"),
        ("Split the bill and see who owes whom", "payments"),
        ("Who borrowed which book and when it is due back", "booking reminders"),
        ("Customers submit tickets, agents reply", "roles comments"),
        ("Only the conductor may change dates", "roles"),
        ("Volunteers sign up for shifts", "booking"),
        ("Real estate with price filters and a map", "filters maps"),
        ("A photographer's portfolio", "gallery"),
    ]);
}

#[test]
fn what_is_not_wanted_is_excluded() {
    check(&[
        ("A recipe app, no login", "!authentication"),
        ("A recipe app without payments", "!payments"),
        ("It doesn't need accounts", "!authentication"),
        ("The app does not need user accounts", "!authentication"),
        ("A list of records, not a shop", "!cart"),
        ("This isn't an online store", "!cart"),
        ("Login is not needed", "!authentication"),
        ("A login isn't required", "!authentication"),
        ("No login required", "!authentication"),
        ("A wiki with no login required and a search", "search !authentication"),
        ("I don't want comments but ratings", "ratings !comments"),
        ("No login, payments or comments", "!authentication !payments !comments"),
        ("No login, no payments, just a calendar", "calendar !authentication !payments"),
        ("Without login, people can comment on recipes", "comments !authentication"),
        ("Without login and payments", "!authentication !payments"),
        ("A diary without accounts; it has tags", "tags !authentication"),
        ("People should not have to sign up", "!authentication"),
        ("There is no need to register an account", "!authentication"),
        ("Nobody needs to log in", "!authentication"),
        ("Ratings, not comments", "ratings !comments"),
        ("A login-free notebook", "!authentication"),
        ("Payments are not planned. Comments are.", "comments !payments"),
        ("Not needed: login, payments", "!authentication !payments"),
        (
            "Must have:\n- login\n- search\n\nNot included:\n- payments\n- chat\nIt has tags.",
            "authentication search tags !payments !messaging",
        ),
        ("Things I don't need: comments, ratings. Things I need: tags", "tags !ratings !comments"),
        ("Won't have: payments", "!payments"),
        ("Leave out the charts", "!charts"),
        ("Everything except payments", "!payments"),
        ("No accounts! Search by name.", "search !authentication"),
        ("We never want to see a login", "!authentication"),
        ("Skip the comments", "!comments"),
        ("Login and payments are not needed", "!authentication !payments"),
        ("Login, payments and comments are not needed", "!authentication !payments !comments"),
        ("I do not want a chat or a forum", "!comments !messaging"),
        ("Nobody should be able to sign up", "!authentication"),
        ("No one should need to create an account", "!authentication"),
        ("The app shouldn't force people to register", "!authentication"),
        ("Neither login nor payments", "!authentication !payments"),
        ("This is not an e-commerce site", "!cart"),
        ("Don't let anyone comment", "!comments"),
        ("Recipes. Nobody logs in. Everyone can rate.", "ratings !authentication"),
        ("I need an app with no login, but comments, and without a map", "comments !authentication !maps"),
        ("no login no payments no chat", "!authentication !payments !messaging"),
        ("Login: no", "!authentication"),
        ("Login: not needed", "!authentication"),
        ("It does not need a server and works without login", "!authentication"),
        ("I don't like clutter, without login please", "!authentication"),
        ("Works w/o accounts", "!authentication"),
        ("Payments? No thanks", "!payments"),
        ("Users can't upload files", "!file_upload"),
        ("Instead of a login, use a secret link", "sharing !authentication"),
        ("Please do not add login, sharing, comments", "!authentication !comments !sharing"),
        ("Public voting is out of scope", "!ratings"),
        ("Payments happen elsewhere", "!payments"),
        ("I hate logins", "!authentication"),
        ("Only for me, no accounts, nothing shared", "!authentication !sharing"),
        ("We want everything except comments and ratings", "!ratings !comments"),
        ("I don't need charts, dashboards, or anything fancy", "!dashboard !charts"),
        ("You don't have to log in to read, but to write a review you need an account", "authentication ratings"),
    ]);
}

#[test]
fn what_only_sounds_like_a_no_is_none() {
    check(&[
        ("Not only search but also filters", "search filters"),
        ("Not just a calendar", "calendar"),
        ("No invoice gets lost", "invoicing"),
        ("No double bookings", "booking"),
        ("So that I never miss a due date", "reminders"),
        ("Nobody gets in without a password", "authentication"),
        ("Members who have not paid", "payments"),
        ("Members cannot book a class twice", "booking"),
        ("I don't want to miss renewals", "subscriptions"),
        ("No matter who comments", "comments"),
        ("Why not add tags?", "tags"),
        ("Advertising we do not want. Payments by card", "payments"),
        ("A yes/no approval by the chair", "approvals"),
        ("I can't live without charts", "charts"),
        ("No more than five tags for a note", "tags"),
        ("Don't forget the search", "search"),
        ("Make sure that no two bookings overlap", "booking"),
        ("Nothing fancy: login and a list", "authentication"),
        ("Users can't book more than three rooms", "booking"),
        ("Search recipes, login is not needed", "search !authentication"),
        ("Guests browse without login, members sign in to order food", "authentication roles cart"),
        ("Comments that are not approved yet stay hidden", "comments approvals"),
    ]);
}

#[test]
fn words_that_only_look_alike_are_not_taken() {
    check(&[
        ("A boat charter company", ""),
        ("Collect the signature of each visitor", ""),
        ("My book collection", ""),
        ("Tasks in order to finish a house", ""),
        ("A board game collection", ""),
        ("Research notes of a laboratory", ""),
        ("Measure my heart rate", ""),
        ("Restore old furniture", ""),
        ("Cooking with friends", ""),
        ("Staging of a play", ""),
        ("Recipes in alphabetical order with friendly error messages", ""),
        ("The shop around the corner wants a page with news", ""),
        ("A company that sells to farmers keeps its address book", ""),
        ("Coffee filters and water filters", ""),
        ("Planets and stars above my town", ""),
        ("Which bank accounts my parents have", ""),
        ("A person who likes books", ""),
        ("My music albums", ""),
        ("Growth stages of tomatoes", ""),
        ("Pause and resume a lesson", ""),
        ("Cooking directions of my aunt", ""),
        ("A password manager", ""),
        ("A quiz on local history", ""),
        ("Books with author and editor", ""),
        ("Books and records in my shelf", ""),
        ("A book in which I write", ""),
        ("A flat share cleans together", ""),
        ("Newspaper clippings from the tag team era", ""),
    ]);
}

#[test]
fn other_languages_are_understood_for_the_most_asked_features() {
    check(&[
        ("Eine Rezepte-App mit Anmeldung und Bewertungen", "authentication ratings"),
        ("Eine Buchungsseite ohne Anmeldung, mit Kalender", "booking calendar !authentication"),
        ("Une application de recettes avec connexion et commentaires", "authentication comments"),
        ("Un carnet sans inscription", "!authentication"),
        ("Una tienda en línea con pagos y búsqueda", "payments cart search"),
        ("Una app sin registro de usuarios", "!authentication"),
        ("Un calendario per prenotazioni con pagamenti", "payments booking calendar"),
        ("Un diario senza registrazione", "!authentication"),
        ("レシピを検索するアプリ", ""),
        ("Приложение для рецептов", ""),
    ]);
}

#[test]
fn evidence_is_quoted_as_written() {
    let said = detect("A yoga site: Login for members and trainers. No Online Payments!");
    assert_eq!(said.features[0].evidence, ["Login for members"]);
    assert_eq!(said.features[1].evidence, ["members and trainers"]);
    assert_eq!(said.excluded[0].evidence, ["No Online Payments"]);
}

#[test]
fn the_same_words_are_quoted_once_and_few_pieces_suffice() {
    let said = detect("Login, login, LOGIN, sign in, sign up, password, oauth and SSO");
    assert_eq!(said.features[0].evidence, ["Login", "sign in", "sign up", "password"]);
}

#[test]
fn a_clear_wish_beats_a_no_and_a_no_beats_a_hint() {
    assert_eq!(understood("No login for readers. Editors sign in."), "authentication");
    assert_eq!(understood("No login. Each has a profile in the list."), "!authentication");
}

#[test]
fn things_are_the_texts_own_nouns() {
    let of = |text| detect(text).things.join(" ");
    assert_eq!(of("A recipe app with ingredients, ratings and login"), "recipe ingredients");
    assert_eq!(of("Members book classes and trainers publish them"), "members classes trainers");
    assert_eq!(of("Track my plants: watering days, species, notes"), "plants species notes");
    assert_eq!(
        of("An invoice tool for freelancers with clients and projects, no invoices by mail"),
        "invoice freelancers clients projects"
    );
    assert_eq!(of("A note taking app with folders"), "note folders");
    assert_eq!(of("A museum's catalogue of paintings and artists"), "paintings artists");
    assert_eq!(of("Eine App mit Rezepten und Zutaten, ohne Anmeldung"), "rezepten zutaten");
    assert_eq!(of("日本語のアプリ"), "");
    assert!(detect("a bees b cats c dogs d eggs e foxes f goats g horses h insects").things.len() <= 6);
}

proptest! {
    #[test]
    fn evidence_and_things_always_come_from_the_text(text in "\\PC{0,400}") {
        assert_from(&text)?;
    }

    #[test]
    fn evidence_and_things_come_from_sentences_too(
        words in proptest::collection::vec(
            proptest::sample::select(vec![
                "no", "login", "without", "not", "needed", "is", "and", "or", ",", ".", ":", "payments", "don't", "want",
                "for", "the", "members", "trainers", "book", "classes", "é", "ß", "İ", "’s", "'", "-free", "comments",
                "only", "but", "upload", "photos", "instead", "of", "leave", "out", "can't", "nobody", "\n- ", "none",
            ]),
            0..40,
        ),
    ) {
        assert_from(&words.join(" "))?;
        assert_from(&words.concat())?;
    }
}

fn assert_from(text: &str) -> Result<(), TestCaseError> {
    let said = detect(text);
    for one in said.features.iter().chain(&said.excluded) {
        prop_assert!(!one.evidence.is_empty());
        prop_assert!(one.evidence.iter().all(|words| !words.is_empty() && text.contains(words.as_str())));
    }
    for one in &said.features {
        prop_assert!(said.excluded.iter().all(|other| other.feature != one.feature));
    }
    prop_assert!(said.things.len() <= 6);
    prop_assert!(said.things.iter().all(|thing| text.to_lowercase().contains(thing.as_str())));
    Ok(())
}

#[test]
fn different_plurals_are_counted_once_each_and_only_up_to_a_limit() {
    assert_eq!(detect("Recipes with ingredients; recipes have ratings and a boss, status and basis").plurals, 3);
    let many = "apples beans carrots dates eggs figs grapes herbs irises jams kiwis lemons";
    assert_eq!(detect(many).plurals, 8);
    assert_eq!(detect("Tout est gratuit").plurals, 0);
}
