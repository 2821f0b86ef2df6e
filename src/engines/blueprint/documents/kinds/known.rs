//! The knowledge itself, one entry for each kind.

use super::Kind;

pub(super) const COLLECTION: Kind = Kind {
    today: "{things} live in screenshots, bookmarks and memory",
    pain: "the good ones are not found again when they are wanted, and only one person knows which they were",
    gain: "one shelf that everybody can search, with a judgement beside each {thing}",
    moment: "deciding what to choose, or just after trying something worth keeping",
    motive: "find again what was good last time, without asking around",
    doubt: "typing everything in looks like more work than it saves",
    answer: "the examples show how little is enough to find {a thing} again",
    measures: [
        ("share of {things} opened again within 30 days", "above a third: it is a shelf, not an attic"),
        ("{things} added by somebody other than the first person", "at least one in five: it is shared in fact"),
    ],
    later: [
        ("Bring in {things} from a web address", "people paste long texts by hand"),
        ("A plan for the week out of chosen {things}", "the same {things} are opened on the same weekdays"),
        ("Several pictures of {a thing}", "people keep a second {thing} only for its picture"),
    ],
    tone: "warm and unhurried; speaks like a note on the fridge",
};
pub(super) const BOOKING: Kind = Kind {
    today: "places are given by telephone and chat, and kept in somebody's head or a paper list",
    pain: "{things} end up overfull or half empty, and cancelled places are not passed on",
    gain: "everybody sees what is free, and nobody has to be called",
    moment: "planning the week, often on a telephone and with little time",
    motive: "know for certain that the place is theirs",
    doubt: "booking may bind, and cancelling may be awkward",
    answer: "the button to cancel takes the place of the button to book, until {a thing} starts",
    measures: [
        ("places taken of places offered, per week", "rising, without refusals rising with it"),
        ("cancelled places that somebody else took", "above half"),
    ],
    later: [
        ("A waiting list for a full {thing}", "full {things} are opened more than twice a day"),
        ("A reminder the day before", "people book and do not come"),
        ("{things} that repeat every week", "the same {thing} is entered by hand again and again"),
    ],
    tone: "brisk and certain; says what is booked, when, and what to do otherwise",
};
pub(super) const INVENTORY: Kind = Kind {
    today: "stock is counted by looking at the shelf, or kept in a spreadsheet that is a week old",
    pain: "what runs out is noticed when somebody needs it, and money lies in what nobody uses",
    gain: "a count that holds, and a warning before the shelf is empty",
    moment: "standing at the shelf or the workbench, hands not clean, wanting one figure",
    motive: "know now whether {a thing} is there, and where",
    doubt: "a count that others do not keep up is worse than none",
    answer: "each {thing} shows when it was last changed",
    measures: [
        ("{things} that reached zero without a warning first", "none"),
        ("counted stock against recorded stock, ten {things} a month", "within 2 %"),
    ],
    later: [
        ("A purchase list from what is low, by supplier", "low {things} are copied into mails"),
        ("Scanning a bar code", "searching takes longer than walking"),
        ("Where each movement of stock came from", "counts differ and nobody knows why"),
    ],
    tone: "short and exact; figures first, then words",
};
pub(super) const CRM: Kind = Kind {
    today: "contacts sit in mailboxes, and what was promised sits in somebody's memory",
    pain: "calls are missed, and a colleague starts from nothing",
    gain: "the next step for each {thing} is written where everybody sees it",
    moment: "before a call, and in the two minutes after it",
    motive: "see at once what was said last and what is due",
    doubt: "it is for control by others rather than for help",
    answer: "each {thing} shows what is next; there are no figures about colleagues",
    measures: [
        ("{things} with a next step in the future", "above 80 %"),
        ("days since the last note, median", "falling"),
    ],
    later: [
        ("Notes straight from mail", "people paste mails by hand"),
        ("Figures by month and by person", "the weekly meeting counts by hand"),
        ("Merging doubles", "search shows one name twice"),
    ],
    tone: "plain and direct; verbs before adjectives",
};
pub(super) const INVOICES: Kind = Kind {
    today: "{things} are text files, and payments are checked by reading bank statements",
    pain: "money that is owed is noticed late, and asking for it is unpleasant without dates at hand",
    gain: "what is owed, by whom, since when, is on one screen",
    moment: "at the end of a job, and on the morning that bills are checked",
    motive: "know how much money is still to come, and from whom",
    doubt: "a wrong total in front of a customer",
    answer: "rows, total, paid and open stand together and add up by themselves",
    measures: [
        ("days from sending to payment, median", "falling"),
        ("money overdue by more than 30 days", "falling month by month"),
    ],
    later: [
        ("Tax lines by rate on {a thing}", "tax is worked out by hand"),
        ("A friendly reminder text for what is overdue", "the same mail is written again and again"),
        ("{things} that repeat monthly", "last month's {thing} is copied by hand"),
    ],
    tone: "calm and exact; amounts and dates, never alarm",
};
pub(super) const WIKI: Kind = Kind {
    today: "answers sit in chat, old mails and the heads of those who have been there longest",
    pain: "the same question is asked each month, and nobody knows which text is still true",
    gain: "one text for each question, with a name and a date beside it",
    moment: "in the middle of other work, with a question that blocks it",
    motive: "get the answer that holds, today, in under a minute",
    doubt: "the text may be out of date and nobody would say so",
    answer: "each {thing} shows when it was last changed",
    measures: [
        ("searches that end on {a thing}", "above 70 %"),
        ("{things} changed or confirmed within a year", "above 90 %"),
    ],
    later: [
        ("A date by which each {thing} is to be confirmed", "old {things} are found wrong"),
        ("Links that show what points here", "{things} repeat each other"),
        ("Searches without an answer, as a list to write from", "people stop searching"),
    ],
    tone: "neutral and short; headings that are questions people really ask",
};
pub(super) const SHOP: Kind = Kind {
    today: "orders come by message, and prices are asked for one by one",
    pain: "each order costs several messages, and some are forgotten",
    gain: "people order without asking, and each order is written down",
    moment: "comparing, usually on a telephone, often late in the day",
    motive: "see the price and whether it is there, then be done",
    doubt: "what it costs in the end, and who is behind it",
    answer: "price and stock stand on the card, and the basket shows the total before a name is asked for",
    measures: [
        ("baskets that become orders", "above half"),
        ("orders that need a question afterwards", "below one in ten"),
    ],
    later: [
        ("Payment by card through a provider", "orders are paid late or not at all"),
        ("Word when {a thing} is back", "people ask for what is sold out"),
        ("Sizes and colours of {a thing}", "the same {thing} is listed several times"),
    ],
    tone: "friendly and concrete; price, stock and next step in the same breath",
};
pub(super) const TRACKER: Kind = Kind {
    today: "{things} are kept in memory, or in an app that wants an account and sends reminders",
    pain: "without a record, change is not seen, and the habit fades",
    gain: "a minute a day, and a picture that shows the direction",
    moment: "once a day, at the same time, in under a minute",
    motive: "see that it adds up",
    doubt: "one missed day makes the record feel broken",
    answer: "the number of days in all stands beside the run: a day missed takes nothing away",
    measures: [
        ("days with an entry, of the last 30", "above 20"),
        ("seconds from opening to saved, median", "below 20"),
    ],
    later: [
        ("Comparing this month with the last", "people scroll back to compare"),
        ("A goal with a date", "entries thin out after some weeks"),
        ("A note beside a day", "people write down elsewhere why a day was different"),
    ],
    tone: "encouraging without cheering; a missed day is a fact, not a failure",
};
pub(super) const FORUM: Kind = Kind {
    today: "talk runs through chat groups, where yesterday's answer is gone today",
    pain: "good answers are lost, and the loudest decide what is seen",
    gain: "one place for each topic, that can be read later by people who were not there",
    moment: "with a question, or with ten minutes to help",
    motive: "get an answer from people who know",
    doubt: "nobody may answer, or the answer may be unkind",
    answer: "each {thing} shows how much was said about it, and when",
    measures: [
        ("{things} with an answer within a day", "above 60 %"),
        ("people who wrote again after their first {thing}", "above a third"),
    ],
    later: [
        ("Marking the answer that helped", "readers ask which one is right"),
        ("A weekly mail of what is new", "people come back to read and find nothing"),
        ("Reporting what breaks the rules", "moderators are told in private messages"),
    ],
    tone: "open and even; addresses people, not users",
};
pub(super) const LEARNING: Kind = Kind {
    today: "material is spread over folders and links, and nobody sees how far they are",
    pain: "people start and stop, and start again at the beginning",
    gain: "one order, small steps, and the place where one stopped",
    moment: "in an evening half-hour, or between two other things",
    motive: "know what comes next and that it can be finished",
    doubt: "it may take longer than it says",
    answer: "the number of parts that are left shows before one begins",
    measures: [("{things} finished of {things} started", "above 40 %"), ("days between two visits, median", "below 4")],
    later: [
        ("Questions at the end of a part", "people tick off without reading"),
        ("A certificate on one page", "people ask for proof"),
        ("Notes of one's own beside each part", "people copy text elsewhere"),
    ],
    tone: "clear and patient; one idea a sentence",
};
pub(super) const EVENTS: Kind = Kind {
    today: "dates are announced in chats and on paper, and who comes is anybody's guess",
    pain: "people hear of it afterwards, and too few chairs or too much food follow",
    gain: "one list of what is on, and a number of people that can be planned with",
    moment: "looking for something to do, or being asked who is coming",
    motive: "see what is on, when, and who else goes",
    doubt: "the date may have changed since it was written",
    answer: "date and place come first, and each {thing} shows when it was last changed",
    measures: [
        ("people who came of people who said yes", "above 75 %"),
        ("days between announcement and {thing}, median", "more than 10"),
    ],
    later: [
        ("A file for one's own calendar", "dates are typed into telephones"),
        ("Moving {a thing} and telling those who said yes", "dates change and people come in vain"),
        ("Pictures afterwards", "they are sent around by chat"),
    ],
    tone: "inviting and precise; date and place before anything else",
};
pub(super) const DIRECTORY: Kind = Kind {
    today: "people ask around, and get the same three names",
    pain: "what is good but little known stays unknown, and details are out of date",
    gain: "a list that can be narrowed to what fits, with details that somebody keeps",
    moment: "with a need, comparing two or three",
    motive: "find one that fits, with a way to reach it",
    doubt: "the entry may be old or paid for",
    answer: "each {thing} shows when it was last changed, and all look alike",
    measures: [
        ("searches that end in opening {a thing}", "above 60 %"),
        ("{things} confirmed within a year", "above 80 %"),
    ],
    later: [
        ("A map beside the list", "people copy addresses into one"),
        ("A form to report a wrong detail", "people write to say so"),
        ("Comparing two {things} side by side", "people go back and forth"),
    ],
    tone: "neutral and factual; no praise",
};
pub(super) const HELPDESK: Kind = Kind {
    today: "requests arrive by mail, call and shout, and are done in the order of loudness",
    pain: "quiet ones are forgotten, and nobody can say how long things take",
    gain: "each request has one place, one state and one person",
    moment: "when something does not work, or between two jobs",
    motive: "know that it was received and who has it",
    doubt: "it may vanish in a queue",
    answer: "each {thing} has a state that shows in every list",
    measures: [
        ("hours to the first answer, median", "falling"),
        ("{things} opened again after they were closed", "below 5 %"),
    ],
    later: [
        ("Answers to what is asked often", "the same {thing} comes every week"),
        ("Rules for how fast each sort is answered", "urgent ones wait behind small ones"),
        ("{things} straight from mail", "people forward mails by hand"),
    ],
    tone: "calm and accountable; says who does what by when",
};
pub(super) const PROJECTS: Kind = Kind {
    today: "work is agreed in meetings and kept in several lists that disagree",
    pain: "two people do one thing, a third thing is done by nobody",
    gain: "one board that says what is next and who has it",
    moment: "in the morning, and when something is finished",
    motive: "know what to do next without asking",
    doubt: "keeping the board may cost more than it gives",
    answer: "the state of {a thing} is changed where it is seen, without a form",
    measures: [("days a {thing} is in work, median", "falling"), ("{things} in work at once, per person", "below 3")],
    later: [
        ("{things} that wait for another", "work stands still and nobody sees why"),
        ("What was done last week, as a text", "the report is written by hand"),
        ("Templates for work that repeats", "the same {things} are typed again"),
    ],
    tone: "short and active; each title starts with a verb",
};
pub(super) const PUBLISHING: Kind = Kind {
    today: "texts are mailed around as files, and the newest is hard to tell",
    pain: "old versions go out, and good drafts are forgotten",
    gain: "each text has one version that counts and a state that everybody sees",
    moment: "with an idea, or with a date by which it has to be out",
    motive: "get a text from draft to readers without losing a change",
    doubt: "an unfinished text could be seen",
    answer: "the state stands beside each title, and a draft says that it is one",
    measures: [("drafts that are published", "above half"), ("readers who open a second {thing}", "above a quarter")],
    later: [
        ("A feed that readers can follow", "readers ask when something is new"),
        ("A date for going out", "texts wait for somebody to press a button"),
        ("Notes beside a line", "comments come by mail"),
    ],
    tone: "clear and personal; the words of the writer come first",
};
pub(super) const GENERAL: Kind = Kind {
    today: "{things} are kept in notes, mails and a spreadsheet that one person understands",
    pain: "finding one takes longer than it should, and two people keep two versions",
    gain: "one list that holds, with the same fields for each {thing}",
    moment: "in the middle of other work, to look something up or to add it",
    motive: "find {a thing} at once and trust what it says",
    doubt: "it may be one more place to keep up",
    answer: "every list can be searched and sorted, and an export leads out again",
    measures: [
        ("{things} opened of {things} kept, per month", "above half"),
        ("seconds from opening to a saved {thing}, median", "below 60"),
    ],
    later: [
        ("Bringing in an existing list from a file", "people type from a spreadsheet"),
        ("Views that are saved under a name", "the same filter is set every day"),
        ("Figures by month", "somebody counts by hand"),
    ],
    tone: "plain and helpful; says what happened and what to do next",
};
