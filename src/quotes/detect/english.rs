//! English phrases for each feature, phrases that only look like them, and kinds of people. `pattern.rs` explains the
//! notation.

use super::word_set::word_sets;
use crate::agents::Feature;

/// What people write when they want a feature.
pub(super) const PHRASES: &[(Feature, &str)] = &[
    (
        Feature::Authentication,
        "login+, log|logs|logged|logging in|into, sign|signs|signed|signing in|up, signin+, signup+, \
         authenticat*, auth, oauth, oauth2, sso, single sign on, passkey+, passwordless, password+, two factor, \
         2fa, mfa, magic link+, register an|with|their|for account|email, registration, registering, \
         to|must|can|should|people|users|members|visitors|customers register, registered user+|member+|customer+, \
         user|member|customer|personal|admin|own|guest|their|client|student account+, accounts, account creation, \
         create|creates|creating|need|needs|open|have|has|requires|require an account, user management, \
         member|members area+, protected area+, ?account, ?members only, ?credentials, ?user profile+, ?username+",
    ),
    (
        Feature::Roles,
        "role+, permission+, access level+|right+|control, rbac, user group+, user type+, types|kinds of \
         user+|account+, administrator+, admin, admins, admin panel|area|page+|view|section|role, an|the admin, \
         moderator+, superuser+, @persons and|or|& @persons, @persons and|or the @persons, @persons as well as \
         @persons, only @person can|may|see|edit|manage|have|are, only the @person can|may, \
         staff|admins|managers|editors only, read only|write access, different access|rights, who can|may \
         see|edit|do|change|access",
    ),
    (
        Feature::Payments,
        "payment+, pay|pays|paying online|by|with|for|via|per|in|through|their|the|a|your, pay, pays, paying, \
         paid, unpaid, repay*, stripe, paypal, apple pay, google pay, twint, sepa, venmo, klarna, credit|debit \
         card+, card payment+, charge|charges|charging .. fee+|customer+|client+|member+|card+, billing, billed, \
         checkout, deposit+, refund+, donation+, donate*, fees, expense+, expenditure+, spending, budget+, \
         income, money, salary, salaries, payroll, payout+, transaction+, split|splits|splitting .. \
         bill+|cost+|expense+|rent, who owes, owe|owes, debt+, collect rent, rent collection, ticket sale+, \
         buy|buys ticket+, sell|sells|selling ticket+, purchase+, ?wallet+, ?revenue",
    ),
    (
        Feature::Invoicing,
        "invoice+, invoicing, invoiced, billing document+, line item+, credit note+, quotes and invoices, \
         quotation+, bill|bills|billing client+|customer+|lesson+|hour+|project+|them|monthly, send bill+, \
         receipt+, purchase order+, vat, sales tax, proforma",
    ),
    (
        Feature::Subscriptions,
        "subscription+, subscribe|subscribes|subscribing|subscribed, subscriber+, membership+, recurring \
         payment+|order+|billing|bill+|charge+|revenue|fee+|donation+, renewal+, renew|renews|renewing, \
         monthly|annual|yearly|weekly plan+|fee+|membership+|subscription+|billing|box|payment+, free trial+, \
         trial period+, pricing plan+, plans and pricing, season ticket+|pass, paid plan+, class pass, punch \
         card+, membership fee+|plan+|tier+",
    ),
    (
        Feature::Cart,
        "cart+, basket+, checkout, check out page, order|orders|ordering \
         online|food|product+|meal+|drink+|item+|takeaway|from, place|places|placing .. order+, online|web|e \
         shop|store, webshop+, eshop, e commerce, ecommerce, shop for|that|selling|where|with, ?a shop, \
         storefront+, marketplace+, sell|sells|selling .. online, sell|sells|selling .. \
         product+|good+|item+|art|print+|book+, buy|buys|buying product+|item+|online|from|thing+, \
         add|adds|put|puts .. to|into .. cart|basket|bag, product catalog*, takeaway, takeout, pre order+, \
         preorder+",
    ),
    (
        Feature::Dashboard,
        "dashboard+, overview, overviews, at a glance, kpi+, key figure+|metric+|number+, metrics, statistics, \
         statistic, stats, summary page, start page with, control panel, cockpit, analytics, scoreboard+, totals, \
         summary of, monthly summary, weekly summary, sales|monthly|annual|weekly|yearly|management report+, \
         reporting, reports",
    ),
    (
        Feature::Charts,
        "line|bar|pie|progress|area chart+, chart+, graph, graphs, line|bar|pie diagram+, plot|plots .. over \
         time, plotted, histogram+, heatmap+, heat map+, trend, trends, trendline+, visuali*, sparkline+, \
         progress over time, over time, graphical*, streak calendar, analytics",
    ),
    (
        Feature::Search,
        "search, searches, searching, searchable, full text, find|finds|finding .. by \
         name|title|word+|keyword+|ingredient+|author|topic|location, look|looks|looking up, lookup, query, \
         autocomplete, type ahead, typeahead, find|finds .. quickly|fast|easily, quickly find, easy to find, \
         help|helps|helping .. find",
    ),
    (
        Feature::Filters,
        "filter, filters, filtering, filtered, filterable, sort, sorts, sorting, sortable, sorted, narrow|narrows \
         .. by|down, facet+, faceted, order|orders|ordered by, group|groups|grouped by, browse|browses|browsing \
         by, view|show|list|see .. by category|date|price|cuisine|genre|type|status|author, refine",
    ),
    (
        Feature::Tags,
        "tag, tags, tagging, tagged, label, labels, labelled, labeled, labelling, labeling, category+, categori*, \
         taxonomy, genre+, topics, hashtag+, folders, cuisine+, group .. into, \
         organize|organise|organized|organised|sort into|by|in, grouped into, subcategory+, sub category+",
    ),
    (
        Feature::Ratings,
        "rating+, rate, rates, rated, star rating+, \
         one|two|three|four|five|1|2|3|4|5|with|by|of|to|give|gives|get|gets|in stars, stars and, score, scores, \
         scoring, review, reviews, reviewing, thumbs up, up|down vote+, upvote*, downvote*, vote, votes, voting, \
         like button+, likes and|or, favourites, favorites, ranking+, ranked, leaderboard+",
    ),
    (
        Feature::Comments,
        "comment, comments, commenting, commented, discuss, discusses, discussion+, discussing, reply, replies, \
         replying, thread, threads, threaded, remark+, annotation+, annotate*, forum, forums, message board+, \
         feedback board+|form+|on, leave|leaves|give|gives .. feedback, q and a, question and answer+, questions \
         and answers, ask|asks question+, guestbook, collect|collects|send|sends feedback",
    ),
    (
        Feature::Approvals,
        "approv*, sign off, signs off, sign offs, signed off by, review and approve, needs|need|require|requires \
         .. yes, reviewed by|before, accept|accepts|accepting or reject*|decline*, \
         reject|rejects|rejected|rejection, authoris*|authoriz* .. by, confirmed by a|an|the, peer review*, \
         moderation, moderate|moderates|moderated, waits for .. yes|ok, four eyes, editorial workflow, \
         draft|drafts .. review*, leave request+, vacation request+, time off request+, request|requests .. leave",
    ),
    (
        Feature::Booking,
        "booking+, table|room|class|court|appointment|lesson|desk|meeting|ticket|online|seat booking+, bookable, \
         book a|an|the|their|our|it|them|online|ahead, book|books class*|room+|table+|appointment+|slot+, \
         book|books court+|seat+|desk+|lesson+|session+|space+|spot+, book|books \
         car+|equipment|meeting+|trip+|tour+|visit+, books a|an|their, \
         let|lets|can|can't|cannot|to|must|may|not|people|users|guests|members|customers|clients|patients|students|visitors \
         book, booked, reserv*, appointment+, schedul* .. appointment+|visit+|lesson+|session+|meeting+|class*, \
         time slot+, timeslot+, availability, available times|slots|dates, no show+, waiting list+, waitlist+, \
         rsvp, sign up for .. class*|shift+|slot+|session+|event+|workshop+, rent|rents|renting|hire \
         out|equipment|car+|bike+|tool+|room+|boat+, rental+, lend*, borrow*, loan out, seat selection",
    ),
    (
        Feature::Calendar,
        "calendar+, schedule, schedules, scheduling, scheduled, timetable+, agenda, \
         day|week|month|weekly|monthly|daily view, day by day, rota, rotas, roster, rosters, roster of, shift \
         plan*, shifts, weekly plan|planner|plan+|menu, meal plan*, day|week|weekly|daily planner+, ical, ics, by \
         day|date|week|month, events",
    ),
    (
        Feature::Reminders,
        "remind, reminds, reminded, reminding, reminder+, due date+, due, overdue, deadline+, expiry|expiration \
         date+, expire, expires, expiring, expiration, expiry, best before, use by, renewal date+, follow up, \
         follow ups, followup+, never|not|don't|dont miss|forget, forget|forgets|forgot, forgotten, when .. due, \
         nudge*, snooze, maintenance date+|schedule+|interval+, vaccination date+, upcoming .. date+",
    ),
    (
        Feature::Alerts,
        "alert, alerts, alerting, alerted, warn, warns, warning+, warned, low stock, running low|out, runs|run \
         low|out, out of stock, below .. minimum|threshold|level, threshold+, minimum level+|stock|quantity, \
         reorder level+|point+, when .. falls|drops|goes below|under, over budget, budget limit+, exceed*, limit \
         .. reached, critical level, alarm, alarms",
    ),
    (
        Feature::Notifications,
        "notif*, push message+, email|emails|mail|mails|sms|text|texts .. when|if|update+|confirmation+, \
         get|gets|be|are|is told|informed, tell|tells .. when, keep|keeps .. informed|up to date|posted, \
         confirmation email+|mail+, email confirmation+, newsletter+, send|sends .. email+|sms|text+|mail+, email \
         update+, by|via email|sms|mail|text, inform|informs, activity feed, digest",
    ),
    (
        Feature::Board,
        "kanban, scrum board, task|project|sales|issue|story|work|idea|status|planning board+, board view, board \
         with column+, columns for|through|from, three|four|several|different columns, swimlane+, drag and drop, \
         drag|drags|dragging .. card+|task+|deal+|between|across, pipeline+, trello, todo doing done, to do doing \
         done, backlog, sprint planning|board, sprints, workflow|deal|sales|hiring|pipeline|project stage+, \
         move|moves .. stage+|column+|through",
    ),
    (
        Feature::FileUpload,
        "upload*, attach, attaches, attached, attaching, attachment+, file storage, document storage, \
         store|stores|keep|keeps .. document+|file+|pdf+|contract+|scan+, add|adds|adding|with .. \
         photo+|picture+|image+|file+, photos, a photo, photo of|upload*, scanned, scan|scans .. \
         receipt+|document+, documents, pictures of, images of, take|takes .. picture+|photo+, cv, resumes, \
         a|their|your|his|her resume, profile picture+, avatar+, file sharing, media library",
    ),
    (
        Feature::Gallery,
        "gallery, galleries, photo album+, photo gallery, portfolio+, lightbox, picture wall, photo wall, \
         slideshow+, slide show+, carousel+, before and after photo+, mood board+, moodboard+, \
         photo|image|picture grid, photography, photographs, photos, pictures, showcase .. \
         work|art|project+|photo+|image+|painting+, artworks, show|shows|display|displays .. \
         photo+|picture+|image+|artwork+",
    ),
    (
        Feature::Messaging,
        "messaging, message, messages, chat, chats, chatting, chatroom+, direct message+, dm, dms, inbox, \
         inboxes, conversation+, private message+, talk to each other, write to each other, contact each other, \
         message each other, send .. message+, contact .. \
         seller+|owner+|landlord+|host+|trainer+|teacher+|agent+|organi*, ask .. seller+|host+|owner+, group \
         chat+, live chat, contact form",
    ),
    (
        Feature::Maps,
        "map, maps, mapping, location+, address, addresses, nearby, near me, close to me, in my area, around me, \
         geo*, gps, driving directions, get directions, route+, google maps, openstreetmap, venue+, store \
         locator, delivery area+, where .. are|is located, distance to, by \
         city|region|neighbourhood|neighborhood|district|postcode|zip",
    ),
    (
        Feature::Export,
        "export*, csv, download, downloads, downloading, downloadable, downloaded .. as, downloaded, as|to|into \
         excel|pdf|spreadsheet, excel export, print, prints, printing, printable, print out+, printout+, save as \
         pdf, pdf report+, spreadsheet export, backup, backups, back up, data portability, for the \
         accountant|tax, for my accountant, tax report+",
    ),
    (
        Feature::Import,
        "import, imports, importing, imported, importer, bulk upload+, upload .. csv|spreadsheet|excel, \
         read|reads|load|loads .. csv|spreadsheet|excel, from|existing csv|excel|spreadsheet+, \
         migrate|migrates|migrating .. from, bring .. data from, bank statement+, paste .. list from, copied from",
    ),
    (
        Feature::History,
        "history, histories, version control|history, versions, versioning, versioned, revision+, audit \
         log+|trail+, audited, change log+, changelog+, who changed what, who changed, track|tracks|tracking \
         change+, earlier|previous|past version+, undo, restore, roll|rolls back, rollback, activity log+, stock \
         movement+, past orders|bookings|visits|payments, keep|keeps .. record of, record of every|all, edit \
         history, traceab*",
    ),
    (
        Feature::Sharing,
        "share, shares, shared, sharing, shareable, sharable, public link+, secret link+, by link, via link, \
         invite link+, link to pass, send .. link, public page+, publicly visible, embed, embeds, embedded, \
         embeddable, invite|invites|inviting .. friend+|people|family|others|client+|guest+|member+|team*, qr \
         code+, post .. social media, social media",
    ),
    (
        Feature::Multilingual,
        "multi language, multilanguage, multi lingual, multilingual, bilingual, trilingual, \
         several|multiple|different|two|three|four|five|many|both language+, language \
         switch*|selection|selector|choice, translat*, locali*, i18n, l10n, internationali*, in|into \
         english|german|french|italian|spanish and|or \
         german|french|italian|spanish|english|dutch|portuguese|romansh, english|german|french|italian|spanish \
         and english|german|french|italian|spanish|portuguese|dutch, right to left, rtl",
    ),
    (
        Feature::Api,
        "api, apis, rest endpoint+, restful, graphql, webhook+, integrat*, zapier, endpoint+, sdk, \
         connect|connects|connecting|sync|syncs|synced|synchronis*|synchroniz* .. with|to \
         other|our|their|google|outlook|slack|shopify|xero|quickbooks|hubspot|salesforce, machine readable, for \
         other program+|app+|system+|developers, programmatic*, third party app+|system+|tool+, json feed, rss",
    ),
];

/// Phrases that contain words of the table above but mean something else.
pub(super) const OTHER_MEANINGS: &str = "\
    in order to|for|that, out of order, short order, made to order, to order our, board game+, card game+, star \
    trek|wars, book club+, book collection+, address book+, sign language, pay attention, paying attention, pays \
    attention, charge phone+|batter*, route to market, sitemap+, mind map+, roadmap+, road map+, concept map+, \
    name tag+, tag line, seating chart+, org chart+, at any rate, heart rate+, interest rate+, exchange rate+, \
    hourly rate+, success rate+, growth rate+, conversion rate+, flat rate, day rate+, rate limit*, first rate, \
    private practice, role play*, roleplay*, role model+, role playing, like to, likes to, would like, feel \
    like, looks like, look like, review paper+, peer group, rock star+, five star hotel+, 5 star hotel+, film \
    score+, credit score+, music score+, sheet music, dating, flat share+, car share+, photo contest+, each \
    other, email address*, mail address*, ip address*, web address*, in the log, sign of, sign that, thread \
    count, sewing thread+, gift card+, id card+, business card+, recipe card+, index card+, flash card+, \
    flashcard+, playing card+, album release, record label+, care label+, shipping label+, food label+, warning \
    label+, address label+, basket ball, wish list, history of art|music|science|europe|rome|the \
    world|philosophy, art history, history class*|lesson+|teacher+|book+|museum+, medical history, love story, \
    natural language, sign up sheet, search engine+, job search, research, coffee shop+, barber shop+, \
    barbershop+, repair shop+, bike shop+, flower shop+, workshop+, body shop+, charity shop+, book shop+, \
    bookshop+, pet shop+, print shop+, tattoo shop+, coffee roaster+, app store+, play store, data store, \
    feature store, grocery store+, hardware store+, local store+, due to, due diligence, message queue, print \
    magazine+, print run+, food print, graph theory, graph database, event driven, star sign+, zodiac sign+, \
    constellation+, restore old, restore furniture, import duty|duties|tax*, import business, export business, \
    map reduce, trail map+, error message+, success message+, welcome message+, alphabetical order, order of, \
    some sort of, sort of, all sorts of, share of, market share, plot of, plots of land, fine print, user story \
    map*, source map+, in due course, address the|this|these, addresses the, paid work|leave|job+, low budget, \
    filter coffee, coffee filter+, water filter+, air filter+, search and rescue, pay gap, role of, play|plays a \
    role, key role+, nature reserve+, game reserve+, reserve fund+, calendar year+, message board+, shared \
    flat|garden|house|apartment|kitchen|room|office, chess rating+, age rating+, energy rating+, sign up for .. \
    shift+|slot+|session+|event+|workshop+|class*, in stages, labour of love, tag team, weather forecast, paid \
    off, star shaped, rate of, tax rate+, birth rate+, bounce rate+, error rate+, save the date, cash register+, \
    purchase order+, newsletter sign up, subscribe|subscribes to .. newsletter+, bank|savings|email|social \
    account+, social media account+, chart of accounts, on account of, take|takes into account, password \
    manager+, permission slip+, download the app, history quiz*, history fact+, local history, family history, \
    alarm clock+, investment|stock|share|project portfolio+, rising|falling|movie|film|pop|sea star+, team \
    sprint+, sprint training, columns of, lunch box, stage play+, stages of grief, progress report+, don't|not \
    forget to|the|that|about, train of thought, map projection+, version of me, trial and error, price tag+, \
    price tags, care record+, art print+, fingerprint*, footprint+, print shop, blueprint+, document database, \
    score board";

/// Kinds of people, in the singular. Two of them side by side, or one that alone may do something, are roles.
pub(super) const PERSONS: &str = "\
    admin administrator manager member trainer coach teacher student pupil parent customer client guest visitor \
    employee staff owner landlord tenant doctor patient nurse therapist volunteer organizer organiser editor \
    author writer reader moderator reviewer seller buyer vendor supplier driver dispatcher agent host instructor \
    tutor learner mentor mentee recruiter applicant candidate employer freelancer contractor accountant \
    librarian borrower curator artist chef cook waiter cashier operator technician supervisor director player \
    captain referee donor sponsor physician receptionist judge participant attendee speaker exhibitor bride vet \
    breeder beekeeper caregiver carer dentist lawyer planner juror winner creator founder artisan expert \
    conductor landlady singer musician gardener hairdresser stylist farmer caretaker janitor principal counselor \
    counsellor lead contributor subscriber user worker colleague";

word_sets! {
    /// What people do in an application, in the form for many.
    ACTS = "can may must should book publish submit reply answer see manage approve reject create post apply \
        write read delete edit order pay borrow sign upload report update review receive get grade enrol \
        enroll check assign teach join track add view confirm accept plan offer sell buy set request share \
        comment rate search browse register log decide score moderate invite handle choose pick prepare \
        deliver mark close open cancel schedule reserve have need want send fill issue organize organise run \
        learn take give make lead maintain verify award find";
}
